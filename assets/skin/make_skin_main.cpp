// Writes the tables of skin's colours, and of what a vein does to them, as numbers to be included (skin_table.cpp): stipple_make_skin COLOURS VEINS
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "assets/skin/skin_model.h"
#include "assets/skin/skin_table.h"

namespace {

using namespace stipple::skin;

// log2 of linear sRGB. The deepest colours lie a little outside of it.
glm::dvec3 logarithm(const Spectrum& spectrum) { return glm::log2(glm::max(linear_srgb(spectrum), glm::dvec3(1e-4))); }

bool write(const char* name, const std::vector<glm::dvec3>& rows) {
    std::FILE* file = std::fopen(name, "w");
    if (!file) {
        std::perror(name);
        return false;
    }
    for (const glm::dvec3& row : rows) std::fprintf(file, "glm::vec3(%.6fF, %.6fF, %.6fF),\n", row.r, row.g, row.b);
    return std::fclose(file) == 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: stipple_make_skin COLOURS VEINS\n", stderr);
        return 2;
    }
    const auto shares = [](double least, int places) {
        std::vector<double> of;
        for (int i = 0; i < places; ++i) of.push_back(least * std::exp2(double(i) / kStepsADoubling));
        return of;
    };
    const std::vector<double> melanosomes = shares(kLeastMelanosomes, kMelaninPlaces), plain{kVeinSkinBlood};
    std::vector<glm::dvec3> colors, veins;
    for (const Spectrum& spectrum : reflectances(melanosomes, shares(kLeastBlood, kBloodPlaces))) colors.push_back(logarithm(spectrum));
    const std::vector<Spectrum> beside = reflectances(melanosomes, plain), share = over_vein(melanosomes);
    for (std::size_t i = 0; i < share.size(); ++i) {
        Spectrum above = beside[i];
        for (std::size_t band = 0; band < above.size(); ++band) above[band] *= share[i][band];
        veins.push_back(logarithm(above) - logarithm(beside[i]));
    }
    return write(argv[1], colors) && write(argv[2], veins) ? 0 : 5;
}
