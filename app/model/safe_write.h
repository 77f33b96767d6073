// Writing a file so that nothing existing is lost on any error.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace stipple::model {

// what() reads "FILE: what went wrong, and what to do".
struct CannotWrite : std::runtime_error {
    CannotWrite(const std::filesystem::path& file, const std::string& problem)
        : std::runtime_error(file.string() + ": " + problem) {}
};

// Writes beside the file, brings it to the disk, then renames it into place; a link keeps pointing where it did, and an
// existing file keeps its permissions. Throws CannotWrite, and leaves neither a changed file nor a stray one.
void write_file_safely(const std::filesystem::path& file, std::string_view bytes);

}  // namespace stipple::model
