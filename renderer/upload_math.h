// What uploads compute on the CPU before anything travels: mean skin colour, mips, bounds of a site set.
#pragma once
#include <vector>

#include "renderer/frame_setup.h"
#include "renderer/renderer.h"

namespace stipple::renderer {

// Median over the area of the skin parts' own linear colour (base colour x vertex colour x texture), one place a triangle: what
// the skin tone replaces. A median, because brows, stubble and a shirt collar must not pull it; of area, because lids and lips
// have many small triangles. (1, 1, 1) without skin.
[[nodiscard]] glm::vec3 skin_median(const HeadView& head);

// RGBA sRGB mips below the given picture, each half the size of the last (rounded down, at least 1), averaged in linear light.
struct Mip {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};
[[nodiscard]] std::vector<Mip> make_mips(const TextureView& texture);

[[nodiscard]] SiteBounds site_bounds(const SitesView& sites);
// Upper bound of live sites per mm^2: for each octave the densest cluster, summed over octaves.
[[nodiscard]] float densest_live(std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states);

}  // namespace stipple::renderer
