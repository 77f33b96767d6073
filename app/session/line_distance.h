// Straight-line distance from places on the skin to the nearest piece of a closed line.
#pragma once
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "chart_tiles.h"

namespace stipple::session {

// Distances are the least over all pieces within reach, whatever order they are looked at in: a place has the same
// distance to a line, bit by bit, however it is asked for, as long as its nearest piece is the same.
class LineDistance {
  public:
    // `line`: points about 1 mm apart, head axes, mm; the last is joined to the first. At least 3.
    explicit LineDistance(std::span<const glm::vec3> line);

    // One of the pieces from `first` to `last` - 1 (counted by the point each begins at) may be within `reach` mm of the
    // ball. May say so of pieces a little further away, never miss one.
    [[nodiscard]] bool near(const TileBall& ball, float reach, std::size_t first, std::size_t last) const;

    // Pieces worth looking at for some places, with the balls around them.
    struct Pieces {
        std::vector<std::uint32_t> piece;
        std::vector<float> x, y, z, half_length;  // of the ball around each piece
        std::vector<float> distance, difference;  // kept for their memory
        [[nodiscard]] bool empty() const { return piece.empty(); }
        void clear();
        void add(std::uint32_t which, const glm::vec3& middle, float half);
    };
    // For places inside the ball that are within `reach` mm of the line; none where no place is.
    void pieces(const TileBall& ball, float reach, Pieces& found) const;
    // The same, narrowing `from`, the answer for a larger ball around this one and the same reach.
    static void narrow(const TileBall& ball, float reach, Pieces& from, Pieces& found);

    // A block of places, one coordinate after the other.
    static constexpr int kBlock = 16;
    struct Places {
        float x[kBlock], y[kBlock], z[kBlock];
    };
    // Squared distance of each place to the nearest of `pieces`, mm^2; 1e12 where there are none.
    void nearest2(const Places& places, const Pieces& pieces, float (&distance2)[kBlock]) const;

  private:
    struct Piece {
        glm::vec3 from;
        float inverse_length2;  // 0 for a piece without length
        glm::vec3 along;
        float half_length;
        [[nodiscard]] glm::vec3 middle() const { return from + 0.5F * along; }
    };
    static constexpr std::size_t kRun = 16;  // pieces under one ball

    std::vector<Piece> pieces_;
    std::vector<TileBall> runs_;
};

}  // namespace stipple::session
