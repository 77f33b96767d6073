#include "assets/bust/fitting.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "assets/bust/surface_nets.h"

namespace stipple::bust {
namespace {

// Alone; several at once leave less. Wide enough for adults of all surveys.
const MeasureRange ranges[kMeasureCount] = {
    {&BustMeasures::head_length, "head length", 165, 230},
    {&BustMeasures::head_breadth, "head breadth", 125, 185},
    {&BustMeasures::circumference, "circumference", 480, 660},
    {&BustMeasures::sagittal_arc, "glabella-vertex-inion arc", 275, 405},
    {&BustMeasures::bitragion_arc, "bitragion arc", 295, 420},
    {&BustMeasures::forehead_height, "forehead height", 50, 90},
    {&BustMeasures::face_height, "face height", 95, 145},
    {&BustMeasures::ear_height, "ear height", 110, 155},
    {&BustMeasures::ear_depth, "ear depth", 76, 95},
};

constexpr double near_enough = 0.2;  // mm; the mesh adds its own tenths to it

// Wanted values in the order of measure_ranges(), 0 where nothing is asked for.
using Wanted = std::array<double, kMeasureCount>;

using Usual = std::array<double, fit_count>;

struct Solution {
    FitParts parts{};
    Measured measured{};
    double worst = 0;  // distance from what was wanted, mm
};

// Solves a x = b by elimination with pivots; a is symmetric and positive by its ridge.
std::vector<double> solved(std::vector<std::vector<double>> a, std::vector<double> b) {
    const std::size_t n = b.size();
    for (std::size_t c = 0; c < n; ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < n; ++r)
            if (std::fabs(a[r][c]) > std::fabs(a[pivot][c])) pivot = r;
        std::swap(a[c], a[pivot]);
        std::swap(b[c], b[pivot]);
        for (std::size_t r = c + 1; r < n; ++r) {
            const double f = a[r][c] / a[c][c];
            for (std::size_t k = c; k < n; ++k) a[r][k] -= f * a[c][k];
            b[r] -= f * b[c];
        }
    }
    for (std::size_t c = n; c-- > 0;) {
        for (std::size_t k = c + 1; k < n; ++k) b[c] -= a[c][k] * b[k];
        b[c] /= a[c][c];
    }
    return b;
}

class Fitter {
  public:
    Fitter(const Outline& outline, const LookWarp& look) : outline_(outline), look_(look) {}

    // Of all bends that reach the wanted measures the likeliest: the least sum of squares of parts over what is usual
    // for them. Gauss-Newton with the constraints linearised; parts at their limit are held there.
    [[nodiscard]] Solution solve(const Wanted& wanted) const {
        std::vector<std::size_t> asked;
        for (std::size_t i = 0; i < kMeasureCount; ++i)
            if (wanted[i] != 0) asked.push_back(i);
        Usual usual;
        for (std::size_t k = 0; k < fit_count; ++k) usual[k] = kFitLimits[k].usual;
        // What belongs to one measure goes far only for that one.
        constexpr double else_share = 0.15;
        for (const auto& [part, measure] :
             {std::pair{fit_forehead, 5}, {fit_face, 6}, {fit_ear_up, 7}, {fit_ear_back, 8}})
            if (wanted[std::size_t(measure)] == 0) usual[part] *= else_share;
        Solution s;
        constexpr int rounds = 9;
        for (int round = 0;; ++round) {
            s.measured = Placement(outline_, look_, s.parts).measured();
            s.worst = 0;
            for (const std::size_t i : asked) s.worst = std::max(s.worst, std::fabs(wanted[i] - s.measured[i]));
            if (asked.empty() || (s.worst < 0.02 && round > 1) || round == rounds) return s;
            s.parts = step(s, wanted, asked, usual);
        }
    }

  private:
    [[nodiscard]] FitParts step(const Solution& s, const Wanted& wanted, const std::vector<std::size_t>& asked,
                                const Usual& usual) const {
        constexpr std::array<double, fit_count> probe{.005, .005, .005, .01, .005, .01, .01, .5, .01, .5, .5};
        std::array<Measured, fit_count> slope{};
        parallel_for(fit_count, [&](std::size_t k) {
            FitParts parts = s.parts;
            parts[k] += probe[k];
            slope[k] = Placement(outline_, look_, parts).measured();
            for (std::size_t i = 0; i < kMeasureCount; ++i) slope[k][i] = (slope[k][i] - s.measured[i]) / probe[k];
        });
        std::array<bool, fit_count> held{};
        FitParts next = s.parts;
        for (bool again = true; again;) {
            again = false;
            const std::size_t n = asked.size();
            std::vector<std::vector<double>> a(n, std::vector<double>(n, 0.0));
            std::vector<double> b(n);
            for (std::size_t r = 0; r < n; ++r) {
                b[r] = wanted[asked[r]] - s.measured[asked[r]];
                for (std::size_t k = 0; k < fit_count; ++k) {
                    b[r] -= slope[k][asked[r]] * ((held[k] ? next[k] : 0) - s.parts[k]);
                    if (held[k]) continue;
                    const double v = usual[k] * usual[k];
                    for (std::size_t c = 0; c < n; ++c) a[r][c] += v * slope[k][asked[r]] * slope[k][asked[c]];
                }
                a[r][r] += 1e-4;  // mm2: keeps it solvable where parts are held
            }
            const std::vector<double> pull = solved(std::move(a), std::move(b));
            double farthest = 1;
            std::size_t out = fit_count;
            for (std::size_t k = 0; k < fit_count; ++k) {
                if (held[k]) continue;
                next[k] = 0;
                for (std::size_t r = 0; r < n; ++r) next[k] += usual[k] * usual[k] * slope[k][asked[r]] * pull[r];
                if (const double share = std::fabs(next[k]) / kFitLimits[k].most; share > farthest) {
                    farthest = share;
                    out = k;
                }
            }
            if (out < fit_count) {
                next[out] = next[out] < 0 ? -kFitLimits[out].most : kFitLimits[out].most;
                held[out] = again = true;
            }
        }
        return next;
    }

    const Outline& outline_;
    const LookWarp& look_;
};

std::string millimetres(double v) {
    char text[40];
    std::snprintf(text, sizeof text, "%.0f", v);
    return text;
}

// The widest range of measure i that the other wanted ones leave, to a millimetre; nothing where they leave none.
std::optional<std::array<double, 2>> range_left(const Fitter& fitter, Wanted wanted, std::size_t i) {
    wanted[i] = 0;
    const Solution without = fitter.solve(wanted);
    if (without.worst > near_enough) return std::nullopt;
    std::array<double, 2> range{};
    for (const std::size_t end : {0, 1}) {
        double in = without.measured[i], out = end ? ranges[i].high : ranges[i].low;
        wanted[i] = out;
        if (fitter.solve(wanted).worst <= near_enough)
            in = out;
        else if (end ? in > out : in < out)
            return std::nullopt;
        while (std::fabs(out - in) > 1) {
            wanted[i] = 0.5 * (in + out);
            (fitter.solve(wanted).worst <= near_enough ? in : out) = wanted[i];
        }
        range[end] = end ? std::floor(in) : -std::floor(-in);
    }
    return range;
}

[[noreturn]] void refuse(const Fitter& fitter, const Wanted& wanted, const Wanted& all) {
    std::string choices;
    int found = 0;
    for (std::size_t i = 0; i < kMeasureCount && found < 2; ++i) {
        if (wanted[i] == 0) continue;
        const auto range = range_left(fitter, all, i);
        if (!range) continue;
        choices += (found++ ? ", or give " : "give ") + std::string(ranges[i].name) + " " + millimetres((*range)[0]) +
                   " to " + millimetres((*range)[1]) + " mm instead of " + millimetres(wanted[i]);
    }
    if (choices.empty()) choices = "leave out two or more of them";
    throw BadMeasures("built-in head: no head has all of these measures; " + choices);
}

}  // namespace

std::span<const MeasureRange> measure_ranges() { return ranges; }

BustMeasures mean_measures(Sex sex) {
    BustMeasures m;
    m.sex = sex;
    m.head_length = sex == Sex::male ? 199.5 : 189.8;
    m.head_breadth = sex == Sex::male ? 154.3 : 147.8;
    m.circumference = sex == Sex::male ? 574.4 : 548;
    return m;
}

FitParts fit(const Outline& outline, const LookWarp& look, const BustMeasures& asked) {
    Wanted wanted{};
    for (std::size_t i = 0; i < kMeasureCount; ++i) {
        wanted[i] = asked.*ranges[i].member;
        if (wanted[i] != 0 && !(wanted[i] >= ranges[i].low && wanted[i] <= ranges[i].high))
            throw BadMeasures("built-in head: " + std::string(ranges[i].name) + " is out of range; give " +
                              millimetres(ranges[i].low) + " to " + millimetres(ranges[i].high) +
                              " mm, or leave it out");
    }
    // The cranium has the size of the means unless something about it is asked. Then what is not asked follows the
    // sculpture in proportion: bald scans have 2 to 3 % less girth than their length and breadth would have by the
    // means, whose tapes went over hair.
    Wanted all = wanted;
    constexpr std::size_t of_cranium = 5;
    if (std::all_of(wanted.begin(), wanted.begin() + of_cranium, [](double v) { return v == 0; })) {
        const BustMeasures mean = mean_measures(asked.sex);
        for (std::size_t i = 0; i < of_cranium; ++i) all[i] = mean.*ranges[i].member;
    }
    const Fitter fitter(outline, look);
    const Solution s = fitter.solve(all);
    if (s.worst > near_enough) refuse(fitter, wanted, all);
    return s.parts;
}

}  // namespace stipple::bust
