#include "bust_measures.h"

#include <array>
#include <cassert>
#include <cmath>
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

std::map<model::ParameterId, double> measures_by_parameter(const scalp::Head& head) {
    static constexpr std::pair<const char*, model::ParameterId> names[] = {
        {"head_length", head_length_mm},
        {"head_breadth", head_breadth_mm},
        {"circumference", head_circumference_mm},
        {"glabella_vertex_inion_arc", head_sagittal_arc_mm},
        {"bitragion_arc", head_bitragion_arc_mm},
        {"forehead_height", head_forehead_height_mm},
        {"face_height", head_face_height_mm},
        {"ear_height", head_ear_height_mm},
        {"ear_depth", head_ear_depth_mm}};
    std::map<model::ParameterId, double> out;
    for (const auto& [name, id] : names)
        if (const auto found = head.frame.measures_mm.find(name); found != head.frame.measures_mm.end())
            out[id] = std::round(found->second * 2) / 2;  // as a tape is read
    return out;
}

model::ParameterId parameter_of(double BustMeasures::*measure) {
    for (const auto& [member, id] : kMeasures)
        if (member == measure) return id;
    assert(false);
    return kMeasures[0].second;
}

}  // namespace stipple::session
