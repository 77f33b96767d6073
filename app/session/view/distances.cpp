#include "distances.h"

#include <array>
#include <cassert>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "session/chart/skin_surface.h"

namespace stipple::session {
namespace {

constexpr std::array<DistanceFacts, 5> kDistances{{
    {Distance::portrait, "portrait", 1200, false, "1.2 m away, the head as large as the picture holds"},
    {Distance::mirror, "mirror", 1000, true, "in a mirror half a metre away, left and right as clients know themselves: light travels 1.0 m"},
    {Distance::conversation, "conversation", 1200, false, "in conversation, 1.2 m away"},
    {Distance::room, "room", 3000, false, "across a room, 3 m away"},
    {Distance::loupe, "loupe", 300, false, "15 mm of skin, as under a loupe"},
}};

constexpr double kPortraitMm = 1200;  // from the eye to what the views aim at: see views.cpp
constexpr double kTopShare = 0.9;      // of the half frame: where the top of the head comes to lie in a frame too low for the head
constexpr double kLoupeAimMm = 60;    // height of the middle of the braincase over the head's axes
constexpr double kSideLoupeLift = 0.35, kBackLoupeLift = 0.2;  // up from level, so that hair is met and neither ear nor neck

struct Eye {
    glm::dvec3 at, ahead, up;
};
Eye eye_of(const renderer::Camera& camera) {
    const glm::dmat4 back = glm::inverse(glm::dmat4(camera.view));
    return {back[3], -glm::dvec3(back[2]), back[1]};
}

renderer::Camera loupe_camera(View view, const PreparedHead& head, const ResolvedDesign& design, double aspect) {
    renderer::Camera camera = view_camera(View::macro, head, design, aspect);
    double lift = 0;
    switch (view) {
        case View::left:
        case View::right: lift = kSideLoupeLift; break;
        case View::back: lift = kBackLoupeLift; break;
        case View::top:
        case View::crown: break;
        default: return camera;  // the hairline
    }
    const Eye seen = eye_of(view_camera(view, head, design, aspect));
    const glm::dvec3 target = seen.at + kPortraitMm * seen.ahead;
    const glm::dvec3 towards = glm::normalize(glm::dvec3(0, lift, 0) - seen.ahead);
    const auto skin = skin_below(head.chart, glm::vec3(glm::dvec3(target.x, kLoupeAimMm, target.z) + 200.0 * towards));
    if (!skin) return camera;
    const double distance = camera.focus_mm;
    camera.view = glm::lookAt(skin->position + float(distance) * skin->normal, skin->position, glm::vec3(seen.up));
    return camera;
}

}  // namespace

std::span<const DistanceFacts> distances() { return kDistances; }

const DistanceFacts& facts_of(Distance distance) {
    for (const DistanceFacts& facts : kDistances)
        if (facts.distance == distance) return facts;
    assert(false);
    return kDistances[0];
}

std::optional<Distance> find_distance(std::string_view name) {
    for (const DistanceFacts& facts : kDistances)
        if (facts.name == name) return facts.distance;
    return std::nullopt;
}

renderer::Camera distance_camera(Distance distance, View view, const PreparedHead& head, const ResolvedDesign& design, double aspect) {
    renderer::Camera camera = view_camera(view, head, design, aspect);
    if (distance == Distance::portrait || (head.found && view == View::macro)) return camera;
    if (distance == Distance::loupe) return head.found ? loupe_camera(view, head, design, aspect) : camera;
    const Eye from = eye_of(camera);
    const double before = head.found ? kPortraitMm : camera.focus_mm, now = facts_of(distance).mm;
    const glm::dvec3 target = from.at + before * from.ahead;
    camera.view = glm::lookAt(glm::vec3(target - now * from.ahead), glm::vec3(target), glm::vec3(from.up));
    camera.vertical_fov = kNaturalAngle;
    camera.focus_mm += now - before;
    camera.near_mm = now / 4;
    camera.far_mm = now + 3000;
    return camera;
}

renderer::Camera life_size(const renderer::Camera& camera, double height, double screen_mm) {
    assert(height > 0 && screen_mm > 0);
    renderer::Camera result = camera;
    result.vertical_fov = 2 * std::atan(0.5 * height * screen_mm / camera.focus_mm);
    return result;
}

renderer::Camera with_top_of_head(const renderer::Camera& camera, const PreparedHead& head) {
    const auto vertex = head.head.frame.landmarks.find("vertex");
    const Eye eye = eye_of(camera);
    if (!head.found || vertex == head.head.frame.landmarks.end() || std::abs(eye.ahead.y) > 0.02) return camera;
    const glm::dvec3 way = glm::dvec3(vertex->second) - eye.at;
    const double half = std::tan(camera.vertical_fov / 2) * glm::dot(way, eye.ahead);  // of the frame, at the vertex
    const double raise = glm::dot(way, eye.up) - kTopShare * half;
    if (raise <= 0) return camera;
    renderer::Camera result = camera;
    result.view = glm::translate(camera.view, -glm::vec3(raise * eye.up));
    return result;
}

double mm_per_pixel(const renderer::Camera& camera, double height) {
    return 2 * std::tan(camera.vertical_fov / 2) * camera.focus_mm / height;
}

}  // namespace stipple::session
