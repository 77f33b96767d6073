// Pictures of flat patches against the reference, from macro view to three metres.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "gpu_test.h"
#include "pattern_scene.h"

using namespace stipple;
using test::DotPattern;
using test::Overlaps;
using test::PatternScene;
using test::PixelGrid;

namespace {

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

// Tile with about `least` dots and at least 4 mm wide, so that its mean is the pattern's.
DotPattern blue_noise(double per_cm2, double diameter_mm, double transmittance, double strength = 1) {
    const double period = std::max(4.0, std::sqrt(400 / (per_cm2 / 100)));
    const auto count = std::size_t(std::lround(per_cm2 / 100 * period * period));
    return test::program_dots(test::blue_noise_places(count, period, 1), period, diameter_mm, transmittance, strength);
}

// Raster fine enough for the overlaps of small dots too, never below 64 points a mm.
Overlaps overlaps_of(const DotPattern& dots) { return {dots, std::max(64.0, 4 / dots.radius_mm)}; }

// What is `margin` pixels inside a square picture of `side`, one colour.
std::vector<double> inner(const std::vector<glm::vec4>& pixels, int side, int margin, int colour) {
    std::vector<double> result;
    for (int y = margin; y < side - margin; ++y)
        for (int x = margin; x < side - margin; ++x) result.push_back(pixels[std::size_t(y * side + x)][colour]);
    return result;
}

// Macro view (0.02 mm a pixel) to a head at three metres (1.2), about 1.4 times further each step.
constexpr double kPitches[] = {0.02, 0.028, 0.04, 0.055, 0.08, 0.11, 0.15, 0.21, 0.30, 0.42, 0.6, 0.85, 1.2};

}  // namespace

TEST_CASE("a patch's mean reflectance is the reference's from macro view to three metres", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    for (const double diameter : {0.08, 0.13, 0.25, 0.50})
        for (const double per_cm2 : {100.0, 300.0, 900.0}) {
            const int middle = 64;
            const double widest = (middle + 2) * 1.2 + 9;
            PatternScene patch(gpu, blue_noise(per_cm2, diameter, 0.15), diameter, widest);
            const Overlaps overlaps = overlaps_of(patch.dots);
            const double allowed = patch.dots.coverage() <= 0.60 ? 0.01 : 0.02;
            for (const double pitch : kPitches) {
                // Three sigma of the widest diffusion all around, so that only the picture's middle is compared.
                const double reach = patch.scene.base.skin.scatter_mm.r;
                const int margin = int(std::ceil(3 * reach / pitch)), side = middle + 2 * margin;
                const renderer::Measured m =
                    gpu.measure(patch.frame(side, pitch), std::uint32_t(side), std::uint32_t(side));
                const PixelGrid grid = patch.grid(side, pitch);
                const std::vector<double> t = test::transmittance(patch.dots, overlaps, grid);
                for (int colour = 0; colour < 3; ++colour) {
                    CAPTURE(diameter, per_cm2, pitch, colour);
                    const double expected =
                        mean(test::reflectance(t, grid, patch.scene.base.skin.scatter_mm[colour], margin));
                    CHECK(mean(inner(m.reflectance, side, margin, colour)) ==
                          Approx(expected).margin(allowed).epsilon(0));
                }
            }
        }
}

TEST_CASE("dots thrown at random are as dark as blue noise singly, and let through what the product over all of them does", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    for (const double diameter : {0.13, 0.22, 0.40})
        for (const double per_cm2 : {100.0, 280.0, 600.0}) {
            const int side = 256;
            const double period = std::max(6.0, std::sqrt(400 / (per_cm2 / 100)));
            const auto count = std::size_t(std::lround(per_cm2 / 100 * period * period));
            PatternScene patch(gpu, test::program_dots(test::random_places(count, period, 3), period, diameter, 0.15), diameter, side * 0.6 + 2);
            const Overlaps overlaps = overlaps_of(patch.dots);
            // The law that holds for all of them together.
            const double all = std::exp(-patch.dots.coverage() * patch.dots.absorptance);
            CHECK(1 - patch.dots.coverage() * patch.dots.absorptance + overlaps.mean() == Approx(all).margin(0.01));
            for (const double pitch : {0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6}) {
                renderer::Frame frame = patch.frame(side, pitch);
                frame.look.random_pattern = 1;
                frame.skin.scatter_mm = glm::vec4(0);  // then the reflectance is the transmittance squared
                const renderer::Measured m = gpu.measure(frame, side, side, 2);
                const std::vector<double> expected = test::transmittance(patch.dots, overlaps, patch.grid(side, pitch));
                double mean_off = 0, error = 0, darkest = 1, darkest_expected = 1;
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    const double t = std::sqrt(double(m.reflectance[i].g));
                    mean_off += (t - expected[i]) / double(expected.size());
                    error += std::abs(t - expected[i]) / double(expected.size());
                    darkest = std::min(darkest, t);
                    darkest_expected = std::min(darkest_expected, expected[i]);
                }
                CAPTURE(diameter, per_cm2, pitch, diameter / pitch, patch.dots.coverage());
                CHECK(std::abs(mean_off) <= (patch.dots.coverage() < 0.4 ? 0.005 : 0.01));
                CHECK(error <= 0.013);
                if (diameter / pitch > 6) CHECK(darkest == Approx(darkest_expected).margin(0.03));
            }
        }
}

TEST_CASE("dots of less than a pixel give every pixel its share of their area", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    // Diameters of 0.1 to 0.77 pixels, whatever the distance.
    const int side = 96;
    for (const double diameter : {0.08, 0.22, 0.50})
        for (const double pixels : {0.10, 0.25, 0.45, 0.77}) {
            const double pitch = diameter / pixels;
            PatternScene patch(gpu, blue_noise(250, diameter, 0.15), diameter, side * pitch + 2);
            renderer::Frame frame = patch.frame(side, pitch);
            const PixelGrid grid = patch.grid(side, pitch);
            const std::vector<double> expected = test::summed_coverage(patch.dots, grid);
            const renderer::Measured m = gpu.measure(frame, side, side);
            double error = 0, sum = 0, sum_expected = 0;
            for (std::size_t i = 0; i < expected.size(); ++i) {
                error += std::abs(expected[i] - m.coverage[i].x);
                sum += m.coverage[i].x;
                sum_expected += expected[i];
            }
            CAPTURE(diameter, pixels);
            CHECK(sum == Approx(sum_expected).epsilon(0.003));
            // 1.4 % of each dot by the shape, a little by the packed units.
            CHECK(error / sum_expected < 0.02);
        }
}

TEST_CASE("at rest every pixel's transmittance is the reference's", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const int side = 96;
    for (const double diameter : {0.08, 0.13, 0.25, 0.50})
        for (const double per_cm2 : {100.0, 300.0, 900.0}) {
            PatternScene patch(gpu, blue_noise(per_cm2, diameter, 0.15), diameter, side * 1.2 + 2);
            const Overlaps overlaps = overlaps_of(patch.dots);
            for (const double pitch : kPitches) {
                renderer::Frame frame = patch.frame(side, pitch);
                frame.skin.scatter_mm = glm::vec4(0);  // then the reflectance is the transmittance squared
                const renderer::Measured m = gpu.measure(frame, side, side, 2);
                const std::vector<double> expected = test::transmittance(patch.dots, overlaps, patch.grid(side, pitch));
                double error = 0, worst_block = 0;
                for (int by = 0; by < side; by += 16)
                    for (int bx = 0; bx < side; bx += 16) {
                        double block = 0;
                        for (int i = 0; i < 256; ++i) {
                            const auto at = std::size_t((by + i / 16) * side + bx + i % 16);
                            const double off = std::sqrt(double(m.reflectance[at].g)) - expected[at];
                            error += std::abs(off);
                            block += off / 256;
                        }
                        worst_block = std::max(worst_block, std::abs(block));
                    }
                CAPTURE(diameter, per_cm2, pitch, diameter / pitch, patch.dots.coverage());
                CHECK(error / (side * side) <= 0.005);
                CHECK(worst_block <= 0.02);
            }
        }
}

TEST_CASE("packed sums hold what a head can gather at three metres", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const int side = 64;
    const double pitch = 1.2;
    struct Extreme {
        double per_cm2, diameter_mm;
    };
    // 8 million dots of 0.5 mm on 900 cm2; then dots of a thousandth of a pixel, one a pixel and fewer.
    for (const Extreme e : {Extreme{8900, 0.5}, Extreme{300, 0.05}, Extreme{60, 0.05}})
        for (const bool random : {false, true}) {
            CAPTURE(e.per_cm2, e.diameter_mm, random);
            const double period = e.per_cm2 > 1000 ? 6 : 20;
            const auto count = std::size_t(std::lround(e.per_cm2 / 100 * period * period));
            PatternScene patch(gpu,
                               test::program_dots(random ? test::random_places(count, period, 7)
                                                         : test::blue_noise_places(count, period, 7),
                                                  period, e.diameter_mm, 0.15),
                               e.diameter_mm, side * pitch + 8);
            for (const renderer::DotPath path : {renderer::DotPath::automatic, renderer::DotPath::moments}) {
                renderer::Frame frame = patch.frame(side, pitch);
                frame.path = path;
                const renderer::Measured m = gpu.measure(frame, side, side);
                const std::vector<double> expected = test::summed_coverage(patch.dots, patch.grid(side, pitch));
                double sum = 0, sum_expected = 0, largest = 0, worst = 0;
                for (std::size_t i = 0; i < expected.size(); ++i) {
                    sum += m.coverage[i].x;
                    sum_expected += expected[i];
                    largest = std::max(largest, expected[i]);
                    worst = std::max(worst, std::abs(expected[i] - m.coverage[i].x));
                }
                CHECK(sum == Approx(sum_expected).epsilon(0.005));
                // A field that spilled over would be wrong by far more than its own sum.
                CHECK(worst < 0.05 * largest);
            }
        }
}
