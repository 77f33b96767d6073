// How far the built-in head, sized alike, lies from two heads it was not made from. The figures are printed.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <random>

#include "assets/bust/bust.h"
#include "assets/bust/bust_data.h"
#include "bust/reference_head.h"

using namespace stipple;

namespace {

struct Sample {
    glm::dvec3 p;
    bool face;
};

// Even samples of cranium (above brow and ears, and the occiput) and face (brow to chin, before the ears), without
// ears, neck and shoulders; head axes of the built-in head.
std::vector<Sample> samples(const bust::BustPart& skin, std::size_t count) {
    std::vector<double> sums;
    double sum = 0;
    const auto at = [&](std::size_t i) { return glm::dvec3(skin.positions[skin.indices[i]]); };
    for (std::size_t t = 0; t < skin.indices.size(); t += 3)
        sums.push_back(sum += glm::length(glm::cross(at(t + 1) - at(t), at(t + 2) - at(t))));
    std::mt19937 random(11);
    std::uniform_real_distribution<double> u(0, 1);
    std::vector<Sample> out;
    while (out.size() < count) {
        const auto t = 3 * std::size_t(std::lower_bound(sums.begin(), sums.end() - 1, u(random) * sum) - sums.begin());
        double a = u(random), b = u(random);
        if (a + b > 1) a = 1 - a, b = 1 - b;
        const glm::dvec3 p = at(t) + a * (at(t + 1) - at(t)) + b * (at(t + 2) - at(t));
        const bool ear = std::fabs(p.x) > 70 && p.y < 37 && p.y > -36 && p.z < 22 && p.z > -46;
        const bool cranium = p.y > 40 || (p.y > 25 && p.z < 10) || (p.z < -55 && p.y > -11);
        const bool face = p.z > 5 && p.y > -98 && p.y <= 40;
        if (!ear && (cranium || face)) out.push_back({p, !cranium});
    }
    return out;
}

struct Spread {
    double mean = 0, most = 0, worst = 0;  // mean, 95 %, greatest, mm
};
Spread spread(std::vector<double> d) {
    std::sort(d.begin(), d.end());
    Spread s;
    for (const double v : d) s.mean += v / double(d.size());
    s.most = d[d.size() * 95 / 100];
    s.worst = d.back();
    return s;
}

void compare(const char* name, double cranium_limit, double face_limit) {
    const test::ReferenceHead head =
        test::read_reference_head(std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / name);
    bust::BustMeasures measures;
    measures.head_length = head.length;
    measures.head_breadth = head.breadth;
    const bust::Bust b = bust::place_bust(*bust::sculpture(false), measures);
    const std::vector<Sample> all = samples(b.parts[0], 16'000);
    const test::NearestPoint nearest(head);
    std::vector<glm::dvec3> points;
    for (std::size_t i = 0; i < all.size(); i += 6) points.push_back(all[i].p);
    const test::Rigid rigid = test::align(points, nearest);
    std::vector<double> cranium, face;
    for (const Sample& s : all) {
        glm::dvec3 p, n;
        const glm::dvec3 q = rigid(s.p);
        REQUIRE(nearest.find(q, 60, p, n));
        (s.face ? face : cranium).push_back(glm::distance(p, q));
    }
    const Spread c = spread(cranium), f = spread(face);
    std::printf(
        "%s (length %.1f, breadth %.1f): cranium mean %.2f, 95 %% %.2f, greatest %.1f mm; face %.2f, %.2f, %.1f mm\n",
        name, head.length, head.breadth, c.mean, c.most, c.worst, f.mean, f.most, f.worst);
    CHECK(c.mean < cranium_limit);
    CHECK(f.mean < face_limit);
}

}  // namespace

TEST_CASE("sized alike, the built-in head lies near other heads") {
    compare("ict_facekit_neutral.glb", 1.5, 2.5);
    compare("lee_perry_smith.glb", 3, 4);
}
