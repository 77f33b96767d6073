// Text in pictures, in the first sans found on the machine: Inter, Roboto or DejaVu Sans.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "renderer/renderer.h"

namespace stipple::exporting {

// False on a machine with none of these fonts: then nothing is written and lines have no length.
[[nodiscard]] bool has_caption_font();

// Of UTF-8 text in letters of so many pixels an em.
[[nodiscard]] float text_width(const std::string& text, float pixels);
// Lines of at most `width` pixels, broken between words; a word wider than that has a line of its own. None without a font.
[[nodiscard]] std::vector<std::string> lines_of(const std::string& text, int width, float pixels);
// One line, cut off at `width` pixels. `ink`: an sRGB grey.
void draw_text(renderer::Image& image, const std::string& text, int left, int baseline, int width, float pixels, std::uint8_t ink);

}  // namespace stipple::exporting
