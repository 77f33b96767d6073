// The colour of pigment below skin against figures published, or worked out by hand from them, for other wavelengths.
#include <catch2/catch.hpp>
#include <cmath>

#include "shared/veil.h"

using namespace stipple;
using shared::vec3;

TEST_CASE("skin over black pigment throws back what Kubelka and Munk's layer does") {
    // Depth in mm; shares at 450, 550 and 650 nm, reduced scattering 3.53, 2.51 and 1.89 per mm.
    const double published[][4] = {
        {0.1, 0.21, 0.16, 0.12}, {0.3, 0.44, 0.36, 0.30}, {0.5, 0.57, 0.48, 0.41}, {0.8, 0.68, 0.60, 0.53}, {1.5, 0.80, 0.74, 0.68}};
    for (const auto& row : published)
        for (int i = 0; i < 3; ++i) {
            const double nm = 450 + 100 * i;
            INFO(row[0] << " mm, " << nm << " nm");
            CHECK(double(shared::veil_reflectance(float(row[0]), float(nm))) == Approx(row[i + 1]).margin(0.006));
        }
    CHECK(double(shared::veil_scattering(850)) == Approx(1.20).margin(0.01));  // the other end of what was measured
}

TEST_CASE("melanin lets through what Jacques' epidermis does") {
    // One way through 80 micrometres: share of melanosomes; shares at 450, 550 and 650 nm.
    const double published[][4] = {
        {0.02, 0.85, 0.92, 0.95}, {0.05, 0.67, 0.82, 0.89}, {0.12, 0.39, 0.62, 0.76}, {0.20, 0.21, 0.45, 0.63}, {0.35, 0.07, 0.25, 0.45}};
    for (const auto& row : published)
        for (int i = 0; i < 3; ++i)
            CHECK(double(shared::veil_epidermis(float(row[0]), float(450 + 100 * i))) == Approx(row[i + 1]).margin(0.01));
    CHECK(shared::veil_melanosomes(1) == Approx(0.013).epsilon(1e-4));
    CHECK(shared::veil_melanosomes(10) == Approx(0.43).epsilon(0.01));
    for (const float tone : {1.0F, 2.0F, 3.0F}) {  // light 1.3 to 6.3 %
        CHECK(shared::veil_melanosomes(tone) > 0.012F);
        CHECK(shared::veil_melanosomes(tone) < 0.063F);
    }
    CHECK(shared::veil_melanosomes(6.5F) > 0.10F);  // moderate 11 to 16 %
    CHECK(shared::veil_melanosomes(6.5F) < 0.16F);
    CHECK(shared::veil_melanosomes(8.5F) > 0.18F);  // dark 18 to 43 %
}

TEST_CASE("pigment where it is meant to lie on fair skin is as it was given, and depth changes its hue alone") {
    const vec3 own(0.1455F, 0.15F, 0.1575F);
    const vec3 there = shared::veil_transmittance(own, 0.45F, 3);
    for (int c = 0; c < 3; ++c) CHECK(there[c] == Approx(own[c]).epsilon(1e-5));
    const vec3 grey(0.15F);
    for (const float tone : {1.0F, 3.0F, 6.0F, 10.0F}) {
        float last_red = 1, last_blue = 0;
        for (const float depth : {0.1F, 0.3F, 0.45F, 0.6F, 1.0F, 1.5F}) {
            const vec3 seen = shared::veil_transmittance(grey, depth, tone);
            INFO("tone " << tone << ", " << depth << " mm: " << seen.r << " " << seen.g << " " << seen.b);
            CHECK(seen.r < last_red);  // deeper takes more of the red and less of the blue
            CHECK(seen.b > last_blue);
            CHECK(dot(seen, shared::VEIL_LUMINANCE) == Approx(0.15).margin(0.012));
            last_red = seen.r, last_blue = seen.b;
        }
    }
    // What melanin hides: of the blue much more than of the red, on dark skin nearly all.
    const auto blue = [&](float tone) { return shared::veil_transmittance(grey, 1.5F, tone).b - 0.15F; };
    CHECK(blue(1) > blue(3));
    CHECK(blue(3) > 0.05F);
    CHECK(blue(6) < 0.5F * blue(3));
    CHECK(blue(9) < 0.05F * blue(3));
    const vec3 changed = shared::veil_changed(grey, vec3(0.1F, 0.3F, 0.35F), 0.45F, 9);
    CHECK(changed.b < 0.17F);
    CHECK(shared::veil_changed(grey, vec3(0.1F, 0.3F, 0.35F), 0.45F, 3).b == Approx(0.35));
}
