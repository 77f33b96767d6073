// The character of a hairline: what keeps a line from looking drawn. Waves and clefts along it, and how far its sides
// differ.
#pragma once
#include <cstdint>

#include "design.h"

namespace stipple::model {

// How far, in mm, the line is set back (positive, away from the face) or forward (negative) at places along it. Seeded:
// hairline.seed, wave_mm, wavelength_mm, jitter_mm and asymmetry_mm alone decide. Only + - x / are used: the same on
// every machine.
class HairlineIrregularity {
  public:
    explicit HairlineIrregularity(const Design& design);
    // `along_mm` is measured along the curve from the mid-frontal point, positive to the person's left. At most wave_mm
    // + jitter_mm + asymmetry_mm / 2 to either side; nothing within 3 mm of the mid-frontal point, so that
    // hairline.height_mm stays true. While asymmetry_mm is automatic each side has waves of its own; where it is a
    // number both have the same, and one side, which the seed picks, lies further back than the other: by nowhere more
    // than asymmetry_mm, and from 33 mm beside the midline on nowhere less than 0.4 of it.
    [[nodiscard]] float operator()(float along_mm) const;

  private:
    std::uint32_t seed_;
    float wave_mm_, wavelength_mm_, jitter_mm_;
    bool mirrored_;
    float asymmetry_mm_;
};

}  // namespace stipple::model
