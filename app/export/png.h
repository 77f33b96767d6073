#pragma once
#include <filesystem>
#include <string>

#include "renderer/renderer.h"

namespace stipple::exporting {

// An sRGB picture as PNG bytes.
[[nodiscard]] std::string encode_png(const renderer::Image& image);

// Writes it beside its place and renames: whatever was there before stays whole when anything goes wrong. Throws
// model::CannotWrite.
void write_png(const renderer::Image& image, const std::filesystem::path& file);

}  // namespace stipple::exporting
