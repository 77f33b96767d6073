// The built-in head: a bald human bust made from numbers alone.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <glm/glm.hpp>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace stipple::bust {

enum class Sex { male, female };

// What the head is asked to be. A measure of 0 is not asked for: it follows from the others, and where nothing is asked
// for from the means of the sex. Lengths in mm; `ranges` tells what a measure may be alone.
//
// Means, mm (standard deviation):        men            women
//   head length                          199.5 (7.0)    189.8 (7.4)
//   head breadth                         154.3 (5.5)    147.8 (5.2)
//   head circumference                   574.4 (16.0)   561.1 (19.4)
//   tragion to top of head               131.1 (6.2)    126.5 (6.5)
// are those of ANSUR II: Gordon et al. 2014, 2012 Anthropometric Survey of U.S. Army Personnel, NATICK/TR-15/007; 4082
// men and 1986 women of its public data. They were checked in a published summary of that data, not in the report.
// Men of the NIOSH survey of respirator users (Zhuang and Bradtmiller 2005, J Occup Environ Hyg 2(11):567-576) have
// 197, 153 and 576 (from memory, not checked). A head for which no measure of the cranium is asked has the means of
// ANSUR II, but women a circumference of 548. The survey pressed calipers through the hair and laid the tape over it,
// women's pinned up, so its three means are not those of one bald head: a tape over an ellipse of their lengths and breadths
// reads 558 and 532, which is exceeded by 2.9 % in men and 5.4 % in women, where two bald scans exceed theirs by 1.2 and 1.6 %.
// 548 is 2.9 % too, the men's section, and leaves a layer of hair of 2 mm under the tape. The three can be asked for
// together and are met, with a section of exponent 2.7 instead of 2.3: squarer from above than heads are.
struct BustMeasures {
    double head_length = 0;      // glabella to opisthocranion
    double head_breadth = 0;     // greatest, above the ears
    double circumference = 0;    // taut tape through glabella and opisthocranion
    double sagittal_arc = 0;     // taut tape from the glabella over the vertex to the inion (10 mm above the tragions)
    double bitragion_arc = 0;    // taut tape from tragion to tragion over the vertex
    double forehead_height = 0;  // tape from the glabella up to where the forehead turns over into the scalp: where the
                                 // midline leans back by 45 degrees. A bald head shows no hairline to measure to
    double face_height = 0;      // sellion (deepest point of the nasal root) to menton, straight
    double ear_height = 0;       // from the tragions up to the level of the vertex
    double ear_depth = 0;        // outer canthus to tragion, straight, mean of both sides
    Sex sex = Sex::male;
    double age = 35;   // years, 18..90: how old it looks
    double build = 0;  // -1 lean .. 1 full face and neck
    bool eyes_open = false;
    [[nodiscard]] bool operator==(const BustMeasures&) const = default;
};

// Measures or a look that no head has. what() is a sentence with what is possible.
struct BadMeasures : std::invalid_argument {
    using std::invalid_argument::invalid_argument;
};

// One asked measure by itself: its member, its name in sentences and what it may be.
struct MeasureRange {
    double BustMeasures::*member;
    const char* name;
    double low, high;
};
[[nodiscard]] std::span<const MeasureRange> measure_ranges();
// What a head has of which nothing is asked.
[[nodiscard]] BustMeasures mean_measures(Sex sex);

// The skin's texture coordinates: islands of one square (texture_map.h), the same for every size, sex and age, so that
// one picture fits all. The square is this wide on the skin of the head of default measures.
inline constexpr double kTextureSideMm = 720;

struct BustPart {
    std::string name;  // "skin", "brows", "eyelashes"; with open eyes "eye_left" and "eye_right" too
    std::vector<glm::vec3> positions, normals;
    std::vector<glm::vec2> uvs;     // 0..1, v downward
    std::vector<glm::vec4> colors;  // linear RGBA
    std::vector<std::uint32_t> indices;
    bool hair = false;  // ribbons, to be seen from both sides; all other parts bound a volume
};

// Head axes as everywhere: x the person's left, y up, z forward, mm, origin midway between the ear canals. `landmarks`
// uses the names of scalp::Landmarks and comes from the construction, as a truth to test the frame finder against.
struct Bust {
    std::vector<BustPart> parts;
    std::map<std::string, glm::vec3> landmarks;
};

enum class BustDetail { preview, final_mesh };

// A head sculpted but not yet sized: what takes time, and what every size of it shares.
struct Sculpture;

// Deterministic to the bit on every machine: + - x / sqrt only.
[[nodiscard]] std::shared_ptr<const Sculpture> sculpt(bool eyes_open, BustDetail detail);
// Sizes it; about a tenth of a second. `measures.eyes_open` is the sculpture's own. Throws BadMeasures for
// measures out of range, and for measures that exclude each other with the range the others leave.
[[nodiscard]] Bust place_bust(const Sculpture& sculpture, const BustMeasures& measures);
// Both.
[[nodiscard]] Bust make_bust(const BustMeasures& measures, BustDetail detail);

// The bust as a binary glTF 2.0 file in metres.
[[nodiscard]] std::vector<std::uint8_t> bust_file(const Bust& bust);
// Writes the bust as a binary glTF 2.0 file in metres (glTF's unit), beside and then renamed. Throws std::runtime_error
// naming the file when it cannot be written.
void write_bust(const Bust& bust, const std::filesystem::path& file);

}  // namespace stipple::bust
