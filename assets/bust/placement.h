// From the sculpture to head axes: proportions of the lower face, a little asymmetry, size, Frankfurt plane, origin.
#pragma once
#include <map>
#include <string>

#include "assets/bust/bust.h"
#include "assets/bust/head_field.h"

namespace stipple::bust {

class Placement {
  public:
    // Sizes the sculpture so that length and breadth come out as asked, to 0.01 mm.
    Placement(const HeadField& field, const BustMeasures& measures);
    [[nodiscard]] dvec3 place(const dvec3& p) const;
    [[nodiscard]] dvec3 place_normal(const dvec3& p, const dvec3& normal) const;
    [[nodiscard]] const std::map<std::string, dvec3>& landmarks() const { return landmarks_; }  // placed
    // Length of a taut tape through glabella and opisthocranion, mm.
    [[nodiscard]] double circumference(const HeadField& field) const;

  private:
    [[nodiscard]] dvec3 shaped(const dvec3& p) const;  // before size and rotation
    void find_landmarks(const HeadField& field);
    [[nodiscard]] double breadth(const HeadField& field) const;

    dvec3 scale_{.965, .97, .995}, origin_{0};  // origin: tragion midpoint after scaling
    double cosine_ = 1, sine_ = 0;              // of the turn about x that levels the Frankfurt plane
    std::map<std::string, dvec3> landmarks_, sculpted_;
};

}  // namespace stipple::bust
