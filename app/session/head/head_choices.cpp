#include "head_choices.h"

#include "bust_measures.h"

namespace stipple::session {
namespace {

using model::ParameterId;

scalp::KnownLength known_length(const model::Design& design) {
    scalp::KnownLength known;
    known.mm = design.number(ParameterId::scan_known_length_mm);
    if (!(known.mm > 0)) return {};
    const std::string& kind = design.choice(ParameterId::scan_known_length);
    const auto& points = design.head().length_points;
    if (kind == "ear-to-ear") {
        known.kind = scalp::KnownLength::Kind::ear_to_ear;
    } else if (kind == "circumference") {
        known.kind = scalp::KnownLength::Kind::circumference;
    } else if (points.size() == 2) {
        known.kind = scalp::KnownLength::Kind::points;
        known.from = points[0];
        known.to = points[1];
    } else {
        return {};  // a coin whose rim has not been clicked yet says nothing
    }
    return known;
}

}  // namespace

HeadChoices head_choices(const model::Design& design) {
    HeadChoices choices;
    choices.scan_hash = design.head().scan.hash;
    choices.frame.marks = design.head().marks;
    choices.frame.known = known_length(design);
    choices.repair.triangles = design.choice(ParameterId::scan_repair) == "mend";
    choices.repair.fill_holes = design.choice(ParameterId::scan_holes) == "fill";
    const std::string& smoothing = design.choice(ParameterId::scan_smoothing);
    choices.repair.smoothing = smoothing == "never"    ? scalp::Smoothing::never
                               : smoothing == "always" ? scalp::Smoothing::always
                                                       : scalp::Smoothing::where_rough;
    choices.built_in = bust_measures(design);
    return choices;
}

HeadChoices choices_for(const HeadChoices& choices, const std::string& file_hash) {
    HeadChoices kept = choices.scan_hash.empty() || choices.scan_hash == file_hash ? choices : HeadChoices();
    kept.scan_hash = file_hash;
    kept.built_in = {};
    return kept;
}

HeadChoices built_in_choices(const HeadChoices& choices) {
    HeadChoices kept;
    kept.built_in = choices.built_in;
    return kept;
}

}  // namespace stipple::session
