#include "assets/bust/face_lines.h"

namespace stipple::bust {

void FaceLines::add(const Field& face) {
    // The cheek lies over the lip: from the ala to beside the mouth corner.
    folds_.emplace_back(draped(face, {{20.5, -4, 0}, {24, -10, .8}, {28.5, -19, 1}, {31.5, -28, .7}, {33, -37, 0}}), 10,
                        5, 1.0);
    // From the mouth corner down beside the chin.
    folds_.emplace_back(draped(face, {{29, -38, 0}, {30, -44, .8}, {29, -51, .7}, {27, -58, 0}}), 7, 5, .35);
    // Frown line beside the glabella, two faint lines across the forehead, crow's feet.
    lines_.emplace_back(draped(face, {{6.2, 48, 0}, {5.6, 53, 1}, {6.2, 59, 0}}), 1.6, .18);
    lines_.emplace_back(draped(face, {{0, 74.5, .8}, {12, 75.5, 1}, {26, 76, .8}, {38, 73.5, 0}}), 2.4, .12);
    lines_.emplace_back(draped(face, {{0, 84.5, .5}, {10, 85.6, .8}, {24, 86.6, .8}, {36, 85, 0}}), 2.4, .09);
    lines_.emplace_back(draped(face, {{49.5, 32.5, 0}, {53, 30.5, 1}, {57.5, 27, 0}}), 1.0, .20);
    lines_.emplace_back(draped(face, {{50.5, 35.5, 0}, {54.5, 35.2, 1}, {59.5, 34, 0}}), 1.0, .18);
}

double FaceLines::apply(const dvec3& p, double d) const {
    if (p.z < 40 || p.y > 95 || p.y < -66) return d;
    for (const Fold& f : folds_) d -= f.amount(p);
    for (const Crease& c : lines_) d += c.amount(p);
    return d;
}

}  // namespace stipple::bust
