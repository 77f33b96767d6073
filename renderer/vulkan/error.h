// How Vulkan failures reach the program: a refused call is an exception naming the call and the driver's answer, a wrong
// use of this layer is a std::logic_error naming the shader or resource.
#pragma once
#include <vulkan/vulkan.h>

#include <stdexcept>
#include <string>

namespace stipple::renderer::vulkan {

struct VulkanError : std::runtime_error {
    VulkanError(const std::string& what, VkResult result);
    VkResult result;
};

[[nodiscard]] const char* result_name(VkResult result);

// Throws VulkanError for negative results; positive ones (VK_SUBOPTIMAL_KHR, VK_INCOMPLETE) pass.
void check(VkResult result, const char* call);
void check(VkResult result, const std::string& call);

// A broken promise inside the program, not bad input: throws std::logic_error.
void require(bool promise, const char* what);
void require(bool promise, const std::string& what);

}  // namespace stipple::renderer::vulkan
