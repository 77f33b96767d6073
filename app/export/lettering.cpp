#include "lettering.h"

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb/stb_truetype.h>
#pragma GCC diagnostic pop

#include <cmath>
#include <fstream>
#include <iterator>
#include <sstream>

namespace stipple::exporting {
namespace {

constexpr const char* kFonts[] = {"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                  "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                                  "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
                                  "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};

const std::string& font_file() {
    static const std::string bytes = [] {
        for (const char* path : kFonts) {
            std::ifstream in(path, std::ios::binary);
            std::string file{std::istreambuf_iterator<char>(in), {}};
            stbtt_fontinfo font;
            if (!file.empty() && stbtt_InitFont(&font, reinterpret_cast<const unsigned char*>(file.data()), 0))
                return file;
        }
        return std::string();
    }();
    return bytes;
}

// The next code point of UTF-8 text; bytes that are none are taken as they are.
int next_code_point(const std::string& text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? int(std::uint8_t(text[i])) : 0; };
    const int first = byte(at++);
    if (first >= 0xC0 && first < 0xE0 && (byte(at) & 0xC0) == 0x80) return (first & 0x1F) << 6 | (byte(at++) & 0x3F);
    if (first >= 0xE0 && first < 0xF0 && (byte(at) & 0xC0) == 0x80 && (byte(at + 1) & 0xC0) == 0x80) {
        const int value = (first & 0x0F) << 12 | (byte(at) & 0x3F) << 6 | (byte(at + 1) & 0x3F);
        at += 2;
        return value;
    }
    return first;
}

bool open_font(stbtt_fontinfo& font) {
    if (font_file().empty()) return false;
    const auto* data = reinterpret_cast<const unsigned char*>(font_file().data());
    return stbtt_InitFont(&font, data, stbtt_GetFontOffsetForIndex(data, 0)) != 0;
}

float width_of(const stbtt_fontinfo& font, const std::string& text, float pixels) {
    int sum = 0;
    for (std::size_t at = 0; at < text.size();) {
        int advance = 0, bearing = 0;
        stbtt_GetCodepointHMetrics(&font, next_code_point(text, at), &advance, &bearing);
        sum += advance;
    }
    return float(sum) * stbtt_ScaleForMappingEmToPixels(&font, pixels);
}

}  // namespace

bool has_caption_font() { return !font_file().empty(); }

float text_width(const std::string& text, float pixels) {
    stbtt_fontinfo font;
    return open_font(font) ? width_of(font, text, pixels) : 0.0F;
}

std::vector<std::string> lines_of(const std::string& text, int width, float pixels) {
    std::vector<std::string> lines;
    stbtt_fontinfo font;
    if (!open_font(font)) return lines;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const std::string longer = lines.empty() ? word : lines.back() + " " + word;
        if (lines.empty() || width_of(font, longer, pixels) > float(width)) lines.push_back(word);
        else lines.back() = longer;
    }
    return lines;
}

void draw_text(renderer::Image& image, const std::string& text, int left, int baseline, int width, float pixels, std::uint8_t ink) {
    stbtt_fontinfo font;
    if (!open_font(font)) return;
    const float scale = stbtt_ScaleForMappingEmToPixels(&font, pixels);
    float pen = float(left);
    for (std::size_t at = 0; at < text.size();) {
        const int code = next_code_point(text, at);
        int advance = 0, bearing = 0;
        stbtt_GetCodepointHMetrics(&font, code, &advance, &bearing);
        if (pen + float(advance) * scale > float(left + width)) return;
        const float whole = std::floor(pen);
        int glyph_width = 0, glyph_height = 0, dx = 0, dy = 0;
        unsigned char* mask = stbtt_GetCodepointBitmapSubpixel(&font, scale, scale, pen - whole, 0, code, &glyph_width,
                                                               &glyph_height, &dx, &dy);
        for (int y = 0; mask && y < glyph_height; ++y) {
            for (int x = 0; x < glyph_width; ++x) {
                const int px = int(whole) + dx + x, py = baseline + dy + y;
                if (px < 0 || py < 0 || px >= int(image.width) || py >= int(image.height)) continue;
                std::uint8_t* pixel = &image.rgba[(std::size_t(py) * image.width + std::size_t(px)) * 4];
                const int cover = mask[y * glyph_width + x];
                for (int c = 0; c < 3; ++c) pixel[c] = std::uint8_t(pixel[c] + (ink - pixel[c]) * cover / 255);
            }
        }
        if (mask) stbtt_FreeBitmap(mask, nullptr);
        pen += float(advance) * scale;
    }
}

}  // namespace stipple::exporting
