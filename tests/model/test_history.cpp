#include <catch2/catch.hpp>

#include "model/history.h"

using namespace stipple::model;
using enum ParameterId;

namespace {
double density(const History& history) { return history.current().number(density_per_cm2); }
}  // namespace

TEST_CASE("undo and redo walk the steps; something new forgets what was undone") {
    History history;
    history.apply({density_per_cm2, 100.0});
    history.apply({density_per_cm2, 200.0});
    history.undo();
    CHECK(density(history) == 100);
    history.undo();
    CHECK(density(history) == 280);
    CHECK_FALSE(history.can_undo());
    history.undo();
    CHECK(density(history) == 280);
    history.redo();
    CHECK(density(history) == 100);
    history.apply({density_per_cm2, 300.0});
    CHECK_FALSE(history.can_redo());
    history.redo();
    CHECK(density(history) == 300);
}

TEST_CASE("one drag is one step, two drags are two, also with the same handle") {
    History history;
    for (double value : {110.0, 120.0, 130.0}) history.apply({density_per_cm2, value}, 7);
    history.end_gesture();
    for (double value : {140.0, 150.0}) history.apply({density_per_cm2, value}, 7);
    history.apply({hairline_height_mm, 80.0}, 8);  // another gesture, without an end in between
    CHECK(density(history) == 150);
    history.undo();
    CHECK(history.current().number(hairline_height_mm) == 70);
    CHECK(density(history) == 150);
    history.undo();
    CHECK(density(history) == 130);
    history.undo();
    CHECK(density(history) == 280);
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("a drag that comes back to its start, a refused edit and an edit that changes nothing leave no step") {
    History history;
    history.apply({density_per_cm2, 100.0});
    history.apply({density_per_cm2, 140.0}, 3);
    history.apply({density_per_cm2, 100.0}, 3);
    SECTION("let go") { history.end_gesture(); }
    SECTION("dropped") {
        history.undo();
        CHECK(density(history) == 100);
    }
    SECTION("followed by another edit") {
        history.apply({density_per_cm2, 160.0});
        history.undo();
    }
    history.apply({density_per_cm2, 100.0});
    CHECK_THROWS_AS(history.apply({density_per_cm2, -1.0}), BadValue);
    CHECK(density(history) == 100);
    history.undo();
    CHECK(density(history) == 280);
}

TEST_CASE("undo in the middle of a drag drops it, and the drag may go on as a new step") {
    History history;
    history.apply({density_per_cm2, 140.0}, 3);
    history.undo();
    CHECK(density(history) == 280);
    history.apply({density_per_cm2, 150.0}, 3);
    CHECK(density(history) == 150);
    history.undo();
    CHECK(density(history) == 280);
}

TEST_CASE("saved means the same design, however it was reached") {
    History history;
    CHECK(history.is_saved());
    history.apply({density_per_cm2, 100.0});
    CHECK_FALSE(history.is_saved());
    history.mark_saved();
    history.apply({density_per_cm2, 120.0});
    history.undo();
    CHECK(history.is_saved());
}

TEST_CASE("the oldest steps are forgotten, the newest never") {
    History history;
    for (std::size_t i = 0; i < History::kMostSteps + 50; ++i) history.apply({density_per_cm2, double(i % 500)});
    std::size_t steps = 0;
    while (history.can_undo()) {
        history.undo();
        ++steps;
    }
    CHECK(steps == History::kMostSteps - 1);
    while (history.can_redo()) history.redo();
    CHECK(density(history) == double((History::kMostSteps + 49) % 500));
}

TEST_CASE("a look in another light is no step, stays through undo and redo, and forgets nothing that was undone") {
    History history;
    const auto light = [&] { return history.current().choice(light_kind); };
    history.apply({density_per_cm2, 100.0});
    history.mark_saved();
    history.apply({light_kind, std::string("evening")});
    CHECK(light() == "evening");
    CHECK(history.is_saved());
    history.apply({density_per_cm2, 200.0});
    CHECK_FALSE(history.is_saved());
    history.undo();
    CHECK(density(history) == 100);
    CHECK(light() == "evening");
    CHECK(history.is_saved());
    history.apply({light_kind, std::string("noon-sun")});
    for (double stops : {0.5, 1.0, 1.5}) history.apply({light_exposure_stops, stops}, 9);
    history.end_gesture();
    REQUIRE(history.can_redo());
    history.redo();
    CHECK(density(history) == 200);
    CHECK(light() == "noon-sun");
    CHECK(history.current().number(light_exposure_stops) == 1.5);
    history.undo();
    history.undo();
    CHECK_FALSE(history.can_undo());
    CHECK(density(history) == 280);
    CHECK(light() == "noon-sun");
}

TEST_CASE("a look in another light ends a drag, and a drag that came back is still none") {
    History history;
    history.apply({density_per_cm2, 100.0}, 3);
    history.apply({light_kind, std::string("evening")});
    history.apply({density_per_cm2, 140.0}, 4);
    history.apply({density_per_cm2, 100.0}, 4);
    history.end_gesture();
    CHECK(history.current().choice(light_kind) == "evening");
    history.undo();
    CHECK_FALSE(history.can_undo());
    CHECK(density(history) == 280);
    CHECK(history.current().choice(light_kind) == "evening");
}

TEST_CASE("a step that changes design and light takes its light back with it") {
    History history;
    history.apply({light_kind, std::string("evening")});
    history.apply({density_per_cm2, 100.0});
    SECTION("all at its default") { history.replace(Design()); }
    SECTION("a drag of both") {
        history.apply({density_per_cm2, 280.0}, 5);
        history.apply({light_kind, std::string("clinic-softbox")}, 5);
    }
    CHECK(history.current() == Design());
    history.undo();
    CHECK(density(history) == 100);
    CHECK(history.current().choice(light_kind) == "evening");
    history.redo();
    CHECK(history.current() == Design());
}

TEST_CASE("what is seen and no step is the light") {
    for (const Parameter& p : parameters()) CHECK(p.seen == p.name.starts_with("light."));
}
