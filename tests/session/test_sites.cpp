#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/sites/site_lighting.h"
#include "session/sites/site_places.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using session::WantedMap;

namespace {

struct Scene {
    scalp::ScalpChart chart = sphere_chart();
    scalp::SiteSet set = random_sites(60000, 3);
    session::SitePlaces places = session::place_sites(chart, set);
    // A field with a soft edge and plateaus.
    std::vector<std::uint16_t> field() const {
        std::vector<float> values(chart.hit.size(), 0.0F);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (chart.hit[i]) values[i] = std::clamp((chart.position[i].z + 20.0F) / 60.0F, 0.0F, 1.0F);
        }
        return shares(values);
    }
    session::SiteStates light(const WantedMap& map, std::span<const double> ends) const {
        return session::SiteLighting(set, places).update(map, all_tiles(), ends);
    }
};

const Scene& scene() {
    static const Scene made;
    return made;
}

}  // namespace

TEST_CASE("exactly the sites whose rank is below what is wanted there are live") {
    const Scene& s = scene();
    const WantedMap map = wanted(s.field(), 400, 900);
    const double ends[] = {0.4, 0.75, 1.0};
    const session::SiteStates states = s.light(map, ends);
    const std::vector<std::uint64_t> by_session = session::live_by_session(s.set, states, 3);
    std::uint64_t live = 0, first = 0, second = 0;
    double worst_mean = 0, worst_off = 0;
    for (std::size_t c = 0; c < s.set.clusters.size(); ++c) {
        const shared::Cluster& cluster = s.set.clusters[c];
        // Clusters after the last live one have no state.
        const shared::ClusterState state = c < states.clusters.size() ? states.clusters[c] : shared::ClusterState{};
        std::uint32_t count = 0;
        for (std::uint32_t slot = 0; slot < shared::cluster_count(cluster); ++slot) {
            const std::uint32_t site = cluster.first + slot;
            const bool wanted = shared::dot_rank(s.set.dots[site]) < map.at(s.places.sites[site]);
            // As the shaders read it.
            const bool drawn =
                slot < (state.live & 0xFFFFU) &&
                (slot < (state.live >> 16U) || (states.live_mask[c * 8 + slot / 32] >> (slot % 32) & 1U));
            CHECK(drawn == wanted);
            CHECK(session::is_live(states, c, slot) == wanted);
            count += wanted;
            // Sessions by what is wanted at the site itself; the program takes it at the cluster's centre.
            const double share =
                double(shared::dot_rank(s.set.dots[site])) / std::max(1.0, double(map.at(s.places.sites[site])));
            first += share < 0.4;
            second += share >= 0.4 && share < 0.75;
        }
        CHECK(state.live_count == count);
        live += count;
        if (count == 0) continue;
        // The plane stands for the wish: right on the mean, and near it at every site.
        double planned = 0, wished = 0, off = 0;
        for (std::uint32_t slot = 0; slot < shared::cluster_count(cluster); ++slot) {
            const std::uint32_t site = cluster.first + slot;
            const glm::vec3 p = shared::dot_position(s.set.dots[site], cluster) - shared::cluster_center(cluster);
            const double plane = double(shared::wanted_at(state.wanted[0], state.wanted[1], p));
            const double wish = double(map.at(s.places.sites[site]));
            planned += plane;
            wished += wish;
            off = std::max(off, std::abs(plane - wish));
        }
        const double slots = shared::cluster_count(cluster);
        if (slots > 16) worst_mean = std::max(worst_mean, std::abs(planned - wished) / slots);
        if (slots > 16) worst_off = std::max(worst_off, off);
    }
    CHECK(states.live == live);
    CHECK(worst_mean < 700);  // of 65536 ranks; the plane is fitted to every eighth site of a full cluster
    CHECK(worst_off < 4000);
    CHECK(by_session.size() == 3);
    CHECK(by_session[0] + by_session[1] + by_session[2] == live);
    CHECK(double(by_session[0]) == Approx(double(first)).epsilon(0.02));
    CHECK(double(by_session[1]) == Approx(double(second)).epsilon(0.02));
}

TEST_CASE("more density gives a superset, and lighting everything lights every slot") {
    const Scene& s = scene();
    const double whole[] = {1.0};
    const auto few = s.light(wanted(s.field(), 150, 900), whole);
    const auto many = s.light(wanted(s.field(), 310, 900), whole);
    REQUIRE(few.live_mask.size() <= many.live_mask.size());
    for (std::size_t i = 0; i < few.live_mask.size(); ++i) CHECK((few.live_mask[i] & ~many.live_mask[i]) == 0);
    CHECK(many.live > few.live);
    CHECK(session::light_all(s.set, whole).live == s.set.dots.size());
}

TEST_CASE("a site off the skin of the chart is never live") {
    Scene s = scene();
    // Lift the first cluster's sites 12 mm above the skin, as an ear stands off the head.
    s.set.clusters[0].origin += 12.0F * shared::cluster_normal(s.set.clusters[0]);
    s.places = session::place_sites(s.chart, s.set);
    std::vector<float> on_skin(s.chart.hit.size());
    for (std::size_t i = 0; i < on_skin.size(); ++i) on_skin[i] = s.chart.hit[i] ? 1.0F : 0.0F;
    const double whole[] = {1.0};
    const auto states = s.light(wanted(shares(on_skin), 5000, 900), whole);
    CHECK(states.clusters[0].live_count == 0);
    CHECK(states.clusters[1].live_count == shared::cluster_count(s.set.clusters[1]));
}

TEST_CASE("session of a slot follows the ends, and the last session takes what density adds") {
    shared::ClusterState state{};
    state.session_end[0] = 10U | 25U << 16U;
    for (int w = 1; w < 6; ++w) state.session_end[w] = 200U | 200U << 16U;
    CHECK(session::session_of(state, 0) == 0);
    CHECK(session::session_of(state, 9) == 0);
    CHECK(session::session_of(state, 10) == 1);
    CHECK(session::session_of(state, 24) == 1);
    CHECK(session::session_of(state, 25) == 2);
    CHECK(session::session_of(state, 199) == 2);
}
