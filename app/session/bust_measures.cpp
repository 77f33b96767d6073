#include "bust_measures.h"

#include <array>
#include <cassert>
#include <utility>

namespace stipple::session {
namespace {

using bust::BustMeasures;
using enum model::ParameterId;

constexpr std::array<std::pair<double BustMeasures::*, model::ParameterId>, 9> kMeasures{{
    {&BustMeasures::head_length, head_length_mm},
    {&BustMeasures::head_breadth, head_breadth_mm},
    {&BustMeasures::circumference, head_circumference_mm},
    {&BustMeasures::sagittal_arc, head_sagittal_arc_mm},
    {&BustMeasures::bitragion_arc, head_bitragion_arc_mm},
    {&BustMeasures::forehead_height, head_forehead_height_mm},
    {&BustMeasures::face_height, head_face_height_mm},
    {&BustMeasures::ear_height, head_ear_height_mm},
    {&BustMeasures::ear_depth, head_ear_depth_mm},
}};

}  // namespace

BustMeasures bust_measures(const model::Design& design) {
    BustMeasures m;
    m.sex = design.choice(head_sex) == "female" ? bust::Sex::female : bust::Sex::male;
    m.age = design.number(head_age_years);
    m.build = design.number(head_build);
    m.eyes_open = design.choice(head_eyes) == "open";
    for (const auto& [measure, id] : kMeasures)
        if (!design.is_automatic(id)) m.*measure = design.number(id);
    return m;
}

model::ParameterId parameter_of(double BustMeasures::*measure) {
    for (const auto& [member, id] : kMeasures)
        if (member == measure) return id;
    assert(false);
    return kMeasures[0].second;
}

}  // namespace stipple::session
