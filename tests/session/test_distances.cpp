#include <catch2/catch.hpp>
#include <cmath>

#include "export/overlay.h"
#include "round_head.h"
#include "session/view/distances.h"

using namespace stipple;
using namespace stipple::tests;
using session::Distance;
using session::View;

namespace {

constexpr double kHeight = 720;
constexpr double kAspect = 16.0 / 9;

const session::ResolvedDesign& design() {
    static const auto resolved = session::compile_design(model::Design(), built_in());
    return *resolved;
}
renderer::Camera from(Distance distance, View view) { return session::distance_camera(distance, view, built_in(), design(), kAspect); }
renderer::Camera plain(View view) { return session::view_camera(view, built_in(), design(), kAspect); }

glm::dvec3 eye_of(const renderer::Camera& camera) { return glm::dvec3(glm::inverse(glm::dmat4(camera.view))[3]); }
glm::dvec3 ahead_of(const renderer::Camera& camera) { return -glm::dvec3(glm::inverse(glm::dmat4(camera.view))[2]); }

// Pixels from the middle of the picture, by plain trigonometry.
glm::dvec2 land(const renderer::Camera& camera, const glm::dvec3& point) {
    const glm::dvec4 eye = glm::dmat4(camera.view) * glm::dvec4(point, 1.0);
    const double focal = kHeight / 2 / std::tan(camera.vertical_fov / 2);
    return {focal * eye.x / -eye.z, focal * eye.y / -eye.z};
}

constexpr View kViews[] = {View::front, View::left, View::right, View::back, View::top, View::three_quarter, View::crown, View::hairline};

}  // namespace

TEST_CASE("a portrait is the program's own view") {
    for (const View view : kViews) {
        const renderer::Camera a = from(Distance::portrait, view), b = plain(view);
        CHECK(a.view == b.view);
        CHECK(a.vertical_fov == b.vertical_fov);
        CHECK(a.focus_mm == b.focus_mm);
        CHECK(a.near_mm == b.near_mm);
    }
    CHECK(from(Distance::room, View::macro).view == plain(View::macro).view);
}

TEST_CASE("mirror, conversation and room look along the view's own line from their true places, in one natural angle") {
    const std::pair<Distance, double> places[] = {{Distance::mirror, 1000}, {Distance::conversation, 1200}, {Distance::room, 3000}};
    for (const auto& [distance, mm] : places)
        for (const View view : kViews) {
            INFO(session::facts_of(distance).name << " " << session::view_name(view));
            const renderer::Camera c = from(distance, view), p = plain(view);
            const glm::dvec3 target = eye_of(p) + 1200.0 * ahead_of(p);
            CHECK(glm::length(eye_of(c) - target) == Approx(mm).margin(0.01));
            CHECK(glm::dot(ahead_of(c), ahead_of(p)) == Approx(1).margin(1e-6));
            CHECK(glm::length(land(c, target)) == Approx(0).margin(0.05));  // the aim stays in the middle
            CHECK(c.vertical_fov * 180 / M_PI == Approx(22));
            // The surface lengths are turned into pixels at lies as far before the aim as in the portrait.
            CHECK(mm - c.focus_mm == Approx(1200 - p.focus_mm).margin(0.01));
            CHECK(c.near_mm < mm - 200);
            CHECK(c.far_mm > mm + 400);
        }
    // A nose 100 mm before the axis looks that much larger than an ear on it.
    const auto nose_over_ear = [](const renderer::Camera& c) {
        const glm::dvec3 middle = eye_of(c) + (c.focus_mm + 80) * ahead_of(c), right(glm::transpose(glm::dmat3(c.view))[0]);
        const glm::dvec3 near = middle - 100.0 * ahead_of(c);
        return land(c, near + 10.0 * right).x / land(c, middle + 10.0 * right).x;
    };
    CHECK(nose_over_ear(from(Distance::mirror, View::front)) == Approx(1000.0 / 900).epsilon(1e-4));
    CHECK(nose_over_ear(from(Distance::conversation, View::front)) == Approx(1200.0 / 1100).epsilon(1e-4));
    CHECK(nose_over_ear(from(Distance::room, View::front)) == Approx(3000.0 / 2900).epsilon(1e-4));
}

TEST_CASE("the loupe looks squarely at 15 mm of skin on the side it is named after") {
    const glm::dvec3 middle(0, 60, 0);
    for (const View view : {View::front, View::left, View::right, View::back, View::top, View::crown, View::macro}) {
        INFO(session::view_name(view));
        const renderer::Camera c = from(Distance::loupe, view);
        CHECK(2 * std::tan(c.vertical_fov / 2) * c.focus_mm == Approx(15).margin(0.01));
        const glm::dvec3 skin = eye_of(c) + c.focus_mm * ahead_of(c);
        CHECK(glm::length(skin - middle) > 60);
        CHECK(glm::length(skin - middle) < 130);
        // Skin of a braincase faces away from its middle.
        CHECK(glm::dot(-ahead_of(c), glm::normalize(skin - middle)) > 0.85);
    }
    CHECK(eye_of(from(Distance::loupe, View::left)).x > 250);
    CHECK(eye_of(from(Distance::loupe, View::right)).x < -250);
    CHECK(eye_of(from(Distance::loupe, View::back)).z < -250);
    CHECK(eye_of(from(Distance::loupe, View::top)).y > 300);
    CHECK(from(Distance::loupe, View::front).view == plain(View::macro).view);
}

TEST_CASE("a head that was not found is seen from the same places") {
    session::PreparedHead box;
    box.found = false;
    box.bounds = {glm::dvec3(-80, -120, -100), glm::dvec3(80, 150, 100)};
    const renderer::Camera c = session::distance_camera(Distance::room, View::left, box, {}, 1.0);
    const glm::dvec3 middle(0, 15, 0);
    CHECK(glm::length(eye_of(c) - middle) == Approx(3000).margin(0.01));
    CHECK(eye_of(c).x == Approx(3000).margin(0.01));
    CHECK(session::distance_camera(Distance::loupe, View::left, box, {}, 1.0).view == session::view_camera(View::left, box, {}, 1.0).view);
}

TEST_CASE("a life-size head begins below the upper edge, whatever of it the frame holds") {
    const glm::dvec3 vertex = built_in().head.frame.landmarks.at("vertex");
    for (const View view : {View::front, View::left, View::back}) {
        const renderer::Camera narrow = session::life_size(from(Distance::mirror, view), kHeight, 0.2), shown = session::with_top_of_head(narrow, built_in());
        CHECK(land(narrow, vertex).y > kHeight / 2);
        CHECK(land(shown, vertex).y == Approx(0.9 * kHeight / 2).margin(0.05));
        CHECK(shown.vertical_fov == narrow.vertical_fov);
        CHECK(glm::dot(ahead_of(shown), ahead_of(narrow)) == Approx(1).margin(1e-9));
        const renderer::Camera wide = from(Distance::room, view);
        CHECK(session::with_top_of_head(wide, built_in()).view == wide.view);
    }
    CHECK(session::with_top_of_head(from(Distance::loupe, View::top), built_in()).view == from(Distance::loupe, View::top).view);
}

TEST_CASE("ten millimetres at focus distance are ten on the ruler, and on a screen that is life-size") {
    for (const Distance distance : {Distance::portrait, Distance::mirror, Distance::room, Distance::loupe})
        for (const bool life : {false, true}) {
            INFO(session::facts_of(distance).name << " " << life);
            renderer::Camera c = from(distance, View::front);
            if (life) c = session::life_size(c, kHeight, 0.245);
            const glm::dvec3 skin = eye_of(c) + c.focus_mm * ahead_of(c), right(glm::transpose(glm::dmat3(c.view))[0]);
            const double ten = land(c, skin + 5.0 * right).x - land(c, skin - 5.0 * right).x;
            const exporting::Ruler r = exporting::ruler(session::mm_per_pixel(c, kHeight), 500);
            CHECK(r.length_pixels / r.length_mm == Approx(ten / 10).epsilon(1e-5));
            CHECK(r.length_pixels <= 500);
            CHECK(r.ticks.front().pixels == 0);
            CHECK(r.ticks.back().mm == Approx(r.length_mm));
            for (std::size_t i = 1; i < r.ticks.size(); ++i) {
                CHECK(r.ticks[i].pixels - r.ticks[i - 1].pixels >= 2.99);
                CHECK(r.ticks[i].pixels == Approx(r.ticks[i].mm * ten / 10).margin(0.01));
            }
            CHECK(r.ticks.front().rank == 2);
            CHECK(r.ticks.back().rank == 2);
            if (life) CHECK(ten * 0.245 == Approx(10).epsilon(1e-4));
        }
}
