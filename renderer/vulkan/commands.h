// One recording. What a dispatch or draw reads and writes stands beside it; barriers are said aloud, nothing is inferred
// except an image's own layout.
#pragma once
#include <vulkan/vulkan.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "renderer/vulkan/barriers.h"
#include "renderer/vulkan/pipeline.h"
#include "renderer/vulkan/resources.h"

namespace stipple::renderer::vulkan {

struct Binding {
    enum class Kind { buffer, texels, sampled_image, storage_image };
    std::uint32_t slot = 0;
    Kind kind = Kind::buffer;
    VkDescriptorBufferInfo buffer{};
    VkDescriptorImageInfo image{};
    VkBufferView texels = VK_NULL_HANDLE;
    VkBufferUsageFlags buffer_usage = 0;
    const std::string* resource = nullptr;  // name, for messages
};
// Bindings may hold more than a shader reads (the compiler drops what is not used); one it reads and does not get, or gets
// as another kind, is a std::logic_error naming shader and slot.
using Bindings = std::vector<Binding>;

[[nodiscard]] Binding bind(std::uint32_t slot, const Buffer& buffer, std::size_t offset = 0, std::size_t bytes = VK_WHOLE_SIZE);
// The buffer must have been made with a texel format.
[[nodiscard]] Binding bind_texels(std::uint32_t slot, const Buffer& buffer);
// The image must be in SHADER_READ_ONLY_OPTIMAL, DEPTH_STENCIL_READ_ONLY_OPTIMAL or GENERAL when this is called.
[[nodiscard]] Binding bind(std::uint32_t slot, const Image& image, const Sampler& sampler);
// The image must be in GENERAL when this is called.
[[nodiscard]] Binding bind_storage(std::uint32_t slot, const Image& image, std::uint32_t mip = 0);

// Push constants: any plain struct, or {} for none. Its size must be what the shader declares.
struct Push {
    const void* data = nullptr;
    std::size_t bytes = 0;
    Push() = default;
    template <class T>
        requires(std::is_trivially_copyable_v<T> && !std::is_pointer_v<T> && !std::is_same_v<T, Push>)
    Push(const T& value) : data(&value), bytes(sizeof(T)) {}  // NOLINT: implicit on purpose
};

struct ColorTarget {
    const Image* image = nullptr;
    VkAttachmentLoadOp load = VK_ATTACHMENT_LOAD_OP_CLEAR;
    float clear[4] = {0, 0, 0, 0};
};
struct DepthTarget {
    const Image* image = nullptr;
    VkAttachmentLoadOp load = VK_ATTACHMENT_LOAD_OP_CLEAR;
    float clear = 0;  // reversed depth: 0 is infinitely far
    VkAttachmentStoreOp store = VK_ATTACHMENT_STORE_OP_STORE;
    bool read_only = false;  // tested, not written: may be sampled at the same time; `load` and `store` do not matter
};

struct IndexRange {
    std::uint32_t first = 0, count = 0;
};

enum class Keep { contents, nothing };

struct FrameSlot;  // what one frame in flight owns; see frame_ring.h

class Commands {
  public:
    // Writes both timestamps and a debug label around its life. Scopes may nest.
    class Scope {
      public:
        Scope(Scope&& other) noexcept;
        Scope& operator=(Scope&&) = delete;
        ~Scope();

      private:
        friend class Commands;
        Scope(Commands* commands, std::int32_t end_query) : commands_(commands), end_query_(end_query) {}
        Commands* commands_;
        std::int32_t end_query_;  // -1: out of queries or no timestamps, label only
    };
    [[nodiscard]] Scope time(std::string_view name);

    // Data goes through the frame's staging memory, so `data` may die at once. The copy is a transfer: follow it with
    // barrier(access::transfer_write, ...), and precede it with one when the device may still be using the range.
    void upload(const Buffer& to, std::span<const std::byte> data, std::size_t offset = 0);
    template <class T>
        requires std::is_trivially_copyable_v<T>
    void upload(const Buffer& to, std::span<const T> data, std::size_t offset = 0) {
        upload(to, std::as_bytes(data), offset);
    }
    template <class T>
        requires std::is_trivially_copyable_v<T>
    void upload_value(const Buffer& to, const T& value, std::size_t offset = 0) {
        upload(to, std::as_bytes(std::span<const T, 1>(&value, 1)), offset);
    }
    // Whole rows of a mip from `first_row` on, tightly packed. Leaves the image in TRANSFER_DST_OPTIMAL.
    void upload(const Image& to, std::span<const std::byte> pixels, std::uint32_t mip = 0, std::uint32_t first_row = 0);
    // Fills mips 1.. from mip 0 by linear blits; leaves the image in SHADER_READ_ONLY_OPTIMAL.
    void generate_mips(const Image& image);

    // Offsets and sizes in bytes, multiples of 4.
    void fill(const Buffer& buffer, std::uint32_t value, std::size_t offset = 0, std::size_t bytes = VK_WHOLE_SIZE);
    void copy(const Buffer& from, const Buffer& to, std::size_t bytes, std::size_t from_offset = 0, std::size_t to_offset = 0);
    // Mip 0, rows tightly packed. The image must be in TRANSFER_SRC_OPTIMAL.
    void copy(const Image& from, const Buffer& to, std::size_t to_offset = 0);
    void clear(const Image& image, VkClearColorValue value);  // image in TRANSFER_DST_OPTIMAL or GENERAL

    void dispatch(const ComputePipeline& pipeline, const Bindings& bindings, const Push& push, std::uint32_t groups_x,
                  std::uint32_t groups_y = 1, std::uint32_t groups_z = 1);
    // As many groups of the shader's own size as cover so many invocations.
    void dispatch_over(const ComputePipeline& pipeline, const Bindings& bindings, const Push& push, std::uint32_t x,
                       std::uint32_t y = 1, std::uint32_t z = 1);
    void dispatch_indirect(const ComputePipeline& pipeline, const Bindings& bindings, const Push& push,
                           const Buffer& arguments, std::size_t offset = 0);

    // Moves the images to their attachment layouts (dropping old contents where the load op does not keep them), sets
    // viewport and scissor to the whole image.
    void begin_rendering(std::span<const ColorTarget> colors, const DepthTarget* depth = nullptr);
    void begin_rendering(std::initializer_list<ColorTarget> colors, const DepthTarget* depth = nullptr) {
        begin_rendering(std::span<const ColorTarget>(colors.begin(), colors.size()), depth);
    }
    void end_rendering();
    // Pixels from the top left corner of the current attachments.
    void set_viewport(float x, float y, float width, float height);
    void set_scissor(std::int32_t x, std::int32_t y, std::uint32_t width, std::uint32_t height);

    // Stays for the draws of this recording whose pipelines have attributes.
    void bind_vertices(const Buffer& vertices);
    void draw(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push, std::uint32_t vertices,
              std::uint32_t instances = 1, std::uint32_t first_vertex = 0, std::uint32_t first_instance = 0);
    // Indices are 32 bit.
    void draw_indexed(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push, const Buffer& indices,
                      std::uint32_t count, std::uint32_t instances = 1, std::uint32_t first_index = 0,
                      std::int32_t vertex_offset = 0, std::uint32_t first_instance = 0);
    // One draw a range of indices, all with the same pipeline, bindings and push constants.
    void draw_indexed(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push, const Buffer& indices,
                      std::span<const IndexRange> ranges);
    void draw_indirect(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push,
                       const Buffer& arguments, std::size_t offset = 0);
    void draw_indexed_indirect(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push,
                               const Buffer& indices, const Buffer& arguments, std::size_t offset = 0);

    // Global memory barrier. Not inside rendering.
    void barrier(Access from, Access to);
    // Waits for what the image's present layout is used for, makes it ready for what the new one is used for. The same
    // layout twice is still a barrier (write after write), except between reads. Keep::nothing drops the contents.
    void transition(const Image& image, VkImageLayout layout, Keep keep = Keep::contents);

    [[nodiscard]] VkCommandBuffer handle() const { return handle_; }
    [[nodiscard]] Device& device() const { return *device_; }

  private:
    friend class FrameRing;
    friend struct FrameSlot;
    Commands(Device& device, FrameSlot& slot) : device_(&device), slot_(&slot) {}
    void prepare(const Pipeline& pipeline, const Bindings& bindings, const Push& push);
    void prepare_draw(const GraphicsPipeline& pipeline, const Bindings& bindings, const Push& push);

    Device* device_;
    FrameSlot* slot_;
    VkCommandBuffer handle_ = VK_NULL_HANDLE;
    bool rendering_ = false;
};

}  // namespace stipple::renderer::vulkan
