// What has been uploaded: the device side of a head, a site set, and a design's states. Immutable once made.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "renderer/frame_setup.h"
#include "renderer/head_runs.h"
#include "renderer/renderer.h"
#include "renderer/site_groups.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/frame_ring.h"
#include "renderer/vulkan/resources.h"

namespace stipple::renderer {

// The inputs of head.vert.
struct HeadVertex {
    glm::vec3 position;                  // head axes, mm
    std::array<std::int16_t, 4> normal;  // w: VertexShape::sky.x; all in 1 / 32767
    std::array<std::int16_t, 4> light;   // sky.y, sky.z, then HeadView::zones over kMostZoned; in 1 / 32767
    std::array<std::uint16_t, 4> color;  // linear, in 1 / 65535
    glm::vec2 uv;
    float curvature;  // per mm
};
static_assert(sizeof(HeadVertex) == 48);

class TextureResource {
  public:
    vulkan::Image image;
};

class HeadResource {
  public:
    vulkan::Buffer vertices;  // HeadVertex
    vulkan::Buffer indices;
    std::vector<std::vector<HeadRun>> levels;  // the head's runs, then those of its coarser levels; all in `indices`
    std::vector<float> level_errors_mm;        // of the coarser ones
    std::vector<VertexShape> shapes;  // of the vertices of HeadView
    std::vector<std::shared_ptr<const vulkan::Image>> textures;  // the last is a single white texel for parts without one
    std::shared_ptr<const vulkan::Image> veins;  // null: none are known
    std::vector<HeadPart> parts;
    HeadBounds bounds;
    glm::vec3 hair_low{1e9F}, hair_high{-1e9F};  // box around its parts of hair; empty without
    bool captured = false;  // any part is
    bool all_captured = true;  // all that are drawn are
    bool all_skin = true;  // no part that is drawn is of another kind, or double sided

    [[nodiscard]] const vulkan::Image& texture(const HeadPart& part) const {
        return part.texture >= 0 ? *textures[std::size_t(part.texture)] : *textures.back();
    }
};

class SitesResource {
  public:
    vulkan::Buffer dots, clusters;
    std::vector<shared::Cluster> host_clusters;
    std::vector<SiteGroup> groups;
    SiteBounds bounds;  // of all; live_per_mm2_max stays 0: that depends on the design
    [[nodiscard]] std::uint32_t cluster_count() const { return std::uint32_t(host_clusters.size()); }
};

class DesignResource {
  public:
    std::shared_ptr<const SitesResource> sites;
    vulkan::Buffer states, live_mask;
    std::uint32_t cluster_count = 0;   // clusters with a state; all after them are dead
    std::vector<std::uint8_t> chunks;  // chunks of slots each of them needs
    std::uint32_t chunk_count = 0;     // of all of them
    std::vector<SiteGroup> live;  // of sites->groups
    SiteBounds bounds;  // of what is live; `live` is above
    std::uint32_t sessions = 1;  // how many session ends are in use

    // All chunks of live clusters, not culled: what the yardstick path draws. Made when that path first asks for it, so
    // that no edit pays for it; to be called outside rendering.
    void list_every_chunk(vulkan::Device& device, vulkan::Commands& commands) const;
    mutable vulkan::Buffer every_chunk;
};

class MarksResource {
  public:
    vulkan::Image map;
    shared::MarksUniforms uniforms{};  // without the look, which is the frame's
};

class TreatedResource {
  public:
    vulkan::Image map;
    shared::MarksUniforms uniforms{};  // the chart's part of them
};

// Marks and healing of one frame: neither where `map` is null. `uniforms` holds shared::MarksUniforms on the device.
struct Marked {
    const vulkan::Image* map = nullptr;
    const vulkan::Image* treated = nullptr;
    const vulkan::Buffer* uniforms = nullptr;
};

// Takes as many turns of the ring as it needs.
[[nodiscard]] std::shared_ptr<const HeadResource> make_head_resource(vulkan::Device& device, vulkan::FrameRing& frames, const HeadView& head);
[[nodiscard]] std::shared_ptr<const SitesResource> make_sites_resource(vulkan::Device& device, vulkan::Commands& commands,
                                                                       const SitesView& sites);
[[nodiscard]] std::shared_ptr<const DesignResource> make_design_resource(vulkan::Device& device, vulkan::Commands& commands,
                                                                         std::shared_ptr<const SitesResource> sites,
                                                                         const SiteStateView& state);
[[nodiscard]] std::shared_ptr<const MarksResource> make_marks_resource(vulkan::Device& device, vulkan::Commands& commands, const MarksView& marks);
[[nodiscard]] std::shared_ptr<const TreatedResource> make_treated_resource(vulkan::Device& device, vulkan::Commands& commands, const TreatedView& treated);

}  // namespace stipple::renderer
