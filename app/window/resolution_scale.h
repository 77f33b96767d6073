// How large pictures are drawn while they move: smaller where the machine does not keep up, and stretched to their place. Pictures at
// rest are whole, whatever this says. It knows times alone, and no clock.
#pragma once
#include <array>
#include <cstddef>

namespace stipple::window {

class ResolutionScale {
  public:
    // Of a picture's sides. Few, so that the renderer's targets are not made anew all the time; the last is for software drivers.
    static constexpr std::array<double, 5> kScales{1, 0.85, 0.7, 0.5, 0.35};
    static constexpr double kBudgetMs = 50;  // 20 pictures a second: below, a head no longer follows the hand

    // `budget_ms` > 0.
    explicit ResolutionScale(double budget_ms = kBudgetMs) : budget_ms_(budget_ms) {}

    // What the next moving picture is drawn at.
    [[nodiscard]] double scale() const { return kScales[step_]; }

    // A picture drawn at scale() took this long, all of it. Falls where the last two took more than twice the budget, or the middle one of
    // the last three is above it, as far as the number of pixels says that it fits; a single slow one, for which something was made
    // or loaded, counts for nothing. Rises a step where the last five would
    // have fitted into four fifths of the budget even if all their time went by pixels, which it never quite does: so it stays there.
    void took(double ms);

  private:
    static constexpr std::size_t kKept = 5;

    void go_to(std::size_t step);

    double budget_ms_;
    std::size_t step_ = 0;
    std::array<double, kKept> times_{};  // of pictures at this step, the last one first
    std::size_t count_ = 0;
};

}  // namespace stipple::window
