#include "time_table.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "fade_calibration.h"
#include "fresh_dots.h"
#include "session_plan.h"
#include "shared/fade.h"
#include "shared/profile.h"

namespace stipple::model {
namespace {

using enum ParameterId;
// As shaders have it: what is worked out here and there agrees to the last bit.
constexpr double kHealed = double(shared::FADE_HEALED_YEARS);

// One design's sessions and touch-ups in time.
struct Course {
    FadeDrivers drivers;
    SessionPlan plan;  // its arrays hold the touch-ups too
    int count = 0;     // sessions and touch-ups
    bool healing = true;
    double healed_retained = 1;  // mean retained share of the plan's dots, healed
    double healed_ink = 1;       // the same by ink: what counts as 1

    [[nodiscard]] double share(int k) const { return plan.share[std::size_t(k)]; }
    [[nodiscard]] double ink(int k) const { return plan.ink[std::size_t(k)]; }

    // How old session `k` is at `years`; negative where it is still to come. Without healing a session is healed at once.
    [[nodiscard]] double age(int k, double years) const {
        if (k >= plan.shown && k < plan.planned) return -1;
        if (!healing && k < plan.planned) years = std::max(years, kHealed);
        const double age = years - plan.time[std::size_t(k)];
        return !healing && age >= 0 ? std::max(age, kHealed) : age;
    }
};

double strength(const Course& course, double years, int sessions) {
    double sum = 0;
    for (int k = 0; k < sessions; ++k)
        if (const double age = course.age(k, years); age >= 0) sum += course.share(k) * course.ink(k) * mean_kept(course.drivers, age);
    return sum / course.healed_ink;
}

// The plan healed after good aftercare.
void set_healed(Course& course) {
    const SessionPlan& plan = course.plan;
    const double healed = plan.time[std::size_t(plan.planned - 1)] + kHealed;
    course.healed_retained = course.healed_ink = 0;
    for (int k = 0; k < plan.planned; ++k) {
        const double retained = course.share(k) * mean_retained(course.drivers, healed - plan.time[std::size_t(k)]);
        course.healed_retained += retained;
        course.healed_ink += retained * course.ink(k);
    }
}

Course course_of(const Design& design) {
    Course course;
    course.plan = session_plan(design);
    course.drivers = calibrated_drivers(design, course.plan);
    SessionPlan& plan = course.plan;
    course.count = plan.planned;
    course.healing = design.choice(time_healing) != "off";
    set_healed(course);
    if (!plan.whole()) return course;
    const double new_dot = plan.mean_ink * mean_kept(course.drivers, kHealed) / course.healed_ink;
    for (const double year : design.list(touchup_years)) {
        assert(course.count < kMostSessions);
        const auto at = std::size_t(course.count);
        const double left = strength(course, year + kHealed, course.count);
        plan.time[at] = year;
        plan.share[at] = left < 1.0 ? (1.0 - left) / new_dot : 0.0;
        plan.ink[at] = plan.mean_ink;
        plan.variance[at] = plan.mean_variance;
        ++course.count;
    }
    return course;
}

}  // namespace

int session_count(const Design& design) {
    const SessionPlan plan = session_plan(design);
    return plan.planned + (plan.whole() ? int(design.list(touchup_years).size()) : 0);
}

double session_time(const Design& design, int session) {
    assert(session >= 0 && session < session_count(design));
    const SessionPlan plan = session_plan(design);
    if (session >= plan.planned) return design.list(touchup_years)[std::size_t(session - plan.planned)];
    return plan.time[std::size_t(session)];
}

struct FadeCourse::Figures : Course {};

FadeCourse::FadeCourse(const Design& design) : figures_(std::make_shared<const Figures>(Figures{course_of(design)})) {}

shared::TimeTable FadeCourse::table(double years) const {
    const Course& course = *figures_;
    const FadeDrivers& d = course.drivers;
    shared::TimeTable table{};
    for (int k = 0; k < course.count; ++k) {
        const auto age = float(course.age(k, years));
        if (age < 0) continue;
        const double ink = course.ink(k) / course.healed_retained;
        std::array<float, kHalfLifeClasses> kept{};
        for (int i = 0; i < kHalfLifeClasses; ++i)
            kept[std::size_t(i)] = aftercare_share(d, i, age) * shared::fade_retained(age, d.half_life_years[std::size_t(i)]);
        const FreshDots fresh = fresh_dots(double(age), kept);
        const double variance =
            course.plan.variance[std::size_t(k)] + double(shared::fade_added_variance(age, d.depth_mm, d.diffusion));
        const double healed_variance = course.plan.healed_width2(k) / double(shared::FWHM2_PER_SIGMA2);
        float shift = shared::fade_shift(age, d.shift_share, d.shift_half_time_years);
        if (d.changes_to_cool) shift += (1.0F - shift) * fresh.cool;
        for (int i = 0; i < kHalfLifeClasses; ++i) {
            const auto at = std::size_t(i);
            const double widened = (double(fresh.width2[at]) - 1) * healed_variance;
            table.entries[i * kMostSessions + k] = {float(double(kept[at] * fresh.ink[at]) * ink), float(variance + widened), shift, 0.0F};
        }
    }
    return table;
}

shared::TimeTable time_table(const Design& design, double years) { return FadeCourse(design).table(years); }

shared::TimeTable healed_table(const Design& design) {
    const Design as_planned = design.with(sessions_shown, parameter(sessions_shown).max)
                                  .with(client_aftercare, std::string(parameter(client_aftercare).default_text))
                                  .with(touchup_years, std::vector<double>());
    return time_table(as_planned, kHealed);
}

std::vector<double> FadeCourse::boundaries() const {
    const Course& course = *figures_;
    std::vector<double> ends;
    double end = 0;
    for (int k = 0; k < course.count; ++k) {
        end += course.share(k);
        if (k == course.plan.planned - 1) end = 1;
        ends.push_back(end);
    }
    return ends;
}

std::vector<double> session_boundaries(const Design& design) { return FadeCourse(design).boundaries(); }

bool FadeCourse::healing() const { return figures_->healing; }

std::optional<double> FadeCourse::since(int session, double years) const {
    const SessionPlan& plan = figures_->plan;
    assert(session >= 0 && session < kMostSessions);
    if (session >= figures_->count || (session >= plan.shown && session < plan.planned)) return std::nullopt;
    const double since = years - plan.time[std::size_t(session)];
    return since < 0 ? std::nullopt : std::optional(since);
}

double strength_at(const Design& design, double years) {
    const Course course = course_of(design);
    return strength(course, years, course.count);
}

std::vector<double> strengths_at(const Design& design, std::span<const double> years) {
    const Course course = course_of(design);
    std::vector<double> strengths;
    for (const double at : years) strengths.push_back(strength(course, at, course.count));
    return strengths;
}

std::optional<double> suggested_touchup(const Design& design) {
    const Course course = course_of(design);
    const double threshold = design.number(touchup_threshold_percent) / 100;
    const double last = course.count > course.plan.planned ? course.plan.time[std::size_t(course.count - 1)] : 0.0;
    const int from = int(std::ceil((last + kHealed) * 100)), to = int(parameter(time_years).max * 100);
    if (from > to || strength(course, to / 100.0, course.count) >= threshold) return std::nullopt;
    // After the last session strength only falls.
    int low = from - 1, high = to;  // not below at low, or low is too early
    while (high - low > 1) {
        const int middle = (low + high) / 2;
        (strength(course, middle / 100.0, course.count) < threshold ? high : low) = middle;
    }
    return high / 100.0;
}

double mean_added_variance(const Design& design, double years) {
    const Course course = course_of(design);
    const shared::TimeTable table = time_table(design, years);
    double ink = 0, sum = 0;
    for (int k = 0; k < course.count; ++k)
        for (int i = 0; i < kHalfLifeClasses; ++i) {
            const shared::TimeEntry& entry = table.entries[i * kMostSessions + k];
            ink += course.share(k) * double(entry.strength);
            sum += course.share(k) * double(entry.strength) * double(entry.sigma2);
        }
    return ink > 0 ? sum / ink : 0;
}

}  // namespace stipple::model
