// Pictures of dots against sums computed from the dots' places alone, in double, by other means than the shaders'.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "gpu_test.h"
#include "patch_scene.h"
#include "shared/profile.h"

using namespace stipple;
using test::PatchDots;
using test::PatchScene;

namespace {

constexpr std::uint32_t kSide = 400;
constexpr double kPi = 3.14159265358979;

double mean_coverage(const renderer::Measured& m, int margin) {
    double sum = 0;
    int count = 0;
    for (std::uint32_t y = margin; y < m.height - margin; ++y)
        for (std::uint32_t x = margin; x < m.width - margin; ++x, ++count) sum += m.coverage[y * m.width + x].x;
    return sum / count;
}

glm::dvec3 mean_reflectance(const renderer::Measured& m, int margin) {
    glm::dvec3 sum(0);
    int count = 0;
    for (std::uint32_t y = margin; y < m.height - margin; ++y)
        for (std::uint32_t x = margin; x < m.width - margin; ++x, ++count) sum += glm::dvec3(m.reflectance[y * m.width + x]);
    return sum / double(count);
}

}  // namespace

TEST_CASE("strips, splats and quads agree on a patch's total coverage, which is the dots' summed area", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const double height = GENERATE(12.0, 40.0);
    CAPTURE(height);
    // The whole patch lies inside the picture, so nothing is lost at its edges.
    const PatchDots patch = test::pack_patch(test::hexagonal(280, height * 0.8));
    const PatchScene scene(gpu, patch, float(height));
    const double pixels_per_mm = kSide / height;
    const double expected = double(patch.places.size()) * kPi / 4 * 0.2 * 0.2 * pixels_per_mm * pixels_per_mm / (kSide * kSide);
    for (const auto path : {renderer::DotPath::moments, renderer::DotPath::strips, renderer::DotPath::quads, renderer::DotPath::automatic}) {
        CAPTURE(int(path));
        renderer::Frame frame = scene.frame(600, height);
        frame.path = path;
        CHECK(mean_coverage(gpu.measure(frame, kSide, kSide), 0) == Approx(expected).epsilon(0.003));
    }
}

TEST_CASE("a single dot in macro view is as wide at half its depth as asked", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const double diameter = GENERATE(0.13, 0.22, 0.40);
    const PatchDots patch = test::pack_patch({{0.02F, 0.01F}});
    PatchScene scene(gpu, patch, 40);
    scene.base.look.diameter_mm = float(diameter);
    const renderer::Measured m = gpu.measure(scene.frame(300, 6), kSide, kSide);
    // Absorptance along the row through the darkest pixel, half-level crossings by linear interpolation.
    std::size_t darkest = 0;
    for (std::size_t i = 0; i < m.reflectance.size(); ++i)
        if (m.reflectance[i].g < m.reflectance[darkest].g) darkest = i;
    const std::size_t row = darkest / kSide * kSide;
    const double far = m.reflectance[row].g, half = (far + m.reflectance[darkest].g) / 2;
    double left = 0, right = 0;
    for (std::size_t x = 1; x < kSide; ++x) {
        const double a = m.reflectance[row + x - 1].g, b = m.reflectance[row + x].g;
        if (a > half && b <= half) left = double(x - 1) + (a - half) / (a - b);
        if (a <= half && b > half) right = double(x - 1) + (half - a) / (b - a);
    }
    CHECK((right - left) * 6 / kSide == Approx(diameter).epsilon(0.05));
}

TEST_CASE("mean reflectance of a patch is that of a slow flat-patch computation, near and far", "[gpu]") {
    // Published by a plain raster computation of blue-noise discs with T = 0.15 and Gaussian diffusion of 1.2, 0.7 and 0.45 mm:
    // ratio to bare skin of 0.955, 0.871 and 0.780.
    struct Case {
        double per_cm2, diameter, ratio;
    };
    const Case c = GENERATE(Case{200, 0.13, 0.955}, Case{250, 0.20, 0.871}, Case{280, 0.25, 0.780});
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchDots patch = test::pack_patch(test::hexagonal(c.per_cm2, 60));
    PatchScene scene(gpu, patch, 80);
    scene.base.look.diameter_mm = float(c.diameter);
    // 27, 16 and 8 pixels a mm: macro to closer than conversation.
    for (const double height : {15.0, 25.0, 50.0}) {
        CAPTURE(c.per_cm2, height);
        const glm::dvec3 r = mean_reflectance(gpu.measure(scene.frame(height < 20 ? 300 : 1200, height), kSide, kSide), 60);
        for (int k = 0; k < 3; ++k) CHECK(r[k] == Approx(c.ratio).epsilon(0.02));
    }
    // 2.9 pixels a mm, as a portrait of 720 lines at 1.2 m.
    const glm::dvec3 far = mean_reflectance(gpu.measure(scene.frame(1200, 58), 170, 170), 20);
    for (int k = 0; k < 3; ++k) CHECK(far[k] == Approx(c.ratio).epsilon(0.02));
}

TEST_CASE("dots behind the surface or turned away draw nothing", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, 30));
    const PatchScene scene(gpu, patch, 60);
    renderer::Frame behind = scene.frame(600, 40);
    behind.camera.view = glm::lookAt(glm::vec3(0, 0, -600), glm::vec3(0), glm::vec3(0, 1, 0));
    for (const auto path : {renderer::DotPath::moments, renderer::DotPath::strips}) {
        behind.path = path;
        CHECK(mean_coverage(gpu.measure(behind, kSide, kSide), 0) == 0);
    }
    CHECK(gpu.statistics().dots_drawn == 0);
}

TEST_CASE("packed sums hold at both extremes", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    SECTION("far more dots than pixels, each large") {
        const PatchDots patch = test::pack_patch(test::hexagonal(8000, 60));
        PatchScene scene(gpu, patch, 80);
        scene.base.look.diameter_mm = 0.5F;
        renderer::Frame frame = scene.frame(3000, 120);
        frame.path = renderer::DotPath::moments;
        // Coverage 15.7 a pixel: the sum itself, before any law.
        const renderer::Measured m = gpu.measure(frame, 128, 128);
        double center = 0;
        for (int y = 44; y < 84; ++y)
            for (int x = 44; x < 84; ++x) center += m.coverage[std::size_t(y) * 128 + std::size_t(x)].x / 1600;
        CHECK(center == Approx(80 * kPi / 4 * 0.25).epsilon(0.02));
    }
    SECTION("dots of a thousandth of a pixel") {
        const PatchDots patch = test::pack_patch(test::hexagonal(100, 110));
        PatchScene scene(gpu, patch, 140);
        scene.base.look.diameter_mm = 0.05F;
        renderer::Frame frame = scene.frame(3000, 120);
        frame.path = renderer::DotPath::moments;
        CHECK(mean_coverage(gpu.measure(frame, 128, 128), 12) == Approx(kPi / 4 * 0.0025).epsilon(0.02));
    }
}

TEST_CASE("the same frame gives the same bytes, and strength 0 is bare skin", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, 60));
    PatchScene scene(gpu, patch, 80);
    const auto path = GENERATE(renderer::DotPath::moments, renderer::DotPath::strips);
    renderer::Frame frame = scene.frame(600, 40);
    frame.path = path;
    const renderer::Image first = gpu.render(frame, 320, 200);
    // Another one between: a frame like the last would only show the last one's sums again.
    renderer::Frame other = frame;
    other.look.diameter_mm *= 1.5F;
    CHECK((gpu.render(other, 320, 200).rgba != first.rgba));
    const renderer::Image second = gpu.render(frame, 320, 200);
    CHECK((first.rgba == second.rgba));
    for (shared::TimeEntry& entry : frame.time.entries) entry.strength = 0;
    const renderer::Image faded = gpu.render(frame, 320, 200);
    frame.dot_state = nullptr;
    const renderer::Image bare = gpu.render(frame, 320, 200);
    CHECK(faded.rgba == bare.rgba);
    CHECK(first.rgba != bare.rgba);
}

TEST_CASE("averaged samples smooth the patch's edge and keep its mean", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, 20));
    const PatchScene scene(gpu, patch, 30);
    renderer::Frame frame = scene.frame(600, 40);
    // Turned a little, so that the square's edges cross pixels at a slant.
    frame.camera.view = frame.camera.view * glm::rotate(glm::mat4(1.0F), 0.1F, glm::vec3(0, 0, 1));
    const renderer::Image one = gpu.render(frame, 200, 200, 1);
    const renderer::Image many = gpu.render(frame, 200, 200, renderer::kStillSamples);
    const renderer::Image again = gpu.render(frame, 200, 200, renderer::kStillSamples);
    CHECK(many.rgba == again.rgba);
    double mean_one = 0, mean_many = 0;
    int between = 0, between_one = 0;
    // Bytes strictly between background (grey: red equals green) and skin are what a smooth edge adds: count hues between.
    for (std::size_t i = 0; i < one.rgba.size(); i += 4) {
        mean_one += one.rgba[i];
        mean_many += many.rgba[i];
        const int hue_one = one.rgba[i] - one.rgba[i + 2], hue_many = many.rgba[i] - many.rgba[i + 2];
        between_one += hue_one > 3 && hue_one < 20 ? 1 : 0;
        between += hue_many > 3 && hue_many < 20 ? 1 : 0;
    }
    CHECK(mean_many == Approx(mean_one).epsilon(0.005));
    CHECK(between_one == 0);
    CHECK(between > 50);  // of some 600 edge pixels
}

TEST_CASE("two 32-bit adds, and work dealt out as on hardware, sum to the same bytes", "[gpu]") {
    const PatchDots patch = test::pack_patch(test::hexagonal(9000, 60));
    const auto picture = [&](bool narrow, bool as_hardware) {
        renderer::DeviceRequest request = test::test_request();
        request.narrow_atomics = narrow;
        request.as_hardware = as_hardware;
        test::ValidatedRenderer gpu(request);
        const PatchScene scene(gpu, patch, 80);
        renderer::Frame frame = scene.frame(1200, 60);
        frame.path = renderer::DotPath::moments;
        return gpu.measure(frame, kSide, kSide).coverage;
    };
    const auto wide = picture(false, false);
    CHECK(wide == picture(true, false));
    CHECK(wide == picture(false, true));
    CHECK(std::any_of(wide.begin(), wide.end(), [](const glm::vec4& c) { return c.x > 0; }));
}
