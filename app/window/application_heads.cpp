// Application: which head is shown, how another one comes and how one that did not come is given up.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <utility>

#include "application.h"
#include "model/skin_types.h"
#include "session/head/bust_measures.h"
#include "session/skin/photo_tone.h"

namespace stipple::window {
namespace {

scalp::SitePattern pattern_of(const model::Design& design) {
    const std::string& pattern = design.choice(model::ParameterId::dot_pattern);
    if (pattern == "grid") return scalp::SitePattern::grid;
    return pattern == "random" ? scalp::SitePattern::random : scalp::SitePattern::blue_noise;
}

std::string name_of(const std::optional<std::filesystem::path>& file) {
    return file ? file->filename().string() : "the built-in head";
}

}  // namespace

void Application::load_head(std::optional<std::filesystem::path> file) {
    session::PrepareOptions wanted;
    wanted.file = std::move(file);
    if (options_.site_count) wanted.sites.dots = *options_.site_count;
    wanted.sites.pattern = pattern_of(document_.design());
    wanted.sites.up_to_per_cm2 = dots_wanted();
    wanted.choices = session::head_choices(document_.design());
    wanted.may_be_bare = true;
    wanted.cache_folder = session::default_cache_folder();
    loader_.start(wanted, name_of(wanted.file));
    prepared_with_ = wanted;
    frames_due_ = 3;
}

// Another pattern is another set of sites on the same head, and so are more than were sampled; another decision about the
// scan is another head.
void Application::follow_design() {
    const std::string& hash = preview_ ? preview_->head().scan.hash : std::string();
    const auto decided = [&](const session::HeadChoices& choices) { return session::choices_for(choices, hash); };
    const bool other_head = preview_ && prepared_with_.file && prepared_with_.file == shown_with_.file &&
                            decided(session::head_choices(document_.design())) != decided(prepared_with_.choices);
    const bool other_sites = pattern_of(document_.design()) != prepared_with_.sites.pattern ||
                             dots_wanted() > prepared_with_.sites.up_to_per_cm2;
    if (other_head || other_sites) load_head(prepared_with_.file);
}

// Other measures are another built-in head.
void Application::follow_measures() {
    if (prepared_with_.file) return;
    const bust::BustMeasures wanted = session::bust_measures(document_.design());
    if (wanted == prepared_with_.choices.built_in || (refused_ && *refused_ == wanted)) return;
    refused_.reset();
    load_head(std::nullopt);
}

// A piece of the pictures of the head under way, so that the window answers meanwhile.
void Application::take_pictures() {
    if (on_way_ && (!loader_.busy() || loader_.number() != on_way_of_)) on_way_.reset();
    try {
        if (auto ready = loader_.poll_pictures()) {
            on_way_.emplace(stage_->renderer(), std::move(ready));
            on_way_of_ = loader_.number();
        }
        if (on_way_ && !on_way_->step()) frames_due_ = std::max(frames_due_, 1);
    } catch (const std::exception&) {
        on_way_.reset();  // said when the head itself does not go up
    }
}

void Application::take_head() {
    const std::optional<HeadLoader::Result> result = loader_.poll();
    if (!result) return;
    frames_due_ = 3;
    const bool first = std::exchange(first_head_, false);
    if (!result->head) {
        if (first && result->error) first_head_failed_ = result->error;
        if (!result->problem.empty()) say(result->problem, true);
        if (!result->options.file && result->error) refused_ = result->options.choices.built_in;
        take_back();
        return;
    }
    // The head shown without its dots, now with them: nothing else changes.
    const bool its_own = preview_ && !preview_->head().complete && showing_ == loader_.number() && result->head->scan == preview_->head().scan;
    // Shown already, or shown with its dots where only other sites are on their way.
    const bool other_sites = preview_ && preview_->head().complete && preview_->head().found && result->head->scan == preview_->head().scan &&
                             result->options.choices == shown_with_.choices && result->options.bare == shown_with_.bare;
    if ((its_own || other_sites) && !result->head->complete) return;
    if (!its_own) refused_.reset();
    const bool same_head = its_own || (preview_ && shown_with_.file == result->options.file && preview_->head().found == result->head->found &&
                                        result->options.bare == shown_with_.bare);
    // The marks end at the back of the head; what they were set for is seen from the front.
    if (preview_ && !preview_->head().found && result->head->found) view_ = "front";
    try {
        // The old head stays until the new one is on the device.
        auto next = std::make_unique<session::Preview>(stage_->renderer(), result->head, its_own ? preview_.get() : nullptr,
                                                       on_way_ && on_way_of_ == loader_.number() ? &*on_way_ : nullptr);
        on_way_.reset();
        if (preview_ && !result->head->complete && (preview_->head().complete || !before_)) before_ = Before{std::move(preview_), shown_with_, camera_, view_};
        preview_ = std::move(next);
    } catch (const std::exception& error) {
        say(std::string(error.what()) + ": the head before stays.", true);
        loader_.cancel();
        take_back();
        return;
    }
    if (result->head->complete) before_.reset();
    if (!its_own && !other_sites) matcher_.drop();
    showing_ = loader_.number();
    shown_with_ = result->options;
    picker_.emplace(result->head, result->head->head.mesh);
    resolved_ = preview_->resolved(document_.design());
    if (its_own) {
        trace_.line("head " + result->head->head.name);
        return;
    }
    use_home_angle();
    if (landmarks_.active() && result->options.bare) show_next_mark();
    else if (!same_head) show_view(view_.empty() ? "front" : view_, true);
    trace_.line((result->head->complete ? "head " : "surface ") + result->head->head.name);
    if (!result->head->found && !landmarks_.active()) {
        start_landmarks(false);
    } else if (landmarks_.active() && result->head->scan != landmarks_scan_) {
        leave_landmarks();  // another head was opened meanwhile
    }
    // A known length that was not believed is answered where it was given.
    if (result->head->found && result->head->choices.frame.known.kind != scalp::KnownLength::Kind::none)
        for (const std::string& problem : result->head->head.frame.problems)
            if (problem.starts_with("The known length")) say(problem, true);
}

// Work on a head has ended without one: the one before is shown again, as it was seen. Where that one's own dots were
// under way when the other was asked for, they are again.
void Application::take_back() {
    const bool interrupted = before_ || showing_ != loader_.number();
    if (before_) {
        preview_ = std::move(before_->preview);
        shown_with_ = before_->shown_with;
        camera_ = before_->camera;
        view_ = before_->view;
        before_.reset();
        const std::shared_ptr<const session::PreparedHead> head = preview_->shared_head();
        picker_.emplace(head, head->head.mesh);
        resolved_ = preview_->resolved(document_.design());
        trace_.line("head " + head->head.name);
    }
    frames_due_ = 3;
    if (!preview_) return;
    prepared_with_ = shown_with_;
    if (!interrupted || preview_->head().complete) return;
    loader_.start(shown_with_, name_of(shown_with_.file));
    showing_ = loader_.number();
}

void Application::open(const std::filesystem::path& file) {
    static constexpr std::string_view kModels[] = {".glb", ".gltf", ".obj", ".ply", ".stl", ".usdz", ".usd", ".usdc", ".fbx", ".3mf", ".dae"};
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    if (ending == ".stipple") {
        try {
            playing_.reset();
            const std::string note = document_.open(file);
            matcher_.drop();
            message_.reset();
            if (!note.empty()) say(file.filename().string() + ": " + note, true);
            follow_design();
        } catch (const std::exception& error) {
            say(error.what(), true);
        }
    } else if (session::is_photo(file)) {
        take_tone(file);
    } else if (std::find(std::begin(kModels), std::end(kModels), ending) != std::end(kModels)) {
        message_.reset();  // it was about what is left now
        load_head(file);   // or a sentence on what to export instead
    } else {
        say(file.filename().string() +
                " is neither a head (.glb, .gltf, .obj, .ply, .stl) nor a design (.stipple) nor a photo of skin (.png, .jpg): export the scan as .glb and open that.",
            true);
    }
}

// Of the skin in the middle of a photo.
void Application::take_tone(const std::filesystem::path& photo) {
    try {
        const session::PhotoTone of = session::tone_of_photo(photo);
        constexpr double kStep = 0.1;
        const double tone = std::round(of.tone / kStep) * kStep;
        apply({{model::ParameterId::skin_tone, tone}, interface_.new_gesture()});
        document_.history().end_gesture();
        follow_design();
        char text[64];
        std::snprintf(text, sizeof text, "%.1f (Fitzpatrick %s)", tone, std::string(model::fitzpatrick_range(tone)).c_str());
        say("Tone " + std::string(text) + " is taken from the middle of " + photo.filename().string() +
                (of.delta_e > 6 ? ", which looks hardly like skin in white light." : ", as the camera's white balance and exposure show it."),
            of.delta_e > 6);
        frames_due_ = std::max(frames_due_, 2);
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
}

}  // namespace stipple::window
