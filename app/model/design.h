// A design is an immutable value: one value per parameter, what was painted by hand, and what was decided about the scan.
// Changing it makes another.
#pragma once
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "head_settings.h"
#include "painting.h"
#include "parameters.h"

namespace stipple::model {

// number or integer, choice, number_list. A number parameter marked automatic may hold kAutomatic instead of a number.
using Value = std::variant<double, std::string, std::vector<double>>;
inline constexpr std::string_view kAutomatic = "automatic";

// A value that its parameter does not allow. what() says which, what was given and what is allowed.
struct BadValue : std::runtime_error {
    using std::runtime_error::runtime_error;
};

class Design {
  public:
    Design();  // every parameter at its default
    [[nodiscard]] double number(ParameterId id) const;                     // number or integer parameters; automatic ones worked out
    [[nodiscard]] const std::string& choice(ParameterId id) const;         // choice parameters
    [[nodiscard]] const std::vector<double>& list(ParameterId id) const;   // number_list parameters
    [[nodiscard]] const Value& value(ParameterId id) const;                // as given: may be kAutomatic
    [[nodiscard]] bool is_automatic(ParameterId id) const;                 // true while it follows other parameters
    [[nodiscard]] Design with(ParameterId id, Value value) const;          // throws BadValue

    [[nodiscard]] const HeadSettings& head() const { return head_; }
    [[nodiscard]] Design with_head(HeadSettings head) const;
    // The design as it applies to `scan`: what was decided about another one, points and parameters of_scan, is left out.
    // Decisions that name no scan are taken to be about this one. The answer names it.
    [[nodiscard]] Design for_scan(const Scan& scan) const;

    [[nodiscard]] const Painting& painting() const { return painting_; }
    [[nodiscard]] Design with_painting(Painting painting) const;

    [[nodiscard]] bool operator==(const Design&) const = default;

  private:
    std::vector<Value> values_;
    HeadSettings head_;
    Painting painting_;
};

// Reads text as the command line gives it ("8", "soft", "4;8"). Throws BadValue.
[[nodiscard]] Value parse_value(ParameterId id, std::string_view text);
[[nodiscard]] std::string format_value(ParameterId id, const Value& value);

// What a user did. The user interface only ever returns these.
struct Edit {
    ParameterId parameter;
    Value value;
};
[[nodiscard]] Design apply(const Design& design, const Edit& edit);  // throws BadValue

}  // namespace stipple::model
