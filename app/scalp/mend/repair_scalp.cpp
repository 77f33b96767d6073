#include "repair_scalp.h"

#include <algorithm>
#include <cmath>
#include <future>

#include "repair_color.h"
#include "repair_holes.h"
#include "repair_islands.h"
#include "repair_noise.h"
#include "repair_skin.h"
#include "scalp/mesh_weld.h"
#include "scalp/progress.h"
#include "scalp/scalp_region.h"

namespace stipple::scalp {
namespace {

// Triangles and places in head axes; pictures stay where they are.
Head placed(const HeadMesh& mesh, const HeadFrame& frame) {
    Head head;
    head.frame = frame;
    const glm::dmat4 matrix(frame.file_to_head);
    head.mesh.positions.reserve(mesh.positions.size());
    for (const glm::vec3& p : mesh.positions) head.mesh.positions.emplace_back(matrix * glm::dvec4(glm::dvec3(p), 1));
    head.mesh.indices = mesh.indices;
    head.mesh.submeshes = mesh.submeshes;
    return head;
}

// Skin that hangs together, has less than a fifth of its area at the head and lies along no rim of it: a chair, a wall.
bool drop_foreign(HeadMesh& mesh, const Head& head, const RepairSkin& skin, const ScalpRegion& region, RepairReport& report) {
    const MeshTopology& topology = skin.topology;
    const Pieces pieces = pieces_of(topology);
    if (pieces.count < 2) return false;
    std::vector<double> area(pieces.count, 0), own(pieces.count, 0);
    for (std::size_t t = 0; t < topology.triangles(); ++t) {
        const std::uint32_t* corner = &skin.triangles[3 * t];
        const glm::dvec3 a(head.mesh.positions[corner[0]]), b(head.mesh.positions[corner[1]]), c(head.mesh.positions[corner[2]]);
        const double size = glm::length(glm::cross(b - a, c - a));
        area[pieces.of_triangle[t]] += size;
        if (region.belongs((a + b + c) / 3.0)) own[pieces.of_triangle[t]] += size;
    }
    const auto main = std::size_t(std::max_element(own.begin(), own.end()) - own.begin());
    std::vector<std::uint8_t> at_head(pieces.count), foreign(pieces.count, 0);
    for (std::size_t i = 0; i < pieces.count; ++i) at_head[i] = i == main || own[i] > 0.2 * area[i];
    const std::vector<double> beside = share_of_rim_beside(head.mesh.positions, topology, pieces, at_head);
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < pieces.count; ++i)
        if (!at_head[i] && beside[i] < 0.2) foreign[i] = 1, ++count;
    if (count == 0) return false;
    report.foreign += count;
    std::vector<std::uint8_t> drop(mesh.indices.size() / 3, 0);
    for (std::size_t t = 0; t < skin.numbers.size(); ++t) drop[skin.numbers[t]] = foreign[pieces.of_triangle[t]];
    std::vector<std::uint32_t> indices;
    std::vector<Submesh> submeshes;
    for (Submesh s : mesh.submeshes) {
        const auto begin = std::uint32_t(indices.size());
        for (std::size_t i = s.first_index; i < std::size_t(s.first_index) + s.index_count; i += 3)
            if (!drop[i / 3]) indices.insert(indices.end(), mesh.indices.begin() + std::ptrdiff_t(i), mesh.indices.begin() + std::ptrdiff_t(i + 3));
        s.first_index = begin;
        s.index_count = std::uint32_t(indices.size()) - begin;
        if (s.index_count) submeshes.push_back(std::move(s));
    }
    mesh.indices = std::move(indices);
    mesh.submeshes = std::move(submeshes);
    return true;
}

// What repairs look at: the skin of a head and where it can be drawn on.
struct Looked {
    RepairSkin skin;
    ScalpRegion region;
};

Looked look_at(const Head& head) {
    std::future<RepairSkin> skin = std::async(std::launch::async, [&] { return repair_skin(head.mesh); });
    ScalpRegion region(head);
    return {skin.get(), std::move(region)};
}

// Adds a filling to the mesh in file axes and to the one in head axes.
void add(HeadMesh& mesh, Head& head, const Filling& filling, const glm::dmat4& to_file) {
    const SkinColor color(mesh);
    std::vector<glm::vec3> rim(filling.rim.size());
    for (std::size_t i = 0; i < rim.size(); ++i) rim[i] = color.at(filling.rim[i]);
    const auto base = std::uint32_t(mesh.positions.size());
    Submesh patch{"filled hole", std::uint32_t(mesh.indices.size()), std::uint32_t(filling.triangles.size()), -1, true, true};
    Material material;
    material.name = "filled hole";
    if (const int at_rim = color.material(filling.rim.front()); at_rim >= 0) material.double_sided = mesh.materials[std::size_t(at_rim)].double_sided;
    const auto same = std::find_if(mesh.materials.begin(), mesh.materials.end(), [&](const Material& m) { return m.name == material.name && m.double_sided == material.double_sided; });
    patch.material = int(same - mesh.materials.begin());
    if (same == mesh.materials.end()) mesh.materials.push_back(material);
    if (mesh.colors.empty()) mesh.colors.assign(mesh.positions.size(), glm::vec4(1));
    for (std::size_t i = 0; i < filling.positions.size(); ++i) {
        const bool on_rim = i < filling.rim.size();
        glm::vec3 own(0);
        float weights = 0;
        for (std::size_t k = 0; k < rim.size(); ++k) {
            const glm::vec3 gap = filling.positions[k] - filling.positions[i];
            const float near = 1 / (glm::dot(gap, gap) + 4.0F), w = near * near;  // from 2 mm on by the fourth power
            own += w * rim[k];
            weights += w;
        }
        mesh.positions.push_back(on_rim ? mesh.positions[filling.rim[i]] : glm::vec3(to_file * glm::dvec4(glm::dvec3(filling.positions[i]), 1)));
        mesh.normals.emplace_back(0, 1, 0);
        mesh.colors.emplace_back(own / weights, 1.0F);
        if (!mesh.uvs.empty()) mesh.uvs.emplace_back(0);
        head.mesh.positions.push_back(filling.positions[i]);
    }
    for (const std::uint32_t v : filling.triangles) mesh.indices.push_back(base + v);
    mesh.submeshes.push_back(patch);
    head.mesh.indices = mesh.indices;
    head.mesh.submeshes = mesh.submeshes;
}

}  // namespace

bool repair_scalp(HeadMesh& mesh, const HeadFrame& frame, const RepairOptions& options, RepairReport& report, const std::atomic<bool>* cancel) {
    if (!(frame.confidence > 0)) return false;
    Head head = placed(mesh, frame);
    Looked looked = look_at(head);
    const auto check = [&] {
        if (cancel && *cancel) throw Cancelled();
    };
    check();
    bool changed = false;
    if (options.triangles && drop_foreign(mesh, head, looked.skin, looked.region, report)) {
        changed = true;
        head.mesh.indices = mesh.indices;
        head.mesh.submeshes = mesh.submeshes;
        looked = look_at(head);
    }
    check();
    const glm::dmat4 to_file = glm::inverse(glm::dmat4(frame.file_to_head));
    std::vector<std::uint8_t> wanted(mesh.positions.size(), 0);
    if (options.fill_holes) {
        const std::vector<Filling> fillings = fill_holes(head, looked.skin, looked.region, report, cancel);
        for (const Filling& filling : fillings) {
            for (const std::uint32_t v : filling.rim) wanted[v] = 1;
            add(mesh, head, filling, to_file);
            wanted.resize(mesh.positions.size(), 1);
            changed = true;
        }
        if (!fillings.empty()) looked = look_at(head);
    }
    check();
    const std::vector<std::uint8_t> moved = smooth_scalp(head, looked.skin, looked.region, options.smoothing, report);
    check();
    for (std::size_t v = 0; v < moved.size(); ++v)
        if (moved[v]) {
            mesh.positions[v] = glm::vec3(to_file * glm::dvec4(glm::dvec3(head.mesh.positions[v]), 1));
            wanted[v] = 1;
            changed = true;
        }
    if (std::find(wanted.begin(), wanted.end(), 1) == wanted.end()) return changed;
    // all normals at a place that changed
    const std::vector<std::uint32_t> first = weld(mesh.positions);
    std::vector<std::uint8_t> place(wanted.size(), 0);
    for (std::size_t v = 0; v < wanted.size(); ++v) place[first[v]] |= wanted[v];
    for (std::size_t v = 0; v < wanted.size(); ++v) wanted[v] = place[first[v]];
    smooth_normals(mesh.positions, mesh.indices, wanted, mesh.normals);
    return changed;
}

}  // namespace stipple::scalp
