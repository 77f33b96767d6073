#include "built_in_head.h"

namespace stipple::session {

scalp::Head head_from_bust(const bust::Bust& bust, std::string name) {
    scalp::HeadMesh mesh;
    for (const bust::BustPart& part : bust.parts) {
        const std::uint32_t base = std::uint32_t(mesh.positions.size());
        scalp::Submesh submesh;
        submesh.name = part.name;
        submesh.first_index = std::uint32_t(mesh.indices.size());
        submesh.index_count = std::uint32_t(part.indices.size());
        submesh.material = int(mesh.materials.size());
        submesh.skin = part.name == "skin";
        mesh.submeshes.push_back(submesh);
        scalp::Material material;
        material.name = part.name;
        mesh.materials.push_back(material);
        mesh.positions.insert(mesh.positions.end(), part.positions.begin(), part.positions.end());
        mesh.normals.insert(mesh.normals.end(), part.normals.begin(), part.normals.end());
        const auto fill = [&](auto& all, const auto& some, auto otherwise) {
            all.insert(all.end(), some.begin(), some.end());
            all.resize(mesh.positions.size(), otherwise);
        };
        fill(mesh.uvs, part.uvs, glm::vec2(0));
        fill(mesh.colors, part.colors, glm::vec4(1));
        for (const std::uint32_t index : part.indices) mesh.indices.push_back(base + index);
    }
    scalp::HeadFrame frame = scalp::find_frame(mesh);
    // The construction knows its own axes, unit and landmarks better than anything found in the triangles.
    frame.file_to_head = glm::mat4(1.0F);
    frame.mm_per_unit = 1;
    frame.scale_assumed = false;
    frame.up = {0, 1, 0};
    frame.forward = {0, 0, 1};
    for (const auto& [landmark, position] : bust.landmarks) {
        frame.landmarks[landmark] = position;
        frame.landmark_confidence_mm[landmark] = 0.5;
    }
    frame.confidence = 1;
    frame.problems.clear();
    return scalp::place_head(std::move(name), std::move(mesh), std::move(frame));
}

scalp::Head built_in_head() { return head_from_bust(bust::make_bust({}, bust::BustDetail::final_mesh), "built-in head"); }

}  // namespace stipple::session
