// The scars that single punches (FUE) leave in the donor area: where they may lie on a head, and which of them a design has.
#pragma once
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace stipple::session {

struct PreparedHead;

inline constexpr double kMostPunchesPerCm2 = 60, kTallestDonorMm = 110;

// One place a punch can be set.
struct PunchPlace {
    glm::vec3 place{0};  // on the skin, head axes, mm
    float off_mm = 0;    // above the middle of the donor area, across its planes, up to 6 mm more or less by chance: its edge is no line
};

// All places of one head, as dense as can be set, in an order of which every beginning is spread evenly and irregularly: no place
// comes nearer to an earlier one than 6.2 mm / sqrt(places so far per cm2). More punches are the same and others between them.
class DonorArea {
  public:
    explicit DonorArea(const PreparedHead& head);
    [[nodiscard]] std::span<const PunchPlace> places() const { return places_; }
    [[nodiscard]] double area_cm2() const { return area_cm2_; }  // of the tallest
    // The places of so many punches a cm2 in a donor area so tall, measured along the skin of the midline.
    struct Chosen {
        std::size_t first_of = 0;  // among the first so many places:
        float low_mm = 0, high_mm = 0;  // those with `off_mm` from and to
        [[nodiscard]] bool has(const PunchPlace& place) const { return place.off_mm >= low_mm && place.off_mm <= high_mm; }
    };
    [[nodiscard]] Chosen chosen(double per_cm2, double height_mm) const;

  private:
    std::vector<PunchPlace> places_;
    double area_cm2_ = 0;
    std::vector<float> off_below_, off_above_;  // 1 mm apart along the midline from the middle: down, and up
};

}  // namespace stipple::session
