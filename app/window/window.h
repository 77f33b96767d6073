// The window: what `stipple [HEAD.glb] [--design FILE]` opens.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/design.h"
#include "resolution_scale.h"

namespace stipple::window {

struct WindowOptions {
    std::optional<std::filesystem::path> head;    // none: the built-in head
    std::optional<std::filesystem::path> design;  // none: every parameter at its default
    std::string device;                           // as for renderer::DeviceRequest
    bool validation = false;                      // Vulkan's validation; what it says is written to stderr at the end
    std::vector<model::Edit> edits;               // made on top of the design before the first picture
    std::optional<std::uint32_t> site_count;      // dot sites on the head, 1 .. 8'000'000; none: the sampler's default
    double picture_budget_ms = ResolutionScale::kBudgetMs;  // above it moving pictures are drawn smaller
    // Writes what the window does to stderr, one line each, so that a test can wait for it:
    //   place NAME X Y WIDTH HEIGHT   where a control lies, window pixels; written anew when it moves
    //   picture N dots=D years=Y ...  a picture was drawn and shown
    //   still                         what moved stands still; its picture will be refined unless something moves again
    //   idle N                        nothing more will change without input
    bool trace = false;
};

// Opens the window and returns the exit code once it is closed: 0. Throws renderer::NoDevice, scalp::BadFile for a head
// or design given here that cannot be read, and std::runtime_error naming the remedy where there is no display.
// Environment: STIPPLE_TRACE=1 sets trace, STIPPLE_VALIDATION=1 validation, STIPPLE_SITES=N site_count,
// STIPPLE_BUDGET_MS=X picture_budget_ms where the
// options leave them open.
int run(const WindowOptions& options);

}  // namespace stipple::window
