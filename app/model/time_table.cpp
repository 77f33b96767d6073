#include "time_table.h"

#include <array>
#include <cassert>
#include <cmath>

#include "shared/fade.h"

namespace stipple::model {
namespace {

using enum ParameterId;
constexpr int kClasses = int(shared::HALF_LIFE_CLASSES);
constexpr int kMostSessions = int(shared::MAX_SESSIONS);
constexpr double kSessionGapYears = 14.0 / 365.25;  // clinics: 7 to 30 days

// Standard normal quantiles at (i + 0.5) / 32, the upper half; the lower half mirrors it. (Tested against the normal
// distribution function.)
constexpr std::array<float, 16> kUpperQuantiles{0.0391761F, 0.1177699F, 0.1970991F, 0.2776904F, 0.3601299F, 0.4450965F,
                                                0.5334097F, 0.6260990F, 0.7245144F, 0.8305109F, 0.9467818F, 1.0775156F,
                                                1.2298588F, 1.4177971F, 1.6759397F, 2.1538747F};

// Shares of the dots the sessions place: S1 light (70-100 per cm2), S2 the bulk (80-120), S3 fill and variety (40-80), S4
// only where the skin holds little (domain literature; the sums are proposals).
constexpr std::array<std::array<double, 4>, 4> kSessionEnds{{
    {1.0, 1.0, 1.0, 1.0},
    {0.55, 1.0, 1.0, 1.0},
    {0.35, 0.76, 1.0, 1.0},
    {0.32, 0.68, 0.90, 1.0},
}};

// What fading depends on, worked out from the words of a design. Sizes are assumed, directions from clinics.
struct Drivers {
    float rate;       // times faster than the reference
    float diffusion;  // mm^2 per year
    float depth_mm;
    float shift_share, shift_half_time_years;
};

Drivers drivers_of(const Design& design) {
    const std::string& skin = design.choice(client_skin_type);
    const std::string& sun = design.choice(client_sun);
    const std::string& pigment = design.choice(pigment_kind);
    const auto depth = float(design.number(dot_depth_mm));

    Drivers d{};
    d.depth_mm = depth;
    d.rate = skin == "dry" ? 1.4F : skin == "oily" ? 1.2F : 1.0F;
    d.rate *= sun == "hat" ? 0.75F : sun == "outdoor" ? 1.8F : 1.0F;
    d.rate *= shared::fade_tone_rate(float(design.number(skin_tone))) * shared::fade_depth_rate(depth);
    d.diffusion = shared::FADE_DIFFUSION_MM2_PER_YEAR * (skin == "oily" ? 1.4F : 1.0F) * shared::fade_depth_diffusion(depth);

    const std::string& course = design.choice(time_course);
    d.rate *= course == "fast" ? 1.5F : course == "slow" ? 1 / 1.5F : 1.0F;

    if (pigment == "iron-oxide") {  // brow pigment needs renewal after 1-2 years; coarse grains stay put; fades warm
        d.rate *= 1.5F;
        d.diffusion *= 0.8F;
        d.shift_share = 0.75F;
        d.shift_half_time_years = 2.0F;
    } else if (pigment == "tattoo-ink") {  // made to last, spreads, blue-green "in months to years"
        d.rate *= 0.6F;
        d.diffusion *= 4.0F;
        d.shift_share = 0.9F;
        d.shift_half_time_years = 1.5F;
    } else {  // carbon keeps its hue when placed right
        assert(pigment == "smp-carbon");
        d.shift_share = 0.04F;
        d.shift_half_time_years = 4.0F;
    }
    const float deep = shared::fade_depth_shift(depth);
    d.shift_share += (1.0F - d.shift_share) * deep;
    return d;
}

float class_half_life(const Drivers& d, int half_life_class) {
    const int half = kClasses / 2;
    const float z = half_life_class < half ? -kUpperQuantiles[std::size_t(half - 1 - half_life_class)]
                                           : kUpperQuantiles[std::size_t(half_life_class - half)];
    const float spread = shared::fade_exp2(shared::FADE_HALF_LIFE_SIGMA * 1.442695041F * z);
    return shared::FADE_HALF_LIFE_YEARS * spread / d.rate;
}

double class_mean_retained(const Drivers& d, double age_years) {
    double sum = 0;
    for (int i = 0; i < kClasses; ++i) sum += double(shared::fade_retained(float(age_years), class_half_life(d, i)));
    return sum / kClasses;
}

// Ages, shares and the reference of one design's sessions.
struct Plan {
    Drivers drivers;
    int planned = 0;                     // sessions of the plan
    std::array<double, kMostSessions> time{};   // years
    std::array<double, kMostSessions> share{};  // of the density wanted
    int count = 0;
    double healed = 1;  // mean retained ink of the plan at 0.12 years: what counts as 1
};

double plan_strength(const Plan& plan, double years, int sessions) {
    double sum = 0;
    for (int k = 0; k < sessions; ++k)
        if (years >= plan.time[std::size_t(k)])
            sum += plan.share[std::size_t(k)] * class_mean_retained(plan.drivers, years - plan.time[std::size_t(k)]);
    return sum / plan.healed;
}

Plan plan_of(const Design& design) {
    Plan plan{drivers_of(design)};
    plan.planned = int(design.number(sessions_count));
    const auto& ends = kSessionEnds[std::size_t(plan.planned - 1)];
    for (int k = 0; k < plan.planned; ++k) {
        plan.time[std::size_t(k)] = -kSessionGapYears * (plan.planned - 1 - k);
        plan.share[std::size_t(k)] = ends[std::size_t(k)] - (k > 0 ? ends[std::size_t(k - 1)] : 0.0);
    }
    plan.count = plan.planned;
    plan.healed = plan_strength(plan, double(shared::FADE_HEALED_YEARS), plan.planned);
    const double new_dot = class_mean_retained(plan.drivers, double(shared::FADE_HEALED_YEARS)) / plan.healed;
    for (double year : design.list(touchup_years)) {
        assert(plan.count < kMostSessions);
        const double left = plan_strength(plan, year + double(shared::FADE_HEALED_YEARS), plan.count);
        plan.time[std::size_t(plan.count)] = year;
        plan.share[std::size_t(plan.count)] = left < 1.0 ? (1.0 - left) / new_dot : 0.0;
        ++plan.count;
    }
    return plan;
}

}  // namespace

int session_count(const Design& design) {
    return int(design.number(sessions_count)) + int(design.list(touchup_years).size());
}

double session_time(const Design& design, int session) {
    const int planned = int(design.number(sessions_count));
    assert(session >= 0 && session < session_count(design));
    if (session >= planned) return design.list(touchup_years)[std::size_t(session - planned)];
    return -kSessionGapYears * (planned - 1 - session);
}

shared::TimeTable time_table(const Design& design, double years) {
    const Plan plan = plan_of(design);
    const Drivers& d = plan.drivers;
    shared::TimeTable table{};
    for (int i = 0; i < kClasses; ++i) {
        const float half_life = class_half_life(d, i);
        for (int k = 0; k < plan.count; ++k) {
            shared::TimeEntry& entry = table.entries[i * kMostSessions + k];
            const double age = years - plan.time[std::size_t(k)];
            if (age < 0) continue;
            entry.strength = float(double(shared::fade_retained(float(age), half_life)) / plan.healed);
            entry.sigma2 = shared::fade_added_variance(float(age), d.depth_mm, d.diffusion);
            entry.shift = shared::fade_shift(float(age), d.shift_share, d.shift_half_time_years);
        }
    }
    return table;
}

std::vector<double> session_boundaries(const Design& design) {
    const Plan plan = plan_of(design);
    std::vector<double> ends;
    double end = 0;
    for (int k = 0; k < plan.count; ++k) {
        end += plan.share[std::size_t(k)];
        if (k == plan.planned - 1) end = 1;
        ends.push_back(end);
    }
    return ends;
}

double strength_at(const Design& design, double years) {
    const Plan plan = plan_of(design);
    return plan_strength(plan, years, plan.count);
}

std::optional<double> suggested_touchup(const Design& design) {
    const Plan plan = plan_of(design);
    const double threshold = design.number(touchup_threshold_percent) / 100;
    const double last = plan.time[std::size_t(plan.count - 1)];
    const int from = int(std::ceil((last + double(shared::FADE_HEALED_YEARS)) * 100)), to = int(parameter(time_years).max * 100);
    if (from > to || plan_strength(plan, to / 100.0, plan.count) >= threshold) return std::nullopt;
    // After the last session strength only falls.
    int low = from - 1, high = to;  // not below at low, or low is too early
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (plan_strength(plan, middle / 100.0, plan.count) < threshold ? high : low) = middle;
    }
    return high / 100.0;
}

double mean_added_variance(const Design& design, double years) {
    const Plan plan = plan_of(design);
    double ink = 0, sum = 0;
    for (int k = 0; k < plan.count; ++k) {
        const double age = years - plan.time[std::size_t(k)];
        if (age < 0) continue;
        const double weight = plan.share[std::size_t(k)] * class_mean_retained(plan.drivers, age);
        ink += weight;
        sum += weight * double(shared::fade_added_variance(float(age), plan.drivers.depth_mm, plan.drivers.diffusion));
    }
    return ink > 0 ? sum / ink : 0;
}

}  // namespace stipple::model
