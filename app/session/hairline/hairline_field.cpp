#include "hairline_field.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "session/chart/shares.h"
#include "session/parallel.h"
#include "shared/hash.h"

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;
static_assert(kBlockSide * kBlockSide == LineDistance::kBlock && kBlockSide == kLanes);

// Width of the transition at a place. Before the ear the sideburn is hardly wider than a soft front transition: there
// it is a clipped edge of 4 mm at most, growing to the design's own width 60 mm from the ear canal.
constexpr float kSideburnSoftnessMm = 4;

}  // namespace

Four hairline_falloff(const Four& distance_mm, const Four& softness_mm) {
    const Four share = min(distance_mm / softness_mm, four(1));
    return share * share * (3.0F - 2.0F * share);
}

HairlineField::HairlineField(const PreparedHead& head)
    : head_(head),
      tragions_{head.head.frame.landmarks.at("tragion_left"), head.head.frame.landmarks.at("tragion_right")},
      share_(std::size_t(kSide) * kSide, 0) {}

TileSet HairlineField::update(const std::vector<glm::vec3>& line, float softness_mm, const Sentinels& sentinels) {
    TileSet changed;
    if (line_ && line_->points == line && line_->softness_mm == softness_mm && line_->sentinels == sentinels)
        return changed;
    Line next{line, softness_mm, sentinels, LineDistance(line), LineInside(head_.chart.projection, line)};
    const auto touched = touched_by(next);
    changed = changed_in_parallel<Scratch>(head_.tiles.drawable, [&](int x, int y, Scratch& scratch) {
        return touched(x, y) && make_tile(next, x, y, scratch);
    });
    line_ = std::move(next);
    return changed;
}

// Says of a tile whether its texels may have another share than under the line before.
std::function<bool(int x, int y)> HairlineField::touched_by(const Line& next) const {
    if (!line_) return [](int, int) { return true; };
    const Line& last = *line_;
    const std::vector<glm::vec3>&from = last.points, &to = next.points;
    // Points that both lines begin or end with bound pieces that moved nowhere.
    std::size_t begin = 0, end = 0;
    if (last.softness_mm == next.softness_mm && last.sentinels == next.sentinels) {
        const std::size_t shorter = std::min(from.size(), to.size());
        while (begin < shorter && from[begin] == to[begin]) ++begin;
        while (end < shorter - begin && from[from.size() - 1 - end] == to[to.size() - 1 - end]) ++end;
    }
    const std::size_t first = begin > 0 ? begin - 1 : 0;  // the piece that leads to the first point not shared
    const bool closing = begin == 0 || end == 0;          // the piece from the last point to the first
    const auto near = [=](const Line& line, const TileBall& ball) {
        const std::size_t count = line.points.size();
        return line.distance.near(ball, line.reach_mm(), first, count - end) ||
               (closing && line.distance.near(ball, line.reach_mm(), count - 1, count));
    };
    TileSet passed;
    LineInside::differing(last.inside, next.inside, passed);
    return [=, this, &last, &next](int x, int y) {
        const TileBall& ball = head_.tiles.balls[std::size_t(y) * kTilesASide + std::size_t(x)];
        return passed.has(x, y) || near(last, ball) || near(next, ball);
    };
}

// Shares of a quarter of a tile, texels x .. x + 7, y .. y + 7 of it, where they are not 0 yet.
void HairlineField::soften_quarter(const Line& line, int tile_x, int tile_y, int x, int y, TileShares& made,
                                   Scratch& scratch) const {
    // A row of a block is 64 bits.
    const auto any_inside = [&](int x0, int y0) {
        std::uint64_t any = 0;
        for (int row = y0; row < y0 + kBlockSide; ++row) {
            std::uint64_t bits = 0;
            std::memcpy(&bits, &made[row][x0], sizeof bits);
            any |= bits;
        }
        return any != 0;
    };
    const int block_x = (tile_x * kTileSide + x) / kBlockSide, block_y = (tile_y * kTileSide + y) / kBlockSide;
    bool narrowed = false;
    for (int k = 0; k < 4; ++k) {
        const int x0 = x + (k % 2) * kBlockSide, y0 = y + (k / 2) * kBlockSide;
        if (line.sentinels.amount == 0 && !any_inside(x0, y0)) continue;
        if (!narrowed) {
            const TileBall& quarter =
                head_.tiles.quarter_balls[std::size_t(block_y / 2) * (kBlocksASide / 2) + std::size_t(block_x / 2)];
            LineDistance::narrow(quarter, line.reach_mm(), scratch.tile, scratch.quarter);
            if (scratch.quarter.count == 0) return;
            narrowed = true;
        }
        const TileBall& block =
            head_.tiles.block_balls[std::size_t(block_y + k / 2) * kBlocksASide + std::size_t(block_x + k % 2)];
        LineDistance::narrow(block, line.reach_mm(), scratch.quarter, scratch.block);
        if (scratch.block.count > 0) soften_block(line, first_texel(tile_x, tile_y), x0, y0, made, scratch);
    }
}

void HairlineField::soften_block(const Line& line, std::size_t first, int x, int y, TileShares& made,
                                 Scratch& scratch) const {
    LineDistance::Places places;
    for (int k = 0; k < LineDistance::kBlock; ++k) {
        const std::size_t row = std::size_t(y + k / kBlockSide), column = std::size_t(x + k % kBlockSide);
        const glm::vec3& at = head_.chart.position[first + row * kSide + column];
        places.x[k] = at.x;
        places.y[k] = at.y;
        places.z[k] = at.z;
    }
    float distance2[LineDistance::kBlock];
    LineDistance::nearest2(places, scratch.block, distance2);
    if (line.softness_mm > 0) soften(line, places, distance2, x, y, made);
    if (line.sentinels.amount > 0) add_sentinels(line, first, x, y, places, distance2, made);
}

// 0 within 30 mm of an ear canal, 1 from 60 mm on; places k .. k + 3.
Four HairlineField::clear_of_ears(const LineDistance::Places& places, std::size_t k) const {
    const glm::vec3 &left = tragions_[0], &right = tragions_[1];
    const float middle = left.x + 0.5F * (right.x - left.x);
    const Four px = load(places.x + k), py = load(places.y + k), pz = load(places.z + k);
    const auto tragion = [&](float on_left, float on_right) { return px < middle ? four(on_right) : four(on_left); };
    const Four dx = px - tragion(left.x, right.x), dy = py - tragion(left.y, right.y),
               dz = pz - tragion(left.z, right.z);
    const Four away = sqrt(dx * dx + dy * dy + dz * dz);
    return min(max((away - 30.0F) * (1.0F / 30.0F), four(0)), four(1));
}

void HairlineField::soften(const Line& line, const LineDistance::Places& places, const float* distance2, int x, int y,
                           TileShares& made) const {
    for (int row = 0; row < kBlockSide; ++row) {
        const std::size_t k = std::size_t(row) * kLanes;
        Four softness = four(line.softness_mm);
        if (line.softness_mm > kSideburnSoftnessMm)
            softness = kSideburnSoftnessMm + (line.softness_mm - kSideburnSoftnessMm) * clear_of_ears(places, k);
        std::uint16_t soft[kBlockSide];
        store(soft, hairline_falloff(sqrt(load(distance2 + k)), softness) * float(kWholeShare) + 0.5F);
        std::uint16_t* to = &made[y + row][x];
        for (int column = 0; column < kBlockSide; ++column)
            to[column] = to[column] != 0 ? soft[column] : std::uint16_t(0);
    }
}

// Where nothing is wanted yet; neither at the sideburns nor round ears and nape.
void HairlineField::add_sentinels(const Line& line, std::size_t first, int x, int y, const LineDistance::Places& places,
                                  const float* distance2, TileShares& made) const {
    // Lone hairs come in groups and gaps: what is wanted differs from tile to tile, between nothing and twice the mean.
    const float here =
        2.0F * shared::hash_unit(shared::hash_pcg(shared::hash_pcg(line.sentinels.seed) + std::uint32_t(first)));
    const float most = line.sentinels.amount * kSentinelShare * here * float(kWholeShare);
    const Four ear = four(tragions_[0].z + 0.5F * (tragions_[1].z - tragions_[0].z));
    const std::uint8_t* drawable = &head_.chart.drawable[first];
    for (int row = 0; row < kBlockSide; ++row) {
        const std::size_t k = std::size_t(row) * kLanes;
        const Four distance = sqrt(load(distance2 + k));
        // Half of `most` at 2 and at 6 mm.
        const Four band = min(max(min(distance - 1.5F, kSentinelReachMm - distance), four(0)), four(1));
        const Four before_ears = load(places.z + k) > ear ? clear_of_ears(places, k) : four(0);
        std::uint16_t sparse[kBlockSide];
        store(sparse, band * before_ears * most + 0.5F);
        std::uint16_t* to = &made[y + row][x];
        for (int column = 0; column < kBlockSide; ++column)
            if (to[column] == 0 && drawable[std::size_t(y + row) * kSide + std::size_t(x + column)])
                to[column] = sparse[column];
    }
}

// True where a byte changed.
bool HairlineField::make_tile(const Line& line, int tile_x, int tile_y, Scratch& scratch) {
    const scalp::ScalpChart& chart = head_.chart;
    const std::size_t first = first_texel(tile_x, tile_y);
    TileShares made;
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
    if (line.sentinels.amount > 0 || (any_inside && line.softness_mm > 0)) {
        line.distance.pieces(ball, line.reach_mm(), scratch.all);
        LineDistance::narrow(ball, line.reach_mm(), scratch.all, scratch.tile);
        for (int y = 0; y < kTileSide && scratch.tile.count > 0; y += 2 * kBlockSide)
            for (int x = 0; x < kTileSide; x += 2 * kBlockSide)
                soften_quarter(line, tile_x, tile_y, x, y, made, scratch);
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
