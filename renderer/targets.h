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
    vulkan::Image surface;        // of the head where depth > 0, packed: surface.glsl
    vulkan::Image surface_light;  // the same, of what light asks beside it
    vulkan::Image strips;         // coverage of large dots, three layers
    vulkan::Image transmittance;  // of the pigment, one crossing, packed: surface.glsl
    vulkan::Image picture;        // sRGB bytes
    vulkan::Image average;        // sum of the samples so far, linear; a: how many of them show the head
    vulkan::Buffer cells;         // packed sums of dots, three layers; R32G32_UINT as texels
    vulkan::Buffer densities;     // sums of discs' densities, three a place; made by the first frame that sums them

    // Room for sums over a grid of so many places: as many as pixels, and somewhat more for the parts of a finer one.
    void fit_sums(vulkan::Device& device, std::uint32_t columns, std::uint32_t rows, bool with_densities);

    // What hair_strand.frag leaves of hairs that are seen one by one, and means over blocks of this side in pixels; made by the first frame
    // that shows such.
    void fit_shafts(vulkan::Device& device, std::uint32_t block);
    vulkan::Image shaft_mirrored, shaft_matt, shaft_through, shaft_shadows, shaft_shadow_means;
    std::uint32_t shaft_block = 0;

    // The images the sideways diffusion works on, for blocks of this side in pixels; remade when that changes.
    void fit_reduced(vulkan::Device& device, std::uint32_t block, std::uint32_t grid_shift);
    std::uint32_t reduced_block = 0, means_side = 0;
    vulkan::Image means;       // of the transmittance over squares of resolve_side
    vulkan::Image reduced[2];  // over blocks
};

// Side in pixels of the square an invocation of resolve.comp takes: whole squares make a block.
inline constexpr std::uint32_t kResolveSide = 4;  // places of the grid at most
[[nodiscard]] constexpr std::uint32_t resolve_side(std::uint32_t block, std::uint32_t grid_shift) {
    const std::uint32_t most = kResolveSide >> grid_shift;
    return block < most ? block : most;
}

inline constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;
// Whole words are stored and read as they are: formats that convert cost lavapipe several milliseconds a picture.
inline constexpr VkFormat kSurfaceFormat = VK_FORMAT_R32G32B32A32_UINT;
inline constexpr VkFormat kSurfaceLightFormat = VK_FORMAT_R32G32_UINT;
inline constexpr VkFormat kTransmittanceFormat = VK_FORMAT_R32_UINT;
inline constexpr VkFormat kMeansFormat = VK_FORMAT_R32G32B32A32_SFLOAT;
inline constexpr VkFormat kReducedFormat = VK_FORMAT_R16G16B16A16_SFLOAT;  // any device filters these linearly
inline constexpr VkFormat kShaftFormat = VK_FORMAT_R16G16B16A16_SFLOAT;  // any device blends these
// Full floats: half floats lose 2 % of the density where thousands of dots blend into one pixel.
inline constexpr VkFormat kStripFormat = VK_FORMAT_R32G32B32A32_SFLOAT;
// Sums of samples need more than the picture they become.
inline constexpr VkFormat kAverageFormat = VK_FORMAT_R32G32B32A32_SFLOAT;
inline constexpr VkFormat kPictureFormat = VK_FORMAT_R8G8B8A8_UNORM;

}  // namespace stipple::renderer
