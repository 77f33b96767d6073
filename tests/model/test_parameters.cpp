// The parameters outside users rely on, written down here once more and by hand from the program's contract.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iterator>
#include <set>
#include <sstream>

#include "model/design.h"
#include "model/parameters.h"

using namespace stipple::model;

namespace {

struct Range {
    const char* name;
    const char* unit;
    double min, max;
};

std::vector<std::string> words(const char* text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

}  // namespace

TEST_CASE("every parameter of the contract exists with its unit and range") {
    const Range contract[] = {
        {"hairline.height_mm", "mm", 45, 130},
        {"hairline.softness_mm", "mm", 0, 25},
        {"hairline.recession_mm", "mm", 0, 60},
        {"hairline.wave_mm", "mm", 0, 8},
        {"hairline.wavelength_mm", "mm", 20, 40},
        {"hairline.jitter_mm", "mm", 0, 4},
        {"hairline.asymmetry_mm", "mm", 0, 8},
        {"hairline.sentinels", "", 0, 1},
        {"density.per_cm2", "per cm2", 0, 900},
        {"dot.diameter_mm", "mm", 0.05, 0.60},
        {"density.front", "x", 0, 2},
        {"density.mid_scalp", "x", 0, 2},
        {"density.crown", "x", 0, 2},
        {"density.temples", "x", 0, 2},
        {"density.sides", "x", 0, 2},
        {"density.nape", "x", 0, 2},
        {"dot.depth_mm", "mm", 0.1, 1.5},
        {"sessions.count", "", 1, 4},
        {"time.years", "years", 0, 15},
        {"skin.tone", "Monk", 1, 10},
        {"hair.loss_progress", "", 0, 1},
        {"hair.length_mm", "mm", 0, 3},
    };
    for (const Range& row : contract) {
        INFO(row.name);
        const auto id = find_parameter(row.name);
        REQUIRE(id);
        const Parameter& p = parameter(*id);
        CHECK(p.unit == row.unit);
        CHECK(p.min == row.min);
        CHECK(p.max == row.max);
        CHECK_NOTHROW(Design().with(*id, row.min));
        CHECK_NOTHROW(Design().with(*id, row.max));
        CHECK_THROWS_AS(Design().with(*id, row.min - 0.01), BadValue);
        CHECK_THROWS_AS(Design().with(*id, row.max + 0.01), BadValue);
    }
    CHECK(find_parameter("touchup.years"));
    CHECK(find_parameter("skin.oil"));
    CHECK_FALSE(find_parameter("skin.oi"));
    CHECK_FALSE(find_parameter(""));
}

TEST_CASE("every choice offers exactly the words of the contract") {
    const std::pair<const char*, const char*> contract[] = {
        {"hairline.style", "straight curved soft broken m-shape widows-peak receded rounded custom"},
        {"hair.loss",
         "none norwood-1 norwood-2 norwood-3 norwood-4 norwood-5 norwood-6 norwood-7 norwood-3-vertex norwood-2a norwood-3a "
         "norwood-4a norwood-5a ludwig-1 ludwig-2 ludwig-3 savin-1 savin-2 savin-3 savin-4 diffuse areata ophiasis totalis "
         "universalis traction frontal-fibrosing scarring telogen"},
        {"hairline.temple", "normal thin parallel reversed"},
        {"client.skin_type", "dry normal oily"},
        {"client.sun", "hat normal outdoor"},
        {"pigment.kind", "smp-carbon iron-oxide tattoo-ink"},
        {"dot.pattern", "blue-noise grid random"},
    };
    for (const auto& [name, text] : contract) {
        INFO(name);
        const auto id = find_parameter(name);
        REQUIRE(id);
        const auto& offered = parameter(*id).choices;
        const auto wanted = words(text);
        CHECK(std::vector<std::string>(offered.begin(), offered.end()) == wanted);
    }
}

TEST_CASE("the table is complete, in order and says where its figures come from") {
    REQUIRE(parameters().size() == std::size_t(kParameterCount));
    std::set<std::string_view> names;
    for (int i = 0; i < kParameterCount; ++i) {
        const Parameter& p = parameters()[std::size_t(i)];
        INFO(p.name);
        CHECK(int(p.id) == i);
        CHECK(names.insert(p.name).second);
        CHECK(p.label.size() > 1);
        CHECK(p.section.size() > 1);
        CHECK(p.help.size() > 40);
        CHECK(p.help.back() == '.');
        CHECK(p.source.size() > 10);
        CHECK(p.min < p.max);
        CHECK(p.step > 0);
        if (p.kind == ParameterKind::number || p.kind == ParameterKind::integer) {
            CHECK(p.default_number >= p.min);
            CHECK(p.default_number <= p.max);
        }
        if (p.kind == ParameterKind::choice) CHECK(std::count(p.choices.begin(), p.choices.end(), p.default_text) == 1);
        if (p.kind == ParameterKind::number_list) CHECK(p.max_count > 0);
    }
    // Sections follow each other in one piece: the panel makes one group of each.
    std::set<std::string_view> closed;
    std::string_view open;
    for (const Parameter& p : parameters()) {
        if (p.section == open) continue;
        INFO(p.section);
        CHECK(closed.insert(p.section).second);
        open = p.section;
    }
}
