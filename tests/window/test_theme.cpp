#include <catch2/catch.hpp>

#include "ui/format.h"
#include "ui_harness.h"

using namespace stipple;

TEST_CASE("contrast follows WCAG: known pairs", "[theme]") {
    CHECK(ui::contrast(IM_COL32(0, 0, 0, 255), IM_COL32(255, 255, 255, 255)) == Approx(21.0));
    // WebAIM's contrast checker: #777777 on white 4.48, #FF0000 on white 4.00, #0000FF on white 8.59.
    CHECK(ui::contrast(IM_COL32(0x77, 0x77, 0x77, 255), IM_COL32_WHITE) == Approx(4.48).margin(0.005));
    CHECK(ui::contrast(IM_COL32(255, 0, 0, 255), IM_COL32_WHITE) == Approx(4.00).margin(0.005));
    CHECK(ui::contrast(IM_COL32_WHITE, IM_COL32(0, 0, 255, 255)) == Approx(8.59).margin(0.005));
}

TEST_CASE("every text colour stands out from every surface it is written on", "[theme]") {
    using namespace ui::color;
    for (const ImU32 ink : {text, quiet, accent, problem})
        for (const ImU32 surface : {bar, panel, raised}) CHECK(ui::contrast(ink, surface) >= 4.5);
    for (const ImU32 surface : {hovered, pressed}) CHECK(ui::contrast(text, surface) >= 4.5);
    CHECK(ui::contrast(on_accent, accent) >= 4.5);
}

TEST_CASE("greys are neutral, so that they do not tint the eye beside skin", "[theme]") {
    using namespace ui::color;
    for (const ImU32 grey : {bar, panel, raised, hovered, pressed, line, track}) {
        CHECK((grey & 255U) == (grey >> 8 & 255U));
        CHECK((grey & 255U) == (grey >> 16 & 255U));
    }
}

TEST_CASE("figures are tabular and sizes follow the display scale", "[theme]") {
    for (const float scale : {1.0F, 1.5F, 2.0F}) {
        const test::Desk desk(1280 * scale, 720 * scale, scale);
        CHECK(desk.theme.typeface != "built-in");
        CHECK(desk.theme.note.empty());
        for (const ImFont* font : {desk.theme.body, desk.theme.small, desk.theme.strong}) {
            const float width = font->GetCharAdvance('0');
            for (ImWchar digit = '1'; digit <= '9'; ++digit) CHECK(font->GetCharAdvance(digit) == width);
            CHECK(font->FindGlyphNoFallback(0x00B2) != nullptr);  // superscript two, of cm2
            CHECK(font->FindGlyphNoFallback(0x2013) != nullptr);
            CHECK(font->FindGlyphNoFallback(0x2026) != nullptr);
        }
        CHECK(desk.theme.body->FontSize == std::round(15 * scale));
    }
}

TEST_CASE("numbers are written as a client reads them", "[format]") {
    const auto value = [](const char* name, double v) {
        return ui::value_text(model::parameter(*model::find_parameter(name)), v);
    };
    CHECK(value("hairline.height_mm", 75) == "75 mm");
    CHECK(value("hairline.height_mm", 75.25) == "75.25 mm");  // given on the command line: never rounded away
    CHECK(value("dot.diameter_mm", 0.22) == "0.22 mm");
    CHECK(value("density.per_cm2", 280) == "280 per cm\xC2\xB2");
    CHECK(value("dot.size_variation", 0.12) == "12 %");
    CHECK(value("skin.tone", 3) == "3.0 \xC2\xB7 Fitzpatrick I-II");
    CHECK(value("skin.tone", 5.4) == "5.4 \xC2\xB7 Fitzpatrick III-IV");
    CHECK(value("skin.tone", 7.25) == "7.25 \xC2\xB7 Fitzpatrick V-VI");
    CHECK(value("scan.known_length_mm", 0) == "not measured");
    CHECK(value("scan.known_length_mm", 145) == "145.0 mm");
    CHECK(ui::count_text(7) == "7");
    CHECK(ui::count_text(1000) == "1,000");
    CHECK(ui::count_text(1234567) == "1,234,567");
    CHECK(ui::years_text(0) == "Day 0");
    CHECK(ui::years_text(0.12) == "6 weeks");
    CHECK(ui::years_text(0.75) == "9 months");
    CHECK(ui::years_text(4) == "4.0 years");
    CHECK(ui::choice_text("widows-peak") == "Widow\xE2\x80\x99s peak");
    CHECK(ui::choice_text("norwood-3-vertex") == "Norwood 3 vertex");
}
