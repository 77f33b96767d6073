#include "worker_threads.h"

#include <algorithm>
#include <utility>

namespace stipple::session {
namespace {

thread_local bool alone = false;

}  // namespace

AloneOnThread::AloneOnThread() : before_(std::exchange(alone, true)) {}
AloneOnThread::~AloneOnThread() { alone = before_; }

WorkerThreads::WorkerThreads(std::size_t threads) {
    for (std::size_t t = 0; t < threads; ++t) threads_.emplace_back([this] { serve(); });
}

WorkerThreads::~WorkerThreads() {
    {
        const std::lock_guard lock(mutex_);
        quit_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

WorkerThreads& WorkerThreads::shared() {
    static WorkerThreads threads(std::clamp(std::thread::hardware_concurrency(), 1U, 8U) - 1);
    return threads;
}

void WorkerThreads::serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [&] { return quit_ || next_ < most_; });
        if (quit_) return;
        const std::size_t caller = next_++;
        const Work& work = *work_;
        ++running_;
        lock.unlock();
        std::exception_ptr thrown;
        try {
            work(caller);
        } catch (...) {
            thrown = std::current_exception();
        }
        lock.lock();
        if (thrown && !thrown_) thrown_ = thrown;
        if (--running_ == 0) idle_.notify_one();
    }
}

void WorkerThreads::run(std::size_t most, const Work& work) {
    most = alone ? 1 : std::min(most, most_callers());
    bool busy = false;
    {
        const std::lock_guard lock(mutex_);
        busy = work_ != nullptr;
        if (busy) most = 1;
        if (most > 1) {
            work_ = &work;
            next_ = 1;
            most_ = most;
        }
    }
    if (busy) {
        const AloneOnThread inside;  // others may be free by the time it asks again
        return work(0);
    }
    if (most <= 1) return work(0);
    for (std::size_t other = 1; other < most; ++other) wake_.notify_one();
    std::exception_ptr thrown;
    try {
        work(0);
    } catch (...) {
        thrown = std::current_exception();
    }
    std::unique_lock lock(mutex_);
    next_ = most_;  // who has not begun finds nothing left
    idle_.wait(lock, [&] { return running_ == 0; });
    work_ = nullptr;
    if (!thrown) thrown = thrown_;
    thrown_ = nullptr;
    lock.unlock();
    if (thrown) std::rethrow_exception(thrown);
}

}  // namespace stipple::session
