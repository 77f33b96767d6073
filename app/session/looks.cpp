// What a design says about dots and skin that needs no head.
#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string_view>

#include "assets/skin/skin_table.h"
#include "model/session_plan.h"
#include "resolved_design.h"
#include "session/skin/skin_color.h"
#include "shared/veil.h"

namespace stipple::session {
namespace {

using model::ParameterId;

// Colour of pigment where it is meant to lie, on fair skin, relative to a neutral one of the design's transmittance: healed, and as it
// changes with the years. Carbon reads slightly cool and ages a little bluer, iron oxide loses its blue and yellow parts and goes warm,
// tattoo ink turns blue-green (domain literature gives directions; sizes assumed). What depth and melanin do to it is veil.h's.
struct PigmentTint {
    std::string_view word;
    glm::vec3 own, changed;
};
constexpr PigmentTint kTints[] = {{"smp-carbon", {0.97F, 1.0F, 1.05F}, {0.85F, 1.05F, 1.35F}},
                                  {"iron-oxide", {1.30F, 0.93F, 0.78F}, {3.0F, 1.5F, 1.1F}},
                                  {"tattoo-ink", {0.85F, 1.03F, 1.15F}, {0.7F, 1.9F, 2.3F}}};

constexpr double kPi = 3.14159265358979;

// 0.367 mm a day, SD 0.056, in Caucasians; African hair 0.28, Asian 0.41 (TRI Princeton). A design does not say which.
constexpr double kGrowthMmADay = 0.367;
constexpr double kLongestHairMm = 3;  // guard one: above it hair is a haircut

// What shaved hair lets through of the light of skin below it, linear. Words of the trade; colours assumed. So close to
// the skin every colour reads as a shade of grey: what differs is above all how dark it is.
struct HairColor {
    std::string_view word;
    glm::vec3 through;
};
constexpr HairColor kHairColors[] = {{"black", {0.030F, 0.028F, 0.027F}},      {"dark-brown", {0.075F, 0.062F, 0.055F}},
                                     {"brown", {0.150F, 0.112F, 0.085F}},      {"blond", {0.440F, 0.370F, 0.280F}},
                                     {"red", {0.280F, 0.165F, 0.105F}},        {"grey", {0.380F, 0.380F, 0.380F}},
                                     {"white", {0.640F, 0.640F, 0.630F}}};

glm::vec3 hair_color(const model::Design& design) {
    const std::string& word = design.choice(ParameterId::hair_color);
    const auto* color = std::find_if(std::begin(kHairColors), std::end(kHairColors), [&](const HairColor& c) { return c.word == word; });
    assert(color != std::end(kHairColors) && "every word of hair.color has a colour");
    return color->through;
}

}  // namespace

double dot_width_mm(const model::Design& design) {
    return design.number(ParameterId::dot_diameter_mm) * model::needle_width(design);
}

shared::DotLook dot_look(const model::Design& design) {
    shared::DotLook look{};
    const std::string& kind = design.choice(ParameterId::pigment_kind);
    const auto tint =
        std::find_if(std::begin(kTints), std::end(kTints), [&](const PigmentTint& t) { return t.word == kind; });
    assert(tint != std::end(kTints));
    const float through = float(design.number(ParameterId::pigment_transmittance));
    const glm::vec3 own = through * tint->own, changed = through * tint->changed;
    const auto depth = float(design.number(ParameterId::dot_depth_mm)), tone = float(design.number(ParameterId::skin_tone));
    look.transmittance[0] = glm::vec4(shared::veil_transmittance(own, depth, tone), 0);
    look.transmittance[1] = glm::vec4(shared::veil_changed(own, changed, depth, tone), 0);
    look.transmittance[2] = glm::vec4(hair_color(design), 0);
    look.diameter_mm = float(dot_width_mm(design));
    look.size_variation = float(design.number(ParameterId::dot_size_variation));
    look.shade_variation = float(design.number(ParameterId::dot_shade_variation));
    look.edge_narrower = float(1 - design.number(ParameterId::hairline_edge_size));
    look.edge_lighter = float(1 - design.number(ParameterId::hairline_edge_shade));
    look.random_pattern = design.choice(ParameterId::dot_pattern) == "random" ? 1.0F : 0.0F;
    // A shaved hair covers what its shaft hides, width times length as it is seen, and shines through from below the
    // skin, about 0.02 mm2 of a shaft 0.075 mm wide: 10 % together at 200 hairs per cm2 and 0.4 mm.
    look.hair_shaft_mm = float(design.number(ParameterId::hair_shaft_um) / 1000);
    look.hair_diameter_mm = std::sqrt(4 * 0.02F * (look.hair_shaft_mm / 0.075F) / (float(kPi) * shared::HAIR_ROOT_SHARE));
    look.hair_length_mm = float(std::min(kLongestHairMm, design.number(ParameterId::hair_length_mm) +
                                                             kGrowthMmADay * design.number(ParameterId::hair_days)));
    look.hair_strength = 1;
    return look;
}

shared::SkinLook skin_look(const model::Design& design) {
    shared::SkinLook look{};
    const SkinMixture mixture = skin_mixture(design.number(ParameterId::skin_tone));
    look.albedo = glm::vec4(glm::vec3(skin_albedo(mixture)), 1.0F);
    // From half a doubling below to half above.
    const double half = std::sqrt(2.0);
    const auto doubling = [&](const SkinMixture& less, const SkinMixture& more) {
        return glm::vec4(glm::vec3(glm::log2(skin_albedo(more) / skin_albedo(less))), 0);
    };
    look.melanin = doubling({mixture.melanosomes / half, mixture.blood}, {mixture.melanosomes * half, mixture.blood});
    look.blood = doubling({mixture.melanosomes, mixture.blood / half}, {mixture.melanosomes, mixture.blood * half});
    look.zones = float(design.number(ParameterId::skin_redness));
    // Freckles are of fair skin: from tone 4 on there are fewer and fainter ones, from 8 on none.
    look.freckles = float(design.number(ParameterId::skin_freckles) * std::clamp((8 - design.number(ParameterId::skin_tone)) / 4, 0.0, 1.0));
    look.vein = glm::vec4(glm::vec3(design.number(ParameterId::skin_veins) * skin::vein(mixture.melanosomes)), 0);
    // Sideways diffusion of light in skin, by far the widest in red; within the published 0.5-2 mm.
    look.scatter_mm = {1.2F, 0.7F, 0.45F, 0};
    const bool powdered = design.choice(ParameterId::skin_mattifier) == "yes";
    look.oil = powdered ? 0.0F : std::clamp(float(design.number(ParameterId::skin_oil)), 0.0F, 1.0F);
    // GGX alpha: 0.55 powdered, 0.38 shaved normal skin (shine 0.35), 0.22 oily (shine 0.75 and more).
    look.roughness = look.oil < 0.35F ? 0.55F - (0.55F - 0.38F) * look.oil / 0.35F
                                      : std::max(0.38F - (0.38F - 0.22F) * (look.oil - 0.35F) / 0.4F, 0.14F);
    look.specular = kSurfaceReflectance;
    return look;
}

}  // namespace stipple::session
