// What lamps see of the head, one depth map each.
#pragma once
#include <array>

#include "renderer/light_setup.h"
#include "renderer/resources.h"

namespace stipple::renderer {

struct ShadowPipelines {
    explicit ShadowPipelines(vulkan::Device& device);
    vulkan::GraphicsPipeline depth;
    vulkan::Sampler nearest;
};

// Kept from frame to frame: a map is drawn again where the head or the lamp's place before it has changed. Where a lamp is off its map
// is a single texel, which is bound and not read.
class ShadowMaps {
  public:
    void draw(vulkan::Device& device, vulkan::Commands& commands, const ShadowPipelines& pipelines, const std::shared_ptr<const HeadResource>& head,
              std::size_t level, const LightSetup& light);
    [[nodiscard]] const vulkan::Image& map(std::size_t lamp) const { return maps_[lamp].depth; }

  private:
    struct Map {
        vulkan::Image depth;
        ShadowView view;
        std::shared_ptr<const HeadResource> head;
        std::size_t level = 0;
    };
    std::array<Map, kMostKeyLights> maps_;
};

}  // namespace stipple::renderer
