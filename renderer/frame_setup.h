// From a Frame to the numbers its passes read: pure, on the CPU, the same for window, picture and test.
#pragma once
#include "renderer/site_groups.h"
#include "renderer/renderer.h"
#include "shared/frame.h"

namespace stipple::renderer {

// What the uploads know that a frame's units depend on.
struct SiteBounds {
    glm::vec3 center{0};         // sphere around all sites, head axes, mm
    float radius_mm = 0;
    std::span<const SiteGroup> live;  // where live sites lie
    float live_per_mm2_max = 0;  // upper bound of live sites per mm^2 anywhere
    double pool_per_mm2 = 0;     // of all sites on the surface they were sampled on; 0: not known
};

struct FrameSetup {
    shared::FrameUniforms uniforms{};
    bool splats = false, discs = false;  // whether any dot may be drawn so
    bool four_points = false;            // discs are looked at in four places of a pixel
    bool overlaps = false;               // discs' densities are summed too: uniforms.knee.w > 0
    std::uint32_t grid_shift = 0;        // see grid_shift in dot_setup.h
    float disc_reach_px_mm = 0;          // a disc 1 mm away reaches so many pixels from its centre; the pixel's blur comes on top
    float hair_length_px_mm = 0;         // and the longest hair 1 mm away is so many pixels long
    float dot_rank_cut = 0, follicle_rank_cut = 0;        // see shared/detail.h
};

// What the head's upload knows.
struct HeadBounds {
    glm::vec3 low{0}, high{0};  // box around all vertices of all levels, head axes, mm
    glm::vec3 own_low{0}, own_high{0};  // the same of the head alone
    glm::vec3 skin_mean{1};     // see skin_median
};

[[nodiscard]] FrameSetup set_up_frame(const Frame& frame, const SiteBounds& dots, const SiteBounds& follicles,
                                      const HeadBounds& head, std::uint32_t width, std::uint32_t height,
                                      Sample sample = {});

}  // namespace stipple::renderer
