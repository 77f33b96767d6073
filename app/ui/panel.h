// The side panel: every parameter of the table, by section, in table order.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "certainty.h"
#include "model/design.h"
#include "output.h"
#include "state.h"

namespace stipple::ui {

class Panel {
  public:
    // Fills `area`. Headers of sections below the fold stay in sight at the bottom; a click on one goes there.
    void draw(Context& context, const Rect& area, const model::Design& design, const UiState& state);

  private:
    [[nodiscard]] std::vector<std::string_view> section_names(bool pinnable = false) const;
    void section(Context& context, std::string_view name, const model::Design& design, const UiState& state, float width);
    float head_lines(Context& context, const Rect& area, const UiState& state, float width);
    void landmark_page(Context& context, const model::Design& design, const UiState& state, float width);
    void brush_page(Context& context, const UiState& state, float width);
    void length_rows(Context& context, const model::Design& design, const UiState& state, float width);
    void pinned_headers(Context& context, const Rect& area, int count, float width);
    void row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void slider_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void seed_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void parting_line(Context& context, const PartingContrast& parting, float width);
    void scan_lines(Context& context, const char* place, const std::vector<std::string>& sentences, bool problems, float width);
    void choice_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void list_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void typed_text(Context& context, const model::Parameter& parameter, const model::Design& design, ImGuiID id,
                    ImVec2 at, float width);
    [[nodiscard]] bool shown(const model::Parameter& parameter) const;
    [[nodiscard]] float row_height(const Context& context, const model::Parameter& parameter) const;

    struct Section {
        bool open = true;
        float header_y = 0;  // where it lay when drawn last, window pixels
    };
    Section& section_state(std::string_view name);
    std::map<std::string_view, Section> sections_;
    const UiState* state_ = nullptr;  // while drawing
    std::string_view wanted_;         // section to scroll to
    Certainty certainty_;
    int pinned_ = 0;           // how many headers stay at the bottom
};

}  // namespace stipple::ui
