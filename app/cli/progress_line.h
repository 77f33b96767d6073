// One line on a terminal that says how far long work is, and goes away with it.
#pragma once
#include <atomic>
#include <string>
#include <thread>

#include "scalp/progress.h"

namespace stipple::cli {

class ProgressLine {
  public:
    // Shows `what` and a percentage on stderr after half a second, where stderr is a terminal; else nothing. `progress`
    // must outlive it.
    ProgressLine(std::string what, const scalp::Progress& progress);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

  private:
    void show(const scalp::Progress& progress) const;

    std::string what_;
    std::atomic<bool> done_{false};
    std::thread thread_;
};

}  // namespace stipple::cli
