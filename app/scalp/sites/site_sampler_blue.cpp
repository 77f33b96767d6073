#include "site_sampler_blue.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "site_sampler_relax.h"
#include "site_sampler_stage.h"

namespace stipple::scalp {
namespace {

// Every cell owns candidates drawn evenly over its area, and each knows its distance to the nearest site so far and how
// crowded its surroundings are. A cell fills its quota with the least crowded candidate that stands `open_ratio`
// hexagonal spacings free, else the freest one. The wider that is, the further sites stand from their nearest and the
// more low frequencies they have: between follicles near the highest density of designs the first is scarcer.
constexpr double open_ratio = 0.68, tight_open_ratio = 0.69;
constexpr double soft_ratio = 0.62;  // below this a cell rather falls a little behind its quota
constexpr double dead_ratio = 0.60;  // of the spacing at a stage's end: never looked at again
// Sites are stored in steps of up to 12 mm / 1023, and of about a fortieth of the spacing where they are dense: what is
// taken keeps the distance asked for in spite of it.
constexpr double stored_mm = 0.008, stored_ratio = 0.02;
// Of the spacing at a stage's begin: sites further away crowd no one. Beyond the densities of designs it is shorter.
constexpr double reach_ratio = 1.4, dense_reach_ratio = 1;
// Candidates a site at a stage's end, on free skin: more where follicular units leave only corridors, most while the
// density comes near the highest of designs (900 per cm², and what a level may overshoot), fewer where the pool is
// denser.
constexpr double candidates = 12, dense_candidates = 6;
constexpr double candidates_clear = 24, tight_candidates_clear = 44, dense_candidates_clear = 4;
constexpr double dense_per_mm2 = 9.3;
// Sites at the end of a stage over sites of its first level, at most; more while a stage costs more than its sites.
constexpr double stage_growth = 2.45, sparse_growth = 4.5, halt_growth = 1.7;
constexpr double sparse_per_mm2 = 0.2;
constexpr double sites_per_cell = 32;  // least at a stage's end, in a square of the cell's side
constexpr double level_growth = 1.12;  // sites at the end of a level over sites at its begin
constexpr unsigned relax_rounds = 4;   // of evening out

// When so many are placed, those since the last time are evened out by repulsion, so that every patch of 4 cm² has its
// number: from 300 per cm² on it has without. Up to there cells are small and quotas exact, for repulsion evens out
// what is narrower than its reach.
struct Halt {
    double per_mm2;
    unsigned rounds;
    double reach_ratio;
};
constexpr std::array<Halt, 3> halts{{{0.5, 6, 6}, {1, 6, 6}, {2, 4, 5}}};
constexpr double halt_sites_per_cell = 16;
constexpr double most_carried = 8;  // sites that cells along the Morton curve may owe the next one

constexpr std::uint32_t rounds = 8;  // a level's sites are ordered in

std::uint32_t reversed(std::uint32_t v) {
    v = (v >> 1 & 0x55555555U) | (v & 0x55555555U) << 1;
    v = (v >> 2 & 0x33333333U) | (v & 0x33333333U) << 2;
    v = (v >> 4 & 0x0F0F0F0FU) | (v & 0x0F0F0F0FU) << 4;
    v = (v >> 8 & 0x00FF00FFU) | (v & 0x00FF00FFU) << 8;
    return v >> 16 | v << 16;
}

class Sampler {
  public:
    Sampler(const SurfaceTree& tree, const BlueNoiseRequest& request, SiteThreads& threads)
        : tree_(tree), request_(request), threads_(threads), dense_sites_(dense_per_mm2 * tree.area()) {}

    std::vector<SitePoint> run() {
        sites_.reserve(request_.first);
        measure_free_share();
        unsigned stalled = 0;
        double want = 0;
        // Quotas are rounded cell by cell, so the last level asks for a little more than is taken of it.
        const double most = double(request_.sites) * 1.01 + 4;
        for (std::uint32_t level = 0; !settled(); ++level) {
            threads_.check();
            const bool sparse = want < dense_sites_;
            want = std::max(want + 1, want * level_growth);
            if (sparse) want = std::min(want, dense_sites_);
            const std::uint32_t half = request_.sites / 2;
            const bool halfway = request_.even_out && sites_.size() < half && want >= double(half);
            if (halfway) want = std::max(want / level_growth, double(half));
            const bool at_halt = next_halt() > 0 && want >= next_halt();
            if (at_halt) want = std::max(want / level_growth, next_halt());
            const bool last = want >= double(request_.sites);
            if (last) want = most;
            if (want > stage_end_ || stalled > 0) begin_stage(std::min(want, most), most, stalled);
            throw_darts(want, at_halt || last);
            gather(level);
            if (halfway) even_out();
            if (at_halt) halt();
            stalled = last ? stalled + 1 : 0;
            if (stalled > 2) fill_white();
            threads_.report(request_.progress_from + (request_.progress_to - request_.progress_from) *
                                                         std::min(1.0, double(sites_.size()) / double(request_.first)));
        }
        if (request_.even_out) even_out();
        sites_.resize(request_.first);
        return std::move(sites_);
    }

  private:
    // Whether the sites wanted are there and stay where they are.
    [[nodiscard]] bool settled() const {
        if (sites_.size() == request_.sites) return true;
        return !request_.even_out && sites_.size() >= request_.first && (next_halt() == 0 || held_ >= request_.first);
    }

    void measure_free_share() {
        if (!request_.clearance) return;
        constexpr unsigned draws = 4096;
        SiteRandom random{mix_bits(request_.seed, 0xF4EE)};
        unsigned clear = 0;
        for (unsigned i = 0; i < draws; ++i)
            clear += request_.clearance->clear(tree_.draw(0, std::uint32_t(tree_.pieces().size()), random).position);
        free_share_ = std::max(double(clear) / draws, 0.1);
    }

    void begin_stage(double want, double most, unsigned attempt) {
        const bool dense = want > dense_sites_, halts_come = want <= next_halt();
        const double goal = halts_come ? next_halt() : dense ? most : std::min(dense_sites_, most);
        stage_end_ = goal;
        const double growth = want < sparse_per_mm2 * tree_.area() ? sparse_growth
                              : halts_come                         ? halt_growth
                                                                   : stage_growth;
        while (stage_end_ > want * growth) stage_end_ = std::max(std::sqrt(stage_end_ * want), want + 1);
        unsigned depth = 0;
        double side = double(tree_.root_size());
        const double per_cell = halts_come ? halt_sites_per_cell : sites_per_cell;
        while (depth < tree_.depth() && side * side / 4 * stage_end_ / tree_.area() >= per_cell) side /= 2, ++depth;
        StageRequest stage;
        stage.seed = mix_bits(request_.seed, std::uint64_t(sites_.size()) << 8 | attempt);
        stage.sites_at_begin = std::max(1.0, double(sites_.size()));
        stage.sites_at_end = stage_end_;
        const bool tight = request_.clearance && !dense && stage_end_ > 0.5 * dense_sites_;
        open_ratio_ = tight ? tight_open_ratio : open_ratio;
        stage.candidates_per_site = tight                 ? tight_candidates_clear
                                    : !request_.clearance ? (dense ? dense_candidates : candidates)
                                                          : (dense ? dense_candidates_clear : candidates_clear);
        stage.reach_ratio = dense ? dense_reach_ratio : reach_ratio;
        // Up to the density of designs there is room for the spacing that all of the skin would give. Beyond, the
        // clearance crowds sites into what it leaves: their spacing shrinks with the root of that share. Quotas that
        // stay open at the end are filled from new candidates, each time a little closer.
        least_ratio_ = dead_ratio * (dense ? std::sqrt(free_share_) : 1.0) * std::max(0.4, 1 - 0.2 * attempt);
        stage.dead_mm = least_mm(stage_end_);
        stage.clearance = request_.clearance;
        stage.free_share = free_share_;
        if (!cells_ || cells_->depth() != depth) {
            stage_.reset();
            cells_ = std::make_shared<const SiteCells>(tree_, depth, threads_);
        }
        stage_.reset();
        stage_ = std::make_unique<SiteStage>(tree_, cells_, sites_, stage, threads_);
    }

    [[nodiscard]] double spacing_of(double sites) const {
        return std::sqrt(2 * tree_.area() / (std::sqrt(3.0) * sites));
    }
    // No two sites are nearer when there are so many.
    [[nodiscard]] double least_mm(double sites) const {
        return least_ratio_ * spacing_of(sites) + std::min(stored_mm, stored_ratio * spacing_of(sites));
    }

    void throw_darts(double want, bool forced) {
        const double spacing = spacing_of(want);
        share_out(want);
        const CandidateScale& scale = stage_->scale();
        const std::int32_t open = std::max(1, scale.squared(open_ratio_ * spacing)),
                           soft = std::max(1, scale.squared(soft_ratio * spacing)),
                           least = std::max(1, scale.squared(least_mm(want)));
        for (const std::vector<std::uint32_t>& colour : cells_->colours()) {
            if (colour.empty()) continue;
            threads_.run(colour.size(), 32, [&](std::size_t begin, std::size_t end) {
                for (std::size_t i = begin; i < end; ++i) {
                    const std::uint32_t c = colour[i];
                    const std::uint32_t count = stage_->count(c), goal = goal_[c];
                    if (goal <= count) continue;
                    const std::uint32_t slack = forced ? 0 : std::max(3U, goal / 12);
                    stage_->catch_up(c);
                    const CellCandidates& candidates = stage_->candidates(c);
                    for (std::uint32_t left = goal - count; left > 0; --left) {
                        std::uint32_t best = candidates.least_crowded(open);
                        if (best == CellCandidates::none) {
                            best = candidates.furthest();
                            if (best == CellCandidates::none) break;
                            const std::int32_t free2 = candidates.nearest(best);
                            if (free2 < least || (free2 < soft && left <= slack)) break;
                        }
                        stage_->place(c, best);
                    }
                }
            });
        }
    }

    // Moves all sites there are.
    void even_out() {
        relax_sites(tree_, sites_, {relax_rounds, dead_ratio}, threads_);
        stage_end_ = 0;
    }

    // The number of sites at which those since the last halt are evened out; 0 when there is none to come.
    [[nodiscard]] double next_halt() const {
        return request_.even_out || halts_ == halts.size() ? 0 : halts[halts_].per_mm2 * tree_.area();
    }
    void halt() {
        const Halt& at = halts[halts_++];
        relax_sites(tree_, sites_, {at.rounds, dead_ratio, request_.clearance, held_, at.reach_ratio}, threads_);
        held_ = sites_.size();
        stage_end_ = 0;
    }

    // How many sites each cell is to hold at a level's end. What rounding leaves over, or cells that hold more already,
    // goes to the next along the Morton curve: neighbours together hold what their area asks for.
    void share_out(double want) {
        goal_.resize(cells_->size());
        double left = 0;
        for (std::size_t c = 0; c < cells_->size(); ++c) {
            const std::uint32_t count = stage_->count(c);
            left = std::min(left, most_carried) + want * (*cells_)[c].area_share;
            goal_[c] = std::clamp(std::uint32_t(std::max(0.0, left + 0.5)), count, count + stage_->room(c));
            left = std::max(left - double(goal_[c]), -most_carried);
        }
    }

    // Takes over the level's sites, those placed first in their cells before others, spread evenly along the Morton
    // curve at every moment.
    void gather(std::uint32_t level) {
        std::uint32_t round = 0;
        stage_->take(rounds, [&](const std::vector<SitePoint>& fresh) {
            if (fresh.empty()) return;
            unsigned bits = 0;
            while ((std::size_t(1) << bits) < fresh.size()) ++bits;
            const std::uint32_t size = 1U << bits;
            const auto turn = std::uint32_t(mix_bits(request_.seed ^ 0x5EED, level * rounds + round++));
            const auto at = [&](std::uint32_t i) {
                return ((bits == 0 ? 0 : reversed(i) >> (32 - bits)) + turn) & (size - 1);
            };
            // Counted in turns first, so that threads know where to put theirs.
            constexpr std::uint32_t grain = 8192;
            std::vector<std::uint32_t> first((size + grain - 1) / grain + 1, 0);
            const auto each_turn = [&](auto&& visit) {
                threads_.run(first.size() - 1, 1, [&](std::size_t begin, std::size_t end) {
                    for (std::size_t t = begin; t < end; ++t)
                        for (std::uint32_t i = std::uint32_t(t) * grain, n = std::min(size, i + grain); i < n; ++i)
                            if (const std::uint32_t k = at(i); k < fresh.size()) visit(t, k);
                });
            };
            each_turn([&](std::size_t t, std::uint32_t) { ++first[t + 1]; });
            const std::size_t before = sites_.size();
            for (std::size_t t = 0; t + 1 < first.size(); ++t) first[t + 1] += first[t];
            sites_.resize(before + fresh.size());
            each_turn([&](std::size_t t, std::uint32_t k) { sites_[before + first[t]++] = fresh[k]; });
            sites_.resize(std::min<std::size_t>(sites_.size(), request_.sites));
        });
    }

    // Nothing fits any more, for example where the clearance leaves no skin free: evenly by area, without spacing.
    void fill_white() {
        SiteRandom random{mix_bits(request_.seed, 0xF111)};
        const auto pieces = std::uint32_t(tree_.pieces().size());
        for (std::uint32_t tries = 0; sites_.size() < request_.sites; ++tries) {
            if (tries % 1024 == 0) threads_.check();
            const SitePoint p = tree_.draw(0, pieces, random);
            const bool hopeless = tries / 64 > request_.sites;
            if (hopeless || !request_.clearance || request_.clearance->clear(p.position)) sites_.push_back(p);
        }
    }

    const SurfaceTree& tree_;
    const BlueNoiseRequest& request_;
    SiteThreads& threads_;
    double free_share_ = 1, stage_end_ = 0, open_ratio_ = open_ratio, least_ratio_ = 0, dense_sites_ = 0;
    std::shared_ptr<const SiteCells> cells_;
    std::unique_ptr<SiteStage> stage_;
    std::vector<SitePoint> sites_;
    std::vector<std::uint32_t> goal_;   // sites a cell, at the end of a level
    std::size_t halts_ = 0, held_ = 0;  // halts made, and sites at the last one
};

}  // namespace

std::vector<SitePoint> progressive_blue_noise(const SurfaceTree& tree, const BlueNoiseRequest& request,
                                              SiteThreads& threads) {
    if (request.sites == 0) return {};
    return Sampler(tree, request, threads).run();
}

}  // namespace stipple::scalp
