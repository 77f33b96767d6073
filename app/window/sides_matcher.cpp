#include "sides_matcher.h"

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <thread>
#include <utility>

#include "session/worker_threads.h"

namespace stipple::window {
namespace {

constexpr int kBehindPictures = 10;  // nice value

}  // namespace

struct SidesMatcher::Job {
    model::Design design;
    std::shared_ptr<const session::PreparedHead> head;
    Answer answer;
    std::atomic<bool> finished{false};
    std::thread thread;
};

SidesMatcher::SidesMatcher(std::function<void()> wake, Work work) : wake_(std::move(wake)), work_(std::move(work)) {}

SidesMatcher::~SidesMatcher() {
    drop();
    for (const auto& job : leaving_) job->thread.join();
}

void SidesMatcher::ask(model::Design design, std::shared_ptr<const session::PreparedHead> head) {
    drop();
    job_ = std::make_unique<Job>();
    job_->design = std::move(design);
    job_->head = std::move(head);
    Job* job = job_.get();  // the job outlives its thread: whoever drops it joins first
    job->thread = std::thread([job, wake = wake_, work = work_] {
        (void)setpriority(PRIO_PROCESS, 0, kBehindPictures);  // on Linux of this thread
        const session::AloneOnThread alone;
        const auto start = std::chrono::steady_clock::now();
        try {
            job->answer.proposal = work(job->design, *job->head);
        } catch (const std::exception& error) {
            job->answer.problem = std::string("No match was worked out: ") + error.what() + "; close other programs and try again.";
        }
        job->answer.ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        job->finished = true;
        wake();
    });
}

void SidesMatcher::drop() {
    if (job_) leaving_.push_back(std::move(job_));
    reap();
}

void SidesMatcher::reap() {
    leaving_.remove_if([](const std::unique_ptr<Job>& job) {
        if (!job->finished) return false;
        job->thread.join();
        return true;
    });
}

std::optional<SidesMatcher::Answer> SidesMatcher::poll(const model::Design& now, const std::shared_ptr<const session::PreparedHead>& head) {
    reap();
    if (!job_ || !job_->finished) return std::nullopt;
    job_->thread.join();
    const std::unique_ptr<Job> job = std::exchange(job_, nullptr);
    if (job->head == head && session::proposed_alike(job->design, now)) return std::move(job->answer);
    ask(now, head);
    return std::nullopt;
}

}  // namespace stipple::window
