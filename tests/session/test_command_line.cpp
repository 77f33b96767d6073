#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "assets/bust/bust.h"
#include "model/parameters.h"
#include "program.h"
#include "session/head/bust_measures.h"

using namespace stipple::tests;
using Json = nlohmann::json;
using namespace stipple;
namespace fs = std::filesystem;

namespace {

// Few sites keep the runs short; densities asked for stay below what they allow.
const std::vector<std::string> kSmall{"--pool", "200000", "--set", "density.per_cm2=100"};

Outcome run(std::vector<std::string> arguments, const std::vector<std::string>& more = {}) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return stipple::tests::stipple(arguments);
}

}  // namespace

TEST_CASE("help and version are answers, not errors") {
    for (const char* word : {"--help", "-h"}) {
        const Outcome help = run({word});
        CHECK(help.code == 0);
        CHECK(help.out.find("render") != std::string::npos);
        CHECK(help.err.empty());
    }
    const Outcome render = run({"render", "--help"});
    CHECK(render.code == 0);
    CHECK(render.out.find("hairline.height_mm") != std::string::npos);  // from the table of parameters
    CHECK(run({"--version"}).out.starts_with("stipple "));
}

TEST_CASE("wrong usage is one line and exit code 2") {
    check_error(run({"rendr"}), 2);
    check_error(run({"render"}), 2);
    check_error(run({"render", "--out", "x.png", "--view", "below"}), 2);
    check_error(run({"render", "--out", "x.png", "--size", "12"}), 2);
    check_error(run({"render", "--out", "x.png", "--size", "0x5"}), 2);
    check_error(run({"render", "--out", "x.png", "--size", "99999x5"}), 2);
    check_error(run({"render", "--out", "x.png", "--set", "hairline.height_mm"}), 2);
    check_error(run({"render", "--out", "x.png", "--set", "hairline.height_mm=9000"}), 2);
    check_error(run({"render", "--out", "x.png", "--set", "hairline.height_mm=tall"}), 2);
    check_error(run({"render", "--out", "x.png", "--set", "pigment.kind=paint"}), 2);
    check_error(run({"stats", "--nonsense"}), 2);
    check_error(run({"bench", "--dots", "0"}), 2);
    check_error(run({"bench", "--dots", "1000", "--path", "fast"}), 2);
    const Outcome near = run({"stats", "--set", "hairline.hight_mm=70"});
    check_error(near, 2);
    CHECK(near.err.find("hairline.height_mm") != std::string::npos);
}

TEST_CASE("a bad input file is named, with exit code 3") {
    const fs::path junk = fresh("junk.glb");
    std::ofstream(junk) << "this is no model";
    for (const std::string& file : {junk.string(), std::string("/nonexistent/head.glb")}) {
        for (const char* command : {"inspect", "stats"}) {
            std::vector<std::string> arguments{command};
            if (std::string(command) == "stats") arguments.emplace_back("--head");
            arguments.push_back(file);
            const Outcome outcome = run(arguments);
            check_error(outcome, 3);
            CHECK(outcome.err.find(file + ": ") != std::string::npos);
        }
    }
    const fs::path design = fresh("broken.stipple");
    std::ofstream(design)
        << "{\"format\": \"stipple design\", \"version\": 1, \"parameters\": {\"density.per_cm2\": \"lots\"}}";
    const Outcome outcome = run({"stats", "--design", design.string()});
    check_error(outcome, 3);
    CHECK(outcome.err.find(design.string() + ": ") != std::string::npos);
    std::ofstream(design) << R"({"format": "stipple design", "version": 1, "parameters": {"density.per_cm": 90}})";
    const Outcome told = run({"stats", "--design", design.string()}, kSmall);
    CHECK(told.code == 0);
    CHECK(told.err.starts_with("stipple: warning: " + design.string() + ": "));
    CHECK(told.err.find("did you mean \"density.per_cm2\"") != std::string::npos);
    CHECK(std::count(told.err.begin(), told.err.end(), '\n') == 1);
}

TEST_CASE("no usable device is exit code 4, a place that cannot be written 5, and nothing existing is lost") {
    check_error(run({"render", "--out", fresh("never.png").string(), "--device", "no-such-device"}, kSmall), 4);
    check_error(run({"render", "--out", "/nonexistent/folder/a.png"}, kSmall), 5);
    check_error(run({"render", "--out", STIPPLE_TEST_CACHE}, kSmall), 5);
    const fs::path kept = fresh("kept.png");
    std::ofstream(kept) << "precious";
    check_error(run({"render", "--out", kept.string(), "--device", "no-such-device"}, kSmall), 4);
    CHECK(bytes_of(kept) == "precious");
}

TEST_CASE("params lists every parameter that must exist, with its range") {
    const Outcome outcome = run({"params", "--json"});
    REQUIRE(outcome.code == 0);
    const Json all = Json::parse(outcome.out);
    REQUIRE(all.is_array());
    const auto find = [&](const std::string& id) {
        for (const Json& one : all) {
            if (one.at("id") == id) return one;
        }
        FAIL("no parameter " << id);
        return Json();
    };
    for (const Json& one : all) {
        for (const char* key : {"id", "unit", "min", "max", "default", "help"}) CHECK(one.contains(key));
        CHECK_FALSE(one.at("help").get<std::string>().empty());
    }
    const std::tuple<const char*, double, double> ranges[] = {
        {"hairline.height_mm", 45, 130}, {"hairline.softness_mm", 0, 25}, {"hairline.recession_mm", 0, 60},
        {"density.per_cm2", 0, 900},     {"dot.diameter_mm", 0.05, 0.60}, {"dot.depth_mm", 0.1, 1.5},
        {"sessions.count", 1, 4},        {"time.years", 0, 15},           {"skin.tone", 1, 10},
        {"hair.loss_progress", 0, 1},    {"hair.length_mm", 0, 3}};
    for (const auto& [id, low, high] : ranges) {
        CHECK(find(id).at("min") == low);
        CHECK(find(id).at("max") == high);
    }
    for (const char* id : {"hairline.style", "dot.pattern", "pigment.kind", "touchup.years", "client.skin_type",
                           "client.sun", "skin.oil", "hair.loss"}) {
        (void)find(id);
    }
    CHECK(find("dot.diameter_mm").at("default") == 0.22);
    CHECK(run({"params"}).out.find("hairline.height_mm") != std::string::npos);
}

TEST_CASE("stats prints every figure, and --set and --years change them") {
    const Outcome outcome = run({"stats", "--json"}, kSmall);
    REQUIRE(outcome.code == 0);
    const Json s = Json::parse(outcome.out);
    for (const char* key :
         {"dots_live", "dots_by_session", "area_cm2", "density_per_cm2", "coverage", "strength", "mean_diameter_mm",
          "mean_reflectance_ratio", "sessions", "hours", "price", "currency", "warnings", "hair_loss_area_cm2", "match"}) {
        INFO(key);
        CHECK(s.contains(key));
    }
    CHECK(s.at("dots_by_session").size() == 3);
    CHECK(s.at("hours").size() == 2);
    CHECK(s.at("dots_live").get<double>() > 10000);
    CHECK(s.at("strength").get<double>() == Approx(1).margin(0.02));
    const Json faded = Json::parse(run({"stats", "--json", "--years", "8", "--set", "sessions.count=2"}, kSmall).out);
    CHECK(faded.at("strength").get<double>() < 0.5);
    CHECK(faded.at("dots_live") == s.at("dots_live"));
    CHECK(faded.at("dots_by_session").size() == 2);
    bool due = false;
    for (const Json& warning : faded.at("warnings")) {
        for (const char* key : {"id", "text", "value", "limit", "source"}) CHECK(warning.contains(key));
        due |= warning.at("id") == "touch-up-due";
    }
    CHECK(due);
    CHECK(run({"stats"}, kSmall).out.find("Dots") != std::string::npos);
}

TEST_CASE("match proposes a design whose figures match") {
    const std::vector<std::string> client{"--pool", "600000", "--set", "hair.loss=norwood-6", "--set", "hair.color=white", "--set", "density.per_cm2=300"};
    const Outcome outcome = run({"match", "--json"}, client);
    REQUIRE(outcome.code == 0);
    const Json proposal = Json::parse(outcome.out);
    CHECK(proposal.at("closed") == true);
    CHECK(proposal.at("delta_e_before").get<double>() > 2);
    std::vector<std::string> changed = client;
    for (const Json& change : proposal.at("changes")) {
        changed.emplace_back("--set");
        changed.push_back(change.at("id").get<std::string>() + "=" + std::to_string(change.at("to").get<double>()));
    }
    const Json match = Json::parse(run({"stats", "--json"}, changed).out).at("match");
    CHECK(match.at("delta_e").get<double>() < 1);
    CHECK(match.at("delta_e").get<double>() == Approx(proposal.at("delta_e").get<double>()).margin(0.1));
    CHECK(match.at("reference") == "own-hair");
    CHECK(run({"match"}, {"--pool", "200000", "--set", "hair.loss=none"}).out == "Nothing is treated: there is no scalp to match.\n");
}

TEST_CASE("the built-in head goes through a file and is understood as what it was") {
    const fs::path file = fresh("bust.glb");
    const Outcome made = run({"head", "--out", file.string()});
    INFO(made.err);
    REQUIRE(made.code == 0);
    const Outcome outcome = run({"inspect", file.string(), "--json"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const Json found = Json::parse(outcome.out);
    for (const char* key : {"triangles", "mm_per_unit", "scale_assumed", "up", "forward", "landmarks", "scalp_area_cm2",
                            "measures_mm", "confidence", "problems"}) {
        INFO(key);
        CHECK(found.contains(key));
    }
    CHECK(found.at("mm_per_unit").get<double>() == Approx(1000).epsilon(0.05));
    CHECK(found.at("up").at(1).get<double>() > 0.99);
    CHECK(found.at("forward").at(2).get<double>() > 0.99);
    CHECK(found.at("landmarks").contains("glabella"));
    CHECK(found.at("scalp_area_cm2").get<double>() > 350);
    CHECK(found.at("scalp_area_cm2").get<double>() < 800);
}

TEST_CASE("a head by tape measure: what is asked for is what inspect measures") {
    const fs::path file = fresh("sized.glb"), again = fresh("sized_again.glb");
    const std::vector<std::string> asked{"--circumference", "580", "--length", "201", "--sagittal-arc", "344", "--bitragion-arc", "358",
                                         "--forehead-height", "70", "--ear-depth", "86", "--age", "60"};
    std::vector<std::string> command{"head", "--out", file.string()};
    command.insert(command.end(), asked.begin(), asked.end());
    const Outcome made = run(command);
    INFO(made.err);
    REQUIRE(made.code == 0);
    const Json measured = Json::parse(run({"inspect", file.string(), "--json"}).out).at("measures_mm");
    for (const auto& [name, mm] : {std::pair{"circumference", 580.0}, {"head_length", 201.0}, {"glabella_vertex_inion_arc", 344.0},
                                   {"bitragion_arc", 358.0}, {"forehead_height", 70.0}, {"ear_depth", 86.0}}) {
        INFO(name);
        CHECK(measured.at(name).get<double>() == Approx(mm).margin(1.5));
    }
    // As parameters of a design they say the same.
    REQUIRE(run({"head", "--out", again.string(), "--set", "head.circumference_mm=580", "--set", "head.length_mm=201", "--set",
                 "head.sagittal_arc_mm=344", "--set", "head.bitragion_arc_mm=358", "--set", "head.forehead_height_mm=70", "--set",
                 "head.ear_depth_mm=86", "--set", "head.age_years=60"})
                .code == 0);
    CHECK(bytes_of(again) == bytes_of(file));

    const Outcome refused = run({"head", "--out", fresh("none.glb").string(), "--length", "180", "--breadth", "140", "--circumference", "640"});
    CHECK(refused.code == 2);
    CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
    CHECK(refused.err.find("give circumference") != std::string::npos);
    const Outcome beyond = run({"head", "--out", fresh("none.glb").string(), "--circumference", "900"});
    CHECK(beyond.code == 2);
    CHECK(beyond.err.find("480 to 660 mm") != std::string::npos);
    CHECK(run({"stats", "--set", "head.length_mm=180", "--set", "head.breadth_mm=140", "--set", "head.circumference_mm=640"}).code == 2);
    // Ranges of the table are those of the bust, and its defaults the means.
    const Json parameters = Json::parse(run({"params", "--json"}).out);
    for (const auto& range : bust::measure_ranges()) {
        const std::string id(model::parameter(session::parameter_of(range.member)).name);
        const auto row = std::find_if(parameters.begin(), parameters.end(), [&](const Json& p) { return p.at("id") == id; });
        INFO(id);
        REQUIRE(row != parameters.end());
        CHECK(row->at("min") == range.low);
        CHECK(row->at("max") == range.high);
        if (const double mean = bust::mean_measures(bust::Sex::male).*range.member; mean > 0) CHECK(row->at("default") == mean);
    }
}

TEST_CASE("render writes a picture of the size asked for, and the same one twice") {
    const fs::path one = fresh("one.png"), two = fresh("two.png");
    const Outcome first =
        run({"render", "--out", one.string(), "--size", "200x160", "--view", "three-quarter", "--years", "2"}, kSmall);
    INFO(first.err);
    REQUIRE(first.code == 0);
    REQUIRE(
        run({"render", "--out", two.string(), "--size", "200x160", "--view", "three-quarter", "--years", "2"}, kSmall)
            .code == 0);
    const std::string bytes = bytes_of(one);
    REQUIRE(bytes.size() > 1000);
    CHECK(bytes.substr(1, 3) == "PNG");
    CHECK(big_endian(bytes, 16) == 200);
    CHECK(big_endian(bytes, 20) == 160);
    CHECK(bytes == bytes_of(two));
    const fs::path later = fresh("later.png");
    REQUIRE(
        run({"render", "--out", later.string(), "--size", "200x160", "--view", "three-quarter", "--years", "9"}, kSmall)
            .code == 0);
    CHECK(bytes != bytes_of(later));
}

TEST_CASE("a comparison is one picture of the size asked for, and wrong words are named") {
    const fs::path out = fresh("compare.png"), other = fresh("other.stipple");
    std::ofstream(other) << R"({"format": "stipple design", "version": 1, "parameters": {"density.per_cm2": 60}})";
    const auto size = [&] { return std::make_pair(big_endian(bytes_of(out), 16), big_endian(bytes_of(out), 20)); };
    for (const std::vector<std::string>& words : {std::vector<std::string>{"four", "before,healed,year-8,year-8+no-touch-up"}, {"wipe", "session-1,B"}, {"difference", "after,B+year-4"}}) {
        std::vector<std::string> arguments{"render", "--out", out.string(), "--size", "201x150", "--compare", words[0], "--panes", words[1]};
        if (words[1].find('B') != std::string::npos) arguments.insert(arguments.end(), {"--design-b", other.string()});
        const Outcome outcome = run(arguments, kSmall);
        INFO(words[1] << ": " << outcome.err);
        CHECK(outcome.code == 0);
        CHECK(size() == std::make_pair(201U, 150U));
    }
    const auto refused = [&](std::vector<std::string> more, const char* says) {
        more.insert(more.begin(), {"render", "--out", "x.png"});
        const Outcome outcome = run(more);
        check_error(outcome, 2);
        INFO(outcome.err);
        CHECK(outcome.err.find(says) != std::string::npos);
    };
    refused({"--compare", "tile"}, "wipe, side, four or difference");
    refused({"--compare", "four"}, "shows 4 pictures");
    refused({"--compare", "wipe", "--panes", "befor,after"}, "'befor'");
    refused({"--compare", "wipe", "--panes", "before,B"}, "--design-b");
    refused({"--compare", "wipe", "--design-b", other.string(), "--panes", "before,after"}, "name B");
    refused({"--compare", "wipe", "--divider", "2"}, "from 0 to 1");
    refused({"--compare", "side", "--divider", "0.2"}, "only --compare wipe");
    refused({"--panes", "before,after"}, "--compare");
    check_error(run({"bench", "--dots", "1000", "--panes", "3"}), 2);
    const std::string help = run({"render", "--help"}).out;
    for (const char* word : {"two by two", "session-N", "no-touch-up", "id=value"}) CHECK(help.find(word) != std::string::npos);
}

TEST_CASE("a sheet has a column for each value of its last axis") {
    const fs::path file = fresh("sheet.png");
    const Outcome outcome = run({"sheet", "--out", file.string(), "--size", "120x100", "--vary", "time.years=0.12;4;8",
                                 "--views", "front,left"},
                                kSmall);
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const std::string bytes = bytes_of(file);
    CHECK(big_endian(bytes, 16) == 2 * 120 + 3 * 8);
    CHECK(big_endian(bytes, 20) >= 3 * 100 + 4 * 8);
}

TEST_CASE("bench prints one object a line with every figure") {
    const Outcome outcome = run({"bench", "--json", "--dots", "20000,40000", "--frames", "3", "--size", "160x120"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    std::istringstream lines(outcome.out);
    std::string line;
    std::vector<Json> objects;
    while (std::getline(lines, line)) objects.push_back(Json::parse(line));
    REQUIRE(objects.size() == 2);
    for (const Json& o : objects) {
        for (const char* key :
             {"dots", "dots_live", "dots_drawn", "path", "view", "width", "height", "device", "frames", "frame_ms",
              "pass_ms", "edit_ms", "edits_ms", "edits_worst_ms", "live", "site_build_s", "rss_mb", "gpu_bytes_per_dot"}) {
            INFO(key);
            CHECK(o.contains(key));
        }
        CHECK(o.at("dots_live") == o.at("dots"));
        CHECK(o.at("frame_ms").at("median").get<double>() > 0);
        CHECK(o.at("frame_ms").at("p95").get<double>() >= o.at("frame_ms").at("median").get<double>());
    }
    CHECK(objects[0].at("dots") == 20000);
    CHECK(objects[1].at("dots") == 40000);
    for (const Json& o : objects) {
        CHECK(o.at("live") == "all");
        // One figure a kind of edit; the headline is that of the slowest slider.
        const Json& edits = o.at("edits_ms");
        for (const char* kind : {"density.per_cm2", "hairline.height_mm", "hairline.softness_mm", "hair.loss", "time.years"}) {
            INFO(kind);
            REQUIRE(edits.contains(kind));
            CHECK(edits.at(kind).get<double>() >= 0);
        }
        CHECK(o.at("edit_ms").at("median").get<double>() >= edits.at("density.per_cm2").get<double>());
        CHECK(edits.at("density.per_cm2").get<double>() > edits.at("time.years").get<double>());
    }
}

TEST_CASE("bench with the design's own dots live has those of stats, in the whole pool") {
    const Outcome outcome = run({"bench", "--dots", "60000", "--live", "design", "--frames", "2", "--size", "160x120"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const Json bench = Json::parse(outcome.out);
    CHECK(bench.at("live") == "design");
    CHECK(bench.at("dots") == 60000);
    const Outcome stats = run({"stats", "--json", "--pool", "60000", "--size", "160x120"});
    INFO(stats.err);
    REQUIRE(stats.code == 0);
    CHECK(bench.at("dots_live") == Json::parse(stats.out).at("dots_live"));
    CHECK(bench.at("dots_drawn").get<int>() > 0);
    CHECK(bench.at("dots_drawn").get<int>() < bench.at("dots_live").get<int>());  // the back of the head is not seen
    check_error(run({"bench", "--dots", "60000", "--live", "some"}), 2);
}

TEST_CASE("a portrait is what render always made; other distances, mirror and rulers are asked for, and wrong words are named") {
    const fs::path plain = fresh("from-nowhere.png"), other = fresh("from-there.png");
    const auto bytes = [](const fs::path& out, std::vector<std::string> more) {
        more.insert(more.begin(), {"render", "--out", out.string(), "--size", "120x100"});
        const Outcome outcome = run(more, kSmall);
        INFO(outcome.err);
        REQUIRE(outcome.code == 0);
        return bytes_of(out);
    };
    const std::string usual = bytes(plain, {});
    CHECK(bytes(other, {"--distance", "portrait", "--mirrored", "no"}) == usual);
    CHECK(bytes(other, {"--distance", "mirror", "--life-size", "--screen-mm-per-pixel", "0.9", "--ruler", "--grey-card"}) != usual);
    const auto refused = [](std::vector<std::string> more, const char* says) {
        more.insert(more.begin(), {"render", "--out", "x.png"});
        const Outcome outcome = run(more);
        check_error(outcome, 2);
        CHECK(outcome.err.find(says) != std::string::npos);
    };
    refused({"--distance", "far"}, "portrait, mirror, conversation, room or loupe");
    refused({"--mirrored", "maybe"}, "yes or no");
    refused({"--life-size"}, "--screen-mm-per-pixel");
    refused({"--life-size", "--screen-mm-per-pixel", "40"}, "0.02 to 2");
    refused({"--screen-mm-per-pixel", "0.25"}, "--life-size");
    refused({"--compare", "side", "--panes", "before,light.kind=evening", "--grey-card"}, "lit differently");
}
