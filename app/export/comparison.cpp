#include "comparison.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>

#include "lettering.h"
#include "shared/difference.h"

namespace stipple::exporting {
namespace {

using model::CompareLayout;

constexpr std::uint8_t kPaper = 24, kInk = 234;  // sRGB greys of cards and gaps, and of what is written on them
constexpr int kMargin = 10;

struct Card {
    int x = 0, y = 0, width = 0, height = 0;
};

void fill(renderer::Image& image, const Card& card, glm::vec3 srgb) {
    for (int y = std::max(card.y, 0); y < std::min(card.y + card.height, int(image.height)); ++y)
        for (int x = std::max(card.x, 0); x < std::min(card.x + card.width, int(image.width)); ++x)
            for (int c = 0; c < 3; ++c)
                image.rgba[(std::size_t(y) * image.width + std::size_t(x)) * 4 + std::size_t(c)] = std::uint8_t(std::lround(255 * srgb[c]));
}

// Letters that a picture of this size is read at.
float letters(const PaneRect& pane) { return std::clamp(float(pane.width) / 40.0F, 12.0F, 20.0F); }

// What stands in a corner of a pane: its left one, or its right one.
void label(renderer::Image& image, const PaneRect& pane, const std::string& text, bool right) {
    if (text.empty() || !has_caption_font()) return;
    const float pixels = letters(pane);
    const int pad = int(pixels * 0.6F), room = std::max(0, int(pane.width) - 2 * kMargin - 2 * pad);
    const int wide = std::min(room, int(std::ceil(text_width(text, pixels))));
    Card card{int(pane.x) + kMargin, int(pane.y) + kMargin, wide + 2 * pad, int(pixels * 1.8F)};
    if (right) card.x = int(pane.x + pane.width) - kMargin - card.width;
    fill(image, card, glm::vec3(float(kPaper) / 255));
    draw_text(image, text, card.x + pad, card.y + int(pixels * 1.25F), wide + 1, pixels, kInk);
}

void legend(renderer::Image& image, const PaneRect& pane) {
    if (!has_caption_font()) return;
    const float pixels = std::max(12.0F, letters(pane) * 0.85F);
    const std::string full = std::to_string(int(shared::DIFFERENCE_FULL)) + " or more", title = "Difference in lightness L*";
    const auto wide = [&](const std::string& text) { return int(std::ceil(text_width(text, pixels))); };
    const int pad = int(pixels * 0.6F), ramp = int(pixels * 9), height = int(pixels * 1.8F);
    const Card card{int(pane.x) + kMargin, int(pane.y + pane.height) - kMargin - height, wide(title) + wide("0") + ramp + wide(full) + 5 * pad, height};
    fill(image, card, glm::vec3(float(kPaper) / 255));
    const int baseline = card.y + int(pixels * 1.25F), room = int(image.width);
    int x = card.x + pad;
    const auto write = [&](const std::string& text) {
        draw_text(image, text, x, baseline, room, pixels, kInk);
        x += wide(text) + pad;
    };
    write(title);
    write("0");
    constexpr float kMiddleGrey = 50;  // of the head below
    for (int i = 0; i < ramp; ++i)
        fill(image, {x + i, card.y + height / 4, 1, height / 2},
             shared::difference_color(kMiddleGrey, kMiddleGrey + shared::DIFFERENCE_FULL * (float(i) + 0.5F) / float(ramp)));
    x += ramp + pad;
    write(full);
}

}  // namespace

std::vector<PaneRect> pane_rects(CompareLayout layout, std::uint32_t width, std::uint32_t height, std::uint32_t gap) {
    assert(width > 0 && height > 0);
    const auto half = [&](std::uint32_t whole) { return std::max(1U, whole > gap ? (whole - gap) / 2 : 1U); };
    const std::uint32_t w = half(width), h = half(height), right = std::max(width, w) - w, below = std::max(height, h) - h;
    switch (layout) {
        case CompareLayout::side: return {{0, 0, w, height}, {right, 0, w, height}};
        case CompareLayout::four: return {{0, 0, w, h}, {right, 0, w, h}, {0, below, w, h}, {right, below, w, h}};
        default: return {{0, 0, width, height}, {0, 0, width, height}};
    }
}

std::uint32_t divider_column(double divider, std::uint32_t width) { return std::uint32_t(std::lround(std::clamp(divider, 0.0, 1.0) * double(width))); }

renderer::Image compose_comparison(CompareLayout layout, const std::vector<renderer::Image>& panes, const std::vector<std::string>& labels, double divider,
                                   std::uint32_t width, std::uint32_t height) {
    const std::vector<PaneRect> rects = pane_rects(layout, width, height, kPaneGap);
    assert(labels.size() == rects.size() && panes.size() == (layout == CompareLayout::difference ? 1 : rects.size()));
    renderer::Image image{width, height, std::vector<std::uint8_t>(std::size_t(width) * height * 4, kPaper)};
    for (std::size_t i = 3; i < image.rgba.size(); i += 4) image.rgba[i] = 255;
    const std::uint32_t cut = divider_column(divider, width);
    for (std::size_t i = 0; i < panes.size(); ++i) {
        const PaneRect& r = rects[i];
        assert(panes[i].width == r.width && panes[i].height == r.height);
        std::uint32_t from = 0, to = r.width;
        if (layout == CompareLayout::wipe) (i == 0 ? to : from) = cut;
        for (std::uint32_t y = 0; y < r.height && from < to; ++y)
            std::memcpy(&image.rgba[(std::size_t(r.y + y) * width + r.x + from) * 4], &panes[i].rgba[(std::size_t(y) * r.width + from) * 4], std::size_t(to - from) * 4);
    }
    if (layout == CompareLayout::wipe && cut > 0 && cut < width) fill(image, {int(cut) - 1, 0, 2, int(height)}, glm::vec3(float(kInk) / 255));
    if (layout == CompareLayout::difference) {
        label(image, rects[0], labels[0] + " \xE2\x80\x93 " + labels[1], false);
        legend(image, rects[0]);
    } else {
        for (std::size_t i = 0; i < rects.size(); ++i) label(image, rects[i], labels[i], layout == CompareLayout::wipe && i == 1);
    }
    return image;
}

}  // namespace stipple::exporting
