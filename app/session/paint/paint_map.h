// What the strokes of a brush change on the chart: the density of dots, and the client's own hair.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "stroke_on_skin.h"

namespace stipple::session {

struct PreparedHead;

inline constexpr std::uint16_t kWholeKept = 32768;   // a factor of 1
inline constexpr std::uint16_t kWholeAdded = 16384;  // as much as density.per_cm2
// No stroke makes more than this multiple of density.per_cm2: dots as close as that close to a helmet.
inline constexpr float kMostPainted = 2;

// What is wanted before anybody paints, in fields of a value a texel: the hairline's share, the hair that grows (empty: none),
// the zones' factor (empty: 1). Only strokes that smooth ask.
struct Unpainted {
    std::span<const std::uint16_t> share, grown, zone;
};

// Of the density strokes of a painting, painted one after the other:
//   add     adds its strength times density.per_cm2, whatever hairline, zones and hair leave there
//   thin    takes away its strength as a share of what is there
//   erase   takes all away; strength makes its rim crisper
//   smooth  moves what is there towards the mean of its surroundings, the transition behind the hairline included
// each as far as brush_falloff() says. A place then wants its density times keep, plus add; see WantedMap. Kept from edit to
// edit in tiles: only those under strokes that differ are made anew, and of a stroke that grows not what lies below it. The
// bytes are those of a map made from nothing.
class PaintMap {
  public:
    // `head` must outlive the map. Begins with nothing painted.
    explicit PaintMap(const PreparedHead& head);

    // Returns the tiles of which a byte changed. `unpainted` may differ from the call before in `differing`.
    TileSet update(const model::Painting& painting, const Unpainted& unpainted, const TileSet& differing);
    // Values a texel, kWholeKept and kWholeAdded for 1; empty while no stroke touches the density.
    [[nodiscard]] std::span<const std::uint16_t> keep() const { return strokes_.empty() ? std::span<const std::uint16_t>() : now_.keep; }
    [[nodiscard]] std::span<const std::uint16_t> add() const { return strokes_.empty() ? std::span<const std::uint16_t>() : now_.add; }

  private:
    // After a number of strokes.
    struct Fields {
        std::vector<std::uint16_t> keep, add;
    };
    // What one more stroke makes of `from`; returns the tiles of which a byte of `to` changed. Strokes that smooth look at
    // tiles of `from` around.
    TileSet paint(const Fields& from, Fields& to, const StrokeOnSkin& stroke, const Unpainted& unpainted, const TileSet& tiles) const;
    // The fields after the first `count` strokes, in `to`.
    void sweep(std::size_t count, Fields& to, const Unpainted& unpainted, const TileSet& tiles);

    const PreparedHead& head_;
    TileFinder finder_;
    std::vector<StrokeOnSkin> strokes_;  // those that change the density
    Fields now_, before_, work_[2];      // after all, after all but the last; places to work in
};

// The same for the strokes that bare: what is left of the client's own hair.
class BareMap {
  public:
    explicit BareMap(const PreparedHead& head);
    TileSet update(const model::Painting& painting);
    // kWholeKept for all, one a texel; empty for all everywhere.
    [[nodiscard]] std::span<const std::uint16_t> left() const { return strokes_.empty() ? std::span<const std::uint16_t>() : left_; }

  private:
    const PreparedHead& head_;
    TileFinder finder_;
    std::vector<StrokeOnSkin> strokes_;
    std::vector<std::uint16_t> left_;
};

// The largest multiple of density.per_cm2 that strokes can add anywhere.
[[nodiscard]] double most_added(const model::Painting& painting);

}  // namespace stipple::session
