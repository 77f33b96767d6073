#include "renderer/renderer.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <optional>

#include "renderer/dot_setup.h"
#include "renderer/internals.h"
#include "renderer/passes/compose_pass.h"
#include "renderer/passes/head_pass.h"
#include "renderer/passes/site_pass.h"
#include "shared/hair_fibre.h"

namespace stipple::renderer {
namespace access = vulkan::access;

namespace {

// Bytes of a frame's copies of counters: both indirect buffers of every part of the grid, then a count of dropped discs for
// each site set of every part.
constexpr std::size_t kMostParts = 16, kDroppedOffset = kMostParts * 2 * kIndirectBytes, kCounterBytes = kDroppedOffset + kMostParts * 2 * 4;

template <class T>
bool same_bytes(const T& a, const T& b) {
    static_assert(std::is_trivially_copyable_v<T>);
    return std::memcmp(&a, &b, sizeof(T)) == 0;
}

void fit_scratch(vulkan::Device& device, std::optional<SiteScratch>& scratch, const DesignResource& design) {
    const std::uint32_t clusters = design.sites->cluster_count();
    if (!scratch || scratch->capacity < clusters) scratch.emplace(device, clusters);
}

bool drawn(const std::shared_ptr<const DesignResource>& design) { return design && design->bounds.live_per_mm2_max > 0; }

SiteBounds bounds_of(const std::shared_ptr<const DesignResource>& design) {
    if (!design) return {};
    SiteBounds bounds = design->bounds;
    bounds.live = design->live;
    return bounds;
}

}  // namespace

Renderer::Internals::Internals(const DeviceRequest& request)
    : device(request),
      frames(device),
      head_pipelines_(device),
      site_pipelines_(device),
      disc_pipelines_(device),
      compose_pipelines_(device),
      shadow_pipelines_(device),
      frame_uniforms_(device, "frame uniforms", sizeof(shared::FrameUniforms), vulkan::uniform_usage),
      time_table_(device, "time table", sizeof(shared::TimeTable), vulkan::uniform_usage),
      marks_(device, "marks uniforms", sizeof(shared::MarksUniforms), vulkan::uniform_usage),
      light_(device, "light uniforms", sizeof(shared::LightUniforms), vulkan::uniform_usage) {
    if (request.disc_records != 0) disc_limits_.records = request.disc_records;
    for (vulkan::Buffer& counters : counters_)
        counters = vulkan::Buffer(device, "drawn counters", kCounterBytes, 0, vulkan::MemoryKind::readback);
    // What a plain head and design need, made now, so that the first look close up or years on does not wait for it.
    (void)head_pipelines_.one_sided({1, 0, 0});
    for (const std::uint32_t ends : {0U, 3U, shared::MAX_SESSIONS - 1U})
        for (const std::uint32_t reduced : {0U, 1U}) (void)site_pipelines_.splat({ends, reduced, 0, 0, site_pipelines_.width, site_pipelines_.scattered});
    (void)site_pipelines_.splat({0, 0, 1, 0, site_pipelines_.width, site_pipelines_.scattered});
}

bool Renderer::Internals::Summed::operator==(const Summed& other) const {
    return head == other.head && head_level == other.head_level && dots == other.dots && follicles == other.follicles &&
           path == other.path && dot_rank_cut == other.dot_rank_cut && follicle_rank_cut == other.follicle_rank_cut && same_bytes(time, other.time) && same_bytes(uniforms, other.uniforms);
}

void Renderer::Internals::record(vulkan::Commands& commands, const Frame& frame, std::uint32_t width, std::uint32_t height,
                                 const MeasureBuffers* measure, Sample sample, bool linear) {
    assert(frame.head && "a frame shows a head");
    assert(!frame.dot_state || frame.dot_state->sites == frame.dots);
    assert(!frame.follicle_state || frame.follicle_state->sites == frame.follicles);
    if (!targets || targets->width != width || targets->height != height) {
        targets.emplace(device, width, height);
        summed_.reset();
    }

    FrameSetup setup =
        set_up_frame(frame, bounds_of(frame.dot_state), bounds_of(frame.follicle_state), frame.head->bounds, width, height, sample);
    if (measure) {  // every pixel is handed back
        setup.uniforms.area = setup.uniforms.dot_area = {0, 0, width, height};
        lay_out_cells(setup.uniforms);
    }
    const shared::FrameUniforms& u = setup.uniforms;
    targets->fit_reduced(device, u.blur_factor, setup.grid_shift);
    // The last frame may still read what this one is about to overwrite.
    commands.barrier(access::everything, access::transfer_write);
    commands.upload_value(frame_uniforms_, u);
    commands.upload_value(time_table_, frame.time);
    const Marked marked = upload_marked(commands, frame);
    if (const glm::vec3 gloss(frame.skin.roughness, frame.skin.specular, frame.skin.oil); gloss != gloss_of_) {
        gloss_ = fit_gloss(frame.skin);
        gloss_of_ = gloss;
    }
    LightSetup light = set_up_light(frame, gloss_, frame.head->bounds, sample);
    const bool captured = frame.head->captured && u.skin.captured == shared::SHOWN_CAPTURED;
    const bool unlit = captured && frame.head->all_captured;
    if (unlit) {
        light.keys = 0;
        light.shadows = {};
    }
    commands.upload_value(light_, light.uniforms);
    commands.barrier(access::transfer_write, access::any_read);
    const std::size_t level = head_level(frame.head->level_errors_mm, frame, u, frame.head->bounds);
    if (!measure) {
        const auto scope = commands.time("shadows");
        shadow_maps_.draw(device, commands, shadow_pipelines_, frame.head, level, light);
    }
    {
        const auto scope = commands.time("head");
        draw_head(commands, head_pipelines_, *frame.head, level, frame_uniforms_, u, *targets);
    }
    const bool dots = (u.layers != 0 || u.strips_used != 0) && u.dot_area.z > 0 && u.dot_area.w > 0;
    const bool pigment = measure != nullptr || dots;
    // The samples of a picture move the head, not the dots: their sums are still there.
    Summed wanted{frame.head, level, frame.dot_state, frame.follicle_state, frame.time, u, frame.path, setup.dot_rank_cut, setup.follicle_rank_cut};
    wanted.uniforms.head_offset = wanted.uniforms.ray_corner = {};
    wanted.uniforms.sample_index = wanted.uniforms.sample_count = 0;
    const bool changed = !summed_ || !(*summed_ == wanted);
    summed_ = std::move(wanted);
    if (changed) shafts_drawn_ = false;
    if (changed || measure) {
        last_slot_ = frames.slot();
        counted_[last_slot_] = dropped_[last_slot_] = 0;
    }
    if (pigment && (changed || measure)) {
        sum_dots(commands, frame, setup, measure, sample);
        diffuse(commands, compose_pipelines_, frame_uniforms_, u, *targets);
    }
    // What a camera saw is shown as it is, without light on its hairs and without the shoulder: what is shown is spread.
    const bool shafts = pigment && !measure && !unlit && draw_seen_shafts(commands, frame, setup, light);
    std::optional<shared::LensPush> lens = measure ? std::nullopt : set_up_lens(frame.camera, u, frame.head->bounds);
    const bool radiance = linear || (lens && !captured);
    const Composed composed = radiance ? Composed::radiance_sums : lens ? Composed::shown_sums : Composed::picture;
    compose(commands, compose_pipelines_, *frame.head, frame_uniforms_, u, *targets, measure, pigment, shafts, marked, {light, light_, shadow_maps_}, composed);
    // Of many samples the picture in between stays the first one's, spread once; all of them are seen at the end.
    through_lens = lens && (sample.index == 0 || sample.index + 1 == sample.count);
    if (lens && linear) lens->area = {0, 0, width, height};  // all of it is read back
    if (through_lens) spread_by_lens(commands, *lens, u, linear ? std::nullopt : std::optional(radiance));
}

bool Renderer::Internals::draw_seen_shafts(vulkan::Commands& commands, const Frame& frame, const FrameSetup& setup, const LightSetup& light) {
    const shared::FrameUniforms& u = setup.uniforms;
    const float seen = shafts_seen(frame.look.hair_shaft_mm / u.mm_per_pixel);
    if (seen <= 0 || (u.layers & 4U) == 0 || frame.look.hair_length_mm <= 0 || frame.path == DotPath::moments) return false;
    std::array<glm::vec4, kMostKeyLights> lit_by{};
    for (std::uint32_t lamp = 0; lamp < light.keys; ++lamp) lit_by[lamp] = light.uniforms.keys[lamp].direction;
    if (shafts_drawn_ && lit_by == shafts_lit_by_) return true;
    shafts_lit_by_ = lit_by;
    shafts_drawn_ = true;
    if (!shaft_pipelines_) shaft_pipelines_.emplace(device);
    targets->fit_shafts(device, std::uint32_t(shared::shaft_shadow_block(u.mm_per_pixel)));
    fit_scratch(device, follicle_scratch_, *frame.follicle_state);
    const SitePass follicles{site_pipelines_, *follicle_scratch_, *frame.follicle_state, frame_uniforms_, time_table_, true, false,
                             {frame.follicle_state->cluster_count, hair_seen_mm(frame.look), setup.follicle_rank_cut}};
    draw_shafts(commands, *shaft_pipelines_, follicles, light_, light.keys, seen, *targets);
    return true;
}

void Renderer::Internals::spread_by_lens(vulkan::Commands& commands, const shared::LensPush& push, const shared::FrameUniforms& uniforms,
                                         std::optional<bool> shown_radiance) {
    if (!lens_pipelines_) lens_pipelines_.emplace(device);
    if (!lens_images || lens_images->width != targets->width || lens_images->height != targets->height)
        lens_images.emplace(device, targets->width, targets->height);
    spread(commands, *lens_pipelines_, *lens_images, push, *targets);
    if (shown_radiance) show(commands, *lens_pipelines_, *lens_images, push, frame_uniforms_, uniforms, *targets, *shown_radiance);
}

// Where there are marks and nothing heals, or the other way round, the missing map is a single texel that says so.
Marked Renderer::Internals::upload_marked(vulkan::Commands& commands, const Frame& frame) {
    if (!frame.marks && !frame.treated) return {};
    shared::MarksUniforms uniforms = frame.marks ? frame.marks->uniforms : frame.treated->uniforms;
    uniforms.treated = frame.treated ? frame.treated->uniforms.treated : glm::vec4(0);
    uniforms.look = frame.marks_look;
    if (!frame.treated) uniforms.look.healing = glm::vec4(0);
    commands.upload_value(marks_, uniforms);
    if (!frame.marks && !plain_marks_) {
        constexpr auto plain = std::uint8_t(shared::MARK_PLAIN);
        constexpr std::array<std::uint8_t, 4> texel{plain, plain, plain, 0};
        plain_marks_ = make_marks_resource(device, commands, {.width = 1, .height = 1, .rgba = texel});
    }
    if (!frame.treated && !untreated_) {
        constexpr std::array<std::uint8_t, 1> texel{0};
        untreated_ = make_treated_resource(device, commands, {.side = 1, .share = texel});
    }
    return {frame.marks ? &frame.marks->map : &plain_marks_->map, frame.treated ? &frame.treated->map : &untreated_->map, &marks_};
}

void Renderer::Internals::sum_dots(vulkan::Commands& commands, const Frame& frame, const FrameSetup& picture, const MeasureBuffers* measure,
                                   Sample sample) {
    const std::vector<FrameSetup> parts = grid_parts(picture, frame, bounds_of(frame.dot_state), bounds_of(frame.follicle_state), sample);
    assert(parts.size() <= kMostParts);
    for (const FrameSetup& part : parts) {
        const shared::FrameUniforms& u = part.uniforms;
        const auto columns = std::uint32_t(u.viewport.x);
        targets->fit_sums(device, columns, std::uint32_t(u.viewport.y), part.overlaps);
        const std::vector<DiscPlan> discs = plan_all_discs(frame, part);
        // Nothing need go through the cells where all is in one batch of discs.
        const bool straight = !measure && resolves_discs(part, *targets) && one_batch(discs, disc_limits_);
        commands.barrier(access::everything, access::transfer_write);
        if (picture.grid_shift > 0) commands.upload_value(frame_uniforms_, u);
        if (!straight && u.layers != 0 && u.dot_area.w > 0) {
            const auto scope = commands.time("clear");
            const std::size_t low = std::size_t(std::countr_zero(u.layers)), high = std::size_t(std::bit_width(u.layers));
            const std::size_t first = low * u.cells_per_layer + std::size_t(u.dot_area.y) * u.cells_per_row + u.dot_area.x;
            commands.fill(targets->cells, 0, first * 8, (high - low) * u.cells_per_layer * 8);
        }
        if (part.overlaps && u.dot_area.w > 0)
            commands.fill(targets->densities, 0, std::size_t(u.dot_area.y) * columns * 12, std::size_t(u.dot_area.w) * columns * 12);
        commands.barrier(access::transfer_write, access::any_read | access::compute_write);
        draw_sites(commands, frame, part, discs, straight);
        if (!straight) resolve(commands, compose_pipelines_, frame_uniforms_, part, *targets, measure);
    }
    if (picture.grid_shift > 0) {
        commands.barrier(access::everything, access::transfer_write);
        commands.upload_value(frame_uniforms_, picture.uniforms);
        commands.barrier(access::transfer_write, access::any_read);
    }
}

void Renderer::Internals::draw_sites(vulkan::Commands& commands, const Frame& frame, const FrameSetup& setup,
                                     std::span<const DiscPlan> discs, bool straight) {
    const shared::FrameUniforms& uniforms = setup.uniforms;
    std::vector<SitePass> passes;
    const auto add = [&](const std::shared_ptr<const DesignResource>& design, std::optional<SiteScratch>& scratch, bool hair,
                         float rank_cut) {
        if (!drawn(design)) return;
        fit_scratch(device, scratch, *design);
        const float diameter_mm = hair ? hair_seen_mm(frame.look) : frame.look.diameter_mm;
        passes.push_back({site_pipelines_, *scratch, *design, frame_uniforms_, time_table_, hair, setup.grid_shift > 0,
                          {design->cluster_count, diameter_mm, rank_cut}});
    };
    add(frame.dot_state, dot_scratch_, false, setup.dot_rank_cut);
    if (frame.look.hair_strength > 0) add(frame.follicle_state, follicle_scratch_, true, setup.follicle_rank_cut);

    const bool quads = frame.path == DotPath::quads;
    if (quads)
        for (const SitePass& pass : passes) pass.design.list_every_chunk(device, commands);
    if (!quads)
        for (const SitePass& pass : passes) {
            const auto scope = commands.time("cull");
            cull_sites(commands, pass);
            commands.copy(pass.scratch.indirect, counters_[last_slot_], kIndirectBytes, 0, kIndirectBytes * counted_[last_slot_]++);
        }
    if (uniforms.layers != 0) commands.transition(targets->depth, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    if (setup.splats) {
        const auto scope = commands.time("dots");
        for (const SitePass& pass : passes) splat_sites(commands, pass, *targets);
        commands.barrier(access::compute_write, access::compute_write);
    }
    if (setup.discs) draw_all_discs(commands, passes, discs, setup, straight);
    if (uniforms.strips_used != 0) {
        const auto scope = commands.time("dots");
        const vulkan::DepthTarget depth{&targets->depth, VK_ATTACHMENT_LOAD_OP_LOAD};
        commands.begin_rendering({{&targets->strips}}, &depth);
        for (const SitePass& pass : passes) quads ? draw_quads(commands, pass) : draw_strips(commands, pass);
        commands.end_rendering();
    }
}

std::vector<DiscPlan> Renderer::Internals::plan_all_discs(const Frame& frame, const FrameSetup& setup) const {
    const shared::FrameUniforms& u = setup.uniforms;
    std::vector<DiscPlan> plans;
    const auto add = [&](const std::shared_ptr<const DesignResource>& design, float diameter_mm, float length_px_mm) {
        if (!setup.discs || !drawn(design)) return;
        const VisibleBound bound = visible_bound(design->live, design->sites->host_clusters, design->chunks, u, diameter_mm);
        // 2 pixels: more than the blur of a pixel adds to the reach.
        plans.push_back(plan_discs(bound.chunks, setup.disc_reach_px_mm / bound.nearest_mm + 2, std::uint32_t(u.viewport.x), std::uint32_t(u.viewport.y), disc_limits_,
                                   length_px_mm / bound.nearest_mm));
    };
    add(frame.dot_state, frame.look.diameter_mm, 0);
    if (frame.look.hair_strength > 0) add(frame.follicle_state, hair_seen_mm(frame.look), setup.hair_length_px_mm);
    return plans;
}

void Renderer::Internals::draw_all_discs(vulkan::Commands& commands, std::span<const SitePass> passes, std::span<const DiscPlan> plans,
                                         const FrameSetup& setup, bool straight) {
    assert(passes.size() == plans.size());
    const shared::FrameUniforms& u = setup.uniforms;
    const auto scope = commands.time("dots");
    disc_scratch_.fit(device, commands, std::uint32_t(u.viewport.x), std::uint32_t(u.viewport.y), plans, straight);
    if (straight) resolve_discs(commands, disc_pipelines_, passes, disc_scratch_, plans, setup, *targets);
    std::vector<std::uint32_t> firsts;
    std::uint32_t batch = 0;
    for (std::size_t i = 0; i < passes.size(); batch += straight ? 1 : plans[i].batches, ++i) {
        if (plans[i].batches == 0) continue;
        if (!straight) draw_discs(commands, disc_pipelines_, passes[i], disc_scratch_, plans[i], batch, setup, *targets);
        firsts.push_back(batch);
    }
    commands.barrier(access::compute_write, access::transfer_read);
    for (const std::uint32_t first : firsts)
        commands.copy(disc_scratch_.batches, counters_[last_slot_], 4, first * sizeof(shared::DiscBatch) + offsetof(shared::DiscBatch, overflow),
                      kDroppedOffset + 4 * dropped_[last_slot_]++);
}

Renderer::Renderer(const DeviceRequest& request) : internals_(std::make_unique<Internals>(request)) {}
Renderer::~Renderer() = default;

std::shared_ptr<const HeadResource> Renderer::upload_head(const HeadView& head) {
    return make_head_resource(internals_->device, internals_->frames, head);
}

std::shared_ptr<const SitesResource> Renderer::upload_sites(const SitesView& sites) {
    vulkan::Commands& commands = internals_->frames.begin();
    auto resource = make_sites_resource(internals_->device, commands, sites);
    internals_->frames.submit();
    return resource;
}

std::shared_ptr<const DesignResource> Renderer::upload_design(const std::shared_ptr<const SitesResource>& sites,
                                                              const SiteStateView& state) {
    vulkan::Commands& commands = internals_->frames.begin();
    auto resource = make_design_resource(internals_->device, commands, sites, state);
    internals_->frames.submit();
    return resource;
}

std::shared_ptr<const MarksResource> Renderer::upload_marks(const MarksView& marks) {
    vulkan::Commands& commands = internals_->frames.begin();
    auto resource = make_marks_resource(internals_->device, commands, marks);
    internals_->frames.submit();
    return resource;
}

std::shared_ptr<const TreatedResource> Renderer::upload_treated(const TreatedView& treated) {
    vulkan::Commands& commands = internals_->frames.begin();
    auto resource = make_treated_resource(internals_->device, commands, treated);
    internals_->frames.submit();
    return resource;
}

void Renderer::draw(std::span<const Frame> all, std::uint32_t width, std::uint32_t height) {
    vulkan::Commands& commands = internals_->frames.begin();
    for (const Frame& frame : all) internals_->record(commands, frame, width, height, nullptr);
    internals_->frames.submit();
    internals_->frames.wait();
}

FrameStatistics Renderer::Internals::statistics() const {
    FrameStatistics statistics{frames.times()};
    const auto words = counters_[last_slot_].mapped_as<std::uint32_t>();
    for (std::uint32_t i = 0; i < counted_[last_slot_]; ++i) {
        statistics.clusters_drawn += words[i * kIndirectBytes / 4 + 8];
        statistics.dots_drawn += words[i * kIndirectBytes / 4 + 9];
    }
    for (std::uint32_t i = 0; i < dropped_[last_slot_]; ++i) statistics.dots_dropped += words[kDroppedOffset / 4 + i];
    return statistics;
}

void Renderer::wait() { internals_->frames.wait(); }

FrameStatistics Renderer::statistics() const { return internals_->statistics(); }
std::string Renderer::device_name() const { return internals_->device.name(); }
std::vector<std::string> Renderer::validation_messages() const { return internals_->device.validation_messages(); }

}  // namespace stipple::renderer
