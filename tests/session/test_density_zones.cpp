// Zones of density: where they lie by landmarks, and what their factors do to dots.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <string>

#include "round_head.h"
#include "session/hairline/hairline_line.h"
#include "session/resolved_design.h"
#include "session/sites/density_zones.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;
using session::Zone;

namespace {

constexpr ParameterId kFactors[] = {ParameterId::density_front, ParameterId::density_mid_scalp,
                                    ParameterId::density_crown, ParameterId::density_temples,
                                    ParameterId::density_sides, ParameterId::density_nape};

// Weights texel by texel, 0 where the head has none.
std::vector<std::array<std::uint16_t, session::kZones>> weights_of(const session::PreparedHead& head) {
    std::vector<std::array<std::uint16_t, session::kZones>> weights(head.chart.hit.size());
    std::size_t tile = 0;
    head.tiles.drawable.each([&](int x, int y) {
        for (std::size_t k = 0; k < session::kTileTexels; ++k) {
            const std::size_t texel =
                session::first_texel(x, y) + k / session::kTileSide * scalp::kChartSide + k % session::kTileSide;
            for (std::size_t zone = 0; zone < session::kZones; ++zone)
                weights[texel][zone] = head.zones[tile].of[zone][k];
        }
        ++tile;
    });
    REQUIRE(tile == head.zones.size());
    return weights;
}

std::size_t texel_at(const session::PreparedHead& head, const glm::vec3& place) {
    const glm::vec2 uv = head.chart.projection.project(place) * float(scalp::kChartSide);
    return std::size_t(uv.y) * scalp::kChartSide + std::size_t(uv.x);
}

void check_zones(const session::PreparedHead& head) {
    const auto weights = weights_of(head);
    std::size_t bad = 0, scalp_texels = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (!head.chart.drawable[i] && !head.chart.scalp[i]) continue;
        int sum = 0;
        for (const std::uint16_t weight : weights[i]) sum += weight;
        bad += sum != session::kWholeZone && head.chart.drawable[i];
        scalp_texels += head.chart.scalp[i];
    }
    CHECK(bad == 0);
    CHECK(scalp_texels > 100000);

    const auto& landmarks = head.head.frame.landmarks;
    const auto whole = [&](Zone zone, const glm::vec3& place, const char* what) {
        INFO(what << " at " << place.x << ", " << place.y << ", " << place.z);
        CHECK(weights[texel_at(head, place)][std::size_t(zone)] == session::kWholeZone);
    };
    const auto path = [&](auto reached) {  // the first place of the way over the middle where that holds
        for (double mm = 60;; mm += 0.5) {
            REQUIRE(mm < 400);
            const glm::vec3 place = head.midsagittal.at(mm);
            if (reached(place)) return place;
        }
    };
    const glm::vec3 vertex = landmarks.at("vertex"), inion = landmarks.at("inion");
    whole(Zone::front, head.midsagittal.at(70), "mid-frontal point");
    whole(Zone::front, head.midsagittal.at(85), "frontal tuft");
    whole(Zone::mid_scalp, path([](const glm::vec3& p) { return p.z <= 0; }), "mid-coronal line");
    whole(Zone::mid_scalp, vertex, "vertex");
    whole(Zone::crown, path([&](const glm::vec3& p) { return p.z < vertex.z && glm::distance(p, vertex) >= 50; }),
          "five centimetres behind the vertex");
    whole(Zone::nape, inion, "inion");
    whole(Zone::nape, path([&](const glm::vec3& p) { return p.z < 0 && p.y <= inion.y - 25; }), "below the inion");
    for (const bool left : {true, false}) {
        const glm::vec3 ear = landmarks.at(left ? "tragion_left" : "tragion_right");
        whole(Zone::temples, session::temple_point(head, left, 0.55, 55), "temple");
        whole(Zone::sides, session::temple_point(head, left, -0.05, 50), "over the ear");
        CHECK(weights[texel_at(head, ear + glm::vec3(0, 60, 15))][std::size_t(Zone::temples)] > 0);
    }
    // Borders: from all of one zone to all of the next along the middle.
    const auto wide = [&](Zone from, Zone to) {
        double begin = 0, end = 0;
        for (double mm = 60; mm < 330; mm += 0.25) {
            const auto& here = weights[texel_at(head, head.midsagittal.at(mm))];
            if (here[std::size_t(from)] == session::kWholeZone) begin = mm;
            if (end == 0 && here[std::size_t(to)] == session::kWholeZone) end = mm;
        }
        return end - begin;
    };
    for (const auto& [from, to] : {std::pair(Zone::front, Zone::mid_scalp), std::pair(Zone::mid_scalp, Zone::crown),
                                   std::pair(Zone::crown, Zone::nape)}) {
        INFO(int(from));
        CHECK(wide(from, to) > 20);
        CHECK(wide(from, to) < 31);
    }
}

// Live dots of each zone's core, where it alone counts; and all.
struct Counted {
    std::array<double, session::kZones> core{};
    std::uint64_t all = 0;
};

Counted count(const session::ResolvedDesign& resolved) {
    static const auto weights = weights_of(built_in());
    const scalp::SiteSet& set = built_in().sites.dots;
    Counted counted;
    counted.all = resolved.dots.live;
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
            if (!session::is_live(resolved.dots, c, slot)) continue;
            const session::ChartCoordinate at = built_in().dot_places.sites[set.clusters[c].first + slot];
            // All four texels that say how many are wanted here.
            const int x = std::max(int(at.u) - 32, 0) >> 6, y = std::max(int(at.v) - 32, 0) >> 6;
            for (std::size_t zone = 0; zone < session::kZones; ++zone) {
                bool core = true;
                for (const int dy : {0, 1})
                    for (const int dx : {0, 1})
                        core &= weights[std::size_t(y + dy) * scalp::kChartSide + std::size_t(x + dx)][zone] ==
                                session::kWholeZone;
                counted.core[zone] += core;
            }
        }
    }
    return counted;
}

// Of two designs: true where every dot of the first is one of the second.
bool all_in(const session::ResolvedDesign& fewer, const session::ResolvedDesign& more) {
    const scalp::SiteSet& set = built_in().sites.dots;
    for (std::size_t c = 0; c < set.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot)
            if (session::is_live(fewer.dots, c, slot) && !session::is_live(more.dots, c, slot)) return false;
    return true;
}

}  // namespace

TEST_CASE("zones share every place of the scalp and lie where their names say") { check_zones(built_in()); }

#ifdef STIPPLE_TEST_DATA
TEST_CASE("zones lie where their names say on scans too") {
    for (const char* name : {"lee_perry_smith.glb", "ict_facekit_neutral.glb"}) {
        INFO(name);
        std::printf("zones on %s\n", name);
        session::PrepareOptions options;
        options.file = std::string(STIPPLE_TEST_DATA) + "/heads/" + name;
        options.sites = {2000, 0};
        scalp::Progress progress;
        check_zones(*session::prepare_head(options, progress));
    }
}
#endif

TEST_CASE("a zone's factor counts in its core, leaves the cores of the others as they are and moves no dot") {
    const Design plain = Design().with(ParameterId::density_per_cm2, 200.0);
    session::DesignCompiler compiler(built_in());
    const auto even = compiler.compile(plain);
    const Counted before = count(*even);
    for (std::size_t zone = 0; zone < session::kZones; ++zone) {
        INFO("zone " << zone);
        CHECK(before.core[zone] > 1500);
        const auto doubled = compiler.compile(plain.with(kFactors[zone], 2.0));
        const Counted after = count(*doubled);
        CHECK(after.core[zone] == Approx(2 * before.core[zone]).epsilon(0.01));
        for (std::size_t other = 0; other < session::kZones; ++other)
            if (other != zone) CHECK(after.core[other] == before.core[other]);
        CHECK(all_in(*even, *doubled));
        const auto between = compiler.compile(plain.with(kFactors[zone], 1.35)),
                   less = compiler.compile(plain.with(kFactors[zone], 0.4));
        CHECK(all_in(*even, *between));
        CHECK(all_in(*between, *doubled));
        CHECK(all_in(*less, *even));
        CHECK(between->dots.live > even->dots.live);
        CHECK(less->dots.live < even->dots.live);
        const auto none = compiler.compile(plain.with(kFactors[zone], 0.0));
        CHECK(count(*none).core[zone] == 0);
        CHECK(none->treated_area_cm2 < even->treated_area_cm2 - 5);
    }
    Design all = plain;
    for (const ParameterId factor : kFactors) all = all.with(factor, 2.0);
    const auto twice = compiler.compile(plain.with(ParameterId::density_per_cm2, 400.0)),
               factors = compiler.compile(all);
    CHECK(factors->dots.live == twice->dots.live);
    CHECK(all_in(*factors, *twice));
    CHECK(compiler.compile(plain)->dots.live == even->dots.live);
}
