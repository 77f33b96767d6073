// Which device to use, decided from plain facts so that it can be tested with devices nobody owns.
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stipple::renderer::vulkan {

// Vulkan's feature structs, chained in this order. Not copyable: the chain points into itself.
struct FeatureChain {
    VkPhysicalDeviceFeatures2 core{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
    VkPhysicalDeviceVulkan11Features v11{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_1_FEATURES};
    VkPhysicalDeviceVulkan12Features v12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceVulkan13Features v13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
    FeatureChain();
    FeatureChain(const FeatureChain&) = delete;
    FeatureChain& operator=(const FeatureChain&) = delete;
};

// The one table of what Stipple asks of a device. Facts are read through it, choices are made by it, and the device is
// created from it.
struct FeatureRow {
    const char* name;
    bool required;  // optional ones are enabled where present
    VkBool32& (*field)(FeatureChain&);
};
struct ExtensionRow {
    const char* name;
    bool required;
    bool for_windows;  // only asked for when the request names surface extensions
};
struct LimitRow {
    const char* name;
    std::uint64_t at_least;
};
inline constexpr std::uint32_t required_api_version = VK_API_VERSION_1_3;
[[nodiscard]] std::span<const FeatureRow> feature_table();
[[nodiscard]] std::span<const ExtensionRow> extension_table();
[[nodiscard]] std::span<const LimitRow> limit_table();

struct QueueFamilyFacts {
    VkQueueFlags flags = 0;
    bool can_present = false;  // as the window system says; not looked at headless
};
struct DeviceFacts {
    std::string name;
    VkPhysicalDeviceType type = VK_PHYSICAL_DEVICE_TYPE_OTHER;
    std::uint32_t api_version = 0;
    std::set<std::string> features;    // names from feature_table() the device has
    std::set<std::string> extensions;  // all it has
    std::vector<std::pair<std::string, std::uint64_t>> limits;  // names from limit_table()
    std::vector<QueueFamilyFacts> queue_families;
};

struct Refusal {
    std::string device, reason;
};
struct DeviceChoice {
    std::optional<std::size_t> chosen;    // index into the facts
    std::uint32_t queue_family = 0;       // graphics, compute and transfer (and present, for windows)
    std::vector<Refusal> refusals;        // every device passed over for a lack, in list order
};

// `wanted`: "" best (discrete, then integrated, virtual, CPU, other; first of equals), a number as listed, or part of a
// name in any case. A device that lacks something is refused even when it is named.
[[nodiscard]] DeviceChoice choose_device(std::span<const DeviceFacts> devices, std::string_view wanted, bool for_window);

// One line a device, for the message of renderer::NoDevice.
[[nodiscard]] std::string explain(const DeviceChoice& choice, std::string_view wanted);

}  // namespace stipple::renderer::vulkan
