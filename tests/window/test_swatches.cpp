// Tones and lights as little pictures: their colours, and a hand that clicks them.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>

#include "session/skin/delta_e.h"
#include "session/skin/skin_color.h"
#include "ui_harness.h"
#include "window/swatches.h"

using namespace stipple;
using enum model::ParameterId;
using test::Desk;

namespace {

// IEC 61966-2-1, exact.
glm::dvec3 linear(ImU32 color) {
    glm::dvec3 rgb;
    for (int c = 0; c < 3; ++c) {
        const double x = double(color >> (8 * c) & 255U) / 255;
        rgb[c] = x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    }
    return rgb;
}
double luminance(ImU32 color) { return glm::dot(linear(color), glm::dvec3(0.2126, 0.7152, 0.0722)); }

const ui::Swatches::Ball& ball(const ui::Swatches& swatches, std::string_view light) {
    for (const ui::Swatches::Ball& b : swatches.balls)
        if (b.light == light) return b;
    FAIL("no ball in " << light);
    return swatches.balls[0];
}
// Of the colours whose normals lean this way by more than half a right angle.
double mean_towards(const ui::Swatches::Ball& ball, float x, float y) {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < ball.colors.size(); ++i) {
        const ui::BallNormal n = ui::ball_normals()[i];
        if (n.x * x + n.y * y > 0.7F) sum += luminance(ball.colors[i]), count += 1;
    }
    return sum / count;
}

struct Room : Desk {
    explicit Room(float height) : Desk(1280, height) {
        state.swatches = std::make_shared<const ui::Swatches>(window::make_swatches(history.current()));
        frame();
        frame();
    }
};

}  // namespace

TEST_CASE("swatches have the colours that tones are measured to have") {
    const ui::Swatches swatches = window::make_swatches(model::Design());
    for (int tone = 1; tone <= 10; ++tone) {
        CAPTURE(tone);
        // 1.7 for mixtures of melanin and blood, half a byte's step for the picture.
        CHECK(session::delta_e_2000(session::lab_from_linear(linear(swatches.tones[std::size_t(tone - 1)])), glm::dvec3(session::skin_lab(tone))) < 2);
    }
}

TEST_CASE("balls are lit from where the lamps are, one each light, in the design's skin") {
    const ui::Swatches swatches = window::make_swatches(model::Design().with(skin_tone, 6.0));
    const auto kinds = model::parameter(light_kind).choices;
    REQUIRE(swatches.balls.size() == kinds.size());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        CHECK(swatches.balls[i].light == kinds[i]);
        REQUIRE(swatches.balls[i].colors.size() == ui::ball_normals().size());
        CHECK(swatches.balls[i].lamps.size() > 10);
    }
    const auto &softbox = ball(swatches, "clinic-softbox"), &evening = ball(swatches, "evening"), &overcast = ball(swatches, "overcast"), &white = ball(swatches, "white");
    CHECK(mean_towards(softbox, 1, 0) > 1.2 * mean_towards(softbox, -1, 0));
    CHECK(mean_towards(evening, -1, 0) > 3 * mean_towards(evening, 1, 0));
    CHECK(mean_towards(overcast, 0, 1) > 1.5 * mean_towards(overcast, 0, -1));
    CHECK(mean_towards(overcast, 1, 0) == Approx(mean_towards(overcast, -1, 0)).epsilon(0.01));
    // In even light only colours are left: that of the tone, and a little more gloss towards the rim.
    CHECK(session::delta_e_2000(session::lab_from_linear(linear(white.colors[0])), session::lab_from_linear(linear(swatches.tones[5]))) < 1.5);
    CHECK(window::make_swatches(model::Design().with(skin_tone, 6.0).with(light_exposure_stops, -1.0)).balls[6].colors[0] != white.colors[0]);
    // Turned towards the left of the picture by a right angle.
    const ui::Swatches turned = window::make_swatches(model::Design().with(light_rotation_deg, 120.0));
    CHECK(mean_towards(ball(turned, "clinic-softbox"), -1, 0) > 1.2 * mean_towards(ball(turned, "clinic-softbox"), 1, 0));
}

TEST_CASE("what balls are made of tells when they are to be made anew") {
    const model::Design design;
    for (const model::Design& same : {design.with(light_kind, std::string("evening")), design.with(density_per_cm2, 100.0), design.with(time_years, 3.0)})
        CHECK(window::same_swatches(design, same));
    for (const model::Design& other : {design.with(skin_tone, 4.0), design.with(skin_oil, 0.9), design.with(client_skin_type, std::string("oily")),
                                       design.with(light_strength_stops, 1.0), design.with(light_rotation_deg, 30.0)})
        CHECK_FALSE(window::same_swatches(design, other));
}

TEST_CASE("they cost next to nothing at the start") {
    const auto start = std::chrono::steady_clock::now();
    const ui::Swatches swatches = window::make_swatches(model::Design());
    CHECK(swatches.balls.size() == 7);
    CHECK(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() < 30);  // 0.6 here
}

TEST_CASE("a click on a swatch sets its tone, one step each; density stays in sight") {
    {
        Room small(720);
        CHECK(small.output.places.at("density.per_cm2").y + 20 < 720);
    }
    Room room(2400);
    for (int tone = 1; tone <= 10; ++tone) {
        const ui::Rect r = room.output.places.at("skin.tone:" + std::to_string(tone));
        CHECK(r.width >= 20);
        CHECK(r.x >= room.output.places.at("skin.tone").x - 1);
        CHECK(r.x + r.width <= room.output.places.at("skin.tone").x + room.output.places.at("skin.tone").width + 1);
    }
    room.click("skin.tone:8");
    CHECK(room.number("skin.tone") == 8);
    room.click("skin.tone:8");
    CHECK(room.undo_steps() == 1);
    room.click("skin.tone:2");
    CHECK(room.number("skin.tone") == 2);
    CHECK(room.undo_steps() == 2);
}

TEST_CASE("where a scan keeps its own skin or light the panel says so beside the tone and the light") {
    Room room(2400);
    room.click("section=Light");
    room.frame();
    CHECK(room.output.places.count("tone note") == 0);
    CHECK(room.output.places.count("light note") == 0);
    const float shine = room.output.places.at("skin.oil").y, turned = room.output.places.at("light.rotation_deg").y;
    room.state.tone_note = room.state.light_note = "This scan keeps its own.";
    room.frame();
    room.frame();
    const ui::Rect tone = room.output.places.at("tone note"), light = room.output.places.at("light note");
    CHECK(tone.y >= room.output.places.at("skin.tone:1").y + 24);
    CHECK(room.output.places.at("skin.oil").y >= tone.y + tone.height);
    CHECK(room.output.places.at("skin.oil").y > shine);
    CHECK(room.output.places.at("light.rotation_deg").y >= light.y + light.height);
    CHECK(room.output.places.at("light.rotation_deg").y > turned);
}

TEST_CASE("a click on a ball changes the light and leaves no step, in the panel and in the menu of the top bar") {
    Room room(2400);
    CHECK(room.output.places.count("light.kind:evening") == 0);  // folded
    room.click("section=Light");
    room.frame();
    room.click("light.kind:evening");
    CHECK(room.history.current().choice(light_kind) == "evening");
    room.click("viewing");
    room.click("viewing.light:white");
    CHECK(room.history.current().choice(light_kind) == "white");
    CHECK(room.undo_steps() == 0);
}
