// The words of render --compare.
#pragma once
#include <string>
#include <vector>

#include "arguments.h"

namespace stipple::cli {

// As given; empty where not.
struct CompareWords {
    std::string layout, design_b, divider;
    std::vector<std::string> panes;
};

[[nodiscard]] std::string layout_list();  // "wipe, side, four or difference"
[[nodiscard]] std::string pane_list();    // what --compare and --panes understand, for --help

// Sets `compare`, `panes`, `design_b` and `divider`. Throws UsageError.
void check_comparison(Arguments& arguments, const CompareWords& words);

}  // namespace stipple::cli
