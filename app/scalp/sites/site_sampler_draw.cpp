#include "site_sampler_draw.h"

#include <algorithm>
#include <cmath>

namespace stipple::scalp {
namespace {

constexpr std::int32_t most_step = CandidateScale::steps_per_side - 1;
// Where candidates fall: two additive recurrences from a random start (the plastic number's powers spread evenest in
// the plane: Roberts, The unreasonable effectiveness of quasirandom sequences, 2018).
constexpr std::uint32_t along_x = 3242174889U, along_y = 2447445414U;

// So many are drawn at a time; the same places whatever the machine.
constexpr std::uint32_t lanes = 4;
using Words = std::uint32_t __attribute__((vector_size(16)));
using Ints = std::int32_t __attribute__((vector_size(16)));
using Floats = float __attribute__((vector_size(16)));

// The highest 24 bits of four numbers `by` apart, as shares of one.
Floats share(std::uint32_t from, std::uint32_t by) {
    const Words bits = Words{from, from + by, from + 2 * by, from + 3 * by} >> 8;
    return __builtin_convertvector(Ints(bits), Floats) * (1.0F / 16777216.0F);
}

}  // namespace

CandidateDraws::CandidateDraws(const SurfaceTree& tree, const SiteCell& cell, float steps_per_mm, std::uint64_t seed,
                               std::uint32_t count)
    : tree_(tree), cell_(cell), steps_per_mm_(steps_per_mm), count_(std::min(count, most_draws)) {
    const std::uint64_t start = mix_bits(seed, cell.key);
    x_ = std::uint32_t(start);
    y_ = std::uint32_t(start >> 32);
}

// Draws are dealt out to pieces by area: this many fall on those before `piece`.
std::uint32_t CandidateDraws::draws_before(std::uint32_t piece) const {
    if (piece == cell_.last_piece) return count_;
    const std::vector<double>& before = tree_.area_before();
    const double share =
        (before[piece] - before[cell_.first_piece]) / (before[cell_.last_piece] - before[cell_.first_piece]);
    return std::uint32_t(share * double(count_) + cell_.dither);
}

// Random bits for SurfaceTree::place.
std::uint64_t CandidateDraws::bits(std::uint32_t i) const {
    return std::uint64_t((x_ + i * along_x) >> 8) << 40 | std::uint64_t((y_ + i * along_y) >> 8) << 16;
}

std::uint32_t CandidateDraws::piece_of(std::uint16_t source) const {
    if (few_pieces()) return cell_.first_piece + source;
    std::uint32_t first = cell_.first_piece, last = cell_.last_piece;
    while (last - first > 1) {
        const std::uint32_t middle = first + (last - first) / 2;
        (draws_before(middle) <= source ? first : last) = middle;
    }
    return first;
}

SitePoint CandidateDraws::point(std::int32_t u, std::int32_t v, std::int32_t w, std::uint16_t source) const {
    const std::uint32_t piece = piece_of(source);
    if (!few_pieces()) return tree_.place(piece, bits(source));
    SitePoint site{cell_.lo, piece};
    const float mm_per_step = 1 / steps_per_mm_;
    site.position[cell_.axes[0]] += float(u) * mm_per_step;
    site.position[cell_.axes[1]] += float(v) * mm_per_step;
    site.position[cell_.axes[2]] += float(w) * mm_per_step;
    return site;
}

std::size_t CandidateDraws::draw(const CellMask& mask, std::vector<DrawnCandidate>& out) const {
    std::size_t kept = 0;
    if (out.size() < count_ + 1) out.resize(count_ + 1);
    std::uint32_t i = 0;
    for (std::uint32_t piece = cell_.first_piece; piece < cell_.last_piece; ++piece) {
        const std::uint32_t end = draws_before(piece + 1);
        if (end <= i) continue;
        const SurfacePiece& p = tree_.pieces()[piece];
        const glm::vec3 corner = turned(p.corner - cell_.lo) + 0.5F, edge1 = turned(p.edge1), edge2 = turned(p.edge2);
        const std::uint16_t source = few_pieces() ? std::uint16_t(piece - cell_.first_piece) : 0;
        for (; i < end; i += lanes) {
            // As SurfaceTree::place_in_triangle.
            const Floats x = share(x_ + i * along_x, along_x), y = share(y_ + i * along_y, along_y);
            const Floats far = x + y > 1.0F ? Floats{1, 1, 1, 1} : Floats{};
            const Floats at1 = x + far * (1.0F - 2.0F * x), at2 = y + far * (1.0F - 2.0F * y);
            const auto inside = [&](int axis) {
                const Ints v = __builtin_convertvector(corner[axis] + at1 * edge1[axis] + at2 * edge2[axis], Ints);
                return v < 0 ? Ints{} : v > most_step ? Ints{most_step, most_step, most_step, most_step} : v;
            };
            const Ints u = inside(0), v = inside(1), w = inside(2);
            const Words uv = Words(u) | Words(v) << 16;
            for (std::uint32_t k = 0; k < std::min(lanes, end - i); ++k) {
                const std::uint32_t both = uv[k];
                out[kept] = {std::int16_t(both & 0xFFFF), std::int16_t(both >> 16), std::int16_t(w[k]),
                             few_pieces() ? source : std::uint16_t(i + k)};
                kept += 1 - (mask.row(both >> 16) >> CellMask::column(both & 0xFFFF) & 1U);
            }
        }
        i = end;
    }
    return kept;
}

}  // namespace stipple::scalp
