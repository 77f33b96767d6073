// Application: keys and the hand on the picture.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <utility>

#include "application.h"

namespace stipple::window {
namespace {

constexpr double kWheelFactor = 0.85;  // frame height after one notch over before
constexpr double kDoubleClickFactor = 0.35;
constexpr double kNearFrameMm = 140;     // below this frame height the skin under the hand is what turns

// The letter on the key in the user's own layout, upper case; 0 for keys without one.
char letter(int key, int scancode) {
    const char* name = glfwGetKeyName(key, scancode);
    if (name && std::strlen(name) == 1 && std::isalpha(static_cast<unsigned char>(*name)))
        return char(std::toupper(static_cast<unsigned char>(*name)));
    return key >= GLFW_KEY_A && key <= GLFW_KEY_Z ? char('A' + key - GLFW_KEY_A) : char(0);
}

}  // namespace

void Application::keys() {
    for (const Key& pressed : std::exchange(pressed_, {})) key(pressed);
}

void Application::key(const Key& pressed) {
    if (pressed.key == GLFW_KEY_ESCAPE) {
        if (interface_.escape()) return;
        if (playing_) {
            stop_time();
            return;
        }
        if (hand_ == Hand::brush) {  // the stroke under the hand is dropped
            end_stroke();
            document_.history().undo();
            return;
        }
        if (viewing_.held_mm) {
            measure_screen(false);
            return;
        }
        if (brush_.active && !loader_.busy()) {
            paint_on_head(false);
            return;
        }
        if (hairline_.active && !loader_.busy()) {
            draw_hairline(false);
            return;
        }
        if (landmarks_.active() && !loader_.busy()) {
            leave_landmarks();
            return;
        }
        if (comparing() && !loader_.busy()) {
            compare(false);
            return;
        }
        if (loader_.busy() && preview_)
            carry_out(ui::CancelLoading{});
        else
            message_.reset();
        return;
    }
    if (pressed.key == GLFW_KEY_ENTER || pressed.key == GLFW_KEY_KP_ENTER) {
        interface_.enter();
        if (!typing_) accept_landmarks();
        return;
    }
    const char name = letter(pressed.key, pressed.scancode);
    const bool shift = (pressed.modifiers & GLFW_MOD_SHIFT) != 0;
    if (pressed.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) {
        if (typing_) return;  // the text field has its own undo
        switch (name) {
            case 'Z':
                carry_out(shift ? ui::Command(ui::Redo{}) : ui::Command(ui::Undo{}));
                break;
            case 'Y':
                carry_out(ui::Redo{});
                break;
            case 'S':
                if (shift)
                    interface_.ask_save(state());
                else
                    save({});
                break;
            case 'Q':
                glfwSetWindowShouldClose(stage_->window(), GLFW_TRUE);
                break;
            case 'O':
                interface_.ask_open(state());
                break;
            case 'E':
                if (preview_) interface_.ask_picture(state());
                break;
            default:
                break;
        }
        return;
    }
    if (typing_ || (pressed.modifiers & GLFW_MOD_ALT)) return;
    for (std::size_t i = 0; i < ui::kStandardViews.size(); ++i)
        if (pressed.key == GLFW_KEY_1 + int(i) || pressed.key == GLFW_KEY_KP_1 + int(i))
            show_view(ui::kStandardViews[i].name, false);
    for (const ui::StandardDistance& distance : ui::kStandardDistances)
        if (name == distance.key) carry_out(ui::SetDistance{distance.name});
    for (const ui::ViewingSwitch& viewing : ui::kViewingSwitches)
        if (name == viewing.key) carry_out(ui::SwitchViewing{viewing.name});
    if (name == ui::kLensKey) next_lens();
    if (name == 'B') carry_out(ui::SetTreated{comparing() || !treated_});
    if (name == 'C') compare(!compare_.active);
    if (name == 'L') carry_out(ui::StartLandmarks{});
    if (name == 'P') carry_out(ui::PaintOnHead{});
    if (brush_.active && (pressed.key == GLFW_KEY_LEFT_BRACKET || pressed.key == GLFW_KEY_RIGHT_BRACKET))
        resize_brush(pressed.key == GLFW_KEY_RIGHT_BRACKET ? 1 : -1);
    if (name == 'H') carry_out(ui::DrawHairline{});
    if (name == 'G' && hairline_.active) hairline_.guides = !hairline_.guides;
    if (name == 'R') turn_scan();
    if (name == 'N') step_light(shift ? -1 : 1);
    if (pressed.key == GLFW_KEY_COMMA || pressed.key == GLFW_KEY_PERIOD) step_tone(pressed.key == GLFW_KEY_PERIOD ? 1 : -1);
    if (name == 'T') play_time();
    if (name == 'X') jump_time();
    if (pressed.key == GLFW_KEY_LEFT || pressed.key == GLFW_KEY_RIGHT) step_time(pressed.key == GLFW_KEY_LEFT ? -1 : 1);
    if (pressed.key == GLFW_KEY_DELETE) interface_.erase();
}

std::optional<glm::dvec3> Application::skin_at(glm::dvec2 pixel) const {
    if (!picker_) return std::nullopt;
    const ui::Rect picture = picture_at(pixel);
    return picker_->pick(camera_.eye(), camera_.ray(as_seen(pixel, picture) - glm::dvec2(picture.x, picture.y), {picture.width, picture.height}));
}

// Lengths become pixels at the distance of the skin in the middle of the picture.
void Application::refocus() {
    if (!picker_) return;
    const ui::Rect picture = first_picture();
    const glm::dvec2 middle(picture.x + picture.width / 2, picture.y + picture.height / 2);
    const auto skin = skin_at(middle);
    camera_.set_focus(skin ? camera_.depth_of(*skin) : std::max(100.0, camera_.depth_of(picker_->center()) - 80));
}

void Application::viewport_input(const ui::Output& output) {
    const ImGuiIO& io = ImGui::GetIO();
    // A second click may follow, and would come late if the picture at rest were drawn first.
    if (io.MouseClicked[0]) last_change_ = glfwGetTime();
    if (!picker_ || landmark_input(output) || hairline_input(output) || brush_input(output)) return;
    const glm::dvec2 mouse(io.MousePos.x, io.MousePos.y);
    // The middle of the head stands in where there is no skin under the mouse.
    auto grab = [&] { return skin_at(mouse).value_or(picker_->center()); };
    if (output.over_viewport && hand_ == Hand::none) {
        // Where the left button paints the right one turns.
        const bool turns = io.MouseClicked[0] || (brush_.active && io.MouseClicked[1]);
        const bool sideways = (io.MouseClicked[1] && !brush_.active) || io.MouseClicked[2] || (io.MouseClicked[0] && io.KeyShift);
        if (io.MouseClicked[0] && io.MouseDoubleClicked[0] && !io.KeyShift && !landmarks_.active() && !brush_.active) {
            if (const auto skin = skin_at(mouse)) {
                camera_.zoom(kDoubleClickFactor, *skin);
                viewing_.life_size = false;
                view_ = {};
            }
        } else if (sideways) {
            hand_ = Hand::pan;
            grabbed_ = grab();
        } else if (turns) {
            hand_ = Hand::orbit;
            grabbed_ = camera_.frame_height_mm() < kNearFrameMm ? grab() : picker_->center();
        }
        if (io.MouseWheel != 0) {
            camera_.zoom(std::pow(kWheelFactor, double(io.MouseWheel)), grab());
            viewing_.life_size = false;
            view_ = {};
            frames_due_ = 3;
        }
    }
    if (hand_ == Hand::none) return;
    // In a mirror a hand that goes to the right takes the head's other side along.
    const glm::dvec2 moved(viewing_.mirrored ? -io.MouseDelta.x : io.MouseDelta.x, io.MouseDelta.y);
    if (moved != glm::dvec2(0)) {
        if (hand_ == Hand::orbit)
            camera_.orbit(moved, double(first_picture().height), grabbed_);
        else
            camera_.pan(moved, double(first_picture().height), camera_.depth_of(grabbed_));
        view_ = {};
    }
    if (!io.MouseDown[0] && !io.MouseDown[1] && !io.MouseDown[2]) {
        hand_ = Hand::none;
        interacting_ = false;
        refocus();
        frames_due_ = 3;
    }
}

}  // namespace stipple::window
