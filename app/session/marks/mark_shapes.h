// Shapes of scars and birthmarks on the skin: bands and patches with irregular edges, and which tiles of the chart they touch.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "model/painting.h"
#include "session/chart/chart_tiles.h"
#include "strip_scar.h"

namespace stipple::session {

struct PreparedHead;
struct PunchPlace;

enum class MarkKind : std::uint8_t { scar, burn, birthmark };
inline constexpr std::size_t kMarkKinds = 3;

// A piece of a shape: a band between two places whose edges lie `half_from` and `half_to` mm to both sides, round at its ends.
struct MarkBand {
    glm::vec3 from{0}, to{0};  // on the skin, head axes, mm
    float half_from = 0, half_to = 0;
    float strength = 1;
    [[nodiscard]] bool operator==(const MarkBand&) const = default;
};

// Several bands that make one mark. Where the edge lies wanders by noise in two sizes.
struct MarkShape {
    MarkKind kind = MarkKind::scar;
    std::uint32_t seed = 0;
    float soft_mm = 0.3F;  // half the width of the edge's ramp
    float bare_mm = 0;     // how far beyond the edge no hair grows
    float pale = 0;        // how much lighter than other scars
    struct Rough {
        float most_mm = 0, cell_mm = 1;
        [[nodiscard]] bool operator==(const Rough&) const = default;
    } rough[2]{};
    std::vector<MarkBand> bands;

    // Of each band and each tile it may touch, ordered by tile.
    struct Touch {
        std::uint16_t tile;  // y * kTilesASide + x
        std::uint32_t band;
    };
    std::vector<Touch> touches;
    TileSet tiles;
    // To be called when the bands are complete.
    void find_tiles(const PreparedHead& head);
    // Tiles where this shape may differ from `other`: where they have bands that the other has not at the same place of its list.
    [[nodiscard]] TileSet differing(const MarkShape& other) const;
    [[nodiscard]] std::span<const Touch> touching(int tile_x, int tile_y) const;
    // How much of the skin at a place is mark, and how much of the hair it takes beyond that, 0 .. 1.
    struct Cover {
        float mark = 0, bare = 0;
    };
    [[nodiscard]] Cover cover(std::span<const Touch> touching, const glm::vec3& place) const;
};

[[nodiscard]] MarkShape strip_shape(const PreparedHead& head, const StripScar& scar);
// Discs of `diameter_mm`, up to a sixth larger or smaller.
[[nodiscard]] MarkShape punch_shape(const PreparedHead& head, std::span<const PunchPlace> places, double diameter_mm);
// Left of the top, behind where hairlines lie: 40 mm left of the midline, 22 mm before the mid-coronal line, on a head of mean size.
[[nodiscard]] MarkShape birthmark_shape(const PreparedHead& head, double width_mm);
// Of the brushes scar, burn and birthmark. Dabs further apart than four widths of the brush are not joined.
[[nodiscard]] MarkShape stroke_shape(const PreparedHead& head, const model::Stroke& stroke);
[[nodiscard]] bool is_mark(model::Brush brush);

}  // namespace stipple::session
