#include "renderer/passes/disc_pass.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace stipple::renderer {
namespace access = vulkan::access;
using shared::DiscBatch;
using vulkan::bind;
using vulkan::bind_texels;

namespace {

constexpr std::uint32_t kTile = shared::DISC_TILE;

std::uint32_t tiles_over(std::uint32_t pixels) { return (pixels + kTile - 1) / kTile; }

// Grows in powers of two, so that a slow zoom does not remake a buffer every frame.
void fit_buffer(vulkan::Device& device, vulkan::Buffer& buffer, std::string_view name, std::size_t bytes,
                VkBufferUsageFlags usage, VkFormat texels = VK_FORMAT_UNDEFINED) {
    if (!buffer || buffer.bytes() < bytes)
        buffer = vulkan::Buffer(device, name, std::bit_ceil(bytes), usage, vulkan::MemoryKind::device, texels);
}

struct ProjectPush {
    shared::SiteSetPush set;
    shared::DiscPush disc;
};

}  // namespace

DiscPipelines::DiscPipelines(vulkan::Device& device)
    : begin(device, "disc_begin.comp"),
      place(device, "disc_place.comp"),
      fill(device, "disc_fill.comp"),
      gather(device, "disc_gather.comp"),
      project(device, "disc_project.comp"),
      width(subgroup_width(device)),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {
    for (const std::uint32_t four_points : {0U, 1U})
        for (const std::uint32_t alone : {0U, 1U}) (void)gather({width, four_points, 0, 0, alone});
}

DiscPlan plan_discs(std::uint32_t chunks, float reach_px, std::uint32_t width, std::uint32_t height,
                    const DiscLimits& limits) {
    DiscPlan plan;
    if (chunks == 0) return plan;
    // Pixel centres within reach span at most 2 reach, so at most two tiles more than fit into that; a pixel for
    // rounding.
    const auto across = [&](std::uint32_t pixels) {
        const float tiles = std::floor((2 * reach_px + 1) / float(kTile)) + 2;
        return std::uint32_t(std::min(tiles, float(tiles_over(pixels))));
    };
    const std::uint64_t chunk_touches = std::uint64_t(across(width)) * across(height) * shared::CHUNK_SLOTS;
    plan.batch_chunks = std::uint32_t(std::clamp<std::uint64_t>(
        std::min<std::uint64_t>(limits.records / shared::CHUNK_SLOTS, limits.touches / chunk_touches), 1, chunks));
    plan.batches = (chunks + plan.batch_chunks - 1) / plan.batch_chunks;
    plan.touches = std::uint32_t(std::min<std::uint64_t>(plan.batch_chunks * chunk_touches, DiscLimits{}.touches));
    return plan;
}

void DiscScratch::fit(vulkan::Device& device, vulkan::Commands& commands, std::uint32_t width, std::uint32_t height,
                      std::span<const DiscPlan> plans) {
    std::size_t batch_count = 0, record_count = 0, touch_count = 0;
    for (const DiscPlan& plan : plans) {
        batch_count += plan.batches;
        record_count = std::max<std::size_t>(record_count, std::size_t(plan.batch_chunks) * shared::CHUNK_SLOTS);
        touch_count = std::max<std::size_t>(touch_count, plan.touches);
    }
    if (batch_count == 0) return;
    fit_buffer(device, batches, "disc batches", batch_count * sizeof(DiscBatch),
               vulkan::storage_usage | vulkan::indirect_usage);
    fit_buffer(device, records, "disc records", record_count * sizeof(shared::DiscRecord), vulkan::storage_usage,
               VK_FORMAT_R32G32B32A32_SFLOAT);
    fit_buffer(device, touches, "disc touches", touch_count * 8, vulkan::storage_usage, VK_FORMAT_R32G32_UINT);
    fit_buffer(device, entries, "disc entries", touch_count * 4, vulkan::storage_usage, VK_FORMAT_R32_UINT);
    const std::uint32_t columns = tiles_over(width), all = columns * tiles_over(height);
    tiles_x = columns;
    tiles = all;
    const std::size_t bin_count = std::size_t(tiles) * shared::LAYER_COUNT;
    if (counts && counts.bytes() >= bin_count * 4) return;  // every use leaves the counts at zero
    assert(bin_count <= 1U << shared::DISC_BIN_BITS);
    counts = vulkan::Buffer(device, "disc bin counts", bin_count * 4, vulkan::storage_usage);
    firsts = vulkan::Buffer(device, "disc bin firsts", bin_count * 4, vulkan::storage_usage);
    bins = vulkan::Buffer(device, "disc bins", bin_count * sizeof(shared::DiscBin), vulkan::storage_usage,
                          vulkan::MemoryKind::device, VK_FORMAT_R32G32B32A32_UINT);
    commands.fill(counts, 0);
    commands.barrier(access::transfer_write, access::compute_write);
}

void draw_discs(vulkan::Commands& commands, DiscPipelines& pipelines, const SitePass& pass,
                const DiscScratch& scratch, const DiscPlan& plan, std::uint32_t first_batch, const FrameSetup& setup,
                const Targets& targets) {
    if (plan.batches == 0) return;
    commands.dispatch_over(pipelines.begin, {bind(0, pass.scratch.indirect), bind(1, scratch.batches)},
                           glm::uvec3(first_batch, plan.batches, plan.batch_chunks), plan.batches);
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
    for (std::uint32_t i = 0; i < plan.batches; ++i) {
        const std::uint32_t batch = first_batch + i;
        const std::size_t at = batch * sizeof(DiscBatch);
        commands.dispatch_indirect(
            pipelines.project(variant_by_width(pass)),
            with(site_bindings(pass),
                 {bind(6, pass.scratch.disc_chunks), bind(7, scratch.batches), bind(8, scratch.records),
                  bind(9, scratch.counts), bind(10, scratch.bins), bind(11, scratch.touches)}),
            ProjectPush{pass.push,
                        {i * plan.batch_chunks, batch, first_batch, plan.touches, scratch.tiles_x, scratch.tiles}},
            scratch.batches, at + offsetof(DiscBatch, project_groups));
        commands.barrier(access::compute_write, access::compute_write | access::indirect);
        commands.dispatch_indirect(
            pipelines.place,
            {bind(0, scratch.batches), bind(1, scratch.bins), bind(2, scratch.counts), bind(3, scratch.firsts)},
            glm::uvec3(batch, scratch.tiles_x, scratch.tiles), scratch.batches, at + offsetof(DiscBatch, place_groups));
        commands.barrier(access::compute_write, access::compute_write);
        commands.dispatch_indirect(
            pipelines.fill,
            {bind(0, scratch.batches), bind(1, scratch.touches), bind(2, scratch.firsts), bind(3, scratch.entries)},
            glm::uvec2(batch, plan.touches), scratch.batches, at + offsetof(DiscBatch, fill_groups));
        commands.barrier(access::compute_write, access::compute_write);
        commands.dispatch_indirect(
            pipelines.gather({pipelines.width, setup.four_points, setup.overlaps, setup.grid_shift > 0, i == 0 && !setup.splats}),
            {bind(0, pass.frame), bind(1, scratch.batches), bind_texels(2, scratch.bins),
             bind_texels(3, scratch.entries), bind_texels(4, scratch.records), bind(5, targets.cells),
             bind(6, targets.depth, pipelines.nearest), bind(7, setup.overlaps ? targets.densities : targets.cells)},
            batch, scratch.batches, at + offsetof(DiscBatch, gather_groups));
        commands.barrier(access::compute_write, access::compute_write | access::indirect);
    }
}

}  // namespace stipple::renderer
