#include "output.h"

#include <utility>

namespace stipple::ui {

void Context::edit(model::ParameterId parameter, model::Value value, std::uint64_t gesture) {
    GestureEdit& added = out.edits.emplace_back();
    added.edit.parameter = parameter;
    added.edit.value = std::move(value);
    added.gesture = gesture;
}

}  // namespace stipple::ui
