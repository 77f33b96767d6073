// How many chunks of dots a camera can see at most, and how near: sizes the lists of a frame before the device culls.
#pragma once
#include <span>
#include <vector>

#include "shared/dot.h"
#include "shared/frame.h"

namespace stipple::renderer {

// Sphere around so many clusters in a row, which are neighbours; lengths in mm, head axes.
inline constexpr std::uint32_t kGroupClusters = 64;
struct SiteGroup {
    glm::vec3 center{0};
    float radius = 0;
    std::uint32_t chunks = 0;  // of all its dots, live or not
};
[[nodiscard]] std::vector<SiteGroup> group_clusters(std::span<const shared::Cluster> clusters);

struct VisibleBound {
    std::uint32_t chunks = 0;  // upper bound of chunks cull.comp may list for discs
    float nearest_mm = 0;      // no dot in them is nearer along the view axis; at least the near plane
};
// Groups outside the frustum, or too far away for a dot of `diameter_mm` to be drawn as a disc, do not count.
[[nodiscard]] VisibleBound visible_bound(std::span<const SiteGroup> groups, const shared::FrameUniforms& frame,
                                         float diameter_mm);

}  // namespace stipple::renderer
