// The table of levels (docs/architecture.md) as a function of one include.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stipple::tests {

struct Include {
    std::string path;    // as written
    bool angled = false;  // <...>
    int line = 0;
};
[[nodiscard]] std::vector<Include> includes_of(std::string_view text);

// What is wrong with that include in that file, or "". `file` and `target` are paths from the project's root; `target` is
// where a quoted include leads, or "" for an angled one or one that leads nowhere.
[[nodiscard]] std::string broken_rule(std::string_view file, const Include& include, std::string_view target);

}  // namespace stipple::tests
