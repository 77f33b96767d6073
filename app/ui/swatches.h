// Tones and lights as little pictures to click.
#pragma once
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "output.h"

namespace stipple::ui {

struct Swatches {
    std::array<ImU32, 10> tones{};  // of skin.tone 1 to 10 in even white light
    // A ball of the design's skin in each light, as light.kind lists them.
    struct Ball {
        std::string_view light;     // a word of light.kind
        std::string lamps;          // what it is made of, for the tooltip
        std::vector<ImU32> colors;  // of ball_normals()
    };
    std::vector<Ball> balls;
};

// Where a ball's colours are asked for: unit normals, x to the right, y up, z towards the viewer. The middle first, then rings.
struct BallNormal {
    float x = 0, y = 0, z = 1;
};
[[nodiscard]] std::span<const BallNormal> ball_normals();

// Draw at `at`, `width` pixels wide, and return the height. A click is an edit of skin.tone or light.kind. `place`: under which name, followed by
// the light's, balls are noted.
float draw_tone_swatches(Context& context, ImVec2 at, float width, const model::Design& design, const Swatches& swatches);
float draw_light_balls(Context& context, std::string_view place, ImVec2 at, float width, const model::Design& design, const Swatches& swatches);

}  // namespace stipple::ui
