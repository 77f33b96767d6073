// The reader against files made here by hand, one rule each.
#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <sys/stat.h>

#include "glb_builder.h"
#include "scalp/bad_file.h"
#include "scalp/head_mesh.h"

using namespace stipple::scalp;
using test::append;
using test::Bytes;
using test::packed;

namespace {

HeadMesh load(const std::string& json, const Bytes& bin, const LoadLimits& limits = {}) {
    const test::ScratchFolder folder;
    return load_head_mesh(folder.write("a.glb", test::glb(json, bin)), limits);
}

std::string refusal(const std::string& json, const Bytes& bin, const LoadLimits& limits = {}) {
    try {
        (void)load(json, bin, limits);
    } catch (const BadFile& bad) {
        return bad.what();
    }
    return "";
}

// Four corners of a unit square, then whatever follows.
Bytes square() { return packed<float>({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}); }

// One mesh, one node; `primitive` and `node` are the rest of those objects, `more` further accessors with their views.
std::string json(const std::string& primitive, const std::string& node, std::size_t bytes, const std::string& views = "", const std::string& accessors = "", const std::string& top = "") {
    return R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0)" + node + R"(}],"meshes":[{"name":"head","primitives":[{"attributes":{"POSITION":0)" + primitive +
           R"(}]}],"buffers":[{"byteLength":)" + std::to_string(bytes) + R"(}],"bufferViews":[{"buffer":0,"byteLength":48})" + views +
           R"(],"accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"})" + accessors + "]" + top + "}";
}

glm::vec3 face_normal(const HeadMesh& m, std::size_t t) {
    const glm::vec3 a = m.positions[m.indices[3 * t]];
    return glm::normalize(glm::cross(m.positions[m.indices[3 * t + 1]] - a, m.positions[m.indices[3 * t + 2]] - a));
}

}  // namespace

TEST_CASE("strips, fans and lists without indices give the triangles of the specification") {
    const Bytes bin = square();
    // square() goes round, so as a fan it is the square; as a strip its second triangle is (1, 3, 2) by the rule of section 3.7.2.1
    const HeadMesh fan = load(json(R"(},"mode":6)", "", 48), bin);
    REQUIRE(fan.indices == std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3});
    const HeadMesh strip = load(json(R"(},"mode":5)", "", 48), bin);
    REQUIRE(strip.indices.size() == 6);
    REQUIRE(strip.positions[strip.indices[3]] == glm::vec3(1, 1, 0));
    REQUIRE(strip.positions[strip.indices[4]] == glm::vec3(1, 0, 0));
    REQUIRE(strip.positions[strip.indices[5]] == glm::vec3(0, 1, 0));
    const HeadMesh list = load(json(R"(},"mode":4)", "", 48), bin);
    REQUIRE(list.indices.size() == 3);  // the fourth vertex makes no triangle
    REQUIRE(load(json(R"(},"mode":0)", "", 48), bin).indices.empty());
}

TEST_CASE("indices of every width are read and checked") {
    struct Width {
        int type;
        Bytes bytes;
    };
    const std::vector<Width> widths{{5121, packed<std::uint8_t>({0, 1, 2, 0, 2, 3})}, {5123, packed<std::uint16_t>({0, 1, 2, 0, 2, 3})}, {5125, packed<std::uint32_t>({0, 1, 2, 0, 2, 3})}};
    for (const Width& w : widths) {
        Bytes bin = square();
        bin.insert(bin.end(), w.bytes.begin(), w.bytes.end());
        const std::string view = R"(,{"buffer":0,"byteOffset":48,"byteLength":)" + std::to_string(w.bytes.size()) + "}";
        const std::string accessor = R"(,{"bufferView":1,"componentType":)" + std::to_string(w.type) + R"(,"count":6,"type":"SCALAR"})";
        const HeadMesh mesh = load(json(R"(},"indices":1)", "", bin.size(), view, accessor), bin);
        REQUIRE(mesh.indices == std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3});
        bin[48] = 4;  // the square has corners 0 to 3
        REQUIRE_THAT(refusal(json(R"(},"indices":1)", "", bin.size(), view, accessor), bin), Catch::Contains("names vertex"));
    }
}

TEST_CASE("node transforms place the mesh, and a mirrored node keeps the outside out") {
    const Bytes bin = square();
    const HeadMesh moved = load(json(R"(},"mode":6)", R"(,"translation":[10,20,30],"scale":[2,2,2],"rotation":[0,0,0.70710678,0.70710678])", 48), bin);
    // (1, 0, 0) scaled by 2, turned by 90 degrees about z, moved
    REQUIRE(glm::length(moved.positions[1] - glm::vec3(10, 22, 30)) < 1e-5F);
    REQUIRE(face_normal(moved, 0).z == Approx(1));
    const HeadMesh mirrored = load(json(R"(},"mode":6)", R"(,"scale":[-1,1,1])", 48), bin);
    REQUIRE(face_normal(mirrored, 0).z == Approx(1));
    REQUIRE(mirrored.normals[0].z == Approx(1));
}

TEST_CASE("a chain of nodes multiplies, and circles and second parents are refused") {
    const std::string head = R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":)";
    const std::string tail = R"(,"meshes":[{"primitives":[{"attributes":{"POSITION":0},"mode":6}]}],"buffers":[{"byteLength":48}],"bufferViews":[{"buffer":0,"byteLength":48}],"accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"}]})";
    const HeadMesh chain = load(head + R"([{"children":[1],"scale":[2,2,2]},{"mesh":0,"translation":[1,0,0]}])" + tail, square());
    REQUIRE(chain.positions[0] == glm::vec3(2, 0, 0));
    REQUIRE_THAT(refusal(head + R"([{"children":[1]},{"mesh":0,"children":[0]}])" + tail, square()), Catch::Contains("reached twice"));
    REQUIRE_THAT(refusal(head + R"([{"children":[1,1]},{"mesh":0}])" + tail, square()), Catch::Contains("reached twice"));
}

TEST_CASE("normalised vertex colours, interleaving and sparse values are read as the specification says") {
    SECTION("colours as bytes") {
        Bytes bin = square();
        const Bytes colors = packed<std::uint8_t>({255, 51, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 0});
        bin.insert(bin.end(), colors.begin(), colors.end());
        const HeadMesh mesh = load(json(R"(,"COLOR_0":1},"mode":6)", "", bin.size(), R"(,{"buffer":0,"byteOffset":48,"byteLength":16})", R"(,{"bufferView":1,"componentType":5121,"normalized":true,"count":4,"type":"VEC4"})"), bin);
        REQUIRE(mesh.colors.size() == 4);
        REQUIRE(mesh.colors[0].r == Approx(1));
        REQUIRE(mesh.colors[0].g == Approx(0.2));
        REQUIRE(mesh.colors[3].a == Approx(0));
    }
    SECTION("interleaved positions and normals") {
        Bytes bin;
        for (const auto& [x, y] : {std::pair{0.F, 0.F}, {1.F, 0.F}, {1.F, 1.F}, {0.F, 1.F}})
            for (const float v : {x, y, 0.F, 0.F, 0.F, -2.F}) append(bin, v);
        const std::string text = R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0,"NORMAL":1},"mode":6}]}],"buffers":[{"byteLength":96}],"bufferViews":[{"buffer":0,"byteLength":96,"byteStride":24}],"accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"},{"bufferView":0,"byteOffset":12,"componentType":5126,"count":4,"type":"VEC3"}]})";
        const HeadMesh mesh = load(text, bin);
        REQUIRE(mesh.positions[2] == glm::vec3(1, 1, 0));
        REQUIRE(mesh.normals[2] == glm::vec3(0, 0, -1));  // unit length, the file's direction even against the winding
    }
    SECTION("sparse") {
        Bytes bin = square();
        const Bytes index = packed<std::uint16_t>({2, 0});
        const Bytes value = packed<float>({5, 6, 7});
        bin.insert(bin.end(), index.begin(), index.end());
        bin.insert(bin.end(), value.begin(), value.end());
        std::string text = json(R"(},"mode":6)", "", bin.size(), R"(,{"buffer":0,"byteOffset":48,"byteLength":2},{"buffer":0,"byteOffset":52,"byteLength":12})");
        const std::string plain = R"("count":4,"type":"VEC3"})";
        text.replace(text.find(plain), plain.size(), R"("count":4,"type":"VEC3","sparse":{"count":1,"indices":{"bufferView":1,"componentType":5123},"values":{"bufferView":2}}})");
        REQUIRE(load(text, bin).positions[2] == glm::vec3(5, 6, 7));
        bin[48] = 9;
        REQUIRE_THAT(refusal(text, bin), Catch::Contains("sparse"));
    }
}

TEST_CASE("missing normals are smooth across vertices at the same place") {
    // two triangles folded at a right angle about the y axis, sharing an edge by position only, equal in area
    const Bytes bin = packed<float>({0, 0, 0, 1, 0, 0, 0, 1, 0, /**/ 0, 0, 0, 0, 1, 0, 0, 0, 1});
    const std::string text = R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"buffers":[{"byteLength":72}],"bufferViews":[{"buffer":0,"byteLength":72}],"accessors":[{"bufferView":0,"componentType":5126,"count":6,"type":"VEC3"}]})";
    const HeadMesh mesh = load(text, bin);
    const float half = 0.70710678F;
    REQUIRE(glm::length(mesh.normals[0] - glm::vec3(half, 0, half)) < 1e-6F);
    REQUIRE(mesh.normals[0] == mesh.normals[3]);
    REQUIRE(mesh.normals[1] == glm::vec3(0, 0, 1));
}

TEST_CASE("what is wrong with a file is told with its name, the place and the remedy") {
    const Bytes bin = square();
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", "", 48, "", "", R"(,"extensionsRequired":["ACME_shape"])"), bin), Catch::Equals(""));  // used nowhere: changes nothing
    const std::string used = refusal(json(R"(},"mode":6,"extensions":{"ACME_shape":{}})", "", 48, "", "", R"(,"extensionsRequired":["ACME_shape"])"), bin);
    REQUIRE_THAT(used, Catch::Contains("a.glb: ") && Catch::Contains("ACME_shape") && Catch::Contains("export the model without it"));
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", "", 4800), bin), Catch::Contains("buffers[0]"));
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", "", 48, R"(,{"buffer":0,"byteOffset":40,"byteLength":9})"), bin), Catch::Contains("bufferViews[1]"));
    LoadLimits limits;
    limits.triangles = 1;
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", "", 48), bin, limits), Catch::Contains("reduce the model"));
    REQUIRE_THROWS_AS(load_head_mesh("/nonexistent/head.glb"), BadFile);
    REQUIRE_THROWS_AS(load_head_mesh(std::filesystem::temp_directory_path()), BadFile);
}

TEST_CASE("JSON too deep or too long is refused before it is parsed") {
    std::string deep = R"({"asset":{"version":"2.0"},"extras":)";
    deep += std::string(200, '[') + std::string(200, ']') + "}";
    REQUIRE_THAT(refusal(deep, {}), Catch::Contains("nested"));
    std::string text = R"({"asset":{"version":"2.0","extras":"[[[[{{{{\"[["},"extras":)";
    REQUIRE(refusal(text + std::string(100, '[') + std::string(100, ']') + "}", {}).empty());  // brackets in strings do not count
    LoadLimits limits;
    limits.json_values = 100;
    std::string many = R"({"asset":{"version":"2.0"},"extras":[0)";
    for (int i = 0; i < 300; ++i) many += ",0";
    REQUIRE_THAT(refusal(many + "]}", {}, limits), Catch::Contains("more than 100 values"));
}

TEST_CASE("a model reads nothing outside its folder and never a pipe") {
    const test::ScratchFolder folder;
    folder.write("outside.bin", square());
    std::filesystem::create_directories(folder.path() / "model");
    const auto with_uri = [&](const std::string& uri) {
        const std::string text = R"({"asset":{"version":"2.0"},"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"attributes":{"POSITION":0},"mode":6}]}],"buffers":[{"byteLength":48,"uri":")" + uri + R"("}],"bufferViews":[{"buffer":0,"byteLength":48}],"accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"}]})";
        return folder.write("model/a.gltf", Bytes(text.begin(), text.end()));
    };
    folder.write("model/in side.bin", square());
    REQUIRE(load_head_mesh(with_uri("in%20side.bin")).indices.size() == 6);
    REQUIRE(load_head_mesh(with_uri("in side.bin")).indices.size() == 6);
    REQUIRE_THROWS_AS(load_head_mesh(with_uri("../outside.bin")), BadFile);
    REQUIRE_THROWS_AS(load_head_mesh(with_uri("buffer-0")), BadFile);  // the name that tinygltf sees
    REQUIRE_THROWS_AS(load_head_mesh(with_uri("%2e%2e/outside.bin")), BadFile);
    REQUIRE_THROWS_AS(load_head_mesh(with_uri((folder.path() / "outside.bin").string())), BadFile);
    std::filesystem::create_symlink(folder.path() / "outside.bin", folder.path() / "model" / "link.bin");
    REQUIRE_THROWS_AS(load_head_mesh(with_uri("link.bin")), BadFile);
    REQUIRE(::mkfifo((folder.path() / "model" / "pipe.bin").c_str(), 0600) == 0);
    REQUIRE_THROWS_AS(load_head_mesh(with_uri("pipe.bin")), BadFile);
    REQUIRE_THROWS_AS(load_head_mesh(with_uri("http://example.org/a.bin")), BadFile);
}

TEST_CASE("indices without a view are zeros with sparse values over them, and whole numbers may be written 1.0") {
    Bytes bin = square();
    for (const std::uint16_t v : {1, 2, 4, 5, /**/ 1, 2, 2, 3}) append(bin, v);  // which index, then what it becomes
    const std::string views = R"(,{"buffer":0,"byteOffset":48,"byteLength":8},{"buffer":0,"byteOffset":56,"byteLength":8})";
    const std::string accessor = R"(,{"componentType":5123,"count":6.0,"type":"SCALAR","sparse":{"count":4,"indices":{"bufferView":1,"componentType":5123},"values":{"bufferView":2.0}}})";
    REQUIRE(load(json(R"(},"indices":1.0,"mode":4.0)", "", bin.size(), views, accessor), bin).indices == std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3});
    // all zeros: no triangle has an area
    REQUIRE(load(json(R"(},"indices":1)", "", bin.size(), "", R"(,{"componentType":5123,"count":6,"type":"SCALAR"})"), bin).indices.empty());
}

TEST_CASE("colours and pictures of a material are read, from both ways of writing them") {
    // 2 x 1 pixels: (200, 100, 50) and (1, 2, 3)
    const std::string picture = R"("images":[{"uri":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGM4kWLEyMQMAAd9AWWyXX+aAAAAAElFTkSuQmCC"}],"textures":[{"source":0}],"materials":)";
    Bytes bin = square();
    for (const float v : {0.F, 0.F, 1.F, 0.F, 1.F, 1.F, 0.F, 1.F}) append(bin, v);
    const std::string views = R"(,{"buffer":0,"byteOffset":48,"byteLength":32})", accessors = R"(,{"bufferView":1,"componentType":5126,"count":4,"type":"VEC2"})";
    const std::string laid = R"({"index":0,"texCoord":7,"extensions":{"KHR_texture_transform":{"offset":[0.25,0.5],"scale":[2,4],"texCoord":0}}})";
    const std::string rough = R"([{"name":"skin","doubleSided":true,"alphaMode":"BLEND","pbrMetallicRoughness":{"baseColorFactor":[0.5,0.25,2,1],"baseColorTexture":)" + laid + "}}]";
    const std::string gloss = R"([{"name":"skin","doubleSided":true,"alphaMode":"BLEND","extensions":{"KHR_materials_pbrSpecularGlossiness":{"diffuseFactor":[0.5,0.25,2,1],"diffuseTexture":)" + laid + "}}}]";
    for (const std::string& materials : {rough, gloss}) {
        const HeadMesh mesh = load(json(R"(,"TEXCOORD_0":1},"mode":6,"material":0)", "", bin.size(), views, accessors, "," + picture + materials), bin);
        REQUIRE(mesh.materials.size() == 1);
        REQUIRE(mesh.materials[0].name == "skin");
        REQUIRE(mesh.materials[0].base_color == glm::vec4(0.5F, 0.25F, 1, 1));
        REQUIRE(mesh.materials[0].double_sided);
        REQUIRE(mesh.materials[0].transparent);
        REQUIRE(mesh.materials[0].texture == 0);
        REQUIRE(mesh.textures.at(0)->rgba == Bytes{200, 100, 50, 255, 1, 2, 3, 255});
        REQUIRE(mesh.uvs.at(2) == glm::vec2(2.25F, 4.5F));
    }
    // a picture that leads nowhere leaves a note, an empty list of materials leaves none
    const HeadMesh bare = load(json(R"(,"TEXCOORD_0":1},"mode":6,"material":0)", "", bin.size(), views, accessors, R"(,"images":[{}],"textures":[{"source":0}],"materials":)" + rough), bin);
    REQUIRE(bare.materials[0].texture == -1);
    REQUIRE(bare.notes.size() == 1);
    REQUIRE(load(json(R"(},"mode":6,"material":3)", "", 48, "", "", R"(,"materials":[])"), square()).submeshes.at(0).material == -1);
}

TEST_CASE("an index out of range is refused wherever it stands") {
    const Bytes bin = square();
    const auto top = [&](const std::string& more) { return refusal(json(R"(},"mode":6)", "", 48, "", "", more), bin); };
    REQUIRE(top("").empty());
    REQUIRE_THAT(top(R"(,"images":[{"bufferView":1}])"), Catch::Contains("images[0].bufferView"));
    REQUIRE_THAT(refusal(json(R"(,"NORMAL":1},"mode":6)", "", 48), bin), Catch::Contains("NORMAL"));
    REQUIRE_THAT(refusal(json(R"(},"mode":6,"indices":1)", "", 48), bin), Catch::Contains("indices"));
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", R"(,"skin":0)", 48), bin), Catch::Contains("nodes[0].skin"));
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", R"(,"children":[1])", 48), bin), Catch::Contains("nodes[0].children"));
    REQUIRE_THAT(refusal(json(R"(},"mode":6,"extensions":{"KHR_draco_mesh_compression":{"bufferView":1,"attributes":{}}})", "", 48), bin), Catch::Contains("KHR_draco_mesh_compression"));
    // the view that the reader adds for itself is not for the file
    REQUIRE_THAT(refusal(json(R"(},"mode":6)", "", 48, "", R"(,{"bufferView":1,"componentType":5121,"count":1,"type":"SCALAR"})"), bin), Catch::Contains("accessors[1].bufferView"));
}

TEST_CASE("lists of empty objects, small in a file and large in memory, are refused") {
    for (const char* list : {"nodes", "meshes", "materials", "images", "textures"}) {
        std::string text = std::string(R"({"asset":{"version":"2.0"},")") + list + R"(":[{})";
        for (int i = 0; i < 250'000; ++i) text += ",{}";
        REQUIRE_THAT(refusal(text + "]}", {}), Catch::Contains(list) && Catch::Contains("join the parts"));
    }
}

TEST_CASE("flipped bytes and cuts never do worse than a refusal") {
    Bytes bin = square();
    const Bytes indices = packed<std::uint16_t>({0, 1, 2, 0, 2, 3});
    bin.insert(bin.end(), indices.begin(), indices.end());
    const Bytes good = test::glb(json(R"(},"indices":1)", "", bin.size(), R"(,{"buffer":0,"byteOffset":48,"byteLength":12})", R"(,{"bufferView":1,"componentType":5123,"count":6,"type":"SCALAR"})"), bin);
    const test::ScratchFolder folder;
    REQUIRE_NOTHROW(load_head_mesh(folder.write("a.glb", good)));
    std::mt19937 random(7);
    int loaded = 0, refused = 0;
    for (int i = 0; i < 1500; ++i) {
        Bytes bad = good;
        if (i % 5 == 0) bad.resize(random() % bad.size());
        else
            for (int k = 0; k <= i % 4; ++k) bad[random() % bad.size()] = std::uint8_t(random());
        try {
            const HeadMesh mesh = load_head_mesh(folder.write("a.glb", bad));
            for (const std::uint32_t v : mesh.indices) REQUIRE(v < mesh.positions.size());
            REQUIRE(mesh.normals.size() == mesh.positions.size());
            ++loaded;
        } catch (const BadFile&) {
            ++refused;
        }
    }
    REQUIRE(loaded > 0);
    REQUIRE(refused > 500);
}
