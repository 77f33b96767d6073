#include "assets/bust/skin_colour.h"

#include "assets/bust/noise.h"

namespace stipple::bust {
namespace {

double lump(const dvec3& p, const dvec3& centre, const dvec3& radii) {
    const dvec3 q = (p - centre) / radii;
    return bell(glm::dot(q, q));
}

// Share of shade under the hairs of the brow, 0..1.
double brow(const dvec3& p, double female) {
    const double t = (std::fabs(p.x) - 11.5) / 41.5;
    if (p.z < 50 || p.y < 38 || p.y > 66 || t < -.1 || t > 1.1) return 0;
    const BrowLine line = brow_line(t < 0 ? 0 : t > 1 ? 1 : t, female);
    const double across = std::fabs(p.y - line.y) / line.half_width;
    return smooth_step(-.06, .30, t) * (1 - smooth_step(.62, 1.04, t)) * (1 - smooth_step(.1, 1.35, across));
}

}  // namespace

dvec3 skin_colour(const HeadField& field, const dvec3& p, const Look& look) {
    const dvec3 q(std::fabs(p.x), p.y, p.z);
    dvec3 c(.66, .455, .355);
    const dvec3 red(.63, .33, .26), shade(.52, .34, .27), lip(.535, .275, .235);
    const auto mix_in = [&](const dvec3& other, double share) {
        c += (other - c) * (share < 0 ? 0.0 : share > 1 ? 1.0 : share);
    };

    // Paler and yellower where the sun and the blood reach less, redder where vessels are dense.
    mix_in(dvec3(.645, .475, .375), .6 * smooth_step(62, 95, p.y));   // scalp
    mix_in(dvec3(.63, .45, .345), .5 * smooth_step(-70, -110, p.y));  // throat
    mix_in(red, .16 * lump(q, {0, 66, 96}, {44, 18, 30}));            // forehead
    mix_in(red, .58 * lump(q, {43, 4, 80}, {20, 15, 22}));            // cheeks
    mix_in(red, .38 * lump(q, {20, -6, 96}, {8, 10, 9}));             // beside the alae
    mix_in(red, .62 * lump(q, {4, -1, 116}, {13, 11, 16}));           // nose
    mix_in(red, .30 * lump(q, {0, -66, 98}, {16, 10, 16}));           // chin
    mix_in(red, .55 * field.ear().share(q));
    mix_in(shade, .50 * lump(q, {31, 37, 86}, {19, 9, 18}));                    // upper lids
    mix_in(dvec3(.48, .33, .295), .48 * lump(q, {26, 23, 86}, {13, 6, 12}));    // under the eyes, bluish
    mix_in(dvec3(.44, .255, .215), .40 * lump(q, {17.5, 31, 86}, {6, 6, 10}));  // inner corner
    mix_in(dvec3(.50, .28, .22), .35 * lump(q, {18.5, -10, 96}, {3, 8, 5}));    // groove of the ala
    mix_in(shade, .22 * lump(q, {0, -50, 100}, {17, 4, 10}));                   // under the lower lip
    // Shaven beard: cheeks below, upper lip, chin, down to the throat; denser on lip and chin.
    const double beard =
        (1 - smooth_step(-36, -10, p.y + 0.12 * q.x)) * smooth_step(-116, -90, p.y) * smooth_step(6, 32, p.z);
    const double dense = .34 + .14 * bell(glm::dot(q - dvec3(0, -52, 98), q - dvec3(0, -52, 98)) / (30.0 * 30.0));
    mix_in(dvec3(.40, .325, .295), dense * beard * (1 - look.female) * (1 + .18 * noise(p / 3.2)));
    // Mottling, two octaves.
    const double m = .6 * noise(p / 9.0) + .4 * noise(p / 3.5 + 17.0);
    const double older = smooth_step(35, 85, look.age), uneven = 1 + 1.1 * older;
    c *= dvec3(1 + .030 * uneven * m, 1 + .052 * uneven * m, 1 + .052 * uneven * m);
    // Spots the sun leaves: forehead, temples, cheek bones. Their edges are soft and their shapes uneven.
    const dvec4 spots[] = {{54, 30, 62, 3.4}, {60, 44, 52, 2.4},  {-57, 18, 60, 3.0}, {-52, 34, 64, 2.2},
                           {31, 70, 92, 2.6}, {-20, 84, 92, 3.2}, {-41, 66, 82, 2.0}, {48, -2, 80, 2.2},
                           {-46, 4, 78, 2.6}, {64, 6, 48, 3.0},   {-66, 30, 40, 3.4}, {12, 62, 102, 1.6}};
    for (const dvec4& spot : spots) {
        const dvec3 r = p - dvec3(spot);
        if (older > 0 && glm::dot(r, r) < 400)
            mix_in(dvec3(.47, .285, .19),
                   .8 * older *
                       bell((r.x * r.x + r.y * r.y + .5 * r.z * r.z) / (spot.w * spot.w) * (1 + .5 * noise(p / 1.8))));
    }
    // A few moles, either side its own.
    const dvec4 moles[] = {
        {37, -14, 84, 1.0}, {-52, -34, 62, .9}, {-30, 12, 90, .7}, {46, -84, 30, 1.2}, {-24, -70, 86, .8}};
    for (const dvec4& mole : moles) {
        const double x = p.x - mole.x, y = p.y - mole.y;
        if (p.z > mole.z - 25) mix_in(dvec3(.25, .135, .09), .75 * bell((x * x + y * y) / (mole.w * mole.w)));
    }

    mix_in(dvec3(.26, .12, .10), lump(q, {8.0, -9.0, 107}, {3.4, 3.6, 5.6}));  // inside of the nostrils
    if (field.eyes().open())
        mix_in(dvec3(.52, .22, .19), .85 * lump(q, {17.6, 34, 79}, {2.4, 1.7, 3}));  // lacrimal caruncle
    mix_in(dvec3(.30, .13, .10), .8 * lump(q, {66, 12, 2}, {7, 5, 5}));              // ear canal
    if (p.z > 70 && p.y < 0 && p.y > -60) {
        const double red_share = field.mouth().vermilion(q);
        mix_in(lip,
               (1 - .22 * older) * (.76 + .12 * look.female + .10 * noise({q.x * .9, q.y * .15, 3.0})) * red_share);
        mix_in(dvec3(.40, .235, .19), .66 * lump(q, {25.6, -36.6, q.z}, {3.8, 1.9, 1}));  // corners
        const double parting = field.mouth().parting_distance(q);
        mix_in(dvec3(.25, .105, .09), .62 * red_share * bell(parting * parting / (0.8 * 0.8)));
    }
    mix_in(dvec3(.17, .105, .08), .62 * (1 - .75 * grey_share(look)) * brow(p, look.female));
    if (p.z > 55 && p.y > 20 && p.y < 45) {
        const double lash = field.eyes().lash_distance(q, 4);
        mix_in(dvec3(.07, .045, .036),
               .85 * smooth_step(15, 21, q.x) * (1 - smooth_step(42, 48, q.x)) * bell(lash * lash / (1.1 * 1.1)));
    }
    return c;
}

}  // namespace stipple::bust
