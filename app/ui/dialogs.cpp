#include "dialogs.h"

#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cstdlib>

#include "model/saved_hairlines.h"
#include "widgets.h"

namespace stipple::ui {
namespace {

// A card that comes up by itself takes nothing out of the hand.
constexpr ImGuiWindowFlags kCard = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                   ImGuiWindowFlags_NoFocusOnAppearing |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                                   ImGuiWindowFlags_NoScrollWithMouse;

// A card of fixed size over the viewport, with a soft edge that parts it from any picture.
void begin_card(Context& context, const char* name, ImVec2 min, ImVec2 size) {
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(context.px(16), context.px(12)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::PushStyleColor(ImGuiCol_Border, color::line);
    ImGui::Begin(name, nullptr, kCard);
}
void end_card() {
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
}

}  // namespace

std::filesystem::path typed_path(std::string text) {
    auto drop = [&text](auto is) {
        while (!text.empty() && is(text.back())) text.pop_back();
        while (!text.empty() && is(text.front())) text.erase(0, 1);
    };
    drop([](char c) { return c == ' ' || c == '\t' || c == '\n'; });
    drop([](char c) { return c == '"' || c == '\''; });
    if (text == "~" || text.starts_with("~/"))
        if (const char* home = std::getenv("HOME")) text = home + text.substr(1);
    return text;
}

void Dialogs::show(Kind kind, const UiState& state) {
    kind_ = kind;
    ++shown_count_;
    begins_ = true;
    problem_.clear();
    replace_ = false;
    path_ = state.design_folder;
    if (!path_.empty() && path_.back() != '/') path_ += '/';
    if (kind == Kind::hairline) {
        path_ = "My hairline";
        taken_ = state.saved_hairlines;
    }
    if (kind == Kind::save) path_ += state.design_name + ".stipple";
    if (kind == Kind::picture) path_ += state.design_name + (state.treated ? "" : " before") + ".png";
}

void Dialogs::draw(Context& context, const Rect& viewport, const UiState& state) {
    if (state.loading) progress(context, viewport, *state.loading);
    if (state.message) message(context, viewport, *state.message);
    if (kind_ != Kind::none) path_dialog(context, viewport);
}

void Dialogs::accept(Context& context) {
    namespace fs = std::filesystem;
    if (kind_ == Kind::hairline) {
        if (!model::is_hairline_name(path_)) {
            problem_ = "A name has up to 40 letters, digits, spaces or dashes.";
        } else if (!replace_ && std::find(taken_.begin(), taken_.end(), path_) != taken_.end()) {
            problem_ = "A hairline of that name is kept already. Press again to replace it.";
            replace_ = true;
        } else {
            context.out.commands.emplace_back(KeepHairline{path_});
            close();
        }
        return;
    }
    const fs::path path = typed_path(path_);
    std::error_code ignored;
    if (path.empty() || path.filename().empty()) {
        problem_ = "Type the name of a file.";
        return;
    }
    if (kind_ == Kind::open) {
        if (!fs::exists(path, ignored)) {
            problem_ = "There is no such file: check the name and the folder.";
            return;
        }
        if (!fs::is_regular_file(path, ignored)) {
            problem_ = "That is a folder: type the name of a file in it.";
            return;
        }
        context.out.commands.emplace_back(OpenFile{path});
    } else {
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        if (!fs::is_directory(folder, ignored)) {
            problem_ = "There is no such folder: make it first, or choose another.";
            return;
        }
        if (fs::is_directory(path, ignored)) {
            problem_ = "That is a folder: type a name for the file in it.";
            return;
        }
        if (fs::exists(path, ignored) && !replace_) {
            problem_ = "A file of that name exists. Press again to replace it.";
            replace_ = true;
            return;
        }
        if (kind_ == Kind::save)
            context.out.commands.emplace_back(SaveDesign{path});
        else
            context.out.commands.emplace_back(ExportPicture{path});
    }
    close();
}

void Dialogs::path_dialog(Context& context, const Rect& viewport) {
    const char* title = kind_ == Kind::open   ? "Open a head or a design"
                        : kind_ == Kind::save ? "Save the design"
                        : kind_ == Kind::hairline ? "Keep this hairline"
                                              : "Save the picture";
    const char* hint =
        kind_ == Kind::open
            ? "A head is a .glb, .gltf, .obj, .ply or .stl file, a design a .stipple file; a .png or .jpg gives the tone of the skin in it. Dropping it on the window works too."
        : kind_ == Kind::save ? "A design fits every head: it is stored in measures from landmarks."
        : kind_ == Kind::hairline ? "Under a name, to begin other designs with: shape, temples and character of the line, nothing else."
                              : "What the viewport shows, as a PNG.";
    const float width = std::min(context.px(480), viewport.width - context.px(16)), height = context.px(176);
    const ImVec2 min(std::round(viewport.x + (viewport.width - width) / 2),
                     std::round(viewport.y + std::max(context.px(8), (viewport.height - height) / 3)));
    begin_card(context, "path", min, {width, height});
    if (begins_) ImGui::SetWindowFocus();
    const float inner = width - context.px(32);
    draw_text(context.theme.strong, {min.x + context.px(16), min.y + context.px(16)}, color::text, title, inner);
    ImGui::SetCursorScreenPos({min.x + context.px(16), min.y + context.px(40)});
    ImGui::PushFont(context.theme.small);
    ImGui::PushStyleColor(ImGuiCol_Text, problem_.empty() ? color::quiet : color::problem);
    ImGui::PushTextWrapPos(width - context.px(16));
    ImGui::TextUnformatted(problem_.empty() ? hint : problem_.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();

    ImGui::SetCursorScreenPos({min.x + context.px(16), min.y + context.px(80)});
    ImGui::SetNextItemWidth(inner);
    if (begins_) ImGui::SetKeyboardFocusHere();
    ImGui::PushID(shown_count_);
    const bool entered = ImGui::InputText("##path", &path_, ImGuiInputTextFlags_EnterReturnsTrue);
    if (ImGui::IsItemEdited()) {
        problem_.clear();
        replace_ = false;
    }
    context.place("path", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    ImGui::PopID();
    begins_ = false;
    context.out.typing = true;

    const char* action = kind_ == Kind::open ? "Open" : replace_ ? "Replace" : "Save";
    const float action_width = text_width(context.theme.strong, action) + context.px(24);
    const float cancel_width = text_width(context.theme.body, "Cancel") + context.px(24);
    const float y = min.y + height - context.px(48);
    ImGui::SetCursorScreenPos({min.x + width - context.px(24) - action_width - cancel_width, y});
    const bool cancelled = text_button(context, "path-cancel", "Cancel");
    ImGui::SetCursorScreenPos({min.x + width - context.px(16) - action_width, y});
    const bool pressed = text_button(context, "path-accept", action, true);
    end_card();
    if (entered || pressed || context.hand.enter) {
        accept(context);
        if (shown()) begins_ = true;  // keep the keyboard in the field
    } else if (cancelled) {
        close();
    }
}

void Dialogs::progress(Context& context, const Rect& viewport, const Loading& loading) {
    const float width = std::min(context.px(400), viewport.width - context.px(16)), height = context.px(56);
    const ImVec2 min(std::round(viewport.x + (viewport.width - width) / 2),
                     std::round(viewport.y + viewport.height - height - context.px(16)));
    begin_card(context, "progress", min, {width, height});
    char percent[16];
    std::snprintf(percent, sizeof percent, "%.0f %%", double(std::clamp(loading.done, 0.0F, 1.0F)) * 100);
    const float button = text_width(context.theme.body, "Cancel") + context.px(24);
    const float right = min.x + width - context.px(12) - button - context.px(16);
    const float left = min.x + context.px(16);
    const float number = text_width(context.theme.small, "100 %");
    draw_text(context.theme.body, {left, min.y + context.px(10)}, color::text, (loading.placing ? "Placing dots on " : "Opening ") + loading.what,
              right - left - number - context.px(8));
    draw_text(context.theme.small, {right - text_width(context.theme.small, percent), min.y + context.px(12)},
              color::quiet, percent);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float y = min.y + context.px(38), thick = context.px(4);
    list->AddRectFilled({left, y}, {right, y + thick}, color::track, thick / 2);
    const float done = left + (right - left) * std::clamp(loading.done, 0.0F, 1.0F);
    if (done - left > thick) list->AddRectFilled({left, y}, {done, y + thick}, color::accent, thick / 2);
    ImGui::SetCursorScreenPos({min.x + width - context.px(12) - button, min.y + context.px(12)});
    if (text_button(context, "cancel-loading", "Cancel")) context.out.commands.emplace_back(CancelLoading{});
    end_card();
    context.out.wake_after_s = context.out.wake_after_s < 0 ? 0.1 : std::min(context.out.wake_after_s, 0.1);
}

void Dialogs::message(Context& context, const Rect& viewport, const Message& message) {
    const float width = std::min(context.px(560), viewport.width - context.px(16));
    const float wrap = width - context.px(88);
    ImFont* font = context.theme.body;
    const float text_height = font->CalcTextSizeA(font->FontSize, FLT_MAX, wrap, message.text.c_str()).y;
    const float height =
        std::min(std::max(context.px(48), text_height + context.px(28)), viewport.height - context.px(16));
    const ImVec2 min(std::round(viewport.x + (viewport.width - width) / 2), std::round(viewport.y + context.px(16)));
    begin_card(context, "message", min, {width, height});
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImU32 ink = message.problem ? color::problem : color::accent;
    if (message.problem)
        draw_icon(list, Icon::warning, {min.x + context.px(24), min.y + context.px(24)}, context.px(18), ink);
    else
        list->AddCircleFilled({min.x + context.px(24), min.y + context.px(24)}, context.px(4), ink);
    ImGui::SetCursorScreenPos({min.x + context.px(44), min.y + (height - text_height) / 2});
    ImGui::PushTextWrapPos(context.px(44) + wrap);
    ImGui::TextUnformatted(message.text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::SetCursorScreenPos({min.x + width - context.px(40), min.y + context.px(8)});
    if (icon_button(context, "dismiss", Icon::close, true, "Dismiss", "Esc"))
        context.out.commands.emplace_back(DismissMessage{});
    context.place("message", min, {min.x + width, min.y + height});
    end_card();
}

}  // namespace stipple::ui
