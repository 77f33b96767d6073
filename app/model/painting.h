// What was painted on the head by hand: strokes of a brush in scalp coordinates, so that they fit every head.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace stipple::model {

// The first four change the density of dots; the next three are marks of the skin; the last takes the client's own hair.
enum class Brush : std::uint8_t { add, thin, erase, smooth, scar, burn, birthmark, bare };
inline constexpr std::array<std::string_view, 8> kBrushNames{"add",  "thin", "erase",     "smooth",
                                                             "scar", "burn", "birthmark", "bare"};

// One touch of the brush. u and v are scalp chart coordinates times 65536: the direction from the middle of the cranium,
// not a place in mm, so that a stroke lies on the same part of every scalp.
struct Dab {
    std::uint16_t u = 0, v = 0;
    std::uint8_t pressure = 255;  // grows with the time the hand stays; 255 is the stroke's whole strength
    [[nodiscard]] bool operator==(const Dab&) const = default;
};

struct Stroke {
    Brush brush = Brush::add;
    float size_mm = 12;    // width of the brush on the skin, 1 to 60
    float strength = 0.5F;  // 0 to 1, what a whole dab does
    bool mirrored = false;  // does the same on the other side of the head
    std::vector<Dab> dabs;
    std::string unknown;  // JSON text of an object with what a later program's file says of it; empty for nothing
    [[nodiscard]] bool operator==(const Stroke&) const = default;
};

// Far more than a hand paints in a day; a file of so many dabs is 3 MB.
inline constexpr std::size_t kMostStrokes = 2000, kMostDabs = 150'000;  // of a painting
inline constexpr float kLeastBrushMm = 1, kMostBrushMm = 60;

// Strokes in the order in which they were painted. A value: strokes are shared between designs and never changed.
class Painting {
  public:
    Painting() = default;
    explicit Painting(std::vector<Stroke> strokes);
    [[nodiscard]] const std::vector<std::shared_ptr<const Stroke>>& strokes() const { return strokes_; }
    [[nodiscard]] bool empty() const { return strokes_.empty(); }
    [[nodiscard]] std::size_t dabs() const;  // of all strokes
    [[nodiscard]] Painting with(Stroke stroke) const;           // one more
    [[nodiscard]] Painting with_last(Stroke stroke) const;      // the last one replaced: while it is being painted
    [[nodiscard]] bool operator==(const Painting& other) const;  // of what the strokes hold

  private:
    std::vector<std::shared_ptr<const Stroke>> strokes_;
};

}  // namespace stipple::model
