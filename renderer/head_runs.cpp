#include "renderer/head_runs.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace stipple::renderer {
namespace {

// Small enough that about half of a head's runs face away whole, large enough that a run is worth a draw.
constexpr std::size_t kRunTriangles = 64;
// How far apart, in mm, two triangles count that lie in one place with opposite normals: both sides of an ear or a lip
// belong to different runs.
constexpr float kNormalSpread = 20.0F;

struct Triangle {
    std::array<std::uint32_t, 3> corners;
    std::array<float, 6> key;  // centre and spread normal
    glm::vec3 normal;          // unit, or zero where the triangle has no area
};

// Halves the list at the median of its longest extent until pieces are short; pieces stay in the order of the halves.
void split(std::span<Triangle> triangles, std::vector<std::span<Triangle>>& pieces) {
    if (triangles.size() <= kRunTriangles) {
        if (!triangles.empty()) pieces.push_back(triangles);
        return;
    }
    std::size_t axis = 0;
    float longest = -1;
    for (std::size_t a = 0; a < 6; ++a) {
        const auto [low, high] = std::minmax_element(triangles.begin(), triangles.end(),
                                                     [a](const Triangle& x, const Triangle& y) { return x.key[a] < y.key[a]; });
        if (high->key[a] - low->key[a] > longest) longest = high->key[a] - low->key[a], axis = a;
    }
    const std::size_t half = triangles.size() / 2;
    std::nth_element(triangles.begin(), triangles.begin() + std::ptrdiff_t(half), triangles.end(),
                     [axis](const Triangle& x, const Triangle& y) {
                         return x.key[axis] != y.key[axis] ? x.key[axis] < y.key[axis] : x.corners < y.corners;
                     });
    split(triangles.first(half), pieces);
    split(triangles.subspan(half), pieces);
}

HeadRun bounds(const HeadView& head, std::span<const Triangle> triangles) {
    HeadRun run;
    glm::vec3 low(1e30F), high(-1e30F), sum(0);
    for (const Triangle& t : triangles) {
        for (const std::uint32_t corner : t.corners) {
            low = glm::min(low, head.positions[corner]);
            high = glm::max(high, head.positions[corner]);
        }
        sum += t.normal;
    }
    run.center = (low + high) * 0.5F;
    for (const Triangle& t : triangles)
        for (const std::uint32_t corner : t.corners)
            run.radius = std::max(run.radius, glm::length(head.positions[corner] - run.center));
    run.radius *= 1.0001F;  // rounding must not leave a vertex out
    if (glm::length(sum) > 1e-6F) {
        run.cone_axis = glm::normalize(sum);
        run.cone_cos = 1;
        for (const Triangle& t : triangles)
            if (t.normal != glm::vec3(0)) run.cone_cos = std::min(run.cone_cos, glm::dot(run.cone_axis, t.normal));
        run.cone_cos -= 1e-4F;
    }
    return run;
}

}  // namespace

HeadRuns head_runs(const HeadView& head) {
    HeadRuns result;
    for (std::uint32_t p = 0; p < head.parts.size(); ++p) {
        const HeadPart& part = head.parts[p];
        if (part.transparent) continue;
        std::vector<Triangle> triangles;
        triangles.reserve(part.index_count / 3);
        for (std::uint32_t i = 0; i + 2 < part.index_count; i += 3) {
            Triangle t;
            std::copy_n(head.indices.begin() + part.first_index + i, 3, t.corners.begin());
            const glm::vec3 &a = head.positions[t.corners[0]], &b = head.positions[t.corners[1]], &c = head.positions[t.corners[2]];
            const glm::vec3 normal = glm::cross(b - a, c - a), center = (a + b + c) / 3.0F;
            const float length = glm::length(normal);
            t.normal = length > 0 ? normal / length : glm::vec3(0);
            t.key = {center.x, center.y, center.z, kNormalSpread * t.normal.x, kNormalSpread * t.normal.y, kNormalSpread * t.normal.z};
            triangles.push_back(t);
        }
        std::vector<std::span<Triangle>> pieces;
        split(triangles, pieces);
        for (const std::span<Triangle> piece : pieces) {
            // As near each other in memory as on the head, and the same whatever nth_element left behind.
            std::sort(piece.begin(), piece.end(), [](const Triangle& x, const Triangle& y) { return x.corners < y.corners; });
            HeadRun run = bounds(head, piece);
            run.part = p;
            run.first_index = std::uint32_t(result.indices.size());
            run.index_count = std::uint32_t(piece.size() * 3);
            for (const Triangle& t : piece) result.indices.insert(result.indices.end(), t.corners.begin(), t.corners.end());
            result.runs.push_back(run);
        }
    }
    constexpr std::uint32_t unused = ~0U;
    std::vector<std::uint32_t> place(head.positions.size(), unused);
    for (std::uint32_t& index : result.indices) {
        if (place[index] == unused) {
            place[index] = std::uint32_t(result.vertices.size());
            result.vertices.push_back(index);
        }
        index = place[index];
    }
    return result;
}

std::vector<vulkan::IndexRange> visible_ranges(std::span<const HeadRun> runs, std::uint32_t part, bool double_sided,
                                       const glm::mat4& view_projection, const glm::vec3& eye) {
    // Gribb and Hartmann 2001: rows of the matrix make the planes, positive inside. The far one is at infinity.
    const glm::mat4 rows = glm::transpose(view_projection);
    std::array<glm::vec4, 5> planes{rows[3] + rows[0], rows[3] - rows[0], rows[3] + rows[1], rows[3] - rows[1], rows[3] - rows[2]};
    for (glm::vec4& plane : planes) plane /= glm::length(glm::vec3(plane));
    std::vector<vulkan::IndexRange> ranges;
    for (const HeadRun& run : runs) {
        if (run.part != part) continue;
        const bool outside = std::any_of(planes.begin(), planes.end(), [&](const glm::vec4& plane) {
            return glm::dot(glm::vec3(plane), run.center) + plane.w < -run.radius;
        });
        if (outside) continue;
        if (!double_sided && run.cone_cos > 0) {
            const glm::vec3 from_eye = run.center - eye;
            const float cone_sin = std::sqrt(std::max(0.0F, 1 - run.cone_cos * run.cone_cos));
            if (glm::dot(from_eye, run.cone_axis) >= cone_sin * glm::length(from_eye) + run.radius) continue;
        }
        if (!ranges.empty() && ranges.back().first + ranges.back().count == run.first_index)
            ranges.back().count += run.index_count;
        else
            ranges.push_back({run.first_index, run.index_count});
    }
    return ranges;
}

std::size_t head_level(std::span<const float> errors_mm, const Frame& frame, const shared::FrameUniforms& uniforms,
                       const HeadBounds& bounds) {
    if (frame.dots_per_pixel <= 0) return 0;
    float nearest = 1e30F;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 p((corner & 1) ? bounds.high.x : bounds.low.x, (corner & 2) ? bounds.high.y : bounds.low.y,
                          (corner & 4) ? bounds.high.z : bounds.low.z);
        nearest = std::min(nearest, -(uniforms.view * glm::vec4(p, 1)).z);
    }
    nearest = std::max(nearest, uniforms.near_mm);
    const float allowed_mm = float(kMotionHeadPixels) * nearest / uniforms.camera.w;
    const auto finer = std::upper_bound(errors_mm.begin(), errors_mm.end(), allowed_mm);
    return std::size_t(finer - errors_mm.begin());
}

}  // namespace stipple::renderer
