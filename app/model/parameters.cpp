#include "parameters.h"

#include <array>
#include <algorithm>
#include <cassert>

namespace stipple::model {
namespace {

using std::string_view;
using enum ParameterId;

// The hairline styles artists name (HIS Hair Clinic, Scalp Directory, r/SMPchat).
constexpr std::array<string_view, 9> kStyles{"straight", "curved",       "soft",     "broken", "m-shape",
                                             "widows-peak", "receded", "rounded", "custom"};
// Mayer and Perez-Meza (2002).
constexpr std::array<string_view, 4> kTemples{"normal", "thin", "parallel", "reversed"};
constexpr std::array<string_view, 3> kPatterns{"blue-noise", "grid", "random"};
constexpr std::array<string_view, 3> kPigments{"smp-carbon", "iron-oxide", "tattoo-ink"};
constexpr std::array<string_view, 4> kLengths{"ear-to-ear", "circumference", "coin", "points"};
constexpr std::array<string_view, 5> kSurfaces{"automatic", "captured", "lit", "skin-model", "skin-tone"};
constexpr std::array<string_view, 3> kSkinTypes{"dry", "normal", "oily"};
constexpr std::array<string_view, 3> kSuns{"hat", "normal", "outdoor"};
constexpr std::array<string_view, 2> kRepairs{"mend", "keep"};
constexpr std::array<string_view, 2> kHoles{"fill", "leave"};
constexpr std::array<string_view, 3> kSmoothings{"where-rough", "never", "always"};
constexpr std::array<string_view, 2> kShown{"no", "yes"};
constexpr std::array<string_view, 2> kSexes{"male", "female"};
constexpr std::array<string_view, 2> kEyes{"closed", "open"};
constexpr std::array<string_view, 29> kLosses{
    "none",      "norwood-1", "norwood-2", "norwood-3", "norwood-4", "norwood-5", "norwood-6",  "norwood-7",
    "norwood-3-vertex", "norwood-2a", "norwood-3a", "norwood-4a", "norwood-5a", "ludwig-1", "ludwig-2", "ludwig-3",
    "savin-1",   "savin-2",   "savin-3",   "savin-4",   "diffuse",   "areata",    "ophiasis",   "totalis",
    "universalis", "traction", "frontal-fibrosing", "scarring", "telogen"};

Parameter number(ParameterId id, string_view name, string_view label, string_view section, string_view unit, double min,
                 double max, double step, double default_number, string_view help, string_view source) {
    return {id, name, label, section, unit, ParameterKind::number, min, max, step, default_number, {}, {}, help, source};
}

Parameter integer(ParameterId id, string_view name, string_view label, string_view section, int min, int max,
                  int default_number, string_view help, string_view source) {
    return {id, name, label, section, "", ParameterKind::integer, double(min), double(max), 1, double(default_number), {}, {},
            help, source};
}

Parameter choice(ParameterId id, string_view name, string_view label, string_view section,
                 std::span<const string_view> choices, string_view default_text, string_view help, string_view source) {
    return {id,      name, label, section, "", ParameterKind::choice, 0, double(choices.size() - 1), 1, 0, default_text,
            choices, help, source};
}

Parameter list(ParameterId id, string_view name, string_view label, string_view section, string_view unit, double min,
               double max, double step, int max_count, bool ascending, string_view help, string_view source) {
    Parameter p{id, name, label, section, unit, ParameterKind::number_list, min, max, step, 0, "", {}, help, source};
    p.max_count = max_count;
    p.ascending = ascending;
    return p;
}

// The section of the built-in head's measures and look.
constexpr string_view kTape = "I have a tape measure";
constexpr string_view kCharacter = "Hairline character";
constexpr string_view kZones = "Density by zone";

Parameter of_built_in(Parameter p) {
    p.of_built_in = true;
    return p;
}

Parameter of_scan(Parameter p) {
    p.of_scan = true;
    return p;
}

// A fine point, kept out of the way at first.
Parameter folded(Parameter p) {
    p.folded = true;
    return p;
}

Parameter automatic(Parameter p) {
    p.automatic = true;
    p.default_text = "automatic";
    return p;
}

// A factor on the density of one zone of the scalp.
Parameter zone(ParameterId id, string_view name, string_view label, string_view help, string_view source) {
    return folded(number(id, name, label, kZones, "x", 0, 2, 0.05, 1, help, source));
}

// One measure of the built-in head: what is not given follows from those that are. `mean` is what the default head has.
Parameter measure(ParameterId id, string_view name, string_view label, double min, double max, double mean, string_view help,
                  string_view source) {
    return of_built_in(automatic(number(id, name, label, kTape, "mm", min, max, 1, mean, help, source)));
}

const std::array<Parameter, kParameterCount>& table() {
    static const std::array<Parameter, kParameterCount> rows{
        choice(hairline_style, "hairline.style", "Style", "Hairline", kStyles, "curved",
               "Shape of the front line: from the crisp, level edge-up (straight) to a broken, scattered edge, with temples "
               "closed (rounded) or set back (m-shape, receded). Custom follows the handles.",
               "styles as artists name them (HIS Hair Clinic); curved is the one asked for most"),
        number(hairline_height_mm, "hairline.height_mm", "Height", "Hairline", "mm", 45, 130, 1, 70,
               "Where the line starts: from between the brows up along the skin to the mid-frontal point. Lower looks "
               "younger and is hard to take back; 70 to 80 mm suits most grown men, 50 to 65 mm women.",
               "70 mm bold to 100 mm conservative, 80 mm by formula for transplants (Garg 2017; Tan and Pathomvanich 2016); "
               "measured mean 66.5 mm in Japanese men, 62 mm in women (Kashiyama 2021); a third of the face, 62 to 75 mm"),
        number(hairline_softness_mm, "hairline.softness_mm", "Softness", "Hairline", "mm", 0, 25, 0.5, 10,
               "Width of the transition behind the line, in which dots grow denser. 3 mm is an "
               "edge-up, 8 to 12 mm natural, 15 mm and more feathered; 0 looks drawn on.",
               "natural transition zone 5 to 10 mm (Shapiro 2013), 20 mm at most (graft counts); words to figures assumed"),
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
        folded(choice(hairline_temple, "hairline.temple", "Temples", kCharacter, kTemples, "normal",
                      "Edge of the temples, seen from the side: normal is a triangle that points forward, as far as the style has it; "
                      "thin a shorter one; parallel runs straight up from the sideburn; reversed hollows out behind it.",
                      "N, T, P and R of Mayer and Perez-Meza 2002; millimetres assumed")),
        folded(automatic(number(hairline_wave_mm, "hairline.wave_mm", "Waves", kCharacter, "mm", 0, 8, 0.1, 2,
                                "How far gentle waves carry the line back and forth, at most: 2 to 6 mm looks grown, 0 drawn with a "
                                "ruler. Follows the style unless set.",
                                "macro irregularity, one to three mounds a side (Shapiro 2004, 2013); millimetres assumed, 0.6 straight to 3.5 broken"))),
        folded(number(hairline_wavelength_mm, "hairline.wavelength_mm", "Wave length", kCharacter, "mm", 20, 40, 1, 40,
                      "From one mound of the line to the next: 40 mm is calm, 20 mm busy.",
                      "mounds 2 to 4 cm apart (figures of general knowledge; concept Shapiro)")),
        folded(automatic(number(hairline_jitter_mm, "hairline.jitter_mm", "Jitter", kCharacter, "mm", 0, 4, 0.1, 1,
                                "How far small clefts, 3 to 8 mm wide, break up the edge, at most: 1 to 3 mm looks grown, under 0.3 mm "
                                "like a barber's edge. Follows the style unless set.",
                                "micro irregularity, straight from afar and jagged close up (hairtx.com); millimetres assumed, 0.25 straight to 2.6 broken"))),
        folded(automatic(number(hairline_asymmetry_mm, "hairline.asymmetry_mm", "Asymmetry", kCharacter, "mm", 0, 8, 0.1, 1,
                                "How much further back one side of the line lies than the other, at most: 1 to 4 mm is natural, 0 makes "
                                "both sides mirror images. Unless set, each side has waves of its own.",
                                "the sides of a grown hairline differ by a few mm (forum.hairsite.com); figures assumed"))),
        folded(number(hairline_sentinels, "hairline.sentinels", "Sentinel dots", kCharacter, "", 0, 1, 0.01, 0,
                      "Single dots that stand 2 to 6 mm in front of the line, as lone hairs do. 20 to 40 % looks grown and takes the "
                      "edge off a crisp line; 100 % is about 5 dots a centimetre at 280 per cm2.",
                      "sentinel hairs before the line (forum.hairsite.com); how many is assumed: 5 % of the density at 100 %")),
        number(density_per_cm2, "density.per_cm2", "Density", "Density", "per cm2", 0, 900, 5, 280,
               "Finished dots on each square centimetre behind the transition. Clinics plan 150 to 310; above 600 dots "
               "begin to close to a helmet.",
               "194 to 310 per cm2 (Scalp Evolution, Ink2Scalp); 280 of 0.22 mm matches shaved sides in the optics used"),
        number(dot_diameter_mm, "dot.diameter_mm", "Dot size", "Density", "mm", 0.05, 0.60, 0.01, 0.22,
               "Width of a healed dot as it is seen, at half its darkness. 0.20 to 0.28 mm reads as stubble; from 0.3 mm "
               "single dots show as pepper.",
               "clinics claim 0.10 to 0.15 mm for the pigment; 0.22 mm as seen makes treated skin match shaved sides"),
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
        integer(sessions_count, "sessions.count", "Sessions", "Density", 1, 4, 3,
                "Over how many visits, two weeks apart, the dots are placed. Three is usual, a fourth for scars, alopecia "
                "and dry skin.",
                "2 to 5, mostly 3 (HIS Hair Clinic); 7 to 30 days apart, 14 assumed"),
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
        list(touchup_years, "touchup.years", "Touch-ups", "Fade", "years", 0, 15, 0.5, 8, true,
             "Years after the last session at which new dots are set between the old ones, as many as restore the healed "
             "strength.",
             "every 3 to 6 years; up to 8 kept"),
        choice(client_skin_type, "client.skin_type", "Skin type", "Fade", kSkinTypes, "normal",
               "Dry, flaky skin sheds pigment faster; oily skin a little faster, and dots blur more.",
               "direction from clinics, sizes assumed: dry 1.4, oily 1.2 with 1.4 times the blur"),
        choice(client_sun, "client.sun", "Sun", "Fade", kSuns, "normal",
               "Sun is the strongest outer cause of fading: a hat and sunscreen slow it, outdoor work nearly doubles it.",
               "direction from clinics, sizes assumed: hat 0.75, outdoor 1.8"),
        number(skin_tone, "skin.tone", "Tone", "Skin", "Monk", 1, 10, 0.1, 3,
               "Skin colour from 1, the lightest, to 10, the darkest, and anything between.",
               "order of the Monk Skin Tone Scale (2023), colours of real scalps"),
        automatic(number(skin_oil, "skin.oil", "Shine", "Skin", "", 0, 1, 0.05, 0.35,
                         "How much the scalp shines: 0 powdered matt, 1 oily. Follows the skin type unless set; shine makes "
                         "dots look lighter and gives work away.",
                         "assumed: dry 0.15, normal 0.35, oily 0.75")),
        choice(hair_loss, "hair.loss", "Hair loss", "Hair", kLosses, "totalis",
               "What is left of the client's own hair, by the scale the clinic uses: Norwood for men, Ludwig or Savin for "
               "women, or the name of the condition.",
               "Norwood 1975, Ludwig 1977, Savin 1996"),
        number(hair_loss_progress, "hair.loss_progress", "Progress", "Hair", "", 0, 1, 0.01, 1,
               "How far the loss has gone towards that stage: 0 all hair still there, 1 the stage as drawn. Shows whether "
               "the plan still fits in later years.",
               "the program's own"),
        number(hair_length_mm, "hair.length_mm", "Hair length", "Hair", "mm", 0, 3, 0.1, 0.4,
               "Length of the client's own stubble: 0 wet shave, 0.1 to 0.3 foil shaver, 0.5 bare clipper, 3 guard one. "
               "Treated and shaved skin match best when short.",
               "clipper guards; hair grows 0.3 to 0.4 mm a day (TRI Princeton)"),
        of_built_in(choice(head_sex, "head.sex", "Sex", kTape, kSexes, "male",
                           "Whose proportions the built-in head has where nothing else is measured: brow, jaw, nose, lips and "
                           "neck, and the mean size.",
                           "means of the US Army survey of 2012 (Gordon et al. 2014); features assumed")),
        of_built_in(integer(head_age_years, "head.age_years", "Age", kTape, 18, 90, 35,
                            "How old the built-in head looks: folds beside nose and mouth, hollows under the eyes, thinner "
                            "lips, a softer jaw.",
                            "assumed: amounts set by eye")),
        of_built_in(number(head_build, "head.build", "Build", kTape, "", -1, 1, 0.05, 0,
                           "How full face and neck are: -1 lean, 0 average, 1 full. The skull keeps its size.", "assumed: set by eye")),
        of_built_in(choice(head_eyes, "head.eyes", "Eyes", kTape, kEyes, "closed", "Whether the built-in head's eyes are open.",
                           "the program's own")),
        measure(head_length_mm, "head.length_mm", "Length", 165, 230, 199.5,
                "Caliper from between the brows (glabella) to the farthest point at the back.",
                "men 199.5 mm (SD 7.0), women 189.8 (7.4): US Army survey of 2012 (Gordon et al. 2014)"),
        measure(head_breadth_mm, "head.breadth_mm", "Breadth", 125, 185, 154.3,
                "Caliper across the widest place above the ears.",
                "men 154.3 mm (SD 5.5), women 147.8 (5.2): US Army survey of 2012 (Gordon et al. 2014)"),
        measure(head_circumference_mm, "head.circumference_mm", "Circumference", 480, 660, 574.4,
                "Tape round the head over the brows and the farthest point at the back, pulled tight.",
                "men 574.4 mm (SD 16.0), women 561.1 (19.4, over hair): US Army survey of 2012 (Gordon et al. 2014)"),
        measure(head_sagittal_arc_mm, "head.sagittal_arc_mm", "Front to back", 275, 405, 337,
                "Tape from between the brows (glabella) over the top to the bump at the back (inion), 10 mm above the level of "
                "the ear canals.",
                "follows from the shape; no survey measured it so"),
        measure(head_bitragion_arc_mm, "head.bitragion_arc_mm", "Ear to ear", 295, 420, 350,
                "Tape from the notch before one ear (tragion) over the top to the other.",
                "about 351 mm in men, 339 in women (Zhuang and Bradtmiller 2005, from memory)"),
        measure(head_forehead_height_mm, "head.forehead_height_mm", "Forehead", 50, 90, 72,
                "Tape from between the brows (glabella) up to where the forehead turns over into the scalp: where it leans "
                "back by 45 degrees. A bald head has no hairline to measure to.",
                "follows from the shape; the upper third of a face is 62 to 75 mm"),
        measure(head_face_height_mm, "head.face_height_mm", "Face", 95, 145, 123.5,
                "Caliper from the deepest point of the nose's root (sellion) to under the chin (menton).",
                "about 123 mm in men, 113 in women (Zhuang and Bradtmiller 2005, from memory)"),
        measure(head_ear_height_mm, "head.ear_height_mm", "Top above ears", 110, 155, 131,
                "How far the top of the head lies above the ear canals (tragions), head level: more means lower ears.",
                "men 131.1 mm (SD 6.2), women 126.5 (6.5): US Army survey of 2012 (Gordon et al. 2014)"),
        measure(head_ear_depth_mm, "head.ear_depth_mm", "Eye to ear", 76, 95, 87.5,
                "Caliper from the outer corner of the eye to the notch before the ear (tragion): more means ears farther back.",
                "follows from the shape"),
        of_scan(choice(scan_known_length, "scan.known_length", "Measured", "Scan", kLengths, "ear-to-ear",
                       "What was measured on the client: ear to ear straight through the head with a caliper (tragion to "
                       "tragion), the circumference over brows and occiput with a tape, a coin held to the forehead, or any "
                       "two points marked on the scan.",
                       "the program's own")),
        of_scan(number(scan_known_length_mm, "scan.known_length_mm", "Length", "Scan", "mm", 0, 900, 0.5, 0,
                       "The measured length. It sets the scale of this scan, and with it every length, area, dot count and "
                       "price. 0 means that nothing was measured; then a file without a unit is sized like an average adult.",
                       "men's bitragion breadth 145 mm, circumference 575 mm on average (US Army survey, 2012)")),
        of_scan(choice(scan_repair, "scan.repair", "Faults", "Scan", kRepairs, "mend",
                       "Faults of the scan's surface: floating islands, chairs and walls go, doubled and flipped triangles are "
                       "put right, gaping seams are closed. Keep shows the scan as it was captured.",
                       "the program's own")),
        of_scan(choice(scan_holes, "scan.holes", "Holes", "Scan", kHoles, "fill",
                       "Holes in the skin of the head, never eyes, ears, nostrils or mouth: filled, going on with the curvature "
                       "around them. What is filled is guessed; its area is told.",
                       "on the built-in head, holes of 10 cm come back 0.2 mm off in the mean")),
        of_scan(choice(scan_smoothing, "scan.smoothing", "Smoothing", "Scan", kSmoothings, "where-rough",
                       "Noise of the scan on the scalp; face and ears stay as they are. Where rough smooths only a scalp that is "
                       "rougher than skin, and leaves hair and carved curls alone.",
                       "clean heads are within 0.12 mm of a smooth surface, phones' scans off by 0.3 mm and more")),
        of_scan(choice(scan_show_repairs, "scan.show_repairs", "Show filled", "Scan", kShown, "no",
                       "Tints the skin that was filled, whose shape is guessed.", "the program's own")),
        of_scan(choice(scan_surface, "scan.surface", "Surface", "Scan", kSurfaces, "automatic",
                       "What a scan with a picture of its own shows: that picture as the camera saw it, with its own light "
                       "(captured); the picture's colours with the program's light on them (lit); the skin model in the tone of the "
                       "picture, on which the lights act and no stubble is left (skin-model); or the skin model in the tone set "
                       "under Skin (skin-tone). Automatic shows it as captured where the picture holds light, and lit where it "
                       "holds colours alone.",
                       "whether luminance follows the skin's direction is measured: spherical harmonics to the second order (Ramamoorthi and Hanrahan 2001)")),
    };
    return rows;
}

// Edits needed to turn one word into the other.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t here = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
            corner = row[j];
            row[j] = here;
        }
    }
    return row.back();
}

}  // namespace

std::span<const Parameter> parameters() { return table(); }

const Parameter& parameter(ParameterId id) {
    assert(int(id) >= 0 && int(id) < kParameterCount);
    const Parameter& p = table()[std::size_t(id)];
    assert(p.id == id);
    return p;
}

std::optional<ParameterId> find_parameter(std::string_view name) {
    for (const Parameter& p : table())
        if (p.name == name) return p.id;
    return std::nullopt;
}

NearParameter nearest_parameter(std::string_view name) {
    const auto all = parameters();
    const auto nearest = std::min_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
        return edits_between(name, a.name) < edits_between(name, b.name);
    });
    return {*nearest, edits_between(name, nearest->name)};
}

}  // namespace stipple::model
