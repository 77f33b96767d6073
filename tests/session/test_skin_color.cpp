#include <catch2/catch.hpp>
#include <cmath>

#include "assets/skin/skin_table.h"
#include "renderer/renderer.h"
#include "session/head/head_looks.h"
#include "session/resolved_design.h"
#include "session/skin/delta_e.h"
#include "session/skin/skin_color.h"

using namespace stipple;
using model::Design;
using model::ParameterId;

namespace {

// Linear sRGB to L*a*b*, D65, by the textbook in double.
glm::dvec3 lab(const glm::dvec3& rgb) {
    const double x = (0.4124564 * rgb.x + 0.3575761 * rgb.y + 0.1804375 * rgb.z) / 0.95047;
    const double y = 0.2126729 * rgb.x + 0.7151522 * rgb.y + 0.0721750 * rgb.z;
    const double z = (0.0193339 * rgb.x + 0.1191920 * rgb.y + 0.9503041 * rgb.z) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

shared::SkinLook look(double tone) { return session::skin_look(Design().with(ParameterId::skin_tone, tone)); }

// A flat patch in even white light: all that is not thrown back by the surface enters, and what comes out of the skin crosses it again.
glm::dvec3 patch(double tone) {
    const shared::SkinLook skin = look(tone);
    const auto gloss = double(renderer::gloss_straight_on(skin));
    return lab(gloss + (1 - gloss) * glm::dvec3(glm::vec3(skin.albedo)));
}

}  // namespace

TEST_CASE("a patch of each tone has the colour of real scalps, gloss included, and so has what is between") {
    CHECK(glm::distance(glm::dvec3(session::skin_lab(1)), glm::dvec3(70, 8, 13)) < 1e-4);
    CHECK(glm::distance(glm::dvec3(session::skin_lab(6.5)), glm::dvec3(50, 11.75, 18.75)) < 1e-4);
    double last = 100;
    for (double tone = 1; tone <= 10; tone += 0.5) {
        const glm::dvec3 seen = patch(tone), wanted(session::skin_lab(tone));
        const double off = session::delta_e_2000(seen, wanted);
        INFO("tone " << tone << ": " << seen.x << " " << seen.y << " " << seen.z << ", wanted " << wanted.x << " " << wanted.y << " " << wanted.z
                     << ", differ " << off);
        CHECK(off < (tone <= 7 ? 0.8 : 1.6));  // melanin and blood make nothing as dull as 8 and 9
        CHECK(seen.x < last);
        last = seen.x;
    }
}

TEST_CASE("the mixture of each tone is the nearest there is") {
    for (int tone = 1; tone <= 10; ++tone) {
        const session::SkinMixture of = session::skin_mixture(tone);
        const glm::dvec3 wanted(session::skin_lab(tone));
        const auto off = [&](double melanin, double blood) {
            return session::delta_e_2000(lab(glm::dvec3(session::with_gloss(glm::vec3(skin::albedo(of.melanosomes * melanin, of.blood * blood))))), wanted);
        };
        double best = 1e9;
        for (double melanin = 0.7; melanin < 1.4; melanin *= 1.02)
            for (double blood = 0.7; blood < 1.4; blood *= 1.02) best = std::min(best, off(melanin, blood));
        INFO("tone " << tone);
        CHECK(off(1, 1) < best + 0.05);
    }
    double melanin = 0;
    for (double tone = -1; tone <= 10; tone += 0.1) {
        const session::SkinMixture of = session::skin_mixture(tone);
        CHECK(of.melanosomes > melanin);
        melanin = of.melanosomes;
        CHECK(of.blood > 0.005);
        CHECK(of.blood < 0.02);
    }
}

TEST_CASE("slopes say what a doubling of melanin or blood does") {
    for (const double tone : {1.0, 3.0, 6.4, 10.0}) {
        const shared::SkinLook skin = look(tone);
        const session::SkinMixture of = session::skin_mixture(tone);
        // A quarter of a doubling up or down, by the slope and by the table.
        for (const double doublings : {-0.25, 0.25}) {
            const glm::dvec3 more_melanin = session::skin_albedo({of.melanosomes * std::exp2(doublings), of.blood});
            const glm::dvec3 more_blood = session::skin_albedo({of.melanosomes, of.blood * std::exp2(doublings)});
            for (int c = 0; c < 3; ++c) {
                CHECK(double(skin.albedo[c]) * std::exp2(doublings * double(skin.melanin[c])) == Approx(more_melanin[c]).epsilon(0.04));
                CHECK(double(skin.albedo[c]) * std::exp2(doublings * double(skin.blood[c])) == Approx(more_blood[c]).epsilon(0.03));
            }
        }
        CHECK(skin.blood.g < skin.blood.r);  // blood reddens
        CHECK(skin.melanin.r < 0);
    }
    // Melanin hides blood.
    CHECK(look(10).blood.g > 0.8F * look(2).blood.g);
    CHECK(session::skin_look(Design().with(ParameterId::skin_redness, 0.5)).zones == 0.5F);
    CHECK(session::skin_look(Design().with(ParameterId::skin_freckles, 0.7)).freckles == 0.7F);
}

TEST_CASE("a colour finds its tone") {
    for (const double tone : {1.0, 2.3, 5.0, 8.45, 10.0}) {
        const session::NearestTone found = session::nearest_tone(patch(tone));
        CHECK(found.tone == Approx(tone).margin(0.02));
        CHECK(found.delta_e < 0.05);
        // A picture of skin in the clinic's soft box is lighter than in even light by a factor measured on the built-in head.
        const glm::vec3 lit = session::kLitOverEven * session::with_gloss(glm::vec3(look(tone).albedo));
        CHECK(session::tone_of(lit) == Approx(tone).margin(0.01));
    }
    CHECK(session::nearest_tone({50, -30, 10}).delta_e > 15);
    const glm::dvec3 there(62, 11, 17), back = session::lab_from_linear(glm::dvec3(session::linear_from_lab(glm::vec3(there))));
    CHECK(glm::distance(there, back) < 0.01);
    CHECK(glm::distance(session::below_gloss(session::with_gloss({0.4F, 0.2F, 0.1F})), glm::vec3(0.4F, 0.2F, 0.1F)) < 1e-6F);
}
