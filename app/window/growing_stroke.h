// A stroke while it is being painted.
#pragma once
#include <glm/glm.hpp>
#include <vector>

#include "model/painting.h"
#include "session/paint/brush_place.h"

namespace stipple::window {

// Dabs lie a sixth of the brush's width apart along the hand's way: so close that their edges show no scallops, and where
// the hand has been before, the dab there is pressed harder instead of one more being set.
class GrowingStroke {
  public:
    // `settings` without dabs.
    void begin(model::Stroke settings);
    // The hand is at `place` for so long; true when the stroke changed. Between calls the hand has moved by at most
    // spacing_mm(), or else there are gaps.
    bool touch(const session::BrushPlace& place, double seconds);
    [[nodiscard]] const model::Stroke& stroke() const { return stroke_; }
    [[nodiscard]] float spacing_mm() const;

    // Of 255: what a hand that goes on leaves, and what is added a second where it stays. Whole after half a second; assumed.
    static constexpr double kPressureAtOnce = 140, kPressureASecond = 230;

  private:
    bool press(std::size_t dab, double more);

    model::Stroke stroke_;
    std::vector<glm::vec3> places_;   // of the dabs
    std::vector<double> pressures_;   // before rounding
    std::size_t at_ = 0;              // the dab under the hand
};

}  // namespace stipple::window
