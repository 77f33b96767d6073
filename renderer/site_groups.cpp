#include "renderer/site_groups.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::renderer {
namespace {

constexpr std::size_t kMostClusters = 64;

SiteGroup group_of(std::span<const shared::Cluster> clusters) {
    SiteGroup group{glm::vec3(1e30F), glm::vec3(-1e30F)};
    glm::vec3 sum(0);
    for (const shared::Cluster& cluster : clusters) {
        group.low = glm::min(group.low, cluster.origin);
        group.high = glm::max(group.high, cluster.origin + cluster.step * glm::vec3(2047, 2047, 1023));
        sum += shared::cluster_normal(cluster);
        group.chunks += (shared::cluster_count(cluster) + shared::CHUNK_SLOTS - 1) / shared::CHUNK_SLOTS;
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

glm::vec3 middle(const SiteGroup& group) { return (group.low + group.high) * 0.5F; }
// Of a sphere around the middle that holds the box, mm.
float radius(const SiteGroup& group) { return glm::length(group.high - group.low) * 0.5F; }

}  // namespace

std::vector<SiteGroup> group_sites(std::span<const shared::Cluster> clusters) {
    std::vector<SiteGroup> groups;
    for (std::size_t first = 0, end = 0; first < clusters.size(); first = end) {
        const std::uint32_t octave = shared::cluster_octave(clusters[first]);
        while (end < clusters.size() && end < first + kMostClusters && shared::cluster_octave(clusters[end]) == octave) ++end;
        groups.push_back(group_of(clusters.subspan(first, end - first)));
        groups.back().first = std::uint32_t(first);
        groups.back().end = std::uint32_t(end);
    }
    return groups;
}

std::vector<SiteGroup> live_groups(std::span<const SiteGroup> all, std::span<const shared::ClusterState> states) {
    std::vector<SiteGroup> groups;
    for (const SiteGroup& group : all) {
        if (group.first >= states.size()) break;
        const auto own = states.subspan(group.first, std::min<std::size_t>(group.end, states.size()) - group.first);
        if (std::any_of(own.begin(), own.end(), [](const shared::ClusterState& state) { return state.live_count != 0; }))
            groups.push_back(group);
    }
    return groups;
}

bool may_face(const SiteGroup& group, const glm::vec3& camera) {
    if (group.cone_cos <= 0) return true;
    const glm::vec3 from_camera = middle(group) - camera;
    const float cone_sin = std::sqrt(std::max(0.0F, 1 - group.cone_cos * group.cone_cos));
    return glm::dot(from_camera, group.normal) < cone_sin * glm::length(from_camera) + radius(group);
}

VisibleBound visible_bound(std::span<const SiteGroup> groups, std::span<const shared::Cluster> clusters,
                           std::span<const std::uint8_t> chunks, const shared::FrameUniforms& frame, float diameter_mm) {
    // Beyond it no dot is a disc.
    const float farthest = frame.disc_low > 0 ? 0.5F * diameter_mm * frame.camera.w / frame.disc_low : 1e30F;
    // Planes at the picture's sides, outwards: a point's distance is dot(plane, (point, 1)), mm.
    const glm::mat4 rows = glm::transpose(frame.view_projection);
    std::array<glm::vec4, 4> sides{-rows[3] - rows[0], rows[0] - rows[3], -rows[3] - rows[1], rows[1] - rows[3]};
    for (glm::vec4& side : sides) side /= glm::length(glm::vec3(side));
    const glm::vec4 along = -glm::transpose(frame.view)[2];
    const float margin = 2 * frame.look.diameter_mm + 2 * frame.look.hair_length_mm + 0.25F;  // a quarter of a millimetre takes up rounding
    const auto depth_of = [&](const glm::vec3& center, float reach, float& depth) {
        const glm::vec4 at(center, 1);
        depth = glm::dot(along, at);
        if (depth + reach < frame.near_mm || depth - reach > farthest) return false;
        return std::none_of(sides.begin(), sides.end(), [&](const glm::vec4& side) { return glm::dot(side, at) > reach; });
    };
    VisibleBound bound{0, 1e30F};
    for (const SiteGroup& group : groups) {
        float depth = 0;
        if (!may_face(group, glm::vec3(frame.camera)) || !depth_of(middle(group), radius(group) + margin, depth)) continue;
        for (std::size_t i = group.first; i < std::min<std::size_t>(group.end, chunks.size()); ++i) {
            const float reach = clusters[i].radius + margin;
            if (chunks[i] == 0 || !depth_of(shared::cluster_center(clusters[i]), reach, depth)) continue;
            bound.chunks += chunks[i];
            bound.nearest_mm = std::min(bound.nearest_mm, depth - reach);
        }
    }
    bound.nearest_mm = std::max(bound.nearest_mm, frame.near_mm);
    return bound;
}

}  // namespace stipple::renderer
