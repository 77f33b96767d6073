// The bust's texture coordinates: nothing overlaps, the scalp keeps its distances, the seams do not show.
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <string>

#include "assets/bust/bust.h"
#include "assets/bust/bust_data.h"
#include "assets/bust/flatten.h"
#include "bust/mesh_facts.h"
#include "bust/with_picture.h"
#include "scalp/chart.h"
#include "scalp/scalp_region.h"
#include "session/head/built_in_head.h"

using namespace stipple;
using bust::BustPart;

namespace {

// Number of the island of each triangle, from 0, pieces that share vertices.
std::vector<int> islands(const BustPart& skin, int& count) {
    std::vector<std::uint32_t> parent(skin.positions.size());
    for (std::uint32_t v = 0; v < parent.size(); ++v) parent[v] = v;
    const auto root = [&](std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (std::size_t i = 0; i + 2 < skin.indices.size(); i += 3) {
        parent[root(skin.indices[i])] = root(skin.indices[i + 1]);
        parent[root(skin.indices[i + 1])] = root(skin.indices[i + 2]);
    }
    std::map<std::uint32_t, int> number;
    std::vector<int> out;
    for (std::size_t i = 0; i < skin.indices.size(); i += 3)
        out.push_back(number.emplace(root(skin.indices[i]), int(number.size())).first->second);
    count = int(number.size());
    return out;
}

// How long a way on the texture is on the skin: roots of the eigenvalues of the metric that the edges of a triangle
// measure, per mm of the texture. Lengths alone, another way than the flattening takes.
struct Stretch {
    double most, least;
};
Stretch stretch(const BustPart& skin, std::size_t triangle) {
    const auto at = [&](int k) { return glm::dvec3(skin.positions[skin.indices[3 * triangle + std::size_t(k)]]); };
    const auto uv = [&](int k) {
        return bust::kTextureSideMm * glm::dvec2(skin.uvs[skin.indices[3 * triangle + std::size_t(k)]]);
    };
    // x^T g x = |edge|^2 for three edges x of the texture: three unknowns.
    glm::dmat3 rows(0);
    glm::dvec3 squares(0);
    for (int k = 0; k < 3; ++k) {
        const glm::dvec2 x = uv((k + 1) % 3) - uv(k);
        const glm::dvec3 p = at((k + 1) % 3) - at(k);
        rows[0][k] = x.x * x.x, rows[1][k] = 2 * x.x * x.y, rows[2][k] = x.y * x.y;
        squares[k] = glm::dot(p, p);
    }
    const glm::dvec3 g = glm::inverse(rows) * squares;
    const double half = (g.x + g.z) / 2, apart = std::sqrt((g.x - g.z) * (g.x - g.z) / 4 + g.y * g.y);
    return {std::sqrt(half + apart), std::sqrt(std::max(half - apart, 1e-12))};
}

double area(const BustPart& skin, std::size_t t) {
    const glm::dvec3 a(skin.positions[skin.indices[3 * t]]), b(skin.positions[skin.indices[3 * t + 1]]),
        c(skin.positions[skin.indices[3 * t + 2]]);
    return glm::length(glm::cross(b - a, c - a)) / 2;
}

struct Distortion {
    double within = 0, over = 0, mean = 0, most95 = 0, worst = 1;  // shares of the area; factors
};
Distortion distortion(const BustPart& skin, const std::vector<std::uint8_t>& counted) {
    struct One {
        double most, least, area;
    };
    std::vector<One> all;
    double whole = 0, scale = 0;
    for (std::size_t t = 0; t < counted.size(); ++t) {
        if (!counted[t]) continue;
        const Stretch s = stretch(skin, t);
        all.push_back({s.most, s.least, area(skin, t)});
        whole += all.back().area;
        scale += all.back().area * std::log(s.most * s.least) / 2;
    }
    scale = std::exp(-scale / whole);
    Distortion out;
    std::vector<std::pair<double, double>> factors;
    for (const One& one : all) {
        const double most = one.most * scale, least = one.least * scale, factor = std::max(most, 1 / least);
        out.mean += factor * one.area / whole;
        out.over += (factor > 1.5) * one.area / whole;
        out.within += (most <= 1.25 && least >= .8) * one.area / whole;
        out.worst = std::max(out.worst, factor);
        factors.emplace_back(factor, one.area / whole);
    }
    std::sort(factors.begin(), factors.end());
    double sum = 0;
    for (const auto& [factor, share] : factors)
        if ((sum += share) <= .95) out.most95 = factor;
    return out;
}

// Pixels of a picture of the texture whose middles lie in more than one triangle, and in triangles of two islands.
int covered_twice(const BustPart& skin, int side) {
    std::vector<std::uint8_t> hit(std::size_t(side) * std::size_t(side), 0);
    int twice = 0;
    for (std::size_t t = 0; t < skin.indices.size(); t += 3) {
        glm::dvec2 p[3];
        for (std::size_t k = 0; k < 3; ++k) p[k] = double(side) * glm::dvec2(skin.uvs[skin.indices[t + k]]);
        const glm::dvec2 low = glm::min(p[0], glm::min(p[1], p[2])), high = glm::max(p[0], glm::max(p[1], p[2]));
        const auto across = [](const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& q) {
            return (b.x - a.x) * (q.y - a.y) - (b.y - a.y) * (q.x - a.x);
        };
        for (int y = int(low.y); y <= int(high.y); ++y)
            for (int x = int(low.x); x <= int(high.x); ++x) {
                const glm::dvec2 q(x + .5, y + .5);
                const double a = across(p[0], p[1], q), b = across(p[1], p[2], q), c = across(p[2], p[0], q);
                if (!((a > 0 && b > 0 && c > 0) || (a < 0 && b < 0 && c < 0))) continue;
                twice += hit[std::size_t(y) * std::size_t(side) + std::size_t(x)]++ > 0;
            }
    }
    return twice;
}

}  // namespace

TEST_CASE("a cone lies flat without stretching, a half sphere with little") {
    // Oracle: a cone without its tip and with a slit can be unrolled; the half sphere's azimuthal chart of least
    // symmetric Dirichlet energy has radii r(a) that a one-dimensional search finds.
    const auto disc = [](auto point, int rings, int around, bool slit) {
        bust::TriangleMesh out;
        const int columns = slit ? around + 1 : around;
        if (!slit) out.positions.push_back(point(0, 0));
        for (int r = slit ? 0 : 1; r <= rings; ++r)
            for (int i = 0; i < columns; ++i) out.positions.push_back(point(double(r) / rings, double(i) / around));
        const auto at = [&](int r, int i) {
            return std::uint32_t(slit ? r * columns + i : r == 0 ? 0 : 1 + (r - 1) * columns + i % around);
        };
        for (int r = 0; r < rings; ++r)
            for (int i = 0; i < around; ++i) {
                if (slit || r > 0) out.triangles.push_back({at(r, i), at(r + 1, i), at(r, i + 1)});
                out.triangles.push_back({at(r, i + 1), at(r + 1, i), at(r + 1, i + 1)});
            }
        return out;
    };
    constexpr double pi = 3.14159265358979324;
    const auto energy = [](const bust::TriangleMesh& mesh, const std::vector<glm::dvec2>& flat) {
        double sum = 0, whole = 0;
        for (const auto& t : mesh.triangles) {
            const glm::dvec3 e = mesh.positions[t[1]] - mesh.positions[t[0]],
                             f = mesh.positions[t[2]] - mesh.positions[t[0]];
            const glm::dvec2 g = flat[t[1]] - flat[t[0]], h = flat[t[2]] - flat[t[0]];
            // Trace of the inverse metric of the skin times that of the plane, and the other way round.
            const double ee = glm::dot(e, e), ef = glm::dot(e, f), ff = glm::dot(f, f), gg = glm::dot(g, g),
                         gh = glm::dot(g, h), hh = glm::dot(h, h), skin2 = ee * ff - ef * ef, flat2 = gg * hh - gh * gh;
            REQUIRE(g.x * h.y - g.y * h.x > 0);
            const double mixed = ff * gg - 2 * ef * gh + ee * hh;
            sum += std::sqrt(skin2) * (mixed / skin2 + mixed / flat2);
            whole += std::sqrt(skin2);
        }
        return sum / whole;
    };
    const bust::TriangleMesh cone = disc(
        [](double r, double turn) {
            const double out = 20 + 60 * r, angle = 2 * pi * turn;
            return glm::dvec3(.6 * out * std::cos(angle), .6 * out * std::sin(angle), -.8 * out);
        },
        24, 96, true);
    const auto flat = bust::flatten(cone, std::vector<double>(cone.triangles.size(), 1), {{1, 150}});
    CHECK(energy(cone, flat) == Approx(4).margin(2e-3));  // chords of the rings are not quite the cone

    const bust::TriangleMesh half = disc(
        [](double r, double turn) {
            const double down = pi / 2 * r, angle = 2 * pi * turn;
            return 80.0 *
                   glm::dvec3(std::sin(down) * std::cos(angle), std::sin(down) * std::sin(angle), std::cos(down));
        },
        40, 160, false);
    const double reached = energy(half, bust::flatten(half, std::vector<double>(half.triangles.size(), 1), {{1, 60}}));
    // Radii of rings, each moved to where the energy is least, from coarse to fine steps.
    std::vector<double> radius;
    for (int r = 0; r <= 40; ++r) radius.push_back(80 * pi / 2 * r / 40);
    const auto ring_energy = [&](int r) {  // of the band between rings r - 1 and r
        const double down = pi / 2 * (r - .5) / 40, width = 80 * pi / 2 / 40;
        const double s = (radius[std::size_t(r)] - radius[std::size_t(r - 1)]) / width,
                     t = (radius[std::size_t(r)] + radius[std::size_t(r - 1)]) / 2 / (80 * std::sin(down));
        return s <= 0 ? 1e9 : std::sin(down) * (s * s + t * t + 1 / (s * s) + 1 / (t * t));
    };
    for (double step = 1; step > 1e-4; step /= 2)
        for (int round = 0; round < 200; ++round)
            for (int r = 1; r <= 40; ++r)
                for (const double move : {step, -step}) {
                    const auto around = [&] { return ring_energy(r) + (r < 40 ? ring_energy(r + 1) : 0); };
                    const double before = around();
                    radius[std::size_t(r)] += move;
                    if (around() >= before) radius[std::size_t(r)] -= move;
                }
    double sum = 0, whole = 0;
    for (int r = 1; r <= 40; ++r) sum += ring_energy(r), whole += std::sin(pi / 2 * (r - .5) / 40);
    CHECK(reached == Approx(sum / whole).epsilon(2e-3));
}

TEST_CASE("the texture has six islands, and no place of it is used twice") {
    for (const bool open : {false, true}) {
        const bust::BustMeasures measures{.eyes_open = open};
        const BustPart skin = bust::place_bust(*bust::sculpture(open), measures).parts.at(0);
        int count = 0;
        islands(skin, count);
        CHECK(count == 6);
        for (const glm::vec2& uv : skin.uvs) REQUIRE((uv.x > 0 && uv.x < 1 && uv.y > 0 && uv.y < 1));
        // All wound alike: seen from outside the picture is no mirror image, v runs down.
        for (std::size_t t = 0; t < skin.indices.size(); t += 3) {
            const glm::dvec2 a(skin.uvs[skin.indices[t]]), b(skin.uvs[skin.indices[t + 1]]),
                c(skin.uvs[skin.indices[t + 2]]);
            REQUIRE((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) < 0);
        }
        CHECK(covered_twice(skin, 4096) == 0);
        // A picture of two triangles in one place: the count can fail.
        BustPart twice = skin;
        twice.indices.insert(twice.indices.end(), skin.indices.begin(), skin.indices.begin() + 300);
        CHECK(covered_twice(twice, 4096) > 0);
    }
}

TEST_CASE("seams double vertices with the same normal and colour") {
    const BustPart skin = bust::place_bust(*bust::sculpture(false), {}).parts.at(0);
    std::vector<std::uint32_t> all(skin.positions.size());
    for (std::uint32_t v = 0; v < all.size(); ++v) all[v] = v;
    const std::vector<std::uint32_t> first = test::welded(skin.positions, all);
    std::size_t doubled = 0;
    for (std::uint32_t v = 0; v < all.size(); ++v) {
        if (first[v] == v) continue;
        ++doubled;
        REQUIRE(skin.normals[v] == skin.normals[first[v]]);
        REQUIRE(skin.colors[v] == skin.colors[first[v]]);
        REQUIRE(skin.uvs[v] != skin.uvs[first[v]]);
    }
    CHECK(doubled > 500);
    CHECK(doubled < skin.positions.size() / 40);
    // Where no picture lies on it, the reader of heads joins them again, and the mesh is as if there were no texture.
    const scalp::HeadMesh mesh = session::built_in_head({}).mesh;
    REQUIRE(mesh.submeshes.at(0).name == "skin");
    const auto corner = mesh.indices.begin() + mesh.submeshes[0].first_index;
    const std::vector<std::uint32_t> joined(corner, corner + mesh.submeshes[0].index_count);
    CHECK(test::closed_and_wound(joined));
    CHECK(test::vertices_used(joined) == skin.positions.size() - doubled);
}

TEST_CASE("seams stay on a head with a picture") {
    const bust::Bust made = bust::place_bust(*bust::sculpture(false), {});
    // The smallest picture: one grey pixel.
    const std::vector<std::uint8_t> file =
        test::with_picture(bust::bust_file(made),
                           "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAA"
                           "CklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");
    const scalp::HeadMesh mesh = scalp::load_head_mesh(file, "a head with a picture");
    REQUIRE(mesh.textures.size() == 1);
    const auto corner = mesh.indices.begin() + mesh.submeshes.at(0).first_index;
    CHECK(test::vertices_used({corner, corner + mesh.submeshes[0].index_count}) == made.parts[0].positions.size());
}

TEST_CASE("on the scalp texture coordinates keep distances") {
    const scalp::Head head = session::built_in_head({});
    const scalp::ScalpChart chart = scalp::make_chart(head);
    const BustPart skin = bust::place_bust(*bust::sculpture(false), {}).parts.at(0);
    const BustPart woman = bust::place_bust(*bust::sculpture(false), {.sex = bust::Sex::female}).parts.at(0);
    int count = 0;
    const std::vector<int> island = islands(skin, count);
    std::vector<std::uint8_t> drawable(island.size()), scalp_island(island.size());
    std::size_t top = 0;
    for (std::size_t t = 0; t < island.size(); ++t)
        if (skin.positions[skin.indices[3 * t]].y > skin.positions[skin.indices[3 * top]].y) top = t;
    double inside = 0, outside = 0;
    for (std::size_t t = 0; t < island.size(); ++t) {
        scalp_island[t] = island[t] == island[top];
        const glm::vec3 middle = (skin.positions[skin.indices[3 * t]] + skin.positions[skin.indices[3 * t + 1]] +
                                  skin.positions[skin.indices[3 * t + 2]]) /
                                 3.0F;
        const glm::vec2 at = chart.projection.project(middle) * float(scalp::kChartSide);
        if (!(at.x >= 0 && at.y >= 0 && at.x < scalp::kChartSide && at.y < scalp::kChartSide)) continue;
        const std::size_t texel = std::size_t(at.y) * scalp::kChartSide + std::size_t(at.x);
        drawable[t] = chart.drawable[texel] != 0 && glm::length(chart.position[texel] - middle) < 5;
        if (drawable[t]) (scalp_island[t] ? inside : outside) += area(skin, t);
    }
    CHECK(outside < .006 * (inside + outside));  // at the roots of the ears
    for (std::size_t t = 0; t < drawable.size(); ++t) drawable[t] = drawable[t] && scalp_island[t];
    const auto print = [](const char* name, const Distortion& d) {
        std::printf(
            "texture of %s: %.1f %% of the area within 0.8 to 1.25, 95 %% within %.3f, mean %.3f, over 1.5 %.2f %%, "
            "worst %.2f\n",
            name, 100 * d.within, d.most95, d.mean, 100 * d.over, d.worst);
    };
    const Distortion d = distortion(skin, drawable), all = distortion(skin, scalp_island),
                     w = distortion(woman, drawable);
    print("what can be drawn on", d);
    print("the scalp's island", all);
    print("a woman's", w);
    CHECK(d.within > .95);
    CHECK(d.most95 < 1.25);
    CHECK(d.mean < 1.14);
    CHECK(d.over < .002);
    CHECK(d.worst < 2.2);  // at the tips of the darts
    CHECK(all.within > .94);
    CHECK(w.most95 < 1.3);
    // Life size, too: the area of the texture is that of the skin.
    double flat = 0, whole = 0;
    for (std::size_t t = 0; t < drawable.size(); ++t) {
        if (!drawable[t]) continue;
        const Stretch s = stretch(skin, t);
        flat += area(skin, t) / (s.most * s.least);
        whole += area(skin, t);
    }
    CHECK(flat / whole == Approx(1).margin(.03));
}
