// Places of candidates in a cell: spread evenly over its surface, those under a mask left out before anything is known
// of them.
#pragma once
#include <cstdint>
#include <vector>

#include "site_sampler_mask.h"

namespace stipple::scalp {

// A place in steps along the cell's axes. `source` tells CandidateDraws the piece and position.
struct DrawnCandidate {
    std::int16_t u, v, w;
    std::uint16_t source;
};

// About `count` (at most most_draws) places of one cell; the same places for the same arguments.
class CandidateDraws {
  public:
    static constexpr std::uint32_t most_draws = 60000;
    CandidateDraws(const SurfaceTree& tree, const SiteCell& cell, float steps_per_mm, std::uint64_t seed,
                   std::uint32_t count);

    [[nodiscard]] std::uint32_t count() const { return count_; }
    // Writes those whose pixel is not covered to the beginning of `out`, made longer where need be. Their number.
    [[nodiscard]] std::size_t draw(const CellMask& mask, std::vector<DrawnCandidate>& out) const;
    [[nodiscard]] SitePoint point(std::int32_t u, std::int32_t v, std::int32_t w, std::uint16_t source) const;
    [[nodiscard]] std::uint32_t piece_of(std::uint16_t source) const;

  private:
    // Whether a source is the piece itself; else the number of the draw.
    [[nodiscard]] bool few_pieces() const { return cell_.last_piece - cell_.first_piece <= 65536; }
    [[nodiscard]] glm::vec3 turned(glm::vec3 p) const {
        return glm::vec3(p[cell_.axes[0]], p[cell_.axes[1]], p[cell_.axes[2]]) * steps_per_mm_;
    }
    [[nodiscard]] std::uint32_t draws_before(std::uint32_t piece) const;
    [[nodiscard]] std::uint64_t bits(std::uint32_t i) const;

    const SurfaceTree& tree_;
    const SiteCell& cell_;
    float steps_per_mm_;
    std::uint32_t count_;
    std::uint32_t x_, y_;  // random starts
};

}  // namespace stipple::scalp
