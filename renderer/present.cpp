#include "renderer/present.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <exception>
#include <limits>
#include <optional>
#include <vector>

#include "renderer/internals.h"
#include "renderer/passes/edge_pass.h"
#include "renderer/swapchain.h"

namespace stipple::renderer {
using vulkan::check;

VulkanHandles vulkan_handles(Renderer& renderer) {
    const vulkan::Device& device = renderer.internals().device;
    return {device.instance(), device.physical(), device.handle(), device.queue(), device.queue_family(), device.pipeline_cache()};
}

void submit_and_wait(Renderer& renderer, const std::function<void(VkCommandBuffer)>& record) {
    vulkan::FrameRing& frames = renderer.internals().frames;
    record(frames.begin().handle());
    frames.submit();
    frames.wait();
}

namespace {

VkRenderPass create_render_pass(vulkan::Device& device, VkFormat format) {
    VkAttachmentDescription attachment{};
    attachment.format = format;
    attachment.samples = VK_SAMPLE_COUNT_1_BIT;
    attachment.loadOp = VK_ATTACHMENT_LOAD_OP_LOAD;
    attachment.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
    attachment.stencilLoadOp = VK_ATTACHMENT_LOAD_OP_DONT_CARE;
    attachment.stencilStoreOp = VK_ATTACHMENT_STORE_OP_DONT_CARE;
    attachment.initialLayout = VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL;
    attachment.finalLayout = VK_IMAGE_LAYOUT_PRESENT_SRC_KHR;
    const VkAttachmentReference reference{0, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL};
    VkSubpassDescription subpass{};
    subpass.pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS;
    subpass.colorAttachmentCount = 1;
    subpass.pColorAttachments = &reference;
    constexpr VkPipelineStageFlags output = VK_PIPELINE_STAGE_COLOR_ATTACHMENT_OUTPUT_BIT;
    constexpr VkAccessFlags color = VK_ACCESS_COLOR_ATTACHMENT_READ_BIT | VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT;
    const VkSubpassDependency dependencies[] = {
        {VK_SUBPASS_EXTERNAL, 0, output, output, VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT, color, 0},
        {0, VK_SUBPASS_EXTERNAL, output, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, VK_ACCESS_COLOR_ATTACHMENT_WRITE_BIT, 0, 0},
    };
    VkRenderPassCreateInfo info{VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO};
    info.attachmentCount = 1;
    info.pAttachments = &attachment;
    info.subpassCount = 1;
    info.pSubpasses = &subpass;
    info.dependencyCount = 2;
    info.pDependencies = dependencies;
    VkRenderPass pass = VK_NULL_HANDLE;
    check(vkCreateRenderPass(device.handle(), &info, nullptr, &pass), "vkCreateRenderPass");
    device.set_name(VK_OBJECT_TYPE_RENDER_PASS, pass, "panel");
    return pass;
}

void window_barrier(VkCommandBuffer commands, VkImage image, vulkan::Access from, vulkan::Access to, VkImageLayout old_layout,
                    VkImageLayout new_layout) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = from.stages;
    barrier.srcAccessMask = from.access;
    barrier.dstStageMask = to.stages;
    barrier.dstAccessMask = to.access;
    barrier.oldLayout = old_layout;
    barrier.newLayout = new_layout;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.imageMemoryBarrierCount = 1;
    info.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands, &info);
}

// One axis of a blit whose target must lie between two pixels of the window: cuts both ends, the source in proportion.
struct Span {
    std::int32_t from0, from1, to0, to1;
};
std::optional<Span> cut(std::int32_t place, std::uint32_t shown, std::uint32_t computed, std::int32_t first, std::int32_t last) {
    const std::int64_t begin = std::max<std::int64_t>(place, first);
    const std::int64_t end = std::min<std::int64_t>(std::int64_t{place} + shown, last);
    if (begin >= end || computed == 0) return std::nullopt;
    const auto source = [&](std::int64_t at) {
        return static_cast<std::int32_t>(std::llround(double(at - place) * computed / shown));
    };
    const std::int32_t from0 = std::min<std::int32_t>(source(begin), static_cast<std::int32_t>(computed) - 1);
    return Span{from0, std::max(from0 + 1, source(end)), static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end)};
}

}  // namespace

struct Presenter::State {
    Renderer& renderer;
    vulkan::Device& device;
    vulkan::FrameRing& frames;
    VkSurfaceKHR surface = VK_NULL_HANDLE;
    SurfaceChoice choice{};
    VkRenderPass render_pass = VK_NULL_HANDLE;
    std::optional<Swapchain> swapchain;
    std::array<VkSemaphore, vulkan::FrameRing::in_flight> acquired{};  // one a frame in flight
    std::vector<vulkan::Image> kept;                                  // the last picture of each place
    std::optional<EdgePipelines> edge_pipelines;  // made when a picture is first drawn small
    std::array<float, 3> backdrop{0.12F, 0.12F, 0.13F};
    std::uint32_t width = 0, height = 0;  // what the swapchain was last fitted to
    bool stale = true;                    // the swapchain must be made anew

    State(Renderer& r, VkSurfaceKHR s)
        : renderer(r), device(r.internals().device), frames(r.internals().frames), surface(s) {}
    ~State() {
        vkDeviceWaitIdle(device.handle());
        swapchain.reset();
        for (const VkSemaphore semaphore : acquired) vkDestroySemaphore(device.handle(), semaphore, nullptr);
        vkDestroyRenderPass(device.handle(), render_pass, nullptr);
        vkDestroySurfaceKHR(device.instance(), surface, nullptr);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void make_semaphores() {
        for (VkSemaphore& semaphore : acquired) {
            const VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
            check(vkCreateSemaphore(device.handle(), &info, nullptr, &semaphore), "vkCreateSemaphore");
            device.set_name(VK_OBJECT_TYPE_SEMAPHORE, semaphore, "window image acquired");
        }
    }

    bool fit(std::uint32_t new_width, std::uint32_t new_height) {
        width = new_width;
        height = new_height;
        stale = !swapchain->fit(width, height);
        return !stale;
    }

    std::optional<std::uint32_t> acquire(VkSemaphore semaphore);
    void draw_picture(vulkan::Commands& commands, const WindowPicture& picture, vulkan::Image& keep);
    void place(VkCommandBuffer commands, VkImage window, const WindowPicture& picture, const vulkan::Image& kept_picture);
    void compose(vulkan::Commands& commands, const Swapchain::Target& target, std::span<const WindowPicture> pictures);
};

std::optional<std::uint32_t> Presenter::State::acquire(VkSemaphore semaphore) {
    // Twice: an outdated swapchain is made anew, and the window may change once more meanwhile.
    for (int attempt = 0; attempt < 2; ++attempt) {
        std::uint32_t index = 0;
        const VkResult result = vkAcquireNextImageKHR(device.handle(), swapchain->handle(),
                                                      std::numeric_limits<std::uint64_t>::max(), semaphore, VK_NULL_HANDLE, &index);
        if (result == VK_SUBOPTIMAL_KHR) stale = true;  // the image is ours all the same: show it, then start anew
        if (result >= 0) return index;
        if (result != VK_ERROR_OUT_OF_DATE_KHR) check(result, "vkAcquireNextImageKHR");
        if (!fit(width, height)) return std::nullopt;
    }
    stale = true;
    return std::nullopt;
}

void Presenter::State::draw_picture(vulkan::Commands& commands, const WindowPicture& picture, vulkan::Image& keep) {
    Renderer::Internals& internals = renderer.internals();
    internals.record(commands, *picture.frame, picture.width, picture.height, nullptr, picture.sample);
    // Enlarged by half or more, steps of edges would be seen.
    if (picture.sample.count > 1 || 3 * picture.width > 2 * picture.shown_width) return keep_picture(commands, internals.targets->picture, keep);
    if (!edge_pipelines) edge_pipelines.emplace(device);
    keep_smoothed(commands, *edge_pipelines, internals.targets->picture, keep);
}

void Presenter::State::place(VkCommandBuffer commands, VkImage window, const WindowPicture& picture,
                             const vulkan::Image& kept_picture) {
    const VkExtent2D extent = swapchain->extent();
    const auto across = cut(picture.x, picture.shown_width, kept_picture.width(), std::max(picture.from_x, 0), std::min(picture.to_x, std::int32_t(extent.width)));
    const auto down = cut(picture.y, picture.shown_height, kept_picture.height(), 0, std::int32_t(extent.height));
    if (!across || !down) return;
    const bool stretched = picture.shown_width != kept_picture.width() || picture.shown_height != kept_picture.height();
    VkImageBlit2 region{VK_STRUCTURE_TYPE_IMAGE_BLIT_2};
    region.srcSubresource = region.dstSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    // The column shown at a place of the mirrored picture is the one as far from the other edge.
    const auto column = [&](std::int32_t x) { return picture.mirrored ? std::int32_t(kept_picture.width()) - x : x; };
    region.srcOffsets[0] = {column(across->from0), down->from0, 0};
    region.srcOffsets[1] = {column(across->from1), down->from1, 1};
    region.dstOffsets[0] = {across->to0, down->to0, 0};
    region.dstOffsets[1] = {across->to1, down->to1, 1};
    VkBlitImageInfo2 blit{VK_STRUCTURE_TYPE_BLIT_IMAGE_INFO_2};
    blit.srcImage = kept_picture.handle();
    blit.srcImageLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
    blit.dstImage = window;
    blit.dstImageLayout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    blit.regionCount = 1;
    blit.pRegions = &region;
    blit.filter = stretched ? VK_FILTER_LINEAR : VK_FILTER_NEAREST;
    vkCmdBlitImage2(commands, &blit);
}

void Presenter::State::compose(vulkan::Commands& commands, const Swapchain::Target& target,
                               std::span<const WindowPicture> pictures) {
    namespace access = vulkan::access;
    const auto scope = commands.time("show");
    const VkCommandBuffer buffer = commands.handle();
    // The submission waits for the image at the transfer stages, so this must follow them.
    window_barrier(buffer, target.image, {VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, 0}, access::transfer_write,
                   VK_IMAGE_LAYOUT_UNDEFINED, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
    const VkClearColorValue color{{backdrop[0], backdrop[1], backdrop[2], 1}};
    const VkImageSubresourceRange all{VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    vkCmdClearColorImage(buffer, target.image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, &color, 1, &all);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (!kept[i]) continue;
        commands.barrier(access::transfer_write, access::transfer_write);  // places may overlap
        place(buffer, target.image, pictures[i], kept[i]);
    }
    window_barrier(buffer, target.image, access::transfer_write, access::color_write, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                   VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL);
}

Presenter::Presenter(Renderer& renderer, VkSurfaceKHR surface, std::uint32_t width, std::uint32_t height)
    : state_(std::make_unique<State>(renderer, surface)) {
    state_->choice = choose_surface(state_->device, surface);
    state_->render_pass = create_render_pass(state_->device, state_->choice.format.format);
    state_->swapchain.emplace(state_->device, surface, state_->render_pass, state_->choice);
    state_->make_semaphores();
    state_->fit(width, height);
}

Presenter::~Presenter() = default;

VkRenderPass Presenter::render_pass() const { return state_->render_pass; }
std::uint32_t Presenter::min_image_count() const { return state_->swapchain->min_image_count(); }
std::uint32_t Presenter::image_count() const {
    return std::max(min_image_count(), static_cast<std::uint32_t>(state_->swapchain->targets().size()));
}
VkFormat Presenter::format() const { return state_->choice.format.format; }
void Presenter::set_backdrop(std::array<float, 3> color) { state_->backdrop = color; }

bool Presenter::show(std::uint32_t width, std::uint32_t height, std::span<const WindowPicture> pictures,
                     const std::function<void(VkCommandBuffer)>& panel) {
    State& s = *state_;
    if (width == 0 || height == 0) return false;
    if ((s.stale || width != s.width || height != s.height) && !s.fit(width, height)) return false;
    // The slot's semaphore is free again once its last frame is done, which begin() waits for.
    vulkan::Commands& commands = s.frames.begin();
    const VkSemaphore acquired = s.acquired[s.frames.slot()];
    s.kept.resize(std::max(s.kept.size(), pictures.size()));
    std::vector<bool> drawn(pictures.size());
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (pictures[i].frame != nullptr && pictures[i].width > 0 && pictures[i].height > 0) {
            s.draw_picture(commands, pictures[i], s.kept[i]);
            drawn[i] = true;
        } else if (const auto& of = pictures[i].difference_of) {
            const auto [a, b] = *of;
            assert(a < i && b < i);
            const vulkan::Image &first = s.kept[a], &second = s.kept[b];
            if ((drawn[a] || drawn[b]) && first && second && first.width() == second.width() && first.height() == second.height())
                draw_difference(commands, s.renderer.internals().difference_pipelines(), first, second, s.kept[i]);
        }
    }
    // What may throw on its own account is behind us: an acquired image has to be presented.
    const std::optional<std::uint32_t> index = s.acquire(acquired);
    if (!index) {
        s.frames.submit();
        return false;
    }
    const Swapchain::Target& target = s.swapchain->targets()[*index];
    s.compose(commands, target, pictures);
    VkRenderPassBeginInfo begin{VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO};
    begin.renderPass = s.render_pass;
    begin.framebuffer = target.framebuffer;
    begin.renderArea = {{0, 0}, s.swapchain->extent()};
    vkCmdBeginRenderPass(commands.handle(), &begin, VK_SUBPASS_CONTENTS_INLINE);
    std::exception_ptr panel_failure;
    try {
        if (panel) panel(commands.handle());
    } catch (...) {
        panel_failure = std::current_exception();
    }
    vkCmdEndRenderPass(commands.handle());
    s.frames.submit({acquired, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, target.drawn});

    VkPresentInfoKHR present{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR};
    present.waitSemaphoreCount = 1;
    present.pWaitSemaphores = &target.drawn;
    present.swapchainCount = 1;
    const VkSwapchainKHR swapchain = s.swapchain->handle();
    present.pSwapchains = &swapchain;
    present.pImageIndices = &*index;
    const VkResult result = vkQueuePresentKHR(s.device.queue(), &present);
    if (result == VK_SUBOPTIMAL_KHR || result == VK_ERROR_OUT_OF_DATE_KHR)
        s.stale = true;
    else
        check(result, "vkQueuePresentKHR");
    if (panel_failure) std::rethrow_exception(panel_failure);
    return result != VK_ERROR_OUT_OF_DATE_KHR;
}

}  // namespace stipple::renderer
