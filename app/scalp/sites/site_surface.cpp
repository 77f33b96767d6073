#include "site_surface.h"

#include <cassert>

#include "scalp/scalp_region.h"

namespace stipple::scalp {
namespace {

template <typename Keep>
SiteSurface kept(const HeadMesh& mesh, Keep&& keep) {
    SiteSurface out;
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            if (!keep(t)) continue;
            for (int k = 0; k < 3; ++k) {
                out.positions.push_back(mesh.positions[t[k]]);
                out.normals.push_back(mesh.normals[t[k]]);
            }
        }
    }
    return out;
}

}  // namespace

SiteSurface upper_head_surface(const Head& head) {
    assert(head.frame.confidence > 0);
    const ScalpRegion region(head);
    const HeadMesh& mesh = head.mesh;
    constexpr double kMargin = 20;  // mm a corrected landmark can move the drawable mask without running out of sites
    return kept(mesh, [&](const std::uint32_t* t) {
        const glm::dvec3 a(mesh.positions[t[0]]), b(mesh.positions[t[1]]), c(mesh.positions[t[2]]), middle = (a + b + c) / 3.0;
        return region.belongs(middle) && !region.stands_off(middle) &&
               (region.drawable(a, kMargin) || region.drawable(b, kMargin) || region.drawable(c, kMargin));
    });
}

SiteSurface drawable_surface(const Head& head, const ScalpChart& chart) {
    const HeadMesh& mesh = head.mesh;
    return kept(mesh, [&](const std::uint32_t* t) {
        const glm::vec3 middle = (mesh.positions[t[0]] + mesh.positions[t[1]] + mesh.positions[t[2]]) / 3.0F;
        const glm::vec2 uv = chart.projection.project(middle) * float(kChartSide);
        if (!(uv.x >= 0 && uv.y >= 0 && uv.x < kChartSide && uv.y < kChartSide)) return false;
        const std::size_t texel = std::size_t(uv.y) * kChartSide + std::size_t(uv.x);
        // the chart holds the outermost skin only; what lies deeper along the ray is something else
        return chart.drawable[texel] != 0 && glm::length(chart.position[texel] - middle) < 5.0F;
    });
}

}  // namespace stipple::scalp
