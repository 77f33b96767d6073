#include "head_mesh.h"

#include <algorithm>
#include <cmath>
#include <new>

#include "bad_file.h"
#include "digest.h"
#include "mesh_weld.h"
#include "scalp/import/file_kind.h"
#include "scalp/import/gltf_document.h"
#include "scalp/import/gltf_material.h"
#include "scalp/import/gltf_primitive.h"
#include "scalp/import/gltf_scene.h"
#include "scalp/import/mesh_import.h"
#include "scalp/mend/cut_out.h"
#include "scalp/skin/skin_rule.h"

namespace stipple::scalp {
namespace {

using gltf::Document;
using gltf::Fault;
using gltf::Primitive;

// What is made of the triangles alone.
void understand(HeadMesh& mesh) {
    std::vector<std::uint8_t> missing(mesh.normals.size());
    for (std::size_t i = 0; i < missing.size(); ++i) missing[i] = mesh.normals[i] == glm::vec3(0);
    if (std::find(missing.begin(), missing.end(), 1) != missing.end()) smooth_normals(mesh.positions, mesh.indices, missing, mesh.normals);
    mark_skin(mesh);
}

// Vertices that differ in nothing but UVs become one. No picture shows the seams between them, which would otherwise stay in
// every level of the triangles.
void join_seams(Primitive& p) {
    if (p.uvs.empty() || !p.joints.empty()) return;
    std::vector<glm::vec3> positions(p.vertices());
    for (std::size_t v = 0; v < positions.size(); ++v) positions[v] = {p.positions[3 * v], p.positions[3 * v + 1], p.positions[3 * v + 2]};
    const std::vector<std::uint32_t> first = weld(positions);
    const auto alike = [](const std::vector<float>& values, std::size_t width, std::size_t a, std::size_t b) {
        return values.empty() || std::equal(&values[a * width], &values[a * width] + width, &values[b * width]);
    };
    for (std::uint32_t& v : p.triangles)
        if (alike(p.normals, 3, v, first[v]) && alike(p.colors, std::size_t(p.color_components), v, first[v])) v = first[v];
}

class Assembler {
  public:
    Assembler(Document& document, const LoadLimits& limits) : document_(document), model_(document.model), limits_(limits), reader_(document.model, limits) {}

    HeadMesh run() {
        const gltf::Scene scene = gltf::read_scene(model_);
        read_used_materials(scene);
        for (const gltf::Instance& instance : scene.instances) {
            const std::string place = "meshes[" + std::to_string(instance.mesh) + "]";
            const tinygltf::Mesh& mesh = model_.meshes[std::size_t(instance.mesh)];
            for (std::size_t p = 0; p < mesh.primitives.size(); ++p)
                add(scene, instance, mesh, mesh.primitives[p], place + ".primitives[" + std::to_string(p) + "]");
        }
        if (out_.indices.empty() && dropped_ > 0)
            throw Fault("none of its triangles has finite coordinates; export the model again");
        if (dropped_ > 0) document_.notes.push_back(std::to_string(dropped_) + " triangles without finite coordinates were left out.");
        finish();
        return std::move(out_);
    }

  private:
    void read_used_materials(const gltf::Scene& scene) {
        std::vector<std::uint8_t> used(model_.materials.size(), 0);
        for (const gltf::Instance& instance : scene.instances)
            for (const tinygltf::Primitive& primitive : model_.meshes[std::size_t(instance.mesh)].primitives)
                if (primitive.material >= 0) used[std::size_t(primitive.material)] = 1;
        materials_ = gltf::read_materials(document_, used, limits_);
    }

    // Joint matrices of the pose the file stands in; empty when the skin cannot be used.
    std::vector<glm::dmat4> joint_matrices(const gltf::Scene& scene, int skin) {
        const tinygltf::Skin& object = model_.skins[std::size_t(skin)];
        std::vector<glm::dmat4> result;
        std::vector<float> inverse;
        if (const int bind = object.inverseBindMatrices; bind >= 0 && model_.accessors[std::size_t(bind)].type == TINYGLTF_TYPE_MAT4)
            inverse = gltf::read_floats(model_, bind);
        for (std::size_t j = 0; j < object.joints.size(); ++j) {
            glm::dmat4 matrix = scene.node_to_world[std::size_t(object.joints[j])];
            if (inverse.size() >= (j + 1) * 16) {
                glm::dmat4 m;
                for (int i = 0; i < 16; ++i) m[i / 4][i % 4] = double(inverse[j * 16 + std::size_t(i)]);
                matrix = matrix * m;
            }
            result.push_back(matrix);
        }
        return result;
    }

    void add(const gltf::Scene& scene, const gltf::Instance& instance, const tinygltf::Mesh& mesh, const tinygltf::Primitive& primitive, const std::string& place) {
        if (primitive.mode < TINYGLTF_MODE_TRIANGLES) return;  // points and lines have no surface
        const int material = primitive.material;
        const gltf::TexturePlacement placement = material >= 0 ? materials_.placements[std::size_t(material)] : gltf::TexturePlacement{};
        const tinygltf::Node& node = model_.nodes[std::size_t(instance.node)];
        Primitive p = reader_.read(primitive, place, placement.set, instance.skin >= 0, node.weights.empty() ? mesh.weights : node.weights);
        if (out_.indices.size() / 3 + p.triangles.size() / 3 > limits_.triangles)
            throw Fault("it has more than " + std::to_string(limits_.triangles) + " triangles; reduce the model before loading it");

        if (material < 0 || materials_.materials[std::size_t(material)].texture < 0) join_seams(p);
        std::vector<glm::dmat4> joints;
        if (!p.joints.empty()) joints = joint_matrices(scene, instance.skin);
        const glm::dmat4 world = scene.node_to_world[std::size_t(instance.node)];
        const auto matrix_of = [&](std::size_t v) {
            if (joints.empty()) return world;
            glm::dmat4 sum(0);
            double weight = 0;
            for (std::size_t k = 0; k < 4 * p.joints.size(); ++k) {
                const double w = double(p.weights[k / 4][v * 4 + k % 4]);
                const double j = double(p.joints[k / 4][v * 4 + k % 4]);
                if (!(w > 0) || !(j >= 0) || j >= double(joints.size())) continue;
                sum += joints[std::size_t(j)] * w;
                weight += w;
            }
            return weight > 0 ? sum / weight : world;
        };

        remap_.assign(p.vertices(), kUnused);
        Submesh submesh;
        submesh.name = node.name.empty() || node.name == mesh.name ? mesh.name : mesh.name.empty() ? node.name : node.name + "/" + mesh.name;
        submesh.first_index = std::uint32_t(out_.indices.size());
        submesh.material = material;
        for (std::size_t t = 0; t + 2 < p.triangles.size(); t += 3) {
            const std::uint32_t corner[3]{p.triangles[t], p.triangles[t + 1], p.triangles[t + 2]};
            if (corner[0] == corner[1] || corner[1] == corner[2] || corner[0] == corner[2]) continue;
            bool finite = true;
            double determinant = 1;
            for (const std::uint32_t v : corner) {
                if (remap_[v] == kUnused) remap_[v] = add_vertex(p, v, matrix_of(v), placement);
                finite &= remap_[v] != kNotFinite;
            }
            if (!finite) {
                ++dropped_;
                continue;
            }
            determinant = glm::determinant(glm::dmat3(matrix_of(corner[0])));
            const bool flip = determinant < 0;
            out_.indices.insert(out_.indices.end(), {remap_[corner[0]], remap_[corner[flip ? 2 : 1]], remap_[corner[flip ? 1 : 2]]});
        }
        submesh.index_count = std::uint32_t(out_.indices.size()) - submesh.first_index;
        if (submesh.index_count) out_.submeshes.push_back(std::move(submesh));
    }

    std::uint32_t add_vertex(const Primitive& p, std::uint32_t v, const glm::dmat4& matrix, const gltf::TexturePlacement& placement) {
        const glm::dvec3 local(p.positions[v * 3], p.positions[v * 3 + 1], p.positions[v * 3 + 2]);
        const glm::dvec3 placed = glm::dvec3(matrix * glm::dvec4(local, 1));
        // squares of coordinates must stay finite in all later arithmetic
        for (int c = 0; c < 3; ++c)
            if (!(std::abs(placed[c]) < 1e18)) return kNotFinite;
        const std::uint32_t index = std::uint32_t(out_.positions.size());
        out_.positions.push_back(glm::vec3(placed));
        glm::dvec3 normal(0);
        if (!p.normals.empty()) {
            const glm::dvec3 n(p.normals[v * 3], p.normals[v * 3 + 1], p.normals[v * 3 + 2]);
            const glm::dmat3 m(matrix);
            // cofactors: the inverse transpose up to a factor whose sign is the determinant's, right for singular matrices too
            normal = n.x * glm::cross(m[1], m[2]) + n.y * glm::cross(m[2], m[0]) + n.z * glm::cross(m[0], m[1]);
            if (glm::determinant(m) < 0) normal = -normal;
            const double length = glm::length(normal);
            normal = length > 1e-150 && length < 1e150 ? normal / length : glm::dvec3(0);
        }
        out_.normals.push_back(glm::vec3(normal));
        glm::dvec2 uv(0);
        if (!p.uvs.empty()) {
            uv = glm::dvec2(placement.transform * glm::dvec3(p.uvs[v * 2], p.uvs[v * 2 + 1], 1));
            if (!(std::abs(uv.x) < 1e9 && std::abs(uv.y) < 1e9)) uv = glm::dvec2(0);
            has_uvs_ = true;
        }
        out_.uvs.push_back(glm::vec2(uv));
        glm::vec4 color(1);
        if (!p.colors.empty()) {
            for (int c = 0; c < p.color_components; ++c) {
                const float value = p.colors[v * std::size_t(p.color_components) + std::size_t(c)];
                color[c] = value >= 0 ? std::min(value, 1.0F) : 0.0F;
            }
            has_colors_ = true;
        }
        out_.colors.push_back(color);
        return index;
    }

    void finish() {
        if (!has_uvs_) std::vector<glm::vec2>().swap(out_.uvs);
        if (!has_colors_) std::vector<glm::vec4>().swap(out_.colors);
        // Pictures are still being unpacked; only what they cut out has to wait for them.
        const bool masked = std::any_of(materials_.materials.begin(), materials_.materials.end(), [](const Material& m) { return m.mask_cutoff > 0; });
        if (!masked) {
            out_.materials = materials_.materials;
            understand(out_);
        }
        materials_.finish(document_.notes);
        out_.materials = std::move(materials_.materials);
        out_.textures = std::move(materials_.textures);
        if (masked) {
            drop_cut_out(out_);
            understand(out_);
        }
        out_.painted = document_.painted;
        out_.notes = document_.notes;
    }

    static constexpr std::uint32_t kUnused = 0xFFFFFFFF, kNotFinite = 0xFFFFFFFE;
    Document& document_;
    const tinygltf::Model& model_;
    const LoadLimits& limits_;
    HeadMesh out_;
    gltf::Materials materials_;
    gltf::PrimitiveReader reader_;
    std::vector<std::uint32_t> remap_;
    std::uint64_t dropped_ = 0;
    bool has_uvs_ = false, has_colors_ = false;
};

HeadMesh read(std::span<const std::uint8_t> bytes, const std::string& name, const std::filesystem::path& folder, const LoadLimits& limits) {
    HeadMesh mesh;
    if (const FileKind kind = file_kind(bytes, name); kind == FileKind::gltf) {
        Document document = gltf::read_document(bytes, folder, limits);
        mesh = Assembler(document, limits).run();
    } else {
        mesh = import_mesh(bytes, kind, folder, limits);
        understand(mesh);
    }
    return mesh;
}

}  // namespace

HeadMesh load_head_mesh(std::span<const std::uint8_t> bytes, const std::string& name, const LoadLimits& limits) {
    try {
        return read(bytes, name, {}, limits);
    } catch (const Fault& fault) {
        throw BadFile(name, fault.what());
    } catch (const std::bad_alloc&) {
        throw BadFile(name, "there is not enough memory to read it; reduce the model or close other programs");
    }
}

HeadMesh load_head_mesh(const std::filesystem::path& file, const LoadLimits& limits, std::string* hash) {
    try {
        const auto bytes = gltf::read_regular_file(file, limits.file_bytes);
        if (hash) *hash = hash_of(bytes);
        return read(bytes, file.filename().string(), std::filesystem::absolute(file).parent_path(), limits);
    } catch (const Fault& fault) {
        throw BadFile(file, fault.what());
    } catch (const std::bad_alloc&) {
        throw BadFile(file, "there is not enough memory to read it; reduce the model or close other programs");
    } catch (const std::filesystem::filesystem_error& error) {
        throw BadFile(file, "it cannot be reached (" + error.code().message() + "); check the path");
    }
}

}  // namespace stipple::scalp
