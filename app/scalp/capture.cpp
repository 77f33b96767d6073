#include "capture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::scalp {
namespace {

// IEC 61966-2-1.
float linear(std::uint8_t byte) {
    static const std::array<float, 256> table = [] {
        std::array<float, 256> t{};
        for (std::size_t i = 0; i < 256; ++i) {
            const float x = float(i) / 255;
            t[i] = x <= 0.04045F ? x / 12.92F : std::pow((x + 0.055F) / 1.055F, 2.4F);
        }
        return t;
    }();
    return table[byte];
}

glm::vec3 texel(const Texture& texture, glm::vec2 uv) {
    uv -= glm::floor(uv);
    const auto x = std::min(std::uint32_t(uv.x * float(texture.width)), texture.width - 1);
    const auto y = std::min(std::uint32_t(uv.y * float(texture.height)), texture.height - 1);
    const std::uint8_t* rgba = &texture.rgba[(std::size_t(y) * texture.width + x) * 4];
    return {linear(rgba[0]), linear(rgba[1]), linear(rgba[2])};
}

float luminance(const glm::vec3& c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; }  // Rec. 709

// Areas by value, in 4096 steps of the square root: fine enough for shares of a per cent in the dark too.
class Spread {
  public:
    void add(float value, double area) {
        areas_[std::size_t(std::clamp(std::sqrt(std::max(value, 0.0F)), 0.0F, 1.0F) * 4095 + 0.5F)] += area;
        whole_ += area;
    }
    // The value below which a share of the area lies.
    [[nodiscard]] float at(double share) const {
        double sum = 0;
        for (std::size_t i = 0; i < areas_.size(); ++i)
            if ((sum += areas_[i]) >= share * whole_) return float(i) / 4095 * float(i) / 4095;
        return 1;
    }
    [[nodiscard]] double area() const { return whole_; }

  private:
    std::array<double, 4096> areas_{};
    double whole_ = 0;
};

struct Survey {
    Spread channel[3], top, face, light, step;
    double skin_area = 0, pictured_area = 0;
};

Survey survey(const Head& head, const ScalpChart& chart) {
    const HeadMesh& mesh = head.mesh;
    const auto y_of = [&](const char* name, float otherwise) {
        const auto found = head.frame.landmarks.find(name);
        return found == head.frame.landmarks.end() ? otherwise : found->second.y;
    };
    const float brow = y_of("glabella", 32), chin = y_of("menton", -80);
    Survey s;
    for (const Submesh& part : mesh.submeshes) {
        if (!part.skin) continue;
        const Material plain;
        const Material& material = part.material >= 0 ? mesh.materials[std::size_t(part.material)] : plain;
        const Texture* texture = material.texture >= 0 && !mesh.uvs.empty() ? mesh.textures[std::size_t(material.texture)].get() : nullptr;
        for (std::uint32_t i = part.first_index; i + 2 < part.first_index + part.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            const glm::vec3 a = mesh.positions[t[0]], b = mesh.positions[t[1]], c = mesh.positions[t[2]], middle = (a + b + c) / 3.0F;
            const glm::vec2 uv = chart.projection.project(middle) * float(kChartSide);
            bool on_top = uv.x >= 0 && uv.y >= 0 && uv.x < float(kChartSide) && uv.y < float(kChartSide);
            if (on_top) {
                const std::size_t texel_of = std::size_t(uv.y) * kChartSide + std::size_t(uv.x);
                on_top = chart.drawable[texel_of] != 0 && glm::length(chart.position[texel_of] - middle) < 5;
            }
            const bool on_face = !on_top && middle.z > 40 && middle.y < brow + 40 && middle.y > chin;
            if (!on_top && !on_face) continue;
            const double area = 0.5 * double(glm::length(glm::cross(b - a, c - a)));
            s.skin_area += area;
            glm::vec3 color(material.base_color);
            if (!mesh.colors.empty()) {
                const glm::vec3 x(mesh.colors[t[0]]), y(mesh.colors[t[1]]), z(mesh.colors[t[2]]);
                color *= (x + y + z) / 3.0F;
                const float lights[3]{luminance(x), luminance(y), luminance(z)};
                s.step.add(*std::max_element(lights, lights + 3) - *std::min_element(lights, lights + 3), area);
            }
            if (texture) {
                color *= texel(*texture, (mesh.uvs[t[0]] + mesh.uvs[t[1]] + mesh.uvs[t[2]]) / 3.0F);
                s.pictured_area += area;
            }
            for (int k = 0; k < 3; ++k) s.channel[k].add(color[k], area);
            (on_top ? s.top : s.face).add(luminance(color), area);
            s.light.add(luminance(color), area);
        }
    }
    return s;
}

// CIE 1976 a* and b* under D65.
glm::vec2 hue(const glm::vec3& c) {
    const auto f = [](float t) { return t > 0.008856F ? std::cbrt(t) : 7.787F * t + 16.0F / 116; };
    const float x = f((0.4124F * c.r + 0.3576F * c.g + 0.1805F * c.b) / 0.9505F), y = f(luminance(c)),
                z = f((0.0193F * c.r + 0.1192F * c.g + 0.9505F * c.b) / 1.0888F);
    return {500 * (x - y), 200 * (y - z)};
}

}  // namespace

std::optional<Capture> find_capture(const Head& head, const ScalpChart& chart) {
    const Survey s = survey(head, chart);
    if (!(s.skin_area > 0)) return std::nullopt;
    // Painted colours run smoothly; a camera's differ by more than this from vertex to vertex (linear, median).
    constexpr float kSeenStep = 0.004F;
    const bool pictured = s.pictured_area > 0.5 * s.skin_area;
    if (!pictured && (head.mesh.painted || !(s.step.area() > 0.5 * s.skin_area && s.step.at(0.5) > kSeenStep))) return std::nullopt;
    Capture capture;
    for (int k = 0; k < 3; ++k) capture.skin[k] = s.channel[k].at(0.5);
    // Light and skin are never even over a whole head.
    const float middle = s.light.at(0.5);
    if (!(middle > 0.002F) || s.light.at(0.9) - s.light.at(0.1) < 0.05F * middle) return std::nullopt;
    // Skin of any tone has a* from 5 to 20 and b* from 5 to 25; the camera's white balance may be off by ten. A normal map has
    // b* about -60, a map of relief no hue at all.
    const glm::vec2 ab = hue(capture.skin);
    if (ab.x < -6 || ab.y < -8 || ab.x + ab.y < 4) return std::nullopt;
    if (s.face.area() > 0 && s.top.area() > 0) capture.top_to_face = double(s.top.at(0.5)) / std::max(double(s.face.at(0.5)), 1e-4);
    return capture;
}

}  // namespace stipple::scalp
