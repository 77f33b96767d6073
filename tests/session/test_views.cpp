#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/preview.h"

using namespace stipple;
using namespace stipple::tests;
using session::View;

namespace {

// Where a point lands: x to the right, y up, both -1 .. 1 at the edges of the frame's height; by plain trigonometry.
glm::dvec2 land(const renderer::Camera& camera, const glm::vec3& point) {
    const glm::dvec4 eye = glm::dmat4(camera.view) * glm::dvec4(point, 1.0);
    const double half = std::tan(camera.vertical_fov / 2);
    return {eye.x / -eye.z / half, eye.y / -eye.z / half};
}

renderer::Camera camera(View view) {
    static const auto resolved = session::compile_design(model::Design(), built_in());
    return session::view_camera(view, built_in(), *resolved, 16.0 / 9);
}

glm::vec3 at(const char* name) { return built_in().head.frame.landmarks.at(name); }

glm::dvec3 eye_of(const renderer::Camera& camera) { return glm::dvec3(glm::inverse(glm::dmat4(camera.view))[3]); }

}  // namespace

TEST_CASE("vertex to menton fills four fifths of the frame height, centred, in all level views") {
    for (const View view : {View::front, View::left, View::right, View::back, View::three_quarter}) {
        INFO(session::view_name(view));
        const renderer::Camera c = camera(view);
        CHECK(land(c, at("vertex")).y == Approx(0.8).margin(0.005));
        CHECK(land(c, at("menton")).y == Approx(-0.8).margin(0.005));
        CHECK(glm::length(eye_of(c) - glm::dvec3(0, eye_of(c).y, 0)) == Approx(1200).margin(30));
    }
}

TEST_CASE("views stand on the side they are named after") {
    CHECK(eye_of(camera(View::front)).z > 1000);
    CHECK(eye_of(camera(View::back)).z < -1000);
    CHECK(eye_of(camera(View::left)).x > 1000);  // x is the person's left
    CHECK(eye_of(camera(View::right)).x < -1000);
    CHECK(eye_of(camera(View::top)).y > 1000);
    const glm::dvec3 three_quarter = eye_of(camera(View::three_quarter));
    CHECK(std::atan2(std::abs(three_quarter.x), three_quarter.z) * 180 / M_PI == Approx(35).margin(1.5));
    // On the front view the person's left is on the right of the picture.
    CHECK(land(camera(View::front), at("tragion_left")).x > 0.2);
    CHECK(camera(View::top).vertical_fov == Approx(camera(View::front).vertical_fov));
    CHECK(camera(View::crown).vertical_fov == Approx(camera(View::front).vertical_fov));
}

TEST_CASE("the macro view shows 15 mm of frame height on the left half of the hairline, 25 mm from the midline") {
    const renderer::Camera c = camera(View::macro);
    const glm::dmat4 back = glm::inverse(glm::dmat4(c.view));
    const glm::dvec3 eye = back[3], along = -glm::dvec3(back[2]);
    const glm::dvec3 target = eye + along * c.focus_mm;
    CHECK(2 * c.focus_mm * std::tan(c.vertical_fov / 2) == Approx(15).margin(0.01));
    CHECK(target.x - double(at("glabella").x) == Approx(25).margin(1));
    const auto resolved = session::compile_design(model::Design(), built_in());
    double nearest = 1e9;
    for (const glm::vec3& p : resolved->hairline) nearest = std::min(nearest, glm::distance(glm::dvec3(p), target));
    // The line runs through the lower part of the frame, 7.5 mm high on either side of the middle.
    CHECK(nearest > 2);
    CHECK(nearest < 5);
}

TEST_CASE("every view has a name and is found by it") {
    for (const View view :
         {View::front, View::left, View::right, View::back, View::top, View::three_quarter, View::crown, View::macro}) {
        REQUIRE(session::find_view(session::view_name(view)));
        CHECK(*session::find_view(session::view_name(view)) == view);
    }
    CHECK_FALSE(session::find_view("below"));
}
