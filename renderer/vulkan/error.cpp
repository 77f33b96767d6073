#include "renderer/vulkan/error.h"

namespace stipple::renderer::vulkan {

const char* result_name(VkResult result) {
    switch (result) {
        case VK_SUCCESS: return "success";
        case VK_NOT_READY: return "not ready";
        case VK_TIMEOUT: return "time-out";
        case VK_INCOMPLETE: return "incomplete";
        case VK_SUBOPTIMAL_KHR: return "suboptimal";
        case VK_ERROR_OUT_OF_HOST_MEMORY: return "out of memory";
        case VK_ERROR_OUT_OF_DEVICE_MEMORY: return "out of device memory: close other programs or ask for fewer dots";
        case VK_ERROR_INITIALIZATION_FAILED: return "initialization failed";
        case VK_ERROR_DEVICE_LOST: return "device lost: the driver reset the device; start the program again";
        case VK_ERROR_MEMORY_MAP_FAILED: return "memory map failed";
        case VK_ERROR_LAYER_NOT_PRESENT: return "layer not present";
        case VK_ERROR_EXTENSION_NOT_PRESENT: return "extension not present";
        case VK_ERROR_FEATURE_NOT_PRESENT: return "feature not present";
        case VK_ERROR_INCOMPATIBLE_DRIVER: return "no usable Vulkan driver";
        case VK_ERROR_TOO_MANY_OBJECTS: return "too many objects";
        case VK_ERROR_FORMAT_NOT_SUPPORTED: return "format not supported";
        case VK_ERROR_SURFACE_LOST_KHR: return "surface lost";
        case VK_ERROR_NATIVE_WINDOW_IN_USE_KHR: return "window in use by another surface";
        case VK_ERROR_OUT_OF_DATE_KHR: return "out of date";
        default: return "failed";
    }
}

namespace {
std::string describe(const std::string& what, VkResult result) {
    return what + ": " + result_name(result) + " (VkResult " + std::to_string(static_cast<int>(result)) + ")";
}
}  // namespace

VulkanError::VulkanError(const std::string& what, VkResult r) : std::runtime_error(describe(what, r)), result(r) {}

void check(VkResult result, const char* call) {
    if (result < 0) throw VulkanError(call, result);
}
void check(VkResult result, const std::string& call) {
    if (result < 0) throw VulkanError(call, result);
}
void require(bool promise, const char* what) {
    if (!promise) throw std::logic_error(what);
}
void require(bool promise, const std::string& what) {
    if (!promise) throw std::logic_error(what);
}

}  // namespace stipple::renderer::vulkan
