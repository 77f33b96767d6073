#include <catch2/catch.hpp>

#include "session/head/head_looks.h"
#include "session/resolved_design.h"

using namespace stipple;
using model::Design;
using model::ParameterId;

TEST_CASE("shine follows the skin type unless it is set") {
    const auto look = [](const char* type) {
        return session::skin_look(Design().with(ParameterId::client_skin_type, std::string(type)));
    };
    CHECK(look("normal").roughness == Approx(0.38).margin(0.005));
    CHECK(look("oily").roughness == Approx(0.22).margin(0.005));
    CHECK(look("dry").roughness > look("normal").roughness);
    CHECK(session::skin_look(Design().with(ParameterId::skin_oil, 0.0)).roughness == Approx(0.55).margin(0.005));
    const Design oily = Design().with(ParameterId::skin_oil, 1.0);
    CHECK(session::skin_look(oily).oil == 1);
    const shared::SkinLook powdered = session::skin_look(oily.with(ParameterId::skin_mattifier, std::string("yes")));
    CHECK(powdered.oil == 0);
    CHECK(powdered.roughness == Approx(0.55).margin(0.005));
}

TEST_CASE("shaved hair of usual density covers a tenth of the skin") {
    const shared::DotLook look = session::dot_look(Design().with(ParameterId::hair_length_mm, 0.4));
    const double disc = double(shared::HAIR_ROOT_SHARE) * 3.14159265 / 4 * double(look.hair_diameter_mm) * double(look.hair_diameter_mm);
    CHECK(200 * (disc + double(look.hair_shaft_mm) * double(look.hair_length_mm)) / 100 == Approx(0.10).margin(0.005));
    CHECK(disc == Approx(0.02).margin(0.0005));
}

TEST_CASE("hair grows by the day and stays below guard one") {
    const auto length = [](double shaved_to, double days) {
        return session::dot_look(Design().with(ParameterId::hair_length_mm, shaved_to).with(ParameterId::hair_days, days)).hair_length_mm;
    };
    CHECK(length(0, 0) == 0);
    CHECK(length(0, 3) == Approx(1.101));  // 3 x 0.367 mm
    CHECK(length(0.4, 2) == Approx(1.134));
    CHECK(length(2.5, 7) == Approx(3.0));
}

TEST_CASE("a tone stands for the paint of the scalp, whatever the face and the shoulders wear") {
    scalp::Head head;
    head.frame.landmarks["glabella"] = {0, 10, 95};
    scalp::HeadMesh mesh;
    mesh.painted = true;
    const auto add = [&](float y, float size, const glm::vec3& color) {
        const auto first = std::uint32_t(mesh.positions.size());
        mesh.positions.insert(mesh.positions.end(), {{0, y, 0}, {size, y, 0}, {0, y + size, 0}});
        mesh.colors.insert(mesh.colors.end(), 3, glm::vec4(color, 1));
        mesh.indices.insert(mesh.indices.end(), {first, first + 1, first + 2});
    };
    add(-80, 60, {0.9F, 0.1F, 0.1F});  // shoulder
    add(60, 20, {0.4F, 0.3F, 0.2F});
    add(90, 10, {0.8F, 0.3F, 0.2F});  // a quarter of that
    mesh.submeshes.resize(1);
    mesh.submeshes[0].index_count = 9;
    CHECK(glm::length(session::painted_scalp(head, mesh) - glm::vec3(0.48F, 0.3F, 0.2F)) < 1e-5F);
    mesh.painted = false;
    CHECK(session::painted_scalp(head, mesh) == glm::vec3(0));
}

TEST_CASE("a needle of more points sets wider dots") {
    using stipple::model::Design;
    using stipple::model::ParameterId;
    const auto width = [](const char* needle) {
        return double(stipple::session::dot_look(Design().with(ParameterId::dot_needle, std::string(needle))).diameter_mm);
    };
    CHECK(width("three-point") == Approx(Design().number(ParameterId::dot_diameter_mm)));
    CHECK(width("single") < width("three-point"));
    CHECK(width("five-point") > width("three-point"));
    CHECK(width("seven-point") > width("five-point"));
}
