#include "history.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace stipple::model {
namespace {

// The design, seen as `other` is.
Design seen_as(Design design, const Design& other) {
    for (const Parameter& p : parameters())
        if (p.seen && design.value(p.id) != other.value(p.id)) design = design.with(p.id, other.value(p.id));
    return design;
}

bool seen_alike(const Design& a, const Design& b) {
    return std::ranges::all_of(parameters(), [&](const Parameter& p) { return !p.seen || a.value(p.id) == b.value(p.id); });
}

}  // namespace

History::History(Design start) : steps_{{start}}, saved_(std::move(start)) {}

void History::apply(const Edit& edit, std::uint64_t gesture) { replace(model::apply(current(), edit), gesture); }

void History::replace(Design design, std::uint64_t gesture) {
    const bool seen_too = !seen_alike(design, current());
    if (gesture != 0 && gesture == gesture_) {
        assert(at_ > 0 && !can_redo());  // undo and redo close the gesture
        steps_[at_].seen_too |= seen_too;
        steps_[at_].design = std::move(design);
        return;
    }
    end_gesture();
    if (seen_too && seen_as(current(), design) == design) {
        steps_[at_].design = std::move(design);
        return;
    }
    if (design == current()) return;
    steps_.resize(at_ + 1);
    steps_.push_back({std::move(design), seen_too});
    ++at_;
    gesture_ = gesture;
    if (steps_.size() > kMostSteps) {
        steps_.erase(steps_.begin());
        --at_;
    }
}

void History::end_gesture() {
    if (gesture_ != 0 && steps_[at_].design == steps_[at_ - 1].design) {
        steps_.pop_back();
        --at_;
    }
    gesture_ = 0;
}

void History::undo() {
    const std::size_t before = at_;
    end_gesture();
    if (at_ != before) return;  // a drag that came back to its start: there is nothing more of it to undo
    if (!can_undo()) return;
    const Step& left = steps_[at_--];
    if (!left.seen_too) steps_[at_].design = seen_as(std::move(steps_[at_].design), left.design);
}

void History::redo() {
    end_gesture();
    if (!can_redo()) return;
    const Design& left = steps_[at_++].design;
    if (!steps_[at_].seen_too) steps_[at_].design = seen_as(std::move(steps_[at_].design), left);
}

bool History::is_saved() const { return seen_as(saved_, current()) == current(); }

}  // namespace stipple::model
