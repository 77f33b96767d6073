// What speaks against a design: a chip at the picture's corner, and the remarks when it is pressed.
#pragma once
#include "output.h"
#include "state.h"

namespace stipple::ui {

class AdviceCard {
  public:
    void draw(Context& context, const Rect& viewport, const std::vector<Advice>& advice);
    [[nodiscard]] bool open() const { return open_; }
    void close() { open_ = false; }

  private:
    bool open_ = false;
};

}  // namespace stipple::ui
