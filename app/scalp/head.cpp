#include "head.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ears.h"
#include "frame_fit.h"
#include "head_template.h"
#include "landmark_finder.h"
#include "plane_section.h"
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

void measure(HeadFrame& frame, const HeadMesh& mesh, const std::vector<glm::dvec3>& positions) {
    const auto has = [&](const char* name) { return frame.landmarks.count(name) != 0; };
    const auto at = [&](const char* name) { return glm::dvec3(frame.landmarks.at(name)); };
    const SideViews views = side_views(mesh, positions);
    // above the ears, where the head is widest
    const Ear ears[2]{find_ear(views, 0), find_ear(views, 1)};
    const double above = std::max(20.0, std::max(ears[0].found ? ears[0].top : 0.0, ears[1].found ? ears[1].top : 0.0) + 4);
    double breadth = 0;
    for (int v = 0; v < views.surface[0].nv; ++v)
        for (int u = 0; u < views.surface[0].nu; ++u) {
            const double y = views.surface[0].v0 + (v + 0.5) * views.surface[0].cell;
            const double a = views.surface[0].at(u, v), b = views.surface[1].at(u, v);
            if (y > above && a != DepthMap::kNothing && b != DepthMap::kNothing) breadth = std::max(breadth, a + b);
        }
    if (breadth > 0) frame.measures_mm["head_breadth"] = breadth;
    if (!has("opisthocranion") || !has("vertex") || !has("inion")) return;
    const glm::dvec3 glabella = at("glabella"), back = at("opisthocranion"), vertex = at("vertex"), inion = at("inion");
    frame.measures_mm["head_length"] = glm::length(glabella - back);
    const auto points = [&](const glm::dvec3& origin, const glm::dvec3& u, const glm::dvec3& v, auto&& keep) {
        std::vector<glm::dvec2> result;
        for (const Segment2& s : plane_section(mesh, positions, origin, u, v))
            for (const glm::dvec2& p : {s.a, s.b})
                if (const glm::dvec3 q = origin + p.x * u + p.y * v; glm::length(q - glm::dvec3(0, 60, 0)) < 150 && keep(q)) result.push_back(p);
        return result;
    };
    const auto anywhere = [](const glm::dvec3&) { return true; };
    const glm::dvec3 x(1, 0, 0), y(0, 1, 0), z(0, 0, 1);
    glm::dvec3 along = glabella - back;
    along = glm::normalize(along - glm::dot(along, x) * x);
    const std::vector<glm::dvec2> girdle = convex_hull(points(back, along, x, anywhere));
    if (girdle.size() > 2) frame.measures_mm["circumference"] = perimeter(girdle);
    const std::vector<glm::dvec2> sagittal = points(glm::dvec3(0), z, y, anywhere);
    frame.measures_mm["glabella_vertex_inion_arc"] = taut_tape(sagittal, {glabella.z, glabella.y}, {inion.z, inion.y}, {vertex.z, vertex.y});
    const glm::dvec3 rise = glm::normalize(vertex - glm::dot(vertex, x) * x);
    const std::vector<glm::dvec2> coronal = points(glm::dvec3(0), x, rise, [&](const glm::dvec3& q) {
        const std::size_t side = q.x > 0 ? 0 : 1;
        const double smooth = views.smooth[side].sample(q.z, q.y);  // points of the ear stand off it
        return smooth == DepthMap::kNothing || std::abs(q.x) < smooth + 1.5;
    });
    const glm::dvec3 a = at("tragion_left"), b = at("tragion_right");
    frame.measures_mm["bitragion_arc"] = taut_tape(coronal, {a.x, glm::dot(a, rise)}, {b.x, glm::dot(b, rise)}, {0, glm::length(vertex)});
}

}  // namespace

HeadFrame find_frame(const HeadMesh& file_mesh) {
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
    frame.mm_per_unit = choose_unit(factor / rough.scale, frame.scale_assumed);
    const double mm_per_rough_mm = frame.mm_per_unit * rough.scale;
    const Similarity axes = frankfurt(rough, face, mm_per_rough_mm);

    double worst = 0;
    const auto keep = [&](const std::string& name, const glm::dvec3& position, double confidence) {
        frame.landmarks[name] = glm::vec3(position);
        frame.landmark_confidence_mm[name] = confidence;
        worst = std::max(worst, confidence);
    };
    for (const auto& [name, landmark] : face) keep(name, axes.to_head(rough.to_file(landmark.position)), landmark.confidence_mm);
    const std::vector<glm::dvec3> positions = transformed(mesh, axes);
    for (const auto& [name, landmark] : find_cranium_landmarks(mesh, positions, glm::dvec3(frame.landmarks["glabella"]),
                                                               axes.to_head(rough.to_file({0, 145.5, -10})), frame.problems))
        keep(name, landmark.position, landmark.confidence_mm);
    measure(frame, mesh, positions);

    glm::dmat4 matrix(1);
    const glm::dmat3 linear = glm::transpose(axes.rotation) * (1 / axes.scale);
    const glm::dvec3 shift = -(linear * axes.translation);
    for (int c = 0; c < 3; ++c) matrix[c] = glm::dvec4(linear[c], 0);
    matrix[3] = glm::dvec4(shift, 1);
    frame.file_to_head = glm::mat4(matrix);
    frame.up = glm::vec3(axes.rotation[1]);
    frame.forward = glm::vec3(axes.rotation[2]);
    const double fits = std::min(std::max((9.5 - fit.misfit_mm) / 5.0, 0.05), 1.0);
    frame.confidence = fits * std::min(1.0, fit.covered / 0.95) * std::min(1.0, 12.0 / std::max(worst, 12.0));
    // each thing missing (an ear, the crown, the chin) costs a quarter of the trust
    for (std::size_t i = file_mesh.notes.size(); i < frame.problems.size(); ++i) frame.confidence *= 0.75;
    if (frame.scale_assumed)
        frame.problems.push_back("The file has no unit that fits a head; lengths assume an average adult and may be off by 4 %. Enter one tape measure to fix the scale.");
    if (frame.confidence < 0.5) frame.problems.push_back("This is hardly like an average head; check the landmarks before relying on any figure.");
    return frame;
}

Head place_head(std::string name, HeadMesh mesh, HeadFrame frame) {
    const glm::dmat4 matrix(frame.file_to_head);
    const glm::dmat3 linear(matrix);
    const double scale = glm::length(linear[0]);
    for (glm::vec3& p : mesh.positions) p = glm::vec3(matrix * glm::dvec4(glm::dvec3(p), 1));
    for (glm::vec3& n : mesh.normals) n = glm::vec3(glm::normalize(linear * glm::dvec3(n) / scale));
    return {std::move(name), std::move(mesh), std::move(frame)};
}

Head load_head(const std::filesystem::path& file) {
    HeadMesh mesh = load_head_mesh(file);
    HeadFrame frame = find_frame(mesh);
    return place_head(file.stem().string(), std::move(mesh), std::move(frame));
}

}  // namespace stipple::scalp
