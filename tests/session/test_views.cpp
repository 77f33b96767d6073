#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/head/bare_head.h"
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

TEST_CASE("a model without landmarks is whole in every view, at one scale, seen from the side the view is named after") {
    session::PreparedHead box;
    box.found = false;
    for (const auto& [low, high] : {std::pair{glm::dvec3(-20, -150, -80), glm::dvec3(20, 150, 80)}, {glm::dvec3(-150, 3, -5), glm::dvec3(150, 9, 5)},
                                    {glm::dvec3(-900, -300, 100), glm::dvec3(200, 1500, 700)}}) {
        box.bounds = {low, high};
        for (const double aspect : {0.5, 1.0, 16.0 / 9}) {
            double largest = 0;
            for (const View view : {View::front, View::left, View::right, View::back, View::top, View::three_quarter, View::crown, View::hairline, View::macro}) {
                const renderer::Camera c = session::view_camera(view, box, {}, aspect);
                CHECK(c.vertical_fov == session::view_camera(View::front, box, {}, aspect).vertical_fov);
                for (int corner = 0; corner < 8; ++corner) {
                    const glm::vec3 at(corner & 1 ? high.x : low.x, corner & 2 ? high.y : low.y, corner & 4 ? high.z : low.z);
                    const glm::dvec2 seen = land(c, at);
                    largest = std::max({largest, std::abs(seen.x) / aspect, std::abs(seen.y)});
                    const double depth = -(glm::dmat4(c.view) * glm::dvec4(at, 1)).z;
                    CHECK(depth > c.near_mm);
                    CHECK(depth < c.far_mm);
                }
            }
            CHECK(largest == Approx(0.92).margin(1e-4));
        }
        const glm::dvec3 middle = 0.5 * (low + high);
        const auto from = [&](View view) { return glm::normalize(eye_of(session::view_camera(view, box, {}, 1)) - middle); };
        CHECK(from(View::front).z == Approx(1));
        CHECK(from(View::back).z == Approx(-1));
        CHECK(from(View::left).x == Approx(1));
        CHECK(from(View::top).y == Approx(1));
    }
}

TEST_CASE("a model without a scalp keeps the axes that were found; else it stands as in its file, 300 mm long") {
    scalp::Head head;
    head.mesh.positions = {{1, 1, 1}, {7, 1, 1}, {1, 3, 2}};
    head.mesh.normals.assign(3, {0, 0, 1});
    head.mesh.indices = {0, 1, 2, 2, 1, 0, 1, 0, 2};
    head.mesh.submeshes = {{"all", 0, 9, -1, true}};
    head.frame.problems = {"The crown is missing; scan again."};
    const scalp::Head as_in_file = session::bare_head(head);
    CHECK(as_in_file.frame.up == glm::vec3(0, 1, 0));
    CHECK(as_in_file.frame.forward == glm::vec3(0, 0, 1));
    CHECK(as_in_file.frame.mm_per_unit == Approx(50));
    const scalp::Bounds bounds = scalp::robust_bounds(as_in_file.mesh);
    CHECK(bounds[0].x == Approx(-150));
    CHECK(bounds[1].x == Approx(150));
    CHECK(as_in_file.frame.confidence == 0);
    CHECK(as_in_file.frame.problems == head.frame.problems);

    head.frame.confidence = 0.4;
    head.frame.landmarks["glabella"] = {0, 30, 90};
    head.frame.file_to_head = glm::mat4(glm::vec4(0, 0, -2, 0), glm::vec4(2, 0, 0, 0), glm::vec4(0, -2, 0, 0), glm::vec4(5, 6, 7, 1));
    const scalp::Head in_its_axes = session::bare_head(head);
    CHECK(in_its_axes.frame.file_to_head == head.frame.file_to_head);
    CHECK(in_its_axes.mesh.positions == head.mesh.positions);  // they were placed already
    CHECK(in_its_axes.frame.mm_per_unit == Approx(2));
    CHECK(in_its_axes.frame.up == glm::vec3(0, 0, -1));
    CHECK(in_its_axes.frame.forward == glm::vec3(-1, 0, 0));
    CHECK(in_its_axes.frame.landmarks.empty());
    CHECK(in_its_axes.frame.confidence == 0);
    session::PreparedHead shown;
    shown.found = false;
    shown.head = as_in_file;
    CHECK(session::bare_note(shown).find("up +Y, front +Z") != std::string::npos);
    shown.head = in_its_axes;
    CHECK(session::bare_note(shown).find("up -Z, front -X") != std::string::npos);
    CHECK(session::bare_warning(shown).find("The crown is missing") != std::string::npos);
    CHECK(session::bare_warning(shown).find("--marks") != std::string::npos);
}

TEST_CASE("every view has a name and is found by it") {
    for (const View view :
         {View::front, View::left, View::right, View::back, View::top, View::three_quarter, View::crown, View::hairline, View::macro}) {
        REQUIRE(session::find_view(session::view_name(view)));
        CHECK(*session::find_view(session::view_name(view)) == view);
    }
    CHECK_FALSE(session::find_view("below"));
}
