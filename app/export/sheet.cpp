#include "sheet.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "lettering.h"

namespace stipple::exporting {
namespace {

constexpr std::uint8_t kPaper = 38, kInk = 226;  // sRGB greys, contrast 11:1
constexpr int kGap = 8;

}  // namespace

renderer::Image compose_sheet(const std::vector<Tile>& tiles, int columns, const std::string& note) {
    assert(!tiles.empty() && columns > 0);
    const int width = int(tiles[0].image.width), height = int(tiles[0].image.height);
    float text = std::clamp(float(width) / 26.0F, 13.0F, 22.0F);
    // Small enough for the longest caption, as far as small letters can be read.
    float longest = 0;
    for (const Tile& tile : tiles) longest = std::max(longest, text_width(tile.caption, text));
    if (longest > float(width - 12)) text = std::max(9.5F, text * float(width - 12) / longest);
    const int caption = has_caption_font() ? int(text * 2.1F) : 0;
    const int rows = (int(tiles.size()) + columns - 1) / columns;
    renderer::Image sheet;
    sheet.width = std::uint32_t(columns * width + (columns + 1) * kGap);
    const int tiles_height = rows * (height + caption) + (rows + 1) * kGap;
    const std::vector<std::string> note_lines = lines_of(note, int(sheet.width) - 2 * kGap - 8, text);
    const int line_height = int(text * 1.4F);
    sheet.height = std::uint32_t(tiles_height + (note_lines.empty() ? 0 : int(note_lines.size()) * line_height + kGap));
    sheet.rgba.assign(std::size_t(sheet.width) * sheet.height * 4, kPaper);
    for (std::size_t i = 3; i < sheet.rgba.size(); i += 4) sheet.rgba[i] = 255;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const renderer::Image& image = tiles[i].image;
        assert(int(image.width) == width && int(image.height) == height);
        const int left = kGap + (int(i) % columns) * (width + kGap);
        const int top = kGap + (int(i) / columns) * (height + caption + kGap);
        for (int y = 0; y < height; ++y) {
            std::memcpy(&sheet.rgba[(std::size_t(top + y) * sheet.width + std::size_t(left)) * 4],
                        &image.rgba[std::size_t(y) * std::size_t(width) * 4], std::size_t(width) * 4);
        }
        draw_text(sheet, tiles[i].caption, left + 4, top + height + int(text * 1.4F), width - 8, text, kInk);
    }
    for (std::size_t i = 0; i < note_lines.size(); ++i) {
        draw_text(sheet, note_lines[i], kGap + 4, tiles_height - kGap + int(i) * line_height + int(text), int(sheet.width) - 2 * kGap - 8, text, kInk);
    }
    return sheet;
}

}  // namespace stipple::exporting
