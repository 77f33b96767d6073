#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "model/design_file.h"

using namespace stipple::model;
using enum ParameterId;
namespace fs = std::filesystem;

namespace {

struct Folder {
    Folder() {
        std::string name = (fs::temp_directory_path() / "stipple-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()));
        path = name;
    }
    ~Folder() { fs::remove_all(path); }
    fs::path path;
};

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}
void put(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
std::size_t files_in(const fs::path& folder) {
    return std::size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}
std::string with_parameters(const std::string& parameters) {
    return R"({"format": "stipple design", "version": 1, "parameters": )" + parameters + "}";
}

}  // namespace

TEST_CASE("a design saved and loaded is the same design") {
    const Folder folder;
    const fs::path file = folder.path / "client.stipple";
    DesignDocument document;
    document.design = Design()
                          .with(dot_diameter_mm, 0.1 + 0.2)
                          .with(touchup_years, std::vector<double>{4, 8.5})
                          .with(hairline_style, std::string("rounded"))
                          .with(skin_oil, 0.6);
    save_design(file, document);
    CHECK(load_design(file) == document);
    CHECK(files_in(folder.path) == 1);

    // Read by somebody else's eyes: plain JSON with every parameter under its name.
    const auto root = nlohmann::json::parse(text_of(file));
    CHECK(root["version"] == 1);
    CHECK(root["parameters"].size() == std::size_t(std::count_if(parameters().begin(), parameters().end(), [](const Parameter& p) { return !p.of_scan; })));
    CHECK_FALSE(root.contains("head"));  // nothing was decided about a scan
    CHECK(root["parameters"]["touchup.years"] == nlohmann::json({4.0, 8.5}));
    CHECK(root["parameters"]["hairline.style"] == "rounded");
    CHECK(root["parameters"]["dot.diameter_mm"] == 0.1 + 0.2);
}

TEST_CASE("missing parameters take their defaults; automatic stays automatic") {
    const DesignDocument document = design_from_text(with_parameters(R"({"density.per_cm2": 200})"), "a.stipple");
    CHECK(document.design == Design().with(density_per_cm2, 200.0));
    CHECK(design_from_text(design_to_text(document), "b").design.is_automatic(skin_oil));
}

TEST_CASE("keys of a later time are kept, wherever they stand") {
    const std::string text = R"({"format": "stipple design", "version": 1, "client": {"name": "Zoë", "notes": [1, null, "x"]},
        "parameters": {"density.per_cm2": 200, "scar.width_mm": 2.5}})";
    DesignDocument document = design_from_text(text, "a.stipple");
    document.design = document.design.with(density_per_cm2, 250.0);
    const auto root = nlohmann::json::parse(design_to_text(document));
    CHECK(root["client"] == nlohmann::json::parse(R"({"name": "Zoë", "notes": [1, null, "x"]})"));
    CHECK(root["parameters"]["scar.width_mm"] == 2.5);
    CHECK(root["parameters"]["density.per_cm2"] == 250);
    CHECK(design_from_text(design_to_text(document), "b") == document);
}

TEST_CASE("keys that are not known are told by name, a misspelt one with what it may have meant") {
    const auto note = [](const std::string& text) { return unknown_note(design_from_text(text, "a.stipple")); };
    using Catch::Contains;
    CHECK(note(with_parameters(R"({"density.per_cm2": 200})")).empty());
    CHECK(note(design_to_text({Design().with(scan_known_length_mm, 148.0), ""})).empty());
    const std::string typo = note(with_parameters(R"({"hairline.hight_mm": 70, "scar.width_mm": 2.5})"));
    CHECK_THAT(typo, Contains(R"("hairline.hight_mm" (did you mean "hairline.height_mm"?))") && Contains(R"("scar.width_mm":)"));
    CHECK_THAT(note(with_parameters(R"({"scan.repair": "keep"})")), Contains(R"("scan.repair" (belongs under "head"))"));
    const std::string places = note(R"({"format": "stipple design", "version": 1, "client": {"name": "Zoë"}, "parameters": {},
        "head": {"marks": {"glabela": [1, 2, 3]}, "mole": 1, "parameters": {"density.per_cm2": 2}}})");
    for (const char* name : {"\"client\"", "\"glabela\"", "\"mole\"", "\"density.per_cm2\" (stands under \"head\""}) CHECK_THAT(places, Contains(name));
    std::string many = "{";
    for (int i = 0; i < 40; ++i) many += (i > 0 ? ", \"" : "\"") + std::string(400, 'x') + "\\n" + std::to_string(i) + "\": 1";
    const std::string short_note = note(with_parameters(many + "}"));
    CHECK(short_note.size() < 600);
    CHECK_THAT(short_note, Contains("and 35 more") && !Contains("\n"));
}

TEST_CASE("a file that is no design is refused by name, with the place and a remedy") {
    using Catch::Contains;
    const auto refused = [](const std::string& text, const char* place) {
        INFO(text.substr(0, 80));
        try {
            (void)design_from_text(text, "client.stipple");
            FAIL("was accepted");
        } catch (const BadDesignFile& bad) {
            CHECK_THAT(bad.what(), Contains("client.stipple: ") && Contains(place) && Contains(";"));
            CHECK_THAT(bad.what(), !Contains("\n"));
        }
    };
    refused("", "line 1");
    refused("{\n  \"format\": ,\n}", "line 2, column 13");
    refused("[]", "format");
    refused("{}", "format");
    refused(R"({"format": "stipple design", "parameters": {}})", "version");
    refused(R"({"format": "stipple design", "version": 2, "parameters": {}})", "newer");
    refused(R"({"format": "stipple design", "version": "1", "parameters": {}})", "version");
    refused(R"({"format": "stipple design", "version": 1.5, "parameters": {}})", "version");
    refused(R"({"format": "stipple design", "version": 1, "parameters": 3})", "parameters");
    refused(std::string(100000, '['), "line 1");
    refused(std::string(1000, '[') + std::string(1000, ']'), "deeper");
    refused("{\"format\": \"\xff\"}", "line 1");
    const auto bad_value = [](const std::string& parameters, const char* name) {
        INFO(parameters);
        CHECK_THROWS_WITH(design_from_text(with_parameters(parameters), "client.stipple"),
                          Contains("client.stipple: ") && Contains(name));
    };
    bad_value(R"({"density.per_cm2": 901})", "density.per_cm2");
    bad_value(R"({"density.per_cm2": "901"})", "density.per_cm2");
    bad_value(R"({"density.per_cm2": null})", "density.per_cm2");
    bad_value(R"({"density.per_cm2": 1e999})", "number");
    bad_value(R"({"sessions.count": 1.5})", "sessions.count");
    bad_value(R"({"touchup.years": [4, "8"]})", "touchup.years");
    bad_value(R"({"hairline.style": "wavy"})", "hairline.style");
}

TEST_CASE("what cannot be read is refused") {
    const Folder folder;
    CHECK_THROWS_AS(load_design(folder.path / "absent.stipple"), BadDesignFile);
    CHECK_THROWS_AS(load_design(folder.path), BadDesignFile);
    put(folder.path / "large.stipple", std::string(5U << 20U, ' '));
    CHECK_THROWS_WITH(load_design(folder.path / "large.stipple"), Catch::Contains("larger than any design"));
}

TEST_CASE("saving loses nothing on any error, follows links and keeps permissions") {
    const Folder folder;
    const fs::path file = folder.path / "client.stipple";
    put(file, "before");

    SECTION("a folder in the way") {
        CHECK_THROWS_AS(save_design(folder.path, {}), CannotWrite);
        CHECK_THROWS_WITH(save_design(folder.path / "no" / "where.stipple", {}), Catch::Contains("folder does not exist"));
        CHECK_THROWS_AS(save_design(file / "below.stipple", {}), CannotWrite);
        CHECK(text_of(file) == "before");
        CHECK(files_in(folder.path) == 1);
    }
    SECTION("a full disk") {
        if (fs::exists("/dev/full")) CHECK_THROWS_AS(save_design("/dev/full", {}), CannotWrite);
    }
    SECTION("a link keeps pointing where it did") {
        fs::create_symlink("client.stipple", folder.path / "link.stipple");
        save_design(folder.path / "link.stipple", {});
        CHECK(fs::is_symlink(folder.path / "link.stipple"));
        CHECK(load_design(file).design == Design());
    }
    SECTION("permissions stay") {
        REQUIRE(::chmod(file.c_str(), 0640) == 0);
        save_design(file, {});
        CHECK((fs::status(file).permissions() & fs::perms::mask) == fs::perms(0640));
    }
    SECTION("a read-only file is not replaced") {
        if (::geteuid() != 0) {  // root may write everywhere
            REQUIRE(::chmod(file.c_str(), 0440) == 0);
            CHECK_THROWS_AS(save_design(file, {}), CannotWrite);
            CHECK(text_of(file) == "before");
        }
    }
}
