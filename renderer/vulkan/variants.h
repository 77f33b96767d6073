// Pipelines of one shader for frame-wide choices. A shader must not test such a choice while it runs: software drivers
// compute both sides of every `if`, so each choice is a specialisation constant and each combination a pipeline of its own.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "renderer/vulkan/pipeline.h"

namespace stipple::renderer::vulkan {

// The values of constant_id 0, 1, ... in order; booleans as 0 or 1. The shaders declare exactly so many.
using VariantValues = std::vector<std::uint32_t>;

[[nodiscard]] inline std::vector<Specialization> specializations(const VariantValues& values) {
    std::vector<Specialization> all;
    for (std::uint32_t id = 0; id < values.size(); ++id) all.push_back({id, values[id]});
    return all;
}

// Each combination is made when first asked for and kept; asking for it early keeps the making out of a moving picture.
// The caller bounds their number by what it asks for.
class ComputeVariants {
  public:
    ComputeVariants(Device& device, std::string_view shader) : device_(&device), shader_(shader) {}

    [[nodiscard]] const ComputePipeline& operator()(const VariantValues& values) {
        const auto found = made_.find(values);
        if (found != made_.end()) return found->second;
        return made_.emplace(values, ComputePipeline(*device_, shader_, specializations(values))).first->second;
    }

  private:
    Device* device_;
    std::string shader_;
    std::map<VariantValues, ComputePipeline> made_;
};

class GraphicsVariants {
  public:
    GraphicsVariants(Device& device, GraphicsDescription description)
        : device_(&device), description_(std::move(description)) {}

    [[nodiscard]] const GraphicsPipeline& operator()(const VariantValues& values) {
        const auto found = made_.find(values);
        if (found != made_.end()) return found->second;
        GraphicsDescription description = description_;
        description.specializations = specializations(values);
        return made_.emplace(values, GraphicsPipeline(*device_, description)).first->second;
    }

  private:
    Device* device_;
    GraphicsDescription description_;
    std::map<VariantValues, GraphicsPipeline> made_;
};

}  // namespace stipple::renderer::vulkan
