#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "model/lens_stops.h"
#include "ui_harness.h"

using namespace stipple;

namespace {

template <class Command>
int count(const test::Desk& desk) {
    return int(std::count_if(desk.commands.begin(), desk.commands.end(), [](const ui::Command& c) { return std::holds_alternative<Command>(c); }));
}
template <class Command>
const Command& last(const test::Desk& desk) {
    const auto found = std::find_if(desk.commands.rbegin(), desk.commands.rend(), [](const ui::Command& c) { return std::holds_alternative<Command>(c); });
    REQUIRE(found != desk.commands.rend());
    return std::get<Command>(*found);
}

}  // namespace

TEST_CASE("distances and switches are chosen in the menu of the top bar, at every width", "[viewing]") {
    for (const float width : {1280.0F, 960.0F, 800.0F}) {
        INFO(width);
        test::Desk desk(width, 720);
        REQUIRE(desk.output.places.count("viewing"));
        desk.click("viewing");
        desk.click("distance=mirror");
        CHECK(last<ui::SetDistance>(desk).distance == "mirror");
        desk.state.viewing.distance = "mirror";
        desk.frame();
        for (const ui::ViewingSwitch& s : ui::kViewingSwitches) {
            desk.click(std::string(s.name) + "=yes");
            CHECK(last<ui::SwitchViewing>(desk).name == s.name);
        }
        CHECK(count<ui::SwitchViewing>(desk) == 4);
        for (const model::LensStop& stop : model::kLensStops) {
            desk.click("lens=" + std::string(stop.name));
            CHECK(last<ui::SetLens>(desk).stop == stop.name);
        }
        desk.state.viewing.ruler = true;
        desk.frame();
        desk.click("ruler=yes");  // what is on already stays on
        CHECK(count<ui::SwitchViewing>(desk) == 4);
    }
}

TEST_CASE("every key of a distance or a switch is its own", "[viewing]") {
    std::set<char> keys;
    for (const ui::StandardView& v : ui::kStandardViews) CHECK(keys.insert(v.key).second);
    for (const char taken : {'B', 'C', 'L', 'P', 'H', 'G', 'R', 'T', 'X', 'N'}) CHECK(keys.insert(taken).second);
    for (const ui::StandardDistance& d : ui::kStandardDistances) CHECK(keys.insert(d.key).second);
    CHECK(keys.insert(ui::kLensKey).second);
    for (const ui::ViewingSwitch& s : ui::kViewingSwitches) CHECK(keys.insert(s.key).second);
}

TEST_CASE("a card held to the screen measures it: the frame is 85.60 mm wide", "[viewing]") {
    test::Desk desk(1280, 720);
    desk.click("viewing");
    desk.click("measure-screen");
    CHECK(last<ui::MeasureScreen>(desk).active);
    desk.state.viewing.measuring = true;
    desk.state.viewing.screen_mm = 0.25;
    desk.frame();
    desk.frame();
    const ui::Rect edge = desk.output.places.at("card edge");
    CHECK(edge.height == Approx(53.98 / 0.25).margin(0.6));
    // To where a card ends on a screen of 0.2 mm a pixel.
    const float left = edge.x + edge.width / 2 - 85.60F / 0.25F;
    desk.move(edge.x + edge.width / 2, edge.y + 60);
    desk.press();
    desk.move(left + 428, edge.y + 60);
    CHECK(last<ui::SetScreen>(desk).mm_per_pixel == Approx(0.2).epsilon(0.005));
    CHECK_FALSE(last<ui::SetScreen>(desk).keep);
    desk.state.viewing.screen_mm = last<ui::SetScreen>(desk).mm_per_pixel;
    desk.release();
    desk.click("screen.done");
    CHECK(last<ui::SetScreen>(desk).keep);
    CHECK(last<ui::SetScreen>(desk).mm_per_pixel == Approx(0.2).epsilon(0.005));
    desk.click("screen.cancel");
    CHECK_FALSE(last<ui::MeasureScreen>(desk).active);
}

TEST_CASE("a ruler takes the place of the scale bar, and a card stands in the other corner", "[viewing]") {
    test::Desk desk(1280, 720);
    CHECK_FALSE(desk.output.places.count("ruler"));
    desk.state.viewing.ruler = desk.state.viewing.grey_card = true;
    desk.state.viewing.ticks = {{0, 2, "0"}, {100, 1, ""}, {200, 2, "50 mm"}};
    desk.frame();
    CHECK(desk.output.places.at("ruler").width == 200);
    const ui::Rect card = desk.output.places.at("grey card"), viewport = desk.output.places.at("viewport");
    CHECK(card.x > viewport.x + viewport.width / 2);
    CHECK(card.y + card.height < viewport.y + viewport.height);
}
