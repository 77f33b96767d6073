// Gets heads ready off the main thread, so that the picture stays usable meanwhile.
#pragma once
#include <atomic>
#include <exception>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "scalp/progress.h"
#include "session/head/prepared_head.h"

namespace stipple::window {

class HeadLoader {
  public:
    // `wake` is called on the worker's thread when it has something to say.
    explicit HeadLoader(std::function<void()> wake) : wake_(std::move(wake)) {}
    ~HeadLoader();  // asks the workers to stop and waits for them
    HeadLoader(const HeadLoader&) = delete;
    HeadLoader& operator=(const HeadLoader&) = delete;

    // Starts on this head; an earlier one still under way is cancelled and its result thrown away.
    void start(session::PrepareOptions options, std::string name);
    void cancel();
    [[nodiscard]] bool busy() const { return job_ != nullptr; }
    [[nodiscard]] bool placing() const { return job_ && job_->shown; }  // the head can be looked at, its dots are under way
    [[nodiscard]] float done() const;                                   // of the stage under way
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint64_t number() const { return number_; }  // of the head started last; the first has 1

    struct Result {
        std::shared_ptr<const session::PreparedHead> head;  // null: failed
        std::string problem;                                // a sentence with the remedy; empty when cancelled
        std::exception_ptr error;                           // the same, as it was thrown
        session::PrepareOptions options;
    };
    // Of a job at most twice: the head without its dots (PreparedHead::complete is false) when it can be shown, and the
    // result when it has finished. Call on the main thread.
    [[nodiscard]] std::optional<Result> poll();
    // Once, and before the head: the pictures of the head under way; else null. Call on the main thread.
    [[nodiscard]] std::shared_ptr<const session::HeadPictures> poll_pictures();

  private:
    struct Job {
        scalp::Progress progress;
        Result result;
        std::mutex lock;
        std::shared_ptr<const session::PreparedHead> early;     // under the lock
        std::shared_ptr<const session::HeadPictures> pictures;  // likewise
        bool shown = false;                                  // polled; main thread only
        std::atomic<bool> finished{false};
        std::thread thread;
    };
    void reap();

    std::function<void()> wake_;
    std::string name_;
    std::uint64_t number_ = 0;
    std::shared_ptr<Job> job_;
    std::list<std::shared_ptr<Job>> leaving_;  // cancelled, not yet at their next check
};

}  // namespace stipple::window
