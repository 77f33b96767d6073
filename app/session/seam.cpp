#include "seam.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "shares.h"
#include "shared/profile.h"

namespace stipple::session {
namespace {

constexpr std::size_t kSide = scalp::kChartSide;
constexpr std::size_t kStep = 3;  // texels; about 1 mm
constexpr float kCellMm = float(kSeamReachMm);

// Cells of kCellMm that hold points of the boundary.
struct Boundary {
    std::unordered_map<std::uint64_t, std::vector<glm::vec3>> cells;
    static glm::ivec3 cell(const glm::vec3& p) { return glm::ivec3(glm::floor(p / kCellMm)); }
    static std::uint64_t key(const glm::ivec3& c) {
        const auto part = [](int x) { return std::uint64_t(x + (1 << 20)); };
        return part(c.x) | part(c.y) << 21U | part(c.z) << 42U;
    }
    void add(const glm::vec3& p) { cells[key(cell(p))].push_back(p); }
    // Beyond the reach: at least the reach.
    [[nodiscard]] float distance(const glm::vec3& p) const {
        float nearest2 = kCellMm * kCellMm;
        const glm::ivec3 middle = cell(p);
        for (int z = -1; z <= 1; ++z)
            for (int y = -1; y <= 1; ++y)
                for (int x = -1; x <= 1; ++x) {
                    const auto found = cells.find(key(middle + glm::ivec3(x, y, z)));
                    if (found == cells.end()) continue;
                    for (const glm::vec3& point : found->second) nearest2 = std::min(nearest2, glm::dot(point - p, point - p));
                }
        return std::sqrt(nearest2);
    }
};

}  // namespace

std::optional<Seam> find_seam(const PreparedHead& head, std::span<const float> dots_per_cm2, std::span<const float> hairs_per_cm2,
                              std::span<const std::uint16_t> own, std::span<const std::uint16_t> planned, const SeamInk& ink) {
    constexpr std::uint32_t kInside = 64000;  // of kWholeShare: well inside the hairline and the scalp's edge
    const auto inside = [&](std::size_t i) { return planned[i] > kInside && head.natural_hair[i] > kInside; };
    const auto half_left = [&](std::size_t i) { return 2U * own[i] >= head.natural_hair[i]; };
    Boundary boundary;
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
    if (boundary.cells.empty()) return {};

    constexpr auto kBands = std::size_t(2 * kSeamReachMm / kSeamBandMm);
    std::array<double, kBands> area{}, seen{};
    for (std::size_t y = 0; y < kSide; y += kStep)
        for (std::size_t x = 0; x < kSide; x += kStep) {
            const std::size_t i = y * kSide + x;
            if (!inside(i)) continue;
            const double away = double(boundary.distance(head.chart.position[i]));
            if (away >= kSeamReachMm) continue;
            const auto band = std::size_t((half_left(i) ? kSeamReachMm - away : kSeamReachMm + away) / kSeamBandMm);
            double light = 0;
            for (int c = 0; c < 3; ++c) {
                const double absorbed = (double(dots_per_cm2[i]) * ink.dot[c] + double(hairs_per_cm2[i]) * ink.hair[c]) / 100.0;
                const float t = shared::pigment_transmittance(float(absorbed), shared::overlap_knee(float(ink.peak[c]), dots_per_cm2[i]), ink.random_pattern);
                light += ink.weight[c] * double(t) * double(t);
            }
            const double here = double(head.chart.area_mm2[i]) * double(kStep * kStep) / 100.0;
            area[std::min(band, kBands - 1)] += here;
            seen[std::min(band, kBands - 1)] += here * light / (ink.weight.x + ink.weight.y + ink.weight.z);
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
