// OBJ, PLY and STL: what they hold arrives, and what lies about itself does not.
#include <catch2/catch.hpp>
#include <cstring>
#include <fstream>

#include "glb_builder.h"
#include "scalp/bad_file.h"
#include "scalp/head_mesh.h"

using namespace stipple::scalp;
using test::append;
using test::Bytes;

namespace {

Bytes text(const std::string& s) { return {s.begin(), s.end()}; }

std::string refusal(const std::string& name, const Bytes& bytes) {
    try {
        (void)load_head_mesh(bytes, name);
    } catch (const BadFile& bad) {
        return bad.what();
    }
    return "";
}

Bytes stl(std::uint32_t claimed, int triangles) {
    Bytes out(80, 0);
    append(out, claimed);
    for (int t = 0; t < triangles; ++t) {
        for (const float v : {0.F, 0.F, 1.F, 0.F, 0.F, float(t), 1.F, 0.F, float(t), 0.F, 1.F, float(t)}) append(out, v);
        append<std::uint16_t>(out, 0);
    }
    return out;
}

const std::string kPly =
    "ply\nformat ascii 1.0\ncomment made by hand\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n"
    "property uchar red\nproperty uchar green\nproperty uchar blue\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n"
    "0 0 0 255 0 0\n1 0 0 188 188 188\n1 1 0 0 0 0\n0 1 0 255 255 255\n4 0 1 2 3\n";

}  // namespace

TEST_CASE("OBJ: polygons, materials with their picture, and rows of pictures from the bottom") {
    const test::ScratchFolder folder;
    // 2 x 1 pixels
    const Bytes png{0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00, 0x02, 0x00, 0x00, 0x00, 0x01, 0x08, 0x02, 0x00, 0x00, 0x00, 0x7B, 0x40, 0xE8, 0xDD, 0x00, 0x00, 0x00, 0x0F, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9C, 0x63, 0x38, 0x91, 0x62, 0xC4, 0xC8, 0xC4, 0x0C, 0x00, 0x07, 0x7D, 0x01, 0x65, 0xB2, 0x5D, 0x7F, 0x9A, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};
    folder.write("skin.png", png);
    folder.write("head.mtl", text("newmtl face\nKd 0 0 0\nmap_Kd -clamp on skin.png\nnewmtl neck\nmap_Kd skin.png\nnewmtl shirt\nKd 1 0 0\nmap_Kd ../outside.png\n"));
    const auto file = folder.write("Head.OBJ", text("mtllib head.mtl\no bust\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nv 0 0 5\nvt 0 0\nvt 1 0.25\nvn 0 0 1\nusemtl face\nf 1/1/1 2/2/1 3/2/1 4/1/1\nusemtl shirt\nf -1 -2 -3\n"));
    const HeadMesh mesh = load_head_mesh(file);
    REQUIRE(mesh.indices.size() == 9);  // a square and a triangle
    REQUIRE(mesh.textures.size() == 1);
    REQUIRE(mesh.textures[0]->width == 2);
    REQUIRE(mesh.notes.size() == 1);  // the other picture lies outside the folder
    CHECK_THAT(mesh.notes[0], Catch::Contains("outside"));
    bool face = false;
    for (const Material& material : mesh.materials)
        if (material.name == "face") {
            face = true;
            CHECK(material.texture == 0);
            CHECK(material.base_color == glm::vec4(1));
            CHECK(material.sampling == TextureSampling{TextureWrap::clamp, TextureWrap::clamp});
        } else {
            CHECK(material.sampling == TextureSampling{});  // MTL repeats unless told otherwise
        }
    CHECK(face);
    REQUIRE(mesh.uvs.size() == mesh.positions.size());
    bool found = false;
    for (std::size_t i = 0; i < mesh.positions.size(); ++i)
        if (mesh.positions[i] == glm::vec3(1, 0, 0) && mesh.normals[i] == glm::vec3(0, 0, 1) && mesh.uvs[i].x > 0.9F) {
            found = true;
            CHECK(mesh.uvs[i].y == Approx(0.75));
        }
    CHECK(found);
}

TEST_CASE("PLY: colours of vertices are sRGB, polygons are cut into triangles, binary is read too") {
    const HeadMesh mesh = load_head_mesh(text(kPly), "a.ply");
    REQUIRE(mesh.indices.size() == 6);
    REQUIRE(mesh.colors.size() == mesh.positions.size());
    for (std::size_t i = 0; i < mesh.positions.size(); ++i)
        if (mesh.positions[i] == glm::vec3(1, 0, 0)) CHECK(mesh.colors[i].g == Approx(0.5029).margin(0.001));  // byte 188
    for (const glm::vec3& normal : mesh.normals) CHECK(glm::length(normal) == Approx(1));
    Bytes binary = text("ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n");
    for (const float v : {0.F, 0.F, 0.F, 1.F, 0.F, 0.F, 0.F, 2.F, 0.F}) append(binary, v);
    append<std::uint8_t>(binary, 3);
    for (const std::int32_t i : {0, 1, 2}) append(binary, i);
    CHECK(load_head_mesh(binary, "scan.PLY").indices.size() == 3);
    Bytes wrong = binary;
    wrong[wrong.size() - 1] = 0x7F;
    CHECK_FALSE(refusal("a.ply", wrong).empty());
}

TEST_CASE("STL: both ways of writing it") {
    CHECK(load_head_mesh(stl(2, 2), "a.stl").indices.size() == 6);
    CHECK(load_head_mesh(text("solid s\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid s\n"), "a.stl").indices.size() == 3);
}

TEST_CASE("OBJ, PLY and STL that lie about their size or corners are refused before anything is taken for them") {
    CHECK_THAT(refusal("a.stl", stl(4'000'000'000U, 2)), Catch::Contains("cut"));
    CHECK_THAT(refusal("a.stl", stl(2, 1)), Catch::Contains("cut"));
    CHECK_THAT(refusal("a.stl", text("solid s\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\n")), Catch::Contains("corners"));
    const auto ply = [&](const std::string& from, const std::string& to) {
        std::string changed = kPly;
        return refusal("a.ply", text(changed.replace(changed.find(from), from.size(), to)));
    };
    CHECK_THAT(ply("vertex 4", "vertex 4000000000"), Catch::Contains("too short"));
    CHECK_THAT(ply("face 1", "face 18446744073709551615"), Catch::Contains("too short"));
    CHECK_THAT(ply("face 1", "face 0"), Catch::Contains("cloud of points"));
    CHECK_THAT(ply("uchar red", "colour red"), Catch::Contains("unknown type"));
    CHECK_THAT(ply("end_header", "end"), Catch::Contains("no end"));
    CHECK_THAT(refusal("a.obj", text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 99999999999\n")), Catch::Contains("line 4"));
    CHECK_THAT(refusal("a.obj", text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 -4\n")), Catch::Contains("line 4"));
    CHECK_THAT(refusal("a.obj", text("v 0 0 0\nf 1 1\n")), Catch::Contains("line 2"));
    CHECK_THAT(refusal("a.obj", text("<html>")), Catch::Contains("web page"));
    CHECK_THAT(refusal("a.obj", text("v 0 0 0\n")), Catch::Contains("no faces"));
    for (const char* name : {"a.obj", "a.ply", "a.stl"}) CHECK_FALSE(refusal(name, {}).empty());
}

TEST_CASE("formats that are not read are named, with what to do") {
    using std::string;
    const std::tuple<string, string, string> files[] = {{"a.usdz", string("PK\x03\x04", 4), "USDZ"}, {"a.zip", string("PK\x03\x04", 4), "unpack"}, {"a.fbx", "Kaydara FBX Binary  ", "FBX"},
                                                        {"a.3mf", string("PK\x03\x04", 4), "3MF"}, {"a.heic", string("\0\0\0\x18" "ftypheic", 12), "HEIC"}, {"a.jpg", "\xFF\xD8\xFF\xE0", "JPEG"},
                                                        {"a.usdc", "PXR-USDC", "USD"}, {"a.dae", "<?xml version=\"1.0\"?>", "COLLADA"}, {"a.blend", "BLENDER-v300", "Blender"}};
    for (const auto& [name, bytes, word] : files) {
        INFO(name);
        CHECK_THAT(refusal(name, text(bytes)), Catch::Contains(word) && Catch::Contains("GLB"));
    }
}
