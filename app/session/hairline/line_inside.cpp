#include "line_inside.h"

#include <algorithm>
#include <cmath>

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;

}  // namespace

LineInside::LineInside(const scalp::ChartProjection& projection, std::span<const glm::vec3> line) : LineInside() {
    std::vector<glm::vec2> outline;
    outline.reserve(line.size());
    for (const glm::vec3& p : line) outline.push_back(projection.project(p) * float(kSide));
    // visit(row, x) for every row of texel centres that a piece of the outline crosses, one end at or above it, the other
    // below.
    const auto crossings = [&](auto visit) {
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const glm::vec2 a = outline[i], b = outline[(i + 1) % outline.size()];
            const auto near_row = [](float y) { return int(std::clamp(y, 0.0F, float(kSide))); };
            const int last = std::min(near_row(std::max(a.y, b.y)) + 1, kSide);
            for (int row = std::max(near_row(std::min(a.y, b.y)) - 1, 0); row < last; ++row) {
                const float y = float(row) + 0.5F;
                if ((a.y <= y) != (b.y <= y)) visit(row, a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x));
            }
        }
    };
    std::vector<std::uint32_t> begin(kSide + 1, 0);
    crossings([&](int row, float) { ++begin[std::size_t(row) + 1]; });
    for (std::size_t row = 0; row < kSide; ++row) begin[row + 1] += begin[row];
    std::vector<float> found(begin.back());
    std::vector<std::uint32_t> next = begin;
    crossings([&](int row, float x) { found[next[std::size_t(row)]++] = x; });
    ends_.reserve(found.size());
    for (std::size_t row = 0; row < kSide; ++row) {
        std::sort(found.begin() + begin[row], found.begin() + begin[row + 1]);
        for (std::uint32_t i = begin[row]; i + 1 < begin[row + 1]; i += 2) {
            const auto texel = [](float x) { return std::int16_t(std::clamp(std::ceil(x - 0.5F), 0.0F, float(kSide))); };
            const std::int16_t first = texel(found[i]), last = texel(found[i + 1]);
            if (first == last) continue;
            ends_.push_back(first);
            ends_.push_back(last);
        }
        row_begin_[row + 1] = std::uint32_t(ends_.size());
    }
}

void LineInside::read(int x, int y, std::uint16_t (&inside)[kTileSide]) const {
    std::fill(std::begin(inside), std::end(inside), std::uint16_t(0));
    const std::span<const std::int16_t> ends = row(y);
    for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
        const int first = std::max(ends[i] - x, 0), last = std::min(ends[i + 1] - x, kTileSide);
        for (int k = first; k < last; ++k) inside[k] = 0xFFFF;
    }
}

void LineInside::differing(const LineInside& a, const LineInside& b, TileSet& tiles) {
    std::vector<std::int16_t> ends;
    for (int y = 0; y < kSide; ++y) {
        const std::span<const std::int16_t> one = a.row(y), other = b.row(y);
        if (std::equal(one.begin(), one.end(), other.begin(), other.end())) continue;
        // Every end flips: between an odd end of the merged list and the next, exactly one of both is inside.
        ends.resize(one.size() + other.size());
        std::merge(one.begin(), one.end(), other.begin(), other.end(), ends.begin());
        for (std::size_t i = 0; i + 1 < ends.size(); i += 2) {
            if (ends[i] < ends[i + 1])
                tiles.add(ends[i] / kTileSide, y / kTileSide, (ends[i + 1] - 1) / kTileSide, y / kTileSide);
        }
    }
}

}  // namespace stipple::session
