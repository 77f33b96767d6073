#include "design.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

#include "hairline.h"

namespace stipple::model {
namespace {

[[noreturn]] void refuse(const Parameter& p, std::string_view given) {
    std::string what{p.name};
    what += " cannot be ";
    what += given.empty() ? "empty" : "'" + std::string(given) + "'";
    what += ": ";
    auto shown = [](double value) {
        char text[32];
        return std::string(text, std::to_chars(text, text + sizeof text, value).ptr);
    };
    const std::string range = shown(p.min) + " to " + shown(p.max) + (p.unit.empty() ? "" : " " + std::string(p.unit));
    switch (p.kind) {
        case ParameterKind::number:
            what += "give a number from " + range;
            if (p.automatic) what += ", or automatic";
            break;
        case ParameterKind::integer: what += "give a whole number from " + range; break;
        case ParameterKind::choice:
            what += "choose one of";
            for (std::string_view word : p.choices) what += " " + std::string(word);
            break;
        case ParameterKind::number_list:
            what += "give at most " + std::to_string(p.max_count) + (p.ascending ? " different" : "") +
                    " numbers from " + range + " with ; between them, or nothing";
            break;
    }
    throw BadValue(what);
}

std::string plain_text(const Value& value);

// The value as it is kept, or BadValue.
Value checked(const Parameter& p, Value value) {
    auto in_range = [&](double x) { return std::isfinite(x) && x >= p.min && x <= p.max; };
    switch (p.kind) {
        case ParameterKind::number:
        case ParameterKind::integer: {
            if (p.automatic && std::holds_alternative<std::string>(value) && std::get<std::string>(value) == kAutomatic)
                return value;
            const double* x = std::get_if<double>(&value);
            if (!x || !in_range(*x)) refuse(p, plain_text(value));
            if (p.kind == ParameterKind::integer && *x != std::floor(*x)) refuse(p, plain_text(value));
            return *x + 0.0;  // minus zero is zero: equal designs are written alike
        }
        case ParameterKind::choice: {
            const std::string* word = std::get_if<std::string>(&value);
            if (!word || std::find(p.choices.begin(), p.choices.end(), *word) == p.choices.end())
                refuse(p, plain_text(value));
            return value;
        }
        case ParameterKind::number_list: {
            std::vector<double>* items = std::get_if<std::vector<double>>(&value);
            if (!items || int(items->size()) > p.max_count || !std::all_of(items->begin(), items->end(), in_range))
                refuse(p, plain_text(value));
            for (double& x : *items) x += 0.0;
            if (p.ascending) {
                std::sort(items->begin(), items->end());
                if (std::adjacent_find(items->begin(), items->end()) != items->end()) refuse(p, plain_text(value));
            }
            return value;
        }
    }
    assert(false);
    return value;
}

Value default_value(const Parameter& p) {
    switch (p.kind) {
        case ParameterKind::number:
        case ParameterKind::integer:
            if (p.automatic) return std::string(kAutomatic);
            return p.default_number;
        case ParameterKind::choice: return std::string(p.default_text);
        case ParameterKind::number_list: return std::vector<double>{};
    }
    assert(false);
    return 0.0;
}

std::string number_text(double x) {  // shortest text that reads back as the same number
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

std::string plain_text(const Value& value) {
    if (const double* x = std::get_if<double>(&value)) return number_text(*x);
    if (const std::string* word = std::get_if<std::string>(&value)) return *word;
    std::string text;
    for (double x : std::get<std::vector<double>>(value)) text += (text.empty() ? "" : ";") + number_text(x);
    return text;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const auto first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

// One finite decimal number and nothing else.
std::optional<double> read_number(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
    double x = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), x);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(x)) return std::nullopt;
    return x;
}

// What an automatic parameter is while nobody has set it.
double follow(const Design& design, ParameterId id) {
    switch (id) {
        case ParameterId::skin_oil: {
            const std::string& type = design.choice(ParameterId::client_skin_type);
            return type == "dry" ? 0.15 : type == "oily" ? 0.75 : parameter(id).default_number;
        }
        case ParameterId::hairline_wave_mm:
            return hairline_waves(design).wave_mm;
        case ParameterId::hairline_softness_mm:
            return hairline_waves(design).softness_mm;
        case ParameterId::hairline_sentinels:
            return hairline_waves(design).sentinels;
        case ParameterId::hairline_jitter_mm:
            return hairline_waves(design).jitter_mm;
        // Two sides with waves of their own are this far apart: their root mean square is 0.53 of the amplitude.
        case ParameterId::hairline_asymmetry_mm:
            return std::min(0.5 * design.number(ParameterId::hairline_wave_mm), parameter(id).max);
        default:
            return parameter(id).default_number;  // worked out where the head is made
    }
}

}  // namespace

Design::Design() {
    values_.reserve(kParameterCount);
    for (const Parameter& p : parameters()) values_.push_back(checked(p, default_value(p)));
}

const Value& Design::value(ParameterId id) const {
    assert(int(id) >= 0 && int(id) < kParameterCount);
    return values_[std::size_t(id)];
}

bool Design::is_automatic(ParameterId id) const {
    return parameter(id).automatic && std::holds_alternative<std::string>(value(id));
}

double Design::number(ParameterId id) const {
    if (is_automatic(id)) return follow(*this, id);
    const double* x = std::get_if<double>(&value(id));
    assert(x && "not a number parameter");
    return *x;
}

const std::string& Design::choice(ParameterId id) const {
    assert(parameter(id).kind == ParameterKind::choice);
    return std::get<std::string>(value(id));
}

const std::vector<double>& Design::list(ParameterId id) const {
    assert(parameter(id).kind == ParameterKind::number_list);
    return std::get<std::vector<double>>(value(id));
}

Design Design::with(ParameterId id, Value value) const {
    Design changed = *this;
    changed.values_[std::size_t(id)] = checked(parameter(id), std::move(value));
    return changed;
}

Design Design::with_painting(Painting painting) const {
    Design design = *this;
    design.painting_ = std::move(painting);
    return design;
}

Design Design::with_head(HeadSettings head) const {
    Design changed = *this;
    changed.head_ = std::move(head);
    return changed;
}

Design Design::for_scan(const Scan& scan) const {
    Design changed = *this;
    if (!head_.scan.hash.empty() && head_.scan.hash != scan.hash) {
        changed.head_ = {};
        for (const Parameter& p : parameters())
            if (p.of_scan) changed.values_[std::size_t(p.id)] = checked(p, default_value(p));
    }
    changed.head_.scan = scan;
    return changed;
}

Value parse_value(ParameterId id, std::string_view text) {
    const Parameter& p = parameter(id);
    const std::string_view given = trimmed(text);
    switch (p.kind) {
        case ParameterKind::number:
        case ParameterKind::integer: {
            if (p.automatic && given == kAutomatic) return std::string(kAutomatic);
            const std::optional<double> x = read_number(given);
            if (!x) refuse(p, given);
            return checked(p, *x);
        }
        case ParameterKind::choice: return checked(p, std::string(given));
        case ParameterKind::number_list: {
            std::vector<double> items;
            std::string_view rest = given;
            while (!rest.empty()) {
                const auto end = rest.find(';');
                const std::optional<double> x = read_number(rest.substr(0, end));
                if (!x) refuse(p, given);
                items.push_back(*x);
                if (end == std::string_view::npos) break;
                rest.remove_prefix(end + 1);
                if (trimmed(rest).empty()) refuse(p, given);  // "4;" names no second year
            }
            return checked(p, std::move(items));
        }
    }
    assert(false);
    return 0.0;
}

std::string format_value(ParameterId id, const Value& value) { return plain_text(checked(parameter(id), value)); }

Design apply(const Design& design, const Edit& edit) { return design.with(edit.parameter, edit.value); }

}  // namespace stipple::model
