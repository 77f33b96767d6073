// What years of expressions leave on a grown man's face at rest: the nasolabial fold and faint lines.
#pragma once
#include <vector>

#include "assets/bust/drape.h"
#include "assets/bust/fold.h"

namespace stipple::bust {

class FaceLines {
  public:
    void add(const Field& face);  // laid on the face as it stands, left side
    [[nodiscard]] double apply(const dvec3& p, double d) const;

  private:
    std::vector<Fold> folds_;
    std::vector<Crease> lines_;
};

}  // namespace stipple::bust
