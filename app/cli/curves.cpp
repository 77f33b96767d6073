// curves: what the fade model says of a design over the years, as a chart or as numbers.
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "export/line_chart.h"
#include "model/fade_sources.h"
#include "model/healing.h"
#include "model/safe_write.h"
#include "model/time_table.h"
#include "session/resolved_design.h"
#include "shared/profile.h"

namespace stipple::cli {
namespace {

using model::ParameterId;

constexpr double kDaysAYear = 365.25;
constexpr int kPoints = 300;

// What can be drawn: its word, what it is, and its value at a time in years.
struct Quantity {
    std::string_view word, title, unit;
    double (*at)(const model::Design&, double);
};

// By ink, over all dots of all sessions.
double mean_shift(const model::Design& design, double years) {
    const model::FadeCourse course(design);
    const shared::TimeTable table = course.table(years);
    const std::vector<double> ends = course.boundaries();
    double ink = 0, shifted = 0;
    for (std::uint32_t i = 0; i < shared::HALF_LIFE_CLASSES; ++i)
        for (std::size_t k = 0; k < ends.size(); ++k) {
            const shared::TimeEntry& entry = table.entries[i * shared::MAX_SESSIONS + k];
            const double here = double(entry.strength) * (ends[k] - (k > 0 ? ends[k - 1] : 0.0));
            ink += here;
            shifted += here * double(entry.shift);
        }
    return ink > 0 ? shifted / ink : 0;
}

double mean_diameter(const model::Design& design, double years) {
    return std::sqrt(double(shared::dot_width2(float(session::dot_width_mm(design)), float(model::mean_added_variance(design, years)), 1.0F)));
}

constexpr Quantity kQuantities[] = {
    {"strength", "Strength: ink now over ink healed", "share", model::strength_at},
    {"diameter", "Mean width of a dot", "mm", mean_diameter},
    {"shift", "Share of ink in the shifted hue", "share", mean_shift},
    {"redness", "Redness of treated skin", "share", [](const model::Design& of, double years) { return model::skin_healing(model::FadeCourse(of), years).redness; }},
    {"flaking", "Flaking of treated skin", "share", [](const model::Design& of, double years) { return model::skin_healing(model::FadeCourse(of), years).flaking; }},
};

// A round step that divides a range into about `parts`.
double round_step(double range, int parts) {
    const double raw = range / parts, unit = std::pow(10, std::floor(std::log10(raw)));
    for (const double step : {1.0, 2.0, 5.0})
        if (raw <= step * unit * 1.001) return step * unit;
    return 10 * unit;
}

void print_sources() {
    constexpr std::string_view words[] = {"known", "derived", "assumed"};
    std::cout << "| ground | figure | value | what it means | source |\n|---|---|---|---|---|\n";
    for (const model::FadeFigure& f : model::fade_figures())
        std::cout << "| " << words[int(f.ground)] << " | " << f.figure << " | " << f.value << " | " << f.why << " | " << f.source << " |\n";
    std::cout << std::flush;
}

}  // namespace

std::vector<std::string> curve_words() {
    std::vector<std::string> words;
    for (const Quantity& quantity : kQuantities) words.emplace_back(quantity.word);
    return words;
}

void curves(const Arguments& arguments) {
    if (arguments.sources) print_sources();
    if (!arguments.out && !arguments.json) return;
    const Quantity* quantity = nullptr;
    for (const Quantity& candidate : kQuantities)
        if (candidate.word == arguments.curve) quantity = &candidate;
    const model::Design design = design_of(arguments);
    if (arguments.variations.size() > 1) throw UsageError("--vary: a chart has one line a value of one parameter");

    exporting::LineChart chart;
    chart.title = quantity->title;
    const bool days = arguments.days > 0;
    const double last = days ? arguments.days / kDaysAYear : model::parameter(ParameterId::time_years).max;
    chart.x_label = days ? "days since the last session" : "years since the last session";
    chart.y_label = quantity->unit;
    std::vector<double> years;
    for (int i = 0; i <= kPoints; ++i) {
        years.push_back(last * i / kPoints);
        chart.x.push_back(days ? arguments.days * double(i) / kPoints : years.back());
    }
    const auto add = [&](const std::string& label, const model::Design& of) {
        exporting::Line line{label, {}};
        for (const double at : years) line.y.push_back(quantity->at(of, at));
        chart.lines.push_back(std::move(line));
    };
    if (arguments.variations.empty()) add("", design);
    else
        for (const std::string& value : arguments.variations[0].values) {
            const model::Parameter& p = model::parameter(arguments.variations[0].id);
            const model::Value parsed = model::parse_value(p.id, value);
            std::string label = model::format_value(p.id, parsed);
            if (label.empty()) label = "none";
            if (!p.unit.empty() && !label.empty() && label != "none") label += " " + std::string(p.unit);
            add(label, design.with(p.id, parsed));
        }
    if (arguments.json) {
        nlohmann::json lines = nlohmann::json::array();
        for (const exporting::Line& line : chart.lines) lines.push_back({{"label", line.label}, {"values", line.y}});
        std::cout << nlohmann::json{{"of", quantity->word}, {"unit", quantity->unit}, {"years", years}, {"lines", lines}}.dump() << std::endl;
    }
    if (!arguments.out) return;
    double most = 0;
    for (const exporting::Line& line : chart.lines) most = std::max(most, *std::max_element(line.y.begin(), line.y.end()));
    chart.y_step = round_step(std::max(most, 1e-3), 6);
    chart.y_max = std::ceil(std::max(most, 1e-3) / chart.y_step - 1e-9) * chart.y_step;
    chart.x_step = days ? (arguments.days > 20 ? 7 : 1) : 1;
    model::write_file_safely(*arguments.out, exporting::svg(chart));
}

}  // namespace stipple::cli
