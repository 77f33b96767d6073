// A pattern of the reference as a scene of the renderer: the same dots, seen squarely.
#pragma once
#include "patch_scene.h"
#include "reference.h"

namespace stipple::test {

// Soft dots as the program draws them: `diameter_mm` wide at half their peak, mass of a sharp disc of that width times
// `strength`, one transmittance for all colours.
DotPattern program_dots(std::vector<glm::dvec2> places, double period_mm, double diameter_mm, double transmittance,
                        double strength = 1);

struct PatternScene {
    // Enough repetitions of the pattern to fill a square of `side_mm`. The pattern's places are moved by what packing
    // rounds.
    PatternScene(renderer::Renderer& renderer, DotPattern dots, double diameter_mm, double side_mm,
                 double strength = 1);
    // Square pictures of `pixels` a side, its middle over the patch's middle.
    [[nodiscard]] renderer::Frame frame(int pixels, double mm_per_pixel) const;
    [[nodiscard]] PixelGrid grid(int pixels, double mm_per_pixel) const;

    DotPattern dots;
    PatchScene scene;
    std::size_t drawn = 0;  // dots uploaded
};

}  // namespace stipple::test
