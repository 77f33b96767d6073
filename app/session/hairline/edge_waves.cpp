#include "edge_waves.h"

#include <glm/glm.hpp>

#include "shared/hash.h"

namespace stipple::session {
namespace {

// Lengths and heights judged in pictures against photographs of thinning: tufts of a few follicular units up to the mounds of a border.
struct Size {
    float cell_mm, most_mm;
};
constexpr Size kSizes[] = {{25, 4.6F}, {11.5F, 2.8F}, {5, 1.5F}};

// Three values of -1 .. 1 that change smoothly over cells of unit width: one hash a corner, ten bits for each. Places within 2048 cells.
glm::vec3 noise(std::uint32_t seed, const glm::vec3& at) {
    const glm::vec3 from = at + 2048.0F;
    const glm::uvec3 cell(std::uint32_t(from.x), std::uint32_t(from.y), std::uint32_t(from.z));
    glm::vec3 share = from - glm::vec3(cell);
    share = share * share * (3.0F - 2.0F * share);
    glm::vec3 sum(0);
    for (std::uint32_t corner = 0; corner < 8; ++corner) {
        const std::uint32_t x = corner & 1U, y = corner >> 1U & 1U, z = corner >> 2U;
        const float weight = (x ? share.x : 1.0F - share.x) * (y ? share.y : 1.0F - share.y) * (z ? share.z : 1.0F - share.z);
        const std::uint32_t h = shared::hash_pcg(seed + (cell.x + x) + (cell.y + y) * 4096U + (cell.z + z) * (4096U * 4096U));
        sum += weight * glm::vec3(float(h & 1023U), float(h >> 10U & 1023U), float(h >> 20U & 1023U));
    }
    return sum * (2.0F / 1023.0F) - 1.0F;
}

}  // namespace

EdgeWaves edge_waves(const ScalpPlaces& places, std::uint32_t seed) {
    EdgeWaves waves;
    for (std::size_t k = 0; k < kTileTexels; ++k) {
        const glm::vec3 place(places.left[k], places.forward[k], places.up[k]);
        glm::vec3 moved(0);
        std::uint32_t own = shared::hash_pcg(seed + 0x57415645U);
        for (const Size& size : kSizes) {
            moved += size.most_mm * noise(own, place * (1.0F / size.cell_mm));
            own = shared::hash_pcg(own);
        }
        waves.left[k] = moved.x;
        waves.forward[k] = moved.y;
        waves.up[k] = moved.z;
    }
    return waves;
}

}  // namespace stipple::session
