#include "seam.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "session/chart/shares.h"
#include "shared/profile.h"

namespace stipple::session {
namespace {

constexpr std::size_t kSide = scalp::kChartSide;
constexpr std::size_t kStep = 3;  // texels; about 1 mm
constexpr double kQuarterPi = 0.785398163397448;

}  // namespace

float PlacesNear::distance(const glm::vec3& p) const {
    float nearest2 = cell_mm_ * cell_mm_;
    const glm::ivec3 middle = cell(p);
    for (int z = -1; z <= 1; ++z)
        for (int y = -1; y <= 1; ++y)
            for (int x = -1; x <= 1; ++x) {
                const auto found = cells_.find(key(middle + glm::ivec3(x, y, z)));
                if (found == cells_.end()) continue;
                for (const glm::vec3& point : found->second) nearest2 = std::min(nearest2, glm::dot(point - p, point - p));
            }
    return std::sqrt(nearest2);
}

SeamInk seam_ink(const shared::DotLook& look, const shared::SkinLook& skin, const PigmentNow& pigment, double dots, double hair_mm2) {
    constexpr glm::dvec3 kLuminance{0.2126, 0.7152, 0.0722};  // Rec. 709
    SeamInk one;
    one.random_pattern = look.random_pattern > 0.5F;
    const double width = pigment.mean_diameter_mm(), own = dots > 0 ? pigment.pigment / dots : 0, shifted = dots > 0 ? pigment.shifted / dots : 0;
    const double peak = width > 0 ? (own + shifted) / (kQuarterPi * width * width * double(shared::DOT_PROFILE_AREA)) : 0;
    for (int c = 0; c < 3; ++c) {
        one.dot[c] = own * (1.0 - double(look.transmittance[0][c])) + shifted * (1.0 - double(look.transmittance[1][c]));
        one.hair[c] = hair_mm2 * (1.0 - double(look.transmittance[2][c]));
        one.peak[c] = peak * (1.0 - double(look.transmittance[0][c]));
        one.weight[c] = kLuminance[c] * double(skin.albedo[c]);
    }
    return one;
}

double hair_area_mm2(const shared::DotLook& look, double lean) {
    const double root = kQuarterPi * double(look.hair_diameter_mm) * double(look.hair_diameter_mm) * double(shared::HAIR_ROOT_SHARE);
    return double(look.hair_strength) * (root + double(look.hair_shaft_mm) * double(look.hair_length_mm) / std::sqrt(1 + lean * lean));
}

glm::dvec3 both_crossings(float dots_per_cm2, float hairs_per_cm2, const SeamInk& ink) {
    glm::dvec3 light(0);
    for (int c = 0; c < 3; ++c) {
        const double absorbed = (double(dots_per_cm2) * ink.dot[c] + double(hairs_per_cm2) * ink.hair[c]) / 100.0;
        const float t = shared::pigment_transmittance(float(absorbed), ink.random_pattern ? 0.0F : shared::overlap_knee(float(ink.peak[c]), dots_per_cm2));
        light[c] = double(t) * double(t);
    }
    return light;
}

double light_left(float dots_per_cm2, float hairs_per_cm2, const SeamInk& ink) {
    return glm::dot(ink.weight, both_crossings(dots_per_cm2, hairs_per_cm2, ink)) / (ink.weight.x + ink.weight.y + ink.weight.z);
}

bool well_inside(const PreparedHead& head, std::span<const std::uint16_t> planned, std::size_t texel) {
    constexpr std::uint32_t kInside = 64000;  // of kWholeShare
    return planned[texel] > kInside && head.natural_hair[texel] > kInside;
}

std::optional<Seam> find_seam(const PreparedHead& head, std::span<const float> dots_per_cm2, std::span<const float> hairs_per_cm2,
                              std::span<const std::uint16_t> own, std::span<const std::uint16_t> planned, const SeamInk& ink) {
    const auto inside = [&](std::size_t i) { return well_inside(head, planned, i); };
    const auto half_left = [&](std::size_t i) { return 2U * own[i] >= head.natural_hair[i]; };
    PlacesNear boundary(kSeamReachMm);
    for (std::size_t y = 0; y + kStep < kSide; y += kStep)
        for (std::size_t x = 0; x + kStep < kSide; x += kStep) {
            const std::size_t i = y * kSide + x;
            if (!inside(i)) continue;
            for (const std::size_t other : {i + kStep, i + kStep * kSide})
                if (inside(other) && half_left(i) != half_left(other)) {
                    // Where on the way from one to the other half is left.
                    const auto left = [&](std::size_t k) { return float(own[k]) / float(head.natural_hair[k]) - 0.5F; };
                    const float share = left(i) / (left(i) - left(other));
                    boundary.add(glm::mix(head.chart.position[i], head.chart.position[other], share));
                }
        }
    if (boundary.empty()) return {};

    constexpr auto kBands = std::size_t(2 * kSeamReachMm / kSeamBandMm);
    std::array<double, kBands> area{}, seen{};
    for (std::size_t y = 0; y < kSide; y += kStep)
        for (std::size_t x = 0; x < kSide; x += kStep) {
            const std::size_t i = y * kSide + x;
            if (!inside(i)) continue;
            const double away = double(boundary.distance(head.chart.position[i]));
            if (away >= kSeamReachMm) continue;
            const auto band = std::size_t((half_left(i) ? kSeamReachMm - away : kSeamReachMm + away) / kSeamBandMm);
            const double here = double(head.chart.area_mm2[i]) * double(kStep * kStep) / 100.0;
            area[std::min(band, kBands - 1)] += here;
            seen[std::min(band, kBands - 1)] += here * light_left(dots_per_cm2[i], hairs_per_cm2[i], ink);
        }
    Seam seam;
    double mean = 0;
    for (std::size_t band = 0; band < kBands; ++band) {
        if (area[band] < 1) continue;  // a square centimetre of texels tells nothing
        seam.bands.push_back({kSeamBandMm * double(band) - kSeamReachMm, area[band], 1 - seen[band] / area[band]});
        mean += seam.bands.back().darkness;
    }
    if (seam.bands.size() < 2 || !(mean > 0)) return {};
    mean /= double(seam.bands.size());
    for (std::size_t i = 1; i < seam.bands.size(); ++i)
        seam.step_percent = std::max(seam.step_percent, 100 * std::abs(seam.bands[i].darkness - seam.bands[i - 1].darkness) / mean);
    return seam;
}

}  // namespace stipple::session
