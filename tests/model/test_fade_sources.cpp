#include <catch2/catch.hpp>
#include <cmath>

#include "model/fade_sources.h"
#include "model/time_table.h"

using namespace stipple;
using model::Design;
using model::ParameterId;

namespace {

const model::FadeFigure& figure(const std::string& name) {
    for (const model::FadeFigure& f : model::fade_figures())
        if (f.figure == name) return f;
    FAIL("no figure " << name);
    return model::fade_figures().front();
}

double number_after(const std::string& text, const std::string& word) {
    const std::size_t at = text.find(word);
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + word.size()));
}

// How much faster a design fades than `base`: the factor on time that makes their curves one, once the fresh excess has gone. One
// session each, so that a curve is a function of rate times time alone.
double rate_of(const Design& base, const Design& design) {
    const auto fall = [](const Design& d, double t) { return model::strength_at(d, t) / model::strength_at(d, 0.25); };
    const double wanted = fall(design, 6);
    double low = 0.1, high = 10;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        // Base from middle * 0.25 to middle * 6 falls as the design from 0.25 to 6.
        const double there = model::strength_at(base, std::min(15.0, 6 * middle)) / model::strength_at(base, 0.25 * middle);
        (there > wanted ? low : high) = middle;
    }
    return (low + high) / 2;
}

Design one_session() { return Design().with(ParameterId::sessions_count, 1.0); }

}  // namespace

TEST_CASE("figures of fading say what they are and who says so, known ones first", "[fade]") {
    model::Ground last = model::Ground::known;
    for (const model::FadeFigure& f : model::fade_figures()) {
        CAPTURE(f.figure);
        CHECK(int(f.ground) >= int(last));
        last = f.ground;
        CHECK_FALSE(f.value.empty());
        CHECK(f.why.size() > 40);
        CHECK(f.why.back() == '.');
        CHECK_FALSE(f.source.empty());
    }
    CHECK(last == model::Ground::assumed);
}

TEST_CASE("sizes printed are those the model fades by", "[fade]") {
    const Design base = one_session();
    const auto with = [&](ParameterId id, const char* word) { return rate_of(base, base.with(id, std::string(word))); };
    CHECK(with(ParameterId::client_skin_type, "dry") == Approx(number_after(figure("Skin").value, "dry ")).epsilon(0.01));
    CHECK(with(ParameterId::client_skin_type, "oily") == Approx(number_after(figure("Skin").value, "oily ")).epsilon(0.01));
    CHECK(with(ParameterId::client_sun, "hat") == Approx(number_after(figure("Sun").value, "hat ")).epsilon(0.01));
    CHECK(with(ParameterId::client_sun, "outdoor") == Approx(number_after(figure("Sun").value, "outdoor ")).epsilon(0.01));
    CHECK(with(ParameterId::pigment_kind, "iron-oxide") == Approx(number_after(figure("Pigment").value, "oxide ")).epsilon(0.01));
    CHECK(with(ParameterId::pigment_kind, "tattoo-ink") == Approx(number_after(figure("Pigment").value, "ink ")).epsilon(0.01));
    CHECK(with(ParameterId::time_course, "fast") == Approx(std::stod(figure("The band").value)).epsilon(0.01));
    CHECK(with(ParameterId::time_course, "slow") == Approx(1 / std::stod(figure("The band").value)).epsilon(0.01));
    CHECK(rate_of(base, base.with(ParameterId::dot_depth_mm, 0.1)) == Approx(number_after(figure("Depth").value, "shallow ")).epsilon(0.01));
    CHECK(rate_of(base, base.with(ParameterId::dot_depth_mm, 1.0)) == Approx(number_after(figure("Depth").value, "deep ")).epsilon(0.01));
    CHECK(rate_of(base, base.with(ParameterId::skin_tone, 9.0)) == Approx(number_after(figure("Skin").why, "7 and up) ")).epsilon(0.01));

    const auto kept = [&](const char* word) {
        return model::strength_at(base.with(ParameterId::client_aftercare, std::string(word)), 1) / model::strength_at(base, 1);
    };
    CHECK(kept("careless") == Approx(number_after(figure("Aftercare").value, "careless ")).epsilon(0.01));
    CHECK(kept("poor") == Approx(number_after(figure("Aftercare").value, "poor ")).epsilon(0.01));

    // What is said of strength and of the band.
    CHECK(model::strength_at(Design(), 4) * 100 == Approx(number_after(figure("Half-life").why, "so that ")).margin(1));
    CHECK(model::strength_at(Design(), 8) * 100 == Approx(number_after(figure("Half-life").why, "come back, and ")).margin(1));
    const auto due = [](const char* course) { return model::suggested_touchup(Design().with(ParameterId::time_course, std::string(course))).value(); };
    CHECK(due("fast") == Approx(number_after(figure("The band").why, "after about ")).margin(0.1));
    CHECK(due("slow") == Approx(number_after(figure("The band").why, "3 or ")).margin(0.1));
}
