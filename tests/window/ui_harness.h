// Drives the user interface without a window or a device: ImGui with made-up input.
#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "model/history.h"
#include "ui/user_interface.h"

namespace stipple::test {

class Desk {
  public:
    explicit Desk(float width = 1280, float height = 720, float scale = 1) {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {width, height};
        // Any keys will do: the same numbers are pressed below.
        io.KeyMap[ImGuiKey_Enter] = 257;
        io.KeyMap[ImGuiKey_Escape] = 256;
        theme = ui::make_theme(scale);
        unsigned char* pixels = nullptr;
        int atlas_width = 0, atlas_height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &atlas_width, &atlas_height);
        state.head_name = "Built-in head";
        state.design_name = "Untitled";
        state.view = "front";
        state.device = "a device";
        state.head_ready = true;
        frame();
        frame();
    }
    ~Desk() { ImGui::DestroyContext(); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    // One frame; edits go into the history as the window does it.
    const ui::Output& frame(float seconds = 0.1F) {
        ImGui::GetIO().DeltaTime = seconds;
        ImGui::NewFrame();
        output = interface.draw(theme, history.current(), state);
        ImGui::Render();
        for (const ui::GestureEdit& edit : output.edits) history.apply(edit.edit, edit.gesture);
        if (output.gesture_over) history.end_gesture();
        commands.insert(commands.end(), output.commands.begin(), output.commands.end());
        return output;
    }
    void move(float x, float y) {
        ImGui::GetIO().MousePos = {x, y};
        frame();
    }
    void press(int button = 0) {
        ImGui::GetIO().MouseDown[button] = true;
        frame();
    }
    void release(int button = 0) {
        ImGui::GetIO().MouseDown[button] = false;
        frame();
    }
    void click(const std::string& name, int button = 0) {
        const ui::Rect r = output.places.at(name);
        move(r.x + r.width / 2, r.y + r.height / 2);
        press(button);
        release(button);
        frame();
    }
    void wheel(float notches) {
        ImGui::GetIO().MouseWheel = notches;
        frame();
        ImGui::GetIO().MouseWheel = 0;
        frame();
    }
    void tap(int key) {
        ImGui::GetIO().KeysDown[key] = true;
        frame();
        ImGui::GetIO().KeysDown[key] = false;
        frame();
    }
    void type(const std::string& text) {
        ImGui::GetIO().AddInputCharactersUTF8(text.c_str());
        frame();
    }
    // Where a value lies on a slider that runs straight from min to max.
    [[nodiscard]] float x_of(const std::string& name, double value) const {
        const model::Parameter& p = model::parameter(*model::find_parameter(name));
        const ui::Rect r = output.places.at(name);
        return r.x + float((value - p.min) / (p.max - p.min)) * r.width;
    }
    [[nodiscard]] float y_of(const std::string& name) const {
        const ui::Rect r = output.places.at(name);
        return r.y + r.height / 2;
    }
    [[nodiscard]] double number(const std::string& name) const {
        return history.current().number(*model::find_parameter(name));
    }
    [[nodiscard]] int undo_steps() const {
        model::History copy = history;
        int steps = 0;
        for (; copy.can_undo(); copy.undo()) ++steps;
        return steps;
    }

    ui::Theme theme;
    ui::UserInterface interface;
    ui::UiState state;
    ui::Output output;
    model::History history;
    std::vector<ui::Command> commands;
};

}  // namespace stipple::test
