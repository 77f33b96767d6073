#include "head.h"

#include <algorithm>
#include <array>

#include "scalp/mend/mended_head.h"

namespace stipple::scalp {

Head place_head(std::string name, HeadMesh mesh, HeadFrame frame) {
    const glm::dmat4 matrix(frame.file_to_head);
    const glm::dmat3 linear(matrix);
    const double scale = glm::length(linear[0]);
    for (glm::vec3& p : mesh.positions) p = glm::vec3(matrix * glm::dvec4(glm::dvec3(p), 1));
    for (glm::vec3& n : mesh.normals) n = glm::vec3(glm::normalize(linear * glm::dvec3(n) / scale));
    return {std::move(name), std::move(mesh), std::move(frame)};
}

Head load_head(const std::filesystem::path& file, const FrameHints& hints) {
    return mended_head(file.stem().string(), load_head_mesh(file), hints);
}

Bounds robust_bounds(const HeadMesh& mesh) {
    const bool any_skin = std::any_of(mesh.submeshes.begin(), mesh.submeshes.end(), [](const Submesh& s) { return s.skin && s.index_count > 0; });
    std::array<std::vector<double>, 3> values;
    for (const Submesh& s : mesh.submeshes) {
        if (any_skin && !s.skin) continue;
        for (std::size_t i = s.first_index; i < std::size_t(s.first_index) + s.index_count; i += 3) {
            const glm::dvec3 p(mesh.positions[mesh.indices[i]]);
            for (int axis = 0; axis < 3; ++axis) values[std::size_t(axis)].push_back(p[axis]);
        }
    }
    Bounds box{glm::dvec3(-1), glm::dvec3(1)};
    for (int axis = 0; axis < 3; ++axis) {
        auto& v = values[std::size_t(axis)];
        if (v.empty()) continue;
        std::sort(v.begin(), v.end());
        box[0][axis] = v[v.size() / 200];
        box[1][axis] = v[v.size() - 1 - v.size() / 200];
    }
    return box;
}

HeadFrame bare_frame(const HeadMesh& mesh) {
    const Bounds box = robust_bounds(mesh);
    const glm::dvec3 size = box[1] - box[0], middle = 0.5 * (box[0] + box[1]);
    const double longest = std::max(size.x, std::max(size.y, size.z)), scale = longest > 0 ? 300 / longest : 1;
    glm::dmat4 placement(scale);
    placement[3] = glm::dvec4(-scale * middle, 1);
    return bare_frame(placement);
}

HeadFrame bare_frame(const glm::dmat4& file_to_head) {
    HeadFrame frame;
    frame.file_to_head = glm::mat4(file_to_head);
    frame.mm_per_unit = glm::length(glm::dvec3(file_to_head[0]));
    const glm::dmat3 back = glm::transpose(glm::dmat3(file_to_head)) * (1 / frame.mm_per_unit);
    frame.up = glm::vec3(back[1]);
    frame.forward = glm::vec3(back[2]);
    return frame;
}

}  // namespace stipple::scalp
