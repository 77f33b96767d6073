#include "site_sampler_stage.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "site_sampler_draw.h"

namespace stipple::scalp {
namespace {

constexpr std::size_t cells_a_turn = 64;  // whose candidates lie in one stretch of memory
constexpr double least_to_mask = 8;       // draws a site at the stage's end, for a mask of sites to save what it costs

}  // namespace

// Places from which a ball may meet a cell's box.
struct SiteStage::Box {
    using Lanes = float __attribute__((vector_size(16)));
    Lanes lo, least, most;
    Box(glm::vec3 corner, float side, float reach_mm)
        : lo{corner.x, corner.y, corner.z, 0}, least{-reach_mm, -reach_mm, -reach_mm, 0},
          most{side + reach_mm, side + reach_mm, side + reach_mm, 0} {}
    [[nodiscard]] bool reaches(glm::vec3 p) const {
        const Lanes at = Lanes{p.x, p.y, p.z, 0} - lo;
        const auto in = (at >= least) & (at <= most);
        return (in[0] & in[1] & in[2]) != 0;
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
    CellMask mask;  // where none is wanted
    std::vector<DrawnCandidate> drawn;
    std::vector<std::int16_t> words;
    std::vector<std::uint32_t> piece_at;  // of each candidate, as they are sorted
    std::vector<NearSite> near;           // sites within reach of the cell
    std::vector<CellCandidates::Steps> follicles;
};

CandidateDraws SiteStage::draws(const SiteCell& cell) const {
    const double wanted = request_.sites_at_end * cell.area_share * request_.candidates_per_site / request_.free_share;
    constexpr double least = 16;
    return {tree_, cell, scale_.steps_per_mm, request_.seed,
            std::uint32_t(std::min(wanted + least, double(CandidateDraws::most_draws)))};
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

SiteStage::Sorted SiteStage::sorted(const std::vector<SitePoint>& points, SiteThreads& threads) const {
    Sorted out;
    out.first.assign(cells_->size() + 1, 0);
    std::vector<std::uint32_t> cell(points.size());
    threads.run(points.size(), 16384, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) cell[i] = cells_->cell_of(points[i]);
    });
    for (const std::uint32_t c : cell) ++out.first[c + 1];
    for (std::size_t c = 0; c < cells_->size(); ++c) out.first[c + 1] += out.first[c];
    threads.check();
    out.points.resize(points.size());
    std::vector<std::uint32_t> at(out.first.begin(), out.first.end() - 1);
    for (std::size_t i = 0; i < points.size(); ++i) out.points[at[cell[i]]++] = points[i];
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
            thread_local std::vector<std::int16_t> words;
            words.clear();
            const std::size_t first = turn * cells_a_turn, last = std::min(count, first + cells_a_turn);
            for (std::size_t c = first; c < last; ++c) make_candidates(c, words);
            words_[turn].assign(words.begin(), words.end());
            std::int16_t* next = words_[turn].data();
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

// Finds what lies near the cell, and masks where follicles and sites leave no candidate. `each`: follicles are told
// candidate by candidate.
void SiteStage::find_near(std::size_t c, bool each, Scratch& scratch) const {
    const SiteCell& cell = (*cells_)[c];
    scratch.near.clear();
    scratch.follicles.clear();
    float clear = 0;
    if (request_.clearance)
        clear = each ? request_.clearance->clearance() * scale_.steps_per_mm : float(clear_scale_.reach);
    const bool mask_follicles = CellMask::worth(clear),
               mask_sites = !cell.two_sided && request_.candidates_per_site > least_to_mask * request_.free_share &&
                            CellMask::worth(float(dead_scale_.reach)) && !before_.points.empty();
    if (mask_follicles || mask_sites) {
        scratch.mask.begin(tree_, cell, scale_.steps_per_mm);
    } else {
        scratch.mask.begin();
    }
    const Box near_follicle(cell.lo, cells_->side(), clear_mm_), near_site(cell.lo, cells_->side(), reach_mm_);
    for (const std::uint32_t n : cells_->neighbours(c)) {
        if (n == SiteCells::none) break;
        if (request_.clearance && (mask_follicles || !each))
            for (std::uint32_t i = follicles_.first[n]; i < follicles_.first[n + 1]; ++i) {
                if (!near_follicle.reaches(follicles_.points[i].position)) continue;
                const CellCandidates::Steps at = steps(cell, follicles_.points[i].position);
                if (mask_follicles) scratch.mask.cover(at, clear);
                if (!each) scratch.follicles.push_back(at);
            }
        for (std::uint32_t i = before_.first[n]; i < before_.first[n + 1]; ++i) {
            if (!near_site.reaches(before_.points[i].position)) continue;
            const CellCandidates::Steps at = steps(cell, before_.points[i].position);
            if (mask_sites) scratch.mask.cover(at, float(dead_scale_.reach));
            scratch.near.push_back({at, before_.points[i].piece});
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
    const CandidateDraws draws = this->draws(cell);
    const bool each = request_.clearance && (clear_scale_.reach == 0 || follicles > draws.count() / 4);
    find_near(c, each, scratch);
    const auto count = std::ptrdiff_t(draws.draw(scratch.mask, scratch.drawn));
    const auto from = scratch.drawn.begin();
    auto end = from + count;
    if (each)
        end = std::remove_if(from, end, [&](const DrawnCandidate& d) {
            return !request_.clearance->clear(draws.point(d.u, d.v, d.w, d.source).position);
        });
    const std::span<const DrawnCandidate> drawn(from, end);
    const auto bucket = [](const DrawnCandidate& d) {
        return CellCandidates::row_of(d.v) * columns + CellCandidates::column_of(d.u);
    };
    for (const DrawnCandidate& candidate : drawn) ++fill[bucket(candidate)];

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
    for (const DrawnCandidate& candidate : drawn) {
        const std::uint32_t to = next[bucket(candidate)]++;
        all.u(to) = candidate.u;
        all.v(to) = candidate.v;
        all.w(to) = candidate.w;
        all.nearest(to) = std::int16_t(scale_.reach2);
        all.source(to) = candidate.source;
    }
    if (cell.two_sided) {
        scratch.piece_at.resize(drawn_padded);
        for (std::uint32_t i = 0; i < drawn_padded; ++i) scratch.piece_at[i] = draws.piece_of(all.source(i));
    }
    for (const CellCandidates::Steps& follicle : scratch.follicles) all.kill(follicle, clear_scale_);
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
        for (std::uint32_t i = 0; i < to; ++i) pieces_[c][i] = draws.piece_of(kept.source(i));
    }
    for (const NearSite& site : scratch.near) block(c, kept, site.at, site.piece);
    candidates_[c] = CellCandidates(nullptr, to);
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
    const SiteCell& cell = (*cells_)[c];
    const Box box(cell.lo, cells_->side(), reach_mm_);
    thread_local std::vector<SitePoint> within;
    for (std::size_t k = 0; k < 27; ++k) {
        const std::uint32_t n = cells_->neighbours(c)[k];
        if (n == SiteCells::none) break;
        if (n == c || seen_[c][k] == logged_[n]) continue;
        // Each is written, and the next one over it if it is out of reach: whether it is, is a coin's toss.
        const SitePoint* site = log_.data() + log_first_[n];
        if (within.size() <= logged_[n]) within.resize(logged_[n] + 1);
        std::size_t count = 0;
        for (std::uint32_t i = seen_[c][k]; i < logged_[n]; ++i) {
            within[count] = site[i];
            count += box.reaches(site[i].position);
        }
        seen_[c][k] = logged_[n];
        for (std::size_t i = 0; i < count; ++i)
            block(c, candidates_[c], steps(cell, within[i].position), within[i].piece);
    }
}

void SiteStage::place(std::size_t c, std::uint32_t candidate) {
    assert(room(c) > 0);
    const SiteCell& cell = (*cells_)[c];
    const CellCandidates& candidates = candidates_[c];
    const SitePoint site = draws(cell).point(candidates.u(candidate), candidates.v(candidate), candidates.w(candidate),
                                             candidates.source(candidate));
    log_[log_first_[c] + logged_[c]++] = site;
    ++count_[c];
    block(c, candidates, steps(cell, site.position), site.piece);
    candidates.nearest(candidate) = 0;
}

}  // namespace stipple::scalp
