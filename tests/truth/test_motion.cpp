// What is drawn while the camera moves, and what the picture does once it stops.
#include <catch2/catch.hpp>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "gpu_test.h"
#include "pool_scene.h"
#include "renderer/internals.h"

using namespace stipple;

namespace {

struct Difference {
    double mean;  // of the reduced picture's coverage, relative to the whole one's
    double rms;   // over boxes, relative to the mean
    std::uint32_t drawn_whole, drawn_reduced;
};

// Over boxes of 4 x 4 pixels. The picture lies inside the patch.
Difference reduced_difference(renderer::Renderer& renderer, const test::PoolScene& pool, int pixels,
                              double mm_per_pixel) {
    renderer::Frame frame = pool.scene.frame(1200, pixels * mm_per_pixel);
    const auto side = std::uint32_t(pixels);
    const renderer::Measured whole = renderer.measure(frame, side, side);
    Difference d{};
    d.drawn_whole = renderer.statistics().dots_drawn;
    frame.dots_per_pixel = renderer::kMotionDotsPerPixel;
    const renderer::Measured reduced = renderer.measure(frame, side, side);
    d.drawn_reduced = renderer.statistics().dots_drawn;
    double sum = 0, off = 0, square = 0;
    for (std::uint32_t by = 0; by < side; by += 4)
        for (std::uint32_t bx = 0; bx < side; bx += 4) {
            double box = 0;
            for (std::uint32_t i = 0; i < 16; ++i) {
                const std::size_t at = (by + i / 4) * side + bx + i % 4;
                sum += double(whole.coverage[at].x);
                box += double(reduced.coverage[at].x) - double(whole.coverage[at].x);
            }
            off += box;
            square += box * box;
        }
    const double boxes = double(side / 4) * double(side / 4);
    d.mean = off / sum;
    d.rms = std::sqrt(square / boxes) / (sum / boxes);
    return d;
}

// Error of the picture shown after each of kStillSamples samples, RMS of the bytes, against `truth`. The first entry is
// the picture of the moving camera.
std::vector<double> errors_after_stop(renderer::Renderer& renderer, renderer::Frame frame, std::uint32_t side,
                                      const renderer::Image& truth) {
    const auto error = [&](const std::uint8_t* rgba) {
        double square = 0;
        for (std::size_t i = 0; i < truth.rgba.size(); ++i)
            square += std::pow(double(rgba[i]) - double(truth.rgba[i]), 2);
        return std::sqrt(square / double(truth.rgba.size()));
    };
    frame.dots_per_pixel = renderer::kMotionDotsPerPixel;
    std::vector<double> errors{error(renderer.render(frame, side, side).rgba.data())};
    frame.dots_per_pixel = 0;
    renderer::Renderer::Internals& in = renderer.internals();
    const renderer::vulkan::Buffer readback(in.device, "picture readback", truth.rgba.size(), 0,
                                            renderer::vulkan::MemoryKind::readback);
    for (std::uint32_t i = 0; i < renderer::kStillSamples; ++i) {
        renderer::vulkan::Commands& commands = in.frames.begin();
        in.record(commands, frame, side, side, nullptr, {i, renderer::kStillSamples});
        commands.transition(in.targets->picture, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
        commands.copy(in.targets->picture, readback);
        commands.barrier(renderer::vulkan::access::transfer_write, renderer::vulkan::access::host_read);
        in.frames.submit();
        in.frames.wait();
        errors.push_back(error(readback.mapped_as<std::uint8_t>().data()));
    }
    return errors;
}

}  // namespace

TEST_CASE("the reduced set of a moving camera is as dark as the whole pool", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    constexpr int pixels = 96;
    struct Case {
        double per_cm2, mm_per_pixel, wanted_left, wanted_right;
    };
    // Pools of 4 and 8 million on a scalp of 650 cm2, seen as wide as a head in a window and from farther away; then
    // designs that fade.
    for (const Case c : {Case{6200, 0.45, 1, 1}, Case{6200, 0.8, 1, 1}, Case{12300, 0.45, 1, 1},
                         Case{6200, 0.45, 1, 0.4}, Case{6200, 0.8, 1, 0.2}}) {
        const test::PoolScene pool(renderer, pixels * c.mm_per_pixel + 4, c.per_cm2, c.wanted_left, c.wanted_right);
        const Difference d = reduced_difference(renderer, pool, pixels, c.mm_per_pixel);
        CAPTURE(c.per_cm2, c.mm_per_pixel, c.wanted_left, c.wanted_right, d.drawn_whole, d.drawn_reduced, d.rms,
                d.mean);
        CHECK(d.drawn_reduced < 0.65 * d.drawn_whole);
        CHECK(d.rms <= 0.06);
        CHECK(std::abs(d.mean) <= 0.005);
    }
}

TEST_CASE("once the camera stops the picture only gets better", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    constexpr std::uint32_t side = 160;
    const test::PoolScene pool(renderer, 40, 6200, 0.6, 0.02);
    // From the side, so that edges of the patch run slantwise through the picture; dots of 0.4, 0.8 and 2 pixels.
    for (const double mm_per_pixel : {0.5, 0.25, 0.1}) {
        renderer::Frame frame = pool.scene.frame(1200, side * mm_per_pixel);
        frame.camera.view = frame.camera.view *
                            glm::mat4(glm::rotate(glm::mat4(1), 0.5F, glm::normalize(glm::vec3(0.3F, 1, 0.9F)))) *
                            glm::translate(glm::mat4(1), glm::vec3(-20 + 40 * mm_per_pixel, 0, 0));
        const renderer::Image truth = renderer.render(frame, side, side, 64);
        const std::vector<double> errors = errors_after_stop(renderer, frame, side, truth);
        CAPTURE(mm_per_pixel);
        CHECK(errors[0] > 0.5);  // there is something to get better
        CHECK(errors[1] <= 1.05 * errors[0]);
        // After the last sample nothing is drawn any more: frames 16, 32, 64 show the picture of frame 8.
        for (std::size_t n = 1; n < renderer::kStillSamples; n *= 2) CHECK(errors[2 * n] <= 1.05 * errors[n]);
    }
}
