// Culling and drawing of one site set: dots, or follicles as stubble.
#pragma once
#include "renderer/resources.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/pipeline.h"
#include "shared/frame.h"

namespace stipple::renderer {

inline constexpr std::size_t kIndirectBytes = 40;

struct SitePipelines {
    explicit SitePipelines(vulkan::Device& device);
    vulkan::ComputePipeline cull, scan, compact, splat;
    vulkan::GraphicsPipeline strip;
    vulkan::Sampler nearest;
};

// Lists of visible chunks, sized for one site set and used anew every frame.
struct SiteScratch {
    SiteScratch(vulkan::Device& device, std::uint32_t cluster_count);
    std::uint32_t capacity;        // clusters
    vulkan::Buffer counts;         // chunks of each cluster
    vulkan::Buffer groups;         // sums over 64 clusters, then offsets
    vulkan::Buffer splat_chunks, strip_chunks;
    vulkan::Buffer indirect;       // words: dispatch 0-2, splat chunks 3, draw 4-7, clusters drawn 8, dots drawn 9
};

struct SitePass {
    const SitePipelines& pipelines;
    const SiteScratch& scratch;
    const DesignResource& design;
    const vulkan::Buffer& frame;
    const vulkan::Buffer& time;
    shared::SiteSetPush push;
};

// Reads states and clusters; writes the scratch lists, ready for splat and strips.
void cull_sites(vulkan::Commands& commands, const SitePass& pass);
// Reads the splat list and head depth (sampled); adds to targets.cells.
void splat_sites(vulkan::Commands& commands, const SitePass& pass, const Targets& targets);
// Inside rendering of targets.strips over head depth: adds the strip list's dots.
void draw_strips(vulkan::Commands& commands, const SitePass& pass);
// The yardstick: every chunk of live clusters as instanced quads, nothing culled. Inside the same rendering.
void draw_quads(vulkan::Commands& commands, const SitePass& pass);

}  // namespace stipple::renderer
