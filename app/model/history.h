// Undo and redo. Designs are small values, so a step is a snapshot. Looking at a design in another light is no step: parameters marked
// `seen` stay as they are while steps are undone and done again, but for steps that changed both, which take theirs along.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "design.h"

namespace stipple::model {

class History {
  public:
    explicit History(Design start = Design());

    [[nodiscard]] const Design& current() const { return steps_[at_].design; }

    // Applies an edit. Edits of one gesture (same id, not 0) become one undo step, however many there are and whichever
    // parameters they touch; gesture 0 is a step of its own. An edit that changes nothing leaves no step, and neither
    // does one of a parameter that is only `seen`. Throws BadValue and then changes nothing. What was undone is forgotten once something
    // new is done.
    void apply(const Edit& edit, std::uint64_t gesture = 0);
    // The same with a whole design: opening a preset, accepting a proposal.
    void replace(Design design, std::uint64_t gesture = 0);
    // Ends the gesture under way: the next edit is a new step even under the same id. A drag that came back to where it began
    // leaves no step. To drop a drag, call undo() instead.
    void end_gesture();

    [[nodiscard]] bool can_undo() const { return at_ > 0; }
    [[nodiscard]] bool can_redo() const { return at_ + 1 < steps_.size(); }
    void undo();  // does nothing when there is nothing to undo
    void redo();

    // For "unsaved changes?": remembers the current design as the saved one. Nobody wants to be asked about a look in another light.
    void mark_saved() { saved_ = current(); }
    [[nodiscard]] bool is_saved() const;

    static constexpr std::size_t kMostSteps = 1000;  // the oldest are forgotten beyond that

  private:
    struct Step {
        Design design;
        bool seen_too = false;  // it changed what is `seen` as well
    };
    std::vector<Step> steps_;
    std::size_t at_ = 0;
    std::uint64_t gesture_ = 0;  // of the newest step; 0 when it is closed
    Design saved_;
};

}  // namespace stipple::model
