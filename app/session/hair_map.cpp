#include "hair_map.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string_view>

#include "parallel.h"
#include "shares.h"

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;

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

// The mask of one word of hair.loss: share lost at a place, 0 .. 1.
using Mask = float (*)(const Place&);
struct NamedMask {
    std::string_view word;
    Mask mask;
};

float areata(const Place& p) {
    // Coin-sized bare patches, 20-30 mm across, anywhere.
    constexpr float kPatches[][4] = {{38, 40, 100, 13},  {-22, -20, 132, 15}, {60, -45, 70, 12},
                                     {-66, -20, 85, 11}, {12, -88, 62, 14},   {-35, 62, 92, 10}};
    float lost = 0;
    for (const auto& patch : kPatches) lost = std::max(lost, disc(p, patch[0], patch[1], patch[2], patch[3]));
    return lost;
}

float scarring(const Place& p) {
    const float middle = disc(p, 6, -48, 128, 24);
    return std::max({middle, disc(p, -20, -30, 134, 12), disc(p, 26, -66, 116, 11)});
}

constexpr NamedMask kMasks[] = {
    {"none", [](const Place&) { return 0.0F; }},
    {"totalis", [](const Place&) { return 1.0F; }},
    {"universalis", [](const Place&) { return 1.0F; }},
    {"ludwig-1", [](const Place& p) { return 0.35F * top_area(p); }},
    {"ludwig-2", [](const Place& p) { return 0.62F * top_area(p); }},
    {"ludwig-3", [](const Place& p) { return 0.9F * top_area(p); }},
    // Savin (1996): the parting widens; from the second on the whole top thins as well.
    {"savin-1", [](const Place& p) { return 0.55F * top_area(p) * smooth(7, 3, p.side); }},
    {"savin-2", [](const Place& p) { return top_area(p) * std::max(0.7F * smooth(12, 6, p.side), 0.15F); }},
    {"savin-3", [](const Place& p) { return top_area(p) * std::max(0.8F * smooth(18, 9, p.side), 0.3F); }},
    {"savin-4", [](const Place& p) { return top_area(p) * std::max(0.9F * smooth(30, 14, p.side), 0.45F); }},
    {"diffuse", [](const Place&) { return 0.5F; }},
    {"telogen", [](const Place&) { return 0.4F; }},
    {"areata", areata},
    {"ophiasis",
     [](const Place& p) { return smooth(52, 38, p.up) * (1 - p.midline_front * smooth(40, 60, p.forward)); }},
    // Both follow the margin: a band behind the whole front line that widens towards the temples; traction thins,
    // fibrosis leaves nothing and reaches further.
    {"traction", [](const Place& p) { return 0.85F * margin(p, 66, 26); }},
    {"frontal-fibrosing", [](const Place& p) { return margin(p, 54, 14); }},
    {"scarring", scarring},
};

class LossMask {
  public:
    explicit LossMask(std::string_view word) {
        for (const Stage& stage : kStages)
            if (stage.word == word) stage_ = &stage;
        for (const NamedMask& named : kMasks)
            if (named.word == word) mask_ = named.mask;
        assert((stage_ || mask_) && "every word of hair.loss has a mask");
    }
    [[nodiscard]] float at(const Place& p) const { return stage_ ? stage_loss(*stage_, p) : mask_(p); }

  private:
    const Stage* stage_ = nullptr;
    Mask mask_ = nullptr;
};

// Two box blurs, `reach` texels to each side: soft enough that no edge of the mask shows as a step.
void soften(std::vector<float>& field, int reach) {
    std::vector<float> line(kSide);
    std::vector<double> sums(kSide);
    std::vector<float> columns(field.size());
    const auto clamped = [](int i) { return std::size_t(std::clamp(i, 0, kSide - 1)); };
    for (int round = 0; round < 2; ++round) {
        for (std::size_t y = 0; y < kSide; ++y) {
            float* row = &field[y * kSide];
            std::copy(row, row + kSide, line.begin());
            double sum = 0;
            for (int i = -reach; i <= reach; ++i) sum += double(line[clamped(i)]);
            for (int i = 0; i < kSide; ++i) {
                row[i] = float(sum / (2 * reach + 1));
                sum += double(line[clamped(i + reach + 1)] - line[clamped(i - reach)]);
            }
        }
        // All columns side by side: a column by itself would touch a cache line a texel.
        std::fill(sums.begin(), sums.end(), 0.0);
        const auto row = [&](int y) { return &field[clamped(y) * kSide]; };
        for (int i = -reach; i <= reach; ++i) {
            for (std::size_t x = 0; x < kSide; ++x) sums[x] += double(row(i)[x]);
        }
        for (int y = 0; y < kSide; ++y) {
            const float *add = row(y + reach + 1), *drop = row(y - reach);
            for (std::size_t x = 0; x < kSide; ++x) {
                columns[std::size_t(y) * kSide + x] = float(sums[x] / (2 * reach + 1));
                sums[x] += double(add[x] - drop[x]);
            }
        }
        field.swap(columns);
    }
}

}  // namespace

std::vector<std::uint16_t> natural_hair(const scalp::ScalpChart& chart) {
    std::vector<float> field(std::size_t(kSide) * kSide);
    for (std::size_t i = 0; i < field.size(); ++i) field[i] = chart.scalp[i] ? 1.0F : 0.0F;
    soften(field, 10);
    std::vector<std::uint16_t> share(field.size());
    for (std::size_t i = 0; i < field.size(); ++i)
        share[i] = chart.scalp[i] ? to_share(smooth(0.4F, 1.0F, field[i])) : std::uint16_t(0);
    return share;
}

HairMap::HairMap(const PreparedHead& head)
    : head_(head), share_(std::size_t(kSide) * kSide, 0), bare_mm2_(kTiles, 0.0), word_("totalis"), progress_(1) {
    head_.tiles.scalp.each([&](int x, int y) { make_tile(x, y); });
}

TileSet HairMap::update(const std::string& word, float progress) {
    if (word == word_ && progress == progress_) return {};
    if (word != word_) mask_.clear();
    word_ = word;
    progress_ = progress;
    if (mask_.empty() && !leaves_none()) make_mask();
    struct Nothing {};
    return changed_in_parallel<Nothing>(head_.tiles.scalp, [&](int x, int y, Nothing&) { return make_tile(x, y); });
}

bool HairMap::leaves_none() const { return (word_ == "totalis" || word_ == "universalis") && progress_ >= 1; }

double HairMap::bare_cm2() const {
    double sum = 0;
    for (const double tile : bare_mm2_) sum += tile;
    return sum / 100.0;
}

// True where a byte of the shares changed.
bool HairMap::make_tile(int x, int y) {
    const scalp::ScalpChart& chart = head_.chart;
    const bool none = leaves_none();
    bool changed = false;
    double bare = 0;
    for (int row = 0; row < kTileSide; ++row) {
        const std::size_t first = first_texel(x, y) + std::size_t(row) * kSide;
        for (std::size_t i = first; i < first + kTileSide; ++i) {
            if (!chart.scalp[i]) continue;
            const float left = none ? 0.0F : 1.0F - progress_ * mask_[i];
            if (left < 0.5F) bare += double(chart.area_mm2[i]);
            const auto share = std::uint16_t(left * float(head_.natural_hair[i]) + 0.5F);
            changed |= share != share_[i];
            share_[i] = share;
        }
    }
    bare_mm2_[std::size_t(y) * kTilesASide + std::size_t(x)] = bare;
    return changed;
}

void HairMap::make_mask() {
    const auto& landmarks = head_.head.frame.landmarks;
    const auto at = [&](const char* name, glm::vec3 otherwise) {
        const auto found = landmarks.find(name);
        return found != landmarks.end() ? found->second : otherwise;
    };
    // Scaled so that a head of 197 x 153 mm with its vertex 140 mm above the ear canals has factor 1.
    const glm::vec3 glabella = at("glabella", {0, 50, 100}), back = at("opisthocranion", {0, 60, -95});
    const glm::vec3 vertex = at("vertex", {0, 140, -5});
    const float length = 197.0F / std::max(glabella.z - back.z, 50.0F);
    const float height = 140.0F / std::max(vertex.y, 50.0F);
    const auto& measures = head_.head.frame.measures_mm;
    const auto breadth_found = measures.find("head_breadth");
    const float breadth =
        153.0F /
        (breadth_found != measures.end() && breadth_found->second > 50 ? float(breadth_found->second) : 153.0F);
    const glm::vec3 center = head_.chart.projection.center;
    // The whorl lies about 35 degrees behind the vertical through the cranium's centre.
    const glm::vec3 whorl{0, 0.8191520F, -0.5735764F};

    const LossMask mask(word_);
    mask_.resize(std::size_t(kSide) * kSide);
    const auto texel = [&](std::size_t i) {
        const glm::vec3& position = head_.chart.position[i];
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
        mask_[i] = mask.at(p);
    };
    struct Nothing {};
    changed_in_parallel<Nothing>(head_.tiles.scalp, [&](int x, int y, Nothing&) {
        for (int row = 0; row < kTileSide; ++row) {
            const std::size_t first = first_texel(x, y) + std::size_t(row) * kSide;
            for (std::size_t i = first; i < first + kTileSide; ++i)
                if (head_.chart.scalp[i]) texel(i);
        }
        return true;
    });
}

}  // namespace stipple::session
