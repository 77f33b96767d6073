// Commands, second half: barriers, and what moves bytes about.
#include <algorithm>
#include <cstring>

#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/frame_slot.h"

namespace stipple::renderer::vulkan {

Access layout_access(VkImageLayout layout) {
    switch (layout) {
        case VK_IMAGE_LAYOUT_UNDEFINED: return access::none;
        case VK_IMAGE_LAYOUT_GENERAL: return access::compute_write | access::fragment_read | access::vertex_read;
        case VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL: return access::shader_read;
        case VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL: return access::color_write;
        case VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL: return access::depth_write;
        case VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL: return access::depth_read | access::shader_read;
        case VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL: return access::transfer_read;
        case VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL: return access::transfer_write;
        default: return access::everything;
    }
}

namespace {

constexpr VkAccessFlags2 writes = VK_ACCESS_2_SHADER_WRITE_BIT | VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT |
                                  VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT | VK_ACCESS_2_TRANSFER_WRITE_BIT |
                                  VK_ACCESS_2_HOST_WRITE_BIT | VK_ACCESS_2_MEMORY_WRITE_BIT;

VkImageMemoryBarrier2 image_barrier(const Image& image, Access from, Access to, VkImageLayout old_layout,
                                    VkImageLayout new_layout) {
    VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
    barrier.srcStageMask = from.stages;
    barrier.srcAccessMask = from.access & writes;  // reads need only the stages
    barrier.dstStageMask = to.stages;
    barrier.dstAccessMask = to.access;
    barrier.oldLayout = old_layout;
    barrier.newLayout = new_layout;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.image = image.handle();
    barrier.subresourceRange = {image.aspect(), 0, VK_REMAINING_MIP_LEVELS, 0, 1};
    return barrier;
}

void record(VkCommandBuffer commands, const VkImageMemoryBarrier2& barrier) {
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.imageMemoryBarrierCount = 1;
    info.pImageMemoryBarriers = &barrier;
    vkCmdPipelineBarrier2(commands, &info);
}

std::uint32_t texel_bytes(const Image& image) {
    switch (image.format()) {
        case VK_FORMAT_R8_UNORM: return 1;
        case VK_FORMAT_R8G8_UNORM:
        case VK_FORMAT_R16_UNORM:
        case VK_FORMAT_R16_SFLOAT:
        case VK_FORMAT_D16_UNORM: return 2;
        case VK_FORMAT_R8G8B8A8_UNORM:
        case VK_FORMAT_R8G8B8A8_SRGB:
        case VK_FORMAT_B8G8R8A8_UNORM:
        case VK_FORMAT_B8G8R8A8_SRGB:
        case VK_FORMAT_R16G16_SFLOAT:
        case VK_FORMAT_R32_SFLOAT:
        case VK_FORMAT_R32_UINT:
        case VK_FORMAT_R32_SINT:
        case VK_FORMAT_A2B10G10R10_UNORM_PACK32:
        case VK_FORMAT_B10G11R11_UFLOAT_PACK32:
        case VK_FORMAT_D32_SFLOAT: return 4;
        case VK_FORMAT_R16G16B16A16_SFLOAT:
        case VK_FORMAT_R16G16B16A16_UNORM:
        case VK_FORMAT_R32G32_SFLOAT:
        case VK_FORMAT_R32G32_UINT: return 8;
        case VK_FORMAT_R32G32B32A32_SFLOAT:
        case VK_FORMAT_R32G32B32A32_UINT: return 16;
        default: throw std::logic_error("image " + image.name() + ": add the texel size of its format to transfer.cpp");
    }
}

VkBufferImageCopy whole_mip(const Image& image, std::uint32_t mip, std::size_t offset) {
    VkBufferImageCopy region{};
    region.bufferOffset = offset;
    region.imageSubresource = {image.aspect(), mip, 0, 1};
    region.imageExtent = {std::max(1U, image.width() >> mip), std::max(1U, image.height() >> mip), 1};
    return region;
}

std::size_t mip_bytes(const Image& image, std::uint32_t mip) {
    const VkExtent3D extent = whole_mip(image, mip, 0).imageExtent;
    return std::size_t{extent.width} * extent.height * texel_bytes(image);
}

}  // namespace

void Commands::barrier(Access from, Access to) {
    require(!rendering_, "a barrier inside begin_rendering");
    VkMemoryBarrier2 memory{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
    memory.srcStageMask = from.stages;
    memory.srcAccessMask = from.access & writes;
    memory.dstStageMask = to.stages;
    memory.dstAccessMask = to.access;
    VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
    info.memoryBarrierCount = 1;
    info.pMemoryBarriers = &memory;
    vkCmdPipelineBarrier2(handle_, &info);
}

void Commands::transition(const Image& image, VkImageLayout layout, Keep keep) {
    require(!rendering_, "image " + image.name() + " changes layout inside begin_rendering");
    const VkImageLayout old = image.layout();
    const Access from = layout_access(old), to = layout_access(layout);
    if (old == layout && (from.access & writes) == 0) return;
    record(handle_, image_barrier(image, from, to, keep == Keep::nothing ? VK_IMAGE_LAYOUT_UNDEFINED : old, layout));
    image.set_layout(layout);
}

void Commands::upload(const Buffer& to, std::span<const std::byte> data, std::size_t offset) {
    if (data.empty()) return;
    require(offset + data.size() <= to.bytes(), "upload past the end of " + to.name());
    const Staging::Piece piece = slot_->staging.take(*device_, data.size());
    std::memcpy(piece.host, data.data(), data.size());
    const VkBufferCopy region{piece.offset, offset, data.size()};
    vkCmdCopyBuffer(handle_, piece.buffer->handle(), to.handle(), 1, &region);
}

void Commands::upload(const Image& to, std::span<const std::byte> pixels, std::uint32_t mip, std::uint32_t first_row) {
    require(mip < to.mips(), "image " + to.name() + " has no such mip");
    VkBufferImageCopy region = whole_mip(to, mip, 0);
    const std::size_t row_bytes = std::size_t{region.imageExtent.width} * texel_bytes(to), rows = pixels.size() / row_bytes;
    require(pixels.size() % row_bytes == 0 && first_row + rows <= region.imageExtent.height, "image " + to.name() + " is uploaded with another size");
    if (rows == 0) return;
    const Staging::Piece piece = slot_->staging.take(*device_, pixels.size());
    std::memcpy(piece.host, pixels.data(), pixels.size());
    transition(to, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
    region.bufferOffset = piece.offset;
    region.imageOffset.y = std::int32_t(first_row);
    region.imageExtent.height = std::uint32_t(rows);
    vkCmdCopyBufferToImage(handle_, piece.buffer->handle(), to.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region);
}

void Commands::generate_mips(const Image& image) {
    transition(image, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL);
    const auto level = [&](std::uint32_t mip, VkImageLayout old, VkImageLayout now) {
        VkImageMemoryBarrier2 barrier = image_barrier(image, layout_access(old), layout_access(now), old, now);
        barrier.subresourceRange.baseMipLevel = mip;
        barrier.subresourceRange.levelCount = 1;
        record(handle_, barrier);
    };
    for (std::uint32_t mip = 0; mip < image.mips(); ++mip) {
        if (mip > 0) {
            const VkExtent3D from = whole_mip(image, mip - 1, 0).imageExtent, to = whole_mip(image, mip, 0).imageExtent;
            VkImageBlit2 region{VK_STRUCTURE_TYPE_IMAGE_BLIT_2};
            region.srcSubresource = {image.aspect(), mip - 1, 0, 1};
            region.dstSubresource = {image.aspect(), mip, 0, 1};
            region.srcOffsets[1] = {static_cast<std::int32_t>(from.width), static_cast<std::int32_t>(from.height), 1};
            region.dstOffsets[1] = {static_cast<std::int32_t>(to.width), static_cast<std::int32_t>(to.height), 1};
            VkBlitImageInfo2 info{VK_STRUCTURE_TYPE_BLIT_IMAGE_INFO_2};
            info.srcImage = info.dstImage = image.handle();
            info.srcImageLayout = VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL;
            info.dstImageLayout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
            info.regionCount = 1;
            info.pRegions = &region;
            info.filter = VK_FILTER_LINEAR;
            vkCmdBlitImage2(handle_, &info);
        }
        level(mip, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    }
    image.set_layout(VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    transition(image, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
}

void Commands::fill(const Buffer& buffer, std::uint32_t value, std::size_t offset, std::size_t bytes) {
    vkCmdFillBuffer(handle_, buffer.handle(), offset, bytes, value);
}

void Commands::copy(const Buffer& from, const Buffer& to, std::size_t bytes, std::size_t from_offset, std::size_t to_offset) {
    require(from_offset + bytes <= from.bytes() && to_offset + bytes <= to.bytes(),
            "copy past the end of " + from.name() + " or " + to.name());
    if (bytes == 0) return;
    const VkBufferCopy region{from_offset, to_offset, bytes};
    vkCmdCopyBuffer(handle_, from.handle(), to.handle(), 1, &region);
}

void Commands::copy(const Image& from, const Buffer& to, std::size_t to_offset) {
    require(from.layout() == VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, "image " + from.name() + " is not ready to be copied from");
    require(to_offset + mip_bytes(from, 0) <= to.bytes(), "image " + from.name() + " does not fit into " + to.name());
    const VkBufferImageCopy region = whole_mip(from, 0, to_offset);
    vkCmdCopyImageToBuffer(handle_, from.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, to.handle(), 1, &region);
}

void Commands::clear(const Image& image, VkClearColorValue value) {
    const VkImageSubresourceRange all{image.aspect(), 0, VK_REMAINING_MIP_LEVELS, 0, 1};
    vkCmdClearColorImage(handle_, image.handle(), image.layout(), &value, 1, &all);
}

}  // namespace stipple::renderer::vulkan
