// The side panel: every parameter of the table, by section, in table order.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "model/design.h"
#include "output.h"
#include "state.h"

namespace stipple::ui {

class Panel {
  public:
    // Fills `area`; sections that do not fit at first start folded, so that every section's name can be seen.
    void draw(Context& context, const Rect& area, const model::Design& design, const UiState& state);

  private:
    void section(Context& context, std::string_view name, const model::Design& design, float width);
    void row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void slider_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void seed_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void choice_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void list_row(Context& context, const model::Parameter& parameter, const model::Design& design, float width);
    void typed_text(Context& context, const model::Parameter& parameter, const model::Design& design, ImGuiID id,
                    ImVec2 at, float width);
    void refusal(Context& context, ImGuiID id, ImVec2 at, float width);
    [[nodiscard]] bool shown(const model::Parameter& parameter, const model::Design& design) const;
    [[nodiscard]] float row_height(const Context& context, const model::Parameter& parameter) const;

    std::map<std::string_view, bool> open_;
    bool opened_ = false;  // the first layout has chosen which sections are open
};

}  // namespace stipple::ui
