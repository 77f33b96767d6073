#include "assets/bust/fit_warp.h"

namespace stipple::bust {
namespace {

// 0 where one of the two is 0, 1 where they are equal: how much a direction points to the corners of a section.
double cornered(double a, double b) {
    const double a2 = a * a, b2 = b * b, sum = a2 + b2 + 0.02;
    return 4 * a2 * b2 / (sum * sum);
}

const dvec3 centre(0, 60, -8);  // of the cranium, see masses.cpp
constexpr double side = 78, above = 88.5;
// The sculpture stands slightly larger than life, and its face is 5 mm too long.
const dvec3 usual_scale(.965, .97, .995);
constexpr double usual_face = -.047;

}  // namespace

FitWarp::FitWarp(const FitParts& parts) : parts_(parts) {
    scale_ = usual_scale * exact::exp(parts[fit_size]);
    scale_.x *= exact::exp(parts[fit_breadth]);
    scale_.z *= exact::exp(parts[fit_length]);
}

dvec3 FitWarp::operator()(const dvec3& p) const {
    dvec3 q = p;
    const double depth = p.z > centre.z ? 106 : 87, up = p.y - centre.y;
    // Bent sections; nothing on the axes moves, so length, breadth and height stay.
    const double x = p.x / side, z = (p.z - centre.z) / depth, y = up > 0 ? up / above : 0;
    // Fading out over face and nape: in front later, so that eyes and cheeks keep their width.
    const double front = smooth_step(-40, 50, p.z);
    const double level = parts_[fit_girth] * cornered(x, z) * smooth_step(-30 + 35 * front, 60 + 22 * front, p.y);
    const double sagittal = parts_[fit_sagittal] * cornered(y, z) * bell(x * x / (.65 * .65));
    const double coronal = parts_[fit_coronal] * cornered(y, x) * bell(z * z / (.65 * .65));
    q.x += p.x * (level + coronal);
    q.z += (p.z - centre.z) * (level + sagittal);
    q.y += y * above * (sagittal + coronal);
    // The vault grows from above the glabella on, the face from below the eyes.
    constexpr double brows = 64, ease = 14, eyes = 40;
    if (const double t = p.y - brows; t > 0) q.y += parts_[fit_vault] * t * t / (t + ease);
    if (const double t = eyes - p.y; t > 0) q.y -= (usual_face + parts_[fit_face]) * t * t / (t + ease);
    // Leaning: what lies higher goes farther forward, in front more than behind.
    q.z += parts_[fit_forehead] * smooth_step(66, 146, p.y) * smooth_step(-95, 40, p.z);
    // The ears with the skin around them, whole.
    const double v = (p.y - 16) / 36, w = (p.z + 5) / 26, out = std::fabs(p.x);
    const double ear =
        smooth_step(34, 64, out) * (1 - smooth_step(1, 4.6, v * v + w * w)) * (1 - smooth_step(105, 130, out));
    q.y += parts_[fit_ear_up] * ear;
    q.z -= parts_[fit_ear_back] * ear;
    return q * scale_;
}

}  // namespace stipple::bust
