// The reference itself against closed forms, against counting random points, and against published figures.
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "reference.h"

using namespace stipple;
using test::DotPattern;
using test::Overlaps;
using test::PixelGrid;

namespace {

constexpr double kPi = 3.14159265358979323846;

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

// Halton's sequence: points of known discrepancy, no generator shared with the patterns.
double halton(unsigned index, unsigned base) {
    double value = 0, digit = 1.0 / base;
    for (; index > 0; index /= base, digit /= base) value += digit * (index % base);
    return value;
}

DotPattern pattern_of(double coverage, double edge, double absorptance) {
    DotPattern dots;
    dots.period_mm = 12;
    dots.edge = edge;
    dots.absorptance = absorptance;
    dots.places = test::blue_noise_places(900, dots.period_mm, 1);
    // Mass of a soft disc is 1 + edge^2 / 5 of the sharp one's; the peak makes up for it.
    dots.peak = 1 / (1 + edge * edge / 5);
    dots.radius_mm = std::sqrt(coverage * dots.period_mm * dots.period_mm / double(dots.places.size()) / kPi);
    return dots;
}

}  // namespace

TEST_CASE("area of a disc in a rectangle: closed forms") {
    CHECK(test::disc_in_rectangle(2, {-3, -3}, {3, 3}) == Approx(4 * kPi));
    CHECK(test::disc_in_rectangle(2, {0, -3}, {3, 3}) == Approx(2 * kPi));
    CHECK(test::disc_in_rectangle(2, {0, 0}, {3, 3}) == Approx(kPi));
    CHECK(test::disc_in_rectangle(2, {-0.5, -0.5}, {0.5, 0.5}) == Approx(1));
    // A segment beyond half the radius: r^2 (acos(1/2) - sqrt(3)/4).
    CHECK(test::disc_in_rectangle(2, {1, -3}, {3, 3}) == Approx(4 * (kPi / 3 - std::sqrt(3.0) / 4)));
    CHECK(test::disc_in_rectangle(2, {1.5, 1.5}, {3, 3}) == Approx(0).margin(1e-12));
    // Squares of a grid make up the whole, wherever the grid lies.
    double sum = 0;
    for (int y = -4; y < 4; ++y)
        for (int x = -4; x < 4; ++x)
            sum += test::disc_in_rectangle(1.7, glm::dvec2(x + 0.3, y + 0.61), glm::dvec2(x + 1.3, y + 1.61));
    CHECK(sum == Approx(1.7 * 1.7 * kPi).epsilon(1e-12));
}

TEST_CASE("area of a disc and of a soft dot in a rectangle: counted points") {
    const glm::dvec2 low(-0.35, 0.10), high(0.85, 0.95);
    double sharp = 0, soft = 0;
    const unsigned points = 400000;
    for (unsigned i = 1; i <= points; ++i) {
        const double distance = glm::length(low + (high - low) * glm::dvec2(halton(i, 2), halton(i, 3)));
        sharp += distance <= 0.8 ? 1 : 0;
        soft += test::dot_share(0.6, 0.6, distance);
    }
    const double area = (high.x - low.x) * (high.y - low.y) / points;
    CHECK(test::disc_in_rectangle(0.8, low, high) == Approx(sharp * area).epsilon(1e-4));
    CHECK(test::dot_in_rectangle(0.6, 0.6, low, high) == Approx(soft * area).epsilon(1e-4));
}

TEST_CASE("a soft dot has half its peak at its radius and the mass of its mixture") {
    CHECK(test::dot_share(0.11, 0.6, 0) == 1);
    CHECK(test::dot_share(0.11, 0.6, 0.11) == Approx(0.5));
    CHECK(test::dot_share(0.11, 0.6, 0.11 * 1.6) == 0);
    // Mean of r^2 over the mixture: r0^2 (1 + edge^2 / 5).
    CHECK(test::dot_in_rectangle(0.11, 0.6, {-1, -1}, {1, 1}) == Approx(kPi * 0.11 * 0.11 * 1.072).epsilon(1e-12));
}

TEST_CASE("a grid of pixels holds every dot's whole area, near and far, and each pixel its share") {
    DotPattern dots = pattern_of(0.2, 0.6, 0.85);
    for (const int side : {6, 31, 240}) {
        const PixelGrid grid{side, side, dots.period_mm / side, {0.3, 11.7}};
        CHECK(mean(test::summed_coverage(dots, grid)) == Approx(dots.coverage()).epsilon(1e-9));
    }
    CHECK(dots.coverage() == Approx(0.2).epsilon(1e-9));
    // One pixel, counted.
    const PixelGrid grid{9, 7, 0.17, {2, 9}};
    const std::vector<double> sums = test::summed_coverage(dots, grid);
    for (const int i : {0, 17, 40, 62}) {
        const int x = i % 9, y = i / 9;
        double counted = 0;
        for (unsigned k = 1; k <= 4000; ++k) {
            const glm::dvec2 p(2 + 0.17 * (x + halton(k, 2)), 9 - 0.17 * (y + halton(k, 3)));
            for (const glm::dvec2& place : dots.places)
                counted += dots.peak * test::dot_share(dots.radius_mm, 0.6, glm::length(p - place));
        }
        CHECK(sums[std::size_t(i)] == Approx(counted / 4000).margin(2e-3));
    }
}

TEST_CASE("blue noise of sharp discs lets through what was published") {
    // House plan, coverage 14, 25, 40 and 59 % of T = 0.15: .881, .788, .660 and .501 measured on blue noise.
    struct Case {
        double coverage, t;
    };
    for (const Case c : {Case{0.14, 0.881}, Case{0.25, 0.788}, Case{0.40, 0.660}, Case{0.59, 0.501}}) {
        CAPTURE(c.coverage);
        const DotPattern dots = pattern_of(c.coverage, 0, 0.85);
        const Overlaps overlaps(dots, 80);
        CHECK(1 - 0.85 * c.coverage + overlaps.mean() == Approx(c.t).margin(0.001));
    }
}

TEST_CASE("dots thrown at random let through exp(-absorptance), and so many that chance evens out") {
    DotPattern dots = pattern_of(0.59, 0.6, 0.85);
    double sum = 0;
    for (unsigned seed = 1; seed <= 8; ++seed) {
        dots.places = test::random_places(900, dots.period_mm, seed);
        sum += 1 - 0.85 * 0.59 + Overlaps(dots, 40).mean();
    }
    CHECK(sum / 8 == Approx(std::exp(-0.85 * 0.59)).margin(0.004));
}

TEST_CASE("overlap of two dots is that of two dots, and pixels anywhere sum to the whole") {
    DotPattern dots = pattern_of(0.59, 0, 1);
    dots.period_mm = 4;
    dots.radius_mm = 0.5;
    dots.peak = 1;
    dots.places = {{3.9, 1.0}, {0.3, 1.2}};  // over the edge of the tile
    const double apart = std::hypot(0.4, 0.2);
    const double lens = 2 * 0.25 * std::acos(apart) - apart * std::sqrt(0.25 - apart * apart / 4);
    const Overlaps overlaps(dots, 100);
    CHECK(overlaps.mean() * 16 == Approx(lens).epsilon(0.003));
    CHECK(overlaps.mean({-1.13, 0.4}, {2.87, 4.4}) == Approx(overlaps.mean()).epsilon(1e-9));
    const PixelGrid grid{13, 13, 4.0 / 13, {-0.77, 4.2}};
    CHECK(mean(test::transmittance(dots, overlaps, grid)) ==
          Approx(1 - dots.coverage() + overlaps.mean()).epsilon(1e-9));
}

TEST_CASE("diffusion keeps light: even skin stays even, and a far patch reflects t squared") {
    const PixelGrid even{40, 40, 0.1, {0, 4}};
    for (const double r : test::reflectance(std::vector<double>(1600, 0.7), even, 0.45)) CHECK(r == Approx(0.49));
    // One dark pixel: what its neighbours lose is the Gaussian's share.
    std::vector<double> t(1600, 1.0);
    t[20 * 40 + 20] = 0;
    const std::vector<double> r = test::reflectance(t, even, 0.45);
    CHECK(r[20 * 40 + 24] == Approx(1 - 0.01 / (2 * kPi * 0.2025) * std::exp(-0.16 / 0.405)).epsilon(1e-4));
    CHECK(r[20 * 40 + 20] == 0);
}

TEST_CASE("blue noise keeps its distance, the lattice closes on its tile") {
    const std::vector<glm::dvec2> blue = test::blue_noise_places(900, 12, 1),
                                  hexagonal = test::hexagonal_places(900, 12);
    const double ideal = std::sqrt(2 / std::sqrt(3.0) * 144 / 900);
    const auto nearest = [](const std::vector<glm::dvec2>& places) {
        double least = 1e9;
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                glm::dvec2 d = glm::abs(places[i] - places[j]);
                d = glm::min(d, 12.0 - d);
                least = std::min(least, glm::length(d));
            }
        return least;
    };
    CHECK(nearest(blue) > 0.72 * ideal);
    CHECK(nearest(hexagonal) > 0.95 * ideal);
    CHECK(double(hexagonal.size()) == Approx(900).epsilon(0.05));
}
