// The rows of what an artist designs: hairline, density, fade.
#include "parameter_rows.h"

namespace stipple::model {
namespace {

using namespace rows;
using enum ParameterId;

// The hairline styles artists name (HIS Hair Clinic, Scalp Directory, r/SMPchat).
constexpr std::array<string_view, 9> kStyles{"straight", "curved",       "soft",     "broken", "m-shape",
                                             "widows-peak", "receded", "rounded", "custom"};
// Mayer and Perez-Meza (2002).
constexpr std::array<string_view, 4> kTemples{"normal", "thin", "parallel", "reversed"};
constexpr std::array<string_view, 3> kPatterns{"blue-noise", "grid", "random"};
constexpr std::array<string_view, 4> kNeedles{"single", "three-point", "five-point", "seven-point"};
constexpr std::array<string_view, 3> kPigments{"smp-carbon", "iron-oxide", "tattoo-ink"};
constexpr std::array<string_view, 3> kSkinTypes{"dry", "normal", "oily"};
constexpr std::array<string_view, 3> kSuns{"hat", "normal", "outdoor"};
constexpr std::array<string_view, 3> kAftercares{"good", "careless", "poor"};
constexpr std::array<string_view, 2> kHealings{"shown", "off"};
constexpr std::array<string_view, 3> kCourses{"slow", "typical", "fast"};
constexpr std::array<string_view, 3> kParts{"none", "left", "right"};

constexpr string_view kCharacter = "Hairline character";
constexpr string_view kCutOuts = "Parts and lines";
constexpr string_view kSessions = "Sessions";
constexpr string_view kCourse = "How sure is it";
constexpr string_view kZones = "Density by zone";

// A factor on the density of one zone of the scalp.
Parameter zone(ParameterId id, string_view name, string_view label, string_view help, string_view source) {
    return folded(number(id, name, label, kZones, "x", 0, 2, 0.05, 1, help, source));
}

}  // namespace

std::vector<Parameter> design_rows() {
    return {
        choice(hairline_style, "hairline.style", "Style", "Hairline", kStyles, "curved",
               "Shape of the front line: from the crisp, level edge-up (straight) to a broken, scattered edge, with temples "
               "closed (rounded) or set back (m-shape, receded). Custom follows the handles.",
               "styles as artists name them (HIS Hair Clinic); curved is the one asked for most"),
        number(hairline_height_mm, "hairline.height_mm", "Height", "Hairline", "mm", 45, 130, 1, 70,
               "Where the line starts: from between the brows up along the skin to the mid-frontal point. Lower looks "
               "younger and is hard to take back; 70 to 80 mm suits most grown men, 50 to 65 mm women.",
               "70 mm bold to 100 mm conservative, 80 mm by formula for transplants (Garg 2017; Tan and Pathomvanich 2016); "
               "measured mean 66.5 mm in Japanese men, 62 mm in women (Kashiyama 2021); a third of the face, 62 to 75 mm"),
        automatic(number(hairline_softness_mm, "hairline.softness_mm", "Softness", "Hairline", "mm", 0, 25, 0.5, 10,
                         "Width of the transition behind the line, in which dots grow denser. 3 mm is an "
                         "edge-up, 8 to 12 mm natural, 15 mm and more feathered; 0 looks drawn on. Follows the style unless set.",
                         "natural transition zone 5 to 10 mm (Shapiro 2013), 20 mm at most (graft counts); words to figures assumed")),
        number(hairline_recession_mm, "hairline.recession_mm", "Temple recession", "Hairline", "mm", 0, 60, 1, 8,
               "How far the corners over the outer eye are set back from a line without recession. A grown man's hairline has "
               "some; filling it in flat is what gives work away.",
               "the frontotemporal apex keeps to the vertical through the outer canthus as it recedes, and is never "
               "flattened in men (Shapiro 2013); 8 mm assumed"),
        list(hairline_custom_mm, "hairline.custom_mm", "Handles", "Hairline", "mm", -80, 80, 0.5, 42, false,
             "How far each handle of a custom hairline was moved away from the curved style: sideways (on the temples: "
             "forward) and upward for each handle, from the right sideburn to the left. Only the style custom reads it.",
             "the program's own"),
        integer(hairline_seed, "hairline.seed", "Irregularity", "Hairline", 0, 9999, 1,
                "Picks another set of waves, clefts and sentinel dots for the line; both sides always differ a little, as in "
                "nature, unless asymmetry says otherwise.",
                "the program's own"),
        folded(number(hairline_nape_mm, "hairline.nape_mm", "Nape", kCharacter, "mm", 20, 85, 1, 55,
                      "How far below the bump at the back of the head (inion) the neckline runs. Treatment of the nape ends there.",
                      "the hairline of the neck lies 5 to 6 cm below the inion; 55 mm assumed")),
        folded(choice(hairline_temple, "hairline.temple", "Temples", kCharacter, kTemples, "normal",
                      "Edge of the temples, seen from the side: normal is a triangle that points forward, as far as the style has it; "
                      "thin a shorter one; parallel runs straight up from the sideburn; reversed hollows out behind it.",
                      "N, T, P and R of Mayer and Perez-Meza 2002; millimetres assumed")),
        folded(automatic(number(hairline_wave_mm, "hairline.wave_mm", "Waves", kCharacter, "mm", 0, 8, 0.1, 2,
                                "How far gentle waves carry the line back and forth, at most: 2 to 6 mm looks grown, 0 drawn with a "
                                "ruler. Follows the style unless set.",
                                "macro irregularity, one to three mounds a side (Shapiro 2004, 2013); millimetres assumed, 0.6 straight to 6 broken"))),
        folded(number(hairline_wavelength_mm, "hairline.wavelength_mm", "Wave length", kCharacter, "mm", 20, 40, 1, 40,
                      "From one mound of the line to the next: 40 mm is calm, 20 mm busy.",
                      "mounds 2 to 4 cm apart (figures of general knowledge; concept Shapiro)")),
        folded(automatic(number(hairline_jitter_mm, "hairline.jitter_mm", "Jitter", kCharacter, "mm", 0, 4, 0.1, 1,
                                "How far small clefts, 3 to 8 mm wide, break up the edge, at most: 1 to 3 mm looks grown, under 0.3 mm "
                                "like a barber's edge. Follows the style unless set.",
                                "micro irregularity, straight from afar and jagged close up (hairtx.com); millimetres assumed, 0.25 straight to 4 broken"))),
        folded(automatic(number(hairline_asymmetry_mm, "hairline.asymmetry_mm", "Asymmetry", kCharacter, "mm", 0, 8, 0.1, 1,
                                "How much further back one side of the line lies than the other, at most: 1 to 4 mm is natural, 0 makes "
                                "both sides mirror images. Unless set, each side has waves of its own.",
                                "the sides of a grown hairline differ by a few mm (forum.hairsite.com); figures assumed"))),
        folded(automatic(number(hairline_sentinels, "hairline.sentinels", "Sentinel dots", kCharacter, "", 0, 1, 0.01, 0,
                                "Single dots that stand 2 to 6 mm in front of the line, as lone hairs do. 20 to 40 % looks grown and takes the "
                                "edge off a crisp line; 100 % is about 5 dots a centimetre at 280 per cm2. Follows the style unless set: a "
                                "broken line has many, a soft one some.",
                                "sentinel hairs before the line (forum.hairsite.com); how many is assumed: 5 % of the density at 100 %"))),
        folded(number(hairline_edge_size, "hairline.edge_size", "Edge dot size", kCharacter, "x", 0.5, 1, 0.05, 0.8,
                      "Width of the dots at the very line as a share of those behind the transition. Finer dots in front keep the edge "
                      "soft; 1 sets the same dots everywhere.",
                      "edge dots 70 to 80 % of the size, less pressure at the hairline (HIS Hair Clinic)")),
        folded(number(hairline_edge_shade, "hairline.edge_shade", "Edge strength", kCharacter, "x", 0.3, 1, 0.05, 0.85,
                      "Darkness of the dots at the very line as a share of those behind the transition: one dilution step lighter in "
                      "front; 1 sets the same shade everywhere.",
                      "less colour at the hairline (HIS Hair Clinic); the share is assumed")),
        number(density_per_cm2, "density.per_cm2", "Density", "Density", "per cm2", 0, 900, 5, 280,
               "Finished dots on each square centimetre behind the transition. Clinics plan 150 to 310; above 600 dots "
               "begin to close to a helmet.",
               "194 to 310 per cm2 (Scalp Evolution, Ink2Scalp); 280 of 0.22 mm matches shaved sides in the optics used"),
        number(dot_diameter_mm, "dot.diameter_mm", "Dot size", "Density", "mm", 0.05, 0.60, 0.01, 0.22,
               "Width of a healed dot as it is seen, at half its darkness. 0.20 to 0.28 mm reads as stubble; from 0.3 mm "
               "single dots show as pepper.",
               "clinics claim 0.10 to 0.15 mm for the pigment; 0.22 mm as seen makes treated skin match shaved sides"),
        choice(dot_needle, "dot.needle", "Needle", "Density", kNeedles, "three-point",
               "How many points the needle has: a single one sets finer dots than the size above says, five and seven points wider ones, "
               "for large areas. Pressure and stroke do more than the needle.",
               "three-point micro needles preferred (DermMicro), seven-point by area (Gatehouse syllabus); widths assumed: 0.85, 1, 1.1, 1.2"),
        number(dot_depth_mm, "dot.depth_mm", "Needle depth", "Density", "mm", 0.1, 1.5, 0.05, 0.45,
               "How deep the pigment sits. Too shallow and it sheds with the skin; deeper than about 1 mm it spreads, "
               "softens and turns blue.",
               "good 0.3 to 0.6 mm, upper to middle papillary dermis; claims run from 0.5 to 2 mm of needle throw"),
        number(dot_size_variation, "dot.size_variation", "Size variety", "Density", "", 0, 0.5, 0.01, 0.12,
               "How much dots differ in width from one to the next, as a share of the width. None looks stamped.",
               "assumed; pressure changes dot size more than needle or machine (Team Micro)"),
        number(dot_shade_variation, "dot.shade_variation", "Shade variety", "Density", "", 0, 0.5, 0.01, 0.15,
               "How much dots differ in darkness from one to the next, as sessions and dilutions leave them. None looks flat.",
               "assumed; without fading between sessions the result is flat (Ink2Scalp)"),
        choice(dot_pattern, "dot.pattern", "Pattern", "Density", kPatterns, "blue-noise",
               "How dots are spread. An experienced hand keeps even, irregular gaps (blue-noise); a grid and a random "
               "scatter show what poor work looks like.",
               "follicular units stand about 1 mm apart, jittered and never gridded"),
        zone(density_front, "density.front", "Front",
             "Density of the front, from the hairline to 3 cm before the line over both ear canals, as a multiple of Density: the "
             "frontal tuft carries the look, 1 to 1.1 is usual, 0.8 where the front is to look thinned.",
             "natural front 51 follicular units per cm2 at the very line (Keene), densest in the tuft behind it (Shapiro 2004)"),
        zone(density_mid_scalp, "density.mid_scalp", "Mid-scalp",
             "Density of the top between front and crown, over the ear canals, as a multiple of Density. 0.8 to 1 is usual: seen from "
             "the front this skin lies flat and looks denser than it is.",
             "zones as in hair surgery; figures assumed"),
        zone(density_crown, "density.crown", "Crown",
             "Density around the whorl, as a multiple of Density. 0.8 to 1 is usual; more shows as a cap when hair around it thins.",
             "vertex as dense as the back by nature (TRI Princeton); figures assumed"),
        zone(density_temples, "density.temples", "Temples",
             "Density before the ears, from the corners down to the sideburns, as a multiple of Density. 0.6 to 0.9 is usual: hair is "
             "finest and sparsest there.",
             "temple apex 44 follicular units per cm2, range 25 to 64 (Keene); general 80 to 100 (Bernstein 1997)"),
        zone(density_sides, "density.sides", "Sides",
             "Density above and behind the ears, as a multiple of Density. 0.7 to 1 is usual, and 0 leaves shaved sides as they are.",
             "about 50 follicular units per cm2 beside the ears (hairforlife.info)"),
        zone(density_nape, "density.nape", "Back and nape",
             "Density of the back of the head below the crown, down to the neckline, as a multiple of Density. 1 is usual, and 0 leaves "
             "shaved hair as it is.",
             "more than 110 follicular units per cm2 at the back (hairforlife.info); occipital above temporal (TRI Princeton)"),
        folded(choice(cut_out_part, "cut_out.part", "Hard part", kCutOuts, kParts, "none",
                      "A shaved line from the hairline back over the top, on the person's left or right: skin that takes no dots and "
                      "keeps no hair.",
                      "barbers' hard part; place over the outer half of the brow assumed")),
        folded(number(cut_out_part_width_mm, "cut_out.part_width_mm", "Part width", kCutOuts, "mm", 1, 8, 0.5, 3,
                      "Width of the hard part. Below 2 mm it closes when dots spread over the years.", "assumed: a trimmer's corner")),
        folded(number(cut_out_part_length_mm, "cut_out.part_length_mm", "Part length", kCutOuts, "mm", 20, 140, 5, 90,
                      "How far the hard part runs back from the hairline, along the skin.", "assumed: to the crown's edge")),
        folded(integer(cut_out_tramlines, "cut_out.tramlines", "Tramlines", kCutOuts, 0, 3, 0,
                       "Thin shaved lines along each side of the head, from the temple back, 9 mm apart.",
                       "barbers' tramlines; place assumed")),
        folded(number(cut_out_tramline_width_mm, "cut_out.tramline_width_mm", "Tramline width", kCutOuts, "mm", 1, 6, 0.5, 2.5,
                      "Width of each tramline. Below 2 mm they close when dots spread over the years.", "assumed: a trimmer's corner")),
        folded(integer(sessions_count, "sessions.count", "Sessions", kSessions, 1, 4, 3,
                       "Over how many visits the dots are placed. Three is usual, a fourth for scars, alopecia and dry skin.",
                       "2 to 5, mostly 3 (HIS Hair Clinic)")),
        folded(integer(sessions_shown, "sessions.shown", "Shown up to", kSessions, 1, 4, 4,
                       "Shows the work as it stands after so many sessions: years then count from that day, and what comes later is not there yet. "
                       "4 shows all of them.",
                       "the program's own")),
        folded(list(sessions_gap_days, "sessions.gap_days", "Days between", kSessions, "days", 5, 120, 1, 3, false,
                    "Days from each session to the next: 14;21 for two gaps. The last one given holds for the rest; 14 where none is.",
                    "7 to 10 (ScalpInk), 10 to 30 days (smphaircreations), up to some weeks; 14 assumed")),
        folded(list(sessions_per_cm2, "sessions.per_cm2", "Dots by session", kSessions, "per cm2", 10, 900, 5, 3, false,
                    "Dots each session adds to a square centimetre, the last one left out: it sets what is missing to Density. Where none is given a "
                    "light first session, the bulk in the second and the rest after.",
                    "first 70 to 100, second 80 to 120, then 40 to 80 (assumed from clinics' session counts)")),
        folded(list(sessions_dilution, "sessions.dilution", "Dilution by session", kSessions, "to 1", 4, 40, 1, 4, false,
                    "Parts of water to one of pigment in each session: 20 is light, 6 dark, 15 the mix that Dilution below stands for. The last one "
                    "given holds for the rest.",
                    "20:1, 18:1, 6:1 (TAB UK courses), 20 to 30 times (r/SMPchat); that 15:1 is the reference is assumed")),
        folded(list(sessions_diameter_mm, "sessions.diameter_mm", "Dot size by session", kSessions, "mm", 0.05, 0.60, 0.01, 4, false,
                    "Width of a healed dot of each session, where it differs from Dot size: finer dots in the last session fill in gently. The last "
                    "one given holds for the rest.",
                    "dots of each session differ slightly in size and tone, which is the texture (ScalpInk)")),
        choice(pigment_kind, "pigment.kind", "Pigment", "Fade", kPigments, "smp-carbon",
               "What is put in: carbon pigment for the scalp lightens to softer grey, iron oxide turns warm, tattoo ink "
               "turns blue-green and spreads.",
               "DermMicro, eyebrow pigment makers; see the fade model"),
        number(pigment_transmittance, "pigment.transmittance", "Dilution", "Fade", "", 0.02, 0.9, 0.01, 0.15,
               "Share of light that still passes the middle of a healed dot: lower is a darker, less diluted mix.",
               "assumed: 0.15 on fair skin gives the contrast of shaved dark hair"),
        number(time_years, "time.years", "Time", "Fade", "years", 0, 15, 0.05, 0.12,
               "Years since the last session: 0 is fresh, dark and cool, 0.12 (six weeks) healed; then dots lighten and "
               "soften slowly.",
               "true colour after 28 to 42 days; lasts 3 to 8 years before a touch-up"),
        choice(time_healing, "time.healing", "Healing", "Fade", kHealings, "shown",
               "Whether the first six weeks show how fresh work looks: darker and cooler, red at first, then flaking and patchy. Off "
               "shows the healed colour from the first day.",
               "most of the excess gone within 3 to 10 days, true colour after 28 to 42 (clinics)"),
        list(touchup_years, "touchup.years", "Touch-ups", "Fade", "years", 0, 15, 0.5, 8, true,
             "Years after the last session at which new dots are set between the old ones, as many as restore the healed "
             "strength.",
             "every 3 to 6 years; up to 8 kept"),
        number(touchup_threshold_percent, "touchup.threshold_percent", "Touch-up below", "Fade", "%", 30, 90, 1, 60,
               "Strength below which a touch-up is suggested: the date on the time line is when the typical course falls below it.",
               "assumed: at 4 years, when clinics see most clients again, 63 % are left"),
        choice(client_skin_type, "client.skin_type", "Skin type", "Fade", kSkinTypes, "normal",
               "Dry, flaky skin sheds pigment faster; oily skin a little faster, and dots blur more.",
               "direction from clinics, sizes assumed: dry 1.4, oily 1.2 with 1.4 times the blur"),
        choice(client_sun, "client.sun", "Sun", "Fade", kSuns, "normal",
               "Sun is the strongest outer cause of fading: a hat and sunscreen slow it, outdoor work nearly doubles it.",
               "direction from clinics, sizes assumed: hat 0.75, outdoor 1.8"),
        choice(client_aftercare, "client.aftercare", "Aftercare", "Fade", kAftercares, "good",
               "How well the first two weeks are kept: scabs picked off, sweat and sun take pigment out once and for all, in patches.",
               "direction from clinics (scabs take pigment along), sizes assumed: careless keeps 0.85, poor 0.7"),
        folded(choice(time_course, "time.course", "Course", kCourse, kCourses, "typical",
                      "Nobody can foretell one person's fading: typical is the middle of what clinics report, slow and fast are the edges of "
                      "the band on the time line.",
                      "touch-ups every 3 to 6 years (clinics): fast 1.5 times the typical rate, slow two thirds; no controlled study")),
        folded(list(fade_observed_years, "fade.observed_years", "Seen after", kCourse, "years", 0.2, 15, 0.1, 2, true,
                    "Calibrates the course by work of your own: years after its last session at which you judged it, up to two.",
                    "the artist's own observation")),
        folded(list(fade_observed_percent, "fade.observed_percent", "Strength seen", kCourse, "%", 5, 110, 1, 2, false,
                    "Strength judged then, in per cent of the healed work: one for each time in Seen after.",
                    "the artist's own observation")),
    };
}

}  // namespace stipple::model
