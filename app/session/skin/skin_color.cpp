#include "skin_color.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "assets/skin/skin_table.h"
#include "delta_e.h"
#include "renderer/renderer.h"
#include "session/resolved_design.h"

namespace stipple::session {
namespace {

// Bare scalp, tone 1 to 10. Monk's own swatches are for naming tones, not colours of skin; measured facial skin runs
// from about L* 70 to 31. The steps between are assumed even. Melanin and blood
// make nothing as dull as 8 and 9: these two are half a step more colourful as they are drawn.
constexpr std::array<glm::vec3, 10> kTones{{{70, 8, 13},        {67.5F, 9, 14.5F}, {65, 10, 16},    {62, 10.5F, 17.5F},
                                            {58, 11, 18.5F},    {53, 11.5F, 19},   {47, 12, 18.5F}, {41.5F, 11.5F, 16.5F},
                                            {36, 10.5F, 13.5F}, {31, 9, 10.5F}}};
// What comes nearest to them of all mixtures. Blood of 0.8 to 1.8 % is usual; melanin of the lightest tones is less than the 1.3 %
// Jacques gives, and there is one epidermis and one scattering for all.
constexpr std::array<SkinMixture, 10> kMixtures{{{0.0023, 0.0099}, {0.0060, 0.0111}, {0.0103, 0.0123}, {0.0175, 0.0128}, {0.0281, 0.0138},
                                                 {0.0449, 0.0152}, {0.0715, 0.0177}, {0.1102, 0.0177}, {0.1746, 0.0142}, {0.2609, 0.0076}}};

}  // namespace

glm::vec3 linear_from_lab(const glm::vec3& lab) {
    const float fy = (lab.x + 16) / 116, fx = fy + lab.y / 500, fz = fy - lab.z / 200;
    const auto inverse = [](float t) {
        return t > 6.0F / 29 ? t * t * t : 3 * (6.0F / 29) * (6.0F / 29) * (t - 4.0F / 29);
    };
    const float x = 0.95047F * inverse(fx), y = inverse(fy), z = 1.08883F * inverse(fz);
    return {3.2404542F * x - 1.5371385F * y - 0.4985314F * z, -0.9692660F * x + 1.8760108F * y + 0.0415560F * z,
            0.0556434F * x - 0.2040259F * y + 1.0572252F * z};
}

glm::vec3 skin_lab(double tone) {
    const float at = std::clamp(float(tone) - 1.0F, 0.0F, 9.0F);
    const auto below = std::size_t(std::min(int(at), 8));
    return glm::mix(kTones[below], kTones[below + 1], at - float(below));
}

float usual_gloss() {
    static const float share = renderer::gloss_straight_on(skin_look(model::Design()));
    return share;
}

glm::vec3 with_gloss(const glm::vec3& below) { return below * (1 - usual_gloss()) + usual_gloss(); }

glm::vec3 below_gloss(const glm::vec3& seen) {
    return glm::max((seen - usual_gloss()) / (1 - usual_gloss()), glm::vec3(0.002F));
}

SkinMixture skin_mixture(double tone) {
    const double at = std::clamp(tone, -1.0, 10.0) - 1;
    const auto below = std::size_t(std::clamp(int(at), 0, 8));
    const SkinMixture &a = kMixtures[below], &b = kMixtures[below + 1];
    const double share = at - double(below);
    return {a.melanosomes * std::pow(b.melanosomes / a.melanosomes, share), a.blood * std::pow(b.blood / a.blood, share)};
}

glm::dvec3 skin_albedo(const SkinMixture& mixture) { return skin::albedo(mixture.melanosomes, mixture.blood); }

NearestTone nearest_tone(const glm::dvec3& lab) {
    const auto differs = [&](double tone) {
        return delta_e_2000(lab, lab_from_linear(glm::dvec3(with_gloss(glm::vec3(skin_albedo(skin_mixture(tone)))))));
    };
    NearestTone best{1, differs(1)};
    constexpr int kSteps = 900;  // a hundredth of a tone, a tenth of what can be set
    for (int i = 1; i <= kSteps; ++i)
        if (const double tone = 1 + 9.0 * i / kSteps, off = differs(tone); off < best.delta_e) best = {tone, off};
    return best;
}

}  // namespace stipple::session
