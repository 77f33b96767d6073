// turntable, curves and sheets that vary lists: what they write, and what they refuse.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "program.h"

using namespace stipple::tests;
namespace fs = std::filesystem;

namespace {

// Few sites keep the runs short.
const std::vector<std::string> kSmall{"--pool", "200000", "--set", "density.per_cm2=100", "--size", "160x120"};

Outcome run(std::vector<std::string> arguments, const std::vector<std::string>& more = {}) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return stipple::tests::stipple(arguments);
}

std::string picture(const std::vector<std::string>& settings) {
    const fs::path file = fresh("film-frame.png");
    std::vector<std::string> line{"render", "--out", file.string()};
    line.insert(line.end(), settings.begin(), settings.end());
    const Outcome outcome = run(line, kSmall);
    REQUIRE(outcome.code == 0);
    return bytes_of(file);
}

class OtherPath {
  public:
    explicit OtherPath(const fs::path& folder) : path_(std::getenv("PATH") ? std::getenv("PATH") : "") { setenv("PATH", folder.c_str(), 1); }
    ~OtherPath() { setenv("PATH", path_.c_str(), 1); }

  private:
    std::string path_;
};

}  // namespace

TEST_CASE("a turn begins with the view asked for and goes round") {
    const fs::path folder = fresh("turn");
    REQUIRE(run({"turntable", "--out", folder.string(), "--frames", "3", "--view", "left"}, kSmall).code == 0);
    CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 3);
    const std::string first = bytes_of(folder / "0001.png");
    CHECK(first == picture({"--view", "left"}));
    CHECK(big_endian(first, 16) == 160);
    CHECK(first != bytes_of(folder / "0002.png"));
    CHECK(bytes_of(folder / "0002.png") != bytes_of(folder / "0003.png"));
    fs::remove_all(folder);
}

TEST_CASE("a film along a number shows its first value, its last, and what lies evenly between") {
    const fs::path folder = fresh("years");
    REQUIRE(run({"turntable", "--out", folder.string(), "--frames", "3", "--vary", "time.years=0.5;...;8.5"}, kSmall).code == 0);
    CHECK(bytes_of(folder / "0001.png") == picture({"--set", "time.years=0.5"}));
    CHECK(bytes_of(folder / "0002.png") == picture({"--set", "time.years=4.5"}));
    CHECK(bytes_of(folder / "0003.png") == picture({"--set", "time.years=8.5"}));
    fs::remove_all(folder);
}

TEST_CASE("a film is MP4, and what was there before stays when none can be made") {
    const fs::path film = fresh("turn.mp4");
    std::ofstream(film) << "the client's";
    const std::vector<std::string> line{"turntable", "--out", film.string(), "--frames", "2"};
    {
        const OtherPath no_encoder("/nowhere");
        const Outcome refused = run(line, kSmall);
        check_error(refused, 5);
        CHECK(refused.err.find("ffmpeg") != std::string::npos);
        CHECK(bytes_of(film) == "the client's");
    }
    {
        // One that goes away before it has read a picture, which no pipe holds whole.
        const fs::path folder = fresh("bad-encoder"), encoder = folder / "ffmpeg";
        fs::create_directories(folder);
        std::ofstream(encoder) << "#!/bin/sh\necho no such codec >&2\nexit 1\n";
        fs::permissions(encoder, fs::perms::owner_all);
        const OtherPath gives_up(folder);
        const Outcome refused = run(line, kSmall);
        check_error(refused, 5);
        CHECK(refused.err.find("no such codec") != std::string::npos);
        CHECK(bytes_of(film) == "the client's");
        fs::remove_all(folder);
    }
    const Outcome made = run(line, kSmall);
    CAPTURE(made.err);
    REQUIRE(made.code == 0);
    CHECK(bytes_of(film).substr(4, 4) == "ftyp");  // ISO 14496-12
    for (const auto& entry : fs::directory_iterator(film.parent_path()))
        if (entry.path() != film) CHECK_FALSE(entry.path().filename().string().starts_with(film.filename().string()));  // nothing stray
    fs::remove(film);
    check_error(run({"turntable", "--out", "/proc/turn.mp4", "--frames", "2"}, kSmall), 5);
}

TEST_CASE("films, curves and sheets refuse what they cannot show in one line") {
    check_error(run({"turntable", "--out", "x", "--vary", "touchup.years=4;8"}), 2);
    check_error(run({"turntable", "--out", "x", "--vary", "time.years=0;8", "--vary", "skin.tone=1;9"}), 2);
    for (const char* along : {"dot.pattern=grid;random", "head.length_mm=180;210", "head.sex=male;female"}) {
        const Outcome refused = run({"turntable", "--out", "x", "--vary", along});
        check_error(refused, 2);
        CHECK(refused.err.find("one head and one pool of sites") != std::string::npos);
    }
    check_error(run({"turntable", "--out", "x", "--frames", "0"}), 2);
    check_error(run({"turntable", "--out", "x", "--fps", "500"}), 2);
    check_error(run({"sheet", "--out", "x.png", "--vary", "time.years=0;...;8"}), 2);
    check_error(run({"curves"}), 2);
    check_error(run({"curves", "--out", "x.svg", "--of", "price"}), 2);
    check_error(run({"curves", "--out", "x.svg", "--days", "1000"}), 2);
}

TEST_CASE("a sheet varies touch-ups") {
    const fs::path file = fresh("touchups.png");
    REQUIRE(run({"sheet", "--out", file.string(), "--vary", "touchup.years=;4;4,8", "--years", "0.12,8"}, kSmall).code == 0);
    const std::string sheet = bytes_of(file);
    CHECK(big_endian(sheet, 16) > 2 * 160);  // years make the columns, touch-ups the rows
    CHECK(big_endian(sheet, 16) < 3 * 160);
    CHECK(big_endian(sheet, 20) > 3 * 120);
    fs::remove(file);
}

TEST_CASE("curves hold the published and the derived figures") {
    const Outcome outcome = run({"curves", "--json", "--vary", "time.course=slow;typical;fast"});
    REQUIRE(outcome.code == 0);
    const nlohmann::json all = nlohmann::json::parse(outcome.out);
    const auto years = all["years"].get<std::vector<double>>();
    const auto strength = [&](std::size_t line, double at) {
        const auto values = all["lines"][line]["values"].get<std::vector<double>>();
        for (std::size_t i = 0; i + 1 < years.size(); ++i)
            if (at <= years[i + 1]) return values[i] + (values[i + 1] - values[i]) * (at - years[i]) / (years[i + 1] - years[i]);
        return values.back();
    };
    REQUIRE(all["lines"].size() == 3);
    // A half-life of 6 years: .71, .63 and .40 (touch-up intervals of clinics).
    CHECK(strength(1, 3) == Approx(0.71).margin(0.005));
    CHECK(strength(1, 4) == Approx(0.63).margin(0.005));
    CHECK(strength(1, 8) == Approx(0.40).margin(0.005));
    for (const double at : {2.0, 5.0, 12.0}) {
        CHECK(strength(0, at) > strength(1, at) + 0.02);
        CHECK(strength(1, at) > strength(2, at) + 0.02);
    }

    const fs::path file = fresh("curves.svg");
    REQUIRE(run({"curves", "--out", file.string(), "--of", "redness", "--days", "7"}).code == 0);
    const std::string chart = bytes_of(file);
    CHECK(chart.starts_with("<svg"));
    CHECK(chart.find("<polyline") != std::string::npos);
    fs::remove(file);
    const Outcome sources = run({"curves", "--sources"});
    CHECK(sources.out.find("| assumed | Dot to dot |") != std::string::npos);
    // The page in the documents is this very table.
    CHECK(bytes_of(fs::path(STIPPLE_SOURCE_DIR) / "docs/fade-model.md").find(sources.out) != std::string::npos);
}
