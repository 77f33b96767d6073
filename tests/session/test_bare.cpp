// Models on which no scalp is found: shown bare, and said to be.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "program.h"

using namespace stipple::tests;
namespace fs = std::filesystem;

namespace {

Outcome run(const std::vector<std::string>& arguments) { return ::stipple::tests::stipple(arguments); }

// A cigar of 64 x 24 faces along y, 260 x 120 x 160: nothing that could be taken for a head.
fs::path model_without_scalp() {
    const fs::path file = fresh("cigar.obj");
    std::ofstream out(file);
    constexpr int kAround = 64, kAlong = 24;
    for (int j = 0; j <= kAlong; ++j)
        for (int i = 0; i < kAround; ++i) {
            const double turn = 2 * M_PI * i / kAround, rise = M_PI * j / kAlong;
            out << "v " << 60 * std::sin(rise) * std::cos(turn) << ' ' << -130 * std::cos(rise) << ' ' << 80 * std::sin(rise) * std::sin(turn) << "\n";
        }
    for (int j = 0; j < kAlong; ++j)
        for (int i = 0; i < kAround; ++i) {
            const int a = j * kAround + i + 1, b = j * kAround + (i + 1) % kAround + 1;
            out << "f " << a << ' ' << a + kAround << ' ' << b + kAround << ' ' << b << "\n";
        }
    return file;
}

void check_bare(const Outcome& outcome, const std::string& file) {
    INFO(outcome.err);
    CHECK(outcome.code == 0);
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    CHECK(outcome.err.starts_with("stipple: warning: " + file + ": No scalp found: shown bare, without dots"));
    CHECK(outcome.err.find("--marks") != std::string::npos);
    CHECK(outcome.err.find(" window") != std::string::npos);
}

}  // namespace

TEST_CASE("a model without a scalp is shown bare and said to be, and has no figures") {
    const std::string file = model_without_scalp().string();
    const fs::path one = fresh("bare.png"), two = fresh("bare_dense.png"), sheet = fresh("bare_sheet.png"), whole = fresh("whole_sheet.png");
    check_bare(run({"render", "--head", file, "--out", one.string(), "--size", "90x120", "--set", "density.per_cm2=0"}), file);
    check_bare(run({"render", "--head", file, "--out", two.string(), "--size", "90x120", "--set", "density.per_cm2=800"}), file);
    CHECK(bytes_of(one) == bytes_of(two));
    CHECK(bytes_of(one).size() > 2000);  // more than an even ground
    check_bare(run({"sheet", "--head", file, "--out", sheet.string(), "--size", "160x120", "--views", "front,left,back,top"}), file);
    // As large as that of a head, and below it a line that says what is missing.
    REQUIRE(run({"sheet", "--out", whole.string(), "--size", "160x120", "--views", "front,left,back,top", "--pool", "20000"}).code == 0);
    CHECK(big_endian(bytes_of(sheet), 16) == big_endian(bytes_of(whole), 16));
    if (big_endian(bytes_of(whole), 20) > 120 + 2 * 8) CHECK(big_endian(bytes_of(sheet), 20) > big_endian(bytes_of(whole), 20) + 10);  // where there is a font

    const Outcome found = run({"inspect", file});
    CHECK(found.code == 0);
    CHECK(found.out.find("Confidence 0,") != std::string::npos);
    CHECK(found.out.find("Problem: No ") != std::string::npos);
    check_error(run({"stats", "--head", file}), 3);
    check_error(run({"bench", "--head", file, "--dots", "1000"}), 3);
    // Marks that fit no head are not passed over.
    const fs::path marks = fresh("nonsense_marks.json");
    std::ofstream(marks) << R"({"glabella":[0,0,0],"tragion_left":[1,0,0],"tragion_right":[-1,0.3,0],"outer_canthus_left":[0.1,-3,0],)"
                            R"("outer_canthus_right":[0,2,0],"inion":[0,0,3]})";
    check_error(run({"render", "--head", file, "--marks", marks.string(), "--out", fresh("never.png").string()}), 3);
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("heads of stone and of a tomograph are shown from all sides, with or without a scalp") {
    for (const auto& [name, bare] : {std::pair{"nefertiti_bust", true}, {"ct_head_isosurface", true}, {"demosthenes_photogrammetry", false}}) {
        const std::string head = (fs::path(STIPPLE_TEST_DATA) / "heads" / (std::string(name) + ".glb")).string();
        const fs::path out = fresh("every_head.png");
        const Outcome outcome = run({"sheet", "--head", head, "--out", out.string(), "--size", "60x70", "--views", "front,left,back,top", "--pool", "20000"});
        INFO(head << ": " << outcome.err);
        CHECK(outcome.code == 0);
        CHECK(big_endian(bytes_of(out), 16) == 4 * 60 + 5 * 8);
        if (bare) check_bare(outcome, head);
        else CHECK(outcome.err.empty());
    }
}
#endif
