// From triangles to a head: position, axes, unit, landmarks.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "frame_fit.h"
#include "head.h"
#include "head_measures.h"
#include "head_template.h"
#include "landmark_finder.h"
#include "surface_samples.h"

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

// Everything that follows from the landmarks of the face and from a size.
struct Upright {
    Similarity axes;
    HeadFrame frame;  // without confidence
};

Upright stand_up(const HeadMesh& mesh, const Similarity& rough, const FoundLandmarks& face, double mm_per_unit) {
    Upright result;
    HeadFrame& frame = result.frame;
    frame.mm_per_unit = mm_per_unit;
    const Similarity axes = result.axes = frankfurt(rough, face, mm_per_unit * rough.scale);
    const auto keep = [&](const std::string& name, const glm::dvec3& position, double confidence) {
        frame.landmarks[name] = glm::vec3(position);
        frame.landmark_confidence_mm[name] = confidence;
    };
    for (const auto& [name, landmark] : face) keep(name, axes.to_head(rough.to_file(landmark.position)), landmark.confidence_mm);
    const std::vector<glm::dvec3> positions = transformed(mesh, axes);
    for (const auto& [name, landmark] : find_cranium_landmarks(mesh, positions, glm::dvec3(frame.landmarks["glabella"]),
                                                               axes.to_head(rough.to_file({0, 145.5, -10})), frame.problems))
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
    return result;
}

// By how much lengths must grow for the known one to be what was measured; 0 where it cannot be told.
double growth(const KnownLength& known, const HeadFrame& frame) {
    double now = 0;
    switch (known.kind) {
        case KnownLength::Kind::none: return 0;
        case KnownLength::Kind::ear_to_ear:
            now = double(glm::length(frame.landmarks.at("tragion_left") - frame.landmarks.at("tragion_right")));
            break;
        case KnownLength::Kind::circumference:
            if (const auto found = frame.measures_mm.find("circumference"); found != frame.measures_mm.end()) now = found->second;
            break;
        case KnownLength::Kind::points: now = glm::length(known.to - known.from) * frame.mm_per_unit; break;
    }
    return now > 0 ? known.mm / now : 0;
}

// Sets the scale by the known length. Adult heads lie within 20 % of the average one by a wide margin (three standard
// deviations are 12 %): what asks for more was measured elsewhere or mistyped, and is refused with a sentence.
void take_known_length(Upright& upright, const KnownLength& known, const HeadMesh& mesh, const Similarity& rough, const FoundLandmarks& face, std::string& refusal) {
    if (known.kind == KnownLength::Kind::none) return;
    const double first = growth(known, upright.frame);
    if (!(first > 0)) {
        refusal = "The known length cannot be found on this scan, so it was left out; measure another one.";
        return;
    }
    const auto length = upright.frame.measures_mm.find("head_length");
    const double head_mm = (length != upright.frame.measures_mm.end() ? length->second : kMeanLength) * first;
    if (!(head_mm > kMeanLength * 0.8 && head_mm < kMeanLength * 1.2)) {
        char text[200];
        std::snprintf(text, sizeof text, "The known length would make this head %.0f mm long, which no adult's is, so it was left out; check what was measured and its number.", head_mm);
        refusal = text;
        return;
    }
    // The tilt, and with it the tape, depends on the size a little.
    double grow = first;
    for (int turn = 0; turn < 4 && std::abs(grow - 1) > 1e-5; ++turn) {
        upright = stand_up(mesh, rough, face, upright.frame.mm_per_unit * grow);
        grow = growth(known, upright.frame);
        if (!(grow > 0)) break;
    }
    upright.frame.scale_assumed = false;
}

}  // namespace

HeadFrame find_frame(const HeadMesh& file_mesh, const FrameHints& hints) {
    HeadFrame frame;
    frame.problems = file_mesh.notes;
    const SurfaceSamples samples = sample_skin(file_mesh, 24000);
    const FrameFit fit = fit_head(samples);
    // A sphere or a box lies 8 mm and more off the average face; marked scans lie 3 to 4 mm off it.
    if (!fit.found || fit.face_misfit_mm > 7.5 || fit.misfit_mm > 9.5 || fit.covered < 0.6) {
        frame.problems.push_back("No head was found in this file; open a scan of a bald or shaved head with face and ears.");
        return frame;
    }
    const Similarity rough = fit.placement;
    const std::vector<glm::dvec3> rough_positions = transformed(file_mesh, rough);
    const HeadMesh mesh = head_only(file_mesh, rough_positions);
    const FoundLandmarks face = find_face_landmarks(mesh, rough_positions, frame.problems);
    const double nose = face.at("pronasale").position.z - 0.5 * (face.at("nasion").position.z + face.at("subnasale").position.z);
    if (nose < 8) {
        frame.problems.push_back("No nose was found, so this is taken for no head; open a scan of a head with its face.");
        return frame;
    }

    // once in the average head's size, to measure the head; then in the size that follows
    std::vector<std::string> ignored;
    const Similarity level = frankfurt(rough, face, 1);
    const auto in = [&](const Similarity& axes, const char* name) { return axes.to_head(rough.to_file(face.at(name).position)); };
    const FoundLandmarks cranium = find_cranium_landmarks(mesh, transformed(mesh, level), in(level, "glabella"), level.to_head(rough.to_file({0, 145.5, -10})), ignored);
    double factor = kMeanBitragion / glm::length(face.at("tragion_left").position - face.at("tragion_right").position);
    if (cranium.count("opisthocranion"))
        factor = std::sqrt(factor * kMeanLength / glm::length(in(level, "glabella") - cranium.at("opisthocranion").position));
    // far from the average head's own size only one of the two can be right: trust the alignment
    factor = std::min(std::max(factor, 0.93), 1.07);
    bool assumed = false;
    const double unit = choose_unit(factor / rough.scale, assumed);
    Upright upright = stand_up(mesh, rough, face, unit);
    upright.frame.scale_assumed = assumed;
    std::string refusal;
    take_known_length(upright, hints.known, mesh, rough, face, refusal);
    upright.frame.problems.insert(upright.frame.problems.begin(), frame.problems.begin(), frame.problems.end());
    frame = std::move(upright.frame);

    double worst = 0;
    for (const auto& [name, confidence] : frame.landmark_confidence_mm) worst = std::max(worst, confidence);
    const double fits = std::min(std::max((9.5 - fit.misfit_mm) / 5.0, 0.05), 1.0);
    frame.confidence = fits * std::min(1.0, fit.covered / 0.95) * std::min(1.0, 12.0 / std::max(worst, 12.0));
    // each thing missing (an ear, the crown, the chin) costs a quarter of the trust
    for (std::size_t i = file_mesh.notes.size(); i < frame.problems.size(); ++i) frame.confidence *= 0.75;
    if (!refusal.empty()) frame.problems.push_back(refusal);
    if (frame.scale_assumed)
        frame.problems.push_back("The file has no unit that fits a head; lengths assume an average adult and may be off by 4 %. Enter one tape measure to fix the scale.");
    if (frame.confidence < 0.5) frame.problems.push_back("This is hardly like an average head; check the landmarks before relying on any figure.");
    return frame;
}

}  // namespace stipple::scalp
