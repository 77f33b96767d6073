#include "renderer/site_visibility.h"

#include <algorithm>
#include <cmath>

namespace stipple::renderer {

std::vector<SiteGroup> group_clusters(std::span<const shared::Cluster> clusters) {
    std::vector<SiteGroup> groups;
    for (std::size_t first = 0; first < clusters.size(); first += kGroupClusters) {
        const auto members = clusters.subspan(first, std::min<std::size_t>(kGroupClusters, clusters.size() - first));
        glm::vec3 low(1e30F), high(-1e30F);
        SiteGroup group;
        for (const shared::Cluster& c : members) {
            low = glm::min(low, shared::cluster_center(c) - c.radius);
            high = glm::max(high, shared::cluster_center(c) + c.radius);
            group.chunks += (shared::cluster_count(c) + shared::CHUNK_SLOTS - 1) / shared::CHUNK_SLOTS;
        }
        group.center = (low + high) * 0.5F;
        for (const shared::Cluster& c : members)
            group.radius = std::max(group.radius, glm::length(shared::cluster_center(c) - group.center) + c.radius);
        group.radius *= 1.00001F;
        groups.push_back(group);
    }
    return groups;
}

VisibleBound visible_bound(std::span<const SiteGroup> groups, const shared::FrameUniforms& frame, float diameter_mm) {
    // Beyond it no dot is a disc.
    const float farthest = frame.disc_low > 0 ? 0.5F * diameter_mm * frame.camera.w / frame.disc_low : 1e30F;
    VisibleBound bound{0, 1e30F};
    for (const SiteGroup& group : groups) {
        const float depth = -(frame.view * glm::vec4(group.center, 1)).z;
        const float reach = group.radius + 2 * frame.look.diameter_mm + 1;  // rounding is taken up by a millimetre
        if (depth + reach < frame.near_mm || depth - reach > farthest) continue;
        if (shared::beside_picture(frame.view_projection, group.center, reach)) continue;
        bound.chunks += group.chunks;
        bound.nearest_mm = std::min(bound.nearest_mm, depth - reach);
    }
    bound.nearest_mm = std::max(bound.nearest_mm, frame.near_mm);
    return bound;
}

}  // namespace stipple::renderer
