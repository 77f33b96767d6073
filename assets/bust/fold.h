// A line where skin lies over skin: soft on one side, steep on the other (upper lid, nasolabial fold, edge of the lip).
#pragma once
#include <vector>

#include "assets/bust/primitives.h"

namespace stipple::bust {

class Fold {
  public:
    // Knots of (x, y, z, weight). Seen from the front and walked from knot to knot, `left_width` is the reach in mm of
    // the swelling on the left of the line, `right_width` on its right; it is `height` mm high on the line itself.
    Fold(const std::vector<dvec4>& knots, double left_width, double right_width, double height);
    [[nodiscard]] double amount(const dvec3& p) const;  // mm to add to the surface

  private:
    std::vector<dvec4> points_;
    double left_width_, right_width_, height_;
    dvec3 low_{1e9}, high_{-1e9};
};

}  // namespace stipple::bust
