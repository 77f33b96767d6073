// Owners of device memory. Each is move-only; destroying one hands it to the device, which frees it when the frames that
// may use it are done.
#pragma once
#include <optional>
#include <vulkan/vulkan.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "renderer/vulkan/device.h"

namespace stipple::renderer::vulkan {

// Usages a buffer of this renderer ever has; transfer to and from is always allowed.
inline constexpr VkBufferUsageFlags storage_usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
inline constexpr VkBufferUsageFlags uniform_usage = VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT;
inline constexpr VkBufferUsageFlags index_usage = VK_BUFFER_USAGE_INDEX_BUFFER_BIT;
inline constexpr VkBufferUsageFlags vertex_usage = VK_BUFFER_USAGE_VERTEX_BUFFER_BIT;
inline constexpr VkBufferUsageFlags indirect_usage = VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT;

class Buffer {
  public:
    Buffer() = default;
    // `bytes` 0 is rounded up to 16, so an empty list can still be bound.
    // With a format shaders may read it as texels too (bind_texels): some devices fetch those faster than struct members.
    Buffer(Device& device, std::string_view name, std::size_t bytes, VkBufferUsageFlags usage,
           MemoryKind kind = MemoryKind::device, VkFormat texel_format = VK_FORMAT_UNDEFINED);
    ~Buffer();
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;

    explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
    [[nodiscard]] VkBuffer handle() const { return handle_; }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }
    [[nodiscard]] VkBufferUsageFlags usage() const { return usage_; }
    [[nodiscard]] VkBufferView texels() const { return texels_; }  // all of it; null without a format
    [[nodiscard]] const std::string& name() const { return name_; }

    // Host view of an upload or readback buffer. Reads are valid once the frame that wrote it has been waited for.
    [[nodiscard]] std::span<std::byte> mapped() const;
    template <class T>
    [[nodiscard]] std::span<T> mapped_as() const {
        auto all = mapped();
        return {reinterpret_cast<T*>(all.data()), all.size() / sizeof(T)};
    }

  private:
    Device* device_ = nullptr;
    VkBuffer handle_ = VK_NULL_HANDLE;
    VkBufferView texels_ = VK_NULL_HANDLE;
    Allocation memory_;
    std::size_t bytes_ = 0;
    VkBufferUsageFlags usage_ = 0;
    std::string name_;
};

struct ImageDescription {
    std::uint32_t width = 1, height = 1;
    VkFormat format = VK_FORMAT_R8G8B8A8_UNORM;
    VkImageUsageFlags usage = VK_IMAGE_USAGE_SAMPLED_BIT;  // transfer to and from is always added
    std::uint32_t mips = 1;
};
// Mip levels down to 1x1.
[[nodiscard]] std::uint32_t full_mips(std::uint32_t width, std::uint32_t height);

class Image {
  public:
    Image() = default;
    Image(Device& device, std::string_view name, const ImageDescription& description);
    ~Image();
    Image(Image&& other) noexcept;
    Image& operator=(Image&& other) noexcept;

    explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
    [[nodiscard]] VkImage handle() const { return handle_; }
    [[nodiscard]] VkImageView view() const { return view_; }                 // all mips
    [[nodiscard]] VkImageView view(std::uint32_t mip) const { return mip_views_.at(mip); }  // one mip
    [[nodiscard]] std::uint32_t width() const { return description_.width; }
    [[nodiscard]] std::uint32_t height() const { return description_.height; }
    [[nodiscard]] std::uint32_t mips() const { return description_.mips; }
    [[nodiscard]] VkFormat format() const { return description_.format; }
    [[nodiscard]] VkImageUsageFlags usage() const { return description_.usage; }
    [[nodiscard]] VkImageAspectFlags aspect() const;
    [[nodiscard]] const std::string& name() const { return name_; }

    // Layout after the commands recorded so far. Commands::transition keeps it; resources are recorded in the order they
    // are submitted, so one value is enough.
    [[nodiscard]] VkImageLayout layout() const { return layout_; }
    void set_layout(VkImageLayout layout) const { layout_ = layout; }

  private:
    Device* device_ = nullptr;
    VkImage handle_ = VK_NULL_HANDLE;
    VkImageView view_ = VK_NULL_HANDLE;
    std::vector<VkImageView> mip_views_;
    Allocation memory_;
    ImageDescription description_;
    mutable VkImageLayout layout_ = VK_IMAGE_LAYOUT_UNDEFINED;
    std::string name_;
};

struct SamplerDescription {
    VkFilter filter = VK_FILTER_LINEAR;
    std::optional<VkFilter> magnified{};  // where it differs from `filter`
    VkSamplerMipmapMode mip_mode = VK_SAMPLER_MIPMAP_MODE_LINEAR;
    VkSamplerAddressMode address = VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
    std::optional<VkSamplerAddressMode> address_v{};  // where it differs from `address`
    float max_anisotropy = 1;  // capped by the device, 1 where it has none
};
class Sampler {
  public:
    Sampler() = default;
    Sampler(Device& device, std::string_view name, const SamplerDescription& description);
    ~Sampler();
    Sampler(Sampler&& other) noexcept;
    Sampler& operator=(Sampler&& other) noexcept;
    [[nodiscard]] VkSampler handle() const { return handle_; }

  private:
    Device* device_ = nullptr;
    VkSampler handle_ = VK_NULL_HANDLE;
};

}  // namespace stipple::renderer::vulkan
