#include "session_plan.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "model/time_table.h"

namespace stipple::ui {
namespace {

using model::Design;
using model::ParameterId;

// What the table of parameters says of lists that are not given.
constexpr double kDefaultGapDays = 14, kDefaultWater = 15;

int session_total(const Design& design) { return int(design.number(ParameterId::sessions_count)); }

double default_value(const Design& design, SessionColumn column, int k) {
    switch (column) {
        case SessionColumn::days:
            return kDefaultGapDays;
        case SessionColumn::water:
            return kDefaultWater;
        case SessionColumn::size:
            return design.number(ParameterId::dot_diameter_mm);
        case SessionColumn::dots:
            break;
    }
    // As the plan itself shares them out, to whole dots.
    const std::vector<double> ends = model::session_boundaries(
        design.with(ParameterId::sessions_shown, model::parameter(ParameterId::sessions_shown).max).with(ParameterId::touchup_years, std::vector<double>{}));
    const auto at = std::size_t(k);
    const double share = at < ends.size() ? ends[at] - (at > 0 ? ends[at - 1] : 0.0) : 0.0;
    return std::round(share * design.number(ParameterId::density_per_cm2));
}

}  // namespace

ParameterId session_list(SessionColumn column) {
    switch (column) {
        case SessionColumn::dots:
            return ParameterId::sessions_per_cm2;
        case SessionColumn::water:
            return ParameterId::sessions_dilution;
        case SessionColumn::size:
            return ParameterId::sessions_diameter_mm;
        case SessionColumn::days:
            break;
    }
    return ParameterId::sessions_gap_days;
}

int session_values(SessionColumn column, int sessions) {
    return column == SessionColumn::dots || column == SessionColumn::days ? sessions - 1 : sessions;
}

SessionValue session_value(const Design& design, SessionColumn column, int k) {
    const std::vector<double>& list = design.list(session_list(column));
    const auto at = std::size_t(k);
    if (k < session_values(column, session_total(design))) {
        if (at < list.size()) return {list[at], true};
        if (!list.empty() && column != SessionColumn::dots) return {list.back(), false};
    }
    return {default_value(design, column, k), false};
}

std::vector<double> with_session_value(const Design& design, SessionColumn column, int k, double value) {
    const int values = session_values(column, session_total(design));
    assert(k >= 0 && k < values);
    const model::Parameter& parameter = model::parameter(session_list(column));
    std::vector<double> list;
    for (int i = 0; i < values; ++i)
        list.push_back(std::clamp(i == k ? value : session_value(design, column, i).value, parameter.min, parameter.max));
    return list;
}

std::vector<double> session_gaps(const Design& design) {
    std::vector<double> gaps;
    for (int k = 0; k + 1 < session_total(design); ++k) gaps.push_back(session_value(design, SessionColumn::days, k).value);
    return gaps;
}

double stretch_days(const Design& design) {
    const std::vector<double> gaps = session_gaps(design);
    const double total = std::accumulate(gaps.begin(), gaps.end(), 0.0);
    for (const double days : {45.0, 90.0, 180.0})
        if (total < 0.8 * days) return days;
    return 400;
}

}  // namespace stipple::ui
