// What the renderer owns, for its own sources and for the window's presenter; nobody else includes this.
#pragma once
#include "renderer/renderer.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/device.h"
#include "renderer/vulkan/frame_ring.h"

namespace stipple::renderer {

class Renderer::Internals {
  public:
    explicit Internals(const DeviceRequest& request) : device(request), frames(device) {}

    vulkan::Device device;
    vulkan::FrameRing frames;
};

}  // namespace stipple::renderer
