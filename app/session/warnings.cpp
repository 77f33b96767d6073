#include "warnings.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <string>

#include "session/hair/hair_map.h"
#include "session/hairline/hairline_line.h"
#include "session/paint/paint_map.h"
#include "session/sites/density_zones.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr double kSharpEdgeMm = 3;  // an edge-up; below it the line reads as drawn
constexpr double kMostCovered = 0.20;
// Mean reflectance over bare skin's: below it the shade is told to be too dark. Fair skin shows it sooner.
constexpr double kDarkest = 0.70, kDarkestOnFair = 0.76, kFairTone = 3;
constexpr double kIslandCm2 = 10;
constexpr double kScarCm2 = 0.5;  // smaller ones take a handful of dots
// Lowest mid-frontal point without a word: a woman's; a man's at 25 and from 40 on.
constexpr double kLowWoman = 50, kLowYoungMan = 62, kLowMan = 70;
constexpr double kYoung = 25, kGrown = 40;
constexpr double kUpperThirdShare = 0.85;  // of the middle third
constexpr double kFrontalisMm = 50;        // up from the glabella's level along the skin
constexpr double kTempleFromCanthusMm = 25;
constexpr double kSeamStepPercent = 15;

const glm::vec3* landmark(const PreparedHead& head, const char* name) {
    const auto found = head.head.frame.landmarks.find(name);
    return found != head.head.frame.landmarks.end() ? &found->second : nullptr;
}

// Where the line lies: too low for this person, over muscle, or into the temple.
void hairline_place(const model::Design& design, const PreparedHead& head, const ResolvedDesign& resolved, std::vector<Warning>& found) {
    const double height = design.number(ParameterId::hairline_height_mm);
    const bool woman = design.choice(ParameterId::head_sex) == "female";
    const double age = std::clamp(design.number(ParameterId::head_age_years), kYoung, kGrown);
    const double low = woman ? kLowWoman : kLowYoungMan + (kLowMan - kLowYoungMan) * (age - kYoung) / (kGrown - kYoung);
    if (height < low) {
        found.push_back({"hairline-low",
                         "The hairline is lower than grown hairlines lie at this age: it will look drawn on and is hard to take back.", height, low,
                         "mean 66.5 mm in men, 62 in women (Kashiyama 2021), 70 mm called aggressive (Garg 2017), women 50-65 mm; course with age assumed", "mm"});
    }
    const glm::vec3 *glabella = landmark(head, "glabella"), *subnasale = landmark(head, "subnasale");
    if (glabella && subnasale && !resolved.hairline_points.empty()) {
        const glm::vec3& middle = resolved.hairline_points[std::size_t(model::kMidFrontalPoint)];
        const double upper = double(glm::distance(middle, *glabella)), third = double(glm::distance(*glabella, *subnasale));
        if (upper < kUpperThirdShare * third) {
            found.push_back({"hairline-thirds", "The upper third of the face would be clearly shorter than the middle one.", upper, kUpperThirdShare * third,
                             "rule of thirds (hairrestorationnetwork.com); how much shorter is seen, 15 %, is assumed", "mm"});
        }
    }
    // Heights of the forehead's points are measured along the skin, as the muscle lies.
    double lowest = height;
    const model::HairlineFace face = hairline_face(head);
    for (const model::HairlinePoint& point : model::hairline_points(design, face))
        if (point.region == model::HairlineRegion::forehead && std::abs(point.lateral_mm) <= face.pupil_lateral_mm + 1) lowest = std::min(lowest, point.height_mm);
    if (lowest < kFrontalisMm) {
        found.push_back({"hairline-frontalis", "Part of the line lies on the muscle that lifts the brows, and would move with it.", lowest, kFrontalisMm,
                         "never on the frontalis (Ahm3tss/MODO); where its moving part ends is assumed", "mm"});
    }
    for (const char* side : {"left", "right"}) {
        const glm::vec3* canthus = landmark(head, side[0] == 'l' ? "outer_canthus_left" : "outer_canthus_right");
        double nearest = 1e9;
        for (const glm::vec3& point : resolved.hairline_points)
            if (canthus && (point.x > 0) == (side[0] == 'l')) nearest = std::min(nearest, double(glm::distance(point, *canthus)));
        if (nearest < kTempleFromCanthusMm) {
            found.push_back({"hairline-temple", std::string("On the ") + side + " the edge runs into the temple, close to the eye.", nearest, kTempleFromCanthusMm,
                             "assumed: grown temple peaks keep farther from the outer eye corner", "mm"});
            break;
        }
    }
}

// Skin that a man's loss, come to its last stage, would leave bare beyond what is treated: at least so much.
double bare_later_cm2(const model::Design& design, const PreparedHead& head, const ResolvedDesign& resolved) {
    const std::string& loss = design.choice(ParameterId::hair_loss);
    if (!loss.starts_with("norwood-") || loss == "norwood-7") return 0;
    HairMap later(head);
    (void)later.update({"norwood-7"}, 1);
    return later.bare_cm2() - std::min(resolved.treated_area_cm2, later.bare_cm2());
}

// The most that is wanted anywhere; of what was painted, on a square centimetre at least: less is a spot.
double densest_per_cm2(const model::Design& design, const PreparedHead& head) {
    const double full = design.number(ParameterId::density_per_cm2), unpainted = full * highest_zone_factor(design);
    if (full <= 0 || most_added(design.painting()) <= 0) return unpainted;
    constexpr std::size_t kSteps = 200;  // up to kMostPainted
    std::array<double, kSteps + 1> area_cm2{};
    const std::vector<float> density = density_per_cm2(design, head);
    for (std::size_t i = 0; i < density.size(); ++i)
        area_cm2[std::min(std::size_t(double(density[i]) / full / double(kMostPainted) * double(kSteps)), kSteps)] += double(head.chart.area_mm2[i]) / 100;
    double above = 0;
    for (std::size_t step = kSteps + 1; step-- > 0;) {
        above += area_cm2[step];
        if (above >= 1) return std::max(unpainted, full * double(kMostPainted) * double(step) / double(kSteps));
    }
    return unpainted;
}

}  // namespace

std::vector<Warning> warnings(const model::Design& design, const PreparedHead& head, const ResolvedDesign& resolved,
                              const Statistics& statistics) {
    std::vector<Warning> found;
    if (statistics.scale_assumed) {
        found.push_back(
            {"scale-assumed",
             "The file names no unit: lengths are right to 4 per cent and areas, dots and price to 8 until one "
             "tape measure is given.",
             4, 0, "spread of adult head lengths", "%"});
    }
    if (statistics.dots_live == 0) return found;
    const auto number = [&](ParameterId id) { return design.number(id); };
    const std::string& style = design.choice(ParameterId::hairline_style);

    hairline_place(design, head, resolved, found);
    if (const double softness = number(ParameterId::hairline_softness_mm); softness < kSharpEdgeMm) {
        found.push_back({"hairline-sharp", "Full density right to the edge reads as a drawn line.", softness,
                         kSharpEdgeMm, "Beehner, regrowhair.com; an edge-up has about 3 mm", "mm"});
    }
    if (style == "straight" && number(ParameterId::hairline_recession_mm) < 4) {
        found.push_back({"hairline-straight",
                         "A straight line with filled corners looks like a cap; most grown men have some recession.",
                         number(ParameterId::hairline_recession_mm), 4,
                         "Shapiro 2013; shadespm.com, microtechsmp.com", "mm"});
    }
    const bool mirrored = !design.is_automatic(ParameterId::hairline_asymmetry_mm);
    const double roughness = std::max(number(ParameterId::hairline_wave_mm), number(ParameterId::hairline_jitter_mm));
    if (const double asymmetry = mirrored ? number(ParameterId::hairline_asymmetry_mm) : roughness; asymmetry < 0.5) {
        found.push_back({"hairline-symmetric",
                         "Both sides of the line are mirror images, which grown hairlines never are.", asymmetry, 0.5,
                         "forum.hairsite.com: sides differ by a few mm; limit assumed", "mm"});
    }
    if (const double diameter = dot_width_mm(design); diameter > 0.30) {
        found.push_back({"dots-large", "Dots this wide show one by one, like pepper.", diameter, 0.30,
                         "assumed from craft opinion: 0.3 mm and more reads as ballpoint", "mm"});
    } else if (diameter < 0.10) {
        found.push_back({"dots-small", "Dots this fine are hardly seen singly and fade first.", diameter, 0.10,
                         "jonathangerow.com, smpdebate.com", "mm"});
    }
    if (const double depth = number(ParameterId::dot_depth_mm); depth > 0.8) {
        found.push_back({"too-deep", "Pigment this deep spreads, softens and turns blue.", depth, 0.8,
                         "upper to middle papillary dermis; limit assumed below the 1.0 mm called too deep", "mm"});
    } else if (depth < 0.25) {
        found.push_back({"too-shallow", "Pigment this shallow sheds with the skin within a year or two.", depth, 0.25,
                         "epidermis 0.07-0.22 mm (PMC5685878, PMC9205051); limit assumed", "mm"});
    }
    const double densest = densest_per_cm2(design, head);
    if (densest > 450) {
        found.push_back({"density-high", "So many dots close to an even shade: the helmet look.", densest, 450,
                         "clinics plan 150-310 per cm2; limit assumed", "per cm2"});
    }
    // Planned coverage behind the transition, healed.
    const double diameter = dot_width_mm(design);
    const double full = densest / 100.0 * 0.785398 * diameter * diameter;
    if (full > kMostCovered) {
        found.push_back({"coverage-helmet", "So much of the skin under pigment closes to a painted cap.", 100 * full, 100 * kMostCovered,
                         "good work covers 2-6 %, 25-35 % is the helmet (derived from dot sizes and counts); limit assumed", "%"});
    }
    const double most_dark = number(ParameterId::skin_tone) <= kFairTone ? kDarkestOnFair : kDarkest;
    if (statistics.mean_reflectance_ratio < most_dark) {
        found.push_back({"too-dark", "The shade is darker than shaved hair looks on this skin.", 100 * (1 - statistics.mean_reflectance_ratio),
                         100 * (1 - most_dark), "assumed: shaved sides darken skin by a tenth to a fifth", "%"});
    }
    if (const double bare = bare_later_cm2(design, head, resolved); bare > kIslandCm2) {
        found.push_back({"loss-island",
                         "If the loss goes on to the last stage, skin around the treated area will be bare: plan for it, or expect to come back.",
                         bare, kIslandCm2, "Norwood VII on this head, less the treated area; limit assumed", "cm2"});
    }
    if (design.choice(ParameterId::pigment_kind) == "tattoo-ink") {
        found.push_back({"tattoo-ink", "Tattoo ink turns blue or green within months to years and spreads.", 1, 0,
                         "dermmicro.com, teammicro.com"});
    }
    if (design.choice(ParameterId::dot_pattern) != "blue-noise") {
        found.push_back({"pattern", "Hair grows in even, irregular gaps; a grid or a random scatter looks unnatural.",
                         1, 0, "follicular units stand about 1 mm apart, jittered, not gridded"});
    }
    if (const auto& touchups = design.list(ParameterId::touchup_years); touchups.size() > 3) {
        found.push_back({"touch-ups-many",
                         "New dots are set between old ones every time: after three touch-ups they begin to merge.",
                         double(touchups.size()), 3, "toplinesmp.com, r/SMPchat"});
    }
    if (number(ParameterId::skin_oil) > 0.7) {
        found.push_back({"shine", "A shining scalp makes dots look lighter and gives the work away; a mattifier helps.",
                         number(ParameterId::skin_oil), 0.7, "emulatefollicles.com, skalp.com; limit assumed"});
    }
    if (const double scars = statistics.marks.scar_cm2 + statistics.marks.burn_cm2; scars > kScarCm2) {
        char text[200];
        std::snprintf(text, sizeof text,
                      "Scar tissue keeps about %.0f %% of the pigment and lets it spread: try a small piece first and plan an extra session for it.",
                      100 * number(ParameterId::marks_scar_uptake));
        found.push_back({"scar-tissue", text, scars, kScarCm2,
                         "scars take pigment differently, may reject or spread it: a fourth session (smphaircreations, dot-micro.com); share assumed", "cm2"});
    }
    if (statistics.strength < 0.6) {
        found.push_back({"touch-up-due", "Faded to less than 60 per cent: time for a touch-up.", statistics.strength,
                         0.6, "touch-ups every 3-6 years; trigger assumed", ""});
    }
    if (statistics.seam && statistics.seam->step_percent > kSeamStepPercent) {
        found.push_back({"seam", "Where own hair ends and dots begin the shade steps: bring number, size and shade of the dots, or the length of the hair, closer to "
                                 "each other.",
                         statistics.seam->step_percent, kSeamStepPercent,
                         "step of the darkness within 5 mm of skin, of its mean; limit assumed: about 1 in L* on fair skin, just seen side by side", "%"});
    }
    if (const double length = double(dot_look(design).hair_length_mm); length > 1.0 && resolved.follicles.live > 0) {
        found.push_back({"hair-long", "Longer than 1 mm, hair stands off the scalp and no longer matches flat dots.",
                         length, 1.0,
                         "HIS Hair Clinic: above 0.5-1 mm hair is three-dimensional", "mm"});
    }
    return found;
}

std::string grounds(const Warning& warning) {
    std::string source = warning.source;
    if (!source.empty()) source[0] = char(std::toupper(static_cast<unsigned char>(source[0])));
    if (warning.unit.empty() && warning.limit == 0) return source + ".";
    const auto figure = [&](double value) {
        char text[40];
        std::snprintf(text, sizeof text, std::abs(value) < 10 && value != std::round(value) ? "%.2g" : "%.0f", value);
        return text + (warning.unit.empty() ? "" : " " + (warning.unit == "cm2" ? "cm\u00b2" : warning.unit == "per cm2" ? "per cm\u00b2" : warning.unit));
    };
    return "Here " + figure(warning.value) + ", advised against " + (warning.value > warning.limit ? "above " : "below ") + figure(warning.limit) + ". " + source + ".";
}

}  // namespace stipple::session
