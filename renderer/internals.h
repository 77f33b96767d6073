// What the renderer owns, for its own sources, the window's presenter and tests of single samples; nobody else includes this.
#pragma once
#include <array>
#include <optional>

#include "renderer/passes/compose_pass.h"
#include "renderer/passes/difference_pass.h"
#include "renderer/passes/disc_pass.h"
#include "renderer/passes/head_pass.h"
#include "renderer/passes/lens_pass.h"
#include "renderer/passes/shadow_pass.h"
#include "renderer/passes/shaft_pass.h"
#include "renderer/passes/site_pass.h"
#include "renderer/renderer.h"
#include "renderer/targets.h"
#include "renderer/vulkan/commands.h"
#include "renderer/vulkan/device.h"
#include "renderer/vulkan/frame_ring.h"

namespace stipple::renderer {

class Renderer::Internals {
  public:
    explicit Internals(const DeviceRequest& request);

    vulkan::Device device;
    vulkan::FrameRing frames;

    // Records one whole frame, or one of its samples: afterwards targets->picture holds it (layout COLOR_ATTACHMENT_OPTIMAL), or `measure` its sums. `linear`:
    // targets->average holds the sum of radiances, lens_images->result what a lens made of all of them, and no picture is made.
    void record(vulkan::Commands& commands, const Frame& frame, std::uint32_t width, std::uint32_t height,
                const MeasureBuffers* measure = nullptr, Sample sample = {}, bool linear = false);
    // Of the last frame that has finished.
    [[nodiscard]] FrameStatistics statistics() const;

    std::optional<Targets> targets;
    std::optional<LensImages> lens_images;
    bool through_lens = false;  // whether the last sample was spread, and lens_images->result holds the picture

    // Made when first asked for.
    [[nodiscard]] DifferencePipelines& difference_pipelines() {
        if (!difference_pipelines_) difference_pipelines_.emplace(device);
        return *difference_pipelines_;
    }

  private:
    // What targets->transmittance and its neighbourhood were made of.
    struct Summed {
        std::shared_ptr<const HeadResource> head;  // dots hide behind it
        std::size_t head_level;
        std::shared_ptr<const DesignResource> dots, follicles;
        shared::TimeTable time;
        shared::FrameUniforms uniforms;  // without what only the head's samples change
        DotPath path;
        float dot_rank_cut, follicle_rank_cut;
        bool operator==(const Summed& other) const;
    };

    // Dots to transmittance, part of the grid after part; afterwards frame_uniforms_ holds the picture's again.
    [[nodiscard]] Marked upload_marked(vulkan::Commands& commands, const Frame& frame);
    void sum_dots(vulkan::Commands& commands, const Frame& frame, const FrameSetup& picture, const MeasureBuffers* measure, Sample sample);
    // `straight`: see resolve_discs; the transmittance is there then.
    void draw_sites(vulkan::Commands& commands, const Frame& frame, const FrameSetup& setup, std::span<const DiscPlan> discs, bool straight);
    // Of each site set that draw_sites draws.
    [[nodiscard]] std::vector<DiscPlan> plan_all_discs(const Frame& frame, const FrameSetup& setup) const;
    void draw_all_discs(vulkan::Commands& commands, std::span<const SitePass> passes, std::span<const DiscPlan> plans, const FrameSetup& setup, bool straight);

    // Draws hairs one by one where they are seen so; whether they are.
    [[nodiscard]] bool draw_seen_shafts(vulkan::Commands& commands, const Frame& frame, const FrameSetup& setup, const LightSetup& light);
    // `shown_radiance`: see show(); nothing where no picture is asked for.
    void spread_by_lens(vulkan::Commands& commands, const shared::LensPush& push, const shared::FrameUniforms& uniforms, std::optional<bool> shown_radiance);

    HeadPipelines head_pipelines_;
    SitePipelines site_pipelines_;
    DiscPipelines disc_pipelines_;
    ComposePipelines compose_pipelines_;
    std::optional<DifferencePipelines> difference_pipelines_;
    std::optional<LensPipelines> lens_pipelines_;
    ShadowPipelines shadow_pipelines_;
    std::optional<ShaftPipelines> shaft_pipelines_;  // made when hair is first seen so closely
    std::array<glm::vec4, kMostKeyLights> shafts_lit_by_{};  // directions and widths of the lamps that targets->shaft_* were drawn for; 0: none
    bool shafts_drawn_ = false;  // since dots, camera or looks changed
    ShadowMaps shadow_maps_;
    glm::vec3 gloss_of_{-1};  // roughness, specular, oil: what `gloss_` was fitted to
    GlossFit gloss_;
    vulkan::Buffer frame_uniforms_, time_table_, marks_, light_;
    std::shared_ptr<const MarksResource> plain_marks_;
    std::shared_ptr<const TreatedResource> untreated_;
    std::optional<SiteScratch> dot_scratch_, follicle_scratch_;
    DiscScratch disc_scratch_;
    DiscLimits disc_limits_;
    std::array<vulkan::Buffer, vulkan::FrameRing::in_flight> counters_;  // each frame's copies of both indirect buffers
    std::array<std::uint32_t, vulkan::FrameRing::in_flight> counted_{};  // how many of them that frame filled
    std::array<std::uint32_t, vulkan::FrameRing::in_flight> dropped_{};  // and how many counts of dropped dots
    std::size_t last_slot_ = 0;
    std::optional<Summed> summed_;
};

}  // namespace stipple::renderer
