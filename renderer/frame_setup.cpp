#include "renderer/frame_setup.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include <glm/gtc/matrix_transform.hpp>

#include "shared/detail.h"
#include "shared/disc.h"
#include "shared/profile.h"

namespace stipple::renderer {
namespace {

// Below a radius of so many pixels a dot's shape cannot be seen and one bilinear add stands for it. It must not be larger: a
// dot of more than about a pixel's area, put into four cells, would exceed full coverage there and lose darkness to the
// law of overlap (at radius 1: mean reflectance 0.826 where 0.780 is true). Over the zoom between the two radii a dot goes
// over from one to the other.
constexpr float kDiscLow = 0.4F, kDiscHigh = 0.6F;
// Four places a pixel follow the shape of a smaller disc than one does. Gone over so early, no pixel of 0.22 mm dots jumps by more
// than 2 of 255 beyond the truth in a step of 1 % zoom; between the radii above it is up to 7.
constexpr float kStillDiscLow = 0.33F, kStillDiscHigh = 0.48F;
// Diameter in pixels from which one place a pixel shows a disc to 1 %.
constexpr float kFourPointsBelow = 7.0F;
// Skin covered by dots from which their overlaps are looked at, and from which wholly.
constexpr float kOverlapLow = 0.25F, kOverlapHigh = 0.35F;
// Widest sigma of the diffusion in blocks; 3.3 of it must fit BLUR_TAPS. Blocks blur by themselves, by half their size, which for
// the narrowest colour may be more than it should be: in motion pixels of 0.22 mm dots change by up to 5 of 255 where
// blocks double. At rest they are small enough for it not to be seen.
constexpr float kMotionBlocks = 2, kStillBlocks = 8;
constexpr float kQuarterPi = 0.785398163F;
// Pores and furrows are drawn where a pixel is finer than this.
constexpr float kFineDetailMm = 0.12F;

// Right-handed eye axes to Vulkan clip axes (y down), reversed depth without a far plane: depth = near / distance.
glm::mat4 projection(double vertical_fov, double aspect, float near_mm) {
    const auto focal = float(1.0 / std::tan(vertical_fov / 2));
    glm::mat4 p{0.0F};
    p[0][0] = focal / float(aspect);
    p[1][1] = -focal;
    p[2][3] = -1.0F;
    p[3][2] = near_mm;
    return p;
}

// Offset of a sample in clip units: van der Corput's sequence in x, the golden ratio's in y. Both start in the middle of the
// pixel and spread evenly wherever they are broken off.
glm::vec3 jitter(Sample sample, std::uint32_t width, std::uint32_t height) {
    float inverse = 0, digit = 0.5F;
    for (std::uint32_t bits = sample.index; bits != 0; bits >>= 1, digit *= 0.5F) inverse += (bits & 1U) ? digit : 0.0F;
    const float turned = 0.61803399F * float(sample.index) + 0.5F;
    const float x = (inverse < 0.5F ? inverse : inverse - 1.0F), y = turned - std::floor(turned) - 0.5F;
    return {2 * x / float(width), 2 * y / float(height), 0};
}

// How far from its centre, in mm, the widest dot of a frame covers anything.
float widest_reach(const Frame& frame, bool hair) {
    const float v = frame.look.size_variation, shade = 1 + frame.look.shade_variation;
    const float diameter = frame.look.diameter_mm * (1 + v);  // the mean is kept by dividing; that takes nothing here
    float width2 = hair ? frame.look.hair_diameter_mm * frame.look.hair_diameter_mm : 0.0F;
    for (const shared::TimeEntry& entry : frame.time.entries)
        if (entry.strength > 0) width2 = std::max(width2, shared::dot_width2(diameter, entry.sigma2, entry.strength * shade));
    constexpr float kSoftest = 1.69F;  // radii a disc reaches where disc_shape has its softest edge, beside its pixels^2
    return kSoftest * 0.5F * std::sqrt(width2);
}

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

// Coverage one pixel's cell can gather at most: the mean of a dense patch (which no view changes: where the surface turns
// away there are more dots a pixel and each is thinner), doubled for clumps, and a few whole dots as large as they come.
float cell_bound(const SiteBounds& sites, float dot_mass_mm2, float pixels_per_mm, float largest_px2, float stands_for) {
    const float single = std::min(dot_mass_mm2 * pixels_per_mm * pixels_per_mm, largest_px2);
    return 2.0F * sites.live_per_mm2_max * dot_mass_mm2 + 4.0F * single * stands_for;
}

// Dots one dot stands for at most.
float most_stood_for(float cut) {
    constexpr auto all = float(shared::RANK_LEVELS);
    return cut > 0 ? all / shared::detail_ranks(all, cut) : 1.0F;
}

// Cut of ranks that leaves about the frame's dots for a pixel, or 0 where that many or fewer are in the pool.
float rank_cut(const Frame& frame, const SiteBounds& sites, double mm_per_pixel) {
    const double pool_per_pixel = sites.pool_per_mm2 * mm_per_pixel * mm_per_pixel;
    if (frame.dots_per_pixel <= 0 || pool_per_pixel <= 0) return 0;
    const double cut = shared::RANK_LEVELS * frame.dots_per_pixel / pool_per_pixel;
    return cut * (1 - double(shared::DETAIL_FADE)) < shared::RANK_LEVELS ? float(cut) : 0.0F;
}

// The sideways diffusion runs on blocks large enough that the widest kernel's sigma is at most `most_blocks` of them.
// Averaging over blocks and reading between them bilinearly already blurs, by (F^2 - 1) / 12 + F^2 / 6 pixels^2; the kernel
// makes up the rest. Without dots there is nothing to diffuse.
void set_up_diffusion(shared::FrameUniforms& u, float most_blocks) {
    const glm::vec3 sigma_px = glm::vec3(u.skin.scatter_mm) / u.mm_per_pixel;
    const float widest = std::max(sigma_px.r, std::max(sigma_px.g, sigma_px.b));
    u.blur_factor = 1;
    while (widest > most_blocks * float(u.blur_factor) && u.blur_factor < 128) u.blur_factor *= 2;
    const auto factor = float(u.blur_factor);
    const float already = factor > 1 ? (factor * factor - 1) / 12 + factor * factor / 6 : 0.0F;
    // Of a block so many away. Pixels are patches of light, so each takes the Gaussian's integral over itself; the size of
    // larger blocks is in `already`.
    const auto share = [&](float away, float sigma) {
        const float x = away / sigma, half = 0.5F / sigma;
        if (factor > 1) return std::exp(-0.5F * x * x);
        constexpr float kRoot = 0.707106781F;
        return std::erf((x + half) * kRoot) - std::erf((x - half) * kRoot);
    };
    u.blur_reach = 0;
    for (int c = 0; c < 3; ++c) {
        const float sigma = std::sqrt(std::max(sigma_px[c] * sigma_px[c] - already, 0.0F)) / factor;
        std::array<float, shared::BLUR_TAPS> weights{1.0F};
        float sum = 1.0F;
        for (std::uint32_t i = 1; i < shared::BLUR_TAPS; ++i) {
            weights[i] = sigma > 0.05F ? share(float(i), sigma) / share(0, sigma) : 0.0F;
            if (weights[i] < 0.004F) weights[i] = 0;
            if (weights[i] > 0) u.blur_reach = std::max(u.blur_reach, i);
            sum += 2 * weights[i];
        }
        for (std::uint32_t i = 0; i < shared::BLUR_TAPS; ++i) u.blur_weights[i][c] = weights[i] / sum;
    }
}

// Pixels that boxes may cover, from the top left; empty while low > high.
struct Covered {
    glm::vec2 low{1e9F}, high{-1e9F};
};
void cover(Covered& covered, const shared::FrameUniforms& u, const glm::vec3& box_low, const glm::vec3& box_high) {
    const glm::vec2 size(u.viewport);
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 p((corner & 1) ? box_high.x : box_low.x, (corner & 2) ? box_high.y : box_low.y,
                          (corner & 4) ? box_high.z : box_low.z);
        const glm::vec4 clip = u.view_projection * glm::vec4(p, 1);
        if (clip.w <= u.near_mm) {
            covered = {glm::vec2(0), size};
            return;
        }
        const glm::vec2 pixel = (glm::vec2(clip) / clip.w * 0.5F + 0.5F) * size;
        covered.low = glm::min(covered.low, pixel);
        covered.high = glm::max(covered.high, pixel);
    }
}

// `margin` further to every side, on whole blocks, inside the picture: left, top, width, height.
glm::uvec4 area_of(const Covered& covered, const shared::FrameUniforms& u, float margin) {
    const glm::vec2 size(u.viewport);
    if (covered.low.x > covered.high.x) return {0, 0, 0, 0};
    const float block = std::max(float(u.blur_factor), 8.0F);
    const glm::vec2 low = glm::clamp(glm::floor((covered.low - margin) / block) * block, glm::vec2(0), size);
    const glm::vec2 high = glm::clamp(glm::ceil((covered.high + margin) / block) * block, low, size);
    return {glm::uvec2(low), glm::uvec2(high - low)};
}

// Where dots may lie and their diffusion reach: both are bare skin outside.
glm::uvec4 dot_area(const Frame& frame, const shared::FrameUniforms& u, const SiteBounds& dots, const SiteBounds& follicles) {
    const bool hair = frame.follicles && frame.follicle_state && frame.look.hair_strength > 0;
    const glm::vec3 reach(widest_reach(frame, hair)), camera(u.camera);
    Covered covered;
    const auto add = [&](const SiteBounds& sites) {
        if (sites.live_per_mm2_max <= 0) return;
        for (const LiveGroup& group : sites.live)
            if (may_face(group, camera)) cover(covered, u, group.low - reach, group.high + reach);
    };
    if (frame.dots && frame.dot_state) add(dots);
    if (hair) add(follicles);
    // Two pixels more: jitter, and the blur of a pixel.
    return area_of(covered, u, 2 + float((u.blur_reach + 2) * u.blur_factor));
}

// The ray of a pixel of the head, in head axes: see FrameUniforms.
void set_up_rays(shared::FrameUniforms& u, const glm::mat4& to_head) {
    const glm::vec2 size(u.viewport);
    const float mm_per_unit = 0.5F / u.camera.w;  // of clip y at 1 mm: half the height over the focal length in pixels
    const glm::vec3 right(to_head[0]), up(to_head[1]), back(to_head[2]);
    const float half_width = size.x * mm_per_unit, half_height = size.y * mm_per_unit;
    u.ray_right = glm::vec4(right * (2 * half_width / size.x), 0);
    u.ray_down = glm::vec4(up * (-2 * half_height / size.y), 0);
    u.ray_corner = glm::vec4(right * (half_width * (-1 - u.head_offset.x)) + up * (-half_height * (-1 - u.head_offset.y)) - back, 0);
}

}  // namespace

FrameSetup set_up_frame(const Frame& frame, const SiteBounds& dots, const SiteBounds& follicles, const HeadBounds& head,
                        std::uint32_t width, std::uint32_t height, Sample sample) {
    assert(sample.index < sample.count);
    assert(width > 0 && height > 0 && frame.camera.vertical_fov > 0 && frame.camera.focus_mm > 0);
    FrameSetup setup;
    shared::FrameUniforms& u = setup.uniforms;
    const auto near_mm = float(frame.camera.near_mm);
    const float focal_px = float(height) * 0.5F / float(std::tan(frame.camera.vertical_fov / 2));
    const glm::mat4 to_head = glm::inverse(frame.camera.view);
    const glm::vec3 eye = glm::vec3(to_head[3]);

    u.view = frame.camera.view;
    u.view_projection = projection(frame.camera.vertical_fov, double(width) / height, near_mm) * frame.camera.view;
    u.sample_index = sample.index;
    u.sample_count = sample.count;
    u.camera = glm::vec4(eye, focal_px);
    u.viewport = glm::vec4(width, height, 1.0F / float(width), 1.0F / float(height));
    const glm::vec3 key = glm::normalize(frame.light.key_direction);
    u.key_direction =
        glm::vec4(frame.light.follows_camera ? glm::normalize(glm::mat3(to_head) * key) : key, frame.light.key);
    u.up_direction = glm::vec4(0, 1, 0, frame.light.fill);
    u.background = glm::vec4(frame.background, 1);
    u.near_mm = near_mm;
    u.focus_mm = float(frame.camera.focus_mm);
    u.mm_per_pixel = u.focus_mm / focal_px;
    u.look = frame.look;
    u.skin = frame.skin;
    u.skin_mean = glm::vec4(head.skin_mean, 1);
    u.fine_detail = u.mm_per_pixel < kFineDetailMm ? 1U : 0U;

    const float dot_px = frame.look.diameter_mm / u.mm_per_pixel;
    const MeanDot dot = mean_dot(frame);
    // Where single dots are seen, or so few that none overlap, their middles must stay as dark as they are.
    const float covered = dots.live_per_mm2_max * kQuarterPi * dot.width2;
    const float crowded = glm::smoothstep(0.20F, 0.45F, covered);
    const float overlapping = crowded * (1 - glm::smoothstep(0.3F, 3.0F, dot_px));
    for (int c = 0; c < 3; ++c) {
        const float single = std::min(0.98F, dot.peak * (1 - frame.look.transmittance[0][c]));
        u.knee[c] = glm::mix(single, shared::overlap_knee(single, 100 * dots.live_per_mm2_max), overlapping);
    }

    // Pictures to keep take four places a pixel, each for a quarter of it, while the dots are small enough for that to be seen.
    const bool as_discs = frame.path == DotPath::automatic || frame.path == DotPath::discs;
    setup.four_points = as_discs && sample.count > 1 && dot_px < kFourPointsBelow;
    const float points = setup.four_points ? 2.0F : 1.0F;
    u.disc_shape = shared::disc_shape(std::max(0.5F * dot_px * points, 1e-3F));
    u.disc_shape.z /= points * points;
    u.head_offset.z = setup.four_points ? shared::DISC_POINT_OFFSET : 0.0F;

    setup.dot_rank_cut = rank_cut(frame, dots, double(u.mm_per_pixel));
    setup.follicle_rank_cut = rank_cut(frame, follicles, double(u.mm_per_pixel));
    set_up_diffusion(u, sample.count > 1 ? kStillBlocks : kMotionBlocks);
    // Samples of one picture cover the same area: what one leaves out, the others' sum would miss.
    Covered all;
    cover(all, u, head.low, head.high);
    u.area = area_of(all, u, 1);
    u.dot_area = dot_area(frame, u, dots, follicles);
    u.head_offset += glm::vec4(jitter(sample, width, height), 0);
    set_up_rays(u, to_head);

    switch (frame.path) {
        case DotPath::automatic:
            u.disc_low = setup.four_points ? kStillDiscLow : kDiscLow;
            u.disc_high = setup.four_points ? kStillDiscHigh : kDiscHigh;
            break;
        case DotPath::moments: u.disc_low = 1e18F, u.disc_high = 2e18F; break;
        default: u.disc_low = -1, u.disc_high = 0; break;
    }
    u.layers = 0;
    if (frame.dots && frame.dot_state && dots.live_per_mm2_max > 0) u.layers |= any_shift(frame.time) ? 3U : 1U;
    const bool hair = frame.follicles && frame.follicle_state && follicles.live_per_mm2_max > 0 && frame.look.hair_strength > 0;
    if (hair) u.layers |= 4U;
    u.cells_per_row = width + 1;
    u.cells_per_layer = (width + 1) * (height + 1);

    // Neither path is cleared, drawn or read in a frame that cannot need it.
    const float widest_mm = hair ? std::max(frame.look.diameter_mm, frame.look.hair_diameter_mm) : frame.look.diameter_mm;
    const float finest_mm = hair ? std::min(frame.look.diameter_mm, frame.look.hair_diameter_mm) : frame.look.diameter_mm;
    const float reach = glm::length(eye - dots.center);
    const bool blended = frame.path == DotPath::strips || frame.path == DotPath::quads, anything = u.layers != 0;
    setup.discs = anything && !blended && 0.5F * widest_mm * focal_px / std::max(near_mm, reach - dots.radius_mm) > u.disc_low;
    setup.splats = anything && !blended && 0.5F * finest_mm * focal_px / (reach + dots.radius_mm) < u.disc_high;
    // Where few discs overlap the law of sums is right already. Moving pictures keep to it everywhere: a patch 59 %
    // covered then reflects 0.015 too little, but squares make gathering and resolving cost two fifths more.
    const float focus_share = glm::smoothstep(u.disc_low, u.disc_high, 0.5F * dot_px);
    if (setup.discs && frame.dots_per_pixel <= 0)
        u.knee.w = glm::smoothstep(kOverlapLow, kOverlapHigh, covered) * focus_share * shared::product_share(dot_px);
    if (setup.splats) u.knee.w = std::min(u.knee.w, 0.999F);  // the squares do not hold what is splatted
    setup.overlaps = u.knee.w > 0;
    setup.disc_reach_px_mm = widest_reach(frame, hair) * focal_px;
    u.strips_used = anything && blended ? 1U : 0U;
    if (blended) u.layers = 0;

    // The size variation keeps the mean area but the largest dot is (1 + v)^2 of it; shade adds its own share.
    const float nearest = std::max(near_mm, reach - dots.radius_mm);
    const float pixels_per_mm = focal_px / nearest;
    const float largest_px2 = frame.path == DotPath::moments ? 1e9F : 4.0F * kQuarterPi * 4.0F * kDiscHigh * kDiscHigh;
    const float v = 1 + frame.look.size_variation;
    const float dot_mass = kQuarterPi * frame.look.diameter_mm * frame.look.diameter_mm * v * v * strongest(frame.time) *
                           (1 + frame.look.shade_variation);
    float bound = cell_bound(dots, dot_mass, pixels_per_mm, largest_px2, most_stood_for(setup.dot_rank_cut));
    if (hair) {
        const float hair_mass = kQuarterPi * frame.look.hair_diameter_mm * frame.look.hair_diameter_mm * frame.look.hair_strength;
        bound = std::max(bound, cell_bound(follicles, hair_mass, pixels_per_mm, largest_px2, most_stood_for(setup.follicle_rank_cut)));
    }
    u.coverage_unit = std::max(bound, 1e-6F) / shared::CELL_FIELD_FULL;
    return setup;
}

}  // namespace stipple::renderer
