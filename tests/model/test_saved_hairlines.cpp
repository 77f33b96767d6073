#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "model/design_file.h"
#include "model/saved_hairlines.h"

using namespace stipple::model;

namespace {

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("stipple_hairlines_" + std::to_string(std::rand()));
    ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("a hairline kept under a name comes back as it was, and brings nothing but the line") {
    const Folder folder;
    CHECK(saved_hairlines(folder.path).empty());
    std::vector<double> moved(42, 0.0);
    moved[20] = 3.5;
    const Design mine = Design()
                            .with(ParameterId::hairline_style, std::string("custom"))
                            .with(ParameterId::hairline_custom_mm, moved)
                            .with(ParameterId::hairline_height_mm, 64.0)
                            .with(ParameterId::hairline_temple, std::string("parallel"))
                            .with(ParameterId::hairline_edge_size, 0.7)
                            .with(ParameterId::hairline_nape_mm, 48.0)
                            .with(ParameterId::skin_tone, 9.0);
    std::filesystem::create_directories(folder.path);
    std::ofstream(folder.path / "no name's.stipple") << "{}";  // what nobody here could have kept is not listed
    save_hairline(folder.path, "Soft 2", mine);
    save_hairline(folder.path, "\xC3\x84rzte", Design());
    CHECK(saved_hairlines(folder.path) == std::vector<std::string>{"Soft 2", "\xC3\x84rzte"});

    const Design client = Design().with(ParameterId::density_per_cm2, 200.0).with(ParameterId::hair_loss, std::string("norwood-4"));
    const Design begun = with_hairline(client, load_hairline(folder.path, "Soft 2"));
    CHECK(begun.list(ParameterId::hairline_custom_mm) == moved);
    CHECK(begun.number(ParameterId::hairline_height_mm) == 64);
    CHECK(begun.choice(ParameterId::hairline_temple) == "parallel");
    CHECK(begun.number(ParameterId::hairline_edge_size) == 0.7);
    CHECK(begun.number(ParameterId::hairline_nape_mm) == 48);
    CHECK(begun.number(ParameterId::density_per_cm2) == 200);
    CHECK(begun.choice(ParameterId::hair_loss) == "norwood-4");
    CHECK(begun.number(ParameterId::skin_tone) == Design().number(ParameterId::skin_tone));
    CHECK(with_hairline(begun, mine) == begun);

    save_hairline(folder.path, "Soft 2", Design());
    CHECK(with_hairline(client, load_hairline(folder.path, "Soft 2")) == client);
}

TEST_CASE("a hairline removed is gone, and nothing else") {
    const Folder folder;
    for (const char* name : {"One", "Two"}) save_hairline(folder.path, name, Design());
    std::ofstream(folder.path / "notes.txt") << "x";
    remove_hairline(folder.path, "One");
    CHECK(saved_hairlines(folder.path) == std::vector<std::string>{"Two"});
    CHECK(std::filesystem::exists(folder.path / "notes.txt"));
    CHECK_NOTHROW(remove_hairline(folder.path, "One"));  // somebody else was quicker
    CHECK_THROWS_AS(remove_hairline(folder.path, "../Two"), CannotWrite);
    // A folder of that name that holds something is not taken along.
    std::filesystem::create_directories(folder.path / "Full.stipple");
    std::ofstream(folder.path / "Full.stipple" / "inside") << "x";
    CHECK_THROWS_AS(remove_hairline(folder.path, "Full"), CannotWrite);
    CHECK(std::filesystem::exists(folder.path / "Full.stipple" / "inside"));
}

TEST_CASE("what is no hairline is refused in words") {
    const Folder folder;
    for (const char* name : {"", " a", "a ", "../a", "a/b", "a.b", "12345678901234567890123456789012345678901"}) {
        INFO(name);
        CHECK_FALSE(is_hairline_name(name));
        CHECK_THROWS_AS(load_hairline(folder.path, name), BadDesignFile);
    }
    CHECK_THROWS_AS(load_hairline(folder.path, "not there"), BadDesignFile);
    std::filesystem::create_directories(folder.path);
    std::ofstream(folder.path / "broken.stipple") << "{\"format\": 3";
    CHECK_THROWS_AS(load_hairline(folder.path, "broken"), BadDesignFile);
    std::ofstream(folder.path / "file") << "x";
    CHECK_THROWS_AS(save_hairline(folder.path / "file", "a", Design()), CannotWrite);
}
