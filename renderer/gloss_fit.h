// How much of even light from everywhere a glossy surface reflects, as the shaders look it up.
#pragma once
#include "shared/look.h"
#include "shared/types.h"

namespace stipple::renderer {

struct GlossFit {
    glm::vec4 share{0};  // of shared::gloss_share, for cosines 0.05 to 1
    float mean = 0;      // of that over a hemisphere, weighted by cosine
};

// Integrates the lobes of shared/gloss.h at 24 angles and takes the least squares of shares: 9000 facets, 0.16 ms. Light that the lobes do not
// reflect enters the skin, what they lose between rough facets included.
[[nodiscard]] GlossFit fit_gloss(const shared::SkinLook& skin);

}  // namespace stipple::renderer
