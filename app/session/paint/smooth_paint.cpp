#include "smooth_paint.h"

#include <algorithm>

#include "session/chart/shares.h"
#include "session/sites/density_zones.h"

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;
constexpr int kMostReach = kTileSide;  // texels to each side of a square
// A value and how many texels it is the sum of, in one number: values are below 2^38, counts below 2^21.
constexpr int kCountBits = 22;

// Texels to each side, a quarter of the brush's width: a texel is about a third of a mm.
int reach_of(const model::Stroke& stroke) { return std::clamp(int(0.75F * stroke.size_mm + 0.5F), 1, kMostReach); }

// What is wanted at a texel, kWholeAdded for density.per_cm2; at most kMostPainted of it.
std::uint64_t wanted(const Unpainted& unpainted, const Painted& painted, std::size_t texel) {
    float value = float(unpainted.share[texel]) / float(kWholeShare);
    if (!unpainted.grown.empty()) value *= float(kWholeShare - unpainted.grown[texel]) / float(kWholeShare);
    if (!unpainted.zone.empty()) value *= float(unpainted.zone[texel]) / float(kWholeZone);
    value *= float(painted.keep[texel]) / float(kWholeKept);
    const float sum = value * float(kWholeAdded) + float(painted.add[texel]);
    return std::uint64_t(std::min(sum, kMostPainted * float(kWholeAdded)) + 0.5F);
}

// Sums of 2 reach + 1 neighbours along rows of `width`, written as columns, so that a second call does the other way.
void sum_rows(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to, int rows, int width, int reach) {
    const int left = width - 2 * reach;
    to.resize(std::size_t(left) * std::size_t(rows));
    for (int y = 0; y < rows; ++y) {
        const std::uint64_t* row = &from[std::size_t(y) * std::size_t(width)];
        std::uint64_t sum = 0;
        for (int x = 0; x < 2 * reach; ++x) sum += row[x];
        for (int x = 0; x < left; ++x) {
            sum += row[x + 2 * reach];
            to[std::size_t(x) * std::size_t(rows) + std::size_t(y)] = sum;
            sum -= row[x];
        }
    }
}

}  // namespace

int smoothing_reach_tiles(const model::Stroke& stroke) { return (2 * reach_of(stroke) + kTileSide - 1) / kTileSide; }

void smooth_tile(const scalp::ScalpChart& chart, const Unpainted& unpainted, const Painted& painted, const model::Stroke& stroke,
                 const StrokeOnSkin::Weights& weights, int tile_x, int tile_y, std::uint16_t* keep, std::uint16_t* add, SmoothScratch& scratch) {
    if (*std::max_element(weights.begin(), weights.end()) <= 0) return;
    const int reach = reach_of(stroke), side = kTileSide + 4 * reach;
    const int left = tile_x * kTileSide - 2 * reach, top = tile_y * kTileSide - 2 * reach;
    scratch.sums.assign(std::size_t(side) * std::size_t(side), 0);
    for (int y = std::max(top, 0); y < std::min(top + side, kSide); ++y) {
        for (int x = std::max(left, 0); x < std::min(left + side, kSide); ++x) {
            const std::size_t texel = std::size_t(y) * kSide + std::size_t(x);
            if (chart.drawable[texel])
                scratch.sums[std::size_t(y - top) * std::size_t(side) + std::size_t(x - left)] = wanted(unpainted, painted, texel) << kCountBits | 1U;
        }
    }
    int rows = side, width = side;
    for (int pass = 0; pass < 4; ++pass) {
        sum_rows(scratch.sums, scratch.next, rows, width, reach);
        scratch.sums.swap(scratch.next);
        width -= 2 * reach;
        std::swap(rows, width);
    }
    for (std::size_t k = 0; k < kTileTexels; ++k) {
        const std::uint64_t count = scratch.sums[k] & ((1U << kCountBits) - 1U);
        if (count == 0 || weights[k] <= 0) continue;
        const float mean = float(double(scratch.sums[k] >> kCountBits) / double(count));
        const float moved = weights[k] * stroke.strength, stays = 1.0F - moved;
        keep[k] = std::uint16_t(float(keep[k]) * stays + 0.5F);
        add[k] = std::uint16_t(float(add[k]) * stays + mean * moved + 0.5F);
    }
}

}  // namespace stipple::session
