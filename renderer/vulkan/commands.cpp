#include "renderer/vulkan/commands.h"

#include <algorithm>
#include <cstring>

#include "renderer/vulkan/frame_slot.h"

namespace stipple::renderer::vulkan {

Binding bind(std::uint32_t slot, const Buffer& buffer, std::size_t offset, std::size_t bytes) {
    Binding binding;
    binding.slot = slot;
    binding.kind = Binding::Kind::buffer;
    binding.buffer = {buffer.handle(), offset, bytes};
    binding.buffer_usage = buffer.usage();
    binding.resource = &buffer.name();
    return binding;
}

Binding bind_texels(std::uint32_t slot, const Buffer& buffer) {
    require(buffer.texels() != VK_NULL_HANDLE, "buffer " + buffer.name() + " is bound as texels but has no texel format");
    Binding binding;
    binding.slot = slot;
    binding.kind = Binding::Kind::texels;
    binding.texels = buffer.texels();
    binding.resource = &buffer.name();
    return binding;
}

Binding bind(std::uint32_t slot, const Image& image, const Sampler& sampler) {
    require(image.layout() == VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL || image.layout() == VK_IMAGE_LAYOUT_GENERAL ||
                image.layout() == VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL,
            "image " + image.name() + " is bound to be sampled but not in a layout for it: transition it first");
    Binding binding;
    binding.slot = slot;
    binding.kind = Binding::Kind::sampled_image;
    binding.image = {sampler.handle(), image.view(), image.layout()};
    binding.resource = &image.name();
    return binding;
}

Binding bind_storage(std::uint32_t slot, const Image& image, std::uint32_t mip) {
    require(image.layout() == VK_IMAGE_LAYOUT_GENERAL,
            "image " + image.name() + " is bound for storage but not in the general layout: transition it first");
    Binding binding;
    binding.slot = slot;
    binding.kind = Binding::Kind::storage_image;
    binding.image = {VK_NULL_HANDLE, image.view(mip), image.layout()};
    binding.resource = &image.name();
    return binding;
}

Commands::Scope::Scope(Scope&& other) noexcept
    : commands_(std::exchange(other.commands_, nullptr)), end_query_(other.end_query_) {}

Commands::Scope::~Scope() {
    if (commands_ == nullptr) return;
    if (end_query_ >= 0)
        vkCmdWriteTimestamp2(commands_->handle_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, commands_->slot_->queries,
                             static_cast<std::uint32_t>(end_query_));
    commands_->device_->end_label(commands_->handle_);
}

Commands::Scope Commands::time(std::string_view name) {
    device_->begin_label(handle_, name);
    if (slot_->queries == VK_NULL_HANDLE || slot_->queries_used + 2 > FrameSlot::max_queries) return {this, -1};
    const std::uint32_t begin = slot_->queries_used, end = begin + 1;
    slot_->queries_used += 2;
    slot_->scopes.push_back({std::string(name), begin, end});
    vkCmdWriteTimestamp2(handle_, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, slot_->queries, begin);
    return {this, static_cast<std::int32_t>(end)};
}

void Commands::prepare(const Pipeline& pipeline, const Bindings& bindings, const Push& push) {
    require(static_cast<bool>(pipeline), "a pipeline that was never made is used");
    constexpr std::size_t most = 32;  // maxPushDescriptors of device_choice.cpp
    std::array<VkWriteDescriptorSet, most> writes;
    std::uint32_t count = 0;
    const auto fail = [&](const ReflectedBinding& wanted, const std::string& what) {
        throw std::logic_error(pipeline.name() + ", binding " + std::to_string(wanted.binding) + ": " + what);
    };
    for (const ReflectedBinding& wanted : pipeline.bindings()) {
        if (wanted.count != 1) fail(wanted, "arrays of descriptors are not bound by this layer");
        const auto given = std::find_if(bindings.begin(), bindings.end(),
                                        [&](const Binding& binding) { return binding.slot == wanted.binding; });
        if (given == bindings.end()) fail(wanted, "nothing is given for it");
        VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        write.dstBinding = wanted.binding;
        write.descriptorCount = 1;
        write.descriptorType = wanted.type;
        bool fits = false;
        switch (wanted.type) {
            case VK_DESCRIPTOR_TYPE_STORAGE_BUFFER:
                fits = given->kind == Binding::Kind::buffer && (given->buffer_usage & storage_usage) != 0;
                break;
            case VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER:
                fits = given->kind == Binding::Kind::buffer && (given->buffer_usage & uniform_usage) != 0;
                break;
            case VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER: fits = given->kind == Binding::Kind::texels; break;
            case VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER: fits = given->kind == Binding::Kind::sampled_image; break;
            case VK_DESCRIPTOR_TYPE_STORAGE_IMAGE: fits = given->kind == Binding::Kind::storage_image; break;
            default: break;
        }
        if (!fits) fail(wanted, "'" + *given->resource + "' is of another kind than the shader declares");
        write.pBufferInfo = &given->buffer;
        write.pImageInfo = &given->image;
        write.pTexelBufferView = &given->texels;
        require(count < most, pipeline.name() + " has too many bindings");
        writes[count++] = write;
    }
    vkCmdBindPipeline(handle_, pipeline.bind_point(), pipeline.handle());
    if (count > 0) device_->push_descriptors(handle_, pipeline.bind_point(), pipeline.layout(), count, writes.data());
    if (const std::uint32_t wanted = pipeline.push_bytes(); wanted > 0) {
        // The C++ struct may end in padding that the shader's block does not count.
        const auto rounded = [&](std::size_t to) { return (wanted + to - 1) / to * to; };
        require(push.bytes == wanted || push.bytes == rounded(8) || push.bytes == rounded(16),
                pipeline.name() + " takes " + std::to_string(wanted) + " bytes of push constants, given " +
                    std::to_string(push.bytes));
        vkCmdPushConstants(handle_, pipeline.layout(), pipeline.stages(), 0, wanted, push.data);
    }
}

void Commands::dispatch(const ComputePipeline& pipeline, const Bindings& bindings, const Push& push,
                        std::uint32_t groups_x, std::uint32_t groups_y, std::uint32_t groups_z) {
    require(!rendering_, pipeline.name() + " is dispatched inside begin_rendering");
    prepare(pipeline, bindings, push);
    vkCmdDispatch(handle_, groups_x, groups_y, groups_z);
}

void Commands::dispatch_over(const ComputePipeline& pipeline, const Bindings& bindings, const Push& push,
                             std::uint32_t x, std::uint32_t y, std::uint32_t z) {
    const auto local = pipeline.local_size();
    const auto groups = [](std::uint32_t items, std::uint32_t size) { return items / size + (items % size != 0 ? 1 : 0); };
    dispatch(pipeline, bindings, push, groups(x, local[0]), groups(y, local[1]), groups(z, local[2]));
}

void Commands::dispatch_indirect(const ComputePipeline& pipeline, const Bindings& bindings, const Push& push,
                                 const Buffer& arguments, std::size_t offset) {
    require(!rendering_, pipeline.name() + " is dispatched inside begin_rendering");
    prepare(pipeline, bindings, push);
    vkCmdDispatchIndirect(handle_, arguments.handle(), offset);
}

void Commands::begin_rendering(std::span<const ColorTarget> colors, const DepthTarget* depth) {
    require(!rendering_, "begin_rendering inside begin_rendering");
    const Image* first = !colors.empty() ? colors[0].image : depth != nullptr ? depth->image : nullptr;
    require(first != nullptr, "begin_rendering without attachments");
    const auto take = [&](const Image& image, VkAttachmentLoadOp load, VkImageLayout layout) {
        require(image.width() == first->width() && image.height() == first->height(),
                "attachments " + first->name() + " and " + image.name() + " differ in size");
        transition(image, layout, load == VK_ATTACHMENT_LOAD_OP_LOAD ? Keep::contents : Keep::nothing);
        VkRenderingAttachmentInfo info{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
        info.imageView = image.view(0);
        info.imageLayout = layout;
        info.loadOp = load;
        info.storeOp = VK_ATTACHMENT_STORE_OP_STORE;
        return info;
    };
    std::vector<VkRenderingAttachmentInfo> color_infos;
    for (const ColorTarget& color : colors) {
        color_infos.push_back(take(*color.image, color.load, VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL));
        std::copy(std::begin(color.clear), std::end(color.clear), color_infos.back().clearValue.color.float32);
    }
    VkRenderingAttachmentInfo depth_info{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
    if (depth != nullptr) {
        depth_info = depth->read_only ? take(*depth->image, VK_ATTACHMENT_LOAD_OP_LOAD, VK_IMAGE_LAYOUT_DEPTH_STENCIL_READ_ONLY_OPTIMAL)
                                      : take(*depth->image, depth->load, VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL);
        depth_info.storeOp = depth->read_only ? VK_ATTACHMENT_STORE_OP_NONE : depth->store;
        depth_info.clearValue.depthStencil = {depth->clear, 0};
    }
    VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
    info.renderArea = {{0, 0}, {first->width(), first->height()}};
    info.layerCount = 1;
    info.colorAttachmentCount = static_cast<std::uint32_t>(color_infos.size());
    info.pColorAttachments = color_infos.data();
    info.pDepthAttachment = depth != nullptr ? &depth_info : nullptr;
    vkCmdBeginRendering(handle_, &info);
    rendering_ = true;
    set_viewport(0, 0, static_cast<float>(first->width()), static_cast<float>(first->height()));
    set_scissor(0, 0, first->width(), first->height());
}

void Commands::end_rendering() {
    require(rendering_, "end_rendering without begin_rendering");
    vkCmdEndRendering(handle_);
    rendering_ = false;
}

void Commands::set_viewport(float x, float y, float width, float height) {
    const VkViewport viewport{x, y, width, height, 0, 1};
    vkCmdSetViewport(handle_, 0, 1, &viewport);
}

void Commands::set_scissor(std::int32_t x, std::int32_t y, std::uint32_t width, std::uint32_t height) {
    const VkRect2D scissor{{x, y}, {width, height}};
    vkCmdSetScissor(handle_, 0, 1, &scissor);
}

void Commands::prepare_draw(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push) {
    require(rendering_, pipeline.name() + " is drawn outside begin_rendering");
    prepare(pipeline, bindings, push);
}

void Commands::draw(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push, std::uint32_t vertices,
                    std::uint32_t instances, std::uint32_t first_vertex, std::uint32_t first_instance) {
    prepare_draw(pipeline, bindings, push);
    vkCmdDraw(handle_, vertices, instances, first_vertex, first_instance);
}

void Commands::draw_indexed(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push,
                            const Buffer& indices, std::uint32_t count, std::uint32_t instances,
                            std::uint32_t first_index, std::int32_t vertex_offset, std::uint32_t first_instance) {
    prepare_draw(pipeline, bindings, push);
    vkCmdBindIndexBuffer(handle_, indices.handle(), 0, VK_INDEX_TYPE_UINT32);
    vkCmdDrawIndexed(handle_, count, instances, first_index, vertex_offset, first_instance);
}

void Commands::bind_vertices(const Buffer& vertices) {
    require((vertices.usage() & vertex_usage) != 0, "buffer " + vertices.name() + " was not made for vertices");
    const VkBuffer handle = vertices.handle();
    const VkDeviceSize offset = 0;
    vkCmdBindVertexBuffers(handle_, 0, 1, &handle, &offset);
}

void Commands::draw_indexed(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push,
                            const Buffer& indices, std::span<const IndexRange> ranges) {
    if (ranges.empty()) return;
    prepare_draw(pipeline, bindings, push);
    vkCmdBindIndexBuffer(handle_, indices.handle(), 0, VK_INDEX_TYPE_UINT32);
    for (const IndexRange& range : ranges) vkCmdDrawIndexed(handle_, range.count, 1, range.first, 0, 0);
}

void Commands::draw_indirect(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push,
                             const Buffer& arguments, std::size_t offset) {
    prepare_draw(pipeline, bindings, push);
    vkCmdDrawIndirect(handle_, arguments.handle(), offset, 1, sizeof(VkDrawIndirectCommand));
}

void Commands::draw_indexed_indirect(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push,
                                     const Buffer& indices, const Buffer& arguments, std::size_t offset) {
    prepare_draw(pipeline, bindings, push);
    vkCmdBindIndexBuffer(handle_, indices.handle(), 0, VK_INDEX_TYPE_UINT32);
    vkCmdDrawIndexedIndirect(handle_, arguments.handle(), offset, 1, sizeof(VkDrawIndexedIndirectCommand));
}

}  // namespace stipple::renderer::vulkan
