#include "hairline.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::model {
namespace {

using enum ParameterId;
constexpr int kSide = kHairlinePoints / 2;  // points on one side, besides the mid-frontal one

// What makes a style. Heights along the skin are the sum of an arch, lower towards the temples by `arch_mm` at the apex, and
// of the recession, of which the mid-pupil point and the shoulder get the given shares: convex inside the mid-pupil point,
// concave outside it (hairtx.com; Shapiro). (A line of equal skin height looks level from the front.) The figures are drawn
// by eye against the words artists use, on a scanned head.
struct Style {
    std::string_view word;
    double arch_mm;
    double mid_pupil, shoulder;    // shares of the recession
    double dip_mm;                 // how far the mid-frontal point alone dips below its neighbours: a widow's peak
    double deeper_mm;              // recession on top of hairline.recession_mm
    double corner_mm;              // how round the frontotemporal corner is
    double hump, peak;             // lateral hump and temple peak, shares of the way from tragion to canthus
    double macro_mm, micro_mm, softness_mm, sentinels;  // hairline_waves
};
constexpr std::array<Style, 9> kStyles{{
    {"straight", 0, 0.00, 0.25, 0, 0, 3, 0.60, 0.70, 0.6, 0.25, 3, 0},
    {"curved", 10, 0.16, 0.50, 0, 0, 12, 0.69, 0.68, 2.0, 1.0, 10, 0},
    {"soft", 9, 0.18, 0.52, 0, 0, 14, 0.68, 0.67, 2.0, 1.4, 20, 0.6},
    {"broken", 9, 0.16, 0.50, 0, 0, 11, 0.69, 0.67, 6.0, 4.0, 5, 1.0},
    {"m-shape", 4, 0.06, 0.40, 0, 14, 7, 0.62, 0.68, 2.0, 1.0, 10, 0},
    {"widows-peak", 9, 0.12, 0.46, 13, 0, 10, 0.66, 0.68, 1.6, 0.8, 9, 0},
    {"receded", 7, 0.20, 0.56, 0, 22, 10, 0.60, 0.63, 2.5, 1.3, 12, 0.1},
    {"rounded", 19, 0.34, 0.66, 0, 0, 15, 0.75, 0.73, 1.4, 0.8, 10, 0},
    {"custom", 10, 0.16, 0.50, 0, 0, 12, 0.69, 0.68, 2.0, 1.0, 10, 0},
}};

const Style& style_of(const Design& design) {
    const std::string& word = design.choice(hairline_style);
    const auto found = std::find_if(kStyles.begin(), kStyles.end(), [&](const Style& s) { return s.word == word; });
    assert(found != kStyles.end());
    return *found;
}

// Temples after Mayer and Perez-Meza (2002): how far forward hump, peak, hollow and sideburn corner lie, shares of the way
// from tragion to canthus. Figures drawn by eye.
struct Temple {
    std::string_view word;
    double hump, peak, hollow, corner;
};
constexpr std::array<Temple, 2> kTemples{{
    {"parallel", 0.36, 0.30, 0.29, 0.29},
    {"reversed", 0.34, 0.14, 0.15, 0.26},
}};

void shape_temple(const std::string& word, std::array<HairlinePoint, kSide + 1>& half) {
    constexpr std::size_t kHump = 6, kPeak = 7, kHollow = 8, kCorner = 9;
    if (word == "thin") {  // half as far before the sideburn's corner
        for (const std::size_t i : {kHump, kPeak, kHollow})
            half[i].forward = half[kCorner].forward + 0.5 * (half[i].forward - half[kCorner].forward);
    }
    for (const Temple& temple : kTemples) {
        if (temple.word != word) continue;
        half[kHump].forward = temple.hump;
        half[kPeak].forward = temple.peak;
        half[kHollow].forward = temple.hollow;
        half[kCorner].forward = temple.corner;
    }
}

// One side, from the midline out, with positive lateral distances.
std::array<HairlinePoint, kSide + 1> half_line(const Style& style, double height, double recession,
                                               const HairlineFace& face) {
    using enum HairlineRegion;
    const double pupil = face.pupil_lateral_mm, apex = face.canthus_lateral_mm;
    const double up = face.glabella_up_mm;
    const double back = recession + style.deeper_mm;
    const auto at = [&](double lateral, double share) {  // height there with that share of the recession
        return height + style.dip_mm - style.arch_mm * (lateral / apex) * (lateral / apex) + back * share;
    };
    const double near_pupil = 0.42 * pupil, shoulder = 0.5 * (pupil + apex);
    const double top = at(apex, 1.0), corner = std::min(style.corner_mm, 0.35 * top);
    // The temple, after Garg's construction (the peak lies on the line from the apex down to a point near the canthus, some
    // 50 mm below the apex) and Mayer and Perez-Meza's normal temple: peak forward of the sideburn, a hump above it, a hollow
    // below it. Heights follow the brow, because fringe and brow keep their distance when the front recedes, and make room for
    // a corner that is set very low.
    return {{
        {"mid-frontal point", forehead, 0.0, height, 0},
        {"paramedian point", forehead, near_pupil, at(near_pupil, 0.1 * style.mid_pupil), 0},
        {"mid-pupil point", forehead, pupil, at(pupil, style.mid_pupil), 0},
        {"shoulder", forehead, shoulder, at(shoulder, style.shoulder), 0},
        {"frontotemporal apex", forehead, apex, top, 0},
        {"temple corner", forehead, apex + 0.4 * corner, top - corner, 0},
        {"lateral hump", temple, apex, up + std::min(32.0, 0.44 * top), style.hump},
        {"temple peak", temple, apex, up + std::min(9.0, 0.2 * top), style.peak},
        {"temple hollow", temple, apex, up - 6.0, 0.16 + 0.5 * style.peak},
        {"sideburn corner", temple, apex, up - 23.0, 0.30},
        {"sideburn", temple, apex, 2.0, 0.22},
    }};
}

}  // namespace

std::array<HairlinePoint, kHairlinePoints> hairline_points(const Design& design, const HairlineFace& face) {
    const Style& style = style_of(design);
    auto half = half_line(style, design.number(hairline_height_mm), design.number(hairline_recession_mm), face);
    shape_temple(design.choice(hairline_temple), half);
    std::array<HairlinePoint, kHairlinePoints> points;
    for (int i = 0; i < kHairlinePoints; ++i) {
        points[std::size_t(i)] = half[std::size_t(std::abs(i - kMidFrontalPoint))];
        if (i < kMidFrontalPoint) points[std::size_t(i)].lateral_mm = -points[std::size_t(i)].lateral_mm;
    }
    if (style.word != "custom") return points;

    const std::vector<double>& moved = design.list(hairline_custom_mm);
    const double reach = kCanthusToTragionMm;
    for (std::size_t i = 0; i < points.size() && 2 * i < moved.size(); ++i) {
        HairlinePoint& p = points[i];
        if (int(i) == kMidFrontalPoint) continue;  // that one is hairline.height_mm
        if (p.region == HairlineRegion::forehead)
            p.lateral_mm += moved[2 * i];
        else
            p.forward += moved[2 * i] / reach;
        if (2 * i + 1 < moved.size()) p.height_mm += moved[2 * i + 1];
    }
    return points;
}

std::vector<double> custom_hairline(const Design& design, const HairlineFace& face, std::span<const HairlinePoint> points) {
    assert(points.size() == std::size_t(kHairlinePoints));
    Design plain = design.with(hairline_style, std::string("custom")).with(hairline_custom_mm, std::vector<double>{});
    const auto from = hairline_points(plain, face);
    const Parameter& limits = parameter(hairline_custom_mm);
    std::vector<double> moved;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const double sideways = from[i].region == HairlineRegion::forehead
                                    ? points[i].lateral_mm - from[i].lateral_mm
                                    : (points[i].forward - from[i].forward) * kCanthusToTragionMm;
        moved.push_back(std::clamp(sideways, limits.min, limits.max));
        moved.push_back(std::clamp(points[i].height_mm - from[i].height_mm, limits.min, limits.max));
    }
    return moved;
}

std::vector<glm::vec3> hairline_curve(std::span<const glm::vec3> points, float spacing_mm, std::vector<int>* control) {
    assert(points.size() >= 2 && spacing_mm > 0);
    const auto count = points.size();
    auto at = [&](std::ptrdiff_t i) -> glm::vec3 {  // one mirrored point beyond each end
        if (i < 0) return 2.0F * points[0] - points[1];
        if (i >= std::ptrdiff_t(count)) return 2.0F * points[count - 1] - points[count - 2];
        return points[std::size_t(i)];
    };
    auto knot = [](const glm::vec3& a, const glm::vec3& b) {
        const glm::vec3 d = b - a;
        return std::sqrt(std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z));  // square root of the distance: centripetal
    };
    std::vector<glm::vec3> curve{points[0]};
    if (control) *control = {0};
    for (std::size_t i = 0; i + 1 < count; ++i) {
        const glm::vec3 p0 = at(std::ptrdiff_t(i) - 1), p1 = at(std::ptrdiff_t(i)), p2 = at(std::ptrdiff_t(i) + 1),
                        p3 = at(std::ptrdiff_t(i) + 2);
        const float t1 = knot(p0, p1), t2 = t1 + knot(p1, p2), t3 = t2 + knot(p2, p3);
        assert(t1 > 0 && t2 > t1 && t3 > t2);
        const auto steps = std::max(1, int(std::ceil(1.25F * (t2 - t1) * (t2 - t1) / spacing_mm)));
        for (int s = 1; s < steps; ++s) {
            const float t = t1 + (t2 - t1) * float(s) / float(steps);
            const glm::vec3 a1 = p0 * ((t1 - t) / t1) + p1 * (t / t1);
            const glm::vec3 a2 = p1 * ((t2 - t) / (t2 - t1)) + p2 * ((t - t1) / (t2 - t1));
            const glm::vec3 a3 = p2 * ((t3 - t) / (t3 - t2)) + p3 * ((t - t2) / (t3 - t2));
            const glm::vec3 b1 = a1 * ((t2 - t) / t2) + a2 * (t / t2);
            const glm::vec3 b2 = a2 * ((t3 - t) / (t3 - t1)) + a3 * ((t - t1) / (t3 - t1));
            curve.push_back(b1 * ((t2 - t) / (t2 - t1)) + b2 * ((t - t1) / (t2 - t1)));
        }
        curve.push_back(p2);
        if (control) control->push_back(int(curve.size()) - 1);
    }
    return curve;
}

HairlineWaves hairline_waves(const Design& design) {
    const Style& style = style_of(design);
    return {style.macro_mm, style.micro_mm, style.softness_mm, style.sentinels};
}

}  // namespace stipple::model
