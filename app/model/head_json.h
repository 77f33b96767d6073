// The "head" object of a design file. Only the model's own sources include this: it shows the JSON library.
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string_view>

#include "head_settings.h"

namespace stipple::model {

// Takes what is known out of the object and leaves the rest for writing back. Throws BadDesignFile, `name` standing for
// the file.
[[nodiscard]] HeadSettings read_head_settings(nlohmann::json& head, const std::filesystem::path& name);
// Adds to what is there.
void write_head_settings(const HeadSettings& settings, nlohmann::json& head);

// A JSON text no deeper than any design, and the bytes of a design file. Both throw BadDesignFile.
[[nodiscard]] nlohmann::json parsed_json(std::string_view text, const std::filesystem::path& name);
[[nodiscard]] std::string read_design_text(const std::filesystem::path& file);

}  // namespace stipple::model
