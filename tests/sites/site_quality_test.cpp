// Blue noise at every density, evenness, clearance: measured on decoded dots by means of their own.
#include <catch2/catch.hpp>

#include "site_surfaces.h"

using namespace site_test;
using stipple::scalp::SitePattern;
using stipple::scalp::SiteRequest;
using stipple::scalp::Sites;

namespace {

struct Spacing {
    double least, mean;  // nearest-neighbour distance over the hexagonal spacing of the same density
};

Spacing spacing(const std::vector<glm::vec3>& sites, double area_cm2) {
    const double ideal = hexagonal(double(sites.size()) / area_cm2);
    Spacing s{1e9, 0};
    for (const double d : nearest(sites, sites)) {
        s.least = std::min(s.least, d / ideal);
        s.mean += d / ideal / double(sites.size());
    }
    return s;
}

// Mean power of a level patch below a quarter of the sampling frequency, white noise being 1: direct sums over sites
// under a Hann window, whose own spectrum spans two steps, so lower frequencies are left out.
double low_band(const std::vector<glm::vec3>& sites, double side) {
    const double pi = 3.14159265358979323846;
    const double highest = 0.25 * std::sqrt(double(sites.size())) / side;
    double weight2 = 0;
    std::vector<double> weight;
    for (const glm::vec3 p : sites) {
        weight.push_back((1 - std::cos(2 * pi * double(p.x) / side)) * (1 - std::cos(2 * pi * double(p.z) / side)));
        weight2 += weight.back() * weight.back();
    }
    double power = 0;
    int count = 0;
    const int most = int(highest * side);
    for (int a = 0; a <= most; ++a)
        for (int b = -most; b <= most; ++b) {
            const double f = std::hypot(a, b);
            if (f < 3 || f > highest * side) continue;
            double re = 0, im = 0;
            for (std::size_t i = 0; i < sites.size(); ++i) {
                const double t = 2 * pi * (a * double(sites[i].x) + b * double(sites[i].z)) / side;
                re += weight[i] * std::cos(t);
                im += weight[i] * std::sin(t);
            }
            power += (re * re + im * im) / weight2;
            ++count;
        }
    return power / count;
}

// Worst error of the count in discs of 4 cm² on the sphere: a ball of chord c cuts pi c² out of it, exactly.
double worst_patch(const std::vector<glm::vec3>& sites, double area_cm2) {
    const double pi = 3.14159265358979323846, chord2 = 400 / pi;
    const double reach = std::acos(1 - area_cm2 * 100 / (2 * pi * sphere_radius * sphere_radius)) -
                         2 * std::asin(std::sqrt(chord2) / 2 / sphere_radius) - 0.02;
    const double wanted = double(sites.size()) / area_cm2 * 4;
    double worst = 0;
    for (int k = 0; k < 100; ++k) {
        // Fibonacci points over the inner cap.
        const double y = 1 - (k + 0.5) / 100 * (1 - std::cos(reach)), turn = 2.399963229728653 * k,
                     s = std::sqrt(1 - y * y);
        const glm::vec3 c(glm::dvec3(s * std::cos(turn), y, s * std::sin(turn)) * sphere_radius);
        double count = 0;
        for (const glm::vec3 p : sites) count += glm::dot(p - c, p - c) < float(chord2) ? 1 : 0;
        worst = std::max(worst, std::abs(count / wanted - 1));
    }
    return worst;
}

}  // namespace

TEST_CASE("every density of the pool is blue noise on a sphere and on a bumpy surface") {
    const double bump = GENERATE(0.0, 0.015);
    SiteRequest request;
    request.dots = 220'000;
    request.follicles_per_cm2 = 0;
    const Sites sites = sample(cap(120, bump, 40), request);
    REQUIRE(sites.dots.dots.size() == request.dots);
    CHECK(sites.follicles.dots.empty());
    if (bump == 0.0) CHECK(sites.dots.area_cm2 == Approx(120).epsilon(0.002));
    for (const double density : {50.0, 100.0, 200.0, 300.0, 450.0, 900.0, sites.dots.pool_per_cm2()}) {
        const std::vector<glm::vec3> dots = prefix(sites.dots, density);
        CAPTURE(bump, density);
        CHECK(double(dots.size()) / sites.dots.area_cm2 == Approx(density).epsilon(0.002));
        const Spacing s = spacing(dots, sites.dots.area_cm2);
        CHECK(s.least >= 0.58);
        CHECK(s.mean >= 0.75);
    }
}

TEST_CASE("dots between follicular units stay blue noise") {
    SiteRequest request;
    request.dots = 180'000;
    const Sites sites = sample(cap(120, 0, 40), request);
    for (const double density : {50.0, 100.0, 200.0, 300.0, 450.0, 900.0}) {
        CAPTURE(density);
        const Spacing dots = spacing(prefix(sites.dots, density), sites.dots.area_cm2);
        CHECK(dots.least >= 0.58);
        CHECK(dots.mean >= 0.75);
    }
}

TEST_CASE("the spectrum is empty below a quarter of the sampling frequency") {
    SiteRequest request;
    request.dots = 72'000;
    request.follicles_per_cm2 = GENERATE(0.0, 300.0);
    const Sites sites = sample(square(60), request);
    for (const double density : {50.0, 100.0, 200.0, 300.0, 450.0, 900.0}) {
        CAPTURE(density, request.follicles_per_cm2);
        CHECK(low_band(prefix(sites.dots, density), 60) <= 0.15);
    }

    // The measure itself: white noise reads 1.
    request.pattern = SitePattern::random;
    request.follicles_per_cm2 = 0;
    CHECK(low_band(prefix(sample(square(60), request).dots, 200), 60) == Approx(1).margin(0.15));
}

TEST_CASE("density is true to area on every 4 cm² patch") {
    SiteRequest request;
    request.dots = 180'000;
    request.follicles_per_cm2 = GENERATE(0.0, 300.0);
    const Sites sites = sample(cap(120, 0, 40), request);
    for (const double density : {100.0, 200.0, 450.0, 900.0, sites.dots.pool_per_cm2()}) {
        const double worst = worst_patch(prefix(sites.dots, density), 120);
        CAPTURE(density, request.follicles_per_cm2);
        CHECK(worst <= (density < 200 ? 0.03 : 0.02));  // a lattice's count is off by 0.56 % (sigma) at 100 per cm²
    }
}

TEST_CASE("dots keep clear of every follicle, in every pattern") {
    SiteRequest request;
    request.dots = 120'000;
    request.clearance_mm = GENERATE(0.25, 0.15);
    request.pattern = GENERATE(SitePattern::blue_noise, SitePattern::grid, SitePattern::random);
    const Sites sites = sample(cap(60, 0.015, 30), request);
    REQUIRE(sites.dots.dots.size() == request.dots);
    const std::vector<double> gaps = nearest(prefix(sites.dots, 1e9), prefix(sites.follicles, 1e9));
    const double least = *std::min_element(gaps.begin(), gaps.end());
    CHECK(least >= request.clearance_mm);
    CHECK(least < request.clearance_mm + 0.03);  // and no clearer than asked for
}

TEST_CASE("the two sides of a thin part do not block each other") {
    SiteSurface sheets = square(50);
    const SiteSurface below = square(50, -0.3F, -1);
    sheets.positions.insert(sheets.positions.end(), below.positions.begin(), below.positions.end());
    sheets.normals.insert(sheets.normals.end(), below.normals.begin(), below.normals.end());
    SiteRequest request;
    request.dots = 50'000;
    request.follicles_per_cm2 = 0;
    const Sites sites = sample(sheets, request);
    for (const double density : {100.0, 400.0}) {
        std::vector<glm::vec3> upper;
        for (const glm::vec3 p : prefix(sites.dots, density))
            if (p.y > -0.15F) upper.push_back(p);
        CAPTURE(density);
        CHECK(double(upper.size()) / 25 == Approx(density).epsilon(0.02));
        const Spacing s = spacing(upper, 25);
        CHECK(s.least >= 0.55);
        CHECK(s.mean >= 0.75);
    }
}

TEST_CASE("random is white noise and grid runs in rows") {
    SiteRequest request;
    request.dots = 60'000;
    request.follicles_per_cm2 = 0;
    request.pattern = SitePattern::random;
    const SiteSurface surface = cap(60, 0, 30);
    // Poisson: the mean nearest distance is half the root of the area a site, 0.465 of the hexagonal spacing.
    CHECK(spacing(prefix(sample(surface, request).dots, 500), 60).mean == Approx(0.4653).epsilon(0.02));

    request.pattern = SitePattern::grid;
    const Sites grid = sample(surface, request);
    CHECK(grid.dots.dots.size() == request.dots);
    CHECK(worst_patch(prefix(grid.dots, 1000), 60) <= 0.02);
    // Around the vertex the projection is near true to scale: coordinates fall on few lines.
    std::vector<glm::vec3> middle;
    for (const glm::vec3 p : prefix(grid.dots, 1e9))
        if (p.x * p.x + p.z * p.z < 25) middle.push_back(p);
    REQUIRE(middle.size() > 300);
    std::vector<float> x;
    for (const glm::vec3 p : middle) x.push_back(p.x);
    std::sort(x.begin(), x.end());
    int lines = 1;
    for (std::size_t i = 1; i < x.size(); ++i) lines += x[i] - x[i - 1] > 0.02F ? 1 : 0;
    CHECK(lines < 80);
}
