#include <catch2/catch.hpp>
#include <cmath>

#include "session/head_looks.h"
#include "session/resolved_design.h"

using namespace stipple;
using model::Design;
using model::ParameterId;

namespace {

// Linear sRGB to L*a*b*, D65, by the textbook in double.
glm::dvec3 lab(const glm::vec4& rgb) {
    const double x = (0.4124564 * rgb.x + 0.3575761 * rgb.y + 0.1804375 * rgb.z) / 0.95047;
    const double y = 0.2126729 * rgb.x + 0.7151522 * rgb.y + 0.0721750 * rgb.z;
    const double z = (0.0193339 * rgb.x + 0.1191920 * rgb.y + 0.9503041 * rgb.z) / 1.08883;
    const auto f = [](double t) { return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116; };
    return {116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))};
}

glm::dvec3 tone(double value) { return lab(session::skin_look(Design().with(ParameterId::skin_tone, value)).albedo); }

}  // namespace

TEST_CASE("skin tones have the colours of real scalps and run on between whole numbers") {
    CHECK(glm::distance(tone(1), glm::dvec3(70, 8, 13)) < 0.1);
    CHECK(glm::distance(tone(5), glm::dvec3(58, 11, 18.5)) < 0.1);
    CHECK(glm::distance(tone(10), glm::dvec3(31, 9, 10.5)) < 0.1);
    CHECK(glm::distance(tone(6.5), glm::dvec3(50, 11.75, 18.75)) < 0.1);
    double last = 100;
    for (double t = 1; t <= 10; t += 0.25) {
        CHECK(tone(t).x < last);
        last = tone(t).x;
    }
}

TEST_CASE("shine follows the skin type unless it is set") {
    const auto look = [](const char* type) {
        return session::skin_look(Design().with(ParameterId::client_skin_type, std::string(type)));
    };
    CHECK(look("normal").roughness == Approx(0.38).margin(0.005));
    CHECK(look("oily").roughness == Approx(0.22).margin(0.005));
    CHECK(look("dry").roughness > look("normal").roughness);
    CHECK(session::skin_look(Design().with(ParameterId::skin_oil, 0.0)).roughness == Approx(0.55).margin(0.005));
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
