// A list that no one changes any more, held by all who read it: copying one copies a pointer.
#pragma once
#include <cassert>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace stipple::session {

template <class T>
class SharedList {
  public:
    SharedList() = default;
    SharedList(std::vector<T> items) : items_(std::make_shared<const std::vector<T>>(std::move(items))) {}

    [[nodiscard]] std::size_t size() const { return items_ ? items_->size() : 0; }
    [[nodiscard]] bool empty() const { return size() == 0; }
    [[nodiscard]] const T* data() const { return items_ ? items_->data() : nullptr; }
    [[nodiscard]] const T* begin() const { return data(); }
    [[nodiscard]] const T* end() const { return data() + size(); }
    [[nodiscard]] const T& operator[](std::size_t i) const {
        assert(i < size());
        return (*items_)[i];
    }
    operator std::span<const T>() const { return {data(), size()}; }

    // The very same list, not merely an equal one.
    [[nodiscard]] bool is(const SharedList& other) const { return items_ == other.items_; }

  private:
    std::shared_ptr<const std::vector<T>> items_;
};

}  // namespace stipple::session
