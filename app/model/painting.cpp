#include "painting.h"

#include <algorithm>
#include <cassert>

namespace stipple::model {

Painting::Painting(std::vector<Stroke> strokes) {
    strokes_.reserve(strokes.size());
    for (Stroke& stroke : strokes) strokes_.push_back(std::make_shared<const Stroke>(std::move(stroke)));
}

Painting Painting::with(Stroke stroke) const {
    Painting painting = *this;
    painting.strokes_.push_back(std::make_shared<const Stroke>(std::move(stroke)));
    return painting;
}

Painting Painting::with_last(Stroke stroke) const {
    assert(!strokes_.empty());
    Painting painting = *this;
    painting.strokes_.back() = std::make_shared<const Stroke>(std::move(stroke));
    return painting;
}

std::size_t Painting::dabs() const {
    std::size_t sum = 0;
    for (const auto& stroke : strokes_) sum += stroke->dabs.size();
    return sum;
}

bool Painting::operator==(const Painting& other) const {
    return std::ranges::equal(strokes_, other.strokes_,
                              [](const auto& a, const auto& b) { return a == b || *a == *b; });
}

}  // namespace stipple::model
