#include <catch2/catch.hpp>
#include <cmath>

#include "assets/skin/skin_model.h"
#include "assets/skin/skin_table.h"
#include "shared/veil.h"

using namespace stipple;

namespace {

int band_of(double nm) { return int(std::lround((nm - 380) / 10)); }

// 1931 observer as sums of Gaussians (Wyman, Sloan and Shirley 2013).
glm::dvec3 observer(double nm) {
    const auto bump = [&](double height, double middle, double below, double above) {
        const double t = (nm - middle) * (nm < middle ? below : above);
        return height * std::exp(-0.5 * t * t);
    };
    return {bump(0.362, 442.0, 0.0624, 0.0374) + bump(1.056, 599.8, 0.0264, 0.0323) + bump(-0.065, 501.1, 0.0490, 0.0382),
            bump(0.821, 568.8, 0.0213, 0.0247) + bump(0.286, 530.9, 0.0613, 0.0322),
            bump(1.217, 437.0, 0.0845, 0.0278) + bump(0.681, 459.0, 0.0385, 0.0725)};
}

}  // namespace

TEST_CASE("melanin, blood and tissue absorb what the literature says") {
    // Per cm, worked out from the same sources on another day; whole numbers.
    struct Row {
        double nm, bloodless, melanosome, blood;
    };
    for (const Row& row : {Row{500, 0.70, 679, 112}, Row{550, 0.46, 494, 244}, Row{650, 0.29, 283, 6}, Row{700, 0.27, 221, 4}}) {
        const int band = band_of(row.nm);
        CHECK(10 * skin::bloodless_per_mm(band) == Approx(row.bloodless).margin(0.006));
        CHECK(10 * skin::melanosome_per_mm(band) == Approx(row.melanosome).epsilon(0.003));
        CHECK(10 * skin::blood_per_mm(band, 0.75) == Approx(row.blood).margin(0.7));
        // What pigment is seen through is the same melanin.
        const double veil = -std::log(double(shared::veil_epidermis(0.2F, float(row.nm)))) / 0.08;
        CHECK(0.2 * skin::melanosome_per_mm(band) + 0.8 * skin::bloodless_per_mm(band) == Approx(veil).epsilon(1e-4));
    }
    // Jacques 2013, table 2, skin: 46 per cm at 500 nm; and haemoglobin absorbs alike with oxygen and without where the curves cross.
    CHECK(skin::reduced_scattering_per_mm(band_of(500)) == Approx(4.6));
    CHECK(skin::blood_per_mm(band_of(500), 1) == Approx(skin::blood_per_mm(band_of(500), 0)).epsilon(0.02));
    CHECK(skin::blood_per_mm(band_of(650), 0) > 8 * skin::blood_per_mm(band_of(650), 1));
}

TEST_CASE("spectra have the colours the observer sees") {
    skin::Spectrum grey{};
    grey.fill(0.18);
    CHECK(glm::distance(skin::linear_srgb(grey), glm::dvec3(0.18)) < 2e-6);
    // Light of one wavelength, against curves fitted to the observer.
    for (const double nm : {450.0, 550.0, 600.0, 640.0}) {
        skin::Spectrum line{};
        line[std::size_t(band_of(nm))] = 1;
        const glm::dvec3 rgb = skin::linear_srgb(line);
        const glm::dvec3 xyz = {0.4124564 * rgb.r + 0.3575761 * rgb.g + 0.1804375 * rgb.b, 0.2126729 * rgb.r + 0.7151522 * rgb.g + 0.0721750 * rgb.b,
                                0.0193339 * rgb.r + 0.1191920 * rgb.g + 0.9503041 * rgb.b};
        const glm::dvec3 fitted = observer(nm);
        INFO(nm << " nm");
        const double sum = xyz.x + xyz.y + xyz.z, fitted_sum = fitted.x + fitted.y + fitted.z;
        CHECK(xyz.x / sum == Approx(fitted.x / fitted_sum).margin(0.012));
        CHECK(xyz.y / sum == Approx(fitted.y / fitted_sum).margin(0.012));
    }
}

TEST_CASE("the table is the model, between its places too") {
    const double melanosomes[] = {0.0031, 0.0107, 0.071, 0.123, 0.29}, blood[] = {0.0009, 0.0063, 0.0131, 0.052};
    const std::vector<skin::Spectrum> spectra = skin::reflectances(melanosomes, blood);
    std::size_t i = 0;
    for (const double m : melanosomes)
        for (const double b : blood) {
            const glm::dvec3 model = skin::linear_srgb(spectra[i++]), table = skin::albedo(m, b);
            INFO(m << " " << b);
            for (int c = 0; c < 3; ++c) CHECK(table[c] == Approx(model[c]).epsilon(0.003));
        }
    CHECK(skin::albedo(1e-9, 0.01) == skin::albedo(skin::kLeastMelanosomes, 0.01));
    CHECK(glm::distance(skin::albedo(0.9, 0.9), skin::albedo(0.512, 0.256)) < 1e-9);
}

TEST_CASE("melanin darkens and yellows, blood reddens, and melanin hides blood") {
    double last = 1;
    for (double m = 0.001; m < 0.5; m *= 1.3) {
        const glm::dvec3 now = skin::albedo(m, 0.01);
        CHECK(now.g < last);
        last = now.g;
        CHECK(now.r > now.g);
        CHECK(now.g > now.b);
    }
    const auto redder = [](double m) {
        const glm::dvec3 pale = skin::albedo(m, 0.01), red = skin::albedo(m, 0.02);
        return std::log(red.r / pale.r) - std::log(red.g / pale.g);
    };
    CHECK(redder(0.005) > 0.13);
    CHECK(redder(0.1) < redder(0.01));
    CHECK(redder(0.3) < 0.7 * redder(0.01));
}
