#include "assets/bust/skin_colour.h"

#include <cstdint>

namespace stipple::bust {
namespace {

double hash(std::int64_t x, std::int64_t y, std::int64_t z) {
    std::uint64_t h = static_cast<std::uint64_t>(x) * 0x9E3779B97F4A7C15ULL ^
                      static_cast<std::uint64_t>(y) * 0xC2B2AE3D27D4EB4FULL ^
                      static_cast<std::uint64_t>(z) * 0x165667B19E3779F9ULL;
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9ULL;
    h = (h ^ h >> 27) * 0x94D049BB133111EBULL;
    return static_cast<double>((h ^ h >> 31) >> 11) * 0x1p-53;
}

// Value noise in -1..1, smooth over cells of 1.
double noise(const dvec3& p) {
    const dvec3 f(std::floor(p.x), std::floor(p.y), std::floor(p.z)), t = p - f, s = t * t * (3.0 - 2.0 * t);
    double sum = 0;
    for (int c = 0; c < 8; ++c) {
        const int i = c & 1, j = c >> 1 & 1, k = c >> 2;
        sum += (i ? s.x : 1 - s.x) * (j ? s.y : 1 - s.y) * (k ? s.z : 1 - s.z) *
               hash(static_cast<std::int64_t>(f.x) + i, static_cast<std::int64_t>(f.y) + j,
                    static_cast<std::int64_t>(f.z) + k);
    }
    return 2 * sum - 1;
}

double lump(const dvec3& p, const dvec3& centre, const dvec3& radii) {
    const dvec3 q = (p - centre) / radii;
    return bell(glm::dot(q, q));
}

// Share of brow hair at a place, 0..1: a band that thins out towards the temple, combed outward.
double brow(const dvec3& p) {
    if (p.z < 50 || p.y < 40 || p.y > 64 || std::fabs(p.x) > 60) return 0;
    const double ax = std::fabs(p.x), t = (ax - 12) / 40;
    if (t < -0.06 || t > 1.08) return 0;
    const double rise = t < .62 ? 6.0 * t : 6.0 * .62 - 7 * (t - .62) * (t - .62) / .38;
    const double half = 4.0 - 2.5 * t;
    // Hairs: noise drawn out along the comb direction, steep near the nose, flat at the tail.
    const double lean = 1.1 - 1.0 * t, along = ax + lean * p.y;
    const double strands = noise({(p.y - lean * ax) * 0.95, along * 0.22, p.x > 0 ? 3.5 : 11.5});
    const double across = std::fabs(p.y - (48.8 + rise)) / half;
    const double ends = smooth_step(-0.06, 0.16, t + .05 * strands) * (1 - smooth_step(.72, 1.08, t + .05 * strands));
    return ends * (1 - smooth_step(0.2, 1.2, across - 0.2 * strands)) * (0.80 + 0.2 * strands);
}

}  // namespace

dvec3 skin_colour(const HeadField& field, const dvec3& p) {
    const dvec3 q(std::fabs(p.x), p.y, p.z);
    dvec3 c(.66, .455, .355);
    const dvec3 red(.63, .33, .26), shade(.52, .34, .27), lip(.50, .245, .22);
    const auto mix_in = [&](const dvec3& other, double share) {
        c += (other - c) * (share < 0 ? 0.0 : share > 1 ? 1.0 : share);
    };

    mix_in(red, .50 * lump(q, {44, 4, 80}, {18, 13, 20}));  // cheeks
    mix_in(red, .55 * lump(q, {4, 0, 116}, {13, 12, 16}));  // nose
    mix_in(red, .5 * field.ear().share(q));
    mix_in(dvec3(.60, .44, .34), .5 * smooth_step(62, 90, p.y));              // forehead and scalp a little more yellow
    mix_in(shade, .42 * lump(q, {31, 37, 86}, {19, 10, 18}));                 // lids
    mix_in(dvec3(.46, .28, .24), .35 * lump(q, {17.5, 31, 86}, {6, 6, 10}));  // inner corner
    // Shaven beard: cheeks below, upper lip, chin, down to the throat.
    const double beard =
        (1 - smooth_step(-34, -14, p.y + 0.10 * q.x)) * smooth_step(-118, -92, p.y) * smooth_step(8, 34, p.z);
    mix_in(dvec3(.47, .365, .315), .38 * beard);
    // Mottling, two octaves.
    const double m = .6 * noise(p / 9.0) + .4 * noise(p / 3.5 + 17.0);
    c *= dvec3(1 + .025 * m, 1 + .045 * m, 1 + .045 * m);

    mix_in(dvec3(.26, .12, .10), lump(q, {7.4, -11.6, 103.0}, {2.2, 1.6, 3.6}));  // inside of the nostrils
    mix_in(dvec3(.30, .13, .10), .8 * lump(q, {66, 12, 2}, {7, 5, 5}));           // ear canal
    if (p.z > 70 && p.y < 0 && p.y > -60) {
        const double red_share = field.mouth().vermilion(q);
        mix_in(lip, .80 * red_share);
        const double parting = field.mouth().parting_distance(q);
        mix_in(dvec3(.22, .085, .075), .75 * red_share * bell(parting * parting / (0.9 * 0.9)));
    }
    mix_in(dvec3(.085, .055, .042), .90 * brow(p));
    if (p.z > 55 && p.y > 20 && p.y < 45) {
        const double lash = field.eyes().lash_distance(q, 4);
        mix_in(dvec3(.07, .045, .036),
               .85 * smooth_step(15, 21, q.x) * (1 - smooth_step(42, 48, q.x)) * bell(lash * lash / (1.1 * 1.1)));
    }
    return c;
}

}  // namespace stipple::bust
