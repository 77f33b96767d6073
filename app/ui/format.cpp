#include "format.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <utility>

#include "model/skin_types.h"

namespace stipple::ui {
namespace {

std::string fixed(double value, int decimals) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
    return buffer;
}

}  // namespace

std::string unit_label(std::string_view unit) {
    std::string text(unit);
    if (text == "um") return "\xC2\xB5m";
    for (std::size_t at; (at = text.find("cm2")) != std::string::npos;) text.replace(at, 3, "cm\xC2\xB2");
    for (std::size_t at; (at = text.find("+-")) != std::string::npos;) text.replace(at, 2, "\xC2\xB1");
    return text;
}

std::string number_text(double value, double step) {
    int decimals = step > 0 ? std::clamp(int(std::ceil(-std::log10(step) - 1e-6)), 0, 4) : 2;
    for (int more = 0; more < 2; ++more) {
        if (std::abs(std::strtod(fixed(value, decimals).c_str(), nullptr) - value) <= 1e-6 * (1 + std::abs(value)))
            break;
        ++decimals;
    }
    std::string text = fixed(value, decimals);
    return text == "-0" ? "0" : text;
}

bool is_percent(const model::Parameter& parameter) {
    return parameter.kind == model::ParameterKind::number && parameter.unit.empty() && parameter.max <= 1;
}

std::string bare_text(const model::Parameter& parameter, double value) {
    return is_percent(parameter) ? number_text(value * 100, parameter.step * 100) : number_text(value, parameter.step);
}

std::string value_text(const model::Parameter& parameter, double value) {
    if (parameter.id == model::ParameterId::scan_known_length_mm && value == 0) return "not measured";
    const std::string text = bare_text(parameter, value);
    if (is_percent(parameter)) return text + " %";
    if (parameter.unit == "Monk") return text + " \xC2\xB7 Fitzpatrick " + std::string(model::fitzpatrick_range(value));
    return parameter.unit.empty() ? text : text + " " + unit_label(parameter.unit);
}

std::string count_text(std::uint64_t count) {
    std::string digits = std::to_string(count), text;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
        text += digits[i];
    }
    return text;
}

std::string years_text(double years) {
    const double days = years * 365.25;
    if (days < 1) return "Day 0";
    if (days < 13.5) return fixed(days, 0) + (std::lround(days) == 1 ? " day" : " days");
    if (days < 60) return fixed(days / 7, 0) + " weeks";
    if (years < 0.995) return fixed(years * 12, 0) + " months";
    return fixed(years, 1) + " years";
}

std::string choice_text(std::string_view choice) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSpecial{{
        {"widows-peak", "Widow\xE2\x80\x99s peak"},
        {"m-shape", "M-shape"},
        {"smp-carbon", "SMP carbon"},
        {"blue-noise", "Natural"},
    }};
    for (auto [name, label] : kSpecial)
        if (name == choice) return std::string(label);
    std::string text(choice);
    // A hyphen between a word and a number or word becomes a space: "norwood-3-vertex" is "Norwood 3 vertex".
    std::replace(text.begin(), text.end(), '-', ' ');
    if (!text.empty()) text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

}  // namespace stipple::ui
