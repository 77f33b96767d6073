#include "head_loader.h"

#include <sys/resource.h>

#include <exception>
#include <new>
#include <utility>

namespace stipple::window {
namespace {

constexpr int kBehindPictures = 10;  // nice value

}  // namespace

HeadLoader::~HeadLoader() {
    cancel();
    for (const auto& job : leaving_) job->thread.join();
}

void HeadLoader::start(session::PrepareOptions options, std::string name) {
    cancel();
    name_ = std::move(name);
    ++number_;
    job_ = std::make_shared<Job>();
    job_->result.options = std::move(options);
    Job* job = job_.get();  // the job outlives its thread: whoever drops it joins first
    job->thread = std::thread([job, wake = wake_] {
        try {
            job->result.head = session::prepare_head(job->result.options, job->progress, [&](std::shared_ptr<const session::PreparedHead> early) {
                {
                    const std::lock_guard guard(job->lock);
                    job->early = std::move(early);
                }
                // From here on there is a picture to move, which goes first. On Linux this is about this thread and those it starts.
                (void)setpriority(PRIO_PROCESS, 0, kBehindPictures);
                wake();
            }, [&](std::shared_ptr<const session::HeadPictures> pictures) {
                {
                    const std::lock_guard guard(job->lock);
                    job->pictures = std::move(pictures);
                }
                wake();
            });
        } catch (const scalp::Cancelled&) {
        } catch (const std::bad_alloc&) {
            job->result.problem =
                "There is not enough memory for this head: close other programs, or use a lighter scan.";
            job->result.error = std::current_exception();
        } catch (const std::exception& error) {
            job->result.problem = error.what();
            job->result.error = std::current_exception();
        }
        job->finished = true;
        wake();
    });
}

void HeadLoader::cancel() {
    if (job_) {
        job_->progress.cancel = true;
        leaving_.push_back(std::move(job_));
        job_ = nullptr;
    }
    reap();
}

float HeadLoader::done() const { return job_ ? job_->progress.done.load() : 0.0F; }

void HeadLoader::reap() {
    leaving_.remove_if([](const std::shared_ptr<Job>& job) {
        if (!job->finished) return false;
        job->thread.join();
        return true;
    });
}

std::shared_ptr<const session::HeadPictures> HeadLoader::poll_pictures() {
    if (!job_) return nullptr;
    const std::lock_guard guard(job_->lock);
    return std::exchange(job_->pictures, nullptr);
}

std::optional<HeadLoader::Result> HeadLoader::poll() {
    reap();
    if (!job_) return std::nullopt;
    if (!job_->finished) {
        std::shared_ptr<const session::PreparedHead> early;
        {
            const std::lock_guard guard(job_->lock);
            early = std::move(job_->early);
        }
        if (!early) return std::nullopt;
        job_->shown = true;
        return Result{std::move(early), {}, {}, job_->result.options};
    }
    job_->thread.join();
    Result result = std::move(job_->result);
    job_ = nullptr;
    return result;
}

}  // namespace stipple::window
