#include "renderer/passes/site_pass.h"

#include <algorithm>

namespace stipple::renderer {
namespace access = vulkan::access;
using vulkan::bind;

namespace {

constexpr std::size_t kDrawOffset = 16;        // bytes into `indirect`
constexpr std::uint32_t kGroupClusters = 64;  // local size of cull.comp and compact.comp

std::uint32_t groups_for(std::uint32_t clusters) { return (clusters + kGroupClusters - 1) / kGroupClusters; }

vulkan::GraphicsDescription strip_description() {
    vulkan::GraphicsDescription d;
    d.vertex = "strip.vert";
    d.fragment = "strip.frag";
    d.colors = {kStripFormat};
    d.blends = {vulkan::Blend::add};
    d.depth = kDepthFormat;
    d.depth_test = true;
    d.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_STRIP;
    return d;
}

}  // namespace

std::uint32_t subgroup_size(const vulkan::Device& device) {
    VkPhysicalDeviceSubgroupProperties subgroup{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2, &subgroup};
    vkGetPhysicalDeviceProperties2(device.physical(), &properties);
    return subgroup.subgroupSize;
}

std::uint32_t subgroup_width(const vulkan::Device& device) {
    return device.wide_groups() ? 32 : std::clamp(subgroup_size(device), 8U, shared::CHUNK_SLOTS);
}

vulkan::Bindings site_bindings(const SitePass& pass) {
    return {bind(0, pass.frame),          bind(1, pass.time),
            bind(2, pass.design.sites->clusters), bind(3, pass.design.states),
            bind(4, pass.design.live_mask),       bind(5, pass.design.sites->dots)};
}

vulkan::VariantValues variant(const SitePass& pass) {
    // Few numbers of sessions, so that few pipelines are made.
    const std::uint32_t sessions = pass.design.sessions;
    const std::uint32_t ends = pass.hair || sessions <= 1 ? 0 : sessions <= 4 ? 3 : shared::MAX_SESSIONS - 1;
    return {ends, pass.push.rank_cut > 0, pass.hair, pass.fine};
}

vulkan::VariantValues variant_by_width(const SitePass& pass) {
    vulkan::VariantValues values = variant(pass);
    values.push_back(pass.pipelines.width);
    return values;
}

vulkan::Bindings with(vulkan::Bindings bindings, std::initializer_list<vulkan::Binding> more) {
    bindings.insert(bindings.end(), more.begin(), more.end());
    return bindings;
}

SitePipelines::SitePipelines(vulkan::Device& device)
    : cull(device, "cull.comp"),
      scan(device, "scan.comp"),
      compact(device, "compact.comp"),
      width(subgroup_width(device)),
      scattered(device.scattered()),
      splat(device, device.int64_atomics() ? "splat.comp" : "splat_int32.comp"),
      strip(device, strip_description()),
      nearest(device, "nearest", {.filter = VK_FILTER_NEAREST, .mip_mode = VK_SAMPLER_MIPMAP_MODE_NEAREST}) {}

SiteScratch::SiteScratch(vulkan::Device& device, std::uint32_t cluster_count)
    : capacity(cluster_count),
      counts(device, "chunk counts", std::size_t(cluster_count) * 4, vulkan::storage_usage),
      groups(device, "chunk groups", std::size_t(groups_for(cluster_count)) * 16, vulkan::storage_usage),
      splat_chunks(device, "splat chunks", std::size_t(cluster_count) * 16, vulkan::storage_usage),
      disc_chunks(device, "disc chunks", std::size_t(cluster_count) * 16, vulkan::storage_usage),
      indirect(device, "chunk indirect", kIndirectBytes, vulkan::storage_usage | vulkan::indirect_usage) {}

void cull_sites(vulkan::Commands& commands, const SitePass& pass) {
    const std::uint32_t groups = groups_for(pass.push.cluster_count);
    commands.dispatch(pass.pipelines.cull, with(site_bindings(pass), {bind(6, pass.scratch.counts), bind(7, pass.scratch.groups)}),
                      pass.push, groups);
    commands.barrier(access::compute_write, access::compute_write);
    commands.dispatch(pass.pipelines.scan, {bind(0, pass.scratch.groups), bind(1, pass.scratch.indirect)}, groups, 1);
    commands.barrier(access::compute_write, access::compute_write | access::indirect);
    commands.dispatch(pass.pipelines.compact,
                      {bind(0, pass.scratch.counts), bind(1, pass.scratch.groups), bind(2, pass.scratch.splat_chunks),
                       bind(3, pass.scratch.disc_chunks)},
                      pass.push.cluster_count, groups);
    commands.barrier(access::compute_write, access::compute_write | access::indirect | access::vertex_read | access::transfer_read);
}

void splat_sites(vulkan::Commands& commands, const SitePass& pass, const Targets& targets) {
    vulkan::VariantValues values = variant_by_width(pass);
    values.push_back(pass.pipelines.scattered);
    commands.dispatch_indirect(pass.pipelines.splat(values),
                               with(site_bindings(pass), {bind(6, pass.scratch.splat_chunks), bind(7, pass.scratch.indirect),
                                                          bind(8, targets.cells), bind(9, targets.depth, pass.pipelines.nearest)}),
                               pass.push, pass.scratch.indirect, 0);
}

void draw_strips(vulkan::Commands& commands, const SitePass& pass) {
    commands.draw_indirect(pass.pipelines.strip(variant(pass)), with(site_bindings(pass), {bind(6, pass.scratch.disc_chunks)}), pass.push,
                           pass.scratch.indirect, kDrawOffset);
}

void draw_quads(vulkan::Commands& commands, const SitePass& pass) {
    commands.draw(pass.pipelines.strip(variant(pass)), with(site_bindings(pass), {bind(6, pass.design.every_chunk)}), pass.push, 4,
                  pass.design.chunk_count * shared::CHUNK_SLOTS);
}

}  // namespace stipple::renderer
