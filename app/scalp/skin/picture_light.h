// Whether the light a head stood in is in its picture, or only its colours are.
#pragma once
#include <span>

#include "skin_sample.h"

namespace stipple::scalp {

// How much the luminance of skin in the head's own colours follows its direction: the standard deviation over face and
// scalp, by area, of the part of ln(luminance) that spherical harmonics of the normal up to the second order explain, as
// diffuse light of any surroundings does (Ramamoorthi and Hanrahan 2001). Skin inside the hairline may be darker than
// the face by any share. 0: direction says nothing. Texels far off what is explained (brows, lips, moles) do not count.
[[nodiscard]] double light_in_picture(std::span<const SkinSample> samples);

}  // namespace stipple::scalp
