#include <catch2/catch.hpp>
#include <limits>

#include "model/design.h"

using namespace stipple::model;
using enum ParameterId;

TEST_CASE("a design keeps what it is given, to the last bit, and leaves the old one as it was") {
    const Design before;
    const Design after = before.with(density_per_cm2, 283.123456789);
    CHECK(after.number(density_per_cm2) == 283.123456789);  // not snapped to the slider's step of 5
    CHECK(before.number(density_per_cm2) == 280);
    CHECK(after != before);
    CHECK(after.with(density_per_cm2, 280.0) == before);
}

TEST_CASE("values a parameter does not allow are refused with its name and its range") {
    const Design design;
    CHECK_THROWS_AS(design.with(density_per_cm2, 900.1), BadValue);
    CHECK_THROWS_AS(design.with(density_per_cm2, std::numeric_limits<double>::quiet_NaN()), BadValue);
    CHECK_THROWS_AS(design.with(density_per_cm2, std::numeric_limits<double>::infinity()), BadValue);
    CHECK_THROWS_AS(design.with(density_per_cm2, std::string("many")), BadValue);
    CHECK_THROWS_AS(design.with(sessions_count, 2.5), BadValue);
    CHECK_THROWS_AS(design.with(hairline_style, std::string("Curved")), BadValue);
    CHECK_THROWS_AS(design.with(hairline_style, 1.0), BadValue);
    CHECK_THROWS_AS(design.with(touchup_years, std::vector<double>{4, 16}), BadValue);
    CHECK_THROWS_AS(design.with(touchup_years, std::vector<double>{4, 4}), BadValue);
    CHECK_THROWS_AS(design.with(touchup_years, std::vector<double>(9, 1.0)), BadValue);
    CHECK_THROWS_WITH(design.with(density_per_cm2, 901.0),
                      Catch::Contains("density.per_cm2") && Catch::Contains("901") && Catch::Contains("0 to 900 per cm2"));
    CHECK_THROWS_WITH(parse_value(client_sun, "beach"),
                      Catch::Contains("client.sun") && Catch::Contains("beach") && Catch::Contains("hat normal outdoor"));
}

TEST_CASE("text as the command line gives it") {
    CHECK(std::get<double>(parse_value(hairline_height_mm, "72.25")) == 72.25);
    CHECK(std::get<double>(parse_value(hairline_height_mm, " 7.5e1 ")) == 75);
    CHECK(std::get<double>(parse_value(sessions_count, "4")) == 4);
    CHECK(std::get<std::string>(parse_value(hairline_style, "widows-peak")) == "widows-peak");
    CHECK(std::get<std::vector<double>>(parse_value(touchup_years, "8; 4")) == std::vector<double>{4, 8});
    CHECK(std::get<std::vector<double>>(parse_value(touchup_years, "")).empty());
    for (const char* bad : {"", "abc", "72mm", "7,5", "nan", "inf", "0x40", "--72", "72 73", "1e999"}) {
        INFO("'" << bad << "'");
        CHECK_THROWS_AS(parse_value(hairline_height_mm, bad), BadValue);
    }
    for (const char* bad : {";", "4;", "4;;8", "4,8", "four", "-1"}) {
        INFO("'" << bad << "'");
        CHECK_THROWS_AS(parse_value(touchup_years, bad), BadValue);
    }
    CHECK_THROWS_AS(parse_value(sessions_count, "2.5"), BadValue);
}

TEST_CASE("what is formatted reads back the same") {
    Design design = Design()
                        .with(dot_diameter_mm, 0.1 + 0.2)
                        .with(touchup_years, std::vector<double>{1.0 / 3.0, 7.25})
                        .with(hairline_style, std::string("broken"));
    for (const Parameter& p : parameters()) {
        const std::string text = format_value(p.id, design.value(p.id));
        INFO(p.name << " = " << text);
        CHECK(parse_value(p.id, text) == design.value(p.id));
    }
    CHECK(format_value(touchup_years, std::vector<double>{4, 8}) == "4;8");
    CHECK(format_value(density_per_cm2, 280.0) == "280");
    CHECK(format_value(time_years, -0.0) == "0");
}

TEST_CASE("shine follows the skin type until it is set") {
    const Design design;
    CHECK(design.is_automatic(skin_oil));
    const double dry = design.with(client_skin_type, std::string("dry")).number(skin_oil);
    const double oily = design.with(client_skin_type, std::string("oily")).number(skin_oil);
    CHECK(dry < design.number(skin_oil));
    CHECK(design.number(skin_oil) < oily);

    const Design set = design.with(skin_oil, 0.5).with(client_skin_type, std::string("oily"));
    CHECK_FALSE(set.is_automatic(skin_oil));
    CHECK(set.number(skin_oil) == 0.5);
    CHECK(set.with(skin_oil, parse_value(skin_oil, "automatic")).number(skin_oil) == oily);
    CHECK_THROWS_AS(parse_value(skin_tone, "automatic"), BadValue);  // only parameters that say so
}
