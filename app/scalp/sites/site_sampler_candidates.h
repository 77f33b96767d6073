// Where the next sites of a cell may go: points of its surface, each knowing how near and how many the sites so far
// are.
#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "site_sampler_cells.h"
#include "site_sampler_clearance.h"

namespace stipple::scalp {

// Lengths inside a cell are whole steps of side / steps_per_side, squared lengths are scaled to 15 bits: integers give
// the same bytes whatever the instruction set.
struct CandidateScale {
    static constexpr std::int32_t steps_per_side = 16384;
    float steps_per_mm = 1;
    unsigned shift = 0;              // steps are doubled so often before squaring
    std::int32_t reach = 0;          // steps; sites further away change nothing
    std::int32_t reach2 = 0;         // the same, squared and scaled
    std::uint32_t crowd_factor = 0;  // from scaled squares below reach2 to 13 bits

    // `reach_mm` at most longest_reach of the side.
    static constexpr float longest_reach = 1.7F;
    CandidateScale() = default;
    CandidateScale(float side_mm, float reach_mm);
    // A distance in mm, squared and scaled.
    [[nodiscard]] std::int32_t squared(double mm) const;
};

// The candidates of one cell, sorted by bucket and padded with dead ones so that each row of buckets starts at a
// multiple of eight. All lies in one stretch of 16-bit words: where buckets begin, then groups of eight candidates.
class CellCandidates {
  public:
    static constexpr std::uint32_t rows = 8, columns = 16;  // of buckets, along v and u
    static constexpr std::uint32_t none = 0xFFFFFFFF;

    // A point as the cell sees it: steps along its axes from its corner.
    struct Steps {
        std::int32_t u, v, w;
    };

    CellCandidates() = default;
    // `padded` is a multiple of eight.
    CellCandidates(std::int16_t* words, std::uint32_t padded) : words_(words), padded_(padded) {}
    [[nodiscard]] static std::size_t words_for(std::uint32_t padded) { return head + std::size_t(padded) * fields; }

    [[nodiscard]] std::uint32_t padded() const { return padded_; }
    [[nodiscard]] std::int16_t& u(std::uint32_t i) const { return *field(i, 0); }
    [[nodiscard]] std::int16_t& v(std::uint32_t i) const { return *field(i, 1); }
    [[nodiscard]] std::int16_t& w(std::uint32_t i) const { return *field(i, 2); }
    // Scaled squared distance to the nearest site, at most reach2; 0 for dead ones.
    [[nodiscard]] std::int16_t& nearest(std::uint32_t i) const { return *field(i, 3); }
    // Sum over sites within reach of (1 - d²/reach²)², 1024 for one at no distance.
    [[nodiscard]] std::int16_t& crowd(std::uint32_t i) const { return *field(i, 4); }
    // What a candidate was drawn from: the caller's number.
    [[nodiscard]] std::uint16_t& source(std::uint32_t i) const {
        return *reinterpret_cast<std::uint16_t*>(field(i, 5));
    }
    // Where the buckets of a row begin: columns + 1 entries, the last one past the row's end.
    [[nodiscard]] std::uint16_t* starts(std::uint32_t row) const {
        return reinterpret_cast<std::uint16_t*>(words_) + row * (columns + 1);
    }
    [[nodiscard]] static std::uint32_t row_of(std::int32_t v) {
        return std::min(std::uint32_t(std::max(v, 0)) / (std::uint32_t(CandidateScale::steps_per_side) / rows),
                        rows - 1);
    }
    [[nodiscard]] static std::uint32_t column_of(std::int32_t u) {
        return std::min(std::uint32_t(std::max(u, 0)) / (std::uint32_t(CandidateScale::steps_per_side) / columns),
                        columns - 1);
    }

    // Kills the candidates within the scale's reach of a point, which may be shorter than for `block`.
    void kill(const Steps& point, const CandidateScale& scale) const;
    template <class OtherSide>
    void kill_side(const Steps& point, const CandidateScale& scale, OtherSide&& other_side) const {
        each_within(point, scale, [&](std::uint32_t i) {
            if (!other_side(i)) nearest(i) = 0;
        });
    }

    // Tells all candidates within reach of a new site.
    void block(const Steps& site, const CandidateScale& scale) const;
    // The same, passing over candidates for which `other_side(index)` holds.
    template <class OtherSide>
    void block_side(const Steps& site, const CandidateScale& scale, OtherSide&& other_side) const {
        each_within(site, scale, [&](std::uint32_t i) {
            if (!other_side(i)) block_one(i, squared(i, site, scale), scale);
        });
    }

    // The least crowded candidate whose nearest site is `free2` (scaled) or further away; none when there is none.
    [[nodiscard]] std::uint32_t least_crowded(std::int32_t free2) const;
    // The candidate furthest from all sites; none when all are dead.
    [[nodiscard]] std::uint32_t furthest() const;

  private:
    static constexpr std::uint32_t fields = 6, group = 8;
    static constexpr std::size_t head = (rows * (columns + 1) + 7) / 8 * 8;
    // Field k of the group of candidate i lies k * group words further.
    [[nodiscard]] std::int16_t* group_of(std::uint32_t i) const {
        return words_ + head + std::size_t(i / group) * (group * fields);
    }
    [[nodiscard]] std::int16_t* field(std::uint32_t i, std::uint32_t k) const {
        return group_of(i) + k * group + i % group;
    }
    template <class Visit>
    void each_span(const Steps& site, std::int32_t reach, Visit&& visit) const {
        if (site.u < -reach || site.v < -reach || site.w < -reach) return;
        constexpr std::int32_t side = CandidateScale::steps_per_side;
        if (site.u > side + reach || site.v > side + reach || site.w > side + reach) return;
        const std::uint32_t u0 = column_of(site.u - reach), u1 = column_of(site.u + reach), v1 = row_of(site.v + reach);
        for (std::uint32_t row = row_of(site.v - reach); row <= v1; ++row) {
            const std::uint16_t* start = starts(row);
            if (start[u0] < start[u1 + 1]) visit(start[u0], start[u1 + 1]);
        }
    }
    // Visits the candidates within the scale's reach, dead ones left out.
    template <class Visit>
    void each_within(const Steps& site, const CandidateScale& scale, Visit&& visit) const {
        each_span(site, scale.reach, [&](std::uint32_t begin, std::uint32_t end) {
            for (std::uint32_t first = begin / group * group; first < end; first += group)
                for (std::uint32_t bits = within(first, site, scale); bits != 0; bits &= bits - 1)
                    visit(first + std::uint32_t(std::countr_zero(bits)));
        });
    }
    // Of a group, bit by bit.
    [[nodiscard]] std::uint32_t within(std::uint32_t first, const Steps& site, const CandidateScale& scale) const;
    [[nodiscard]] std::int32_t squared(std::uint32_t i, const Steps& site, const CandidateScale& scale) const;
    void block_one(std::uint32_t i, std::int32_t d2, const CandidateScale& scale) const;

    std::int16_t* words_ = nullptr;
    std::uint32_t padded_ = 0;
};

}  // namespace stipple::scalp
