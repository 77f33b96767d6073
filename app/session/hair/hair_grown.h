// Hair that stands on the scalp: the client's own, of so much density by region, and what was transplanted.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "model/design.h"
#include "session/hairline/edge_waves.h"
#include "session/head/prepared_head.h"
#include "session/sites/density_zones.h"

namespace stipple::session {

// What a design says of it.
struct HairWish {
    float per_cm2 = 0;                  // hairs where nothing is lost and every factor is 1
    std::array<float, kZones> own{};    // factors on it, in Zone's order
    float grafts_per_cm2 = 0;           // of two hairs each
    [[nodiscard]] bool operator==(const HairWish&) const = default;
};
[[nodiscard]] HairWish hair_wish(const model::Design& design);

inline constexpr double kHairsPerGraft = 2;    // follicular units of two, as most are (PAR 2017: 53 %)
inline constexpr double kMostOwnFactor = 1.5;  // of the parameters hair.top .. hair.nape

// Kept from edit to edit; its bytes are those of a field made from nothing.
class HairGrown {
  public:
    // `head` must outlive it.
    explicit HairGrown(const PreparedHead& head);

    // One value a texel each. `own`: what is left of the client's own hair (HairMap). `planned`: the designed hairline's share.
    // What was taken by hand may be empty, kWholeKept for none (paint_map.h).
    struct Fields {
        std::span<const std::uint16_t> own, planned, bare, cut;
    };
    // `own_changed`, `others_changed`: where these fields may differ from the call before. Returns the tiles where hair may differ.
    TileSet update(const HairWish& wish, const Fields& fields, const TileSet& own_changed, const TileSet& others_changed);
    // Hair wanted, as a share of most_per_cm2(). Where grafts are denser than own hair, they stand for it: on front and
    // mid-scalp behind the designed hairline, inside the scalp.
    [[nodiscard]] std::span<const std::uint16_t> share() const { return plain() ? fields_.own : share_; }
    [[nodiscard]] double most_per_cm2() const { return double(wish_.per_cm2) * (plain() ? 1.0 : kMostOwnFactor); }

  private:
    struct Tile {
        int x, y;
        std::ptrdiff_t zones;  // in head_.zones; none below 0: a factor of 1 and no grafts
    };
    // Only own hair, and all of it: nothing need be made.
    [[nodiscard]] bool plain() const;
    bool make_tile(const Tile& tile, const EdgeWaves* waves);

    const PreparedHead& head_;
    HairWish wish_;
    Fields fields_;
    std::vector<Tile> tiles_;
    std::vector<EdgeWaves> waves_;      // of tiles_: along the edge of what is planted; empty while there are no grafts
    std::vector<std::uint16_t> share_;  // empty while never needed
};

}  // namespace stipple::session
