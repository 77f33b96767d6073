// vertex_shapes of renderer.h: what of the sky a vertex sees, and how curved the skin is there.
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <thread>

#include "renderer/renderer.h"
#include "shared/light.h"

namespace stipple::renderer {
namespace {

constexpr int kSide = 224;        // cells of a depth map: about 1.5 mm on a bust, finer than a nostril
constexpr int kDirections = 40;
constexpr float kGolden = 2.39996323F;  // golden angle, radians

// Heights along one direction over a square grid across it.
struct DepthMap {
    glm::vec3 direction, across, up;
    glm::vec2 origin;
    float cell = 1;
    std::vector<float> height = std::vector<float>(std::size_t(kSide) * kSide, -1e30F);

    [[nodiscard]] glm::vec3 locate(const glm::vec3& p) const {  // grid x, y, height
        return {(glm::dot(p, across) - origin.x) / cell, (glm::dot(p, up) - origin.y) / cell, glm::dot(p, direction)};
    }

    void draw(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
        const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (std::abs(area) < 1e-9F) return;
        const int x0 = std::max(0, int(std::ceil(std::min({a.x, b.x, c.x}) - 0.5F)));
        const int x1 = std::min(kSide - 1, int(std::floor(std::max({a.x, b.x, c.x}) - 0.5F)));
        const int y0 = std::max(0, int(std::ceil(std::min({a.y, b.y, c.y}) - 0.5F)));
        const int y1 = std::min(kSide - 1, int(std::floor(std::max({a.y, b.y, c.y}) - 0.5F)));
        for (int y = y0; y <= y1; ++y)
            for (int x = x0; x <= x1; ++x) {
                const float px = float(x) + 0.5F, py = float(y) + 0.5F;
                const float u = ((b.x - px) * (c.y - py) - (b.y - py) * (c.x - px)) / area;
                const float v = ((c.x - px) * (a.y - py) - (c.y - py) * (a.x - px)) / area;
                if (u < 0 || v < 0 || u + v > 1) continue;
                float& h = height[std::size_t(y) * kSide + std::size_t(x)];
                h = std::max(h, u * a.z + v * b.z + (1 - u - v) * c.z);
            }
    }

    // Share of the four cells around a place that do not rise above it.
    [[nodiscard]] float open(const glm::vec3& at, float allowance) const {
        const float fx = at.x - 0.5F, fy = at.y - 0.5F;
        const int x = int(std::floor(fx)), y = int(std::floor(fy));
        float sum = 0;
        for (int k = 0; k < 4; ++k) {
            const int cx = x + (k & 1), cy = y + (k >> 1);
            const float weight = ((k & 1) ? fx - float(x) : 1 - fx + float(x)) * ((k >> 1) ? fy - float(y) : 1 - fy + float(y));
            const bool outside = cx < 0 || cy < 0 || cx >= kSide || cy >= kSide;
            if (outside || height[std::size_t(cy) * kSide + std::size_t(cx)] <= at.z + allowance) sum += weight;
        }
        return sum;
    }
};

DepthMap draw_map(const HeadView& head, const glm::vec3& center, float radius, int index) {
    // Fibonacci sphere: even, and the same every time.
    const float z = 1 - (2 * float(index) + 1) / kDirections, ring = std::sqrt(1 - z * z), turn = kGolden * float(index);
    DepthMap map;
    map.direction = {ring * std::cos(turn), ring * std::sin(turn), z};
    map.across = glm::normalize(glm::cross(std::abs(z) < 0.9F ? glm::vec3(0, 0, 1) : glm::vec3(1, 0, 0), map.direction));
    map.up = glm::cross(map.direction, map.across);
    map.cell = 2 * radius / kSide;
    map.origin = glm::vec2(glm::dot(center, map.across), glm::dot(center, map.up)) - radius;
    std::vector<glm::vec3> located(head.positions.size());
    for (std::size_t i = 0; i < located.size(); ++i) located[i] = map.locate(head.positions[i]);
    for (const HeadPart& part : head.parts) {
        if (part.transparent) continue;
        const auto indices = head.indices.subspan(part.first_index, part.index_count);
        for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
            map.draw(located[indices[i]], located[indices[i + 1]], located[indices[i + 2]]);
    }
    return map;
}

// Mean over the edges at a vertex of how fast the normal turns along them, then once over its neighbours.
void add_curvature(const HeadView& head, std::vector<VertexShape>& shapes) {
    std::vector<float> sum(shapes.size(), 0), turned(shapes.size(), 0);
    std::vector<std::uint32_t> edges(shapes.size(), 0);
    const auto each_edge = [&](const auto& take) {
        for (const HeadPart& part : head.parts) {
            const auto indices = head.indices.subspan(part.first_index, part.index_count);
            for (std::size_t i = 0; i + 2 < indices.size(); i += 3)
                for (std::size_t k = 0; k < 3; ++k) take(indices[i + k], indices[i + (k + 1) % 3]);
        }
    };
    each_edge([&](std::uint32_t a, std::uint32_t b) {
        const glm::vec3 along = head.positions[b] - head.positions[a];
        const float length2 = glm::dot(along, along);
        if (length2 < 1e-6F) return;
        const float curvature = glm::dot(head.normals[b] - head.normals[a], along) / length2;
        for (const std::uint32_t v : {a, b}) sum[v] += curvature, ++edges[v];
    });
    for (std::size_t v = 0; v < sum.size(); ++v) turned[v] = edges[v] ? sum[v] / float(edges[v]) : 0.0F;
    sum = turned;
    std::fill(edges.begin(), edges.end(), 1U);
    each_edge([&](std::uint32_t a, std::uint32_t b) {
        sum[a] += turned[b], sum[b] += turned[a];
        ++edges[a], ++edges[b];
    });
    for (std::size_t v = 0; v < sum.size(); ++v) shapes[v].curvature = std::clamp(sum[v] / float(edges[v]), 0.0F, kMostCurved);
}

}  // namespace

std::vector<VertexShape> vertex_shapes(const HeadView& head) {
    std::vector<VertexShape> shapes(head.positions.size());
    if (head.positions.empty()) return shapes;
    glm::vec3 low(1e30F), high(-1e30F);
    for (const glm::vec3& p : head.positions) low = glm::min(low, p), high = glm::max(high, p);
    const glm::vec3 center = (low + high) * 0.5F;
    const float radius = std::max(glm::length(high - low) * 0.5F, 1e-3F);

    std::vector<DepthMap> maps(kDirections);
    std::atomic<int> next{0};
    const auto draw = [&] {
        for (int i = next++; i < kDirections; i = next++) maps[std::size_t(i)] = draw_map(head, center, radius, i);
    };
    {
        std::jthread other(draw);
        draw();
    }
    const auto gather = [&](std::size_t first, std::size_t end) {
        for (std::size_t v = first; v < end; ++v) {
            // Lifted off the surface by a cell, so that a vertex does not hide behind its own neighbourhood.
            const glm::vec3 lifted = head.positions[v] + head.normals[v] * maps[0].cell;
            float all = 0;
            glm::vec3 hidden(0);
            for (const DepthMap& map : maps) {
                const float cosine = glm::dot(head.normals[v], map.direction);
                if (cosine <= 0.05F) continue;
                all += cosine;
                const float y = map.direction.y, closed = cosine * (1 - map.open(map.locate(lifted), map.cell * 0.5F / cosine));
                hidden += closed * glm::vec3(1, y, 1.5F * y * y - 0.5F);
            }
            // What is open is known exactly; the directions only tell what is hidden of it.
            shapes[v].sky = shared::sky_transfer_open(head.normals[v].y) - (all > 0 ? hidden / all : glm::vec3(0));
        }
    };
    const std::size_t half = head.positions.size() / 2;
    {
        std::jthread other(gather, 0, half);
        gather(half, head.positions.size());
    }
    add_curvature(head, shapes);
    return shapes;
}

}  // namespace stipple::renderer
