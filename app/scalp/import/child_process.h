// Work on files nobody vouches for, done in a process of its own.
#pragma once
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <vector>

namespace stipple::scalp {

struct ChildLimits {
    unsigned processor_seconds = 10;
    std::uint64_t memory_bytes = 1ULL << 30;  // beyond what this process has mapped
};

// How a child ended that gave no answer. what() goes on after "it ".
struct ChildFailed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// What `work` returns, worked out in a copy of this process: whatever a library does to memory there, or however much it
// takes, ends the copy alone. `work` must not touch the GPU, the window or other threads' locks; an exception of it is
// a failure like any other, so faults worth a sentence belong in what it returns. The bytes come from a process that may
// have been damaged: check them. Throws ChildFailed.
[[nodiscard]] std::vector<std::uint8_t> in_child(const std::function<std::vector<std::uint8_t>()>& work,
                                                 const ChildLimits& limits);

}  // namespace stipple::scalp
