#include "repair_noise.h"

#include <algorithm>
#include <cmath>
#include <queue>

#include "repair_surface.h"

namespace stipple::scalp {
namespace {

// Clean heads lie within 0.12 mm of their smooth surface (rms over four of them); a phone's scan is off by 0.3 mm and more.
constexpr double kSkinRoughnessMm = 0.15;
constexpr double kLeastCutoffMm = 10, kMostCutoffMm = 22;
// What only a longer cutoff would smooth away, with the few points there are, is shape and no noise: hair, carved curls.
constexpr double kReliefCutoffMm = 36;
constexpr double kMeasuredAtMm = 16;  // cutoff at which roughness is measured
constexpr double kFadeMm = 10;
constexpr double kCellMm = 3;

// Distances over edges from the places that stay, up to `most`.
std::vector<double> distances(const HeadMesh& mesh, const std::vector<std::uint32_t>& skin, const std::vector<std::uint32_t>& first,
                              const std::vector<std::uint8_t>& stays, double most) {
    std::vector<std::uint32_t> start(mesh.positions.size() + 1, 0), next(skin.size());
    for (const std::uint32_t v : skin) ++start[first[v] + 1];
    for (std::size_t v = 1; v < start.size(); ++v) start[v] += start[v - 1];
    std::vector<std::uint32_t> fill(start.begin(), start.end() - 1);
    for (std::uint32_t c = 0; c < skin.size(); ++c) next[fill[first[skin[c]]]++] = c;
    std::vector<double> distance(mesh.positions.size(), most);
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    for (std::uint32_t v = 0; v < distance.size(); ++v)
        if (first[v] == v && stays[v]) {
            distance[v] = 0;
            open.emplace(0.0, v);
        }
    while (!open.empty()) {
        const auto [d, v] = open.top();
        open.pop();
        if (d > distance[v]) continue;
        for (std::uint32_t i = start[v]; i < start[v + 1]; ++i)
            for (std::uint32_t k = 0; k < 3; ++k) {
                const std::uint32_t w = first[skin[next[i] / 3 * 3 + k]];
                const double reached = d + double(glm::length(mesh.positions[w] - mesh.positions[v]));
                if (reached < distance[w]) {
                    distance[w] = reached;
                    open.emplace(reached, w);
                }
            }
    }
    return distance;
}

}  // namespace

std::vector<std::uint8_t> smooth_scalp(Head& head, const RepairSkin& skin, const ScalpRegion& region, Smoothing smoothing, RepairReport& report) {
    HeadMesh& mesh = head.mesh;
    const std::vector<std::uint32_t>& first = skin.first;
    const std::vector<double>& area = skin.area;
    const std::vector<glm::dvec3>& normal = skin.normal;

    // about the middle of the cranium, as the scalp's chart is
    const auto at = [&](const char* name, const glm::vec3& otherwise) {
        const auto found = head.frame.landmarks.find(name);
        return glm::dvec3(found == head.frame.landmarks.end() ? otherwise : found->second);
    };
    const glm::dvec3 glabella = at("glabella", {0, 42, 97}), back = at("opisthocranion", {0, 40, -97}), vertex = at("vertex", {0, 132, -8});
    const DirectionMap map = DirectionMap::about({0, 0.35 * vertex.y, 0.5 * (glabella.z + back.z)}, {0, 0.8660254037844386, -0.5}, 90);
    std::vector<SurfacePoint> points;
    std::vector<std::uint32_t> of_point;
    std::vector<std::uint8_t> stays(mesh.positions.size(), 1);
    for (std::uint32_t v = 0; v < mesh.positions.size(); ++v) {
        if (first[v] != v || !(area[v] > 0)) continue;
        const glm::dvec3 p(mesh.positions[v]);
        if (!region.belongs(p) || !region.drawable(p, 20) || region.stands_off(p) || region.under_ear(p)) continue;
        if (glm::dot(normal[v], p - map.center) < 0.3 * glm::length(normal[v]) * glm::length(p - map.center)) continue;
        SurfacePoint point;
        if (!map.project(p, point.place, point.distance)) continue;
        point.area = area[v];
        points.push_back(point);
        of_point.push_back(v);
        stays[v] = !region.drawable(p, 0);
    }
    if (points.size() < 200) return {};

    const SmoothSurface measured(points, kCellMm, kMeasuredAtMm);
    double whole = 0;
    for (const SurfacePoint& p : points) whole += p.area;
    report.roughness_mm = measured.rms();
    // The share of white noise of one vertex that passes is 2.5 of its area over the square of the cutoff: down to 0.1 mm.
    const double cutoff = std::max(measured.rms() / 0.1 * std::sqrt(2.5 * whole / double(points.size())), kLeastCutoffMm);
    const bool relief = cutoff > kReliefCutoffMm;
    if (smoothing == Smoothing::never || (smoothing == Smoothing::where_rough && measured.rms() < kSkinRoughnessMm)) return {};
    if (smoothing == Smoothing::where_rough && relief) {
        report.left_rough = true;
        return {};
    }
    const double over = std::min(cutoff, kMostCutoffMm);
    std::vector<SurfacePoint> trusted = points;
    for (std::size_t i = 0; i < trusted.size(); ++i) trusted[i].area *= measured.trust()[i];
    const SmoothSurface smooth(trusted, kCellMm, over, 1);
    const std::vector<double> distance = distances(mesh, skin.triangles, first, stays, kFadeMm);
    std::vector<std::uint8_t> moved(mesh.positions.size(), 0);
    std::vector<glm::vec3> target(mesh.positions);
    double sum = 0, weights = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::uint32_t v = of_point[i];
        if (stays[v]) continue;
        const double off = smooth.distance(points[i].place) - points[i].distance;
        const double t = distance[v] / kFadeMm, fade = t * t * (3 - 2 * t);
        // what lies far off is no noise: it fades out from five times the roughness to ten
        const double far = std::min(std::max(2 - std::abs(off) / (5 * std::max(measured.rms(), 0.2)), 0.0), 1.0);
        const glm::dvec3 p(mesh.positions[v]);
        target[v] = glm::vec3(p + fade * far * off * ((p - map.center) / points[i].distance));
        moved[v] = 1;
        sum += points[i].area * std::abs(fade * far * off);
        weights += points[i].area;
    }
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        moved[v] = moved[first[v]];
        if (moved[v]) mesh.positions[v] = target[first[v]];
    }
    report.moved_mm = weights > 0 ? sum / weights : 0;
    report.smoothed_over_mm = over;
    return moved;
}

}  // namespace stipple::scalp
