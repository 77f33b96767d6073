// How rows of the parameter table are written; the files that hold rows include it and nothing else does.
#pragma once
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "parameters.h"

namespace stipple::model {

// The rows in ParameterId order: what is designed, what the client brings, the light, and the head.
[[nodiscard]] std::vector<Parameter> design_rows();
[[nodiscard]] std::vector<Parameter> client_rows();
[[nodiscard]] std::vector<Parameter> light_rows();
[[nodiscard]] std::vector<Parameter> head_rows();

namespace rows {

using std::string_view;

inline Parameter number(ParameterId id, string_view name, string_view label, string_view section, string_view unit, double min,
                        double max, double step, double default_number, string_view help, string_view source) {
    return {id, name, label, section, unit, ParameterKind::number, min, max, step, default_number, {}, {}, help, source};
}

inline Parameter integer(ParameterId id, string_view name, string_view label, string_view section, int min, int max,
                         int default_number, string_view help, string_view source) {
    return {id, name, label, section, "", ParameterKind::integer, double(min), double(max), 1, double(default_number), {}, {},
            help, source};
}

inline Parameter choice(ParameterId id, string_view name, string_view label, string_view section,
                        std::span<const string_view> choices, string_view default_text, string_view help, string_view source) {
    return {id,      name, label, section, "", ParameterKind::choice, 0, double(choices.size() - 1), 1, 0, default_text,
            choices, help, source};
}

inline Parameter list(ParameterId id, string_view name, string_view label, string_view section, string_view unit, double min,
                      double max, double step, int max_count, bool ascending, string_view help, string_view source) {
    Parameter p{id, name, label, section, unit, ParameterKind::number_list, min, max, step, 0, "", {}, help, source};
    p.max_count = max_count;
    p.ascending = ascending;
    return p;
}

inline Parameter of_built_in(Parameter p) {
    p.of_built_in = true;
    return p;
}

inline Parameter of_scan(Parameter p) {
    p.of_scan = true;
    return p;
}

// A fine point, kept out of the way at first.
inline Parameter folded(Parameter p) {
    p.folded = true;
    return p;
}

// How the head is looked at: no step to undo.
inline Parameter seen(Parameter p) {
    p.seen = true;
    return p;
}

inline Parameter automatic(Parameter p) {
    p.automatic = true;
    p.default_text = "automatic";
    return p;
}

}  // namespace rows
}  // namespace stipple::model
