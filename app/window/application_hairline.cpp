// Application: the hairline's handles on the picture.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "application.h"
#include "model/saved_hairlines.h"

namespace stipple::window {
namespace {

constexpr double kReachPoints = 13;  // a handle is grabbed within this of its middle, the line met

std::string_view guide_label(const session::HairlineGuide& guide) {
    using enum session::HairlineGuide::Kind;
    return guide.kind == third ? guide.name : std::string_view();
}

}  // namespace

void Application::draw_hairline(bool wanted) {
    if (wanted == hairline_.active || (wanted && (!preview_ || !preview_->head().found))) return;
    if (wanted) {
        compare(false);
        leave_landmarks();
        paint_on_head(false);
    }
    hairline_.active = wanted;
    hairline_.held = hairline_.near = -1;
    if (hand_ == Hand::handle) hand_ = Hand::none;
    trace_.line(wanted ? "hairline on" : "hairline off");
    frames_due_ = 3;
}

// Where a point of the head's skin shows, or nothing where it faces away; what hangs over it is not looked for.
std::optional<ui::ScreenPoint> Application::facing(const glm::vec3& point) const {
    const glm::dvec3 p(point), outward = p - glm::dvec3(preview_->head().chart.projection.center);
    const renderer::Camera camera = camera_.camera();
    const glm::dvec3 seen(glm::dmat4(camera.view) * glm::dvec4(p, 1));
    if (!(seen.z < 0) || glm::dot(camera_.eye() - p, outward) <= 0.08 * glm::length(outward) * glm::length(camera_.eye() - p)) return std::nullopt;
    const double scale = double(viewport_.height) / 2 / std::tan(camera.vertical_fov / 2) / -seen.z;
    const glm::dvec2 at = as_seen({double(viewport_.x) + double(viewport_.width) / 2 + seen.x * scale, double(viewport_.y) + double(viewport_.height) / 2 - seen.y * scale}, viewport_);
    return ui::ScreenPoint{float(at.x), float(at.y)};
}

// The visible stretches of a line on the skin.
void Application::add_visible(std::vector<ui::HairlineState::Line>& to, std::span<const glm::vec3> line, std::string_view label) const {
    ui::HairlineState::Line stretch{{}, label};
    const auto close = [&] {
        if (stretch.points.size() > 1) to.push_back(std::move(stretch));
        stretch = {{}, label};
    };
    for (const glm::vec3& point : line) {
        const auto at = facing(point);
        if (at) stretch.points.push_back(*at);
        else close();
    }
    close();
}

ui::HairlineState Application::hairline_state() {
    ui::HairlineState state;
    HairlineTool& tool = hairline_;
    if (tool.active && (!preview_ || !preview_->head().found)) tool.active = false;
    state.active = tool.active;
    state.linked = tool.linked;
    state.guides = tool.guides;
    if (!tool.active || !resolved_) return state;
    if (tool.guides && tool.guides_of != showing_) {
        tool.guide_lines = session::hairline_guides(preview_->head());
        tool.guides_of = showing_;
    }
    if (tool.measured_of != resolved_) {
        tool.measured = session::hairline_handles(*resolved_, preview_->head());
        tool.measured_of = resolved_;
    }
    for (std::size_t i = 0; i < tool.measured.size(); ++i) {
        if (!tool.draggable(int(i))) continue;
        const session::HairlineHandle& handle = tool.measured[i];
        state.handles.push_back({handle.name, facing(handle.at), tool.held == int(i), tool.near == int(i), handle.from_glabella_mm, handle.from_midline_mm, int(i) == session::kNapeHandle});
    }
    const std::size_t front = std::min(resolved_->front_end, resolved_->hairline.size());
    add_visible(state.line, std::span(resolved_->hairline).first(front), {});
    // The neckline, between the ears.
    const std::size_t side = std::min(resolved_->nape - front, resolved_->hairline.size() - 1 - resolved_->nape) / 2;
    add_visible(state.line, std::span(resolved_->hairline).subspan(resolved_->nape - side, 2 * side + 1), {});
    if (tool.guides)
        for (const session::HairlineGuide& guide : tool.guide_lines) add_visible(state.guide_lines, guide.line, guide_label(guide));
    return state;
}

// The point whose place on the screen is nearest to the mouse and within reach; among handles, or among the others.
int Application::hairline_point_at(glm::dvec2 mouse, bool handles) const {
    int best = -1;
    double least = double(theme_.px(float(kReachPoints)));
    for (std::size_t i = 0; i < hairline_.measured.size(); ++i) {
        if (hairline_.draggable(int(i)) != handles) continue;
        const auto at = facing(hairline_.measured[i].at);
        const double away = at ? glm::length(mouse - glm::dvec2(at->x, at->y)) : 1e30;
        if (away < least) least = away, best = int(i);
    }
    return best;
}

// A double click on the line: the nearest point that is no handle yet becomes one, where the click was.
bool Application::add_handle(glm::dvec2 mouse) {
    double away = 1e30;
    for (std::size_t i = 0; i < std::min(resolved_->front_end, resolved_->hairline.size()); i += 2)
        if (const auto at = facing(resolved_->hairline[i])) away = std::min(away, glm::length(mouse - glm::dvec2(at->x, at->y)));
    if (away > double(theme_.px(float(kReachPoints)))) return false;
    int nearest = -1;
    double least = 1e30;
    for (std::size_t i = 0; i < hairline_.measured.size(); ++i) {
        const auto at = facing(hairline_.measured[i].at);
        if (hairline_.draggable(int(i)) || !at) continue;
        const double distance = glm::length(mouse - glm::dvec2(at->x, at->y));
        if (distance < least) least = distance, nearest = int(i);
    }
    if (nearest < 0) return false;
    hairline_.handles[std::size_t(nearest)] = true;
    if (hairline_.linked) hairline_.handles[std::size_t(model::other_side(nearest))] = true;
    drag_hairline(nearest, mouse, interface_.new_gesture());
    document_.history().end_gesture();
    return true;
}

void Application::drag_hairline(int point, glm::dvec2 to, std::uint64_t gesture) {
    const auto skin = skin_at(to);
    if (!skin) return;
    const auto dragged = session::drag_handle(document_.design(), preview_->head(), point, glm::vec3(*skin), hairline_.handles, hairline_.linked);
    if (dragged) document_.history().replace(*dragged, gesture);
}

// True when the hand is on a handle, and so does not turn the head.
bool Application::hairline_input(const ui::Output& output) {
    if (!hairline_.active || !resolved_) return false;
    const ImGuiIO& io = ImGui::GetIO();
    const glm::dvec2 mouse(io.MousePos.x, io.MousePos.y);
    if (hand_ == Hand::handle) {
        if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) drag_hairline(hairline_.held, mouse - hairline_.beside, hairline_.gesture);
        if (!io.MouseDown[0]) {
            hand_ = Hand::none;
            interacting_ = false;
            document_.history().end_gesture();
            if (trace_.on() && hairline_.held >= 0) {
                const session::HairlineHandle& handle = hairline_.measured[std::size_t(hairline_.held)];
                char line[120];
                std::snprintf(line, sizeof line, "handle %d glabella=%.2f midline=%.2f", hairline_.held, handle.from_glabella_mm, handle.from_midline_mm);
                trace_.line(line);
            }
            hairline_.held = -1;
        }
        frames_due_ = 3;
        return true;
    }
    if (hand_ != Hand::none) return false;
    const int near = output.over_viewport ? hairline_point_at(mouse, true) : -1;
    if (near != hairline_.near) frames_due_ = std::max(frames_due_, 2);
    hairline_.near = near;
    if (!output.over_viewport || !io.MouseClicked[0] || io.KeyShift) return false;
    const bool twice = io.MouseDoubleClicked[0];
    if (near < 0) return twice && add_handle(mouse);
    if (twice && near != session::kNapeHandle && !model::main_handles()[std::size_t(near)]) {
        hairline_.handles[std::size_t(near)] = false;
        if (hairline_.linked) hairline_.handles[std::size_t(model::other_side(near))] = false;
        hairline_.near = -1;
        frames_due_ = 3;
        return true;
    }
    const auto at = facing(hairline_.measured[std::size_t(near)].at);
    hand_ = Hand::handle;
    hairline_.held = near;
    hairline_.beside = mouse - glm::dvec2(at->x, at->y);
    hairline_.gesture = interface_.new_gesture();
    frames_due_ = 3;
    return true;
}

void Application::keep_hairline(const std::string& name) {
    if (name.empty()) {
        interface_.ask_hairline_name(state());
        return;
    }
    try {
        model::save_hairline(model::hairline_folder(), name, document_.design());
        kept_hairlines_ = model::saved_hairlines(model::hairline_folder());
        say("Kept as " + name + ".", false);
        trace_.line("hairline kept");
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
}

void Application::take_hairline(const std::string& name) {
    try {
        document_.history().replace(model::with_hairline(document_.design(), model::load_hairline(model::hairline_folder(), name)));
        follow_design();
    } catch (const std::exception& error) {
        say(error.what(), true);
        kept_hairlines_ = model::saved_hairlines(model::hairline_folder());
    }
}

void Application::remove_hairline(const std::string& name) {
    try {
        model::remove_hairline(model::hairline_folder(), name);
        say("Removed " + name + " from the hairlines kept. The design is as it was.", false);
        trace_.line("hairline removed");
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
    kept_hairlines_ = model::saved_hairlines(model::hairline_folder());
}

}  // namespace stipple::window
