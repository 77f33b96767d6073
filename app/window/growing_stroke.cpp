#include "growing_stroke.h"

#include <algorithm>
#include <cmath>

namespace stipple::window {

void GrowingStroke::begin(model::Stroke settings) {
    stroke_ = std::move(settings);
    stroke_.dabs.clear();
    places_.clear();
    pressures_.clear();
    at_ = 0;
}

float GrowingStroke::spacing_mm() const { return std::max(stroke_.size_mm / 6, 0.3F); }

bool GrowingStroke::press(std::size_t dab, double more) {
    pressures_[dab] = std::min(pressures_[dab] + more, 255.0);
    const auto pressure = std::uint8_t(std::lround(pressures_[dab]));
    if (stroke_.dabs[dab].pressure == pressure) return false;
    stroke_.dabs[dab].pressure = pressure;
    return true;
}

bool GrowingStroke::touch(const session::BrushPlace& place, double seconds) {
    std::size_t nearest = places_.size();
    float least = spacing_mm() * spacing_mm();
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const glm::vec3 off = places_[i] - place.skin;
        if (glm::dot(off, off) < least) least = glm::dot(off, off), nearest = i;
    }
    if (nearest == places_.size()) {
        places_.push_back(place.skin);
        pressures_.push_back(0);
        stroke_.dabs.push_back({place.u, place.v, 0});
        at_ = nearest;
        (void)press(at_, kPressureAtOnce + seconds * kPressureASecond);
        return true;
    }
    // Coming back to a dab is passing there again; a neighbour of the one before is the same movement.
    const bool again = nearest + 1 < at_ || nearest > at_ + 1;
    at_ = nearest;
    return press(at_, (again ? kPressureAtOnce : 0) + seconds * kPressureASecond);
}

}  // namespace stipple::window
