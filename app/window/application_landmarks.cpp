// Application: the landmark tool on the picture.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "application.h"

namespace stipple::window {
namespace {

constexpr double kReachPoints = 14;  // a mark is grabbed within this of its middle
constexpr double kStillPoints = 5;   // a press that moves farther turns the head instead of setting a mark
constexpr double kHiddenMm = 12;     // of surface in front of a mark hide it

glm::dmat4 file_to_head(const session::PreparedHead& head) { return glm::dmat4(head.head.frame.file_to_head); }

}  // namespace

model::Scan Application::scan() const { return preview_ ? preview_->head().scan : model::Scan(); }

glm::dvec3 Application::in_file(const glm::dvec3& point) const {
    return glm::dvec3(glm::inverse(file_to_head(preview_->head())) * glm::dvec4(point, 1));
}

void Application::start_landmarks(bool points_only) {
    if (!preview_ || scan().hash.empty()) {
        if (preview_) say("The built-in head knows its own landmarks: open a scan to set them.", false);
        return;
    }
    MarkPoints found;
    if (preview_->head().found)
        for (const std::string_view name : model::kMarkNames)
            if (const auto at = preview_->head().head.frame.landmarks.find(std::string(name));
                at != preview_->head().head.frame.landmarks.end())
                found[std::string(name)] = in_file(glm::dvec3(at->second));
    compare(false);
    draw_hairline(false);
    paint_on_head(false);
    landmarks_.begin(document_.design().for_scan(scan()).head(), std::move(found), points_only);
    landmarks_scan_ = scan();
    if (!preview_->head().found) show_next_mark();
    trace_.line("landmarks on");
    frames_due_ = 3;
}

void Application::leave_landmarks() {
    if (!landmarks_.active()) return;
    landmarks_.end();
    hand_ = Hand::none;
    trace_.line("landmarks off");
    frames_due_ = 3;
}

void Application::accept_landmarks() {
    if (!landmarks_.active() || !(landmarks_.can_accept() || landmarks_.points_done())) return;
    const model::HeadSettings head = landmarks_.result();
    leave_landmarks();
    document_.history().end_gesture();
    document_.history().replace(document_.design().for_scan(scan()).with_head(head));
    follow_design();
}

void Application::show_next_mark() {
    if (landmarks_.next() >= 0) show_view(ui::kMarkTexts[std::size_t(landmarks_.next())].view, false);
    if (trace_.on()) trace_.line("mark " + std::to_string(landmarks_.next()));
}

// A scan that is not found stands as its file has it until three marks tell which way is up.
void Application::place_bare(const glm::dmat4& placement) {
    session::PrepareOptions wanted = shown_with_;
    wanted.bare = placement;
    loader_.start(wanted, "the scan");
    prepared_with_ = wanted;
    frames_due_ = 3;
}

// By a quarter about the direction looked in, clockwise on the screen.
void Application::turn_scan() {
    if (!landmarks_.active() || landmarks_.found()) return;
    const glm::dvec3 axis = -camera_.forward();
    // the standard axis nearest to it, so that quarters stay quarters
    int nearest = 0;
    for (int i = 1; i < 3; ++i)
        if (std::abs(axis[i]) > std::abs(axis[nearest])) nearest = i;
    const double sign = axis[nearest] > 0 ? -1 : 1;
    const int b = (nearest + 1) % 3, c = (nearest + 2) % 3;
    glm::dmat4 turn(0);
    turn[3][3] = turn[nearest][nearest] = 1;
    turn[b][c] = sign;
    turn[c][b] = -sign;
    place_bare(turn * file_to_head(preview_->head()));
}

void Application::click_mark(const glm::dvec3& skin) {
    const bool placed = landmarks_.guess().has_value();
    landmarks_.click(in_file(skin));
    if (landmarks_.points_done()) {
        accept_landmarks();
        return;
    }
    const std::optional<glm::dmat4> guess = landmarks_.guess();
    if (guess && !placed) place_bare(*guess);
    show_next_mark();
}

// True when the hand is on a mark or sets one, and so does not turn the head.
bool Application::landmark_input(const ui::Output& output) {
    if (!landmarks_.active()) return false;
    const ImGuiIO& io = ImGui::GetIO();
    const glm::dvec2 mouse(io.MousePos.x, io.MousePos.y);
    if (hand_ == Hand::mark) {
        if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0) {
            if (const auto skin = skin_at(mouse)) {
                if (!mark_moved_) landmarks_.begin_drag();
                mark_moved_ = true;
                landmarks_.move(held_mark_, in_file(*skin));
            }
        }
        if (!io.MouseDown[0]) {
            hand_ = Hand::none;
            interacting_ = false;
            if (trace_.on()) trace_.line("mark moved");
        }
        frames_due_ = 3;
        return true;
    }
    if (output.over_viewport && hand_ == Hand::none && io.MouseClicked[0] && !io.KeyShift) {
        pressed_at_ = mouse;
        pressed_still_ = true;
        const ui::LandmarkState shown = landmark_state();
        double best = double(theme_.px(float(kReachPoints)));
        int hit = -1;
        for (int i = 0; i < kMarks; ++i) {
            const auto& mark = shown.marks[std::size_t(i)];
            const auto at = mark.at ? mark.at
                            : landmarks_.found() && landmarks_.next() < 0 && !landmarks_.clicking_points()
                                ? mark.ghost
                                : std::nullopt;
            if (!at) continue;
            const double distance = glm::length(mouse - glm::dvec2(at->x, at->y));
            if (distance < best) best = distance, hit = i;
        }
        if (hit >= 0) {
            hand_ = Hand::mark;
            held_mark_ = hit;
            mark_moved_ = false;
            pressed_still_ = false;
            return true;
        }
    }
    if (pressed_still_ && glm::length(mouse - pressed_at_) > double(theme_.px(float(kStillPoints))))
        pressed_still_ = false;
    if (pressed_still_ && io.MouseReleased[0]) {
        pressed_still_ = false;
        if (landmarks_.next() >= 0 || landmarks_.clicking_points())
            if (const auto skin = skin_at(mouse)) {
                hand_ = Hand::none;
                interacting_ = false;
                click_mark(*skin);
                frames_due_ = 3;
                return true;
            }
    }
    // No double click to zoom here, and the first few pixels of a press turn nothing.
    return pressed_still_ && io.MouseDown[0];
}

std::optional<ui::ScreenPoint> Application::on_screen(const glm::dvec3& file_point) const {
    const glm::dvec3 point(file_to_head(preview_->head()) * glm::dvec4(file_point, 1));
    const renderer::Camera camera = camera_.camera();
    const glm::dvec3 seen(glm::dmat4(camera.view) * glm::dvec4(point, 1));
    if (!(seen.z < 0)) return std::nullopt;
    const glm::dvec3 way = point - camera_.eye();
    const auto skin = picker_->pick(camera_.eye(), glm::normalize(way));
    if (skin && glm::length(*skin - camera_.eye()) < glm::length(way) - kHiddenMm) return std::nullopt;
    const double scale = double(viewport_.height) / 2 / std::tan(camera.vertical_fov / 2) / -seen.z;
    const glm::dvec2 at = as_seen({double(viewport_.x) + double(viewport_.width) / 2 + seen.x * scale, double(viewport_.y) + double(viewport_.height) / 2 - seen.y * scale}, viewport_);
    return ui::ScreenPoint{float(at.x), float(at.y)};
}

ui::LandmarkState Application::landmark_state() const {
    ui::LandmarkState state;
    state.active = landmarks_.active();
    const model::HeadSettings head = document_.design().for_scan(scan()).head();
    state.has_points = head.length_points.size() == 2;
    if (!state.active || !picker_) return state;
    for (int i = 0; i < kMarks; ++i) {
        auto& mark = state.marks[std::size_t(i)];
        const auto at = landmarks_.mark(i), ghost = landmarks_.ghost(i);
        mark.set = at.has_value();
        if (at) mark.at = on_screen(*at);
        if (ghost) mark.ghost = on_screen(*ghost);
    }
    state.next = landmarks_.next();
    state.found = landmarks_.found();
    state.can_undo = landmarks_.can_undo();
    state.can_accept = landmarks_.can_accept();
    state.refusal = landmarks_.refusal();
    state.clicking_points = landmarks_.clicking_points();
    state.points_set = int(landmarks_.points().size());
    for (std::size_t i = 0; i < landmarks_.points().size() && i < 2; ++i)
        state.points[i] = on_screen(landmarks_.points()[i]);
    state.has_points = landmarks_.points().size() == 2;
    return state;
}

}  // namespace stipple::window
