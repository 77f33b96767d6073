#include "skin_sample.h"

#include <algorithm>

#include "texture_lookup.h"

namespace stipple::scalp {

namespace {

// So many tell the colours of a head as well as more do.
constexpr std::size_t kMostSamples = 200'000;

}  // namespace

std::vector<SkinSample> skin_samples(const Head& head, const ScalpChart& chart) {
    std::vector<SkinSample> samples;
    const HeadMesh& mesh = head.mesh;
    const auto y_of = [&](const char* name, float otherwise) {
        const auto found = head.frame.landmarks.find(name);
        return found == head.frame.landmarks.end() ? otherwise : found->second.y;
    };
    const bool charted = !chart.drawable.empty();
    // Odd, because triangles often come in pairs.
    const auto every = std::uint32_t(mesh.indices.size() / 3 / kMostSamples) | 1U;
    const float brow = y_of("glabella", 32), chin = y_of("menton", -80);
    for (const Submesh& part : mesh.submeshes) {
        if (!part.skin) continue;
        const Material plain;
        const Material& material = part.material >= 0 ? mesh.materials[std::size_t(part.material)] : plain;
        const Texture* texture = material.texture >= 0 && !mesh.uvs.empty() ? mesh.textures[std::size_t(material.texture)].get() : nullptr;
        for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3 * every) {
            const std::uint32_t* t = &mesh.indices[i];
            const glm::vec3 a = mesh.positions[t[0]], b = mesh.positions[t[1]], c = mesh.positions[t[2]], middle = (a + b + c) / 3.0F;
            const glm::vec2 uv = chart.projection.project(middle) * float(kChartSide);
            SkinSample sample;
            sample.on_top = charted && uv.x >= 0 && uv.y >= 0 && uv.x < float(kChartSide) && uv.y < float(kChartSide);
            if (sample.on_top) {
                const std::size_t texel_of = std::size_t(uv.y) * kChartSide + std::size_t(uv.x);
                sample.on_top = chart.drawable[texel_of] != 0 && glm::length(chart.position[texel_of] - middle) < 5;
                sample.on_scalp = sample.on_top && chart.scalp[texel_of] != 0;
            }
            const bool on_face = !sample.on_top && middle.z > 40 && middle.y < brow + 40 && middle.y > chin;
            if (charted && !sample.on_top && !on_face) continue;
            sample.area = 0.5 * double(glm::length(glm::cross(b - a, c - a)));
            const glm::vec3 normal = mesh.normals[t[0]] + mesh.normals[t[1]] + mesh.normals[t[2]];
            const float length = glm::length(normal);
            sample.normal = length > 1e-6F ? normal / length : glm::vec3(0, 0, 1);
            sample.color = glm::vec3(material.base_color);
            if (!mesh.colors.empty()) {
                const glm::vec3 x(mesh.colors[t[0]]), y(mesh.colors[t[1]]), z(mesh.colors[t[2]]);
                sample.color *= (x + y + z) / 3.0F;
                const float lights[3]{luminance(x), luminance(y), luminance(z)};
                sample.step = *std::max_element(lights, lights + 3) - *std::min_element(lights, lights + 3);
            }
            if (texture) {
                sample.color *= texel_color(*texture, material.sampling, (mesh.uvs[t[0]] + mesh.uvs[t[1]] + mesh.uvs[t[2]]) / 3.0F);
                sample.pictured = true;
            }
            samples.push_back(sample);
        }
    }
    return samples;
}

}  // namespace stipple::scalp
