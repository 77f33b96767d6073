// Light in layers against photons that are followed one by one: nothing is shared but the law of single scattering.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "assets/skin/layers.h"
#include "assets/skin/skin_model.h"

using namespace stipple::skin;

namespace {

double reflectance(const Layer& above, const Layer& below, double anisotropy = kAnisotropy, double index = kIndex) {
    return diffuse_reflectances({&above, 1}, {&below, 1}, anisotropy, index).front();
}

// Photons that start down, square to the surface, and carry less after each scattering; those that carry little end by lot (Wang, Jacques
// and Zheng 1995).
class Photons {
  public:
    double reflectance(const Layer& above, const Layer& below, double anisotropy, double index, int count) {
        double left = 0;
        for (int i = 0; i < count; ++i) left += one(above, below, anisotropy, index);
        return left / count;
    }

  private:
    double random() { return uniform_(engine_); }

    double one(const Layer& above, const Layer& below, double anisotropy, double index) {
        double depth = 0, down = 1, carried = 1;  // down: cosine to the way into the tissue
        bool upper = true;
        for (;;) {
            double free_path = -std::log(1 - random());  // in mean free paths
            for (;;) {
                const Layer& layer = upper ? above : below;
                const double extinction = layer.absorption_per_mm + layer.reduced_scattering_per_mm / (1 - anisotropy);
                const double to = down > 0 ? (upper ? above.thickness_mm : 1e9) : (upper ? 0.0 : above.thickness_mm);
                const double to_border = std::abs(to - depth) / std::max(std::abs(down), 1e-12) * extinction;
                if (free_path < to_border) {
                    depth += down * free_path / extinction;
                    break;
                }
                free_path -= to_border;
                depth = to;
                if (upper && down < 0) {
                    if (random() > back_at_surface(-down, index)) return carried;
                    down = -down;
                } else {
                    upper = !upper;
                }
            }
            const Layer& layer = upper ? above : below;
            const double scattering = layer.reduced_scattering_per_mm / (1 - anisotropy);
            carried *= scattering / (scattering + layer.absorption_per_mm);
            if (carried < 0.02) {
                if (random() > 0.2) return 0;
                carried *= 5;
            }
            // Henyey and Greenstein's law, drawn
            const double draw = 2 * random() - 1, part = (1 - anisotropy * anisotropy) / (1 + anisotropy * draw);
            const double turn = (1 + anisotropy * anisotropy - part * part) / (2 * anisotropy);
            const double azimuth = 6.283185307179586 * random();
            down = down * turn + std::sqrt(std::max(0.0, (1 - down * down) * (1 - turn * turn))) * std::cos(azimuth);
            down = std::clamp(down, -1.0, 1.0);
        }
    }

    // Fresnel, from the angles on both sides
    static double back_at_surface(double cosine, double index) {
        const double inside = std::acos(cosine), sine = index * std::sin(inside);
        if (sine >= 1) return 1;
        if (inside < 1e-6) return std::pow((index - 1) / (index + 1), 2);
        const double outside = std::asin(sine);
        return 0.5 * (std::pow(std::sin(inside - outside) / std::sin(inside + outside), 2) +
                      std::pow(std::tan(inside - outside) / std::tan(inside + outside), 2));
    }

    std::mt19937_64 engine_{20231};
    std::uniform_real_distribution<double> uniform_{0, 1};
};

int band_of(double nm) { return int(std::lround((nm - 380) / 10)); }

}  // namespace

TEST_CASE("skin throws back what photons followed one by one say") {
    struct Case {
        double nm, melanosomes, blood;
        int photons;
    };
    // Light, medium and dark skin where blood, melanin and nothing much absorb. 2 standard errors are 1 to 2.5 % of what is thrown back.
    const Case cases[] = {{650, 0.005, 0.01, 8000}, {550, 0.005, 0.01, 15000}, {450, 0.01, 0.01, 30000},
                          {610, 0.08, 0.017, 15000}, {550, 0.12, 0.016, 60000}, {650, 0.26, 0.011, 40000}};
    Photons photons;
    for (const Case& c : cases) {
        const int band = band_of(c.nm);
        const double scattering = reduced_scattering_per_mm(band), bloodless = bloodless_per_mm(band);
        const Layer epidermis{c.melanosomes * melanosome_per_mm(band) + (1 - c.melanosomes) * bloodless, scattering, kEpidermisMm};
        const Layer dermis{c.blood * blood_per_mm(band, kSaturation) + (1 - c.blood) * bloodless, scattering, 0};
        const double followed = photons.reflectance(epidermis, dermis, kAnisotropy, kIndex, c.photons);
        const double melanin[] = {c.melanosomes}, blood[] = {c.blood};
        const double solved = reflectances(melanin, blood).front()[std::size_t(band)];
        INFO(c.nm << " nm, melanosomes " << c.melanosomes << ": " << solved << ", photons " << followed);
        CHECK(solved == Approx(followed).epsilon(0.03));
        CHECK(solved == Approx(reflectance(epidermis, dermis)).epsilon(1e-12));
    }
}

TEST_CASE("nothing is lost where nothing absorbs, and layers of the same are one") {
    // The end of an endless layer is where it lets through less than a millionth.
    CHECK(reflectance({1e-9, 3, 0.1}, {1e-7, 2, 0}) == Approx(1).margin(0.003));
    const double one = reflectance({0.2, 3, 0.08}, {0.2, 3, 0});
    CHECK(reflectance({0.2, 3, 2.0}, {0.2, 3, 0}) == Approx(one).epsilon(1e-6));
    CHECK(reflectance({0.2, 3, 40.0}, {50, 0.1, 0}) == Approx(one).epsilon(1e-4));
    CHECK(reflectance({0.3, 3, 0.08}, {0.2, 3, 0}) < one);
    CHECK(reflectance({0.2, 3, 0.08}, {0.3, 3, 0}) < one);
}

TEST_CASE("what light does in an endless layer has been known since 1960") {
    // Isotropic scattering without a surface, light square to it: 1 - sqrt(1 - albedo) H(1), with H from Chandrasekhar's integral
    // equation, iterated.
    for (const double albedo : {0.5, 0.9, 0.99}) {
        constexpr int kSteps = 1000;
        std::vector<double> h(kSteps, 1.0);
        const double root = std::sqrt(1 - albedo);
        const auto h_at = [&](double mu) {
            double sum = 0;
            for (int i = 0; i < kSteps; ++i) {
                const double m = (i + 0.5) / kSteps;
                sum += m * h[std::size_t(i)] / (mu + m) / kSteps;
            }
            return 1 / (root + 0.5 * albedo * sum);
        };
        for (int round = 0; round < 40; ++round) {
            double change = 0;
            std::vector<double> next(h);
            for (int i = 0; i < kSteps; ++i) next[std::size_t(i)] = h_at((i + 0.5) / kSteps);
            for (int i = 0; i < kSteps; ++i) change = std::max(change, std::abs(next[std::size_t(i)] - h[std::size_t(i)]));
            h = next;
            if (change < 1e-5) break;
        }
        const double expected = 1 - root * h_at(1);
        // A hair above 1: without a surface there is no angle at which all is thrown back, and no second half of directions.
        const Layer layer{(1 - albedo), albedo, 1};
        CHECK(reflectance(layer, {(1 - albedo), albedo, 0}, 0, 1.0001) == Approx(expected).epsilon(0.002));
    }
}
