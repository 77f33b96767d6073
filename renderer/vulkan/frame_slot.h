// What one frame in flight owns.
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <string>
#include <vector>

#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/staging.h"

namespace stipple::renderer::vulkan {

struct TimedScope {
    std::string name;
    std::uint32_t begin_query, end_query;
};

struct FrameSlot {
    static constexpr std::uint32_t max_queries = 256;

    FrameSlot(Device& device, std::size_t index);
    ~FrameSlot();
    FrameSlot(const FrameSlot&) = delete;
    FrameSlot& operator=(const FrameSlot&) = delete;

    Device& device;
    VkCommandPool pool = VK_NULL_HANDLE;
    VkCommandBuffer buffer = VK_NULL_HANDLE;
    VkFence fence = VK_NULL_HANDLE;
    VkQueryPool queries = VK_NULL_HANDLE;  // null where the queue has no timestamps
    std::uint32_t queries_used = 0;
    std::vector<TimedScope> scopes;
    Staging staging;
    Commands commands;
    std::uint64_t submission = 0;  // number of the work the fence stands for
    bool in_flight = false;
};

}  // namespace stipple::renderer::vulkan
