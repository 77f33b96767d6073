// The bridge from a design to frames: keeps the compiled design of the last inputs, and recompiles only what changed.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/comparison.h"
#include "model/design.h"
#include "renderer/renderer.h"
#include "resolved_design.h"
#include "session/head/bare_brows.h"
#include "session/head/prepared_head.h"

namespace stipple::session {

enum class View { front, left, right, back, top, three_quarter, crown, hairline, macro };
[[nodiscard]] std::optional<View> find_view(std::string_view name);  // "front", "three-quarter" ...
[[nodiscard]] std::string_view view_name(View view);

// Cameras of the views: at 1.2 m, vertex to menton fills 80 % of the frame height, centred; macro shows 15 mm of frame
// height at the left half of the hairline, 25 mm from the midline. A head that was not found is framed by its bounds, whole in
// every view and at one scale; it has no macro view, and the front one takes its place. `aspect` is width over height.
[[nodiscard]] renderer::Camera view_camera(View view, const PreparedHead& head, const ResolvedDesign& design,
                                           double aspect);

// That camera carried round the head's vertical axis, towards the person's left for positive degrees.
[[nodiscard]] renderer::Camera turned(const renderer::Camera& camera, const PreparedHead& head, double degrees);

// One head on one renderer. Not thread-safe; the renderer must outlive it.
class Preview {
  public:
    // A head whose sites are not there yet (PreparedHead::complete is false) shows without dots and hair. `unfinished`: the
    // preview of this very head from that time, whose uploads are taken over. `pictures`: those of this head, if begun.
    Preview(renderer::Renderer& renderer, std::shared_ptr<const PreparedHead> head, const Preview* unfinished = nullptr, PictureUpload* pictures = nullptr);

    // Everything a picture of `design` needs except camera, light and size, which are view state. `treated` false gives
    // the bare head (before). Time is the design's time.years.
    [[nodiscard]] renderer::Frame frame(const model::Design& design, bool treated = true);
    [[nodiscard]] std::shared_ptr<const ResolvedDesign> resolved(const model::Design& design);
    // Of several designs at once, each as frame() gives it, over the same head and sites. Each design that differs from all
    // others in more than time and looks is compiled once, and kept for the next call; those not asked for again are
    // forgotten, so at most as many are kept as there are panes.
    [[nodiscard]] std::vector<renderer::Frame> frames(std::span<const model::PaneDesign> panes);
    void forget_compared();
    [[nodiscard]] const PreparedHead& head() const { return *head_; }
    [[nodiscard]] const std::shared_ptr<const PreparedHead>& shared_head() const { return head_; }

  private:
    // What a design is made into: on the host, and on the device.
    struct Compiled {
        std::optional<DesignCompiler> compiler;  // none where no head was found: there is only the bare surface to draw
        std::shared_ptr<const ResolvedDesign> resolved;
        std::shared_ptr<const renderer::DesignResource> dot_state, follicle_state;
        std::shared_ptr<const renderer::MarksResource> marks;
        std::shared_ptr<const renderer::TreatedResource> treated;  // of `treated_of`; made when something heals
        std::shared_ptr<const ResolvedDesign> treated_of;
    };
    void compile(Compiled& compiled, const model::Design& design);
    [[nodiscard]] renderer::Frame frame_of(Compiled& compiled, const model::Design& design, bool treated);

    renderer::Renderer& renderer_;
    std::shared_ptr<const PreparedHead> head_;
    std::shared_ptr<const renderer::HeadResource> head_resource_;
    // What of a head a design changes by vertices: with filled holes tinted, without brows, with other zones of skin.
    struct Surfaced {
        bool tinted = false;
        BrowLoss brows;
        ZoneWishes zones;
        [[nodiscard]] bool operator==(const Surfaced&) const = default;
    };
    [[nodiscard]] std::shared_ptr<const renderer::HeadResource> surfaced(const Surfaced& as);
    // Made when first asked for; at most four are kept, as many as there are panes, and two where nothing is compared.
    std::vector<std::pair<Surfaced, std::shared_ptr<const renderer::HeadResource>>> surfaced_;
    Surfaced first_;  // `head_resource_` is so
    std::shared_ptr<const renderer::SitesResource> dots_, follicles_;
    Compiled present_;                                 // the last one of frame() and resolved()
    std::vector<std::unique_ptr<Compiled>> compared_;  // others of frames()
};

}  // namespace stipple::session
