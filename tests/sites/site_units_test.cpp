// Follicular units: as many as there are in a square millimetre, of one to four hairs that stand close together.
#include <array>
#include <catch2/catch.hpp>

#include "scalp/sites/site_sampler_relax.h"
#include "scalp/sites/site_sampler_tree.h"
#include "site_surfaces.h"

using namespace site_test;
using namespace stipple::scalp;

namespace {

// Follicles below a rank, those that are the first of their unit before others.
struct Units {
    std::vector<glm::vec3> first, others;
    Units(const SiteSet& set, double per_cm2) {
        const double ranks = per_cm2 / set.pool_per_cm2() * 65536;
        for (const Site& site : decode(set)) {
            if (double(site.rank) >= ranks) continue;
            (site.rank < 65536 / 3 ? first : others).push_back(site.position);
        }
    }
    // Share of the units that hold 1, 2, 3, 4 hairs.
    [[nodiscard]] std::array<double, 5> sizes() const {
        std::vector<int> size(first.size(), 1);
        for (const glm::vec3 p : others) {
            std::size_t unit = 0;
            float best = 1e9F;
            for (std::size_t i = 0; i < first.size(); ++i) {
                const glm::vec3 d = first[i] - p;
                if (glm::dot(d, d) < best) best = glm::dot(d, d), unit = i;
            }
            ++size[unit];
        }
        std::array<double, 5> share{};
        for (const int s : size) {
            REQUIRE((s >= 1 && s <= 4));
            share[std::size_t(s)] += 1.0 / double(first.size());
        }
        return share;
    }
};

}  // namespace

TEST_CASE("follicles stand in units of one to four, a hundred units a square centimetre") {
    SiteRequest request;
    request.dots = 1000;
    const double cm2 = 40;
    const Sites sites = sample(cap(cm2, 0, 40), request);
    CHECK(sites.follicles.pool_per_cm2() == Approx(300).epsilon(1e-3));
    const Units all(sites.follicles, 300);
    CHECK(double(all.first.size()) / cm2 == Approx(100).epsilon(0.005));

    const double ideal = hexagonal(100);
    double mean = 0;
    for (const double gap : nearest(all.first, all.first)) {
        CHECK(gap >= 0.58 * ideal);
        mean += gap / ideal / double(all.first.size());
    }
    CHECK(mean >= 0.75);
    // Stored positions are up to 0.01 mm off along each axis.
    for (const double gap : nearest(all.others, all.first)) {
        CHECK(gap <= 0.2 + 0.02);
        CHECK(gap >= 0.07 - 0.02);
    }
    for (const double gap : nearest(all.others, all.others)) CHECK(gap >= 0.07 - 0.02);
    for (const glm::vec3 p : all.others) CHECK(std::abs(double(glm::length(p)) - sphere_radius) < 0.075);  // facets

    const std::array<double, 5> dense = all.sizes(), natural = Units(sites.follicles, 190).sizes();
    CHECK(dense[1] == Approx(0.05).margin(0.01));
    CHECK(dense[2] == Approx(0.25).margin(0.01));
    CHECK(dense[3] == Approx(0.35).margin(0.01));
    CHECK(dense[4] == Approx(0.35).margin(0.01));
    CHECK(natural[1] == Approx(0.30).margin(0.02));
    CHECK(natural[2] == Approx(0.50).margin(0.02));
    CHECK(natural[3] == Approx(0.20).margin(0.02));
}

TEST_CASE("hairs of a unit lie on the surface, on their own side of it") {
    // Two sheets 0.15 mm apart, facing away from each other, and a ridge of 90 degrees.
    SiteSurface surface = square(20);
    const SiteSurface below = square(20, -0.15F, -1);
    surface.positions.insert(surface.positions.end(), below.positions.begin(), below.positions.end());
    surface.normals.insert(surface.normals.end(), below.normals.begin(), below.normals.end());
    const float h = 0.7071068F;
    for (const float side : {-1.0F, 1.0F}) {
        const glm::vec3 a(50, 0, 0), b(50, 0, 20), c(50 + side * 10, -10, 0), d(50 + side * 10, -10, 20);
        for (const glm::vec3 p : {a, b, c, b, d, c}) {
            surface.positions.push_back(p);
            surface.normals.emplace_back(side * h, h, 0);
        }
    }
    SiteRequest request;
    request.dots = 1000;
    const Sites sites = sample(surface, request);
    std::size_t upper = 0, lower = 0, ridge = 0;
    for (const Site& site : decode(sites.follicles)) {
        const glm::vec3 p = site.position;
        if (p.x < 25) {
            const bool is_upper = p.y > -0.075F;
            CHECK(p.y == Approx(is_upper ? 0 : -0.15).margin(0.02));
            ++(is_upper ? upper : lower);
        } else {
            CHECK(p.y == Approx(-std::abs(p.x - 50)).margin(0.03));
            ++ridge;
        }
    }
    CHECK(upper == Approx(1200).epsilon(0.03));
    CHECK(lower == Approx(1200).epsilon(0.03));
    CHECK(ridge == Approx(2 * 1.4142 * 10 * 20 * 3).epsilon(0.03));
}

TEST_CASE("the nearest point of the surface is found as by looking at every point") {
    const SiteSurface surface = cap(20, 0.02, 12);
    Progress progress;
    SiteThreads threads(1, progress);
    const SurfaceTree tree(surface, 20'000, threads);
    SiteRandom random{7};
    std::size_t found = 0, looked = 0;
    for (int i = 0; i < 400; ++i) {
        const SitePoint on = tree.draw(0, std::uint32_t(tree.pieces().size()), random);
        const glm::vec3 normal = tree.normal(on);
        const float off = float(random.next() >> 40) / 16777216.0F * 0.4F - 0.2F;
        const glm::vec3 p = on.position + off * normal;
        const float reach = 0.15F;
        // Ternary search over each triangle would be as long as the code under test; a fine raster of each will do.
        float best = 1e9F;
        for (std::size_t t = 0; t < surface.positions.size(); t += 3) {
            const glm::vec3* q = &surface.positions[t];
            if (glm::distance(q[0], p) > 12) continue;
            constexpr int steps = 40;
            const auto at = [&](glm::vec3 corner, glm::vec3 e1, glm::vec3 e2) {
                glm::vec3 least = corner;
                for (int u = 0; u <= steps; ++u)
                    for (int v = 0; u + v <= steps; ++v) {
                        const glm::vec3 x = corner + float(u) / steps * e1 + float(v) / steps * e2;
                        if (glm::distance(x, p) < glm::distance(least, p)) least = x;
                    }
                return least;
            };
            const glm::vec3 rough = at(q[0], q[1] - q[0], q[2] - q[0]);
            if (glm::distance(rough, p) > reach + 0.3F) continue;
            best = std::min(best, glm::distance(rough, p));
        }
        const auto nearest = tree.nearest(p, reach, normal);
        ++looked;
        if (!nearest) {
            CHECK(best > reach);
            continue;
        }
        ++found;
        const float d = glm::distance(nearest->position, p);
        CHECK(d <= reach);
        CHECK(d <= std::abs(off) + 1e-4F);
        CHECK(d <= best + 1e-4F);
        CHECK(tree.pieces()[nearest->piece].triangle < surface.triangle_count());
    }
    CHECK(found > looked / 2);
    CHECK(found < looked);
}

TEST_CASE("evening out spreads sites, keeps the least distances, the surface and the clearance") {
    Progress progress;
    SiteThreads threads(2, progress);
    const SiteSurface surface = cap(40, 0.01, 30);
    const SurfaceTree tree(surface, 4000, threads);
    SiteRandom random{5};
    const auto apart = [](const std::vector<SitePoint>& sites, std::size_t count) {
        std::vector<glm::vec3> at;
        for (std::size_t i = 0; i < count; ++i) at.push_back(sites[i].position);
        return nearest(at, at);
    };
    // Darts: the first half at least 0.61 of their spacing apart, all 0.61 of theirs, none within 0.3 mm of a follicle.
    const std::size_t count = 2400;
    std::vector<SitePoint> follicles, sites;
    for (int i = 0; i < 2000; ++i) follicles.push_back(tree.draw(0, std::uint32_t(tree.pieces().size()), random));
    const ClearanceGrid clearance(tree, follicles, 0.3F, threads);
    while (sites.size() < count) {
        const SitePoint p = tree.draw(0, std::uint32_t(tree.pieces().size()), random);
        const double least = 0.62 * hexagonal(sites.size() < count / 2 ? 30 : 60);
        bool free = clearance.clear(p.position);
        for (const SitePoint& q : sites) free = free && double(glm::distance(p.position, q.position)) >= least;
        if (free) sites.push_back(p);
    }
    const auto mean = [](const std::vector<double>& gaps) {
        double sum = 0;
        for (const double gap : gaps) sum += gap / double(gaps.size());
        return sum;
    };
    const double before = mean(apart(sites, count));
    std::vector<SitePoint> moved = sites;
    relax_sites(tree, moved, {6, 0.61, &clearance}, threads);
    const std::vector<double> half = apart(moved, count / 2), all = apart(moved, count);
    CHECK(*std::min_element(half.begin(), half.end()) >= 0.6 * hexagonal(30));
    CHECK(*std::min_element(all.begin(), all.end()) >= 0.6 * hexagonal(60));
    CHECK(mean(all) > 1.05 * before);
    for (const SitePoint& p : moved) {
        CHECK(clearance.clear(p.position));
        const auto on = tree.nearest(p.position, 0.01F, tree.normal(p));
        REQUIRE(on);
        CHECK(glm::distance(on->position, p.position) < 1e-4F);
    }
    SiteThreads one(1, progress);
    std::vector<SitePoint> again = sites;
    relax_sites(tree, again, {6, 0.61, &clearance}, one);
    bool same = true;
    for (std::size_t i = 0; i < count; ++i)
        same = same && again[i].position == moved[i].position && again[i].piece == moved[i].piece;
    CHECK(same);
}
