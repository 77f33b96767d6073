// Hairs seen one by one: their lobes and shadows against rays of our own, and their mean against hair seen from afar.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "gpu_test.h"
#include "patch_scene.h"
#include "shared/hair_fibre.h"

using namespace stipple;

namespace {

constexpr double kPi = 3.14159265358979;

// Of the skin z = 0, lit by a round lamp, what a cylinder from the origin to `tip` hides: by rays to many points of the lamp.
struct Traced {
    glm::dvec3 tip, towards;
    double radius, lamp;

    [[nodiscard]] bool meets(const glm::dvec3& from, const glm::dvec3& way) const {
        const double length = glm::length(tip);
        const glm::dvec3 axis = tip / length;
        const glm::dvec3 d = way - axis * glm::dot(way, axis), o = from - axis * glm::dot(from, axis);
        const double a = glm::dot(d, d), b = glm::dot(o, d), c = glm::dot(o, o) - radius * radius, root = b * b - a * c;
        if (root < 0 || a < 1e-12) return false;
        for (const double side : {-1.0, 1.0}) {
            const double t = (-b + side * std::sqrt(root)) / a, along = glm::dot(from + t * way, axis);
            if (t > 0 && along >= 0 && along <= length) return true;
        }
        return false;
    }
    [[nodiscard]] double hidden(double x, double y, int rays) const {
        const glm::dvec3 right = glm::normalize(glm::cross(towards, glm::dvec3(0.3, 0.9, 0.2))), up = glm::cross(right, towards);
        int hits = 0;
        for (int i = 0; i < rays; ++i) {
            const double r = lamp * std::sqrt((i + 0.5) / rays), turn = i * 2.399963229728653;  // sunflower
            hits += meets({x, y, 0}, glm::normalize(towards + right * (r * std::cos(turn)) + up * (r * std::sin(turn)))) ? 1 : 0;
        }
        return double(hits) / rays;
    }
};

}  // namespace

TEST_CASE("a shaft's shadow on the skin is that of a cylinder under a round lamp") {
    const glm::vec3 normal(0, 0, 1);
    const glm::vec3 shaft = 1.2F * glm::normalize(glm::vec3(0, -1, 0.7F));
    constexpr float kShaft = 0.075F, kPixel = 0.01F;
    const auto [direction, lamp] = GENERATE(std::pair(glm::vec3(0.8F, 0.3F, 0.9F), 0.0047F), std::pair(glm::vec3(0.8F, 0.3F, 0.9F), 0.2F),
                                            std::pair(glm::vec3(-0.4F, 0.6F, 0.7F), 0.35F), std::pair(glm::vec3(0.5F, -0.2F, 1), 0.1F));
    CAPTURE(direction.x, lamp);
    const glm::vec3 light = glm::normalize(direction);
    const shared::ShaftShadow s = shared::shaft_shadow(shaft, normal, light);
    const float length = glm::length(s.along);
    const glm::vec3 ahead = s.along / length;
    CHECK(std::abs(glm::dot(s.along, normal)) < 1e-5F);
    const Traced traced{shaft, light, 0.5 * double(kShaft), double(lamp)};
    // Everywhere, and along the shadow away from its ends place by place.
    double sum = 0, expected = 0, worst = 0, squares = 0;
    int places = 0;
    constexpr double step = 0.012;
    for (double u = -0.6; u < double(length) + 0.8; u += step)
        for (double v = -0.9; v < 0.9; v += step) {
            const glm::vec3 at = ahead * float(u) + s.beside * float(v);
            const double ours = shared::shaft_hidden(length, s.reaches, s.across, s.height, {float(u), float(v)}, kShaft, lamp, kPixel);
            const double theirs = traced.hidden(double(at.x), double(at.y), 48);
            sum += ours;
            expected += theirs;
            if (u < 0.1 || u > 0.75 * double(length)) continue;
            squares += (ours - theirs) * (ours - theirs);
            worst = std::max(worst, std::abs(ours - theirs));
            places += theirs > 0 || ours > 0.01 ? 1 : 0;
        }
    REQUIRE(places > 100);
    // Ours knows no end faces and takes all of the lamp to stand at one height.
    CHECK(sum == Approx(expected).epsilon(0.05));
    CHECK(std::sqrt(squares / places) < (lamp < 0.01F ? 0.16 : 0.06));  // the sun's edges are as wide as a step
    if (lamp >= 0.2F) CHECK(worst < 0.3);
}

TEST_CASE("a fibre sends out no more light than it gets, and mirrors it towards its root") {
    const glm::vec3 tangent = glm::normalize(glm::vec3(0.3F, 0.8F, 0.52F));
    std::mt19937 random(3);
    std::uniform_real_distribution<float> even(-1, 1);
    for (const float lean : {0.0F, 0.5F, 1.0F}) {
        const glm::vec3 side = glm::normalize(glm::cross(tangent, glm::vec3(0, 0, 1)));
        const glm::vec3 view = glm::normalize(glm::cross(side, tangent) * std::cos(lean) + tangent * std::sin(lean));
        double mirrored = 0, through = 0;
        constexpr int kDirections = 40000;
        for (int i = 0; i < kDirections; ++i) {
            const float z = even(random), turn = float(kPi) * even(random), r = std::sqrt(1 - z * z);
            const shared::FibreLight f = shared::fibre_light(tangent, view, {r * std::cos(turn), r * std::sin(turn), z}, 0.97F * even(random), 0);
            mirrored += double(f.mirrored) * 4 / kDirections;  // over the sphere, over pi
            through += double(f.through) * 4 / kDirections;
        }
        CAPTURE(lean, mirrored, through);
        // A cylinder of that index, evenly lit, gives back 0.08 seen squarely, and more along it.
        CHECK(mirrored > 0.04 * double(shared::FIBRE_OPEN));
        CHECK(mirrored < 0.2 * double(shared::FIBRE_OPEN));
        CHECK(mirrored + through < 0.5);
    }
    // The matt share's mean over the width is what it is divided by.
    const glm::vec3 view = glm::normalize(glm::cross(glm::cross(tangent, glm::vec3(0, 0, 1)), tangent)), light = glm::normalize(glm::vec3(0.7F, 0.1F, 0.6F));
    double matt = 0;
    for (int i = 0; i < 2000; ++i) matt += double(shared::fibre_light(tangent, view, light, (float(i) + 0.5F) / 1000 - 1, 0).matt) / 2000;
    CHECK(matt == Approx(shared::fibre_matt_mean(tangent, view, light)).epsilon(0.01));
    // Lit squarely, R is brightest some 6 degrees towards the root and TRT some 9 towards the tip.
    double best_r = 0, best_trt = 0, at_r = 0, at_trt = 0;
    for (double degrees = -40; degrees <= 40; degrees += 0.5) {
        const float a = float(degrees * kPi / 180);
        const shared::FibreLight f = shared::fibre_light(tangent, view * std::cos(a) + tangent * std::sin(a), view, 0, 0);
        if (double(f.mirrored) > best_r) best_r = double(f.mirrored), at_r = degrees;
        if (double(f.through) > best_trt) best_trt = double(f.through), at_trt = degrees;
    }
    CHECK(at_r == Approx(-6).margin(1.5));
    CHECK(at_trt == Approx(9).margin(2.5));
}

TEST_CASE("grey heads are some white hairs and some dark ones, and as light as asked on the whole") {
    for (const glm::vec3& through : {glm::vec3(0.38F), glm::vec3(0.64F, 0.64F, 0.63F), glm::vec3(0.03F, 0.028F, 0.027F)}) {
        double sum = 0, white = 0;
        for (std::uint32_t i = 0; i < 20000; ++i) {
            const float shade = shared::hair_shade(through, shared::hash_pcg(i));
            sum += double(shade) / 20000;
            white += shade * through.g > 0.5F ? 1.0 / 20000 : 0.0;
        }
        CHECK(sum == Approx(1).epsilon(0.01));
        if (through.g == 0.38F) CHECK(white == Approx(0.536).margin(0.02));
    }
}

namespace {

// Hair of the top on a flat patch, under a lamp that stays with it.
struct Stubbly {
    explicit Stubbly(renderer::Renderer& gpu)
        : bare(test::pack_patch({{500, 500}})), follicles(test::pack_patch(test::hexagonal(190, 30))), scene(gpu, bare, 80) {
        scene.base.follicles = gpu.upload_sites({follicles.dots, follicles.clusters});
        scene.base.follicle_state = gpu.upload_design(scene.base.follicles, {follicles.states, follicles.live_mask});
        scene.base.dot_state = nullptr;
        scene.base.look.hair_diameter_mm = 0.26F;
        scene.base.look.hair_shaft_mm = 0.075F;
        scene.base.look.hair_strength = 1;
        scene.base.hair_field.center = {0, 0, -95, 1};
        scene.base.hair_field.scale.x = 1;
        for (glm::vec4& whorl : scene.base.hair_field.whorl) whorl = {0, 1, 0, 0};
        scene.base.light.follows_camera = false;
    }
    test::PatchDots bare, follicles;
    test::PatchScene scene;
};

}  // namespace

TEST_CASE("hair seen one by one is as dark on the whole as hair seen from afar", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    Stubbly patch(gpu);
    test::PatchScene& scene = patch.scene;
    const auto [through, radius] = GENERATE(std::pair(glm::vec3(0.03F), 0.35F), std::pair(glm::vec3(0.15F, 0.112F, 0.085F), 0.0047F),
                                            std::pair(glm::vec3(0.38F), 0.35F), std::pair(glm::vec3(0.64F, 0.64F, 0.63F), 0.1F));
    CAPTURE(through.r, radius);
    scene.base.look.transmittance[2] = glm::vec4(through, 0);
    scene.base.light.keys[0].radius = radius;
    for (const float length : {0.5F, 1.2F}) {
        CAPTURE(length);
        // The same 9 mm of skin, at 0.15 mm a pixel and at 0.025: half a pixel a shaft, and three.
        renderer::Frame frame = scene.frame(2000, 9);
        frame.look.hair_length_mm = length;
        const auto mean = [&](std::uint32_t side) {
            const renderer::LinearImage image = gpu.radiance(frame, side, side, renderer::kStillSamples);
            glm::dvec3 sum(0);
            for (const glm::vec4& p : image.pixels) sum += glm::dvec3(glm::vec3(p)) / double(p.a) / double(image.pixels.size());
            return sum;
        };
        const glm::dvec3 far = mean(60), near = mean(360);
        for (int c = 0; c < 3; ++c) CHECK(near[c] == Approx(far[c]).epsilon(0.01));
    }
}

TEST_CASE("shafts are those of the frame drawn, whatever was drawn before", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    Stubbly patch(gpu);
    renderer::Frame frame = patch.scene.frame(2000, 4);
    frame.look.hair_length_mm = 1;
    frame.light.keys[0].radius = 0.01F;
    constexpr std::uint32_t kSide = 120;
    const std::vector<std::uint8_t> before = gpu.render(frame, kSide, kSide).rgba;
    // Measuring sums the same dots and draws no shafts; then only the lamp moves; then it comes back.
    (void)gpu.measure(patch.scene.frame(2000, 60), kSide, kSide);
    (void)gpu.measure(frame, kSide, kSide);
    CHECK(gpu.render(frame, kSide, kSide).rgba == before);
    renderer::Frame moved = frame;
    moved.light.keys[0].direction.x = -moved.light.keys[0].direction.x;
    const std::vector<std::uint8_t> other = gpu.render(moved, kSide, kSide).rgba;
    int apart = 0;
    for (std::size_t i = 0; i < other.size(); ++i) apart += std::abs(int(other[i]) - int(before[i])) > 20 ? 1 : 0;
    CHECK(apart > 1000);  // shadows lie on the other side
    CHECK(gpu.render(frame, kSide, kSide).rgba == before);
}
