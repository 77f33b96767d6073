#include "renderer/passes/compose_pass.h"

#include <algorithm>
#include <array>

#include "shared/display.h"

namespace stipple::renderer {
using vulkan::bind;
using vulkan::bind_storage;

namespace {

constexpr VkImageLayout kSampled = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, kWritten = VK_IMAGE_LAYOUT_GENERAL;

// Blocks an invocation of blur.comp makes.
constexpr std::uint32_t kBlurRun = 8;

vulkan::GraphicsDescription screen_description(const char* fragment, VkFormat format) {
    vulkan::GraphicsDescription d;
    d.vertex = "screen.vert";
    d.fragment = fragment;
    d.colors = {format};
    return d;
}

// Drawn where the head is: the pixels of nothing else are shaded at all.
vulkan::GraphicsDescription head_description(VkFormat format, vulkan::Blend blend, bool marked) {
    vulkan::GraphicsDescription d = screen_description(marked ? "compose_marks.frag" : "compose.frag", format);
    d.vertex = marked ? "compose_marks.vert" : "compose.vert";
    d.blends = {blend};
    d.depth = kDepthFormat;
    d.depth_test = true;
    d.depth_compare = VK_COMPARE_OP_LESS;
    return d;
}

// Brows are seen hair by hair where one is about as wide as a pixel: 0.15 mm.
constexpr float kStrandMm = 0.2F;
bool strands_seen(const HeadResource& head, const shared::FrameUniforms& u) {
    const glm::vec3 center = 0.5F * (head.hair_low + head.hair_high), half = 0.5F * (head.hair_high - head.hair_low);
    return half.x >= 0 && u.mm_per_pixel < kStrandMm && !shared::beside_picture(u.view_projection, center, glm::length(half));
}

struct Rectangle {
    std::uint32_t left, top, right, bottom;
    [[nodiscard]] bool empty() const { return left >= right || top >= bottom; }
};
Rectangle rectangle(const glm::uvec4& area) { return {area.x, area.y, area.x + area.z, area.y + area.w}; }

// Bare head around the dots, the dots' area in their midst: every pixel of `area` is drawn once.
void draw_head_pixels(vulkan::Commands& commands, vulkan::GraphicsVariants& variants, const vulkan::Bindings& bindings,
                      const shared::FrameUniforms& u, bool pigment, bool averaged, const HeadResource& head, std::uint32_t keys, bool linear, bool shafts) {
    const bool strands = strands_seen(head, u);
    const auto draw = [&](const Rectangle& r, bool with_pigment) {
        if (r.empty()) return;
        commands.set_scissor(std::int32_t(r.left), std::int32_t(r.top), r.right - r.left, r.bottom - r.top);
        const std::uint32_t captured = u.skin.captured != shared::SHOWN_CAPTURED ? 0U : head.all_captured ? 2U : head.captured ? 1U : 0U;
        const bool veins = head.veins && u.skin.vein != glm::vec4(0);
        commands.draw(variants({with_pigment, averaged, u.fine_detail, head.all_skin, captured, keys, linear, u.skin.freckles > 0, with_pigment && shafts, strands, veins}),
                      bindings, {}, 3);
    };
    const Rectangle area = rectangle(u.area);
    // The outermost blocks are bare, and reading between blocks would reach beyond them.
    Rectangle dots = rectangle(u.dot_area);
    const glm::uvec2 size(u.viewport);
    if (dots.left > 0) dots.left += u.blur_factor;
    if (dots.top > 0) dots.top += u.blur_factor;
    if (dots.right < size.x) dots.right -= u.blur_factor;
    if (dots.bottom < size.y) dots.bottom -= u.blur_factor;
    dots = {std::clamp(dots.left, area.left, area.right), std::clamp(dots.top, area.top, area.bottom),
            std::clamp(dots.right, area.left, area.right), std::clamp(dots.bottom, area.top, area.bottom)};
    if (!pigment || dots.empty()) return draw(area, false);
    draw(dots, true);
    draw({area.left, area.top, area.right, dots.top}, false);
    draw({area.left, dots.bottom, area.right, area.bottom}, false);
    draw({area.left, dots.top, dots.left, dots.bottom}, false);
    draw({dots.right, dots.top, area.right, dots.bottom}, false);
}

}  // namespace

ComposePipelines::ComposePipelines(vulkan::Device& device)
    : resolve(device, "resolve.comp"),
      resolve_measure(device, "resolve_measure.comp"),
      reduce(device, "reduce.comp"),
      blur(device, "blur.comp"),
      compose(device, head_description(kPictureFormat, vulkan::Blend::replace, false)),
      add_sample(device, head_description(kAverageFormat, vulkan::Blend::add, false)),
      compose_marks(device, head_description(kPictureFormat, vulkan::Blend::replace, true)),
      add_sample_marks(device, head_description(kAverageFormat, vulkan::Blend::add, true)),
      average(device, screen_description("average.frag", kPictureFormat)),
      measure(device, "measure.comp"),
      measure_marks(device, "measure_marks.comp"),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}),
      linear(device, "linear", {}),
      marks(device, "marks", {.mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {
    // What a plain head and design need, made now, so that the first look close up or years on does not wait for it.
    for (const std::uint32_t layers : {1U, 3U, 5U, 7U}) (void)resolve({layers, 0, kResolveSide, 0, 0, 1});
    for (const std::uint32_t reach : {2U, 3U, 4U, 5U, 6U}) (void)blur({reach, kBlurRun});
    for (const std::uint32_t pigment : {0U, 1U})
        for (const std::uint32_t fine_detail : {0U, 1U})
            for (const std::uint32_t all_skin : {0U, 1U}) {
                (void)compose({pigment, 0, fine_detail, all_skin, 0, 1, 0, 1, 0, 0, 1});
                (void)add_sample({pigment, 1, fine_detail, all_skin, 0, 1, 0, 1, 0, 0, 1});
            }
}

void resolve(vulkan::Commands& commands, ComposePipelines& pipelines, const vulkan::Buffer& frame, const FrameSetup& setup,
             const Targets& targets, const MeasureBuffers* measure) {
    const auto scope = commands.time("resolve");
    const shared::FrameUniforms& u = setup.uniforms;
    const std::uint32_t side = targets.means_side << setup.grid_shift;  // in places
    const std::uint32_t overlaps = u.knee.w >= 1 ? 2U : u.knee.w > 0 ? 1U : 0U;
    const auto keep = setup.grid_shift > 0 ? vulkan::Keep::contents : vulkan::Keep::nothing;  // what other parts wrote
    commands.transition(targets.transmittance, kWritten, keep);
    commands.transition(targets.means, kWritten, keep);
    commands.transition(targets.depth, kSampled);
    commands.transition(targets.surface, kSampled);
    commands.transition(targets.strips, kSampled, u.strips_used ? vulkan::Keep::contents : vulkan::Keep::nothing);
    vulkan::Bindings bindings{bind(0, frame),
                              vulkan::bind_texels(1, targets.cells),
                              bind(2, targets.strips, pipelines.nearest),
                              bind(3, targets.depth, pipelines.nearest),
                              bind(4, targets.surface, pipelines.nearest),
                              bind_storage(5, targets.transmittance),
                              bind_storage(6, targets.means),
                              vulkan::bind_texels(8, overlaps != 0 ? targets.densities : targets.cells)};
    if (measure) bindings.push_back(bind(7, measure->coverage));
    vulkan::ComputeVariants& variants = measure ? pipelines.resolve_measure : pipelines.resolve;
    commands.dispatch_over(variants({u.layers, u.strips_used, side, overlaps, setup.grid_shift, setup.splats}), bindings,
                           {}, (u.dot_area.z + side - 1) / side, (u.dot_area.w + side - 1) / side);
    commands.transition(targets.means, kSampled);
}

void diffuse(vulkan::Commands& commands, ComposePipelines& pipelines, const vulkan::Buffer& frame,
             const shared::FrameUniforms& u, const Targets& targets) {
    const auto scope = commands.time("diffusion");
    const std::uint32_t block = u.blur_factor;
    const std::uint32_t blocks_x = (u.dot_area.z + block - 1) / block, blocks_y = (u.dot_area.w + block - 1) / block;
    const auto blur = [&](const vulkan::Image& from, const vulkan::Image& to, glm::ivec2 direction) {
        commands.transition(to, kWritten, vulkan::Keep::nothing);
        const auto runs = [](std::uint32_t blocks, int along) {
            return along != 0 ? (blocks + kBlurRun - 1) / kBlurRun : blocks;
        };
        commands.dispatch_over(pipelines.blur({u.blur_reach, kBlurRun}),
                               {bind(0, frame), bind(1, from, pipelines.nearest), bind_storage(2, to)}, direction,
                               runs(blocks_x, direction.x), runs(blocks_y, direction.y));
        commands.transition(to, kSampled);
    };
    const vulkan::Image* source = &targets.means;
    if (const std::uint32_t side = targets.means_side; block > side) {
        commands.transition(targets.reduced[0], kWritten, vulkan::Keep::nothing);
        commands.dispatch_over(pipelines.reduce,
                               {bind(0, frame), bind(1, targets.means, pipelines.nearest), bind_storage(2, targets.reduced[0])},
                               std::int32_t(side), blocks_x, blocks_y);
        commands.transition(targets.reduced[0], kSampled);
        source = &targets.reduced[0];
    }
    if (u.blur_reach > 0) {
        blur(*source, targets.reduced[1], {1, 0});
        blur(targets.reduced[1], targets.reduced[0], {0, 1});
    } else if (source != &targets.reduced[0]) {
        blur(*source, targets.reduced[0], {1, 0});  // one tap: a copy
    }
}

vulkan::ColorTarget background_of(const shared::FrameUniforms& u, const Targets& targets) {
    vulkan::ColorTarget picture{&targets.picture};
    const glm::vec3 background = shared::tone_mapped(glm::vec3(u.background));
    for (int c = 0; c < 3; ++c) picture.clear[c] = shared::encode_srgb(background[c]);
    picture.clear[3] = 1;
    return picture;
}

void compose(vulkan::Commands& commands, ComposePipelines& pipelines, const HeadResource& head, const vulkan::Buffer& frame,
             const shared::FrameUniforms& u, const Targets& targets, const MeasureBuffers* measure, bool pigment, bool shafts,
             const Marked& marked, const LightInput& light, Composed composed) {
    commands.transition(targets.depth, VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL);
    // All are read as storage images: lavapipe asks a sampled one for the mip of every pixel.
    commands.transition(targets.surface, kWritten);
    commands.transition(targets.surface_light, kWritten);
    commands.transition(targets.transmittance, kWritten, pigment ? vulkan::Keep::contents : vulkan::Keep::nothing);
    if (!pigment) commands.transition(targets.reduced[0], kSampled, vulkan::Keep::nothing);  // bound, not read
    const auto scope = commands.time("compose");
    vulkan::Bindings bindings{bind(0, frame), bind(1, targets.depth, pipelines.nearest), bind_storage(2, targets.surface),
                              bind_storage(3, targets.transmittance), bind(4, targets.reduced[0], pipelines.linear)};
    if (marked.map) {
        bindings.push_back(bind(6, *marked.uniforms));
        bindings.push_back(bind(7, *marked.map, pipelines.marks));
        bindings.push_back(bind(8, *marked.treated, pipelines.linear));
    }
    if (measure) {
        bindings.push_back(bind(5, measure->reflectance));
        commands.dispatch_over(marked.map ? pipelines.measure_marks : pipelines.measure, bindings, {}, targets.width, targets.height);
        return;
    }
    bindings.push_back(bind(9, light.uniforms));
    bindings.push_back(bind_storage(10, targets.surface_light));
    bindings.push_back(bind(18, head.veins ? *head.veins : *head.textures.back(), pipelines.linear));  // bound anyway
    for (std::uint32_t lamp = 0; lamp < kMostKeyLights; ++lamp) bindings.push_back(bind(11 + lamp, light.shadows.map(lamp), pipelines.nearest));
    // Bound, not read, where no shafts are seen.
    const vulkan::Image& unread = targets.reduced[0];
    bindings.push_back(bind(13, shafts ? targets.shaft_mirrored : unread, pipelines.nearest));
    bindings.push_back(bind(14, shafts ? targets.shaft_matt : unread, pipelines.nearest));
    bindings.push_back(bind(15, shafts ? targets.shaft_through : unread, pipelines.nearest));
    bindings.push_back(bind(16, shafts ? targets.shaft_shadows : unread, pipelines.linear));
    bindings.push_back(bind(17, shafts ? targets.shaft_shadow_means : unread, pipelines.linear));
    const vulkan::ColorTarget picture = background_of(u, targets);
    const vulkan::DepthTarget depth{.image = &targets.depth, .read_only = true};
    const std::uint32_t keys = light.setup.keys;
    if (u.sample_count == 1 && composed == Composed::picture) {
        commands.begin_rendering({picture}, &depth);
        draw_head_pixels(commands, marked.map ? pipelines.compose_marks : pipelines.compose, bindings, u, pigment, false, head, keys, false, shafts);
        commands.end_rendering();
        return;
    }
    const bool first = u.sample_index == 0;
    commands.begin_rendering({{&targets.average, first ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_LOAD}}, &depth);
    draw_head_pixels(commands, marked.map ? pipelines.add_sample_marks : pipelines.add_sample, bindings, u, pigment, true, head, keys, composed == Composed::radiance_sums, shafts);
    commands.end_rendering();
    if (composed != Composed::picture) return;
    commands.transition(targets.average, kSampled);
    commands.begin_rendering({picture});
    commands.set_scissor(std::int32_t(u.area.x), std::int32_t(u.area.y), u.area.z, u.area.w);
    commands.draw(pipelines.average, {bind(0, frame), bind(1, targets.average, pipelines.nearest)}, {}, 3);
    commands.end_rendering();
}

}  // namespace stipple::renderer
