// Pictures by the real program against pictures that were looked at and kept in this folder. A picture that differs leaves
// what was drawn and where it differs (in red) in the build folder; whoever meant the change looks at both and copies the new
// picture over the old by hand.
#include <catch2/catch.hpp>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <stb/stb_image.h>
#include <stb/stb_image_write.h>

namespace {

namespace fs = std::filesystem;

struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
};

Picture read_png(const fs::path& file) {
    Picture picture;
    int channels = 0;
    std::uint8_t* bytes = stbi_load(file.c_str(), &picture.width, &picture.height, &channels, 3);
    if (!bytes) return picture;
    picture.rgb.assign(bytes, bytes + std::size_t(picture.width) * std::size_t(picture.height) * 3);
    stbi_image_free(bytes);
    return picture;
}

// Processors differ in the last bit of a float, which moves single bytes by a step or two and a dot's edge by a few more.
constexpr int kStep = 6;               // of 255: a byte that differs by more counts as different
constexpr double kShareAllowed = 0.002;  // of the pixels
constexpr double kMeanAllowed = 0.15;  // of 255, over all bytes

void compare(const std::string& name, const std::string& arguments) {
    const fs::path out = STIPPLE_GOLDEN_OUT;
    fs::create_directories(out);
    const fs::path drawn = out / (name + ".png"), kept = fs::path(STIPPLE_SOURCE_DIR) / "tests/golden" / (name + ".png");
    const std::string command = std::string(STIPPLE_PROGRAM) + " render " + arguments + " --size 640x400 --out '" + drawn.string() + "'";
    INFO(command);
    REQUIRE(std::system(command.c_str()) == 0);
    const Picture now = read_png(drawn), golden = read_png(kept);
    REQUIRE(now.width == 640);
    INFO("drawn: " << drawn << ", kept: " << kept);
    REQUIRE(!golden.rgb.empty());
    REQUIRE(golden.rgb.size() == now.rgb.size());
    std::size_t different = 0;
    double sum = 0;
    std::vector<std::uint8_t> red = now.rgb;
    for (std::size_t i = 0; i < now.rgb.size(); i += 3) {
        int worst = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            const int d = std::abs(int(now.rgb[i + c]) - int(golden.rgb[i + c]));
            worst = std::max(worst, d);
            sum += d;
        }
        if (worst <= kStep) continue;
        ++different;
        red[i] = 255, red[i + 1] = red[i + 2] = 0;
    }
    const double share = double(different) / double(now.rgb.size() / 3), mean = sum / double(now.rgb.size());
    if (share > kShareAllowed || mean > kMeanAllowed)
        stbi_write_png((out / (name + ".diff.png")).c_str(), now.width, now.height, 3, red.data(), now.width * 3);
    CHECK(share <= kShareAllowed);
    CHECK(mean <= kMeanAllowed);
}

}  // namespace

TEST_CASE("built-in head, front", "[golden]") { compare("front", "--view front"); }
TEST_CASE("built-in head, three-quarter", "[golden]") { compare("three-quarter", "--view three-quarter"); }
TEST_CASE("built-in head, profile", "[golden]") { compare("left", "--view left"); }
TEST_CASE("built-in head, macro", "[golden]") { compare("macro", "--view macro"); }
TEST_CASE("built-in head, dark skin, faded eight years", "[golden]") {
    compare("dark-faded", "--view three-quarter --set skin.tone=8.5 --set time.years=8");
}
TEST_CASE("built-in head, strip and punch scars on bare skin", "[golden]") {
    compare("scars", "--view back --set density.per_cm2=0 --set marks.fut_length_mm=250 --set marks.fut_width_mm=6 --set marks.fue_per_cm2=20");
}
TEST_CASE("built-in head, bad work: large deep dots in a grid", "[golden]") {
    compare("bad-work", "--view three-quarter --set dot.diameter_mm=0.5 --set dot.depth_mm=1.2 --set dot.pattern=grid "
                        "--set hairline.style=straight --set hairline.softness_mm=0");
}
TEST_CASE("built-in head, four panes", "[golden]") {
    compare("compare", "--compare four --panes before,after,hairline.style=m-shape,hairline.height_mm=85+density.per_cm2=250 --view three-quarter");
}
TEST_CASE("built-in head, where work differs from bare skin", "[golden]") { compare("difference", "--compare difference --panes before,after --view three-quarter"); }
