// Application: time that runs by itself, and the jump between two times.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

#include "application.h"
#include "ui/time_scale.h"

namespace stipple::window {
namespace {

constexpr double kPlaySeconds = 12;  // from day 0 to the last year; along the time line, so healing gets its share
constexpr double kOneMovement = 1.5;  // seconds within which jumps and arrow presses are one undo step

}  // namespace

// What is looked at: the design, at the time that plays.
model::Design Application::design_now() const {
    return playing_ ? document_.design().with(model::ParameterId::time_years, playing_->years) : document_.design();
}

void Application::play_time() {
    if (playing_) {
        stop_time();
        return;
    }
    const double years = document_.design().number(model::ParameterId::time_years);
    const bool goes_on = years == stopped_at_ && years < ui::kLastYears;
    playing_ = Playing{glfwGetTime(), goes_on ? ui::time_share(years) : 0, goes_on ? years : 0};
    frames_due_ = 3;
}

// Once a frame. However long a picture takes, the last year comes after the same time.
void Application::advance_time() {
    if (!playing_) return;
    const double share = playing_->from + (glfwGetTime() - playing_->since) / kPlaySeconds;
    playing_->years = ui::time_at_share(share);
    if (share >= 1) stop_time();
}

// The time reached is one step to undo, however many pictures showed the way there.
void Application::stop_time() {
    if (!playing_) return;
    const double years = ui::snapped_time(playing_->years, true);
    playing_.reset();
    stopped_at_ = years;
    document_.history().apply({model::ParameterId::time_years, years});
    frames_due_ = 3;
}

// Time set by hand. A run of presses is one movement, and one that ends where it began is none.
void Application::set_time(double years) {
    model::History& history = document_.history();
    if (glfwGetTime() - time_set_ > kOneMovement) time_gesture_ = interface_.new_gesture();
    time_set_ = glfwGetTime();
    history.apply({model::ParameterId::time_years, years}, time_gesture_);
    frames_due_ = 3;
}

void Application::step_time(int direction) {
    stop_time();
    set_time(ui::next_time(document_.design().number(model::ParameterId::time_years), direction));
}

double Application::other_time() const {
    return other_years_.value_or(kOtherYears);
}

void Application::jump_time() {
    stop_time();
    const double here = document_.design().number(model::ParameterId::time_years), there = other_time();
    other_years_ = here;
    set_time(there);
}

}  // namespace stipple::window
