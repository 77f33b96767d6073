// Which of a head's levels a frame draws.
#include <catch2/catch.hpp>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "gpu_test.h"
#include "renderer/head_runs.h"

using namespace stipple;

namespace {

constexpr float kSide = 100;  // of a box around the origin, mm

renderer::Frame frame_from(float distance_mm) {
    renderer::Frame frame;
    frame.camera.view = glm::lookAt(glm::vec3(0, 0, distance_mm), glm::vec3(0), glm::vec3(0, 1, 0));
    frame.camera.focus_mm = double(distance_mm);
    frame.dots_per_pixel = renderer::kMotionDotsPerPixel;
    return frame;
}

std::size_t level_of(const renderer::Frame& frame, std::uint32_t height) {
    const renderer::HeadBounds bounds{glm::vec3(-kSide / 2), glm::vec3(kSide / 2), glm::vec3(1)};
    const renderer::FrameSetup setup = renderer::set_up_frame(frame, {}, {}, bounds, 640, height);
    static constexpr float errors_mm[] = {0.25F, 1.0F};
    return renderer::head_level(errors_mm, frame, setup.uniforms, bounds);
}

// Square plates facing +z; level k stands 8 k mm to the side, so that pictures tell which one is drawn.
struct Plates {
    std::vector<glm::vec3> normals = std::vector<glm::vec3>(4, {0, 0, 1});
    std::vector<std::vector<glm::vec3>> positions;
    std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3}, coarse_indices{0, 0, 0, 0, 1, 2, 0, 2, 3};
    std::vector<renderer::HeadPart> parts{{0, 6}};
    std::vector<renderer::HeadLevel::Range> ranges{{3, 6}};
    std::vector<renderer::HeadLevel> levels;
    renderer::HeadView view;

    explicit Plates(std::size_t coarser, float error_mm) {
        for (std::size_t k = 0; k <= coarser; ++k) {
            const float x = 8.0F * float(k), half = kSide / 2;
            positions.push_back({{x - half, -half, 0}, {x + half, -half, 0}, {x + half, half, 0}, {x - half, half, 0}});
        }
        for (std::size_t k = 1; k <= coarser; ++k)
            levels.push_back({positions[k], normals, coarse_indices, ranges, error_mm * float(k)});
        view.positions = positions[0];
        view.normals = normals;
        view.indices = indices;
        view.parts = parts;
        view.coarser = levels;
    }
};

}  // namespace

TEST_CASE("the coarsest level is drawn whose error is below part of a pixel where the head is nearest") {
    for (const std::uint32_t height : {360U, 720U, 1440U}) {
        std::size_t last = 0;
        for (float distance = 100; distance < 20000; distance *= 1.05F) {
            const renderer::Frame frame = frame_from(distance);
            const double pixel_mm =
                2 * std::tan(frame.camera.vertical_fov / 2) / height * (double(distance) - double(kSide) / 2);
            const double allowed = renderer::kMotionHeadPixels * pixel_mm;
            if (std::abs(allowed - 0.25) < 1e-3 || std::abs(allowed - 1) < 1e-3) continue;
            const std::size_t level = level_of(frame, height);
            REQUIRE(level == (allowed >= 1 ? 2U : allowed >= 0.25 ? 1U : 0U));
            REQUIRE(level >= last);
            last = level;
        }
        CHECK(last == 2);
    }
}

TEST_CASE("pictures of every dot are of the whole head, from any distance") {
    for (float distance = 100; distance < 20000; distance *= 1.5F) {
        renderer::Frame frame = frame_from(distance);
        frame.dots_per_pixel = 0;
        CHECK(level_of(frame, 360) == 0);
    }
    CHECK(level_of(frame_from(40), 360) == 0);  // from inside the box
}

TEST_CASE("pictures at rest do not know of coarser levels, moving ones show them", "[gpu]") {
    const test::NoMessages no_messages;
    renderer::Renderer renderer(test::test_request());
    const auto picture = [&](const Plates& plates, float distance, double dots_per_pixel) {
        renderer::Frame frame = frame_from(distance);
        frame.dots_per_pixel = dots_per_pixel;
        frame.head = renderer.upload_head(plates.view);
        return renderer.render(frame, 160, 120, dots_per_pixel > 0 ? 1 : 2).rgba;
    };
    const Plates plain(0, 0), fine(2, 0.05F), rough(2, 50);
    const double moving = renderer::kMotionDotsPerPixel;
    CHECK((picture(fine, 900, 0) == picture(plain, 900, 0)));
    CHECK((picture(rough, 900, moving) == picture(plain, 900, moving)));
    // The coarsest stands where a head 16 mm to the side does.
    Plates aside(0, 0);
    for (glm::vec3& p : aside.positions[0]) p.x += 16;
    CHECK((picture(fine, 900, moving) == picture(aside, 900, moving)));
    CHECK_FALSE((picture(fine, 900, moving) == picture(plain, 900, moving)));
}
