// Statistics of the sites of whole heads, with follicles: the built-in head, and scans where there are some.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <random>

#include "assets/bust/bust.h"
#include "scalp/sites/site_surface.h"
#include "site_surfaces.h"

using namespace site_test;
using namespace stipple::scalp;

namespace {

constexpr double pi = 3.14159265358979323846;

double area(glm::dvec3 a, glm::dvec3 b, glm::dvec3 c) { return 0.5 * glm::length(glm::cross(b - a, c - a)); }

// Area of the part of a triangle within a ball, by halving its edges down to 0.04 mm.
double area_in_ball(glm::dvec3 a, glm::dvec3 b, glm::dvec3 c, glm::dvec3 center, double radius) {
    const glm::dvec3 m = (a + b + c) / 3.0;
    const double reach = std::max({glm::distance(m, a), glm::distance(m, b), glm::distance(m, c)});
    const double d = glm::distance(m, center);
    if (d >= radius + reach) return 0;
    if (d + reach <= radius) return area(a, b, c);
    if (reach < 0.04) return d < radius ? area(a, b, c) : 0;
    const glm::dvec3 ab = 0.5 * (a + b), bc = 0.5 * (b + c), ca = 0.5 * (c + a);
    return area_in_ball(a, ab, ca, center, radius) + area_in_ball(ab, b, bc, center, radius) +
           area_in_ball(ca, bc, c, center, radius) + area_in_ball(ab, bc, ca, center, radius);
}

struct Patch {
    glm::vec3 center, normal;
};

// A point of the surface, every one as likely by area, and the normal there.
std::vector<Patch> places(const SiteSurface& surface, std::size_t count, unsigned seed) {
    std::vector<double> upto;
    double whole = 0;
    for (std::size_t i = 0; i < surface.positions.size(); i += 3)
        upto.push_back(whole += area(surface.positions[i], surface.positions[i + 1], surface.positions[i + 2]));
    std::mt19937_64 random(seed);
    std::vector<Patch> out;
    while (out.size() < count) {
        const double at = double(random() >> 11) / 9007199254740992.0 * whole;
        const std::size_t t = std::size_t(std::lower_bound(upto.begin(), upto.end(), at) - upto.begin()) * 3;
        const glm::vec3* p = &surface.positions[t];
        out.push_back({(p[0] + p[1] + p[2]) / 3.0F, glm::normalize(glm::cross(p[1] - p[0], p[2] - p[0]))});
    }
    return out;
}

// Mean power below a quarter of the sampling frequency, white noise being 1: direct sums over the sites of discs laid
// flat on their tangent plane, under a radial Hann window. Frequencies its own spectrum reaches are left out.
double low_band(const std::vector<glm::vec3>& sites, const SiteSurface& surface, double per_cm2) {
    const double sampling = std::sqrt(per_cm2) / 10, radius = std::clamp(12 / sampling, 7.0, 14.0);
    double power = 0;
    int count = 0, used = 0;
    for (const Patch& patch : places(surface, 60, 3)) {
        if (used == 4) break;
        const glm::vec3 across = std::abs(patch.normal.x) < 0.7F ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
        const glm::vec3 e1 = glm::normalize(glm::cross(patch.normal, across)), e2 = glm::cross(patch.normal, e1);
        std::vector<glm::dvec2> at;
        std::vector<double> weight;
        double weight2 = 0;
        for (const glm::vec3 site : sites) {
            const glm::vec3 from = site - patch.center;
            const glm::dvec2 q(glm::dot(from, e1), glm::dot(from, e2));
            const double r = glm::length(q);
            if (r >= radius || std::abs(glm::dot(from, patch.normal)) > 4) continue;
            at.push_back(q);
            weight.push_back(1 + std::cos(pi * r / radius));
            weight2 += weight.back() * weight.back();
        }
        // Discs that reach over a border or a fold hold other counts.
        if (std::abs(double(at.size()) / (pi * radius * radius * per_cm2 / 100) - 1) > 0.06) continue;
        ++used;
        const double highest = sampling / 4, lowest = 1.9 / radius, step = std::max(0.5 / radius, highest / 12);
        for (double x = 0; x <= highest; x += step)
            for (double y = -highest; y <= highest; y += step) {
                const double f = std::hypot(x, y);
                if (f < lowest || f > highest) continue;
                double re = 0, im = 0;
                for (std::size_t i = 0; i < at.size(); ++i) {
                    const double t = 2 * pi * (x * at[i].x + y * at[i].y);
                    re += weight[i] * std::cos(t);
                    im += weight[i] * std::sin(t);
                }
                power += (re * re + im * im) / weight2;
                ++count;
            }
    }
    REQUIRE(used >= 2);
    REQUIRE(count > 30);
    return power / count;
}

// A smooth window that weighs 4 cm² of a plane: a raised cosine of the distance, which is 0 from `widest` on. A disc counts
// the sites along its border in or out, so that even a lattice's number jumps; under this window a lattice's holds.
const double widest = std::sqrt(400 / (pi * (0.5 - 2 / (pi * pi))));
double window(double away) { return away < widest ? 0.5 + 0.5 * std::cos(pi * away / widest) : 0; }

// The window's integral over a triangle, by halving its edges down to 1.5 mm.
double window_over(glm::dvec3 a, glm::dvec3 b, glm::dvec3 c, glm::dvec3 center) {
    const glm::dvec3 m = (a + b + c) / 3.0, ab = 0.5 * (a + b), bc = 0.5 * (b + c), ca = 0.5 * (c + a);
    const double reach = std::max({glm::distance(m, a), glm::distance(m, b), glm::distance(m, c)});
    if (glm::distance(m, center) >= widest + reach) return 0;
    const auto at = [&](glm::dvec3 p) { return window(glm::distance(p, center)); };
    if (reach < 1.5) return area(a, b, c) * (at(ab) + at(bc) + at(ca)) / 3;  // exact for quadratics
    return window_over(a, ab, ca, center) + window_over(ab, b, bc, center) + window_over(ca, bc, c, center) +
           window_over(ab, bc, ca, center);
}

// Errors of the density, sorted: in balls that cut about 4 cm² out of the surface, over the area they do cut out; and
// under the smooth window, over its integral.
struct PatchErrors {
    std::vector<double> disc, smooth;
};
PatchErrors patch_errors(const std::vector<glm::vec3>& sites, const SiteSurface& surface, double per_cm2) {
    const double radius = std::sqrt(400 / pi);
    PatchErrors errors;
    for (const Patch& patch : places(surface, 60, 7)) {
        double mm2 = 0, weight = 0;
        for (std::size_t i = 0; i < surface.positions.size(); i += 3) {
            const glm::dvec3 a(surface.positions[i]), b(surface.positions[i + 1]), c(surface.positions[i + 2]);
            mm2 += area_in_ball(a, b, c, patch.center, radius);
            weight += window_over(a, b, c, patch.center);
        }
        double count = 0, weighed = 0;
        for (const glm::vec3 p : sites) {
            const double away = glm::distance(glm::dvec3(p), glm::dvec3(patch.center));
            count += away < radius ? 1 : 0;
            weighed += window(away);
        }
        // What is left out lies over a border or is folded.
        if (mm2 >= 390 && mm2 <= 420) errors.disc.push_back(std::abs(count / (per_cm2 * mm2 / 100) - 1));
        if (weight >= 390 && weight <= 420) errors.smooth.push_back(std::abs(weighed / (per_cm2 * weight / 100) - 1));
    }
    REQUIRE(errors.disc.size() > 15);
    REQUIRE(errors.smooth.size() > 10);
    std::sort(errors.disc.begin(), errors.disc.end());
    std::sort(errors.smooth.begin(), errors.smooth.end());
    return errors;
}

// The worst of the same errors for a perfect hexagonal lattice in a plane, over 60 places: the measures' own.
PatchErrors lattice_errors(double per_cm2) {
    const double step = hexagonal(per_cm2), rows = step * std::sqrt(3.0) / 2, radius = std::sqrt(400 / pi);
    std::mt19937_64 random(11);
    const auto share = [&] { return double(random() >> 11) / 9007199254740992.0; };
    PatchErrors errors;
    for (int k = 0; k < 60; ++k) {
        const double x0 = share() * step, y0 = share() * 2 * rows;
        double count = 0, weighed = 0;
        for (int j = -int(25 / rows); j <= int(25 / rows); ++j)
            for (int i = -int(25 / step); i <= int(25 / step); ++i) {
                const double away = std::hypot(x0 + step * (i + 0.5 * (j & 1)), y0 + rows * j);
                count += away < radius ? 1 : 0;
                weighed += window(away);
            }
        errors.disc.push_back(std::abs(count / (per_cm2 * 4) - 1));
        errors.smooth.push_back(std::abs(weighed / (per_cm2 * 4) - 1));
    }
    std::sort(errors.disc.begin(), errors.disc.end());
    std::sort(errors.smooth.begin(), errors.smooth.end());
    return errors;
}

struct Spacing {
    double least, mean;  // nearest-neighbour distances of all sites over the hexagonal spacing of the same density
};
Spacing spacing(const std::vector<glm::vec3>& sites, double per_cm2) {
    Spacing s{1e9, 0};
    for (const double gap : nearest(sites, sites)) {
        s.least = std::min(s.least, gap / hexagonal(per_cm2));
        s.mean += gap / hexagonal(per_cm2) / double(sites.size());
    }
    return s;
}

// Share of the surface outside the clearance: of points spread evenly over it.
double free_share(const SiteSurface& surface, const std::vector<glm::vec3>& follicles, double clearance) {
    SiteRequest request;
    request.dots = 200'000;
    request.follicles_per_cm2 = 0;
    request.pattern = SitePattern::random;
    double free = 0;
    const std::vector<glm::vec3> points = prefix(sample(surface, request).dots, 1e9);
    for (const double gap : nearest(points, follicles)) free += gap >= clearance ? 1 : 0;
    return free / double(points.size());
}

void check_head(const SiteSurface& surface, const std::string& name, double pool_per_cm2,
                const std::vector<double>& densities) {
    double mm2 = 0;
    for (std::size_t i = 0; i < surface.positions.size(); i += 3)
        mm2 += area(surface.positions[i], surface.positions[i + 1], surface.positions[i + 2]);
    SiteRequest request;
    request.dots = std::uint32_t(mm2 / 100 * pool_per_cm2);
    const Sites sites = sample(surface, request);
    const std::vector<glm::vec3> follicles = prefix(sites.follicles, 1e9);
    const double free = free_share(surface, follicles, request.clearance_mm);
    std::cout << name << ": " << mm2 / 100 << " cm2, " << free << " of it free of follicles\n";

    const std::vector<double> gaps = nearest(prefix(sites.dots, 1e9), follicles);
    CHECK(*std::min_element(gaps.begin(), gaps.end()) >= request.clearance_mm);
    for (const double density : {50.0, 99.9}) {  // one of each unit
        const Spacing s = spacing(prefix(sites.follicles, density), density);
        CAPTURE(name, density);
        CHECK(s.least >= 0.58);
        CHECK(s.mean >= 0.75);
    }
    for (const double density : densities) {
        const std::vector<glm::vec3> dots = prefix(sites.dots, density);
        const Spacing s = spacing(dots, density);
        const double power = low_band(dots, surface, density);
        const PatchErrors errors = patch_errors(dots, surface, density), own = lattice_errors(density);
        const double worst = errors.disc.back(), most = errors.disc[errors.disc.size() * 95 / 100];
        std::cout << "  " << density << " per cm2: least " << s.least << ", mean " << s.mean << ", low band " << power
                  << ", 4 cm2 patches worst " << 100 * worst << " % (a lattice " << 100 * own.disc.back()
                  << ") 95th percentile " << 100 * most << " %, under a smooth window worst "
                  << 100 * errors.smooth.back() << " % (a lattice " << 100 * own.smooth.back() << ") of "
                  << errors.smooth.size() << "\n";
        CHECK(own.smooth.back() < 0.0005);
        CHECK(errors.smooth.back() <= 0.02);
        CAPTURE(name, density, free);
        if (density <= 900) {
            CHECK(s.least >= 0.58);
            CHECK(s.mean >= 0.75);
            CHECK(power <= 0.15);
        } else {
            // At 3000 per cm², 0.2 mm apart, 0.19 is lost: the least and mean of free skin, 0.58 and 0.78, become 0.52
            // and 0.70. Corridors narrower than a spacing hold still fewer. Units stand a millimetre apart, within the
            // low band of so many dots.
            CHECK(s.least >= 0.36);
            CHECK(s.mean >= 0.67);
        }
        // A disc of 4 cm² holds a whole number of dots. Even of a perfect hexagonal lattice that number deviates by
        // sqrt(0.45 sqrt(n / pi)) (Torquato and Stillinger 2003: 0.508 sqrt(phi) R / D): 0.95 % at 50 per cm², 0.56 %
        // at 100, so 2 % in every disc is out of reach there. Asked for is 2 %, or a multiple of the lattice's
        // deviation.
        const double n = 4 * density, lattice = std::sqrt(0.45 * std::sqrt(n / pi)) / n;
        CHECK(most <= std::max(0.02, 3.2 * lattice));
        CHECK(worst <= std::max(0.02, 6 * lattice));
    }
}

SiteSurface of_file(const std::filesystem::path& file) {
    const Head head = load_head(file);
    REQUIRE(head.frame.confidence > 0);
    return drawable_surface(head, make_chart(head));  // where a design can put dots: no ears
}

SiteSurface built_in() {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "stipple-sites-bust.glb";
    stipple::bust::write_bust(stipple::bust::make_bust({}, stipple::bust::BustDetail::preview), file);
    SiteSurface surface = of_file(file);
    std::filesystem::remove(file);
    return surface;
}

}  // namespace

TEST_CASE("the built-in head's sites are blue noise between its follicles") {
    check_head(built_in(), "built-in head", 950, {50, 100, 200, 300, 450, 900});
}

TEST_CASE("the built-in head's whole pool is blue noise between its follicles", "[.pool]") {
    check_head(built_in(), "built-in head", 2450, {450, 900, 2000, 2450});
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("the sites of scans are blue noise between their follicles", "[.scans]") {
    const std::string name = GENERATE("lee_perry_smith", "ict_facekit_neutral", "phone_scan_degraded");
    check_head(of_file(std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / (name + ".glb")), name, 950,
               {50, 100, 200, 300, 450, 900});
}

TEST_CASE("the sites of a scan are blue noise between its follicles") {
    check_head(of_file(std::filesystem::path(STIPPLE_TEST_DATA) / "heads/lee_perry_smith.glb"), "lee_perry_smith", 500,
               {100, 450});
}
#endif

TEST_CASE("dots beside a hairline are blue noise") {
    // A band 6 mm wide beside a wavy cut: dots on one side of it only.
    SiteRequest request;
    request.dots = 60'000;
    request.follicles_per_cm2 = 0;
    const Sites sites = sample(square(60), request);
    for (const double density : {50.0, 200.0, 450.0}) {
        std::vector<glm::vec3> inside, band;
        const auto behind = [](glm::vec3 p) { return double(p.z) - 30 - 4 * std::sin(double(p.x) / 5); };
        for (const glm::vec3 p : prefix(sites.dots, density)) {
            if (behind(p) < 0) continue;
            inside.push_back(p);
            if (behind(p) < 6) band.push_back(p);
        }
        const double ideal = hexagonal(density);
        double mean = 0, least = 1e9;
        const std::vector<double> gaps = nearest(inside, inside);
        std::size_t i = 0, n = 0;
        for (const glm::vec3 p : inside) {
            const double gap = gaps[i++] / ideal;
            if (behind(p) >= 6) continue;
            mean += gap, ++n;
            least = std::min(least, gap);
        }
        CAPTURE(density);
        CHECK(least >= 0.58);
        CHECK(mean / double(n) >= 0.75);
        // Along the line: the count in every sixth of the band is right to within the dots along its border.
        for (int part = 0; part < 6; ++part) {
            double count = 0;
            for (const glm::vec3 p : band) count += int(p.x / 10) == part ? 1 : 0;
            const double wanted = density * 0.6;
            CHECK(std::abs(count - wanted) <= std::max(4.0, 1.2 * std::sqrt(wanted)));
        }
    }
}
