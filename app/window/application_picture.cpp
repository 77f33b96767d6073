// Application: cameras of the views, and when and how large a picture is drawn.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "application.h"
#include "export/overlay.h"
#include "export/png.h"
#include "session/skin/match_proposal.h"
#include "session/warnings.h"

namespace stipple::window {
namespace {

constexpr double kFlightTime = 0.35;

double milliseconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

void Application::show_view(std::string_view name, bool at_once) {
    view_ = name;
    if (!preview_ || !resolved_) return;
    // A flight of three pictures would only be in the way.
    const bool jump = at_once || full_ms_ > 150;
    camera_.fly_to(view_camera(name), jump ? 0 : kFlightTime);
    frames_due_ = 3;
}

// Where the pictures are shown, without what is in them: one, those compared, or, for a difference, two that are not shown
// and the one of how they differ.
std::vector<Stage::Picture> Application::places() const {
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    const auto left = std::int32_t(std::lround(viewport_.x * scale.x)), top = std::int32_t(std::lround(viewport_.y * scale.y));
    std::vector<Stage::Picture> pictures;
    for (const exporting::PaneRect& r : pane_places()) {
        Stage::Picture& picture = pictures.emplace_back();
        picture.x = left + std::int32_t(r.x);
        picture.y = top + std::int32_t(r.y);
        picture.shown_width = r.width;
        picture.shown_height = r.height;
        picture.mirrored = viewing_.mirrored;
    }
    if (!comparing()) return pictures;
    if (compare_.layout == model::CompareLayout::wipe) {
        const auto cut = left + std::int32_t(exporting::divider_column(compare_.divider, pictures[0].shown_width));
        pictures[0].to_x = pictures[1].from_x = cut;
    } else if (compare_.layout == model::CompareLayout::difference) {
        Stage::Picture difference = pictures[0];
        difference.difference_of = {0, 1};
        for (Stage::Picture& picture : pictures) picture.shown_width = 0;
        pictures.push_back(difference);
    }
    return pictures;
}

void Application::draw(const ui::Output& output) {
    viewport_ = output.viewport;
    std::vector<Stage::Picture> pictures = places();
    if (!preview_) {
        stage_->show(pictures);
        return;
    }
    const double now = glfwGetTime();
    const ImVec2 scale = ImGui::GetIO().DisplayFramebufferScale;
    Shown wanted{&preview_->head(), shown_designs(), std::nullopt, glm::mat4(0), 0, 0, std::uint32_t(std::max(1L, std::lround(viewport_.width * scale.x))),
                 std::uint32_t(std::max(1L, std::lround(viewport_.height * scale.y)))};
    if (comparing()) wanted.compared = compare_.layout;
    const renderer::Camera camera = picture_camera();
    wanted.view = camera.view;
    wanted.fov = camera.vertical_fov;
    wanted.focus = camera.focus_mm;
    wanted.opening = camera.opening_mm;
    const bool changed = !(wanted == shown_);
    if (changed) last_change_ = now;
    const bool busy = interacting_ || camera_.moving() || playing_;
    const bool at_rest = !changed && (!busy || now - last_change_ > kRestTime);
    const bool settle = coarse_ && at_rest;
    const bool refine = !coarse_ && at_rest && refining() && now - last_change_ > kRestTime;
    if (!changed && !settle && !refine) {
        stage_->show(pictures);
        return;
    }
    const double share = changed && busy ? moving_scale_.scale() : 1;
    const exporting::PaneRect size = pane_places()[0];
    const auto width = std::max(1U, std::uint32_t(double(size.width) * share)), height = std::max(1U, std::uint32_t(double(size.height) * share));
    resolved_ = preview_->resolved(document_.design());
    std::vector<renderer::Frame> frames;
    if (wanted.compared) frames = preview_->frames(wanted.designs);
    else frames.push_back(preview_->frame(wanted.designs[0].design, wanted.designs[0].treated));
    for (std::size_t i = 0; i < frames.size(); ++i) {
        frames[i].camera = camera;
        pictures[i].width = width;
        pictures[i].height = height;
        // Samples of a picture must follow each other: one picture is smoothed after the other.
        if (refine && samples_ / renderer::kStillSamples != i) continue;
        if (refine) pictures[i].sample = {samples_ % renderer::kStillSamples, renderer::kStillSamples};
        else frames[i].dots_per_pixel = renderer::kMotionDotsPerPixel;
        pictures[i].frame = &frames[i];
    }
    // Of a smooth and a moving picture the difference would be that of their edges.
    if (refine && samples_ + 1 < renderer::kStillSamples * frames.size() && pictures.back().difference_of) pictures.back().difference_of.reset();
    const auto start = std::chrono::steady_clock::now();
    if (!stage_->show(pictures)) return;
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
    // A whole picture that stands still takes what it would take moving, and so tells before anything moves.
    if (warm && share == moving_scale_.scale()) moving_scale_.took(frame_ms_);
    shown_scale_ = share;
    const bool treated = wanted.designs[0].treated;
    const std::string_view compared = wanted.compared ? model::layout_word(*wanted.compared).word : std::string_view();
    if (warm)
        shown_ = std::move(wanted);
    else
        shown_ = Shown{wanted.head};
    frames_due_ = std::max(frames_due_, 1);  // the footer shows the time it took
    ++pictures_;
    if (trace_.on()) {
        char line[240];
        std::snprintf(
            line, sizeof line, "%s %llu dots=%llu years=%.4g treated=%d size=%ux%u view=%.*s ms=%.1f undo=%d frame=%llu compare=%.*s",
            preview_->head().complete ? "picture" : "undotted", static_cast<unsigned long long>(pictures_),
            static_cast<unsigned long long>(resolved_ ? resolved_->dots.live : 0),
            design_now().number(model::ParameterId::time_years), treated ? 1 : 0, width, height,
            int(view_.size()), view_.data(), frame_ms_, document_.history().can_undo() ? 1 : 0, static_cast<unsigned long long>(frames_), int(compared.size()), compared.data());
        trace_.line(line);
    }
}

// Once the picture is at rest, so that it costs no movement anything.
void Application::take_advice() {
    const auto start = std::chrono::steady_clock::now();
    std::vector<ui::Advice> advice;
    parting_.reset();
    match_.reset();
    if (resolved_ && preview_->head().found && preview_->head().complete) {
        const session::Statistics figures = session::statistics(document_.design(), preview_->head(), *resolved_);
        for (const session::Warning& warning : figures.warnings) advice.push_back({warning.text, session::grounds(warning)});
        if (figures.parting) parting_ = ui::PartingContrast{figures.parting->contrast_without, figures.parting->contrast_with};
        if (const auto& match = figures.match)
            match_ = ui::MatchLine{match->delta_e, session::match_words(*match), match->delta_e >= session::kSeenApart, match->natural};
    }
    if (trace_.on() && advice.size() != advice_.size())
        trace_.line("advice " + std::to_string(advice.size()) + " ms=" + std::to_string(milliseconds_since(start)));
    advice_ = std::move(advice);
    frames_due_ = std::max(frames_due_, 1);
}

void Application::match_sides() {
    if (!preview_ || !preview_->head().found || !preview_->head().complete) return;
    trace_.line("matching frame=" + std::to_string(frames_));
    matcher_.ask(document_.design(), preview_->shared_head());
}

// One step to undo. A drag under way is not cut in two: its end is waited for.
void Application::take_match() {
    if (!matcher_.busy() || interacting_ || !preview_ || !preview_->head().complete) return;
    const auto answer = matcher_.poll(document_.design(), preview_->shared_head());
    if (!answer) return;
    trace_.line("match ms=" + std::to_string(answer->ms) + " frame=" + std::to_string(frames_));
    frames_due_ = std::max(frames_due_, 2);
    if (!answer->problem.empty()) return say(answer->problem, true);
    if (!answer->proposal) return say("Nothing is treated where the client's hair is gone: there is no scalp to match.", true);
    const session::MatchProposal& proposal = *answer->proposal;
    if (!proposal.changes.empty()) {
        document_.history().replace(session::with_changes(document_.design(), proposal));
        follow_design();
    }
    say(session::proposal_sentence(proposal, "\xCE\x94" "E"), !proposal.reason.empty());
}

// The head of a picture not yet shown once, or none: nothing to refine.
bool Application::refining() const { return samples_ < renderer::kStillSamples * shown_.designs.size(); }

void Application::export_picture(const std::filesystem::path& file) {
    if (!preview_ || shown_.width == 0) return;
    try {
        if (comparing()) {
            exporting::write_png(compared_picture(shown_.width, shown_.height), file);
        } else {
            renderer::Frame frame = preview_->frame(design_now(), treated_ && !peek_before_);
            frame.camera = picture_camera();
            renderer::Image image = stage_->renderer().render(frame, shown_.width, shown_.height, renderer::kStillSamples);
            if (viewing_.mirrored) exporting::mirror(image);
            finish_picture(image, image.height);
            exporting::write_png(image, file);
        }
        say("Saved the picture as " + file.filename().string() + ".", false);
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
    shown_ = {};  // the renderer's picture is no longer the window's
}

}  // namespace stipple::window
