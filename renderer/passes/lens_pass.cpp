#include "renderer/passes/lens_pass.h"

#include <algorithm>
#include <cmath>

#include "renderer/passes/compose_pass.h"

namespace stipple::renderer {
using vulkan::bind;
using vulkan::bind_storage;

namespace {

constexpr VkImageLayout kSampled = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, kWritten = VK_IMAGE_LAYOUT_GENERAL;
constexpr VkFormat kSpreadFormat = VK_FORMAT_R32G32B32A32_UINT, kTileFormat = VK_FORMAT_R32_SFLOAT;
constexpr float kLeastRadius = 0.25F;  // pixels: a disc half a pixel wide changes nothing that is seen

vulkan::GraphicsDescription show_description() {
    vulkan::GraphicsDescription d;
    d.vertex = "screen.vert";
    d.fragment = "lens_show.frag";
    d.colors = {kPictureFormat};
    return d;
}

vulkan::Image image(vulkan::Device& device, std::string_view name, std::uint32_t width, std::uint32_t height, VkFormat format) {
    return {device, name, {.width = width, .height = height, .format = format, .usage = VK_IMAGE_USAGE_STORAGE_BIT | VK_IMAGE_USAGE_SAMPLED_BIT}};
}

constexpr std::uint32_t tiles(std::uint32_t pixels) { return (pixels + shared::LENS_TILE - 1) / shared::LENS_TILE; }

}  // namespace

LensPipelines::LensPipelines(vulkan::Device& device)
    : begin(device, "lens_begin.comp"),
      gather(device, "lens_gather.comp"),
      reduce(device, "lens_reduce.comp"),
      tiles(device, "lens_tiles.comp"),
      show(device, show_description()),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {}

// The levels below the first one stand side by side, each as wide as half the one before, rounded up.
LensImages::LensImages(vulkan::Device& device, std::uint32_t w, std::uint32_t h)
    : width(w),
      height(h),
      spread(image(device, "lens spread", w + shared::LENS_LEVELS, h + (h + 1) / 2, kSpreadFormat)),
      widest(image(device, "lens tiles", renderer::tiles(w), renderer::tiles(h), kTileFormat)),
      reaching(image(device, "lens reach", renderer::tiles(w), renderer::tiles(h), kTileFormat)),
      result(image(device, "lens result", w, h, kAverageFormat)) {}

std::optional<shared::LensPush> set_up_lens(const Camera& camera, const shared::FrameUniforms& u, const HeadBounds& head) {
    if (!(camera.opening_mm > 0)) return std::nullopt;
    shared::LensPush push{};
    push.far_radius = 0.5F * float(camera.opening_mm) * u.camera.w / u.focus_mm;
    push.per_depth = push.far_radius * u.focus_mm / u.near_mm;
    float most = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec4 p((corner & 1) ? head.high.x : head.low.x, (corner & 2) ? head.high.y : head.low.y, (corner & 4) ? head.high.z : head.low.z, 1);
        const float depth = std::min(u.near_mm / std::max((u.view_projection * p).w, u.near_mm), 1.0F);
        most = std::max(most, std::abs(push.far_radius - push.per_depth * depth));
    }
    if (most < kLeastRadius) return std::nullopt;
    most = std::min(most, shared::LENS_MOST_RADIUS);
    push.levels = 1;
    while (shared::LENS_REACH * std::exp2(float(push.levels - 1)) < most && push.levels < shared::LENS_LEVELS) ++push.levels;
    // So far the head is spread, and so far beyond that is looked; on whole tiles.
    const glm::uvec2 low(u.area), high = low + glm::uvec2(u.area.z, u.area.w), size(u.viewport);
    const auto margin = std::uint32_t(2 * std::ceil(most) + 2);
    const auto from = [&](std::uint32_t at) { return (at - std::min(at, margin)) / shared::LENS_TILE * shared::LENS_TILE; };
    const auto to = [&](std::uint32_t at, std::uint32_t end) { return std::min(renderer::tiles(at + margin) * shared::LENS_TILE, end); };
    push.area = {from(low.x), from(low.y), to(high.x, size.x), to(high.y, size.y)};
    push.per_sample = 1 / float(u.sample_index + 1);
    push.width = size.x, push.height = size.y;
    return push;
}

void spread(vulkan::Commands& commands, LensPipelines& pipelines, LensImages& images, const shared::LensPush& push, const Targets& targets) {
    const auto scope = commands.time("lens");
    const std::uint32_t across = push.area.z - push.area.x, down = push.area.w - push.area.y;
    commands.transition(targets.average, kSampled);
    commands.transition(targets.depth, kSampled);
    commands.transition(images.spread, kWritten, vulkan::Keep::nothing);
    commands.dispatch_over(pipelines.begin, {bind(0, targets.average, pipelines.nearest), bind(1, targets.depth, pipelines.nearest), bind_storage(2, images.spread)},
                           push, across, down);
    for (std::uint32_t level = 1; level < push.levels; ++level) {
        commands.transition(images.spread, kWritten);
        commands.dispatch_over(pipelines.reduce({level}), {bind_storage(0, images.spread)}, push, (across >> level) + 1, (down >> level) + 1);
    }
    commands.transition(images.spread, kWritten);
    commands.transition(images.widest, kWritten, vulkan::Keep::nothing);
    commands.transition(images.reaching, kWritten, vulkan::Keep::nothing);
    for (const std::uint32_t reaching : {0U, 1U}) {
        commands.dispatch_over(pipelines.tiles({reaching}), {bind_storage(0, images.spread), bind_storage(1, images.widest), bind_storage(2, images.reaching)}, push,
                               tiles(across), tiles(down));
        commands.transition(images.widest, kWritten);
    }
    commands.transition(images.reaching, kWritten);
    commands.transition(images.result, kWritten, vulkan::Keep::nothing);
    commands.dispatch_over(pipelines.gather, {bind_storage(0, images.spread), bind_storage(1, images.reaching), bind_storage(2, images.result)}, push, across, down);
}

void show(vulkan::Commands& commands, LensPipelines& pipelines, const LensImages& images, const shared::LensPush& push,
          const vulkan::Buffer& frame, const shared::FrameUniforms& u, const Targets& targets, bool radiance) {
    commands.transition(images.result, kSampled);
    commands.begin_rendering({background_of(u, targets)});
    commands.set_scissor(std::int32_t(push.area.x), std::int32_t(push.area.y), push.area.z - push.area.x, push.area.w - push.area.y);
    commands.draw(pipelines.show({radiance}), {bind(0, frame), bind(1, images.result, pipelines.nearest)}, {}, 3);
    commands.end_rendering();
}

}  // namespace stipple::renderer
