// What a compiled shader says of itself: descriptors, push constants, local size. Nobody types a layout twice.
#pragma once
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace stipple::renderer::vulkan {

struct ReflectedBinding {
    std::uint32_t binding = 0;
    VkDescriptorType type = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    std::uint32_t count = 1;
    bool operator==(const ReflectedBinding&) const = default;
};
struct Reflection {
    VkShaderStageFlagBits stage = VK_SHADER_STAGE_COMPUTE_BIT;
    std::vector<ReflectedBinding> bindings;  // of set 0, by number; the compiler drops what the shader never reads
    std::uint32_t push_bytes = 0;
    std::array<std::uint32_t, 3> local_size{1, 1, 1};
    // Specialisation ids of the local size, -1 where it is a plain number.
    std::array<std::int64_t, 3> local_size_ids{-1, -1, -1};
    std::vector<std::uint32_t> specialization_ids;
};

// Throws std::runtime_error naming the shader when the words are not SPIR-V or use what this layer does not offer
// (descriptor sets other than 0, run-time descriptor arrays).
[[nodiscard]] Reflection reflect(std::string_view shader, std::span<const std::uint32_t> words);

}  // namespace stipple::renderer::vulkan
