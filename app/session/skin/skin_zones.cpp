#include "skin_zones.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "session/chart/skin_noise.h"
#include "session/head/head_looks.h"
#include "session/resolved_design.h"
#include "skin_color.h"

namespace stipple::session {
namespace {

using model::ParameterId;

float smooth(float low, float high, float x) {
    const float share = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
    return share * share * (3 - 2 * share);
}

// 1 in the middle, 0 from one and a half radii on.
float lump(const glm::vec3& place, const glm::vec3& middle, const glm::vec3& radii) {
    const glm::vec3 away = (place - middle) / radii;
    return 1 - smooth(0, 1.5F, glm::length(away));
}

// Landmarks as regions need them, head axes, mm. Those that a scan lacks stand where they do on a mean head.
struct Face {
    glm::vec3 glabella{0, 36, 97}, nasion{0, 24, 94}, nose{0, -18, 115}, menton{0, -97, 72}, vertex{0, 130, 0}, canthus{44, 17, 81};

    explicit Face(const scalp::Head& head) {
        const auto take = [&](const char* name, glm::vec3& to) {
            const auto found = head.frame.landmarks.find(name);
            if (found != head.frame.landmarks.end()) to = found->second;
        };
        take("glabella", glabella);
        take("nasion", nasion);
        take("pronasale", nose);
        take("menton", menton);
        take("vertex", vertex);
        glm::vec3 left = canthus, right = canthus;
        take("outer_canthus_left", left);
        take("outer_canthus_right", right);
        canthus = 0.5F * glm::vec3(std::abs(left.x) + std::abs(right.x), left.y + right.y, left.z + right.z);
    }
};

// 0 .. 1 of the scalp's middle top, where the sun stands when there is no hair.
float on_crown(const glm::vec3& p, const Face& face) { return smooth(face.vertex.y - 52, face.vertex.y - 14, p.y); }

float redness_at(const glm::vec3& p, const Face& face, float on_ear) {
    const glm::vec3 q(std::abs(p.x), p.y, p.z);
    const float width = face.canthus.x / 44;
    float red = 0.85F * on_ear;
    red = std::max(red, 0.85F * lump(q, {3, face.nose.y + 8, face.nose.z - 3}, {14 * width, 17, 20}));
    red = std::max(red, 0.75F * lump(q, {0.92F * face.canthus.x, face.nose.y + 11, face.canthus.z - 2}, {20 * width, 16, 24}));
    red = std::max(red, 0.45F * lump(q, {0, face.menton.y + 30, face.nose.z - 18}, {17 * width, 12, 20}));
    red = std::max(red, 0.22F * lump(q, {0, face.glabella.y + 16, face.glabella.z}, {40 * width, 22, 36}));
    // Uneven in patches of a centimetre, and everywhere a little by vessels.
    const float patches = skin_noise(11, p, 17), fine = 0.6F * skin_noise(12, p, 7) + 0.4F * skin_noise(13, p, 3.5F);
    red = std::max(red, on_crown(p, face) * (0.34F + 0.24F * patches));
    return red * (1 + 0.22F * fine) + 0.07F * fine;
}

float sun_at(const glm::vec3& p, const glm::vec3& normal, const Face& face) {
    const float exposed = std::max(smooth(0.1F, 0.7F, normal.y), 0.7F * smooth(0.2F, 0.8F, normal.z)) * smooth(face.menton.y - 5, face.menton.y + 25, p.y);
    const float blotches = 0.10F * skin_noise(21, p, 34) + 0.06F * skin_noise(22, p, 12);
    // Spots stand in groups.
    const float spots = smooth(0.42F, 0.66F, skin_noise(23, p, 7.5F)) * smooth(-0.05F, 0.5F, skin_noise(24, p, 45));
    return exposed * (blotches + 0.28F * spots);
}

float covered_at(const glm::vec3& p, const glm::vec3& normal, const scalp::ScalpRegion& region) {
    // Waves of the edge, then a mean over a disc of 14 mm.
    const glm::vec3 moved = p + glm::vec3(0, 3.5F * skin_noise(31, p, 24) + 1.5F * skin_noise(32, p, 9), 0);
    const glm::vec3 across = glm::normalize(glm::cross(normal, std::abs(normal.y) < 0.9F ? glm::vec3(0, 1, 0) : glm::vec3(1, 0, 0)));
    const glm::vec3 along = glm::cross(normal, across);
    int inside = region.inside_hairline(glm::dvec3(moved)) ? 1 : 0, asked = 1;
    for (const float radius : {3.0F, 5.2F, 7.0F})
        for (int k = 0; k < 8; ++k, ++asked) {
            const float angle = 0.785398F * (float(k) + radius);
            inside += region.inside_hairline(glm::dvec3(moved + radius * (std::cos(angle) * across + std::sin(angle) * along))) ? 1 : 0;
        }
    return float(inside) / float(asked);
}

// Means of each vertex and its neighbours, `rounds` times.
void soften(std::vector<float>& values, const scalp::HeadMesh& mesh, int rounds) {
    std::vector<float> sum, count;
    for (int round = 0; round < rounds; ++round) {
        sum = values;
        count.assign(values.size(), 1);
        for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
            for (std::size_t k = 0; k < 3; ++k) {
                const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
                sum[a] += values[b], sum[b] += values[a];
                count[a] += 1, count[b] += 1;
            }
        for (std::size_t v = 0; v < values.size(); ++v) values[v] = sum[v] / count[v];
    }
}

}  // namespace

std::vector<SkinPlace> skin_places(const scalp::Head& head, const scalp::ScalpRegion& region, const scalp::HeadMesh& display) {
    const Face face(head);
    std::vector<SkinPlace> places(display.positions.size());
    std::vector<std::uint8_t> skin(places.size(), 0);
    for (const scalp::Submesh& part : display.submeshes)
        for (std::uint32_t i = part.first_index; part.skin && i < part.first_index + part.index_count; ++i) skin[display.indices[i]] = 1;
    std::vector<float> ear(places.size(), 0);
    for (std::size_t v = 0; v < ear.size(); ++v) ear[v] = skin[v] && region.stands_off(glm::dvec3(display.positions[v])) ? 1.0F : 0.0F;
    soften(ear, display, 5);
    for (std::size_t v = 0; v < places.size(); ++v) {
        const glm::vec3 p = display.positions[v], normal = display.normals[v];
        // Shoulders of a bust and what a scan caught beside the head are as they are.
        if (!skin[v] || p.y < face.menton.y - 15) continue;
        SkinPlace& place = places[v];
        place.red = redness_at(p, face, ear[v] * ear[v]);
        place.sun = sun_at(p, normal, face);
        place.covered = covered_at(p, normal, region);
    }
    return places;
}

ZoneWishes zone_wishes(const model::Design& shown, const std::optional<scalp::Capture>& capture) {
    ZoneWishes wishes;
    if (capture) {
        const Surface surface = surface_of(shown, *capture);
        if (surface == Surface::captured || surface == Surface::lit) return wishes;
    }
    wishes.shown = true;
    const double tone = std::round(shown.number(ParameterId::skin_tone)), paler = shown.number(ParameterId::skin_tan_line);
    // Of melanin alone, as many doublings as make it as light; green is most of that.
    const double lighter = skin_albedo(skin_mixture(tone - paler)).g / skin_albedo(skin_mixture(tone)).g;
    wishes.covered = float(std::log2(lighter)) / skin_look(shown.with(ParameterId::skin_tone, tone)).melanin.g;
    return wishes;
}

std::vector<glm::vec2> skin_zones(std::span<const SkinPlace> places, std::span<const float> own_share, const ZoneWishes& wishes) {
    std::vector<glm::vec2> zones;
    if (!wishes.shown) return zones;
    zones.reserve(places.size());
    for (std::size_t v = 0; v < places.size(); ++v) {
        const SkinPlace& place = places[v];
        const float share = own_share.empty() ? 1 : 1 - own_share[v];
        zones.push_back(share * glm::vec2(place.sun + wishes.covered * place.covered, place.red));
    }
    return zones;
}

}  // namespace stipple::session
