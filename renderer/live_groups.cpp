#include "renderer/live_groups.h"

#include <algorithm>
#include <cmath>

namespace stipple::renderer {
namespace {

constexpr std::size_t kMostClusters = 64;

LiveGroup group_of(std::span<const shared::Cluster> clusters) {
    LiveGroup group{glm::vec3(1e30F), glm::vec3(-1e30F)};
    glm::vec3 sum(0);
    for (const shared::Cluster& cluster : clusters) {
        group.low = glm::min(group.low, cluster.origin);
        group.high = glm::max(group.high, cluster.origin + cluster.step * glm::vec3(2047, 2047, 1023));
        sum += shared::cluster_normal(cluster);
    }
    if (glm::dot(sum, sum) < 1e-6F) return group;
    group.normal = glm::normalize(sum);
    // The angle to a cluster's normal and the angle of its own cone add up, to half a turn at most.
    group.cone_cos = 1;
    for (const shared::Cluster& cluster : clusters) {
        const float between = glm::clamp(glm::dot(shared::cluster_normal(cluster), group.normal), -1.0F, 1.0F);
        const float own = glm::clamp(shared::cluster_cone_cos(cluster), -1.0F, 1.0F);
        const float both = between * own - std::sqrt((1 - between * between) * (1 - own * own));
        group.cone_cos = std::min(group.cone_cos, between + own > 0 ? both - 1e-4F : -1.0F);
    }
    return group;
}

}  // namespace

std::vector<LiveGroup> facing_groups(std::span<const shared::Cluster> clusters) {
    std::vector<LiveGroup> groups;
    for (std::size_t first = 0, end = 0; first < clusters.size(); first = end) {
        const std::uint32_t octave = shared::cluster_octave(clusters[first]);
        while (end < clusters.size() && end < first + kMostClusters && shared::cluster_octave(clusters[end]) == octave) ++end;
        groups.push_back(group_of(clusters.subspan(first, end - first)));
        groups.back().first = std::uint32_t(first);
        groups.back().end = std::uint32_t(end);
    }
    return groups;
}

std::vector<LiveGroup> live_groups(std::span<const LiveGroup> all, std::span<const shared::ClusterState> states) {
    std::vector<LiveGroup> groups;
    for (const LiveGroup& group : all) {
        if (group.first >= states.size()) break;
        const auto own = states.subspan(group.first, std::min<std::size_t>(group.end, states.size()) - group.first);
        if (std::any_of(own.begin(), own.end(), [](const shared::ClusterState& state) { return state.live_count != 0; }))
            groups.push_back(group);
    }
    return groups;
}

bool may_face(const LiveGroup& group, const glm::vec3& camera) {
    if (group.cone_cos <= 0) return true;
    const glm::vec3 from_camera = (group.low + group.high) * 0.5F - camera;
    const float radius = glm::length(group.high - group.low) * 0.5F, cone_sin = std::sqrt(std::max(0.0F, 1 - group.cone_cos * group.cone_cos));
    return glm::dot(from_camera, group.normal) < cone_sin * glm::length(from_camera) + radius;
}

}  // namespace stipple::renderer
