// Redness and paler scalps lie where they belong, on the built-in head and on scans.
#include <catch2/catch.hpp>
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "session/head/built_in_head.h"
#include "session/head/head_looks.h"
#include "session/resolved_design.h"
#include "session/skin/delta_e.h"
#include "session/skin/even_paint.h"
#include "session/skin/skin_color.h"
#include "session/skin/skin_zones.h"
#include "session/skin/vein_map.h"
#include "shared/veins.h"

using namespace stipple;
using model::Design;
using model::ParameterId;

namespace {

struct Places {
    scalp::Head head;
    scalp::ScalpRegion region;
    std::vector<session::SkinPlace> of;

    explicit Places(scalp::Head placed) : head(std::move(placed)), region(head), of(session::skin_places(head, region, head.mesh)) {}
};

// Mean over the vertices within `reach` mm of a place.
session::SkinPlace mean(const Places& head, const glm::vec3& place, float reach) {
    session::SkinPlace sum;
    int count = 0;
    for (std::size_t v = 0; v < head.of.size(); ++v) {
        if (glm::distance(head.head.mesh.positions[v], place) > reach) continue;
        const session::SkinPlace& p = head.of[v];
        sum.red += p.red, sum.sun += p.sun, sum.covered += p.covered;
        ++count;
    }
    REQUIRE(count > 3);
    sum.red /= float(count), sum.sun /= float(count), sum.covered /= float(count);
    return sum;
}

void zones_belong(const Places& head, bool fine) {
    REQUIRE(head.of.size() == head.head.mesh.positions.size());
    const auto& at = head.head.frame.landmarks;
    const glm::vec3 nose = at.at("pronasale"), canthus = at.at("outer_canthus_left"), glabella = at.at("glabella"), vertex = at.at("vertex");
    // Skin of the throat is the rest.
    const float rest = 0.12F;
    CHECK(mean(head, nose, 8).red > 0.4F);
    CHECK(mean(head, {canthus.x, nose.y + 12, canthus.z}, 14).red > 0.3F);
    CHECK(mean(head, glabella + glm::vec3(0, 30, 0), 18).red < 0.3F);
    CHECK(mean(head, vertex, 25).red > rest);
    CHECK(mean(head, vertex, 25).covered > 0.99F);
    CHECK(mean(head, glabella, 12).covered < 0.01F);
    CHECK(mean(head, nose, 8).covered == 0);
    // Edge of what hair covered: on the midline of the forehead from nothing to all within 10 to 30 mm, around the juvenile hairline.
    float lowest = 1e9F, highest = -1e9F;
    for (std::size_t v = 0; v < head.of.size(); ++v) {
        const glm::vec3& p = head.head.mesh.positions[v];
        const float covered = head.of[v].covered;
        if (std::abs(p.x) > 15 || p.z < 0.4F * glabella.z || covered <= 0.04F || covered >= 0.96F) continue;
        lowest = std::min(lowest, p.y), highest = std::max(highest, p.y);
    }
    CHECK(lowest > glabella.y + 35);
    CHECK(highest < vertex.y);
    if (fine) CHECK(highest - lowest > 5);
    CHECK(highest - lowest < 28);
    bool within = true;
    for (const session::SkinPlace& place : head.of) within = within && place.red < 1.5F && place.red > -0.2F && std::abs(place.sun) < 0.6F;
    CHECK(within);
}

// Veins all over the triangles, ten places of each: thin, on both temples and one side of the forehead, nowhere else.
void veins_belong(const scalp::Head& head, std::size_t least) {
    const session::VeinMap map = session::vein_map(head, head.mesh, {});
    REQUIRE(map.share.size() == std::size_t(shared::VEIN_COLUMNS) * shared::VEIN_ROWS);
    const auto share = [&](const glm::vec3& p) {
        const glm::vec2 at = glm::clamp(shared::vein_place(p), 0.0F, 0.9999F) * glm::vec2(shared::VEIN_COLUMNS, shared::VEIN_ROWS);
        return float(map.share[std::size_t(at.y) * shared::VEIN_COLUMNS + std::size_t(at.x)]) / 255;
    };
    const glm::vec3 canthus = head.frame.landmarks.at("outer_canthus_left"), glabella = head.frame.landmarks.at("glabella");
    std::array<std::size_t, 2> temple{}, veined{}, forehead{};
    bool elsewhere = false;
    const auto look = [&](const glm::vec3& p) {
        const float shows = share(p);
        const bool on_temple = p.z > 0.12F * canthus.z && std::abs(p.x) > 0.5F * canthus.x && p.y > canthus.y + 5 && p.y < canthus.y + 110;
        const bool on_forehead = std::abs(p.x) <= 0.7F * canthus.x && p.y > glabella.y - 14 && p.y < glabella.y + 90 && p.z > 0;
        const std::size_t side = p.x > 0 ? 1 : 0;
        temple[side] += on_temple, veined[side] += on_temple && shows > 0.3F, forehead[side] += on_forehead && shows > 0.1F;
        elsewhere = elsewhere || (shows > 0.02F && !on_temple && !on_forehead);
    };
    for (const scalp::Submesh& part : head.mesh.submeshes)
        for (std::uint32_t i = part.first_index; part.skin && i + 2 < part.first_index + part.index_count; i += 3)
            for (int a = 0; a < 4; ++a)
                for (int b = 0; a + b < 4; ++b) {
                    const glm::vec3 weight = glm::vec3(a, b, 3 - a - b) / 3.0F;
                    const auto at = [&](std::uint32_t k) { return head.mesh.positions[head.mesh.indices[i + k]]; };
                    look(weight.x * at(0) + weight.y * at(1) + weight.z * at(2));
                }
    for (const std::size_t side : {0U, 1U}) {
        CHECK(veined[side] >= least);
        CHECK(double(veined[side]) < 0.2 * double(temple[side]));
    }
    CHECK(veined[0] != veined[1]);  // nobody's sides are alike
    CHECK(forehead[1] > 0);
    CHECK_FALSE(elsewhere);
    // Where a head's picture stays it has them already.
    const std::vector<float> kept(head.mesh.positions.size(), 1.0F);
    const session::VeinMap none = session::vein_map(head, head.mesh, kept);
    CHECK(*std::max_element(none.share.begin(), none.share.end()) == 0);
}

// Share of the surface with gloss that a zone's doublings leave, R, G, B.
glm::dvec3 seen(const shared::SkinLook& look, const glm::vec2& zone) {
    glm::dvec3 color(0);
    for (int c = 0; c < 3; ++c)
        color[c] = double(look.albedo[c]) * std::exp2(double(zone.x * look.melanin[c]) + double(look.zones * zone.y * look.blood[c]));
    return glm::dvec3(session::with_gloss(glm::vec3(color)));
}

}  // namespace

TEST_CASE("veins lie where they belong, on the built-in head and on a scan") {
    veins_belong(session::built_in_head({}), 200);
#ifdef STIPPLE_TEST_DATA
    veins_belong(scalp::load_head(std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / "lee_perry_smith.glb"), 50);
#endif
}

TEST_CASE("redness and paler scalp lie where they belong") { zones_belong(Places(session::built_in_head({})), true); }

TEST_CASE("a painted face is as red as it was painted at skin.redness 1, and even at 0") {
    const Places places(session::built_in_head({}));
    REQUIRE(places.head.mesh.painted);
    scalp::HeadMesh evened = places.head.mesh;
    session::even_paint(places.head, places.of, evened);
    const glm::vec3 doubling(session::skin_look(Design()).blood), glabella = places.head.frame.landmarks.at("glabella"), nose = places.head.frame.landmarks.at("pronasale");
    bool same = true, crown_kept = true;
    double painted = 0, even = 0;  // green over red around the tip of the nose
    for (std::size_t v = 0; v < evened.positions.size(); ++v) {
        const glm::vec3 before(places.head.mesh.colors[v]), after(evened.colors[v]);
        if (evened.positions[v].y < glabella.y + 20) same = same && glm::distance(after * glm::exp2(places.of[v].red * doubling), before) < 1e-4F;
        if (evened.positions[v].y > glabella.y + 60) crown_kept = crown_kept && after == before;
        if (glm::distance(evened.positions[v], nose) < 8) painted += double(before.g / before.r), even += double(after.g / after.r);
    }
    CHECK(same);
    CHECK(crown_kept);
    CHECK(even > 1.05 * painted);
    scalp::HeadMesh seen = places.head.mesh;
    seen.painted = false;
    session::even_paint(places.head, places.of, seen);
    CHECK(seen.colors == places.head.mesh.colors);
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("so they do on a scan") {
    const Places scan(scalp::load_head(std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / "lee_perry_smith.glb"));
    zones_belong(scan, false);  // 5 mm between its vertices
    // A picture has them already; the skin model has them where it stands, and the face beside keeps its own.
    const std::optional<scalp::Capture> capture = scalp::Capture{};
    const std::vector<float> own = session::own_share(scan.region, scan.head.mesh);
    const auto zones = [&](const char* surface) {
        const Design shown = session::on_scan(Design().with(ParameterId::scan_surface, std::string(surface)), 4.0);
        return session::skin_zones(scan.of, own, session::zone_wishes(shown, capture));
    };
    CHECK(zones("captured").empty());
    CHECK(zones("lit").empty());
    const std::vector<glm::vec2> modelled = zones("skin-model");
    REQUIRE(modelled.size() == scan.of.size());
    bool kept = true;
    for (std::size_t v = 0; v < modelled.size(); ++v) kept = kept && (own[v] < 1 || modelled[v] == glm::vec2(0));
    CHECK(kept);
    CHECK(std::any_of(modelled.begin(), modelled.end(), [](const glm::vec2& z) { return z.x < -0.05F; }));
}
#endif

TEST_CASE("a scalp that hair covered is as much paler as asked") {
    for (const double tone : {2.0, 4.0, 7.0, 9.0}) {
        const Design design = Design().with(ParameterId::skin_tone, tone);
        const shared::SkinLook look = session::skin_look(design);
        const session::ZoneWishes wishes = session::zone_wishes(design.with(ParameterId::skin_tan_line, 0.5), {});
        const double pale = session::lab_from_linear(seen(look, {wishes.covered, 0})).x;
        const double wanted = session::lab_from_linear(glm::dvec3(session::with_gloss(glm::vec3(session::skin_albedo(session::skin_mixture(tone - 0.5)))))).x;
        INFO("tone " << tone);
        CHECK(pale == Approx(wanted).margin(0.5));
        CHECK(session::zone_wishes(design.with(ParameterId::skin_tan_line, 0.0), {}).covered == 0);
    }
    // What is dragged most asks for few uploads: a tone in between is the nearest whole one's.
    CHECK(session::zone_wishes(Design().with(ParameterId::skin_tone, 3.2), {}) == session::zone_wishes(Design().with(ParameterId::skin_tone, 2.8), {}));
}
