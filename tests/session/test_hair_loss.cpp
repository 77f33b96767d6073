// What the stages of hair loss leave, measured by counting the hairs that are drawn.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <string>

#include "model/hairline.h"
#include "round_head.h"
#include "session/hair/hair_map.h"
#include "session/hairline/edge_waves.h"
#include "session/head/built_in_head.h"
#include "session/resolved_design.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

// Cubes of 8 mm, with about 120 hairs in each that the scalp crosses squarely.
using Cube = std::array<int, 3>;
Cube cube_of(const glm::vec3& place) {
    const glm::vec3 p = place / 8.0F;
    return {int(std::floor(p.x)), int(std::floor(p.y)), int(std::floor(p.z))};
}
using Counts = std::map<Cube, int>;
Counts hairs(const session::PreparedHead& head, const session::SiteStates& states) {
    Counts counts;
    const scalp::SiteSet& set = head.sites.follicles;
    for (std::size_t c = 0; c < states.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < (states.clusters[c].live & 0xFFFFU); ++slot) {
            if (!session::is_live(states, c, slot)) continue;
            ++counts[cube_of(shared::dot_position(set.dots[set.clusters[c].first + slot], set.clusters[c]))];
        }
    return counts;
}

// Scalp in cubes where less than half of the hairs are left, cm2.
double bare_cm2(const session::PreparedHead& head, const Counts& without_loss, const Counts& left) {
    std::map<Cube, double> scalp_mm2;
    for (std::size_t i = 0; i < head.chart.scalp.size(); ++i)
        if (head.chart.scalp[i]) scalp_mm2[cube_of(head.chart.position[i])] += double(head.chart.area_mm2[i]);
    double bare = 0;
    for (const auto& [cube, count] : without_loss) {
        const auto found = left.find(cube);
        if (2 * (found == left.end() ? 0 : found->second) < count) bare += scalp_mm2[cube];
    }
    return bare / 100;
}

std::shared_ptr<const session::PreparedHead> prepared(const session::PrepareOptions& options) {
    scalp::Progress progress;
    return session::prepare_head(options, progress);
}

// Hairs are what is counted; follicles keep clear of dots, which takes longest where there are few of these.
constexpr scalp::SiteRequest kSites{60'000, 300};

struct Range {
    const char* stage;
    double low, high;
};
// Bald areas a clinic reckons with, for a mean head.
constexpr Range kRanges[] = {{"norwood-2", 10, 20},   {"norwood-3", 30, 50},   {"norwood-3-vertex", 50, 80}, {"norwood-4", 90, 120},
                             {"norwood-5", 130, 170}, {"norwood-6", 190, 240}, {"norwood-7", 250, 350}};

void check_areas(const session::PreparedHead& head) {
    session::DesignCompiler compiler(head);
    const auto compiled = [&](const char* stage) { return compiler.compile(Design().with(ParameterId::hair_loss, std::string(stage))); };
    const Counts all = hairs(head, compiled("none")->follicles);
    for (const Range& range : kRanges) {
        const auto resolved = compiled(range.stage);
        const double told = resolved->hair_loss_area_cm2, counted = bare_cm2(head, all, hairs(head, resolved->follicles));
        CAPTURE(range.stage, told, counted);
        CHECK(told >= range.low);
        CHECK(told <= range.high);
        // Cubes are coarse along the edge of a bald field: 40 cm of it a millimetre off are 4 cm2.
        CHECK(counted == Approx(told).epsilon(0.08).margin(5));
    }
}

}  // namespace

TEST_CASE("Norwood's stages leave as much bald scalp as clinics reckon with, and as is drawn") {
    check_areas(built_in());
    session::PrepareOptions woman;
    woman.sites = kSites;
    woman.choices.built_in.sex = bust::Sex::female;
    check_areas(*prepared(woman));
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("so they do on scans") {
    for (const char* name : {"lee_perry_smith", "ict_facekit_neutral"}) {
        INFO(name);
        session::PrepareOptions scan;
        scan.file = std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb";
        scan.sites = kSites;
        check_areas(*prepared(scan));
    }
}
#endif

TEST_CASE("what a later stage leaves is shown, and not one dot moves") {
    const session::PreparedHead& head = built_in();
    session::DesignCompiler compiler(head);
    const Design now = Design().with(ParameterId::hair_loss, std::string("norwood-3"));
    const auto today = compiler.compile(now);
    const auto later = compiler.compile(now.with(ParameterId::hair_later_loss, std::string("norwood-6")));
    CHECK(later->dots.clusters.is(today->dots.clusters));
    CHECK(later->dots.live_mask.is(today->dots.live_mask));
    CHECK(later->treated_area_cm2 == today->treated_area_cm2);
    CHECK(later->hair_loss_area_cm2 == today->hair_loss_area_cm2);
    // What is gone today does not come back: only the later mask's own hairs are left of today's.
    const auto then = compiler.compile(Design().with(ParameterId::hair_loss, std::string("norwood-6")));
    CHECK(later->follicles.live < today->follicles.live);
    CHECK(later->follicles.live <= then->follicles.live);
    for (std::size_t c = 0; c < later->follicles.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < 256; ++slot)
            if (session::is_live(later->follicles, c, slot)) REQUIRE(session::is_live(today->follicles, c, slot));
    // An earlier stage than today's changes nothing.
    const auto earlier = compiler.compile(now.with(ParameterId::hair_later_loss, std::string("norwood-2")));
    CHECK(double(earlier->follicles.live) >= 0.99 * double(today->follicles.live));
    CHECK(compiler.compile(now)->follicles.live == today->follicles.live);
}

TEST_CASE("patches lie elsewhere with every seed, are as wide as coins, and the same for the same seed") {
    const session::PreparedHead& head = built_in();
    session::DesignCompiler compiler(head);
    for (const char* word : {"areata", "scarring"}) {
        const auto compiled = [&](int seed) {
            return compiler.compile(Design().with(ParameterId::hair_loss, std::string(word)).with(ParameterId::hair_loss_seed, double(seed)));
        };
        const auto first = compiled(1);
        for (int seed = 2; seed < 8; ++seed) {
            const auto other = compiled(seed);
            CAPTURE(word, seed, other->hair_loss_area_cm2);
            CHECK(other->hair_loss_area_cm2 != first->hair_loss_area_cm2);
            CHECK(other->hair_loss_area_cm2 > 14);  // seven of 10 to 15 mm in radius are 22 to 49 cm2; some lie half beside the hair
            CHECK(other->hair_loss_area_cm2 < 52);
        }
        const auto again = session::compile_design(
            Design().with(ParameterId::hair_loss, std::string(word)).with(ParameterId::hair_loss_seed, 1.0), head);
        CHECK(again->hair_loss_area_cm2 == first->hair_loss_area_cm2);
        CHECK(again->follicles.live == first->follicles.live);
    }
    // Where hair is left at all, patches are bare: counted by the hairs, the area is what was told.
    const auto patched = compiler.compile(Design().with(ParameterId::hair_loss, std::string("areata")));
    const auto whole = compiler.compile(Design().with(ParameterId::hair_loss, std::string("none")));
    const double lost = 1 - double(patched->follicles.live) / double(whole->follicles.live);
    CHECK(lost == Approx(patched->hair_loss_area_cm2 / head.chart.scalp_area_cm2).epsilon(0.25));
}

TEST_CASE("edges of loss wave by some millimetres, differently on both sides, and the same again for the same seed") {
    // A tile whose rows run 64 mm across the head and 64 mm back, at the place given and mirrored.
    const auto places = [](float side, float from) {
        session::ScalpPlaces tile{};
        for (std::size_t k = 0; k < session::kTileTexels; ++k) {
            tile.left[k] = side * (from + 4.0F * float(k % session::kTileSide));
            tile.forward[k] = 4.0F * float(k / session::kTileSide);
            tile.up[k] = 110;
        }
        return tile;
    };
    double squares = 0, sum = 0, mirrored = 0, near = 0, most = 0;
    int count = 0;
    for (const float from : {4.0F, 70.0F, 140.0F, 210.0F}) {
        const session::EdgeWaves left = session::edge_waves(places(1, from), 1), right = session::edge_waves(places(-1, from), 1);
        const session::EdgeWaves beside = session::edge_waves(places(1, from + 0.5F), 1), again = session::edge_waves(places(1, from), 1);
        CHECK(again.forward == left.forward);
        CHECK(session::edge_waves(places(1, from), 2).forward != left.forward);
        for (std::size_t k = 0; k < session::kTileTexels; ++k, ++count) {
            const double at = double(left.forward[k]);
            sum += at, squares += at * at, mirrored += at * double(right.forward[k]);
            near += at * double(beside.forward[k]);
            most = std::max(most, std::abs(at));
        }
    }
    const double rms = std::sqrt(squares / count);
    CAPTURE(rms, sum / count, most, mirrored / squares, near / squares);
    CHECK(rms > 1);
    CHECK(rms < 3.5);
    CHECK(most < 9);
    CHECK(std::abs(sum / count) < 0.5);
    CHECK(std::abs(mirrored / squares) < 0.25);
    CHECK(near / squares > 0.9);  // half a millimetre away: no noise of single texels
}

TEST_CASE("Ludwig's grades spare the front line and the sides, diffuse loss nothing") {
    const session::PreparedHead& head = built_in();
    const glm::vec3 front = session::compile_design(Design().with(ParameterId::hairline_height_mm, 70.0), head)->hairline_points.at(model::kMidFrontalPoint);
    session::DesignCompiler compiler(head);
    // Hairs within 8 mm of the midline 6 to 16 mm behind the natural front line's height; low on the sides; around the middle of the top.
    struct Left {
        double front = 0, sides = 0, top = 0;
    };
    const auto left = [&](const char* word) {
        const auto resolved = compiler.compile(Design().with(ParameterId::hair_loss, std::string(word)));
        Left sum;
        const scalp::SiteSet& set = head.sites.follicles;
        for (std::size_t c = 0; c < resolved->follicles.clusters.size(); ++c)
            for (std::uint32_t slot = 0; slot < (resolved->follicles.clusters[c].live & 0xFFFFU); ++slot) {
                if (!session::is_live(resolved->follicles, c, slot)) continue;
                const glm::vec3 p = shared::dot_position(set.dots[set.clusters[c].first + slot], set.clusters[c]);
                if (std::abs(p.x) < 30 && p.z > front.z - 26 && p.z < front.z - 12 && p.y > 90) ++sum.front;
                if (p.y > 25 && p.y < 50 && std::abs(p.z) < 40) ++sum.sides;
                if (std::abs(p.x) > 12 && std::abs(p.x) < 28 && std::abs(p.z) < 25 && p.y > 110) ++sum.top;
            }
        return sum;
    };
    const Left whole = left("none"), first = left("ludwig-1"), second = left("ludwig-2"), third = left("ludwig-3"), even = left("diffuse");
    REQUIRE(whole.front > 200);
    for (const Left& grade : {first, second, third}) {
        CHECK(grade.sides > 0.99 * whole.sides);
        CHECK(grade.front > 0.75 * whole.front);
    }
    CHECK(first.top < 0.65 * whole.top);
    CHECK(second.top < 0.40 * whole.top);
    CHECK(third.top < 0.12 * whole.top);
    for (const double share : {even.front / whole.front, even.sides / whole.sides, even.top / whole.top}) CHECK(share == Approx(0.5).margin(0.06));
}
