#pragma once
#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "renderer/renderer.h"

namespace stipple::exporting {

// A file that could not be written; what() reads "FILE: what is wrong, and what to do".
struct CannotWrite : std::runtime_error {
    CannotWrite(const std::filesystem::path& file, const std::string& problem)
        : std::runtime_error(file.string() + ": " + problem) {}
};

// Writes an sRGB picture with its gamma noted. The file is written beside its place and renamed: whatever was there before
// stays whole when anything goes wrong. Throws CannotWrite.
void write_png(const renderer::Image& image, const std::filesystem::path& file);

}  // namespace stipple::exporting
