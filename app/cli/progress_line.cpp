#include "progress_line.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

namespace stipple::cli {

ProgressLine::ProgressLine(std::string what, const scalp::Progress& progress) : what_(std::move(what)) {
    if (isatty(STDERR_FILENO) != 0) thread_ = std::thread([this, &progress] { show(progress); });
}

ProgressLine::~ProgressLine() {
    done_ = true;
    if (thread_.joinable()) thread_.join();
}

void ProgressLine::show(const scalp::Progress& progress) const {
    constexpr int kStepMs = 100, kFirstStep = 5;
    bool shown = false;
    for (int step = 0; !done_; ++step) {
        if (step >= kFirstStep) {
            std::fprintf(stderr, "\rstipple: %s: %3d %%", what_.c_str(), int(100 * progress.done));
            std::fflush(stderr);
            shown = true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(kStepMs));
    }
    if (shown) std::fprintf(stderr, "\r\033[K");
}

}  // namespace stipple::cli
