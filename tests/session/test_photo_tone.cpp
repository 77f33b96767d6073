// The tone of skin in a photo: made here from colours of skin under light of a known colour, so what must come out is known.
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "export/png.h"
#include "program.h"
#include "scalp/bad_file.h"
#include "session/skin/photo_tone.h"
#include "session/skin/skin_color.h"

using namespace stipple;
using namespace stipple::tests;
namespace fs = std::filesystem;

namespace {

std::uint8_t encoded(double linear) {
    const double v = std::clamp(linear, 0.0, 1.0);
    return std::uint8_t(std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055)));
}

// 240 x 160 pixels: skin with dark hairs over a fifth of it, a grey card on the right, all in light of this colour.
fs::path photo(const std::string& name, const glm::dvec3& skin, const glm::dvec3& light) {
    renderer::Image image;
    image.width = 240;
    image.height = 160;
    image.rgba.resize(std::size_t(4) * 240 * 160);
    for (std::uint32_t y = 0; y < 160; ++y)
        for (std::uint32_t x = 0; x < 240; ++x) {
            const glm::dvec3 color = light * (x > 190 ? glm::dvec3(0.18) : (x + 2 * y) % 5 == 0 ? glm::dvec3(0.02) : skin);
            for (std::uint32_t c = 0; c < 3; ++c) image.rgba[4 * (std::size_t(y) * 240 + x) + c] = encoded(color[int(c)]);
            image.rgba[4 * (std::size_t(y) * 240 + x) + 3] = 255;
        }
    const fs::path file = fresh(name);
    exporting::write_png(image, file);
    return file;
}

glm::dvec3 skin_of(double tone) { return glm::dvec3(session::with_gloss(glm::vec3(session::skin_albedo(session::skin_mixture(tone))))); }

}  // namespace

TEST_CASE("skin in a photo has the tone it was made with, and a grey card divides the light out") {
    for (const double tone : {1.5, 4.2, 8.7}) {
        const fs::path white = photo("white.png", skin_of(tone), glm::dvec3(1));
        const session::PhotoTone found = session::tone_of_photo(white);
        CHECK(found.tone == Approx(tone).margin(0.15));
        CHECK(found.delta_e < 0.7);  // 8 bits a colour
        CHECK_FALSE(found.balanced);
        CHECK(found.uncertain.size() == 1);
        fs::remove(white);

        const fs::path warm = photo("warm.png", skin_of(tone), {0.9, 0.62, 0.40});
        CHECK(std::abs(session::tone_of_photo(warm).tone - tone) + session::tone_of_photo(warm).delta_e > 3);
        const session::PhotoTone balanced = session::tone_of_photo(warm, glm::ivec2(60, 40), glm::ivec2(215, 80));
        CHECK(balanced.tone == Approx(tone).margin(0.25));
        CHECK(balanced.balanced);
        CHECK(balanced.at == glm::ivec2(60, 40));
        fs::remove(warm);
    }
    const fs::path green = photo("green.png", {0.05, 0.5, 0.1}, glm::dvec3(1));
    CHECK(session::tone_of_photo(green).delta_e > 10);
    CHECK(session::tone_of_photo(green).uncertain.size() == 2);
    fs::remove(green);
}

TEST_CASE("the program tells the tone of a photo, and what is wrong with one") {
    const fs::path file = photo("told.png", skin_of(6), glm::dvec3(1));
    const Outcome told = stipple::tests::stipple({"tone", file.string(), "--at", "50,50", "--json"});
    REQUIRE(told.code == 0);
    const auto json = nlohmann::json::parse(told.out);
    CHECK(json["tone"].get<double>() == Approx(6).margin(0.15));
    CHECK(json["fitzpatrick"] == "III-IV");
    CHECK(json["lab"][0].get<double>() == Approx(53).margin(0.6));
    CHECK(json["at"] == nlohmann::json({50, 50}));
    CHECK(json["balanced"] == false);
    CHECK_FALSE(json["uncertain"].empty());
    const Outcome text = stipple::tests::stipple({"tone", file.string(), "--grey", "215,80"});
    CHECK(text.code == 0);
    CHECK(text.out.find("Fitzpatrick III-IV") != std::string::npos);

    check_error(stipple::tests::stipple({"tone"}), 2);
    check_error(stipple::tests::stipple({"tone", file.string(), "--at", "50"}), 2);
    check_error(stipple::tests::stipple({"tone", file.string(), "--at", "50,-3"}), 2);
    check_error(stipple::tests::stipple({"tone", file.string(), "--at", "240,80"}), 3);   // outside
    check_error(stipple::tests::stipple({"tone", file.string(), "--grey", "215,160"}), 3);
    check_error(stipple::tests::stipple({"tone", fresh("none.png").string()}), 3);
    check_error(stipple::tests::stipple({"tone", fs::temp_directory_path().string()}), 3);
    const std::string whole = bytes_of(file);
    for (const std::string& bytes : {std::string(), std::string("no picture"), whole.substr(0, whole.size() / 2), whole.substr(0, 30)}) {
        const fs::path bad = fresh("bad.png");
        std::ofstream(bad, std::ios::binary) << bytes;
        check_error(stipple::tests::stipple({"tone", bad.string()}), 3);
        fs::remove(bad);
    }
    fs::remove(file);
    const fs::path dark = photo("dark.png", skin_of(6), glm::dvec3(0.01));  // the card is black
    check_error(stipple::tests::stipple({"tone", dark.string(), "--grey", "215,80"}), 3);
    fs::remove(dark);
}
