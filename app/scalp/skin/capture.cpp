#include "capture.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "picture_light.h"
#include "skin_sample.h"

namespace stipple::scalp {
namespace {

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

Survey survey(const std::vector<SkinSample>& samples) {
    Survey s;
    for (const SkinSample& sample : samples) {
        s.skin_area += sample.area;
        if (sample.pictured) s.pictured_area += sample.area;
        else if (sample.step >= 0) s.step.add(sample.step, sample.area);
        for (int k = 0; k < 3; ++k) s.channel[k].add(sample.color[k], sample.area);
        (sample.on_top ? s.top : s.face).add(luminance(sample.color), sample.area);
        s.light.add(luminance(sample.color), sample.area);
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
    const std::vector<SkinSample> samples = skin_samples(head, chart);
    const Survey s = survey(samples);
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
    capture.light = light_in_picture(samples);
    return capture;
}

}  // namespace stipple::scalp
