#include "session_plan.h"

#include <algorithm>

#include "shared/fade.h"
#include "shared/profile.h"

namespace stipple::model {
namespace {

using enum ParameterId;

constexpr double kDaysAYear = 365.25;
constexpr double kUsualGapDays = 14;  // clinics: 7 to 30 days

// Shares of the dots the sessions place where nothing is planned: S1 light (70-100 per cm2), S2 the bulk (80-120), S3 fill and
// variety (40-80), S4 only where the skin holds little (clinics' session counts; the sums are proposals).
constexpr double kUsualEnds[4][4] = {
    {1.0, 1.0, 1.0, 1.0}, {0.55, 1.0, 1.0, 1.0}, {0.35, 0.76, 1.0, 1.0}, {0.32, 0.68, 0.90, 1.0}};

// Item `k` of a list whose last item holds for the rest.
double item(const std::vector<double>& list, int k, double none) {
    return list.empty() ? none : list[std::min(std::size_t(k), list.size() - 1)];
}

// Which share of the dots each session places: what is planned per square centimetre while there is density left, what is not
// planned in the usual proportions, the last one takes the rest.
void set_shares(SessionPlan& plan, const std::vector<double>& per_cm2, double density) {
    const double* usual = kUsualEnds[plan.planned - 1];
    const auto usual_share = [&](int k) { return usual[k] - (k > 0 ? usual[k - 1] : 0.0); };
    const int last = plan.planned - 1;
    const int given = density > 0 ? std::min(last, int(per_cm2.size())) : 0;
    double left = 1;
    for (int k = 0; k < given; ++k) {
        plan.share[std::size_t(k)] = std::min(left, per_cm2[std::size_t(k)] / density);
        left -= plan.share[std::size_t(k)];
    }
    const double not_given = 1.0 - (given > 0 ? usual[given - 1] : 0.0);
    const double rest = left;
    for (int k = given; k < last; ++k) {
        plan.share[std::size_t(k)] = given == 0 ? usual_share(k) : rest * usual_share(k) / not_given;
        left -= plan.share[std::size_t(k)];
    }
    plan.share[std::size_t(last)] = std::max(left, 0.0);
}

}  // namespace

double needle_width(const Design& design) {
    const std::string& needle = design.choice(dot_needle);
    return needle == "single" ? 0.85 : needle == "five-point" ? 1.1 : needle == "seven-point" ? 1.2 : 1.0;
}

double SessionPlan::healed_width2(int session) const {
    return usual_width2 + double(shared::FWHM2_PER_SIGMA2) * variance[std::size_t(session)];
}

SessionPlan session_plan(const Design& design) {
    SessionPlan plan;
    plan.planned = int(design.number(sessions_count));
    plan.shown = std::min(plan.planned, int(design.number(sessions_shown)));
    set_shares(plan, design.list(sessions_per_cm2), design.number(density_per_cm2));

    const auto& gaps = design.list(sessions_gap_days);
    double days = 0;
    for (int k = plan.shown - 1; k >= 0; --k) {
        plan.time[std::size_t(k)] = -days / kDaysAYear;
        if (k > 0) days += item(gaps, k - 1, kUsualGapDays);
    }
    days = 0;
    for (int k = plan.shown; k < plan.planned; ++k) {
        days += item(gaps, k - 1, kUsualGapDays);
        plan.time[std::size_t(k)] = days / kDaysAYear;
    }

    const auto& dilutions = design.list(sessions_dilution);
    const auto& diameters = design.list(sessions_diameter_mm);
    const double usual = design.number(dot_diameter_mm), needle = needle_width(design);
    const auto through = float(design.number(pigment_transmittance));
    plan.usual_width2 = needle * needle * usual * usual;
    plan.mean_ink = 0;
    for (int k = 0; k < plan.planned; ++k) {
        const auto at = std::size_t(k);
        const double width = item(diameters, k, usual);
        plan.ink[at] = double(shared::fade_dilution_ink(through, float(item(dilutions, k, double(shared::FADE_REFERENCE_DILUTION))))) * width *
                       width / (usual * usual);
        plan.variance[at] = needle * needle * (width * width - usual * usual) / double(shared::FWHM2_PER_SIGMA2);
        plan.mean_ink += plan.share[at] * plan.ink[at];
        plan.mean_variance += plan.share[at] * plan.ink[at] * plan.variance[at];
    }
    plan.mean_variance /= plan.mean_ink;
    return plan;
}

}  // namespace stipple::model
