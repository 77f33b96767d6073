#include "renderer/dot_setup.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "shared/detail.h"
#include "shared/disc.h"
#include "shared/profile.h"

namespace stipple::renderer {
namespace {

// Below a radius of so many pixels a dot's shape cannot be seen and one bilinear add stands for it. It must not be
// larger: a dot of more than about a pixel's area, put into four cells, would exceed full coverage there and lose
// darkness to the law of overlap (at radius 1: mean reflectance 0.826 where 0.780 is true). Over the zoom between the
// two radii a dot goes over from one to the other.
constexpr float kDiscLow = 0.4F, kDiscHigh = 0.6F;
// Four places a pixel follow the shape of a smaller disc than one does. Gone over so early, no pixel of 0.22 mm dots
// jumps by more than 2 of 255 beyond the truth in a step of 1 % zoom; between the radii above it is up to 7.
constexpr float kStillDiscLow = 0.33F, kStillDiscHigh = 0.48F;
// Diameter in pixels from which one place a pixel shows a disc to 1 %.
constexpr float kFourPointsBelow = 7.0F;
// Skin covered by dots from which their overlaps are looked at, and from which wholly.
constexpr float kOverlapLow = 0.25F, kOverlapHigh = 0.35F;
// Dots thrown at random overlap however few they are.
constexpr float kRandomOverlapLow = 0.01F, kRandomOverlapHigh = 0.03F;
// The grid is finer where dots cover more skin than this and are of about the size of pixels: then neither the sum of
// their coverage in a pixel nor the product over dots spread out over it tells how they overlap (mean error of the
// transmittance 0.005 to 0.019 at 44 to 59 % covered). Sums over smaller places do; each grid below leaves 0.001 to 0.004. Grids are
// so fine that dots are discs of 1.5 places and more; smaller dots are many to a pixel and their sum says enough.
constexpr float kFineCovered = 0.25F;
constexpr float kFourfoldFrom = 0.38F, kTwofoldFrom = 1.3F, kOnefoldFrom = 8.0F;  // diameters in pixels
// Elsewhere two places along a pixel, between these diameters, keep single dots in shape as they wander over the
// pixels: in a zoom of 1 % a step no pixel of 0.22 mm dots then jumps by more than 1.6 of 255 beyond the truth; with
// one place, 2.2.
constexpr float kSharpFrom = 0.6F, kSharpTo = 2.2F;
constexpr float kQuarterPi = 0.785398163F;

float strongest(const shared::TimeTable& time) {
    float most = 0;
    for (const shared::TimeEntry& entry : time.entries) most = std::max(most, entry.strength);
    return most;
}

// Mean over the dots there are, whatever their half-life and session.
struct MeanDot {
    float peak = 0;    // coverage in the middle
    float width2 = 0;  // mm^2, full width at half maximum squared
};
MeanDot mean_dot(const Frame& frame) {
    double peak = 0, width = 0;
    int count = 0;
    for (const shared::TimeEntry& entry : frame.time.entries) {
        if (!(entry.strength > 0)) continue;
        const float width2 = shared::dot_width2(frame.look.diameter_mm, entry.sigma2, entry.strength);
        peak += shared::dot_peak(frame.look.diameter_mm, width2, entry.strength);
        width += width2;
        ++count;
    }
    if (count == 0) return {};
    return {float(peak / count), float(width / count)};
}

bool any_shift(const shared::TimeTable& time) {
    return std::any_of(std::begin(time.entries), std::end(time.entries),
                       [](const shared::TimeEntry& entry) { return entry.strength > 0 && entry.shift > 0; });
}

// Coverage one pixel's cell can gather at most: the mean of a dense patch (which no view changes: where the surface
// turns away there are more dots a pixel and each is thinner), doubled for clumps, and a few whole dots as large as
// they come.
float cell_bound(const SiteBounds& sites, float dot_mass_mm2, float pixels_per_mm, float largest_px2,
                 float stands_for) {
    const float single = std::min(dot_mass_mm2 * pixels_per_mm * pixels_per_mm, largest_px2);
    return 2.0F * sites.live_per_mm2_max * dot_mass_mm2 + 4.0F * single * stands_for;
}

// Dots one dot stands for at most.
float most_stood_for(float cut) {
    constexpr auto all = float(shared::RANK_LEVELS);
    return cut > 0 ? all / shared::detail_ranks(all, cut) : 1.0F;
}

bool as_discs(const Frame& frame) { return frame.path == DotPath::automatic || frame.path == DotPath::discs; }

// Share of the densest skin that dots would cover if none overlapped.
float covered_share(const SiteBounds& dots, const MeanDot& dot) {
    return dots.live_per_mm2_max * kQuarterPi * dot.width2;
}

}  // namespace

float widest_reach(const Frame& frame, bool hair) {
    const float v = frame.look.size_variation, shade = 1 + frame.look.shade_variation;
    const float diameter = frame.look.diameter_mm * (1 + v);  // the mean is kept by dividing; that takes nothing here
    const float hair_mm = std::max(frame.look.hair_diameter_mm, frame.look.hair_shaft_mm);
    float width2 = hair ? hair_mm * hair_mm : 0.0F;
    for (const shared::TimeEntry& entry : frame.time.entries)
        if (entry.strength > 0)
            width2 = std::max(width2, shared::dot_width2(diameter, entry.sigma2, entry.strength * shade));
    constexpr float kSoftest =
        1.69F;  // radii a disc reaches where disc_shape has its softest edge, beside its pixels^2
    return kSoftest * 0.5F * std::sqrt(width2);
}

float longest_hair(const shared::DotLook& look) { return look.hair_length_mm * (1 + shared::HAIR_LENGTH_VARIATION); }
float hair_seen_mm(const shared::DotLook& look) { return std::max(look.hair_diameter_mm, shared::HAIR_SEEN_MM); }

float rank_cut(const Frame& frame, const SiteBounds& sites, double mm_per_pixel) {
    const double pool_per_pixel = sites.pool_per_mm2 * mm_per_pixel * mm_per_pixel;
    if (frame.dots_per_pixel <= 0 || pool_per_pixel <= 0) return 0;
    const double cut = shared::RANK_LEVELS * frame.dots_per_pixel / pool_per_pixel;
    return cut * (1 - double(shared::DETAIL_FADE)) < shared::RANK_LEVELS ? float(cut) : 0.0F;
}

void lay_out_cells(shared::FrameUniforms& u) {
    u.cells_per_row = u.dot_area.z + 1;
    u.cells_per_layer = u.cells_per_row * (u.dot_area.w + 1);
}

void set_up_dots(FrameSetup& setup, const Frame& frame, const SiteBounds& dots, const SiteBounds& follicles,
                 Sample sample) {
    shared::FrameUniforms& u = setup.uniforms;
    const float dot_px = frame.look.diameter_mm / u.mm_per_pixel;
    const MeanDot dot = mean_dot(frame);
    // Where single dots are seen, or so few that none overlap, their middles must stay as dark as they are.
    const float covered = covered_share(dots, dot);
    const float crowded = glm::smoothstep(0.20F, 0.45F, covered);
    const bool random = frame.look.random_pattern > 0.5F;
    const float overlapping = (random ? 1.0F : crowded) * (1 - glm::smoothstep(0.3F, 3.0F, dot_px));
    const bool hair =
        frame.follicles && frame.follicle_state && follicles.live_per_mm2_max > 0 && frame.look.hair_strength > 0;
    for (int c = 0; c < 3; ++c) {
        // Nor does faded pigment beside it make a shaft paler.
        const float shaft = hair ? 1 - frame.look.transmittance[2][c] : 0.0F;
        const float single = std::min(0.98F, std::max(dot.peak * (1 - frame.look.transmittance[0][c]), shaft));
        u.knee[c] = glm::mix(single, random ? 0.0F : shared::overlap_knee(single, 100 * dots.live_per_mm2_max), overlapping);
    }

    // Pictures to keep take four places a pixel, each for a quarter of it, while the dots are small enough for that to
    // be seen and no finer grid does the same.
    setup.four_points = as_discs(frame) && sample.count > 1 && dot_px < kFourPointsBelow && u.grid.w <= 2;
    const float points = setup.four_points ? 2.0F : 1.0F;
    u.disc_shape = shared::disc_shape(std::max(0.5F * dot_px * points, 1e-3F));
    u.disc_shape.z /= points * points;
    u.head_offset.z = setup.four_points ? shared::DISC_POINT_OFFSET : 0.0F;
    u.hair_shape = shared::shaft_shape(std::max(0.5F * frame.look.hair_shaft_mm / u.mm_per_pixel, 1e-3F), points);

    switch (frame.path) {
        case DotPath::automatic:
            u.disc_low = setup.four_points ? kStillDiscLow : kDiscLow;
            u.disc_high = setup.four_points ? kStillDiscHigh : kDiscHigh;
            break;
        case DotPath::moments:
            u.disc_low = 1e18F, u.disc_high = 2e18F;
            break;
        default:
            u.disc_low = -1, u.disc_high = 0;
            break;
    }
    u.layers = 0;
    if (frame.dots && frame.dot_state && dots.live_per_mm2_max > 0) u.layers |= any_shift(frame.time) ? 3U : 1U;
    if (hair) u.layers |= 4U;
    lay_out_cells(u);

    // Neither path is cleared, drawn or read in a frame that cannot need it.
    const float widest_mm =
        hair ? std::max(frame.look.diameter_mm, hair_seen_mm(frame.look)) : frame.look.diameter_mm;
    const float finest_mm =
        hair ? std::min(frame.look.diameter_mm, hair_seen_mm(frame.look)) : frame.look.diameter_mm;
    const float reach = glm::length(glm::vec3(u.camera) - dots.center);
    const bool blended = frame.path == DotPath::strips || frame.path == DotPath::quads, anything = u.layers != 0;
    setup.discs = anything && !blended &&
                  0.5F * widest_mm * u.camera.w / std::max(u.near_mm, reach - dots.radius_mm) > u.disc_low;
    setup.splats = anything && !blended && 0.5F * finest_mm * u.camera.w / (reach + dots.radius_mm) < u.disc_high;
    // Where few discs overlap the law of sums is right already. Moving pictures keep to it everywhere: a patch 59 %
    // covered then reflects 0.015 too little, but densities make gathering and resolving cost half as much again.
    const float focus_share = glm::smoothstep(u.disc_low, u.disc_high, 0.5F * dot_px);
    u.knee.w = 0;
    if (setup.discs && frame.dots_per_pixel <= 0)
        u.knee.w = glm::smoothstep(random ? kRandomOverlapLow : kOverlapLow, random ? kRandomOverlapHigh : kOverlapHigh, covered) * focus_share *
                   shared::product_share(dot_px);
    if (setup.splats) u.knee.w = std::min(u.knee.w, 0.999F);  // densities do not hold what is splatted
    setup.overlaps = u.knee.w > 0;
    setup.disc_reach_px_mm = widest_reach(frame, hair) * u.camera.w;
    setup.hair_length_px_mm = hair ? longest_hair(frame.look) * u.camera.w : 0.0F;
    u.strips_used = anything && blended ? 1U : 0U;
    if (blended) u.layers = 0;

    // The size variation keeps the mean area but the largest dot is (1 + v)^2 of it; shade adds its own share.
    const float nearest = std::max(u.near_mm, reach - dots.radius_mm);
    const float pixels_per_mm = u.camera.w / nearest;
    const float largest_px2 = frame.path == DotPath::moments ? 1e9F : 4.0F * kQuarterPi * 4.0F * kDiscHigh * kDiscHigh;
    const float v = 1 + frame.look.size_variation;
    const float dot_mass = kQuarterPi * frame.look.diameter_mm * frame.look.diameter_mm * v * v *
                           strongest(frame.time) * (1 + frame.look.shade_variation);
    float bound = cell_bound(dots, dot_mass, pixels_per_mm, largest_px2, most_stood_for(setup.dot_rank_cut));
    if (hair) {
        // Shafts seen from the side crowd up to MOST_CROWDED times as they do from above.
        const float shaft_mass = longest_hair(frame.look) * frame.look.hair_shaft_mm * shared::MOST_CROWDED;
        const float root_mass =
            kQuarterPi * frame.look.hair_diameter_mm * frame.look.hair_diameter_mm * shared::HAIR_ROOT_SHARE;
        const float hair_mass = (root_mass + shaft_mass) * frame.look.hair_strength;
        bound = std::max(bound, cell_bound(follicles, hair_mass, pixels_per_mm, largest_px2,
                                           most_stood_for(setup.follicle_rank_cut)));
    }
    u.coverage_unit = std::max(bound, 1e-6F) / shared::CELL_FIELD_FULL;
}

std::uint32_t grid_shift(const Frame& frame, const SiteBounds& dots, float mm_per_pixel, Sample sample) {
    if (!as_discs(frame) || sample.count == 1 || frame.dots_per_pixel > 0) return 0;
    const float dot_px = frame.look.diameter_mm / mm_per_pixel;
    const float fine_covered = frame.look.random_pattern > 0.5F ? kRandomOverlapHigh : kFineCovered;
    if (covered_share(dots, mean_dot(frame)) < fine_covered) return dot_px < kSharpFrom || dot_px >= kSharpTo ? 0 : 1;
    if (dot_px < kFourfoldFrom || dot_px >= kOnefoldFrom) return 0;
    return dot_px < kTwofoldFrom ? 2 : 1;
}

std::vector<FrameSetup> grid_parts(const FrameSetup& picture, const Frame& frame, const SiteBounds& dots,
                                   const SiteBounds& follicles, Sample sample) {
    const std::uint32_t shift = picture.grid_shift, fold = 1U << shift;
    if (shift == 0) return {picture};
    const shared::FrameUniforms& whole = picture.uniforms;
    const glm::uvec2 size(whole.viewport), low(whole.dot_area),
        high = low + glm::uvec2(whole.dot_area.z, whole.dot_area.w);
    // As many pixels a part as fill about the picture's own sums; whole squares of resolve.comp.
    const glm::uvec2 part = (size + 8U * fold - 1U) / (8U * fold) * 8U;
    std::vector<FrameSetup> parts;
    for (std::uint32_t y = low.y; y < high.y; y += part.y)
        for (std::uint32_t x = low.x; x < high.x; x += part.x) {
            const glm::uvec2 begin(x, y), pixels = glm::min(begin + part, high) - begin;
            FrameSetup setup = picture;
            shared::FrameUniforms& u = setup.uniforms;
            u.grid = {begin, shift, fold};
            const glm::vec2 places(pixels * fold);
            u.viewport = {places, 1.0F / places};
            u.dot_area = {0, 0, glm::uvec2(places)};
            // The part's pixels fill clip space.
            const glm::vec2 grow = glm::vec2(size) / glm::vec2(pixels),
                            move = grow - 1.0F - 2.0F * glm::vec2(begin) / glm::vec2(pixels);
            u.view_projection = glm::translate(glm::mat4(1), glm::vec3(move, 0)) *
                                glm::scale(glm::mat4(1), glm::vec3(grow, 1)) * whole.view_projection;
            u.camera.w *= float(fold);
            u.mm_per_pixel /= float(fold);
            set_up_dots(setup, frame, dots, follicles, sample);
            parts.push_back(setup);
        }
    return parts;
}

}  // namespace stipple::renderer
