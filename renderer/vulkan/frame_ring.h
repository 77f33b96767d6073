// Two frames in flight: while the device draws one, the next is recorded.
#pragma once
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "renderer/renderer.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/device.h"

namespace stipple::renderer::vulkan {

// For the presenter: the frame waits for the acquired image and says when it may be shown.
struct SubmitSemaphores {
    VkSemaphore wait = VK_NULL_HANDLE;
    VkPipelineStageFlags2 wait_stages = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
    VkSemaphore signal = VK_NULL_HANDLE;
};

class FrameRing {
  public:
    static constexpr std::size_t in_flight = 2;

    explicit FrameRing(Device& device);
    ~FrameRing();  // waits for its frames
    FrameRing(const FrameRing&) = delete;
    FrameRing& operator=(const FrameRing&) = delete;

    // Waits until this slot's last frame has finished, frees what that frame kept alive, starts recording. A recording
    // begun and never submitted (an exception between) is submitted as far as it got: images then are in the layouts
    // they are known to be in.
    [[nodiscard]] Commands& begin();
    // Ends and submits; host reads of what the frame wrote are valid after wait(). Returns the frame's number, from 1.
    std::uint64_t submit(const SubmitSemaphores& semaphores = {});
    // Waits for the frame submitted last.
    void wait();

    [[nodiscard]] bool recording() const { return recording_; }
    // Which of the slots is being recorded, or will be next: 0 .. in_flight - 1.
    [[nodiscard]] std::size_t slot() const { return next_; }
    [[nodiscard]] std::uint64_t submitted() const { return submitted_; }
    // Times of the last finished frame, in the order the scopes began; scopes of one name are summed.
    [[nodiscard]] const std::vector<PassTime>& times() const { return times_; }
    [[nodiscard]] double time_ms(std::string_view name) const;  // 0 when there was no such scope

  private:
    void finish(FrameSlot& slot);

    Device& device_;
    std::array<std::unique_ptr<FrameSlot>, in_flight> slots_;
    std::size_t next_ = 0;
    bool recording_ = false;
    std::uint64_t submitted_ = 0;
    std::vector<PassTime> times_;
    std::uint64_t times_of_ = 0;  // the submission they belong to
};

}  // namespace stipple::renderer::vulkan
