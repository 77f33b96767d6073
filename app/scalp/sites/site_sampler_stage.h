// One stage of the sampler: cells with their candidates while the number of sites grows by a fixed factor.
#pragma once
#include <memory>
#include <vector>

#include "site_sampler_draw.h"

namespace stipple::scalp {

struct StageRequest {
    std::uint64_t seed = 0;
    double sites_at_begin = 0, sites_at_end = 0;  // on the whole surface
    double candidates_per_site = 0;               // at the stage's end
    double reach_ratio = 0;                       // of the hexagonal spacing at the stage's begin
    double dead_mm = 0;                           // candidates nearer to a site are dropped at once
    const ClearanceGrid* clearance = nullptr;
    double free_share = 1;  // of the surface, outside the clearance
};

class SiteStage {
  public:
    // `sites` are all there are so far.
    SiteStage(const SurfaceTree& tree, std::shared_ptr<const SiteCells> cells, const std::vector<SitePoint>& sites,
              const StageRequest& request, SiteThreads& threads);

    [[nodiscard]] const SiteCells& cells() const { return *cells_; }
    [[nodiscard]] const CandidateScale& scale() const { return scale_; }
    [[nodiscard]] const CellCandidates& candidates(std::size_t c) const { return candidates_[c]; }
    [[nodiscard]] std::uint32_t count(std::size_t c) const { return count_[c]; }  // sites in the cell, of all stages
    [[nodiscard]] std::uint32_t room(std::size_t c) const { return log_first_[c + 1] - log_first_[c] - logged_[c]; }

    // Tells the cell's candidates what its neighbours have placed since they last asked. Not while a neighbour is
    // filled.
    void catch_up(std::size_t c);
    // Makes a candidate a site. Only by whoever fills the cell; needs room.
    void place(std::size_t c, std::uint32_t candidate);
    // Hands over the sites placed since the last call in `rounds` parts: each holds an equal share of every cell's, the
    // first placed first, cell by cell. Calls visit(sites of the part).
    template <class Visit>
    void take(std::uint32_t rounds, Visit&& visit) {
        std::vector<SitePoint> part;
        for (std::uint32_t round = 0; round < rounds; ++round) {
            part.clear();
            for (std::size_t c = 0; c < cells_->size(); ++c) {
                const std::uint32_t fresh = logged_[c] - taken_[c];
                const auto upto = [&](std::uint32_t r) {
                    return std::uint32_t((double(fresh) * r + (*cells_)[c].dither * rounds) / rounds);
                };
                const std::uint32_t end = round + 1 == rounds ? fresh : std::min(fresh, upto(round + 1));
                for (std::uint32_t i = round == 0 ? 0 : std::min(fresh, upto(round)); i < end; ++i)
                    part.push_back(log_[log_first_[c] + taken_[c] + i]);
            }
            visit(part);
        }
        taken_ = logged_;
    }

  private:
    struct Draws;
    struct Box;
    struct OtherSide;
    struct NearSite;
    struct Scratch;
    using Fill = std::array<std::uint32_t, CellCandidates::rows * CellCandidates::columns>;  // candidates a bucket
    // Points by cell.
    struct Sorted {
        std::vector<SitePoint> points;
        std::vector<std::uint32_t> first;  // per cell and one more
    };
    [[nodiscard]] Sorted sorted(const std::vector<SitePoint>& points, SiteThreads& threads) const;
    void find_near(std::size_t c, bool each, Scratch& scratch) const;
    void make_candidates(std::size_t c, std::vector<std::int16_t>& words);
    [[nodiscard]] CellCandidates::Steps steps(const SiteCell& cell, glm::vec3 p) const;
    [[nodiscard]] CandidateDraws draws(const SiteCell& cell) const;
    void block(std::size_t c, const CellCandidates& candidates, const CellCandidates::Steps& at,
               std::uint32_t piece) const;

    const SurfaceTree& tree_;
    std::shared_ptr<const SiteCells> cells_;
    StageRequest request_;
    CandidateScale scale_;
    CandidateScale clear_scale_, dead_scale_;
    Sorted before_, follicles_;  // sites of earlier stages; only while the stage is made
    std::vector<std::vector<std::int16_t>> words_;
    std::vector<CellCandidates> candidates_;
    std::vector<std::vector<std::uint32_t>> pieces_;  // of all candidates, in cells near a fold
    float reach_mm_ = 0, dead_mm_ = 0, clear_mm_ = 0;
    std::vector<std::uint32_t> count_;
    std::vector<SitePoint> log_;  // sites of this stage, by cell
    std::vector<std::uint32_t> log_first_, logged_, taken_;
    std::vector<std::array<std::uint32_t, 27>> seen_;
};

}  // namespace stipple::scalp
