// Threads that stay between pieces of work: starting one takes longer than much of what an edit has for it.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace stipple::session {

class WorkerThreads {
  public:
    using Work = std::function<void(std::size_t caller)>;

    // `threads` sleep until there is work.
    explicit WorkerThreads(std::size_t threads);
    ~WorkerThreads();
    WorkerThreads(const WorkerThreads&) = delete;
    WorkerThreads& operator=(const WorkerThreads&) = delete;

    // Those of the program: one less than it has cores, 7 at most.
    [[nodiscard]] static WorkerThreads& shared();
    // How many callers there can be at once, this thread included.
    [[nodiscard]] std::size_t most_callers() const { return threads_.size() + 1; }

    // Calls work(0) on this thread and, where threads are free before it returns, work(1) up to work(most - 1) at most,
    // each once. So work() must take pieces until none is left. Returns when all calls have; rethrows what one threw.
    // From inside work, while another thread is served and under AloneOnThread nobody is free: then there is work(0) alone.
    void run(std::size_t most, const Work& work);

  private:
    void serve();

    std::mutex mutex_;
    std::condition_variable wake_, idle_;
    // All below is read and written under the mutex. work_ is null while none runs.
    const Work* work_ = nullptr;
    std::size_t next_ = 0, most_ = 0;  // callers begun, this thread included, and wanted
    std::size_t running_ = 0;          // of the kept threads
    std::exception_ptr thrown_;
    bool quit_ = false;
    std::vector<std::thread> threads_;  // last: they begin when all the rest is there
};

// While one lives, run() asked for on its thread stays on it: for work behind the pictures, so that edits find the others free.
class AloneOnThread {
  public:
    AloneOnThread();
    ~AloneOnThread();
    AloneOnThread(const AloneOnThread&) = delete;
    AloneOnThread& operator=(const AloneOnThread&) = delete;

  private:
    bool before_;
};

}  // namespace stipple::session
