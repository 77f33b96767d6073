// Names of skin tones.
#pragma once
#include <string_view>

namespace stipple::model {

// Fitzpatrick's types, which are about burning and tanning, of people whose skin mostly has this Monk tone (1 to 10): 1 to 3 light, 4 to 6
// medium, 7 to 10 dark, as the scale's authors group them; between whole tones the nearer one's.
[[nodiscard]] constexpr std::string_view fitzpatrick_range(double tone) { return tone < 3.5 ? "I-II" : tone < 6.5 ? "III-IV" : "V-VI"; }

}  // namespace stipple::model
