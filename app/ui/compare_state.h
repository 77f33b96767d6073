// What the user interface is told about a comparison.
#pragma once
#include <string>
#include <vector>

#include "model/comparison.h"

namespace stipple::ui {

struct CompareState {
    struct Pane {
        std::string words, label;
        bool treated = true;                        // else it has no dots whatever else is said of it
        float x = 0, y = 0, width = 0, height = 0;  // where it shows, window pixels
    };
    bool active = false;
    model::CompareLayout layout = model::CompareLayout::wipe;
    std::vector<Pane> panes;  // as many as the layout has
    double divider = 0.5;     // share of the width, of a wipe
    bool has_b = false;       // a design was kept as B
    int sessions = 3;         // planned by the design under work
};

}  // namespace stipple::ui
