// The Vulkan layer itself: bytes go there and back, owners may die early, wrong use is named.
#include <numeric>
#include <random>

#include "gpu_test.h"
#include "renderer/vulkan/deletion.h"

using namespace stipple::renderer::vulkan;
using stipple::test::Gpu;

namespace {

std::vector<std::uint32_t> random_words(std::size_t count, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<std::uint32_t> words(count);
    for (std::uint32_t& word : words) word = random();
    return words;
}
std::span<const std::uint32_t> view(const std::vector<std::uint32_t>& words) { return words; }

struct AffinePush {
    std::uint32_t count, scale;
};

}  // namespace

TEST_CASE("a compute shader changes what was uploaded") {
    Gpu gpu;
    constexpr std::uint32_t count = 1000, local = 32;
    const auto values = random_words(count, 1), offsets = random_words(count, 2);
    Buffer value_buffer(gpu.device, "values", count * 4, storage_usage), offset_buffer(gpu.device, "offsets", count * 4, storage_usage);
    ComputePipeline affine(gpu.device, "affine.comp", {{0, local}, {1, 5}});
    CHECK(affine.local_size() == std::array<std::uint32_t, 3>{local, 1, 1});
    gpu.run([&](Commands& commands) {
        commands.upload(value_buffer, view(values));
        commands.upload(offset_buffer, view(offsets));
        commands.barrier(access::transfer_write, access::compute_write);
        // 990 of 1000: the last ten must stay.
        commands.dispatch_over(affine, {bind(0, value_buffer), bind(3, offset_buffer)}, AffinePush{990, 3}, 990);
        commands.barrier(access::compute_write, access::compute_write);
        commands.dispatch_over(affine, {bind(0, value_buffer), bind(3, offset_buffer)}, AffinePush{990, 1}, 990);
    });
    const auto result = gpu.read<std::uint32_t>(value_buffer);
    std::size_t wrong = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t expected = i < 990 ? values[i] * 3 + 2 * (offsets[i] + 5) : values[i];
        wrong += result[i] != expected ? 1 : 0;
    }
    CHECK(wrong == 0);
}

TEST_CASE("uploads larger than a staging block and at offsets arrive whole") {
    Gpu gpu;
    const auto large = random_words(3'000'000, 3), small = random_words(100, 4);
    Buffer buffer(gpu.device, "target", large.size() * 4, storage_usage);
    gpu.run([&](Commands& commands) {
        commands.upload(buffer, view(large));
        commands.barrier(access::transfer_write, access::transfer_write);
        commands.upload(buffer, view(small), 4000);
        commands.upload(buffer, view(small), 8'000'000);
        commands.upload(buffer, std::span<const std::uint32_t>{}, 0);
    });
    auto expected = large;
    std::copy(small.begin(), small.end(), expected.begin() + 1000);
    std::copy(small.begin(), small.end(), expected.begin() + 2'000'000);
    CHECK(gpu.read<std::uint32_t>(buffer) == expected);
    CHECK_THROWS_WITH(gpu.run([&](Commands& commands) { commands.upload(buffer, view(small), buffer.bytes() - 8); }),
                      Catch::Contains("target"));
}

TEST_CASE("many frames in flight each keep their own uploads") {
    Gpu gpu;
    Buffer total(gpu.device, "total", 64 * 4, storage_usage), step(gpu.device, "step", 64 * 4, storage_usage);
    ComputePipeline affine(gpu.device, "affine.comp", {{0, 64}});
    gpu.run([&](Commands& commands) { commands.fill(total, 0); });
    std::vector<std::uint32_t> expected(64, 0);
    for (std::uint32_t frame = 0; frame < 20; ++frame) {
        const auto add = random_words(64, 100 + frame);
        Commands& commands = gpu.frames.begin();
        commands.barrier(access::everything, access::transfer_write | access::compute_write);
        commands.upload(step, view(add));
        commands.barrier(access::transfer_write, access::compute_read);
        commands.dispatch_over(affine, {bind(0, total), bind(3, step)}, AffinePush{64, 1}, 64);
        CHECK(gpu.frames.submit() == frame + 2);
        for (std::size_t i = 0; i < 64; ++i) expected[i] += add[i];
    }
    CHECK(gpu.read<std::uint32_t>(total) == expected);
}

TEST_CASE("a resource destroyed while a frame uses it lives until that frame is done") {
    Gpu gpu;
    constexpr std::uint32_t count = 64 * 256;
    Buffer kept(gpu.device, "kept", count * 4, storage_usage);
    const auto start = random_words(count, 7);
    {
        Buffer passing(gpu.device, "passing", count * 4, storage_usage);
        ComputePipeline spin(gpu.device, "spin.comp");
        Commands& commands = gpu.frames.begin();
        commands.upload(passing, view(start));
        commands.barrier(access::transfer_write, access::compute_write);
        commands.dispatch_over(spin, {bind(0, passing)}, std::uint32_t{2000}, count);
        commands.barrier(access::compute_write, access::transfer_read);
        commands.copy(passing, kept, count * 4);
        // Moving keeps the handle, so the recording still means the same buffer.
        Buffer moved = std::move(passing);
        CHECK_FALSE(passing);
        gpu.frames.submit();
    }
    CHECK(gpu.device.deletions().waiting() > 0);
    gpu.frames.wait();
    CHECK(gpu.device.deletions().waiting() == 0);
    auto expected = start;
    for (std::uint32_t& x : expected)
        for (int i = 0; i < 2000; ++i) x = x * 747796405U + 2891336453U;
    CHECK(gpu.read<std::uint32_t>(kept) == expected);
}

TEST_CASE("the deletion queue frees in the order of submissions") {
    DeletionQueue queue;
    std::string freed;
    const auto add = [&](char name) { queue.add([&freed, name] { freed += name; }); };
    add('a');
    CHECK(freed == "a");  // nothing is under way
    queue.recording_begins();
    add('b');
    CHECK(queue.submitted() == 1);
    add('c');
    queue.recording_begins();
    add('d');
    CHECK(freed == "a");
    queue.finished(1);
    CHECK(freed == "abc");
    CHECK(queue.submitted() == 2);
    queue.finished(2);
    CHECK(freed == "abcd");
    queue.recording_begins();
    add('e');
    queue.recording_dropped();
    CHECK(freed == "abcd");
    queue.clear();
    CHECK(freed == "abcde");
    CHECK(queue.waiting() == 0);
}

TEST_CASE("indirect dispatch and draw read what a shader wrote") {
    Gpu gpu;
    constexpr std::uint32_t size = 16;
    Buffer arguments(gpu.device, "arguments", 32, storage_usage | indirect_usage);
    Buffer values(gpu.device, "values", 64 * 8 * 4, storage_usage);
    Image picture(gpu.device, "picture", {size, size, VK_FORMAT_R32G32B32A32_SFLOAT, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT});
    Image depth(gpu.device, "depth", {size, size, VK_FORMAT_D32_SFLOAT, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
    Buffer pixels(gpu.device, "pixels", size * size * 16, 0, MemoryKind::readback);
    ComputePipeline write(gpu.device, "arguments.comp"), spin(gpu.device, "spin.comp");
    GraphicsDescription wanted;
    wanted.vertex = "half.vert";
    wanted.fragment = "half.frag";
    wanted.colors = {picture.format()};
    wanted.blends = {GENERATE(Blend::replace, Blend::add)};
    wanted.depth = depth.format();
    wanted.depth_test = wanted.depth_write = true;
    GraphicsPipeline half(gpu.device, wanted);
    struct {
        std::uint32_t groups, vertices, instances;
    } push{3, 6, 2};
    const float color[4] = {1, 2, 3, 4};
    gpu.run([&](Commands& commands) {
        commands.fill(values, 1);
        commands.dispatch(write, {bind(0, arguments)}, push, 1);
        commands.barrier(access::compute_write | access::transfer_write, access::indirect | access::compute_write);
        commands.dispatch_indirect(spin, {bind(0, values)}, std::uint32_t{1}, arguments);
        const DepthTarget depth_target{&depth};
        commands.begin_rendering({{&picture, VK_ATTACHMENT_LOAD_OP_CLEAR, {0.5F, 0, 0, 0}}}, &depth_target);
        commands.draw_indirect(half, {}, color, arguments, 16);
        commands.end_rendering();
        commands.transition(picture, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
        commands.copy(picture, pixels);
    });
    const auto result = gpu.read<std::uint32_t>(values);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::uint32_t expected = i < 3 * 64 ? 747796405U + 2891336453U : 1U;
        if (result[i] != expected) FAIL_CHECK("value " << i << " is " << result[i]);
    }
    // Each instance is nearer than the last and both pass; the second is twice as bright.
    const bool adds = wanted.blends[0] == Blend::add;
    const auto floats = pixels.mapped_as<float>();
    for (std::uint32_t y = 0; y < size; ++y)
        for (std::uint32_t x = 0; x < size; ++x) {
            const float red = floats[(y * size + x) * 4], blue = floats[(y * size + x) * 4 + 2];
            CHECK(red == (x >= size / 2 ? 0.5F : adds ? 3.5F : 2.0F));
            CHECK(blue == (x >= size / 2 ? 0.0F : adds ? 9.0F : 6.0F));
        }
}

TEST_CASE("images go there and back, and mips average") {
    Gpu gpu;
    std::vector<std::uint8_t> texels(8 * 4 * 4);
    for (std::size_t i = 0; i < texels.size(); ++i) texels[i] = static_cast<std::uint8_t>(i % 4 == 0 ? (i / 4 % 2) * 200 : i);
    Image image(gpu.device, "texture", {8, 4, VK_FORMAT_R8G8B8A8_UNORM, VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_STORAGE_BIT,
                                        full_mips(8, 4)});
    CHECK(image.mips() == 4);
    CHECK(full_mips(1, 1) == 1);
    CHECK(full_mips(5, 1000) == 10);
    Buffer back(gpu.device, "back", texels.size(), 0, MemoryKind::readback);
    gpu.run([&](Commands& commands) {
        commands.upload(image, std::as_bytes(std::span(texels)));
        commands.generate_mips(image);
        CHECK(image.layout() == VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
        commands.transition(image, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
        commands.copy(image, back);
    });
    CHECK(std::equal(texels.begin(), texels.end(), back.mapped_as<std::uint8_t>().begin()));
    // The last mip is the mean of all texels, up to the rounding of each step.
    Buffer last(gpu.device, "last", 4, 0, MemoryKind::readback);
    gpu.run([&](Commands& commands) {
        const VkBufferImageCopy region{0, 0, 0, {VK_IMAGE_ASPECT_COLOR_BIT, 3, 0, 1}, {}, {1, 1, 1}};
        vkCmdCopyImageToBuffer(commands.handle(), image.handle(), VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, last.handle(), 1, &region);
    });
    CHECK(std::abs(int{last.mapped_as<std::uint8_t>()[0]} - 100) <= 2);
}

TEST_CASE("wrong use names the shader and the binding") {
    Gpu gpu;
    Buffer values(gpu.device, "values", 256, storage_usage), other(gpu.device, "plain", 256, index_usage);
    ComputePipeline affine(gpu.device, "affine.comp", {{0, 64}});
    const auto message = [&](const Bindings& bindings, const Push& push) -> std::string {
        Commands& commands = gpu.frames.begin();
        try {
            commands.dispatch(affine, bindings, push, 1);
        } catch (const std::logic_error& error) { return error.what(); }
        return "nothing was thrown";
    };
    using Catch::Contains;
    CHECK_THAT(message({bind(0, values)}, AffinePush{}), Contains("affine.comp") && Contains("binding 3"));
    CHECK_THAT(message({bind(0, values), bind(3, other)}, AffinePush{}), Contains("binding 3") && Contains("plain"));
    CHECK_THAT(message({bind(0, values), bind(3, values)}, {}), Contains("8 bytes"));
    CHECK_THAT(message({bind(0, values), bind(3, values)}, std::uint32_t{1}), Contains("given 4"));
    CHECK_THROWS_WITH(ComputePipeline(gpu.device, "affine.comp", {{9, 1}}), Contains("constant 9"));
    CHECK_THROWS_WITH(ComputePipeline(gpu.device, "none.comp"), Contains("none.comp"));
    CHECK_THROWS_WITH(ComputePipeline(gpu.device, "half.frag"), Contains("half.frag"));
    // A recording broken off harms nothing that follows.
    gpu.run([&](Commands& commands) { commands.fill(values, 1); });
    CHECK(gpu.read<std::uint32_t>(values)[63] == 1);
}

TEST_CASE("validation messages reach the list") {
    // The one test that must see messages, or the silence of all others would mean nothing.
    stipple::renderer::DeviceRequest request = stipple::test::test_request();
    auto device = std::make_unique<Device>(request);
    REQUIRE(device->validation_active());
    CHECK(device->validation_messages().empty());
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};  // size 0, usage 0: both forbidden
    VkBuffer buffer = VK_NULL_HANDLE;
    vkCreateBuffer(device->handle(), &info, nullptr, &buffer);
    CHECK_FALSE(device->validation_messages().empty());
    vkDestroyBuffer(device->handle(), buffer, nullptr);
}

TEST_CASE("a device that is not there is refused with the names of those that are") {
    stipple::renderer::DeviceRequest request = stipple::test::test_request();
    const std::string present = Gpu().device.name();
    request.device = "no such card";
    try {
        Device device(request);
        FAIL("a device was made");
    } catch (const stipple::renderer::NoDevice& error) {
        CHECK_THAT(error.what(), Catch::Contains("no such card") && Catch::Contains(present));
    }
}
