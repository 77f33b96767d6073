#include "renderer/vulkan/device.h"

#include <algorithm>

#include "renderer/vulkan/deletion.h"
#include "renderer/vulkan/device_facts.h"
#include "renderer/vulkan/messages.h"
#include "renderer/vulkan/pipeline_cache.h"
#include "renderer/vulkan/shader_reload.h"

namespace stipple::renderer::vulkan {

Device::Device(const DeviceRequest& request)
    : messages_(std::make_unique<MessageLog>()), deletions_(std::make_unique<DeletionQueue>()) {
    try {
        create_instance(request);
        create_device(request);
        load_pipeline_cache(request.pipeline_cache);
        shader_reload_ = std::make_unique<ShaderReload>(*this);
#ifdef STIPPLE_SHADER_DIRECTORY
        shader_reload_->watch(STIPPLE_SHADER_DIRECTORY, STIPPLE_SHADER_COMPILER, STIPPLE_SHADER_DIRECTORY);
#endif
    } catch (...) {
        destroy();
        throw;
    }
}

Device::~Device() { destroy(); }

void Device::destroy() {
    if (device_ != VK_NULL_HANDLE) {
        vkDeviceWaitIdle(device_);  // a lost device has nothing to wait for
        shader_reload_.reset();
        deletions_->clear();
        save_pipeline_cache();
        vkDestroyPipelineCache(device_, pipeline_cache_, nullptr);
        vkDestroyDevice(device_, nullptr);
    }
    if (messenger_ != VK_NULL_HANDLE) {
        const auto destroy_messenger = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
            vkGetInstanceProcAddr(instance_, "vkDestroyDebugUtilsMessengerEXT"));
        destroy_messenger(instance_, messenger_, nullptr);
    }
    if (instance_ != VK_NULL_HANDLE) vkDestroyInstance(instance_, nullptr);
}

void Device::create_device(const DeviceRequest& request) {
    const bool for_window = !request.instance_extensions.empty();
    const std::vector<VkPhysicalDevice> devices = physical_devices(instance_);
    std::vector<DeviceFacts> facts;
    for (const VkPhysicalDevice device : devices) facts.push_back(device_facts(instance_, device, request));
    const DeviceChoice choice = choose_device(facts, request.device, for_window);
    if (!choice.chosen) throw NoDevice(explain(choice, request.device));
    const DeviceFacts& chosen = facts[*choice.chosen];
    physical_ = devices[*choice.chosen];
    queue_family_ = choice.queue_family;
    name_ = chosen.name;
    can_present_ = for_window;

    FeatureChain features;
    for (const FeatureRow& row : feature_table()) row.field(features) = chosen.features.contains(row.name) ? VK_TRUE : VK_FALSE;
    int64_atomics_ = features.v12.shaderBufferInt64Atomics == VK_TRUE && features.core.features.shaderInt64 == VK_TRUE &&
                     !request.narrow_atomics;
    wide_groups_ = request.as_hardware;
    scattered_ = request.as_hardware || chosen.type != VK_PHYSICAL_DEVICE_TYPE_CPU;
    anisotropy_ = features.core.features.samplerAnisotropy == VK_TRUE;
    std::vector<const char*> extensions;
    for (const ExtensionRow& row : extension_table())
        if (chosen.extensions.contains(row.name) && (for_window || !row.for_windows)) extensions.push_back(row.name);

    const float priority = 1;
    VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = queue_family_;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.pNext = &features.core;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    check(vkCreateDevice(physical_, &info, nullptr, &device_), "vkCreateDevice on " + name_);
    vkGetDeviceQueue(device_, queue_family_, 0, &queue_);

    VkPhysicalDeviceProperties properties{};
    vkGetPhysicalDeviceProperties(physical_, &properties);
    limits_ = properties.limits;
    vkGetPhysicalDeviceMemoryProperties(physical_, &memory_);
    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(physical_, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physical_, &count, families.data());
    const std::uint32_t bits = families[queue_family_].timestampValidBits;
    timestamp_period_ = bits > 0 ? static_cast<double>(limits_.timestampPeriod) : 0.0;
    timestamp_mask_ = bits >= 64 ? ~0ULL : (1ULL << bits) - 1;

    const auto load = [this](const char* name) { return vkGetDeviceProcAddr(device_, name); };
    push_descriptors_ = reinterpret_cast<PFN_vkCmdPushDescriptorSetKHR>(load("vkCmdPushDescriptorSetKHR"));
    if (debug_utils_) {
        set_object_name_ = reinterpret_cast<PFN_vkSetDebugUtilsObjectNameEXT>(load("vkSetDebugUtilsObjectNameEXT"));
        begin_label_ = reinterpret_cast<PFN_vkCmdBeginDebugUtilsLabelEXT>(load("vkCmdBeginDebugUtilsLabelEXT"));
        end_label_ = reinterpret_cast<PFN_vkCmdEndDebugUtilsLabelEXT>(load("vkCmdEndDebugUtilsLabelEXT"));
    }
    set_name(VK_OBJECT_TYPE_QUEUE, queue_, "queue");
}

void Device::load_pipeline_cache(const std::filesystem::path& file) {
    pipeline_cache_file_ = file;
    VkPhysicalDeviceProperties properties{};
    vkGetPhysicalDeviceProperties(physical_, &properties);
    const std::vector<std::byte> bytes = read_pipeline_cache(file, properties);
    VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    info.initialDataSize = bytes.size();
    info.pInitialData = bytes.empty() ? nullptr : bytes.data();
    check(vkCreatePipelineCache(device_, &info, nullptr, &pipeline_cache_), "vkCreatePipelineCache");
    pipeline_cache_loaded_ = bytes.size();
}

void Device::save_pipeline_cache() const {
    if (pipeline_cache_file_.empty() || pipeline_cache_ == VK_NULL_HANDLE) return;
    std::size_t size = 0;
    if (vkGetPipelineCacheData(device_, pipeline_cache_, &size, nullptr) != VK_SUCCESS) return;
    if (size == pipeline_cache_loaded_) return;  // caches only grow: nothing new
    std::vector<std::byte> bytes(size);
    if (vkGetPipelineCacheData(device_, pipeline_cache_, &size, bytes.data()) != VK_SUCCESS) return;
    bytes.resize(size);
    write_pipeline_cache(pipeline_cache_file_, bytes);
}

std::vector<std::string> Device::validation_messages() const { return messages_->all(); }

std::string Device::shader_reload_state() const { return shader_reload_->state(); }

void Device::wait_idle() { check(vkDeviceWaitIdle(device_), "vkDeviceWaitIdle"); }

void Device::set_name(VkObjectType type, std::uint64_t handle, std::string_view name) const {
    if (set_object_name_ == nullptr || handle == 0) return;
    const std::string text(name);
    VkDebugUtilsObjectNameInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT};
    info.objectType = type;
    info.objectHandle = handle;
    info.pObjectName = text.c_str();
    set_object_name_(device_, &info);
}

void Device::begin_label(VkCommandBuffer commands, std::string_view name) const {
    if (begin_label_ == nullptr) return;
    const std::string text(name);
    VkDebugUtilsLabelEXT label{VK_STRUCTURE_TYPE_DEBUG_UTILS_LABEL_EXT};
    label.pLabelName = text.c_str();
    begin_label_(commands, &label);
}

void Device::end_label(VkCommandBuffer commands) const {
    if (end_label_ != nullptr) end_label_(commands);
}

void Device::push_descriptors(VkCommandBuffer commands, VkPipelineBindPoint point, VkPipelineLayout layout,
                              std::uint32_t count, const VkWriteDescriptorSet* writes) const {
    push_descriptors_(commands, point, layout, 0, count, writes);
}

Allocation Device::allocate(const VkMemoryRequirements& needs, MemoryKind kind, std::string_view name) {
    constexpr VkMemoryPropertyFlags host = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
    const VkMemoryPropertyFlags must = kind == MemoryKind::device ? 0 : host;
    VkMemoryPropertyFlags wish = must;
    if (kind == MemoryKind::device) wish |= VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
    if (kind == MemoryKind::readback) wish |= VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
    for (const VkMemoryPropertyFlags flags : {wish, must}) {
        for (std::uint32_t type = 0; type < memory_.memoryTypeCount; ++type) {
            const bool fits = (needs.memoryTypeBits >> type & 1U) != 0 &&
                              (memory_.memoryTypes[type].propertyFlags & flags) == flags;
            if (!fits) continue;
            Allocation result;
            VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
            info.allocationSize = needs.size;
            info.memoryTypeIndex = type;
            check(vkAllocateMemory(device_, &info, nullptr, &result.memory),
                  "vkAllocateMemory of " + std::to_string(needs.size) + " bytes for " + std::string(name));
            set_name(VK_OBJECT_TYPE_DEVICE_MEMORY, result.memory, name);
            if (kind != MemoryKind::device) {
                const VkResult mapped = vkMapMemory(device_, result.memory, 0, VK_WHOLE_SIZE, 0, &result.mapped);
                if (mapped < 0) vkFreeMemory(device_, result.memory, nullptr);
                check(mapped, "vkMapMemory for " + std::string(name));
            }
            return result;
        }
    }
    throw VulkanError("memory for " + std::string(name), VK_ERROR_FEATURE_NOT_PRESENT);
}

void Device::retire(std::function<void()> destroy) { deletions_->add(std::move(destroy)); }

}  // namespace stipple::renderer::vulkan
