// The path of hairline.height_mm: along the skin in the midsagittal plane, from the glabella over the vertex.
#include <algorithm>
#include <cassert>
#include <cmath>

#include "plane_section.h"
#include "scalp/chart.h"

namespace stipple::scalp {
namespace {

// Directions of the sagittal plane numbered 0 to 4 along the square |a| + |b| = 1: forward, up, back, down. A stand-in for
// the angle that needs no libm.
double around(const glm::dvec2& d) {
    const double sum = std::abs(d.x) + std::abs(d.y);
    if (sum == 0) return 0;
    const double t = d.y / sum;
    return d.x >= 0 ? (t >= 0 ? t : 4 + t) : 2 - t;
}

glm::dvec2 direction(double t) {
    if (t < 1) return {1 - t, t};
    if (t < 2) return {1 - t, 2 - t};
    if (t < 3) return {t - 3, 2 - t};
    return {t - 3, t - 4};
}

// The skin's triangles on both sides of the plane of this x, in their order, with their corners in `positions`: few of a fine scan's.
HeadMesh across_plane(const HeadMesh& mesh, double x, std::vector<glm::dvec3>& positions) {
    std::vector<std::uint8_t> beyond(mesh.positions.size());
    for (std::size_t v = 0; v < beyond.size(); ++v) beyond[v] = double(mesh.positions[v].x) > x;
    HeadMesh out;
    for (const Submesh& s : mesh.submeshes)
        for (std::size_t i = s.first_index; s.skin && i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            if (beyond[t[0]] == beyond[t[1]] && beyond[t[1]] == beyond[t[2]]) continue;
            for (int k = 0; k < 3; ++k) {
                out.indices.push_back(std::uint32_t(positions.size()));
                positions.emplace_back(mesh.positions[t[k]]);
            }
        }
    out.submeshes.push_back({"across", 0, std::uint32_t(out.indices.size()), -1, true});
    return out;
}

}  // namespace

MidsagittalPath midsagittal_path(const Head& head) {
    const auto found = head.frame.landmarks.find("glabella");
    assert(found != head.frame.landmarks.end());
    const glm::dvec3 glabella(found->second);
    // (z, y) about a centre inside the cranium
    const glm::dvec3 center(glabella.x, 45, 0);
    std::vector<glm::dvec3> positions;
    const HeadMesh across = across_plane(head.mesh, center.x, positions);
    const std::vector<Segment2> section = plane_section(across, positions, center, glm::dvec3(0, 0, 1), glm::dvec3(0, 1, 0));
    constexpr int kSteps = 4096;
    const double start = around({glabella.z - center.z, glabella.y - center.y});
    std::vector<double> radius(kSteps, -1);
    const auto step_of = [&](double t) {
        double s = t - start;
        if (s < -1) s += 4;  // the glabella may lie a little above or below straight ahead
        return s * kSteps / 4;
    };
    for (const Segment2& segment : section) {
        double a = step_of(around(segment.a)), b = step_of(around(segment.b));
        glm::dvec2 p = segment.a, q = segment.b;
        if (a > b) std::swap(a, b), std::swap(p, q);
        if (b - a > kSteps / 2) continue;  // across the seam, far below the face
        for (int i = std::max(0, int(std::ceil(a))); i < kSteps && i <= b; ++i) {
            double t = start + 4.0 * i / kSteps;
            if (t >= 4) t -= 4;
            const glm::dvec2 d = glm::normalize(direction(t));
            const glm::dvec2 along = q - p;
            const double denominator = d.x * along.y - d.y * along.x;
            if (denominator == 0) continue;
            const double r = (p.x * along.y - p.y * along.x) / denominator;
            // chairs and islands lie farther out than any head
            if (r > 40 && r < 150) radius[std::size_t(i)] = std::max(radius[std::size_t(i)], r);
        }
    }
    MidsagittalPath path;
    path.plane_x = center.x;
    glm::dvec2 here(glabella.z - center.z, glabella.y - center.y);
    double walked = 0;
    const auto add = [&] {
        path.points.push_back({center.z + here.x, center.y + here.y});
        path.walked_mm.push_back(walked);
    };
    add();
    for (int i = 1; i < kSteps * 3 / 4; ++i) {
        if (radius[std::size_t(i)] < 0) continue;
        double t = start + 4.0 * i / kSteps;
        if (t >= 4) t -= 4;
        const glm::dvec2 next = radius[std::size_t(i)] * glm::normalize(direction(t));
        walked += glm::length(next - here);
        here = next;
        add();
    }
    return path;
}

glm::vec3 MidsagittalPath::at(double length_mm) const {
    assert(!points.empty() && points.size() == walked_mm.size());
    const auto found = std::lower_bound(walked_mm.begin(), walked_mm.end(), length_mm);
    if (found == walked_mm.end()) return {float(plane_x), float(points.back().y), float(points.back().x)};
    const auto i = std::size_t(found - walked_mm.begin());
    glm::dvec2 here = points[i];
    if (i > 0) {
        const double share = (length_mm - walked_mm[i - 1]) / (walked_mm[i] - walked_mm[i - 1]);
        here = points[i - 1] + share * (points[i] - points[i - 1]);
    }
    return {float(plane_x), float(here.y), float(here.x)};
}

glm::vec3 midsagittal_point(const Head& head, double length_mm) { return midsagittal_path(head).at(length_mm); }

}  // namespace stipple::scalp
