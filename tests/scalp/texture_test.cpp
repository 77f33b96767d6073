// How pictures go on beyond their edges: read against the specification's words.
#include <catch2/catch.hpp>
#include <limits>

#include "glb_builder.h"
#include "scalp/head_mesh.h"
#include "scalp/skin/texture_lookup.h"

using namespace stipple::scalp;
using test::append;
using test::Bytes;
using test::packed;

namespace {

// A square of two triangles whose corners lie at u = `u` +- 0.05 of a picture of four columns: black, grey, red and white, the two on the
// right with alpha. `sampler` is the sampler's JSON, "" for a texture without one.
HeadMesh square(float u, const std::string& sampler, const std::string& alpha_mode = "OPAQUE") {
    Bytes bin = packed<float>({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0});
    for (const float x : {u - 0.05F, u + 0.05F, u + 0.05F, u - 0.05F}) {
        append(bin, x);
        append(bin, 0.5F);
    }
    const Bytes picture = test::png(4, 1, {0, 0, 0, 0, 188, 188, 188, 0, 255, 0, 0, 255, 255, 255, 255, 255});
    return load_head_mesh(test::glb(R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],"meshes":[{"primitives":[{"mode":6,"attributes":{"POSITION":0,"TEXCOORD_0":1},"material":0}]}],
        "buffers":[{"byteLength":80}],"bufferViews":[{"buffer":0,"byteLength":48},{"buffer":0,"byteOffset":48,"byteLength":32}],
        "accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"},{"bufferView":1,"componentType":5126,"count":4,"type":"VEC2"}],
        "images":[{"uri":")" + test::data_uri("image/png", picture) + R"("}],"textures":[{"source":0)" + (sampler.empty() ? "" : R"(,"sampler":0}],"samplers":[)" + sampler) +
                                        (sampler.empty() ? "}]" : "]") + R"(,"materials":[{"alphaMode":")" + alpha_mode + R"(","pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}]})",
                                    bin),
                          "square.glb");
}

TextureSampling sampling(const std::string& sampler) { return square(0.5F, sampler).materials.at(0).sampling; }

}  // namespace

TEST_CASE("texels beyond a picture's edge are its own again, in order, in turns backwards, or the last one") {
    const std::vector<std::uint32_t> repeated{0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2}, mirrored{0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0}, clamped{0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2};
    for (std::size_t i = 0; i < 12; ++i) {
        const float coordinate = (float(i) + 0.5F) / 3 - 2;  // the picture itself is the third of four
        INFO(coordinate);
        const std::int64_t texel = texel_at(coordinate, 3);
        REQUIRE(texel == std::int64_t(i) - 6);
        CHECK(wrapped_texel(texel, 3, TextureWrap::repeat) == repeated[i]);
        CHECK(wrapped_texel(texel, 3, TextureWrap::mirror) == mirrored[i]);
        CHECK(wrapped_texel(texel, 3, TextureWrap::clamp) == clamped[i]);
    }
    for (const float far : {1e30F, -1e30F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
        for (const TextureWrap wrap : {TextureWrap::repeat, TextureWrap::mirror, TextureWrap::clamp}) CHECK(wrapped_texel(texel_at(far, 3), 3, wrap) < 3);
}

TEST_CASE("a texture's sampler is read, and what it does not say is repeated and smooth") {
    CHECK(sampling("") == TextureSampling{});
    CHECK(sampling("{}") == TextureSampling{});
    CHECK(sampling(R"({"wrapS":33071,"wrapT":33648,"magFilter":9728,"minFilter":9987})") == TextureSampling{TextureWrap::clamp, TextureWrap::mirror, true});
    CHECK(sampling(R"({"wrapS":33648,"wrapT":10497,"magFilter":9729})") == TextureSampling{TextureWrap::mirror, TextureWrap::repeat, false});
    CHECK(sampling(R"({"wrapS":1,"wrapT":"clamp","magFilter":-5,"minFilter":[]})") == TextureSampling{});
}

TEST_CASE("a picture read beyond its edge is read as the sampler says") {
    const auto red_green = [](const HeadMesh& mesh) {
        const glm::vec3 color = texel_color(*mesh.textures.at(0), mesh.materials.at(0).sampling, (mesh.uvs[0] + mesh.uvs[2]) * 0.5F);
        return glm::ivec2(glm::vec2(color) * 1000.0F + 0.5F);
    };
    const std::string repeat = R"({"wrapS":10497})", mirror = R"({"wrapS":33648})", clamp = R"({"wrapS":33071})";
    // u = 1.375 lies on the second column again, mirrored on the third, clamped on the last
    CHECK(red_green(square(1.375F, repeat)) == glm::ivec2(503, 503));
    CHECK(red_green(square(1.375F, mirror)) == glm::ivec2(1000, 0));
    CHECK(red_green(square(1.375F, clamp)) == glm::ivec2(1000, 1000));
    // a mask cuts the square away where the columns it lies on have no alpha
    const auto there = [](float u, const std::string& sampler) { return !square(u, sampler, "MASK").indices.empty(); };
    CHECK_FALSE(there(1.375F, repeat));
    CHECK(there(1.375F, mirror));
    CHECK(there(1.375F, clamp));
    CHECK(there(-0.375F, repeat));
    CHECK_FALSE(there(-0.375F, mirror));
    CHECK_FALSE(there(-0.375F, clamp));
}
