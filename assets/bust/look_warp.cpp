// Millimetres in the sculpture's axes. Directions are those textbooks of facial anatomy and ageing name (brow, jaw,
// nose, lips and neck differ by sex; folds, lips, jowls, lobes and temples by age); sizes were set by eye, a woman's after
// shares of a man's: height of the face .92 (113 and 123 mm, Zhuang and Bradtmiller 2005), of the nose .92, breadth of the
// alae .90, of the mouth .92 (Farkas 1994, Anthropometry of the Head and Face; both from memory, not checked). This
// woman's are .93, .93, .88 and .92.
#include "assets/bust/look_warp.h"

#include <initializer_list>

namespace stipple::bust {
namespace {

const Spline& narrowing() {  // of jaw and neck in a woman, share of the width at a height
    static const Spline table{{-200, .05}, {-165, .12}, {-130, .21}, {-100, .19}, {-80, .135}, {-60, .09},
                              {-40, .06},  {-20, .03},  {0, .008},   {20, 0},     {40, 0}};
    return table;
}

}  // namespace

// Set by eye about one figure: at 45 to 65 three people of four have grey hair, a quarter of their hairs on average
// (Panhard et al. 2012, Br J Dermatol 167, 865).
double grey_share(const Look& look) { return .85 * smooth_step(42, 92, look.age); }

LookWarp::LookWarp(const Look& look) : look_(look) {
    // Faces are never mirror images.
    shifts_ = {
        {{0, 4, 116}, {22, 20, 26}, {0.7, 0, 0}, false},          // tip of the nose to the left
        {{-25, -36, 92}, {16, 14, 20}, {0, 0.6, 0.2}, false},     // right mouth corner up
        {{0, -72, 92}, {36, 26, 34}, {-0.6, 0, 0}, false},        // chin to the right
        {{34, 52, 84}, {22, 12, 22}, {0, 0.7, 0}, false},         // left brow up
        {{-31, 33, 88}, {18, 10, 16}, {0, -0.4, 0}, false},       // right lids down
        {{-80, 16, -5}, {18, 40, 34}, {-0.8, -1.0, 0.8}, false},  // right ear lower and a little more prominent
        {{-40, 75, -78}, {46, 50, 34}, {0, 0, 0.9}, false},       // right occiput flatter
        {{46, 6, 76}, {22, 24, 22}, {0.5, 0, 0.4}, false},        // left cheek fuller
    };
    if (look.female != 0) add_sex(look.female);
    if (look.age != 35) add_age((look.age - 35) / 40);
    if (look.build != 0) add_build(look.build);
}

void LookWarp::add_sex(double female) {
    narrower_ = female;
    for (const Shift& s : std::initializer_list<Shift>{
             {{0, 56, 100}, {14, 10, 16}, {0, 0, -2.3}, false},  // glabella
             {{24, 53, 92}, {17, 9, 16}, {-.4, 1.1, -2.7}},      // superciliary arch, and the brow on it up
             {{44, 48, 77}, {11, 10, 14}, {-1.2, 1.2, -1.4}},    // lateral brow
             {{32, 42, 86}, {15, 6, 12}, {0, .8, 0}},            // upper lid higher
             {{0, 84, 96}, {28, 20, 24}, {0, 0, 1.4}, false},    // forehead upright
             {{0, 28, 98}, {9, 15, 14}, {0, 0, -1.6}, false},    // bridge of the nose
             {{11, 18, 98}, {8, 16, 13}, {-1.5, 0, -.5}},        // its walls
             {{0, 1, 117}, {15, 14, 16}, {0, .6, -2.6}, false},  // tip, turned up
             {{8, -3, 113}, {7, 9, 9}, {-1.3, .2, 0}},           // and narrower
             {{16, -6, 101}, {9, 11, 13}, {-1.5, .6, -.6}},      // wings
             {{25, -36, 95}, {10, 9, 16}, {.3, .5, 0}},          // corners of the mouth
             {{0, -8, 107}, {26, 16, 28}, {0, 2.8, 0}, false},   // nose shorter
             {{0, -37, 98}, {36, 14, 30}, {0, 1.4, 0}, false},   // mouth after it
             {{15, 41, 88}, {8, 9, 10}, {0, 0, 1.0}},            // eyes less deep beside the bridge
             {{0, -28.5, 108}, {17, 4.5, 12}, {0, .9, 1.2}, false},
             {{0, -42, 106}, {15, 5, 12}, {0, -.8, 1.2}, false},  // lips fuller
             {{46, 9, 78}, {16, 13, 16}, {.8, .4, .7}},           // cheek bone
             {{36, -4, 84}, {17, 15, 16}, {.3, 0, 1.2}},          // cheek before it
             {{50, -26, 62}, {16, 18, 22}, {-1.0, 0, -.2}},       // cheek below it
             {{55, -45, 20}, {18, 22, 30}, {-1.8, 2.0, 0}},       // angle of the jaw
             {{34, -62, 66}, {14, 14, 24}, {-2.2, 1.0, 0}},       // its body
             {{14, -73, 92}, {13, 15, 18}, {-2.0, 0, -.6}},       // chin narrower
             {{0, -80, 84}, {30, 16, 30}, {0, 3.0, -1.4}, false},
             {{0, -106, 44}, {13, 17, 16}, {0, 0, -4.6}, false}}) {  // larynx
        shifts_.push_back(s);
        shifts_.back().shift *= female;
    }
}

void LookWarp::add_age(double older) {
    for (const Shift& s :
         std::initializer_list<Shift>{{{0, -29, 108}, {20, 4.5, 12}, {0, -.4, -1.2}, false},
                                      {{0, -41.5, 106}, {18, 5, 12}, {0, .5, -1.3}, false},  // lips thinner
                                      {{0, -1, 117}, {13, 12, 16}, {0, -1.7, .4}, false},    // tip of the nose sinks
                                      {{35, -14, 90}, {9, 12, 13}, {.6, -1.2, 1.5}},      // cheek hangs over the fold
                                      {{44, 4, 82}, {15, 12, 15}, {-.4, -1.0, -.9}},      // and is flatter above
                                      {{36, -58, 66}, {12, 11, 20}, {2.4, -4.2, .6}},     // jowls
                                      {{22, -70, 80}, {8, 8, 12}, {-.6, 1.0, -1.4}},      // and the hollow before them
                                      {{0, -80, 56}, {24, 14, 26}, {0, -4.4, 0}, false},  // below the chin
                                      {{66, 46, 42}, {15, 24, 26}, {-2.8, 0, -.8}},       // temples
                                      {{38, 43, 86}, {15, 6, 12}, {0, -1.7, .3}},         // upper lids
                                      {{29, 25, 88}, {13, 5.5, 10}, {0, -.8, 1.3}},       // bags
                                      {{76, -11, 2}, {18, 14, 18}, {0, -3.6, 0}}}) {      // lobes
        shifts_.push_back(s);
        shifts_.back().shift *= older;
    }
    const auto fold = [&](const std::vector<dvec4>& line, double width, double depth) {
        if (older > 0) folds_.emplace_back(line, width, depth * older);
    };
    // z where the sculpture's surface is.
    fold({{19.5, 1, 98, .2}, {25, -11, 98.7, 1}, {30, -22, 98.1, 1}, {33.5, -35, 94.8, .1}}, 3.8, 2.3);  // nasolabial
    fold({{29, -39, 96.7, .1}, {30, -46, 95, 1}, {30, -58, 91.7, .1}}, 3.4, 1.6);                   // below the corners
    fold({{19, 24, 91.9, .2}, {25, 19, 91.4, 1}, {34, 16, 91.3, .8}, {43, 18, 87, .1}}, 3.4, 1.2);  // below the bags
    // Crow's feet and the lines of the forehead run out to nothing; where they stopped short an edge would show.
    fold({{49, 39, 85.7, 0}, {54, 42, 80.7, .8}, {60, 45, 73.2, .6}, {66, 48, 64.5, 0}}, 2.0, .45);
    fold({{50, 35, 83.8, 0}, {56, 34, 77.4, .8}, {62, 33, 70.2, .6}, {68, 31.5, 61, 0}}, 2.0, .5);
    fold({{49, 30, 82.9, 0}, {54, 26, 78.3, .8}, {60, 21.5, 73.6, .6}, {66, 15, 66, 0}}, 2.0, .4);
    fold({{0, 76, 97, .8},
          {9, 76.6, 96.8, 1},
          {18, 77, 95.4, 1},
          {27, 76.2, 93.1, .7},
          {36, 74.6, 89.1, .3},
          {45, 72, 83.5, 0}},
         2.2, .45);  // forehead
    fold({{0, 85, 94.6, .6},
          {9, 86, 94.1, 1},
          {18, 86, 93.1, .9},
          {26, 85, 91.3, .5},
          {34, 83.4, 88, .2},
          {42, 81, 83.2, 0}},
         2.2, .35);
    fold({{0, 66, 99.9, .4},
          {8, 67, 99.2, .8},
          {16, 67, 98.1, 1},
          {24, 66.2, 96.2, .5},
          {32, 65, 92.6, .2},
          {40, 63.5, 88, 0}},
         2.2, .35);
    fold({{5, 50, 102.5, .2}, {5.5, 56, 103.1, 1}, {5, 63, 101.1, 0}}, 1.8, .6);  // between the brows
}

void LookWarp::add_build(double fuller) {
    neck_ = .07 * fuller;
    for (const Shift& s :
         std::initializer_list<Shift>{{{48, -14, 74}, {20, 22, 26}, {3.4, -.5, 1.8}},     // cheeks
                                      {{52, -46, 34}, {20, 20, 34}, {3.0, -1.5, 0}},      // jaw
                                      {{0, -78, 58}, {30, 16, 30}, {0, -4.2, 0}, false},  // below the chin
                                      {{0, -66, 96}, {20, 16, 20}, {0, 0, .8}, false},    // chin
                                      {{66, 44, 40}, {15, 24, 26}, {1.3, 0, .4}},         // temples
                                      {{30, 18, 88}, {14, 9, 12}, {0, 0, .8}}}) {         // under the eyes
        shifts_.push_back(s);
        shifts_.back().shift *= fuller;
    }
}

dvec3 LookWarp::operator()(const dvec3& p) const {
    dvec3 q = p;
    const dvec3 other(-p.x, p.y, p.z);
    for (const Shift& s : shifts_) {
        const dvec3 r = (p - s.centre) / s.radii;
        q += bell(glm::dot(r, r)) * s.shift;
        if (s.mirrored) {
            const dvec3 m = (other - s.centre) / s.radii;
            q += bell(glm::dot(m, m)) * dvec3(-s.shift.x, s.shift.y, s.shift.z);
        }
    }
    if (!folds_.empty() && p.z > 40) {
        // Into the face: backward, and inward where it curves away.
        const double side = std::sqrt(p.x * p.x + 9), inward = .45 * smooth_step(10, 60, side);
        double depth = 0;
        for (const Crease& f : folds_) depth += f.amount({side, p.y, p.z});
        q -= depth * dvec3(inward * p.x / side, 0, 1 - .3 * inward);
    }
    if (const double t = 40 - p.y; narrower_ != 0 && t > 0) q.y += .042 * narrower_ * t * t / (t + 14);  // face shorter
    if (narrower_ != 0 || neck_ != 0) {
        const double below = 1 - smooth_step(-95, -55, p.y);  // the neck, without the chin before it
        const double neck = below * (1 - smooth_step(45, 72, p.z) * smooth_step(-112, -92, p.y));
        const double wide = -narrower_ * narrowing().at(p.y) + neck_ * below;
        q.x += p.x * wide;
        constexpr double axis = -16, shallower = .15;
        q.z += (p.z - axis) * neck * (neck_ - shallower * narrower_) * smooth_step(-215, -150, p.y);
    }
    return q;
}

}  // namespace stipple::bust
