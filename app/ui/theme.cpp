#include "theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

namespace stipple::ui {
namespace {

struct Typeface {
    const char* name;
    const char* regular;
    const char* medium;
};

// Roboto first: its figures all have one width, so live numbers do not jitter. Inter's figures are tabular only through
// a font feature ImGui does not read; DejaVu's are tabular too, and nearly every machine has it.
constexpr std::array<Typeface, 4> kTypefaces{{
    {"Roboto", "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
     "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf"},
    {"Roboto", "/usr/share/fonts/truetype/roboto/Roboto-Regular.ttf",
     "/usr/share/fonts/truetype/roboto/Roboto-Medium.ttf"},
    {"Inter", "/usr/share/fonts/opentype/inter/Inter-Regular.otf", "/usr/share/fonts/opentype/inter/Inter-Medium.otf"},
    {"DejaVu Sans", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
     "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
}};

// Latin-1 and Latin Extended-A for names and folders, general punctuation for dashes and quotes.
constexpr ImWchar kGlyphs[] = {0x0020, 0x017F, 0x0394, 0x0394, 0x2010, 0x2026, 0x2032, 0x2033, 0x2212, 0x2212, 0};

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}
double luminance(ImU32 c) {
    auto channel = [c](int shift) { return linear(double((c >> shift) & 255U) / 255.0); };
    return 0.2126 * channel(IM_COL32_R_SHIFT) + 0.7152 * channel(IM_COL32_G_SHIFT) + 0.0722 * channel(IM_COL32_B_SHIFT);
}

void set_style(const Theme& theme) {
    ImGui::GetStyle() = ImGuiStyle();
    ImGuiStyle& style = ImGui::GetStyle();
    style.WindowPadding = {theme.px(16), theme.px(12)};
    style.FramePadding = {theme.px(8), theme.px(6)};
    style.ItemSpacing = {theme.px(8), theme.px(8)};
    style.ItemInnerSpacing = {theme.px(8), theme.px(8)};
    style.ScrollbarSize = theme.px(10);
    style.ScrollbarRounding = theme.px(5);
    style.WindowRounding = style.ChildRounding = style.FrameRounding = style.PopupRounding = style.GrabRounding =
        theme.px(6);
    style.WindowBorderSize = style.ChildBorderSize = style.FrameBorderSize = 0;
    style.PopupBorderSize = 1;
    style.DisabledAlpha = 0.4F;
    style.CircleTessellationMaxError = 0.15F;
    auto set = [&style](ImGuiCol which, ImU32 value) { style.Colors[which] = ImGui::ColorConvertU32ToFloat4(value); };
    set(ImGuiCol_Text, color::text);
    set(ImGuiCol_TextDisabled, color::quiet);
    set(ImGuiCol_WindowBg, color::panel);
    set(ImGuiCol_ChildBg, IM_COL32_BLACK_TRANS);
    set(ImGuiCol_PopupBg, color::panel);
    set(ImGuiCol_Border, color::track);
    set(ImGuiCol_FrameBg, color::raised);
    set(ImGuiCol_FrameBgHovered, color::hovered);
    set(ImGuiCol_FrameBgActive, color::pressed);
    set(ImGuiCol_Button, color::raised);
    set(ImGuiCol_ButtonHovered, color::hovered);
    set(ImGuiCol_ButtonActive, color::pressed);
    set(ImGuiCol_Header, color::hovered);
    set(ImGuiCol_HeaderHovered, color::hovered);
    set(ImGuiCol_HeaderActive, color::pressed);
    set(ImGuiCol_ScrollbarBg, IM_COL32_BLACK_TRANS);
    set(ImGuiCol_ScrollbarGrab, color::track);
    set(ImGuiCol_ScrollbarGrabHovered, color::quiet);
    set(ImGuiCol_ScrollbarGrabActive, color::quiet);
    set(ImGuiCol_CheckMark, color::accent);
    set(ImGuiCol_TextSelectedBg, IM_COL32(226, 163, 107, 90));
    set(ImGuiCol_ModalWindowDimBg, IM_COL32(0, 0, 0, 110));
    set(ImGuiCol_NavHighlight, color::accent);
}

}  // namespace

double contrast(ImU32 a, ImU32 b) {
    double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

float Theme::px(float points) const { return std::round(points * scale); }

Theme make_theme(float scale) {
    Theme theme;
    theme.scale = std::clamp(scale, 0.5F, 4.0F);
    ImFontAtlas* atlas = ImGui::GetIO().Fonts;
    atlas->Clear();
    for (const Typeface& face : kTypefaces) {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(face.regular, ignored) ||
            !std::filesystem::is_regular_file(face.medium, ignored))
            continue;
        theme.body = atlas->AddFontFromFileTTF(face.regular, theme.px(15), nullptr, kGlyphs);
        theme.small = atlas->AddFontFromFileTTF(face.regular, theme.px(13), nullptr, kGlyphs);
        theme.strong = atlas->AddFontFromFileTTF(face.medium, theme.px(15), nullptr, kGlyphs);
        if (theme.body && theme.small && theme.strong) {
            theme.typeface = face.name;
            break;
        }
        atlas->Clear();
    }
    if (theme.typeface.empty()) {
        ImFontConfig config;
        config.SizePixels = theme.px(15);
        theme.body = theme.small = theme.strong = atlas->AddFontDefault(&config);
        theme.typeface = "built-in";
        theme.note = "No typeface was found: install the package fonts-roboto-unhinted and start again.";
    }
    set_style(theme);
    return theme;
}

}  // namespace stipple::ui
