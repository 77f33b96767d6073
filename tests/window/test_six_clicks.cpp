// The landmark tool on a scan in which no head is found: six clicks of a hand in the real window, and a known length.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "real_window.h"

using namespace stipple;
using test::Place;

namespace {

namespace fs = std::filesystem;

constexpr double kFrom = 0.06, kStretch = 3;  // metres above the ear canals, and how much longer everything is there

std::string at(double x, double y) { return std::to_string(int(x)) + " " + std::to_string(int(y)); }
std::string middle(const Place& place) { return at(place.x + place.width / 2, place.y + place.height / 2); }

nlohmann::json read_json(const fs::path& file) {
    std::ifstream in(file);
    return nlohmann::json::parse(in);
}

void replace(std::string& bytes, const std::string& from, const std::string& to) {
    const std::size_t place = bytes.find(from);
    if (place == std::string::npos || from.size() != to.size()) throw std::runtime_error("no " + from);
    bytes.replace(place, from.size(), to);
}

// The built-in head under a tall crown, with nothing of its construction in the file; `landmarks` become the true ones,
// in metres.
fs::path crowned_head(std::map<std::string, std::array<double, 3>>& landmarks) {
    const fs::path folder = STIPPLE_PICTURES, file = folder / "crowned.glb";
    fs::create_directories(folder);
    if (std::system((std::string(STIPPLE_PROGRAM) + " head --out " + file.string()).c_str()) != 0)
        throw std::runtime_error("no head was written");
    std::ifstream in(file, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    in.close();
    std::uint32_t json_size = 0;
    std::memcpy(&json_size, &bytes[12], 4);
    const auto json = nlohmann::json::parse(bytes.substr(20, json_size));
    for (const auto& [name, p] : json["asset"]["extras"]["landmarks_mm"].items())
        landmarks[name] = {p[0].get<double>() / 1000, p[1].get<double>() / 1000, p[2].get<double>() / 1000};
    replace(bytes, "landmarks_mm", "nothing_here");
    replace(bytes, "stipple built-in head", "a scanner of the time");
    const auto& positions =
        json["accessors"][json["meshes"][0]["primitives"][0]["attributes"]["POSITION"].get<std::size_t>()];
    const std::size_t first =
        20 + json_size + 8 +
        json["bufferViews"][positions["bufferView"].get<std::size_t>()]["byteOffset"].get<std::size_t>();
    for (std::size_t i = 0; i < positions["count"].get<std::size_t>(); ++i) {
        float y = 0;
        std::memcpy(&y, &bytes[first + 12 * i + 4], 4);
        if (double(y) > kFrom) y = float(kFrom + (double(y) - kFrom) * kStretch);
        std::memcpy(&bytes[first + 12 * i + 4], &y, 4);
    }
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

// Where on the screen something lies, told from what is seen: the top and the bottom of the scan are known heights.
class Seen {
  public:
    Seen(const test::Pixels& pixels, const Place& viewport, double top, double bottom, double apex)
        : y_of_top_(top), apex_(apex) {
        const auto left = int(viewport.x) + 2, upper = int(viewport.y) + 2;
        const std::uint8_t* background = pixels.at(left, upper);
        double first = -1, last = -1, sum = 0, count = 0;
        for (int y = upper; y < int(viewport.y + viewport.height) - 2; ++y)
            for (int x = left; x < int(viewport.x + viewport.width) - 2; ++x) {
                int different = 0;
                for (int c = 0; c < 3; ++c)
                    different = std::max(different, std::abs(int(pixels.at(x, y)[c]) - int(background[c])));
                if (different < 12) continue;
                if (first < 0) first = y;
                last = y;
                if (double(y) < first + 3) sum += x, ++count;
            }
        if (!(last > first + 100)) throw std::runtime_error("nothing to click on");
        top_ = first;
        middle_ = sum / count;
        pixels_per_metre_ = (last - first) / (top - bottom);
    }
    // `sideways` of the picture, from the same origin as the apex's.
    [[nodiscard]] std::string place(double sideways, double height) const {
        return at(middle_ + (sideways - apex_) * pixels_per_metre_, top_ + (y_of_top_ - height) * pixels_per_metre_);
    }

  private:
    double y_of_top_, apex_, top_ = 0, middle_ = 0, pixels_per_metre_ = 0;
};

}  // namespace

TEST_CASE("six clicks make a head of a scan in which none is found, a known length sizes it, and undo takes both back",
          "[window]") {
    std::map<std::string, std::array<double, 3>> truth;
    const fs::path file = crowned_head(truth), design = fs::path(STIPPLE_PICTURES) / "six-clicks.stipple";
    fs::remove(design);
    const test::Display display(960, 720, 96);
    const fs::path before = fs::current_path();
    fs::current_path(STIPPLE_PICTURES);  // so that a name is all there is to type
    test::Program program(display, {file.string()}, {{"STIPPLE_SITES", "60000"}});
    fs::current_path(before);
    (void)program.wait_for("landmarks on");  // it opens by itself
    program.wait_still();
    display.xdotool("mousemove 950 710");
    const Place viewport = program.place("viewport");
    const double top = kFrom + (truth.at("vertex")[1] - kFrom) * kStretch, bottom = -0.1914;
    const double apex = truth.at("vertex")[2];
    const auto click = [&](const std::string& where, const std::string& answer) {
        program.mark();
        display.xdotool("mousemove " + where + " sleep 0.2 mousedown 1 sleep 0.2 mouseup 1");
        (void)program.wait_for(answer, true);
        program.wait_still();
    };
    const auto seen = [&](const char* name, double its_apex) {
        return Seen(display.picture(name), viewport, top, bottom, its_apex);
    };

    // Three marks, each in the view that the tool turns to; a left profile looks left.
    click(seen("six-clicks-front", 0).place(truth.at("glabella")[0], truth.at("glabella")[1]), "mark 1");
    click(seen("six-clicks-left", -apex).place(-truth.at("tragion_left")[2], truth.at("tragion_left")[1]), "mark 2");
    click(seen("six-clicks-right", apex).place(truth.at("tragion_right")[2], truth.at("tragion_right")[1]), "mark 3");
    // With them it stands upright, and the others are shown where they usually lie.
    (void)program.wait_for("head ");
    program.wait_still();
    click(middle(program.place("on-head=outer_canthus_left")), "mark 4");
    click(middle(program.place("on-head=outer_canthus_right")), "mark 5");
    // A click taken back is asked for again.
    program.mark();
    display.xdotool("key ctrl+z");
    (void)program.wait_for("mark 4", true);
    program.wait_still();
    click(middle(program.place("on-head=outer_canthus_right")), "mark 5");
    click(middle(program.place("on-head=inion")), "mark -1");
    (void)display.picture("six-clicks-set");
    program.mark();
    display.xdotool("key Return");
    (void)program.wait_for("surface ", true);
    (void)program.wait_for("picture ", true);
    program.wait_still();
    (void)display.picture("six-clicks-done");
    CHECK(program.number("undo") == 1);
    CHECK(program.number("dots") > 20000);

    // Ear to ear, told with the slider.
    const Place slider = program.place("scan.known_length_mm");
    program.mark();
    display.xdotool("mousemove " + at(slider.x + slider.width * 155 / 900, slider.y + slider.height / 2) +
                    " sleep 0.2 mousedown 1 sleep 0.3 mouseup 1");
    (void)program.wait_for("surface ", true);
    (void)program.wait_for("picture ", true);
    program.wait_still();
    program.mark();
    display.xdotool("key ctrl+s");
    (void)program.wait_for("place path ");
    display.xdotool("key ctrl+a sleep 0.2 type --delay 60 " + design.filename().string());
    display.xdotool("sleep 0.3 key Return");
    test::wait_for_file(design);
    const nlohmann::json saved = read_json(design);
    REQUIRE(saved["head"]["marks"].size() == 6);
    for (const auto& [name, mark] : saved["head"]["marks"].items()) {
        double square = 0;
        for (std::size_t k = 0; k < 3; ++k) square += std::pow(mark[k].get<double>() - truth.at(name)[k], 2);
        INFO(name);
        CHECK(std::sqrt(square) * 1000 < 15);
    }
    const double told = saved["head"]["parameters"]["scan.known_length_mm"];
    CHECK(told == Approx(155).margin(4));
    // The program without a window takes both from the design.
    const fs::path inspected = fs::path(STIPPLE_PICTURES) / "six-clicks.json";
    REQUIRE(std::system((std::string(STIPPLE_PROGRAM) + " inspect " + file.string() + " --design " + design.string() +
                         " --json > " + inspected.string())
                            .c_str()) == 0);
    const nlohmann::json head = read_json(inspected);
    CHECK(head["confidence"].get<double>() > 0);
    double square = 0;
    for (std::size_t k = 0; k < 3; ++k)
        square += std::pow(
            head["landmarks"]["tragion_left"][k].get<double>() - head["landmarks"]["tragion_right"][k].get<double>(),
            2);
    CHECK(std::sqrt(square) * head["mm_per_unit"].get<double>() == Approx(told).margin(0.01));

    // Two steps back are the length and the marks: the scan without a head.
    program.mark();
    display.xdotool("key ctrl+z sleep 0.2 key ctrl+z");
    (void)program.wait_for("landmarks on", true);
    program.wait_still();
    CHECK(program.number("dots") == 0);
    display.xdotool("key ctrl+q sleep 0.5 key ctrl+q");
    CHECK(program.wait_for_end() == 0);
    for (const std::string& line : program.lines()) CHECK_FALSE(line.starts_with("validation: "));
}
