// Shapes and colours that glTF makes of several things: morph targets, skins, masks, foreign pictures.
#include <catch2/catch.hpp>

#include "glb_builder.h"
#include "scalp/head_mesh.h"

using namespace stipple::scalp;
using test::append;
using test::Bytes;
using test::packed;

namespace {

HeadMesh load(const std::string& json, const Bytes& bin) {
    const Bytes file = test::glb(json, bin);
    return load_head_mesh(file, "a.glb");
}

// A fan of four corners; views and accessors of 4 elements follow one another, the first is POSITION.
class Fan {
  public:
    Bytes bin = packed<float>({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0});

    // Adds an accessor over what follows in `bin`; its number.
    int add(const Bytes& bytes, int component, int count, const std::string& type) {
        views_ += R"(,{"buffer":0,"byteOffset":)" + std::to_string(bin.size()) + R"(,"byteLength":)" + std::to_string(bytes.size()) + "}";
        bin.insert(bin.end(), bytes.begin(), bytes.end());
        accessors_ += R"(,{"bufferView":)" + std::to_string(++last_) + R"(,"componentType":)" + std::to_string(component) + R"(,"count":)" + std::to_string(count) + R"(,"type":")" + type + "\"}";
        return last_;
    }
    // Further members of the primitive, its attributes, mesh, nodes and the file.
    [[nodiscard]] HeadMesh load(const std::string& attributes, const std::string& primitive, const std::string& mesh, const std::string& nodes, const std::string& top) const {
        return ::load(R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[)" + nodes + R"(],"meshes":[{"primitives":[{"mode":6,"attributes":{"POSITION":0)" + attributes + "}" + primitive + "}]" + mesh +
                          R"(}],"buffers":[{"byteLength":)" + std::to_string(bin.size()) + R"(}],"bufferViews":[{"buffer":0,"byteLength":48})" + views_ +
                          R"(],"accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"})" + accessors_ + "]" + top + "}",
                      bin);
    }

  private:
    std::string views_, accessors_;
    int last_ = 0;
};

}  // namespace

TEST_CASE("morph targets stand at the weights the mesh or its node starts with") {
    Fan fan;
    (void)fan.add(packed<float>({0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4}), 5126, 4, "VEC3");
    (void)fan.add(packed<float>({8, 0, 0, 8, 0, 0, 8, 0, 0, 8, 0, 0}), 5126, 4, "VEC3");
    const std::string targets = R"(,"targets":[{"POSITION":1},{"POSITION":2}])";
    REQUIRE(fan.load("", targets, "", R"({"mesh":0})", "").positions[2] == glm::vec3(1, 1, 0));
    REQUIRE(fan.load("", targets, R"(,"weights":[0.5,0.25])", R"({"mesh":0})", "").positions[2] == glm::vec3(3, 1, 1.5F));
    REQUIRE(fan.load("", targets, R"(,"weights":[0.5,0.25])", R"({"mesh":0,"weights":[1,0]})", "").positions[2] == glm::vec3(1, 1, 3));
}

TEST_CASE("a skin stands as its joints do, however many sets of them a vertex has, and not where its node is") {
    Fan fan;
    const Bytes joints = packed<std::uint8_t>({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), others = packed<std::uint8_t>({1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0});
    Bytes half;
    for (int v = 0; v < 4; ++v)
        for (const float w : {0.5F, 0.F, 0.F, 0.F}) append(half, w);
    (void)fan.add(joints, 5121, 4, "VEC4");
    (void)fan.add(half, 5126, 4, "VEC4");
    (void)fan.add(others, 5121, 4, "VEC4");
    const std::string nodes = R"({"mesh":0,"skin":0,"translation":[100,0,0],"children":[1,2]},{"translation":[-90,0,0]},{"translation":[-100,4,0]})";
    const std::string skin = R"(,"skins":[{"joints":[1,2]}])";
    REQUIRE(fan.load(R"(,"JOINTS_0":1,"WEIGHTS_0":2,"JOINTS_1":3,"WEIGHTS_1":2)", "", "", nodes, skin).positions[0] == glm::vec3(5, 2, 0));
    REQUIRE(fan.load(R"(,"JOINTS_0":1,"WEIGHTS_0":2)", "", "", nodes, skin).positions[0] == glm::vec3(10, 0, 0));
}

TEST_CASE("triangles that a mask cuts away whole are not there") {
    // 2 x 1 pixels: left (255, 0, 0) with alpha 255, right (0, 255, 0) with alpha 0
    const std::string image = R"(,"images":[{"uri":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4nGP4z8DwHwgZAA/5Av4tR4H0AAAAAElFTkSuQmCC"}],"textures":[{"source":0}],"materials":[{"alphaMode":)";
    const std::string rest = R"(,"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}])";
    Fan fan;
    // the first triangle's corners lie on the left pixel, one of the second's too
    (void)fan.add(packed<float>({.1F, .5F, .2F, .5F, .3F, .5F, .9F, .5F}), 5126, 4, "VEC2");
    const auto triangles = [&](const std::string& mode) {
        return fan.load(R"(,"TEXCOORD_0":1)", R"(,"material":0)", "", R"({"mesh":0})", image + mode + rest).indices.size() / 3;
    };
    REQUIRE(triangles(R"("MASK")") == 2);
    Fan right;
    (void)right.add(packed<float>({.1F, .5F, .2F, .5F, .3F, .5F, .3F, .5F}), 5126, 4, "VEC2");
    fan = right;
    REQUIRE(triangles(R"("MASK")") == 2);
    Fan cut;
    (void)cut.add(packed<float>({.6F, .5F, .7F, .5F, .9F, .5F, .3F, .5F}), 5126, 4, "VEC2");
    fan = cut;
    REQUIRE(triangles(R"("MASK")") == 1);
    REQUIRE(triangles(R"("MASK","alphaCutoff":0)") == 2);
    REQUIRE(triangles(R"("OPAQUE")") == 2);
}

TEST_CASE("pictures in a format that is not read are named, with what to do") {
    Fan fan;
    const std::string material = R"("materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}])";
    const auto note = [&](const std::string& top) {
        const HeadMesh mesh = fan.load("", R"(,"material":0)", "", R"({"mesh":0})", "," + top + "," + material);
        REQUIRE(mesh.notes.size() == 1);
        REQUIRE(mesh.materials.at(0).texture == -1);
        return mesh.notes[0];
    };
    REQUIRE_THAT(note(R"("images":[{"uri":"data:image/webp;base64,UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="}],"textures":[{"source":0}])"),
                 Catch::Contains("WebP (EXT_texture_webp)") && Catch::Contains("PNG or JPEG"));
    REQUIRE_THAT(note(R"("images":[{"uri":"a.ktx2"}],"textures":[{"extensions":{"KHR_texture_basisu":{"source":0}}}])"), Catch::Contains("KHR_texture_basisu"));
    REQUIRE_THAT(note(R"("images":[{"uri":"data:image/png;base64,iVBO"}],"textures":[{"source":0}])"), Catch::Contains("images[0]"));
}

TEST_CASE("a material that only glows is shown in the colours it glows in") {
    Fan fan;
    const std::string image = R"(,"images":[{"uri":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR4nGM4kWLEyMQMAAd9AWWyXX+aAAAAAElFTkSuQmCC"}],"textures":[{"source":0}],"materials":[{"pbrMetallicRoughness":{"baseColorFactor":[0,0,0,1]},"emissiveTexture":{"index":0})";
    const auto material = [&](const std::string& factor) { return fan.load("", R"(,"material":0)", "", R"({"mesh":0})", image + factor + "}]").materials.at(0); };
    REQUIRE(material(R"(,"emissiveFactor":[1,1,1])").texture == 0);
    REQUIRE(material(R"(,"emissiveFactor":[1,1,1])").base_color == glm::vec4(1));
    REQUIRE(material("").texture == -1);
}
