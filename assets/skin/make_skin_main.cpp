// Writes the table of skin's colours as numbers to be included (skin_table.cpp): stipple_make_skin FILE
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "assets/skin/skin_model.h"
#include "assets/skin/skin_table.h"

int main(int argc, char** argv) {
    using namespace stipple::skin;
    if (argc != 2) {
        std::fputs("usage: stipple_make_skin FILE\n", stderr);
        return 2;
    }
    const auto shares = [](double least, int places) {
        std::vector<double> of;
        for (int i = 0; i < places; ++i) of.push_back(least * std::exp2(double(i) / kStepsADoubling));
        return of;
    };
    std::FILE* file = std::fopen(argv[1], "w");
    if (!file) {
        std::perror(argv[1]);
        return 5;
    }
    for (const Spectrum& spectrum : reflectances(shares(kLeastMelanosomes, kMelaninPlaces), shares(kLeastBlood, kBloodPlaces))) {
        // The deepest colours lie a little outside of sRGB.
        const glm::dvec3 color = glm::max(linear_srgb(spectrum), glm::dvec3(1e-4));
        std::fprintf(file, "glm::vec3(%.6fF, %.6fF, %.6fF),\n", std::log2(color.r), std::log2(color.g), std::log2(color.b));
    }
    return std::fclose(file) == 0 ? 0 : 5;
}
