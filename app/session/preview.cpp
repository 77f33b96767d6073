#include "preview.h"

#include <algorithm>

#include "model/healing.h"
#include "model/time_table.h"
#include "session/hair/hair_stream.h"
#include "session/head/head_looks.h"
#include "session/marks/mark_looks.h"
#include "session/view/light_of.h"

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
                                                     std::span<const glm::vec2> zones, const renderer::HeadResource* before = nullptr, PictureUpload* pictures = nullptr) {
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
        part.hair = is_strands(submesh) && part.texture < 0 && !part.captured;  // pictures of hair on cards are lit as they are
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
    view.zones = zones;
    view.veins = head.veins.share;
    if (head.upload) view.shapes = head.upload->shapes;
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
            case ParameterId::touchup_threshold_percent:
            case ParameterId::scan_surface:
            case ParameterId::skin_tone:
            case ParameterId::skin_oil:
            case ParameterId::skin_mattifier:
            case ParameterId::skin_redness:
            case ParameterId::skin_freckles:
            case ParameterId::skin_veins:
            case ParameterId::skin_tan_line:
            case ParameterId::light_kind:
            case ParameterId::light_rotation_deg:
            case ParameterId::light_strength_stops:
            case ParameterId::light_fixed_to:
            case ParameterId::light_exposure_stops:
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
            case ParameterId::sessions_shown:  // touch-ups come after the whole plan alone, and bring dots of their own
                if (a.list(ParameterId::touchup_years).empty()) continue;
                [[fallthrough]];
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
    if (head_->found) first_.zones = zone_wishes(on_scan(model::Design(), head_->captured_tone), head_->capture);  // for most designs they stay
    head_resource_ = upload(renderer_, *head_, head_->display, skin_zones(head_->skin_places, head_->own_share, first_.zones), unfinished ? unfinished->head_resource_.get() : nullptr, pictures);
    if (!head_->found) return;
    if (head_->sites.dots.clusters.empty()) return;
    dots_ = renderer_.upload_sites(sites_view(head_->sites.dots));
    if (!head_->sites.follicles.clusters.empty()) {
        follicles_ = renderer_.upload_sites(sites_view(head_->sites.follicles));
    }
}

void Preview::compile(Compiled& c, const model::Design& design) {
    if (c.resolved && same_but_for_looks(c.resolved->design, design)) return;
    const std::shared_ptr<const ResolvedDesign> last = c.resolved;
    if (!head_->found) {
        auto bare = std::make_shared<ResolvedDesign>();
        bare->design = design;
        c.resolved = std::move(bare);
        return;
    }
    if (!c.compiler) c.compiler.emplace(*head_);
    c.resolved = c.compiler->compile(design);
    const ResolvedDesign& now = *c.resolved;
    if (!last || last->marks != now.marks) c.marks = now.marks ? renderer_.upload_marks(marks_view(*now.marks, head_->chart.projection)) : nullptr;
    const auto differ = [](const SiteStates& a, const SiteStates& b) {
        return !a.clusters.is(b.clusters) || !a.live_mask.is(b.live_mask);
    };
    if (dots_ && (!last || differ(last->dots, now.dots))) c.dot_state = renderer_.upload_design(dots_, {now.dots.clusters, now.dots.live_mask});
    if (follicles_ && (!last || differ(last->follicles, now.follicles)))
        c.follicle_state = now.follicles.live > 0 ? renderer_.upload_design(follicles_, {now.follicles.clusters, now.follicles.live_mask}) : nullptr;
}

std::shared_ptr<const ResolvedDesign> Preview::resolved(const model::Design& design) {
    compile(present_, design);
    return present_.resolved;
}

renderer::Frame Preview::frame(const model::Design& design, bool treated) {
    compile(present_, design);
    return frame_of(present_, design, treated);
}

std::vector<renderer::Frame> Preview::frames(std::span<const model::PaneDesign> panes) {
    const auto shows = [](const Compiled& c, const model::Design& design) { return c.resolved && same_but_for_looks(c.resolved->design, design); };
    std::vector<Compiled*> of(panes.size());
    std::vector<std::unique_ptr<Compiled>> kept;
    const auto find = [&](const model::Design& design) -> Compiled* {
        if (shows(present_, design)) return &present_;
        for (const std::unique_ptr<Compiled>& c : kept)
            if (shows(*c, design)) return c.get();
        return nullptr;
    };
    for (std::size_t i = 0; i < panes.size(); ++i) {
        of[i] = find(panes[i].design);
        const auto there = std::find_if(compared_.begin(), compared_.end(), [&](const auto& c) { return shows(*c, panes[i].design); });
        if (of[i] || there == compared_.end()) continue;
        of[i] = kept.emplace_back(std::move(*there)).get();
        compared_.erase(there);
    }
    for (std::size_t i = 0; i < panes.size(); ++i) {
        if (of[i] || (of[i] = find(panes[i].design))) continue;
        // What was this pane's before its design changed, most likely: then little of it is compiled anew.
        std::unique_ptr<Compiled> next;
        if (compared_.empty()) {
            next = std::make_unique<Compiled>();
        } else {
            next = std::move(compared_.front());
            compared_.erase(compared_.begin());
        }
        compile(*next, panes[i].design);
        of[i] = kept.emplace_back(std::move(next)).get();
    }
    compared_ = std::move(kept);
    std::vector<renderer::Frame> frames;
    for (std::size_t i = 0; i < panes.size(); ++i) frames.push_back(frame_of(*of[i], panes[i].design, panes[i].treated));
    return frames;
}

void Preview::forget_compared() {
    compared_.clear();
    if (surfaced_.size() > 2) surfaced_.resize(2);
}

std::shared_ptr<const renderer::HeadResource> Preview::surfaced(const Surfaced& as) {
    constexpr std::size_t kKept = 4;
    if (as == first_) return head_resource_;
    const auto there = std::find_if(surfaced_.begin(), surfaced_.end(), [&](const auto& kept) { return kept.first == as; });
    if (there != surfaced_.end()) {
        std::rotate(surfaced_.begin(), there, there + 1);
        return surfaced_.front().second;
    }
    scalp::HeadMesh changed;
    if (as.tinted || !as.brows.none()) {
        changed = as.brows.none() ? head_->display : without_brows(*head_, head_->display, as.brows);
        if (as.tinted) changed = with_fillings_tinted(std::move(changed));
    }
    const scalp::HeadMesh& mesh = changed.positions.empty() ? head_->display : changed;
    const std::vector<glm::vec2> zones = skin_zones(head_->skin_places, head_->own_share, as.zones);
    if (surfaced_.size() == kKept) surfaced_.pop_back();  // first, so that both are not there at once
    surfaced_.insert(surfaced_.begin(), {as, upload(renderer_, *head_, mesh, zones, as.brows.none() ? head_resource_.get() : nullptr)});
    return surfaced_.front().second;
}

renderer::Frame Preview::frame_of(Compiled& compiled, const model::Design& design, bool treated) {
    renderer::Frame frame;
    frame.head = head_resource_;
    const model::Design shown = on_scan(design, head_->captured_tone);
    Surfaced as;
    as.tinted = design.choice(ParameterId::scan_show_repairs) == "yes";
    if (head_->found) as.brows = brow_loss(design), as.zones = zone_wishes(shown, head_->capture);
    frame.head = surfaced(as);
    frame.dots = dots_;
    frame.follicles = follicles_;
    if (treated) frame.dot_state = compiled.dot_state;
    frame.follicle_state = compiled.follicle_state;
    const double years = shown.number(ParameterId::time_years);
    const model::FadeCourse course(shown);
    frame.time = course.table(years);
    frame.look = dot_look(shown);
    frame.marks = compiled.marks;
    frame.marks_look = marks_look(shown);
    const model::SkinHealing healing = model::skin_healing(course, years);
    frame.marks_look.healing = {float(healing.redness), float(healing.flaking), 0, 0};
    if (treated && compiled.dot_state && (frame.marks_look.healing.x > 0 || frame.marks_look.healing.y > 0)) {
        if (compiled.treated_of != compiled.resolved) {
            const std::vector<std::uint8_t> share = compiled.compiler->treated();
            compiled.treated = renderer_.upload_treated(treated_view(share, head_->chart.projection));
            compiled.treated_of = compiled.resolved;
        }
        frame.treated = compiled.treated;
    }
    if (follicles_) frame.hair_field = hair_field(*head_, shown);
    frame.skin = skin_on_scan(shown, head_->capture);
    frame.light = light_of(shown);
    return frame;
}

}  // namespace stipple::session
