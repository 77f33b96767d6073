#include "pattern_scene.h"

#include <algorithm>
#include <cmath>

namespace stipple::test {
namespace {

// Neighbours next to each other, a cluster's worth at a time.
std::vector<glm::vec2> in_blocks(const std::vector<glm::dvec2>& places, double period_mm) {
    const int blocks = std::max(1, int(std::ceil(std::sqrt(double(places.size()) / shared::CLUSTER_MAX_DOTS))));
    std::vector<std::pair<int, glm::vec2>> keyed;
    for (const glm::dvec2& p : places) {
        const glm::ivec2 block(p * double(blocks) / period_mm);
        keyed.emplace_back(block.y * blocks + block.x, glm::vec2(p));
    }
    std::stable_sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<glm::vec2> sorted;
    for (const auto& [block, place] : keyed) sorted.push_back(place);
    return sorted;
}

// Copies of one tile side by side, their middle over the origin. `pattern` takes on the rounded places.
PatchDots repeat(DotPattern& pattern, double side_mm) {
    const PatchDots tile = pack_patch(in_blocks(pattern.places, pattern.period_mm));
    pattern.places.clear();
    for (const glm::vec3& p : tile.places) pattern.places.emplace_back(p.x, p.y);
    const int copies = std::max(1, int(std::ceil(side_mm / pattern.period_mm)));
    PatchDots all;
    for (int j = 0; j < copies; ++j)
        for (int i = 0; i < copies; ++i) {
            const glm::vec3 move((glm::vec2(i, j) - float(copies) * 0.5F) * float(pattern.period_mm), 0);
            for (shared::Cluster cluster : tile.clusters) {
                cluster.origin += move;
                cluster.first += std::uint32_t(all.dots.size());
                all.clusters.push_back(cluster);
            }
            all.dots.insert(all.dots.end(), tile.dots.begin(), tile.dots.end());
            all.states.insert(all.states.end(), tile.states.begin(), tile.states.end());
            all.live_mask.insert(all.live_mask.end(), tile.live_mask.begin(), tile.live_mask.end());
        }
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
