// Application: from where the head is seen, mirrored or life-size, and what is shown to judge it by.
#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "application.h"
#include "export/overlay.h"
#include "model/lens_stops.h"
#include "screen_size.h"
#include "session/view/lens.h"
#include "session/view/light_of.h"

namespace stipple::window {
namespace {

constexpr double kRulerShare = 0.42;  // of the viewport's width at most

double framebuffer_scale() { return std::max(0.01, double(ImGui::GetIO().DisplayFramebufferScale.x)); }

}  // namespace

renderer::Camera Application::view_camera(std::string_view name) {
    const ui::Rect picture = first_picture();
    const double aspect = picture.height > 0 ? double(picture.width) / double(picture.height) : 1.5;
    const renderer::Camera camera =
        session::distance_camera(viewing_.distance, session::find_view(name).value_or(session::View::front), preview_->head(), *resolved_, aspect);
    const auto mm = viewing_.life_size ? screen_mm() : std::nullopt;
    return mm ? session::with_top_of_head(session::life_size(camera, pane_places()[0].height, *mm), preview_->head()) : camera;
}

// Zooming out by hand returns to the frame that the distance has.
void Application::use_home_angle() {
    if (!preview_ || !resolved_) return;
    const session::Distance distance = viewing_.distance == session::Distance::loupe ? session::Distance::portrait : viewing_.distance;
    camera_.set_home_fov(session::distance_camera(distance, session::View::front, preview_->head(), *resolved_, 1.5).vertical_fov);
}

void Application::set_distance(std::string_view name) {
    const auto distance = session::find_distance(name);
    if (!distance) return;
    viewing_.distance = *distance;
    viewing_.mirrored = session::facts_of(*distance).mirrored;
    trace_.line("distance " + std::string(name));
    frames_due_ = 3;
    if (!preview_ || !resolved_) return;
    use_home_angle();
    // Single dots are the loupe's; the other places show the whole head.
    if (view_ == "macro" && *distance != session::Distance::loupe) view_ = "front";
    if (!view_.empty()) {
        show_view(view_, false);
        return;
    }
    // Turned by hand: the same direction from the new place.
    renderer::Camera camera = session::distance_camera(*distance, session::View::front, preview_->head(), *resolved_, 1.5);
    const ui::Rect picture = first_picture();
    const bool loupe = *distance == session::Distance::loupe && preview_->head().found;
    const auto skin = loupe ? skin_at({picture.x + picture.width / 2, picture.y + picture.height / 2}) : std::nullopt;
    const double away = loupe ? camera.focus_mm : session::facts_of(*distance).mm;
    camera_.stand(skin.value_or(picker_ ? picker_->center() : glm::dvec3(0)), away, camera.vertical_fov);
    refocus();
}

void Application::switch_viewing(std::string_view name) {
    if (name == "mirrored") viewing_.mirrored = !viewing_.mirrored;
    if (name == "grey-card") viewing_.grey_card = !viewing_.grey_card;
    if (name == "ruler") viewing_.ruler = !viewing_.ruler;
    if (name == "life-size") {
        viewing_.life_size = !viewing_.life_size;
        if (viewing_.life_size && !screen_mm()) {
            viewing_.life_size = false;
            measure_screen(true);
        } else if (preview_ && resolved_) {
            if (!view_.empty()) show_view(view_, true);
            else if (!viewing_.life_size) camera_.set_fov(session::distance_camera(viewing_.distance, session::View::front, preview_->head(), *resolved_, 1.5).vertical_fov);
        }
    }
    trace_.line("viewing " + std::string(name));
    frames_due_ = 3;
}

void Application::set_lens(std::string_view name) {
    for (const model::LensStop& stop : model::kLensStops)
        if (stop.name == name) viewing_.f_number = stop.f_number;
    trace_.line("lens " + std::string(name));
    frames_due_ = 3;
}

void Application::next_lens() {
    std::size_t next = 0;
    for (std::size_t i = 0; i + 1 < model::kLensStops.size(); ++i)
        if (model::kLensStops[i].f_number == viewing_.f_number) next = i + 1;
    carry_out(ui::SetLens{model::kLensStops[next].name});
}

// What pictures are drawn with; handles, picking and measures know no lens.
renderer::Camera Application::picture_camera() const { return session::with_lens(camera_.camera(), viewing_.f_number); }

// Measured, else what the display says of itself.
std::optional<double> Application::screen_mm() const {
    if (viewing_.held_mm) return viewing_.held_mm;
    return viewing_.screen_mm ? viewing_.screen_mm : told_screen_mm(stage_->window());
}

void Application::measure_screen(bool active) {
    viewing_.held_mm.reset();
    if (active) viewing_.held_mm = screen_mm().value_or(0.25);
    frames_due_ = 3;
}

void Application::set_screen(const ui::SetScreen& wanted) {
    const double mm = wanted.mm_per_pixel / framebuffer_scale();
    frames_due_ = 3;
    if (!wanted.keep) {
        viewing_.held_mm = mm;
        return;
    }
    viewing_.held_mm.reset();
    viewing_.screen_mm = mm;
    viewing_.life_size = true;
    try {
        keep_screen_mm(screen_file(), mm);
        say("The screen is measured; the head is shown life-size.", false);
        char line[40];
        std::snprintf(line, sizeof line, "screen %.4f", mm);
        trace_.line(line);
    } catch (const std::exception& error) {
        say(error.what(), true);
    }
}

// Wherever the camera is: a millimetre at focus distance is one on the screen.
void Application::hold_life_size() {
    if (!viewing_.life_size || camera_.moving() || viewport_.height <= 0) return;
    const auto mm = screen_mm();
    if (mm) camera_.set_fov(session::life_size(camera_.camera(), pane_places()[0].height, *mm).vertical_fov);
}

// What the mirror does to a place of the window, of a picture: both ways.
glm::dvec2 Application::as_seen(glm::dvec2 pixel, const ui::Rect& picture) const {
    if (viewing_.mirrored) pixel.x = 2 * double(picture.x) + double(picture.width) - pixel.x;
    return pixel;
}

ui::ViewingState Application::viewing_state() const {
    ui::ViewingState state;
    const session::DistanceFacts& facts = session::facts_of(viewing_.distance);
    state.distance = facts.name;
    for (const model::LensStop& stop : model::kLensStops)
        if (stop.f_number == viewing_.f_number) state.lens = stop.name;
    state.mirrored = viewing_.mirrored, state.life_size = viewing_.life_size;
    state.grey_card = viewing_.grey_card, state.ruler = viewing_.ruler;
    state.screen_measured = viewing_.screen_mm.has_value();
    state.measuring = viewing_.held_mm.has_value();
    if (state.measuring) state.screen_mm = *viewing_.held_mm * framebuffer_scale();
    if (!preview_ || !picker_ || viewport_.height <= 0) return state;
    if (viewing_.grey_card) state.card = exporting::grey_card(session::light_of(design_now()), camera_.camera());
    if (viewing_.ruler) {
        const double mm_per_pixel = camera_.frame_height_mm() / double(first_picture().height);
        const exporting::Ruler ruler = exporting::ruler(mm_per_pixel, kRulerShare * double(viewport_.width));
        for (const exporting::RulerTick& tick : ruler.ticks) {
            char number[32];
            std::snprintf(number, sizeof number, tick.mm == ruler.ticks.back().mm ? "%.3g mm" : "%.3g", tick.mm);
            state.ticks.push_back({float(tick.pixels), tick.rank, number});
        }
    }
    if (viewing_.distance == session::Distance::portrait && !viewing_.mirrored && !viewing_.life_size && viewing_.f_number == 0) return state;
    char words[160];
    const double away = camera_.depth_of(picker_->center()) / 1000;
    if (viewing_.distance == session::Distance::loupe) std::snprintf(words, sizeof words, "Under the loupe");
    else if (viewing_.distance == session::Distance::mirror) std::snprintf(words, sizeof words, "In the mirror, %.1f m away", away);
    else std::snprintf(words, sizeof words, "From %.1f m", away);
    state.seen_from = words;
    if (viewing_.mirrored && viewing_.distance != session::Distance::mirror) state.seen_from += ", mirrored";
    if (!viewing_.mirrored && viewing_.distance == session::Distance::mirror) state.seen_from += ", not mirrored";
    if (viewing_.life_size) state.seen_from += viewing_.screen_mm ? ", life-size" : ", life-size by the display's own word";
    if (viewing_.f_number > 0) state.seen_from += ", " + session::lens_words(camera_.camera(), viewing_.f_number);
    return state;
}

// What the exported picture has that the renderer does not draw.
void Application::finish_picture(renderer::Image& image, std::uint32_t pane_height) const {
    if (viewing_.grey_card) exporting::draw_grey_card(image, exporting::grey_card(session::light_of(design_now()), camera_.camera()));
    if (viewing_.ruler) exporting::draw_ruler(image, session::mm_per_pixel(camera_.camera(), pane_height));
}

}  // namespace stipple::window
