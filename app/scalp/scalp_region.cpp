#include "scalp_region.h"

#include <algorithm>
#include <cmath>

#include "chart.h"
#include "scalp/frame/head_template.h"
#include "thinned_mesh.h"

namespace stipple::scalp {
namespace {

// Juvenile hairline at the midline: 62 to 65 mm above the glabella along the skin (domain studies: Japanese mean 62 women,
// 66.5 men).
constexpr double kJuvenileHeight = 64;
constexpr double kForeheadLimit = 40;
// Nape hairline below the inion; between the 40 and 55 mm usual.
constexpr double kNapeBelowInion = 48;

std::vector<glm::dvec3> double_positions(const HeadMesh& mesh) {
    std::vector<glm::dvec3> out;
    out.reserve(mesh.positions.size());
    for (const glm::vec3& p : mesh.positions) out.emplace_back(p);
    return out;
}

glm::dvec3 landmark(const Head& head, const char* name, const glm::dvec3& otherwise) {
    const auto found = head.frame.landmarks.find(name);
    return found == head.frame.landmarks.end() ? otherwise : glm::dvec3(found->second);
}

double azimuth_of(const glm::dvec3& p) {
    const double length = std::sqrt(p.x * p.x + p.z * p.z);
    return length > 0 ? p.z / length : 1;
}

}  // namespace

double ScalpRegion::bound(const std::vector<Bound>& line, double azimuth) {
    if (azimuth >= line.front().azimuth) return line.front().y;
    for (std::size_t i = 1; i < line.size(); ++i)
        if (azimuth >= line[i].azimuth) {
            const double t = (line[i - 1].azimuth - azimuth) / (line[i - 1].azimuth - line[i].azimuth);
            return line[i - 1].y + t * (line[i].y - line[i - 1].y);
        }
    return line.back().y;
}

ScalpRegion::ScalpRegion(const Head& head) {
    HeadMesh rough;
    if (head.mesh.indices.size() / 3 > kLookedAtTriangles) rough = thinned(head.mesh, kLookedAtTriangles / 2);
    const HeadMesh& mesh = rough.indices.empty() ? head.mesh : rough;
    const std::vector<glm::dvec3> positions = double_positions(mesh);
    // the side views must not see what does not belong to the head
    HeadMesh own;
    own.positions = mesh.positions;
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            if (belongs((positions[t[0]] + positions[t[1]] + positions[t[2]]) / 3.0)) own.indices.insert(own.indices.end(), t, t + 3);
        }
    }
    own.submeshes.push_back({"head", 0, std::uint32_t(own.indices.size()), -1, true});
    views_ = side_views(own, positions);
    for (std::size_t side = 0; side < 2; ++side) ears_[side] = find_ear(views_, int(side));
    for (std::size_t side = 0; side < 2; ++side)
        if (!ears_[side].found && ears_[1 - side].found) ears_[side] = ears_[1 - side];
    for (Ear& ear : ears_)
        if (!ear.found) ear = {false, 26, -32, 8, -26, {}};  // an average ear about the tragion

    const glm::dvec3 canthi = 0.5 * (landmark(head, "outer_canthus_left", {46, 16.5, 75}) + landmark(head, "outer_canthus_right", {-46, 16.5, 75}));
    const glm::dvec3 inion = landmark(head, "inion", {0, 10, -95});
    const MidsagittalPath midline = midsagittal_path(head);
    forehead_y_ = double(midline.at(kForeheadLimit).y);
    const double hairline_y = double(midline.at(kJuvenileHeight).y);
    canthus_y_ = canthi.y;
    canthus_z_ = canthi.z;
    canthus_x_ = 0.5 * (landmark(head, "outer_canthus_left", {46, 0, 0}).x - landmark(head, "outer_canthus_right", {-46, 0, 0}).x);
    ear_front_ = 0.5 * (ears_[0].front + ears_[1].front);
    ear_back_ = 0.5 * (ears_[0].back + ears_[1].back);
    const double ear_top = 0.5 * (ears_[0].top + ears_[1].top);
    back_z_ = inion.z;
    const double nape_hairline = inion.y - kNapeBelowInion;
    nape_y_ = nape_hairline - 20;

    // azimuth of a place on the side of the head, about 74 mm from the midline
    const auto beside = [](double z) { return azimuth_of({74, 0, z}); };
    const double apex = azimuth_of({58, 0, canthus_z_ - 6});  // frontotemporal apex, on the vertical through the canthus
    hairline_ = {{1.0, hairline_y},
                 {0.945, hairline_y - 3},
                 {0.5 * (0.945 + apex), hairline_y - 11},
                 {apex, hairline_y - 24},
                 {azimuth_of({64, 0, 0.76 * canthus_z_}), 0.52 * hairline_y},  // temporal peak
                 {azimuth_of({67, 0, 0.60 * canthus_z_}), 0.36 * hairline_y},
                 {beside(ear_front_ + 22), 20},                    // front of the sideburn
                 {beside(ear_front_ + 19), 2},
                 {beside(ear_front_ + 3), 2},
                 {beside(ear_front_ + 2), 0.75 * ear_top},
                 {beside(ear_front_ - 8), ear_top + 3},
                 {beside(ear_back_ + 8), ear_top + 1},
                 {beside(ear_back_ + 2), 0.5 * ear_top},
                 {beside(ear_back_ - 3), -8},
                 {beside(ear_back_ - 14), -24},
                 {azimuth_of({50, 0, 0.62 * back_z_}), nape_hairline + 3},
                 {-1.0, nape_hairline}};
    for (std::size_t i = 1; i < hairline_.size(); ++i)  // an odd ear may upset the order; keep the line a function
        hairline_[i].azimuth = std::min(hairline_[i].azimuth, hairline_[i - 1].azimuth - 1e-4);

    // what stands off inside the box of each ear, rows filled, the free rim behind left out
    for (std::size_t side = 0; side < 2; ++side) {
        const DepthMap &surface = views_.surface[side], &smooth = views_.smooth[side];
        const Ear& ear = ears_[side];
        footprint_[side].assign(surface.depth.size(), 0);
        for (int v = 0; v < surface.nv; ++v) {
            const double y = surface.v0 + (v + 0.5) * surface.cell;
            if (y < ear.bottom - 1 || y > ear.top + 1) continue;
            int first = -1, last = -1;
            for (int u = 0; u < surface.nu; ++u) {
                const double z = surface.u0 + (u + 0.5) * surface.cell;
                if (z < ear.back - 1 || z > ear.front + 1) continue;
                const double s = surface.at(u, v), b = smooth.at(u, v);
                const bool off = !ear.found || (s != DepthMap::kNothing && b != DepthMap::kNothing && s - b > 2.5);
                if (off) {
                    if (first < 0) first = u;
                    last = u;
                }
            }
            if (first < 0) continue;
            // the concha is deep and the tragus flush with the cheek: up to there it is ear all the same
            if (ear.found && y < ear.top - 0.25 * (ear.top - ear.bottom)) last = std::max(last, int((ear.tragion.z + 3 - surface.u0) / surface.cell));
            const int rim = int(2 / surface.cell) + 1, free = int(0.22 * (ear.front - ear.back) / surface.cell);
            for (int u = std::max(0, first + free); u <= std::min(surface.nu - 1, last + rim); ++u) footprint_[side][std::size_t(v * surface.nu + u)] = 1;
        }
    }
}

bool ScalpRegion::belongs(const glm::dvec3& p) const {
    // the average head is measured from its own origin, about 13 mm below and 6 mm behind the tragions
    if (p.y > -10) return template_distance(p + glm::dvec3(0, 13.5, 5)) < 28;
    return p.y > -120 && p.x * p.x + p.z * p.z < 118.0 * 118.0;
}

bool ScalpRegion::stands_off(const glm::dvec3& p) const {
    const std::size_t side = p.x > 0 ? 0 : 1;
    const Ear& ear = ears_[side];
    if (!ear.found || p.y < ear.bottom - 4 || p.y > ear.top + 4 || p.z < ear.back - 4 || p.z > ear.front + 4) return false;
    const double smooth = views_.smooth[side].sample(p.z, p.y);
    return smooth != DepthMap::kNothing && std::abs(p.x) > smooth + 2.5;
}

bool ScalpRegion::under_ear(const glm::dvec3& p) const {
    const std::size_t side = p.x > 0 ? 0 : 1;
    const DepthMap& map = views_.surface[side];
    if (std::abs(p.x) < 40) return false;
    const double u = (p.z - map.u0) / map.cell, v = (p.y - map.v0) / map.cell;
    if (!(u >= 0 && v >= 0 && u < map.nu && v < map.nv)) return false;
    return footprint_[side][std::size_t(int(v) * map.nu + int(u))] != 0;
}

bool ScalpRegion::drawable(const glm::dvec3& p, double margin) const {
    if (p.y >= forehead_y_ - margin) return true;
    if (p.z > canthus_z_ + margin || (p.z > 0 && std::abs(p.x) < canthus_x_ + 4 - margin)) return false;
    const double front = ear_front_ + 12;
    if (p.z >= front) {
        // temple: above the line from the foot of the sideburn to a finger above the canthus
        const double t = canthus_z_ > front ? std::min((p.z - front) / (canthus_z_ - front), 1.0) : 1.0;
        return p.y >= t * (canthus_y_ + 10) - margin;
    }
    if (p.z >= ear_back_) return p.y >= (p.z > 0 ? 0.0 : -26.0 * p.z / std::min(ear_back_, -1.0)) - margin;
    // behind the ear: falling from 26 mm below tragion level to the nape limit
    const double nape_corner = 0.62 * back_z_;
    const double t = nape_corner < ear_back_ ? std::min((ear_back_ - p.z) / (ear_back_ - nape_corner), 1.0) : 1.0;
    return p.y >= -26 + t * (nape_y_ + 26) - margin;
}

bool ScalpRegion::inside_hairline(const glm::dvec3& p) const { return p.y >= bound(hairline_, azimuth_of(p)); }

}  // namespace stipple::scalp
