// Where the client's own hair still grows.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "session/hairline/edge_waves.h"
#include "session/head/prepared_head.h"

namespace stipple::session {

// Natural density without any loss as a share of what this person grows there, one a chart texel: full inside the
// juvenile hairline, thinning out at its edge.
[[nodiscard]] std::vector<std::uint16_t> natural_hair(const scalp::ScalpChart& chart);

// Kept from edit to edit; its bytes are those of a map made from nothing.
class HairMap {
  public:
    // Begins as bald. `head` must outlive the map.
    explicit HairMap(const PreparedHead& head);
    // `kind` and `progress` are hair.loss, its seed and hair.loss_progress; what the word `also` takes is gone too, wholly ("none": nothing).
    // Returns the tiles of which a byte changed.
    // What of it was taken by hand comes on top: factors a texel, kWholeKept for 1, each may be empty; they may differ from the
    // call before in `by_hand_differs`.
    struct ByHand {
        std::span<const std::uint16_t> bare, cut, scarred;
    };
    TileSet update(const LossKind& kind, float progress, const ByHand& by_hand = {}, const TileSet& by_hand_differs = {},
                   const std::string& also = "none");
    // Hair that is left, as a share of what this person grows there (hair_grown.h says how much), one a chart texel.
    [[nodiscard]] std::span<const std::uint16_t> share() const { return share_; }
    [[nodiscard]] bool leaves_none() const;
    // Scalp where less than half the natural density is left; a shaved line or a scar is no loss.
    [[nodiscard]] double bare_cm2() const;

  private:
    struct Tile {
        int x, y;
        float bare_mm2;  // so that the sum depends on the present tiles alone
    };
    bool make_tile(std::size_t tile);

    const PreparedHead& head_;
    std::vector<std::uint16_t> share_;
    std::vector<Tile> tiles_;     // those with scalp, as in head_.scalp_places
    std::vector<EdgeWaves> waves_;  // of each, with the seed of `kind_`; empty while no loss needs them
    std::uint32_t waves_of_ = 0;
    std::vector<TileLoss> mask_;  // of each, for the word below; empty while nothing asks for it
    LossKind mask_of_;
    std::vector<TileLoss> also_;  // the same for the further word; empty while that takes nothing
    LossKind kind_, also_of_{"none"};
    float progress_;
    ByHand by_hand_;
};

}  // namespace stipple::session
