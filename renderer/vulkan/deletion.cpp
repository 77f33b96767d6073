#include "renderer/vulkan/deletion.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace stipple::renderer::vulkan {

void DeletionQueue::recording_begins() {
    const std::lock_guard lock(mutex_);
    ++recordings_;
}

void DeletionQueue::recording_dropped() {
    const std::lock_guard lock(mutex_);
    --recordings_;
}

std::uint64_t DeletionQueue::submitted() {
    const std::lock_guard lock(mutex_);
    --recordings_;
    return ++submitted_;
}

void DeletionQueue::finished(std::uint64_t submission) {
    std::vector<Entry> ready;
    {
        const std::lock_guard lock(mutex_);
        finished_ = std::max(finished_, submission);
        // Numbers only grow along the queue, so the ready ones are at its front.
        while (!entries_.empty() && entries_.front().after <= finished_) {
            ready.push_back(std::move(entries_.front()));
            entries_.pop_front();
        }
    }
    for (Entry& entry : ready) entry.destroy();
}

void DeletionQueue::add(std::function<void()> destroy) {
    {
        const std::lock_guard lock(mutex_);
        // While a frame is being recorded the object may be in it already.
        const std::uint64_t after = submitted_ + (recordings_ > 0 ? 1 : 0);
        // A dropped recording may leave a larger number in front; keep the order.
        const std::uint64_t ordered = entries_.empty() ? after : std::max(after, entries_.back().after);
        if (ordered > finished_) {
            entries_.push_back({ordered, std::move(destroy)});
            return;
        }
    }
    destroy();
}

void DeletionQueue::clear() {
    std::deque<Entry> all;
    {
        const std::lock_guard lock(mutex_);
        all.swap(entries_);
        finished_ = submitted_;
    }
    for (Entry& entry : all) entry.destroy();
}

std::size_t DeletionQueue::waiting() const {
    const std::lock_guard lock(mutex_);
    return entries_.size();
}

}  // namespace stipple::renderer::vulkan
