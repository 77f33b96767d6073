// Where sites lie, roughly, before the device looks at each: what bounds the pixels a frame can put pigment on, and the lists
// it needs for that.
#pragma once
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "shared/dot.h"
#include "shared/frame.h"

namespace stipple::renderer {

// A box around up to 64 neighbouring clusters of one octave, and a cone around the normals of their sites. Head axes, mm.
struct SiteGroup {
    glm::vec3 low{0}, high{0};
    glm::vec3 normal{0};  // unit
    float cone_cos = -1;  // every site's normal n has dot(n, normal) >= this
    std::uint32_t first = 0, end = 0;  // clusters
    std::uint32_t chunks = 0;          // of all their sites, live or not
};

// All groups of a site set, once a head.
[[nodiscard]] std::vector<SiteGroup> group_sites(std::span<const shared::Cluster> clusters);

// Those in which any site is live. `states` may end before the clusters do: what is missing is dead.
[[nodiscard]] std::vector<SiteGroup> live_groups(std::span<const SiteGroup> all, std::span<const shared::ClusterState> states);

// False only where every site of the group faces away from the camera.
[[nodiscard]] bool may_face(const SiteGroup& group, const glm::vec3& camera);

struct VisibleBound {
    std::uint32_t chunks = 0;  // upper bound of chunks cull.comp may list for discs
    float nearest_mm = 0;      // no dot in them is nearer along the view axis; at least the near plane
};
// Groups that face away do not count, nor do clusters outside the frustum or too far away for a dot of `diameter_mm` to be drawn
// as a disc. `chunks`: of each cluster; what is missing is dead.
[[nodiscard]] VisibleBound visible_bound(std::span<const SiteGroup> groups, std::span<const shared::Cluster> clusters,
                                         std::span<const std::uint8_t> chunks, const shared::FrameUniforms& frame, float diameter_mm);

}  // namespace stipple::renderer
