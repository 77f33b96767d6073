#include "renderer/vulkan/resources.h"

#include <algorithm>
#include <memory>

namespace stipple::renderer::vulkan {

// The constructors delegate to the empty one, so that the destructor cleans up when a later step throws.
Buffer::Buffer(Device& device, std::string_view name, std::size_t bytes, VkBufferUsageFlags usage, MemoryKind kind,
               VkFormat texel_format)
    : Buffer() {
    device_ = &device;
    name_ = name;
    bytes_ = std::max<std::size_t>((bytes + 3) / 4 * 4, 16);
    usage_ = usage | VK_BUFFER_USAGE_TRANSFER_SRC_BIT | VK_BUFFER_USAGE_TRANSFER_DST_BIT;
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    if (texel_format != VK_FORMAT_UNDEFINED) usage_ |= VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT;
    info.size = bytes_;
    info.usage = usage_;
    check(vkCreateBuffer(device.handle(), &info, nullptr, &handle_), "vkCreateBuffer " + name_);
    VkMemoryRequirements needs{};
    vkGetBufferMemoryRequirements(device.handle(), handle_, &needs);
    memory_ = device.allocate(needs, kind, name);
    check(vkBindBufferMemory(device.handle(), handle_, memory_.memory, 0), "vkBindBufferMemory " + name_);
    device.set_name(VK_OBJECT_TYPE_BUFFER, handle_, name);
    if (texel_format == VK_FORMAT_UNDEFINED) return;
    VkBufferViewCreateInfo view{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
    view.buffer = handle_;
    view.format = texel_format;
    view.range = VK_WHOLE_SIZE;
    check(vkCreateBufferView(device.handle(), &view, nullptr, &texels_), "vkCreateBufferView " + name_);
    device.set_name(VK_OBJECT_TYPE_BUFFER_VIEW, texels_, name);
}

Buffer::~Buffer() {
    if (device_ == nullptr) return;
    device_->retire([device = device_->handle(), buffer = handle_, view = texels_, memory = memory_.memory] {
        vkDestroyBufferView(device, view, nullptr);
        vkDestroyBuffer(device, buffer, nullptr);
        vkFreeMemory(device, memory, nullptr);
    });
}

Buffer::Buffer(Buffer&& other) noexcept
    : device_(std::exchange(other.device_, nullptr)),
      handle_(std::exchange(other.handle_, VK_NULL_HANDLE)),
      texels_(std::exchange(other.texels_, VK_NULL_HANDLE)),
      memory_(other.memory_),
      bytes_(other.bytes_),
      usage_(other.usage_),
      name_(std::move(other.name_)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    if (this != &other) {
        std::destroy_at(this);
        std::construct_at(this, std::move(other));
    }
    return *this;
}

std::span<std::byte> Buffer::mapped() const {
    require(memory_.mapped != nullptr, "buffer " + name_ + " is not for the host");
    return {static_cast<std::byte*>(memory_.mapped), bytes_};
}

std::uint32_t full_mips(std::uint32_t width, std::uint32_t height) {
    std::uint32_t levels = 1;
    for (std::uint32_t side = std::max(width, height); side > 1; side /= 2) ++levels;
    return levels;
}

VkImageAspectFlags Image::aspect() const {
    switch (description_.format) {
        case VK_FORMAT_D16_UNORM:
        case VK_FORMAT_D32_SFLOAT:
        case VK_FORMAT_X8_D24_UNORM_PACK32: return VK_IMAGE_ASPECT_DEPTH_BIT;
        default: return VK_IMAGE_ASPECT_COLOR_BIT;
    }
}

Image::Image(Device& device, std::string_view name, const ImageDescription& description)
    : Image() {
    device_ = &device;
    name_ = name;
    description_ = description;
    description_.usage |= VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    require(description.width > 0 && description.height > 0 && description.mips > 0, "image " + name_ + " is empty");
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = description_.format;
    info.extent = {description_.width, description_.height, 1};
    info.mipLevels = description_.mips;
    info.arrayLayers = 1;
    info.samples = VK_SAMPLE_COUNT_1_BIT;
    info.tiling = VK_IMAGE_TILING_OPTIMAL;
    info.usage = description_.usage;
    check(vkCreateImage(device.handle(), &info, nullptr, &handle_), "vkCreateImage " + name_);
    VkMemoryRequirements needs{};
    vkGetImageMemoryRequirements(device.handle(), handle_, &needs);
    memory_ = device.allocate(needs, MemoryKind::device, name);
    check(vkBindImageMemory(device.handle(), handle_, memory_.memory, 0), "vkBindImageMemory " + name_);
    device.set_name(VK_OBJECT_TYPE_IMAGE, handle_, name);

    VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    view.image = handle_;
    view.viewType = VK_IMAGE_VIEW_TYPE_2D;
    view.format = description_.format;
    const auto make_view = [&](std::uint32_t first, std::uint32_t count) {
        VkImageView result = VK_NULL_HANDLE;
        view.subresourceRange = {aspect(), first, count, 0, 1};
        check(vkCreateImageView(device.handle(), &view, nullptr, &result), "vkCreateImageView " + name_);
        device.set_name(VK_OBJECT_TYPE_IMAGE_VIEW, result, name);
        return result;
    };
    constexpr VkImageUsageFlags viewed = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT |
                                         VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
    if ((description_.usage & viewed) == 0) return;  // only copied: may not have views
    view_ = make_view(0, description_.mips);
    for (std::uint32_t mip = 0; mip < description_.mips; ++mip) mip_views_.push_back(make_view(mip, 1));
}

Image::~Image() {
    if (device_ == nullptr) return;
    device_->retire([device = device_->handle(), image = handle_, memory = memory_.memory, view = view_,
                     mip_views = std::move(mip_views_)] {
        for (const VkImageView mip : mip_views) vkDestroyImageView(device, mip, nullptr);
        vkDestroyImageView(device, view, nullptr);
        vkDestroyImage(device, image, nullptr);
        vkFreeMemory(device, memory, nullptr);
    });
}

Image::Image(Image&& other) noexcept
    : device_(std::exchange(other.device_, nullptr)),
      handle_(std::exchange(other.handle_, VK_NULL_HANDLE)),
      view_(other.view_),
      mip_views_(std::move(other.mip_views_)),
      memory_(other.memory_),
      description_(other.description_),
      layout_(other.layout_),
      name_(std::move(other.name_)) {}

Image& Image::operator=(Image&& other) noexcept {
    if (this != &other) {
        std::destroy_at(this);
        std::construct_at(this, std::move(other));
    }
    return *this;
}

Sampler::Sampler(Device& device, std::string_view name, const SamplerDescription& description) : Sampler() {
    device_ = &device;
    VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
    info.minFilter = description.filter;
    info.magFilter = description.magnified.value_or(description.filter);
    info.mipmapMode = description.mip_mode;
    info.addressModeU = info.addressModeW = description.address;
    info.addressModeV = description.address_v.value_or(description.address);
    info.maxLod = VK_LOD_CLAMP_NONE;
    if (device.anisotropy() && description.max_anisotropy > 1) {
        info.anisotropyEnable = VK_TRUE;
        info.maxAnisotropy = std::min(description.max_anisotropy, device.limits().maxSamplerAnisotropy);
    }
    check(vkCreateSampler(device.handle(), &info, nullptr, &handle_), "vkCreateSampler");
    device.set_name(VK_OBJECT_TYPE_SAMPLER, handle_, name);
}

Sampler::~Sampler() {
    if (device_ == nullptr) return;
    device_->retire([device = device_->handle(), sampler = handle_] { vkDestroySampler(device, sampler, nullptr); });
}

Sampler::Sampler(Sampler&& other) noexcept
    : device_(std::exchange(other.device_, nullptr)), handle_(std::exchange(other.handle_, VK_NULL_HANDLE)) {}

Sampler& Sampler::operator=(Sampler&& other) noexcept {
    if (this != &other) {
        std::destroy_at(this);
        std::construct_at(this, std::move(other));
    }
    return *this;
}

}  // namespace stipple::renderer::vulkan
