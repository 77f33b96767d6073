#include <catch2/catch.hpp>
#include <cstring>
#include <random>
#include <stdexcept>

#include "assets/bust/bust.h"
#include "assets/bust/bust_data.h"
#include "assets/bust/exact_math.h"
#include "assets/bust/surface_nets.h"
#include "bust/mesh_facts.h"

using namespace stipple;
using bust::BustDetail;

namespace {

const bust::Bust& final_bust() {
    static const bust::Bust b = bust::place_bust(*bust::sculpture(false), {});
    return b;
}

bool same_bytes(const bust::Bust& a, const bust::Bust& b) {
    const auto same = [](const auto& u, const auto& v) {
        return u.size() == v.size() && std::memcmp(u.data(), v.data(), u.size() * sizeof(u[0])) == 0;
    };
    const auto &p = a.parts.at(0), &q = b.parts.at(0);
    return same(p.positions, q.positions) && same(p.normals, q.normals) && same(p.uvs, q.uvs) &&
           same(p.colors, q.colors) && same(p.indices, q.indices) && a.landmarks == b.landmarks;
}

}  // namespace

TEST_CASE("own exp, log and pow agree with the library's") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> u(0, 1);
    for (int i = 0; i < 20000; ++i) {
        const double x = -60 + 120 * u(random), a = std::pow(10.0, -9 + 12 * u(random)), e = 0.3 + 3 * u(random);
        REQUIRE(bust::exact::exp(x) == Approx(std::exp(x)).epsilon(2e-14));
        REQUIRE(std::fabs(bust::exact::log(a) - std::log(a)) < 1e-13);
        REQUIRE(bust::exact::pow(a, e) == Approx(std::pow(a, e)).epsilon(2e-12));
    }
}

TEST_CASE("surface nets close a sphere and keep two near spheres apart") {
    std::vector<double> plane, half;
    for (int i = -20; i <= 20; ++i) plane.push_back(i * 1.1 + 0.3);
    for (int i = 0; i <= 20; ++i) half.push_back(i * 1.1);
    const auto triangles = [](const bust::HalfMesh& m) {
        std::vector<std::uint32_t> out;
        for (const auto& q : m.quads) out.insert(out.end(), {q[0], q[1], q[2], q[0], q[2], q[3]});
        return out;
    };
    const auto points = [](const bust::HalfMesh& m) {
        std::vector<glm::vec3> out;
        for (std::uint32_t v = 0; v < 2 * m.positions.size(); ++v) out.emplace_back(m.at(v));
        return out;
    };
    const bust::HalfMesh one =
        bust::surface_nets({half, plane, plane}, [](const glm::dvec3& p) { return glm::length(p) - 15; });
    const auto t = triangles(one);
    REQUIRE(test::closed_and_wound(t));
    REQUIRE(test::pieces(2 * one.positions.size(), t) == 1);
    REQUIRE(test::volume(points(one), t) == Approx(4.0 / 3 * 3.14159265 * 15 * 15 * 15).epsilon(0.01));
    // Gap of 0.6 mm, less than a cell, left and right of the midline.
    const bust::HalfMesh two = bust::surface_nets({half, plane, plane}, [](const glm::dvec3& p) {
        return glm::distance(p, glm::dvec3(p.x < 0 ? -9.3 : 9.3, 0, 0)) - 9;
    });
    REQUIRE(test::closed_and_wound(triangles(two)));
}

TEST_CASE("the built-in head is one closed piece, wound outward, fine on the scalp") {
    const bust::BustPart& skin = final_bust().parts.at(0);
    REQUIRE(skin.name == "skin");
    const std::vector<std::uint32_t> welded = test::welded(skin.positions, skin.indices);
    const std::size_t places = test::vertices_used(welded);
    REQUIRE(test::closed_and_wound(welded));
    REQUIRE(test::pieces(skin.positions.size(), welded) ==
            1 + int(skin.positions.size() - places));  // copies are alone
    REQUIRE(places - skin.indices.size() / 6 == 2);    // Euler: a sphere
    REQUIRE(skin.indices.size() / 3 < 260'000);
    const double litres = test::volume(skin.positions, skin.indices) / 1e6;
    REQUIRE(litres > 5);  // a head is 4 to 5 litres, the rest neck and shoulders
    REQUIRE(litres < 11);

    std::size_t scalp = 0, turned = 0;
    double longest = 0;
    for (std::size_t t = 0; t < skin.indices.size(); t += 3) {
        const glm::dvec3 a(skin.positions[skin.indices[t]]), b(skin.positions[skin.indices[t + 1]]),
            c(skin.positions[skin.indices[t + 2]]);
        const glm::dvec3 n = glm::cross(b - a, c - a);
        for (int i = 0; i < 3; ++i) turned += glm::dot(n, glm::dvec3(skin.normals[skin.indices[t + i]])) <= 0;
        const bool front = a.z > 60 && a.y < 45;
        if (a.y < 0 || front || (std::fabs(a.x) > 70 && a.y < 45)) continue;
        ++scalp;
        longest = std::max({longest, glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
    }
    CHECK(scalp >= 60'000);
    CHECK(longest < 3.0);
    CHECK(turned < skin.indices.size() / 2000);  // only in the sharpest creases
    for (std::size_t v = 0; v < skin.positions.size(); ++v) {
        REQUIRE(std::fabs(glm::length(skin.normals[v]) - 1) < 1e-5F);
        for (int k = 0; k < 3; ++k) {
            REQUIRE(skin.colors[v][k] > 0.01F);
            REQUIRE(skin.colors[v][k] < 0.95F);
        }
    }
}

TEST_CASE("normals on the smooth scalp are those of the surface") {
    // Oracle: area-weighted face normals around the vertex; on a head of 80 mm radius and 1.5 mm cells they are right
    // to about a degree.
    const bust::BustPart& skin = final_bust().parts.at(0);
    const std::vector<std::uint32_t> welded = test::welded(skin.positions, skin.indices);
    std::vector<glm::dvec3> sum(skin.positions.size(), glm::dvec3(0));
    for (std::size_t t = 0; t < skin.indices.size(); t += 3) {
        const glm::dvec3 a(skin.positions[skin.indices[t]]), b(skin.positions[skin.indices[t + 1]]),
            c(skin.positions[skin.indices[t + 2]]);
        for (int i = 0; i < 3; ++i) sum[welded[t + i]] += glm::cross(b - a, c - a);
    }
    double worst = 1;
    for (std::size_t v = 0; v < sum.size(); ++v)
        if (skin.positions[v].y > 55 && sum[v] != glm::dvec3(0))
            worst = std::min(worst, glm::dot(glm::normalize(sum[v]), glm::dvec3(skin.normals[v])));
    CHECK(worst > std::cos(1.5 * 3.14159265 / 180));
}

TEST_CASE("the same measures give the same bytes") {
    REQUIRE(same_bytes(bust::make_bust({}, BustDetail::final_mesh), final_bust()));
    REQUIRE_FALSE(
        same_bytes(bust::make_bust({198, 153}, BustDetail::preview), bust::make_bust({}, BustDetail::preview)));
}

TEST_CASE("landmarks lie on the surface and in their places") {
    const bust::Bust& b = final_bust();
    const bust::BustPart& skin = b.parts[0];
    for (const char* name : {"glabella", "nasion", "pronasale", "subnasale", "menton", "tragion_left", "tragion_right",
                             "outer_canthus_left", "outer_canthus_right", "vertex", "inion", "opisthocranion"}) {
        INFO(name);
        REQUIRE(b.landmarks.count(name) == 1);
        CHECK(test::distance_to_mesh(glm::dvec3(b.landmarks.at(name)), skin.positions, skin.indices) <
              0.25);  // chords of 1.4 mm on a tragus of 2 mm radius
    }
    const auto at = [&](const char* name) { return b.landmarks.at(name); };
    CHECK(glm::length(0.5F * (at("tragion_left") + at("tragion_right")) * glm::vec3(0, 1, 1)) < 0.01F);  // the origin
    CHECK(at("tragion_left").x > 65);
    CHECK(at("tragion_right").x < -65);
    CHECK(0.5F * (at("outer_canthus_left").y + at("outer_canthus_right").y) == Approx(16.5F).margin(0.05));
    // Down the profile.
    CHECK(at("vertex").y > at("glabella").y);
    CHECK(at("glabella").y > at("nasion").y);
    CHECK(at("nasion").y > at("pronasale").y);
    CHECK(at("pronasale").y > at("subnasale").y);
    CHECK(at("subnasale").y > at("menton").y);
    CHECK(at("pronasale").z > at("glabella").z);
    // The tip of the nose is the frontmost point, the vertex the highest.
    for (const glm::vec3& p : skin.positions) {
        REQUIRE(p.z < at("pronasale").z + 0.1F);
        REQUIRE(p.y < at("vertex").y + 0.1F);
    }
}

TEST_CASE("triangles are near equilateral, fine where the surface bends and coarse where nobody looks") {
    for (const BustDetail detail : {BustDetail::final_mesh, BustDetail::preview}) {
        const bust::Bust made = detail == BustDetail::final_mesh ? final_bust() : bust::make_bust({}, detail);
        const bust::BustPart& skin = made.parts.at(0);
        double least = 1, mean = 0;
        struct Lengths {
            double sum = 0;
            int count = 0;
            [[nodiscard]] double mean() const { return sum / count; }
        } lips, ears, shoulders;
        const glm::vec3 mouth =
            0.5F * (made.landmarks.at("subnasale") + made.landmarks.at("menton")) + glm::vec3(0, 12, 0);
        for (std::size_t t = 0; t < skin.indices.size(); t += 3) {
            const glm::dvec3 a(skin.positions[skin.indices[t]]), b(skin.positions[skin.indices[t + 1]]),
                c(skin.positions[skin.indices[t + 2]]);
            const double edges2 = glm::dot(a - b, a - b) + glm::dot(b - c, b - c) + glm::dot(c - a, c - a);
            // 1 for an equilateral triangle, 0 for a sliver (Bank and Smith 1997, SIAM J Numer Anal 34, 979).
            const double quality = 2 * std::sqrt(3.0) * glm::length(glm::cross(b - a, c - a)) / edges2;
            least = std::min(least, quality);
            mean += quality * 3 / double(skin.indices.size());
            const auto add = [&](Lengths& to) { to.sum += std::sqrt(edges2 / 3), ++to.count; };
            if (std::fabs(a.x) < 20 && std::fabs(a.y - double(mouth.y)) < 12 && a.z > double(mouth.z) - 15) add(lips);
            if (std::fabs(a.x) > 78 && a.y > -25 && a.y < 35) add(ears);
            if (a.y < -150) add(shoulders);
        }
        CAPTURE(detail == BustDetail::preview);
        CHECK(least > (detail == BustDetail::preview ? 0.3 : 0.5));
        CHECK(mean > 0.93);
        CHECK(ears.mean() < 0.35 * shoulders.mean());
        CHECK(lips.mean() < 0.5 * shoulders.mean());
        if (detail == BustDetail::final_mesh) CHECK(ears.mean() < 1.1);
    }
}
