// Hairlines kept under a name, to begin other designs with. Each is a design file in one folder; only its hairline is taken.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "design.h"

namespace stipple::model {

// $XDG_DATA_HOME/stipple/hairlines, or ~/.local/share/stipple/hairlines.
[[nodiscard]] std::filesystem::path hairline_folder();

// The names kept in `folder`, in alphabetical order; none where there is no such folder.
[[nodiscard]] std::vector<std::string> saved_hairlines(const std::filesystem::path& folder);

// A name is 1 to 40 letters, digits, spaces, dashes, underscores or bytes beyond ASCII, neither beginning nor ending with a space.
[[nodiscard]] bool is_hairline_name(std::string_view name);

// Makes the folder where it is missing; replaces what has this name. Throws CannotWrite.
void save_hairline(const std::filesystem::path& folder, const std::string& name, const Design& design);
// Throws BadDesignFile, also where there is none of this name.
[[nodiscard]] Design load_hairline(const std::filesystem::path& folder, const std::string& name);

// Deletes the file of this name. Throws CannotWrite where it is still there afterwards; one that was gone already is none to tell of.
void remove_hairline(const std::filesystem::path& folder, const std::string& name);

// `design` with the hairline of `from`: all parameters of the sections that shape the line.
[[nodiscard]] Design with_hairline(const Design& design, const Design& from);

}  // namespace stipple::model
