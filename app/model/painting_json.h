// The "painting" object of a design file. Only the model's own sources include this: it shows the JSON library.
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>

#include "painting.h"

namespace stipple::model {

// Takes what is known out of the object and leaves the rest for writing back; what is not known of a stroke stays with the
// stroke. Throws BadDesignFile, `name` standing for the file.
[[nodiscard]] Painting read_painting(nlohmann::json& entry, const std::filesystem::path& name);
// The text of the object, a line a stroke, as it stands two blanks deep in a design file; `rest` are keys to add.
[[nodiscard]] std::string painting_to_text(const Painting& painting, const nlohmann::json& rest);

}  // namespace stipple::model
