// Reads from the driver what device_choice.h decides by.
#pragma once
#include <vulkan/vulkan.h>

#include <vector>

#include "renderer/renderer.h"
#include "renderer/vulkan/device_choice.h"

namespace stipple::renderer::vulkan {

[[nodiscard]] std::vector<VkPhysicalDevice> physical_devices(VkInstance instance);
[[nodiscard]] DeviceFacts device_facts(VkInstance instance, VkPhysicalDevice device, const DeviceRequest& request);

}  // namespace stipple::renderer::vulkan
