#include "head.h"

#include "mended_head.h"

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

}  // namespace stipple::scalp
