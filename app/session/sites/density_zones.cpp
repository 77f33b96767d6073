#include "density_zones.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "session/four_floats.h"
#include "session/head/prepared_head.h"
#include "session/parallel.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr ParameterId kFactors[kZones] = {ParameterId::density_front, ParameterId::density_mid_scalp,
                                          ParameterId::density_crown, ParameterId::density_temples,
                                          ParameterId::density_sides, ParameterId::density_nape};

// 0 `half` mm before `middle`, 1 as far behind it.
Four border(const Four& x, const Four& middle, float half) {
    const Four share = min(max((x - middle) * (0.5F / half) + 0.5F, four(0)), four(1));
    return share * share * (3.0F - 2.0F * share);
}

// Factors all 1.
constexpr std::array<float, kZones> kEven = {1, 1, 1, 1, 1, 1};

}  // namespace

ZoneWeights zone_weights(const ScalpPlaces& places) {
    constexpr float kHalfMm = 12;
    ZoneWeights weights;
    for (std::size_t k = 0; k < kTileTexels; k += kLanes) {
        const Four left = load(&places.left[k]), forward = load(&places.forward[k]), up = load(&places.up[k]);
        const Four side = max(left, -left);
        // The horseshoe of hair that stays sinks towards the back.
        const Four front = border(forward, four(28), kHalfMm), behind = border(forward, four(-35), kHalfMm);
        // And on the forehead between the corners the front reaches down to the lowest hairline.
        const Four ridge = 84.0F - 12.0F * border(-forward, four(42.5F), 32.5F) -
                           40.0F * front * (1.0F - border(side, four(46), kHalfMm));
        const Four top = border(up, ridge, kHalfMm);
        const Four temple = border(forward, four(15), kHalfMm);
        // Across the diagonal two coordinates change at once: 24 mm of skin are 34 of it.
        const Four back = border(-forward - side, four(0), 17);
        const Four in_zone[kZones] = {top * front,
                                      top * (behind - front),
                                      top * (1.0F - behind),
                                      (1.0F - top) * temple,
                                      (1.0F - top) * max(1.0F - temple - back, four(0)),
                                      (1.0F - top) * min(back, 1.0F - temple)};
        for (std::size_t zone = 0; zone < kZones; ++zone)
            store(&weights.of[zone][k], in_zone[zone] * float(kWholeZone) + 0.5F);
        for (std::size_t i = k; i < k + kLanes; ++i) {
            // Rounded weights may miss the whole by a few units, which the largest takes.
            int sum = 0;
            std::size_t largest = 0;
            for (std::size_t zone = 0; zone < kZones; ++zone) {
                sum += weights.of[zone][i];
                if (weights.of[zone][i] > weights.of[largest][i]) largest = zone;
            }
            weights.of[largest][i] = std::uint16_t(weights.of[largest][i] + int(kWholeZone) - sum);
        }
    }
    return weights;
}

std::array<float, kZones> zone_factors(const model::Design& design) {
    std::array<float, kZones> factors;
    for (std::size_t zone = 0; zone < kZones; ++zone) factors[zone] = float(design.number(kFactors[zone]));
    return factors;
}

double highest_zone_factor(const model::Design& design) {
    const std::array<float, kZones> factors = zone_factors(design);
    return double(*std::max_element(factors.begin(), factors.end()));
}

ZoneMap::ZoneMap(const PreparedHead& head) : head_(head), factors_(kEven) {
    head_.tiles.drawable.each([&](int x, int y) { tiles_.push_back({x, y}); });
}

std::span<const std::uint16_t> ZoneMap::factor() const {
    return factors_ == kEven ? std::span<const std::uint16_t>() : std::span<const std::uint16_t>(factor_);
}

TileSet ZoneMap::update(const std::array<float, kZones>& factors) {
    if (factors == factors_) return {};
    factors_ = factors;
    assert(tiles_.size() == head_.zones.size());
    if (factor_.empty()) factor_.assign(std::size_t(scalp::kChartSide) * scalp::kChartSide, kWholeZone);
    TileSet changed;
    for (const TileSet& own : in_parallel<TileSet>(tiles_.size(), 8, [&](std::size_t i, TileSet&own) {
             if (make_tile(i)) own.add(tiles_[i].x, tiles_[i].y);
         }))
        changed |= own;
    return changed;
}

// True where a byte changed.
bool ZoneMap::make_tile(std::size_t tile) {
    bool changed = false;
    for (std::size_t row = 0; row < kTileSide; ++row) {
        std::uint16_t made[kTileSide];
        for (std::size_t k = 0; k < kTileSide; k += kLanes) {
            Four sum = four(0.5F);
            for (std::size_t zone = 0; zone < kZones; ++zone)
                sum += factors_[zone] * load(&head_.zones[tile].of[zone][row * kTileSide + k]);
            store(&made[k], sum);
        }
        std::uint16_t* kept = &factor_[first_texel(tiles_[tile].x, tiles_[tile].y) + row * scalp::kChartSide];
        if (std::memcmp(kept, made, sizeof made) == 0) continue;
        std::memcpy(kept, made, sizeof made);
        changed = true;
    }
    return changed;
}

}  // namespace stipple::session
