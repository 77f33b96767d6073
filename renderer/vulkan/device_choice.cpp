#include "renderer/vulkan/device_choice.h"

#include <algorithm>
#include <cctype>

namespace stipple::renderer::vulkan {

FeatureChain::FeatureChain() {
    core.pNext = &v11;
    v11.pNext = &v12;
    v12.pNext = &v13;
}

std::span<const FeatureRow> feature_table() {
    static const FeatureRow rows[] = {
        {"independentBlend", true, [](FeatureChain& f) -> VkBool32& { return f.core.features.independentBlend; }},
        {"shaderStorageImageExtendedFormats", true,
         [](FeatureChain& f) -> VkBool32& { return f.core.features.shaderStorageImageExtendedFormats; }},
        {"scalarBlockLayout", true, [](FeatureChain& f) -> VkBool32& { return f.v12.scalarBlockLayout; }},
        {"dynamicRendering", true, [](FeatureChain& f) -> VkBool32& { return f.v13.dynamicRendering; }},
        {"synchronization2", true, [](FeatureChain& f) -> VkBool32& { return f.v13.synchronization2; }},
        // Compute shaders built for Vulkan 1.3 state their local size by constants, which needs this.
        {"maintenance4", true, [](FeatureChain& f) -> VkBool32& { return f.v13.maintenance4; }},
        {"drawIndirectFirstInstance", false,
         [](FeatureChain& f) -> VkBool32& { return f.core.features.drawIndirectFirstInstance; }},
        {"samplerAnisotropy", false, [](FeatureChain& f) -> VkBool32& { return f.core.features.samplerAnisotropy; }},
        {"shaderInt64", false, [](FeatureChain& f) -> VkBool32& { return f.core.features.shaderInt64; }},
        {"shaderBufferInt64Atomics", false, [](FeatureChain& f) -> VkBool32& { return f.v12.shaderBufferInt64Atomics; }},
    };
    return rows;
}

std::span<const ExtensionRow> extension_table() {
    static const ExtensionRow rows[] = {
        {VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME, true, false},
        {VK_KHR_SWAPCHAIN_EXTENSION_NAME, true, true},
    };
    return rows;
}

std::span<const LimitRow> limit_table() {
    static const LimitRow rows[] = {
        {"maxPushConstantsSize", 128},
        {"maxPushDescriptors", 32},
        {"maxStorageBufferRange", 1U << 27U},  // 8 bytes for each of 16 M sites
        {"maxTexelBufferElements", 1U << 22U},  // entries of one batch of discs
        {"maxImageDimension2D", 8192},
        {"maxComputeWorkGroupInvocations", 256},
        {"maxComputeSharedMemorySize", 16384},
        {"maxPerStageDescriptorStorageBuffers", 12},
    };
    return rows;
}

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return result;
}

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool asked_for(std::string_view wanted, std::size_t index, const std::string& name) {
    if (wanted.empty()) return true;
    // By value, not by text, so that "00" is device 0; a number too long to be an index matches nothing.
    if (is_number(wanted)) return wanted.size() < 10 && std::stoul(std::string(wanted)) == index;
    return lower(name).find(lower(wanted)) != std::string::npos;
}

std::string version_text(std::uint32_t version) {
    return std::to_string(VK_API_VERSION_MAJOR(version)) + "." + std::to_string(VK_API_VERSION_MINOR(version));
}

std::optional<std::uint32_t> usable_family(const DeviceFacts& device, bool for_window) {
    constexpr VkQueueFlags all = VK_QUEUE_GRAPHICS_BIT | VK_QUEUE_COMPUTE_BIT;  // either implies transfer
    for (std::size_t i = 0; i < device.queue_families.size(); ++i) {
        const QueueFamilyFacts& family = device.queue_families[i];
        if ((family.flags & all) == all && (!for_window || family.can_present)) return static_cast<std::uint32_t>(i);
    }
    return std::nullopt;
}

std::string lacks(const DeviceFacts& device, bool for_window) {
    std::string result;
    const auto add = [&result](const std::string& lack) { result += (result.empty() ? "" : ", ") + lack; };
    if (device.api_version < required_api_version)
        add("Vulkan " + version_text(device.api_version) + " where " + version_text(required_api_version) + " is needed");
    for (const FeatureRow& row : feature_table())
        if (row.required && !device.features.contains(row.name)) add(std::string("no ") + row.name);
    for (const ExtensionRow& row : extension_table())
        if (row.required && (for_window || !row.for_windows) && !device.extensions.contains(row.name))
            add(std::string("no ") + row.name);
    for (const LimitRow& row : limit_table()) {
        const auto found = std::find_if(device.limits.begin(), device.limits.end(),
                                        [&](const auto& limit) { return limit.first == row.name; });
        const std::uint64_t has = found == device.limits.end() ? 0 : found->second;
        if (has < row.at_least)
            add(std::string(row.name) + " " + std::to_string(has) + " where " + std::to_string(row.at_least) + " is needed");
    }
    if (!usable_family(device, false))
        add("no queue for graphics and compute");
    else if (!usable_family(device, for_window))
        add("cannot show pictures in this window system");
    return result;
}

int preference(VkPhysicalDeviceType type) {
    switch (type) {
        case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return 4;
        case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return 3;
        case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return 2;
        case VK_PHYSICAL_DEVICE_TYPE_CPU: return 1;
        default: return 0;
    }
}

}  // namespace

DeviceChoice choose_device(std::span<const DeviceFacts> devices, std::string_view wanted, bool for_window) {
    DeviceChoice choice;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (std::string reason = lacks(devices[i], for_window); !reason.empty()) {
            choice.refusals.push_back({devices[i].name, std::move(reason)});
        } else if (!asked_for(wanted, i, devices[i].name)) {
            choice.refusals.push_back({devices[i].name, "not the one asked for"});
        } else if (!choice.chosen || preference(devices[i].type) > preference(devices[*choice.chosen].type)) {
            choice.chosen = i;
            choice.queue_family = *usable_family(devices[i], for_window);
        }
    }
    return choice;
}

std::string explain(const DeviceChoice& choice, std::string_view wanted) {
    std::string text = wanted.empty() ? "No device here can run Stipple."
                                      : "No device that can run Stipple matches '" + std::string(wanted) + "'.";
    if (choice.refusals.empty())
        text += " No Vulkan device was found: install a Vulkan 1.3 driver (on Debian: mesa-vulkan-drivers).";
    for (const Refusal& refusal : choice.refusals) text += "\n  " + refusal.device + ": " + refusal.reason;
    return text;
}

}  // namespace stipple::renderer::vulkan
