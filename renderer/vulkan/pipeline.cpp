#include "renderer/vulkan/pipeline.h"

#include <algorithm>
#include <map>

#include "renderer/vulkan/pipeline_state.h"
#include "renderer/vulkan/shader_reload.h"

namespace stipple::renderer::vulkan {
namespace {

void destroy(VkDevice device, const PipelineObjects& objects) {
    vkDestroyPipeline(device, objects.pipeline, nullptr);
    vkDestroyPipelineLayout(device, objects.layout, nullptr);
    vkDestroyDescriptorSetLayout(device, objects.set_layout, nullptr);
}

// One stage's specialisation: each shader takes those ids it declares.
struct StageSpecialization {
    std::vector<VkSpecializationMapEntry> entries;
    std::vector<std::uint32_t> values;
    VkSpecializationInfo info{};

    StageSpecialization(const std::vector<Specialization>& given, const Reflection& reflection) {
        for (const Specialization& item : given) {
            const auto& known = reflection.specialization_ids;
            if (std::find(known.begin(), known.end(), item.id) == known.end()) continue;
            entries.push_back({item.id, static_cast<std::uint32_t>(values.size() * sizeof(std::uint32_t)), sizeof(std::uint32_t)});
            values.push_back(item.value);
        }
        info = {static_cast<std::uint32_t>(entries.size()), entries.data(), values.size() * sizeof(std::uint32_t), values.data()};
    }
};

void merge_layout(const std::vector<ShaderStage>& stages, const std::string& name, PipelineObjects& objects) {
    std::map<std::uint32_t, ReflectedBinding> bindings;
    for (const ShaderStage& stage : stages) {
        objects.stages |= stage.reflection.stage;
        objects.push_bytes = std::max(objects.push_bytes, stage.reflection.push_bytes);
        for (const ReflectedBinding& binding : stage.reflection.bindings) {
            const auto [at, added] = bindings.emplace(binding.binding, binding);
            require(added || at->second == binding,
                    name + ": its stages disagree on binding " + std::to_string(binding.binding));
        }
    }
    for (const auto& [number, binding] : bindings) objects.bindings.push_back(binding);
}

void create_layout(Device& device, const std::string& name, PipelineObjects& objects) {
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    for (const ReflectedBinding& binding : objects.bindings)
        bindings.push_back({binding.binding, binding.type, binding.count, objects.stages, nullptr});
    VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_PUSH_DESCRIPTOR_BIT_KHR;
    set.bindingCount = static_cast<std::uint32_t>(bindings.size());
    set.pBindings = bindings.data();
    check(vkCreateDescriptorSetLayout(device.handle(), &set, nullptr, &objects.set_layout), "vkCreateDescriptorSetLayout " + name);
    device.set_name(VK_OBJECT_TYPE_DESCRIPTOR_SET_LAYOUT, objects.set_layout, name);

    const VkPushConstantRange range{objects.stages, 0, (objects.push_bytes + 3) / 4 * 4};
    VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layout.setLayoutCount = 1;
    layout.pSetLayouts = &objects.set_layout;
    layout.pushConstantRangeCount = objects.push_bytes > 0 ? 1 : 0;
    layout.pPushConstantRanges = &range;
    check(vkCreatePipelineLayout(device.handle(), &layout, nullptr, &objects.layout), "vkCreatePipelineLayout " + name);
    device.set_name(VK_OBJECT_TYPE_PIPELINE_LAYOUT, objects.layout, name);
}

VkPipelineColorBlendAttachmentState blend_state(Blend blend) {
    VkPipelineColorBlendAttachmentState state{};
    state.colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT | VK_COLOR_COMPONENT_A_BIT;
    if (blend == Blend::replace) return state;
    state.blendEnable = VK_TRUE;
    state.srcColorBlendFactor = state.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    state.dstColorBlendFactor = state.dstAlphaBlendFactor =
        blend == Blend::add ? VK_BLEND_FACTOR_ONE : VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
    return state;
}

VkPipeline create_graphics(Device& device, const PipelineState& state, VkPipelineLayout layout,
                           const std::vector<VkPipelineShaderStageCreateInfo>& stages) {
    const GraphicsDescription& wanted = state.graphics;
    const VkVertexInputBindingDescription vertex{0, wanted.vertex_bytes, VK_VERTEX_INPUT_RATE_VERTEX};
    std::vector<VkVertexInputAttributeDescription> attributes;
    for (const VertexAttribute& a : wanted.attributes) attributes.push_back({a.location, 0, a.format, a.offset});
    VkPipelineVertexInputStateCreateInfo vertices{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    vertices.vertexBindingDescriptionCount = attributes.empty() ? 0 : 1;
    vertices.pVertexBindingDescriptions = &vertex;
    vertices.vertexAttributeDescriptionCount = static_cast<std::uint32_t>(attributes.size());
    vertices.pVertexAttributeDescriptions = attributes.data();
    VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = wanted.topology;
    VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.viewportCount = viewport.scissorCount = 1;
    VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.cullMode = wanted.cull;
    raster.frontFace = wanted.front;
    raster.lineWidth = 1;
    VkPipelineMultisampleStateCreateInfo samples{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    samples.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT;
    VkPipelineDepthStencilStateCreateInfo depth{VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
    depth.depthTestEnable = wanted.depth_test ? VK_TRUE : VK_FALSE;
    depth.depthWriteEnable = wanted.depth_write ? VK_TRUE : VK_FALSE;
    depth.depthCompareOp = wanted.depth_compare;
    std::vector<VkPipelineColorBlendAttachmentState> blends;
    for (std::size_t i = 0; i < wanted.colors.size(); ++i)
        blends.push_back(blend_state(wanted.blends.empty() ? Blend::replace : wanted.blends[i]));
    VkPipelineColorBlendStateCreateInfo blend{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
    blend.attachmentCount = static_cast<std::uint32_t>(blends.size());
    blend.pAttachments = blends.data();
    const VkDynamicState dynamic_states[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    VkPipelineDynamicStateCreateInfo dynamic{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    dynamic.dynamicStateCount = 2;
    dynamic.pDynamicStates = dynamic_states;
    VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
    rendering.colorAttachmentCount = static_cast<std::uint32_t>(wanted.colors.size());
    rendering.pColorAttachmentFormats = wanted.colors.data();
    rendering.depthAttachmentFormat = wanted.depth;

    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO};
    info.pNext = &rendering;
    info.stageCount = static_cast<std::uint32_t>(stages.size());
    info.pStages = stages.data();
    info.pVertexInputState = &vertices;
    info.pInputAssemblyState = &assembly;
    info.pViewportState = &viewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &samples;
    info.pDepthStencilState = &depth;
    info.pColorBlendState = &blend;
    info.pDynamicState = &dynamic;
    info.layout = layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    check(vkCreateGraphicsPipelines(device.handle(), device.pipeline_cache(), 1, &info, nullptr, &pipeline),
          "vkCreateGraphicsPipelines " + state.name);
    return pipeline;
}

VkPipeline create_compute(Device& device, const PipelineState& state, VkPipelineLayout layout,
                          const VkPipelineShaderStageCreateInfo& stage) {
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage = stage;
    info.layout = layout;
    VkPipeline pipeline = VK_NULL_HANDLE;
    check(vkCreateComputePipelines(device.handle(), device.pipeline_cache(), 1, &info, nullptr, &pipeline),
          "vkCreateComputePipelines " + state.name);
    return pipeline;
}

// Shader modules are only needed while the pipeline is made.
struct Modules {
    VkDevice device;
    std::vector<VkShaderModule> handles;
    explicit Modules(VkDevice d) : device(d) {}
    Modules(const Modules&) = delete;
    Modules& operator=(const Modules&) = delete;
    ~Modules() {
        for (const VkShaderModule module : handles) vkDestroyShaderModule(device, module, nullptr);
    }
};

ShaderStage embedded_stage(std::string_view name, VkShaderStageFlagBits expected) {
    const std::span<const std::uint32_t> words = find_shader(name);
    ShaderStage stage{std::string(name), {words.begin(), words.end()}, reflect(name, words)};
    require(stage.reflection.stage == expected, "shader " + stage.name + " is of another stage than asked for");
    return stage;
}

void check_specializations(const PipelineState& state) {
    for (const Specialization& item : state.specializations)
        require(std::any_of(state.stages.begin(), state.stages.end(),
                            [&](const ShaderStage& stage) {
                                const auto& known = stage.reflection.specialization_ids;
                                return std::find(known.begin(), known.end(), item.id) != known.end();
                            }),
                state.name + " has no specialisation constant " + std::to_string(item.id));
}

}  // namespace

PipelineState::PipelineState(Device& d, std::string n, VkPipelineBindPoint p) : device(&d), name(std::move(n)), point(p) {
    device->shader_reload().add(*this);
}

PipelineState::~PipelineState() {
    device->shader_reload().remove(*this);
    device->retire([handle = device->handle(), old = objects] { destroy(handle, old); });
}

void PipelineState::build() {
    PipelineObjects made;
    try {
        merge_layout(stages, name, made);
        create_layout(*device, name, made);
        Modules modules(device->handle());
        std::vector<StageSpecialization> specialized;
        specialized.reserve(stages.size());  // infos point into it
        std::vector<VkPipelineShaderStageCreateInfo> infos;
        for (const ShaderStage& stage : stages) {
            VkShaderModuleCreateInfo module{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
            module.codeSize = stage.words.size() * sizeof(std::uint32_t);
            module.pCode = stage.words.data();
            VkShaderModule handle = VK_NULL_HANDLE;
            check(vkCreateShaderModule(device->handle(), &module, nullptr, &handle), "vkCreateShaderModule " + stage.name);
            modules.handles.push_back(handle);
            device->set_name(VK_OBJECT_TYPE_SHADER_MODULE, handle, stage.name);
            specialized.emplace_back(specializations, stage.reflection);
            VkPipelineShaderStageCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO};
            info.stage = stage.reflection.stage;
            info.module = handle;
            info.pName = "main";
            info.pSpecializationInfo = &specialized.back().info;
            infos.push_back(info);
        }
        if (point == VK_PIPELINE_BIND_POINT_COMPUTE) {
            const Reflection& reflection = stages[0].reflection;
            made.local_size = reflection.local_size;
            for (std::size_t axis = 0; axis < 3; ++axis)
                for (const Specialization& item : specializations)
                    if (reflection.local_size_ids[axis] == static_cast<std::int64_t>(item.id)) made.local_size[axis] = item.value;
            made.pipeline = create_compute(*device, *this, made.layout, infos[0]);
        } else {
            made.pipeline = create_graphics(*device, *this, made.layout, infos);
        }
        device->set_name(VK_OBJECT_TYPE_PIPELINE, made.pipeline, name);
    } catch (...) {
        destroy(device->handle(), made);
        throw;
    }
    std::swap(objects, made);
    if (made.pipeline != VK_NULL_HANDLE)
        device->retire([handle = device->handle(), old = std::move(made)] { destroy(handle, old); });
}

Pipeline::~Pipeline() = default;
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;

VkPipeline Pipeline::handle() const { return state_->objects.pipeline; }
VkPipelineLayout Pipeline::layout() const { return state_->objects.layout; }
const std::string& Pipeline::name() const { return state_->name; }
const std::vector<ReflectedBinding>& Pipeline::bindings() const { return state_->objects.bindings; }
std::uint32_t Pipeline::push_bytes() const { return state_->objects.push_bytes; }
VkShaderStageFlags Pipeline::stages() const { return state_->objects.stages; }
VkPipelineBindPoint Pipeline::bind_point() const { return state_->point; }
std::array<std::uint32_t, 3> Pipeline::local_size() const { return state_->objects.local_size; }

ComputePipeline::ComputePipeline(Device& device, std::string_view shader, std::vector<Specialization> specializations) {
    state_ = std::make_unique<PipelineState>(device, std::string(shader), VK_PIPELINE_BIND_POINT_COMPUTE);
    state_->stages.push_back(embedded_stage(shader, VK_SHADER_STAGE_COMPUTE_BIT));
    state_->specializations = std::move(specializations);
    check_specializations(*state_);
    state_->build();
}

GraphicsPipeline::GraphicsPipeline(Device& device, const GraphicsDescription& description) {
    require(description.blends.empty() || description.blends.size() == description.colors.size(),
            "pipeline " + description.vertex + ": one blend for each colour, or none");
    const std::string name = description.vertex + (description.fragment.empty() ? "" : " + " + description.fragment);
    state_ = std::make_unique<PipelineState>(device, name, VK_PIPELINE_BIND_POINT_GRAPHICS);
    state_->graphics = description;
    state_->specializations = description.specializations;
    state_->stages.push_back(embedded_stage(description.vertex, VK_SHADER_STAGE_VERTEX_BIT));
    if (!description.fragment.empty())
        state_->stages.push_back(embedded_stage(description.fragment, VK_SHADER_STAGE_FRAGMENT_BIT));
    check_specializations(*state_);
    state_->build();
}

}  // namespace stipple::renderer::vulkan
