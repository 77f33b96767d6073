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
// Entries that bins have of their own in all, at most: 32 MB.
constexpr std::size_t kMostRoom = 1U << 23;

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
      fill(device, "disc_fill.comp"),
      place(device, "disc_place.comp"),
      gather(device, "disc_gather.comp"),
      resolve(device, "disc_resolve.comp"),
      project(device, "disc_project.comp"),
      width(subgroup_width(device)),
      together(width <= 16 && !device.wide_groups() && subgroup_size(device) >= width),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {
    for (const std::uint32_t four_points : {0U, 1U})
        for (const std::uint32_t alone : {0U, 1U}) for (const std::uint32_t hair : {0U, 1U}) (void)gather({width, four_points, 0, 0, alone, hair});
    for (const std::uint32_t layers : {0U, 1U, 3U, 5U, 7U}) (void)resolve({width, layers, together});
}

DiscPlan plan_discs(std::uint32_t chunks, float reach_px, std::uint32_t width, std::uint32_t height,
                    const DiscLimits& limits, float length_px) {
    DiscPlan plan;
    if (chunks == 0) return plan;
    // Pixel centres within reach span at most 2 reach, so at most two tiles more than fit into that; a pixel for
    // rounding.
    const auto across = [&](std::uint32_t pixels) {
        const float tiles = std::floor((2 * reach_px + length_px + 1) / float(kTile)) + 2;
        return std::uint32_t(std::min(tiles, float(tiles_over(pixels))));
    };
    std::uint64_t site_touches = std::uint64_t(across(width)) * across(height);
    if (length_px > 0) {
        // A hair is listed by tiles whose centres lie within its reach and half a tile's diagonal: these tiles fill no more than what lies
        // within a whole diagonal of that reach.
        const float near = reach_px + std::sqrt(2.0F) * float(kTile) + 1;
        const float area = 2 * near * length_px + 3.1415927F * near * near;
        site_touches = std::min<std::uint64_t>(site_touches, std::uint64_t(area / float(kTile * kTile)) + 1);
    }
    const std::uint64_t chunk_touches = site_touches * shared::CHUNK_SLOTS;
    plan.batch_chunks = std::uint32_t(std::clamp<std::uint64_t>(
        std::min<std::uint64_t>(limits.records / shared::CHUNK_SLOTS, limits.touches / chunk_touches), 1, chunks));
    plan.batches = (chunks + plan.batch_chunks - 1) / plan.batch_chunks;
    plan.touches = std::uint32_t(std::min<std::uint64_t>(plan.batch_chunks * chunk_touches, DiscLimits{}.touches));
    return plan;
}

bool one_batch(std::span<const DiscPlan> plans, const DiscLimits& limits) {
    std::uint64_t batches = 0, records = 0, touches = 0;
    for (const DiscPlan& plan : plans) {
        if (plan.batches > 1) return false;
        batches += plan.batches;
        records += std::uint64_t(plan.batch_chunks) * shared::CHUNK_SLOTS;
        touches += plan.touches;
    }
    return batches > 0 && records <= limits.records && touches <= limits.touches;
}

void DiscScratch::fit(vulkan::Device& device, vulkan::Commands& commands, std::uint32_t width, std::uint32_t height,
                      std::span<const DiscPlan> plans, bool together) {
    std::size_t batch_count = 0, record_count = 0, touch_count = 0;
    for (const DiscPlan& plan : plans) {
        const std::size_t own_records = std::size_t(plan.batch_chunks) * shared::CHUNK_SLOTS;
        batch_count += together ? 1 : plan.batches;
        record_count = together ? record_count + own_records : std::max(record_count, own_records);
        touch_count = together ? touch_count + plan.touches : std::max<std::size_t>(touch_count, plan.touches);
    }
    if (batch_count == 0) return;
    const std::uint32_t columns = tiles_over(width), all = columns * tiles_over(height);
    tiles_x = columns;
    tiles = all;
    const std::size_t bin_count = std::size_t(tiles) * shared::LAYER_COUNT;
    room = std::uint32_t(std::min<std::size_t>(shared::DISC_ROOM, kMostRoom / bin_count));
    entry_capacity = std::uint32_t(bin_count * room + touch_count);
    fit_buffer(device, batches, "disc batches", batch_count * sizeof(DiscBatch),
               vulkan::storage_usage | vulkan::indirect_usage);
    fit_buffer(device, records, "disc records", record_count * sizeof(shared::DiscRecord), vulkan::storage_usage,
               VK_FORMAT_R32G32B32A32_SFLOAT);
    fit_buffer(device, touches, "disc touches", touch_count * 8, vulkan::storage_usage, VK_FORMAT_R32G32_UINT);
    fit_buffer(device, entries, "disc entries", std::size_t(entry_capacity) * 4, vulkan::storage_usage, VK_FORMAT_R32_UINT);
    if (counts && counts.bytes() >= bin_count * 4) return;  // every use leaves the counts at zero
    assert(bin_count <= 1U << shared::DISC_BIN_BITS);
    counts = vulkan::Buffer(device, "disc bin counts", bin_count * 4, vulkan::storage_usage);
    tile_list = vulkan::Buffer(device, "disc tiles", std::size_t(tiles) * 4, vulkan::storage_usage);
    firsts = vulkan::Buffer(device, "disc bin firsts", bin_count * 4, vulkan::storage_usage);
    bins = vulkan::Buffer(device, "disc bins", bin_count * sizeof(shared::DiscBin), vulkan::storage_usage,
                          vulkan::MemoryKind::device, VK_FORMAT_R32G32B32A32_UINT);
    commands.fill(counts, 0);
    commands.barrier(access::transfer_write, access::compute_write);
}

namespace {

// Deals the pass's chunks into its batches.
void begin(vulkan::Commands& commands, const DiscPipelines& pipelines, const SitePass& pass, const DiscScratch& scratch,
           const DiscPlan& plan, std::uint32_t first_batch) {
    commands.dispatch_over(pipelines.begin, {bind(0, pass.scratch.indirect), bind(1, scratch.batches)},
                           glm::uvec3(first_batch, plan.batches, plan.batch_chunks), plan.batches);
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
}

// The records and touches of the chunks of batch `from`, counted in `disc.batch`.
void project(vulkan::Commands& commands, DiscPipelines& pipelines, const SitePass& pass, const DiscScratch& scratch,
             std::uint32_t from, const shared::DiscPush& disc, bool listed) {
    vulkan::VariantValues values = variant_by_width(pass);
    values.push_back(listed);
    commands.dispatch_indirect(pipelines.project(values),
                               with(site_bindings(pass),
                                    {bind(6, pass.scratch.disc_chunks), bind(7, scratch.batches), bind(8, scratch.records),
                                     bind(9, scratch.counts), bind(10, scratch.bins), bind(11, scratch.touches),
                                     bind(12, scratch.entries)}),
                               ProjectPush{pass.push, disc}, scratch.batches,
                               from * sizeof(DiscBatch) + offsetof(DiscBatch, project_groups));
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
}

struct PlacePush {
    std::uint32_t batch, first_batch, tiles_x, tiles, room, touch_capacity;
    glm::uvec4 area{0};
};

// Lists what found no room, and empties the counts.
void list(vulkan::Commands& commands, DiscPipelines& pipelines, const DiscScratch& scratch, const PlacePush& push,
          bool listed) {
    const std::size_t at = push.batch * sizeof(DiscBatch);
    const vulkan::Bindings bindings{bind(0, scratch.batches), bind(1, scratch.bins), bind(2, scratch.counts),
                                    bind(3, scratch.firsts), bind(4, scratch.tile_list)};
    const vulkan::ComputePipeline& place = pipelines.place({listed});
    if (listed) commands.dispatch_indirect(place, bindings, push, scratch.batches, at + offsetof(DiscBatch, place_groups));
    else commands.dispatch_over(place, bindings, push, push.tiles);
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
    commands.dispatch_indirect(
        pipelines.fill,
        {bind(0, scratch.batches), bind(1, scratch.touches), bind(2, scratch.firsts), bind(3, scratch.entries)},
        glm::uvec3(push.batch, push.touch_capacity, scratch.entry_capacity), scratch.batches,
        at + offsetof(DiscBatch, fill_groups));
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
}

// Bindings of disc_tile.glsl.
vulkan::Bindings tile_bindings(const DiscPipelines& pipelines, const SitePass& pass, const DiscScratch& scratch,
                               const Targets& targets) {
    return {bind(0, pass.frame), bind_texels(1, scratch.records), bind_texels(2, scratch.bins),
            bind_texels(3, scratch.entries), bind(4, targets.depth, pipelines.nearest)};
}

}  // namespace

void draw_discs(vulkan::Commands& commands, DiscPipelines& pipelines, const SitePass& pass,
                const DiscScratch& scratch, const DiscPlan& plan, std::uint32_t first_batch, const FrameSetup& setup,
                const Targets& targets) {
    if (plan.batches == 0) return;
    begin(commands, pipelines, pass, scratch, plan, first_batch);
    for (std::uint32_t i = 0; i < plan.batches; ++i) {
        const std::uint32_t batch = first_batch + i;
        project(commands, pipelines, pass, scratch, batch,
                {i * plan.batch_chunks, batch, 0, plan.touches, scratch.tiles_x, scratch.tiles, scratch.room}, true);
        list(commands, pipelines, scratch, {batch, first_batch, scratch.tiles_x, scratch.tiles, scratch.room, plan.touches}, true);
        commands.dispatch_indirect(
            pipelines.gather({pipelines.width, setup.four_points, setup.overlaps, setup.grid_shift > 0, i == 0 && !setup.splats, (setup.uniforms.layers & 4U) != 0}),
            with(tile_bindings(pipelines, pass, scratch, targets),
                 {bind(5, scratch.batches), bind(6, targets.cells), bind(7, setup.overlaps ? targets.densities : targets.cells)}),
            glm::uvec2(batch, scratch.room), scratch.batches, batch * sizeof(DiscBatch) + offsetof(DiscBatch, gather_groups));
        commands.barrier(access::compute_write, access::compute_write | access::indirect);
    }
}

bool resolves_discs(const FrameSetup& setup, const Targets& targets) {
    return setup.discs && !setup.splats && !setup.overlaps && !setup.four_points && setup.grid_shift == 0 &&
           setup.uniforms.strips_used == 0 && targets.means_side == kResolveSide;
}

void resolve_discs(vulkan::Commands& commands, DiscPipelines& pipelines, std::span<const SitePass> passes,
                   const DiscScratch& scratch, std::span<const DiscPlan> plans, const FrameSetup& setup,
                   const Targets& targets) {
    const shared::FrameUniforms& u = setup.uniforms;
    std::uint32_t touches = 0, first_record = 0;
    for (std::size_t i = 0; i < passes.size(); ++i) {
        touches += plans[i].touches;
        if (plans[i].batches != 0) begin(commands, pipelines, passes[i], scratch, plans[i], std::uint32_t(i));
    }
    // All count in the first batch there is.
    const auto batch = std::uint32_t(std::find_if(plans.begin(), plans.end(), [](const DiscPlan& p) { return p.batches != 0; }) - plans.begin());
    for (std::size_t i = 0; i < passes.size(); ++i) {
        if (plans[i].batches == 0) continue;
        project(commands, pipelines, passes[i], scratch, std::uint32_t(i),
                {0, batch, first_record, touches, scratch.tiles_x, scratch.tiles, scratch.room}, false);
        first_record += plans[i].batch_chunks * shared::CHUNK_SLOTS;
    }
    const glm::uvec2 low = glm::uvec2(u.dot_area) / kTile,
                     high = (glm::uvec2(u.dot_area) + glm::uvec2(u.dot_area.z, u.dot_area.w) + (kTile - 1)) / kTile;
    list(commands, pipelines, scratch, {batch, batch, scratch.tiles_x, scratch.tiles, scratch.room, touches, {low, high}}, false);

    commands.transition(targets.transmittance, VK_IMAGE_LAYOUT_GENERAL, vulkan::Keep::nothing);
    commands.transition(targets.means, VK_IMAGE_LAYOUT_GENERAL, vulkan::Keep::nothing);
    const auto resolve = [&](std::uint32_t layers, std::size_t groups) {
        commands.dispatch_indirect(
            pipelines.resolve({pipelines.width, layers, pipelines.together}),
            with(tile_bindings(pipelines, passes.front(), scratch, targets),
                 {vulkan::bind_storage(5, targets.transmittance), vulkan::bind_storage(6, targets.means), bind(7, scratch.batches),
                  bind(8, scratch.tile_list)}),
            glm::uvec4(batch, scratch.tiles_x, scratch.tiles, scratch.room), scratch.batches, batch * sizeof(DiscBatch) + groups);
    };
    resolve(0, offsetof(DiscBatch, bare_groups));
    commands.barrier(access::compute_write, access::compute_write);
    resolve(u.layers, offsetof(DiscBatch, gather_groups));
    commands.transition(targets.means, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
}

}  // namespace stipple::renderer
