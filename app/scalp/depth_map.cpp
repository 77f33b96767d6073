#include "depth_map.h"

#include <algorithm>
#include <cmath>

namespace stipple::scalp {

double DepthMap::sample(double u, double v) const {
    const double x = (u - u0) / cell, y = (v - v0) / cell;
    if (!(x >= 0 && y >= 0 && x < nu && y < nv)) return kNothing;
    return at(int(x), int(y));
}

DepthMap depth_map(const HeadMesh& mesh, const std::vector<glm::dvec3>& uvw, double u0, double u1, double v0, double v1, double cell) {
    DepthMap map{u0, v0, cell, int((u1 - u0) / cell), int((v1 - v0) / cell), {}};
    map.depth.assign(std::size_t(map.nu) * std::size_t(map.nv), DepthMap::kNothing);
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            const glm::dvec3 a = uvw[mesh.indices[i]], b = uvw[mesh.indices[i + 1]], c = uvw[mesh.indices[i + 2]];
            const double ulow = std::min(a.x, std::min(b.x, c.x)), uhigh = std::max(a.x, std::max(b.x, c.x));
            const double vlow = std::min(a.y, std::min(b.y, c.y)), vhigh = std::max(a.y, std::max(b.y, c.y));
            if (uhigh < u0 || ulow > u1 || vhigh < v0 || vlow > v1) continue;
            const double twice = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
            if (twice == 0) continue;
            const auto first = [&](double low, double origin) { return std::max(0, int(std::ceil((low - origin) / cell - 0.5))); };
            for (int v = first(vlow, v0); v < map.nv; ++v) {
                const double pv = v0 + (v + 0.5) * cell;
                if (pv > vhigh) break;
                for (int u = first(ulow, u0); u < map.nu; ++u) {
                    const double pu = u0 + (u + 0.5) * cell;
                    if (pu > uhigh) break;
                    const double wb = ((pu - a.x) * (c.y - a.y) - (pv - a.y) * (c.x - a.x)) / twice;
                    const double wc = ((b.x - a.x) * (pv - a.y) - (b.y - a.y) * (pu - a.x)) / twice;
                    if (wb < 0 || wc < 0 || wb + wc > 1) continue;
                    double& d = map.at(u, v);
                    d = std::max(d, a.z + wb * (b.z - a.z) + wc * (c.z - a.z));
                }
            }
        }
    }
    return map;
}

DepthMap opening(const DepthMap& map, double radius) {
    const int r = int(radius / map.cell);
    std::vector<std::pair<int, int>> disc;
    for (int y = -r; y <= r; ++y)
        for (int x = -r; x <= r; ++x)
            if (x * x + y * y <= r * r) disc.emplace_back(x, y);
    const auto pass = [&](const DepthMap& in, bool erode) {
        DepthMap out = in;
        for (int v = 0; v < in.nv; ++v)
            for (int u = 0; u < in.nu; ++u) {
                double best = erode ? 1e30 : DepthMap::kNothing;
                for (const auto& [x, y] : disc) {
                    const int uu = u + x, vv = v + y;
                    if (uu < 0 || vv < 0 || uu >= in.nu || vv >= in.nv) continue;
                    const double d = in.at(uu, vv);
                    if (d == DepthMap::kNothing) continue;
                    best = erode ? std::min(best, d) : std::max(best, d);
                }
                out.at(u, v) = best == 1e30 ? DepthMap::kNothing : best;
            }
        return out;
    };
    return pass(pass(map, true), false);
}

}  // namespace stipple::scalp
