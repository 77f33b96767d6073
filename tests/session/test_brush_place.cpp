// Where a brush touches the skin, and its rim.
#include <catch2/catch.hpp>

#include "round_head.h"
#include "session/paint/brush_place.h"

using namespace stipple;
using namespace stipple::tests;

TEST_CASE("the rim of a brush lies as far from its middle as it says, all round, on the skin") {
    const session::PreparedHead& head = built_in();
    for (const double along : {62.0, 90.0, 150.0, 220.0})
        for (const float radius : {0.5F, 6.0F, 30.0F}) {
            CAPTURE(along, radius);
            const auto place = session::brush_place(head, head.midsagittal.at(along), false);
            REQUIRE(place);
            const std::vector<glm::vec3> rim = session::brush_rim(head, place->skin, radius);
            REQUIRE(rim.size() > 60);
            float left = 0, right = 0;
            for (const glm::vec3& point : rim) {
                CHECK(glm::distance(point, place->skin) == Approx(radius).epsilon(0.01));
                // No point off the skin: the nearest vertex of the mesh is no farther than its edges are long.
                float nearest = 1e9F;
                for (const glm::vec3& vertex : head.display.positions) nearest = std::min(nearest, glm::distance(vertex, point));
                CHECK(nearest < 6);
                left = std::max(left, point.x - place->skin.x);
                right = std::max(right, place->skin.x - point.x);
            }
            CHECK(left == Approx(right).epsilon(0.05));  // the same to both sides of the midline
        }
}

TEST_CASE("a brush touches scalp and forehead, not ears, and the face only with marks") {
    const session::PreparedHead& head = built_in();
    const auto& marks = head.head.frame.landmarks;
    const glm::vec3 chin = marks.at("glabella") - glm::vec3(0, 40, 0);
    glm::vec3 nose(0, 0, -1e9F), ear(-1e9F, 0, 0);
    for (const glm::vec3& p : head.display.positions) {
        if (std::abs(p.y - chin.y) < 40 && p.z > nose.z) nose = p;
        if (std::abs(p.y - marks.at("tragion_left").y) < 40 && p.x > ear.x) ear = p;
    }
    CHECK(session::brush_place(head, marks.at("vertex"), false));
    CHECK(session::brush_place(head, head.midsagittal.at(60), false));
    CHECK_FALSE(session::brush_place(head, ear, true));
    CHECK_FALSE(session::brush_place(head, nose, false));
    // What it says is where the dab lies.
    const auto place = session::brush_place(head, marks.at("vertex") + glm::vec3(30, -8, 10), false);
    if (place) {
        const auto other = session::mirrored(head, *place);
        REQUIRE(other);
        CHECK(other->skin.x - float(head.midsagittal.plane_x) == Approx(-(place->skin.x - float(head.midsagittal.plane_x))).margin(0.5));
        CHECK(other->skin.y == Approx(place->skin.y).margin(0.5));
        CHECK(int(other->u) + int(place->u) == 65536);
    }
}
