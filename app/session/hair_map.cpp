#include "hair_map.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>

#include "shared/hash.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr int kSide = scalp::kChartSide;
// Hairs, not follicular units: 226 +- 73 (Caucasian), 175 (Asian), 161 (African) per cm2 (TRI Princeton).
constexpr float kNaturalPerCm2 = 190;

// 0 at `low`, 1 at `high`; low may be the larger of the two.
float smooth(float low, float high, float x) {
    const float share = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
    return share * share * (3.0F - 2.0F * share);
}

// One place on the scalp in measures that fit every head: mm scaled to a head of mean length and breadth.
struct Place {
    float side;           // |x| from the midline
    float left;           // x, signed: for patches that are not symmetric
    float forward;        // before the mid-coronal line through both ear canals
    float up;             // above the ear canals
    float crown;          // along the skin to the whorl
    float midline_front;  // 1 on the front half, 0 behind
};

// Norwood and its like: the front edge has gone back to `front` mm before the mid-coronal line at the midline and to
// `temple` at the corners; a bare disc of radius `crown` mm around the whorl; everything higher than `fringe` mm above
// the ear canals bare when front and crown have met. Norwood (1975): in II the corners end no nearer than 20 mm to the
// mid-coronal line, in III they pass that; VII leaves a band of 3-4 cm above the ears. Other figures follow his
// drawings.
struct Stage {
    std::string_view word;
    float front, temple, crown, fringe;
    float island;  // density kept between front and crown, where both are bare
};
constexpr float kNever = 1000;
constexpr Stage kStages[] = {{"norwood-1", kNever, kNever, 0, kNever, 1}, {"norwood-2", 88, 42, 0, kNever, 1},
                             {"norwood-3", 82, 16, 0, kNever, 1},         {"norwood-3-vertex", 84, 22, 28, kNever, 1},
                             {"norwood-4", 62, 2, 34, kNever, 0.8F},      {"norwood-5", 46, -8, 44, kNever, 0.45F},
                             {"norwood-6", 20, -20, 54, 78, 0},           {"norwood-7", 0, -40, 62, 52, 0},
                             {"norwood-2a", 72, 40, 0, kNever, 1},        {"norwood-3a", 48, 18, 0, kNever, 1},
                             {"norwood-4a", 18, 0, 0, kNever, 1},         {"norwood-5a", -22, -30, 0, kNever, 1}};

// Share lost, 0 .. 1.
float stage_loss(const Stage& stage, const Place& p) {
    const float corner = smooth(14, 46, p.side);
    const float edge = stage.front + (stage.temple - stage.front) * corner;
    // The side hair stays below a line that sinks from the corners to the ears.
    const float side_hair = smooth(66, 80, p.up);
    float lost = stage.front < kNever ? smooth(edge - 6, edge + 6, p.forward) * side_hair : 0.0F;
    if (stage.crown > 0) lost = std::max(lost, 1 - smooth(stage.crown - 10, stage.crown + 8, p.crown));
    if (stage.island < 1) {
        const float between = smooth(58, 44, p.side) * smooth(80, 95, p.up);
        lost = std::max(lost, between * (1 - stage.island));
    }
    if (stage.fringe < kNever) {
        // The horseshoe sinks towards the back of the head.
        const float edge_up = stage.fringe - 16 * smooth(-5, -75, p.forward);
        lost = std::max(lost, smooth(edge_up - 8, edge_up + 8, p.up));
    }
    return lost;
}

// Thinning on top behind a kept frontal line 10-30 mm wide (Ludwig 1977).
float top_area(const Place& p) {
    return smooth(66, 46, p.side) * smooth(70, 95, p.up) * smooth(78, 62, p.forward) * smooth(-75, -45, p.forward);
}

// Ahead of `middle` mm before the mid-coronal line at the midline, of `sides` at the temples.
float margin(const Place& p, float middle, float sides) {
    const float edge = middle + (sides - middle) * smooth(18, 62, p.side);
    return smooth(edge - 5, edge + 5, p.forward) * smooth(10, 25, p.up);
}

float disc(const Place& p, float left, float forward, float up, float radius) {
    const float dx = p.left - left, dy = p.up - up, dz = p.forward - forward;
    return 1 - smooth(radius - 2, radius + 3, std::sqrt(dx * dx + dy * dy + dz * dz));
}

float loss(std::string_view word, const Place& p) {
    for (const Stage& stage : kStages) {
        if (stage.word == word) return stage_loss(stage, p);
    }
    if (word == "none") return 0;
    if (word == "totalis" || word == "universalis") return 1;
    if (word == "ludwig-1") return 0.35F * top_area(p);
    if (word == "ludwig-2") return 0.62F * top_area(p);
    if (word == "ludwig-3") return 0.9F * top_area(p);
    // Savin (1996): the parting widens; from the second on the whole top thins as well.
    if (word == "savin-1") return 0.55F * top_area(p) * smooth(7, 3, p.side);
    if (word == "savin-2") return top_area(p) * std::max(0.7F * smooth(12, 6, p.side), 0.15F);
    if (word == "savin-3") return top_area(p) * std::max(0.8F * smooth(18, 9, p.side), 0.3F);
    if (word == "savin-4") return top_area(p) * std::max(0.9F * smooth(30, 14, p.side), 0.45F);
    if (word == "diffuse") return 0.5F;
    if (word == "telogen") return 0.4F;
    if (word == "areata") {
        // Coin-sized bare patches, 20-30 mm across, anywhere.
        constexpr float kPatches[][4] = {{38, 40, 100, 13},  {-22, -20, 132, 15}, {60, -45, 70, 12},
                                         {-66, -20, 85, 11}, {12, -88, 62, 14},   {-35, 62, 92, 10}};
        float lost = 0;
        for (const auto& patch : kPatches) lost = std::max(lost, disc(p, patch[0], patch[1], patch[2], patch[3]));
        return lost;
    }
    if (word == "ophiasis") return smooth(52, 38, p.up) * (1 - p.midline_front * smooth(40, 60, p.forward));
    // Both follow the margin: a band behind the whole front line that widens towards the temples; traction thins,
    // fibrosis leaves nothing and reaches further.
    if (word == "traction") return 0.85F * margin(p, 66, 26);
    if (word == "frontal-fibrosing") return margin(p, 54, 14);
    if (word == "scarring") {
        const float middle = disc(p, 6, -48, 128, 24);
        return std::max({middle, disc(p, -20, -30, 134, 12), disc(p, 26, -66, 116, 11)});
    }
    assert(false && "every word of hair.loss has a mask");
    return 0;
}

// Two box blurs, `reach` texels to each side: soft enough that no edge of the mask shows as a step.
void soften(std::vector<float>& field, int reach) {
    std::vector<float> row(kSide);
    const auto pass = [&](std::size_t first, std::size_t stride) {
        for (int i = 0; i < kSide; ++i) row[std::size_t(i)] = field[first + std::size_t(i) * stride];
        double sum = 0;
        for (int i = -reach; i <= reach; ++i) sum += row[std::size_t(std::clamp(i, 0, kSide - 1))];
        for (int i = 0; i < kSide; ++i) {
            field[first + std::size_t(i) * stride] = float(sum / (2 * reach + 1));
            sum += row[std::size_t(std::min(i + reach + 1, kSide - 1))] - row[std::size_t(std::max(i - reach, 0))];
        }
    };
    for (int round = 0; round < 2; ++round) {
        for (std::size_t y = 0; y < kSide; ++y) pass(y * kSide, 1);
        for (std::size_t x = 0; x < kSide; ++x) pass(x, kSide);
    }
}

}  // namespace

std::vector<float> natural_hair(const PreparedHead& head) {
    std::vector<float> field(std::size_t(kSide) * kSide);
    for (std::size_t i = 0; i < field.size(); ++i) field[i] = head.chart.scalp[i] ? 1.0F : 0.0F;
    soften(field, 10);
    for (std::size_t i = 0; i < field.size(); ++i) {
        field[i] = head.chart.scalp[i] ? kNaturalPerCm2 * smooth(0.4F, 1.0F, field[i]) : 0.0F;
    }
    return field;
}

bool leaves_no_hair(const model::Design& design) {
    const std::string& word = design.choice(ParameterId::hair_loss);
    return (word == "totalis" || word == "universalis") && design.number(ParameterId::hair_loss_progress) >= 1;
}

std::vector<float> hair_share(const model::Design& design, const PreparedHead& head) {
    const std::string& word = design.choice(ParameterId::hair_loss);
    const float progress = float(design.number(ParameterId::hair_loss_progress));
    const auto& landmarks = head.head.frame.landmarks;
    const auto at = [&](const char* name, glm::vec3 otherwise) {
        const auto found = landmarks.find(name);
        return found != landmarks.end() ? found->second : otherwise;
    };
    // Scaled so that a head of 197 x 153 mm with its vertex 140 mm above the ear canals has factor 1.
    const glm::vec3 glabella = at("glabella", {0, 50, 100}), back = at("opisthocranion", {0, 60, -95});
    const glm::vec3 vertex = at("vertex", {0, 140, -5});
    const float length = 197.0F / std::max(glabella.z - back.z, 50.0F);
    const float height = 140.0F / std::max(vertex.y, 50.0F);
    const auto& measures = head.head.frame.measures_mm;
    const auto breadth_found = measures.find("head_breadth");
    const float breadth =
        153.0F /
        (breadth_found != measures.end() && breadth_found->second > 50 ? float(breadth_found->second) : 153.0F);
    const glm::vec3 center = head.chart.projection.center;
    // The whorl lies about 35 degrees behind the vertical through the cranium's centre.
    const glm::vec3 whorl{0, 0.8191520F, -0.5735764F};

    std::vector<float> share(std::size_t(kSide) * kSide, 1.0F);
    for (std::size_t i = 0; i < share.size(); ++i) {
        if (!head.chart.hit[i]) continue;
        const glm::vec3& position = head.chart.position[i];
        const glm::vec3 arm = position - center;
        const float radius = std::sqrt(glm::dot(arm, arm));
        Place p;
        p.left = (position.x - glabella.x) * breadth;
        p.side = std::abs(p.left);
        p.forward = position.z * length;
        p.up = position.y * height;
        // Chord of the angle to the whorl on a sphere of 95 mm, close enough to the way along the skin below 60 mm.
        const glm::vec3 off = arm / std::max(radius, 1.0F) - whorl;
        p.crown = 95.0F * std::sqrt(glm::dot(off, off));
        p.midline_front = smooth(0, 30, p.forward);
        share[i] = 1.0F - progress * loss(word, p);
    }
    return share;
}

}  // namespace stipple::session
