// Strokes of a brush: as a part of designs, in history, and in files.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "model/design_file.h"
#include "model/history.h"

using namespace stipple::model;
using enum ParameterId;

namespace {

Stroke random_stroke(std::mt19937& random) {
    Stroke stroke;
    stroke.brush = Brush(random() % kBrushNames.size());
    stroke.size_mm = 1.0F + float(random() % 5900) / 100.0F;
    stroke.strength = float(random() % 1001) / 1000.0F;
    stroke.mirrored = random() % 2;
    for (std::uint32_t count = 1 + random() % 40; count > 0; --count)
        stroke.dabs.push_back({std::uint16_t(random()), std::uint16_t(random()), std::uint8_t(random())});
    return stroke;
}

Painting random_painting(std::uint32_t seed, int strokes) {
    std::mt19937 random(seed);
    Painting painting;
    for (int i = 0; i < strokes; ++i) painting = painting.with(random_stroke(random));
    return painting;
}

// The text of a design with this "painting".
std::string with_painting(const std::string& painting) {
    return R"({"format": "stipple design", "version": 1, "parameters": {}, "painting": )" + painting + "}";
}
std::string with_stroke(const std::string& stroke) { return with_painting(R"({"strokes": [)" + stroke + "]}"); }

std::string refusal(const std::string& text) {
    try {
        (void)design_from_text(text, "client.stipple");
    } catch (const BadDesignFile& bad) {
        return bad.what();
    }
    return "not refused";
}

}  // namespace

TEST_CASE("strokes come back from a file as they were painted") {
    for (std::uint32_t seed = 1; seed <= 30; ++seed) {
        DesignDocument document;
        document.design = Design().with(density_per_cm2, 200.0).with_painting(random_painting(seed, int(seed % 7)));
        const std::string text = design_to_text(document);
        CAPTURE(seed, text);
        CHECK(design_from_text(text, "a") == document);
        CHECK(design_to_text(design_from_text(text, "a")) == text);
    }
    CHECK_FALSE(nlohmann::json::parse(design_to_text({})).contains("painting"));
}

TEST_CASE("a file shows strokes to somebody else's eyes, in few bytes") {
    Stroke stroke{Brush::thin, 7.3F, 0.4F, true, {{1, 65535, 255}, {32768, 20000, 0}}, {}};
    DesignDocument document;
    document.design = Design().with_painting(Painting().with(stroke));
    const auto root = nlohmann::json::parse(design_to_text(document));
    CHECK(root["painting"] == nlohmann::json::parse(R"({"strokes": [{"brush": "thin", "size_mm": 7.3, "strength": 0.4,
        "mirrored": true, "dabs": [1, 65535, 255, 32768, 20000, 0]}]})"));
    // As much as may be painted fits into what may be read.
    std::vector<Stroke> strokes(kMostStrokes);
    for (Stroke& each : strokes) each = stroke, each.dabs.assign(kMostDabs / kMostStrokes, {65535, 65535, 255});
    document.design = Design().with_painting(Painting(strokes));
    const std::string text = design_to_text(document);
    CHECK(text.size() < (4U << 20U));
    CHECK(design_from_text(text, "a") == document);
}

TEST_CASE("of strokes, too, what a later program wrote is kept") {
    const std::string stroke = R"({"brush": "scar", "size_mm": 3, "strength": 1, "dabs": [9, 8, 7], "texture": {"grain": 2}})";
    DesignDocument document = design_from_text(with_painting(R"({"layers": [1, 2], "strokes": [)" + stroke + "]}"), "a");
    CHECK_FALSE(document.design.painting().strokes()[0]->mirrored);
    const std::string note = unknown_note(document);
    CHECK(note.find("\"layers\"") != std::string::npos);
    CHECK(note.find("\"texture\"") != std::string::npos);
    // Another stroke before it moves nothing.
    std::vector<Stroke> strokes{Stroke{Brush::add, 5, 1, false, {{1, 2, 3}}, {}}, *document.design.painting().strokes()[0]};
    document.design = document.design.with_painting(Painting(strokes)).with(density_per_cm2, 300.0);
    const auto root = nlohmann::json::parse(design_to_text(document));
    CHECK(root["painting"]["layers"] == nlohmann::json({1, 2}));
    CHECK(root["painting"]["strokes"][1]["texture"] == nlohmann::json::parse(R"({"grain": 2})"));
    CHECK_FALSE(root["painting"]["strokes"][0].contains("texture"));
    CHECK(design_from_text(design_to_text(document), "b") == document);
}

TEST_CASE("strokes nobody can have painted are refused with file, place and remedy") {
    const auto refused = [](const std::string& text, const char* place, const char* remedy) {
        const std::string what = refusal(text);
        INFO(what);
        CHECK(what.rfind("client.stipple: ", 0) == 0);
        CHECK(what.find(place) != std::string::npos);
        CHECK(what.find(remedy) != std::string::npos);
        CHECK(what.size() < 400);
    };
    const auto stroke = [](const char* brush, const char* size, const char* strength, const char* dabs) {
        return std::string(R"({"brush": )") + brush + R"(, "size_mm": )" + size + R"(, "strength": )" + strength + R"(, "dabs": )" + dabs + "}";
    };
    const std::string good = stroke("\"add\"", "12", "0.5", "[1, 2, 3]");
    CHECK(refusal(with_stroke(good)) == "not refused");
    refused(with_painting("[]"), "\"painting\" is no object", "restore a copy");
    refused(with_painting(R"({"strokes": 7})"), "\"strokes\" is no list", "restore a copy");
    refused(with_stroke("3"), "stroke 1: is no object", "restore a copy");
    refused(with_stroke(good + "," + stroke("\"glitter\"", "12", "0.5", "[1, 2, 3]")), "stroke 2: there is no brush \"glitter\"", "add, thin, erase");
    refused(with_stroke(stroke("\"glitter\\n\\u0001\"", "12", "0.5", "[1, 2, 3]")), "stroke 1", "update the program");
    refused(with_stroke(stroke("4", "12", "0.5", "[1, 2, 3]")), "\"brush\" is missing or no word", "restore a copy");
    for (const char* size : {"0.5", "61", "-3", "1e300", "\"big\"", "null"})
        refused(with_stroke(stroke("\"add\"", size, "0.5", "[1, 2, 3]")), "stroke 1: \"size_mm\" is no number from 1.0 to 60.0", "restore a copy");
    for (const char* strength : {"1.01", "-0.1", "[]"})
        refused(with_stroke(stroke("\"add\"", "12", strength, "[1, 2, 3]")), "\"strength\" is no number from 0.0 to 1.0", "restore a copy");
    for (const char* dabs : {"[]", "[1, 2]", "[1, 2, 3, 4]", "7", "{\"u\": 1}"})
        refused(with_stroke(stroke("\"add\"", "12", "0.5", dabs)), "stroke 1: \"dabs\" is no list of", "restore a copy");
    for (const char* dab : {"65536, 0, 0", "0, -1, 0", "0, 0, 256", "0.5, 0, 0", "0, \"1\", 0", "18446744073709551615, 0, 0", "-9223372036854775808, 0, 0", "true, 0, 0"})
        refused(with_stroke(stroke("\"add\"", "12", "0.5", (std::string("[1, 2, 3, ") + dab + "]").c_str())), "stroke 1: dab 2 is not", "restore a copy");
    std::string many = "[1,2,3";
    for (std::size_t i = 0; i < kMostDabs / 2; ++i) many += ",1,2,3";
    many += "]";
    refused(with_stroke(stroke("\"add\"", "12", "0.5", many.c_str()) + "," + stroke("\"add\"", "12", "0.5", many.c_str())), "dabs up to stroke 2",
            "saved by this program");
    std::string strokes = good;
    for (std::size_t i = 0; i < kMostStrokes; ++i) strokes += "," + good;
    refused(with_stroke(strokes), "more than 2000 strokes", "saved by this program");
}

TEST_CASE("paintings are equal when their strokes hold the same") {
    const Painting a = random_painting(5, 6), again = random_painting(5, 6);
    CHECK(a == again);
    CHECK(a.strokes()[0] != again.strokes()[0]);  // not the very same
    CHECK(Design().with_painting(a) == Design().with_painting(again));
    Stroke last = *a.strokes().back();
    ++last.dabs.back().pressure;
    CHECK(a.with_last(last) != a);
    CHECK(a.with_last(last).strokes().front() == a.strokes().front());  // shared
    CHECK(a.with_last(*again.strokes().back()) == a);
    CHECK(a.with(last) != a);
    CHECK(a.with(last).dabs() == a.dabs() + last.dabs.size());
}

TEST_CASE("a stroke is one step of history, however many dabs it has") {
    History history;
    std::mt19937 random(7);
    std::vector<Design> after{history.current()};
    for (int i = 0; i < 12; ++i) {
        Stroke stroke = random_stroke(random);
        const Painting before = history.current().painting();
        const std::vector<Dab> dabs = stroke.dabs;
        for (std::size_t k = 1; k <= dabs.size(); ++k) {
            stroke.dabs.assign(dabs.begin(), dabs.begin() + std::ptrdiff_t(k));
            history.replace(history.current().with_painting(k == 1 ? before.with(stroke) : history.current().painting().with_last(stroke)), std::uint64_t(i) + 1);
        }
        history.end_gesture();
        after.push_back(history.current());
    }
    for (std::size_t i = after.size(); i-- > 0;) {
        CHECK(history.current() == after[i]);
        history.undo();
    }
    CHECK_FALSE(history.can_undo());
    for (std::size_t i = 0; i < after.size(); ++i) {
        CHECK(history.current() == after[i]);
        history.redo();
    }
    CHECK(history.current().painting().strokes().size() == 12);
}
