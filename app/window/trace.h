// Tells a test on stderr what the window does, so that it waits for facts instead of sleeping.
#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "ui/output.h"

namespace stipple::window {

class Trace {
  public:
    explicit Trace(bool on) : on_(on) {}
    [[nodiscard]] bool on() const { return on_; }
    void places(const std::map<std::string, ui::Rect>& places);  // those that moved
    void line(const std::string& text);

  private:
    bool on_;
    std::map<std::string, ui::Rect> known_;
};

}  // namespace stipple::window
