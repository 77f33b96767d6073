#include "application.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "model/saved_hairlines.h"
#include "screen_size.h"
#include "session/head/bust_measures.h"
#include "session/head/head_looks.h"

namespace stipple::window {
namespace {

constexpr double kFrameTime = 1.0 / 60;  // no driver's vertical blank is relied on: software ones have none
constexpr double kMessageTime = 4;       // seconds a confirmation stays

constexpr const char* kUnsaved = "This design is not saved: press Ctrl+S to save it, or close again to give it up.";

Application& self(GLFWwindow* window) { return *static_cast<Application*>(glfwGetWindowUserPointer(window)); }

}  // namespace

Application::Application(const WindowOptions& options)
    : options_(options), trace_(options.trace), loader_([] { glfwPostEmptyEvent(); }), matcher_([] { glfwPostEmptyEvent(); }), moving_scale_(options.picture_budget_ms) {
    std::string note;
    kept_hairlines_ = model::saved_hairlines(model::hairline_folder());
    viewing_.screen_mm = kept_screen_mm(screen_file());
    if (options_.design) note = document_.open(*options_.design);
    for (const model::Edit& edit : options_.edits) document_.history().apply(edit);
    load_head(options_.head);  // the device takes a while, too
    renderer::DeviceRequest request;
    request.device = options_.device;
    request.validation = options_.validation;
    const std::filesystem::path cache = session::default_cache_folder();
    if (!cache.empty()) request.pipeline_cache = cache / "pipelines.bin";
    stage_ = std::make_unique<Stage>("Stipple", request, [this](GLFWwindow* window) { take_callbacks(window); });
    use_scale(stage_->content_scale());
    if (!note.empty()) say(options_.design->filename().string() + ": " + note, true);
    if (!theme_.note.empty()) say(theme_.note, true);
}

Application::~Application() {
    // The previews' resources go before the renderer that made them.
    on_way_.reset();
    before_.reset();
    preview_.reset();
}

void Application::use_scale(float scale) {
    theme_ = ui::make_theme(scale);
    stage_->fonts_changed();
    scale_wanted_ = scale;
    glfwSetWindowSizeLimits(stage_->window(), int(theme_.px(640)), int(theme_.px(400)), GLFW_DONT_CARE, GLFW_DONT_CARE);
}

void Application::take_callbacks(GLFWwindow* window) {
    glfwSetWindowUserPointer(window, this);
    // ImGui's own callbacks come on top of these and call them first.
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) {
        Application& app = self(w);
        app.frames_due_ = 3;
        if (app.hand_ != Hand::none) app.trace_.line("moved next=" + std::to_string(app.frames_ + 1));
    });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { self(w).frames_due_ = 3; });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int action, int) {
        Application& app = self(w);
        app.frames_due_ = 3;
        if (action == GLFW_PRESS) app.trace_.line("pressed next=" + std::to_string(app.frames_ + 1));
    });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { self(w).frames_due_ = 3; });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { self(w).frames_due_ = 3; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { self(w).frames_due_ = 3; });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { self(w).frames_due_ = 3; });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { self(w).frames_due_ = 3; });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float x, float y) {
        self(w).scale_wanted_ = std::max(x, y);
        self(w).frames_due_ = 3;
    });
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int modifiers) {
        Application& app = self(w);
        app.frames_due_ = 3;
        // Keys are kept in order, so that one pressed and let go between two frames is not lost.
        if (action != GLFW_RELEASE) app.pressed_.push_back({key, scancode, modifiers});
        if (key == GLFW_KEY_SPACE && !app.typing_) app.peek_before_ = action != GLFW_RELEASE;
    });
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** files) {
        for (int i = 0; i < count; ++i) self(w).dropped_.emplace_back(files[i]);
        self(w).frames_due_ = 3;
    });
}

int Application::run() {
    while (!closes()) {
        wait_for_work();
        frame();
        if (first_head_failed_) std::rethrow_exception(first_head_failed_);
    }
    for (const std::string& message : stage_->renderer().validation_messages())
        std::fprintf(stderr, "validation: %s\n", message.c_str());
    return 0;
}

// Asked to close with a design that is in no file, the window asks back once.
bool Application::closes() {
    if (!glfwWindowShouldClose(stage_->window())) return false;
    const bool asked = message_ && message_->text == kUnsaved;
    if (document_.history().is_saved() || asked) return true;
    glfwSetWindowShouldClose(stage_->window(), GLFW_FALSE);
    say(kUnsaved, true);
    return false;
}

void Application::wait_for_work() {
    const double since = glfwGetTime() - last_frame_;
    glfwPollEvents();
    if (frames_due_ > 0 || camera_.moving() || interacting_ || playing_) {
        if (since < kFrameTime) glfwWaitEventsTimeout(kFrameTime - since);
    } else {
        double wait = wake_after_s_;
        if (coarse_) wait = wait < 0 ? kRestTime : std::min(wait, kRestTime);
        // The first sample waits for rest, the others follow as fast as they are drawn.
        if (refining() && samples_ == 0) trace_.line("still");
        if (refining()) wait = wait < 0 ? kRestTime : std::min(wait, samples_ > 0 ? 0.0 : kRestTime);
        if (message_ && !message_->problem) wait = wait < 0 ? kMessageTime : std::min(wait, kMessageTime);
        if (wait < 0) {
            trace_.line("idle " + std::to_string(++idles_));
            glfwWaitEvents();
        } else {
            glfwWaitEventsTimeout(std::max(wait, 0.001));
        }
    }
    const double rest = kFrameTime - (glfwGetTime() - last_frame_);
    if (rest > 0) glfwWaitEventsTimeout(rest);
}

void Application::frame() {
    const double now = glfwGetTime();
    const double step = std::min(now - last_frame_, 0.1);
    last_frame_ = now;
    ++frames_;
    frames_due_ = std::max(0, frames_due_ - 1);
    if (scale_wanted_ != theme_.scale && scale_wanted_ > 0) use_scale(scale_wanted_);
    take_pictures();
    take_head();
    take_match();
    keys();
    advance_time();
    for (const std::filesystem::path& file : std::exchange(dropped_, {})) open(file);
    if (camera_.moving()) {
        camera_.advance(step);
        if (!camera_.moving() && view_.empty()) refocus();
    }
    if (message_ && !message_->problem && now - message_since_ > kMessageTime) message_.reset();
    if (preview_) resolved_ = preview_->resolved(document_.design());

    follow_swatches();

    stage_->begin_frame();
    ui::UiState shown_state = state();
    shown_state.hairline = hairline_state();
    shown_state.brush = brush_state(over_viewport_);
    const ui::Output output = interface_.draw(theme_, design_now().for_scan(scan()), shown_state);
    typing_ = output.typing;
    wake_after_s_ = output.wake_after_s;
    viewport_ = output.viewport;
    over_viewport_ = output.over_viewport;
    carry_out(output);
    viewport_input(output);
    hold_life_size();
    ImGui::Render();
    draw(output);
    trace_.places(output.places);
}

// What is said about the scan is said about the one that is open.
void Application::apply(const ui::GestureEdit& edit) {
    model::History& history = document_.history();
    if (model::parameter(edit.edit.parameter).of_scan)
        history.replace(model::apply(document_.design().for_scan(scan()), edit.edit), edit.gesture);
    else
        history.apply(edit.edit, edit.gesture);
}

void Application::carry_out(const ui::Output& output) {
    for (const ui::GestureEdit& edit : output.edits) {
        if (edit.edit.parameter == model::ParameterId::time_years) playing_.reset();  // the hand has taken it
        try {
            apply(edit);
        } catch (const model::BadValue& error) {
            say(error.what(), true);
        }
        frames_due_ = std::max(frames_due_, 2);
    }
    if (output.gesture_over) document_.history().end_gesture();
    if ((!output.edits.empty() || was_dragging_) && !output.dragging) follow_design();
    was_dragging_ = output.dragging;
    for (const ui::Command& command : output.commands) carry_out(command);
    // Under the hand the head follows as fast as its surface is made; dots come when the hand lets go.
    if (!output.dragging || !loader_.busy() || loader_.placing()) follow_measures();
    interacting_ = output.dragging || hand_ != Hand::none;
}

void Application::carry_out(const ui::Command& command) {
    struct Doer {
        Application& app;
        void operator()(const ui::Undo&) const {
            if (app.landmarks_.active()) {
                app.landmarks_.undo();
                app.show_next_mark();
                return;
            }
            if (app.matcher_.busy()) return app.matcher_.drop();  // what was asked for last, though it is not there yet
            app.end_stroke();
            app.stop_time();
            app.document_.history().end_gesture();
            app.document_.history().undo();
            app.follow_design();
        }
        void operator()(const ui::Redo&) const {
            if (app.landmarks_.active()) return;
            app.matcher_.drop();
            app.end_stroke();
            app.playing_.reset();
            app.document_.history().redo();
            app.follow_design();
        }
        void operator()(const ui::ResetDesign&) const {
            app.matcher_.drop();
            app.playing_.reset();
            app.document_.history().replace(model::Design());
            app.follow_design();
        }
        void operator()(const ui::SetView& view) const { app.show_view(view.view, false); }
        void operator()(const ui::SetTreated& wanted) const {
            app.compare(false);
            app.treated_ = wanted.treated;
        }
        void operator()(const ui::Compare& wanted) const { app.compare(wanted.active); }
        void operator()(const ui::SetCompareLayout& wanted) const { app.set_layout(wanted.layout); }
        void operator()(const ui::SetPane& wanted) const { app.set_pane(wanted.pane, wanted.words); }
        void operator()(const ui::SetDivider& wanted) const { app.set_divider(wanted.share); }
        void operator()(const ui::KeepAsB&) const { app.keep_as_b(); }
        void operator()(const ui::SetDistance& wanted) const { app.set_distance(wanted.distance); }
        void operator()(const ui::SwitchViewing& wanted) const { app.switch_viewing(wanted.name); }
        void operator()(const ui::SetLens& wanted) const { app.set_lens(wanted.stop); }
        void operator()(const ui::MeasureScreen& wanted) const { app.measure_screen(wanted.active); }
        void operator()(const ui::SetScreen& wanted) const { app.set_screen(wanted); }
        void operator()(const ui::OpenFile& file) const { app.open(file.file); }
        void operator()(const ui::OpenBuiltInHead&) const { app.load_head(std::nullopt); }
        void operator()(const ui::SaveDesign& file) const { app.save(file.file); }
        void operator()(const ui::ExportPicture& file) const { app.export_picture(file.file); }
        void operator()(const ui::KeepHairline& keep) const { app.keep_hairline(keep.name); }
        void operator()(const ui::TakeHairline& take) const { app.take_hairline(take.name); }
        void operator()(const ui::MatchSides&) const { app.match_sides(); }
        void operator()(const ui::RemoveHairline& remove) const { app.remove_hairline(remove.name); }
        void operator()(const ui::CancelLoading&) const {
            app.loader_.cancel();
            app.take_back();
            if (app.preview_ && !app.preview_->head().complete && !app.loader_.busy())
                app.say("No dots were placed on this head: open it again to place them.", true);
            app.refused_ = session::bust_measures(app.document_.design());  // not begun again until they change
        }
        void operator()(const ui::DismissMessage&) const { app.message_.reset(); }
        void operator()(const ui::StartLandmarks&) const {
            if (app.landmarks_.active()) app.leave_landmarks();
            else app.start_landmarks(false);
        }
        void operator()(const ui::LeaveLandmarks&) const { app.leave_landmarks(); }
        void operator()(const ui::AcceptLandmarks&) const { app.accept_landmarks(); }
        void operator()(const ui::UndoMark&) const { (*this)(ui::Undo{}); }
        void operator()(const ui::AskMark& ask) const {
            app.landmarks_.ask(ask.mark);
            app.show_next_mark();
        }
        void operator()(const ui::AskLengthPoints&) const {
            if (app.landmarks_.active()) app.landmarks_.ask_points();
            else app.start_landmarks(true);
        }
        void operator()(const ui::TurnScan&) const { app.turn_scan(); }
        void operator()(const ui::DrawHairline&) const { app.draw_hairline(!app.hairline_.active); }
        void operator()(const ui::LinkSides& wanted) const { app.hairline_.linked = wanted.linked; }
        void operator()(const ui::ShowGuides& wanted) const { app.hairline_.guides = wanted.shown; }
        void operator()(const ui::PaintOnHead&) const { app.paint_on_head(!app.brush_.active); }
        void operator()(const ui::SetBrush& wanted) const { app.brush_.settings = wanted.settings; }
        void operator()(const ui::ClearPainting&) const {
            app.end_stroke();
            app.document_.history().replace(app.document_.design().with_painting({}));
            app.follow_design();
        }
        void operator()(const ui::PlayTime&) const { app.play_time(); }
        void operator()(const ui::OtherTime&) const { app.jump_time(); }
    };
    std::visit(Doer{*this}, command);
    frames_due_ = 3;
}

void Application::save(const std::filesystem::path& file) {
    if (file.empty() && !document_.has_file()) {
        interface_.ask_save(state());
        return;
    }
    try {
        document_.save(file);
        say("Saved as " + document_.name() + ".stipple.", false);
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
}

void Application::say(std::string text, bool problem) {
    message_ = ui::Message{std::move(text), problem};
    message_since_ = glfwGetTime();
    frames_due_ = 3;
}

ui::UiState Application::state() const {
    ui::UiState state;
    state.head_name = preview_ ? preview_->head().head.name : "No head yet";
    if (preview_ && !shown_with_.file && !state.head_name.empty())
        state.head_name[0] = char(std::toupper(static_cast<unsigned char>(state.head_name[0])));
    state.design_name = document_.name();
    state.design_folder = document_.folder().string();
    state.has_file = document_.has_file();
    state.unsaved = !document_.history().is_saved();
    state.can_undo = document_.history().can_undo() || matcher_.busy();
    state.can_redo = document_.history().can_redo();
    state.treated = treated_ && !peek_before_;
    state.playing = playing_.has_value();
    state.other_years = other_time();
    state.view = view_;
    state.head_ready = preview_ != nullptr;
    state.built_in_head = !shown_with_.file;
    if (preview_ && state.built_in_head) state.measured = session::measures_by_parameter(preview_->head().head);
    if (preview_) {
        const scalp::HeadFrame& frame = preview_->head().head.frame;
        state.scale_assumed = frame.scale_assumed;
        state.head_problems = frame.problems;
        for (const std::string& repair : frame.repairs)
            if (std::find(frame.problems.begin(), frame.problems.end(), repair) == frame.problems.end()) state.head_notes.push_back(repair);
        if (const auto& capture = preview_->head().capture)
            state.head_notes.push_back(session::picture_sentence(document_.design().for_scan(scan()), *capture));
        state.captured_tone = preview_->head().captured_tone;
        state.head_found = preview_->head().found;
        state.landmarks_doubtful = state.head_found && frame.confidence < 0.55;
        state.landmarks = landmark_state();
    }
    if (resolved_) {
        state.dots_live = resolved_->dots.live;
        state.treated_area_cm2 = resolved_->treated_area_cm2;
    }
    state.frame_ms = frame_ms_;
    state.picture_scale = shown_scale_;
    state.device = stage_->renderer().device_name();
    if (viewport_.height > 0 && preview_) state.mm_per_pixel = camera_.frame_height_mm() / double(first_picture().height);
    state.compare = compare_state();
    state.viewing = viewing_state();
    state.dots_ready = preview_ && preview_->head().complete;
    if (loader_.busy()) state.loading = ui::Loading{loader_.name(), loader_.done(), loader_.placing()};
    state.message = message_;
    state.advice = advice_;
    state.parting = parting_;
    state.match = match_;
    state.swatches = swatches_;
    tell_what_scans_keep(state);
    state.matching = matcher_.busy();
    state.saved_hairlines = kept_hairlines_;
    return state;
}

}  // namespace stipple::window
