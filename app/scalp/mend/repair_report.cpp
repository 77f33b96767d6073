#include "repair_report.h"

#include <cstdio>

namespace stipple::scalp {
namespace {

std::string count(std::uint64_t n, const char* one, const char* many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

std::string number(double value, int decimals) {
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

}  // namespace

bool RepairReport::anything() const { return !sentences().empty(); }

std::vector<std::string> RepairReport::sentences() const {
    std::vector<std::string> out;
    const auto say = [&](std::uint64_t n, const char* one, const char* many, const std::string& what) {
        if (n > 0) out.push_back(count(n, one, many) + what);
    };
    say(islands, "floating island was", "floating islands were", " dropped.");
    say(foreign, "large piece that is no part of the head was", "large pieces that are no part of the head were", " dropped.");
    say(duplicates, "doubled triangle was", "doubled triangles were", " dropped.");
    say(degenerate, "triangle without area was", "triangles without area were", " dropped.");
    say(fins, "triangle standing on the surface was", "triangles standing on the surface were", " dropped.");
    if (inside_out) out.push_back("The surface faced inwards and was turned over.");
    say(flipped, "triangle facing the wrong way was", "triangles facing the wrong way were", " turned over.");
    say(seam_vertices, "pair of points along a gaping seam was", "pairs of points along gaping seams were", " brought together.");
    for (std::string& sentence : problems()) out.push_back(std::move(sentence));
    if (smoothed_over_mm > 0)
        out.push_back("The scalp of the scan was rough by " + number(roughness_mm, 2) + " mm, more than skin is; it was smoothed and moved by " + number(moved_mm, 2) +
                      " mm in the mean, shapes over " + number(2 * smoothed_over_mm, 0) + " mm wide stay.");
    if (left_rough)
        out.push_back("The scalp is uneven by " + number(roughness_mm, 2) + " mm, more than noise would be: hair, or a carved head; it was left as it is.");
    return out;
}

std::vector<std::string> RepairReport::problems() const {
    std::vector<std::string> out;
    const double elsewhere = filled_cm2 - crown_filled_cm2;
    if (crown_filled_cm2 > 0.05)
        out.push_back(number(crown_filled_cm2, 1) + " cm2 of the crown were missing and have been filled; the surface there is guessed.");
    if (elsewhere > 0.05)
        out.push_back(number(elsewhere, 1) + " cm2 of other skin were missing and have been filled; the surface there is guessed.");
    if (refused_cm2 > 0)
        out.push_back("A hole of " + number(refused_cm2, 0) + " cm2 is too large to guess what was there; scan again with the whole top of the head.");
    return out;
}

}  // namespace stipple::scalp
