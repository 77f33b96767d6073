// From triangles to a head: position, axes, unit, landmarks.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "frame_fit.h"
#include "head_measures.h"
#include "head_template.h"
#include "landmark_finder.h"
#include "mark_fit.h"
#include "scalp/head.h"
#include "scalp/surface_samples.h"
#include "scalp/thinned_mesh.h"

namespace stipple::scalp {
namespace {

// Adult male means, mm: head length and bitragion breadth of US Army men, 2012 survey (197 and 145, rounded). They set the
// size of a file without a unit.
constexpr double kMeanLength = 197, kMeanBitragion = 145;
constexpr double kCanthusHeight = 16.5;  // outer canthi above tragion level when the Frankfurt plane is level, mm

std::vector<glm::dvec3> transformed(const HeadMesh& mesh, const Similarity& placement) {
    std::vector<glm::dvec3> out(mesh.positions.size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = placement.to_head(glm::dvec3(mesh.positions[i]));
    return out;
}

// The same vertices with only those triangles that lie near the average head: no shoulders, chair or islands.
HeadMesh head_only(const HeadMesh& mesh, const std::vector<glm::dvec3>& rough_positions) {
    HeadMesh out;
    out.positions = mesh.positions;
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            const glm::dvec3 center = (rough_positions[mesh.indices[i]] + rough_positions[mesh.indices[i + 1]] + rough_positions[mesh.indices[i + 2]]) / 3.0;
            if (template_distance(center) < 32) out.indices.insert(out.indices.end(), mesh.indices.begin() + std::ptrdiff_t(i), mesh.indices.begin() + std::ptrdiff_t(i + 3));
        }
    }
    out.submeshes.push_back({"head", 0, std::uint32_t(out.indices.size()), -1, true});
    return out;
}

// Axes from landmarks in the axes of the average head: origin between the tragions; x midway between the mirror plane's
// normal and the line of the tragions; pitch such that the canthi stand 16.5 mm above tragion level. Two landmarks 75 mm
// apart, each found to 5 mm, leave 5 degrees of doubt, no less than the alignment of the whole head does: the slope from
// tragion to canthus is drawn a fifth of the way to the one the average head has (mean of four heads with known truth:
// 0.245, from 0.20 to 0.31).
Similarity frankfurt(const Similarity& rough, const FoundLandmarks& found, double mm_per_rough_mm) {
    const auto at = [&](const char* name) { return found.at(name).position; };
    const glm::dvec3 origin = 0.5 * (at("tragion_left") + at("tragion_right"));
    glm::dvec3 left(1, 0, 0);
    const glm::dvec3 line = glm::normalize(at("tragion_left") - at("tragion_right"));
    if (line.x > 0.97) left = glm::normalize(left + line);
    glm::dvec3 canthi = 0.5 * (at("outer_canthus_left") + at("outer_canthus_right")) - origin;
    constexpr double kAverageSlope = 0.245, kTrust = 0.8;
    canthi.y = kTrust * canthi.y + (1 - kTrust) * kAverageSlope * canthi.z;
    const glm::dvec3 arm = canthi - glm::dot(canthi, left) * left;
    const double length = glm::length(arm), rise = std::min(kCanthusHeight / (length * mm_per_rough_mm), 0.5);
    // forward and up span the plane across `left`; the arm makes the angle with sine `rise` to forward
    const glm::dvec3 along = arm / length, across = glm::cross(along, left);  // across points down for an arm forward
    const double run = std::sqrt(1 - rise * rise);
    const glm::dvec3 forward = run * along + rise * across * (across.y < 0 ? 1.0 : -1.0);
    const glm::dvec3 up = glm::cross(forward, left);
    Similarity result;
    result.scale = rough.scale / mm_per_rough_mm;
    result.rotation = rough.rotation * glm::dmat3(left, up, forward);
    result.translation = rough.to_file(origin);
    return result;
}

// mm per file unit: a standard unit where one makes the head a plausible adult's, else the adult means. Heads vary by
// +-4 % (one standard deviation), the units in use differ by a factor of 2.5 and more.
double choose_unit(double estimate, bool& assumed) {
    for (const double unit : {1000.0, 10.0, 1.0, 25.4})
        if (estimate > unit / 1.09 && estimate < unit * 1.09) {
            assumed = false;
            return unit;
        }
    assumed = true;
    return estimate;
}

// Everything that follows from the landmarks of the face, in a size of `mm_per_rough_mm`.
HeadFrame stand_up(const HeadMesh& mesh, const Similarity& rough, const FoundLandmarks& face, double mm_per_rough_mm, std::vector<std::string>& missing) {
    HeadFrame frame;
    frame.mm_per_unit = mm_per_rough_mm / rough.scale;
    const Similarity axes = frankfurt(rough, face, mm_per_rough_mm);
    const auto keep = [&](const std::string& name, const glm::dvec3& position, double confidence) {
        frame.landmarks[name] = glm::vec3(position);
        frame.landmark_confidence_mm[name] = confidence;
    };
    for (const auto& [name, landmark] : face) keep(name, axes.to_head(rough.to_file(landmark.position)), landmark.confidence_mm);
    const std::vector<glm::dvec3> positions = transformed(mesh, axes);
    for (const auto& [name, landmark] : find_cranium_landmarks(mesh, positions, glm::dvec3(frame.landmarks["glabella"]), axes.to_head(rough.to_file({0, 145.5, -10})), missing))
        if (!face.count(name)) keep(name, landmark.position, landmark.confidence_mm);
    frame.measures_mm = measure_head(mesh, positions, frame.landmarks);
    glm::dmat4 matrix(1);
    const glm::dmat3 linear = glm::transpose(axes.rotation) * (1 / axes.scale);
    const glm::dvec3 shift = -(linear * axes.translation);
    for (int c = 0; c < 3; ++c) matrix[c] = glm::dvec4(linear[c], 0);
    matrix[3] = glm::dvec4(shift, 1);
    frame.file_to_head = glm::mat4(matrix);
    frame.up = glm::vec3(axes.rotation[1]);
    frame.forward = glm::vec3(axes.rotation[2]);
    return frame;
}

// By how much lengths must grow for the known one to be what was measured; 0 where it cannot be told.
double growth(const KnownLength& known, const HeadFrame& frame) {
    double now = 0;
    switch (known.kind) {
        case KnownLength::Kind::none:
            return 0;
        case KnownLength::Kind::ear_to_ear:
            now = double(glm::length(frame.landmarks.at("tragion_left") - frame.landmarks.at("tragion_right")));
            break;
        case KnownLength::Kind::circumference:
            if (const auto found = frame.measures_mm.find("circumference"); found != frame.measures_mm.end()) now = found->second;
            break;
        case KnownLength::Kind::points:
            now = glm::length(known.to - known.from) * frame.mm_per_unit;
            break;
    }
    return now > 0 ? known.mm / now : 0;
}

void set_unit(HeadFrame& frame, double mm_per_unit) {
    const double factor = mm_per_unit / frame.mm_per_unit;
    frame.mm_per_unit = mm_per_unit;
    for (auto& [name, position] : frame.landmarks) position *= float(factor);
    for (auto& [name, mm] : frame.measures_mm) mm *= factor;
    glm::dmat4 matrix(frame.file_to_head);
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 3; ++row) matrix[column][row] *= factor;
    frame.file_to_head = glm::mat4(matrix);
}

// Sets the scale by the known length. Adult heads lie within 20 % of the average one by a wide margin (three standard
// deviations are 12 %): what asks for more was measured elsewhere or mistyped, and is refused with a sentence.
void take_known_length(HeadFrame& frame, const KnownLength& known, std::string& refusal) {
    if (known.kind == KnownLength::Kind::none) return;
    const double factor = growth(known, frame);
    if (!(factor > 0)) {
        refusal = "The known length cannot be found on this scan, so it was left out; measure another one.";
        return;
    }
    const auto length = frame.measures_mm.find("head_length");
    const double head_mm = (length != frame.measures_mm.end() ? length->second : kMeanLength) * factor;
    if (!(head_mm > kMeanLength * 0.8 && head_mm < kMeanLength * 1.2)) {
        char text[200];
        std::snprintf(text, sizeof text, "The known length would make this head %.0f mm long, which no adult's is, so it was left out; check what was measured and its number.", head_mm);
        refusal = text;
        return;
    }
    set_unit(frame, frame.mm_per_unit * factor);
    frame.scale_assumed = false;
}

// Where the head is: found on the surface, or placed by the marks when all are set.
struct Placed {
    Similarity rough;
    double trust = 0;  // 0 .. 1: how well the surface, or else the marks, agree with a head
};

// Mean distance from the average head, mm, above which nothing is taken for a head. In any pose: four scanned and measured heads
// 2.4 to 4.2, the built-in head in all its sizes 2.2 to 2.9, two millimetres of noise on it 2.7; a rubber duck 7.3, a toy knight
// 7.9, spheres and an engine of two cylinders 8.5, boxes 9.4, a statue's tall crown 8.7.
constexpr double kMostMisfit = 6.8;

constexpr const char* kOffer = " If it is a head, set six landmarks by hand: press L in the window, or give --marks.";

// False with a sentence where there is no head.
bool place(const HeadMesh& mesh, const FrameHints& hints, Placed& placed, std::vector<std::string>& problems) {
    const SurfaceSamples samples = sample_skin(mesh, 24000);
    if (marks_place(hints)) {
        const MarkFit marks = fit_marks(hints);
        if (!marks.good()) {
            problems.push_back(marks.refusal);
            return false;
        }
        placed.rough = marks.placement;
        placed.trust = std::min(std::max((16 - marks.residual_mm) / 10, 0.1), 1.0);
        // The surface places the head better than six clicks, if it is like a head at all and agrees with them.
        const FrameFit fit = refine_fit(samples, marks.placement);
        double apart = 0;
        for (const auto& [name, mark] : hints.marks) apart = std::max(apart, glm::length(fit.placement.to_head(mark) - marks.placement.to_head(mark)));
        if (fit.found && fit.misfit_mm < 7.5 && fit.covered > 0.8 && apart < 14) placed.rough = fit.placement;
        return true;
    }
    const FrameFit fit = fit_head(samples);
    // A sphere lies 14 mm off the average face; marked scans lie 3 to 4 mm off it.
    if (!fit.found || fit.face_misfit_mm > 7.5 || fit.misfit_mm > kMostMisfit || fit.covered < 0.6) {
        problems.push_back(std::string("No head was found in this file; open a scan of a bald or shaved head with face and ears.") + kOffer);
        return false;
    }
    placed.rough = fit.placement;
    placed.trust = std::min(std::max((kMostMisfit - fit.misfit_mm) / 2.5, 0.05), 1.0) * std::min(1.0, fit.covered / 0.95);
    return true;
}

// mm of the average head's own size to mm, from its length and the distance of its ears.
double adult_size(const Similarity& rough, const HeadMesh& mesh, const FoundLandmarks& face) {
    std::vector<std::string> ignored;
    const Similarity level = frankfurt(rough, face, 1);
    const auto in = [&](const char* name) { return level.to_head(rough.to_file(face.at(name).position)); };
    const FoundLandmarks cranium = find_cranium_landmarks(mesh, transformed(mesh, level), in("glabella"), level.to_head(rough.to_file({0, 145.5, -10})), ignored);
    double factor = kMeanBitragion / glm::length(face.at("tragion_left").position - face.at("tragion_right").position);
    if (cranium.count("opisthocranion"))
        factor = std::sqrt(factor * kMeanLength / glm::length(in("glabella") - cranium.at("opisthocranion").position));
    // far from the average head's own size only one of the two can be right: trust the alignment
    return std::min(std::max(factor, 0.93), 1.07);
}

// Marks in the axes of the average head. One that lies where no head has it is a slip of the hand.
FoundLandmarks given_landmarks(const FrameHints& hints, const Similarity& rough, std::vector<std::string>& problems) {
    FoundLandmarks given;
    for (const auto& [name, mark] : hints.marks) {
        const glm::dvec3 position = rough.to_head(mark);
        if (std::abs(template_distance(position)) < 45) given[name] = {position, 2};
        else problems.push_back("The mark of the " + name + " lies nowhere near this head and was left out; set it again.");
    }
    return given;
}

}  // namespace

HeadFrame find_frame(const HeadMesh& whole_mesh, const FrameHints& hints) {
    HeadMesh rough_mesh;
    if (whole_mesh.indices.size() / 3 > kLookedAtTriangles) rough_mesh = thinned(whole_mesh, kLookedAtTriangles / 2);
    const HeadMesh& file_mesh = rough_mesh.indices.empty() ? whole_mesh : rough_mesh;
    HeadFrame frame;
    frame.problems = file_mesh.notes;
    Placed placed;
    if (!place(file_mesh, hints, placed, frame.problems)) return frame;
    const Similarity rough = placed.rough;
    const std::vector<glm::dvec3> rough_positions = transformed(file_mesh, rough);
    const HeadMesh mesh = head_only(file_mesh, rough_positions);
    std::vector<std::string> missing;  // what of a head is not there
    const FoundLandmarks given = given_landmarks(hints, rough, missing);
    const FoundLandmarks face = find_face_landmarks(mesh, rough_positions, given, missing);
    const double nose = face.at("pronasale").position.z - 0.5 * (face.at("nasion").position.z + face.at("subnasale").position.z);
    if (nose < 8 && !marks_place(hints)) {
        frame.problems.push_back(std::string("No nose was found, so this is taken for no head; open a scan of a head with its face.") + kOffer);
        return frame;
    }
    // Everything is found in the size an average adult would have, so that it is the same whatever the file's unit; then it grows.
    const double size = adult_size(rough, mesh, face);
    HeadFrame found = stand_up(mesh, rough, face, size, missing);
    set_unit(found, choose_unit(found.mm_per_unit, found.scale_assumed));
    std::string refusal;
    take_known_length(found, hints.known, refusal);

    double worst = 0;
    for (const auto& [name, confidence] : found.landmark_confidence_mm) worst = std::max(worst, confidence);
    found.confidence = placed.trust * std::min(1.0, 12.0 / std::max(worst, 12.0));
    for (std::size_t i = 0; i < missing.size(); ++i) found.confidence *= 0.75;  // each costs a quarter of the trust
    found.problems = frame.problems;
    found.problems.insert(found.problems.end(), missing.begin(), missing.end());
    if (!refusal.empty()) found.problems.push_back(refusal);
    if (found.scale_assumed)
        found.problems.push_back("Scale assumed: the file has no unit that fits a head, so it is sized like an average adult; lengths may be off by 4 %, areas and counts by 8 %. Enter one known length to fix it.");
    if (found.confidence < 0.5) found.problems.push_back("This is hardly like an average head; check the landmarks (press L in the window) before relying on any figure.");
    return found;
}

}  // namespace stipple::scalp
