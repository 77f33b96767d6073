#include "hair_grown.h"

#include <algorithm>
#include <cstring>

#include "session/chart/shares.h"
#include "session/four_floats.h"
#include "session/paint/paint_map.h"
#include "session/parallel.h"

namespace stipple::session {

using model::ParameterId;

namespace {
constexpr std::uint32_t kGraftWaves = 0x47524654U;  // seed
}

HairWish hair_wish(const model::Design& design) {
    const auto number = [&](ParameterId id) { return float(design.number(id)); };
    const float top = number(ParameterId::hair_top);
    return {number(ParameterId::hair_per_cm2),
            {top, top, top, number(ParameterId::hair_temples), number(ParameterId::hair_sides), number(ParameterId::hair_nape)},
            number(ParameterId::marks_grafts_per_cm2)};
}

HairGrown::HairGrown(const PreparedHead& head) : head_(head) {
    std::ptrdiff_t drawable = 0;
    std::vector<std::ptrdiff_t> zones(kTiles, -1);
    head.tiles.drawable.each([&](int x, int y) { zones[std::size_t(y) * kTilesASide + std::size_t(x)] = drawable++; });
    head.tiles.scalp.each([&](int x, int y) { tiles_.push_back({x, y, zones[std::size_t(y) * kTilesASide + std::size_t(x)]}); });
    wish_.own.fill(1);
}

bool HairGrown::plain() const {
    return wish_.grafts_per_cm2 <= 0 && std::all_of(wish_.own.begin(), wish_.own.end(), [](float factor) { return factor == 1; });
}

TileSet HairGrown::update(const HairWish& wish, const Fields& fields, const TileSet& own_changed, const TileSet& others_changed) {
    const bool was_plain = plain(), everywhere = !(wish == wish_);
    wish_ = wish;
    fields_ = fields;
    if (plain()) return everywhere ? head_.tiles.scalp : own_changed;
    if (share_.empty()) share_.assign(std::size_t(scalp::kChartSide) * scalp::kChartSide, 0);
    const bool new_waves = wish_.grafts_per_cm2 > 0 && waves_.empty();  // then all are made: the wish has changed
    if (new_waves) waves_.resize(tiles_.size());
    TileSet made, changed = own_changed;
    changed |= others_changed;
    for (const TileSet& own : in_parallel<TileSet>(tiles_.size(), 8, [&](std::size_t i, TileSet& mine) {
             const Tile& tile = tiles_[i];
             if (!everywhere && !changed.has(tile.x, tile.y)) return;
             if (new_waves) waves_[i] = edge_waves(head_.scalp_places[i], kGraftWaves);
             if (make_tile(tile, waves_.empty() ? nullptr : &waves_[i])) mine.add(tile.x, tile.y);
         }))
        made |= own;
    return was_plain ? head_.tiles.scalp : made;
}

// True where a byte changed.
bool HairGrown::make_tile(const Tile& tile, const EdgeWaves* waves) {
    constexpr float kKept = 1.0F / float(kWholeKept), kZone = 1.0F / float(kWholeZone);
    constexpr auto kMost = float(kMostOwnFactor);
    // Where nothing else limits them, in units of the share; behind the line it is `planned` of that.
    const float grafts = std::min(float(kHairsPerGraft) * wish_.grafts_per_cm2 / (kMost * wish_.per_cm2), 1.0F);
    bool changed = false;
    for (std::size_t row = 0; row < kTileSide; ++row) {
        const std::size_t first = first_texel(tile.x, tile.y) + row * scalp::kChartSide;
        std::uint16_t made[kTileSide];
        for (std::size_t k = 0; k < kTileSide; k += kLanes) {
            const std::size_t at = first + k, texel = row * kTileSide + k;
            Four factor = four(1), place = four(0);
            if (tile.zones >= 0) {
                const ZoneWeights& weights = head_.zones[std::size_t(tile.zones)];
                factor = four(0);
                for (std::size_t zone = 0; zone < kZones; ++zone) factor += wish_.own[zone] * load(&weights.of[zone][texel]);
                factor *= kZone;
                place = (load(&weights.of[std::size_t(Zone::front)][texel]) + load(&weights.of[std::size_t(Zone::mid_scalp)][texel])) * kZone;
                // Borders of zones are 2 to 3 cm wide: nowhere else is there anything to move.
                if (waves) place = min(max(place + 0.3F * place * (1.0F - place) * (load(&waves->forward[texel]) + load(&waves->left[texel])), four(0)), four(1));
            }
            Four planted = grafts * place * load(&fields_.planned[at]) * (load(&head_.natural_hair[at]) * (1.0F / float(kWholeShare)));
            if (!fields_.bare.empty()) planted *= load(&fields_.bare[at]) * kKept;
            if (!fields_.cut.empty()) planted *= load(&fields_.cut[at]) * kKept;
            const Four own = load(&fields_.own[at]) * factor * (1.0F / kMost);
            store(&made[k], min(max(own, planted) + 0.5F, four(float(kWholeShare))));
        }
        if (std::memcmp(&share_[first], made, sizeof made) == 0) continue;
        std::memcpy(&share_[first], made, sizeof made);
        changed = true;
    }
    return changed;
}

}  // namespace stipple::session
