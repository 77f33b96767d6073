// Times of the ways to draw dots whose shape is seen, side by side. Hidden: run with test_renderer "[.bench]".
#include <time.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <utility>

#include "gpu_test.h"
#include "patch_scene.h"

using namespace stipple;

namespace {

double cpu_ms() {
    timespec t{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return double(t.tv_sec) * 1e3 + double(t.tv_nsec) * 1e-6;
}

}  // namespace

TEST_CASE("discs, strips and splats side by side", "[.bench]") {
    struct Case {
        const char* name;
        double per_cm2, diameter_mm, height_mm;
    };
    // Dots a cm^2, width, mm of picture height: close-ups dense and as treated, and on the way to a portrait.
    static const Case cases[] = {{"macro", 10000, 0.22, 15},
                                 {"near", 3000, 0.22, 40},
                                 {"treated", 300, 0.25, 60},
                                 {"middle", 2000, 0.22, 100},
                                 {"band", 1000, 0.22, 170}};
    renderer::Renderer renderer(renderer::DeviceRequest{});
    for (const Case& c : cases) {
        const double width = c.height_mm * 16 / 9;
        const test::PatchDots patch = test::pack_patch(test::hexagonal(c.per_cm2, width));
        test::PatchScene scene(renderer, patch, float(width));
        scene.base.look.diameter_mm = float(c.diameter_mm);
        renderer::Frame frame = scene.frame(300, c.height_mm);
        // Processor time of whole frames less that of a single dot: other programs on the machine hardly change it.
        const auto cost = [&](const renderer::Frame& drawn, int frames) {
            double least = 1e9, wall = 1e9;
            for (int i = -1; i < frames; ++i) {
                // Every frame from another place: sums of a frame like the last are kept.
                renderer::Frame moved = drawn;
                moved.camera.view = glm::translate(moved.camera.view, glm::vec3(1e-3F * float(i), 0, 0));
                const double before = cpu_ms();
                renderer.draw(moved, 1280, 720);
                const double after = cpu_ms();
                if (i >= 0) least = std::min(least, after - before);
                double dots = 0;
                for (const renderer::PassTime& pass : renderer.statistics().passes)
                    if (pass.name == "dots") dots += pass.ms;
                if (i >= 0) wall = std::min(wall, dots);
            }
            return std::pair(least, wall);
        };
        const test::PatchDots one = test::pack_patch({{0, 0}});
        const test::PatchScene alone(renderer, one, float(width));
        renderer::Frame bare = alone.frame(300, c.height_mm);
        bare.path = renderer::DotPath::moments;
        const int frames = 8;
        const double skin = cost(bare, frames).first;
        std::printf("%-8s %5.2f px %6u dots, one %.1f:", c.name, 0.5 * c.diameter_mm * 720 / c.height_mm,
                    unsigned(patch.places.size()), skin);
        struct Way {
            const char* name;
            renderer::DotPath path;
        };
        for (const Way way : {Way{"discs", renderer::DotPath::discs}, Way{"strips", renderer::DotPath::strips},
                              Way{"splats", renderer::DotPath::moments}}) {
            frame.path = way.path;
            const auto [cpu, wall] = cost(frame, way.path == renderer::DotPath::strips ? 2 : frames);
            std::printf("  %s %.2f (pass %.2f)", way.name, cpu - skin, wall);
        }
        std::printf(" ms of processor\n");
        CHECK(renderer.statistics().dots_dropped == 0);
    }
}

TEST_CASE("a close-up in motion", "[.bench-motion]") {
    renderer::Renderer renderer(renderer::DeviceRequest{});
    const test::PatchDots patch = test::pack_patch(test::hexagonal(12300, 34));
    test::PatchScene scene(renderer, patch, 34);
    scene.base.look.diameter_mm = 0.22F;
    for (shared::TimeEntry& entry : scene.base.time.entries) entry.shift = 0.5F;
    renderer::Frame frame = scene.frame(300, 18.4);
    frame.dots_per_pixel = 1e9;
    std::vector<double> all, resolving;
    for (int i = -2; i < 300; ++i) {
        frame.camera.view = glm::translate(frame.camera.view, glm::vec3(1e-3F, 0, 0));
        const double before = cpu_ms();
        renderer.draw(frame, 1280, 720);
        if (i >= 0) all.push_back(cpu_ms() - before);
        double pass = 0;
        for (const renderer::PassTime& time : renderer.statistics().passes)
            if (time.name == "dots" || time.name == "resolve" || time.name == "clear") pass += time.ms;
        if (i >= 0) resolving.push_back(pass);
    }
    std::sort(all.begin(), all.end());
    std::sort(resolving.begin(), resolving.end());
    std::printf("%u dots: frame %.2f (least %.2f) ms of processor, dots and resolve %.2f (least %.2f) ms\n", renderer.statistics().dots_drawn,
                all[all.size() / 2], all[0], resolving[resolving.size() / 2], resolving[0]);
}
