#include "warnings.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "density_zones.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr double kSharpEdgeMm = 3;  // an edge-up; below it the line reads as drawn

}  // namespace

std::vector<Warning> warnings(const model::Design& design, const PreparedHead& head, const ResolvedDesign& resolved,
                              const Statistics& statistics) {
    std::vector<Warning> found;
    if (statistics.scale_assumed) {
        found.push_back(
            {"scale-assumed",
             "The file names no unit: lengths are right to 4 per cent and areas, dots and price to 8 until one "
             "tape measure is given.",
             4, 0, "spread of adult head lengths"});
    }
    if (statistics.dots_live == 0) return found;
    const auto number = [&](ParameterId id) { return design.number(id); };
    const std::string& style = design.choice(ParameterId::hairline_style);

    if (const double height = number(ParameterId::hairline_height_mm); height < 62) {
        found.push_back(
            {"hairline-low",
             "The hairline is lower than grown hairlines lie: it will look drawn on and is hard to take back.", height,
             62, "juvenile line about 62-66 mm (Kashiyama 2021); 70 mm is called aggressive"});
    }
    if (const double softness = number(ParameterId::hairline_softness_mm); softness < kSharpEdgeMm) {
        found.push_back({"hairline-sharp", "Full density right to the edge reads as a drawn line.", softness,
                         kSharpEdgeMm, "Beehner, regrowhair.com; an edge-up has about 3 mm"});
    }
    if (style == "straight" && number(ParameterId::hairline_recession_mm) < 4) {
        found.push_back({"hairline-straight",
                         "A straight line with filled corners looks like a cap; most grown men have some recession.",
                         number(ParameterId::hairline_recession_mm), 4,
                         "Shapiro 2013; shadespm.com, microtechsmp.com"});
    }
    const bool mirrored = !design.is_automatic(ParameterId::hairline_asymmetry_mm);
    const double roughness = std::max(number(ParameterId::hairline_wave_mm), number(ParameterId::hairline_jitter_mm));
    if (const double asymmetry = mirrored ? number(ParameterId::hairline_asymmetry_mm) : roughness; asymmetry < 0.5) {
        found.push_back({"hairline-symmetric",
                         "Both sides of the line are mirror images, which grown hairlines never are.", asymmetry, 0.5,
                         "forum.hairsite.com: sides differ by a few mm; limit assumed"});
    }
    if (const double diameter = number(ParameterId::dot_diameter_mm); diameter > 0.30) {
        found.push_back({"dots-large", "Dots this wide show one by one, like pepper.", diameter, 0.30,
                         "assumed from craft opinion: 0.3 mm and more reads as ballpoint"});
    } else if (diameter < 0.10) {
        found.push_back({"dots-small", "Dots this fine are hardly seen singly and fade first.", diameter, 0.10,
                         "jonathangerow.com, smpdebate.com"});
    }
    if (const double depth = number(ParameterId::dot_depth_mm); depth > 0.8) {
        found.push_back({"too-deep", "Pigment this deep spreads, softens and turns blue.", depth, 0.8,
                         "upper to middle papillary dermis; limit assumed below the 1.0 mm called too deep"});
    } else if (depth < 0.25) {
        found.push_back({"too-shallow", "Pigment this shallow sheds with the skin within a year or two.", depth, 0.25,
                         "epidermis 0.07-0.22 mm (PMC5685878, PMC9205051); limit assumed"});
    }
    const double densest = number(ParameterId::density_per_cm2) * highest_zone_factor(design);
    if (densest > 450) {
        found.push_back({"density-high", "So many dots close to an even shade: the helmet look.", densest, 450,
                         "clinics plan 150-310 per cm2; limit assumed"});
    }
    // Planned coverage behind the transition, healed.
    const double diameter = number(ParameterId::dot_diameter_mm);
    const double full = densest / 100.0 * 0.785398 * diameter * diameter;
    if (full > 0.25) {
        found.push_back({"coverage-helmet", "More than a quarter of the skin under pigment reads as a painted cap.",
                         full, 0.25, "coverage 25-35 per cent is the helmet (derived from dot sizes and counts)"});
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
    if (statistics.strength < 0.6) {
        found.push_back({"touch-up-due", "Faded to less than 60 per cent: time for a touch-up.", statistics.strength,
                         0.6, "touch-ups every 3-6 years; trigger assumed"});
    }
    if (number(ParameterId::hair_length_mm) > 1.0 && resolved.follicles.live > 0) {
        found.push_back({"hair-long", "Longer than 1 mm, hair stands off the scalp and no longer matches flat dots.",
                         number(ParameterId::hair_length_mm), 1.0,
                         "HIS Hair Clinic: above 0.5-1 mm hair is three-dimensional"});
    }
    // Where the lowest point of the line meets the muscle of the brow it would move with every frown.
    (void)head;
    return found;
}

}  // namespace stipple::session
