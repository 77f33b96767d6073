// Application: cameras of the views, and when and how large a picture is drawn.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "application.h"
#include "export/png.h"
#include "session/warnings.h"

namespace stipple::window {
namespace {

constexpr double kSlowPictureMs = 80;  // above this a picture under the hand is drawn smaller
constexpr double kTargetPictureMs = 55;
constexpr double kFlightTime = 0.35;

// Few sizes, so that the renderer's targets are not made anew all the time.
double quantised(double share) {
    for (const double step : {0.75, 0.5, 0.35})
        if (share >= step) return step;
    return 0.25;
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

renderer::Camera Application::view_camera(std::string_view name) {
    const double aspect = viewport_.height > 0 ? double(viewport_.width) / double(viewport_.height) : 1.5;
    return session::view_camera(session::find_view(name).value_or(session::View::front), preview_->head(), *resolved_,
                                aspect);
}

void Application::show_view(std::string_view name, bool at_once) {
    view_ = name;
    if (!preview_ || !resolved_) return;
    // A flight of three pictures would only be in the way.
    const bool jump = at_once || full_ms_ > 150;
    camera_.fly_to(view_camera(name), jump ? 0 : kFlightTime);
    frames_due_ = 3;
}

void Application::draw(const ui::Output& output) {
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    Stage::Picture picture;
    picture.x = std::int32_t(std::lround(output.viewport.x * scale.x));
    picture.y = std::int32_t(std::lround(output.viewport.y * scale.y));
    picture.shown_width = std::uint32_t(std::max(1L, std::lround(output.viewport.width * scale.x)));
    picture.shown_height = std::uint32_t(std::max(1L, std::lround(output.viewport.height * scale.y)));
    if (!preview_) {
        stage_->show(picture);
        return;
    }
    const double now = glfwGetTime();
    const bool treated = treated_ && !peek_before_;
    const model::Design design = design_now();
    Shown wanted{&preview_->head(),   design,  treated, glm::mat4(0), 0, 0,
                 picture.shown_width, picture.shown_height};
    const renderer::Camera camera = camera_.camera();
    wanted.view = camera.view;
    wanted.fov = camera.vertical_fov;
    wanted.focus = camera.focus_mm;
    const bool changed = !(wanted == shown_);
    if (changed) last_change_ = now;
    const bool busy = interacting_ || camera_.moving() || playing_;
    const bool at_rest = !changed && (!busy || now - last_change_ > kRestTime);
    const bool settle = coarse_ && at_rest;
    const bool refine = !coarse_ && at_rest && refining() && now - last_change_ > kRestTime;
    if (!changed && !settle && !refine) {
        picture.width = picture_width_;
        picture.height = picture_height_;
        stage_->show(picture);
        return;
    }
    double share = 1;
    if (changed && busy && full_ms_ > kSlowPictureMs) share = quantised(std::sqrt(kTargetPictureMs / full_ms_));
    picture.width = picture_width_ = std::max(1U, std::uint32_t(double(picture.shown_width) * share));
    picture.height = picture_height_ = std::max(1U, std::uint32_t(double(picture.shown_height) * share));
    renderer::Frame frame = preview_->frame(design, treated);
    resolved_ = preview_->resolved(document_.design());
    frame.camera = camera;
    if (!refine) frame.dots_per_pixel = renderer::kMotionDotsPerPixel;
    picture.frame = &frame;
    if (refine) picture.sample = {samples_, renderer::kStillSamples};
    const auto start = std::chrono::steady_clock::now();
    if (!stage_->show(picture)) return;
    // Waiting keeps the hand and the picture together (two slow pictures in flight would lag behind) and gives the true
    // time.
    stage_->finish();
    if (refine && samples_ == 0) take_advice();
    samples_ = refine ? samples_ + 1 : 0;
    if (refine) return;
    frame_ms_ = milliseconds_since(start);
    coarse_ = share < 1;
    // The first picture of a head pays for compiling and uploading: it is drawn a second time, and only that one is
    // counted.
    const bool warm = shown_.head == wanted.head;
    if (!coarse_ && warm) full_ms_ = full_ms_ == 0 ? frame_ms_ : 0.5 * (full_ms_ + frame_ms_);
    if (warm)
        shown_ = std::move(wanted);
    else
        shown_ = Shown{wanted.head};
    frames_due_ = std::max(frames_due_, 1);  // the footer shows the time it took
    ++pictures_;
    if (trace_.on()) {
        char line[240];
        std::snprintf(
            line, sizeof line, "%s %llu dots=%llu years=%.4g treated=%d size=%ux%u view=%.*s ms=%.1f undo=%d frame=%llu",
            preview_->head().complete ? "picture" : "undotted", static_cast<unsigned long long>(pictures_),
            static_cast<unsigned long long>(resolved_ ? resolved_->dots.live : 0),
            design.number(model::ParameterId::time_years), treated ? 1 : 0, picture.width, picture.height,
            int(view_.size()), view_.data(), frame_ms_, document_.history().can_undo() ? 1 : 0, static_cast<unsigned long long>(frames_));
        trace_.line(line);
    }
}

// Once the picture is at rest, so that it costs no movement anything.
void Application::take_advice() {
    const auto start = std::chrono::steady_clock::now();
    std::vector<ui::Advice> advice;
    parting_.reset();
    if (resolved_ && preview_->head().found && preview_->head().complete) {
        const session::Statistics figures = session::statistics(document_.design(), preview_->head(), *resolved_);
        for (const session::Warning& warning : figures.warnings) advice.push_back({warning.text, session::grounds(warning)});
        if (figures.parting) parting_ = ui::PartingContrast{figures.parting->contrast_without, figures.parting->contrast_with};
    }
    if (trace_.on() && advice.size() != advice_.size())
        trace_.line("advice " + std::to_string(advice.size()) + " ms=" + std::to_string(milliseconds_since(start)));
    advice_ = std::move(advice);
    frames_due_ = std::max(frames_due_, 1);
}

// The head of a picture not yet shown once, or none: nothing to refine.
bool Application::refining() const { return shown_.design.has_value() && samples_ < renderer::kStillSamples; }

void Application::export_picture(const std::filesystem::path& file) {
    if (!preview_ || shown_.width == 0) return;
    try {
        renderer::Frame frame = preview_->frame(design_now(), treated_ && !peek_before_);
        frame.camera = camera_.camera();
        exporting::write_png(stage_->renderer().render(frame, shown_.width, shown_.height, renderer::kStillSamples),
                             file);
        say("Saved the picture as " + file.filename().string() + ".", false);
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
    shown_ = {};  // the renderer's picture is no longer the window's
}

}  // namespace stipple::window
