#include "renderer/frame_setup.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "renderer/dot_setup.h"

namespace stipple::renderer {
namespace {

// Widest sigma of the diffusion in blocks; 3.3 of it must fit BLUR_TAPS. Blocks blur by themselves, by half their size, which for
// the narrowest colour may be more than it should be: in motion pixels of 0.22 mm dots change by up to 5 of 255 where
// blocks double. At rest they are small enough for it not to be seen.
constexpr float kMotionBlocks = 2, kStillBlocks = 8;
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
    const glm::vec3 reach(widest_reach(frame, hair) + (hair ? longest_hair(frame.look) : 0.0F)), camera(u.camera);
    Covered covered;
    const auto add = [&](const SiteBounds& sites) {
        if (sites.live_per_mm2_max <= 0) return;
        for (const SiteGroup& group : sites.live)
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
    u.background = glm::vec4(frame.background, 1);
    u.near_mm = near_mm;
    u.focus_mm = float(frame.camera.focus_mm);
    u.mm_per_pixel = u.focus_mm / focal_px;
    u.look = frame.look;
    u.skin = frame.skin;
    u.hair_field = frame.hair_field;
    u.skin_mean = glm::vec4(head.skin_mean, 1);
    u.fine_detail = u.mm_per_pixel < kFineDetailMm ? 1U : 0U;

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

    setup.grid_shift = grid_shift(frame, dots, u.mm_per_pixel, sample);
    u.grid = {0, 0, 0, 1};
    set_up_dots(setup, frame, dots, follicles, sample);
    return setup;
}

}  // namespace stipple::renderer
