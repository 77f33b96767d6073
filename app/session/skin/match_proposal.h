// Which dots would make the treated scalp look like the shaved sides, with the least change of the design.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sides_match.h"

namespace stipple::session {

// What artists do: dots a square centimetre (clinics plan 150 to 310), width of a healed dot as seen, mm, and share of light through its
// middle. More dots than that only where these do not do it, up to where the adviser speaks of a helmet.
inline constexpr double kFewestProposed = 150, kMostProposed = 320, kMostNeeded = 450;
inline constexpr double kFinestProposed = 0.18, kWidestProposed = 0.28;
inline constexpr double kDarkestProposed = 0.05, kLightestProposed = 0.70;

struct ProposedChange {
    model::ParameterId id;
    double from = 0, to = 0;
};

struct MatchProposal {
    model::Design design;  // the one given with the changes made: one undo step
    std::vector<ProposedChange> changes;
    double before = 0, after = 0;  // CIEDE2000 of healed work, at time.years = 0.12
    std::string reason;            // why the difference stays where `after` is kJustSeen or more; else empty
    double solve_ms = 0;
};

// Density, dot size and shade are changed as little as needed so that the healed work differs by less than kJustSeen; not at all where it
// does already. The time shown does not matter: fresh and faded dots are no reason to plan others. Nothing where less than a square
// centimetre is treated. Compiles the design a few times: some tenths of a second, safe on any thread. `head` must have sites for kMostNeeded.
[[nodiscard]] std::optional<MatchProposal> propose_match(const model::Design& design, const PreparedHead& head);

// Whether both designs get the same proposal: they differ in nothing, or only in light and the time shown.
[[nodiscard]] bool proposed_alike(const model::Design& a, const model::Design& b);
// The changes made to a design: `design`, or one of which proposed_alike() says that it is as good.
[[nodiscard]] model::Design with_changes(model::Design design, const MatchProposal& proposal);

// "Density 280 to 245 per cm2, dot size 0.22 to 0.20 mm: healed, sides and scalp then differ by ..."; for people. `unit_e`: how to write delta E.
[[nodiscard]] std::string proposal_sentence(const MatchProposal& proposal, const std::string& unit_e);

}  // namespace stipple::session
