// A stroke of the brush laid on the skin of one head: how strongly it paints at every place of the chart.
#pragma once
#include <array>
#include <glm/glm.hpp>
#include <memory>
#include <vector>

#include "model/painting.h"
#include "session/chart/chart_tiles.h"
#include "session/hair/hair_loss.h"

namespace stipple::session {

struct PreparedHead;

// What a dab of whole pressure does `distance_mm` (>= 0) from its middle: 1 up to kBrushCore of the brush's radius, 0 from
// the radius on, smooth between, so that half of it is done 0.7 radii out. Only + - x /. How soft the rim is, is assumed.
inline constexpr float kBrushCore = 0.4F;
[[nodiscard]] float brush_falloff(float distance_mm, float radius_mm);

// Tiles of one head that lie near a place, found group by group.
class TileFinder {
  public:
    // `head` must outlive the object.
    explicit TileFinder(const PreparedHead& head);
    // Adds the drawable and scalp tiles with skin within `reach_mm` of `at`, and perhaps a few more.
    void add_near(const glm::vec3& at, float reach_mm, TileSet& tiles) const;

  private:
    static constexpr int kGroup = 8;  // tiles a side
    struct Group {
        int x, y;  // its first tile
        TileBall ball;
    };
    const ChartTiles& tiles_;
    TileSet all_;
    std::vector<Group> groups_;
};

class StrokeOnSkin {
  public:
    // A dab where the chart shows no skin paints nothing. Distances are straight ones: over the few cm a brush is wide the
    // skin's own are hardly longer. `before`, of the same head, only saves time: a state of the stroke with fewer dabs.
    StrokeOnSkin(const PreparedHead& head, const TileFinder& finder, std::shared_ptr<const model::Stroke> stroke,
                 const StrokeOnSkin* before = nullptr);

    [[nodiscard]] const std::shared_ptr<const model::Stroke>& stroke() const { return stroke_; }
    [[nodiscard]] const TileSet& tiles() const { return tiles_; }  // all that it may paint on
    // Tiles where two states of what may be one stroke growing differ.
    [[nodiscard]] TileSet differing(const StrokeOnSkin& other, const TileFinder& finder) const;

    // How much of the brush's work is done at each texel of a tile, 0 .. 1, strength left out: the most that any dab does
    // there, so that neither order nor number of dabs matters, and one more dab changes nothing but around itself.
    using Weights = std::array<float, kTileTexels>;
    void weights(const PreparedHead& head, int tile_x, int tile_y, Weights& weights) const;

  private:
    struct Place {
        glm::vec3 at{0};
        float pressure = 0;  // 0 .. 1, 0 off the skin
        bool on_skin = false;
    };
    std::shared_ptr<const model::Stroke> stroke_;
    std::vector<Place> places_;  // one a dab; of a mirrored stroke two
    TileSet tiles_;
};

}  // namespace stipple::session
