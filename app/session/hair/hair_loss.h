// What the words of hair.loss take away at every place of a scalp: smooth masks in landmark-relative coordinates.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "scalp/chart.h"
#include "scalp/head.h"
#include "session/chart/chart_tiles.h"

namespace stipple::session {

inline constexpr std::size_t kTileTexels = std::size_t(kTileSide) * kTileSide;

// The texels of one tile, row by row, in measures that fit every head: mm scaled to a head of mean length and breadth.
// Beside the scalp only the area means anything.
struct ScalpPlaces {
    using Each = std::array<float, kTileTexels>;
    Each left;      // of the midline
    Each forward;   // before the mid-coronal line through both ear canals; in front in lengths of the head's own forehead
    Each up;        // above the ear canals
    Each crown;     // along the skin to the whorl
    Each area_mm2;  // of scalp: 0 beside it
};
// Mean head's mm for each mm of this one: to the left, up and forward.
[[nodiscard]] glm::vec3 mean_head_scale(const scalp::Head& head);
// The whorl's middle lies in this direction from the cranium's centre, a unit vector: about 35 degrees behind the vertical.
inline constexpr glm::vec3 kWhorl{0, 0.8191520F, -0.5735764F};
// One for each of `tiles`, in the order of TileSet::each.
[[nodiscard]] std::vector<ScalpPlaces> scalp_places(const scalp::Head& head, const scalp::ScalpChart& chart,
                                                    const TileSet& tiles);

// Which loss: a word of hair.loss, and the seed of its edges' waves and of its patches where it has any.
struct LossKind {
    std::string word;
    std::uint32_t seed = 1;
    [[nodiscard]] bool operator==(const LossKind&) const = default;
};
// Round as seen from the middle of the skull.
struct BarePatch {
    glm::vec3 towards;  // unit vector: left, up, forward, in half axes of the mean skull
    float radius_mm;
};
struct EdgeWaves;  // edge_waves.h
// Share lost when the loss is complete, 0 .. 1, at each place.
using TileLoss = std::array<float, kTileTexels>;
class LossMask {
  public:
    explicit LossMask(const LossKind& kind);  // its word is one of hair.loss
    void operator()(const ScalpPlaces& places, const EdgeWaves& waves, TileLoss& lost) const;

  private:
    std::string word_;
    std::vector<BarePatch> patches_;
};

}  // namespace stipple::session
