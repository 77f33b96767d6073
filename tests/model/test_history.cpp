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
