// The camera as a hand moves it: around the head, along the skin, and in to single dots.
#pragma once
#include <glm/glm.hpp>

#include "renderer/renderer.h"

namespace stipple::window {

// Lengths in mm, head axes. Pixels count from the top left of the viewport. The horizon stays level.
class OrbitCamera {
  public:
    OrbitCamera();

    // A standard view. `home_fov` (radians) is the widest field of view that zooming out by hand returns to: that of
    // the front view.
    void set(const renderer::Camera& camera);
    void set_home_fov(double radians) { home_fov_ = radians; }
    // The same direction, `distance` mm from `target`, which comes into the middle.
    void stand(const glm::dvec3& target, double distance, double fov);
    void set_fov(double radians) { fov_ = radians; }
    // The same, over `seconds`.
    void fly_to(const renderer::Camera& camera, double seconds);
    // Moves on by `seconds`; true while the camera is still on its way.
    bool advance(double seconds);
    [[nodiscard]] bool moving() const { return flight_left_ > 0 || zoom_left_ != 0; }
    void stop();

    // Turns around `pivot`: the whole viewport's height is half a turn. Looking straight up or down is the limit.
    void orbit(glm::dvec2 pixels, double viewport_height, const glm::dvec3& pivot);
    // Moves so that a point `depth` mm in front of the camera stays under the hand.
    void pan(glm::dvec2 pixels, double viewport_height, double depth);
    // Zooms by `factor` (below 1: in) keeping `anchor` where it is on the screen; spread over the next moments.
    void zoom(double factor, const glm::dvec3& anchor);

    [[nodiscard]] renderer::Camera camera() const;
    [[nodiscard]] glm::dvec3 eye() const { return eye_; }
    [[nodiscard]] glm::dvec3 forward() const;
    // Unit direction through a pixel.
    [[nodiscard]] glm::dvec3 ray(glm::dvec2 pixel, glm::dvec2 viewport) const;
    [[nodiscard]] double depth_of(const glm::dvec3& point) const;  // along forward()
    // Distance at which lengths on the skin are turned into pixels: that of the skin in the middle of the picture.
    void set_focus(double mm);
    [[nodiscard]] double focus() const { return focus_; }
    [[nodiscard]] double frame_height_mm() const;  // at the focus distance

    static constexpr double kSmallestFrameMm = 2, kLargestFrameMm = 900;

  private:
    struct Pose {
        glm::dvec3 target{0};
        double yaw = 0, pitch = 0, distance = 1200, fov = 0.3;
    };
    void zoom_now(double factor);
    [[nodiscard]] Pose pose() const;
    void take(const Pose& pose);
    [[nodiscard]] glm::dmat3 axes() const;  // right, up, back

    glm::dvec3 eye_{0, 0, 1200};
    double yaw_ = 3.14159265358979, pitch_ = 0;  // of the direction looked in; yaw 0 looks along +z
    double fov_ = 0.3, home_fov_ = 0.3, focus_ = 1120;

    Pose from_, to_;
    double flight_ = 0, flight_left_ = 0;
    glm::dvec3 anchor_{0};
    double zoom_left_ = 0;  // natural logarithm of the factor still to go
};

}  // namespace stipple::window
