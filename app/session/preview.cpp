#include "preview.h"

#include <algorithm>

#include "hair_stream.h"
#include "head_looks.h"
#include "mark_looks.h"
#include "model/time_table.h"

namespace stipple::session {
namespace {

using model::ParameterId;

renderer::TextureWrap wrap_of(scalp::TextureWrap wrap) {
    switch (wrap) {
        case scalp::TextureWrap::mirror: return renderer::TextureWrap::mirror;
        case scalp::TextureWrap::clamp: return renderer::TextureWrap::clamp;
        default: return renderer::TextureWrap::repeat;
    }
}

renderer::TextureSampling sampling_of(const scalp::TextureSampling& sampling) {
    return {wrap_of(sampling.u), wrap_of(sampling.v), sampling.nearest};
}

std::shared_ptr<const renderer::HeadResource> upload(renderer::Renderer& renderer, const PreparedHead& head, const scalp::HeadMesh& mesh,
                                                     const renderer::HeadResource* before = nullptr, PictureUpload* pictures = nullptr) {
    // Levels know nothing of single hairs that are gone: they stand for parts that have all of theirs, or none.
    std::span<const scalp::DisplayLevel> levels = head.display_levels;
    for (std::size_t i = 0; i < mesh.submeshes.size(); ++i)
        if (const std::uint32_t count = mesh.submeshes[i].index_count; count != 0 && count != head.display.submeshes[i].index_count) levels = {};
    std::vector<renderer::HeadPart> parts;
    for (const scalp::Submesh& submesh : mesh.submeshes) {
        renderer::HeadPart part;
        part.first_index = submesh.first_index;
        part.index_count = submesh.index_count;
        part.skin = submesh.skin;
        part.double_sided = !head.found;  // nobody knows what of it faces outwards
        if (submesh.material >= 0) {
            const scalp::Material& material = mesh.materials[std::size_t(submesh.material)];
            part.base_color = material.base_color;
            part.texture = material.texture;
            part.sampling = sampling_of(material.sampling);
            part.transparent = material.transparent;
            part.double_sided = part.double_sided || material.double_sided;
            // eyes, teeth and clothes in the same picture are shown in it too
            part.captured = head.capture && (!mesh.colors.empty() || (material.texture >= 0 && !mesh.uvs.empty()));
            part.mask_cutoff = material.mask_cutoff;
        }
        if (head.capture && submesh.material < 0) part.captured = !mesh.colors.empty();
        part.transparent = part.transparent || submesh.index_count == 0;  // nor is it in levels
        parts.push_back(part);
    }
    std::vector<renderer::TextureView> textures;
    for (const std::shared_ptr<const scalp::Texture>& texture : mesh.textures)
        textures.push_back(texture_view(*texture, head.upload ? head.upload->pictures.get() : nullptr));
    for (std::size_t i = 0; pictures && !before && i < textures.size(); ++i) textures[i].uploaded = pictures->uploaded(*mesh.textures[i]);
    renderer::HeadView view;
    view.positions = mesh.positions;
    view.normals = mesh.normals;
    view.uvs = mesh.uvs;
    view.colors = mesh.colors;
    view.indices = mesh.indices;
    view.parts = parts;
    view.textures = textures;
    view.own_share = head.own_share;
    if (head.upload) view.openness = head.upload->openness;
    view.own_skin = head.capture ? head.capture->skin : painted_scalp(head.head, mesh);
    std::vector<std::vector<renderer::HeadLevel::Range>> ranges;
    std::vector<renderer::HeadLevel> coarser;
    for (const scalp::DisplayLevel& level : levels) {
        std::vector<renderer::HeadLevel::Range>& parts_of_level = ranges.emplace_back();
        for (const scalp::DisplayLevel::Range& range : level.submeshes) parts_of_level.push_back({range.first_index, range.index_count});
        coarser.push_back({level.positions, level.normals, level.indices, parts_of_level, level.error_mm});
    }
    view.coarser = coarser;
    view.before = before;
    return renderer.upload_head(view);
}

// A cool tint, which no skin has and through which dots and light can still be judged.
scalp::HeadMesh with_fillings_tinted(scalp::HeadMesh mesh) {
    constexpr glm::vec4 kTint(0.55F, 0.85F, 1.25F, 1.0F);
    for (const scalp::Submesh& submesh : mesh.submeshes)
        for (std::uint32_t i = 0; submesh.filled && i < submesh.index_count; ++i) {
            // fillings have vertices of their own, met here once for each of their triangles
            glm::vec4& color = mesh.colors[mesh.indices[submesh.first_index + i]];
            if (color.a == 1.0F) color = glm::vec4(glm::vec3(color * kTint), 2.0F);
        }
    for (glm::vec4& color : mesh.colors) color.a = std::min(color.a, 1.0F);
    return mesh;
}

// Time and looks are read by every frame anyway: a change of these needs no compiling.
bool same_but_for_looks(const model::Design& a, const model::Design& b) {
    if (a.painting() != b.painting()) return false;
    for (const model::Parameter& parameter : model::parameters()) {
        switch (parameter.id) {
            case ParameterId::time_years:
            case ParameterId::time_healing:
            case ParameterId::sessions_shown:
            case ParameterId::touchup_threshold_percent:
            case ParameterId::scan_surface:
            case ParameterId::skin_tone:
            case ParameterId::skin_oil:
            case ParameterId::scan_show_repairs:
            case ParameterId::hair_length_mm:
            case ParameterId::hair_days:
            case ParameterId::hair_color:
            case ParameterId::hair_shaft_um:
            case ParameterId::hair_whorl:
            case ParameterId::hairline_edge_size:
            case ParameterId::hairline_edge_shade:
            case ParameterId::dot_diameter_mm:
            case ParameterId::dot_needle:
            case ParameterId::dot_size_variation:
            case ParameterId::dot_shade_variation:
            case ParameterId::marks_scar_uptake:
            case ParameterId::marks_scar_blur:
            case ParameterId::pigment_transmittance: continue;
            default:
                if (a.value(parameter.id) != b.value(parameter.id)) return false;
        }
    }
    return true;
}

renderer::SitesView sites_view(const scalp::SiteSet& set) { return {set.dots, set.clusters, set.area_cm2 * 100, set.pool()}; }

}  // namespace

Preview::Preview(renderer::Renderer& renderer, std::shared_ptr<const PreparedHead> head, const Preview* unfinished, PictureUpload* pictures)
    : renderer_(renderer), head_(std::move(head)) {
    head_resource_ = upload(renderer_, *head_, head_->display, unfinished ? unfinished->head_resource_.get() : nullptr, pictures);
    if (!head_->found) return;
    compiler_.emplace(*head_);
    if (head_->sites.dots.clusters.empty()) return;
    dots_ = renderer_.upload_sites(sites_view(head_->sites.dots));
    if (!head_->sites.follicles.clusters.empty()) {
        follicles_ = renderer_.upload_sites(sites_view(head_->sites.follicles));
    }
}

std::shared_ptr<const ResolvedDesign> Preview::resolved(const model::Design& design) {
    if (resolved_ && same_but_for_looks(resolved_->design, design)) return resolved_;
    const std::shared_ptr<const ResolvedDesign> last = resolved_;
    if (!compiler_) {
        auto bare = std::make_shared<ResolvedDesign>();
        bare->design = design;
        return resolved_ = std::move(bare);
    }
    resolved_ = compiler_->compile(design);
    if (!last || last->marks != resolved_->marks) marks_ = resolved_->marks ? renderer_.upload_marks(marks_view(*resolved_->marks, head_->chart.projection)) : nullptr;
    const auto differ = [](const SiteStates& a, const SiteStates& b) {
        return !a.clusters.is(b.clusters) || !a.live_mask.is(b.live_mask);
    };
    if (dots_ && (!last || differ(last->dots, resolved_->dots)))
        dot_state_ = renderer_.upload_design(dots_, {resolved_->dots.clusters, resolved_->dots.live_mask});
    if (follicles_ && (!last || differ(last->follicles, resolved_->follicles))) {
        follicle_state_ =
            resolved_->follicles.live > 0
                ? renderer_.upload_design(follicles_, {resolved_->follicles.clusters, resolved_->follicles.live_mask})
                : nullptr;
    }
    return resolved_;
}

renderer::Frame Preview::frame(const model::Design& design, bool treated) {
    (void)resolved(design);
    renderer::Frame frame;
    frame.head = head_resource_;
    const bool tinted = design.choice(ParameterId::scan_show_repairs) == "yes";
    const BrowLoss brows = head_->found ? brow_loss(design) : BrowLoss{};
    if (tinted || !brows.none()) {
        if (!changed_resource_ || tinted != tinted_ || !(brows == brows_)) {
            scalp::HeadMesh mesh = brows.none() ? head_->display : without_brows(*head_, head_->display, brows);
            if (tinted) mesh = with_fillings_tinted(std::move(mesh));
            changed_resource_ = upload(renderer_, *head_, mesh, brows.none() ? head_resource_.get() : nullptr);
            tinted_ = tinted;
            brows_ = brows;
        }
        frame.head = changed_resource_;
    }
    frame.dots = dots_;
    frame.follicles = follicles_;
    if (treated) frame.dot_state = dot_state_;
    frame.follicle_state = follicle_state_;
    const model::Design shown = on_scan(design, head_->captured_tone);
    frame.time = model::time_table(shown, shown.number(ParameterId::time_years));
    frame.look = dot_look(shown);
    frame.marks = marks_;
    frame.marks_look = marks_look(shown);
    if (treated && dot_state_ && (frame.marks_look.healing.x > 0 || frame.marks_look.healing.y > 0)) {
        if (treated_of_ != resolved_) {
            const std::vector<std::uint8_t> share = compiler_->treated();
            treated_ = renderer_.upload_treated(treated_view(share, head_->chart.projection));
            treated_of_ = resolved_;
        }
        frame.treated = treated_;
    }
    if (follicles_) frame.hair_field = hair_field(*head_, shown);
    frame.skin = skin_on_scan(shown, head_->capture);
    return frame;
}

}  // namespace stipple::session
