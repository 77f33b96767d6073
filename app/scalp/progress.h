// Long work reports how far it is and is asked to stop through one object shared by both sides.
#pragma once
#include <atomic>
#include <stdexcept>

namespace stipple::scalp {

struct Progress {
    std::atomic<float> done{0.0F};  // 0 .. 1
    std::atomic<bool> cancel{false};
};

// Thrown by the worker at its next check after Progress::cancel is set.
struct Cancelled : std::runtime_error {
    Cancelled() : std::runtime_error("cancelled") {}
};

}  // namespace stipple::scalp
