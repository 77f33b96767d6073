#include "strip_scar.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "session/chart/skin_noise.h"
#include "session/chart/skin_surface.h"
#include "session/hairline/hairline_line.h"
#include "session/head/prepared_head.h"

namespace stipple::session {
namespace {

constexpr float kOverEarMm = 36, kLeastRiseMm = 8, kMostSlope = 1;
constexpr float kStepMm = 1;
constexpr std::uint32_t kCourse = 0x5C1A1U, kEdge = 0x5C1A2U, kFineEdge = 0x5C1A3U;

// The skin where the plane cuts it, near `toward`; nothing where the skin ends.
std::optional<SkinPoint> on_cut(const PreparedHead& head, const OccipitalPlane& plane, glm::vec3 toward) {
    std::optional<SkinPoint> skin;
    for (int round = 0; round < 12; ++round) {
        skin = skin_below(head.chart, toward);
        if (!skin) return {};
        const float off = glm::dot(skin->position - plane.middle, plane.up);
        if (off * off < 1e-6F) break;
        toward = skin->position - off * plane.up;
    }
    return skin;
}

struct Walked {
    std::vector<SkinPoint> points;  // from the midline on
    double length_mm = 0;
};
// `length_mm` along the cut from the midline, to the left or to the right.
Walked walk(const PreparedHead& head, const OccipitalPlane& plane, float side, double length_mm) {
    Walked walked;
    const std::optional<SkinPoint> first = on_cut(head, plane, plane.middle);
    if (!first) return walked;
    walked.points.push_back(*first);
    while (walked.length_mm < length_mm) {
        const SkinPoint& last = walked.points.back();
        glm::vec3 ahead = glm::cross(plane.up, last.normal) * side;
        const float length = std::sqrt(glm::dot(ahead, ahead));
        if (!(length > 0.1F)) break;  // the skin lies in the plane
        const float step = std::min(kStepMm, float(length_mm - walked.length_mm));
        const std::optional<SkinPoint> next = on_cut(head, plane, last.position + ahead * (step / length));
        if (!next) break;
        const glm::vec3 way = next->position - last.position;
        const float went = std::sqrt(glm::dot(way, way));
        if (!(went > 0.25F * step) || went > 4 * step) break;  // a fold
        walked.points.push_back(*next);
        walked.length_mm += double(went);
        if (step < kStepMm) break;
    }
    return walked;
}

}  // namespace

OccipitalPlane occipital_plane(const PreparedHead& head, double height_mm) {
    const glm::vec3& inion = known_landmark(head, "inion");
    const glm::vec3 tragion = 0.5F * (known_landmark(head, "tragion_left") + known_landmark(head, "tragion_right"));
    const scalp::MidsagittalPath& path = head.midsagittal;
    assert(!path.points.empty());
    std::size_t nearest = 0;
    double least = 1e30;
    for (std::size_t i = 0; i < path.points.size(); ++i) {
        const glm::dvec2 off = path.points[i] - glm::dvec2(inion.z, inion.y);
        if (const double d2 = glm::dot(off, off); d2 < least) least = d2, nearest = i;
    }
    OccipitalPlane plane;
    plane.middle = path.at(path.walked_mm[nearest] - height_mm);
    const float forward = std::max(tragion.z - plane.middle.z, 30.0F);
    const float rise = std::clamp(tragion.y + kOverEarMm - plane.middle.y, kLeastRiseMm, kMostSlope * forward);
    const float length = std::sqrt(rise * rise + forward * forward);
    plane.up = glm::vec3(0, forward, -rise) / length;
    return plane;
}

StripScar strip_scar(const PreparedHead& head, double length_mm, double width_mm, double height_mm) {
    StripScar scar;
    if (!(length_mm > 0)) return scar;
    const OccipitalPlane plane = occipital_plane(head, height_mm);
    const Walked right = walk(head, plane, -1, 0.5 * length_mm), left = walk(head, plane, 1, 0.5 * length_mm);
    if (right.points.empty() || left.points.empty()) return scar;
    scar.length_mm = right.length_mm + left.length_mm;
    std::vector<SkinPoint> skin(right.points.rbegin(), right.points.rend());
    skin.insert(skin.end(), left.points.begin() + 1, left.points.end());
    const float half_length = 0.5F * float(scar.length_mm), width = float(width_mm);
    float along = -float(right.length_mm);
    for (std::size_t i = 0; i < skin.size(); ++i) {
        if (i > 0) {
            const glm::vec3 way = skin[i].position - skin[i - 1].position;
            along += std::sqrt(glm::dot(way, way));
        }
        const float share = std::min(std::abs(along) / half_length, 1.0F), to_end = half_length * (1 - share);
        const float taper = std::sqrt(std::min(to_end / std::max(8.0F, 2 * width), 1.0F));
        const float rough = 1 + 0.20F * line_noise(kEdge, along, 7) + 0.12F * line_noise(kFineEdge, along, 2.3F);
        // The course wanders too little for a tape to notice.
        const float aside = 0.35F * line_noise(kCourse, along, 12);
        scar.points.push_back({skin[i].position + aside * plane.up, 0.5F * width * (1 - 0.55F * share * share) * taper * rough});
    }
    return scar;
}

}  // namespace stipple::session
