#include <catch2/catch.hpp>
#include <cmath>

#include "model/fade_sources.h"
#include "model/time_table.h"
#include "ui/session_plan.h"
#include "ui/strength_curves.h"
#include "ui/time_scale.h"
#include "ui_harness.h"

using namespace stipple;
using model::ParameterId;
using test::Desk;

namespace {

constexpr int kDelete = 261;

std::vector<double> touchups(const Desk& desk) { return desk.history.current().list(ParameterId::touchup_years); }

void set(Desk& desk, ParameterId id, model::Value value) {
    desk.history = model::History(desk.history.current().with(id, std::move(value)));
    desk.frame();
    desk.frame();
}

// Where a year lies, told by the places the program gives away: the track runs from day 0 to 15 years.
float x_of(const Desk& desk, double years) {
    const ui::Rect r = desk.output.places.at("time.years");
    return r.x + float(ui::time_share(years)) * r.width;
}

void double_click(Desk& desk, float x, float y) {
    desk.move(x, y);
    desk.press();
    desk.release();
    desk.press();
    desk.release();
    desk.frame();
}

}  // namespace

TEST_CASE("the scale of time is one piece after the other, and reads back what it shows", "[time]") {
    CHECK(ui::kHealedYears == model::parameter(ParameterId::time_years).default_number);
    CHECK(ui::kLastYears == model::parameter(ParameterId::time_years).max);
    CHECK(ui::time_share(0) == 0);
    CHECK(ui::time_share(15) == 1);
    double last = -1;
    for (double t = 0; t <= 15; t += 0.01) {
        const double share = ui::time_share(t);
        CHECK(share > last);
        CHECK(ui::time_at_share(share) == Approx(t).margin(1e-9));
        last = share;
    }
    // Years are as long as each other, so the plot's slope is a rate.
    CHECK(ui::time_share(14) - ui::time_share(13) == Approx(ui::time_share(2) - ui::time_share(1)));
    // On a line of 700 pixels single days are a hand's breadth apart.
    for (const double day : {0.0, 1.0, 3.0, 7.0, 14.0, 28.0})
        CHECK(700 * (ui::time_share((day + 1) / 365.25) - ui::time_share(day / 365.25)) > 3);
}

TEST_CASE("time stops at whole days while it heals, then at healed, then at twentieths of a year", "[time]") {
    CHECK(ui::snapped_time(0.9 / 365.25, false) * 365.25 == Approx(1).margin(1e-3));
    CHECK(ui::snapped_time(41.6 / 365.25, false) * 365.25 == Approx(42).margin(1e-3));
    CHECK(ui::snapped_time(0.118, false) == 0.12);
    CHECK(ui::snapped_time(0.13, false) == 0.12);
    CHECK(ui::snapped_time(0.16, false) == 0.15);
    CHECK(ui::snapped_time(4.337, false) == 4.35);
    CHECK(ui::snapped_time(4.337, true) == 4.34);
    CHECK(ui::snapped_time(99, false) == 15);

    // The arrow keys go through the days an artist asks for.
    std::vector<double> days;
    for (double t = 0; t < ui::kHealedYears;) days.push_back((t = ui::next_time(t, 1)) * 365.25);
    REQUIRE(days.size() == 6);
    for (std::size_t i = 0; i < 5; ++i) CHECK(days[i] == Approx(std::array{1, 3, 7, 14, 28}[i]).margin(1e-3));
    CHECK(ui::next_time(0.12, 1) == 0.25);
    CHECK(ui::next_time(0.12, -1) * 365.25 == Approx(28).margin(1e-3));
    CHECK(ui::next_time(15, 1) == 15);
    CHECK(ui::next_time(0, -1) == 0);
}

TEST_CASE("a touch-up is dragged along the years: one step to undo, halves of a year, Shift finer", "[time]") {
    Desk desk;
    set(desk, ParameterId::touchup_years, std::vector<double>{4, 8});
    const ui::Rect mark = desk.output.places.at("touchup-mark-0");
    const float y = mark.y + mark.height / 2;
    desk.move(mark.x + mark.width / 2, y);
    desk.press();
    desk.release();
    CHECK(desk.undo_steps() == 0);  // a click alone moves nothing
    desk.press();
    desk.move(x_of(desk, 5.2), y);
    CHECK(touchups(desk) == std::vector<double>{5, 8});
    CHECK(desk.output.dragging);
    // Past the other one: they change order, and at the other's own year it waits beside it.
    desk.move(x_of(desk, 8.1), y);
    CHECK(touchups(desk) == std::vector<double>{5, 8});
    desk.move(x_of(desk, 9.4), y);
    CHECK(touchups(desk) == std::vector<double>{8, 9.5});
    ImGui::GetIO().KeyShift = true;
    desk.move(x_of(desk, 9.28), y);
    CHECK(touchups(desk) == std::vector<double>{8, 9.3});
    ImGui::GetIO().KeyShift = false;
    desk.move(2000, y);
    CHECK(touchups(desk) == std::vector<double>{8, 15});
    desk.move(-50, y);
    CHECK(touchups(desk) == std::vector<double>{0.5, 8});
    desk.move(x_of(desk, 6), y);
    desk.release();
    CHECK(touchups(desk) == std::vector<double>{6, 8});
    CHECK(desk.undo_steps() == 1);
    desk.history.undo();
    CHECK(touchups(desk) == std::vector<double>{4, 8});
    desk.frame();

    // A drag that comes back is none.
    desk.move(x_of(desk, 4), y);
    desk.press();
    desk.move(x_of(desk, 6), y);
    desk.move(x_of(desk, 4), y);
    desk.release();
    desk.frame();
    CHECK(desk.undo_steps() == 0);
}

TEST_CASE("a touch-up is taken away by dragging it off, by a right click and by Delete", "[time]") {
    Desk desk;
    ImGui::GetIO().KeyMap[ImGuiKey_Delete] = kDelete;
    set(desk, ParameterId::touchup_years, std::vector<double>{3, 6, 9});
    const float y = desk.y_of("touchup-mark-0");
    desk.move(x_of(desk, 6), y);
    desk.press();
    desk.move(x_of(desk, 6), y - 60);
    CHECK(touchups(desk) == std::vector<double>{3, 9});
    desk.move(x_of(desk, 7), y - 5);  // thought better of
    CHECK(touchups(desk) == std::vector<double>{3, 7, 9});
    desk.move(x_of(desk, 7), y - 60);
    desk.release();
    CHECK(touchups(desk) == std::vector<double>{3, 9});
    CHECK(desk.undo_steps() == 1);
    desk.click("touchup-mark-1", 1);
    CHECK(touchups(desk) == std::vector<double>{3});
    desk.move(x_of(desk, 3), y);
    desk.frame();
    desk.interface.erase();
    desk.frame();
    CHECK(touchups(desk).empty());
    CHECK(desk.undo_steps() == 3);
    desk.interface.erase();
    desk.frame();
    CHECK(desk.undo_steps() == 3);
}

TEST_CASE("a double click plans a touch-up, up to eight, and never two in one year's place", "[time]") {
    Desk desk;
    const ui::Rect line = desk.output.places.at("touchup.add");
    const float y = line.y + line.height / 2;
    double_click(desk, x_of(desk, 2.1), y);
    CHECK(touchups(desk) == std::vector<double>{2});
    CHECK(desk.undo_steps() == 1);
    desk.frame(1);
    double_click(desk, x_of(desk, 2), y);
    CHECK(touchups(desk) == std::vector<double>{2});
    for (const double year : {4, 6, 8, 10, 12, 13, 14}) {
        desk.frame(1);
        double_click(desk, x_of(desk, year), y);
    }
    CHECK(touchups(desk) == std::vector<double>{2, 4, 6, 8, 10, 12, 13, 14});
    desk.frame(1);
    double_click(desk, x_of(desk, 3), y);
    CHECK(touchups(desk).size() == 8);
    CHECK_FALSE(desk.output.places.contains("touchup.suggested"));
    CHECK(desk.number("time.years") == 0.12);  // the track below was not touched
}

TEST_CASE("the suggested touch-up stands where the course falls below the threshold and becomes real by a click", "[time]") {
    Desk desk;
    const auto due = model::suggested_touchup(desk.history.current());
    REQUIRE(due);
    const ui::Rect mark = desk.output.places.at("touchup.suggested");
    CHECK(mark.x + mark.width / 2 == Approx(x_of(desk, *due)).margin(1));
    desk.click("touchup.suggested");
    REQUIRE(touchups(desk).size() == 1);
    CHECK(touchups(desk)[0] == Approx(*due).margin(0.051));
    CHECK(desk.undo_steps() == 1);
    desk.frame();
    // The next one is suggested as long after.
    const auto next = model::suggested_touchup(desk.history.current());
    REQUIRE(next);
    CHECK(*next > *due + 2);
    CHECK(desk.output.places.at("touchup.suggested").x > mark.x + 50);
}

TEST_CASE("a session is moved between its neighbours, and a click shows the work up to it", "[time]") {
    Desk desk;
    const auto gaps = [&] { return desk.history.current().list(ParameterId::sessions_gap_days); };
    const ui::Rect first = desk.output.places.at("session-mark-0"), second = desk.output.places.at("session-mark-1");
    const float day = (second.x - first.x) / 14;  // pixels; the default is two weeks
    REQUIRE(day > 1);
    const float y = second.y + second.height / 2, x = second.x + second.width / 2;
    desk.move(x, y);
    desk.press();
    desk.move(x - 4 * day, y);
    CHECK(gaps() == std::vector<double>{10, 18});
    desk.move(x - 100 * day, y);
    CHECK(gaps() == std::vector<double>{5, 23});  // five days at least
    desk.release();
    CHECK(desk.undo_steps() == 1);
    CHECK(desk.number("sessions.shown") == 4);
    desk.frame();
    desk.frame();
    CHECK(desk.output.places.at("session-mark-1").x - desk.output.places.at("session-mark-0").x == Approx(5 * day).margin(1.01));

    desk.click("session-mark-0");
    CHECK(desk.number("sessions.shown") == 1);
    desk.click("session-mark-1");
    CHECK(desk.number("sessions.shown") == 2);
    desk.click("session-mark-1");
    CHECK(desk.number("sessions.shown") == 4);
    desk.click("session-mark-0");
    desk.click("session-mark-2");
    CHECK(desk.number("sessions.shown") == 4);
    CHECK(gaps() == std::vector<double>{5, 23});
}

TEST_CASE("the plot opens where there is room, and on demand", "[time]") {
    Desk tall(1920, 1080);
    CHECK(tall.output.places.contains("plot"));
    tall.click("time.plot");
    tall.frame();
    CHECK_FALSE(tall.output.places.contains("plot"));
}

TEST_CASE("the threshold of the plot is one drag, one step", "[time]") {
    Desk desk;
    CHECK_FALSE(desk.output.places.contains("plot"));
    const ui::Rect before = desk.output.viewport;
    desk.click("time.plot");
    desk.frame();
    desk.frame();
    REQUIRE(desk.output.places.contains("plot"));
    CHECK(desk.output.viewport.height < before.height);
    CHECK(desk.output.viewport.height > before.height / 2);
    const ui::Rect line = desk.output.places.at("plot.threshold");
    const double due = *model::suggested_touchup(desk.history.current());
    const float x = line.x + line.width * 0.6F, y = line.y + line.height / 2;
    desk.move(x, y);
    desk.press();
    desk.move(x, y - 8);
    desk.move(x, y - 16);
    desk.release();
    const double percent = desk.number("touchup.threshold_percent");
    CHECK(percent > 65);
    CHECK(percent < 90);
    CHECK(percent == std::floor(percent));
    CHECK(desk.undo_steps() == 1);
    CHECK(*model::suggested_touchup(desk.history.current()) < due);
}

TEST_CASE("curves hold what the model says, and are worked out again only where time changes", "[time]") {
    ui::StrengthCache cache;
    model::Design design = model::Design().with(ParameterId::touchup_years, std::vector<double>{4.5});
    const ui::StrengthCurves curves = cache.curves(design);
    REQUIRE(cache.computed() == 1);
    REQUIRE(curves.years.size() == curves.chosen.size());
    REQUIRE(curves.years.size() == curves.untouched.size());
    CHECK(curves.years.front() == 0);
    CHECK(curves.years.back() == 15);
    for (std::size_t i = 0; i < curves.years.size(); i += 7) {
        CHECK(curves.chosen[i] == Approx(model::strength_at(design, curves.years[i])));
        CHECK(curves.low[i] <= curves.chosen[i] + 1e-9);
        CHECK(curves.high[i] >= curves.chosen[i] - 1e-9);
    }
    // Ten years on, the band is as wide as it is honest: half as much again either way.
    const auto at = [&](const std::vector<double>& values, double years) {
        return values[std::size_t(std::lower_bound(curves.years.begin(), curves.years.end(), years) - curves.years.begin())];
    };
    CHECK(at(curves.high, 4) - at(curves.low, 4) > 0.15);
    CHECK(at(curves.untouched, 6) < at(curves.chosen, 6));

    (void)cache.curves(design.with(ParameterId::time_years, 7.0));
    (void)cache.curves(design.with(ParameterId::hairline_height_mm, 80.0));
    (void)cache.now(design.with(ParameterId::time_years, 7.0));
    CHECK(cache.computed() == 1);
    CHECK(cache.now(design.with(ParameterId::time_years, 7.0)).chosen == Approx(model::strength_at(design, 7)));
    (void)cache.curves(design.with(ParameterId::client_sun, std::string("outdoor")));
    CHECK(cache.computed() == 2);
    (void)cache.curves(design.with(ParameterId::touchup_threshold_percent, 70.0));
    CHECK(cache.computed() == 3);
}

TEST_CASE("between its samples a curve is within 0.3 % of the healed work", "[time]") {
    ui::StrengthCache cache;
    for (const char* sun : {"hat", "outdoor"}) {
        const model::Design design = model::Design()
                                         .with(ParameterId::touchup_years, std::vector<double>{3, 3.3, 9.7})
                                         .with(ParameterId::client_sun, std::string(sun));
        const ui::StrengthCurves& curves = cache.curves(design);
        double worst = 0;
        for (double t = 0.0013; t < 15; t += 0.0127)
            worst = std::max(worst, std::abs(ui::strength_on(curves.years, curves.chosen, t) - model::strength_at(design, t)));
        CHECK(worst < 0.003);
    }
}

TEST_CASE("the table of sessions shows what the model does where nothing is given", "[sessions]") {
    for (const double count : {1.0, 2.0, 3.0, 4.0}) {
        const model::Design open = model::Design().with(ParameterId::sessions_count, count);
        model::Design given = open;
        for (const ui::SessionColumn column : ui::kSessionColumns) {
            std::vector<double> list;
            for (int k = 0; k < ui::session_values(column, int(count)); ++k) {
                const ui::SessionValue value = ui::session_value(open, column, k);
                CHECK_FALSE(value.given);
                list.push_back(value.value);
            }
            given = given.with(ui::session_list(column), list);
        }
        CAPTURE(count);
        const std::vector<double> a = model::session_boundaries(open), b = model::session_boundaries(given);
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).margin(0.5 / 280 * 3));  // whole dots of 280
        for (const double t : {0.0, 0.05, 0.12, 3.0, 9.0}) CHECK(model::strength_at(open, t) == Approx(model::strength_at(given, t)).margin(0.002));
        for (int k = 0; k < int(count); ++k) CHECK(model::session_time(open, k) == Approx(model::session_time(given, k)));
    }
}

TEST_CASE("cells of the table are dragged and typed, each edit a step, and the other sessions keep what they had", "[sessions]") {
    Desk desk(1280, 2400);
    desk.click("section=Sessions");
    desk.frame();
    const auto list = [&](ParameterId id) { return desk.history.current().list(id); };
    REQUIRE(desk.output.places.contains("session-water-2"));
    CHECK_FALSE(desk.output.places.contains("session-water-3"));
    const ui::Rect cell = desk.output.places.at("session-water-1");
    const float x = cell.x + cell.width / 2, y = cell.y + cell.height / 2;
    desk.move(x, y);
    desk.press();
    desk.release();
    CHECK(desk.undo_steps() == 0);
    desk.frame(1);
    desk.press();
    desk.move(x + 8, y);
    desk.move(x + 20, y);
    CHECK(desk.output.dragging);
    desk.release();
    CHECK(list(ParameterId::sessions_dilution) == std::vector<double>{15, 20, 15});
    CHECK(desk.undo_steps() == 1);
    desk.frame(1);

    // Typed, with a unit; what is not allowed is refused with the range.
    double_click(desk, x, y);
    REQUIRE(desk.output.typing);
    desk.type("6:1");
    desk.tap(257);
    CHECK(list(ParameterId::sessions_dilution) == std::vector<double>{15, 6, 15});
    desk.frame(1);
    double_click(desk, x, y);
    desk.type("90");
    desk.tap(257);
    CHECK(list(ParameterId::sessions_dilution) == std::vector<double>{15, 6, 15});
    CHECK(desk.undo_steps() == 2);

    // The last session sets what is missing: its dots are no cell.
    desk.click("session-dots-2");
    desk.frame(1);
    const ui::Rect dots = desk.output.places.at("session-dots-0");
    desk.move(dots.x + 10, dots.y + 10);
    desk.press();
    desk.move(dots.x - 30, dots.y + 10);
    desk.release();
    REQUIRE(list(ParameterId::sessions_per_cm2).size() == 2);
    CHECK(list(ParameterId::sessions_per_cm2)[0] < 98);
    CHECK(list(ParameterId::sessions_per_cm2)[1] == 115);
    desk.click("session-dots-0", 1);
    CHECK(list(ParameterId::sessions_per_cm2).empty());
}

TEST_CASE("observations are pairs: added on the course, dragged, and taken away in one step each", "[sessions]") {
    Desk desk(1280, 2400);
    desk.click("section=How sure is it");
    desk.frame();
    const auto years = [&] { return desk.history.current().list(ParameterId::fade_observed_years); };
    const auto percent = [&] { return desk.history.current().list(ParameterId::fade_observed_percent); };
    const double before = model::strength_at(desk.history.current(), 3);
    desk.click("observed.add");
    REQUIRE(years() == std::vector<double>{3});
    CHECK(percent()[0] == std::round(before * 100));
    CHECK(model::strength_at(desk.history.current(), 3) == Approx(before).margin(0.006));
    CHECK(desk.undo_steps() == 1);

    desk.frame();
    const ui::Rect cell = desk.output.places.at("observed-percent-0");
    desk.move(cell.x + cell.width / 2, cell.y + cell.height / 2);
    desk.press();
    for (int i = 1; i <= 10; ++i) desk.move(cell.x + cell.width / 2 - float(8 * i), cell.y + cell.height / 2);
    desk.release();
    CHECK(percent()[0] == std::round(before * 100) - 20);
    CHECK(desk.undo_steps() == 2);
    CHECK(model::strength_at(desk.history.current(), 3) == Approx(before - 0.2).margin(0.012));  // the course follows
    CHECK(desk.output.places.contains("calibration"));

    desk.frame(1);
    desk.click("observed.add");
    REQUIRE(years() == std::vector<double>{3, 5});
    CHECK_FALSE(desk.output.places.contains("observed.add"));
    desk.frame();
    // The earlier one stays the earlier one.
    const ui::Rect first = desk.output.places.at("observed-years-0");
    desk.move(first.x + 10, first.y + 10);
    desk.press();
    desk.move(first.x + 600, first.y + 10);
    desk.release();
    CHECK(years() == std::vector<double>{4.9, 5});
    desk.click("observed-remove-0");
    CHECK(years() == std::vector<double>{5});
    CHECK(percent().size() == 1);
    desk.history.undo();
    CHECK(years() == std::vector<double>{4.9, 5});
    CHECK(percent().size() == 2);
}

TEST_CASE("every figure of fading opens its source with one click and closes with another", "[sessions]") {
    Desk desk(1280, 2400);
    desk.click("section=How sure is it");
    desk.frame();
    for (std::size_t i = 0; i < model::fade_figures().size(); ++i) {
        const std::string name = "figure-" + std::to_string(i);
        REQUIRE(desk.output.places.contains(name));
        desk.click(name);
        REQUIRE(desk.output.places.contains("figure-source"));
        const ui::Rect figure = desk.output.places.at(name), source = desk.output.places.at("figure-source");
        CHECK(source.y == Approx(figure.y + figure.height));
        CHECK(source.x + source.width <= 1280);
    }
    desk.click("figure-" + std::to_string(model::fade_figures().size() - 1));
    CHECK_FALSE(desk.output.places.contains("figure-source"));
    CHECK(desk.undo_steps() == 0);
}
