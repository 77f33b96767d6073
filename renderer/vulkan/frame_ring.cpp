#include "renderer/vulkan/frame_ring.h"

#include <algorithm>
#include <limits>

#include "renderer/vulkan/deletion.h"
#include "renderer/vulkan/frame_slot.h"
#include "renderer/vulkan/shader_reload.h"

namespace stipple::renderer::vulkan {

FrameSlot::FrameSlot(Device& d, std::size_t index) : device(d), commands(d, *this) {
    const std::string name = "frame " + std::to_string(index);
    VkCommandPoolCreateInfo pool_info{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool_info.flags = VK_COMMAND_POOL_CREATE_TRANSIENT_BIT;
    pool_info.queueFamilyIndex = device.queue_family();
    check(vkCreateCommandPool(device.handle(), &pool_info, nullptr, &pool), "vkCreateCommandPool");
    device.set_name(VK_OBJECT_TYPE_COMMAND_POOL, pool, name);
    VkCommandBufferAllocateInfo buffer_info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    buffer_info.commandPool = pool;
    buffer_info.commandBufferCount = 1;
    check(vkAllocateCommandBuffers(device.handle(), &buffer_info, &buffer), "vkAllocateCommandBuffers");
    device.set_name(VK_OBJECT_TYPE_COMMAND_BUFFER, buffer, name);
    const VkFenceCreateInfo fence_info{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    check(vkCreateFence(device.handle(), &fence_info, nullptr, &fence), "vkCreateFence");
    device.set_name(VK_OBJECT_TYPE_FENCE, fence, name);
    if (device.timestamp_period() > 0) {
        VkQueryPoolCreateInfo query_info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        query_info.queryType = VK_QUERY_TYPE_TIMESTAMP;
        query_info.queryCount = max_queries;
        check(vkCreateQueryPool(device.handle(), &query_info, nullptr, &queries), "vkCreateQueryPool");
        device.set_name(VK_OBJECT_TYPE_QUERY_POOL, queries, name);
    }
}

FrameSlot::~FrameSlot() {
    vkDestroyQueryPool(device.handle(), queries, nullptr);
    vkDestroyFence(device.handle(), fence, nullptr);
    vkDestroyCommandPool(device.handle(), pool, nullptr);
}

FrameRing::FrameRing(Device& device) : device_(device) {
    for (std::size_t i = 0; i < in_flight; ++i) slots_[i] = std::make_unique<FrameSlot>(device, i);
}

FrameRing::~FrameRing() {
    if (recording_) device_.deletions().recording_dropped();
    // A lost device answers with an error, and then nothing is in flight either.
    vkDeviceWaitIdle(device_.handle());
    for (const auto& slot : slots_)
        if (slot->in_flight) device_.deletions().finished(slot->submission);
}

Commands& FrameRing::begin() {
    if (recording_) {
        if (slots_[next_]->commands.rendering_) slots_[next_]->commands.end_rendering();
        submit();
    }
    FrameSlot& slot = *slots_[next_];
    if (slot.in_flight) finish(slot);
    device_.shader_reload().poll();
    slot.staging.reset();
    slot.scopes.clear();
    slot.queries_used = 0;
    check(vkResetCommandPool(device_.handle(), slot.pool, 0), "vkResetCommandPool");
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    check(vkBeginCommandBuffer(slot.buffer, &info), "vkBeginCommandBuffer");
    if (slot.queries != VK_NULL_HANDLE) vkCmdResetQueryPool(slot.buffer, slot.queries, 0, FrameSlot::max_queries);
    slot.commands.handle_ = slot.buffer;
    slot.commands.rendering_ = false;
    device_.deletions().recording_begins();
    recording_ = true;
    return slot.commands;
}

std::uint64_t FrameRing::submit(const SubmitSemaphores& semaphores) {
    require(recording_, "submit without begin");
    FrameSlot& slot = *slots_[next_];
    require(!slot.commands.rendering_, "submit inside begin_rendering");
    // What the frame wrote becomes visible to host reads after the fence.
    slot.commands.barrier({VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, VK_ACCESS_2_MEMORY_WRITE_BIT}, access::host_read);
    check(vkEndCommandBuffer(slot.buffer), "vkEndCommandBuffer");

    VkCommandBufferSubmitInfo commands{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO};
    commands.commandBuffer = slot.buffer;
    VkSemaphoreSubmitInfo wait{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
    wait.semaphore = semaphores.wait;
    wait.stageMask = semaphores.wait_stages;
    VkSemaphoreSubmitInfo signal{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO};
    signal.semaphore = semaphores.signal;
    signal.stageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    VkSubmitInfo2 info{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
    info.commandBufferInfoCount = 1;
    info.pCommandBufferInfos = &commands;
    info.waitSemaphoreInfoCount = semaphores.wait != VK_NULL_HANDLE ? 1 : 0;
    info.pWaitSemaphoreInfos = &wait;
    info.signalSemaphoreInfoCount = semaphores.signal != VK_NULL_HANDLE ? 1 : 0;
    info.pSignalSemaphoreInfos = &signal;
    check(vkResetFences(device_.handle(), 1, &slot.fence), "vkResetFences");
    check(vkQueueSubmit2(device_.queue(), 1, &info, slot.fence), "vkQueueSubmit2");
    slot.submission = device_.deletions().submitted();
    slot.in_flight = true;
    recording_ = false;
    next_ = (next_ + 1) % in_flight;
    return ++submitted_;
}

void FrameRing::wait() {
    FrameSlot& last = *slots_[(next_ + in_flight - 1) % in_flight];
    if (last.in_flight) finish(last);
}

void FrameRing::finish(FrameSlot& slot) {
    check(vkWaitForFences(device_.handle(), 1, &slot.fence, VK_TRUE, std::numeric_limits<std::uint64_t>::max()),
          "vkWaitForFences");
    slot.in_flight = false;
    device_.deletions().finished(slot.submission);
    if (slot.submission < times_of_) return;  // wait() has already reported a later frame
    times_of_ = slot.submission;
    times_.clear();
    if (slot.queries_used == 0) return;
    struct Stamp {
        std::uint64_t value, available;
    };
    std::vector<Stamp> stamps(slot.queries_used);
    check(vkGetQueryPoolResults(device_.handle(), slot.queries, 0, slot.queries_used, stamps.size() * sizeof(Stamp),
                                stamps.data(), sizeof(Stamp),
                                VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WITH_AVAILABILITY_BIT),
          "vkGetQueryPoolResults");
    for (const TimedScope& scope : slot.scopes) {
        const Stamp begin = stamps[scope.begin_query], end = stamps[scope.end_query];
        if (begin.available == 0 || end.available == 0) continue;
        const std::uint64_t steps = (end.value - begin.value) & device_.timestamp_mask();
        const double ms = static_cast<double>(steps) * device_.timestamp_period() * 1e-6;
        const auto same = std::find_if(times_.begin(), times_.end(), [&](const PassTime& t) { return t.name == scope.name; });
        if (same == times_.end())
            times_.push_back({scope.name, ms});
        else
            same->ms += ms;
    }
}

double FrameRing::time_ms(std::string_view name) const {
    for (const PassTime& time : times_)
        if (time.name == name) return time.ms;
    return 0;
}

}  // namespace stipple::renderer::vulkan
