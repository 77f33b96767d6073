// Scars and birthmarks as they are drawn: on a flat patch under a map of half scar, half plain skin.
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "gpu_test.h"
#include "patch_scene.h"

using namespace stipple;
using test::PatchScene;

namespace {

constexpr std::uint32_t kSide = 400, kTexels = 64;
constexpr float kAway = 100;  // the patch is so far from the place that the map is seen from

// Along the pole is towards the camera; the map spans what lies within 45 degrees of it, its left half scar of this strength.
renderer::MarksView half_map(std::vector<std::uint8_t>& rgba, std::uint8_t scar, glm::u8vec3 factor = glm::u8vec3(128)) {
    rgba.assign(std::size_t(kTexels) * kTexels * 4, 0);
    for (std::size_t i = 0; i < rgba.size(); i += 4) {
        const bool left = i / 4 % kTexels < kTexels / 2;
        for (int c = 0; c < 3; ++c) rgba[i + std::size_t(c)] = left ? factor[c] : std::uint8_t(128);
        rgba[i + 3] = left ? scar : std::uint8_t(0);
    }
    renderer::MarksView view{kTexels, kTexels, rgba};
    view.left = {1, 0, 0, 0};
    view.back = {0, -1, 0, 0};
    view.pole = {0, 0, 1, kAway};
    view.piece = {0.65F, 0.65F, 0.5F, 0.5F};
    view.texel_mm = 2;
    return view;
}

shared::MarksLook look(float uptake, float blur) {
    shared::MarksLook marks{};
    marks.scar_tint = {1, 1, 1, uptake};
    marks.scar = {1 / (blur * blur), 0.27F, 0.3F, 0};
    return marks;
}

// Mean of `of(pixel)` over columns from .. to, shares of the picture, without `margin` rows above and below.
template <class Of>
double mean(double from, double to, Of of) {
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t y = 40; y + 40 < kSide; ++y)
        for (auto x = std::size_t(from * kSide); x < std::size_t(to * kSide); ++x, ++count) sum += of(y * kSide + x);
    return sum / double(count);
}

}  // namespace

TEST_CASE("under a map of plain skin every byte is as without one", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchScene scene(gpu, test::pack_patch(test::hexagonal(280, 50)), 60);
    for (const double height : {8.0, 40.0}) {
        renderer::Frame frame = scene.frame(height < 20 ? 300 : 1200, height);
        const auto without = gpu.render(frame, kSide, kSide, 2).rgba;
        std::vector<std::uint8_t> rgba;
        frame.marks = gpu.upload_marks(half_map(rgba, 0));
        frame.marks_look = look(0.5F, 1.5F);
        CHECK(gpu.render(frame, kSide, kSide, 2).rgba == without);
        CHECK(gpu.render(frame, kSide, kSide).rgba == gpu.render(frame, kSide, kSide).rgba);
    }
}

TEST_CASE("scar tissue keeps its share of the absorptance of the skin beside it, however wide dots spread", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const double height = GENERATE(10.0, 30.0);
    const double uptake = GENERATE(0.5, 0.65, 1.0), blur = GENERATE(1.0, 1.3);
    CAPTURE(height, uptake, blur);
    PatchScene scene(gpu, test::pack_patch(test::hexagonal(200, 50)), 60);
    scene.base.look.diameter_mm = 0.13F;
    renderer::Frame frame = scene.frame(height < 20 ? 300 : 1200, height);
    // Both crossings absorb as much on the mean: one absorbs 1 - sqrt of what both let through.
    const auto absorbed = [](const renderer::Measured& m, double from, double to) {
        return 1 - std::sqrt(mean(from, to, [&](std::size_t p) { return double(m.reflectance[p].g); }));
    };
    const renderer::Measured plain = gpu.measure(frame, kSide, kSide);
    std::vector<std::uint8_t> rgba;
    frame.marks = gpu.upload_marks(half_map(rgba, 255));
    frame.marks_look = look(float(uptake), float(blur));
    const renderer::Measured m = gpu.measure(frame, kSide, kSide);
    // The two halves do not hold quite as many dots: 4 mm of them hold 50.
    const double even = absorbed(plain, 0.05, 0.40) / absorbed(plain, 0.60, 0.95);
    CHECK(even == Approx(1).epsilon(0.1));
    const double scar = absorbed(m, 0.05, 0.40), skin = absorbed(m, 0.60, 0.95);
    CHECK(skin > 0.01);
    CHECK(scar / skin / even == Approx(uptake).epsilon(0.02));
}

TEST_CASE("dots in scar tissue are as much less sharp as they are wider", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    PatchScene scene(gpu, test::pack_patch(test::hexagonal(40, 50)), 60);
    scene.base.skin.scatter_mm = {2, 2, 2, 0};  // the neighbourhood is even then, and as good as bare
    renderer::Frame frame = scene.frame(300, 10);
    std::vector<std::uint8_t> rgba;
    frame.marks = gpu.upload_marks(half_map(rgba, 255));
    const auto contrast = [&](float blur) {
        frame.marks_look = look(1, blur);
        const renderer::Measured m = gpu.measure(frame, kSide, kSide);
        double low = 1, high = 0;
        for (std::size_t y = 40; y + 40 < kSide; ++y)
            for (std::size_t x = 40; x < 160; ++x) {
                low = std::min(low, double(m.reflectance[y * kSide + x].g));
                high = std::max(high, double(m.reflectance[y * kSide + x].g));
            }
        return high - low;
    };
    CHECK(contrast(1.3F) / contrast(1) == Approx(1 / (1.3 * 1.3)).epsilon(0.04));
}

TEST_CASE("a mark's colour is a factor on the skin's, where the map says", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    PatchScene scene(gpu, test::pack_patch(test::hexagonal(20, 10)), 60);
    renderer::Frame frame = scene.frame(1200, 30);
    frame.dot_state = nullptr;
    frame.light.keys[0].irradiance = glm::vec3(0);
    frame.skin.albedo.w = 1;  // the head's own colours, which are white
    frame.skin.specular = 0;
    std::vector<std::uint8_t> rgba;
    frame.marks = gpu.upload_marks(half_map(rgba, 0, {96, 64, 32}));
    frame.marks_look = look(1, 1);
    const renderer::Image image = gpu.render(frame, kSide, kSide);
    const auto linear = [&](std::size_t p, int c) {
        const double s = image.rgba[p * 4 + std::size_t(c)] / 255.0;
        return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
    };
    for (int c = 0; c < 3; ++c) {
        CAPTURE(c);
        const double marked = mean(0.05, 0.45, [&](std::size_t p) { return linear(p, c); }), plain = mean(0.55, 0.95, [&](std::size_t p) { return linear(p, c); });
        CHECK(marked / plain == Approx(c == 0 ? 0.75 : c == 1 ? 0.5 : 0.25).epsilon(0.02));
    }
    // The edge lies where the directions of the chart part: under the place the map is seen from.
    std::size_t edge = 0;
    const std::size_t row = kSide / 2 * kSide;
    while (linear(row + edge, 2) < 0.6 * linear(row + kSide - 10, 2)) ++edge;
    CHECK(double(edge) == Approx(kSide / 2).margin(3));
}
