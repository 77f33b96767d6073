// Pictures that come back to the host: kept, measured, compared.
#include <cassert>
#include <cstring>

#include "renderer/internals.h"

namespace stipple::renderer {
namespace access = vulkan::access;

namespace {

// Leaves the last sample's recording open, after which targets->picture holds the picture, or targets->average the sum of radiances.
vulkan::Commands& draw_samples(Renderer::Internals& in, const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples,
                               bool linear = false) {
    assert(samples > 0);
    for (std::uint32_t i = 0; i + 1 < samples; ++i) {
        in.record(in.frames.begin(), frame, width, height, nullptr, {i, samples}, linear);
        in.frames.submit();
    }
    vulkan::Commands& commands = in.frames.begin();
    in.record(commands, frame, width, height, nullptr, {samples - 1, samples}, linear);
    return commands;
}

// Ends the recording.
Image read_back(Renderer::Internals& in, vulkan::Commands& commands, const vulkan::Image& picture) {
    const std::size_t bytes = std::size_t(picture.width()) * picture.height() * 4;
    const vulkan::Buffer readback(in.device, "picture readback", bytes, 0, vulkan::MemoryKind::readback);
    commands.transition(picture, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    commands.copy(picture, readback);
    commands.barrier(access::transfer_write, access::host_read);
    in.frames.submit();
    in.frames.wait();
    Image image{picture.width(), picture.height(), std::vector<std::uint8_t>(bytes)};
    std::memcpy(image.rgba.data(), readback.mapped().data(), bytes);
    return image;
}

}  // namespace

Image Renderer::render(const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples) {
    vulkan::Commands& commands = draw_samples(*internals_, frame, width, height, samples);
    return read_back(*internals_, commands, internals_->targets->picture);
}

Image Renderer::difference(const Frame& first, const Frame& second, std::uint32_t width, std::uint32_t height, std::uint32_t samples) {
    Internals& in = *internals_;
    vulkan::Image kept[2], shown;
    vulkan::Commands& of_first = draw_samples(in, first, width, height, samples);
    keep_picture(of_first, in.targets->picture, kept[0]);
    in.frames.submit();
    vulkan::Commands& commands = draw_samples(in, second, width, height, samples);
    keep_picture(commands, in.targets->picture, kept[1]);
    draw_difference(commands, in.difference_pipelines(), kept[0], kept[1], shown);
    return read_back(in, commands, shown);
}

LinearImage Renderer::radiance(const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples) {
    Internals& in = *internals_;
    vulkan::Commands& commands = draw_samples(in, frame, width, height, samples, true);
    const std::size_t pixels = std::size_t(width) * height;
    const vulkan::Buffer readback(in.device, "radiance readback", pixels * sizeof(glm::vec4), 0, vulkan::MemoryKind::readback);
    const vulkan::Image& image_of = in.through_lens ? in.lens_images->result : in.targets->average;
    commands.transition(image_of, VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL);
    commands.copy(image_of, readback);
    commands.barrier(access::transfer_write, access::host_read);
    in.frames.submit();
    in.frames.wait();
    LinearImage image{width, height, std::vector<glm::vec4>(pixels)};
    const auto sums = readback.mapped_as<glm::vec4>();
    const float all = in.through_lens ? 1.0F : float(samples);
    for (std::size_t p = 0; p < pixels; ++p)
        if (sums[p].a > 0) image.pixels[p] = glm::vec4(glm::vec3(sums[p]) / sums[p].a, sums[p].a / all);
    return image;
}

Measured Renderer::measure(const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples) {
    assert(samples > 0);
    Internals& in = *internals_;
    const std::size_t pixels = std::size_t(width) * height, bytes = pixels * sizeof(glm::vec4);
    const auto readback = [&](std::string_view name) {
        return vulkan::Buffer(in.device, name, bytes, vulkan::storage_usage, vulkan::MemoryKind::readback);
    };
    const MeasureBuffers buffers{readback("measured coverage"), readback("measured reflectance")};
    Measured measured{width, height, std::vector<glm::vec4>(pixels), std::vector<glm::vec4>(pixels)};
    for (std::uint32_t i = 0; i < samples; ++i) {
        vulkan::Commands& commands = in.frames.begin();
        in.record(commands, frame, width, height, &buffers, {i, samples});
        commands.barrier(access::compute_write, access::host_read);
        in.frames.submit();
        in.frames.wait();
        const auto add = [&](const vulkan::Buffer& buffer, std::vector<glm::vec4>& sum) {
            const auto sample = buffer.mapped_as<glm::vec4>();
            for (std::size_t p = 0; p < pixels; ++p) sum[p] += sample[p] / float(samples);
        };
        add(buffers.coverage, measured.coverage);
        add(buffers.reflectance, measured.reflectance);
    }
    return measured;
}

}  // namespace stipple::renderer
