#include "mesh_import.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <type_traits>

#include "assimp_scene.h"
#include "child_process.h"
#include "gltf_json.h"
#include "gltf_uri.h"
#include "import_check.h"
#include "picture.h"

namespace stipple::scalp {
namespace {

using gltf::Fault;

// The answer of the reading process: one list after another, each behind its length.
class AnswerWriter {
  public:
    template <class T>
    void list(const T& values) {
        static_assert(std::is_trivially_copyable_v<typename T::value_type>);
        const std::uint64_t count = values.size();
        append(&count, sizeof count);
        append(values.data(), count * sizeof(typename T::value_type));
    }
    template <class T>
    void number(const T& value) {
        append(&value, sizeof value);
    }
    gltf::Bytes bytes;

  private:
    void append(const void* from, std::size_t size) {
        const auto* first = static_cast<const std::uint8_t*>(from);
        bytes.insert(bytes.end(), first, first + size);
    }
};

class AnswerReader {
  public:
    explicit AnswerReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    template <class T>
    void list(T& values) {
        std::uint64_t count = 0;
        number(count);
        if (count > bytes_.size() / sizeof(typename T::value_type)) throw ChildFailed("makes its reader fail");
        values.resize(count);
        take(values.data(), count * sizeof(typename T::value_type));
    }
    template <class T>
    void number(T& value) {
        take(&value, sizeof value);
    }

  private:
    void take(void* to, std::size_t size) {
        if (size > bytes_.size()) throw ChildFailed("makes its reader fail");
        if (size > 0) std::copy_n(bytes_.data(), size, static_cast<std::uint8_t*>(to));
        bytes_ = bytes_.subspan(size);
    }
    std::span<const std::uint8_t> bytes_;
};

// Both directions in one place, so that they cannot differ.
template <class Answer, class Mesh>
void exchange(Answer& answer, Mesh& mesh, std::uint64_t materials, std::uint64_t parts) {
    answer.list(mesh.positions);
    answer.list(mesh.normals);
    answer.list(mesh.uvs);
    answer.list(mesh.colors);
    answer.list(mesh.indices);
    answer.number(mesh.dropped);
    for (std::uint64_t i = 0; i < materials; ++i) {
        auto& material = mesh.materials[i];
        answer.list(material.name);
        answer.list(material.picture);
        answer.number(material.color);
        answer.number(material.transparent);
        answer.number(material.clamped);
    }
    for (std::uint64_t i = 0; i < parts; ++i) {
        auto& part = mesh.parts[i];
        answer.list(part.name);
        answer.number(part.first_index);
        answer.number(part.index_count);
        answer.number(part.material);
    }
}

gltf::Bytes answer_of(std::span<const std::uint8_t> bytes, FileKind kind, const std::filesystem::path& folder) {
    AnswerWriter answer;
    try {
        const ImportedMesh mesh = assimp_scene(bytes, kind, folder);
        answer.list(std::string());
        answer.number(std::uint64_t(mesh.materials.size()));
        answer.number(std::uint64_t(mesh.parts.size()));
        exchange(answer, mesh, mesh.materials.size(), mesh.parts.size());
    } catch (const Fault& fault) {
        answer.list(std::string(fault.what()));
    }
    return std::move(answer.bytes);
}

// The reading process may have been damaged before it answered.
bool sound(const ImportedMesh& mesh) {
    const std::size_t vertices = mesh.positions.size(), corners = mesh.indices.size();
    const auto finite = [](float x) { return std::abs(x) < 1e18F; };
    const auto as_many = [&](std::size_t count) { return count == 0 || count == vertices; };
    return mesh.normals.size() == vertices && as_many(mesh.uvs.size()) && as_many(mesh.colors.size()) &&
           std::all_of(mesh.positions.begin(), mesh.positions.end(), [&](const glm::vec3& p) { return finite(p.x) && finite(p.y) && finite(p.z); }) &&
           std::all_of(mesh.normals.begin(), mesh.normals.end(), [](const glm::vec3& n) { return glm::dot(n, n) < 1.1F; }) &&
           std::all_of(mesh.materials.begin(), mesh.materials.end(), [](const ImportedMesh::Material& m) { return glm::dot(m.color, m.color) < 1e6F; }) &&
           std::all_of(mesh.indices.begin(), mesh.indices.end(), [&](std::uint32_t v) { return v < vertices; }) &&
           std::all_of(mesh.parts.begin(), mesh.parts.end(), [&](const ImportedMesh::Part& part) {
               return part.first_index <= corners && part.index_count <= corners - part.first_index && part.index_count % 3 == 0 &&
                      part.material >= -1 && part.material < std::int64_t(mesh.materials.size());
           });
}

ImportedMesh read_in_child(std::span<const std::uint8_t> bytes, FileKind kind, const std::filesystem::path& folder) {
    // Time and memory as files in order take several times over: a gigabyte of OBJ text parses in about half a minute
    // and takes six times its bytes.
    ChildLimits limits;
    limits.processor_seconds = 4 + unsigned(bytes.size() >> 23);
    limits.memory_bytes = (256ULL << 20) + 16 * std::uint64_t(bytes.size());
    const gltf::Bytes answered = in_child([&] { return answer_of(bytes, kind, folder); }, limits);
    AnswerReader answer(answered);
    std::string fault;
    answer.list(fault);
    if (!fault.empty()) throw Fault(fault);
    std::uint64_t materials = 0, parts = 0;
    answer.number(materials);
    answer.number(parts);
    if (materials > answered.size() || parts > answered.size()) throw ChildFailed("makes its reader fail");
    ImportedMesh mesh;
    mesh.materials.resize(materials);
    mesh.parts.resize(parts);
    exchange(answer, mesh, materials, parts);
    if (!sound(mesh)) throw ChildFailed("makes its reader fail");
    return mesh;
}

// An OBJ's pictures, each read once.
class Pictures {
  public:
    Pictures(const std::filesystem::path& folder, const LoadLimits& limits, HeadMesh& out) : folder_(folder), limits_(limits), reader_(limits), out_(out) {}

    // Index of the texture, -1 for none; why not goes to the notes.
    int operator()(std::string name) {
        std::replace(name.begin(), name.end(), '\\', '/');
        while (name.starts_with("./")) name.erase(0, 2);
        if (const auto found = loaded_.find(name); found != loaded_.end()) return found->second;
        std::string why;
        std::shared_ptr<const Texture> texture;
        try {
            if (folder_.empty()) why = "lies in another file";
            else texture = reader_.decode(gltf::read_uri(folder_, name, limits_.file_bytes, "it"), why);
        } catch (const Fault& fault) {
            why = fault.what();
        }
        int index = -1;
        if (texture) {
            index = int(out_.textures.size());
            out_.textures.push_back(std::move(texture));
        } else {
            out_.notes.push_back("The picture \"" + name.substr(0, 200) + "\" is not shown: it " + why + ".");
        }
        return loaded_[name] = index;
    }

  private:
    const std::filesystem::path& folder_;
    const LoadLimits& limits_;
    PictureReader reader_;
    HeadMesh& out_;
    std::map<std::string, int> loaded_;
};

}  // namespace

HeadMesh import_mesh(std::span<const std::uint8_t> bytes, FileKind kind, const std::filesystem::path& folder, const LoadLimits& limits) {
    check_import(bytes, kind, limits);
    ImportedMesh mesh;
    try {
        mesh = read_in_child(bytes, kind, folder);
    } catch (const ChildFailed& failed) {
        throw Fault("it " + std::string(failed.what()) + "; the file is damaged: export the model again, best as GLB");
    }
    if (mesh.indices.empty()) throw Fault("none of its triangles has finite coordinates; export the model again");
    HeadMesh out;
    if (mesh.dropped > 0) out.notes.push_back(std::to_string(mesh.dropped) + " triangles without finite coordinates were left out.");
    Pictures picture(folder, limits, out);
    for (ImportedMesh::Material& from : mesh.materials) {
        Material material;
        material.name = std::move(from.name);
        material.base_color = glm::vec4(from.color, 1);
        material.transparent = from.transparent == 1;
        if (from.clamped == 1) material.sampling.u = material.sampling.v = TextureWrap::clamp;
        if (!from.picture.empty()) material.texture = picture(std::move(from.picture));
        // scanners write any factor beside a picture, black too: the picture is what was seen
        if (material.texture >= 0) material.base_color = glm::vec4(1);
        out.materials.push_back(std::move(material));
    }
    for (ImportedMesh::Part& from : mesh.parts) {
        Submesh part;
        part.name = std::move(from.name);
        part.first_index = from.first_index;
        part.index_count = from.index_count;
        part.material = from.material;
        out.submeshes.push_back(std::move(part));
    }
    out.positions = std::move(mesh.positions);
    out.normals = std::move(mesh.normals);
    out.uvs = std::move(mesh.uvs);
    out.colors = std::move(mesh.colors);
    out.indices = std::move(mesh.indices);
    return out;
}

}  // namespace stipple::scalp
