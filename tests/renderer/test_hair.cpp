// Hair: which way it grows, on both processors, and what its shafts cover, splatted and in their shape.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "gpu_test.h"
#include "patch_scene.h"
#include "shared/hair_direction.h"

using namespace stipple;
using renderer::DotPath;

namespace {

constexpr double kPi = 3.14159265358979;
const glm::vec3 kWhorl = glm::normalize(glm::vec3(0, 0.82F, -0.57F));

// On a head that is a sphere of 95 mm around a point 50 mm above the ear canals.
shared::HairField round_field(float turn) {
    shared::HairField field{};
    field.center = {0, 50, 0, 1};
    field.whorl[0] = field.whorl[1] = glm::vec4(kWhorl, turn);
    field.scale.x = 1;
    return field;
}
glm::vec3 on_head(const glm::vec3& direction) { return glm::vec3(0, 50, 0) + 95.0F * direction; }

std::vector<glm::vec3> directions(std::size_t count) {
    std::mt19937 random(7);
    std::normal_distribution<float> normal;
    std::vector<glm::vec3> all;
    for (std::size_t i = 0; i < count; ++i) all.push_back(glm::normalize(glm::vec3(normal(random), normal(random), normal(random))));
    return all;
}

double degrees_to_skin(const glm::vec3& hair, const glm::vec3& normal) { return std::asin(double(glm::dot(hair, normal))) * 180 / kPi; }

// Angle of the course around the whorl's middle, measured in the plane that touches the sphere there, x to the left of the person
// and seen from outside.
double course_angle(const shared::HairField& field, const glm::vec3& direction) {
    const glm::vec3 left(1, 0, 0), up = glm::cross(kWhorl, left);
    const glm::vec3 course = shared::hair_course(field, on_head(direction), direction);
    return std::atan2(double(glm::dot(course, up)), double(glm::dot(course, left)));
}

// Turns of the course along a circle of `mm` around `middle`.
double winding(const shared::HairField& field, const glm::vec3& middle, float mm) {
    const glm::vec3 left = glm::normalize(glm::cross(glm::vec3(0, 1, 0), middle)), up = glm::cross(middle, left);
    double turned = 0, last = 0;
    for (int i = 0; i <= 720; ++i) {
        const float a = float(2 * kPi * i / 720);
        const double now = course_angle(field, glm::normalize(middle + mm / 95 * (std::cos(a) * left + std::sin(a) * up)));
        if (i > 0) turned += std::remainder(now - last, 2 * kPi);
        last = now;
    }
    return turned / (2 * kPi);
}

}  // namespace

TEST_CASE("hair is a unit vector that leaves the skin at an angle of its region") {
    const shared::HairField field = round_field(-shared::WHORL_TURN);
    std::size_t temples = 0;
    for (const glm::vec3& n : directions(20000)) {
        const glm::vec3 place = on_head(n), course = shared::hair_course(field, place, n);
        const glm::vec3 hair = shared::hair_direction(field, place, n, shared::hash_pcg(std::uint32_t(place.x * 1000)));
        REQUIRE(glm::length(hair) == Approx(1).margin(1e-5));
        REQUIRE(glm::length(course) == Approx(1).margin(1e-5));
        REQUIRE(std::abs(glm::dot(course, n)) < 1e-5F);
        const double angle = degrees_to_skin(hair, n);
        if (place.z > 30 && place.y < 60) {
            ++temples;
            REQUIRE((angle > 10 && angle < 15.01));
        } else if (place.z < 5 || place.y > 85) {
            REQUIRE((angle > 30 && angle < 50));
        } else {
            REQUIRE((angle > 10 && angle < 50));
        }
    }
    CHECK(temples > 1000);
}

TEST_CASE("hair runs forward over the top, down at sides and nape, away from the whorl at the back") {
    const shared::HairField field = round_field(-shared::WHORL_TURN);
    const auto course = [&](glm::vec3 d) { return shared::hair_course(field, on_head(glm::normalize(d)), glm::normalize(d)); };
    CHECK(course({0, 1, 0.6F}).z > 0.7F);   // on the top
    CHECK(course({0, 0.7F, 1}).y < -0.5F);  // over the forehead it leads to the brows
    CHECK(course({1, -0.1F, 0}).y < -0.95F);
    CHECK(course({-1, -0.1F, 0}).y < -0.95F);
    CHECK(course({0, -0.3F, -1}).y < -0.9F);
    CHECK(course({0, 0.2F, -1}).y < -0.9F);
}

TEST_CASE("the course turns once around a whorl, in the sense asked for, and is even everywhere else") {
    const shared::HairField clockwise = round_field(-shared::WHORL_TURN), counter = round_field(shared::WHORL_TURN);
    for (const float mm : {1.0F, 5.0F, 20.0F}) {
        CHECK(winding(clockwise, kWhorl, mm) == Approx(1).margin(1e-6));
        CHECK(winding(counter, kWhorl, mm) == Approx(1).margin(1e-6));
    }
    CHECK(winding(clockwise, glm::normalize(glm::vec3(0, 1, 0.5F)), 20) == Approx(0).margin(1e-6));
    // Seen from outside, hair that streams away from a clockwise whorl bends clockwise: to the right of its ray.
    const glm::vec3 beside = glm::normalize(kWhorl + glm::vec3(0.05F, 0, 0));
    const glm::vec3 ray = glm::normalize(glm::vec3(1, 0, 0) - beside * beside.x), right = glm::cross(ray, beside);
    const glm::vec3 course = shared::hair_course(clockwise, on_head(beside), beside);
    CHECK(glm::dot(course, ray) > 0.4F);
    CHECK(glm::dot(course, right) > 0.6F);
    // The other sense is the mirror image.
    for (const glm::vec3& n : directions(2000)) {
        const glm::vec3 mirrored(-n.x, n.y, n.z);
        glm::vec3 other = shared::hair_course(counter, on_head(mirrored), mirrored);
        other.x = -other.x;
        REQUIRE(glm::distance(other, shared::hair_course(clockwise, on_head(n), n)) < 1e-4F);
    }
    // Steps of 0.1 mm turn it by little, away from the middle and from the sphere's underside, where it ends.
    for (const glm::vec3& n : directions(20000)) {
        if (glm::distance(n, kWhorl) * 95 < 3 || n.y < -0.95F) continue;
        const glm::vec3 near = glm::normalize(n + glm::vec3(0.1F / 95, 0, 0));
        REQUIRE(glm::distance(shared::hair_course(clockwise, on_head(n), n), shared::hair_course(clockwise, on_head(near), near)) < 0.06F);
    }
}

TEST_CASE("a double whorl has two middles and a crossing between them") {
    shared::HairField field = round_field(0);
    const glm::vec3 left = glm::normalize(kWhorl + glm::vec3(0.16F, 0, 0)), right = glm::normalize(kWhorl - glm::vec3(0.16F, 0, 0));
    field.whorl[0] = glm::vec4(left, -shared::WHORL_TURN);
    field.whorl[1] = glm::vec4(right, shared::WHORL_TURN);
    CHECK(winding(field, left, 4) == Approx(1).margin(1e-6));
    CHECK(winding(field, right, 4) == Approx(1).margin(1e-6));
    CHECK(winding(field, kWhorl, 40) == Approx(1).margin(1e-6));  // so between them it turns the other way
}

TEST_CASE("both processors grow hair the same way", "[gpu]") {
    using namespace renderer::vulkan;
    test::Gpu gpu;
    const std::vector<glm::vec3> all = directions(4096);
    const shared::HairField field = round_field(shared::WHORL_TURN);
    std::vector<glm::vec4> places;
    for (const glm::vec3& n : all) places.emplace_back(on_head(n), 0);
    Buffer field_buffer(gpu.device, "field", sizeof field, storage_usage), place_buffer(gpu.device, "places", places.size() * 16, storage_usage),
        hair_buffer(gpu.device, "hairs", places.size() * 16, storage_usage);
    ComputePipeline grow(gpu.device, "hair.comp");
    gpu.run([&](Commands& commands) {
        commands.upload_value(field_buffer, field);
        commands.upload(place_buffer, std::span<const glm::vec4>(places));
        commands.barrier(access::transfer_write, access::compute_write);
        commands.dispatch_over(grow, {bind(0, field_buffer), bind(1, place_buffer), bind(2, hair_buffer)}, std::uint32_t(places.size()),
                               std::uint32_t(places.size()));
    });
    const std::vector<glm::vec4> hairs = gpu.read<glm::vec4>(hair_buffer);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const glm::vec3 place(places[i]), normal = glm::normalize(place - glm::vec3(field.center));
        const std::uint32_t hash = shared::hash_pcg(std::uint32_t(i));
        REQUIRE(glm::distance(glm::vec3(hairs[i]), shared::hair_direction(field, place, normal, hash)) < 2e-4F);
        REQUIRE(hairs[i].w == Approx(shared::hair_length_share(hash)).margin(1e-6));
    }
}

namespace {

constexpr float kShaft = 0.075F, kRoot = 0.26F;

// A flat patch where hair lies down the picture, at the angle of the top: nothing of the whorl, nothing of temples.
struct Hairy {
    Hairy(renderer::Renderer& renderer, const std::vector<glm::vec2>& places)
        : bare(test::pack_patch({{500, 500}})), follicles(test::pack_patch(places)), scene(renderer, bare, 80) {
        scene.base.follicles = renderer.upload_sites({follicles.dots, follicles.clusters});
        scene.base.follicle_state = renderer.upload_design(scene.base.follicles, {follicles.states, follicles.live_mask});
        scene.base.dot_state = nullptr;
        scene.base.look.hair_diameter_mm = kRoot;
        scene.base.look.hair_shaft_mm = kShaft;
        scene.base.look.hair_strength = 1;
        scene.base.hair_field = round_field(0);
        scene.base.hair_field.center = {0, 0, -95, 1};
        for (glm::vec4& whorl : scene.base.hair_field.whorl) whorl = {0, 1, 0, 0};
    }
    test::PatchDots bare, follicles;
    test::PatchScene scene;
};

double hair_sum(const renderer::Measured& m) {
    double sum = 0;
    for (const glm::vec4& pixel : m.coverage) sum += double(pixel[2]);
    return sum;
}

}  // namespace

TEST_CASE("hair covers width times length as it is seen, and what shines through", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    constexpr std::uint32_t kSide = 200;
    for (const double mm_per_pixel : {0.5, 0.25, 0.12, 0.05}) {
        const double height = kSide * mm_per_pixel;
        // All hairs lie wholly in the picture.
        Hairy patch(gpu, test::hexagonal(190, std::min(height - 7, 40.0)));
        REQUIRE(patch.follicles.places.size() >= 10);
        renderer::Frame frame = patch.scene.frame(2000, height);
        for (const float length : {0.0F, 0.4F, 3.0F}) {
            frame.look.hair_length_mm = length;
            // Straight above the patch a hair shows the cosine of its lean.
            double shaft = 0;
            for (std::size_t i = 0; i < patch.follicles.places.size(); ++i) {
                const std::uint32_t own = shared::hash_pcg(shared::hash_pcg(std::uint32_t(i)));
                const double lean = double(shared::LEAN_TOP) * (1 + (double(own >> 10U & 1023U) * 2 / 1023 - 1) * double(shared::LEAN_VARIATION));
                shaft += double(kShaft) * double(length) * (1 + (double(own >> 20U & 1023U) * 2 / 1023 - 1) * double(shared::HAIR_LENGTH_VARIATION)) /
                         std::sqrt(1 + lean * lean);
            }
            const double root = double(shared::HAIR_ROOT_SHARE) * kPi / 4 * double(kRoot) * double(kRoot) * double(patch.follicles.places.size());
            const double expected = (shaft + root) / (mm_per_pixel * mm_per_pixel);
            for (const DotPath path : {DotPath::automatic, DotPath::moments, DotPath::discs, DotPath::quads}) {
                CAPTURE(mm_per_pixel, length, int(path));
                frame.path = path;
                CHECK(hair_sum(gpu.measure(frame, kSide, kSide)) == Approx(expected).epsilon(0.012));
                CHECK(gpu.statistics().dots_dropped == 0);
            }
        }
    }
}

TEST_CASE("a shaft is an even stroke, without beads, from its root to its tip", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    constexpr std::uint32_t kSide = 64;
    const auto [path, mm_per_pixel] = GENERATE(std::pair(DotPath::moments, 0.2), std::pair(DotPath::moments, 0.12), std::pair(DotPath::discs, 0.12),
                                               std::pair(DotPath::discs, 0.04));
    CAPTURE(int(path), mm_per_pixel);
    Hairy patch(gpu, {{0, 0.4F}});
    renderer::Frame frame = patch.scene.frame(2000, kSide * mm_per_pixel);
    frame.path = path;
    frame.look.hair_length_mm = mm_per_pixel < 0.1 ? 1.2F : 3.0F;
    const renderer::Measured m = gpu.measure(frame, kSide, kSide);
    std::vector<double> rows(kSide, 0.0);
    for (std::uint32_t y = 0; y < kSide; ++y)
        for (std::uint32_t x = 0; x < kSide; ++x) rows[y] += double(m.coverage[y * kSide + x][2]);
    const double root_row = kSide / 2.0 - 0.4 / mm_per_pixel;
    const double shortest = frame.look.hair_length_mm * (1 - shared::HAIR_LENGTH_VARIATION) * std::cos(std::atan(0.8));
    const auto from = std::size_t(root_row + 0.25 / mm_per_pixel + 2), to = std::size_t(root_row + (shortest - 0.06) / mm_per_pixel - 1.5);
    REQUIRE(to > from + 3);
    double mean = 0;
    for (std::size_t y = from; y < to; ++y) mean += rows[y] / double(to - from);
    // Across each row: the width, a little more where it slants.
    CHECK(mean == Approx(double(kShaft) / mm_per_pixel).epsilon(0.02));
    // A stroke half a pixel wide, looked at once a pixel, errs as much as discs of that width do (see disc_shape).
    const double even = path == DotPath::moments ? 0.04 : mm_per_pixel > 0.1 ? 0.07 : 0.02;
    for (std::size_t y = from; y < to; ++y) CHECK(rows[y] == Approx(mean).epsilon(even));
}
