// A head's triangles in short runs of neighbours, so that runs turned away or outside the picture are never fetched.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "renderer/frame_setup.h"
#include "renderer/renderer.h"
#include "renderer/vulkan/commands.h"

namespace stipple::renderer {

// Neighbouring triangles of one part.
struct HeadRun {
    std::uint32_t part = 0;
    std::uint32_t first_index = 0, index_count = 0;  // into HeadRuns::indices
    glm::vec3 center{0};                             // sphere around the vertices, mm
    float radius = 0;
    glm::vec3 cone_axis{0, 0, 1};  // every triangle's normal is within the cone around it
    float cone_cos = -1;           // 0 or less: no side shows the run's back only
};

struct HeadRuns {
    std::vector<HeadRun> runs;           // part by part; one run's indices follow those of the run before
    std::vector<std::uint32_t> indices;  // three a triangle, into `vertices`
    std::vector<std::uint32_t> vertices;  // which of the head's vertices, in the order of first use
};

// Every triangle of every part that is drawn at all, each once and with its winding.
[[nodiscard]] HeadRuns head_runs(const HeadView& head);

// What of `part` may show: runs that touch the picture of `view_projection` (reversed depth: near plane z = w) and, unless
// the part is double sided, face the `eye` somewhere; neighbours joined.
[[nodiscard]] std::vector<vulkan::IndexRange> visible_ranges(std::span<const HeadRun> runs, std::uint32_t part, bool double_sided,
                                                     const glm::mat4& view_projection, const glm::vec3& eye);

// Which level a frame draws: 0 the head itself, k the one with the k-th of `errors_mm`, which rise. The coarsest whose error is at most
// kMotionHeadPixels, seen from as near as the head's box comes; always 0 where every dot is drawn.
[[nodiscard]] std::size_t head_level(std::span<const float> errors_mm, const Frame& frame, const shared::FrameUniforms& uniforms,
                                     const HeadBounds& bounds);

}  // namespace stipple::renderer
