// Dots whose shape is seen: projected to records, listed by the tiles they touch, summed tile by tile into the packed
// cells.
#pragma once
#include <optional>

#include "renderer/passes/site_pass.h"
#include "shared/disc.h"

namespace stipple::renderer {

struct DiscPipelines {
    explicit DiscPipelines(vulkan::Device& device);
    vulkan::ComputePipeline begin, place, fill;
    vulkan::ComputeVariants gather;   // width, four points, overlaps: disc_gather.comp
    vulkan::ComputeVariants project;  // as splats
    std::uint32_t width;              // of gather's work groups
    vulkan::Sampler nearest;
};

// How one site set's discs are dealt into batches that certainly fit.
struct DiscPlan {
    std::uint32_t batches = 0;       // 0: no dot can be a disc
    std::uint32_t batch_chunks = 0;  // chunks a batch at most
    std::uint32_t touches = 0;       // pairs of a disc and a tile a batch at most
};
// The most records and touches one batch may have room for. The lists then take at most 28 bytes a record and 12 a
// touch.
struct DiscLimits {
    std::uint32_t records = 1U << shared::DISC_RECORD_BITS;
    std::uint32_t touches = 65535 * shared::DISC_ROW;
};
// `chunks`: upper bound of chunks listed. `reach_px`: no disc reaches farther from its centre.
[[nodiscard]] DiscPlan plan_discs(std::uint32_t chunks, float reach_px, std::uint32_t width, std::uint32_t height,
                                  const DiscLimits& limits);

// Lists of one batch, and counters of all batches of a frame; made anew when a frame needs more.
class DiscScratch {
  public:
    // Makes room for a picture of this size and for these plans. Recreates what is too small.
    void fit(vulkan::Device& device, vulkan::Commands& commands, std::uint32_t width, std::uint32_t height,
             std::span<const DiscPlan> plans);

    std::uint32_t tiles_x = 0, tiles = 0;
    vulkan::Buffer batches;                  // DiscBatch
    vulkan::Buffer records;                  // DiscRecord, one a slot of the batch's chunks
    vulkan::Buffer touches, entries;         // pairs as found, then record numbers by bin
    vulkan::Buffer counts, firsts, bins;  // one a bin; counts are 0 between batches
};

// Reads the pass's list of disc chunks and head depth (sampled); adds to targets.cells, which splats may have been
// added to behind a barrier, and to targets.densities where the setup asks for overlaps. The set's batches are `first_batch`
// and following. Ends with a barrier behind the last addition.
void draw_discs(vulkan::Commands& commands, DiscPipelines& pipelines, const SitePass& pass,
                const DiscScratch& scratch, const DiscPlan& plan, std::uint32_t first_batch, const FrameSetup& setup,
                const Targets& targets);

}  // namespace stipple::renderer
