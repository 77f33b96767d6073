#include "wanted_map.h"

#include <cassert>

namespace stipple::session {
namespace {
constexpr int kSide = scalp::kChartSide;
}

WantedMap::WantedMap(std::span<const float> per_cm2, double pool_per_cm2) {
    assert(per_cm2.size() == std::size_t(kSide) * kSide && pool_per_cm2 > 0);
    levels_[0].resize(per_cm2.size());
    const double scale = double(shared::RANK_LEVELS) / pool_per_cm2;
    for (std::size_t i = 0; i < per_cm2.size(); ++i) {
        const double wanted = double(per_cm2[i]) * scale + 0.5;
        levels_[0][i] = std::uint16_t(wanted >= 65535.0 ? 65535.0 : wanted);
    }
    for (int level = 1; level < kLevels; ++level) {
        const int side = kSide >> level;
        const std::vector<std::uint16_t>& low = levels_[std::size_t(level - 1)];
        const std::vector<std::uint16_t>& high = level == 1 ? levels_[0] : highest_[std::size_t(level - 1)];
        std::vector<std::uint16_t>& lower = levels_[std::size_t(level)];
        std::vector<std::uint16_t>& higher = highest_[std::size_t(level)];
        lower.resize(std::size_t(side) * side);
        higher.resize(std::size_t(side) * side);
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const std::size_t from = std::size_t(2 * y) * (2 * side) + std::size_t(2 * x), below = from + 2 * side;
                const std::size_t to = std::size_t(y) * side + std::size_t(x);
                lower[to] = std::min(std::min(low[from], low[from + 1]), std::min(low[below], low[below + 1]));
                higher[to] = std::max(std::max(high[from], high[from + 1]), std::max(high[below], high[below + 1]));
            }
        }
    }
}

WantedMap::Interval WantedMap::bounds(const Footprint& footprint) const {
    int level = 0;
    const int extent = std::max(footprint.x1 - footprint.x0, footprint.y1 - footprint.y0);
    while (level + 1 < kLevels && (extent >> level) > 6) ++level;
    const int side = kSide >> level;
    const std::vector<std::uint16_t>& low = levels_[std::size_t(level)];
    const std::vector<std::uint16_t>& high = level == 0 ? levels_[0] : highest_[std::size_t(level)];
    Interval interval{shared::RANK_LEVELS, 0};
    for (int y = footprint.y0 >> level; y <= footprint.y1 >> level; ++y) {
        for (int x = footprint.x0 >> level; x <= footprint.x1 >> level; ++x) {
            const std::size_t texel = std::size_t(y) * side + std::size_t(x);
            interval.low = std::min<std::uint32_t>(interval.low, low[texel]);
            interval.high = std::max<std::uint32_t>(interval.high, high[texel]);
        }
    }
    if (interval.high == 65535) interval.high = shared::RANK_LEVELS;
    if (interval.low == 65535) interval.low = shared::RANK_LEVELS;
    return interval;
}

}  // namespace stipple::session
