// Numbers and choices as a client reads them.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "model/parameters.h"

namespace stipple::ui {

// "per cm2" -> "per cm²", in sentences too.
[[nodiscard]] std::string unit_label(std::string_view unit);
// With as many decimals as the step has, and up to two more where the value itself has them.
[[nodiscard]] std::string number_text(double value, double step);
// Shares from 0 to 1 without a unit are shown, and typed, in percent.
[[nodiscard]] bool is_percent(const model::Parameter& parameter);
[[nodiscard]] std::string bare_text(const model::Parameter& parameter,
                                    double value);  // without unit, as one would type it
[[nodiscard]] std::string value_text(const model::Parameter& parameter, double value);  // with its unit
[[nodiscard]] std::string count_text(std::uint64_t count);                              // "184,320"
[[nodiscard]] std::string years_text(double years);              // "Day 0", "6 weeks", "9 months", "4.5 years"
[[nodiscard]] std::string choice_text(std::string_view choice);  // "widows-peak" -> "Widow's peak"

}  // namespace stipple::ui
