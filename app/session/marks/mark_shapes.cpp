#include "mark_shapes.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "punch_scars.h"
#include "session/chart/skin_noise.h"
#include "session/chart/skin_surface.h"
#include "session/head/prepared_head.h"

namespace stipple::session {
namespace {

// The least a tile is wide: at the chart's rim, where it is pressed together to 0.38.
constexpr float kLeastTileMm = 2;

float reach(const MarkShape& shape) { return shape.bare_mm + shape.soft_mm + shape.rough[0].most_mm + shape.rough[1].most_mm; }

MarkShape patch(MarkKind kind, std::uint32_t seed, float half_mm) {
    MarkShape shape;
    shape.kind = kind;
    shape.seed = seed;
    if (kind == MarkKind::burn) {
        shape.soft_mm = std::min(1.6F, 0.3F * half_mm);
        shape.rough[0] = {0.28F * half_mm, std::max(0.9F * half_mm, 1.0F)};
        shape.rough[1] = {std::min(1.6F, 0.2F * half_mm), 3.1F};
    } else if (kind == MarkKind::birthmark) {
        shape.soft_mm = std::min(0.8F, 0.2F * half_mm);
        shape.rough[0] = {0.30F * half_mm, std::max(0.9F * half_mm, 1.0F)};
        shape.rough[1] = {0.07F * half_mm, std::max(0.3F * half_mm, 0.7F)};
    } else {
        shape.soft_mm = std::min(0.35F, 0.5F * half_mm);
        shape.rough[0] = {0.22F * half_mm, 4.3F};
        shape.rough[1] = {0.10F * half_mm, 1.3F};
    }
    return shape;
}

}  // namespace

bool is_mark(model::Brush brush) {
    return brush == model::Brush::scar || brush == model::Brush::burn || brush == model::Brush::birthmark;
}

void MarkShape::find_tiles(const PreparedHead& head) {
    touches.clear();
    tiles = {};
    for (std::uint32_t b = 0; b < bands.size(); ++b) {
        const MarkBand& band = bands[b];
        const float out = std::max(band.half_from, band.half_to) + reach(*this);
        const int margin = 1 + int(out / kLeastTileMm);
        const auto tile = [&](const glm::vec3& place) {
            const glm::vec2 uv = head.chart.projection.project(place) * float(kTilesASide);
            return glm::ivec2(glm::clamp(uv, 0.0F, float(kTilesASide - 1)));
        };
        const glm::ivec2 from = tile(band.from), to = tile(band.to);
        const glm::ivec2 low = glm::max(glm::min(from, to) - margin, 0), high = glm::min(glm::max(from, to) + margin, kTilesASide - 1);
        const glm::vec3 way = band.to - band.from;
        const float length2 = glm::dot(way, way);
        for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x) {
                const TileBall& ball = head.tiles.balls[std::size_t(y) * kTilesASide + std::size_t(x)];
                if (!(ball.radius > 0)) continue;
                const float share = length2 > 0 ? glm::clamp(glm::dot(ball.center - band.from, way) / length2, 0.0F, 1.0F) : 0.0F;
                const glm::vec3 off = ball.center - (band.from + share * way);
                const float far = out + ball.radius;
                if (glm::dot(off, off) > far * far) continue;
                touches.push_back({std::uint16_t(y * kTilesASide + x), b});
                tiles.add(x, y);
            }
    }
    std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) { return a.tile != b.tile ? a.tile < b.tile : a.band < b.band; });
}

TileSet MarkShape::differing(const MarkShape& other) const {
    const bool same_edges = kind == other.kind && seed == other.seed && soft_mm == other.soft_mm && bare_mm == other.bare_mm && pale == other.pale &&
                            rough[0] == other.rough[0] && rough[1] == other.rough[1];
    TileSet found;
    const auto add = [&](const MarkShape& shape, const MarkShape& against) {
        for (const Touch& touch : shape.touches)
            if (!same_edges || touch.band >= against.bands.size() || !(shape.bands[touch.band] == against.bands[touch.band]))
                found.add(touch.tile % kTilesASide, touch.tile / kTilesASide);
    };
    add(*this, other);
    add(other, *this);
    return found;
}

std::span<const MarkShape::Touch> MarkShape::touching(int tile_x, int tile_y) const {
    const auto tile = std::uint16_t(tile_y * kTilesASide + tile_x);
    const auto first = std::partition_point(touches.begin(), touches.end(), [&](const Touch& t) { return t.tile < tile; });
    const auto last = std::partition_point(first, touches.end(), [&](const Touch& t) { return t.tile == tile; });
    return {first, last};
}

MarkShape::Cover MarkShape::cover(std::span<const Touch> touching, const glm::vec3& place) const {
    float wander = 0;
    bool wandered = false;
    Cover most;
    const auto ramp = [&](float inside_mm) {
        const float share = glm::clamp(0.5F + 0.5F * inside_mm / soft_mm, 0.0F, 1.0F);
        return share * share * (3.0F - 2.0F * share);
    };
    for (const Touch& touch : touching) {
        const MarkBand& band = bands[touch.band];
        const glm::vec3 way = band.to - band.from;
        const float length2 = glm::dot(way, way);
        const float share = length2 > 0 ? glm::clamp(glm::dot(place - band.from, way) / length2, 0.0F, 1.0F) : 0.0F;
        const glm::vec3 off = place - (band.from + share * way);
        const float half = band.half_from + share * (band.half_to - band.half_from), far = half + reach(*this);
        const float distance2 = glm::dot(off, off);
        if (distance2 > far * far) continue;
        if (!wandered) {
            for (std::uint32_t k = 0; k < 2; ++k)
                if (rough[k].most_mm > 0) wander += rough[k].most_mm * skin_noise(seed + k, place, rough[k].cell_mm);
            wandered = true;
        }
        const float inside_mm = half + wander - std::sqrt(distance2);
        most.mark = std::max(most.mark, band.strength * ramp(inside_mm));
        if (bare_mm > 0) most.bare = std::max(most.bare, ramp(inside_mm + bare_mm));
    }
    return most;
}

MarkShape strip_shape(const PreparedHead& head, const StripScar& scar) {
    MarkShape shape;
    shape.seed = 0x57A1FU;
    shape.rough[0] = {0.12F, 0.9F};
    for (std::size_t i = 1; i < scar.points.size(); ++i)
        shape.bands.push_back({scar.points[i - 1].place, scar.points[i].place, scar.points[i - 1].half_mm, scar.points[i].half_mm, 1});
    shape.find_tiles(head);
    return shape;
}

MarkShape punch_shape(const PreparedHead& head, std::span<const PunchPlace> places, double diameter_mm) {
    MarkShape shape;
    shape.seed = 0xF0E5U;
    shape.soft_mm = 0.14F;
    shape.pale = 0.1F;  // "white dots" to all who describe them
    shape.bare_mm = 0.25F;  // a punch takes a unit of two or three hairs, not all of which stood in the middle
    for (const PunchPlace& place : places) {
        // By the place, so that a punch keeps its size whatever others there are.
        const auto hash = shared::hash_pcg(std::uint32_t(std::int32_t(place.place.x * 64)) + shared::hash_pcg(std::uint32_t(std::int32_t(place.place.y * 64))));
        const float half = 0.5F * float(diameter_mm) * (1 + (2 * shared::hash_unit(hash) - 1) / 6);
        const float strength = 0.80F + 0.20F * shared::hash_unit(shared::hash_pcg(hash));  // some have hardly faded
        shape.bands.push_back({place.place, place.place, half, half, strength});
    }
    shape.find_tiles(head);
    return shape;
}

MarkShape birthmark_shape(const PreparedHead& head, double width_mm) {
    const float half = 0.5F * float(width_mm);
    MarkShape shape = patch(MarkKind::birthmark, 0xB127U, half);
    // The places of texels are in measures of a mean head: the nearest there.
    glm::vec3 at(0);
    float least = 1e30F;
    std::size_t tile = 0;
    head.tiles.scalp.each([&](int x, int y) {
        const ScalpPlaces& places = head.scalp_places[tile++];
        for (std::size_t k = 0; k < kTileTexels; ++k) {
            if (!(places.area_mm2[k] > 0) || places.up[k] < 60) continue;
            const float left = places.left[k] - 40, forward = places.forward[k] - 22, off = left * left + forward * forward;
            if (off >= least) continue;
            least = off;
            at = head.chart.position[first_texel(x, y) + k / kTileSide * scalp::kChartSide + k % kTileSide];
        }
    });
    if (least < 1e30F) shape.bands.push_back({at, at, half, half, 1});
    shape.find_tiles(head);
    return shape;
}

MarkShape stroke_shape(const PreparedHead& head, const model::Stroke& stroke) {
    assert(is_mark(stroke.brush));
    const float half = 0.5F * stroke.size_mm;
    const MarkKind kind = stroke.brush == model::Brush::scar ? MarkKind::scar : stroke.brush == model::Brush::burn ? MarkKind::burn : MarkKind::birthmark;
    const std::uint32_t seed = stroke.dabs.empty() ? 0U : shared::hash_pcg(stroke.dabs[0].u + 65536U * stroke.dabs[0].v);
    MarkShape shape = patch(kind, seed, half);
    std::optional<SkinPoint> lasts[2];
    float last_strength = 0;
    // Side by side, so that a stroke that grows keeps the bands it has where they are.
    for (const model::Dab& dab : stroke.dabs) {
        const float strength = stroke.strength * float(dab.pressure) * (1.0F / 255.0F);
        for (int side = 0; side < (stroke.mirrored ? 2 : 1); ++side) {
            std::optional<SkinPoint>& last = lasts[side];
            const int u = side == 0 ? int(dab.u) : 65536 - int(dab.u);
            const auto skin = skin_at(head.chart, glm::vec2(float(u), float(dab.v)) * (1.0F / 65536.0F));
            if (skin) {
                const glm::vec3 from = last ? last->position : skin->position, way = skin->position - from;
                const bool joined = last && glm::dot(way, way) <= 16 * stroke.size_mm * stroke.size_mm;
                if (joined) shape.bands.push_back({from, skin->position, half, half, std::max(strength, last_strength)});
                else shape.bands.push_back({skin->position, skin->position, half, half, strength});
            }
            last = skin;
        }
        last_strength = strength;
    }
    shape.find_tiles(head);
    return shape;
}

}  // namespace stipple::session
