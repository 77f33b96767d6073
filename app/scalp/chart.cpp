#include "chart.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "in_pieces.h"
#include "progress.h"
#include "scalp_region.h"

namespace stipple::scalp {
namespace {

// The chart reaches 135 degrees from its pole: 2 sin(67.5 deg).
constexpr float kRim = 1.8477591F;
constexpr std::size_t kGrain = 16'384;  // triangles, vertices or texels a thread takes at a time

struct Corner {
    glm::dvec3 position, normal;
    glm::dvec2 texel;
};

class Raster {
  public:
    explicit Raster(ScalpChart& chart) : chart_(chart), center_(chart.projection.center) {
        radius_.assign(chart.hit.size(), 0.0F);
        directions_.assign(chart.hit.size(), glm::vec3(0));
        for (int v = 0; v < kChartSide; ++v)
            for (int u = 0; u < kChartSide; ++u) {
                const double cu = (u + 0.5) / kChartSide - 0.5, cv = (v + 0.5) / kChartSide - 0.5;
                if ((cu * cu + cv * cv) * (4 * kRim * kRim) > 3.96) continue;  // beyond the far pole
                directions_[std::size_t(v) * kChartSide + std::size_t(u)] =
                    chart.projection.direction(glm::vec2((float(u) + 0.5F) / kChartSide, (float(v) + 0.5F) / kChartSide));
            }
    }

    void triangle(const Corner& a, const Corner& b, const Corner& c) {
        // straight lines bend on the chart: the box around the corners grows with the triangle
        const double span = std::max(glm::length(a.texel - b.texel), std::max(glm::length(b.texel - c.texel), glm::length(c.texel - a.texel)));
        const glm::dvec3 raw = glm::cross(b.position - a.position, c.position - a.position);
        if (!(glm::length(raw) > 0)) return;
        if (span > kChartSide / 3.0) return;  // round the far pole, inside the neck
        draw(a, b, c, raw, std::max(1.0, span * 0.05));
    }

    [[nodiscard]] Corner corner(const glm::vec3& position, const glm::vec3& normal) const {
        const glm::vec2 uv = chart_.projection.project(position);
        return {glm::dvec3(position), glm::dvec3(normal), glm::dvec2(uv) * double(kChartSide)};
    }

  private:
    void draw(const Corner& a, const Corner& b, const Corner& c, const glm::dvec3& raw, double pad) {
        const auto low = [&](double x, double y, double z) { return std::max(0, int(std::floor(std::min(x, std::min(y, z)) - pad))); };
        const auto high = [&](double x, double y, double z) { return std::min(kChartSide - 1, int(std::ceil(std::max(x, std::max(y, z)) + pad))); };
        const int u1 = high(a.texel.x, b.texel.x, c.texel.x), v1 = high(a.texel.y, b.texel.y, c.texel.y);
        const glm::dvec3 pa = a.position - center_, pb = b.position - center_, pc = c.position - center_;
        const glm::dvec3 bc = glm::cross(pb, pc), ca = glm::cross(pc, pa), ab = glm::cross(pa, pb);
        const glm::dvec3 n = glm::normalize(raw);
        const double volume = glm::dot(pa, bc);
        for (int v = low(a.texel.y, b.texel.y, c.texel.y); v <= v1; ++v)
            for (int u = low(a.texel.x, b.texel.x, c.texel.x); u <= u1; ++u) {
                const std::size_t i = std::size_t(v) * kChartSide + std::size_t(u);
                if (directions_[i] == glm::vec3(0)) continue;
                const glm::dvec3 d(directions_[i]);
                const double wa = glm::dot(d, bc), wb = glm::dot(d, ca), wc = glm::dot(d, ab), sum = wa + wb + wc;
                // all of one sign, or zero
                if (sum == 0 || (sum > 0 ? std::min(wa, std::min(wb, wc)) < 0 : std::max(wa, std::max(wb, wc)) > 0)) continue;
                const double r = volume / sum;
                if (!(r > 20) || float(r) <= radius_[i]) continue;
                radius_[i] = float(r);
                const glm::dvec3 normal = (wa * a.normal + wb * b.normal + wc * c.normal) / sum;
                const double length = glm::length(normal);
                glm::dvec3 smooth = length > 1e-6 ? normal / length : n;
                if (glm::dot(smooth, d) < 0) smooth = -smooth;  // a patch wound the wrong way still faces outwards
                chart_.hit[i] = 1;
                chart_.position[i] = glm::vec3(center_ + r * d);
                chart_.normal[i] = glm::vec3(smooth);
                const double solid = double(2 * kRim / kChartSide) * double(2 * kRim / kChartSide);
                // a surface seen edge-on would count without end; no scalp lies so steep
                chart_.area_mm2[i] = float(solid * r * r / std::max(std::abs(glm::dot(n, d)), 0.2));
            }
    }

    ScalpChart& chart_;

    glm::dvec3 center_;
    std::vector<float> radius_;
    std::vector<glm::vec3> directions_;  // of the texels' middles; zero where nothing is drawn
};

ChartProjection projection_of(const Head& head) {
    const auto at = [&](const char* name, const glm::vec3& otherwise) {
        const auto found = head.frame.landmarks.find(name);
        return found == head.frame.landmarks.end() ? otherwise : found->second;
    };
    const glm::vec3 glabella = at("glabella", {0, 42, 97}), back = at("opisthocranion", {0, 40, -97}), vertex = at("vertex", {0, 132, -8});
    ChartProjection p;
    p.center = glm::vec3(0, 0.35F * vertex.y, 0.5F * (glabella.z + back.z));
    p.pole = glm::vec3(0, 0.8660254F, -0.5F);
    p.left = glm::vec3(1, 0, 0);
    p.front = glm::vec3(0, 0.5F, 0.8660254F);
    return p;
}

}  // namespace

glm::vec2 ChartProjection::project(const glm::vec3& position) const {
    const glm::vec3 offset = position - center;
    const float length = std::sqrt(glm::dot(offset, offset));
    if (!(length > 0)) return glm::vec2(-1);
    const glm::vec3 d = offset / length;
    const float far = 1.0F + glm::dot(d, pole);
    if (far < 0.02F) return glm::vec2(-1);  // about the far pole, where directions run together
    const float k = std::sqrt(2.0F / far);
    return glm::vec2(0.5F) + glm::vec2(glm::dot(d, left), -glm::dot(d, front)) * (k / (2 * kRim));
}

glm::vec3 ChartProjection::direction(const glm::vec2& uv) const {
    const glm::vec2 q = (uv - glm::vec2(0.5F)) * (2 * kRim);
    const float r2 = std::min(glm::dot(q, q), 4.0F);
    const float side = std::sqrt(1 - r2 / 4);
    return left * (q.x * side) - front * (q.y * side) + pole * (1 - r2 / 2);
}

ScalpChart make_chart(const Head& head) { return make_chart(head, ScalpRegion(head)); }

ScalpChart make_chart(const Head& head, const ScalpRegion& region, const std::atomic<bool>* cancel) {
    assert(head.frame.confidence > 0);
    ScalpChart chart;
    chart.projection = projection_of(head);
    constexpr std::size_t kTexels = std::size_t(kChartSide) * kChartSide;
    chart.hit.assign(kTexels, 0);
    chart.position.assign(kTexels, glm::vec3(0));
    chart.normal.assign(kTexels, glm::vec3(0));
    chart.area_mm2.assign(kTexels, 0);
    chart.drawable.assign(kTexels, 0);
    chart.scalp.assign(kTexels, 0);

    const HeadMesh& mesh = head.mesh;
    Raster raster(chart);
    std::vector<Corner> corners(mesh.positions.size());
    in_pieces(corners.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) corners[i] = raster.corner(mesh.positions[i], mesh.normals[i]);
    });
    std::vector<std::uint8_t> belongs(mesh.indices.size() / 3, 0);
    in_pieces(belongs.size(), kGrain, [&](std::size_t begin, std::size_t end) {
        if (cancel && *cancel) return;
        for (std::size_t t = begin; t < end; ++t) {
            const std::uint32_t* corner = &mesh.indices[3 * t];
            const glm::dvec3 middle = (corners[corner[0]].position + corners[corner[1]].position + corners[corner[2]].position) / 3.0;
            belongs[t] = region.belongs(middle) && !region.stands_off(middle) ? 1 : 0;
        }
    });
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) continue;
        for (std::size_t i = s.first_index; i + 2 < std::size_t(s.first_index) + s.index_count; i += 3) {
            if (cancel && *cancel) throw Cancelled();
            if (belongs[i / 3]) raster.triangle(corners[mesh.indices[i]], corners[mesh.indices[i + 1]], corners[mesh.indices[i + 2]]);
        }
    }
    in_pieces(kTexels, kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            if (!chart.hit[i]) continue;
            const glm::dvec3 p(chart.position[i]);
            chart.drawable[i] = region.drawable(p, 0) && !region.stands_off(p) && !region.under_ear(p) ? 1 : 0;
            chart.scalp[i] = chart.drawable[i] && region.inside_hairline(p) ? 1 : 0;
        }
    });
    double scalp = 0, drawable = 0;
    for (std::size_t i = 0; i < kTexels; ++i) {
        drawable += chart.drawable[i] ? double(chart.area_mm2[i]) : 0;
        scalp += chart.scalp[i] ? double(chart.area_mm2[i]) : 0;
    }
    chart.scalp_area_cm2 = scalp / 100;
    chart.drawable_area_cm2 = drawable / 100;
    return chart;
}

}  // namespace stipple::scalp
