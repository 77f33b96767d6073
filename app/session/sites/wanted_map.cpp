#include "wanted_map.h"

#include <cassert>
#include <cstring>

#include "density_zones.h"
#include "session/paint/paint_map.h"
#include "session/parallel.h"

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;
static_assert(kTileSide == 16, "the coarsest level has one cell a tile");

std::uint32_t ranks(std::uint16_t texel) { return texel == 65535 ? shared::RANK_LEVELS : texel; }

}  // namespace

WantedMap::WantedMap() : texels_(std::size_t(kSide) * kSide, 0) {
    for (int level = 0; level < kLevels; ++level) {
        const std::size_t side = std::size_t(kSide) >> (level + 1);
        levels_[std::size_t(level)].assign(side * side, {0, 0});
    }
}

TileSet WantedMap::update(std::span<const std::uint16_t> share, std::span<const std::uint16_t> taken, double per_cm2,
                          double pool_per_cm2, const TileSet& tiles, std::span<const std::uint16_t> zone, const ByHand& by_hand) {
    assert(share.size() == texels_.size() && (taken.empty() || taken.size() == texels_.size()) &&
           (zone.empty() || zone.size() == texels_.size()) && pool_per_cm2 > 0);
    constexpr double whole = kWholeShare;
    const float scale = float(per_cm2 / pool_per_cm2 * double(shared::RANK_LEVELS) / (taken.empty() ? whole : whole * whole));
    const float added = float(per_cm2 / pool_per_cm2 * double(shared::RANK_LEVELS) / double(kWholeAdded));
    const float most = kMostPainted * float(kWholeAdded) * added;
    return changed_in_parallel<Nothing>(tiles, [&](int tile_x, int tile_y, Nothing&) {
        bool differs = false;
        for (int row = 0; row < kTileSide; ++row) {
            const std::size_t first = first_texel(tile_x, tile_y) + std::size_t(row) * kSide;
            const std::uint16_t* from = &share[first];
            float wanted[kTileSide];
            for (int i = 0; i < kTileSide; ++i) wanted[i] = float(std::int32_t(from[i]));
            if (!taken.empty())
                for (int i = 0; i < kTileSide; ++i)
                    wanted[i] *= float(std::int32_t(kWholeShare - taken[first + std::size_t(i)]));
            for (int i = 0; i < kTileSide; ++i) wanted[i] *= scale;
            if (!zone.empty())
                for (int i = 0; i < kTileSide; ++i)
                    wanted[i] *= float(std::int32_t(zone[first + std::size_t(i)])) * (1.0F / float(kWholeZone));
            if (!by_hand.keep.empty())
                for (int i = 0; i < kTileSide; ++i) {
                    const float kept = wanted[i] * (float(std::int32_t(by_hand.keep[first + std::size_t(i)])) * (1.0F / float(kWholeKept)));
                    const float sum = kept + float(std::int32_t(by_hand.add[first + std::size_t(i)])) * added;
                    wanted[i] = std::min(sum, std::max(most, kept));
                }
            if (!by_hand.cut.empty())
                for (int i = 0; i < kTileSide; ++i)
                    wanted[i] *= float(std::int32_t(by_hand.cut[first + std::size_t(i)])) * (1.0F / float(kWholeKept));
            std::uint16_t made[kTileSide];
            for (int i = 0; i < kTileSide; ++i) {
                const float rounded = wanted[i] + 0.5F;
                made[i] = std::uint16_t(std::int32_t(rounded < 65535.0F ? rounded : 65535.0F));
            }
            if (std::memcmp(&texels_[first], made, sizeof made) == 0) continue;
            std::memcpy(&texels_[first], made, sizeof made);
            differs = true;
        }
        if (differs) bound_tile(tile_x, tile_y);
        return differs;
    });
}

void WantedMap::bound_tile(int x, int y) {
    for (int level = 0; level < kLevels; ++level) {
        const int side = kSide >> (level + 1), cells = kTileSide >> (level + 1);
        for (int row = y * cells; row < (y + 1) * cells; ++row) {
            Bounds* to = &levels_[std::size_t(level)][std::size_t(row) * side];
            for (int column = x * cells; column < (x + 1) * cells; ++column) {
                const std::size_t from = std::size_t(2 * row) * (2 * side) + std::size_t(2 * column), below = from + 2 * side;
                Bounds bounds{65535, 0};
                const auto take = [&](std::uint16_t low, std::uint16_t high) {
                    bounds.low = std::min(bounds.low, low);
                    bounds.high = std::max(bounds.high, high);
                };
                for (const std::size_t i : {from, from + 1, below, below + 1}) {
                    if (level == 0) {
                        take(texels_[i], texels_[i]);
                    } else {
                        const Bounds& finer = levels_[std::size_t(level - 1)][i];
                        take(finer.low, finer.high);
                    }
                }
                to[column] = bounds;
            }
        }
    }
}

WantedMap::Interval WantedMap::bounds(const Footprint& footprint) const {
    int shift = 0;
    const int extent = std::max(footprint.x1 - footprint.x0, footprint.y1 - footprint.y0);
    while (shift < kLevels && (extent >> shift) > 6) ++shift;
    std::uint16_t low = 65535, high = 0;
    for (int y = footprint.y0 >> shift; y <= footprint.y1 >> shift; ++y) {
        const std::size_t row = std::size_t(y) * (kSide >> shift);
        for (int x = footprint.x0 >> shift; x <= footprint.x1 >> shift; ++x) {
            const std::size_t cell = row + std::size_t(x);
            const Bounds here = shift == 0 ? Bounds{texels_[cell], texels_[cell]} : levels_[std::size_t(shift - 1)][cell];
            low = std::min(low, here.low);
            high = std::max(high, here.high);
        }
    }
    return {ranks(low), ranks(high)};
}

std::uint32_t WantedMap::highest() const {
    std::uint16_t high = 0;
    for (const Bounds& tile : levels_[kLevels - 1]) high = std::max(high, tile.high);
    return ranks(high);
}

}  // namespace stipple::session
