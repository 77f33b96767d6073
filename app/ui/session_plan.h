// The plan of sessions as an artist writes it down: one row a session, with what the lists of the design leave open filled in.
#pragma once
#include <array>
#include <vector>

#include "model/design.h"

namespace stipple::ui {

// The lists of the section Sessions, a value each session: dots per cm2, parts of water, mm, and days to the next session.
enum class SessionColumn { dots, water, size, days };
inline constexpr std::array<SessionColumn, 4> kSessionColumns{SessionColumn::dots, SessionColumn::water, SessionColumn::size,
                                                              SessionColumn::days};

[[nodiscard]] model::ParameterId session_list(SessionColumn column);
// How many sessions of `sessions` have a value of their own: the last one's dots are what is missing, and nothing follows it.
[[nodiscard]] int session_values(SessionColumn column, int sessions);

// What holds for session `k` (from 0), and whether the design says so or it is the default.
struct SessionValue {
    double value = 0;
    bool given = false;
};
[[nodiscard]] SessionValue session_value(const model::Design& design, SessionColumn column, int k);
// The list of a design in which session `k` has `value` and all others keep what they have.
[[nodiscard]] std::vector<double> with_session_value(const model::Design& design, SessionColumn column, int k, double value);

// Days from each session to the next.
[[nodiscard]] std::vector<double> session_gaps(const model::Design& design);
// Days the time line shows before day 0: all sessions, with room to move the first one, in few sizes.
[[nodiscard]] double stretch_days(const model::Design& design);

}  // namespace stipple::ui
