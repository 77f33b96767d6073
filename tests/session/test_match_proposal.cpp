// Proposals that bring scalp and sides together, judged by the read-out of the design they make.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "model/history.h"
#include "model/session_plan.h"
#include "round_head.h"
#include "session/skin/match_proposal.h"
#include "session/statistics.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

double healed_difference(const Design& design) {
    const Design healed = design.with(ParameterId::time_years, 0.12);
    return session::statistics(healed, built_in(), *session::compile_design(healed, built_in())).match->delta_e;
}
Design client(const char* loss, const char* hair, double tone) {
    return Design().with(ParameterId::hair_loss, std::string(loss)).with(ParameterId::hair_color, std::string(hair)).with(ParameterId::skin_tone, tone);
}

}  // namespace

TEST_CASE("a proposal makes the scalp look like the sides, within what artists do") {
    const std::pair<const char*, Design> starts[] = {
        {"too faint, black hair, tone 9", client("norwood-6", "black", 9).with(ParameterId::density_per_cm2, 90.0).with(ParameterId::pigment_transmittance, 0.4)},
        {"too dark, white hair, tone 2", client("norwood-5", "white", 2).with(ParameterId::density_per_cm2, 400.0)},
        {"pepper, brown hair, tone 5, fine needle, five years on", client("norwood-6", "brown", 5).with(ParameterId::dot_diameter_mm, 0.36).with(ParameterId::dot_needle, std::string("single")).with(ParameterId::time_years, 5.0)},
        {"nothing left, grey hair, oxide", client("totalis", "grey", 2).with(ParameterId::pigment_kind, std::string("iron-oxide"))},
        {"thinned, blond hair, sessions of their own", client("ludwig-2", "blond", 5).with(ParameterId::sessions_diameter_mm, std::vector<double>{0.28, 0.30}).with(ParameterId::sessions_dilution, std::vector<double>{20, 6})},
    };
    for (const auto& [name, start] : starts) {
        CAPTURE(name);
        const auto proposal = session::propose_match(start, built_in());
        REQUIRE(proposal);
        CHECK(proposal->before > 1);
        CHECK(proposal->after == Approx(healed_difference(proposal->design)).margin(1e-6));
        CHECK(proposal->after < 1);
        CHECK(proposal->reason.empty());
        CHECK(proposal->solve_ms < 500);  // 1 to 40 here
        // Nothing else is touched, and what is touched is listed.
        Design same = proposal->design;
        REQUIRE_FALSE(proposal->changes.empty());
        for (const session::ProposedChange& change : proposal->changes) {
            CHECK(start.number(change.id) == change.from);
            CHECK(proposal->design.number(change.id) == change.to);
            same = same.with(change.id, start.value(change.id));
        }
        CHECK(same == start);
        CHECK(proposal->design.number(ParameterId::density_per_cm2) <= 320);
        const double width = proposal->design.number(ParameterId::dot_diameter_mm) * model::needle_width(start);
        if (start.list(ParameterId::sessions_diameter_mm).empty()) {
            CHECK(width > 0.179);
            CHECK(width < 0.281);
        } else {
            CHECK(proposal->design.value(ParameterId::dot_diameter_mm) == start.value(ParameterId::dot_diameter_mm));
        }
    }
}

TEST_CASE("what matches is left alone, and a small fault asks for a small change") {
    const Design good = client("norwood-6", "dark-brown", 3);
    const auto none = session::propose_match(good, built_in());
    REQUIRE(none);
    CHECK(none->changes.empty());
    CHECK(none->design == good);
    CHECK(none->before == Approx(healed_difference(good)).margin(1e-6));
    CHECK(session::proposal_sentence(*none, "E") == "Sides and scalp match already: healed, they differ by E 0.5.");
    const auto small = session::propose_match(good.with(ParameterId::density_per_cm2, 345.0), built_in());
    REQUIRE(small);
    CHECK(small->after < 1);
    CHECK(small->design.number(ParameterId::density_per_cm2) >= 270);
    CHECK(std::abs(small->design.number(ParameterId::dot_diameter_mm) - 0.22) < 0.021);
    model::History history(good);
    history.replace(small->design);
    history.undo();
    CHECK(history.current() == good);
}

TEST_CASE("a difference that no dots close is said in words") {
    CHECK_FALSE(session::propose_match(client("none", "black", 3), built_in()));
    const auto longer = session::propose_match(client("norwood-6", "black", 2).with(ParameterId::hair_length_mm, 3.0), built_in());
    REQUIRE(longer);
    CHECK(longer->after >= 1);
    CHECK(longer->after < longer->before);
    CHECK(longer->reason.find("shave them shorter") != std::string::npos);
    CHECK(longer->design.number(ParameterId::density_per_cm2) <= 320);
    const auto hardly = session::propose_match(client("norwood-6", "white", 2).with(ParameterId::hair_length_mm, 0.0).with(ParameterId::hair_shaft_um, 55.0).with(ParameterId::hair_per_cm2, 80.0).with(ParameterId::skin_tone, 1.0).with(ParameterId::pigment_transmittance, 0.05).with(ParameterId::dot_diameter_mm, 0.28), built_in());
    REQUIRE(hardly);
    CHECK((hardly->after < 1 || hardly->reason.find("lighter") != std::string::npos));
}
