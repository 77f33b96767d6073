// The head drawn in motion beside the one drawn at rest: outline, light and dots.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "renderer/renderer.h"
#include "round_head.h"
#include "session/preview.h"

using namespace stipple;
using session::View;

TEST_CASE("the coarse head of moving pictures keeps outline, light and dots", "[gpu]") {
    constexpr std::uint32_t width = 1280, height = 720;
    const auto coarse_head = std::make_shared<session::PreparedHead>(tests::built_in());
    const auto whole_head = std::make_shared<session::PreparedHead>(tests::built_in());
    REQUIRE(!coarse_head->display_levels.empty());
    whole_head->display_levels.clear();
    renderer::Renderer renderer({});
    session::Preview coarse(renderer, coarse_head), whole(renderer, whole_head);
    const model::Design design;
    const auto resolved = coarse.resolved(design);
    for (const View view : {View::front, View::three_quarter, View::left, View::top}) {
        INFO(session::view_name(view));
        const auto camera = session::view_camera(view, *coarse_head, *resolved, double(width) / height);
        const auto frame_of = [&](session::Preview& preview) {
            renderer::Frame frame = preview.frame(design);
            frame.camera = camera;
            frame.dots_per_pixel = renderer::kMotionDotsPerPixel;
            return frame;
        };
        const renderer::Frame coarse_frame = frame_of(coarse), whole_frame = frame_of(whole);
        const renderer::Measured a = renderer.measure(coarse_frame, width, height),
                                 b = renderer.measure(whole_frame, width, height);
        double dots_a = 0, dots_b = 0, dark_a = 0, dark_b = 0;
        std::size_t apart = 0, outline = 0;
        for (std::size_t i = 0; i < a.coverage.size(); ++i) {
            for (int layer = 0; layer < 3; ++layer)
                dots_a += double(a.coverage[i][layer]), dots_b += double(b.coverage[i][layer]);
            dark_a += 1 - double(a.reflectance[i].g), dark_b += 1 - double(b.reflectance[i].g);
            apart += a.coverage[i].w != b.coverage[i].w;
            outline += i % width > 0 && b.coverage[i].w != b.coverage[i - 1].w;
            outline += i >= width && b.coverage[i].w != b.coverage[i - width].w;
        }
        REQUIRE(dots_b > 1000);
        CHECK(dots_a == Approx(dots_b).epsilon(0.003));
        CHECK(dark_a == Approx(dark_b).epsilon(0.003));
        CHECK(apart > 0);  // they are two heads
        // The outline lies a mean of less than an eighth of a pixel aside.
        CHECK(double(apart) < 0.125 * double(outline));

        const renderer::Image x = renderer.render(coarse_frame, width, height),
                              y = renderer.render(whole_frame, width, height);
        double sum = 0;
        std::size_t seen = 0, on_head = 0;
        for (std::size_t i = 0; i < x.rgba.size(); i += 4) {
            if (b.coverage[i / 4].w == 0 || a.coverage[i / 4].w == 0) continue;
            int most = 0;
            for (std::size_t c = 0; c < 3; ++c)
                most = std::max(most, std::abs(int(x.rgba[i + c]) - int(y.rgba[i + c])));
            sum += most;
            ++on_head;
            seen += most > 8;
        }
        CHECK(sum / double(on_head) < 1.5);
        CHECK(double(seen) / double(on_head) < 0.01);
        // A picture at rest is the very same.
        if (view != View::front) continue;
        renderer::Frame coarse_rest = coarse_frame, whole_rest = whole_frame;
        coarse_rest.dots_per_pixel = whole_rest.dots_per_pixel = 0;
        CHECK((renderer.render(coarse_rest, width, height, 2).rgba ==
               renderer.render(whole_rest, width, height, 2).rgba));
    }
}
