#include "hair_map.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "session/chart/shares.h"
#include "session/four_floats.h"
#include "session/paint/paint_map.h"
#include "session/parallel.h"

namespace stipple::session {
namespace {

constexpr int kSide = scalp::kChartSide;

// 0 at `low`, 1 at `high`.
float smooth(float low, float high, float x) {
    const float share = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
    return share * share * (3.0F - 2.0F * share);
}

// Two box blurs, `reach` texels to each side: soft enough that no edge of the mask shows as a step.
void soften(std::vector<float>& field, int reach) {
    std::vector<float> line(kSide);
    std::vector<double> sums(kSide);
    std::vector<float> columns(field.size());
    const auto clamped = [](int i) { return std::size_t(std::clamp(i, 0, kSide - 1)); };
    for (int round = 0; round < 2; ++round) {
        for (std::size_t y = 0; y < kSide; ++y) {
            float* row = &field[y * kSide];
            std::copy(row, row + kSide, line.begin());
            double sum = 0;
            for (int i = -reach; i <= reach; ++i) sum += double(line[clamped(i)]);
            for (int i = 0; i < kSide; ++i) {
                row[i] = float(sum / (2 * reach + 1));
                sum += double(line[clamped(i + reach + 1)] - line[clamped(i - reach)]);
            }
        }
        // All columns side by side: a column by itself would touch a cache line a texel.
        std::fill(sums.begin(), sums.end(), 0.0);
        const auto row = [&](int y) { return &field[clamped(y) * kSide]; };
        for (int i = -reach; i <= reach; ++i) {
            for (std::size_t x = 0; x < kSide; ++x) sums[x] += double(row(i)[x]);
        }
        for (int y = 0; y < kSide; ++y) {
            const float *add = row(y + reach + 1), *drop = row(y - reach);
            for (std::size_t x = 0; x < kSide; ++x) {
                columns[std::size_t(y) * kSide + x] = float(sums[x] / (2 * reach + 1));
                sums[x] += double(add[x] - drop[x]);
            }
        }
        field.swap(columns);
    }
}

}  // namespace

std::vector<std::uint16_t> natural_hair(const scalp::ScalpChart& chart) {
    std::vector<float> field(std::size_t(kSide) * kSide);
    for (std::size_t i = 0; i < field.size(); ++i) field[i] = chart.scalp[i] ? 1.0F : 0.0F;
    soften(field, 10);
    std::vector<std::uint16_t> share(field.size());
    for (std::size_t i = 0; i < field.size(); ++i)
        share[i] = chart.scalp[i] ? to_share(smooth(0.4F, 1.0F, field[i])) : std::uint16_t(0);
    return share;
}

HairMap::HairMap(const PreparedHead& head)
    : head_(head), share_(std::size_t(kSide) * kSide, 0), kind_{"totalis"}, progress_(1) {
    head_.tiles.scalp.each([&](int x, int y) { tiles_.push_back({x, y, 0}); });
    assert(tiles_.size() == head_.scalp_places.size());
    for (std::size_t i = 0; i < tiles_.size(); ++i) make_tile(i);
}

TileSet HairMap::update(const LossKind& kind, float progress, const ByHand& by_hand, const TileSet& by_hand_differs,
                        const std::string& also) {
    by_hand_ = by_hand;
    const LossKind also_kind{also, kind.seed};
    const bool new_also = also_kind != also_of_, everywhere = kind != kind_ || progress != progress_ || new_also;
    if (!everywhere && by_hand_differs.empty()) return {};
    kind_ = kind;
    progress_ = progress;
    also_of_ = also_kind;
    if (new_also) also_.resize(also == "none" ? 0 : tiles_.size());
    const bool new_mask = !leaves_none() && mask_of_ != kind;
    if (new_mask) {
        mask_of_ = kind;
        mask_.resize(tiles_.size());
    }
    const bool new_waves = (new_mask || (new_also && also != "none")) && (waves_.empty() || waves_of_ != kind.seed);
    if (new_waves) {
        waves_of_ = kind.seed;
        waves_.resize(tiles_.size());
    }
    const LossMask mask(kind), also_mask(also_kind);
    TileSet changed;
    for (const TileSet& own : in_parallel<TileSet>(tiles_.size(), 8, [&](std::size_t i, TileSet&own) {
             if (!everywhere && !by_hand_differs.has(tiles_[i].x, tiles_[i].y)) return;
             if (new_waves) waves_[i] = edge_waves(head_.scalp_places[i], kind.seed);
             if (new_mask) mask(head_.scalp_places[i], waves_[i], mask_[i]);
             if (new_also && !also_.empty()) also_mask(head_.scalp_places[i], waves_[i], also_[i]);
             if (make_tile(i)) own.add(tiles_[i].x, tiles_[i].y);
         }))
        changed |= own;
    return changed;
}

bool HairMap::leaves_none() const { return (kind_.word == "totalis" || kind_.word == "universalis") && progress_ >= 1; }

double HairMap::bare_cm2() const {
    double sum = 0;
    for (const Tile& tile : tiles_) sum += double(tile.bare_mm2);
    return sum / 100.0;
}

// True where a byte of the shares changed.
bool HairMap::make_tile(std::size_t tile) {
    const bool none = leaves_none();
    bool changed = false;
    Four bare = four(0);
    for (std::size_t row = 0; row < kTileSide; ++row) {
        const std::size_t first = first_texel(tiles_[tile].x, tiles_[tile].y) + row * kSide;
        std::uint16_t made[kTileSide];
        for (std::size_t k = 0; k < kTileSide; k += kLanes) {
            const std::size_t texel = row * kTileSide + k;
            constexpr float kKept = 1.0F / float(kWholeKept);
            Four left = none ? four(0) : 1.0F - progress_ * load(&mask_[tile][texel]);
            if (!also_.empty()) left = min(left, 1.0F - load(&also_[tile][texel]));
            if (!by_hand_.bare.empty()) left *= load(&by_hand_.bare[first + k]) * kKept;
            Four uncut = by_hand_.cut.empty() ? left : left * (load(&by_hand_.cut[first + k]) * kKept);
            if (!by_hand_.scarred.empty()) uncut *= load(&by_hand_.scarred[first + k]) * kKept;
            store(&made[k], uncut * load(&head_.natural_hair[first + k]) + 0.5F);  // none grows beside the scalp
            bare += left < 0.5F ? load(&head_.scalp_places[tile].area_mm2[texel]) : four(0);
        }
        if (std::memcmp(&share_[first], made, sizeof made) == 0) continue;
        std::memcpy(&share_[first], made, sizeof made);
        changed = true;
    }
    tiles_[tile].bare_mm2 = sum(bare);
    return changed;
}

}  // namespace stipple::session
