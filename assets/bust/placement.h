// From the sculpture to head axes: proportions of the lower face, a little asymmetry, size, Frankfurt plane, origin.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "assets/bust/head_field.h"

namespace stipple::bust {

class Placement {
  public:
    // Sizes the sculpture so that length and breadth come out as asked, to 0.01 mm.
    Placement(const HeadField& field, double head_length, double head_breadth);
    [[nodiscard]] dvec3 place(const dvec3& p) const;
    [[nodiscard]] dvec3 place_normal(const dvec3& p, const dvec3& normal) const;
    [[nodiscard]] const std::map<std::string, dvec3>& landmarks() const { return landmarks_; }  // placed
    // Length of a taut tape through glabella and opisthocranion, mm.
    [[nodiscard]] double circumference() const;

  private:
    // Points of the sculpture's surface, found once; sizing only moves them.
    struct Outline {
        std::vector<dvec3> glabella, nasion, pronasale, lip, subnasale, menton, vertex,
            occiput;                  // midline, where each is sought
        std::vector<dvec3> parietal;  // both sides of the cranium above the ears
        std::vector<dvec3> girdle;    // around the head at glabella and opisthocranion
        dvec3 tragion, canthus;       // left
    };
    [[nodiscard]] dvec3 shaped(const dvec3& p) const;  // before size and rotation
    [[nodiscard]] static Outline outline(const HeadField& field);
    void level();
    void find_landmarks();
    [[nodiscard]] double breadth() const;

    Outline outline_;
    dvec3 scale_{.965, .97, .995}, origin_{0};  // origin: tragion midpoint after scaling
    double cosine_ = 1, sine_ = 0;              // of the turn about x that levels the Frankfurt plane
    std::map<std::string, dvec3> landmarks_;
};

}  // namespace stipple::bust
