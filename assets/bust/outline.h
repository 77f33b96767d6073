// Points on the sculpture's surface that measures are taken from: found once, only moved by sizing.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "assets/bust/head_field.h"

namespace stipple::bust {

struct Outline {
    struct Span {
        std::size_t first = 0, count = 0;
    };
    using Edge = std::array<std::uint32_t, 2>;

    std::vector<dvec3> points;
    // On the midline, where each landmark is sought, in the order they were scanned; `profile` runs from the nose over
    // the vertex to the nape.
    Span glabella, nasion, pronasale, lip, subnasale, menton, vertex, occiput, profile;
    std::array<std::size_t, 2> tragion{}, canthus{};  // left, right
    // Edges of a net over the head, ears left out, that can cross the plane of the girdle and that of the bitragion
    // arc; and its points on both sides above the ears.
    std::vector<Edge> girdle, coronal;
    std::vector<std::uint32_t> parietal;
};

[[nodiscard]] Outline outline(const HeadField& field);

}  // namespace stipple::bust
