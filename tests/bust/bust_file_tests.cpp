#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#define TINYGLTF_IMPLEMENTATION
#define TINYGLTF_NO_STB_IMAGE
#define TINYGLTF_NO_STB_IMAGE_WRITE
#include <tiny_gltf.h>

#include "assets/bust/bust.h"
#include "assets/bust/bust_data.h"
#include "bust/mesh_facts.h"

using namespace stipple;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("stipple-bust-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

std::vector<char> bytes(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

tinygltf::Model parsed(const unsigned char* data, std::size_t size) {
    tinygltf::TinyGLTF reader;
    tinygltf::Model model;
    std::string error, warning;
    const bool ok = reader.LoadBinaryFromMemory(&model, &error, &warning, data, static_cast<unsigned>(size));
    INFO(error << warning);
    REQUIRE(ok);
    REQUIRE(warning.empty());
    return model;
}

const unsigned char* at(const tinygltf::Model& m, const tinygltf::Accessor& a) {
    const tinygltf::BufferView& v = m.bufferViews[static_cast<std::size_t>(a.bufferView)];
    return m.buffers[static_cast<std::size_t>(v.buffer)].data.data() + v.byteOffset + a.byteOffset;
}

}  // namespace

TEST_CASE("a written head reads back as it was, in metres") {
    const Folder folder;
    const bust::Bust b = bust::make_bust({}, bust::BustDetail::preview);
    bust::write_bust(b, folder.path / "a.glb");
    bust::write_bust(b, folder.path / "b.glb");
    const std::vector<char> file = bytes(folder.path / "a.glb");
    REQUIRE(file == bytes(folder.path / "b.glb"));
    REQUIRE(std::distance(fs::directory_iterator(folder.path), {}) == 2);  // nothing left beside

    const tinygltf::Model m = parsed(reinterpret_cast<const unsigned char*>(file.data()), file.size());
    REQUIRE(m.meshes.size() == b.parts.size());
    REQUIRE(m.nodes.size() == b.parts.size());
    REQUIRE(m.scenes.at(0).nodes.size() == b.parts.size());
    REQUIRE(m.nodes[0].name == "skin");
    const bust::BustPart& skin = b.parts[0];
    const tinygltf::Primitive& p = m.meshes[0].primitives.at(0);
    const auto accessor = [&](const char* name) {
        return m.accessors[static_cast<std::size_t>(p.attributes.at(name))];
    };
    const tinygltf::Accessor position = accessor("POSITION"), color = accessor("COLOR_0"), uv = accessor("TEXCOORD_0"),
                             normal = accessor("NORMAL");
    REQUIRE(position.count == skin.positions.size());
    REQUIRE((color.normalized && uv.normalized));
    const auto* positions = reinterpret_cast<const float*>(at(m, position));
    const auto* normals = reinterpret_cast<const float*>(at(m, normal));
    const auto* colors = reinterpret_cast<const std::uint16_t*>(at(m, color));
    const auto* uvs = reinterpret_cast<const std::uint16_t*>(at(m, uv));
    for (std::size_t v = 0; v < skin.positions.size(); ++v)
        for (int k = 0; k < 3; ++k) {
            REQUIRE(std::fabs(positions[3 * v + k] * 1000 - skin.positions[v][k]) < 1e-4F);
            REQUIRE(normals[3 * v + k] == skin.normals[v][k]);
            REQUIRE(std::fabs(colors[4 * v + k] / 65535.0F - skin.colors[v][k]) < 1e-4F);
            if (k < 2) REQUIRE(std::fabs(uvs[2 * v + k] / 65535.0F - skin.uvs[v][k]) < 1e-4F);
            REQUIRE(positions[3 * v + k] >= static_cast<float>(position.minValues[k]));
            REQUIRE(positions[3 * v + k] <= static_cast<float>(position.maxValues[k]));
        }
    const tinygltf::Accessor& index = m.accessors[static_cast<std::size_t>(p.indices)];
    REQUIRE(index.count == skin.indices.size());
    REQUIRE(std::memcmp(at(m, index), skin.indices.data(), skin.indices.size() * 4) == 0);
}

TEST_CASE("the embedded head is the final one, closed, at most 8 MB") {
    const auto data = bust::bust_glb();
    REQUIRE(data.size() <= 8'000'000);
    const tinygltf::Model m = parsed(data.data(), data.size());
    const tinygltf::Accessor& index = m.accessors[static_cast<std::size_t>(m.meshes.at(0).primitives.at(0).indices)];
    std::vector<std::uint32_t> indices(index.count);
    std::memcpy(indices.data(), at(m, index), index.count * 4);
    const tinygltf::Accessor& position =
        m.accessors[static_cast<std::size_t>(m.meshes.at(0).primitives.at(0).attributes.at("POSITION"))];
    std::vector<glm::vec3> positions(position.count);
    std::memcpy(positions.data(), at(m, position), position.count * sizeof(glm::vec3));
    REQUIRE(test::closed_and_wound(test::welded(positions, indices)));

    const Folder folder;
    bust::write_bust(bust::place_bust(*bust::sculpture(false), {}), folder.path / "again.glb");
    const std::vector<char> again = bytes(folder.path / "again.glb");
    REQUIRE(again.size() == data.size());
    REQUIRE(std::memcmp(again.data(), data.data(), data.size()) == 0);
}

TEST_CASE("a file that cannot be written is named") {
    const bust::Bust b = bust::make_bust({}, bust::BustDetail::preview);
    REQUIRE_THROWS_WITH(bust::write_bust(b, "/nonexistent-folder/x.glb"), Catch::Contains("/nonexistent-folder/x.glb"));
    const Folder folder;
    fs::create_directory(folder.path / "taken.glb");
    REQUIRE_THROWS_WITH(bust::write_bust(b, folder.path / "taken.glb"), Catch::Contains("taken.glb"));
    REQUIRE(std::distance(fs::directory_iterator(folder.path), {}) == 1);
}
