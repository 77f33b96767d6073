#include "hair_loss.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "session/four_floats.h"
#include "session/hairline/edge_waves.h"
#include "shared/hash.h"

namespace stipple::session {
namespace {

// 0 at `low`, 1 at `high`; low may be the larger of the two.
Four smooth(float low, float high, const Four& x) {
    const Four share = min(max((x - low) * (1.0F / (high - low)), four(0)), four(1));
    return share * share * (3.0F - 2.0F * share);
}

// The least of two, rounded where they are within `round` mm of one another: where two edges meet, hair leaves no corner.
Four both(const Four& a, const Four& b, float round) {
    const Four near = max(round - max(a - b, b - a), four(0)) * (1.0F / round);
    return min(a, b) - near * near * (0.25F * round);
}
Four either(const Four& a, const Four& b, float round) { return -both(-a, -b, round); }

// Four places, see ScalpPlaces; all but `parting` moved by the waves of edges.
struct Place {
    Four left;
    Four side;     // |left|
    Four forward, up, crown;
    Four parting;  // |left| of a line that is combed: it hardly waves
};

// Norwood and its like: the front edge has gone back to `front` mm before the mid-coronal line at the midline and to
// `temple` at the deepest of the corners; a bare disc of radius `crown` mm around the whorl; everything higher than `fringe` mm above
// the ear canals bare when front and crown have met. Norwood (1975): in II the corners end no nearer than 20 mm to the
// mid-coronal line, VII leaves a low horseshoe. His drawings have no measures: the figures are those with which the bald areas
// (less than half of the hair left) of a mean head lie amid the ranges a clinic reckons with, 10-20, 30-50, 50-80, 90-120,
// 130-170, 190-240 and 250-350 cm2 for II, III, III vertex, IV, V, VI and VII (assumed as well).
struct Stage {
    std::string_view word;
    float front, temple, crown, fringe;
    float island;  // density kept between front and crown, where both are bare
};
constexpr float kNever = 1000;
constexpr Stage kStages[] = {{"norwood-1", kNever, kNever, 0, kNever, 1}, {"norwood-2", 84, 43, 0, kNever, 1},
                             {"norwood-3", 80, 26, 0, kNever, 1},         {"norwood-3-vertex", 80, 26, 27, kNever, 1},
                             {"norwood-4", 60, 12, 33, kNever, 0.8F},     {"norwood-5", 50, 2, 42, kNever, 0.6F},
                             {"norwood-6", 48, 4, 43, kNever, 0},         {"norwood-7", 24, -16, 56, 95, 0},
                             {"norwood-2a", 68, 50, 0, kNever, 1},        {"norwood-3a", 54, 28, 0, kNever, 1},
                             {"norwood-4a", 28, 8, 0, kNever, 1},         {"norwood-5a", -8, -18, 0, kNever, 1}};

// Half the width of the zone of miniaturised hair between bare and full: 8 to 20 mm in all, as judged from photographs.
constexpr float kHalfZone = 8;

// Share lost, 0 .. 1. Edges are told as mm by which a place lies inside the bald field.
Four stage_loss(const Stage& stage, const Place& p) {
    Four field = four(-kNever);
    if (stage.front < kNever) {
        // Bays on both sides of a tongue of hair, deepest a hand's breadth apart; the outer shore turns forward again to the temple.
        const Four bay = smooth(8, 50, p.side) - 0.10F * smooth(54, 76, p.side);
        const Four front = p.forward - (stage.front + (stage.temple - stage.front) * bay);
        // The side hair stays below a line that sinks from the corners to the temples.
        const Four side_hair = p.up - (70.0F + 0.45F * max(36.0F - p.forward, four(0)));
        field = both(front, side_hair, 26);
    }
    if (stage.crown > 0) field = either(field, stage.crown - p.crown, 16);
    Four thinned = four(0);
    if (stage.island < 1) {
        const Four between = both(43.0F - p.side, p.up - 96.0F, 14);
        if (stage.island > 0) thinned = (1 - stage.island) * smooth(-kHalfZone, kHalfZone, between);
        else field = either(field, between, 30);
    }
    // The horseshoe sinks towards the back of the head.
    if (stage.fringe < kNever) field = either(field, p.up - (stage.fringe - 24.0F * smooth(-5, -75, p.forward)), 14);
    return max(smooth(-kHalfZone, kHalfZone, field), thinned);
}

// The top, from the front line back to the whorl.
Four top_area(const Place& p) {
    return smooth(66, 46, p.side) * smooth(70, 95, p.up) * smooth(78, 62, p.forward) * smooth(-75, -45, p.forward);
}

// An oval on the crown and mid-scalp behind a frontal band kept whole, 1 to 3 cm wide (Ludwig 1977): `centre` lost in the middle, most along
// the parting, where the comb lays the skin open.
Four ludwig_loss(const Place& p, float centre, float parting) {
    const Four across = p.side * (1.0F / 58), along = (p.forward + 17.0F) * (1.0F / 62);
    const Four inside = 60.0F * (1.0F - sqrt(across * across + along * along));
    return smooth(-9, 15, inside) * smooth(66, 84, p.up) * max(four(centre), parting * smooth(9, 4, p.parting));
}

// Ahead of `middle` mm before the mid-coronal line at the midline, of `sides` at the temples.
Four margin(const Place& p, float middle, float sides) {
    const Four edge = middle + (sides - middle) * smooth(18, 62, p.side);
    return smooth(-5, 5, p.forward - edge) * smooth(10, 25, p.up);
}

// The middle of the skull stands 45 mm above the ear canals.
constexpr glm::vec3 kHalfAxes{76, 95, 98};
constexpr float kMiddleUp = 45, kMeanRadius = 90;

Four patch_loss(const Place& p, const BarePatch& patch) {
    const Four x = p.left * (1 / kHalfAxes.x), y = (p.up - kMiddleUp) * (1 / kHalfAxes.y), z = p.forward * (1 / kHalfAxes.z);
    const Four length = max(sqrt(x * x + y * y + z * z), four(0.1F));
    const Four dx = x / length - patch.towards.x, dy = y / length - patch.towards.y, dz = z / length - patch.towards.z;
    const Four away = kMeanRadius * sqrt(dx * dx + dy * dy + dz * dz);
    return 1.0F - smooth(patch.radius_mm - 2, patch.radius_mm + 3, away);
}

// `count` of them, seeded: `low` .. `high` mm in radius, no nearer to one another than `apart` mm, in the hair above the
// ears, and no further from `around` than `reach` (of a unit vector; 2 is anywhere).
std::vector<BarePatch> patches(std::uint32_t seed, int count, float low, float high, float apart, const glm::vec3& around, float reach) {
    std::vector<BarePatch> found;
    std::uint32_t state = shared::hash_pcg(seed * 7919U + std::uint32_t(count));
    const auto unit = [&] {
        state = shared::hash_pcg(state + 0x9E3779B9U);
        return shared::hash_unit(state);
    };
    for (int round = 0; int(found.size()) < count && round < 4000; ++round) {
        const glm::vec3 p(2 * unit() - 1, 2 * unit() - 1, 2 * unit() - 1);
        const float radius = low + (high - low) * unit(), length2 = glm::dot(p, p);
        if (length2 > 1 || length2 < 0.01F) continue;
        const glm::vec3 towards = p / std::sqrt(length2);
        if (towards.y < 0.05F || towards.z > 0.62F) continue;  // below the hair, or on the forehead
        const auto near = [&](const glm::vec3& other, float mm) {
            const glm::vec3 off = towards - other;
            return kMeanRadius * std::sqrt(glm::dot(off, off)) < mm;
        };
        if (!near(around, kMeanRadius * reach)) continue;
        if (std::none_of(found.begin(), found.end(), [&](const BarePatch& other) { return near(other.towards, apart); }))
            found.push_back({towards, radius});
    }
    return found;
}

// Coin-sized, 20 to 30 mm across, anywhere.
std::vector<BarePatch> areata(std::uint32_t seed) { return patches(seed, 7, 10, 15, 40, {0, 1, 0}, 2); }
// One field around the crown that grew together of several.
std::vector<BarePatch> scarring(std::uint32_t seed) {
    std::vector<BarePatch> field = patches(seed, 5, 9, 15, 12, {0, 0.87F, -0.49F}, 0.3F);
    field.push_back({{0, 0.8716F, -0.4903F}, 22});
    return field;
}

// The mask of one word of hair.loss: share lost at a place, 0 .. 1.
using Mask = Four (*)(const Place&);
struct NamedMask {
    std::string_view word;
    Mask mask;
};

constexpr NamedMask kMasks[] = {
    {"none", [](const Place&) { return four(0); }},
    {"totalis", [](const Place&) { return four(1); }},
    {"universalis", [](const Place&) { return four(1); }},
    // A loss below a half is seldom seen; the first grade is one that is.
    {"ludwig-1", [](const Place& p) { return ludwig_loss(p, 0.45F, 0.72F); }},
    {"ludwig-2", [](const Place& p) { return ludwig_loss(p, 0.7F, 0.88F); }},
    {"ludwig-3", [](const Place& p) { return ludwig_loss(p, 0.95F, 0.97F); }},
    // Savin (1996): the parting widens; from the second on the whole top thins as well.
    {"savin-1", [](const Place& p) { return 0.55F * top_area(p) * smooth(7, 3, p.parting); }},
    {"savin-2", [](const Place& p) { return top_area(p) * max(0.7F * smooth(12, 6, p.parting), four(0.15F)); }},
    {"savin-3", [](const Place& p) { return top_area(p) * max(0.8F * smooth(18, 9, p.parting), four(0.3F)); }},
    {"savin-4", [](const Place& p) { return top_area(p) * max(0.9F * smooth(30, 14, p.parting), four(0.45F)); }},
    {"diffuse", [](const Place&) { return four(0.5F); }},
    // Telogen effluvium thins everywhere, most over the temples.
    {"telogen", [](const Place& p) { return max(four(0.35F), 0.8F * smooth(40, 58, p.side) * smooth(15, 35, p.forward)); }},
    // A band along the lower margin, over the ears and sinking to the nape.
    {"ophiasis", [](const Place& p) {
         const Four above = p.up + 26.0F * smooth(-15, -85, p.forward) - 0.15F * p.forward;
         return smooth(54, 38, above) * (1.0F - smooth(40, 60, p.forward));
     }},
    // Both follow the margin: a band behind the whole front line that widens towards the temples; traction thins,
    // fibrosis leaves nothing and reaches further.
    {"traction", [](const Place& p) { return 0.85F * margin(p, 66, 26); }},
    {"frontal-fibrosing", [](const Place& p) { return margin(p, 54, 14); }},
};

glm::vec3 landmark_or(const scalp::Head& head, const char* name, glm::vec3 otherwise) {
    const auto found = head.frame.landmarks.find(name);
    return found != head.frame.landmarks.end() ? found->second : otherwise;
}

}  // namespace

// A head of 197 x 153 mm with its vertex 140 mm above the ear canals has scale 1.
glm::vec3 mean_head_scale(const scalp::Head& head) {
    const glm::vec3 glabella = landmark_or(head, "glabella", {0, 50, 100});
    const glm::vec3 back = landmark_or(head, "opisthocranion", {0, 60, -95});
    const glm::vec3 vertex = landmark_or(head, "vertex", {0, 140, -5});
    const float length = 197.0F / std::max(glabella.z - back.z, 50.0F);
    const float height = 140.0F / std::max(vertex.y, 50.0F);
    const auto& measures = head.frame.measures_mm;
    const auto breadth_found = measures.find("head_breadth");
    const float breadth =
        153.0F /
        (breadth_found != measures.end() && breadth_found->second > 50 ? float(breadth_found->second) : 153.0F);
    return {breadth, height, length};
}

std::vector<ScalpPlaces> scalp_places(const scalp::Head& head, const scalp::ScalpChart& chart, const TileSet& tiles) {
    const glm::vec3 scale = mean_head_scale(head), glabella = landmark_or(head, "glabella", {0, 50, 100});
    const glm::vec3 center = chart.projection.center;
    // Foreheads differ more than skulls: before the ears, lengths are measured in the head's own, from the mid-coronal line to its
    // juvenile hairline at the midline, which lies 72 mm before that on the mean head.
    constexpr float kMeanFront = 72;
    float front = 0;
    for (std::size_t i = 0; i < chart.scalp.size(); ++i)
        if (chart.scalp[i] && std::abs(chart.position[i].x - glabella.x) < 4 && chart.position[i].y * scale.y > 60)
            front = std::max(front, chart.position[i].z * scale.z);
    const float before = front > 0 ? std::clamp(kMeanFront / front, 0.8F, 1.25F) : 1.0F;

    std::vector<ScalpPlaces> places;
    tiles.each([&](int x, int y) {
        ScalpPlaces& tile = places.emplace_back();
        for (std::size_t k = 0; k < kTileTexels; ++k) {
            const std::size_t row = k / kTileSide, column = k % kTileSide;
            const std::size_t texel = first_texel(x, y) + row * scalp::kChartSide + column;
            const glm::vec3& position = chart.position[texel];
            const glm::vec3 arm = position - center;
            const float radius = std::sqrt(glm::dot(arm, arm));
            tile.left[k] = (position.x - glabella.x) * scale.x;
            tile.forward[k] = position.z * scale.z * (position.z > 0 ? before : 1.0F);
            tile.up[k] = position.y * scale.y;
            // Chord of the angle to the whorl on a sphere of 95 mm, close enough to the way along the skin below 60 mm.
            const glm::vec3 off = arm / std::max(radius, 1.0F) - kWhorl;
            tile.crown[k] = 95.0F * std::sqrt(glm::dot(off, off));
            tile.area_mm2[k] = chart.scalp[texel] ? chart.area_mm2[texel] : 0.0F;
        }
    });
    return places;
}

LossMask::LossMask(const LossKind& kind) : word_(kind.word) {
    if (word_ == "areata") patches_ = areata(kind.seed);
    if (word_ == "scarring") patches_ = scarring(kind.seed);
}

void LossMask::operator()(const ScalpPlaces& places, const EdgeWaves& waves, TileLoss& lost) const {
    const Stage* const stage =
        std::find_if(std::begin(kStages), std::end(kStages), [&](const Stage& s) { return s.word == word_; });
    const NamedMask* const named =
        std::find_if(std::begin(kMasks), std::end(kMasks), [&](const NamedMask& m) { return m.word == word_; });
    assert((stage != std::end(kStages) || named != std::end(kMasks) || !patches_.empty()) && "every word of hair.loss has a mask");
    for (std::size_t k = 0; k < kTileTexels; k += kLanes) {
        // Round patches keep half of the waves.
        const float share = patches_.empty() ? 1 : 0.5F;
        const Four plain = load(&places.left[k]), to_left = share * load(&waves.left[k]), to_front = share * load(&waves.forward[k]);
        const Four left = plain + to_left, combed = plain + 0.25F * to_left;
        const Place four_places{left, max(left, -left), load(&places.forward[k]) + to_front, load(&places.up[k]) + share * load(&waves.up[k]),
                                load(&places.crown[k]) + 0.7F * (to_left + to_front), max(combed, -combed)};
        Four gone = four(0);
        for (const BarePatch& patch : patches_) gone = max(gone, patch_loss(four_places, patch));
        if (stage != std::end(kStages)) gone = stage_loss(*stage, four_places);
        else if (named != std::end(kMasks)) gone = named->mask(four_places);
        store(&lost[k], gone);
    }
}

}  // namespace stipple::session
