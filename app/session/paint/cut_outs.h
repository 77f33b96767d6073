// Lines shaved into dots and hair: a hard part and tramlines.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "model/design.h"
#include "session/chart/chart_tiles.h"

namespace stipple::session {

struct PreparedHead;
struct HairlineOnSkin;

// A shaved line: its middle on the skin, head axes, mm, points at most 1 mm apart, square ends.
struct CutLine {
    std::vector<glm::vec3> points;
    float width_mm = 0;
    [[nodiscard]] bool operator==(const CutLine&) const = default;
};

inline constexpr float kTramlineMm = 90;         // along the skin; assumed, from the temple to behind the ear
inline constexpr float kTramlineStepMm = 9;      // from one to the next up the skin above the ear canal
inline constexpr float kTramlineHeightMm = 52;   // of the lowest above the ear canals: clear of the ears

// The lines of the cut_out.* parameters. A hard part begins where the hairline passes the middle of the brow's outer half
// (between the verticals through pupil and outer eye corner) and keeps its distance from the midline; tramlines begin
// at the temple's edge and run level. What has no skin to run on ends there.
[[nodiscard]] std::vector<CutLine> cut_lines(const model::Design& design, const PreparedHead& head, std::span<const glm::vec3> hairline,
                                             std::size_t mid_frontal, std::size_t front_end);

// What the lines leave, kept from edit to edit; its bytes are those of a map made from nothing.
class CutOutMap {
  public:
    // Begins without lines. `head` must outlive the map.
    explicit CutOutMap(const PreparedHead& head);
    // Returns the tiles of which a byte changed.
    TileSet update(const std::vector<CutLine>& lines);
    // kWholeKept away from all lines, 0 on them, one a texel; between them a texel's width, so that edges stay smooth. Empty
    // without lines.
    [[nodiscard]] std::span<const std::uint16_t> left() const { return lines_.empty() ? std::span<const std::uint16_t>() : left_; }

  private:
    bool make_tile(int x, int y);

    const PreparedHead& head_;
    std::vector<CutLine> lines_;
    TileSet tiles_;  // near lines
    std::vector<std::uint16_t> left_;
};

}  // namespace stipple::session
