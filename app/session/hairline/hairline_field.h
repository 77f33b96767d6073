// How treatment begins behind the hairline, on the chart.
#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "line_distance.h"
#include "line_inside.h"
#include "session/four_floats.h"
#include "session/head/prepared_head.h"

namespace stipple::session {

// Share of full density at distances behind the hairline, for a transition `softness_mm` wide: 0 at the line, 1 at
// softness_mm and beyond, smooth between. Transition zones are 5-10 mm wide in nature (Shapiro 2013), about 3 mm for an
// edge-up, 15-20 mm feathered; the smooth step itself is a choice. Only + - x / : the same on every machine, so it may
// decide which dots live. Distances >= 0, softness > 0, mm.
[[nodiscard]] Four hairline_falloff(const Four& distance_mm, const Four& softness_mm);

// Single dots in front of the line: along the forehead and the temples, 2 to 6 mm from it, where `amount` (0 .. 1) of
// kSentinelShare of the design's density is wanted on average, unevenly, as the seed has it.
struct Sentinels {
    float amount = 0;
    std::uint32_t seed = 0;
    [[nodiscard]] bool operator==(const Sentinels&) const = default;
};
// 5.6 dots a centimetre of line at 280 per cm2: assumed.
inline constexpr float kSentinelShare = 0.05F;
inline constexpr float kSentinelReachMm = 6.5F;  // none stands further off
// Skin counts as treated from this share of the design's density on: above the densest sentinels (twice their mean) and
// below half of any transition. Which share is a choice; 0.125 leaves out the first 22 % of a transition's width.
inline constexpr float kTreatedShare = 0.125F;
static_assert(kTreatedShare > 2 * kSentinelShare);

// Share of the design's density wanted at each texel for the hairline's sake: 0 outside the drawable mask and, but for
// sentinels, before the line, rising over the transition behind it, kWholeShare further in. Kept from edit to edit:
// only tiles near what changed are made anew, and their bytes are those of a field made from nothing.
class HairlineField {
  public:
    // `head` must outlive the field.
    explicit HairlineField(const PreparedHead& head);
    // `line` is closed, on the skin, points about 1 mm apart; `softness_mm` 0 .. 25. Returns the tiles of which a byte
    // changed.
    TileSet update(const std::vector<glm::vec3>& line, float softness_mm, const Sentinels& sentinels = {});
    [[nodiscard]] std::span<const std::uint16_t> share() const { return share_; }

  private:
    struct Line {
        std::vector<glm::vec3> points;
        float softness_mm;
        Sentinels sentinels;
        LineDistance distance;
        LineInside inside;
        // Texels further from it have the whole share or none.
        [[nodiscard]] float reach_mm() const {
            return sentinels.amount > 0 ? std::max(softness_mm, kSentinelReachMm) : softness_mm;
        }
    };
    [[nodiscard]] std::function<bool(int x, int y)> touched_by(const Line& next) const;
    struct Scratch {
        LineDistance::Pieces all, tile, quarter, block;
    };
    using TileShares = std::uint16_t[kTileSide][kTileSide];
    void soften_quarter(const Line& line, int tile_x, int tile_y, int x, int y, TileShares& made,
                        Scratch& scratch) const;
    void soften_block(const Line& line, std::size_t first, int x, int y, TileShares& made, Scratch& scratch) const;
    [[nodiscard]] Four clear_of_ears(const LineDistance::Places& places, std::size_t k) const;
    void soften(const Line& line, const LineDistance::Places& places, const float* distance2, int x, int y,
                TileShares& made) const;
    void add_sentinels(const Line& line, std::size_t first, int x, int y, const LineDistance::Places& places,
                       const float* distance2, TileShares& made) const;
    bool make_tile(const Line& line, int tile_x, int tile_y, Scratch& scratch);

    const PreparedHead& head_;
    glm::vec3 tragions_[2];
    std::optional<Line> line_;
    std::vector<std::uint16_t> share_;
};

}  // namespace stipple::session
