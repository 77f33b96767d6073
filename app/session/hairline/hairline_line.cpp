#include "hairline_line.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "model/hairline.h"
#include "model/hairline_character.h"
#include "session/chart/skin_surface.h"
#include "session/parallel.h"
#include "shared/hash.h"

namespace stipple::session {
namespace {

using model::HairlineRegion;

// Skin on the ray through `toward`; over a hole in the scan, the skin is taken to be as far out as around the hole.
SkinPoint skin_or_bridge(const PreparedHead& head, const glm::vec3& toward) {
    const scalp::ScalpChart& chart = head.chart;
    const glm::vec2 uv = chart.projection.project(toward);
    if (const auto skin = skin_at(chart, uv)) return *skin;
    const glm::vec3 center = chart.projection.center;
    for (int ring = 1; ring <= 96; ++ring) {
        float radius = 0;
        int found = 0;
        for (int step = -ring; step <= ring; ++step) {
            const glm::vec2 offsets[4] = {{step, -ring}, {step, ring}, {-ring, step}, {ring, step}};
            for (const glm::vec2& offset : offsets) {
                const auto skin = skin_at(chart, uv + offset / float(scalp::kChartSide));
                if (!skin) continue;
                const glm::vec3 arm = skin->position - center;
                radius += std::sqrt(glm::dot(arm, arm));
                ++found;
            }
        }
        if (found == 0) continue;
        const glm::vec3 direction = chart.projection.direction(uv);
        return {center + (radius / float(found)) * direction, direction};
    }
    return {toward, chart.projection.direction(uv)};
}

// The skin point whose coordinates named by `fixed` (1 or 0 each) are those of `wanted`: the ray's target is moved
// until the skin it meets has them. The rest of `wanted` is the first guess.
SkinPoint settle(const PreparedHead& head, const glm::vec3& wanted, const glm::vec3& fixed) {
    glm::vec3 toward = wanted;
    SkinPoint skin = skin_or_bridge(head, toward);
    for (int round = 0; round < 40; ++round) {
        const glm::vec3 error = fixed * (wanted - skin.position);
        if (glm::dot(error, error) < 1e-4F) break;
        toward = skin.position + 0.8F * error;
        skin = skin_or_bridge(head, toward);
    }
    return skin;
}

float hash_signed(std::uint32_t value) { return 2.0F * shared::hash_unit(shared::hash_pcg(value)) - 1.0F; }

// Smooth noise in [-1, 1] with knots `knot_mm` apart.
float wander(std::uint32_t seed, float along_mm, float knot_mm) {
    const float x = along_mm / knot_mm + 4096.0F;
    const std::uint32_t knot = std::uint32_t(x);
    const float share = x - float(knot), smooth = share * share * (3.0F - 2.0F * share);
    const float a = hash_signed(seed * 747796405U + knot), b = hash_signed(seed * 747796405U + knot + 1U);
    return a + (b - a) * smooth;
}

// Lays curve samples on the skin and moves each sideways by offset(i) mm, positive to the left of the walk.
template <class Offset>
std::vector<glm::vec3> lay(const PreparedHead& head, const std::vector<glm::vec3>& samples, Offset offset) {
    std::vector<glm::vec3> laid(samples.size());
    (void)in_parallel<Nothing>(samples.size(), 32, [&](std::size_t i, Nothing&) {
        const SkinPoint skin = skin_or_bridge(head, samples[i]);
        laid[i] = skin.position;
        const float mm = offset(i);
        if (mm == 0) return;
        const glm::vec3 walk = samples[std::min(i + 1, samples.size() - 1)] - samples[i > 0 ? i - 1 : 0];
        const glm::vec3 sideways = glm::cross(skin.normal, walk);
        const float length = std::sqrt(glm::dot(sideways, sideways));
        if (length > 0) laid[i] = skin_or_bridge(head, skin.position + (mm / length) * sideways).position;
    });
    return laid;
}

// From the left sideburn round the ear to the middle of the nape, seen from the left; coordinates relative to the left
// tragion, mm. The ear is joined to the head along an oval about 60 mm high and 30 mm wide, leaning back, that begins
// at the tragion (Farkas 1994: ear length 63, width 35, of which the joined part is somewhat less); the line keeps 6 mm
// from it.
struct SidePoint {
    float up, back;
};
constexpr SidePoint kRoundEar[] = {{2, -9},  {16, -9}, {29, -5}, {36, 4},   {38, 14}, {33, 25},
                                   {22, 31}, {8, 32},  {-8, 32}, {-22, 34}, {-34, 42}};

// The neckline's middle lies `nape_mm` below the inion.
std::vector<glm::vec3> ear_and_nape(const PreparedHead& head, bool left, const glm::vec3& sideburn, float nape_mm) {
    const glm::vec3 tragion = known_landmark(head, left ? "tragion_left" : "tragion_right");
    const glm::vec3 inion = known_landmark(head, "inion");
    std::vector<glm::vec3> points{sideburn};
    for (const SidePoint& side : kRoundEar) {
        const glm::vec3 wanted{tragion.x, tragion.y + side.up, tragion.z - side.back};
        points.push_back(settle(head, wanted, {0, 1, 1}).position);
    }
    const float nape_y = inion.y - nape_mm;
    const float side = left ? 1.0F : -1.0F;
    const auto at_back = [&](float lateral, float height) {
        return settle(head, {inion.x + side * lateral, height, inion.z}, {1, 1, 0}).position;
    };
    const float mastoid_y = tragion.y - 34.0F;
    points.push_back(at_back(42, mastoid_y + 0.55F * (nape_y - mastoid_y)));
    points.push_back(at_back(28, mastoid_y + 0.9F * (nape_y - mastoid_y)));
    points.push_back(at_back(13, nape_y - 1.0F));
    points.push_back(at_back(0, nape_y));
    return points;
}

ForeheadWalk begin_walk(const PreparedHead& head, double lateral_mm) {
    const glm::vec3 glabella = known_landmark(head, "glabella");
    const glm::vec3 start{glabella.x + float(lateral_mm), glabella.y, glabella.z};
    return {lateral_mm, start.x, {settle(head, start, {1, 1, 0})}, {}};
}

// One step more, up the forehead at the walk's distance from the midline; false where the skin ends.
bool extend(const PreparedHead& head, ForeheadWalk& walk) {
    constexpr float kStep = 1.0F;
    constexpr glm::vec3 plane{1, 0, 0};
    const SkinPoint& here = walk.points.back();
    const glm::vec3 up_skin = glm::cross(here.normal, plane);  // up on the forehead, backwards over the crown
    const float length = std::sqrt(glm::dot(up_skin, up_skin));
    if (!(length > 1e-3F)) return false;
    glm::vec3 toward = here.position + (kStep / length) * up_skin;
    SkinPoint next = skin_or_bridge(head, toward);
    for (int round = 0; round < 3; ++round) {
        toward.x += walk.start_x - next.position.x;
        next = skin_or_bridge(head, toward);
    }
    const glm::vec3 step = next.position - here.position;
    const float walked = std::sqrt(glm::dot(step, step));
    if (!(walked > 1e-3F)) return false;
    walk.walked_mm.push_back(walked);
    walk.points.push_back(next);
    return true;
}

// Where the walk has come up `height_mm` along the skin; the walk grows as far as needed.
glm::vec3 walk_up(const PreparedHead& head, ForeheadWalk& walk, double height_mm) {
    float left_to_go = float(height_mm);
    constexpr std::size_t kMostSteps = 400;
    std::size_t at = 0;
    for (; at < kMostSteps && left_to_go > 0; ++at) {
        if (at == walk.walked_mm.size() && !extend(head, walk)) break;
        const float walked = walk.walked_mm[at];
        const glm::vec3 here = walk.points[at].position;
        if (walked >= left_to_go)
            return skin_or_bridge(head, here + (left_to_go / walked) * (walk.points[at + 1].position - here)).position;
        left_to_go -= walked;
    }
    return walk.points[at].position;
}

}  // namespace

glm::vec3 known_landmark(const PreparedHead& head, const char* name) {
    const auto found = head.head.frame.landmarks.find(name);
    assert(found != head.head.frame.landmarks.end());
    return found->second;
}

glm::vec3 forehead_point(const PreparedHead& head, double lateral_mm, double height_mm) {
    if (lateral_mm == 0) return head.midsagittal.at(height_mm);
    ForeheadWalk walk = begin_walk(head, lateral_mm);
    return walk_up(head, walk, height_mm);
}

glm::vec3 temple_point(const PreparedHead& head, bool left, double forward, double height_mm) {
    const glm::vec3 tragion = known_landmark(head, left ? "tragion_left" : "tragion_right");
    const glm::vec3 canthus = known_landmark(head, left ? "outer_canthus_left" : "outer_canthus_right");
    const glm::vec3 wanted{tragion.x, tragion.y + float(height_mm),
                           tragion.z + float(forward) * (canthus.z - tragion.z)};
    return settle(head, wanted, {0, 1, 1}).position;
}

glm::vec3 hairline_point(const PreparedHead& head, const model::HairlinePoint& point) {
    return point.region == HairlineRegion::forehead ? forehead_point(head, point.lateral_mm, point.height_mm)
                                                    : temple_point(head, point.lateral_mm > 0, point.forward, point.height_mm);
}

model::HairlineFace hairline_face(const PreparedHead& head) {
    model::HairlineFace face;
    const double pupil_share = face.pupil_lateral_mm / face.canthus_lateral_mm;
    face.canthus_lateral_mm = 0.5 * double(known_landmark(head, "outer_canthus_left").x - known_landmark(head, "outer_canthus_right").x);
    face.pupil_lateral_mm = pupil_share * face.canthus_lateral_mm;
    face.glabella_up_mm = known_landmark(head, "glabella").y;
    return face;
}

std::vector<glm::vec3> forehead_line(const PreparedHead& head, double lateral_mm, double height_mm) {
    ForeheadWalk walk = begin_walk(head, lateral_mm);
    const glm::vec3 end = walk_up(head, walk, height_mm);
    std::vector<glm::vec3> line;
    for (const SkinPoint& point : walk.points) line.push_back(point.position);
    line.back() = end;
    return line;
}

HairlineCoordinates hairline_coordinates(const PreparedHead& head, const model::HairlinePoint& point, const glm::vec3& skin) {
    if (point.region == HairlineRegion::temple) {
        const bool left = point.lateral_mm > 0;
        const glm::vec3 tragion = known_landmark(head, left ? "tragion_left" : "tragion_right"),
                        canthus = known_landmark(head, left ? "outer_canthus_left" : "outer_canthus_right");
        return {double(skin.z - tragion.z) / double(canthus.z - tragion.z), double(skin.y - tragion.y)};
    }
    // The nearest place of the way up, which is left once it only leads away.
    constexpr float kAway = 25.0F, kMost = 250.0F;
    const bool middle = point.lateral_mm == 0;
    const double lateral = middle ? 0 : double(skin.x - known_landmark(head, "glabella").x);
    ForeheadWalk walk;
    if (!middle) walk = begin_walk(head, lateral);
    float best = 1e30F, walked = 0, height = 0;
    const auto look = [&](const glm::vec3& a, const glm::vec3& b) {
        const glm::vec3 step = b - a;
        const float length = std::sqrt(glm::dot(step, step));
        const float share = std::clamp(glm::dot(skin - a, step) / std::max(length * length, 1e-12F), 0.0F, 1.0F);
        const float away = glm::distance(skin, a + share * step);
        if (away < best) best = away, height = walked + share * length;
        walked += length;
        return away < best + kAway && walked < kMost;
    };
    if (middle) {
        const auto& path = head.midsagittal.points;
        const auto at = [&](std::size_t i) { return glm::vec3(skin.x, float(path[i].y), float(path[i].x)); };
        for (std::size_t i = 0; i + 1 < path.size() && look(at(i), at(i + 1)); ++i) {
        }
    } else {
        std::size_t i = 0;
        do {
            if (!extend(head, walk)) break;
        } while (look(walk.points[i].position, walk.points[i + 1].position) && ++i > 0);
    }
    return {lateral, double(height)};
}

HairlineOnSkin lay_hairline(const model::Design& design, const PreparedHead& head, const HairlineOnSkin* last) {
    HairlineOnSkin result;
    for (const model::HairlinePoint& point : model::hairline_points(design, hairline_face(head))) {
        if (point.region != HairlineRegion::forehead) {
            result.points.push_back(temple_point(head, point.lateral_mm > 0, point.forward, point.height_mm));
        } else if (point.lateral_mm == 0) {
            result.points.push_back(head.midsagittal.at(point.height_mm));
        } else {
            const ForeheadWalk* known = nullptr;
            if (last) {
                for (const ForeheadWalk& walk : last->walks)
                    if (walk.lateral_mm == point.lateral_mm) known = &walk;
            }
            ForeheadWalk& walk = result.walks.emplace_back(known ? *known : begin_walk(head, point.lateral_mm));
            result.points.push_back(walk_up(head, walk, point.height_mm));
        }
    }
    std::vector<int> control;
    const std::vector<glm::vec3> front = model::hairline_curve(result.points, 0.8F, &control);
    const std::size_t middle = std::size_t(control[model::kMidFrontalPoint]);
    std::vector<float> along(front.size(), 0.0F);
    for (std::size_t i = middle + 1; i < front.size(); ++i)
        along[i] = along[i - 1] + glm::distance(front[i], front[i - 1]);
    for (std::size_t i = middle; i-- > 0;) along[i] = along[i + 1] - glm::distance(front[i], front[i + 1]);
    // Walking from the person's right to the left with the normal outwards, the left of the walk is up and back: set
    // back.
    const model::HairlineIrregularity irregular(design);
    result.line = lay(head, front, [&](std::size_t i) {
        // A sideburn is 17 mm wide where it ends: more than the roughest style takes would cut it off.
        const float most = 6.2F + 0.25F * std::min(along[i] - along.front(), along.back() - along[i]);
        return std::clamp(irregular(along[i]), -most, most);
    });
    result.mid_frontal = middle;
    result.line[middle] = result.points[model::kMidFrontalPoint];
    result.front_end = result.line.size();

    // Ears and nape are bounded by the head, the neckline's height and the two sideburns alone.
    const double nape_mm = design.number(model::ParameterId::hairline_nape_mm);
    result.nape_mm = nape_mm;
    if (last && last->nape_mm == nape_mm && last->points.front() == result.points.front() && last->points.back() == result.points.back()) {
        result.line.insert(result.line.end(), last->line.begin() + std::ptrdiff_t(last->front_end), last->line.end());
        result.nape = result.front_end + (last->nape - last->front_end);
        return result;
    }
    const auto append = [&](std::vector<glm::vec3> side, std::uint32_t seed, bool reverse) {
        const std::vector<glm::vec3> samples = model::hairline_curve(side, 0.8F);
        std::vector<float> way(samples.size(), 0.0F);
        for (std::size_t i = 1; i < samples.size(); ++i)
            way[i] = way[i - 1] + glm::distance(samples[i], samples[i - 1]);
        const float total = way.back();
        std::vector<glm::vec3> laid = lay(head, samples, [&](std::size_t i) {
            // A clipped neckline wanders by a millimetre or two, and not by the same on both sides.
            const float ends = std::min(1.0F, std::min(way[i], total - way[i]) / 15.0F);
            return ends * (1.2F * wander(seed, way[i], 17.0F) + 0.5F * wander(seed + 7U, way[i], 5.0F));
        });
        if (reverse) std::reverse(laid.begin(), laid.end());
        // The first point is the last one of what is there already.
        result.line.insert(result.line.end(), laid.begin() + 1, laid.end() - (reverse ? 1 : 0));
    };
    append(ear_and_nape(head, true, result.points.back(), float(nape_mm)), 11U, false);
    result.nape = result.line.size() - 1;
    append(ear_and_nape(head, false, result.points.front(), float(nape_mm)), 29U, true);
    return result;
}

}  // namespace stipple::session
