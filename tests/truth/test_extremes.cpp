// Packed sums where most dots share a pixel and where each is least: 8 million on the area of a head, three metres away,
// in a whole picture, against sums over the same dots in double.
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "gpu_test.h"
#include "patch_scene.h"
#include "reference.h"
#include "renderer/frame_setup.h"
#include "renderer/upload_math.h"
#include "shared/hash.h"

using namespace stipple;
using test::PatchDots;
using test::PatchScene;

namespace {

constexpr std::uint32_t kWidth = 1280, kHeight = 720;
constexpr double kSideMm = 300;  // 900 cm2
constexpr double kDistanceMm = 3000;
constexpr double kFrameMm = 725;  // of a camera that a head 230 mm high fills to 80 % at 1.2 m
constexpr double kPi = 3.14159265358979;

// 8 020 224 dots thrown at random, with all the clumps that brings, on a square in the plane z = 0.
PatchDots many_dots() {
    constexpr std::uint32_t kSquares = 177, kClusters = kSquares * kSquares, kCount = shared::CLUSTER_MAX_DOTS;
    const float side = float(kSideMm / kSquares);
    PatchDots patch;
    patch.dots.resize(std::size_t(kClusters) * kCount);
    for (std::uint32_t c = 0; c < kClusters; ++c) {
        shared::Cluster cluster{};
        cluster.origin = {float(c % kSquares) * side - float(kSideMm / 2), float(c / kSquares) * side - float(kSideMm / 2), 0};
        cluster.step = {side / 2047, side / 2047, 1e-4F};
        cluster.first = c * kCount;
        cluster.radius = 0.7072F * side;
        shared::set_population(cluster, kCount, 0, 0);
        shared::set_normal(cluster, {0, 0, 1});
        shared::set_shape(cluster, 0.999F, 0);
        for (std::uint32_t slot = 0; slot < kCount; ++slot)
            patch.dots[cluster.first + slot] = {shared::hash_pcg(cluster.first + slot) & 0x3FFFFFU, slot << 8 | 127U << 16 | 128U << 24};
        patch.clusters.push_back(cluster);
        patch.states.push_back(test::all_live(kCount));
    }
    patch.live_mask.assign(std::size_t(kClusters) * 8, 0);
    return patch;
}

// The shares that the nine pixels around it have of a dot of unit mass, by where in the middle one it lies: exact at the
// places of a lattice, linear between them, so that they always add up to the dot.
class Shares {
  public:
    explicit Shares(double radius_px) : at_(std::size_t(kSteps + 1) * (kSteps + 1)) {
        for (int y = 0; y <= kSteps; ++y)
            for (int x = 0; x <= kSteps; ++x) {
                double sum = 0;
                std::array<double, 9>& shares = at_[std::size_t(y * (kSteps + 1) + x)];
                for (int k = 0; k < 9; ++k) {
                    const glm::dvec2 low = glm::dvec2(k % 3 - 1, k / 3 - 1) - glm::dvec2(x, y) / double(kSteps);
                    sum += shares[std::size_t(k)] = test::dot_in_rectangle(radius_px, 0.6, low, low + 1.0);
                }
                for (double& share : shares) share /= sum;
            }
    }
    // Adds `mass` times them around the pixel place to `sums`, which has kWidth columns.
    void add(glm::dvec2 place, double mass, std::vector<double>& sums) const {
        const glm::dvec2 pixel = glm::floor(place), at = (place - pixel) * double(kSteps), cell = glm::floor(at), f = at - cell;
        const auto first = std::size_t(int(cell.y) * (kSteps + 1) + int(cell.x));
        const auto &a = at_[first], &b = at_[first + 1], &c = at_[first + kSteps + 1], &d = at_[first + kSteps + 2];
        for (std::size_t k = 0; k < 9; ++k) {
            const double share = (1 - f.y) * ((1 - f.x) * a[k] + f.x * b[k]) + f.y * ((1 - f.x) * c[k] + f.x * d[k]);
            sums[(std::size_t(pixel.y) + k / 3 - 1) * kWidth + std::size_t(pixel.x) + k % 3 - 1] += mass * share;
        }
    }

  private:
    static constexpr int kSteps = 128;
    std::vector<std::array<double, 9>> at_;
};

struct Exact {
    std::vector<double> pixels;
    double total = 0;
    double largest_cell = 0;  // sum of the dots whose places lie between the same four pixels' middles
};

Exact exact_sums(const PatchDots& patch, const renderer::Frame& frame) {
    const glm::dmat4 view(frame.camera.view);
    const double focal = kHeight * 0.5 / std::tan(frame.camera.vertical_fov / 2), diameter = frame.look.diameter_mm;
    const glm::dvec3 camera(glm::inverse(view)[3]);
    const Shares shares(0.5 * diameter * focal / kDistanceMm);
    std::vector<double> cells(std::size_t(kWidth + 1) * (kHeight + 1), 0.0);
    Exact exact{std::vector<double>(std::size_t(kWidth) * kHeight, 0.0)};
    for (const shared::Cluster& cluster : patch.clusters)
        for (std::uint32_t slot = 0; slot < shared::cluster_count(cluster); ++slot) {
            const glm::dvec3 p(shared::dot_position(patch.dots[cluster.first + slot], cluster));
            const glm::dvec3 eye(view * glm::dvec4(p, 1));
            const glm::dvec2 pixel(kWidth * 0.5 - eye.x * focal / eye.z, kHeight * 0.5 + eye.y * focal / eye.z);
            // Solid angle of a patch with normal +z, on the picture's plane.
            const double mass = kPi / 4 * diameter * diameter * focal * focal * (camera.z - p.z) / -(eye.z * eye.z * eye.z);
            shares.add(pixel, mass, exact.pixels);
            exact.total += mass;
            const glm::dvec2 cell = glm::floor(pixel + 0.5);
            double& sum = cells[std::size_t(cell.y) * (kWidth + 1) + std::size_t(cell.x)];
            exact.largest_cell = std::max(exact.largest_cell, sum += mass);
        }
    return exact;
}

}  // namespace

TEST_CASE("no field of the packed sums spills over with 8 million dots three metres away", "[gpu]") {
    const PatchDots patch = many_dots();
    REQUIRE(patch.dots.size() > 8'000'000);
    std::vector<std::vector<glm::vec4>> wide;
    for (const bool narrow_atomics : {false, true}) {
        renderer::DeviceRequest request = test::test_request();
        request.narrow_atomics = narrow_atomics;
        test::ValidatedRenderer gpu(request);
        PatchScene scene(gpu, patch, float(kSideMm * 1.2));
        std::size_t picture = 0;
        for (const float diameter : {0.5F, 0.05F})
            for (const float degrees : {0.0F, 70.0F}) {
                CAPTURE(narrow_atomics, diameter, degrees);
                renderer::Frame frame = scene.frame(kDistanceMm, kFrameMm);
                frame.look.diameter_mm = diameter;
                frame.camera.view = frame.camera.view * glm::rotate(glm::mat4(1.0F), glm::radians(degrees), glm::vec3(0.8F, 0.6F, 0));
                std::vector<glm::vec4> coverage = gpu.measure(frame, kWidth, kHeight).coverage;
                CHECK(gpu.statistics().dots_drawn == patch.dots.size());
                if (narrow_atomics) {
                    CHECK((coverage == wide[picture++]));  // the sums below hold for both
                    continue;
                }
                const Exact exact = exact_sums(patch, frame);
                double total = 0, largest = 0, worst = 0;
                for (std::size_t i = 0; i < exact.pixels.size(); ++i) {
                    total += double(coverage[i].x);
                    largest = std::max(largest, exact.pixels[i]);
                    worst = std::max(worst, std::abs(double(coverage[i].x) - exact.pixels[i]));
                }
                CHECK(total == Approx(exact.total).epsilon(0.005));
                // A field that spilled over would be wrong by twice what it may hold.
                if (degrees == 0) CHECK(worst < 0.01 * largest);
                // And the bound that the unit of the sums is taken from is one: it leaves the upper half of every field free.
                renderer::SiteBounds bounds = renderer::site_bounds({patch.dots, patch.clusters, 0});
                bounds.live_per_mm2_max = renderer::densest_live(patch.clusters, patch.states);
                const renderer::FrameSetup setup = renderer::set_up_frame(frame, bounds, {}, {}, kWidth, kHeight);
                REQUIRE(setup.splats);
                REQUIRE_FALSE(setup.discs);
                REQUIRE(setup.grid_shift == 0);
                const double fullest = exact.largest_cell / double(setup.uniforms.coverage_unit);
                CHECK(fullest < double(shared::CELL_FIELD_FULL));
                CHECK(fullest > 0.2 * double(shared::CELL_FIELD_FULL));  // nor is it so wide that small dots are lost
                wide.push_back(std::move(coverage));
            }
    }
}
