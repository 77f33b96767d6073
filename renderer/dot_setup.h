// What of a frame's setup concerns its dots alone: levels of detail, how they are drawn, and the grid they are summed
// on.
#pragma once
#include <vector>

#include "renderer/frame_setup.h"

namespace stipple::renderer {

// How far from its centre, in mm, the widest dot of a frame covers anything.
[[nodiscard]] float widest_reach(const Frame& frame, bool hair);
// From root to tip, mm.
[[nodiscard]] float longest_hair(const shared::DotLook& look);
// By its size on the screen hair is drawn like dots of this diameter, mm.
[[nodiscard]] float hair_seen_mm(const shared::DotLook& look);

// Cut of ranks that leaves about the frame's dots for a pixel, or 0 where that many or fewer are in the pool.
[[nodiscard]] float rank_cut(const Frame& frame, const SiteBounds& sites, double mm_per_pixel);

// Log2 of how many places along a pixel the dots of a picture are summed at: 0, 1 or 2. One place in moving pictures,
// and at rest where dots are too small or too large for more to be seen.
[[nodiscard]] std::uint32_t grid_shift(const Frame& frame, const SiteBounds& dots, float mm_per_pixel, Sample sample);

// Makes the packed cells as wide and high as the dots' area: there is then little to clear, and it lies together.
void lay_out_cells(shared::FrameUniforms& uniforms);

// Fills in what depends on the size of dots in places of the grid; the uniforms' camera, viewport and mm_per_pixel are
// the grid's.
void set_up_dots(FrameSetup& setup, const Frame& frame, const SiteBounds& dots, const SiteBounds& follicles,
                 Sample sample);

// The frames to draw dots with, one after the other into the same sums, each resolved before the next: `picture`
// itself, or parts that make up its dot_area on a finer grid. Areas of parts are in places of the grid.
[[nodiscard]] std::vector<FrameSetup> grid_parts(const FrameSetup& picture, const Frame& frame, const SiteBounds& dots,
                                                 const SiteBounds& follicles, Sample sample);

}  // namespace stipple::renderer
