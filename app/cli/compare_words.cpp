#include "compare_words.h"

#include <algorithm>
#include <charconv>

namespace stipple::cli {

std::string layout_list() {
    std::string text;
    for (std::size_t i = 0; i < model::kCompareLayouts.size(); ++i)
        text += (i == 0 ? "" : i + 1 < model::kCompareLayouts.size() ? ", " : " or ") + std::string(model::kCompareLayouts[i].word);
    return text;
}

// What --panes understands, for --help.
std::string pane_list() {
    std::string text = "\nLayouts for --compare:\n";
    const auto line = [&](const std::string& word, std::string_view help) { text += "  " + word + std::string(word.size() < 14 ? 14 - word.size() : 1, ' ') + std::string(help) + "\n"; };
    for (const model::LayoutWord& w : model::kCompareLayouts) line(std::string(w.word), w.help);
    text += "Words for --panes, joined by + (year-8+no-touch-up):\n";
    for (const model::PaneWord& w : model::pane_words()) line(std::string(w.word) + std::string(w.number), w.help);
    return text;
}

void check_comparison(Arguments& a, const CompareWords& words) {
    if (words.layout.empty()) {
        if (!words.panes.empty()) throw UsageError("--panes: give --compare too, one of " + layout_list());
        if (!words.design_b.empty()) throw UsageError("--design-b: give --compare too, one of " + layout_list() + ", and B among --panes");
        if (!words.divider.empty()) throw UsageError("--divider: only --compare wipe has one");
        return;
    }
    a.compare = model::find_layout(words.layout);
    if (!a.compare) throw UsageError("--compare " + words.layout + ": choose " + layout_list());
    const model::LayoutWord& layout = model::layout_word(*a.compare);
    std::vector<std::string> panes = words.panes;
    if (panes.empty() && layout.panes == 2) panes = {"before", words.design_b.empty() ? "after" : "B"};
    if (panes.size() != layout.panes) {
        throw UsageError("--panes: " + words.layout + " shows " + std::to_string(layout.panes) + " pictures, " + std::to_string(panes.size()) +
                         (panes.size() == 1 ? " is" : " are") + " named; for example --panes " +
                         (layout.panes == 2 ? "before,healed" : "before,healed,year-8,year-8+no-touch-up"));
    }
    for (const std::string& pane : panes) {
        try {
            a.panes.push_back(model::parse_pane(pane));
        } catch (const model::BadValue& error) {
            throw UsageError("--panes: " + std::string(error.what()));
        }
    }
    const bool asks = std::any_of(a.panes.begin(), a.panes.end(), [](const model::Pane& pane) { return pane.other; });
    if (asks && words.design_b.empty()) throw UsageError("--panes: B is the design of --design-b; give its file");
    if (!asks && !words.design_b.empty()) throw UsageError("--design-b: no pane shows it; name B among --panes");
    if (!words.design_b.empty()) a.design_b = words.design_b;
    if (words.divider.empty()) return;
    double divider = 0;
    const auto [end, error] = std::from_chars(words.divider.data(), words.divider.data() + words.divider.size(), divider);
    if (error != std::errc() || end != words.divider.data() + words.divider.size() || !(divider >= 0 && divider <= 1)) throw UsageError("--divider " + words.divider + ": give a share of the width from 0 to 1");
    if (*a.compare != model::CompareLayout::wipe) throw UsageError("--divider: only --compare wipe has one");
    a.divider = divider;
}

}  // namespace stipple::cli
