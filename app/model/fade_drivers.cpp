#include "fade_drivers.h"

#include <cassert>

#include "shared/fade.h"

namespace stipple::model {
namespace {

using enum ParameterId;

// Standard normal quantiles at (i + 0.5) / 32, the upper half; the lower half mirrors it. (Tested against the normal
// distribution function.)
constexpr std::array<float, 16> kUpperQuantiles{0.0391761F, 0.1177699F, 0.1970991F, 0.2776904F, 0.3601299F, 0.4450965F,
                                                0.5334097F, 0.6260990F, 0.7245144F, 0.8305109F, 0.9467818F, 1.0775156F,
                                                1.2298588F, 1.4177971F, 1.6759397F, 2.1538747F};

// What bad aftercare leaves of the ink, on the mean over all dots. Directions from clinics, sizes assumed.
float aftercare_mean(const std::string& word) { return word == "poor" ? 0.70F : word == "careless" ? 0.85F : 1.0F; }

// It takes from some dots nothing and from others twice as much: even shares by class, in an order that has next to nothing to do
// with half-lives (correlation 0.009) nor with the day a scab falls.
float class_kept(float mean, int half_life_class) {
    const int place = (half_life_class * 5 + 6) % kHalfLifeClasses;
    return 1.0F - (1.0F - mean) * float(2 * place + 1) / float(kHalfLifeClasses);
}

// Half-lives of the classes over the median one.
std::array<float, kHalfLifeClasses> half_life_spread() {
    std::array<float, kHalfLifeClasses> spread{};
    const int half = kHalfLifeClasses / 2;
    for (int i = 0; i < kHalfLifeClasses; ++i) {
        const float z = i < half ? -kUpperQuantiles[std::size_t(half - 1 - i)] : kUpperQuantiles[std::size_t(i - half)];
        spread[std::size_t(i)] = shared::fade_exp2(shared::FADE_HALF_LIFE_SIGMA * 1.442695041F * z);
    }
    return spread;
}

}  // namespace

FadeDrivers at_rate(FadeDrivers drivers, float rate) {
    static const std::array<float, kHalfLifeClasses> spread = half_life_spread();
    drivers.rate = rate;
    for (std::size_t i = 0; i < spread.size(); ++i) drivers.half_life_years[i] = shared::FADE_HALF_LIFE_YEARS * spread[i] / rate;
    return drivers;
}

FadeDrivers fade_drivers(const Design& design) {
    const std::string& skin = design.choice(client_skin_type);
    const std::string& sun = design.choice(client_sun);
    const std::string& pigment = design.choice(pigment_kind);
    const auto depth = float(design.number(dot_depth_mm));

    FadeDrivers d{};
    d.depth_mm = depth;
    float rate = skin == "dry" ? 1.4F : skin == "oily" ? 1.2F : 1.0F;
    rate *= sun == "hat" ? 0.75F : sun == "outdoor" ? 1.8F : 1.0F;
    rate *= shared::fade_tone_rate(float(design.number(skin_tone))) * shared::fade_depth_rate(depth);
    d.diffusion = shared::FADE_DIFFUSION_MM2_PER_YEAR * (skin == "oily" ? 1.4F : 1.0F) * shared::fade_depth_diffusion(depth);

    if (pigment == "iron-oxide") {  // brow pigment needs renewal after 1-2 years; coarse grains stay put; fades warm
        rate *= 1.5F;
        d.diffusion *= 0.8F;
        d.shift_share = 0.75F;
        d.shift_half_time_years = 2.0F;
        d.changes_to_cool = false;
    } else if (pigment == "tattoo-ink") {  // made to last, spreads, blue-green "in months to years"
        rate *= 0.6F;
        d.diffusion *= 4.0F;
        d.shift_share = 0.9F;
        d.shift_half_time_years = 1.5F;
    } else {  // carbon keeps its hue when placed right
        assert(pigment == "smp-carbon");
        d.shift_share = 0.04F;
        d.shift_half_time_years = 4.0F;
    }
    const float kept = aftercare_mean(design.choice(client_aftercare));
    for (int i = 0; i < kHalfLifeClasses; ++i) d.kept[std::size_t(i)] = class_kept(kept, i);
    return at_rate(d, rate);
}

float aftercare_share(const FadeDrivers& drivers, int half_life_class, float age_years) {
    constexpr float kBegins = 3.0F / 365.25F, kOver = 14.0F / 365.25F;
    return 1.0F - (1.0F - drivers.kept[std::size_t(half_life_class)]) * shared::fade_ramp(kBegins, kOver, age_years);
}

double mean_kept(const FadeDrivers& drivers, double age_years) {
    const auto age = float(age_years);
    const float fresh = shared::fade_fresh(age);
    double sum = 0;
    for (int i = 0; i < kHalfLifeClasses; ++i)
        sum += double(aftercare_share(drivers, i, age) * (fresh + shared::fade_lasting(age, drivers.half_life_years[std::size_t(i)])));
    return sum / kHalfLifeClasses;
}

double mean_retained(const FadeDrivers& drivers, double age_years) {
    const float fresh = shared::fade_fresh(float(age_years));
    double sum = 0;
    for (const float half_life : drivers.half_life_years) sum += double(fresh + shared::fade_lasting(float(age_years), half_life));
    return sum / kHalfLifeClasses;
}

}  // namespace stipple::model
