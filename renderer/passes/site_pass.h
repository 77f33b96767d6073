// Culling and drawing of one site set: dots, or follicles as stubble.
#pragma once
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/variants.h"
#include "shared/frame.h"

namespace stipple::renderer {

inline constexpr std::size_t kIndirectBytes = 40;

struct SitePipelines {
    explicit SitePipelines(vulkan::Device& device);
    vulkan::ComputePipeline cull, scan, compact;
    std::uint32_t width;             // invocations a splat work group
    std::uint32_t scattered;         // 1: neighbouring splat groups take clusters far apart
    vulkan::ComputeVariants splat;   // session ends, reduced, hair: live_dot.glsl; width, scattered
    vulkan::GraphicsVariants strip;  // without width
    vulkan::Sampler nearest;
};

// Lists of visible chunks, sized for one site set and used anew every frame.
struct SiteScratch {
    SiteScratch(vulkan::Device& device, std::uint32_t cluster_count);
    std::uint32_t capacity;        // clusters
    vulkan::Buffer counts;         // chunks of each cluster
    vulkan::Buffer groups;         // sums over 64 clusters, then offsets
    vulkan::Buffer splat_chunks, disc_chunks;
    vulkan::Buffer indirect;       // words: dispatch 0-2, splat chunks 3, draw of disc chunks as strips 4-7, clusters drawn 8, dots drawn 9
};

struct SitePass {
    SitePipelines& pipelines;
    const SiteScratch& scratch;
    const DesignResource& design;
    const vulkan::Buffer& frame;
    const vulkan::Buffer& time;
    bool hair;  // follicles, drawn as stubble in the hair layer
    bool fine;  // several places of the grid lie in a pixel of the picture
    shared::SiteSetPush push;
};

[[nodiscard]] std::uint32_t subgroup_size(const vulkan::Device& device);
// Invocations a work group of those that go through dots one by one: the subgroup's width, 8 to a chunk's slots.
[[nodiscard]] std::uint32_t subgroup_width(const vulkan::Device& device);
// Bindings 0-5 of live_dot.glsl.
[[nodiscard]] vulkan::Bindings site_bindings(const SitePass& pass);
// Values of the specialisation constants of live_dot.glsl: session ends looked at, reduced, hair, fine; the second with the work
// group's width after them.
[[nodiscard]] vulkan::VariantValues variant(const SitePass& pass);
[[nodiscard]] vulkan::VariantValues variant_by_width(const SitePass& pass);
[[nodiscard]] vulkan::Bindings with(vulkan::Bindings bindings, std::initializer_list<vulkan::Binding> more);

// Reads states and clusters; writes the scratch lists, ready for splats, discs and strips.
void cull_sites(vulkan::Commands& commands, const SitePass& pass);
// Reads the splat list and head depth (sampled); adds to targets.cells.
void splat_sites(vulkan::Commands& commands, const SitePass& pass, const Targets& targets);
// Inside rendering of targets.strips over head depth: adds the dots of the list for discs.
void draw_strips(vulkan::Commands& commands, const SitePass& pass);
// The yardstick: every chunk of live clusters as instanced quads, nothing culled. Inside the same rendering.
void draw_quads(vulkan::Commands& commands, const SitePass& pass);

}  // namespace stipple::renderer
