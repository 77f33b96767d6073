// What a head's own colours are triangle by triangle, over the skin that a picture of it is judged by.
#pragma once
#include <vector>

#include "scalp/chart.h"
#include "scalp/head.h"

namespace stipple::scalp {

// One triangle of skin, at its middle.
struct SkinSample {
    glm::vec3 color{0}, normal{0};  // linear RGB; unit length
    double area = 0;                // mm2
    bool on_top = false;            // on the drawable mask; else on the face
    bool on_scalp = false;          // inside the juvenile hairline
    bool pictured = false;          // the colour is a texture's
    float step = -1;                // largest step of luminance between its vertices' colours; below 0: they have none
};

// Without a chart (of a head that was not found) all skin is taken, as if it were face.
// One in so many triangles where a mesh has some hundred thousand, each standing for its own area only.
[[nodiscard]] std::vector<SkinSample> skin_samples(const Head& head, const ScalpChart& chart);

[[nodiscard]] inline float luminance(const glm::vec3& c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; }  // Rec. 709

}  // namespace stipple::scalp
