// The brush that smooths: what is wanted under it moves towards the mean of its surroundings.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "paint_map.h"
#include "scalp/chart.h"

namespace stipple::session {

// How far the mean reaches, in tiles: strokes further off change nothing.
[[nodiscard]] int smoothing_reach_tiles(const model::Stroke& stroke);

struct SmoothScratch {
    std::vector<std::uint64_t> sums, next;
};

// `painted` are keep and add before the stroke, all over the chart; `keep` and `add` those of the tile, which are changed. The
// mean is taken twice over squares of half the brush's width and at most 11 mm, over drawable skin alone, in whole numbers:
// the same whichever tile is asked first.
struct Painted {
    std::span<const std::uint16_t> keep, add;
};
void smooth_tile(const scalp::ScalpChart& chart, const Unpainted& unpainted, const Painted& painted, const model::Stroke& stroke,
                 const StrokeOnSkin::Weights& weights, int tile_x, int tile_y, std::uint16_t* keep, std::uint16_t* add, SmoothScratch& scratch);

}  // namespace stipple::session
