// Cameras of the named views (design contract: 1.2 m away, vertex to menton 80 % of the frame height).
#include <cassert>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "preview.h"
#include "skin_surface.h"

namespace stipple::session {
namespace {

constexpr std::pair<View, std::string_view> kNames[] = {{View::front, "front"}, {View::left, "left"},
                                                        {View::right, "right"}, {View::back, "back"},
                                                        {View::top, "top"},     {View::three_quarter, "three-quarter"},
                                                        {View::crown, "crown"}, {View::macro, "macro"}};

constexpr double kDistanceMm = 1200;
constexpr double kHeadShare = 0.80;       // of the frame height, vertex to menton
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

renderer::Camera view_camera(View view, const PreparedHead& head, const ResolvedDesign& design, double aspect) {
    assert(aspect > 0);
    // x is the person's left: the left view stands at +x and shows the left ear.
    constexpr float kSin35 = 0.5735764F, kCos35 = 0.8191520F;
    switch (view) {
        case View::front:
            return level_camera(head, {0, 0, 1});
        case View::left:
            return level_camera(head, {1, 0, 0});
        case View::right:
            return level_camera(head, {-1, 0, 0});
        case View::back:
            return level_camera(head, {0, 0, -1});
        case View::three_quarter:
            return level_camera(head, {kSin35, 0, kCos35});
        case View::top: {
            const glm::vec3 target = axis_of(head) + glm::vec3{0, 60, 0};
            return overhead_camera(head, target, {0, 1, 0}, {0, 0, 1});
        }
        case View::crown: {
            // The whorl's side of the vertex: from above and behind, looking down at 55 degrees.
            const glm::vec3 target = axis_of(head) + glm::vec3{0, 60, -20};
            return overhead_camera(head, target, {0, 0.8191520F, -0.5735764F}, {0, 1, 0});
        }
        case View::macro:
            return macro_camera(head, design);
    }
    assert(false);
    return {};
}

}  // namespace stipple::session
