// From wanted ranks to what the renderer takes, kept from edit to edit: live slots and session ends of every cluster.
#pragma once
#include <span>
#include <vector>

#include "session/resolved_design.h"
#include "wanted_map.h"

namespace stipple::session {

class SiteLighting {
  public:
    // Both must outlive the object; `places` are those of `set`.
    SiteLighting(const scalp::SiteSet& set, const SitePlaces& places);

    // The states under `wanted`. Only clusters that reach into `changed`, the tiles of `wanted` that may differ from the
    // call before, are looked at again; all are when the session ends differ. The bytes are those of a first call, and the
    // lists the very same ones as before when no byte differs.
    // `session_ends` are the shares of the wanted density reached by the end of each session, rising, the last 1: session k
    // owns ranks from share k - 1 to share k of what is wanted at the cluster's centre; the last owns all above. At most
    // MAX_SESSIONS of them.
    // `line_share` is HairlineField::share(), of which `changed` holds the tiles that may differ too; empty: dots know no edge.
    const SiteStates& update(const WantedMap& wanted, const TileSet& changed, std::span<const double> session_ends,
                             std::span<const std::uint16_t> line_share = {});

  private:
    // Tiles that a cluster's look-ups can touch, both ends included, and ranks of its first and last site.
    struct Reach {
        std::uint8_t x0, y0, x1, y1;
        std::uint16_t first_rank, last_rank;
        bool on_chart;  // it has a site on the chart at all
    };
    void light(std::size_t cluster, const WantedMap& wanted, std::span<const std::uint16_t> line_share,
               shared::ClusterState& state, std::uint32_t* mask) const;
    [[nodiscard]] std::uint32_t slots_below(std::size_t cluster, std::uint32_t rank) const;

    const scalp::SiteSet& set_;
    const SitePlaces& places_;
    std::vector<Reach> reach_;
    std::vector<std::uint16_t> lowest_rank_from_;  // lowest first rank of this cluster and all after it
    std::vector<double> session_ends_;
    SiteStates states_;
};

}  // namespace stipple::session
