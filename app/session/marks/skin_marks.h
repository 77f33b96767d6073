// Scars and birthmarks on the scalp: a map of what they do to the skin, made from a design.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "mark_shapes.h"
#include "model/design.h"
#include "punch_scars.h"

namespace stipple::session {

struct PreparedHead;

// What a design's marks make of one head. Never changed once made.
struct SkinMarks {
    // A piece of the chart, row by row, four bytes a texel: the factor on the skin's colour (linear, times shared::MARK_PLAIN) and the
    // share of scar, of 255. Outside it, and at its rim, skin is plain.
    int x0 = 0, y0 = 0, width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
    std::array<double, kMarkKinds> area_cm2{};  // of scars, burns and birthmarks
    double strip_length_mm = 0;                 // along the skin
    std::size_t punches = 0;

    // 0 .. 1 at the texel that holds it; u and v in 1 / 65536 of the chart.
    [[nodiscard]] float scar_share(std::uint32_t u, std::uint32_t v) const;
    [[nodiscard]] bool operator==(const SkinMarks&) const = default;
};

// Kept from edit to edit; its bytes are those of a map made from nothing. While there is no mark it holds nothing.
class MarksMap {
  public:
    // `head` must outlive the map.
    explicit MarksMap(const PreparedHead& head);
    // Returns the tiles of which a byte changed.
    TileSet update(const model::Design& design);
    // Null where there is no mark; the very same one while nothing changes.
    [[nodiscard]] const std::shared_ptr<const SkinMarks>& marks() const { return marks_; }
    // How much of the hair grows in spite of them, one a texel, kWholeKept for all; empty where there was never a mark. Nothing grows
    // where 60 % of the skin is scar, all where 20 % are.
    [[nodiscard]] std::span<const std::uint16_t> hair_left() const { return hair_left_; }
    // Of the whole chart, as in SkinMarks; empty where there was never a mark.
    [[nodiscard]] std::span<const std::uint8_t> rgba() const { return rgba_; }

  private:
    struct Tile {
        std::array<float, kMarkKinds> area_mm2{};  // so that sums depend on the present tiles alone
        bool marked = false;
    };
    struct Painted {
        std::shared_ptr<const model::Stroke> stroke;
        MarkShape shape;
    };
    bool make_tile(int x, int y);
    void keep_marks();

    const PreparedHead& head_;
    std::optional<DonorArea> donor_;  // made when first asked for
    std::array<double, 3> strip_of_{}, punches_of_{};
    double birthmark_of_ = 0;
    bool red_ = false;
    double strip_length_mm_ = 0;
    MarkShape strip_, punches_, birthmark_;
    std::vector<Painted> painted_;
    std::vector<std::uint8_t> rgba_;
    std::vector<std::uint16_t> hair_left_;
    std::vector<Tile> tiles_;  // kTiles
    std::shared_ptr<const SkinMarks> marks_;
};

}  // namespace stipple::session
