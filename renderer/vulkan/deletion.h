// Objects whose owner is gone but which frames under way may still use.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>

namespace stipple::renderer::vulkan {

// Submissions are numbered from 1 in the order they go to the one queue, so when one has finished all before it have.
class DeletionQueue {
  public:
    void recording_begins();
    void recording_dropped();
    [[nodiscard]] std::uint64_t submitted();  // ends a recording, returns the number of its submission
    void finished(std::uint64_t submission);  // frees what waited for it
    void add(std::function<void()> destroy);
    void clear();  // the device is idle: frees all
    [[nodiscard]] std::size_t waiting() const;

  private:
    struct Entry {
        std::uint64_t after;
        std::function<void()> destroy;
    };
    mutable std::mutex mutex_;
    std::deque<Entry> entries_;
    std::uint64_t submitted_ = 0, finished_ = 0;
    int recordings_ = 0;
};

}  // namespace stipple::renderer::vulkan
