#include "light_color.h"

#include <cassert>

namespace stipple::session {

glm::dvec2 planckian_xy(double t) {
    assert(t >= 1000 && t <= 15000);
    const double u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t * t);
    const double v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t * t);
    const double below = 2 * u - 8 * v + 4;  // CIE 1960 u, v to x, y
    return {3 * u / below, 2 * v / below};
}

glm::dvec2 daylight_xy(double t) {
    assert(t >= 4000 && t <= 25000);
    const double k = 1000 / t;
    const double x = t <= 7000 ? ((-4.6070 * k + 2.9678) * k + 0.09911) * k + 0.244063 : ((-2.0064 * k + 1.9018) * k + 0.24748) * k + 0.237040;
    return {x, (-3 * x + 2.870) * x - 0.275};
}

glm::dvec3 linear_rgb(glm::dvec2 xy) {
    const glm::dvec3 xyz(xy.x / xy.y, 1, (1 - xy.x - xy.y) / xy.y);
    const glm::dmat3 to_rgb(3.2404542, -0.9692660, 0.0556434, -1.5371385, 1.8760108, -0.2040259, -0.4985314, 0.0415560, 1.0572252);
    const glm::dvec3 rgb = glm::max(to_rgb * xyz, glm::dvec3(0));
    return rgb / luminance_of(rgb);
}

double luminance_of(const glm::dvec3& rgb) { return glm::dot(rgb, glm::dvec3(0.2126, 0.7152, 0.0722)); }

}  // namespace stipple::session
