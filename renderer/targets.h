// Everything as large as the picture: images and packed sums for one size, made anew when the size changes.
#pragma once
#include "renderer/frame_setup.h"
#include "renderer/vulkan/device.h"
#include "renderer/vulkan/resources.h"

namespace stipple::renderer {

struct Targets {
    Targets(vulkan::Device& device, std::uint32_t width, std::uint32_t height);

    std::uint32_t width, height;
    vulkan::Image depth;          // reversed: near / distance
    vulkan::Image diffuse;        // leaves bare skin; a: 1 on skin
    vulkan::Image gloss;          // thrown back by the surface
    vulkan::Image strips;         // coverage of large dots, three layers
    vulkan::Image transmittance;  // of the pigment, one crossing; a: 1 on skin
    vulkan::Image picture;        // sRGB bytes
    vulkan::Image average;        // sum of the samples so far, linear
    vulkan::Buffer cells;         // packed sums of small dots, three layers

    // Two images of the reduced size, remade when that changes.
    void fit_reduced(vulkan::Device& device, std::uint32_t reduced_width, std::uint32_t reduced_height);
    vulkan::Image reduced[2];
};

inline constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;
inline constexpr VkFormat kLightFormat = VK_FORMAT_R16G16B16A16_SFLOAT;
// Full floats: half floats lose 2 % of the density where thousands of dots blend into one pixel.
inline constexpr VkFormat kStripFormat = VK_FORMAT_R32G32B32A32_SFLOAT;
// Sums of samples need more than the picture they become.
inline constexpr VkFormat kAverageFormat = VK_FORMAT_R32G32B32A32_SFLOAT;
inline constexpr VkFormat kPictureFormat = VK_FORMAT_R8G8B8A8_UNORM;

}  // namespace stipple::renderer
