#include "orbit_camera.h"

#include <algorithm>
#include <cmath>

namespace stipple::window {
namespace {

constexpr double kPi = 3.14159265358979323846;
// Nearer than this the camera narrows its view instead of coming closer: the nose must not come between it and the
// skin, and perspective that near is a distortion no client's eye has.
constexpr double kNearestMm = 300;
constexpr double kZoomTime = 0.06;  // seconds in which a zoom does 63 % of its way

}  // namespace

OrbitCamera::OrbitCamera() = default;

glm::dmat3 OrbitCamera::axes() const {
    const glm::dvec3 ahead = forward();
    const glm::dvec3 right(-std::cos(yaw_), 0, std::sin(yaw_));
    return {right, glm::cross(right, ahead), -ahead};
}

glm::dvec3 OrbitCamera::forward() const {
    return {std::sin(yaw_) * std::cos(pitch_), std::sin(pitch_), std::cos(yaw_) * std::cos(pitch_)};
}

OrbitCamera::Pose OrbitCamera::pose() const { return {eye_ + focus_ * forward(), yaw_, pitch_, focus_, fov_}; }

void OrbitCamera::take(const Pose& pose) {
    yaw_ = pose.yaw;
    pitch_ = pose.pitch;
    fov_ = pose.fov;
    focus_ = pose.distance;
    eye_ = pose.target - pose.distance * forward();
}

void OrbitCamera::set(const renderer::Camera& camera) {
    stop();
    const glm::dmat4 inverse = glm::inverse(glm::dmat4(camera.view));
    const glm::dvec3 right(inverse[0]), ahead = -glm::dvec3(inverse[2]);
    eye_ = glm::dvec3(inverse[3]);
    pitch_ = std::asin(std::clamp(ahead.y, -1.0, 1.0));
    yaw_ = std::atan2(right.z, -right.x);  // from the level axis, so that looking straight down has a yaw too
    fov_ = camera.vertical_fov;
    focus_ = camera.focus_mm;
}

void OrbitCamera::fly_to(const renderer::Camera& camera, double seconds) {
    OrbitCamera there = *this;
    there.set(camera);
    stop();
    if (seconds <= 0) {
        set(camera);
        return;
    }
    from_ = pose();
    to_ = there.pose();
    // The short way round.
    to_.yaw = from_.yaw + std::remainder(to_.yaw - from_.yaw, 2 * kPi);
    flight_ = flight_left_ = seconds;
}

void OrbitCamera::stand(const glm::dvec3& target, double distance, double fov) {
    stop();
    take({target, yaw_, pitch_, distance, fov});
}

void OrbitCamera::stop() {
    flight_left_ = 0;
    zoom_left_ = 0;
}

bool OrbitCamera::advance(double seconds) {
    if (flight_left_ > 0) {
        flight_left_ = std::max(0.0, flight_left_ - seconds);
        const double way = 1 - flight_left_ / flight_;
        const double t = way * way * (3 - 2 * way);
        auto mix = [t](double a, double b) { return a + (b - a) * t; };
        auto mix_log = [t](double a, double b) { return a * std::pow(b / a, t); };
        Pose now;
        now.target = from_.target + (to_.target - from_.target) * t;
        now.yaw = mix(from_.yaw, to_.yaw);
        now.pitch = mix(from_.pitch, to_.pitch);
        now.distance = mix_log(from_.distance, to_.distance);
        now.fov = mix_log(from_.fov, to_.fov);
        take(flight_left_ == 0 ? to_ : now);
    }
    if (zoom_left_ != 0) {
        double part = zoom_left_ * (1 - std::exp(-seconds / kZoomTime));
        if (std::abs(zoom_left_ - part) < 0.004) part = zoom_left_;
        zoom_left_ -= part;
        zoom_now(std::exp(part));
    }
    return moving();
}

void OrbitCamera::orbit(glm::dvec2 pixels, double viewport_height, const glm::dvec3& pivot) {
    stop();
    const glm::dmat3 before = axes();
    const double turn = kPi / std::max(1.0, viewport_height);
    yaw_ -= pixels.x * turn;
    pitch_ = std::clamp(pitch_ - pixels.y * turn, -kPi / 2, kPi / 2);
    eye_ = pivot + axes() * (glm::transpose(before) * (eye_ - pivot));
}

void OrbitCamera::pan(glm::dvec2 pixels, double viewport_height, double depth) {
    stop();
    const double mm = 2 * std::tan(fov_ / 2) * depth / std::max(1.0, viewport_height);
    const glm::dmat3 frame = axes();
    eye_ += frame[0] * (-pixels.x * mm) + frame[1] * (pixels.y * mm);
}

void OrbitCamera::zoom(double factor, const glm::dvec3& anchor) {
    flight_left_ = 0;
    anchor_ = anchor;
    zoom_left_ = std::clamp(zoom_left_ + std::log(factor), -3.0, 3.0);
}

void OrbitCamera::zoom_now(double factor) {
    const double depth = std::max(1.0, depth_of(anchor_));
    const double frame = 2 * std::tan(fov_ / 2) * depth;
    const double wanted =
        std::clamp(frame * factor, std::min(kSmallestFrameMm, frame), std::max(kLargestFrameMm, frame));
    if (wanted != frame * factor) zoom_left_ = 0;
    double ratio = wanted / frame;
    // Going in, walk first and narrow the view after; going out, the other way round: the same way back.
    auto narrow = [&](double by) {
        const glm::dvec3 offset = anchor_ - eye_;
        const glm::dmat3 frame_axes = axes();
        const double slope = std::tan(fov_ / 2);
        fov_ = 2 * std::atan(slope * by);
        eye_ += (frame_axes[0] * glm::dot(offset, frame_axes[0]) + frame_axes[1] * glm::dot(offset, frame_axes[1])) *
                (1 - by);
    };
    auto walk = [&](double by) {
        eye_ = anchor_ + (eye_ - anchor_) * by;
        focus_ *= by;
    };
    if (ratio < 1) {
        const double by = std::clamp(kNearestMm / depth, ratio, 1.0);
        walk(by);
        if (ratio / by < 1) narrow(ratio / by);
    } else {
        const double by = std::clamp(std::tan(home_fov_ / 2) / std::tan(fov_ / 2), 1.0, ratio);
        if (by > 1) narrow(by);
        walk(ratio / by);
    }
}

renderer::Camera OrbitCamera::camera() const {
    renderer::Camera camera;
    const glm::dmat3 turned = glm::transpose(axes());
    glm::dmat4 view(turned);
    view[3] = glm::dvec4(turned * -eye_, 1);
    camera.view = glm::mat4(view);
    camera.vertical_fov = fov_;
    camera.near_mm = std::clamp(focus_ / 6, 5.0, 300.0);
    camera.far_mm = std::max(4000.0, 4 * focus_);
    camera.focus_mm = focus_;
    return camera;
}

glm::dvec3 OrbitCamera::ray(glm::dvec2 pixel, glm::dvec2 viewport) const {
    const glm::dmat3 frame = axes();
    const double slope = std::tan(fov_ / 2) / (viewport.y / 2);
    return glm::normalize(-frame[2] + frame[0] * ((pixel.x - viewport.x / 2) * slope) -
                          frame[1] * ((pixel.y - viewport.y / 2) * slope));
}

double OrbitCamera::depth_of(const glm::dvec3& point) const { return glm::dot(point - eye_, forward()); }

void OrbitCamera::set_focus(double mm) { focus_ = std::clamp(mm, 10.0, 20000.0); }

double OrbitCamera::frame_height_mm() const { return 2 * std::tan(fov_ / 2) * focus_; }

}  // namespace stipple::window
