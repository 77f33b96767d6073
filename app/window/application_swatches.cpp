// Application: little pictures of tones and lights, and the keys that go from one to the next.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "application.h"
#include "session/head/head_looks.h"
#include "swatches.h"
#include "ui/format.h"

namespace stipple::window {

// Not under the hand: a few ms a frame would be felt there.
void Application::follow_swatches() {
    if (interacting_) return;
    const model::Design shown = preview_ ? session::on_scan(document_.design().for_scan(scan()), preview_->head().captured_tone) : document_.design();
    if (swatches_ && same_swatches(swatches_of_, shown)) return;
    const auto start = std::chrono::steady_clock::now();
    swatches_of_ = shown;
    swatches_ = std::make_shared<const ui::Swatches>(make_swatches(swatches_of_));
    if (trace_.on()) trace_.line("swatches ms=" + std::to_string(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count()));
}

// A scan with a picture of its own may show its own skin, in its own light.
void Application::tell_what_scans_keep(ui::UiState& state) const {
    if (!preview_ || !preview_->head().capture) return;
    const model::Design shown = document_.design().for_scan(scan());
    const session::Surface surface = session::surface_of(shown, *preview_->head().capture);
    if (surface != session::Surface::skin_tone && preview_->head().captured_tone)
        state.tone_note = "This scan shows the skin of its own picture. Set Surface, under Scan, to Skin tone to see the tone set here.";
    if (surface == session::Surface::captured)
        state.light_note = "This scan is shown in the light it was taken in. Set Surface, under Scan, to Skin model to see it in others.";
}

void Application::set_by_key(model::ParameterId id, model::Value value) {
    if (document_.design().value(id) == value) return;
    apply({{id, std::move(value)}, interface_.new_gesture()});
    document_.history().end_gesture();
    follow_design();
    frames_due_ = std::max(frames_due_, 3);
}

// To the next whole one.
void Application::step_tone(int direction) {
    const model::Parameter& tone = model::parameter(model::ParameterId::skin_tone);
    const double now = document_.design().number(tone.id);
    const double next = std::clamp(direction > 0 ? std::floor(now + 1e-6) + 1 : std::ceil(now - 1e-6) - 1, tone.min, tone.max);
    set_by_key(tone.id, next);
    const std::string note = state().tone_note;
    say("Skin tone: Monk " + ui::value_text(tone, next) + (note.empty() ? "." : ". " + note), false);
}

// Round and round.
void Application::step_light(int direction) {
    const model::Parameter& kind = model::parameter(model::ParameterId::light_kind);
    const auto count = int(kind.choices.size());
    const auto now = int(std::ranges::find(kind.choices, document_.design().choice(kind.id)) - kind.choices.begin());
    const std::string_view next = kind.choices[std::size_t((now + direction + count) % count)];
    set_by_key(kind.id, std::string(next));
    const std::string note = state().light_note;
    say("Light: " + ui::choice_text(next) + (note.empty() ? "." : ". " + note), false);
}

}  // namespace stipple::window
