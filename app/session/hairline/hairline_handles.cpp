#include "hairline_handles.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "hairline_line.h"
#include "scalp/frame/plane_section.h"
#include "session/chart/skin_surface.h"

namespace stipple::session {
namespace {

// Whether a line on the skin, seen from the chart's middle, crosses itself.
bool crosses_itself(const scalp::ScalpChart& chart, std::span<const glm::vec3> on_skin) {
    std::vector<glm::dvec2> line;
    for (const glm::vec3& p : on_skin) line.emplace_back(chart.projection.project(p));
    const auto side = [](const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& p) {
        return (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
    };
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
        for (std::size_t j = i + 2; j + 1 < line.size(); ++j) {
            const glm::dvec2 &a = line[i], &b = line[i + 1], &c = line[j], &d = line[j + 1];
            if (side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0) return true;
        }
    return false;
}

// The way along the skin at one height, from the midline of the face sideways: for points of the level `y`.
std::vector<glm::vec3> level_line(const PreparedHead& head, float y, float half_width) {
    std::vector<glm::dvec3> positions(head.display.positions.begin(), head.display.positions.end());
    const glm::dvec3 origin(0, double(y), 0);
    std::vector<glm::vec3> line;
    // Frontmost of what the level cuts, every 2 mm sideways.
    const auto segments = scalp::plane_section(head.display, positions, origin, {1, 0, 0}, {0, 0, 1});
    for (float x = -half_width; x <= half_width; x += 2) {
        double front = -1e30;
        for (const scalp::Segment2& s : segments) {
            const double low = std::min(s.a.x, s.b.x), high = std::max(s.a.x, s.b.x);
            if (double(x) < low || double(x) > high || high - low < 1e-9) continue;
            front = std::max(front, s.a.y + (s.b.y - s.a.y) * (double(x) - s.a.x) / (s.b.x - s.a.x));
        }
        if (front > 0) line.emplace_back(x, y, float(front));
    }
    return line;
}

}  // namespace

double along_skin_mm(const PreparedHead& head, const glm::vec3& from, const glm::vec3& to) {
    // Rays from the chart's middle to the chord between them lie in one plane, and meet the skin where that cuts it.
    const glm::dvec3 center(head.chart.projection.center), a = glm::dvec3(from) - center, b = glm::dvec3(to) - center;
    const glm::dvec3 u = glm::normalize(a), across = b - glm::dot(b, u) * u;
    if (!(glm::length(across) > 1e-3)) return double(glm::distance(from, to));
    const glm::dvec3 v = glm::normalize(across);
    const auto flat = [&](const glm::dvec3& p) { return glm::dvec2(glm::dot(p - center, u), glm::dot(p - center, v)); };
    constexpr int kSteps = 128;
    std::vector<glm::dvec2> points{flat(from)};
    for (int i = 1; i < kSteps; ++i)
        if (const auto skin = skin_below(head.chart, from + (to - from) * (float(i) / float(kSteps)))) points.push_back(flat(skin->position));
    points.push_back(flat(to));
    // On the far side of the chord from the middle.
    const glm::dvec2 middle = 0.5 * (points.front() + points.back());
    return scalp::length_of(scalp::taut_way(points, points.front(), points.back(), 2.0 * middle));
}

std::vector<HairlineHandle> hairline_handles(const ResolvedDesign& resolved, const PreparedHead& head) {
    const auto planned = model::hairline_points(resolved.design, hairline_face(head));
    const std::vector<glm::vec3>& points = resolved.hairline_points;
    assert(points.size() == planned.size());
    const glm::vec3 glabella = known_landmark(head, "glabella");
    std::vector<HairlineHandle> handles;
    for (std::size_t i = 0; i < planned.size(); ++i)
        handles.push_back({planned[i].name, points[i], along_skin_mm(head, glabella, points[i]), double(points[i].x - glabella.x)});
    const glm::vec3 nape = resolved.hairline[resolved.nape];
    handles.push_back({"nape", nape, double(known_landmark(head, "inion").y - nape.y), double(nape.x - glabella.x)});
    return handles;
}

std::optional<model::Design> drag_handle(const model::Design& design, const PreparedHead& head, int point, const glm::vec3& skin,
                                         const model::HandleSet& handles, bool linked) {
    if (point == kNapeHandle) {
        const model::Parameter& range = model::parameter(model::ParameterId::hairline_nape_mm);
        const double below = double(known_landmark(head, "inion").y - skin.y);
        return design.with(range.id, std::clamp(std::round(below), range.min, range.max));
    }
    const model::HairlineFace face = hairline_face(head);
    const model::HairlinePoints points = model::hairline_points(design, face);
    const HairlineCoordinates to = hairline_coordinates(head, points[std::size_t(point)], skin);
    const model::Design dragged =
        model::with_points(design, face, model::drag_point(points, point, to.across, to.height_mm, handles, linked));
    // The curve needs neighbours that differ.
    glm::vec3 last(1e9F);
    for (const model::HairlinePoint& p : model::hairline_points(dragged, face)) {
        const glm::vec3 at = hairline_point(head, p);
        if (glm::distance(at, last) < 0.5F) return std::nullopt;
        last = at;
    }
    const HairlineOnSkin laid = lay_hairline(dragged, head);
    if (crosses_itself(head.chart, std::span(laid.line).first(laid.front_end))) return std::nullopt;
    return dragged;
}

std::vector<HairlineGuide> hairline_guides(const PreparedHead& head) {
    using enum HairlineGuide::Kind;
    constexpr double kUp = 115, kGarg = 80;
    std::vector<HairlineGuide> guides;
    const model::HairlineFace face = hairline_face(head);
    const glm::vec3 glabella = known_landmark(head, "glabella");
    HairlineGuide middle{midline, "midline", {}};
    for (double up = 0; up <= kUp; up += 2) middle.line.push_back(head.midsagittal.at(up));
    guides.push_back(std::move(middle));
    for (const double side : {-1.0, 1.0}) {
        guides.push_back({vertical, "pupil", forehead_line(head, side * face.pupil_lateral_mm, kUp)});
        guides.push_back({vertical, "outer eye corner", forehead_line(head, side * face.canthus_lateral_mm, kUp)});
    }
    // Upper, middle and lower third are alike where a face keeps the rule. Who edits the built-in head's file may drop the subnasale.
    if (const auto nose = head.head.frame.landmarks.find("subnasale"); nose != head.head.frame.landmarks.end()) {
        const float subnasale_y = nose->second.y, third_mm = glabella.y - subnasale_y;
        for (const auto& [name, y] : {std::pair<std::string_view, float>{"a third above the glabella", glabella.y + third_mm}, {"glabella", glabella.y}, {"subnasale", subnasale_y}})
            guides.push_back({third, name, level_line(head, y, 55)});
    }
    // 8 cm sideways from the glabella along the skin, then 8 cm up; and straight across from 8 cm above the glabella.
    const glm::vec3 top = head.midsagittal.at(kGarg);
    for (const double side : {-1.0, 1.0}) {
        std::vector<glm::vec3> level;
        double out = 0;
        for (; out < 90 && (level.empty() || along_skin_mm(head, glabella, level.back()) < kGarg); out += 2)
            level.push_back(forehead_point(head, side * out, 0));
        std::vector<glm::vec3> up = forehead_line(head, side * (out - 2), kGarg);
        HairlineGuide across{construction, "8 cm", {}};
        for (int i = 0; i <= 40; ++i) {
            const auto skin = skin_below(head.chart, top + (up.back() - top) * (float(i) / 40));
            if (skin) across.line.push_back(skin->position);
        }
        guides.push_back({construction, "8 cm", std::move(up)});
        guides.push_back(std::move(across));
    }
    return guides;
}

}  // namespace stipple::session
