#include "skin_marks.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "session/chart/skin_noise.h"
#include "session/head/prepared_head.h"
#include "session/paint/paint_map.h"
#include "session/parallel.h"
#include "shared/marks.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr float kAllGrows = 0.2F, kNoneGrows = 0.6F;  // shares of scar
constexpr std::size_t kSide = scalp::kChartSide;
constexpr std::uint8_t kPlain[4] = {std::uint8_t(shared::MARK_PLAIN), std::uint8_t(shared::MARK_PLAIN), std::uint8_t(shared::MARK_PLAIN), 0};

// Linear factors on the colour of skin. A brown naevus holds more melanin, a port-wine mark more blood, which takes green and blue; a burn
// heals pink where it is young and pale where it is old, side by side. Directions are general knowledge, sizes judged in pictures.
constexpr glm::vec3 kBrown{0.52F, 0.38F, 0.29F}, kRed{0.78F, 0.44F, 0.47F}, kPink{1.02F, 0.72F, 0.70F}, kPale{1.0F, 0.93F, 0.90F};

std::uint8_t step(float x, float whole) { return std::uint8_t(glm::clamp(x * whole + 0.5F, 0.0F, 255.0F)); }

}  // namespace

float SkinMarks::scar_share(std::uint32_t u, std::uint32_t v) const {
    const int x = int(u / (65536U / kSide)) - x0, y = int(v / (65536U / kSide)) - y0;
    if (x < 0 || y < 0 || x >= width || y >= height) return 0;
    return float(rgba[(std::size_t(y) * std::size_t(width) + std::size_t(x)) * 4 + 3]) * (1.0F / 255.0F);
}

MarksMap::MarksMap(const PreparedHead& head) : head_(head) {}

TileSet MarksMap::update(const model::Design& design) {
    TileSet stale;
    const auto number = [&](ParameterId id) { return design.number(id); };
    const auto remake = [&](MarkShape& shape, MarkShape made) {
        stale |= made.differing(shape);
        shape = std::move(made);
    };

    std::array<double, 3> strip{number(ParameterId::marks_fut_length_mm), number(ParameterId::marks_fut_width_mm), number(ParameterId::marks_fut_height_mm)};
    if (!(strip[0] > 0)) strip = {};
    if (strip != strip_of_) {
        strip_of_ = strip;
        const StripScar scar = strip_scar(head_, strip[0], strip[1], strip[2]);
        strip_length_mm_ = scar.length_mm;
        remake(strip_, strip_shape(head_, scar));
    }

    std::array<double, 3> punches{number(ParameterId::marks_fue_per_cm2), number(ParameterId::marks_fue_diameter_mm), number(ParameterId::marks_fue_field_mm)};
    if (!(punches[0] > 0)) punches = {};
    if (punches != punches_of_) {
        punches_of_ = punches;
        std::vector<PunchPlace> places;
        if (punches[0] > 0) {
            if (!donor_) donor_.emplace(head_);
            const DonorArea::Chosen chosen = donor_->chosen(punches[0], punches[2]);
            for (const PunchPlace& place : donor_->places().first(chosen.first_of))
                if (chosen.has(place)) places.push_back(place);
        }
        remake(punches_, punch_shape(head_, places, punches[1]));
    }

    const bool red = design.choice(ParameterId::marks_birthmark_kind) == "red";
    if (const double width = number(ParameterId::marks_birthmark_mm); width != birthmark_of_) {
        birthmark_of_ = width;
        remake(birthmark_, width > 0 ? birthmark_shape(head_, width) : MarkShape{});
    }

    std::size_t same = 0, seen = 0;  // strokes are only ever added to the end or taken from it
    const auto& strokes = design.painting().strokes();
    for (; seen < strokes.size(); ++seen) {
        if (!is_mark(strokes[seen]->brush)) continue;
        if (same == painted_.size() || !(painted_[same].stroke == strokes[seen] || *painted_[same].stroke == *strokes[seen])) break;
        ++same;
    }
    std::size_t count = same;
    for (; seen < strokes.size(); ++seen) {
        if (!is_mark(strokes[seen]->brush)) continue;
        if (count == painted_.size()) painted_.emplace_back();
        painted_[count].stroke = strokes[seen];
        remake(painted_[count++].shape, stroke_shape(head_, *strokes[seen]));
    }
    for (std::size_t i = count; i < painted_.size(); ++i) stale |= painted_[i].shape.tiles;
    painted_.resize(count);

    if (red != red_) {
        red_ = red;
        stale |= birthmark_.tiles;
        for (const Painted& painted : painted_)
            if (painted.shape.kind == MarkKind::birthmark) stale |= painted.shape.tiles;
    }
    if (stale.empty()) return {};
    if (rgba_.empty()) {
        rgba_.resize(kSide * kSide * 4);
        for (std::size_t i = 0; i < rgba_.size(); i += 4) std::memcpy(&rgba_[i], kPlain, 4);
        hair_left_.assign(kSide * kSide, kWholeKept);
        tiles_.resize(kTiles);
    }
    const TileSet changed = changed_in_parallel<Nothing>(stale, [&](int x, int y, Nothing&) { return make_tile(x, y); });
    keep_marks();
    return changed;
}

// True where a byte changed.
bool MarksMap::make_tile(int x, int y) {
    std::vector<const MarkShape*> shapes;
    for (const MarkShape* shape : {&birthmark_, &punches_, &strip_})
        if (shape->tiles.has(x, y)) shapes.push_back(shape);
    for (const Painted& painted : painted_)
        if (painted.shape.tiles.has(x, y)) shapes.push_back(&painted.shape);
    std::vector<std::span<const MarkShape::Touch>> touching;
    for (const MarkShape* shape : shapes) touching.push_back(shape->touching(x, y));

    Tile& tile = tiles_[std::size_t(y) * kTilesASide + std::size_t(x)];
    tile = {};
    bool changed = false;
    for (std::size_t row = 0; row < kTileSide; ++row) {
        const std::size_t first = first_texel(x, y) + row * kSide;
        std::uint8_t made[kTileSide * 4];
        std::uint16_t left[kTileSide];
        for (std::size_t k = 0; k < kTileSide; ++k) {
            std::memcpy(&made[4 * k], kPlain, 4);
            left[k] = kWholeKept;
            if (!head_.chart.hit[first + k] || shapes.empty()) continue;
            const glm::vec3 place = head_.chart.position[first + k];
            std::array<float, kMarkKinds> cover{};
            float bare = 0, pale = 0;
            for (std::size_t s = 0; s < shapes.size(); ++s) {
                float& most = cover[std::size_t(shapes[s]->kind)];
                const MarkShape::Cover here = shapes[s]->cover(touching[s], place);
                most = std::max(most, here.mark);
                bare = std::max(bare, here.bare);
                pale = std::max(pale, shapes[s]->pale * here.mark);
            }
            const auto [scar, burn, birthmark] = cover;
            if (!(bare > 0 || scar > 0 || burn > 0 || birthmark > 0)) continue;
            for (std::size_t kind = 0; kind < kMarkKinds; ++kind) tile.area_mm2[kind] += cover[kind] * head_.chart.area_mm2[first + k];
            glm::vec3 factor(1 + pale);
            float share = 0;
            if (birthmark > 0) {
                const float uneven = 0.11F * skin_noise(0xB1U, place, 5.3F) + 0.08F * skin_noise(0xB2U, place, 1.1F);
                factor *= 1.0F + birthmark * ((red_ ? kRed : kBrown) * (1.0F + uneven) - 1.0F);
            }
            if (burn > 0) {
                const float old = glm::clamp(0.5F + 0.55F * skin_noise(0xB3U, place, 6.1F) + 0.25F * skin_noise(0xB4U, place, 1.9F), 0.0F, 1.0F);
                factor *= 1.0F + burn * (kPink + old * (kPale - kPink) - 1.0F);
                share = burn * (0.35F + 0.6F * old);
            }
            if (scar > 0) share = std::max(share, scar * (0.90F + 0.10F * skin_noise(0xB5U, place, 1.7F)));
            bare = std::max(bare, glm::clamp((share - kAllGrows) / (kNoneGrows - kAllGrows), 0.0F, 1.0F));
            left[k] = std::uint16_t((1 - bare) * float(kWholeKept) + 0.5F);
            for (int c = 0; c < 3; ++c) made[4 * k + std::size_t(c)] = step(factor[c], shared::MARK_PLAIN);
            made[4 * k + 3] = step(share, 255);
            tile.marked = tile.marked || std::memcmp(&made[4 * k], kPlain, 4) != 0;
        }
        std::uint8_t* kept = &rgba_[first * 4];
        std::uint16_t* kept_left = &hair_left_[first];
        if (std::memcmp(kept, made, sizeof made) == 0 && std::memcmp(kept_left, left, sizeof left) == 0) continue;
        std::memcpy(kept, made, sizeof made);
        std::memcpy(kept_left, left, sizeof left);
        changed = true;
    }
    return changed;
}

void MarksMap::keep_marks() {
    auto marks = std::make_shared<SkinMarks>();
    int x0 = kTilesASide, y0 = kTilesASide, x1 = -1, y1 = -1;
    std::array<double, kMarkKinds> area_mm2{};
    for (int y = 0; y < kTilesASide; ++y)
        for (int x = 0; x < kTilesASide; ++x) {
            const Tile& tile = tiles_[std::size_t(y) * kTilesASide + std::size_t(x)];
            if (!tile.marked) continue;
            x0 = std::min(x0, x), y0 = std::min(y0, y), x1 = std::max(x1, x), y1 = std::max(y1, y);
            for (std::size_t kind = 0; kind < kMarkKinds; ++kind) area_mm2[kind] += double(tile.area_mm2[kind]);
        }
    marks_ = nullptr;
    if (x1 < 0) return;
    for (std::size_t kind = 0; kind < kMarkKinds; ++kind) marks->area_cm2[kind] = area_mm2[kind] / 100;
    marks->strip_length_mm = strip_length_mm_;
    marks->punches = punches_.bands.size();
    // A tile of plain skin around: what lies beyond the piece is its rim's.
    x0 = std::max(x0 - 1, 0), y0 = std::max(y0 - 1, 0), x1 = std::min(x1 + 1, kTilesASide - 1), y1 = std::min(y1 + 1, kTilesASide - 1);
    marks->x0 = x0 * kTileSide, marks->y0 = y0 * kTileSide;
    marks->width = (x1 - x0 + 1) * kTileSide, marks->height = (y1 - y0 + 1) * kTileSide;
    marks->rgba.resize(std::size_t(marks->width) * std::size_t(marks->height) * 4);
    for (int row = 0; row < marks->height; ++row) {
        const std::size_t from = (std::size_t(marks->y0 + row) * kSide + std::size_t(marks->x0)) * 4, bytes = std::size_t(marks->width) * 4;
        std::memcpy(&marks->rgba[std::size_t(row) * bytes], &rgba_[from], bytes);
    }
    marks_ = std::move(marks);
}

}  // namespace stipple::session
