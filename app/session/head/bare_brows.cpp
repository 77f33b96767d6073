#include "bare_brows.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "brow_skin.h"
#include "prepared_head.h"
#include "scalp/skin/texture_lookup.h"
#include "session/chart/skin_noise.h"
#include "shared/display.h"

namespace stipple::session {
namespace {

// Hair goes in patches with thin hair around them: 0 everywhere where none is lost, 1 where all is.
class Lost {
  public:
    Lost(const BrowLoss& loss, const BrowSkin& skin) : loss_(loss), skin_(skin) {}
    [[nodiscard]] float operator()(const glm::vec3& place) const {
        const float tail = std::clamp((skin_.along(place) - 0.3F) * 2.5F, 0.0F, 1.0F);
        const float share = std::max(loss_.whole, loss_.outer * tail), patch = 0.5F + 0.25F * skin_noise(0xB0U, place, 4.5F);
        return std::clamp((1.15F * share - 0.075F - patch) * 1.6F + 0.5F, 0.0F, 1.0F);
    }

  private:
    BrowLoss loss_;
    const BrowSkin& skin_;
};

bool named(const scalp::Submesh& part, const char* what) {
    std::string name = part.name;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return char(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return !part.skin && name.find(what) != std::string::npos;
}

// Hair by hair, by the place of its first vertex; a hair is what hangs together.
void take_hairs(scalp::HeadMesh& mesh, scalp::Submesh& part, const std::function<float(const glm::vec3&)>& lost) {
    std::vector<std::uint32_t> whole(mesh.positions.size());
    std::iota(whole.begin(), whole.end(), 0U);
    const auto root = [&](std::uint32_t v) {
        while (whole[v] != v) v = whole[v] = whole[whole[v]];
        return v;
    };
    const auto triangles = [&](const auto& each) {
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; i += 3) each(&mesh.indices[i]);
    };
    triangles([&](const std::uint32_t* t) {
        for (int k = 1; k < 3; ++k) {
            const std::uint32_t a = root(t[0]), b = root(t[k]);
            whole[std::max(a, b)] = std::min(a, b);
        }
    });
    std::uint32_t* kept = mesh.indices.data() + part.first_index;
    triangles([&](const std::uint32_t* t) {
        if (lost(mesh.positions[root(t[0])]) < 0.5F) kept = std::copy(t, t + 3, kept);
    });
    part.index_count = std::uint32_t(kept - mesh.indices.data()) - part.first_index;
}

void heal_colors(scalp::HeadMesh& mesh, const BrowSkin& skin, const Lost& lost) {
    std::vector<std::uint8_t> of_skin(mesh.positions.size(), 0);
    for (const scalp::Submesh& part : mesh.submeshes)
        for (std::uint32_t i = part.first_index; part.skin && i < part.first_index + part.index_count; ++i) of_skin[mesh.indices[i]] = 1;
    for (std::size_t v = 0; v < mesh.colors.size(); ++v) {
        if (!of_skin[v] || mesh.normals[v].z <= 0) continue;
        const BrowSkin::Healed healed = skin.at(mesh.positions[v]);
        const float share = healed.share * lost(mesh.positions[v]);
        if (share > 0) mesh.colors[v] = glm::vec4(glm::mix(glm::vec3(mesh.colors[v]), healed.color, share), mesh.colors[v].a);
    }
}

void heal_texture(scalp::HeadMesh& mesh, std::size_t index, const BrowSkin& skin, const Lost& lost) {
    const scalp::Texture& before = *mesh.textures[index];
    auto after = std::make_shared<scalp::Texture>(before);
    for (const scalp::Submesh& part : mesh.submeshes) {
        if (!part.skin || part.material < 0 || mesh.materials[std::size_t(part.material)].texture != int(index)) continue;
        const scalp::Material& material = mesh.materials[std::size_t(part.material)];
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            const glm::vec3 &a = mesh.positions[t[0]], &b = mesh.positions[t[1]], &c = mesh.positions[t[2]];
            if (glm::cross(b - a, c - a).z <= 0) continue;
            if (!(skin.near(a) || skin.near(b) || skin.near(c))) continue;
            // Pictures may repeat: the triangle is drawn in the copy where its first corner falls.
            const glm::vec2 size(before.width, before.height), shift = glm::floor(mesh.uvs[t[0]]);
            const glm::vec2 corners[3] = {(mesh.uvs[t[0]] - shift) * size, (mesh.uvs[t[1]] - shift) * size, (mesh.uvs[t[2]] - shift) * size};
            constexpr float kMargin = 1.5F;  // texels, which smoothing may reach
            each_cell(corners, int(before.width), int(before.height), kMargin, [&](int x, int y, const glm::vec3& w) {
                const glm::vec3 place = w.x * a + w.y * b + w.z * c;
                const BrowSkin::Healed healed = skin.at(place);
                const float share = healed.share * lost(place);
                if (share <= 0) return;
                const glm::vec3 tint(material.base_color);
                const std::size_t texel = (std::size_t(y) * before.width + std::size_t(x)) * 4;
                const glm::vec3 own = scalp::texel_color(before, {}, (glm::vec2(x, y) + 0.5F) / size);
                const glm::vec3 color = glm::mix(own, glm::clamp(healed.color / glm::max(tint, glm::vec3(1e-3F)), glm::vec3(0), glm::vec3(1)), share);
                for (int k = 0; k < 3; ++k) after->rgba[texel + std::size_t(k)] = std::uint8_t(shared::encode_srgb(color[k]) * 255.0F + 0.5F);
            });
        }
    }
    mesh.textures[index] = std::move(after);
}

}  // namespace

bool is_strands(const scalp::Submesh& part) { return named(part, "brow") || named(part, "lash"); }

BrowLoss brow_loss(const model::Design& design) {
    const std::string& word = design.choice(model::ParameterId::hair_loss);
    const float quarters = std::floor(float(design.number(model::ParameterId::hair_loss_progress)) * 4.0F) / 4.0F;
    if (word == "universalis") return {quarters, 0};
    if (word == "frontal-fibrosing") return {0, quarters};
    return {};
}

scalp::HeadMesh without_brows(const PreparedHead& head, scalp::HeadMesh mesh, const BrowLoss& loss) {
    const BrowSkin skin(head, mesh);
    const Lost lost(loss, skin);
    for (scalp::Submesh& part : mesh.submeshes) {
        if (named(part, "brow") || (named(part, "lash") && loss.whole > 0)) take_hairs(mesh, part, lost);
    }
    if (!skin.found()) return mesh;
    std::vector<std::uint8_t> of_skin(mesh.textures.size(), 0);
    for (const scalp::Submesh& part : mesh.submeshes)
        if (const int texture = part.skin && part.material >= 0 ? mesh.materials[std::size_t(part.material)].texture : -1; texture >= 0 && !mesh.uvs.empty())
            of_skin[std::size_t(texture)] = 1;
    if (std::find(of_skin.begin(), of_skin.end(), 1) == of_skin.end()) heal_colors(mesh, skin, lost);
    for (std::size_t i = 0; i < of_skin.size(); ++i)
        if (of_skin[i]) heal_texture(mesh, i, skin, lost);
    return mesh;
}

}  // namespace stipple::session
