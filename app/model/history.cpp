#include "history.h"

#include <cassert>
#include <utility>

namespace stipple::model {

History::History(Design start) : steps_{start}, saved_(std::move(start)) {}

void History::apply(const Edit& edit, std::uint64_t gesture) { replace(model::apply(current(), edit), gesture); }

void History::replace(Design design, std::uint64_t gesture) {
    if (gesture != 0 && gesture == gesture_) {
        assert(at_ > 0 && !can_redo());  // undo and redo close the gesture
        steps_[at_] = std::move(design);
        return;
    }
    end_gesture();
    if (design == current()) return;
    steps_.resize(at_ + 1);
    steps_.push_back(std::move(design));
    ++at_;
    gesture_ = gesture;
    if (steps_.size() > kMostSteps) {
        steps_.erase(steps_.begin());
        --at_;
    }
}

void History::end_gesture() {
    if (gesture_ != 0 && steps_[at_] == steps_[at_ - 1]) {
        steps_.pop_back();
        --at_;
    }
    gesture_ = 0;
}

void History::undo() {
    const std::size_t before = at_;
    end_gesture();
    if (at_ != before) return;  // a drag that came back to its start: there is nothing more of it to undo
    if (can_undo()) --at_;
}

void History::redo() {
    end_gesture();
    if (can_redo()) ++at_;
}

}  // namespace stipple::model
