#include "assets/skin/skin_table.h"

#include <algorithm>
#include <cmath>

namespace stipple::skin {
namespace {

constexpr SkinTable kTable{{
#include STIPPLE_SKIN_TABLE
}};

constexpr VeinTable kVeins{{
#include STIPPLE_VEIN_TABLE
}};

// Weights of the four places around one (Catmull and Rom's cubic), beyond the ends the place at the end.
struct Around {
    std::array<int, 4> place;
    std::array<double, 4> weight;
};

Around around(double share, double least, int places) {
    const double at = std::clamp(std::log2(std::max(share, least) / least) * kStepsADoubling, 0.0, double(places - 1));
    const int below = std::min(int(at), places - 2);
    const double t = at - below;
    Around a;
    for (int k = 0; k < 4; ++k) a.place[std::size_t(k)] = std::clamp(below - 1 + k, 0, places - 1);
    a.weight = {((-0.5 * t + 1) * t - 0.5) * t, (1.5 * t - 2.5) * t * t + 1, ((-1.5 * t + 2) * t + 0.5) * t, (0.5 * t - 0.5) * t * t};
    return a;
}

}  // namespace

glm::dvec3 albedo(double melanosomes, double blood) {
    const Around m = around(melanosomes, kLeastMelanosomes, kMelaninPlaces), b = around(blood, kLeastBlood, kBloodPlaces);
    glm::dvec3 sum(0);
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j)
            sum += m.weight[i] * b.weight[j] * glm::dvec3(kTable[std::size_t(m.place[i] * kBloodPlaces + b.place[j])]);
    return {std::exp2(sum.x), std::exp2(sum.y), std::exp2(sum.z)};
}

glm::dvec3 vein(double melanosomes) {
    const Around m = around(melanosomes, kLeastMelanosomes, kMelaninPlaces);
    glm::dvec3 sum(0);
    for (std::size_t i = 0; i < 4; ++i) sum += m.weight[i] * glm::dvec3(kVeins[std::size_t(m.place[i])]);
    return sum;
}

}  // namespace stipple::skin
