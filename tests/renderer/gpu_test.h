// Gives a test a device with validation on. No device is a failure, never a skip; so is one validation message more at
// the end of the test, destruction included.
#pragma once
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "renderer/vulkan/frame_ring.h"

namespace stipple::test {

// What every test asks for; the environment variable STIPPLE_TEST_DEVICE names another device.
[[nodiscard]] renderer::DeviceRequest test_request();

class NoMessages {
  public:
    NoMessages();
    ~NoMessages();  // a failed check for each message since construction

  private:
    std::size_t before_;
};

struct Gpu {
    explicit Gpu(renderer::DeviceRequest request = test_request());

    NoMessages no_messages;  // first, so that it looks last
    renderer::vulkan::Device device;
    renderer::vulkan::FrameRing frames;

    // Records, submits, waits.
    void run(const std::function<void(renderer::vulkan::Commands&)>& record);
    // Copies a device buffer back.
    template <class T>
    [[nodiscard]] std::vector<T> read(const renderer::vulkan::Buffer& buffer) {
        renderer::vulkan::Buffer host(device, "read back", buffer.bytes(), 0, renderer::vulkan::MemoryKind::readback);
        run([&](renderer::vulkan::Commands& commands) {
            commands.barrier(renderer::vulkan::access::everything, renderer::vulkan::access::transfer_read);
            commands.copy(buffer, host, buffer.bytes());
        });
        const auto values = host.mapped_as<T>();
        return {values.begin(), values.end()};
    }
};

// The same for a whole renderer.
struct ValidatedRenderer : private NoMessages, renderer::Renderer {  // in this order: messages are looked at last
    explicit ValidatedRenderer(const renderer::DeviceRequest& request = test_request()) : Renderer(request) {}
};

// One such renderer for all tests that ask for no other: on a software driver its pipelines take a second to make. Messages at its
// end, which is the program's, end that with 1.
class KeptRenderer : private NoMessages {
  public:
    KeptRenderer();
    renderer::Renderer& gpu;
};

// A folder of its own, gone at the end.
struct ScratchFolder {
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    std::filesystem::path path;
};

}  // namespace stipple::test
