#include "site_sampler_threads.h"

#include <algorithm>

namespace stipple::scalp {

SiteThreads::SiteThreads(unsigned threads, Progress& progress) : progress_(progress) {
    if (threads == 0) threads = std::clamp(std::thread::hardware_concurrency(), 1U, 16U);
    for (unsigned i = 1; i < threads; ++i) helpers_.emplace_back([this] { wait_for_work(); });
}

SiteThreads::~SiteThreads() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    start_.notify_all();
    for (std::thread& helper : helpers_) helper.join();
}

void SiteThreads::work() {
    for (;;) {
        if (progress_.cancel.load(std::memory_order_relaxed)) return;
        const std::size_t begin = next_.fetch_add(grain_);
        if (begin >= count_) return;
        (*body_)(begin, std::min(begin + grain_, count_));
    }
}

void SiteThreads::wait_for_work() {
    std::uint64_t seen = 0;
    for (;;) {
        {
            std::unique_lock lock(mutex_);
            start_.wait(lock, [&] { return quit_ || round_ != seen; });
            if (quit_) return;
            seen = round_;
        }
        work();
        {
            const std::lock_guard lock(mutex_);
            if (--busy_ == 0) end_.notify_one();
        }
    }
}

void SiteThreads::run(std::size_t count, std::size_t grain, const std::function<void(std::size_t, std::size_t)>& body) {
    check();
    grain = std::max<std::size_t>(grain, 1);
    if (helpers_.empty() || count <= grain) {
        for (std::size_t begin = 0; begin < count; begin += grain) {
            check();
            body(begin, std::min(begin + grain, count));
        }
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        body_ = &body;
        count_ = count;
        grain_ = grain;
        next_ = 0;
        busy_ = unsigned(helpers_.size());
        ++round_;
    }
    start_.notify_all();
    work();
    std::unique_lock lock(mutex_);
    end_.wait(lock, [&] { return busy_ == 0; });
    lock.unlock();
    check();
}

}  // namespace stipple::scalp
