// Keeps what the validation layers say.
#pragma once
#include <vulkan/vulkan.h>

#include <mutex>
#include <string>
#include <vector>

namespace stipple::renderer::vulkan {

class MessageLog {
  public:
    // For VkInstanceCreateInfo::pNext too: messages about creating the instance come no other way. Points at this log.
    [[nodiscard]] VkDebugUtilsMessengerCreateInfoEXT messenger_info();
    [[nodiscard]] std::vector<std::string> all() const;
    void add(std::string message);

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> messages_;
};

// Of every device this process has made, also of those gone by now: destroying a device can earn messages too.
[[nodiscard]] std::vector<std::string> every_validation_message();

}  // namespace stipple::renderer::vulkan
