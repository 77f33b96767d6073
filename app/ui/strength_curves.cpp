#include "strength_curves.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/time_table.h"
#include "time_scale.h"

namespace stipple::ui {
namespace {

using model::ParameterId;

constexpr std::array<const char*, 2> kEdges{"slow", "fast"};

// Dense where strength changes fast: after the last session and after every touch-up.
std::vector<double> sampling(const model::Design& design) {
    std::vector<double> years;
    const auto healing = [&](double from) {
        for (const double day : {0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 16.0, 18.0, 20.0, 22.0, 25.0, 28.0, 35.0, 43.83})
            years.push_back(from + day / kDaysPerYear);
    };
    healing(0);
    for (const double t : design.list(ParameterId::touchup_years)) {
        years.push_back(t - 1e-6);
        healing(t);
    }
    for (int eighth = 1; eighth <= int(kLastYears) * 8; eighth += eighth < 32 ? 1 : 2) years.push_back(eighth / 8.0);
    std::erase_if(years, [](double t) { return t < 0 || t > kLastYears; });
    std::sort(years.begin(), years.end());
    years.erase(std::unique(years.begin(), years.end()), years.end());
    return years;
}

}  // namespace

double strength_on(const std::vector<double>& years, const std::vector<double>& strengths, double t) {
    const auto above = std::lower_bound(years.begin(), years.end(), t);
    if (above == years.begin()) return strengths.front();
    if (above == years.end()) return strengths.back();
    const auto i = std::size_t(above - years.begin());
    const double share = (t - years[i - 1]) / (years[i] - years[i - 1]);
    return strengths[i - 1] + share * (strengths[i] - strengths[i - 1]);
}

bool StrengthCache::follow(const model::Design& design) {
    bool same = values_.size() == std::size_t(model::kParameterCount);
    for (int i = 0; same && i < model::kParameterCount; ++i)
        same = ParameterId(i) == ParameterId::time_years || values_[std::size_t(i)] == design.value(ParameterId(i));
    if (same) return false;
    values_.clear();
    for (int i = 0; i < model::kParameterCount; ++i) values_.push_back(design.value(ParameterId(i)));

    // Most of what an artist moves says nothing about time.
    std::vector<double> probes = design.list(ParameterId::touchup_years);
    probes.push_back(design.number(ParameterId::touchup_threshold_percent));
    constexpr std::array<double, 6> kTimes{0, 0.02, 0.2, 2, 6, 15};
    const auto probe = [&](const model::Design& d) {
        for (const double s : model::strengths_at(d, kTimes)) probes.push_back(s);
    };
    probe(design);
    for (const char* edge : kEdges) probe(design.with(ParameterId::time_course, std::string(edge)));
    if (probes == probes_) return false;
    probes_ = std::move(probes);
    return true;
}

const StrengthCurves& StrengthCache::curves(const model::Design& design) {
    if (!follow(design)) return curves_;
    ++computed_;
    now_at_ = -1;
    StrengthCurves curves;
    curves.years = sampling(design);
    curves.chosen = model::strengths_at(design, curves.years);
    curves.suggested = model::suggested_touchup(design);
    if (!design.list(ParameterId::touchup_years).empty())
        curves.untouched = model::strengths_at(design.with(ParameterId::touchup_years, std::vector<double>{}), curves.years);
    std::array<std::vector<double>, 2> edges;
    std::array<std::optional<double>, 2> due;
    for (std::size_t i = 0; i < kEdges.size(); ++i) {
        const model::Design edge = design.with(ParameterId::time_course, std::string(kEdges[i]));
        edges[i] = model::strengths_at(edge, curves.years);
        due[i] = model::suggested_touchup(edge);
    }
    curves.suggested_late = due[0];
    curves.suggested_early = due[1];
    for (std::size_t i = 0; i < curves.years.size(); ++i) {
        curves.low.push_back(std::min(edges[0][i], edges[1][i]));
        curves.high.push_back(std::max(edges[0][i], edges[1][i]));
        curves.most = std::max({curves.most, curves.high.back(), curves.chosen[i]});
    }
    curves_ = std::move(curves);
    return curves_;
}

StrengthNow StrengthCache::now(const model::Design& design) {
    (void)curves(design);
    const double years = design.number(ParameterId::time_years);
    if (years == now_at_) return now_;
    now_ = {strength_on(curves_.years, curves_.chosen, years), strength_on(curves_.years, curves_.low, years),
            strength_on(curves_.years, curves_.high, years)};
    now_at_ = years;
    return now_;
}

}  // namespace stipple::ui
