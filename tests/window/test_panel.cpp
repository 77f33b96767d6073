#include <catch2/catch.hpp>

#include "ui/format.h"
#include "ui_harness.h"

using namespace stipple;
using test::Desk;

namespace {

constexpr int kEnter = 257;

double standard(const char* name) { return model::parameter(*model::find_parameter(name)).default_number; }

template <class T>
int count(const std::vector<ui::Command>& commands) {
    int found = 0;
    for (const ui::Command& command : commands) found += std::holds_alternative<T>(command);
    return found;
}

}  // namespace

TEST_CASE("a drag follows the hand and is one undo step", "[panel]") {
    Desk desk;
    const std::string name = "density.per_cm2";
    const float y = desk.y_of(name);
    desk.move(desk.x_of(name, 280), y);
    desk.press();
    REQUIRE(standard("density.per_cm2") == 280);
    for (const double value : {320.0, 400.0, 470.0, 500.0}) {
        desk.move(desk.x_of(name, value), y);
        CHECK(desk.number(name) == Approx(value).margin(5));
        CHECK(desk.output.dragging);
    }
    desk.release();
    CHECK(desk.number(name) == Approx(500).margin(5));
    CHECK(std::fmod(desk.number(name), 5.0) == 0);  // the slider's own step
    CHECK(desk.undo_steps() == 1);
    desk.history.undo();
    CHECK(desk.number(name) == 280);

    // A second drag is a second step, though nothing lay between.
    desk.move(desk.x_of(name, 280), y);
    desk.press();
    desk.move(desk.x_of(name, 350), y);
    desk.release();
    desk.press();
    desk.move(desk.x_of(name, 400), y);
    desk.release();
    CHECK(desk.undo_steps() == 2);
}

TEST_CASE("a drag goes on when a card comes up by itself", "[panel]") {
    Desk desk;
    const std::string name = "density.per_cm2";
    const float y = desk.y_of(name);
    desk.move(desk.x_of(name, 280), y);
    desk.press();
    desk.move(desk.x_of(name, 350), y);
    desk.state.loading = ui::Loading{"the built-in head", 0.1F, true};
    desk.frame();
    desk.state.message = ui::Message{"Something is to be said.", true};
    desk.frame();
    REQUIRE(desk.output.places.contains("cancel-loading"));
    desk.move(desk.x_of(name, 450), y);
    CHECK(desk.output.dragging);
    CHECK(desk.number(name) == Approx(450).margin(5));
    desk.release();
    CHECK(desk.undo_steps() == 1);
}

TEST_CASE("grabbing the knob moves nothing, a click on the track goes there", "[panel]") {
    Desk desk;
    const std::string name = "hairline.height_mm";
    desk.move(desk.x_of(name, standard("hairline.height_mm")) + 3, desk.y_of(name));
    desk.press();
    desk.release();
    CHECK(desk.number(name) == standard("hairline.height_mm"));
    CHECK(desk.undo_steps() == 0);
    desk.frame(1.0F);
    desk.move(desk.x_of(name, 110), desk.y_of(name));
    desk.press();
    desk.release();
    CHECK(desk.number(name) == Approx(110).margin(1));
    CHECK(desk.undo_steps() == 1);
}

TEST_CASE("a drag that comes back leaves no undo step", "[panel]") {
    Desk desk;
    const std::string name = "hairline.height_mm";
    const double before = standard("hairline.height_mm");
    desk.move(desk.x_of(name, before), desk.y_of(name));
    desk.press();
    desk.move(desk.x_of(name, 120), desk.y_of(name));
    CHECK(desk.number(name) == Approx(120).margin(1));
    desk.move(desk.x_of(name, before), desk.y_of(name));
    desk.release();
    CHECK(desk.number(name) == before);
    CHECK(desk.undo_steps() == 0);
}

TEST_CASE("the ends of a slider are reached and not passed", "[panel]") {
    Desk desk;
    const std::string name = "hairline.height_mm";
    desk.move(desk.x_of(name, standard("hairline.height_mm")), desk.y_of(name));
    desk.press();
    desk.move(2000, 300);
    CHECK(desk.number(name) == 130);
    desk.move(2, 300);
    CHECK(desk.number(name) == 45);
    desk.release();
    CHECK(desk.undo_steps() == 1);
}

TEST_CASE("Shift is ten times finer", "[panel]") {
    Desk desk;
    const std::string name = "density.per_cm2";
    desk.move(desk.x_of(name, 280), desk.y_of(name));
    desk.press();
    ImGui::GetIO().KeyShift = true;
    desk.move(desk.x_of(name, 380), desk.y_of(name));
    CHECK(desk.number(name) == Approx(290).margin(0.6));
    ImGui::GetIO().KeyShift = false;
    desk.release();
}

TEST_CASE("the wheel moves by steps; a quick run of notches is one undo step", "[panel]") {
    Desk desk;
    const std::string name = "density.per_cm2";
    desk.frame(1.0F);
    desk.move(desk.x_of(name, 100), desk.y_of(name));
    desk.wheel(1);
    desk.wheel(1);
    desk.wheel(-1);
    CHECK(desk.number(name) == standard("density.per_cm2") + 5);
    CHECK(desk.undo_steps() == 1);
    desk.frame(2.0F);
    desk.wheel(1);
    CHECK(desk.number(name) == standard("density.per_cm2") + 10);
    CHECK(desk.undo_steps() == 2);
}

TEST_CASE("a right click brings the default back", "[panel]") {
    Desk desk;
    desk.history.apply({model::ParameterId::hairline_softness_mm, 20.0});
    desk.frame();
    desk.move(desk.x_of("hairline.softness_mm", 5), desk.y_of("hairline.softness_mm"));
    desk.press(1);
    desk.release(1);
    CHECK(desk.number("hairline.softness_mm") == standard("hairline.softness_mm"));
    CHECK(desk.undo_steps() == 2);
}

TEST_CASE("a double click types a value, which is kept as typed", "[panel]") {
    Desk desk;
    const std::string name = "hairline.height_mm";
    const auto double_click = [&] {
        desk.frame(1.0F);
        desk.move(desk.x_of(name, 100), desk.y_of(name));
        desk.press();
        desk.release();
        desk.press();
        desk.release();
        desk.frame();
        CHECK(desk.output.typing);
    };
    double_click();
    CHECK(desk.number(name) == standard("hairline.height_mm"));  // the first click's jump was taken back
    CHECK(desk.undo_steps() == 0);
    desk.type("81.37 mm");
    desk.tap(kEnter);
    CHECK(desk.number(name) == 81.37);
    CHECK(desk.undo_steps() == 1);
    CHECK_FALSE(desk.frame().typing);

    double_click();
    desk.type("500");
    desk.tap(kEnter);
    CHECK(desk.number(name) == 81.37);  // refused, and nothing changed
    CHECK(desk.undo_steps() == 1);
}

TEST_CASE("choices and buttons", "[panel]") {
    Desk desk;
    desk.click("compare=before");
    REQUIRE(count<ui::SetTreated>(desk.commands) == 1);
    CHECK_FALSE(std::get<ui::SetTreated>(desk.commands.back()).treated);
    desk.click("view=macro");
    CHECK(std::get<ui::SetView>(desk.commands.back()).view == "macro");
    desk.click("undo");  // nothing to undo: the button is off
    CHECK(count<ui::Undo>(desk.commands) == 0);
    desk.state.can_undo = true;
    desk.click("undo");
    CHECK(count<ui::Undo>(desk.commands) == 1);
    desk.click("hairline.style");
    desk.frame();
    desk.click("hairline.style=m-shape");
    CHECK(desk.history.current().choice(model::ParameterId::hairline_style) == "m-shape");
}

TEST_CASE("the time strip writes time alone", "[panel]") {
    Desk desk;
    const ui::Rect strip = desk.output.places.at("time.years");
    // Healing has the first 27 % of the line, and the years the rest, each as long as the other.
    desk.move(strip.x + strip.width * 0.635F, strip.y + strip.height / 2);
    desk.press();
    desk.release();
    CHECK(desk.number("time.years") == Approx((0.12 + 15) / 2).margin(0.06));
    CHECK(desk.history.current().with(model::ParameterId::time_years, 0.12) == model::Design());
}

TEST_CASE("every section's name is in sight and nothing lies outside the window", "[layout]") {
    struct Size {
        float width, height, scale;
    };
    for (const Size size :
         {Size{1280, 720, 1}, Size{1280, 800, 1}, Size{2560, 1440, 2}, Size{1920, 1080, 1.5F}, Size{3840, 2160, 2}}) {
        Desk desk(size.width, size.height, size.scale);
        desk.frame();
        CAPTURE(size.width, size.scale);
        for (const char* name : {"section=Hairline", "section=Density", "section=Fade", "section=Skin"}) {
            const ui::Rect r = desk.output.places.at(name);
            CAPTURE(name);
            CHECK(r.y >= 0);
            CHECK(r.y + r.height <= size.height);
        }
        for (const char* name : {"view=front", "view=macro", "compare=before", "compare=after", "open", "reset",
                                 "footer.dots", "footer.frame", "time.years"}) {
            const ui::Rect r = desk.output.places.at(name);
            CAPTURE(name);
            CHECK(r.x >= 0);
            CHECK(r.y >= 0);
            CHECK(r.x + r.width <= size.width);
            CHECK(r.y + r.height <= size.height + 0.5F);
            CHECK(r.width > 0);
        }
        // The regions tile the window: nothing overlaps, nothing is left over.
        const ui::Layout l = ui::make_layout(size.width, size.height, desk.theme);
        const auto area = [](const ui::Rect& r) { return double(r.width) * double(r.height); };
        CHECK(area(l.top_bar) + area(l.viewport) + area(l.time_line) + area(l.panel) + area(l.footer) ==
              Approx(double(size.width) * double(size.height)));
        CHECK(l.viewport.width >= size.width / 2);
    }
}

TEST_CASE("remarks come as a chip in the picture's corner, open on a press, and go with their cause") {
    test::Desk desk;
    CHECK_FALSE(desk.output.places.contains("advice"));
    desk.state.advice = {{"The hairline is low.", "Here 50 mm, advised against below 70 mm. Garg 2017."}, {"Dots are large.", "Here 0.4 mm."}};
    desk.frame();
    desk.frame();
    REQUIRE(desk.output.places.contains("advice"));
    CHECK_FALSE(desk.output.places.contains("advice card"));
    const ui::Rect chip = desk.output.places.at("advice"), picture = desk.output.viewport;
    CHECK(chip.x + chip.width < picture.x + picture.width);
    CHECK(chip.y + chip.height < picture.y + picture.height);
    const auto click = [&] {
        desk.move(chip.x + chip.width / 2, chip.y + chip.height / 2);
        desk.press();
        desk.release();
        desk.frame();
    };
    click();
    REQUIRE(desk.output.places.contains("advice card"));
    const ui::Rect card = desk.output.places.at("advice card");
    CHECK(card.y > picture.y);
    CHECK(card.y + card.height <= chip.y);
    CHECK_FALSE(desk.output.over_viewport);  // the hand is on the chip, not on the head
    CHECK(desk.interface.escape());
    desk.frame();
    CHECK_FALSE(desk.output.places.contains("advice card"));
    click();
    desk.state.advice.clear();
    desk.frame();
    CHECK_FALSE(desk.output.places.contains("advice"));
    CHECK_FALSE(desk.output.places.contains("advice card"));
    CHECK(desk.undo_steps() == 0);
}

TEST_CASE("values of the brush are typed like others, and refused outside their range") {
    Desk desk;
    desk.state.brush.active = true;
    desk.frame();
    const auto type_into = [&](const std::string& place, const std::string& text) {
        desk.frame(1.0F);
        const ui::Rect r = desk.output.places.at(place);
        desk.move(r.x + r.width * 0.8F, r.y + r.height / 2);
        for (int i = 0; i < 2; ++i) {
            desk.press();
            for (const ui::Command& command : desk.commands)
                if (const auto* set = std::get_if<ui::SetBrush>(&command)) desk.state.brush.settings = set->settings;
            desk.release();
        }
        desk.frame();
        CHECK(desk.output.typing);
        desk.commands.clear();
        desk.type(text);
        desk.tap(kEnter);
        for (const ui::Command& command : desk.commands)
            if (const auto* set = std::get_if<ui::SetBrush>(&command)) desk.state.brush.settings = set->settings;
        CHECK_FALSE(desk.frame().typing);
    };
    type_into("brush.size_mm:value", "7.25 mm");
    CHECK(desk.state.brush.settings.size_mm == 7.25);
    type_into("brush.strength:value", "85");
    CHECK(desk.state.brush.settings.strength == Approx(0.85));
    type_into("brush.strength", "15 %");  // the track, twice
    CHECK(desk.state.brush.settings.strength == Approx(0.15));
    for (const char* refused : {"0.5", "900", "wide", "7,5", "nan"}) {
        CAPTURE(refused);
        type_into("brush.size_mm:value", refused);
        CHECK(desk.state.brush.settings.size_mm == 7.25);
        CHECK(count<ui::SetBrush>(desk.commands) == 0);
    }
    desk.commands.clear();
    desk.click("brush.size_mm:value", 1);
    REQUIRE(count<ui::SetBrush>(desk.commands) == 1);
    CHECK(std::get<ui::SetBrush>(desk.commands.back()).settings.size_mm == ui::BrushSettings().size_mm);
    CHECK(desk.undo_steps() == 0);
}

TEST_CASE("a hairline kept is removed only when asked twice") {
    Desk desk(1280, 1600);
    desk.state.saved_hairlines = {"Client A", "A name that is about as long as they come", "Soft"};
    desk.click("section=Hairline character");
    desk.frame();
    for (const std::string& name : desk.state.saved_hairlines) {
        const ui::Rect take = desk.output.places.at("hairline.take=" + name), remove = desk.output.places.at("hairline.remove=" + name);
        CAPTURE(name);
        CHECK(remove.x >= take.x + take.width);
        CHECK(remove.x + remove.width <= 1280 - 16);
        CHECK(take.y == remove.y);
    }
    desk.click("hairline.remove=Soft");
    CHECK(count<ui::RemoveHairline>(desk.commands) == 0);
    desk.click("hairline.remove.keep");
    CHECK(count<ui::RemoveHairline>(desk.commands) == 0);
    desk.click("hairline.remove=Soft");
    desk.click("hairline.remove.yes");
    REQUIRE(count<ui::RemoveHairline>(desk.commands) == 1);
    CHECK(std::get<ui::RemoveHairline>(desk.commands.back()).name == "Soft");
    CHECK(count<ui::TakeHairline>(desk.commands) == 0);
    CHECK(desk.undo_steps() == 0);
}

TEST_CASE("units read as they are written by hand") {
    CHECK(ui::unit_label("um") == "\xC2\xB5m");
    CHECK(ui::unit_label("57 +- 11 per cm2, number of cells") == "57 \xC2\xB1 11 per cm\xC2\xB2, number of cells");
    Desk desk(1280, 4000);
    desk.click("section=Hair in detail");
    const ui::Rect r = desk.output.places.at("hair.shaft_um:value");
    desk.move(r.x + r.width / 2, r.y + r.height / 2);
    for (int i = 0; i < 2; ++i) {
        desk.press();
        desk.release();
    }
    desk.frame();
    desk.type("90 \xC2\xB5m");
    desk.tap(kEnter);
    CHECK(desk.number("hair.shaft_um") == 90);
}

TEST_CASE("what is known of the client is said on a scan too, and the tape measure is not") {
    for (const bool built_in : {true, false}) {
        Desk desk(1280, 4000);
        desk.state.built_in_head = built_in;
        desk.frame();
        desk.frame();
        CAPTURE(built_in);
        REQUIRE(desk.output.places.contains("section=Client"));
        desk.click("section=Client");
        desk.frame();
        REQUIRE(desk.output.places.contains("head.age_years"));
        CHECK(desk.output.places.contains("head.length_mm") == built_in);
        CHECK(desk.output.places.contains("section=I have a tape measure") == built_in);
        desk.click("head.sex=female");
        CHECK(desk.history.current().choice(model::ParameterId::head_sex) == "female");
        desk.move(desk.x_of("head.age_years", 35), desk.y_of("head.age_years"));
        desk.press();
        desk.move(desk.x_of("head.age_years", 52), desk.y_of("head.age_years"));
        desk.release();
        CHECK(desk.number("head.age_years") == Approx(52).margin(1));
    }
    for (const model::ParameterId id : {model::ParameterId::head_sex, model::ParameterId::head_age_years})
        CHECK(std::string(model::parameter(id).help).find("remarks") != std::string::npos);
}

TEST_CASE("the panel tells how sides and scalp differ, and offers dots that match") {
    const ui::MatchLine match{2.14, "not seen at conversation distance", false, true};
    {
        Desk desk(1280, 720);
        desk.frame();
        CHECK(desk.output.places.count("match") == 0);
        CHECK(desk.output.places.count("match.propose") == 0);
        desk.state.match = match;
        desk.frame();
        REQUIRE(desk.output.places.count("density.per_cm2") == 1);
        const ui::Rect density = desk.output.places.at("density.per_cm2"), line = desk.output.places.at("match"), button = desk.output.places.at("match.propose");
        CHECK(density.y + density.height <= 720);
        CHECK(line.y > density.y);
        CHECK(button.y >= line.y + line.height);
        CHECK(line.x + line.width <= 1280);
    }
    Desk desk(1280, 1600);
    desk.state.match = match;
    desk.state.dots_ready = true;
    desk.frame();
    desk.click("match.propose");
    CHECK(count<ui::MatchSides>(desk.commands) == 1);
    CHECK(desk.undo_steps() == 0);
    // Once is enough while it is under way.
    desk.state.matching = true;
    desk.frame();
    desk.click("match.propose");
    CHECK(count<ui::MatchSides>(desk.commands) == 1);
    desk.state.matching = false;
    desk.state.dots_ready = false;
    desk.frame();
    desk.click("match.propose");
    CHECK(count<ui::MatchSides>(desk.commands) == 1);
}

TEST_CASE("the tone in a scan's own picture is taken with a click", "[panel]") {
    Desk desk(1280, 2400);
    CHECK(desk.output.places.count("skin.tone:scan") == 0);
    desk.state.captured_tone = 5.23;
    desk.frame();
    desk.frame();
    REQUIRE(desk.output.places.count("skin.tone:scan") == 1);
    desk.click("skin.tone:scan");
    CHECK(desk.history.current().number(model::ParameterId::skin_tone) == Approx(5.2));
    desk.click("skin.tone:scan");  // taken already
    CHECK(desk.history.current().number(model::ParameterId::skin_tone) == Approx(5.2));
    desk.history.undo();
    CHECK(desk.history.current().number(model::ParameterId::skin_tone) == 3);
}
