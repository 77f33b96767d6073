#include "renderer/live_groups.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::renderer {
namespace {

constexpr std::size_t kMostClusters = 64;

LiveGroup group_of(std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states) {
    LiveGroup group{glm::vec3(1e30F), glm::vec3(-1e30F)};
    glm::vec3 sum(0);
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        if (states[i].live_count == 0) continue;
        const glm::vec3 box = clusters[i].step * glm::vec3(2047, 2047, 1023);
        group.low = glm::min(group.low, clusters[i].origin);
        group.high = glm::max(group.high, clusters[i].origin + box);
        sum += shared::cluster_normal(clusters[i]);
    }
    if (group.low.x > group.high.x || glm::dot(sum, sum) < 1e-6F) return group;
    group.normal = glm::normalize(sum);
    // The angle to a cluster's normal and the angle of its own cone add up.
    group.cone_cos = 1;
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        if (states[i].live_count == 0) continue;
        const float between = glm::clamp(glm::dot(shared::cluster_normal(clusters[i]), group.normal), -1.0F, 1.0F);
        const float angle = std::acos(between) + std::acos(glm::clamp(shared::cluster_cone_cos(clusters[i]), -1.0F, 1.0F));
        group.cone_cos = std::min(group.cone_cos, angle < 3.14F ? std::cos(angle) : -1.0F);
    }
    return group;
}

}  // namespace

std::vector<LiveGroup> live_groups(std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states) {
    assert(states.size() <= clusters.size());
    std::vector<LiveGroup> groups;
    for (std::size_t first = 0, end = 0; first < states.size(); first = end) {
        const std::uint32_t octave = shared::cluster_octave(clusters[first]);
        while (end < states.size() && end < first + kMostClusters && shared::cluster_octave(clusters[end]) == octave) ++end;
        const LiveGroup group = group_of(clusters.subspan(first, end - first), states.subspan(first, end - first));
        if (group.low.x <= group.high.x) groups.push_back(group);
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
