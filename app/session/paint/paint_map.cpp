#include "paint_map.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "session/chart/shares.h"
#include "session/four_floats.h"
#include "session/head/prepared_head.h"
#include "session/parallel.h"
#include "session/sites/density_zones.h"
#include "smooth_paint.h"

namespace stipple::session {
namespace {

using model::Brush;
using model::Stroke;

constexpr std::size_t kTexels = std::size_t(scalp::kChartSide) * scalp::kChartSide;

// One tile of the fields, row by row.
struct Tile {
    std::uint16_t keep[kTileTexels], add[kTileTexels];
};

// What a stroke that does not smooth makes of a tile.
void apply(const Stroke& stroke, const StrokeOnSkin::Weights& weights, Tile& tile) {
    // At the crispest a fifth of the radius lies between all and nothing.
    const float erasing = 1.0F + 3.0F * stroke.strength;
    for (std::size_t k = 0; k < kTileTexels; k += kLanes) {
        const Four weight = load(&weights[k]);
        if (stroke.brush == Brush::add) {
            const Four more = load(&tile.add[k]) + weight * (stroke.strength * float(kWholeAdded));
            store(&tile.add[k], min(more + 0.5F, four(kMostPainted * float(kWholeAdded))));
        } else {
            const Four left = stroke.brush == Brush::thin ? 1.0F - weight * stroke.strength : 1.0F - min(weight * erasing, four(1));
            store(&tile.keep[k], load(&tile.keep[k]) * left + 0.5F);
            store(&tile.add[k], load(&tile.add[k]) * left + 0.5F);
        }
    }
}

template <class Visit>
void each_row(int x, int y, Visit visit) {
    for (std::size_t row = 0; row < kTileSide; ++row) visit(first_texel(x, y) + row * scalp::kChartSide, row * kTileSide);
}

template <class Fields>
void read(const Fields& fields, int x, int y, Tile& tile) {
    each_row(x, y, [&](std::size_t from, std::size_t to) {
        std::memcpy(&tile.keep[to], &fields.keep[from], kTileSide * sizeof(std::uint16_t));
        std::memcpy(&tile.add[to], &fields.add[from], kTileSide * sizeof(std::uint16_t));
    });
}

// True where a byte changed.
bool write_rows(const std::uint16_t* tile, std::vector<std::uint16_t>& field, int x, int y) {
    bool changed = false;
    each_row(x, y, [&](std::size_t to, std::size_t from) {
        constexpr std::size_t kBytes = kTileSide * sizeof(std::uint16_t);
        if (std::memcmp(&field[to], &tile[from], kBytes) == 0) return;
        std::memcpy(&field[to], &tile[from], kBytes);
        changed = true;
    });
    return changed;
}

template <class Fields>
bool write(const Tile& tile, Fields& fields, int x, int y) {
    const bool kept = write_rows(tile.keep, fields.keep, x, y), added = write_rows(tile.add, fields.add, x, y);
    return kept || added;
}

bool smooths(const StrokeOnSkin& stroke) { return stroke.stroke()->brush == Brush::smooth; }

// Strokes laid before and now: the first `same` are the same.
struct Laid {
    std::vector<StrokeOnSkin> before;  // those from `same` on
    std::size_t same = 0;
    TileSet touched;  // where the others differ
};

// Lays the strokes of the painting that `takes` wants, over those laid before.
template <class Takes>
Laid lay(const PreparedHead& head, const TileFinder& finder, const model::Painting& painting, std::vector<StrokeOnSkin>& strokes, Takes takes) {
    std::vector<std::shared_ptr<const Stroke>> wanted;
    for (const auto& stroke : painting.strokes())
        if (takes(stroke->brush)) wanted.push_back(stroke);
    Laid laid;
    const auto equal = [](const auto& a, const auto& b) { return a == b || *a == *b; };
    while (laid.same < std::min(strokes.size(), wanted.size()) && equal(strokes[laid.same].stroke(), wanted[laid.same])) ++laid.same;
    const auto first = strokes.begin() + std::ptrdiff_t(laid.same);
    laid.before.assign(std::make_move_iterator(first), std::make_move_iterator(strokes.end()));
    strokes.erase(first, strokes.end());
    for (std::size_t i = laid.same; i < wanted.size(); ++i)
        strokes.emplace_back(head, finder, wanted[i], i - laid.same < laid.before.size() ? &laid.before[i - laid.same] : nullptr);
    if (laid.before.size() == 1 && strokes.size() == laid.same + 1) {
        laid.touched = strokes.back().differing(laid.before.front(), finder);
    } else {
        for (const StrokeOnSkin& gone : laid.before) laid.touched |= gone.tiles();
        for (std::size_t i = laid.same; i < strokes.size(); ++i) laid.touched |= strokes[i].tiles();
    }
    return laid;
}

// Of a stroke that changes the density, on skin that dots can be drawn on.
void drawable_weights(const PreparedHead& head, const StrokeOnSkin& stroke, int x, int y, StrokeOnSkin::Weights& weights) {
    stroke.weights(head, x, y, weights);
    each_row(x, y, [&](std::size_t from, std::size_t to) {
        for (std::size_t k = 0; k < kTileSide; ++k)
            if (!head.chart.drawable[from + k]) weights[to + k] = 0;
    });
}

// And the tiles around.
TileSet widened(const TileSet& tiles, int by) {
    TileSet wide;
    const int last = kTilesASide - 1;
    tiles.each([&](int x, int y) { wide.add(std::max(x - by, 0), std::max(y - by, 0), std::min(x + by, last), std::min(y + by, last)); });
    return wide;
}

}  // namespace

PaintMap::PaintMap(const PreparedHead& head) : head_(head), finder_(head) {}

TileSet PaintMap::paint(const Fields& from, Fields& to, const StrokeOnSkin& stroke, const Unpainted& unpainted, const TileSet& tiles) const {
    return changed_in_parallel<SmoothScratch>(tiles, [&](int x, int y, SmoothScratch& scratch) {
        Tile tile;
        read(from, x, y, tile);
        if (stroke.tiles().has(x, y)) {
            StrokeOnSkin::Weights weights;
            drawable_weights(head_, stroke, x, y, weights);
            if (smooths(stroke))
                smooth_tile(head_.chart, unpainted, {from.keep, from.add}, *stroke.stroke(), weights, x, y, tile.keep, tile.add, scratch);
            else
                apply(*stroke.stroke(), weights, tile);
        }
        return write(tile, to, x, y);
    });
}

void PaintMap::sweep(std::size_t count, Fields& to, const Unpainted& unpainted, const TileSet& tiles) {
    // What is needed of each stage so that there is enough around the tiles of the last.
    std::vector<TileSet> needed(count + 1);
    needed[count] = tiles;
    for (std::size_t i = count; i-- > 0;) {
        needed[i] = needed[i + 1];
        if (!smooths(strokes_[i])) continue;
        TileSet smoothed = needed[i + 1];
        smoothed &= strokes_[i].tiles();
        needed[i] |= widened(smoothed, smoothing_reach_tiles(*strokes_[i].stroke()));
    }
    Fields* here = &work_[0];
    Fields* next = &work_[1];
    for (Fields* field : {here, next}) {
        field->keep.resize(kTexels);
        field->add.resize(kTexels);
    }
    std::size_t done = 0;
    for (bool first = true; first || done < count; first = false) {
        // Strokes that look at one place only are painted tile by tile, one after the other.
        std::size_t end = done;
        while (end < count && !smooths(strokes_[end])) ++end;
        (void)changed_in_parallel<Nothing>(needed[done], [&](int x, int y, Nothing&) {
            Tile tile;
            if (first) {
                std::fill_n(tile.keep, kTileTexels, kWholeKept);
                std::fill_n(tile.add, kTileTexels, std::uint16_t(0));
            } else {
                read(*here, x, y, tile);
            }
            StrokeOnSkin::Weights weights;
            for (std::size_t i = done; i < end; ++i) {
                if (!strokes_[i].tiles().has(x, y)) continue;
                drawable_weights(head_, strokes_[i], x, y, weights);
                apply(*strokes_[i].stroke(), weights, tile);
            }
            return write(tile, *here, x, y);
        });
        if (end == count) break;
        (void)paint(*here, *next, strokes_[end], unpainted, needed[end + 1]);
        std::swap(here, next);
        done = end + 1;
    }
    tiles.each([&](int x, int y) {
        Tile tile;
        read(*here, x, y, tile);
        (void)write(tile, to, x, y);
    });
}

TileSet PaintMap::update(const model::Painting& painting, const Unpainted& unpainted, const TileSet& differing) {
    const std::size_t had = strokes_.size();
    const TileSet last_tiles = had > 0 ? strokes_.back().tiles() : TileSet();
    const Laid laid = lay(head_, finder_, painting, strokes_, [](Brush brush) { return brush <= Brush::smooth; });
    const std::size_t count = strokes_.size();
    if (count == 0 && had == 0) return {};
    if (now_.keep.empty()) {
        for (Fields* fields : {&now_, &before_}) {
            fields->keep.assign(kTexels, kWholeKept);
            fields->add.assign(kTexels, 0);
        }
    }
    // Where the fields after all strokes may differ, and after all but the last.
    TileSet after, below;
    for (std::size_t i = 0; i < count; ++i) {
        if (i + 1 == count) below = after;
        TileSet own;
        if (smooths(strokes_[i])) {
            own = differing;
            own |= after;
            own = widened(own, smoothing_reach_tiles(*strokes_[i].stroke()));
            own &= strokes_[i].tiles();
        }
        if (i == laid.same) own |= laid.touched;
        after |= own;
    }
    if (laid.same == count) after |= laid.touched;
    if (after.empty()) return {};
    const bool grows = laid.same + 1 == count && laid.before.size() <= 1;
    if (grows && below.empty()) {
        if (laid.before.empty()) {  // one more: what lies below it is all there was
            last_tiles.each([&](int x, int y) {
                Tile tile;
                read(now_, x, y, tile);
                (void)write(tile, before_, x, y);
            });
        }
        return paint(before_, now_, strokes_.back(), unpainted, after);
    }
    after |= last_tiles;
    if (count > 0) after |= strokes_.back().tiles();
    if (count > 0) {
        sweep(count - 1, before_, unpainted, after);
        return paint(before_, now_, strokes_.back(), unpainted, after);
    }
    sweep(0, before_, unpainted, after);
    return changed_in_parallel<Nothing>(after, [&](int x, int y, Nothing&) {
        Tile tile;
        read(before_, x, y, tile);
        return write(tile, now_, x, y);
    });
}

BareMap::BareMap(const PreparedHead& head) : head_(head), finder_(head) {}

TileSet BareMap::update(const model::Painting& painting) {
    const Laid laid = lay(head_, finder_, painting, strokes_, [](Brush brush) { return brush == Brush::bare; });
    if (laid.touched.empty()) return {};
    if (left_.empty()) left_.assign(kTexels, kWholeKept);
    return changed_in_parallel<Nothing>(laid.touched, [&](int x, int y, Nothing&) {
        std::uint16_t left[kTileTexels];
        std::fill_n(left, kTileTexels, kWholeKept);
        StrokeOnSkin::Weights weights;
        for (const StrokeOnSkin& stroke : strokes_) {
            if (!stroke.tiles().has(x, y)) continue;
            stroke.weights(head_, x, y, weights);
            for (std::size_t k = 0; k < kTileTexels; k += kLanes)
                store(&left[k], load(&left[k]) * (1.0F - load(&weights[k]) * stroke.stroke()->strength) + 0.5F);
        }
        return write_rows(left, left_, x, y);
    });
}

double most_added(const model::Painting& painting) {
    double most = 0;
    for (const auto& stroke : painting.strokes())
        if (stroke->brush == Brush::add) most += double(stroke->strength);
    return std::min(most, double(kMostPainted));
}

}  // namespace stipple::session
