// Small windows over the picture: a path to open or save, the progress of a head being loaded, a message.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "output.h"
#include "state.h"

namespace stipple::ui {

class Dialogs {
  public:
    enum class Kind { none, open, save, picture, hairline };
    void show(Kind kind, const UiState& state);
    void close() { kind_ = Kind::none; }
    [[nodiscard]] bool shown() const { return kind_ != Kind::none; }

    // Draws what is needed over the viewport.
    void draw(Context& context, const Rect& viewport, const UiState& state);

  private:
    void path_dialog(Context& context, const Rect& viewport);
    void progress(Context& context, const Rect& viewport, const Loading& loading);
    void message(Context& context, const Rect& viewport, const Message& message);
    void accept(Context& context);

    Kind kind_ = Kind::none;
    bool begins_ = false;
    int shown_count_ = 0;  // a new text field every time: no old cursor, no old undo
    std::string path_;
    std::string problem_;
    bool replace_ = false;  // the user has been told that the file exists
    std::vector<std::string> taken_;  // names of hairlines kept already
};

// "~/heads/a.glb" with the home folder filled in, spaces around it dropped, and quotes a shell would have put there.
[[nodiscard]] std::filesystem::path typed_path(std::string text);

}  // namespace stipple::ui
