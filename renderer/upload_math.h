// What uploads compute on the CPU before anything travels: mean skin colour, bounds of a site set; and see make_mips.
#pragma once
#include <vector>

#include "renderer/frame_setup.h"
#include "renderer/renderer.h"

namespace stipple::renderer {

// Median over the area of the skin parts' own linear colour (base colour x vertex colour x texture), one place a triangle: what
// the skin tone replaces. A median, because brows, stubble and a shirt collar must not pull it; of area, because lids and lips
// have many small triangles. (1, 1, 1) without skin.
[[nodiscard]] glm::vec3 skin_median(const HeadView& head);

[[nodiscard]] SiteBounds site_bounds(const SitesView& sites);
// Of live sites alone, but for the pool's density: nothing that a design leaves dead, or that is missing in a beginning of the pool,
// may change a picture's last bit. One state a cluster, for the first of them; `live` stays as it is.
[[nodiscard]] SiteBounds live_bounds(const SiteBounds& sites, std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states);
// Upper bound of live sites per mm^2: for each octave the densest cluster, summed over octaves.
[[nodiscard]] float densest_live(std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states);

}  // namespace stipple::renderer
