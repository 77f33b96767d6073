// A number in a table: dragged sideways, typed after a double click, and quiet where it is only the default.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "model/parameters.h"
#include "output.h"

namespace stipple::ui {

struct Cell {
    double value = 0;
    double min = 0, max = 1, step = 1;
    std::string text;    // as shown, "15 : 1"
    bool given = true;   // set by the user, not the default
    std::string help;    // the tooltip
};
struct CellResult {
    std::optional<double> value;
    std::uint64_t gesture = 0;
    bool reset = false;  // right click: wants the default
};
// `table` names what shows a refusal of what was typed: see refused_text.
CellResult number_cell(Context& context, const std::string& name, ImVec2 min, ImVec2 max, const Cell& cell, ImGuiID table);
// The number in what was typed, "12", "12 days" or "15:1"; none where there is none.
[[nodiscard]] std::optional<double> typed_number(const std::string& text);

}  // namespace stipple::ui
