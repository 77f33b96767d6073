// The rows of what the client brings along: skin, hair, scars and marks.
#include "parameter_rows.h"

namespace stipple::model {
namespace {

using namespace rows;
using enum ParameterId;

constexpr std::array<string_view, 7> kHairColors{"black", "dark-brown", "brown", "blond", "red", "grey", "white"};
constexpr std::array<string_view, 3> kWhorls{"clockwise", "counter-clockwise", "double"};
constexpr std::array<string_view, 2> kBirthmarks{"brown", "red"};
// The first stands for what there is today; the others are the words of hair.loss.
constexpr std::array<string_view, 30> kLaterLosses{
    "as-now",  "none",      "norwood-1", "norwood-2", "norwood-3", "norwood-4", "norwood-5", "norwood-6",  "norwood-7",
    "norwood-3-vertex", "norwood-2a", "norwood-3a", "norwood-4a", "norwood-5a", "ludwig-1", "ludwig-2", "ludwig-3",
    "savin-1",   "savin-2",   "savin-3",   "savin-4",   "diffuse",   "areata",    "ophiasis",   "totalis",
    "universalis", "traction", "frontal-fibrosing", "scarring", "telogen"};
constexpr std::span<const string_view> kLosses = std::span(kLaterLosses).subspan(1);

constexpr std::array<string_view, 2> kMattifiers{"no", "yes"};

constexpr string_view kSkinFine = "Skin in detail";
constexpr string_view kHairFine = "Hair in detail";
constexpr string_view kMarks = "Scars and marks";

// A factor on the natural density of the client's own hair in one region.
Parameter hair_zone(ParameterId id, string_view name, string_view label, double usual, string_view help, string_view source) {
    return folded(number(id, name, label, kHairFine, "x", 0, 1.5, 0.05, usual, help, source));
}

}  // namespace

std::vector<Parameter> client_rows() {
    return {
        number(skin_tone, "skin.tone", "Tone", "Skin", "Monk", 1, 10, 0.1, 3,
               "Skin colour from 1, the lightest, to 10, the darkest, and anything between, by the order of the Monk scale. Fitzpatrick's types say how skin "
               "burns, so each tone has two.",
               "order and groups of the Monk Skin Tone Scale (2023), colours of real skin; melanin and blood by spectra (Jacques 1998 and 2013, Prahl)"),
        automatic(number(skin_oil, "skin.oil", "Shine", "Skin", "", 0, 1, 0.05, 0.35,
                         "How much the scalp shines: 0 powdered matt, 1 oily. Follows the skin type unless set; shine makes "
                         "dots look lighter and gives work away.",
                         "assumed: dry 0.15, normal 0.35, oily 0.75")),
        folded(choice(skin_mattifier, "skin.mattifier", "Mattifier", kSkinFine, kMattifiers, "no",
                      "A matt finish on the scalp, as clients put on after treatment: takes the shine away whatever the skin makes of it.",
                      "powdered skin: GGX alpha 0.55, assumed")),
        folded(number(skin_redness, "skin.redness", "Redness", kSkinFine, "x", 0, 2, 0.05, 1,
                      "How much redder than the rest crown, ears, nose and cheeks are, and how mottled: 1 is usual, 0 even.",
                      "sun-exposed crowns are redder and mottled (domain literature); sizes assumed")),
        folded(number(skin_freckles, "skin.freckles", "Freckles", kSkinFine, "", 0, 1, 0.05, 0.1,
                      "Freckles and sun spots on face and crown: 0 none, 1 many.", "assumed: size and number set by eye")),
        folded(number(skin_veins, "skin.veins", "Veins", kSkinFine, "", 0, 1, 0.05, 0.3,
                      "How plainly veins of temples and forehead show through: 0 not at all, 1 as a vein of 2.5 mm below 1 mm of skin does.",
                      "colour by diffusion from spectra (Kienle 1996, Prahl); courses from general anatomy, depth and width assumed")),
        folded(number(skin_tan_line, "skin.tan_line", "Paler scalp", kSkinFine, "tones", 0, 3, 0.1, 0,
                      "How much paler than the face a scalp is that hair covered until now, in steps of the tone scale; 0 where it has been bald for years.",
                      "freshly shaved scalps are often paler than the face (domain literature); size assumed")),
        choice(hair_loss, "hair.loss", "Hair loss", "Hair", kLosses, "totalis",
               "What is left of the client's own hair, by the scale the clinic uses: Norwood for men, Ludwig or Savin for "
               "women, or the name of the condition.",
               "Norwood 1975, Ludwig 1977, Savin 1996"),
        number(hair_loss_progress, "hair.loss_progress", "Progress", "Hair", "", 0, 1, 0.01, 1,
               "How far the loss has gone towards that stage: 0 all hair still there, 1 the stage as drawn. Shows whether "
               "the plan still fits in later years.",
               "the program's own"),
        integer(hair_loss_seed, "hair.loss_seed", "Patches", "Hair", 0, 9999, 1,
                "Picks another set of places for the bare patches of areata and of scarring loss, which can be painted by hand as well, and other "
                "waves for the edges of every loss.",
                "patches lie anywhere, 2 to 3 cm wide (solenttrichology)"),
        choice(hair_later_loss, "hair.later_loss", "If it goes on", "Hair", kLaterLosses, "as-now",
               "Shows today's dots among the hair that a later stage of loss would leave. What then lies bare between dots and hair is "
               "what a plan has to foresee; the dots do not change.",
               "stages as for the loss itself; whether and when they come nobody can tell"),
        number(hair_length_mm, "hair.length_mm", "Hair length", "Hair", "mm", 0, 3, 0.1, 0.4,
               "Length of the client's own stubble: 0 wet shave, 0.1 to 0.3 foil shaver, 0.5 bare clipper, 3 guard one. "
               "Treated and shaved skin match best when short.",
               "clipper guards; hair grows 0.3 to 0.4 mm a day (TRI Princeton)"),
        folded(number(hair_days, "hair.days", "Days since shaving", kHairFine, "days", 0, 7, 0.25, 0,
                      "Adds what hair grows in so many days to the length it was shaved to, up to 3 mm. Treated clients shave every day or "
                      "two, or stubble and dots drift apart.",
                      "0.367 mm a day, SD 0.056; African hair 0.28, Asian 0.41 (TRI Princeton)")),
        folded(choice(hair_color, "hair.color", "Colour", kHairFine, kHairColors, "dark-brown",
                      "Colour of the client's own stubble. Shaved close, hair of any colour reads as a shade of grey.",
                      "words of the trade; colours assumed")),
        folded(number(hair_shaft_um, "hair.shaft_um", "Shaft", kHairFine, "um", 55, 120, 1, 75,
                      "Width of one hair of the client's own: fine 55, coarse 120.",
                      "57 +- 11 Turkish, 86 +- 19 Korean (BioNumbers); 67 to 120 by origin (HIS Hair Clinic)")),
        folded(number(hair_per_cm2, "hair.per_cm2", "Density", kHairFine, "per cm2", 80, 280, 5, 190,
                      "Hairs on each square centimetre where nothing is lost.",
                      "226 +- 73 Caucasian, 175 Asian, 161 African (TRI Princeton); 200 in general (Bernstein 1997)")),
        hair_zone(hair_top, "hair.top", "Top", 1,
                  "Density of the client's own hair on front, top and crown, as a multiple of Density. Loss comes on top of it.",
                  "vertex as dense as the back or denser (TRI Princeton)"),
        hair_zone(hair_temples, "hair.temples", "Temples", 1,
                  "Density of the client's own hair before the ears, as a multiple of Density. 0.6 to 0.9 is usual.",
                  "temple apex 44 follicular units per cm2, range 25 to 64 (Keene); general 80 to 100 (Bernstein 1997)"),
        hair_zone(hair_sides, "hair.sides", "Sides", 1,
                  "Density of the client's own hair above and behind the ears, as a multiple of Density. 0.6 to 1 is usual.",
                  "about 50 follicular units per cm2 beside the ears (hairforlife.info)"),
        hair_zone(hair_nape, "hair.nape", "Back and nape", 1,
                  "Density of the client's own hair at the back of the head, as a multiple of Density. 1 to 1.1 is usual, less after "
                  "hair was taken there.",
                  "more than 110 follicular units per cm2 at the back (hairforlife.info); occipital above temporal (TRI Princeton)"),
        folded(choice(hair_whorl, "hair.whorl", "Whorl", kHairFine, kWhorls, "clockwise",
                      "Which way hair turns around the crown; a double whorl has two centres side by side. Directions show from about "
                      "0.5 mm of length.",
                      "clockwise in most people; double whorls in a few per cent (general knowledge)")),
        folded(number(marks_fut_length_mm, "marks.fut_length_mm", "Strip scar length", kMarks, "mm", 0, 330, 5, 0,
                      "Scar of a strip transplant (FUT) across the back of the head, from ear to ear when long. 0: none.",
                      "1 x 31 cm for 2500 grafts; across the occiput, ear to ear (mdnewhair, iahrs.org)")),
        folded(number(marks_fut_width_mm, "marks.fut_width_mm", "Strip scar width", kMarks, "mm", 1, 25, 0.5, 3,
                      "Width of the strip scar at its middle; it narrows to its ends.",
                      "1 to 3 mm good, 2 to 5 typical, over 12 uncommon (iahrs.org, hairtransplantnetwork)")),
        folded(number(marks_fut_height_mm, "marks.fut_height_mm", "Strip scar height", kMarks, "mm", -30, 50, 1, 5,
                      "How far above the bump at the back of the head (inion) the strip scar crosses the midline.",
                      "the strip lies at the level of the occipital protuberance; figure assumed")),
        folded(number(marks_fue_per_cm2, "marks.fue_per_cm2", "Punch scars", kMarks, "per cm2", 0, 60, 1, 0,
                      "Scars of single punches (FUE) on each square centimetre of the donor area: 20 is a usual session, 40 and more "
                      "looks moth-eaten. 0: none.",
                      "2000 to 2500 sites on 110 cm2, about 20 per cm2 (hairtransplant.hk)")),
        folded(number(marks_fue_diameter_mm, "marks.fue_diameter_mm", "Punch scar size", kMarks, "mm", 0.5, 1.5, 0.05, 0.8,
                      "Width of one healed punch scar: a pale dot without hair.", "punch 0.6 to 1.0 mm; healed pale dots about 0.8 mm (hairtransplant.hk)")),
        folded(number(marks_fue_field_mm, "marks.fue_field_mm", "Donor height", kMarks, "mm", 30, 110, 5, 60,
                      "Height of the donor area at the back and sides in which punch scars lie.",
                      "at least 5 to 6 by 20 cm (hairtransplant.hk)")),
        folded(number(marks_grafts_per_cm2, "marks.grafts_per_cm2", "Grafts", kMarks, "per cm2", 0, 60, 1, 0,
                      "Transplanted grafts on each square centimetre of bald scalp behind the hairline, two hairs a graft, to compare with "
                      "natural density. 20 to 40 is what a session gives. 0: none.",
                      "20 to 40 grafts per cm2 against 200 hairs per cm2 of nature (clinics); 25 to 35 in front (Bernstein)")),
        folded(number(marks_birthmark_mm, "marks.birthmark_mm", "Birthmark", kMarks, "mm", 0, 60, 1, 0,
                      "Width of a birthmark on the left of the top of the head, behind the hairline; others are painted by hand. 0: none.",
                      "red or brown patch of 1 to 6 cm (general knowledge)")),
        folded(choice(marks_birthmark_kind, "marks.birthmark_kind", "Birthmark colour", kMarks, kBirthmarks, "brown",
                      "Brown is a pigment mark (naevus), red a port-wine mark of fine vessels.", "general knowledge")),
        folded(number(marks_scar_uptake, "marks.scar_uptake", "Scar uptake", kMarks, "x", 0.3, 1, 0.05, 0.65,
                      "Share of the pigment that scar tissue keeps; scars usually need an extra session.",
                      "0.5 to 0.8 assumed; scar tissue takes pigment differently (smphaircreations, dot-micro.com)")),
        folded(number(marks_scar_blur, "marks.scar_blur", "Scar spread", kMarks, "x", 1, 1.6, 0.05, 1.3,
                      "How much wider dots heal in scar tissue than in healthy skin.", "20 to 40 % wider assumed; scar tissue may spread pigment (dot-micro.com)")),
    };
}

}  // namespace stipple::model
