#include "distance_field.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;
constexpr int kCoarse = kSide / 2;  // distances are found here, about 0.7 mm a texel, and interpolated: they are smooth
constexpr std::uint32_t kNone = 0xFFFFFFFFU;

float segment_distance2(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b) {
    const glm::vec3 along = b - a, to = p - a;
    const float length2 = glm::dot(along, along);
    const float t = length2 > 0 ? std::clamp(glm::dot(to, along) / length2, 0.0F, 1.0F) : 0.0F;
    const glm::vec3 off = to - t * along;
    return glm::dot(off, off);
}

// Nearest piece of the line for every coarse texel: each texel starts from the pieces that cross it and takes over its
// neighbours' answer when that is nearer (Danielsson 1980, "Euclidean distance mapping", with distances in space).
struct NearestPiece {
    std::span<const glm::vec3> line;
    std::vector<glm::vec3> positions;
    std::vector<std::uint8_t> hit;
    std::vector<std::uint32_t> piece;
    std::vector<float> distance2;

    void offer(int x, int y, std::uint32_t candidate) {
        if (x < 0 || y < 0 || x >= kCoarse || y >= kCoarse || candidate == kNone) return;
        const std::size_t texel = std::size_t(y) * kCoarse + std::size_t(x);
        if (piece[texel] == candidate) return;
        const float d2 =
            segment_distance2(positions[texel], line[candidate], line[(candidate + 1) % std::uint32_t(line.size())]);
        if (d2 < distance2[texel]) {
            distance2[texel] = d2;
            piece[texel] = candidate;
        }
    }
    std::uint32_t at(int x, int y) const {
        if (x < 0 || y < 0 || x >= kCoarse || y >= kCoarse) return kNone;
        return piece[std::size_t(y) * kCoarse + std::size_t(x)];
    }
};

std::vector<std::uint8_t> inside_mask(const scalp::ScalpChart& chart, std::span<const glm::vec3> line) {
    std::vector<glm::vec2> outline;
    outline.reserve(line.size());
    for (const glm::vec3& p : line) outline.push_back(chart.projection.project(p) * float(kSide));
    std::vector<std::uint8_t> inside(std::size_t(kSide) * kSide, 0);
    std::vector<float> crossings;
    for (int row = 0; row < kSide; ++row) {
        const float y = float(row) + 0.5F;
        crossings.clear();
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const glm::vec2 a = outline[i], b = outline[(i + 1) % outline.size()];
            if ((a.y <= y) != (b.y <= y)) crossings.push_back(a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
        }
        std::sort(crossings.begin(), crossings.end());
        for (std::size_t i = 0; i + 1 < crossings.size(); i += 2) {
            const int first = std::clamp(int(std::ceil(crossings[i] - 0.5F)), 0, kSide);
            const int last = std::clamp(int(std::ceil(crossings[i + 1] - 0.5F)), 0, kSide);
            for (int x = first; x < last; ++x) inside[std::size_t(row) * kSide + std::size_t(x)] = 1;
        }
    }
    return inside;
}

}  // namespace

std::vector<float> signed_distance(const scalp::ScalpChart& chart, std::span<const glm::vec3> line) {
    assert(line.size() >= 3);
    NearestPiece nearest;
    nearest.line = line;
    const std::size_t count = std::size_t(kCoarse) * kCoarse;
    nearest.positions.resize(count);
    nearest.hit.resize(count);
    nearest.piece.assign(count, kNone);
    nearest.distance2.assign(count, 1e12F);
    // A coarse texel stands for the corner its four fine texels share; where some have no skin, for the mean of the
    // rest.
    for (int y = 0; y < kCoarse; ++y) {
        for (int x = 0; x < kCoarse; ++x) {
            glm::vec3 sum{0};
            int found = 0;
            for (int k = 0; k < 4; ++k) {
                const std::size_t fine = std::size_t(2 * y + k / 2) * kSide + std::size_t(2 * x + k % 2);
                if (!chart.hit[fine]) continue;
                sum += chart.position[fine];
                ++found;
            }
            const std::size_t texel = std::size_t(y) * kCoarse + std::size_t(x);
            nearest.hit[texel] = found > 0;
            const glm::vec2 uv{(float(x) + 0.5F) / kCoarse, (float(y) + 0.5F) / kCoarse};
            nearest.positions[texel] =
                found > 0 ? sum / float(found) : chart.projection.center + 90.0F * chart.projection.direction(uv);
        }
    }
    for (std::uint32_t i = 0; i < line.size(); ++i) {
        const glm::vec2 at = chart.projection.project(line[i]) * float(kCoarse);
        const int x = int(std::floor(at.x)), y = int(std::floor(at.y));
        for (int dy = -2; dy <= 2; ++dy)
            for (int dx = -2; dx <= 2; ++dx) nearest.offer(x + dx, y + dy, i);
    }
    for (int sweep = 0; sweep < 2; ++sweep) {
        for (int y = 0; y < kCoarse; ++y) {
            for (int x = 0; x < kCoarse; ++x) {
                nearest.offer(x, y, nearest.at(x - 1, y));
                nearest.offer(x, y, nearest.at(x - 1, y - 1));
                nearest.offer(x, y, nearest.at(x, y - 1));
                nearest.offer(x, y, nearest.at(x + 1, y - 1));
            }
            for (int x = kCoarse - 2; x >= 0; --x) nearest.offer(x, y, nearest.at(x + 1, y));
        }
        for (int y = kCoarse - 1; y >= 0; --y) {
            for (int x = kCoarse - 1; x >= 0; --x) {
                nearest.offer(x, y, nearest.at(x + 1, y));
                nearest.offer(x, y, nearest.at(x + 1, y + 1));
                nearest.offer(x, y, nearest.at(x, y + 1));
                nearest.offer(x, y, nearest.at(x - 1, y + 1));
            }
            for (int x = 1; x < kCoarse; ++x) nearest.offer(x, y, nearest.at(x - 1, y));
        }
    }
    const std::vector<std::uint8_t> inside = inside_mask(chart, line);
    std::vector<float> unsigned_mm(count);
    for (std::size_t i = 0; i < count; ++i) unsigned_mm[i] = std::sqrt(nearest.distance2[i]);
    std::vector<float> field(std::size_t(kSide) * kSide, -1000.0F);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const std::size_t fine = std::size_t(y) * kSide + std::size_t(x);
            if (!chart.hit[fine]) continue;
            const int cx = x / 2, cy = y / 2;
            const std::size_t coarse = std::size_t(cy) * kCoarse + std::size_t(cx);
            float distance;
            if (unsigned_mm[coarse] < 2.0F) {  // the kink at the line itself must not be smoothed over
                distance = 1e6F;
                for (int dy = -1; dy <= 1; ++dy) {
                    for (int dx = -1; dx <= 1; ++dx) {
                        const std::uint32_t piece = nearest.at(cx + dx, cy + dy);
                        if (piece == kNone) continue;
                        distance = std::min(distance, segment_distance2(chart.position[fine], line[piece],
                                                                        line[(piece + 1) % line.size()]));
                    }
                }
                distance = std::sqrt(distance);
            } else {
                const int nx = std::clamp(cx + (x % 2 ? 1 : -1), 0, kCoarse - 1);
                const int ny = std::clamp(cy + (y % 2 ? 1 : -1), 0, kCoarse - 1);
                const auto value = [&](int column, int row) {
                    return unsigned_mm[std::size_t(row) * kCoarse + std::size_t(column)];
                };
                distance = 0.75F * (0.75F * value(cx, cy) + 0.25F * value(nx, cy)) +
                           0.25F * (0.75F * value(cx, ny) + 0.25F * value(nx, ny));
            }
            field[fine] = inside[fine] ? distance : -distance;
        }
    }
    return field;
}

}  // namespace stipple::session
