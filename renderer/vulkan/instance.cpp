// Device, first half: the instance and what can be learnt of its devices.
#include <algorithm>
#include <cstring>
#include <iostream>
#include <set>

#include "renderer/vulkan/device.h"
#include "renderer/vulkan/device_facts.h"
#include "renderer/vulkan/messages.h"

namespace stipple::renderer::vulkan {
namespace {

constexpr const char* validation_layer = "VK_LAYER_KHRONOS_validation";

std::set<std::string> instance_extensions(const char* layer) {
    std::uint32_t count = 0;
    check(vkEnumerateInstanceExtensionProperties(layer, &count, nullptr), "vkEnumerateInstanceExtensionProperties");
    std::vector<VkExtensionProperties> found(count);
    check(vkEnumerateInstanceExtensionProperties(layer, &count, found.data()), "vkEnumerateInstanceExtensionProperties");
    std::set<std::string> names;
    for (const VkExtensionProperties& extension : found) names.insert(extension.extensionName);
    return names;
}

bool has_layer(const char* name) {
    std::uint32_t count = 0;
    check(vkEnumerateInstanceLayerProperties(&count, nullptr), "vkEnumerateInstanceLayerProperties");
    std::vector<VkLayerProperties> layers(count);
    check(vkEnumerateInstanceLayerProperties(&count, layers.data()), "vkEnumerateInstanceLayerProperties");
    return std::any_of(layers.begin(), layers.end(), [&](const VkLayerProperties& layer) {
        return std::strcmp(layer.layerName, name) == 0;
    });
}

std::uint64_t limit_value(std::string_view name, const VkPhysicalDeviceLimits& limits, std::uint32_t push_descriptors) {
    if (name == "maxPushConstantsSize") return limits.maxPushConstantsSize;
    if (name == "maxPushDescriptors") return push_descriptors;
    if (name == "maxStorageBufferRange") return limits.maxStorageBufferRange;
    if (name == "maxTexelBufferElements") return limits.maxTexelBufferElements;
    if (name == "maxImageDimension2D") return limits.maxImageDimension2D;
    if (name == "maxComputeWorkGroupInvocations") return limits.maxComputeWorkGroupInvocations;
    if (name == "maxComputeSharedMemorySize") return limits.maxComputeSharedMemorySize;
    if (name == "maxPerStageDescriptorStorageBuffers") return limits.maxPerStageDescriptorStorageBuffers;
    throw std::logic_error("limit " + std::string(name) + " is in the table but nobody reads it");
}

}  // namespace

void Device::create_instance(const DeviceRequest& request) {
    std::set<std::string> available = instance_extensions(nullptr);
    std::vector<const char*> layers;
    if (request.validation && has_layer(validation_layer)) {
        layers.push_back(validation_layer);
        available.merge(instance_extensions(validation_layer));
        validation_active_ = true;
    } else if (request.validation) {
        std::cerr << "vulkan: " << validation_layer << " is not installed (on Debian: vulkan-validationlayers)\n";
    }
    std::vector<const char*> extensions;
    for (const std::string& name : request.instance_extensions) {
        if (!available.contains(name))
            throw NoDevice("The Vulkan driver cannot draw into windows here: it lacks " + name +
                           ". Pictures can still be made from the command line.");
        extensions.push_back(name.c_str());
    }
    debug_utils_ = available.contains(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
    if (debug_utils_) extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);

    VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.pApplicationName = "Stipple";
    application.apiVersion = required_api_version;
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    VkDebugUtilsMessengerCreateInfoEXT messenger = messages_->messenger_info();
    const VkValidationFeatureEnableEXT checks[] = {VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    VkValidationFeaturesEXT validation{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
    validation.enabledValidationFeatureCount = 1;
    validation.pEnabledValidationFeatures = checks;
    if (validation_active_ && debug_utils_) info.pNext = &messenger;
    if (validation_active_ && available.contains(VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME)) {
        extensions.push_back(VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME);
        validation.pNext = info.pNext;
        info.pNext = &validation;
    }
    info.enabledLayerCount = static_cast<std::uint32_t>(layers.size());
    info.ppEnabledLayerNames = layers.data();
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    const VkResult result = vkCreateInstance(&info, nullptr, &instance_);
    if (result == VK_ERROR_INCOMPATIBLE_DRIVER) throw NoDevice(explain({}, request.device));
    check(result, "vkCreateInstance");

    if (validation_active_ && debug_utils_) {
        const auto create = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(instance_, "vkCreateDebugUtilsMessengerEXT"));
        check(create(instance_, &messenger, nullptr, &messenger_), "vkCreateDebugUtilsMessengerEXT");
    }
}

std::vector<VkPhysicalDevice> physical_devices(VkInstance instance) {
    std::uint32_t count = 0;
    check(vkEnumeratePhysicalDevices(instance, &count, nullptr), "vkEnumeratePhysicalDevices");
    std::vector<VkPhysicalDevice> devices(count);
    if (count > 0) check(vkEnumeratePhysicalDevices(instance, &count, devices.data()), "vkEnumeratePhysicalDevices");
    devices.resize(count);
    return devices;
}

DeviceFacts device_facts(VkInstance instance, VkPhysicalDevice device, const DeviceRequest& request) {
    DeviceFacts facts;
    VkPhysicalDeviceProperties properties{};
    vkGetPhysicalDeviceProperties(device, &properties);
    facts.name = properties.deviceName;
    facts.type = properties.deviceType;
    facts.api_version = properties.apiVersion;

    std::uint32_t count = 0;
    check(vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr), "vkEnumerateDeviceExtensionProperties");
    std::vector<VkExtensionProperties> extensions(count);
    check(vkEnumerateDeviceExtensionProperties(device, nullptr, &count, extensions.data()),
          "vkEnumerateDeviceExtensionProperties");
    for (const VkExtensionProperties& extension : extensions) facts.extensions.insert(extension.extensionName);

    std::uint32_t push_descriptors = 0;
    // Older devices do not know the newer structs and must not be asked for them.
    if (properties.apiVersion >= required_api_version) {
        FeatureChain features;
        vkGetPhysicalDeviceFeatures2(device, &features.core);
        for (const FeatureRow& row : feature_table())
            if (row.field(features) == VK_TRUE) facts.features.insert(row.name);
        if (facts.extensions.contains(VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME)) {
            VkPhysicalDevicePushDescriptorPropertiesKHR push{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PUSH_DESCRIPTOR_PROPERTIES_KHR};
            VkPhysicalDeviceProperties2 more{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2};
            more.pNext = &push;
            vkGetPhysicalDeviceProperties2(device, &more);
            push_descriptors = push.maxPushDescriptors;
        }
    }
    for (const LimitRow& row : limit_table())
        facts.limits.emplace_back(row.name, limit_value(row.name, properties.limits, push_descriptors));

    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (std::uint32_t i = 0; i < count; ++i) {
        const bool shows = !request.can_present || request.can_present(instance, device, i);
        facts.queue_families.push_back({families[i].queueFlags, shows});
    }
    return facts;
}

}  // namespace stipple::renderer::vulkan
