// Application: the brush on the picture.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "application.h"
#include "session/paint/brush_place.h"

namespace stipple::window {
namespace {

constexpr double kSizeFactor = 1.15;  // of a key or a notch of the wheel
constexpr int kMostSteps = 400;       // of the hand's way in a frame; a hand that swept farther leaves gaps

// Marks are painted on the face, too; dots and hair where they can be.
bool anywhere(model::Brush brush) { return brush == model::Brush::scar || brush == model::Brush::burn || brush == model::Brush::birthmark; }

}  // namespace

void Application::paint_on_head(bool wanted) {
    if (wanted == brush_.active || (wanted && (!preview_ || !preview_->head().found))) return;
    if (wanted) {
        leave_landmarks();
        compare(false);
        draw_hairline(false);
        treated_ = true;
    }
    end_stroke();
    brush_.active = wanted;
    trace_.line(wanted ? "brush on" : "brush off");
    frames_due_ = 3;
}

void Application::resize_brush(int steps) {
    const double factor = std::pow(kSizeFactor, steps), old = brush_.settings.size_mm;
    double size = std::round(2 * old * factor) / 2;
    if (size == old) size += steps > 0 ? 0.5 : -0.5;
    brush_.settings.size_mm = std::clamp(size, double(model::kLeastBrushMm), double(model::kMostBrushMm));
    frames_due_ = std::max(frames_due_, 2);
}

// Where a press at a window pixel would paint.
std::optional<session::BrushPlace> Application::brush_place_at(glm::dvec2 mouse) const {
    const auto skin = skin_at(mouse);
    return skin ? session::brush_place(preview_->head(), glm::vec3(*skin), anywhere(brush_.settings.brush)) : std::nullopt;
}

ui::BrushState Application::brush_state(bool over_viewport) {
    BrushTool& tool = brush_;
    if (tool.active && (!preview_ || !preview_->head().found)) paint_on_head(false);
    ui::BrushState state;
    state.active = tool.active;
    state.settings = tool.settings;
    state.strokes = document_.design().painting().strokes().size();
    state.painting = hand_ == Hand::brush;
    const std::string& loss = document_.design().choice(model::ParameterId::hair_loss);
    if (tool.settings.brush == model::Brush::bare && (loss == "totalis" || loss == "universalis"))
        state.note = "No hair of the client's own is left to take: choose another hair loss first.";
    else if (tool.settings.brush <= model::Brush::smooth && document_.design().number(model::ParameterId::density_per_cm2) <= 0)
        state.note = "The design has no dots: give it a density first.";
    if (!tool.active || !(over_viewport || state.painting) || hand_ == Hand::orbit || hand_ == Hand::pan) return state;
    const ImGuiIO& io = ImGui::GetIO();
    const auto place = brush_place_at({io.MousePos.x, io.MousePos.y});
    if (!place) return state;
    state.on_skin = true;
    const auto rim = [&](const session::BrushPlace& at, std::vector<ui::HairlineState::Line>& to) {
        add_visible(to, session::brush_rim(preview_->head(), at.skin, float(tool.settings.size_mm) / 2), {});
    };
    rim(*place, state.ring);
    if (tool.settings.mirrored)
        if (const auto other = session::mirrored(preview_->head(), *place)) rim(*other, state.mirrored_ring);
    return state;
}

// The stroke as it has grown goes into the design; false when the design is no longer the one it was painted on.
bool Application::lay_stroke() {
    const model::Painting& painting = document_.design().painting();
    if (brush_.laid && (painting.empty() || painting.strokes().back() != brush_.laid)) return false;
    const model::Stroke& stroke = brush_.growing.stroke();
    const model::Painting painted = brush_.laid ? painting.with_last(stroke) : painting.with(stroke);
    brush_.laid = painted.strokes().back();
    document_.history().replace(document_.design().with_painting(painted), brush_.gesture);
    return true;
}

void Application::end_stroke() {
    if (hand_ != Hand::brush) return;
    hand_ = Hand::none;
    interacting_ = false;
    document_.history().end_gesture();
    if (trace_.on()) {
        char line[100];
        std::snprintf(line, sizeof line, "stroke %zu dabs=%zu", document_.design().painting().strokes().size(), brush_.growing.stroke().dabs.size());
        trace_.line(line);
    }
    brush_.laid = nullptr;
    follow_design();
    frames_due_ = 3;
}

void Application::begin_stroke(glm::dvec2 mouse, const session::BrushPlace& place) {
    const model::Painting& painting = document_.design().painting();
    if (painting.strokes().size() >= model::kMostStrokes || painting.dabs() >= model::kMostDabs) {
        say("This is as much as a design keeps of painting: undo or clear some strokes to paint on.", true);
        return;
    }
    const ui::BrushSettings& settings = brush_.settings;
    brush_.growing.begin({settings.brush, float(settings.size_mm), float(settings.strength), settings.mirrored, {}, {}});
    brush_.laid = nullptr;
    document_.history().end_gesture();
    brush_.gesture = interface_.new_gesture();
    brush_.mouse = mouse;
    brush_.time = glfwGetTime();
    (void)brush_.growing.touch(place, 0);
    hand_ = Hand::brush;
    interacting_ = true;
    (void)lay_stroke();
    frames_due_ = 3;
}

// The hand's way since the frame before, in steps short on the skin, and the time it took.
void Application::paint_on(glm::dvec2 mouse) {
    const double now = glfwGetTime(), seconds = std::min(now - brush_.time, 0.1);
    brush_.time = now;
    const std::size_t room = model::kMostDabs - std::min(model::kMostDabs, document_.design().painting().dabs());
    bool changed = false;
    const glm::dvec2 way = mouse - brush_.mouse;
    // Skin seen squarely is as wide as it looks; where it turns away, steps are finer than needed by the share left over.
    const double mm_per_pixel = camera_.frame_height_mm() / std::max(1.0, double(viewport_.height));
    const int steps = std::clamp(int(std::ceil(glm::length(way) * mm_per_pixel / (0.35 * double(brush_.growing.spacing_mm())))), 1, kMostSteps);
    for (int i = 1; i <= steps && room > std::size_t(i); ++i)
        if (const auto place = brush_place_at(brush_.mouse + way * (double(i) / steps)))
            changed |= brush_.growing.touch(*place, i == steps ? seconds : 0);
    brush_.mouse = mouse;
    if (changed && !lay_stroke()) end_stroke();
}

// True when the hand paints, or sizes the brush, and so does not turn the head.
bool Application::brush_input(const ui::Output& output) {
    if (!brush_.active) return false;
    const ImGuiIO& io = ImGui::GetIO();
    const glm::dvec2 mouse(io.MousePos.x, io.MousePos.y);
    if (hand_ == Hand::brush) {
        if (io.MouseDown[0]) paint_on(mouse);
        else end_stroke();
        frames_due_ = 3;
        return true;
    }
    if (hand_ != Hand::none || !output.over_viewport) return false;
    if (io.MouseWheel != 0 && io.KeyCtrl) {
        resize_brush(io.MouseWheel > 0 ? 1 : -1);
        return true;
    }
    if (!io.MouseClicked[0] || io.KeyShift) return false;
    const auto place = brush_place_at(mouse);
    if (place) begin_stroke(mouse, *place);
    return place.has_value();
}

}  // namespace stipple::window
