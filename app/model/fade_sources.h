// What the fade model rests on, figure by figure: what is published, what follows from it, and what is assumed because nobody has
// published anything. Panel and documentation read this one table.
#pragma once
#include <string>
#include <vector>

namespace stipple::model {

enum class Ground { known, derived, assumed };

struct FadeFigure {
    Ground ground;
    std::string figure;  // "Half-life"
    std::string value;   // "6 years", made from the constant the model works with where there is one
    std::string why;     // what it means and how sure it is, one to three sentences
    std::string source;  // who says so
};

// Known ones first, then derived, then assumed.
[[nodiscard]] const std::vector<FadeFigure>& fade_figures();

}  // namespace stipple::model
