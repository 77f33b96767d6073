#include "hairline_drag.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <optional>

namespace stipple::model {
namespace {

using enum HairlineRegion;

constexpr double kApartMm = 3;  // between neighbours
// Handles of one side, as steps from the mid-frontal point: over the pupil, apex, temple peak, sideburn.
constexpr int kMainSteps[] = {0, 2, 4, 7, 10};
// Temples are dragged between the ear's front edge and the canthus, shares of the way between.
constexpr double kMostBack = -0.05, kMostForward = 1.0;
constexpr double kLowestTempleMm = -25;  // under the tragion's level: a long sideburn

double& across_of(HairlinePoint& p) { return p.region == forehead ? p.lateral_mm : p.forward; }

// How far outwards along its own direction a point lies: sideways on the forehead, downwards on the temple. Along a region
// these rise from point to point.
double outwards(const HairlinePoint& p, int point) {
    return p.region == forehead ? (point < kMidFrontalPoint ? -p.lateral_mm : p.lateral_mm) : -p.height_mm;
}

// The place nearest to (across, height) that `point` may take, with room for those between it and the next of `fixed`.
void keep_order(const HairlinePoints& points, int point, double& across, double& height, const HandleSet& fixed) {
    const HairlineRegion region = points[std::size_t(point)].region;
    const int side = point < kMidFrontalPoint ? -1 : 1;
    const auto bound = [&](int way) -> std::optional<double> {  // by the next fixed point of the region that way
        for (int i = point + way, steps = 1; i >= 0 && i < kHairlinePoints; i += way, ++steps) {
            const HairlinePoint& p = points[std::size_t(i)];
            if (p.region != region) return std::nullopt;
            if (fixed[std::size_t(i)] || i == kMidFrontalPoint) return outwards(p, point) - way * side * kApartMm * steps;
        }
        return std::nullopt;
    };
    const HairlinePoint wanted{{}, region, across, height, across};
    double out = outwards(wanted, point);
    if (const auto most = bound(side)) out = std::min(out, *most);
    if (const auto least = bound(-side)) out = std::max(out, *least);
    if (region == forehead) {
        across = double(side) * out;
        height = std::max(height, 0.0);
    } else {
        height = std::max(-out, kLowestTempleMm);
        across = std::clamp(across, kMostBack, kMostForward);
    }
}

// Moves `point` alone, then what lies between it and the next handle on either side.
void drag_one(HairlinePoints& points, int point, double across, double height, const HandleSet& handles) {
    HairlinePoint& own = points[std::size_t(point)];
    const HairlinePoint before = own;
    HandleSet fixed = handles;
    if (point == kMidFrontalPoint) {
        const Parameter& limits = parameter(ParameterId::hairline_height_mm);
        across = 0;
        height = std::clamp(height, limits.min, limits.max);
    } else {
        keep_order(points, point, across, height, fixed);
    }
    across_of(own) = across;
    own.height_mm = height;
    fixed[std::size_t(point)] = true;
    const double by_across = across - (before.region == forehead ? before.lateral_mm : before.forward), by_height = height - before.height_mm;
    for (const int way : {-1, 1}) {
        int end = point + way;
        while (end >= 0 && end < kHairlinePoints && !handles[std::size_t(end)]) end += way;
        for (int i = point + way; i != end && i >= 0 && i < kHairlinePoints; i += way) {
            HairlinePoint& follower = points[std::size_t(i)];
            const double share = 1 - double(std::abs(i - point)) / double(std::abs(end - point));
            double to_across = across_of(follower) + (follower.region == before.region ? share * by_across : 0),
                   to_height = follower.height_mm + share * by_height;
            keep_order(points, i, to_across, to_height, fixed);
            across_of(follower) = to_across;
            follower.height_mm = to_height;
            fixed[std::size_t(i)] = true;
        }
    }
}

}  // namespace

HandleSet main_handles() {
    HandleSet handles{};
    for (const int step : kMainSteps) handles[std::size_t(kMidFrontalPoint + step)] = handles[std::size_t(kMidFrontalPoint - step)] = true;
    return handles;
}

HairlinePoints drag_point(const HairlinePoints& points, int point, double across, double height_mm, const HandleSet& handles, bool linked) {
    assert(point >= 0 && point < kHairlinePoints);
    HairlinePoints moved = points;
    drag_one(moved, point, across, height_mm, handles);
    if (!linked || point == kMidFrontalPoint) return moved;
    // The other side moves by as much: sides that differ go on differing.
    const HairlinePoint &from = points[std::size_t(point)], &to = moved[std::size_t(point)];
    const int opposite = other_side(point);
    HairlinePoint other = moved[std::size_t(opposite)];
    const double by_across = from.region == forehead ? from.lateral_mm - to.lateral_mm : to.forward - from.forward;
    drag_one(moved, opposite, across_of(other) + by_across, other.height_mm + to.height_mm - from.height_mm, handles);
    return moved;
}

Design with_points(const Design& design, const HairlineFace& face, const HairlinePoints& points) {
    const Parameter& limits = parameter(ParameterId::hairline_height_mm);
    const double height = std::clamp(points[std::size_t(kMidFrontalPoint)].height_mm, limits.min, limits.max);
    // Drawing on keeps the edge the style had.
    const HairlineWaves waves = hairline_waves(design);
    Design custom = design.with(ParameterId::hairline_style, std::string("custom")).with(ParameterId::hairline_height_mm, height);
    const HairlineWaves own = hairline_waves(custom);
    const auto keep = [&](ParameterId id, double before, double now) {
        if (design.is_automatic(id) && before != now) custom = custom.with(id, before);
    };
    keep(ParameterId::hairline_wave_mm, waves.wave_mm, own.wave_mm);
    keep(ParameterId::hairline_jitter_mm, waves.jitter_mm, own.jitter_mm);
    keep(ParameterId::hairline_softness_mm, waves.softness_mm, own.softness_mm);
    keep(ParameterId::hairline_sentinels, waves.sentinels, own.sentinels);
    return custom.with(ParameterId::hairline_custom_mm, custom_hairline(custom, face, points));
}

}  // namespace stipple::model
