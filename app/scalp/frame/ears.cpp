#include "ears.h"

#include <algorithm>
#include <cmath>

namespace stipple::scalp {

SideViews side_views(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions) {
    SideViews views;
    std::vector<glm::dvec3> turned(positions.size());
    for (int side = 0; side < 2; ++side) {
        for (std::size_t i = 0; i < positions.size(); ++i)
            turned[i] = glm::dvec3(positions[i].z, positions[i].y, side == 0 ? positions[i].x : -positions[i].x);
        const auto s = std::size_t(side);
        views.surface[s] = depth_map(mesh, turned, -95, 70, -65, 125, 1.5);
        // an ear is about 35 mm wide; a disc of 40 mm does not fit into it
        views.smooth[s] = opening(views.surface[s], 20);
    }
    return views;
}

Ear find_ear(const SideViews& views, int side) {
    const DepthMap &surface = views.surface[std::size_t(side)], &smooth = views.smooth[std::size_t(side)];
    std::vector<int> part(surface.depth.size(), 0);
    const auto stands_off = [&](int u, int v) {
        const double s = surface.at(u, v), b = smooth.at(u, v);
        return s != DepthMap::kNothing && b != DepthMap::kNothing && s - b > 4 && s > 50;
    };
    Ear best;
    int best_area = 0, next = 0;
    std::vector<std::pair<int, int>> stack;
    for (int v0 = 0; v0 < surface.nv; ++v0)
        for (int u0 = 0; u0 < surface.nu; ++u0) {
            if (part[std::size_t(v0 * surface.nu + u0)] || !stands_off(u0, v0)) continue;
            ++next;
            int area = 0, ulow = u0, uhigh = u0, vlow = v0, vhigh = v0;
            stack.emplace_back(u0, v0);
            part[std::size_t(v0 * surface.nu + u0)] = next;
            while (!stack.empty()) {
                const auto [u, v] = stack.back();
                stack.pop_back();
                ++area;
                ulow = std::min(ulow, u), uhigh = std::max(uhigh, u), vlow = std::min(vlow, v), vhigh = std::max(vhigh, v);
                for (const auto& [du, dv] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                    const int uu = u + du, vv = v + dv;
                    if (uu < 0 || vv < 0 || uu >= surface.nu || vv >= surface.nv) continue;
                    int& p = part[std::size_t(vv * surface.nu + uu)];
                    if (p || !stands_off(uu, vv)) continue;
                    p = next;
                    stack.emplace_back(uu, vv);
                }
            }
            const double width = (uhigh - ulow + 1) * surface.cell, height = (vhigh - vlow + 1) * surface.cell;
            const double z = surface.u0 + (ulow + uhigh + 1) * 0.5 * surface.cell, y = surface.v0 + (vlow + vhigh + 1) * 0.5 * surface.cell;
            // the size of an ear, about where ears are
            if (height < 38 || height > 90 || width < 18 || width > 62 || std::abs(z + 2) > 32 || std::abs(y - 8) > 34 || area <= best_area) continue;
            best_area = area;
            best.found = true;
            best.bottom = surface.v0 + vlow * surface.cell;
            best.top = best.bottom + height;
            best.back = surface.u0 + ulow * surface.cell;
            best.front = best.back + width;
        }
    if (best.found) {
        // The tragion in the box of what stands off, mean of three scans and a sculpted head with known truth, the scans counting double: 0.575 of the height (0.46 to 0.61),
        // 0.80 of the width (0.75 to 0.93) from the back.
        const double y = best.bottom + 0.575 * (best.top - best.bottom), z = best.back + 0.80 * (best.front - best.back);
        double x = smooth.sample(z, y);
        if (x == DepthMap::kNothing) x = 72;
        best.tragion = glm::dvec3(side == 0 ? x : -x, y, z);
    }
    return best;
}

}  // namespace stipple::scalp
