#include <catch2/catch.hpp>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "window/orbit_camera.h"
#include "window/surface_picker.h"

using namespace stipple;
using window::OrbitCamera;

namespace {

renderer::Camera looking(glm::vec3 eye, glm::vec3 target, glm::vec3 up, double fov) {
    renderer::Camera camera;
    camera.view = glm::lookAt(eye, target, up);
    camera.vertical_fov = fov;
    camera.focus_mm = double(glm::length(target - eye));
    return camera;
}

// Where a point shows, pixels: through glm's own projection, not the camera's code.
glm::dvec2 pixel(const renderer::Camera& camera, glm::dvec3 point, glm::dvec2 viewport) {
    const glm::dmat4 projection = glm::perspective(camera.vertical_fov, viewport.x / viewport.y, 1.0, 10000.0);
    const glm::dvec4 clip = projection * glm::dmat4(camera.view) * glm::dvec4(point, 1);
    return {(clip.x / clip.w + 1) / 2 * viewport.x, (1 - clip.y / clip.w) / 2 * viewport.y};
}

double most_different(const glm::mat4& a, const glm::mat4& b) {
    double most = 0;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            most = std::max(most, std::abs(double(a[column][row]) - double(b[column][row])));
    return most;
}

const glm::dvec2 kViewport(920, 564);

}  // namespace

TEST_CASE("standard views come out as they went in", "[camera]") {
    for (const renderer::Camera& view :
         {looking({0, 10, 1200}, {0, 10, 0}, {0, 1, 0}, 0.29), looking({1200, 10, 5}, {0, 10, 5}, {0, 1, 0}, 0.29),
          looking({3, 1260, -20}, {3, 60, -20}, {0, 0, 1}, 0.29),
          looking({0, 1043, -708}, {0, 60, -20}, {0, 1, 0}, 0.29),
          looking({120, 180, 300}, {25, 90, 70}, {0, 1, 0}, 0.05)}) {
        OrbitCamera camera;
        camera.set(view);
        CHECK(most_different(camera.camera().view, view.view) < 2e-3);  // mm and unit vectors, single precision
        CHECK(camera.camera().vertical_fov == view.vertical_fov);
        CHECK(camera.camera().focus_mm == Approx(view.focus_mm));
    }
}

TEST_CASE("zooming keeps the point under the mouse, and goes from the whole head to single dots and back", "[camera]") {
    OrbitCamera camera;
    camera.set(looking({0, 10, 1200}, {0, 10, 0}, {0, 1, 0}, 0.29));
    camera.set_home_fov(0.29);
    const glm::dvec3 point(40, 80, 70);
    const glm::dvec2 before = pixel(camera.camera(), point, kViewport);
    const glm::mat4 start = camera.camera().view;
    auto settle = [&] {
        while (camera.advance(0.016)) {
        }
    };
    const auto shown_height = [&] {  // mm of skin in the frame at the point
        return 2 * std::tan(camera.camera().vertical_fov / 2) * camera.depth_of(point);
    };
    const double whole = shown_height();
    for (int notch = 0; notch < 22; ++notch) {
        camera.zoom(0.85, point);
        settle();
        CHECK(glm::distance(pixel(camera.camera(), point, kViewport), before) < 0.05);
    }
    CHECK(shown_height() == Approx(whole * std::pow(0.85, 22)).epsilon(0.01));
    CHECK(shown_height() < 12);
    CHECK(camera.depth_of(point) > 250);  // outside the head, the nose and all
    for (int notch = 0; notch < 22; ++notch) {
        camera.zoom(1 / 0.85, point);
        settle();
    }
    CHECK(glm::distance(pixel(camera.camera(), point, kViewport), before) < 0.05);
    CHECK(most_different(camera.camera().view, start) < 0.5);
    CHECK(camera.camera().vertical_fov == Approx(0.29).epsilon(0.001));

    for (int notch = 0; notch < 100; ++notch) camera.zoom(0.5, point), settle();
    CHECK(shown_height() == Approx(OrbitCamera::kSmallestFrameMm).epsilon(0.01));
    for (int notch = 0; notch < 100; ++notch) camera.zoom(2, point), settle();
    CHECK(shown_height() == Approx(OrbitCamera::kLargestFrameMm).epsilon(0.01));
}

TEST_CASE("orbiting keeps the pivot's place and distance and the horizon level", "[camera]") {
    OrbitCamera camera;
    camera.set(looking({0, 10, 1200}, {0, 10, 0}, {0, 1, 0}, 0.29));
    const glm::dvec3 pivot(30, 60, -10);
    const glm::dvec2 before = pixel(camera.camera(), pivot, kViewport);
    const double distance = glm::distance(camera.eye(), pivot);
    for (const glm::dvec2 step : {glm::dvec2(120, 30), glm::dvec2(-300, 80), glm::dvec2(57, -200)}) {
        camera.orbit(step, kViewport.y, pivot);
        CHECK(glm::distance(pixel(camera.camera(), pivot, kViewport), before) < 0.05);
        CHECK(glm::distance(camera.eye(), pivot) == Approx(distance));
        CHECK(std::abs(glm::transpose(glm::mat3(camera.camera().view))[0].y) < 1e-6);  // the right axis stays level
    }
    // Dragging to the right turns what is nearest to the right.
    camera.set(looking({0, 0, 1000}, {0, 0, 0}, {0, 1, 0}, 0.3));
    const double x = pixel(camera.camera(), {0, 0, 90}, kViewport).x;
    camera.orbit({20, 0}, kViewport.y, {0, 0, 0});
    CHECK(pixel(camera.camera(), {0, 0, 90}, kViewport).x > x + 5);
    const double y = pixel(camera.camera(), {0, 0, 90}, kViewport).y;
    camera.orbit({0, 20}, kViewport.y, {0, 0, 0});
    CHECK(pixel(camera.camera(), {0, 0, 90}, kViewport).y > y + 5);
}

TEST_CASE("panning moves the grabbed point with the hand", "[camera]") {
    OrbitCamera camera;
    camera.set(looking({200, 100, 900}, {0, 10, 0}, {0, 1, 0}, 0.29));
    const glm::dvec3 point(20, 60, 80);
    const glm::dvec2 before = pixel(camera.camera(), point, kViewport);
    camera.pan({33, -21}, kViewport.y, camera.depth_of(point));
    CHECK(glm::distance(pixel(camera.camera(), point, kViewport), before + glm::dvec2(33, -21)) < 0.05);
}

TEST_CASE("a flight ends exactly where it was sent, the short way round", "[camera]") {
    OrbitCamera camera;
    camera.set(looking({0, 10, -1200}, {0, 10, 0}, {0, 1, 0}, 0.29));
    const renderer::Camera there = looking({-1200, 10, 0}, {0, 10, 0}, {0, 1, 0}, 0.29);
    camera.fly_to(there, 0.35);
    int steps = 0;
    bool behind = true;
    while (camera.advance(0.02)) {
        ++steps;
        behind = behind && camera.eye().z < 1;
    }
    CHECK(steps > 10);
    CHECK(behind);  // never over the far side
    CHECK(most_different(camera.camera().view, there.view) < 2e-3);
}

TEST_CASE("the ray through a pixel meets the point that shows there", "[camera]") {
    OrbitCamera camera;
    camera.set(looking({300, 200, 800}, {10, 20, 30}, {0, 1, 0}, 0.25));
    const glm::dvec3 point(-30, 75, 60);
    const glm::dvec3 along = camera.ray(pixel(camera.camera(), point, kViewport), kViewport);
    CHECK(glm::length(glm::cross(along, glm::normalize(point - camera.eye()))) < 1e-5);
}

TEST_CASE("picking a ball gives the ball's nearest point", "[picker]") {
    // A latitude-longitude ball, fine enough to lie within 0.02 mm of the sphere.
    auto mesh = std::make_shared<scalp::HeadMesh>();
    constexpr int kRings = 200, kAround = 400;
    constexpr double kRadius = 100, kPi = 3.14159265358979;
    const glm::dvec3 center(5, -7, 11);
    for (int ring = 0; ring <= kRings; ++ring)
        for (int i = 0; i <= kAround; ++i) {
            const double polar = kPi * ring / kRings, around = 2 * kPi * i / kAround;
            mesh->positions.emplace_back(center + kRadius * glm::dvec3(std::sin(polar) * std::cos(around),
                                                                       std::cos(polar),
                                                                       std::sin(polar) * std::sin(around)));
        }
    for (int ring = 0; ring < kRings; ++ring)
        for (int i = 0; i < kAround; ++i) {
            const std::uint32_t a = std::uint32_t(ring * (kAround + 1) + i), b = a + kAround + 1;
            for (const std::uint32_t index : {a, a + 1, b, b, a + 1, b + 1}) mesh->indices.push_back(index);
        }
    mesh->submeshes.push_back({"ball", 0, std::uint32_t(mesh->indices.size()), -1, true});
    const window::SurfacePicker picker(mesh, *mesh);
    CHECK(glm::distance(picker.center(), center) < 0.02);
    int met = 0;
    for (int i = 0; i < 200; ++i) {
        const glm::dvec3 from(std::sin(i * 1.7) * 400 + 500, std::cos(i * 2.3) * 300, std::sin(i * 0.9) * 500 - 700);
        const glm::dvec3 aim = center + glm::dvec3(std::cos(i * 3.1), std::sin(i * 1.3), std::sin(i * 2.9)) * 80.0;
        const glm::dvec3 direction = glm::normalize(aim - from);
        // The quadratic of a line and a sphere.
        const double b = glm::dot(direction, from - center),
                     c = glm::dot(from - center, from - center) - kRadius * kRadius;
        const auto hit = picker.pick(from, direction);
        if (b * b - c < 0) {
            if (b * b - c < -50) CHECK_FALSE(hit);
            continue;
        }
        if (b * b - c < 50) continue;  // grazing: facets decide
        REQUIRE(hit);
        CHECK(glm::distance(*hit, from + (-b - std::sqrt(b * b - c)) * direction) < 0.2);
        ++met;
    }
    CHECK(met > 100);
}
