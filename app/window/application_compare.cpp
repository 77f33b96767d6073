// Application: several designs on one head.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "application.h"
#include "export/comparison.h"
#include "export/overlay.h"
#include "session/sites/dots_wanted.h"

namespace stipple::window {

void Application::compare(bool wanted) {
    if (wanted == compare_.active || (wanted && (!preview_ || !preview_->head().found))) return;
    if (wanted) {
        leave_landmarks();
        draw_hairline(false);
        paint_on_head(false);
    }
    compare_.active = wanted;
    if (!wanted && preview_) preview_->forget_compared();
    panes_changed(wanted ? "compare on" : "compare off");
}

// Other pictures are due; how long the old ones took says nothing about them.
void Application::panes_changed(const std::string& told) {
    trace_.line(told);
    full_ms_ = 0;
    moving_scale_ = ResolutionScale(options_.picture_budget_ms);
    samples_ = 0;
    frames_due_ = 3;
    follow_design();
}

void Application::set_layout(model::CompareLayout layout) {
    if (layout == compare_.layout) return;
    compare_.layout = layout;
    panes_changed("compare layout");
}

void Application::set_pane(int pane, const std::string& words) {
    if (pane < 0 || pane >= int(compare_.panes.size())) return;
    try {
        compare_.panes[std::size_t(pane)] = model::parse_pane(words);
    } catch (const model::BadValue& error) {
        say(error.what(), true);
        return;
    }
    panes_changed("pane " + std::to_string(pane + 1) + " " + words);
}

void Application::set_divider(double share) {
    compare_.divider = std::clamp(share, 0.0, 1.0);
    char line[40];
    std::snprintf(line, sizeof line, "divider %.4f", compare_.divider);
    trace_.line(line);
}

void Application::keep_as_b() {
    compare_.b = document_.design();
    // What it is kept for: the two side by side in what is shown, unless they are there already.
    const bool shown = std::any_of(compare_.panes.begin(), compare_.panes.begin() + std::ptrdiff_t(compare_.count()), [](const model::Pane& pane) { return pane.other; });
    if (!shown) {
        compare_.panes[0] = model::parse_pane("B");
        compare_.panes[1] = model::parse_pane("A");
    }
    say("Kept as B. Change the design, and see both.", false);
    panes_changed("kept B");
}

// What the picture is made of: one design, or a comparison's.
std::vector<model::PaneDesign> Application::shown_designs() const {
    const model::Design design = design_now();
    if (!comparing()) return {{design, treated_ && !peek_before_}};
    std::vector<model::PaneDesign> designs;
    for (std::size_t i = 0; i < compare_.count(); ++i) {
        const model::Pane& pane = compare_.panes[i];
        designs.push_back(model::applied(pane, design, compare_.b ? &*compare_.b : &design));
    }
    return designs;
}

bool Application::comparing() const { return compare_.active && preview_ && preview_->head().found; }

// The most any design wants that is shown or edited.
double Application::dots_wanted() const {
    double most = session::dots_per_cm2_to_edit(document_.design());
    if (compare_.active)
        for (const model::PaneDesign& shown : shown_designs()) most = std::max(most, session::dots_per_cm2_to_edit(shown.design));
    return most;
}

// Places of the pictures in framebuffer pixels.
std::vector<exporting::PaneRect> Application::pane_places() const {
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    const auto width = std::uint32_t(std::max(1L, std::lround(viewport_.width * scale.x))), height = std::uint32_t(std::max(1L, std::lround(viewport_.height * scale.y)));
    if (!comparing()) return {{0, 0, width, height}};
    return exporting::pane_rects(compare_.layout, width, height, std::uint32_t(std::lround(theme_.px(2) * scale.x)));
}

// The picture around a place of the window, or the first one: in window pixels.
ui::Rect Application::picture_at(glm::dvec2 pixel) const {
    if (!comparing()) return viewport_;
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    std::optional<ui::Rect> first;
    for (const exporting::PaneRect& r : pane_places()) {
        const ui::Rect place{viewport_.x + float(r.x) / scale.x, viewport_.y + float(r.y) / scale.y, float(r.width) / scale.x, float(r.height) / scale.y};
        if (!first) first = place;
        if (pixel.x >= double(place.x) && pixel.x < double(place.x + place.width) && pixel.y >= double(place.y) && pixel.y < double(place.y + place.height)) return place;
    }
    return *first;
}
ui::Rect Application::first_picture() const { return picture_at({viewport_.x, viewport_.y}); }

ui::CompareState Application::compare_state() const {
    ui::CompareState state;
    state.active = comparing();
    state.layout = compare_.layout;
    state.divider = compare_.divider;
    state.has_b = compare_.b.has_value();
    state.sessions = int(document_.design().number(model::ParameterId::sessions_count));
    if (!state.active) return state;
    const std::vector<model::PaneDesign> designs = shown_designs();
    const std::vector<exporting::PaneRect> places = pane_places();
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    for (std::size_t i = 0; i < designs.size(); ++i) {
        const model::Pane& pane = compare_.panes[i];
        const exporting::PaneRect& r = places[i];
        state.panes.push_back({pane.words, model::pane_label(pane, designs[i]), designs[i].treated, viewport_.x + float(r.x) / scale.x, viewport_.y + float(r.y) / scale.y,
                               float(r.width) / scale.x, float(r.height) / scale.y});
    }
    return state;
}

// The comparison as it stands, its labels in the picture.
renderer::Image Application::compared_picture(std::uint32_t width, std::uint32_t height) {
    const std::vector<model::PaneDesign> designs = shown_designs();
    std::vector<renderer::Frame> frames = preview_->frames(designs);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        frames[i].camera = picture_camera();
        labels.push_back(model::pane_label(compare_.panes[i], designs[i]));
    }
    const exporting::PaneRect pane = exporting::pane_rects(compare_.layout, width, height, exporting::kPaneGap)[0];
    std::vector<renderer::Image> images;
    renderer::Renderer& renderer = stage_->renderer();
    if (compare_.layout == model::CompareLayout::difference)
        images.push_back(renderer.difference(frames[0], frames[1], pane.width, pane.height, renderer::kStillSamples));
    else
        for (const renderer::Frame& frame : frames) images.push_back(renderer.render(frame, pane.width, pane.height, renderer::kStillSamples));
    if (viewing_.mirrored)
        for (renderer::Image& image : images) exporting::mirror(image);
    renderer::Image composed = exporting::compose_comparison(compare_.layout, images, labels, compare_.divider, width, height);
    finish_picture(composed, pane.height);
    return composed;
}

}  // namespace stipple::window
