// A small crew of threads for loops whose result does not depend on who runs which turn.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "scalp/progress.h"

namespace stipple::scalp {

class SiteThreads {
  public:
    // `threads` counts the caller too; 0 takes one a core.
    SiteThreads(unsigned threads, Progress& progress);
    ~SiteThreads();
    SiteThreads(const SiteThreads&) = delete;
    SiteThreads& operator=(const SiteThreads&) = delete;

    // Calls body(begin, end) over pieces of [0, count) of at most `grain` each, in any order, at once on all threads.
    // Pieces not yet begun are dropped when cancel is set; then throws Cancelled. Body must not throw.
    void run(std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body);

    void check() const {
        if (progress_.cancel.load(std::memory_order_relaxed)) throw Cancelled();
    }
    void report(double done) const { progress_.done.store(float(done), std::memory_order_relaxed); }
    [[nodiscard]] unsigned count() const { return unsigned(helpers_.size()) + 1; }

  private:
    void work();
    void wait_for_work();

    Progress& progress_;
    std::vector<std::thread> helpers_;
    std::mutex mutex_;
    std::condition_variable start_, end_;
    const std::function<void(std::size_t, std::size_t)>* body_ = nullptr;
    std::size_t count_ = 0, grain_ = 1;
    std::atomic<std::size_t> next_{0};
    std::uint64_t round_ = 0;
    unsigned busy_ = 0;
    bool quit_ = false;
};

}  // namespace stipple::scalp
