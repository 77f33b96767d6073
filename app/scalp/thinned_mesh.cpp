#include "thinned_mesh.h"

#include <bit>
#include <cmath>

namespace stipple::scalp {
namespace {

constexpr std::uint32_t kNone = 0xFFFFFFFF;

// Numbers cells in the order they are first met.
class Cells {
  public:
    Cells(const glm::dvec3& low, double size, std::size_t points) : low_(low), size_(size), slots_(std::bit_ceil(points * 2 + 1)), keys_(slots_), numbers_(slots_, kNone) {}

    std::uint32_t number(const glm::vec3& p) {
        const auto step = [&](double x, double low) { return std::uint64_t(std::min((x - low) / size_, 2e6)); };
        const std::uint64_t key = step(p.x, low_.x) << 42 | step(p.y, low_.y) << 21 | step(p.z, low_.z);
        std::size_t slot = (key * 0x9E3779B97F4A7C15ULL >> 20) & (slots_ - 1);
        while (numbers_[slot] != kNone && keys_[slot] != key) slot = (slot + 1) & (slots_ - 1);
        if (numbers_[slot] == kNone) keys_[slot] = key, numbers_[slot] = count_++;
        return numbers_[slot];
    }
    [[nodiscard]] std::uint32_t count() const { return count_; }

  private:
    glm::dvec3 low_;
    double size_;
    std::size_t slots_;
    std::vector<std::uint64_t> keys_;
    std::vector<std::uint32_t> numbers_;
    std::uint32_t count_ = 0;
};

}  // namespace

HeadMesh thinned(const HeadMesh& mesh, std::size_t triangles) {
    HeadMesh out;
    double area = 0;
    glm::dvec3 low(1e300), high(-1e300);
    for (const Submesh& s : mesh.submeshes)
        for (std::size_t i = s.first_index; s.skin && i < std::size_t(s.first_index) + s.index_count; i += 3) {
            const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
            area += 0.5 * glm::length(glm::cross(b - a, c - a));
            low = glm::min(low, glm::min(a, glm::min(b, c)));
            high = glm::max(high, glm::max(a, glm::max(b, c)));
        }
    if (!(area > 0)) return out;
    // a cell's share of a flat surface is about its square, and two triangles
    const double extent = std::max(high.x - low.x, std::max(high.y - low.y, high.z - low.z));
    Cells cells(low, std::max(std::sqrt(2 * area / double(triangles)), extent / 2e6), mesh.positions.size());
    std::vector<std::uint32_t> cell(mesh.positions.size(), kNone);
    std::vector<glm::dvec3> sums;
    std::vector<double> counts;
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        Submesh part = s;
        part.first_index = std::uint32_t(out.indices.size());
        for (std::size_t i = s.first_index; i < std::size_t(s.first_index) + s.index_count; i += 3) {
            std::uint32_t corner[3];
            for (std::size_t k = 0; k < 3; ++k) {
                const std::uint32_t v = mesh.indices[i + k];
                if (cell[v] == kNone) {
                    cell[v] = cells.number(mesh.positions[v]);
                    if (cell[v] == sums.size()) sums.emplace_back(0), counts.push_back(0);
                    sums[cell[v]] += glm::dvec3(mesh.positions[v]);
                    counts[cell[v]] += 1;
                }
                corner[k] = cell[v];
            }
            if (corner[0] != corner[1] && corner[1] != corner[2] && corner[0] != corner[2]) out.indices.insert(out.indices.end(), corner, corner + 3);
        }
        part.index_count = std::uint32_t(out.indices.size()) - part.first_index;
        if (part.index_count) out.submeshes.push_back(std::move(part));
    }
    out.positions.reserve(sums.size());
    for (std::size_t i = 0; i < sums.size(); ++i) out.positions.emplace_back(sums[i] / counts[i]);
    out.notes = mesh.notes;
    return out;
}

}  // namespace stipple::scalp
