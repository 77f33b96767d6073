// What is compared: panes, each the design under work with something of it changed, said in words of one table that command
// line, window and documents share.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "design.h"

namespace stipple::model {

enum class CompareLayout { wipe, side, four, difference };
struct LayoutWord {
    CompareLayout layout;
    std::string_view word, label, help;
    std::size_t panes;
};
inline constexpr std::array<LayoutWord, 4> kCompareLayouts{{
    {CompareLayout::wipe, "wipe", "Wipe", "Two designs on one head, with a divider between them that can be dragged", 2},
    {CompareLayout::side, "side", "Side by side", "Two pictures beside each other", 2},
    {CompareLayout::four, "four", "Two by two", "Four pictures, two by two", 4},
    {CompareLayout::difference, "difference", "Difference", "Where two differ in lightness, and by how much", 2},
}};
[[nodiscard]] const LayoutWord& layout_word(CompareLayout layout);
[[nodiscard]] std::optional<CompareLayout> find_layout(std::string_view word);

// What a word of a pane is about. A pane has one word of each aspect at most, but as many touch-ups and values as one likes.
enum class PaneAspect { design, sessions, time, touchups, course, value };
struct PaneWord {
    PaneAspect aspect;
    std::string_view word;    // "before"; "year-" where a number follows
    std::string_view number;  // what stands for that number in texts, "T"; empty: none follows
    std::string_view help;
};
// The table, in the order it is shown in.
[[nodiscard]] std::span<const PaneWord> pane_words();

struct Pane {
    std::string words;  // as given: "year-8+no-touch-up"
    bool treated = true;
    bool other = false;       // of the other design, called B
    std::vector<Edit> edits;  // of it, in order

    [[nodiscard]] bool operator==(const Pane& pane) const { return words == pane.words; }
};

// Reads words joined by +. Throws BadValue, which names the word and the remedy.
[[nodiscard]] Pane parse_pane(std::string_view words);
// The words of one aspect among these, joined by + again; empty for none. Words must be good.
[[nodiscard]] std::string words_about(std::string_view words, PaneAspect aspect);
// The same with `word` (which may be empty or joined) in place of all that is said about the aspect.
[[nodiscard]] std::string with_words_about(std::string_view words, PaneAspect aspect, std::string_view word);

// What one pane shows of one head.
struct PaneDesign {
    Design design;
    bool treated = true;
    [[nodiscard]] bool operator==(const PaneDesign&) const = default;
};
// `other` is design B, null where there is none: then a pane that asks for it is a BadValue. All panes have the head, the scan's
// decisions and the pattern of dots of `design`: they share one head and its sites.
[[nodiscard]] PaneDesign applied(const Pane& pane, const Design& design, const Design* other);

// What a person would call it: "After session 1 of 3, 4 years". `shown` is what applied() made of it.
[[nodiscard]] std::string pane_label(const Pane& pane, const PaneDesign& shown);
// A value as a person would say it: "Density 280 per cm2", "4 years".
[[nodiscard]] std::string value_told(ParameterId id, const Value& value);

}  // namespace stipple::model
