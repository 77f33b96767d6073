// The driver's pipeline cache on disk. The file is an aid: anything wrong with it means starting empty.
#pragma once
#include <vulkan/vulkan.h>

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

namespace stipple::renderer::vulkan {

// Whether these bytes begin with a cache header of this very device and driver.
[[nodiscard]] bool cache_fits(std::span<const std::byte> bytes, const VkPhysicalDeviceProperties& device);
// The driver's bytes out of the file; empty when there is no file, it is another device's, cut off, or changed since it
// was written: the file begins with our own length and checksum, because drivers trust what follows the header.
[[nodiscard]] std::vector<std::byte> read_pipeline_cache(const std::filesystem::path& file,
                                                         const VkPhysicalDeviceProperties& device);
// Written beside and renamed, so no reader sees half a file. False when the disk refuses.
bool write_pipeline_cache(const std::filesystem::path& file, std::span<const std::byte> bytes);

}  // namespace stipple::renderer::vulkan
