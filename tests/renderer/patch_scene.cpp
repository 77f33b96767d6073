#include "patch_scene.h"

#include <algorithm>
#include <cmath>

namespace stipple::test {

shared::ClusterState all_live(std::uint32_t count) {
    shared::ClusterState state{};
    state.live = count | count << 16;
    state.live_count = count;
    for (std::uint32_t& ends : state.session_end) ends = 0xFFFFFFFF;
    shared::set_wanted(state, 65536, glm::vec3(0));
    return state;
}

PatchDots pack_patch(const std::vector<glm::vec2>& places) {
    PatchDots patch;
    for (std::size_t first = 0; first < places.size(); first += shared::CLUSTER_MAX_DOTS) {
        const std::size_t end = std::min(places.size(), first + shared::CLUSTER_MAX_DOTS);
        glm::vec2 low(1e9F), high(-1e9F);
        for (std::size_t i = first; i < end; ++i) low = glm::min(low, places[i]), high = glm::max(high, places[i]);
        shared::Cluster cluster{};
        cluster.origin = {low, 0};
        cluster.step = glm::vec3(glm::max(high - low, 1e-3F) / 2047.0F, 1e-4F);
        cluster.first = std::uint32_t(first);
        const auto count = std::uint32_t(end - first);
        shared::set_population(cluster, count, 0, std::uint32_t(first * 65536 / places.size()));
        cluster.radius = glm::length(high - low) * 0.5F + 1e-3F;
        shared::set_normal(cluster, {0, 0, 1});
        shared::set_shape(cluster, 0.999F, 0);
        for (std::size_t i = first; i < end; ++i) {
            const glm::uvec2 q((places[i] - low) / glm::vec2(cluster.step) + 0.5F);
            const auto rank = std::uint32_t(i * 65536 / places.size());
            // 127.5 has no byte: 127 and 128 alternate, and the scene switches both variations off.
            const shared::Dot dot{q.x | q.y << 11, rank | 127U << 16 | 128U << 24};
            patch.dots.push_back(dot);
            patch.places.push_back(shared::dot_position(dot, cluster));
        }
        patch.clusters.push_back(cluster);
        patch.states.push_back(all_live(count));
    }
    patch.live_mask.assign(patch.clusters.size() * 8, 0);
    return patch;
}

std::vector<glm::vec2> hexagonal(double per_cm2, double side_mm) {
    const double pitch = std::sqrt(2 / std::sqrt(3.0) / (per_cm2 / 100)), row = pitch * std::sqrt(3.0) / 2;
    struct Keyed {
        int block;
        glm::vec2 place;
    };
    std::vector<Keyed> keyed;
    const double block = std::sqrt(shared::CLUSTER_MAX_DOTS / (per_cm2 / 100));  // about a cluster each
    const int rows = int(side_mm / row);
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < int(side_mm / pitch); ++i) {
            const glm::vec2 p(float((i + (j % 2) * 0.5) * pitch - side_mm / 2), float(j * row - side_mm / 2));
            keyed.push_back({int((p.y + side_mm / 2) / block) * 1000 + int((p.x + side_mm / 2) / block), p});
        }
    std::stable_sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.block < b.block; });
    std::vector<glm::vec2> places;
    for (const Keyed& k : keyed) places.push_back(k.place);
    return places;
}

PatchScene::PatchScene(renderer::Renderer& renderer, const PatchDots& dots, float side_mm) {
    const float h = side_mm / 2;
    const std::vector<glm::vec3> positions{{-h, -h, 0}, {h, -h, 0}, {h, h, 0}, {-h, h, 0}};
    const std::vector<glm::vec3> normals(4, {0, 0, 1});
    const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
    const std::vector<renderer::HeadPart> parts{{0, 6}};
    base.head = renderer.upload_head({positions, normals, {}, {}, indices, parts, {}});
    base.dots = renderer.upload_sites({dots.dots, dots.clusters, dots.area_mm2});
    base.dot_state = renderer.upload_design(base.dots, {dots.states, dots.live_mask});
    for (shared::TimeEntry& entry : base.time.entries) entry = {1, 0, 0, 0};
    for (glm::vec4& layer : base.look.transmittance) layer = glm::vec4(0.15F, 0.15F, 0.15F, 0);
    base.look.diameter_mm = 0.2F;
    base.skin.albedo = {0.60F, 0.42F, 0.31F, 0};
    base.skin.scatter_mm = {1.2F, 0.7F, 0.45F, 0};
    base.skin.roughness = 0.38F;
    base.skin.specular = 0.03F;
}

renderer::Frame PatchScene::frame(double distance_mm, double frame_height_mm) const {
    renderer::Frame f = base;
    f.camera.view = glm::lookAt(glm::vec3(0, 0, float(distance_mm)), glm::vec3(0), glm::vec3(0, 1, 0));
    f.camera.vertical_fov = 2 * std::atan(frame_height_mm / 2 / distance_mm);
    f.camera.focus_mm = distance_mm;
    return f;
}

}  // namespace stipple::test
