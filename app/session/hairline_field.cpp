#include "hairline_field.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "parallel.h"
#include "shared/hairline.h"
#include "shares.h"

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;
constexpr int kBlockSide = 4;  // texels: a block is what LineDistance takes at a time
static_assert(kBlockSide * kBlockSide == LineDistance::kBlock);

// Width of the transition at a place. Before the ear the sideburn is hardly wider than a soft front transition: there
// it is a clipped edge of 4 mm at most, growing to the design's own width 60 mm from the ear canal.
constexpr float kSideburnSoftnessMm = 4;

}  // namespace

HairlineField::HairlineField(const PreparedHead& head)
    : head_(head),
      tragions_{head.head.frame.landmarks.at("tragion_left"), head.head.frame.landmarks.at("tragion_right")},
      share_(std::size_t(kSide) * kSide, 0) {}

float HairlineField::softness_at(const glm::vec3& position, float softness_mm) const {
    if (softness_mm <= kSideburnSoftnessMm) return softness_mm;
    const glm::vec3 off =
        position - tragions_[position.x < tragions_[0].x + 0.5F * (tragions_[1].x - tragions_[0].x) ? 1 : 0];
    const float share = std::clamp((std::sqrt(glm::dot(off, off)) - 30.0F) / 30.0F, 0.0F, 1.0F);
    return kSideburnSoftnessMm + (softness_mm - kSideburnSoftnessMm) * share;
}

TileSet HairlineField::update(const std::vector<glm::vec3>& line, float softness_mm) {
    TileSet changed;
    if (line_ && line_->points == line && line_->softness_mm == softness_mm) return changed;
    Line next{line, softness_mm, LineDistance(line), LineInside(head_.chart.projection, line)};
    changed = changed_in_parallel<Scratch>(
        touched(next), [&](int x, int y, Scratch& scratch) { return make_tile(next, x, y, scratch); });
    line_ = std::move(next);
    return changed;
}

// Tiles whose texels may have another share than under the line before.
TileSet HairlineField::touched(const Line& next) const {
    if (!line_) return head_.tiles.drawable;
    const Line& last = *line_;
    const std::vector<glm::vec3>&from = last.points, &to = next.points;
    // Points that both lines begin or end with bound pieces that moved nowhere.
    std::size_t begin = 0, end = 0;
    if (last.softness_mm == next.softness_mm) {
        const std::size_t shorter = std::min(from.size(), to.size());
        while (begin < shorter && from[begin] == to[begin]) ++begin;
        while (end < shorter - begin && from[from.size() - 1 - end] == to[to.size() - 1 - end]) ++end;
    }
    const std::size_t first = begin > 0 ? begin - 1 : 0;  // the piece that leads to the first point not shared
    const bool closing = begin == 0 || end == 0;          // the piece from the last point to the first
    const auto near = [&](const Line& line, const TileBall& ball) {
        const std::size_t count = line.points.size();
        return line.distance.near(ball, line.softness_mm, first, count - end) ||
               (closing && line.distance.near(ball, line.softness_mm, count - 1, count));
    };
    TileSet tiles;
    head_.tiles.drawable.each([&](int x, int y) {
        const TileBall& ball = head_.tiles.balls[std::size_t(y) * kTilesASide + std::size_t(x)];
        if (near(last, ball) || near(next, ball)) tiles.add(x, y);
    });
    LineInside::differing(last.inside, next.inside, tiles);
    tiles &= head_.tiles.drawable;
    return tiles;
}

// True where a byte changed.
bool HairlineField::make_tile(const Line& line, int tile_x, int tile_y, Scratch& scratch) {
    const scalp::ScalpChart& chart = head_.chart;
    const std::size_t first = first_texel(tile_x, tile_y);
    std::uint16_t made[kTileSide][kTileSide];
    std::uint32_t any_inside = 0;
    for (int row = 0; row < kTileSide; ++row) {
        line.inside.read(tile_x * kTileSide, tile_y * kTileSide + row, made[row]);
        const std::uint8_t* drawable = &chart.drawable[first + std::size_t(row) * kSide];
        for (int column = 0; column < kTileSide; ++column) {
            if (!drawable[column]) made[row][column] = 0;
            any_inside |= made[row][column];
        }
    }
    const TileBall& ball = head_.tiles.balls[std::size_t(tile_y) * kTilesASide + std::size_t(tile_x)];
    if (any_inside && line.softness_mm > 0) {
        line.distance.pieces(ball, line.softness_mm, scratch.tile);
        for (int y = 0; y < kTileSide && !scratch.tile.empty(); y += kBlockSide) {
            for (int x = 0; x < kTileSide; x += kBlockSide) {
                LineDistance::Places places;
                glm::vec3 low{1e30F}, high{-1e30F};
                bool any = false;
                for (int k = 0; k < LineDistance::kBlock; ++k) {
                    const int row = y + k / kBlockSide, column = x + k % kBlockSide;
                    const glm::vec3& at = chart.position[first + std::size_t(row) * kSide + std::size_t(column)];
                    places.x[k] = at.x;
                    places.y[k] = at.y;
                    places.z[k] = at.z;
                    if (made[row][column] == 0) continue;
                    any = true;
                    low = glm::min(low, at);
                    high = glm::max(high, at);
                }
                if (!any) continue;
                const glm::vec3 half = 0.5F * (high - low);
                LineDistance::narrow({0.5F * (low + high), std::sqrt(glm::dot(half, half))}, line.softness_mm, scratch.tile,
                                     scratch.block);
                if (scratch.block.empty()) continue;
                float distance2[LineDistance::kBlock];
                line.distance.nearest2(places, scratch.block, distance2);
                for (int k = 0; k < LineDistance::kBlock; ++k) {
                    std::uint16_t& share = made[y + k / kBlockSide][x + k % kBlockSide];
                    if (share == 0) continue;
                    const float softness = softness_at({places.x[k], places.y[k], places.z[k]}, line.softness_mm);
                    share = to_share(shared::hairline_falloff(std::sqrt(distance2[k]), softness));
                }
            }
        }
    }
    bool changed = false;
    for (int row = 0; row < kTileSide; ++row) {
        std::uint16_t* kept = &share_[first + std::size_t(row) * kSide];
        if (std::memcmp(kept, made[row], sizeof made[row]) == 0) continue;
        std::memcpy(kept, made[row], sizeof made[row]);
        changed = true;
    }
    return changed;
}

}  // namespace stipple::session
