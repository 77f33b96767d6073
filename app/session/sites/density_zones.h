// Six zones of the scalp, each with a factor on the density: which skin belongs to which, and what is wanted there.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/design.h"
#include "session/hair/hair_loss.h"

namespace stipple::session {

struct PreparedHead;

inline constexpr std::size_t kZones = 6;
// In the order of the parameters density.front .. density.nape.
enum class Zone : std::uint8_t { front, mid_scalp, crown, temples, sides, nape };

inline constexpr std::uint16_t kWholeZone = 16384;  // a weight, or a factor, of 1

// Weights of the texels of one tile, row by row: those of a texel add up to kWholeZone.
struct ZoneWeights {
    std::array<std::array<std::uint16_t, kTileTexels>, kZones> of;
};

// For places as scalp_places() gives them. Borders are 2 to 3 cm wide, smooth, and the same on every head: the crown of
// the skull parts from temples, sides and back at the height where the hair that stays ends in the last stages of loss;
// the front from the mid-scalp 28 mm before the mid-coronal line; the mid-scalp from the crown 35 mm behind it, 22 mm
// before the whorl; temples from sides 15 mm before the ear canals; sides from the back on the diagonal from ear canal
// to inion. Names and order follow hair surgery (frontal, mid-scalp, vertex; temporal, parietal, occipital);
// millimetres are assumed.
[[nodiscard]] ZoneWeights zone_weights(const ScalpPlaces& places);

// The factors of a design, in Zone's order, 0 .. 2; and the largest.
[[nodiscard]] std::array<float, kZones> zone_factors(const model::Design& design);
[[nodiscard]] double highest_zone_factor(const model::Design& design);

// Kept from edit to edit; its bytes are those of a map made from nothing.
class ZoneMap {
  public:
    // Begins with every factor 1. `head` must outlive the map.
    explicit ZoneMap(const PreparedHead& head);
    // Returns the tiles of which a byte changed.
    TileSet update(const std::array<float, kZones>& factors);
    // The factor of each chart texel, kWholeZone for 1; empty while all are 1.
    [[nodiscard]] std::span<const std::uint16_t> factor() const;

  private:
    struct Tile {
        int x, y;
    };
    bool make_tile(std::size_t tile);

    const PreparedHead& head_;
    std::array<float, kZones> factors_;
    std::vector<Tile> tiles_;  // those of head_.zones
    std::vector<std::uint16_t> factor_;
};

}  // namespace stipple::session
