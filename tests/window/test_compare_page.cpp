// The bar of a comparison, its divider and the menus in its corners, without a window.
#include <catch2/catch.hpp>
#include <variant>

#include "ui_harness.h"

using namespace stipple;

namespace {

ui::CompareState comparison(model::CompareLayout layout, const ui::Rect& v, std::vector<std::string> words) {
    ui::CompareState state;
    state.active = true;
    state.layout = layout;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const model::Pane pane = model::parse_pane(words[i]);
        const model::PaneDesign shown = model::applied(pane, model::Design(), nullptr);
        const bool quarter = layout == model::CompareLayout::four;
        state.panes.push_back({words[i], model::pane_label(pane, shown), shown.treated, v.x + (quarter && i % 2 ? v.width / 2 : 0), v.y + (quarter && i > 1 ? v.height / 2 : 0),
                               quarter ? v.width / 2 : v.width, quarter ? v.height / 2 : v.height});
    }
    return state;
}

template <class T>
std::vector<T> of_kind(const std::vector<ui::Command>& commands) {
    std::vector<T> found;
    for (const ui::Command& command : commands)
        if (const T* one = std::get_if<T>(&command)) found.push_back(*one);
    return found;
}

}  // namespace

TEST_CASE("the divider is dragged beyond its zone and stays inside the picture", "[compare]") {
    test::Desk desk;
    desk.state.compare = comparison(model::CompareLayout::wipe, desk.output.viewport, {"before", "after"});
    desk.frame();
    desk.state.compare = comparison(model::CompareLayout::wipe, desk.output.viewport, {"before", "after"});
    desk.frame();
    const ui::Rect picture = desk.output.viewport, divider = desk.output.places.at("compare.divider");
    CHECK(divider.width >= 10);
    desk.move(divider.x + divider.width / 2, divider.y + 200);
    CHECK(ImGui::GetMouseCursor() == ImGuiMouseCursor_ResizeEW);
    CHECK_FALSE(desk.output.over_viewport);  // a press here turns no head
    desk.commands.clear();
    desk.press();
    CHECK(desk.commands.empty());
    for (const float share : {0.7F, 0.2F}) {
        desk.move(picture.x + share * picture.width, divider.y + 230);
        REQUIRE(!of_kind<ui::SetDivider>(desk.commands).empty());
        CHECK(of_kind<ui::SetDivider>(desk.commands).back().share == Approx(share).margin(0.002));
    }
    desk.move(picture.x + picture.width + 300, divider.y);
    CHECK(of_kind<ui::SetDivider>(desk.commands).back().share == 1);
    desk.release();
    const std::size_t so_far = desk.commands.size();
    desk.move(picture.x + 200, divider.y + 40);
    CHECK(desk.commands.size() == so_far);
    CHECK(desk.history.can_undo() == false);  // no design is touched
}

TEST_CASE("menus say what is chosen in the words of the command line", "[compare]") {
    test::Desk desk;
    const auto show = [&](const std::vector<std::string>& words, bool b = false) {
        for (int i = 0; i < 2; ++i) {  // the bar takes its room from the picture first
            desk.state.compare = comparison(model::CompareLayout::wipe, desk.output.viewport, words);
            desk.state.compare.has_b = b;
            desk.state.compare.sessions = 2;
            desk.frame();
        }
        desk.commands.clear();
    };
    const auto said = [&](const std::string& control) {
        desk.commands.clear();
        desk.click(control);
        const auto set = of_kind<ui::SetPane>(desk.commands);
        REQUIRE(set.size() == 1);
        CHECK_NOTHROW(model::parse_pane(set[0].words));
        return std::to_string(set[0].pane) + " " + set[0].words;
    };
    show({"before", "after"});
    desk.click("pane.2");
    REQUIRE(desk.output.places.contains("pane.2.time=fresh"));
    CHECK_FALSE(desk.output.places.contains("pane.2.sessions=session-3"));  // two are planned
    CHECK_FALSE(desk.output.places.contains("pane.2.design=B"));
    CHECK(said("pane.2.time=healed") == "1 healed");
    CHECK(said("pane.2.sessions=session-1") == "1 session-1");
    show({"before", "session-1+year-4"}, true);
    CHECK(said("pane.2.touch-ups=no-touch-up") == "1 session-1+year-4+no-touch-up");
    CHECK(said("pane.2.design=B") == "1 B+session-1+year-4");
    CHECK(said("pane.2.sessions=") == "1 year-4");
    CHECK(said("pane.2.design=before") == "1 before");
    desk.commands.clear();
    const ui::Rect years = desk.output.places.at("pane.2.years");
    desk.move(years.x + 0.9F * years.width, years.y + years.height / 2);
    desk.press();
    desk.release();
    const auto set = of_kind<ui::SetPane>(desk.commands);
    REQUIRE(!set.empty());
    CHECK(set.back().words.starts_with("session-1+year-1"));
    CHECK(desk.interface.escape());  // the menu first, then the comparison
    desk.frame();
    CHECK_FALSE(desk.interface.escape());
}

TEST_CASE("layouts, B and the way back are commands, and all of it fits small windows and sharp displays", "[compare]") {
    for (const auto& [width, height, scale] : {std::tuple(1280.0F, 720.0F, 1.0F), std::tuple(640.0F, 400.0F, 1.0F), std::tuple(2560.0F, 1440.0F, 2.0F)}) {
        test::Desk desk(width, height, scale);
        desk.state.compare = comparison(model::CompareLayout::four, desk.output.viewport, {"before", "after", "year-4", "year-8+no-touch-up"});
        desk.frame();
        desk.state.compare = comparison(model::CompareLayout::four, desk.output.viewport, {"before", "after", "year-4", "year-8+no-touch-up"});
        desk.frame();
        const ui::Rect picture = desk.output.viewport;
        for (const auto& [name, r] : desk.output.places) {
            if (!name.starts_with("compare.") && !name.starts_with("pane.")) continue;
            INFO(name << " at " << width << " wide");
            CHECK((r.x >= 0 && r.x + r.width <= picture.x + picture.width + 0.5F));
            CHECK((r.y >= 0 && r.y + r.height <= picture.y + picture.height));
        }
        desk.click("compare.layout=difference");
        REQUIRE(of_kind<ui::SetCompareLayout>(desk.commands).size() == 1);
        CHECK(of_kind<ui::SetCompareLayout>(desk.commands)[0].layout == model::CompareLayout::difference);
        if (width > 1000) desk.click("compare.keep");
        CHECK(of_kind<ui::KeepAsB>(desk.commands).size() == (width > 1000 ? 1 : 0));
        desk.click("compare.close");
        REQUIRE(of_kind<ui::Compare>(desk.commands).size() == 1);
        CHECK_FALSE(of_kind<ui::Compare>(desk.commands)[0].active);
    }
}
