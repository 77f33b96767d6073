#include "cut_outs.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "paint_map.h"
#include "session/chart/skin_surface.h"
#include "session/hair/hair_loss.h"
#include "session/hairline/hairline_line.h"
#include "session/head/prepared_head.h"
#include "session/parallel.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr float kStepMm = 1;
// From none to all of the dots: a texel, so that no edge shows steps. Half of it lies just outside the line, since a dot
// reaches in by its own radius.
constexpr float kEdgeMm = 0.35F;
constexpr float kOutsideMm = 0.15F;

float length(const glm::vec3& v) { return std::sqrt(glm::dot(v, v)); }

// The skin at `near`, moved along the skin until its coordinate `axis` is that of `near`.
std::optional<SkinPoint> skin_on_plane(const scalp::ScalpChart& chart, const glm::vec3& near, int axis) {
    glm::vec3 toward = near;
    std::optional<SkinPoint> skin = skin_below(chart, toward);
    for (int round = 0; round < 30 && skin; ++round) {
        const float error = near[axis] - skin->position[axis];
        if (error * error < 1e-6F) break;
        toward = skin->position;
        toward[axis] += 0.8F * error;
        skin = skin_below(chart, toward);
    }
    return skin;
}

// Walks `length_mm` over the skin from `from` in the plane where coordinate `axis` is the same; turn(normal) is the way.
template <class Turn>
std::vector<glm::vec3> walk(const scalp::ScalpChart& chart, const glm::vec3& from, int axis, float length_mm, Turn turn) {
    std::vector<glm::vec3> way;
    std::optional<SkinPoint> skin = skin_on_plane(chart, from, axis);
    if (!skin) return way;
    way.push_back(skin->position);
    float left = length_mm;
    while (left > 1e-3F) {
        const glm::vec3 along = turn(skin->normal);
        const float size = length(along);
        if (!(size > 0.05F)) break;  // the skin lies in the plane's own direction: no way on
        const float step = std::min(kStepMm, left);
        glm::vec3 next = way.back() + along * (step / size);
        next[axis] = from[axis];
        skin = skin_on_plane(chart, next, axis);
        if (!skin) break;
        const float walked = length(skin->position - way.back());
        if (walked < 0.2F * step || walked > 3 * step) break;  // an edge of what the chart sees
        way.push_back(skin->position);
        left -= walked;
    }
    return way;
}

// Where the hairline, point by point from `first` on, first has `value` of a coordinate; index of the point before it.
std::optional<glm::vec3> crossing(std::span<const glm::vec3> line, std::ptrdiff_t first, std::ptrdiff_t end, int axis, float value) {
    const std::ptrdiff_t step = end > first ? 1 : -1;
    for (std::ptrdiff_t i = first; i + step != end; i += step) {
        const glm::vec3 &a = line[std::size_t(i)], &b = line[std::size_t(i + step)];
        const float from = a[axis] - value, to = b[axis] - value;
        if ((from <= 0) == (to <= 0)) continue;
        return a + (b - a) * (from / (from - to));
    }
    return std::nullopt;
}

void add_part(const model::Design& design, const PreparedHead& head, std::span<const glm::vec3> line, std::size_t mid_frontal,
              std::size_t front_end, std::vector<CutLine>& lines) {
    const std::string& side = design.choice(ParameterId::cut_out_part);
    if (side == "none") return;
    const bool left = side == "left";
    const model::HairlineFace face = hairline_face(head);
    const float out = float(face.pupil_lateral_mm + face.canthus_lateral_mm) / 2;
    const float x = float(head.midsagittal.plane_x) + (left ? out : -out);
    const auto start = left ? crossing(line, std::ptrdiff_t(mid_frontal), std::ptrdiff_t(front_end), 0, x)
                            : crossing(line, std::ptrdiff_t(mid_frontal), -1, 0, x);
    if (!start) return;
    CutLine part;
    part.width_mm = float(design.number(ParameterId::cut_out_part_width_mm));
    part.points = walk(head.chart, {x, start->y, start->z}, 0, float(design.number(ParameterId::cut_out_part_length_mm)),
                       [](const glm::vec3& n) { return glm::vec3(0, n.z, -n.y); });
    if (part.points.size() > 1) lines.push_back(std::move(part));
}

void add_tramlines(const model::Design& design, const PreparedHead& head, std::span<const glm::vec3> line, std::size_t front_end,
                   std::vector<CutLine>& lines) {
    const int count = int(design.number(ParameterId::cut_out_tramlines));
    if (count == 0) return;
    const float width = float(design.number(ParameterId::cut_out_tramline_width_mm));
    for (const bool left : {false, true}) {
        const auto tragion = head.head.frame.landmarks.find(left ? "tragion_left" : "tragion_right");
        if (tragion == head.head.frame.landmarks.end()) continue;
        const glm::vec3& ear = tragion->second;
        // Up the skin above the ear canal, where lines are as far apart as they are said to be.
        const std::vector<glm::vec3> up = walk(head.chart, ear + glm::vec3(0, kTramlineHeightMm, 0), 2, kTramlineStepMm * float(count - 1) + 0.01F,
                                               [&](const glm::vec3& n) { return left ? glm::vec3(-n.y, n.x, 0) : glm::vec3(n.y, -n.x, 0); });
        float walked = 0;
        std::size_t next = 0;
        for (int k = 0; k < count && next < up.size(); ++k) {
            while (next + 1 < up.size() && walked < kTramlineStepMm * float(k)) {
                walked += length(up[next + 1] - up[next]);
                ++next;
            }
            const float y = up[next].y;
            const auto start = left ? crossing(line, std::ptrdiff_t(front_end) - 1, -1, 1, y) : crossing(line, 0, std::ptrdiff_t(front_end), 1, y);
            if (!start) continue;
            CutLine cut{walk(head.chart, {start->x, y, start->z}, 1, kTramlineMm,
                             [&](const glm::vec3& n) { return left ? glm::vec3(n.z, 0, -n.x) : glm::vec3(-n.z, 0, n.x); }),
                        width};
            if (cut.points.size() > 1) lines.push_back(std::move(cut));
        }
    }
}

}  // namespace

std::vector<CutLine> cut_lines(const model::Design& design, const PreparedHead& head, std::span<const glm::vec3> hairline,
                               std::size_t mid_frontal, std::size_t front_end) {
    std::vector<CutLine> lines;
    if (hairline.empty()) return lines;
    add_part(design, head, hairline, mid_frontal, front_end, lines);
    add_tramlines(design, head, hairline, front_end, lines);
    return lines;
}

CutOutMap::CutOutMap(const PreparedHead& head) : head_(head) {}

TileSet CutOutMap::update(const std::vector<CutLine>& lines) {
    if (lines == lines_) return {};
    TileSet near = tiles_;
    lines_ = lines;
    tiles_ = {};
    TileSet all = head_.tiles.drawable;
    all |= head_.tiles.scalp;
    all.each([&](int x, int y) {
        const TileBall& ball = head_.tiles.balls[std::size_t(y) * kTilesASide + std::size_t(x)];
        for (const CutLine& line : lines_) {
            const float reach = ball.radius + 0.5F * line.width_mm + 1.0F;
            for (const glm::vec3& point : line.points) {
                const glm::vec3 off = point - ball.center;
                if (glm::dot(off, off) > reach * reach) continue;
                tiles_.add(x, y);
                break;
            }
        }
    });
    near |= tiles_;
    if (left_.empty()) left_.assign(std::size_t(scalp::kChartSide) * scalp::kChartSide, kWholeKept);
    return changed_in_parallel<Nothing>(near, [&](int x, int y, Nothing&) { return make_tile(x, y); });
}

// True where a byte changed.
bool CutOutMap::make_tile(int x, int y) {
    const TileBall& ball = head_.tiles.balls[std::size_t(y) * kTilesASide + std::size_t(x)];
    std::array<float, kTileTexels> left;
    left.fill(1);
    for (const CutLine& line : lines_) {
        const float half = 0.5F * line.width_mm, reach = ball.radius + half + 1.5F;
        const std::vector<glm::vec3>& points = line.points;
        const glm::vec3 out_first = (points[0] - points[1]) / length(points[0] - points[1]);
        const glm::vec3 &last = points.back(), &before = points[points.size() - 2];
        const glm::vec3 out_last = (last - before) / length(last - before);
        std::vector<std::size_t> pieces;
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const glm::vec3 off = points[i] - ball.center;
            if (glm::dot(off, off) <= reach * reach) pieces.push_back(i);
        }
        if (pieces.empty()) continue;
        for (std::size_t k = 0; k < kTileTexels; ++k) {
            const std::size_t texel = first_texel(x, y) + k / kTileSide * scalp::kChartSide + k % kTileSide;
            if (!head_.chart.hit[texel]) continue;
            const glm::vec3& at = head_.chart.position[texel];
            float least = 1e9F;
            std::size_t nearest = 0;
            for (const std::size_t i : pieces) {
                const glm::vec3 along = points[i + 1] - points[i], to = at - points[i];
                // The ends go on straight: they are cut square below.
                const float low = i == 0 ? -1e3F : 0.0F, high = i + 2 == points.size() ? 1e3F : 1.0F;
                const float share = std::min(std::max(glm::dot(to, along) / glm::dot(along, along), low), high);
                const glm::vec3 off = to - along * share;
                if (glm::dot(off, off) < least) least = glm::dot(off, off), nearest = i;
            }
            const float beside = std::sqrt(least) - half;
            float beyond = -1e3F;
            if (nearest == 0) beyond = glm::dot(at - points[0], out_first);
            if (nearest + 2 == points.size()) beyond = std::max(beyond, glm::dot(at - last, out_last));
            const float outside = std::max(beside, beyond) - kOutsideMm;
            left[k] = std::min(left[k], std::min(std::max(outside / kEdgeMm + 0.5F, 0.0F), 1.0F));
        }
    }
    bool changed = false;
    for (std::size_t row = 0; row < kTileSide; ++row) {
        std::uint16_t made[kTileSide];
        for (std::size_t k = 0; k < kTileSide; ++k) made[k] = std::uint16_t(left[row * kTileSide + k] * float(kWholeKept) + 0.5F);
        std::uint16_t* kept = &left_[first_texel(x, y) + row * scalp::kChartSide];
        if (std::memcmp(kept, made, sizeof made) == 0) continue;
        std::memcpy(kept, made, sizeof made);
        changed = true;
    }
    return changed;
}

}  // namespace stipple::session
