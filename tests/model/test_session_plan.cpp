// Sessions one by one: days, shares, mixes and sizes, worked out here by the words of the trade and the standard library.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <numeric>

#include "model/healing.h"
#include "model/session_plan.h"
#include "model/time_table.h"
#include "shared/fade.h"
#include "shared/profile.h"
#include "table_sum.h"

using namespace stipple;
using namespace stipple::model;
using tests::drawn_strength;
using enum ParameterId;

namespace {

using List = std::vector<double>;
constexpr double kDay = 1 / 365.25;

Design with(ParameterId id, List list) { return Design().with(id, std::move(list)); }

double redness(const Design& design, double years) { return skin_healing(FadeCourse(design), years).redness; }
double flaking(const Design& design, double years) { return skin_healing(FadeCourse(design), years).flaking; }

}  // namespace

TEST_CASE("logarithms and dilutions are the standard library's to float precision") {
    for (double x = 0.001; x < 3; x *= 1.013) {
        INFO(x);
        REQUIRE(double(shared::fade_log2(float(x))) == Approx(std::log2(double(float(x)))).margin(4e-7).epsilon(3e-7));
    }
    CHECK(shared::fade_log2(1.0F) == 0.0F);
    CHECK(shared::fade_log2(0.25F) == -2.0F);
    for (double t : {0.02, 0.15, 0.5, 0.9})
        for (double water : {4.0, 6.0, 15.0, 20.0, 40.0}) {
            const double expected = (1 - std::pow(t, 16 / (1 + water))) / (1 - t);
            CHECK(double(shared::fade_dilution_ink(float(t), float(water))) == Approx(expected).epsilon(2e-5));
        }
    CHECK(shared::fade_dilution_ink(0.15F, 15.0F) == Approx(1).epsilon(1e-6));
}

TEST_CASE("sessions lie as many days apart as planned, the last gap for the rest") {
    const Design design = with(sessions_gap_days, {21, 10}).with(sessions_count, 4.0);
    CHECK(session_time(design, 3) == 0);
    CHECK(session_time(design, 2) == Approx(-10 * kDay));
    CHECK(session_time(design, 1) == Approx(-20 * kDay));
    CHECK(session_time(design, 0) == Approx(-41 * kDay));
    // Up to the second: years count from that day, what comes later is not there, nor are touch-ups.
    const Design early = design.with(sessions_shown, 2.0).with(touchup_years, List{4});
    CHECK(session_time(early, 1) == 0);
    CHECK(session_time(early, 0) == Approx(-21 * kDay));
    CHECK(session_time(early, 2) == Approx(10 * kDay));
    CHECK(session_count(early) == 4);
    CHECK(session_count(early.with(sessions_shown, 4.0)) == 5);
    for (double years : {0.0, 0.12, 4.0, 9.0})
        for (std::size_t k : {2U, 3U, 4U}) CHECK(time_table(early, years).entries[k].strength == 0.0F);
    CHECK(time_table(early, 4).entries[1].strength > 0.3F);
}

TEST_CASE("dots by session come to the density, the last session takes the rest") {
    const auto counts = [](const Design& design) {  // per cm2
        List ends = session_boundaries(design), shares;
        for (std::size_t k = 0; k < ends.size(); ++k) shares.push_back((ends[k] - (k > 0 ? ends[k - 1] : 0.0)) * design.number(density_per_cm2));
        return shares;
    };
    const auto close = [](const List& found, const List& expected) {
        REQUIRE(found.size() == expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) CHECK(found[i] == Approx(expected[i]).margin(1e-9));
    };
    close(counts(with(sessions_per_cm2, {90, 110})), {90, 110, 80});
    close(counts(with(sessions_per_cm2, {90, 110, 70})), {90, 110, 80});  // three sessions have two to plan
    close(counts(with(sessions_per_cm2, {200, 150})), {200, 80, 0});      // the density is full after the second
    close(counts(with(sessions_per_cm2, {70})), {70, 210 * 0.41 / 0.65, 210 * 0.24 / 0.65});  // the rest as usual
    close(counts(with(sessions_per_cm2, {100, 100, 50}).with(sessions_count, 4.0)), {100, 100, 50, 30});
    close(counts(with(sessions_per_cm2, {100}).with(sessions_count, 1.0)), {280});
    close(counts(Design()), {0.35 * 280, 0.41 * 280, 0.24 * 280});
}

TEST_CASE("mix and size of each session set its ink and its width") {
    const Design design = with(sessions_dilution, {20, 15, 6}).with(sessions_diameter_mm, List{0.26, 0.22, 0.18});
    const shared::TimeTable plain = time_table(Design(), 2), mixed = time_table(design, 2);
    const double water[] = {20, 15, 6}, width[] = {0.26, 0.22, 0.18};
    for (unsigned k = 0; k < 3; ++k) {
        const double ink = (1 - std::pow(0.15, 16 / (1 + water[k]))) / 0.85 * width[k] * width[k] / (0.22 * 0.22);
        for (unsigned i = 0; i < shared::HALF_LIFE_CLASSES; ++i) {
            const auto entry = i * shared::MAX_SESSIONS + k;
            CHECK(double(mixed.entries[entry].strength) == Approx(ink * double(plain.entries[entry].strength)).epsilon(1e-5));
        }
        // As the renderer reads it, the healed dot has the width planned and mass by mix and area.
        const double widened = double(mixed.entries[k].sigma2) - double(plain.entries[k].sigma2);
        CHECK(std::sqrt(double(shared::dot_width2(0.22F, float(widened), float(ink)))) == Approx(width[k]).epsilon(1e-4));
    }
    // The whole plan healed is the reference, whatever it is made of.
    CHECK(strength_at(design, 0.12) == Approx(1).margin(1e-6));
    CHECK(drawn_strength(design, 0.12) > 0.9);
    // A finer needle makes every session's dots finer.
    const Design single = design.with(dot_needle, std::string("single"));
    const double narrower = double(time_table(single, 2).entries[0].sigma2) - double(time_table(design.with(sessions_diameter_mm, List{}), 2).entries[0].sigma2);
    CHECK(std::sqrt(double(shared::dot_width2(0.22F * 0.85F, float(narrower), 1.4F))) == Approx(0.26 * 0.85).epsilon(1e-4));
}

TEST_CASE("what is built up so far is the share of the ink placed") {
    const Design plan = with(sessions_dilution, {20, 15, 6}).with(sessions_gap_days, List{30});
    const auto ink = [](double water) { return 1 - std::pow(0.15, 16 / (1 + water)); };
    const double all = 0.35 * ink(20) + 0.41 * ink(15) + 0.24 * ink(6);
    // Six weeks after each session fading has taken one or two per cent of what lay longest.
    CHECK(strength_at(plan.with(sessions_shown, 1.0), 0.12) == Approx(0.35 * ink(20) / all).epsilon(0.03));
    CHECK(strength_at(plan.with(sessions_shown, 2.0), 0.12) == Approx((0.35 * ink(20) + 0.41 * ink(15)) / all).epsilon(0.03));
    CHECK(strength_at(plan.with(sessions_shown, 3.0), 0.12) == Approx(1).margin(1e-6));
    CHECK(session_boundaries(plan.with(sessions_shown, 1.0)) == session_boundaries(plan));
}

TEST_CASE("a touch-up brings any plan back to its own healed ink") {
    for (const Design& plan : {with(sessions_dilution, {25}), with(sessions_diameter_mm, {0.3, 0.15}), with(sessions_per_cm2, {400})}) {
        const Design touched = plan.with(touchup_years, List{4, 7});
        CHECK(strength_at(touched, 4.12) == Approx(1).margin(1e-5));
        CHECK(strength_at(touched, 7.12) == Approx(1).margin(1e-5));
        CHECK(drawn_strength(touched, 4.12) == Approx(drawn_strength(plan, 0.12)).epsilon(1e-4));
        CHECK(session_boundaries(touched).back() < 2);
    }
}

TEST_CASE("poor aftercare takes its share once, from some dots much and from others nothing") {
    const auto kept = [](const char* word, double years) {
        return strength_at(Design().with(client_aftercare, std::string(word)), years) / strength_at(Design(), years);
    };
    for (double years : {0.12, 1.0, 4.0, 10.0}) {
        CHECK(kept("careless", years) == Approx(0.85).epsilon(0.005));
        CHECK(kept("poor", years) == Approx(0.70).epsilon(0.005));
    }
    CHECK(strength_at(Design().with(client_aftercare, std::string("poor")), 0.12) == Approx(0.7).epsilon(0.005));
    const shared::TimeTable good = time_table(Design(), 1), poor = time_table(Design().with(client_aftercare, std::string("poor")), 1);
    double least = 1, most = 0, half_life_times_kept = 0, mean = 0;
    for (unsigned i = 0; i < shared::HALF_LIFE_CLASSES; ++i) {
        const double ratio = double(poor.entries[i * shared::MAX_SESSIONS + 2].strength) / double(good.entries[i * shared::MAX_SESSIONS + 2].strength);
        least = std::min(least, ratio), most = std::max(most, ratio);
        half_life_times_kept += (i - 15.5) * ratio, mean += ratio / 32;
    }
    CHECK(mean == Approx(0.7).epsilon(1e-4));
    CHECK(least < 0.45);
    CHECK(most > 0.95);
    CHECK(std::abs(half_life_times_kept) / 32 < 0.05);  // spread of ratio 0.17, of classes 9.2: correlation below 0.04
    // A touch-up makes good what was lost.
    const Design touched = Design().with(client_aftercare, std::string("poor")).with(touchup_years, List{1});
    CHECK(strength_at(touched, 1.12) == Approx(1).margin(1e-5));
}

TEST_CASE("skin reddens for days and flakes for a week, by how much was done last") {
    const Design design;
    CHECK(redness(design, 0) == Approx(0.96).margin(0.01));
    CHECK(redness(design, 1.2 * kDay) == Approx(0.96 * std::exp(-1.0)).margin(0.02));
    CHECK(redness(design, 5 * kDay) == 0);
    CHECK(redness(design, 4) == 0);
    CHECK(flaking(design, 1 * kDay) == 0);
    CHECK(flaking(design, 6 * kDay) == Approx(0.96).margin(0.01));
    CHECK(flaking(design, 3.5 * kDay) == Approx(0.48).margin(0.01));
    // Day 11 of the last session: half of it is over, and the one before is long healed.
    CHECK(flaking(design, 11 * kDay) == Approx(0.48).margin(0.01));
    CHECK(flaking(design, 14 * kDay) == 0);
    // A light session, a touch-up, a session not shown, and healing left out.
    CHECK(redness(with(sessions_per_cm2, {160, 85}), 0) == Approx(35.0 / 280 / 0.25).epsilon(1e-6));
    CHECK(redness(with(touchup_years, {4}), 4) == Approx(1).margin(1e-6));
    CHECK(redness(with(touchup_years, {4}), 3.99) == 0);
    CHECK(redness(Design().with(sessions_shown, 1.0), 14 * kDay) == 0);
    const Design off = Design().with(time_healing, std::string("off"));
    CHECK(redness(off, 0) == 0);
    CHECK(flaking(off, 6 * kDay) == 0);
}

TEST_CASE("a course asked once says what each question asked by itself does") {
    for (const Design& design : {with(touchup_years, {4, 9}), Design().with(sessions_shown, 2.0).with(touchup_years, List{4})}) {
        const FadeCourse course(design);
        CHECK(course.boundaries() == session_boundaries(design));
        for (const double years : {0.0, 0.01, 0.12, 4.02, 12.0}) {
            const shared::TimeTable table = course.table(years), alone = time_table(design, years);
            CHECK(std::memcmp(&table, &alone, sizeof table) == 0);
            for (int k = 0; k < kMostSessions; ++k) {
                // By the list of sessions and touch-ups alone.
                const bool there = k < session_count(design) && !(k >= 2 && k < 3 && design.number(sessions_shown) == 2) && years >= session_time(design, k);
                CAPTURE(years, k);
                REQUIRE(course.since(k, years).has_value() == there);
                if (there) CHECK(*course.since(k, years) == Approx(years - session_time(design, k)).margin(1e-12));
            }
        }
    }
}
