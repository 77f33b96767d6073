#include "comparison.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>

#include "time_table.h"

namespace stipple::model {
namespace {

using enum PaneAspect;

constexpr PaneWord kWords[] = {
    {design, "before", "", "the head without a single dot"},
    {design, "after", "", "the design as it is"},
    {design, "A", "", "the same, called by its letter beside B"},
    {design, "B", "", "the other design: of --design-b, or kept as B in the window"},
    {sessions, "session-", "N", "as it stands after session N, 1 to 4"},
    {time, "fresh", "", "on the day of the last session"},
    {time, "healed", "", "six weeks later, when the colour is true"},
    {time, "year-", "T", "T years later, 0 to 15; year-0.5 for six months"},
    {touchups, "no-touch-up", "", "without any touch-up"},
    {touchups, "touch-up-", "T", "with a touch-up at T years, instead of the design's own"},
    {course, "slow", "", "as it fades at the slow edge of what is usual"},
    {course, "typical", "", "as it fades in the middle of what is usual"},
    {course, "fast", "", "as it fades at the fast edge of what is usual"},
    {value, "id=", "value", "any other parameter of --set at a value"},
};

std::string joined_words() {
    std::string text;
    for (const PaneWord& w : kWords) text += (text.empty() ? "" : ", ") + std::string(w.word) + std::string(w.number);
    return text;
}

std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> parts;
    for (std::size_t at = 0;;) {
        const std::size_t end = words.find('+', at);
        parts.emplace_back(words.substr(at, end - at));
        if (end == std::string_view::npos) return parts;
        at = end + 1;
    }
}

const PaneWord* find_word(std::string_view word) {
    if (word.find('=') != std::string_view::npos) return &kWords[std::size(kWords) - 1];
    for (const PaneWord& w : kWords)
        if (w.number.empty() ? word == w.word : word.starts_with(w.word) && w.aspect != value) return &w;
    return nullptr;
}

[[noreturn]] void refuse(std::string_view word, const std::string& why) { throw BadValue("pane '" + std::string(word) + "': " + why); }

// What panes cannot differ in, since they share it.
bool shared_by_panes(const Parameter& p) {
    if (p.id == ParameterId::scan_surface || p.id == ParameterId::scan_show_repairs) return false;
    return p.of_scan || p.id == ParameterId::dot_pattern || p.name.starts_with("head.");
}

Edit value_edit(std::string_view word) {
    const std::size_t equals = word.find('=');
    const std::string_view name = word.substr(0, equals);
    const auto id = find_parameter(name);
    if (!id) refuse(word, "there is no such parameter; did you mean " + std::string(nearest_parameter(name).parameter.name) + "?");
    if (shared_by_panes(parameter(*id)))
        refuse(word, "all panes show one head and its sites, so " + std::string(name) + " cannot differ; make a sheet with --vary, or two pictures");
    try {
        return {*id, parse_value(*id, word.substr(equals + 1))};
    } catch (const BadValue& error) {
        refuse(word, error.what());
    }
}

Value number_of(std::string_view word, const PaneWord& w, ParameterId id) {
    try {
        return parse_value(id, word.substr(w.word.size()));
    } catch (const BadValue&) {
        refuse(word, "write " + std::string(w.word) + std::string(w.number) + ": " + std::string(w.help));
    }
}

std::string number_text(double x) {
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

std::string years_told(double years) { return number_text(years) + (years == 1 ? " year" : " years"); }

}  // namespace

const LayoutWord& layout_word(CompareLayout layout) { return kCompareLayouts[std::size_t(layout)]; }

std::optional<CompareLayout> find_layout(std::string_view word) {
    for (const LayoutWord& w : kCompareLayouts)
        if (w.word == word) return w.layout;
    return std::nullopt;
}

std::span<const PaneWord> pane_words() { return kWords; }

Pane parse_pane(std::string_view words) {
    Pane pane{std::string(words)};
    std::vector<PaneAspect> said;
    std::vector<double> touchup_years;
    for (const std::string& word : split(words)) {
        const PaneWord* w = find_word(word);
        if (!w) refuse(word, "there is no such word; choose of " + joined_words() + ", joined by +");
        const bool again = std::find(said.begin(), said.end(), w->aspect) != said.end();
        if (again && w->aspect != value && !(w->aspect == touchups && !w->number.empty() && !touchup_years.empty()))
            refuse(words, "'" + word + "' and a word before it say the same of one pane; leave one of them out");
        said.push_back(w->aspect);
        switch (w->aspect) {
            case design:
                pane.treated = word != "before";
                pane.other = word == "B";
                break;
            case sessions: pane.edits.push_back({ParameterId::sessions_shown, number_of(word, *w, ParameterId::sessions_shown)}); break;
            case time:
                pane.edits.push_back({ParameterId::time_years, word == "fresh" ? Value(0.0) : word == "healed" ? Value(kHealedYears)
                                                                                        : number_of(word, *w, ParameterId::time_years)});
                break;
            case touchups:
                if (!w->number.empty()) touchup_years.push_back(std::get<double>(number_of(word, *w, ParameterId::time_years)));
                try {
                    pane.edits.push_back({ParameterId::touchup_years, parse_value(ParameterId::touchup_years, format_value(ParameterId::touchup_years, touchup_years))});
                } catch (const BadValue& error) {
                    refuse(words, error.what());
                }
                break;
            case course: pane.edits.push_back({ParameterId::time_course, word}); break;
            case value: pane.edits.push_back(value_edit(word)); break;
        }
    }
    return pane;
}

std::string words_about(std::string_view words, PaneAspect aspect) {
    std::string about;
    for (const std::string& word : split(words))
        if (const PaneWord* w = find_word(word); w && w->aspect == aspect) about += (about.empty() ? "" : "+") + word;
    return about;
}

std::string with_words_about(std::string_view words, PaneAspect aspect, std::string_view word) {
    std::string all;
    for (const PaneAspect a : {design, sessions, time, touchups, course, value})
        if (const std::string about = a == aspect ? std::string(word) : words_about(words, a); !about.empty() && about != "after")
            all += (all.empty() ? "" : "+") + about;
    return all.empty() ? "after" : all;
}

PaneDesign applied(const Pane& pane, const Design& given, const Design* other) {
    if (pane.other && !other) throw BadValue("pane 'B': there is no other design; give one by --design-b, or keep one as B in the window");
    Design shown = pane.other ? *other : given;
    if (pane.other) {
        shown = shown.with_head(given.head());
        for (const Parameter& p : parameters())
            if (shared_by_panes(p)) shown = shown.with(p.id, given.value(p.id));
    }
    for (const Edit& edit : pane.edits) shown = apply(shown, edit);
    return {std::move(shown), pane.treated};
}

namespace {

// Days count while work heals.
std::string time_told(double years) {
    if (years == kHealedYears) return "Healed, six weeks";
    if (years < kHealedYears) return "Day " + std::to_string(std::lround(years * 365.25));
    return format_value(ParameterId::time_years, years) + (years == 1 ? " year" : " years");
}

// "Touch-up at 4 and 8 years"
std::string touchups_told(const std::string& list) {
    if (list.empty()) return "No touch-up";
    std::string years = list;
    for (std::size_t at; (at = years.find(';')) != std::string::npos;) years.replace(at, 1, " and ");
    return "Touch-up at " + years + " years";
}

}  // namespace

std::string value_told(ParameterId id, const Value& value) {
    const Parameter& p = parameter(id);
    const std::string shown = format_value(id, value);
    if (id == ParameterId::time_years) return time_told(std::get<double>(value));
    if (id == ParameterId::touchup_years) return touchups_told(shown);
    std::string text = std::string(p.label) + " " + shown;
    if (!p.unit.empty() && p.kind != ParameterKind::choice) text += " " + std::string(p.unit);
    return text;
}

std::string pane_label(const Pane& pane, const PaneDesign& shown) {
    std::string label;
    const auto add = [&](const std::string& words) { label += (label.empty() ? "" : ", ") + words; };
    const std::vector<std::string> words = split(pane.words);
    for (const std::string& word : words) {
        const PaneWord* w = find_word(word);
        assert(w && "parse_pane took these words");
        switch (w->aspect) {
            case design:
                if (word == "A" || word == "B") add("design " + word);
                else if (word == "before" || words.size() == 1) add(word);
                break;
            case sessions: {
                const auto of = int(shown.design.number(ParameterId::sessions_count)), n = int(shown.design.number(ParameterId::sessions_shown));
                if (n > of) add("after all " + std::to_string(of) + (of == 1 ? " session" : " sessions"));
                else add("after session " + std::to_string(n) + " of " + std::to_string(of));
                break;
            }
            case time: add(w->number.empty() ? word : years_told(shown.design.number(ParameterId::time_years))); break;
            case touchups: add(w->number.empty() ? "no touch-up" : "touch-up at " + years_told(std::get<double>(number_of(word, *w, ParameterId::time_years)))); break;
            case course: add(word + " course"); break;
            case value: {
                const Edit edit = value_edit(word);
                add(value_told(edit.parameter, edit.value));
                break;
            }
        }
    }
    label[0] = char(label[0] >= 'a' && label[0] <= 'z' ? label[0] - 'a' + 'A' : label[0]);
    return label;
}

}  // namespace stipple::model
