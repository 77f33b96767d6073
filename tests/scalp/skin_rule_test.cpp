#include <catch2/catch.hpp>

#include "scalp/head_mesh.h"
#include "scalp/skin/skin_rule.h"

using namespace stipple::scalp;

namespace {

// A closed box as a submesh of its own or at the end of the last one.
void add_box(HeadMesh& mesh, const glm::vec3& center, float size, const char* name, int material) {
    const auto base = std::uint32_t(mesh.positions.size());
    for (int i = 0; i < 8; ++i) mesh.positions.push_back(center + size * (glm::vec3(i & 1, i >> 1 & 1, i >> 2 & 1) - 0.5F));
    mesh.normals.resize(mesh.positions.size(), glm::vec3(0, 1, 0));
    static constexpr std::uint32_t faces[36]{0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5};
    if (name) mesh.submeshes.push_back({name, std::uint32_t(mesh.indices.size()), 0, material, true});
    for (const std::uint32_t f : faces) mesh.indices.push_back(base + f);
    mesh.submeshes.back().index_count += 36;
}

}  // namespace

TEST_CASE("eyes and lashes are told by name or material, both halves of a head are skin") {
    HeadMesh mesh;
    mesh.materials.resize(2);
    mesh.materials[1].transparent = true;
    add_box(mesh, {0, 0, 0}, 200, "M_Face", 0);
    add_box(mesh, {0, 0, -150}, 150, "M_BackHead", 0);
    add_box(mesh, {30, 30, 90}, 60, "M_ScleraLeft", 0);
    add_box(mesh, {30, 30, 95}, 70, "shell", 1);
    add_box(mesh, {0, 0, 120}, 65, "EyeLashes", 0);
    mark_skin(mesh);
    REQUIRE(mesh.submeshes.size() == 5);
    std::vector<bool> skin;
    for (const Submesh& s : mesh.submeshes) skin.push_back(s.skin);
    REQUIRE(skin == std::vector<bool>{true, true, false, false, false});
}

TEST_CASE("small separate parts inside one submesh are cut off it, and no triangle is lost") {
    HeadMesh mesh;
    add_box(mesh, {0, 0, 0}, 200, "scan", -1);
    add_box(mesh, {30, 30, 90}, 24, nullptr, -1);
    mark_skin(mesh);
    REQUIRE(mesh.submeshes.size() == 2);
    REQUIRE(mesh.submeshes[0].skin);
    REQUIRE_FALSE(mesh.submeshes[1].skin);
    REQUIRE(mesh.submeshes[0].index_count == 36);
    REQUIRE(mesh.submeshes[1].first_index == 36);
    REQUIRE(mesh.submeshes[1].index_count == 36);
}

TEST_CASE("a whole head named after a part of it stays skin") {
    HeadMesh mesh;
    add_box(mesh, {0, 0, 0}, 200, "head_with_hair_and_eyes", -1);
    mark_skin(mesh);
    REQUIRE(mesh.submeshes.size() == 1);
    REQUIRE(mesh.submeshes[0].skin);
}
