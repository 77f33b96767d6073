#include "pattern_scene.h"

#include <algorithm>
#include <cmath>

namespace stipple::test {
namespace {

// Squares of at most about a cluster's worth of neighbours.
std::vector<std::vector<glm::vec2>> in_blocks(const std::vector<glm::dvec2>& places, double period_mm) {
    const int blocks = std::max(1, int(std::ceil(std::sqrt(double(places.size()) / (shared::CLUSTER_MAX_DOTS / 2)))));
    std::vector<std::vector<glm::vec2>> sorted(std::size_t(blocks * blocks));
    for (const glm::dvec2& p : places) {
        const glm::ivec2 block = glm::min(glm::ivec2(p * double(blocks) / period_mm), blocks - 1);
        sorted[std::size_t(block.y * blocks + block.x)].emplace_back(p);
    }
    return sorted;
}

// Adds clusters moved by `move`.
void append(PatchDots& all, const PatchDots& more, const glm::vec3& move) {
    for (shared::Cluster cluster : more.clusters) {
        cluster.origin += move;
        cluster.first += std::uint32_t(all.dots.size());
        all.clusters.push_back(cluster);
    }
    all.dots.insert(all.dots.end(), more.dots.begin(), more.dots.end());
    all.places.insert(all.places.end(), more.places.begin(), more.places.end());
    all.states.insert(all.states.end(), more.states.begin(), more.states.end());
    all.live_mask.insert(all.live_mask.end(), more.live_mask.begin(), more.live_mask.end());
}

// Copies of one tile side by side, their middle over the origin. `pattern` takes on the rounded places.
PatchDots repeat(DotPattern& pattern, double side_mm) {
    PatchDots tile, all;
    for (const std::vector<glm::vec2>& block : in_blocks(pattern.places, pattern.period_mm))
        append(tile, pack_patch(block), glm::vec3(0));
    pattern.places.clear();
    for (const glm::vec3& p : tile.places) pattern.places.emplace_back(p.x, p.y);
    const int copies = std::max(1, int(std::ceil(side_mm / pattern.period_mm)));
    for (int j = 0; j < copies; ++j)
        for (int i = 0; i < copies; ++i)
            append(all, tile, glm::vec3((glm::vec2(i, j) - float(copies) * 0.5F) * float(pattern.period_mm), 0));
    // The tile's corner came to lie there; the pattern repeats, so only the rest of a period matters.
    for (glm::dvec2& p : pattern.places) p -= 0.5 * copies * pattern.period_mm;
    return all;
}

}  // namespace

DotPattern program_dots(std::vector<glm::dvec2> places, double period_mm, double diameter_mm, double transmittance,
                        double strength) {
    DotPattern dots;
    dots.places = std::move(places);
    dots.period_mm = period_mm;
    dots.radius_mm = diameter_mm / 2;
    dots.edge = 0.6;
    dots.peak = strength / (1 + 0.36 / 5);
    dots.absorptance = 1 - transmittance;
    return dots;
}

PatternScene::PatternScene(renderer::Renderer& renderer, DotPattern pattern, double diameter_mm, double side_mm,
                           double strength)
    : dots(std::move(pattern)), scene([&] {
          const PatchDots all = repeat(dots, side_mm);
          drawn = all.dots.size();
          return PatchScene(renderer, all, float(std::ceil(side_mm / dots.period_mm) * dots.period_mm * 1.5));
      }()) {
    scene.base.look.diameter_mm = float(diameter_mm);
    for (glm::vec4& layer : scene.base.look.transmittance) layer = glm::vec4(glm::vec3(float(1 - dots.absorptance)), 0);
    for (shared::TimeEntry& entry : scene.base.time.entries) entry.strength = float(strength);
}

renderer::Frame PatternScene::frame(int pixels, double mm_per_pixel) const {
    return scene.frame(1200, pixels * mm_per_pixel);
}

PixelGrid PatternScene::grid(int pixels, double mm_per_pixel) const {
    const double half = 0.5 * pixels * mm_per_pixel;
    return {pixels, pixels, mm_per_pixel, {-half, half}};
}

}  // namespace stipple::test
