// What a pipeline is made of, kept so that it can be made again when its shaders change.
#pragma once
#include <string>
#include <vector>

#include "renderer/vulkan/pipeline.h"
#include "renderer/vulkan/shader.h"

namespace stipple::renderer::vulkan {

struct ShaderStage {
    std::string name;
    std::vector<std::uint32_t> words;
    Reflection reflection;
};

// The Vulkan objects, swapped as one by shader reload.
struct PipelineObjects {
    VkDescriptorSetLayout set_layout = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    VkPipeline pipeline = VK_NULL_HANDLE;
    std::vector<ReflectedBinding> bindings;
    std::uint32_t push_bytes = 0;
    VkShaderStageFlags stages = 0;
    std::array<std::uint32_t, 3> local_size{1, 1, 1};
};

struct PipelineState {
    Device* device = nullptr;
    std::string name;
    VkPipelineBindPoint point = VK_PIPELINE_BIND_POINT_COMPUTE;
    GraphicsDescription graphics;                  // for graphics
    std::vector<Specialization> specializations;
    std::vector<ShaderStage> stages;
    PipelineObjects objects;

    PipelineState(Device& device, std::string name, VkPipelineBindPoint point);
    ~PipelineState();
    PipelineState(const PipelineState&) = delete;
    PipelineState& operator=(const PipelineState&) = delete;

    // Makes new objects from `stages`; throws and changes nothing when that fails. The old ones are retired.
    void build();
};

}  // namespace stipple::renderer::vulkan
