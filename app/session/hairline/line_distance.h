// Straight-line distance from places on the skin to the nearest piece of a closed line.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "session/chart/chart_tiles.h"
#include "session/four_floats.h"

namespace stipple::session {

// Distances are the least over all pieces within reach, whatever order they are looked at in: a place has the same
// distance to a line, bit by bit, however it is asked for, as long as its nearest piece is the same.
class LineDistance {
  public:
    // `line`: points about 1 mm apart, head axes, mm; the last is joined to the first. At least 3.
    explicit LineDistance(std::span<const glm::vec3> line);

    // One of the pieces from `first` to `last` - 1 (counted by the point each begins at) may be within `reach` mm of
    // the ball. May say so of pieces a little further away, never miss one.
    [[nodiscard]] bool near(const TileBall& ball, float reach, std::size_t first, std::size_t last) const;

    // Pieces worth looking at for some places, four by four: a value of four pieces fills a register.
    struct Pieces {
        enum Value { kX, kY, kZ, kAlongX, kAlongY, kAlongZ, kInverseLength2, kHalfLength, kValues };  // see Piece
        struct Fours {
            float of[kValues][kLanes];
            float distance2[kLanes];  // these two are kept for their memory
            std::int32_t kept[kLanes];
        };
        std::size_t count = 0;
        std::vector<Fours> fours;
        [[nodiscard]] float get(Value value, std::size_t i) const { return fours[i / kLanes].of[value][i % kLanes]; }
        void reserve(std::size_t most);
        void set(std::size_t to, const Fours& from, std::size_t lane);
        void fill_lanes();
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
    static void nearest2(const Places& places, const Pieces& pieces, float (&distance2)[kBlock]);

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
    // Balls around runs of pieces.
    std::vector<float> run_x_, run_y_, run_z_, run_radius_;
    [[nodiscard]] bool reaches(std::size_t run, const TileBall& ball, float far) const {
        const float x = run_x_[run] - ball.center.x, y = run_y_[run] - ball.center.y, z = run_z_[run] - ball.center.z;
        const float within = far + run_radius_[run];
        return x * x + y * y + z * z <= within * within;
    }
};

}  // namespace stipple::session
