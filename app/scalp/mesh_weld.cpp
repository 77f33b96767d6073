#include "mesh_weld.h"

#include <bit>

namespace stipple::scalp {
namespace {

std::uint32_t bits(float value) { return std::bit_cast<std::uint32_t>(value == 0.0F ? 0.0F : value); }

std::uint64_t hash(const glm::vec3& p) {
    std::uint64_t h = bits(p.x) * 0x9E3779B97F4A7C15ULL;
    h = (h ^ h >> 29 ^ bits(p.y)) * 0xBF58476D1CE4E5B9ULL;
    h = (h ^ h >> 32 ^ bits(p.z)) * 0x94D049BB133111EBULL;
    return h ^ h >> 31;
}

std::uint32_t find(std::vector<std::uint32_t>& parent, std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

}  // namespace

std::vector<std::uint32_t> weld(std::span<const glm::vec3> positions) {
    const std::size_t slots = std::bit_ceil(positions.size() * 2 + 1);
    constexpr std::uint32_t kEmpty = 0xFFFFFFFF;
    std::vector<std::uint32_t> table(slots, kEmpty), first(positions.size());
    for (std::uint32_t i = 0; i < positions.size(); ++i) {
        std::size_t slot = hash(positions[i]) & (slots - 1);
        while (table[slot] != kEmpty && positions[table[slot]] != positions[i]) slot = (slot + 1) & (slots - 1);
        if (table[slot] == kEmpty) table[slot] = i;
        first[i] = table[slot];
    }
    return first;
}

void smooth_normals(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices,
                    std::span<const std::uint8_t> wanted, std::span<glm::vec3> normals) {
    const std::vector<std::uint32_t> first = weld(positions);
    std::vector<glm::dvec3> sum(positions.size(), glm::dvec3(0));
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        const glm::dvec3 a = positions[indices[t]], b = positions[indices[t + 1]], c = positions[indices[t + 2]];
        const glm::dvec3 n = glm::cross(b - a, c - a);
        for (int k = 0; k < 3; ++k) sum[first[indices[t + std::size_t(k)]]] += n;
    }
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (!wanted[i]) continue;
        const glm::dvec3 n = sum[first[i]];
        const double largest = std::max(std::abs(n.x), std::max(std::abs(n.y), std::abs(n.z)));
        normals[i] = largest > 0 && largest < 1e300 ? glm::vec3(glm::normalize(n / largest)) : glm::vec3(0, 1, 0);
    }
}

Parts connected_parts(std::span<const glm::vec3> positions, std::span<const std::uint32_t> indices) {
    std::vector<std::uint32_t> parent = weld(positions);
    for (std::size_t t = 0; t + 2 < indices.size(); t += 3) {
        const std::uint32_t a = find(parent, indices[t]);
        for (std::size_t k = 1; k < 3; ++k) {
            const std::uint32_t root = find(parent, a), other = find(parent, indices[t + k]);
            if (root < other) parent[other] = root;
            else parent[root] = other;
        }
    }
    Parts parts;
    parts.of_triangle.resize(indices.size() / 3);
    std::vector<std::uint32_t> number(positions.size(), 0xFFFFFFFF);
    for (std::size_t t = 0; t < parts.of_triangle.size(); ++t) {
        std::uint32_t& n = number[find(parent, indices[3 * t])];
        if (n == 0xFFFFFFFF) n = parts.count++;
        parts.of_triangle[t] = n;
    }
    return parts;
}

}  // namespace stipple::scalp
