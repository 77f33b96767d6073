#include "trace.h"

#include <cstdio>

namespace stipple::window {

void Trace::line(const std::string& text) {
    if (!on_) return;
    std::fprintf(stderr, "%s\n", text.c_str());
    std::fflush(stderr);
}

void Trace::places(const std::map<std::string, ui::Rect>& places) {
    if (!on_) return;
    for (const auto& [name, r] : places) {
        const auto known = known_.find(name);
        if (known != known_.end() && known->second.x == r.x && known->second.y == r.y &&
            known->second.width == r.width && known->second.height == r.height)
            continue;
        known_[name] = r;
        char text[64];
        std::snprintf(text, sizeof text, " %.0f %.0f %.0f %.0f", double(r.x), double(r.y), double(r.width),
                      double(r.height));
        line("place " + name + text);
    }
}

}  // namespace stipple::window
