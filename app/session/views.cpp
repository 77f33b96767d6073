// Cameras of the named views (design contract: 1.2 m away, vertex to menton 80 % of the frame height).
#include <cassert>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "preview.h"
#include "session/chart/skin_surface.h"

namespace stipple::session {
namespace {

constexpr std::pair<View, std::string_view> kNames[] = {{View::front, "front"}, {View::left, "left"},
                                                        {View::right, "right"}, {View::back, "back"},
                                                        {View::top, "top"},     {View::three_quarter, "three-quarter"},
                                                        {View::crown, "crown"}, {View::hairline, "hairline"},
                                                        {View::macro, "macro"}};

constexpr double kDistanceMm = 1200;
constexpr double kHeadShare = 0.80;       // of the frame height, vertex to menton
constexpr double kBareShare = 0.92;       // of frame height or width, a box around a model without landmarks
constexpr double kHairlineAimMm = 72;     // from the glabella along the skin: what the middle of that view shows
constexpr double kHairlineHeightMm = 190;  // and how much of the head
constexpr double kMacroHeightMm = 15;     // frame height on the skin
constexpr double kMacroDistanceMm = 300;  // far enough that nothing of the face comes between
constexpr double kMacroLateralMm = 25;    // from the midline
constexpr float kMacroBehindMm = 3.5F;  // the frame's middle lies this far behind the line: most of the picture is work

glm::vec3 landmark(const PreparedHead& head, const char* name) {
    const auto found = head.head.frame.landmarks.find(name);
    return found != head.head.frame.landmarks.end() ? found->second : glm::vec3{0};
}

// The middle of the head seen from above: what the side, front and back cameras turn around.
glm::vec3 axis_of(const PreparedHead& head) {
    const glm::vec3 front = landmark(head, "glabella"), back = landmark(head, "opisthocranion");
    const bool known = back != glm::vec3{0};
    return {front.x, 0, known ? 0.5F * (front.z + back.z) : 0.0F};
}

// `menton` is missing on heads cut at the chin; then by the rule of thirds it lies as far below the glabella as twice
// the distance the vertex lies above it, less a fifth.
double menton_height(const PreparedHead& head, double vertex, double glabella) {
    const auto found = head.head.frame.landmarks.find("menton");
    return found != head.head.frame.landmarks.end() ? double(found->second.y) : glabella - 1.35 * (vertex - glabella);
}
double menton_depth(const PreparedHead& head) {
    const auto& landmarks = head.head.frame.landmarks;
    const auto found = landmarks.find("menton");
    return found != landmarks.end() ? double(found->second.z) : double(landmark(head, "glabella").z) - 10.0;
}

// Level camera looking at the head along -direction, placed and zoomed so that vertex and menton land at +-80 % of the
// half height with perspective taken into account.
renderer::Camera level_camera(const PreparedHead& head, glm::vec3 direction) {
    const glm::vec3 axis = axis_of(head), vertex = landmark(head, "vertex");
    const double menton_y = menton_height(head, vertex.y, landmark(head, "glabella").y);
    const glm::vec3 menton{axis.x, float(menton_y), float(menton_depth(head))};
    const double to_vertex = kDistanceMm - double(glm::dot(vertex - axis, direction));
    const double to_menton = kDistanceMm - double(glm::dot(menton - axis, direction));
    const double height = (double(vertex.y) * to_menton + menton_y * to_vertex) / (to_vertex + to_menton);
    const double slope = (double(vertex.y) - height) / to_vertex;

    renderer::Camera camera;
    const glm::vec3 target{axis.x, float(height), axis.z};
    camera.view = glm::lookAt(target + float(kDistanceMm) * direction, target, glm::vec3{0, 1, 0});
    camera.vertical_fov = 2 * std::atan(slope / kHeadShare);
    camera.near_mm = 300;
    camera.far_mm = 4000;
    camera.focus_mm = kDistanceMm - 80;  // the skin nearest to the camera
    return camera;
}

// From `direction` above, same distance and field of view as the front view, so the same scale.
renderer::Camera overhead_camera(const PreparedHead& head, glm::vec3 target, glm::vec3 direction, glm::vec3 up) {
    renderer::Camera camera = level_camera(head, {0, 0, 1});
    camera.view = glm::lookAt(target + float(kDistanceMm) * direction, target, up);
    return camera;
}

renderer::Camera macro_camera(const PreparedHead& head, const ResolvedDesign& design) {
    // The point of the front hairline whose distance from the midline is the wanted one, on the person's left.
    const float middle = landmark(head, "glabella").x;
    const float floor_height = landmark(head, "glabella").y;
    glm::vec3 best = design.hairline.empty() ? landmark(head, "glabella") : design.hairline.front();
    float best_error = 1e9F;
    for (const glm::vec3& point : design.hairline) {
        if (point.y < floor_height || point.z < 0 || point.x < middle) continue;
        const float error = std::abs(point.x - middle - float(kMacroLateralMm));
        if (error < best_error) {
            best_error = error;
            best = point;
        }
    }
    auto skin = skin_below(head.chart, best);
    glm::vec3 normal = skin ? skin->normal : glm::vec3{0, 0, 1};
    const glm::vec3 back =
        glm::normalize(glm::cross(normal, glm::vec3{1, 0, 0}));  // along the skin, away from the face
    if ((skin = skin_below(head.chart, best + kMacroBehindMm * back))) {
        best = skin->position;
        normal = skin->normal;
    }
    renderer::Camera camera;
    camera.view = glm::lookAt(best + float(kMacroDistanceMm) * normal, best, glm::vec3{0, 1, 0});
    camera.vertical_fov = 2 * std::atan(0.5 * kMacroHeightMm / kMacroDistanceMm);
    camera.near_mm = 50;
    camera.far_mm = 1000;
    camera.focus_mm = kMacroDistanceMm;
    return camera;
}

// Looking along -direction, with the picture's upper edge towards `up`.
struct Direction {
    glm::dvec3 towards, up;
};

constexpr double kSin35 = 0.5735764, kCos35 = 0.8191520, kSin40 = 0.6427876, kCos40 = 0.7660444;

Direction direction_of(View view) {
    // x is the person's left: the left view stands at +x and shows the left ear.
    const glm::dvec3 up(0, 1, 0);
    switch (view) {
        case View::left: return {{1, 0, 0}, up};
        case View::right: return {{-1, 0, 0}, up};
        case View::back: return {{0, 0, -1}, up};
        case View::three_quarter: return {{kSin35, 0, kCos35}, up};
        case View::top: return {up, {0, 0, 1}};
        case View::hairline: return {{0, kSin40, kCos40}, up};
        case View::crown: return {{0, kCos35, -kSin35}, up};
        default: return {{0, 0, 1}, up};
    }
}

// The front line from temple to temple, seen squarely: a level look at a forehead that leans back shortens it to a stripe.
// Where it looks does not depend on the design, so that designs can be compared.
renderer::Camera hairline_camera(const PreparedHead& head, const Direction& direction) {
    renderer::Camera camera = overhead_camera(head, head.midsagittal.at(kHairlineAimMm), glm::vec3(direction.towards), glm::vec3(direction.up));
    camera.vertical_fov = 2 * std::atan(0.5 * kHairlineHeightMm / kDistanceMm);
    camera.focus_mm = kDistanceMm;
    return camera;
}

// A model without landmarks: from the same directions, and all of it in every one of them, at one scale. Where there is no
// hairline the macro view is the front one.
renderer::Camera bare_camera(View view, const scalp::Bounds& bounds, double aspect) {
    const glm::dvec3 middle = 0.5 * (bounds[0] + bounds[1]), half = 0.5 * (bounds[1] - bounds[0]);
    const double distance = std::max(kDistanceMm, 4 * glm::length(half));
    double slope = 1e-3;
    for (const auto& [candidate, name] : kNames) {
        const Direction d = direction_of(candidate);
        const glm::dvec3 right = glm::normalize(glm::cross(d.up, d.towards)), up = glm::cross(d.towards, right);
        for (int corner = 0; corner < 8; ++corner) {
            const glm::dvec3 at = half * glm::dvec3(corner & 1 ? 1 : -1, corner & 2 ? 1 : -1, corner & 4 ? 1 : -1);
            const double depth = distance - glm::dot(at, d.towards);
            slope = std::max({slope, std::abs(glm::dot(at, up)) / depth, std::abs(glm::dot(at, right)) / depth / aspect});
        }
    }
    const Direction d = direction_of(view);
    renderer::Camera camera;
    camera.view = glm::lookAt(glm::vec3(middle + distance * d.towards), glm::vec3(middle), glm::vec3(d.up));
    camera.vertical_fov = 2 * std::atan(slope / kBareShare);
    camera.near_mm = distance / 4;
    camera.far_mm = distance * 10 / 3;
    camera.focus_mm = distance;
    return camera;
}

}  // namespace

std::optional<View> find_view(std::string_view name) {
    for (const auto& [view, text] : kNames) {
        if (text == name) return view;
    }
    return std::nullopt;
}

std::string_view view_name(View view) {
    for (const auto& [candidate, text] : kNames) {
        if (candidate == view) return text;
    }
    return "";
}

renderer::Camera turned(const renderer::Camera& camera, const PreparedHead& head, double degrees) {
    const glm::vec3 axis = head.found ? axis_of(head) : glm::vec3(0.5 * (head.bounds[0] + head.bounds[1]));
    renderer::Camera result = camera;
    result.view = glm::translate(camera.view, axis);
    result.view = glm::rotate(result.view, -float(glm::radians(degrees)), glm::vec3{0, 1, 0});
    result.view = glm::translate(result.view, -axis);
    return result;
}

renderer::Camera view_camera(View view, const PreparedHead& head, const ResolvedDesign& design, double aspect) {
    assert(aspect > 0);
    if (!head.found) return bare_camera(view, head.bounds, aspect);
    const Direction d = direction_of(view);
    switch (view) {
        case View::front:
        case View::left:
        case View::right:
        case View::back:
        case View::three_quarter:
            return level_camera(head, glm::vec3(d.towards));
        case View::top:
            return overhead_camera(head, axis_of(head) + glm::vec3{0, 60, 0}, glm::vec3(d.towards), glm::vec3(d.up));
        case View::crown:
            // The whorl's side of the vertex: from above and behind, looking down at 55 degrees.
            return overhead_camera(head, axis_of(head) + glm::vec3{0, 60, -20}, glm::vec3(d.towards), glm::vec3(d.up));
        case View::hairline:
            return hairline_camera(head, d);
        case View::macro:
            return macro_camera(head, design);
    }
    assert(false);
    return {};
}

}  // namespace stipple::session
