// Sex, age and build as shifts of the finished sculpture, which is a man of 35: smooth in space like the sizing that
// follows, so that the head is sculpted once for all of them.
#pragma once
#include <vector>

#include "assets/bust/primitives.h"

namespace stipple::bust {

struct Look {
    double female = 0;  // 0 male .. 1 female
    double age = 35;    // years
    double build = 0;   // -1 lean .. 1 full
    [[nodiscard]] bool operator==(const Look&) const = default;
};

// Of a person's brow hairs, how many have lost their pigment, 0..1.
[[nodiscard]] double grey_share(const Look& look);

class LookWarp {
  public:
    explicit LookWarp(const Look& look);
    [[nodiscard]] const Look& look() const { return look_; }
    [[nodiscard]] dvec3 operator()(const dvec3& p) const;  // sculpture's axes

  private:
    // Moves what lies about `centre`, fading as a Gaussian; on the left as given, or on both sides alike.
    struct Shift {
        dvec3 centre, radii, shift;
        bool mirrored = true;
    };
    void add_sex(double female);
    void add_age(double older);
    void add_build(double fuller);

    Look look_;
    std::vector<Shift> shifts_;
    std::vector<Crease> folds_;  // pressed in, left; the right is its mirror image
    double narrower_ = 0;        // jaw and neck, share of the female's
    double neck_ = 0;            // wider, share
};

}  // namespace stipple::bust
