// How sure the fading is: what an artist saw of their own work, and every figure of the model with its ground and source.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/design.h"
#include "output.h"

namespace stipple::ui {

class Certainty {
  public:
    // Both draw at `at`, `width` pixels wide, and return the height.
    float draw_observations(Context& context, ImVec2 at, float width, const model::Design& design);
    float draw_figures(Context& context, ImVec2 at, float width);

  private:
    const std::string& calibration(const model::Design& design);

    std::vector<model::Value> calibrated_;  // what the sentence below was worked out for
    std::string calibration_;
    std::optional<std::size_t> open_;  // the figure whose source is shown
};

}  // namespace stipple::ui
