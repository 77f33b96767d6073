// A flat patch of skin facing the camera with dots whose places the test knows: nothing here comes from the scalp code.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <vector>

#include "renderer/renderer.h"

namespace stipple::test {

struct PatchDots {
    std::vector<glm::vec3> places;  // as decoded from the packed sites, mm
    std::vector<shared::Dot> dots;
    std::vector<shared::Cluster> clusters;
    std::vector<shared::ClusterState> states;
    std::vector<std::uint32_t> live_mask;
    double area_mm2 = 0;  // set it for levels of detail
};

// The state of a cluster of `count` dots, every one live, all of session 0.
shared::ClusterState all_live(std::uint32_t count);

// `places` on the plane z = 0, facing +z. Clusters are runs of the given order, so neighbours should be near each other.
// Every dot is live, session 0, without size or shade variation.
PatchDots pack_patch(const std::vector<glm::vec2>& places);

// Hexagonal lattice at `per_cm2`, block by block of about a cluster's size, `side_mm` square around the origin.
std::vector<glm::vec2> hexagonal(double per_cm2, double side_mm);

struct PatchScene {
    PatchScene(renderer::Renderer& renderer, const PatchDots& dots, float side_mm);
    // Camera on the +z axis at `distance_mm`, `frame_height_mm` of the patch filling the picture.
    [[nodiscard]] renderer::Frame frame(double distance_mm, double frame_height_mm) const;
    renderer::Frame base;
};

}  // namespace stipple::test
