// The rows of the built-in head's measures and of what is decided about a scan.
#include "parameter_rows.h"

namespace stipple::model {
namespace {

using namespace rows;
using enum ParameterId;

constexpr std::array<string_view, 4> kLengths{"ear-to-ear", "circumference", "coin", "points"};
constexpr std::array<string_view, 5> kSurfaces{"automatic", "captured", "lit", "skin-model", "skin-tone"};
constexpr std::array<string_view, 2> kRepairs{"mend", "keep"};
constexpr std::array<string_view, 2> kHoles{"fill", "leave"};
constexpr std::array<string_view, 3> kSmoothings{"where-rough", "never", "always"};
constexpr std::array<string_view, 2> kShown{"no", "yes"};
constexpr std::array<string_view, 2> kSexes{"male", "female"};
constexpr std::array<string_view, 2> kEyes{"closed", "open"};

constexpr string_view kTape = "I have a tape measure";
constexpr string_view kClient = "Client";

// One measure of the built-in head: what is not given follows from those that are. `mean` is what the default head has.
Parameter measure(ParameterId id, string_view name, string_view label, double min, double max, double mean, string_view help,
                  string_view source) {
    return of_built_in(automatic(number(id, name, label, kTape, "mm", min, max, 1, mean, help, source)));
}

}  // namespace

std::vector<Parameter> head_rows() {
    return {
        folded(choice(head_sex, "head.sex", "Sex", kClient, kSexes, "male",
                      "Whether the client is a man or a woman: remarks on how low a hairline may lie go by it, on a scan too. The built-in "
                      "head takes its proportions from it where nothing else is measured; a scan keeps its own.",
                      "means of the US Army survey of 2012 (Gordon et al. 2014); features assumed")),
        folded(integer(head_age_years, "head.age_years", "Age", kClient, 18, 90, 35,
                       "How old the client is: remarks on how low a hairline may lie go by it, on a scan too. The built-in head looks "
                       "that old: folds beside nose and mouth, hollows under the eyes, thinner lips, a softer jaw; a scan keeps its own looks.",
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
}

}  // namespace stipple::model
