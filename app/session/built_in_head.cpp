#include "built_in_head.h"

#include <algorithm>
#include <cassert>
#include <nlohmann/json.hpp>
#include <span>

#include "assets/bust/bust_data.h"

namespace stipple::session {
namespace {

constexpr float kMmPerUnit = 1000;  // glTF counts in metres

// Landmarks of the construction, mm, as the bust's writer leaves them in asset.extras of the GLB's JSON chunk.
scalp::Landmarks landmarks_of(std::span<const std::uint8_t> glb) {
    assert(glb.size() > 20);
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length |= std::uint32_t(glb[12 + i]) << (8 * i);
    assert(glb.size() >= 20 + std::size_t(length));
    const auto json = nlohmann::json::parse(glb.begin() + 20, glb.begin() + 20 + length);
    scalp::Landmarks landmarks;
    for (const auto& [name, p] : json.at("asset").at("extras").at("landmarks_mm").items()) {
        landmarks[name] = {p.at(0).get<float>(), p.at(1).get<float>(), p.at(2).get<float>()};
    }
    return landmarks;
}

}  // namespace

scalp::Head built_in_head() {
    const std::span<const std::uint8_t> glb = bust::bust_glb();
    scalp::HeadMesh mesh = scalp::load_head_mesh(glb, "the built-in head");
    scalp::HeadFrame frame = scalp::find_frame(mesh);  // for its measures
    // The construction knows its own axes, unit and landmarks better than anything found in the triangles.
    frame.file_to_head = glm::mat4(kMmPerUnit);
    frame.file_to_head[3][3] = 1;
    frame.mm_per_unit = double(kMmPerUnit);
    frame.scale_assumed = false;
    frame.up = {0, 1, 0};
    frame.forward = {0, 0, 1};
    frame.landmarks = landmarks_of(glb);
    frame.landmark_confidence_mm.clear();
    for (const auto& [name, position] : frame.landmarks) frame.landmark_confidence_mm[name] = 0.5;
    frame.confidence = 1;
    frame.problems.clear();
    return scalp::place_head("built-in head", std::move(mesh), std::move(frame));
}

}  // namespace stipple::session
