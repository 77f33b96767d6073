#include "assimp_scene.h"

#include <assimp/importerdesc.h>
#include <assimp/material.h>
#include <assimp/mesh.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <assimp/IOStream.hpp>
#include <assimp/IOSystem.hpp>
#include <assimp/Importer.hpp>
#include <cmath>
#include <cstring>
#include <new>
#include <optional>

#include "gltf_json.h"
#include "gltf_uri.h"

namespace stipple::scalp {
namespace {

using gltf::Fault;

const char* extension_of(FileKind kind) { return kind == FileKind::obj ? "obj" : kind == FileKind::ply ? "ply" : "stl"; }

class MemoryStream : public Assimp::IOStream {
  public:
    explicit MemoryStream(gltf::Bytes bytes) : own_(std::move(bytes)), bytes_(own_) {}
    explicit MemoryStream(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    size_t Read(void* to, size_t size, size_t count) override {
        if (size == 0) return 0;
        const size_t whole = std::min(count, (bytes_.size() - at_) / size);
        if (whole > 0) std::memcpy(to, bytes_.data() + at_, whole * size);
        at_ += whole * size;
        return whole;
    }
    size_t Write(const void*, size_t, size_t) override { return 0; }
    aiReturn Seek(size_t offset, aiOrigin origin) override {
        const size_t from = origin == aiOrigin_SET ? 0 : origin == aiOrigin_CUR ? at_ : bytes_.size();
        if (offset > bytes_.size() - from) return aiReturn_FAILURE;
        at_ = from + offset;
        return aiReturn_SUCCESS;
    }
    size_t Tell() const override { return at_; }
    size_t FileSize() const override { return bytes_.size(); }
    void Flush() override {}

  private:
    gltf::Bytes own_;
    std::span<const std::uint8_t> bytes_;
    size_t at_ = 0;
};

// All that the importer can open: the model itself, and an OBJ's material files in its folder.
class ModelFolder : public Assimp::IOSystem {
  public:
    ModelFolder(std::span<const std::uint8_t> model, std::string name, const std::filesystem::path& folder) : model_(model), name_(std::move(name)), folder_(folder) {}
    bool Exists(const char* file) const override { return file == name_ || material_file(file).has_value(); }
    char getOsSeparator() const override { return '/'; }
    Assimp::IOStream* Open(const char* file, const char* mode) override {
        if (mode && std::strchr(mode, 'w')) return nullptr;
        if (file == name_) return new MemoryStream(model_);
        std::optional<gltf::Bytes> bytes = material_file(file);
        return bytes ? new MemoryStream(std::move(*bytes)) : nullptr;
    }
    void Close(Assimp::IOStream* stream) override { delete stream; }

  private:
    [[nodiscard]] std::optional<gltf::Bytes> material_file(std::string file) const {
        constexpr std::uint64_t kMostBytes = 4U << 20;  // of a list of materials
        if (folder_.empty() || file.find("..") != std::string::npos) return std::nullopt;
        while (file.starts_with("./")) file.erase(0, 2);
        try {
            return gltf::read_uri(folder_, file, kMostBytes, "a material file");
        } catch (const Fault&) {
            return std::nullopt;
        }
    }
    std::span<const std::uint8_t> model_;
    std::string name_;
    std::filesystem::path folder_;
};

float linear(float x) { return x <= 0.04045F ? x / 12.92F : std::pow((x + 0.055F) / 1.055F, 2.4F); }  // IEC 61966-2-1
glm::vec3 linear(float r, float g, float b) {
    const auto one = [](float x) { return x >= 0 ? linear(std::min(x, 1.0F)) : 0.0F; };
    return {one(r), one(g), one(b)};
}

class Converter {
  public:
    explicit Converter(const aiScene& scene) : scene_(scene) {}

    ImportedMesh run() {
        for (unsigned m = 0; m < scene_.mNumMaterials; ++m) add_material(*scene_.mMaterials[m]);
        bool uvs = false, colors = false;
        for (unsigned i = 0; i < scene_.mNumMeshes; ++i) {
            uvs |= scene_.mMeshes[i]->HasTextureCoords(0);
            colors |= scene_.mMeshes[i]->HasVertexColors(0);
        }
        for (unsigned i = 0; i < scene_.mNumMeshes; ++i) add_mesh(*scene_.mMeshes[i], uvs, colors);
        return std::move(out_);
    }

  private:
    void add_material(const aiMaterial& from) {
        ImportedMesh::Material& material = out_.materials.emplace_back();
        aiString text;
        if (from.Get(AI_MATKEY_NAME, text) == aiReturn_SUCCESS) material.name = text.C_Str();
        aiColor3D diffuse(1, 1, 1);
        if (from.Get(AI_MATKEY_COLOR_DIFFUSE, diffuse) == aiReturn_SUCCESS) material.color = linear(diffuse.r, diffuse.g, diffuse.b);
        float opacity = 1;
        if (from.Get(AI_MATKEY_OPACITY, opacity) == aiReturn_SUCCESS) material.transparent = opacity < 0.5F ? 1 : 0;
        if (from.GetTexture(aiTextureType_DIFFUSE, 0, &text) == aiReturn_SUCCESS) material.picture = text.C_Str();
        int mode = aiTextureMapMode_Wrap;
        if (from.Get(AI_MATKEY_MAPPINGMODE_U_DIFFUSE(0), mode) == aiReturn_SUCCESS) material.clamped = mode == aiTextureMapMode_Clamp ? 1 : 0;
    }

    void add_mesh(const aiMesh& mesh, bool uvs, bool colors) {
        const auto first = std::uint32_t(out_.positions.size());
        std::vector<std::uint8_t> finite(mesh.mNumVertices, 1);
        for (unsigned v = 0; v < mesh.mNumVertices; ++v) {
            const aiVector3D& p = mesh.mVertices[v];
            // squares of coordinates must stay finite in all later arithmetic
            for (const float x : {p.x, p.y, p.z})
                if (!(std::abs(x) < 1e18F)) finite[v] = 0;
            out_.positions.push_back(finite[v] ? glm::vec3(p.x, p.y, p.z) : glm::vec3(0));
            glm::vec3 normal(0);
            if (mesh.HasNormals()) normal = {mesh.mNormals[v].x, mesh.mNormals[v].y, mesh.mNormals[v].z};
            const float length = glm::length(normal);
            out_.normals.push_back(length > 1e-6F && length < 1e6F ? normal / length : glm::vec3(0));
            if (uvs) {
                glm::vec2 uv(0);
                if (mesh.HasTextureCoords(0)) uv = {mesh.mTextureCoords[0][v].x, 1 - mesh.mTextureCoords[0][v].y};  // rows from the bottom
                out_.uvs.push_back(std::abs(uv.x) < 1e9F && std::abs(uv.y) < 1e9F ? uv : glm::vec2(0));
            }
            if (colors) {
                glm::vec4 color(1);
                if (mesh.HasVertexColors(0)) color = glm::vec4(linear(mesh.mColors[0][v].r, mesh.mColors[0][v].g, mesh.mColors[0][v].b), 1);
                out_.colors.push_back(color);
            }
        }
        ImportedMesh::Part part;
        part.name = mesh.mName.C_Str();
        part.first_index = std::uint32_t(out_.indices.size());
        part.material = mesh.mMaterialIndex < out_.materials.size() ? std::int32_t(mesh.mMaterialIndex) : -1;
        for (unsigned f = 0; f < mesh.mNumFaces; ++f) {
            const aiFace& face = mesh.mFaces[f];
            if (face.mNumIndices != 3) continue;
            const unsigned* t = face.mIndices;
            if (t[0] >= mesh.mNumVertices || t[1] >= mesh.mNumVertices || t[2] >= mesh.mNumVertices)
                throw Fault("a triangle of it names a vertex that does not exist; the file is damaged: export the model again");
            if (t[0] == t[1] || t[1] == t[2] || t[0] == t[2]) continue;
            if (!finite[t[0]] || !finite[t[1]] || !finite[t[2]]) {
                ++out_.dropped;
                continue;
            }
            out_.indices.insert(out_.indices.end(), {first + t[0], first + t[1], first + t[2]});
        }
        part.index_count = std::uint32_t(out_.indices.size()) - part.first_index;
        if (part.index_count > 0) out_.parts.push_back(std::move(part));
    }

    const aiScene& scene_;
    ImportedMesh out_;
};

// Leaves only the reader for this kind: others are never tried on a file, whatever it looks like.
void keep_only(Assimp::Importer& importer, const char* extension) {
    for (std::size_t i = importer.GetImporterCount(); i-- > 0;) {
        const aiImporterDesc* description = importer.GetImporterInfo(i);
        const std::string list = description ? std::string(" ") + description->mFileExtensions + " " : "";
        if (list.find(std::string(" ") + extension + " ") == std::string::npos) importer.UnregisterLoader(importer.GetImporter(i));
    }
}

}  // namespace

ImportedMesh assimp_scene(std::span<const std::uint8_t> bytes, FileKind kind, const std::filesystem::path& folder) {
    const std::string name = std::string("model.") + extension_of(kind);
    Assimp::Importer importer;
    keep_only(importer, extension_of(kind));
    importer.SetIOHandler(new ModelFolder(bytes, name, folder));  // the importer's own from here
    const aiScene* scene = nullptr;
    std::string error;
    try {
        importer.SetPropertyInteger(AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
        scene = importer.ReadFile(name, aiProcess_Triangulate | aiProcess_SortByPType);
        error = importer.GetErrorString();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& thrown) {
        error = thrown.what();
    }
    if (!scene || scene->mNumMeshes == 0) {
        std::replace_if(error.begin(), error.end(), [](char c) { return std::uint8_t(c) < 32; }, ' ');
        throw Fault("its reader refuses it (" + error.substr(0, 200) + "); export the model again, best as GLB");
    }
    return Converter(*scene).run();
}

}  // namespace stipple::scalp
