#include "punch_scars.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "session/chart/shares.h"
#include "session/head/prepared_head.h"
#include "shared/hash.h"
#include "strip_scar.h"

namespace stipple::session {
namespace {

// The middle of the area that keeps its hair for life, above the inion along the skin; it reaches forward to the ear canals.
constexpr double kMiddleMm = 14;
constexpr float kHairyShare = 0.6F;  // of the natural density: surgeons keep away from the edge
constexpr float kApart = 6.2F;       // see DonorArea; triangles of equal sides would be 10.7 mm / sqrt(per cm2) wide
constexpr float kEdgeMm = 6;
constexpr std::uint32_t kSeed = 0xF0E5CA2U;

// Whole numbers one after the other, the same on every machine.
class Draws {
  public:
    std::uint32_t next() { return shared::hash_pcg(kSeed + count_++); }
    float unit() { return shared::hash_unit(next()); }

  private:
    std::uint32_t count_ = 0;
};

// Places already taken, in cubes.
class Taken {
  public:
    explicit Taken(const glm::vec3& low) : low_(low), cubes_(kSide * kSide * kSide) {}
    void add(const glm::vec3& place) { cubes_[index(cube(place))].push_back(place); }
    [[nodiscard]] bool near(const glm::vec3& place, float distance_mm) const {
        const glm::ivec3 from = glm::max(cube(place - distance_mm), 0), to = glm::min(cube(place + distance_mm), kSide - 1);
        for (int z = from.z; z <= to.z; ++z)
            for (int y = from.y; y <= to.y; ++y)
                for (int x = from.x; x <= to.x; ++x)
                    for (const glm::vec3& other : cubes_[index({x, y, z})]) {
                        const glm::vec3 off = other - place;
                        if (glm::dot(off, off) < distance_mm * distance_mm) return true;
                    }
        return false;
    }

  private:
    static constexpr int kSide = 64;
    static constexpr float kCubeMm = 4;
    [[nodiscard]] glm::ivec3 cube(const glm::vec3& place) const { return glm::ivec3((place - low_) * (1 / kCubeMm)); }
    static std::size_t index(const glm::ivec3& cube) {
        const glm::ivec3 c = glm::clamp(cube, 0, kSide - 1);
        return (std::size_t(c.z) * kSide + std::size_t(c.y)) * kSide + std::size_t(c.x);
    }
    glm::vec3 low_;
    std::vector<std::vector<glm::vec3>> cubes_;
};

}  // namespace

DonorArea::DonorArea(const PreparedHead& head) {
    const OccipitalPlane plane = occipital_plane(head, kMiddleMm);
    const auto off = [&](const glm::vec3& place) { return glm::dot(place - plane.middle, plane.up); };
    // How far the plane through the midline `mm` up or down the skin lies off the middle one.
    for (int mm = 0; mm <= int(kTallestDonorMm / 2); ++mm) {
        off_below_.push_back(off(occipital_plane(head, kMiddleMm - mm).middle));
        off_above_.push_back(off(occipital_plane(head, kMiddleMm + mm).middle));
    }
    const scalp::ScalpChart& chart = head.chart;
    const float ear_z = 0.5F * (head.head.frame.landmarks.at("tragion_left").z + head.head.frame.landmarks.at("tragion_right").z);
    std::vector<std::uint32_t> texels;
    float largest = 0;
    double area_mm2 = 0;
    glm::vec3 low(1e30F);
    for (std::size_t i = 0; i < chart.hit.size(); ++i) {
        if (!chart.hit[i] || float(head.natural_hair[i]) < kHairyShare * float(kWholeShare)) continue;
        const float at = off(chart.position[i]);
        if (chart.position[i].z > ear_z || at < off_below_.back() || at > off_above_.back()) continue;
        texels.push_back(std::uint32_t(i));
        area_mm2 += double(chart.area_mm2[i]);
        largest = std::max(largest, chart.area_mm2[i]);
        low = glm::min(low, chart.position[i]);
    }
    area_cm2_ = area_mm2 / 100;
    if (texels.empty()) return;
    const auto wanted = std::size_t(kMostPunchesPerCm2 * area_cm2_);
    Draws draws;
    Taken taken(low - 8.0F);
    const float area = float(area_cm2_);
    for (std::size_t tries = 0; places_.size() < wanted && tries < 400 * wanted; ++tries) {
        const std::uint32_t texel = texels[draws.next() % texels.size()];
        if (draws.unit() * largest > chart.area_mm2[texel]) continue;  // texels hold different areas
        // Within the texel along both its sides, as its neighbours give them.
        glm::vec3 place = chart.position[texel];
        const float across = draws.unit() - 0.5F, down = draws.unit() - 0.5F;
        if (chart.hit[texel + 1]) place += across * (chart.position[texel + 1] - chart.position[texel]);
        if (chart.hit[texel + scalp::kChartSide]) place += down * (chart.position[texel + scalp::kChartSide] - chart.position[texel]);
        // Towards the ears, too, the area ends little by little.
        if (place.z > ear_z - 2 * kEdgeMm * draws.unit()) continue;
        if (taken.near(place, kApart / std::sqrt(float(places_.size() + 1) / area))) continue;
        taken.add(place);
        places_.push_back({place, off(place) + kEdgeMm * (2 * draws.unit() - 1)});
    }
}

DonorArea::Chosen DonorArea::chosen(double per_cm2, double height_mm) const {
    assert(per_cm2 >= 0 && per_cm2 <= kMostPunchesPerCm2 && height_mm >= 0 && height_mm <= kTallestDonorMm);
    const auto at = [&](const std::vector<float>& table) {
        const float half = float(height_mm) / 2;
        const std::size_t mm = std::min(std::size_t(half), table.size() - 2);
        return table[mm] + (table[mm + 1] - table[mm]) * (half - float(mm));
    };
    return {std::min(std::size_t(per_cm2 * area_cm2_ + 0.5), places_.size()), at(off_below_), at(off_above_)};
}

}  // namespace stipple::session
