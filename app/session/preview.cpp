#include "preview.h"

#include "model/time_table.h"

namespace stipple::session {
namespace {

using model::ParameterId;

std::shared_ptr<const renderer::HeadResource> upload(renderer::Renderer& renderer, const scalp::HeadMesh& mesh) {
    std::vector<renderer::HeadPart> parts;
    for (const scalp::Submesh& submesh : mesh.submeshes) {
        renderer::HeadPart part;
        part.first_index = submesh.first_index;
        part.index_count = submesh.index_count;
        part.skin = submesh.skin;
        if (submesh.material >= 0) {
            const scalp::Material& material = mesh.materials[std::size_t(submesh.material)];
            part.base_color = material.base_color;
            part.texture = material.texture;
            part.transparent = material.transparent;
            part.double_sided = material.double_sided;
        }
        parts.push_back(part);
    }
    std::vector<renderer::TextureView> textures;
    for (const scalp::Texture& texture : mesh.textures)
        textures.push_back({texture.width, texture.height, texture.rgba});
    renderer::HeadView view;
    view.positions = mesh.positions;
    view.normals = mesh.normals;
    view.uvs = mesh.uvs;
    view.colors = mesh.colors;
    view.indices = mesh.indices;
    view.parts = parts;
    view.textures = textures;
    return renderer.upload_head(view);
}

// Time and looks are read by every frame anyway: a change of these needs no compiling.
model::Design without_looks(model::Design design) {
    const model::Design plain;
    for (const ParameterId id :
         {ParameterId::time_years, ParameterId::skin_tone, ParameterId::skin_oil, ParameterId::hair_length_mm,
          ParameterId::dot_diameter_mm, ParameterId::dot_size_variation, ParameterId::dot_shade_variation,
          ParameterId::pigment_transmittance}) {
        design = design.with(id, plain.value(id));
    }
    return design;
}

}  // namespace

Preview::Preview(renderer::Renderer& renderer, std::shared_ptr<const PreparedHead> head)
    : renderer_(renderer), head_(std::move(head)) {
    head_resource_ = upload(renderer_, head_->display);
    dots_ = renderer_.upload_sites({head_->sites.dots.dots, head_->sites.dots.clusters});
    if (!head_->sites.follicles.clusters.empty()) {
        follicles_ = renderer_.upload_sites({head_->sites.follicles.dots, head_->sites.follicles.clusters});
    }
}

std::shared_ptr<const ResolvedDesign> Preview::resolved(const model::Design& design) {
    const model::Design wanted = without_looks(design);
    if (compiled_for_ && *compiled_for_ == wanted) return resolved_;
    resolved_ = compile_design(wanted, *head_, resolved_.get());
    compiled_for_ = wanted;
    dot_state_ = renderer_.upload_design(dots_, {resolved_->dots.clusters, resolved_->dots.live_mask});
    follicle_state_ =
        follicles_ && resolved_->follicles.live > 0
            ? renderer_.upload_design(follicles_, {resolved_->follicles.clusters, resolved_->follicles.live_mask})
            : nullptr;
    return resolved_;
}

renderer::Frame Preview::frame(const model::Design& design, bool treated) {
    (void)resolved(design);
    renderer::Frame frame;
    frame.head = head_resource_;
    frame.dots = dots_;
    frame.follicles = follicles_;
    if (treated) frame.dot_state = dot_state_;
    frame.follicle_state = follicle_state_;
    frame.time = model::time_table(design, design.number(ParameterId::time_years));
    frame.look = dot_look(design);
    frame.skin = skin_look(design);
    return frame;
}

}  // namespace stipple::session
