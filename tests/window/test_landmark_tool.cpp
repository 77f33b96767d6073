// The landmark tool without a window.
#include <catch2/catch.hpp>

#include "scalp/frame/mark_fit.h"
#include "window/landmark_tool.h"

using namespace stipple;
using window::kMarks;
using window::LandmarkTool;

namespace {

// The average head's marks in a file that lies on its side, in another unit, somewhere else.
glm::dvec3 in_file(int mark) {
    const glm::dvec3 p = scalp::average_mark(std::size_t(mark));
    return 0.04 * glm::dvec3(p.y, p.z, p.x) + glm::dvec3(300, -20, 7);
}

}  // namespace

TEST_CASE("six clicks set six marks in order, and each can be taken back") {
    LandmarkTool tool;
    const model::HeadSettings nothing;
    tool.begin(nothing, {}, false);
    CHECK_FALSE(tool.can_undo());
    for (int i = 0; i < kMarks; ++i) {
        CHECK(tool.next() == i);
        CHECK_FALSE(tool.can_accept());
        tool.click(in_file(i));
        CHECK(tool.mark(i) == in_file(i));
    }
    CHECK(tool.next() == -1);
    CHECK(tool.refusal().empty());
    CHECK(tool.can_accept());
    CHECK(int(tool.result().marks.size()) == kMarks);
    tool.click({0, 0, 0});  // nothing left to set
    CHECK(int(tool.result().marks.size()) == kMarks);
    tool.undo();
    CHECK(tool.next() == kMarks - 1);
    CHECK_FALSE(tool.can_accept());
    while (tool.can_undo()) tool.undo();
    CHECK(tool.next() == 0);
    CHECK(tool.result() == nothing);
}

TEST_CASE("three marks tell which way is up") {
    LandmarkTool tool;
    tool.begin({}, {}, false);
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(tool.guess());
        tool.click(in_file(i));
    }
    REQUIRE(tool.guess());
    for (int i = 0; i < kMarks; ++i) {
        const glm::dvec3 placed(*tool.guess() * glm::dvec4(in_file(i), 1));
        CHECK(glm::length(placed - scalp::average_mark(std::size_t(i))) < 1e-6);
        REQUIRE(tool.ghost(i));
        CHECK(glm::length(*tool.ghost(i) - in_file(i)) < 1e-6);
    }
}

TEST_CASE("a mark that is dragged is one step, and impossible marks are not taken") {
    LandmarkTool tool;
    tool.begin({}, {}, false);
    for (int i = 0; i < kMarks; ++i) tool.click(in_file(i));
    tool.begin_drag();
    for (const double y : {1.0, 2.0, 3.0}) tool.move(5, in_file(5) + glm::dvec3(0, y, 0));  // 75 mm
    CHECK_THAT(tool.refusal(), Catch::Contains("inion"));
    CHECK_FALSE(tool.can_accept());
    tool.undo();
    CHECK(tool.refusal().empty());
    CHECK(tool.mark(5) == in_file(5));
    // left and right exchanged
    LandmarkTool wrong;
    wrong.begin({}, {}, false);
    for (const int i : {0, 2, 1, 4, 3, 5}) wrong.click(in_file(i));
    CHECK_THAT(wrong.refusal(), Catch::Contains("Left and right are exchanged"));
}

TEST_CASE("a head that was found needs no more than the mark that is wrong") {
    window::MarkPoints found;
    for (int i = 0; i < kMarks; ++i) found[std::string(model::kMarkNames[std::size_t(i)])] = in_file(i);
    LandmarkTool tool;
    tool.begin({}, found, false);
    CHECK(tool.next() == -1);
    CHECK_FALSE(tool.can_accept());
    CHECK(tool.ghost(0) == in_file(0));
    tool.click({1, 2, 3});  // nothing asked for: nothing set
    CHECK(tool.result().marks.empty());
    tool.begin_drag();
    tool.move(0, {1, 2, 3});
    CHECK(tool.can_accept());
    CHECK(tool.result().marks.size() == 1);
    tool.ask(1);
    CHECK(tool.next() == 1);
    tool.click({4, 5, 6});
    CHECK(tool.next() == -1);
    CHECK(tool.result().marks.at("tragion_left") == glm::dvec3(4, 5, 6));
}

TEST_CASE("a length between points takes two clicks and leaves the marks alone") {
    model::HeadSettings before;
    before.marks["inion"] = {7, 8, 9};
    before.length_points = {{0, 0, 0}, {1, 1, 1}};
    LandmarkTool tool;
    tool.begin(before, {{"inion", {1, 1, 1}}}, true);
    CHECK(tool.clicking_points());
    tool.click({1, 2, 3});
    CHECK_FALSE(tool.points_done());
    tool.click({4, 5, 6});
    CHECK(tool.points_done());
    CHECK(tool.result().length_points == std::vector<glm::dvec3>{{1, 2, 3}, {4, 5, 6}});
    CHECK(tool.result().marks == before.marks);
}
