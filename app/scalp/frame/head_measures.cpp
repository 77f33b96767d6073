#include "head_measures.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "ears.h"
#include "plane_section.h"

namespace stipple::scalp {
namespace {

// Where the midline leans back by 45 degrees: halfway between the two places that reach a millimetre less far forward
// and up than the farthest does, 13 mm to either side of it on a curve of 90 mm radius. Length along the points from the first.
double forehead_turn(const std::vector<glm::dvec2>& way) {
    constexpr double kBelow = 1;
    const auto reach = [](const glm::dvec2& p) { return (p.x + p.y) / std::sqrt(2.0); };
    double farthest = -1e9, passed = 0, first = 0, last = 0;
    for (const glm::dvec2& p : way) farthest = std::max(farthest, reach(p));
    bool up = false;
    for (std::size_t i = 1; i < way.size(); ++i) {
        const double a = reach(way[i - 1]) - farthest + kBelow, b = reach(way[i]) - farthest + kBelow;
        const double length = glm::length(way[i] - way[i - 1]);
        if (!up && a < 0 && b >= 0) {
            first = passed + length * a / (a - b);
            up = true;
        }
        if (up && a >= 0 && b < 0) {
            last = passed + length * a / (a - b);
            break;
        }
        passed += length;
        last = passed;
    }
    return (first + last) / 2;
}

}  // namespace

std::map<std::string, double> measure_head(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions, const Landmarks& landmarks) {
    std::map<std::string, double> out;
    const auto has = [&](std::initializer_list<const char*> names) {
        return std::all_of(names.begin(), names.end(), [&](const char* name) { return landmarks.count(name) != 0; });
    };
    const auto at = [&](const char* name) { return glm::dvec3(landmarks.at(name)); };
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
    if (breadth > 0) out["head_breadth"] = breadth;
    if (has({"nasion", "menton"})) out["face_height"] = glm::length(at("nasion") - at("menton"));
    if (has({"outer_canthus_left", "outer_canthus_right", "tragion_left", "tragion_right"}))
        out["ear_depth"] = (glm::length(at("outer_canthus_left") - at("tragion_left")) + glm::length(at("outer_canthus_right") - at("tragion_right"))) / 2;
    if (!has({"glabella", "opisthocranion", "vertex", "inion", "tragion_left", "tragion_right"})) return out;
    const glm::dvec3 glabella = at("glabella"), back = at("opisthocranion"), vertex = at("vertex"), inion = at("inion");
    out["head_length"] = glm::length(glabella - back);
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
    if (girdle.size() > 2) out["circumference"] = perimeter(girdle);
    const std::vector<glm::dvec2> sagittal = points(glm::dvec3(0), z, y, anywhere);
    const std::vector<glm::dvec2> over = taut_way(sagittal, {glabella.z, glabella.y}, {inion.z, inion.y}, {vertex.z, vertex.y});
    out["glabella_vertex_inion_arc"] = length_of(over);
    out["forehead_height"] = forehead_turn(over);
    const glm::dvec3 rise = glm::normalize(vertex - glm::dot(vertex, x) * x);
    const std::vector<glm::dvec2> coronal = points(glm::dvec3(0), x, rise, [&](const glm::dvec3& q) {
        const std::size_t side = q.x > 0 ? 0 : 1;
        const double smooth = views.smooth[side].sample(q.z, q.y);  // points of the ear stand off it
        return smooth == DepthMap::kNothing || std::abs(q.x) < smooth + 1.5;
    });
    const glm::dvec3 a = at("tragion_left"), b = at("tragion_right");
    out["bitragion_arc"] = length_of(taut_way(coronal, {a.x, glm::dot(a, rise)}, {b.x, glm::dot(b, rise)}, {0, glm::length(vertex)}));
    out["ear_height"] = vertex.y - (a.y + b.y) / 2;
    return out;
}

}  // namespace stipple::scalp
