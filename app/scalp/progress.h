// Long work reports how far it is and is asked to stop through one object shared by both sides.
#pragma once
#include <atomic>
#include <stdexcept>

namespace stipple::scalp {

struct Progress {
    std::atomic<float> done{0.0F};  // 0 .. 1, of the stage under way
    std::atomic<bool> cancel{false};
    void check() const;  // throws Cancelled when asked to stop
};

// Thrown by the worker at its next check after Progress::cancel is set.
struct Cancelled : std::runtime_error {
    Cancelled() : std::runtime_error("cancelled") {}
};

inline void Progress::check() const {
    if (cancel) throw Cancelled();
}

}  // namespace stipple::scalp
