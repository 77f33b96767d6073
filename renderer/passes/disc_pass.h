// Dots whose shape is seen: projected to records, listed by the tiles they touch, summed tile by tile into the packed
// cells; or, in frames of nothing else, resolved as soon as they are summed.
#pragma once
#include <optional>
#include <span>

#include "renderer/passes/site_pass.h"
#include "shared/disc.h"

namespace stipple::renderer {

struct DiscPipelines {
    explicit DiscPipelines(vulkan::Device& device);
    vulkan::ComputePipeline begin, fill;
    vulkan::ComputeVariants place;    // listed: disc_place.comp
    vulkan::ComputeVariants gather;   // width, four points, overlaps: disc_gather.comp
    vulkan::ComputeVariants resolve;  // width, layers, together: disc_resolve.comp
    vulkan::ComputeVariants project;  // as splats, and listed
    std::uint32_t width;              // of gather's and resolve's work groups
    bool together;                    // see disc_resolve.comp
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
// `chunks`: upper bound of chunks listed. `reach_px`: no disc reaches farther from its centre, no hair from its middle line,
// which is `length_px` long at most.
[[nodiscard]] DiscPlan plan_discs(std::uint32_t chunks, float reach_px, std::uint32_t width, std::uint32_t height,
                                  const DiscLimits& limits, float length_px = 0);
// Whether all these sets fit into one batch together, and there is any disc.
[[nodiscard]] bool one_batch(std::span<const DiscPlan> plans, const DiscLimits& limits);

// Lists of one batch, and counters of all batches of a frame; made anew when a frame needs more.
class DiscScratch {
  public:
    // Makes room for a picture of this size and for these plans, each by itself or `together` in one batch. Recreates what is too
    // small.
    void fit(vulkan::Device& device, vulkan::Commands& commands, std::uint32_t width, std::uint32_t height,
             std::span<const DiscPlan> plans, bool together);

    std::uint32_t tiles_x = 0, tiles = 0;
    std::uint32_t room = 0;                  // entries of every bin's own, before those of what is listed
    std::uint32_t entry_capacity = 0;
    vulkan::Buffer batches;                  // DiscBatch
    vulkan::Buffer records;                  // DiscRecord, one a slot of the batch's chunks
    vulkan::Buffer touches, entries;         // pairs as found without room, and record numbers by bin
    vulkan::Buffer counts, firsts, bins;  // one a bin; counts are 0 between batches
    vulkan::Buffer tile_list;             // see disc_place.comp
};

// Reads the pass's list of disc chunks and head depth (sampled); adds to targets.cells, which splats may have been
// added to behind a barrier, and to targets.densities where the setup asks for overlaps. The set's batches are `first_batch`
// and following. Ends with a barrier behind the last addition.
void draw_discs(vulkan::Commands& commands, DiscPipelines& pipelines, const SitePass& pass,
                const DiscScratch& scratch, const DiscPlan& plan, std::uint32_t first_batch, const FrameSetup& setup,
                const Targets& targets);

// Frames of nothing but discs that fit into one batch: reads all passes' lists and head depth (sampled), writes
// targets.transmittance and targets.means over the dots' area as draw_discs and resolve would, and leaves the cells alone. Set i's counters
// are batch i. Ends with a barrier behind the last read of the lists.
void resolve_discs(vulkan::Commands& commands, DiscPipelines& pipelines, std::span<const SitePass> passes,
                   const DiscScratch& scratch, std::span<const DiscPlan> plans, const FrameSetup& setup,
                   const Targets& targets);
// Whether a frame of this setup may be drawn so, on these targets.
[[nodiscard]] bool resolves_discs(const FrameSetup& setup, const Targets& targets);

}  // namespace stipple::renderer
