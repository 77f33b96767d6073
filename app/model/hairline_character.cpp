#include "hairline_character.h"

#include <algorithm>
#include <cmath>

#include "shared/hash.h"

namespace stipple::model {
namespace {

// Value noise in [-1, 1]: a smooth curve through hashed heights one unit apart. Only + - x /.
float noise(std::uint32_t seed, float x) {
    const float cell = std::floor(x);
    const float share = x - cell;
    auto height = [&](float at) {
        return 2.0F * shared::hash_unit(shared::hash_pcg(shared::hash_pcg(seed) + std::uint32_t(std::int32_t(at)))) -
               1.0F;
    };
    const float blend = share * share * share * (share * (share * 6.0F - 15.0F) + 10.0F);
    return height(cell) * (1.0F - blend) + height(cell + 1.0F) * blend;
}

// 0 within 3 mm of the midline, 1 from `reach_mm` further on.
float away_from_middle(float along_mm, float reach_mm) {
    const float away = std::clamp((std::abs(along_mm) - 3.0F) / reach_mm, 0.0F, 1.0F);
    return away * away * (3.0F - 2.0F * away);
}

}  // namespace

HairlineIrregularity::HairlineIrregularity(const Design& design)
    : seed_(std::uint32_t(design.number(ParameterId::hairline_seed)) * 4U),
      wave_mm_(float(design.number(ParameterId::hairline_wave_mm))),
      wavelength_mm_(float(design.number(ParameterId::hairline_wavelength_mm))),
      jitter_mm_(float(design.number(ParameterId::hairline_jitter_mm))),
      mirrored_(!design.is_automatic(ParameterId::hairline_asymmetry_mm)),
      asymmetry_mm_(mirrored_ ? float(design.number(ParameterId::hairline_asymmetry_mm)) : 0.0F) {}

float HairlineIrregularity::operator()(float along_mm) const {
    const float at = mirrored_ ? std::abs(along_mm) : along_mm;
    // Knots half a wave apart, and a second set at 0.6 of the length, are the "macro" irregularity; clefts of 3 to 8 mm
    // the "micro" one (Shapiro; figures of general knowledge).
    const float macro = 0.65F * noise(seed_, at / (0.5F * wavelength_mm_)) +
                        0.35F * noise(seed_ + 1U, at / (0.3F * wavelength_mm_) + 0.37F);
    const float micro = 0.6F * noise(seed_ + 2U, at / 4.0F) + 0.4F * noise(seed_ + 3U, at / 1.7F + 0.71F);
    const float waves = away_from_middle(along_mm, 12.0F) * (wave_mm_ * macro + jitter_mm_ * micro);
    if (!(asymmetry_mm_ > 0)) return waves;
    constexpr std::uint32_t kOwn = 0x53494445U;  // apart from the seeds of the waves
    const float further_back = (shared::hash_pcg(seed_ ^ kOwn) & 1U) != 0 ? 0.5F : -0.5F;
    const float share = away_from_middle(along_mm, 30.0F) * (0.7F + 0.3F * noise(seed_ ^ kOwn, at / 20.0F));
    return waves + (along_mm < 0 ? -further_back : further_back) * asymmetry_mm_ * share;
}

}  // namespace stipple::model
