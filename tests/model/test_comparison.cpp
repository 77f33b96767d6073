#include <catch2/catch.hpp>
#include <string>

#include "model/comparison.h"

using namespace stipple::model;
using Catch::Matchers::Contains;

namespace {

PaneDesign shown(std::string_view words, const Design& design = {}, const Design* other = nullptr) { return applied(parse_pane(words), design, other); }
std::string label(std::string_view words, const Design& design = {}, const Design* other = nullptr) {
    return pane_label(parse_pane(words), shown(words, design, other));
}

}  // namespace

TEST_CASE("every word of the table is read, and changes what it says and nothing else") {
    const Design design = Design().with(ParameterId::touchup_years, std::vector<double>{5}).with(ParameterId::density_per_cm2, 170.0);
    const auto only = [&](std::string_view words, ParameterId id, const Value& value) {
        INFO(words);
        const PaneDesign pane = shown(words, design);
        CHECK(pane.treated);
        CHECK(pane.design == design.with(id, value));
    };
    CHECK(shown("after", design) == PaneDesign{design, true});
    CHECK(shown("A", design) == PaneDesign{design, true});
    CHECK(shown("before", design) == PaneDesign{design, false});
    only("session-1", ParameterId::sessions_shown, 1.0);
    only("session-4", ParameterId::sessions_shown, 4.0);
    only("fresh", ParameterId::time_years, 0.0);
    only("healed", ParameterId::time_years, 0.12);
    only("year-8", ParameterId::time_years, 8.0);
    only("year-0.5", ParameterId::time_years, 0.5);
    only("no-touch-up", ParameterId::touchup_years, std::vector<double>{});
    only("touch-up-4", ParameterId::touchup_years, std::vector<double>{4});
    only("touch-up-8+touch-up-4", ParameterId::touchup_years, std::vector<double>{4, 8});
    for (const char* course : {"slow", "typical", "fast"}) only(course, ParameterId::time_course, std::string(course));
    only("density.per_cm2=250", ParameterId::density_per_cm2, 250.0);

    const PaneDesign joined = shown("before+year-8+no-touch-up+hair.loss=norwood-3", design);
    CHECK_FALSE(joined.treated);
    CHECK(joined.design.number(ParameterId::time_years) == 8);
    CHECK(joined.design.list(ParameterId::touchup_years).empty());
    CHECK(joined.design.choice(ParameterId::hair_loss) == "norwood-3");
    // The table has no word that is not read.
    for (const PaneWord& word : pane_words()) {
        if (word.aspect == PaneAspect::value) continue;
        INFO(word.word);
        CHECK_NOTHROW(parse_pane(std::string(word.word) + (word.number.empty() ? "" : "3")));
    }
}

TEST_CASE("a word that is none, or says too much, is named with the remedy") {
    CHECK_THROWS_WITH(parse_pane("aftr"), Contains("'aftr'") && Contains("choose of before, after"));
    CHECK_THROWS_WITH(parse_pane(""), Contains("choose of"));
    CHECK_THROWS_WITH(parse_pane("before+"), Contains("choose of"));
    CHECK_THROWS_WITH(parse_pane("session-5"), Contains("'session-5'") && Contains("session-N") && Contains("1 to 4"));
    CHECK_THROWS_WITH(parse_pane("session-"), Contains("session-N"));
    CHECK_THROWS_WITH(parse_pane("year-99"), Contains("year-T") && Contains("0 to 15"));
    CHECK_THROWS_WITH(parse_pane("year-soon"), Contains("year-T"));
    CHECK_THROWS_WITH(parse_pane("fresh+healed"), Contains("'healed'") && Contains("leave one"));
    CHECK_THROWS_WITH(parse_pane("touch-up-4+no-touch-up"), Contains("leave one"));
    CHECK_THROWS_WITH(parse_pane("touch-up-4+touch-up-4"), Contains("touchup.years"));
    CHECK_THROWS_WITH(parse_pane("density.percm2=20"), Contains("did you mean density.per_cm2"));
    CHECK_THROWS_WITH(parse_pane("density.per_cm2=9000"), Contains("density.per_cm2"));
    // All panes show one head and its sites.
    CHECK_THROWS_WITH(parse_pane("head.sex=female"), Contains("one head"));
    CHECK_THROWS_WITH(parse_pane("dot.pattern=grid"), Contains("one head"));
    CHECK_THROWS_WITH(parse_pane("scan.known_length_mm=120"), Contains("one head"));
    CHECK_NOTHROW(parse_pane("scan.surface=skin-model"));
    CHECK_THROWS_WITH(shown("B"), Contains("--design-b"));
}

TEST_CASE("design B takes the head, the scan's decisions and the pattern of dots from the design it is compared with") {
    const Design a = Design().with(ParameterId::head_sex, std::string("female")).with(ParameterId::dot_pattern, std::string("grid"));
    const Design b = Design().with(ParameterId::density_per_cm2, 250.0).with(ParameterId::head_age_years, 70.0);
    const PaneDesign pane = shown("B+year-4", a, &b);
    CHECK(pane.design.choice(ParameterId::head_sex) == "female");
    CHECK(pane.design.value(ParameterId::head_age_years) == a.value(ParameterId::head_age_years));
    CHECK(pane.design.choice(ParameterId::dot_pattern) == "grid");
    CHECK(pane.design.number(ParameterId::density_per_cm2) == 250);
    CHECK(pane.design.number(ParameterId::time_years) == 4);
}

TEST_CASE("labels say what is seen, also where fewer sessions are planned than were asked for") {
    const Design design = Design().with(ParameterId::sessions_count, 3.0);
    CHECK(label("before") == "Before");
    CHECK(label("after") == "After");
    CHECK(label("after+year-1") == "1 year");
    CHECK(label("before+year-8") == "Before, 8 years");
    CHECK(label("healed") == "Healed");
    CHECK(label("year-8+no-touch-up") == "8 years, no touch-up");
    CHECK(label("year-0.5+fast") == "0.5 years, fast course");
    CHECK(label("touch-up-4+touch-up-8") == "Touch-up at 4 years, touch-up at 8 years");
    CHECK(label("session-1", design) == "After session 1 of 3");
    CHECK(label("session-4", design) == "After all 3 sessions");
    CHECK(label("A") == "Design A");
    const Design b;
    CHECK(label("B+fresh", design, &b) == "Design B, fresh");
    CHECK(label("density.per_cm2=250") == "Density 250 per cm2");
}

TEST_CASE("what is said about one aspect can be exchanged without touching the others") {
    CHECK(words_about("before+year-8+touch-up-2+touch-up-4", PaneAspect::touchups) == "touch-up-2+touch-up-4");
    CHECK(words_about("before+year-8", PaneAspect::course).empty());
    CHECK(with_words_about("before+year-8+fast", PaneAspect::time, "fresh") == "before+fresh+fast");
    CHECK(with_words_about("year-8", PaneAspect::design, "B") == "B+year-8");
    CHECK(with_words_about("year-8", PaneAspect::time, "") == "after");
    CHECK(with_words_about("before+year-8", PaneAspect::design, "after") == "year-8");
    CHECK(with_words_about("skin.oil=0.5+year-8", PaneAspect::sessions, "session-2") == "session-2+year-8+skin.oil=0.5");
}

TEST_CASE("layouts are found by their words") {
    for (const LayoutWord& word : kCompareLayouts) {
        CHECK(find_layout(word.word) == word.layout);
        CHECK(&layout_word(word.layout) == &word);
    }
    CHECK_FALSE(find_layout("grid"));
}
