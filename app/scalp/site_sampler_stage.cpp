#include "site_sampler_stage.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::scalp {
namespace {

constexpr std::size_t cells_a_turn = 64;  // whose candidates lie in one stretch of memory
constexpr std::uint32_t most_draws = 60000;

constexpr std::uint16_t dropped = CellCandidates::rows * CellCandidates::columns;  // bucket of candidates not wanted

}  // namespace

// Where candidates fall: two additive recurrences from a random start (the plastic number's powers spread evenest in
// the plane: Roberts, The unreasonable effectiveness of quasirandom sequences, 2018).
struct SiteStage::Draws {
    std::uint32_t x, y;
    Draws(std::uint64_t seed, const SiteCell& cell) {
        const std::uint64_t start = mix_bits(seed, cell.key);
        x = std::uint32_t(start);
        y = std::uint32_t(start >> 32);
    }
    // Random bits for SurfaceTree::place.
    std::uint64_t operator()(std::uint32_t i) const {
        return std::uint64_t((x + i * 3242174889U) >> 8) << 40 | std::uint64_t((y + i * 2447445414U) >> 8) << 16;
    }
};

// Candidates that face away from a site do not mind it.
struct SiteStage::OtherSide {
    const SurfaceTree& tree;
    glm::vec3 side;
    const std::vector<std::uint32_t>& pieces;
    bool operator()(std::uint32_t i) const {
        const glm::vec3 other = tree.side(pieces[i]);
        return side.x * other.x + side.y * other.y + side.z * other.z < 0;
    }
};

struct SiteStage::NearSite {
    CellCandidates::Steps at;
    std::uint32_t piece;
};

// Candidates of one cell while they are made.
struct SiteStage::Scratch {
    std::vector<std::int16_t> axis[3];
    std::vector<std::uint16_t> bucket;
    std::vector<std::uint32_t> piece;  // of each draw
    std::vector<std::int16_t> words;
    std::vector<std::uint32_t> piece_at;  // the same, as the candidates are sorted
    std::vector<NearSite> near;           // within reach of the cell
};

std::uint32_t SiteStage::draws(const SiteCell& cell) const {
    const double wanted = request_.sites_at_end * cell.area_share * request_.candidates_per_site / request_.free_share;
    return std::uint32_t(std::min(wanted, double(most_draws) - 16)) + 16;
}

// Whether a candidate can be told by its piece and position; else it is drawn anew.
bool few_pieces(const SiteCell& cell) { return cell.last_piece - cell.first_piece <= 65536; }

// Draws are dealt out to pieces by area: this many fall on those before `piece`.
std::uint32_t SiteStage::draws_before(const SiteCell& cell, std::uint32_t draws, std::uint32_t piece) const {
    if (piece == cell.last_piece) return draws;
    const std::vector<double>& before = tree_.area_before();
    const double share =
        (before[piece] - before[cell.first_piece]) / (before[cell.last_piece] - before[cell.first_piece]);
    return std::uint32_t(share * double(draws) + cell.dither);
}

SitePoint SiteStage::drawn(const SiteCell& cell, std::uint32_t draws, std::uint32_t i) const {
    std::uint32_t first = cell.first_piece, last = cell.last_piece;
    while (last - first > 1) {
        const std::uint32_t middle = first + (last - first) / 2;
        (draws_before(cell, draws, middle) <= i ? first : last) = middle;
    }
    return tree_.place(first, Draws(request_.seed, cell)(i));
}

CellCandidates::Steps SiteStage::steps(const SiteCell& cell, glm::vec3 p) const {
    constexpr float far = 2 * float(CandidateScale::steps_per_side) - 1;
    const auto along = [&](unsigned a) {
        const int axis = cell.axes[a];
        const float at = (p[axis] - cell.lo[axis]) * scale_.steps_per_mm + 0.5F;
        return std::int32_t(std::clamp(at, -float(CandidateScale::steps_per_side), far));
    };
    return {along(0), along(1), along(2)};
}

SiteStage::Sorted SiteStage::sorted(const std::vector<SitePoint>& points, const SiteThreads& threads) const {
    Sorted out;
    out.first.assign(cells_->size() + 1, 0);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i % 65536 == 0) threads.check();
        ++out.first[cells_->cell_of(points[i]) + 1];
    }
    for (std::size_t c = 0; c < cells_->size(); ++c) out.first[c + 1] += out.first[c];
    out.points.resize(points.size());
    std::vector<std::uint32_t> at(out.first.begin(), out.first.end() - 1);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i % 65536 == 0) threads.check();
        out.points[at[cells_->cell_of(points[i])]++] = points[i];
    }
    return out;
}

SiteStage::SiteStage(const SurfaceTree& tree, std::shared_ptr<const SiteCells> cells,
                     const std::vector<SitePoint>& sites, const StageRequest& request, SiteThreads& threads)
    : tree_(tree), cells_(std::move(cells)), request_(request) {
    const std::size_t count = cells_->size();
    const double spacing = std::sqrt(2 * tree.area() / (std::sqrt(3.0) * std::max(1.0, request.sites_at_begin)));
    const float side = cells_->side();
    reach_mm_ = float(std::min(request.reach_ratio * spacing, 0.9 * double(side)));
    scale_ = CandidateScale(side, reach_mm_);
    dead_mm_ = float(std::min(request.dead_mm, 0.9 * double(side)));
    dead_scale_ = CandidateScale(side, dead_mm_);
    before_ = sorted(sites, threads);
    for (std::size_t c = 0; c < count; ++c) count_.push_back(before_.first[c + 1] - before_.first[c]);
    threads.check();
    if (request.clearance) {
        follicles_ = sorted(request.clearance->sites(), threads);
        // Candidates stand up to half a step beside what they were drawn as, along each axis, and so do follicles.
        clear_mm_ = request.clearance->clearance() + 2 * side / float(CandidateScale::steps_per_side);
        if (clear_mm_ <= side) clear_scale_ = CandidateScale(side, clear_mm_);
    }

    log_first_.assign(count + 1, 0);
    for (std::size_t c = 0; c < count; ++c) {
        const double quota = std::min(request.sites_at_end * (*cells_)[c].area_share + 2, 60000.0);
        log_first_[c + 1] = log_first_[c] + std::uint32_t(std::max(0.0, quota - double(count_[c])));
    }
    log_.resize(log_first_.back());
    logged_.assign(count, 0);
    taken_.assign(count, 0);
    seen_.assign(count, {});

    threads.check();
    candidates_.resize(count);
    pieces_.resize(count);
    words_.resize((count + cells_a_turn - 1) / cells_a_turn);
    threads.run(words_.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t turn = begin; turn < end; ++turn) {
            std::vector<std::int16_t>& words = words_[turn];
            const std::size_t first = turn * cells_a_turn, last = std::min(count, first + cells_a_turn);
            for (std::size_t c = first; c < last; ++c) make_candidates(c, words);
            words.shrink_to_fit();
            std::int16_t* next = words.data();
            for (std::size_t c = first; c < last; ++c) {
                const std::uint32_t padded = candidates_[c].padded();
                candidates_[c] = CellCandidates(next, padded);
                next += CellCandidates::words_for(padded);
            }
        }
    });
    before_ = {};
    follicles_ = {};
}

// Draws the cell's candidates into scratch.axis and scratch.bucket; counts those of each bucket that are clear of
// follicles, where that is told candidate by candidate.
void SiteStage::draw_all(const SiteCell& cell, const ClearanceGrid* clearance, Scratch& scratch, Fill& fill) const {
    const std::uint32_t draws = this->draws(cell);
    for (auto& axis : scratch.axis) axis.resize(draws);
    scratch.bucket.resize(draws);
    scratch.piece.resize(draws);
    const auto turned = [&](glm::vec3 p) {
        return glm::vec3(p[cell.axes[0]], p[cell.axes[1]], p[cell.axes[2]]) * scale_.steps_per_mm;
    };
    const auto inside = [](float at) { return std::clamp(std::int32_t(at), 0, CandidateScale::steps_per_side - 1); };
    const Draws place(request_.seed, cell);
    std::uint32_t i = 0;
    for (std::uint32_t piece = cell.first_piece; piece < cell.last_piece; ++piece) {
        const std::uint32_t end = draws_before(cell, draws, piece + 1);
        if (end <= i) continue;
        const SurfacePiece& p = tree_.pieces()[piece];
        const glm::vec3 corner = turned(p.corner - cell.lo) + 0.5F, edge1 = turned(p.edge1), edge2 = turned(p.edge2);
        for (; i < end; ++i) {
            const std::uint64_t bits = place(i);
            const glm::vec2 at = SurfaceTree::place_in_triangle(bits);
            const std::int32_t u = inside(corner.x + at.x * edge1.x + at.y * edge2.x),
                               v = inside(corner.y + at.x * edge1.y + at.y * edge2.y),
                               w = inside(corner.z + at.x * edge1.z + at.y * edge2.z);
            scratch.axis[0][i] = std::int16_t(u);
            scratch.axis[1][i] = std::int16_t(v);
            scratch.axis[2][i] = std::int16_t(w);
            scratch.piece[i] = piece;
            std::uint32_t bucket = CellCandidates::row_of(v) * CellCandidates::columns + CellCandidates::column_of(u);
            if (clearance && !clearance->clear(tree_.place(piece, bits).position)) bucket = dropped;
            scratch.bucket[i] = std::uint16_t(bucket);
            ++fill[bucket];
        }
    }
}

// Appends the cell's candidates to `words` and leaves their number in candidates_[c].
void SiteStage::make_candidates(std::size_t c, std::vector<std::int16_t>& words) {
    constexpr std::uint32_t rows = CellCandidates::rows, columns = CellCandidates::columns;
    thread_local Scratch scratch;
    const SiteCell& cell = (*cells_)[c];
    Fill fill{};
    // One by one where follicles are many for a candidate, or the clearance is longer than a neighbour is wide.
    const std::uint32_t follicles = request_.clearance ? follicles_.first[c + 1] - follicles_.first[c] : 0;
    const bool each = request_.clearance && (clear_scale_.reach == 0 || follicles > draws(cell) / 4);
    draw_all(cell, each ? request_.clearance : nullptr, scratch, fill);

    // Rows of buckets, each padded to whole groups of eight.
    const auto padded_of = [&] {
        std::uint32_t padded = 0;
        for (std::uint32_t row = 0; row < rows; ++row) {
            std::uint32_t in_row = 0;
            for (std::uint32_t b = 0; b < columns; ++b) in_row += fill[row * columns + b];
            padded += (in_row + 7) & ~7U;
        }
        return padded;
    };
    std::array<std::uint32_t, rows * columns> next;
    const auto lay_out = [&](const CellCandidates& out) {
        std::uint32_t at = 0;
        for (std::uint32_t row = 0; row < rows; ++row) {
            for (std::uint32_t b = 0; b < columns; ++b) {
                out.starts(row)[b] = std::uint16_t(at);
                next[row * columns + b] = at;
                at += fill[row * columns + b];
            }
            out.starts(row)[columns] = std::uint16_t(at);
            at = (at + 7) & ~7U;
        }
    };
    const std::uint32_t drawn_padded = padded_of();
    scratch.words.assign(CellCandidates::words_for(drawn_padded), 0);
    const CellCandidates all(scratch.words.data(), drawn_padded);
    lay_out(all);
    for (std::uint32_t i = 0; i < scratch.bucket.size(); ++i) {
        if (scratch.bucket[i] == dropped) continue;
        const std::uint32_t to = next[scratch.bucket[i]]++;
        all.u(to) = scratch.axis[0][i];
        all.v(to) = scratch.axis[1][i];
        all.w(to) = scratch.axis[2][i];
        all.nearest(to) = std::int16_t(scale_.reach2);
        all.source(to) = std::uint16_t(few_pieces(cell) ? scratch.piece[i] - cell.first_piece : i);
    }
    if (cell.two_sided) {
        scratch.piece_at.resize(drawn_padded);
        for (std::uint32_t i = 0; i < drawn_padded; ++i)
            scratch.piece_at[i] = few_pieces(cell) ? cell.first_piece + all.source(i) : scratch.piece[all.source(i)];
    }
    scratch.near.clear();
    for (const std::uint32_t n : cells_->neighbours(c)) {
        if (n == SiteCells::none) break;
        if (request_.clearance && !each)
            for (std::uint32_t i = follicles_.first[n]; i < follicles_.first[n + 1]; ++i)
                if (reaches(cell, follicles_.points[i].position, clear_mm_))
                    all.kill(steps(cell, follicles_.points[i].position), clear_scale_);
        for (std::uint32_t i = before_.first[n]; i < before_.first[n + 1]; ++i)
            if (reaches(cell, before_.points[i].position, reach_mm_))
                scratch.near.push_back({steps(cell, before_.points[i].position), before_.points[i].piece});
    }
    for (const NearSite& site : scratch.near) {
        if (cell.two_sided) {
            all.kill_side(site.at, dead_scale_, OtherSide{tree_, tree_.side(site.piece), scratch.piece_at});
        } else {
            all.kill(site.at, dead_scale_);
        }
    }

    // Only candidates that can still be taken are kept. Each is written, and the next one over it if it is dead.
    const std::size_t first_word = words.size();
    words.resize(first_word + CellCandidates::words_for(drawn_padded + 8));
    const CellCandidates out(words.data() + first_word, drawn_padded + 8);
    std::uint32_t to = 0;
    for (std::uint32_t row = 0; row < rows; ++row) {
        for (std::uint32_t b = 0; b < columns; ++b) {
            out.starts(row)[b] = std::uint16_t(to);
            for (std::uint32_t i = all.starts(row)[b], end = all.starts(row)[b + 1]; i < end; ++i) {
                out.u(to) = all.u(i);
                out.v(to) = all.v(i);
                out.w(to) = all.w(i);
                out.nearest(to) = all.nearest(i);
                out.source(to) = all.source(i);
                to += all.nearest(i) > 0;
            }
        }
        out.starts(row)[columns] = std::uint16_t(to);
        out.nearest(to) = 0;
        to = (to + 7) & ~7U;
    }
    words.resize(first_word + CellCandidates::words_for(to));
    const CellCandidates kept(words.data() + first_word, to);
    if (cell.two_sided) {
        pieces_[c].resize(to);
        for (std::uint32_t i = 0; i < to; ++i)
            pieces_[c][i] = few_pieces(cell) ? cell.first_piece + kept.source(i) : scratch.piece[kept.source(i)];
    }
    for (const NearSite& site : scratch.near) block(c, kept, site.at, site.piece);
    candidates_[c] = CellCandidates(nullptr, to);
}

// Whether a ball may meet the cell's box.
bool SiteStage::reaches(const SiteCell& cell, glm::vec3 p, float reach_mm) const {
    const glm::vec3 at = p - cell.lo;
    const float far = cells_->side() + reach_mm;
    return at.x >= -reach_mm && at.y >= -reach_mm && at.z >= -reach_mm && at.x <= far && at.y <= far && at.z <= far;
}

void SiteStage::block(std::size_t c, const CellCandidates& candidates, const CellCandidates::Steps& at,
                      std::uint32_t piece) const {
    if ((*cells_)[c].two_sided) {
        candidates.block_side(at, scale_, OtherSide{tree_, tree_.side(piece), pieces_[c]});
    } else {
        candidates.block(at, scale_);
    }
}

void SiteStage::catch_up(std::size_t c) {
    for (std::size_t k = 0; k < 27; ++k) {
        const std::uint32_t n = cells_->neighbours(c)[k];
        if (n == SiteCells::none) break;
        if (n == c) continue;
        for (std::uint32_t& i = seen_[c][k]; i < logged_[n]; ++i) {
            const SitePoint& site = log_[log_first_[n] + i];
            if (reaches((*cells_)[c], site.position, reach_mm_))
                block(c, candidates_[c], steps((*cells_)[c], site.position), site.piece);
        }
    }
}

void SiteStage::place(std::size_t c, std::uint32_t candidate) {
    assert(room(c) > 0);
    const SiteCell& cell = (*cells_)[c];
    const CellCandidates& candidates = candidates_[c];
    SitePoint site;
    if (few_pieces(cell)) {
        site.piece = cell.first_piece + candidates.source(candidate);
        const float mm_per_step = cells_->side() / float(CandidateScale::steps_per_side);
        const std::int16_t at[3] = {candidates.u(candidate), candidates.v(candidate), candidates.w(candidate)};
        for (unsigned a = 0; a < 3; ++a)
            site.position[cell.axes[a]] = cell.lo[cell.axes[a]] + float(at[a]) * mm_per_step;
    } else {
        site = drawn(cell, draws(cell), candidates.source(candidate));
    }
    log_[log_first_[c] + logged_[c]++] = site;
    ++count_[c];
    block(c, candidates, steps(cell, site.position), site.piece);
    candidates.nearest(candidate) = 0;
}

}  // namespace stipple::scalp
