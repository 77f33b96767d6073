// The figures a plan is sold and carried out by: dots, area, strength, hours, price, and what to warn of.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "renderer/renderer.h"
#include "resolved_design.h"
#include "session/hair/parting.h"
#include "session/hair/seam.h"
#include "session/head/prepared_head.h"
#include "session/skin/sides_match.h"

namespace stipple::session {

struct Warning {
    std::string id;      // "hairline-low"
    std::string text;    // a sentence for the client's table
    double value = 0;    // what the design has
    double limit = 0;    // where the warning begins
    std::string source;  // who says so; begins with "assumed" where nothing is published
    std::string unit;    // of value and limit: "mm", "%", "" for counts and switches
};

struct MarkFigures {
    double scar_cm2 = 0, burn_cm2 = 0, birthmark_cm2 = 0;  // of skin; soft edges count by their share
    double strip_length_mm = 0;                            // along the skin
    std::uint64_t punches = 0;
};

struct Statistics {
    std::uint64_t dots_live = 0;                 // dots the whole plan places, touch-ups included
    std::vector<std::uint64_t> dots_by_session;  // sessions, then touch-ups
    double area_cm2 = 0;                         // skin where at least kTreatedShare of the density is wanted
    double density_per_cm2 = 0;                  // dots_live over area_cm2
    double coverage = 0;  // mean over the area now: healed area of its dots times strength, as a share of the skin
    double strength = 0;  // ink now over the same design healed without touch-up
    double mean_diameter_mm = 0;        // full width at half maximum now, mean over dots by ink
    double mean_reflectance_ratio = 1;  // luminance of the treated area over bare skin's, far away, now
    int sessions = 0;
    std::array<double, 2> hours{}, price{};  // from, to
    std::string currency;
    std::uint64_t hairs_live = 0;  // of the client's own and of grafts
    double grafts = 0;             // of two hairs each: as many as live where own hair would not
    std::optional<Seam> seam;      // where own hair ends and dots begin
    std::optional<Parting> parting;  // of diffuse and women's loss: how plainly the thinned top shows
    std::optional<SidesMatch> match;  // treated scalp against shaved sides
    std::vector<Warning> warnings;
    double hair_loss_area_cm2 = 0;
    double scalp_area_cm2 = 0;
    MarkFigures marks;
    bool scale_assumed = false;  // lengths, areas and counts are right to 4 % (8 %) only
};

// Counts every live dot of `resolved`; `design` gives time and looks (as in Preview, where they need no compiling).
[[nodiscard]] Statistics statistics(const model::Design& design, const PreparedHead& head,
                                    const ResolvedDesign& resolved);

// Mean of t (K * t) over the pixels of a measured picture that show treated skin, luminance of this skin. Treated is
// what lies on a dot or between dots: gaps up to `gap_pixels` wide on either side are closed. 1 where no dots are seen.
[[nodiscard]] double measured_reflectance_ratio(const renderer::Measured& measured, const shared::SkinLook& skin,
                                                int gap_pixels);

}  // namespace stipple::session
