// Where a design's live dots lie, roughly: what bounds the pixels a frame can put pigment on.
#pragma once
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "shared/dot.h"

namespace stipple::renderer {

// A box around up to 64 neighbouring clusters of one octave, and a cone around the normals of their sites. Head axes, mm.
struct LiveGroup {
    glm::vec3 low{0}, high{0};
    glm::vec3 normal{0};  // unit
    float cone_cos = -1;  // every site's normal n has dot(n, normal) >= this
    std::uint32_t first = 0, end = 0;  // clusters
};

// All groups of a site set, once a head.
[[nodiscard]] std::vector<LiveGroup> facing_groups(std::span<const shared::Cluster> clusters);

// Those in which any site is live. `states` may end before the clusters do: what is missing is dead.
[[nodiscard]] std::vector<LiveGroup> live_groups(std::span<const LiveGroup> all, std::span<const shared::ClusterState> states);

// False only where every site of the group faces away from the camera.
[[nodiscard]] bool may_face(const LiveGroup& group, const glm::vec3& camera);

}  // namespace stipple::renderer
