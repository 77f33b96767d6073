#include "stroke_on_skin.h"

#include <algorithm>
#include <cassert>

#include "session/chart/skin_surface.h"
#include "session/four_floats.h"
#include "session/head/prepared_head.h"

namespace stipple::session {
namespace {

constexpr float kSlack = 0.01F;  // mm, far above any rounding of distances on a head

bool within(const glm::vec3& off, float reach) { return glm::dot(off, off) <= reach * reach; }

Four falloff(const Four& distance, float radius) {
    const Four share = min(max((radius - distance) * (1.0F / ((1.0F - kBrushCore) * radius)), four(0)), four(1));
    return share * share * (3.0F - 2.0F * share);
}

}  // namespace

float brush_falloff(float distance_mm, float radius_mm) { return falloff(four(distance_mm), radius_mm)[0]; }

TileFinder::TileFinder(const PreparedHead& head) : tiles_(head.tiles), all_(head.tiles.drawable) {
    all_ |= tiles_.scalp;
    for (int y = 0; y < kTilesASide; y += kGroup) {
        for (int x = 0; x < kTilesASide; x += kGroup) {
            std::vector<const TileBall*> inside;
            for (int row = y; row < y + kGroup; ++row)
                for (int column = x; column < x + kGroup; ++column)
                    if (all_.has(column, row)) inside.push_back(&tiles_.balls[std::size_t(row) * kTilesASide + std::size_t(column)]);
            if (inside.empty()) continue;
            Group group{x, y, {}};
            for (const TileBall* ball : inside) group.ball.center += ball->center / float(inside.size());
            for (const TileBall* ball : inside)
                group.ball.radius = std::max(group.ball.radius, glm::distance(ball->center, group.ball.center) + ball->radius);
            groups_.push_back(group);
        }
    }
}

void TileFinder::add_near(const glm::vec3& at, float reach_mm, TileSet& tiles) const {
    for (const Group& group : groups_) {
        if (!within(at - group.ball.center, reach_mm + group.ball.radius + kSlack)) continue;
        for (int y = group.y; y < group.y + kGroup; ++y) {
            for (int x = group.x; x < group.x + kGroup; ++x) {
                if (!all_.has(x, y)) continue;
                const TileBall& ball = tiles_.balls[std::size_t(y) * kTilesASide + std::size_t(x)];
                if (within(at - ball.center, reach_mm + ball.radius + kSlack)) tiles.add(x, y);
            }
        }
    }
}

StrokeOnSkin::StrokeOnSkin(const PreparedHead& head, const TileFinder& finder, std::shared_ptr<const model::Stroke> stroke,
                           const StrokeOnSkin* before)
    : stroke_(std::move(stroke)) {
    const float radius = 0.5F * stroke_->size_mm;
    const std::vector<model::Dab>& dabs = stroke_->dabs;
    std::size_t known = 0;
    if (before && before->stroke_->size_mm == stroke_->size_mm && before->stroke_->mirrored == stroke_->mirrored) {
        const std::vector<model::Dab>& had = before->stroke_->dabs;
        while (known < std::min(had.size(), dabs.size()) && had[known].u == dabs[known].u && had[known].v == dabs[known].v) ++known;
        if (known == had.size()) {
            places_ = before->places_;
            tiles_ = before->tiles_;
        } else {
            known = 0;
        }
    }
    const std::size_t a_dab = stroke_->mirrored ? 2 : 1;
    places_.resize(dabs.size() * a_dab);
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const model::Dab& dab = dabs[i / a_dab];
        Place& place = places_[i];
        if (i / a_dab >= known) {
            const float u = i % a_dab == 0 ? float(dab.u) : 65536.0F - float(dab.u);
            const auto skin = skin_at(head.chart, glm::vec2(u, float(dab.v)) * (1.0F / 65536.0F));
            place.on_skin = skin.has_value();
            if (skin) {
                place.at = skin->position;
                finder.add_near(place.at, radius, tiles_);
            }
        }
        place.pressure = place.on_skin ? float(dab.pressure) / 255.0F : 0.0F;
    }
}

TileSet StrokeOnSkin::differing(const StrokeOnSkin& other, const TileFinder& finder) const {
    const model::Stroke &a = *stroke_, &b = *other.stroke_;
    TileSet tiles;
    if (a.brush != b.brush || a.size_mm != b.size_mm || a.strength != b.strength || a.mirrored != b.mirrored) {
        tiles = tiles_;
        tiles |= other.tiles_;
        return tiles;
    }
    const float radius = 0.5F * a.size_mm;
    const auto add = [&](const Place& place) {
        if (place.pressure > 0) finder.add_near(place.at, radius, tiles);
    };
    for (std::size_t i = 0; i < std::max(places_.size(), other.places_.size()); ++i) {
        const Place here = i < places_.size() ? places_[i] : Place(), there = i < other.places_.size() ? other.places_[i] : Place();
        if (here.at == there.at && here.pressure == there.pressure) continue;
        add(here);
        add(there);
    }
    return tiles;
}

void StrokeOnSkin::weights(const PreparedHead& head, int tile_x, int tile_y, Weights& weights) const {
    weights.fill(0);
    const float radius = 0.5F * stroke_->size_mm;
    const TileBall& ball = head.tiles.balls[std::size_t(tile_y) * kTilesASide + std::size_t(tile_x)];
    // Coordinates by themselves, so that four texels go side by side.
    std::array<float, kTileTexels> x, y, z;
    bool copied = false;
    for (const Place& place : places_) {
        if (place.pressure == 0 || !within(place.at - ball.center, radius + ball.radius + kSlack)) continue;
        for (std::size_t k = 0; !copied && k < kTileTexels; ++k) {
            const glm::vec3& at = head.chart.position[first_texel(tile_x, tile_y) + k / kTileSide * scalp::kChartSide + k % kTileSide];
            x[k] = at.x;
            y[k] = at.y;
            z[k] = at.z;
        }
        copied = true;
        for (std::size_t k = 0; k < kTileTexels; k += kLanes) {
            const Four dx = load(&x[k]) - place.at.x, dy = load(&y[k]) - place.at.y, dz = load(&z[k]) - place.at.z;
            const Four done = falloff(sqrt(dx * dx + dy * dy + dz * dz), radius) * place.pressure;
            store(&weights[k], max(load(&weights[k]), done));
        }
    }
}

}  // namespace stipple::session
