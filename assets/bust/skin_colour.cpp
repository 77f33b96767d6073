#include "assets/bust/skin_colour.h"

#include "assets/bust/noise.h"

namespace stipple::bust {
namespace {

double lump(const dvec3& p, const dvec3& centre, const dvec3& radii) {
    const dvec3 q = (p - centre) / radii;
    return bell(glm::dot(q, q));
}

// Share of shade under the hairs of the brow, 0..1.
double brow(const dvec3& p) {
    const double t = (std::fabs(p.x) - 11.5) / 41.5;
    if (p.z < 50 || p.y < 38 || p.y > 66 || t < -.1 || t > 1.1) return 0;
    const BrowLine line = brow_line(t < 0 ? 0 : t > 1 ? 1 : t);
    const double across = std::fabs(p.y - line.y) / line.half_width;
    return smooth_step(-.05, .22, t) * (1 - smooth_step(.70, 1.04, t)) * (1 - smooth_step(.3, 1.35, across));
}

}  // namespace

dvec3 skin_colour(const HeadField& field, const dvec3& p, const Look& look) {
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
    mix_in(dvec3(.47, .365, .315), .38 * beard * (1 - look.female));
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
    mix_in(dvec3(.17, .105, .08), .55 * brow(p));
    if (p.z > 55 && p.y > 20 && p.y < 45) {
        const double lash = field.eyes().lash_distance(q, 4);
        mix_in(dvec3(.07, .045, .036),
               .85 * smooth_step(15, 21, q.x) * (1 - smooth_step(42, 48, q.x)) * bell(lash * lash / (1.1 * 1.1)));
    }
    return c;
}

}  // namespace stipple::bust
