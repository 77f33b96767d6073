#include "resolution_scale.h"

#include <algorithm>

namespace stipple::window {
namespace {

constexpr double kFarAbove = 2;     // times the budget
constexpr double kRiseBelow = 0.8;  // of the budget: what lies between keeps it from going up and down
constexpr std::size_t kFallAfter = 3;

}  // namespace

void ResolutionScale::go_to(std::size_t step) {
    step_ = step;
    count_ = 0;
}

void ResolutionScale::took(double ms) {
    std::copy_backward(times_.begin(), times_.end() - 1, times_.end());
    times_[0] = ms;
    count_ = std::min(count_ + 1, kKept);

    // What `time` here would be at another step if it went by pixels.
    const auto there = [&](double time, std::size_t step) {
        const double ratio = kScales[step] / kScales[step_];
        return time * ratio * ratio;
    };
    double typical = 0;
    if (const double lesser = count_ >= 2 ? std::min(times_[0], times_[1]) : 0; lesser > kFarAbove * budget_ms_) {
        typical = lesser;
    } else if (count_ >= kFallAfter) {
        const auto [a, b, c] = std::array{times_[0], times_[1], times_[2]};
        typical = std::max(std::min(a, b), std::min(std::max(a, b), c));
    }
    if (typical > budget_ms_) {
        std::size_t step = step_;
        while (step + 1 < kScales.size() && there(typical, step) > budget_ms_) ++step;
        if (step != step_) go_to(step);
        return;
    }
    if (step_ == 0 || count_ < kKept) return;
    if (there(*std::max_element(times_.begin(), times_.end()), step_ - 1) <= kRiseBelow * budget_ms_) go_to(step_ - 1);
}

}  // namespace stipple::window
