// Light through thin parts against photons that are followed one by one.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

#include "assets/skin/skin_model.h"
#include "shared/thin.h"

using namespace stipple;

namespace {

double thrown_back(double cosine, double index) {
    const double inside = std::acos(std::min(cosine, 1.0)), sine = index * std::sin(inside);
    if (sine >= 1) return 1;
    if (inside < 1e-6) return std::pow((index - 1) / (index + 1), 2);
    const double outside = std::asin(sine);
    return 0.5 * (std::pow(std::sin(inside - outside) / std::sin(inside + outside), 2) + std::pow(std::tan(inside - outside) / std::tan(inside + outside), 2));
}

// Share of light that entered one side of a slab, from all directions, and leaves the other.
double through(double thick_mm, double absorption, double scattering, int count, std::mt19937_64& engine) {
    const auto random = [&] { return double(engine() >> 11U) * 0x1p-53; };
    double sum = 0;
    for (int i = 0; i < count; ++i) {
        const double outside = std::sqrt(random()), sine = std::sqrt(1 - outside * outside) / skin::kIndex;
        double z = 0, down = std::sqrt(1 - sine * sine), carried = 1;
        while (carried > 1e-4) {
            double left = -std::log(1 - random()) / scattering;
            while (left > 0) {
                const double to_end = down > 0 ? (thick_mm - z) / down : down < 0 ? z / -down : 1e9, step = std::min(left, to_end);
                carried *= std::exp(-absorption * step);
                z += down * step;
                left -= step;
                if (step < to_end) continue;
                const double back = thrown_back(std::abs(down), skin::kIndex);
                if (down > 0) sum += carried * (1 - back);
                carried *= back;
                z = down > 0 ? thick_mm : 0;
                down = -down;
            }
            down = 2 * random() - 1;
        }
    }
    return sum / count;
}

}  // namespace

TEST_CASE("what shines through an ear is what photons followed one by one say") {
    std::mt19937_64 engine(5);
    constexpr double kBlood = 0.005;
    const double none[] = {1e-9}, blood[] = {kBlood};
    const glm::dvec3 albedo = skin::linear_srgb(skin::reflectances(none, blood).front());
    for (const double thick_mm : {1.0, 2.0, 4.0}) {
        skin::Spectrum spectrum{};
        for (int band = 0; band < skin::kBands; ++band) {
            const double absorption = kBlood * skin::blood_per_mm(band, skin::kSaturation) + (1 - kBlood) * skin::bloodless_per_mm(band);
            // The eye sees nothing of what is beyond, and what is below 560 nm does not get through.
            const bool shows = skin::wavelength_nm(band) <= 700 && (thick_mm < 3 || skin::wavelength_nm(band) > 560);
            if (shows) spectrum[std::size_t(band)] = through(thick_mm, absorption, skin::reduced_scattering_per_mm(band), 2500, engine);
        }
        const glm::dvec3 followed = skin::linear_srgb(spectrum) / albedo, drawn(shared::shone_through(float(thick_mm)));
        INFO(thick_mm << " mm: " << drawn.r << " " << drawn.g << " " << drawn.b << ", photons " << followed.r << " " << followed.g << " " << followed.b);
        CHECK(drawn.r == Approx(followed.r).epsilon(0.12));
        CHECK(drawn.g == Approx(followed.g).epsilon(0.2).margin(0.01));
        CHECK(drawn.b == Approx(followed.b).epsilon(0.25).margin(0.01));
    }
    CHECK(shared::shone_through(8).r < 0.01F);
}
