// Pipelines, made from embedded shaders by name. Layouts come from the shaders; set 0 is pushed with each call.
#pragma once
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "renderer/vulkan/device.h"
#include "renderer/vulkan/reflection.h"

namespace stipple::renderer::vulkan {

struct Specialization {
    std::uint32_t id;
    std::uint32_t value;  // bit pattern; floats by std::bit_cast
};

// Adds colour attachments: what each does with what is already there.
enum class Blend {
    replace,
    add,           // destination + source, all channels
    premultiplied  // source + destination * (1 - source alpha)
};

// One input of a vertex shader, read from the one vertex buffer.
struct VertexAttribute {
    std::uint32_t location;
    VkFormat format;
    std::uint32_t offset;  // bytes from the vertex's begin
};

struct GraphicsDescription {
    std::string vertex, fragment;  // shader names. fragment "" writes depth only
    std::vector<VertexAttribute> attributes;  // empty: the shader fetches vertices itself, from storage buffers
    std::uint32_t vertex_bytes = 0;           // from one vertex to the next
    std::vector<VkFormat> colors;
    std::vector<Blend> blends;     // one a colour, or empty for replace
    VkFormat depth = VK_FORMAT_UNDEFINED;
    bool depth_test = false, depth_write = false;
    VkCompareOp depth_compare = VK_COMPARE_OP_GREATER_OR_EQUAL;  // reversed depth
    VkPrimitiveTopology topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    VkCullModeFlags cull = VK_CULL_MODE_NONE;
    VkFrontFace front = VK_FRONT_FACE_COUNTER_CLOCKWISE;  // as seen on the screen
    std::vector<Specialization> specializations;          // given to both shaders, each takes those it knows
};

// Shared by both kinds and by shader reload, which swaps the handle while the owner stays.
struct PipelineState;

class Pipeline {
  public:
    Pipeline() = default;
    ~Pipeline();
    Pipeline(Pipeline&&) noexcept;
    Pipeline& operator=(Pipeline&&) noexcept;

    explicit operator bool() const { return state_ != nullptr; }
    [[nodiscard]] VkPipeline handle() const;
    [[nodiscard]] VkPipelineLayout layout() const;
    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] const std::vector<ReflectedBinding>& bindings() const;
    [[nodiscard]] std::uint32_t push_bytes() const;
    [[nodiscard]] VkShaderStageFlags stages() const;  // of the push constants and descriptors
    [[nodiscard]] VkPipelineBindPoint bind_point() const;
    [[nodiscard]] std::array<std::uint32_t, 3> local_size() const;

  protected:
    std::unique_ptr<PipelineState> state_;
};

class ComputePipeline : public Pipeline {
  public:
    ComputePipeline() = default;
    ComputePipeline(Device& device, std::string_view shader, std::vector<Specialization> specializations = {});
};

class GraphicsPipeline : public Pipeline {
  public:
    GraphicsPipeline() = default;
    GraphicsPipeline(Device& device, const GraphicsDescription& description);
};

}  // namespace stipple::renderer::vulkan
