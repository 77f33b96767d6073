// Instance, device and the one queue. Everything made on the device keeps a pointer to it, so it neither moves nor copies
// and is destroyed last.
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "renderer/renderer.h"
#include "renderer/vulkan/error.h"

namespace stipple::renderer::vulkan {

class ShaderReload;
class DeletionQueue;
class MessageLog;

enum class MemoryKind {
    device,    // only the device reads and writes it
    upload,    // mapped, written by the host in order
    readback,  // mapped, read by the host
};

struct Allocation {
    VkDeviceMemory memory = VK_NULL_HANDLE;
    void* mapped = nullptr;
};

class Device {
  public:
    // Throws NoDevice naming every device refused and why; VulkanError when the driver fails.
    explicit Device(const DeviceRequest& request);
    ~Device();  // waits for the device, empties the deletion queue, writes the pipeline cache
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    [[nodiscard]] VkInstance instance() const { return instance_; }
    [[nodiscard]] VkPhysicalDevice physical() const { return physical_; }
    [[nodiscard]] VkDevice handle() const { return device_; }
    [[nodiscard]] VkQueue queue() const { return queue_; }
    [[nodiscard]] std::uint32_t queue_family() const { return queue_family_; }
    [[nodiscard]] VkPipelineCache pipeline_cache() const { return pipeline_cache_; }

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] bool int64_atomics() const { return int64_atomics_; }  // 64-bit add on storage buffers, and shaderInt64
    // Neighbouring work groups run at the same time on many units: work is dealt out so that they do not add to the same
    // places. On a processor, where few run at once, neighbours share its caches instead.
    [[nodiscard]] bool scattered() const { return scattered_; }
    [[nodiscard]] bool wide_groups() const { return wide_groups_; }  // wider than the subgroup, as tests ask for
    [[nodiscard]] bool anisotropy() const { return anisotropy_; }
    [[nodiscard]] bool can_present() const { return can_present_; }
    [[nodiscard]] const VkPhysicalDeviceLimits& limits() const { return limits_; }
    // Nanoseconds a timestamp step; 0 where the queue has no timestamps.
    [[nodiscard]] double timestamp_period() const { return timestamp_period_; }
    [[nodiscard]] std::uint64_t timestamp_mask() const { return timestamp_mask_; }

    // Validation and performance messages so far (none without validation).
    [[nodiscard]] std::vector<std::string> validation_messages() const;
    // False when validation was asked for and its layer is not on this machine.
    [[nodiscard]] bool validation_active() const { return validation_active_; }

    void wait_idle();
    void save_pipeline_cache() const;  // to the request's file, if any; a failure to write is not an error

    // Names an object for validation messages and captures; nothing without debug_utils.
    void set_name(VkObjectType type, std::uint64_t handle, std::string_view name) const;
    template <class Handle>
    void set_name(VkObjectType type, Handle handle, std::string_view name) const {
        set_name(type, reinterpret_cast<std::uint64_t>(handle), name);
    }
    void begin_label(VkCommandBuffer commands, std::string_view name) const;
    void end_label(VkCommandBuffer commands) const;
    void push_descriptors(VkCommandBuffer commands, VkPipelineBindPoint point, VkPipelineLayout layout,
                          std::uint32_t count, const VkWriteDescriptorSet* writes) const;

    [[nodiscard]] Allocation allocate(const VkMemoryRequirements& needs, MemoryKind kind, std::string_view name);

    // Runs `destroy` once every submission that may still use the object has finished: at once when none is under way.
    void retire(std::function<void()> destroy);
    [[nodiscard]] DeletionQueue& deletions() { return *deletions_; }

    // Pipelines register here; without STIPPLE_SHADER_RELOAD it does nothing.
    [[nodiscard]] ShaderReload& shader_reload() { return *shader_reload_; }
    // One line for a corner of the window: "" or what was reloaded or failed to compile.
    [[nodiscard]] std::string shader_reload_state() const;

  private:
    void create_instance(const DeviceRequest& request);
    void create_device(const DeviceRequest& request);
    void load_pipeline_cache(const std::filesystem::path& file);
    void destroy();

    std::unique_ptr<MessageLog> messages_;
    VkInstance instance_ = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
    VkPhysicalDevice physical_ = VK_NULL_HANDLE;
    VkDevice device_ = VK_NULL_HANDLE;
    VkQueue queue_ = VK_NULL_HANDLE;
    std::uint32_t queue_family_ = 0;
    VkPipelineCache pipeline_cache_ = VK_NULL_HANDLE;
    std::filesystem::path pipeline_cache_file_;
    std::size_t pipeline_cache_loaded_ = 0;  // bytes of driver data taken from the file
    std::string name_;
    VkPhysicalDeviceLimits limits_{};
    VkPhysicalDeviceMemoryProperties memory_{};
    double timestamp_period_ = 0;
    std::uint64_t timestamp_mask_ = 0;
    bool int64_atomics_ = false, scattered_ = false, wide_groups_ = false, anisotropy_ = false, can_present_ = false;
    bool debug_utils_ = false, validation_active_ = false;
    PFN_vkSetDebugUtilsObjectNameEXT set_object_name_ = nullptr;
    PFN_vkCmdBeginDebugUtilsLabelEXT begin_label_ = nullptr;
    PFN_vkCmdEndDebugUtilsLabelEXT end_label_ = nullptr;
    PFN_vkCmdPushDescriptorSetKHR push_descriptors_ = nullptr;
    std::unique_ptr<DeletionQueue> deletions_;
    std::unique_ptr<ShaderReload> shader_reload_;
};

}  // namespace stipple::renderer::vulkan
