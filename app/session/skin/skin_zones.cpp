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

// Superficial temporal veins in side view: before the ear upward, one branch to the forehead that forks twice, one to the crown (general
// anatomy). Forward in shares of the outer canthus's distance from the ear canal; up from the canthus, mm on a head where that is 80 mm.
struct Stretch {
    float forward0, up0, forward1, up1, strength;
};
constexpr std::array kVeins{
    Stretch{0.15F, 5, 0.24F, 22, 0.7F},     Stretch{0.24F, 22, 0.30F, 40, 0.8F},   Stretch{0.30F, 40, 0.42F, 52, 1},
    Stretch{0.42F, 52, 0.55F, 58, 1},       Stretch{0.55F, 58, 0.68F, 66, 1},      Stretch{0.68F, 66, 0.80F, 78, 0.9F},
    Stretch{0.80F, 78, 0.88F, 92, 0.7F},    Stretch{0.55F, 58, 0.68F, 54, 0.8F},   Stretch{0.68F, 54, 0.80F, 50, 0.7F},
    Stretch{0.80F, 50, 0.92F, 52, 0.5F},    Stretch{0.68F, 66, 0.78F, 60, 0.6F},   Stretch{0.78F, 60, 0.90F, 62, 0.5F},
    Stretch{0.30F, 40, 0.28F, 60, 0.8F},    Stretch{0.28F, 60, 0.20F, 82, 0.8F},   Stretch{0.20F, 82, 0.16F, 104, 0.6F},
    Stretch{0.16F, 104, 0.05F, 120, 0.4F},  Stretch{0.24F, 22, 0.42F, 26, 0.7F},   Stretch{0.42F, 26, 0.58F, 22, 0.6F},
    Stretch{0.58F, 22, 0.74F, 26, 0.4F},
};

float vein_at(const glm::vec3& p, const Face& face) {
    constexpr float kSigmaMm = 1.25F, kReachMm = 4;  // 2 mm lie between vertices of the built-in head
    const float scale = face.canthus.z / 80;
    const std::uint32_t side = p.x > 0 ? 71 : 37;
    const glm::vec2 bent = glm::vec2(p.z, p.y - face.canthus.y) +
                           2.6F * glm::vec2(skin_noise(side, p, 15), skin_noise(side + 1, p, 15)) +
                           0.9F * glm::vec2(skin_noise(side + 2, p, 6), skin_noise(side + 3, p, 6));
    float most = 0;
    for (const Stretch& s : kVeins) {
        const glm::vec2 a(s.forward0 * face.canthus.z, s.up0 * scale), b(s.forward1 * face.canthus.z, s.up1 * scale);
        const glm::vec2 along = b - a;
        const float at = std::clamp(glm::dot(bent - a, along) / glm::dot(along, along), 0.0F, 1.0F);
        const float away = glm::length(bent - a - at * along);
        if (away < kReachMm) most = std::max(most, s.strength * std::exp(-0.5F * away * away / (kSigmaMm * kSigmaMm)));
    }
    if (most == 0) return 0;
    // They rise to the skin and sink again.
    return most * (0.4F + 0.6F * smooth(-0.6F, 0.4F, skin_noise(side + 4, p, 22)));
}

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

// Mean length of the edges at each vertex, mm.
std::vector<float> spacing_of(const scalp::HeadMesh& mesh) {
    std::vector<float> sum(mesh.positions.size(), 0), count(mesh.positions.size(), 0);
    for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3)
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t a = mesh.indices[i + k], b = mesh.indices[i + (k + 1) % 3];
            const float length = glm::distance(mesh.positions[a], mesh.positions[b]);
            sum[a] += length, sum[b] += length;
            count[a] += 1, count[b] += 1;
        }
    for (std::size_t v = 0; v < sum.size(); ++v) sum[v] = count[v] > 0 ? sum[v] / count[v] : 0;
    return sum;
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
    const std::vector<float> spacing = spacing_of(display);
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
        if (ear[v] < 0.1F && !region.under_ear(glm::dvec3(p)) && std::abs(p.x) > 0.6F * face.canthus.x) place.vein = vein_at(p, face) * (1 - smooth(2.6F, 4.2F, spacing[v]));  // a coarse mesh would show blots
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
    wishes.covered = float(std::log2(skin_mixture(tone - paler).melanosomes / skin_mixture(tone).melanosomes));
    const auto strength = float(shown.number(ParameterId::skin_veins));
    if (strength > 0) {
        // Dark blood below the skin takes red and hardly any green and blue (Kienle 1996: a seventh less red). Of melanin and blood nothing does that
        // alone: more of one and less of the other takes red and leaves green, so veins look greenish rather than blue, and on light skin,
        // where there is little melanin to double, fainter than they are. The other way round they look like scratches. Melanin hides them.
        constexpr float kMostDoublings = 1.3F;
        const shared::SkinLook look = skin_look(shown.with(ParameterId::skin_tone, tone));
        const glm::vec2 m(look.melanin.r, look.melanin.g), b(look.blood.r, look.blood.g);
        const float seen = std::clamp(float(10.5 - tone) / 7, 0.1F, 1.0F);
        const glm::vec2 wanted = seen * glm::vec2(-0.22F, -0.08F);  // log2 of red and green
        const float of = m.x * b.y - m.y * b.x;
        glm::vec2 doublings = glm::vec2(wanted.x * b.y - wanted.y * b.x, m.x * wanted.y - m.y * wanted.x) / of;
        doublings *= strength * std::min(1.0F, kMostDoublings / std::max(std::abs(doublings.x), std::abs(doublings.y)));
        // SkinLook::zones is a factor on all blood.
        const double redness = std::max(0.25, 0.25 * std::round(4 * shown.number(ParameterId::skin_redness)));
        wishes.vein = {doublings.x, doublings.y / float(redness)};
    }
    return wishes;
}

std::vector<glm::vec2> skin_zones(std::span<const SkinPlace> places, std::span<const float> own_share, const ZoneWishes& wishes) {
    std::vector<glm::vec2> zones;
    if (!wishes.shown) return zones;
    zones.reserve(places.size());
    for (std::size_t v = 0; v < places.size(); ++v) {
        const SkinPlace& place = places[v];
        const float share = own_share.empty() ? 1 : 1 - own_share[v];
        zones.push_back(share * glm::vec2(place.sun + wishes.covered * place.covered + wishes.vein.x * place.vein, place.red + wishes.vein.y * place.vein));
    }
    return zones;
}

}  // namespace stipple::session
