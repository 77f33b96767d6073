// Long loops whose turns do not depend on each other, on as many threads as there are cores.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <thread>
#include <vector>

namespace stipple::scalp {

// Calls body(begin, end) over pieces of [0, count) of at most `grain` each, in any order and several at once; on this thread
// alone where there are no more than one. What body throws comes back once all have ended.
template <class Body>
void in_pieces(std::size_t count, std::size_t grain, const Body& body) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (;;) {
            const std::size_t begin = next.fetch_add(grain);
            if (begin >= count) return;
            body(begin, std::min(begin + grain, count));
        }
    };
    const std::size_t threads = std::min<std::size_t>((count + grain - 1) / grain, std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
    std::vector<std::future<void>> others;
    for (std::size_t i = 1; i < threads; ++i) others.push_back(std::async(std::launch::async, work));
    work();
    for (std::future<void>& other : others) other.get();
}

}  // namespace stipple::scalp
