#include <algorithm>
#include <cmath>
#include <optional>

#include "four_floats.h"
#include "model/time_table.h"
#include "parallel.h"
#include "resolved_design.h"
#include "session/chart/shares.h"
#include "session/hair/hair_grown.h"
#include "session/hair/hair_map.h"
#include "session/hairline/hairline_field.h"
#include "session/hairline/hairline_line.h"
#include "session/paint/cut_outs.h"
#include "session/paint/paint_map.h"
#include "session/sites/site_lighting.h"
#include "session/sites/wanted_map.h"

namespace stipple::session {
namespace {

using model::ParameterId;

bool same_hairline(const model::Design& a, const model::Design& b) {
    for (const ParameterId id :
         {ParameterId::hairline_style, ParameterId::hairline_height_mm, ParameterId::hairline_recession_mm,
          ParameterId::hairline_custom_mm, ParameterId::hairline_seed, ParameterId::hairline_temple, ParameterId::hairline_wave_mm,
          ParameterId::hairline_wavelength_mm, ParameterId::hairline_jitter_mm, ParameterId::hairline_asymmetry_mm,
          ParameterId::hairline_nape_mm}) {
        if (a.value(id) != b.value(id)) return false;
    }
    return true;
}

// Wanted ranks of one site set and what they light.
struct Lit {
    Lit(const scalp::SiteSet& sites, const SitePlaces& places) : set(sites), lighting(sites, places) {}

    // `changed` are the tiles where `share`, `taken`, `zone` or what was done by hand may differ from the call before;
    // `line_changed` those where `line_share`, by which dots know how near the hairline is, may.
    const SiteStates& update(std::span<const std::uint16_t> share, std::span<const std::uint16_t> taken, double density,
                             std::span<const std::uint16_t> zone, const WantedMap::ByHand& by_hand, const TileSet& changed,
                             const TileSet& all, std::span<const double> session_ends,
                             std::span<const std::uint16_t> line_share = {}, const TileSet& line_changed = {}) {
        const bool everywhere = density != per_cm2 || taken.empty() != none_taken;
        per_cm2 = density;
        none_taken = taken.empty();
        TileSet differing =
            map.update(share, taken, density, set.pool_per_cm2(), everywhere ? all : changed, zone, by_hand);
        differing |= line_changed;
        return lighting.update(map, differing, session_ends, line_share);
    }

    const scalp::SiteSet& set;
    double per_cm2 = 0;
    bool none_taken = true;
    WantedMap map;
    SiteLighting lighting;
};

}  // namespace

struct DesignCompiler::Stages {
    explicit Stages(const PreparedHead& prepared)
        : head(prepared), hairline(prepared), marks(prepared), hair(prepared), later(prepared), grown(prepared), zones(prepared),
          bare(prepared), painted(prepared), cut_outs(prepared), treated_mm2(kTiles, 0.0F) {
        if (head.sites.dots.pool_per_cm2() > 0) dots.emplace(head.sites.dots, head.dot_places);
        if (head.sites.follicles.pool_per_cm2() > 0) follicles.emplace(head.sites.follicles, head.follicle_places);
    }

    // Skin where a share of the density worth the name is wanted, tile by tile, so that the sum depends on the present tiles alone.
    void measure_treated(const TileSet& tiles) {
        const std::span<const std::uint16_t> wanted = hairline.share(), grown = hair.share(), zone = zones.factor();
        const WantedMap::ByHand hand = by_hand();
        (void)changed_in_parallel<Nothing>(tiles, [&](int x, int y, Nothing&) {
            Four treated = four(0);
            for (std::size_t row = 0; row < kTileSide; ++row) {
                const std::size_t first = first_texel(x, y) + row * scalp::kChartSide;
                for (std::size_t i = first; i < first + kTileSide; i += kLanes) {
                    // As in density_per_cm2.
                    Four share = load(&wanted[i]) * (float(kWholeShare) - load(&grown[i])) * (1.0F / (float(kWholeShare) * float(kWholeShare)));
                    if (!zone.empty()) share *= load(&zone[i]) * (1.0F / float(kWholeZone));
                    if (!hand.keep.empty()) {
                        const Four kept = share * load(&hand.keep[i]) * (1.0F / float(kWholeKept));
                        share = min(kept + load(&hand.add[i]) * (1.0F / float(kWholeAdded)), max(kept, four(kMostPainted)));
                    }
                    if (!hand.cut.empty()) share *= load(&hand.cut[i]) * (1.0F / float(kWholeKept));
                    treated += share >= kTreatedShare ? load(&head.chart.area_mm2[i]) : four(0);
                }
            }
            treated_mm2[std::size_t(y) * kTilesASide + std::size_t(x)] = sum(treated);
            return false;
        });
    }

    [[nodiscard]] WantedMap::ByHand by_hand() const { return {painted.keep(), painted.add(), cut_outs.left()}; }

    // Dots per cm2 wanted at a texel of the chart.
    [[nodiscard]] float density_at(std::size_t i) const {
        constexpr double whole = kWholeShare;
        const double full = last->design.number(ParameterId::density_per_cm2);
        auto density = float(full * double(hairline.share()[i]) / whole * (1.0 - double(hair.share()[i]) / whole));
        if (!zones.factor().empty()) density *= float(zones.factor()[i]) / float(kWholeZone);
        if (!painted.keep().empty()) {
            const float kept = density * float(painted.keep()[i]) / float(kWholeKept);
            const float added = float(full) * float(painted.add()[i]) / float(kWholeAdded);
            density = std::min(kept + added, std::max(kept, kMostPainted * float(full)));
        }
        if (!cut_outs.left().empty()) density *= float(cut_outs.left()[i]) / float(kWholeKept);
        return density;
    }

    const PreparedHead& head;
    std::shared_ptr<const ResolvedDesign> last;
    std::optional<HairlineOnSkin> laid;
    HairlineField hairline;
    MarksMap marks;
    HairMap hair, later;  // what is left now, and what is shown: the same, or a later stage of loss
    bool shows_later = false;
    HairGrown grown;
    ZoneMap zones;
    BareMap bare;
    PaintMap painted;
    CutOutMap cut_outs;
    std::vector<float> treated_mm2;
    std::optional<Lit> dots, follicles;
};

DesignCompiler::DesignCompiler(const PreparedHead& head) : stages_(std::make_unique<Stages>(head)) {}
DesignCompiler::~DesignCompiler() = default;
DesignCompiler::DesignCompiler(DesignCompiler&&) noexcept = default;

std::shared_ptr<const ResolvedDesign> DesignCompiler::compile(const model::Design& design) {
    Stages& s = *stages_;
    auto resolved = std::make_shared<ResolvedDesign>();
    resolved->design = design;
    if (s.last && same_hairline(s.last->design, design)) {
        resolved->hairline = s.last->hairline;
        resolved->mid_frontal = s.last->mid_frontal;
        resolved->front_end = s.last->front_end;
        resolved->nape = s.last->nape;
        resolved->hairline_points = s.last->hairline_points;
    } else {
        s.laid = lay_hairline(design, s.head, s.laid ? &*s.laid : nullptr);
        resolved->hairline = s.laid->line;
        resolved->mid_frontal = s.laid->mid_frontal;
        resolved->front_end = s.laid->front_end;
        resolved->nape = s.laid->nape;
        resolved->hairline_points = s.laid->points;
    }
    TileSet by_hand = s.cut_outs.update(cut_lines(design, s.head, resolved->hairline, resolved->mid_frontal, resolved->front_end));
    const TileSet cut_changed = by_hand;
    by_hand |= s.bare.update(design.painting());
    by_hand |= s.marks.update(design);
    resolved->marks = s.marks.marks();
    const LossKind loss{design.choice(ParameterId::hair_loss), std::uint32_t(design.number(ParameterId::hair_loss_seed))};
    const float progress = float(design.number(ParameterId::hair_loss_progress));
    const HairMap::ByHand hair_by_hand{s.bare.left(), s.cut_outs.left(), s.marks.hair_left()};
    const TileSet hair_changed = s.hair.update(loss, progress, hair_by_hand, by_hand);
    // A later stage never gives hair back: what is gone today stays gone. While it was not shown nobody told it of edits.
    const std::string& later_loss = design.choice(ParameterId::hair_later_loss);
    const bool shows_later = later_loss != "as-now";
    TileSet shown_changed = hair_changed;
    if (shows_later)
        shown_changed = s.later.update(loss, progress, hair_by_hand, s.shows_later ? by_hand : s.head.tiles.scalp, later_loss);
    if (shows_later != s.shows_later) shown_changed = s.head.tiles.scalp;
    s.shows_later = shows_later;
    TileSet changed = s.hairline.update(resolved->hairline, float(design.number(ParameterId::hairline_softness_mm)),
                                        {float(design.number(ParameterId::hairline_sentinels)),
                                         std::uint32_t(design.number(ParameterId::hairline_seed))});
    const TileSet line_changed = changed;
    TileSet grown_changed = changed;
    grown_changed |= by_hand;
    const std::span<const std::uint16_t> shown_hair = (shows_later ? s.later : s.hair).share();
    grown_changed = s.grown.update(hair_wish(design), {shown_hair, s.hairline.share(), s.bare.left(), s.cut_outs.left()}, shown_changed, grown_changed);
    changed |= hair_changed;
    changed |= s.zones.update(zone_factors(design));
    const bool bald = s.hair.leaves_none();
    const std::span<const std::uint16_t> grown = bald ? std::span<const std::uint16_t>() : s.hair.share();
    changed |= s.painted.update(design.painting(), {s.hairline.share(), grown, s.zones.factor()}, changed);
    changed |= cut_changed;
    changed &= s.head.tiles.drawable;
    s.measure_treated(changed);

    const std::vector<double> boundaries = model::session_boundaries(design);
    const double total = boundaries.back();  // above 1 by the dots of touch-ups
    std::vector<double> ends;
    for (const double boundary : boundaries) ends.push_back(boundary / total);
    const double full = design.number(ParameterId::density_per_cm2);
    if (s.dots) {
        resolved->dots = s.dots->update(s.hairline.share(), grown, full * total, s.zones.factor(), s.by_hand(), changed,
                                        s.head.tiles.drawable, ends, s.hairline.share(), line_changed);
    }
    if (s.follicles) {
        const double whole[] = {1.0};
        resolved->follicles =
            s.follicles->update(s.grown.share(), {}, s.grown.most_per_cm2(), {}, {}, grown_changed, s.head.tiles.scalp, whole);
    }
    double treated = 0;
    if (full > 0) {
        for (const float tile : s.treated_mm2) treated += double(tile);
    }
    resolved->treated_area_cm2 = treated / 100.0;
    resolved->hair_loss_area_cm2 = s.hair.bare_cm2();
    s.last = resolved;
    return resolved;
}

std::vector<float> DesignCompiler::density_per_cm2() const {
    std::vector<float> density(stages_->hairline.share().size(), 0.0F);
    if (!stages_->last) return density;
    for (std::size_t i = 0; i < density.size(); ++i) density[i] = stages_->density_at(i);
    return density;
}

std::vector<std::uint8_t> DesignCompiler::treated() const {
    constexpr std::size_t side = scalp::kChartSide / kTreatedStep;
    std::vector<std::uint8_t> share(side * side, 0);
    if (!stages_->last) return share;
    const auto full = float(stages_->last->design.number(ParameterId::density_per_cm2));
    for (std::size_t i = 0; full > 0 && i < share.size(); ++i) {
        const std::size_t x = (i % side) * kTreatedStep + kTreatedStep / 2, y = (i / side) * kTreatedStep + kTreatedStep / 2;
        share[i] = std::uint8_t(std::lround(255 * std::min(stages_->density_at(y * scalp::kChartSide + x) / full, 1.0F)));
    }
    return share;
}

std::vector<float> DesignCompiler::hair_per_cm2() const {
    const std::span<const std::uint16_t> share = stages_->grown.share();
    std::vector<float> density(scalp::kChartSide * scalp::kChartSide, 0.0F);
    if (!stages_->last) return density;
    const auto per_share = float(stages_->grown.most_per_cm2() / double(kWholeShare));
    for (std::size_t i = 0; i < density.size(); ++i) density[i] = per_share * float(share[i]);
    return density;
}
std::span<const std::uint16_t> DesignCompiler::hair_left() const { return stages_->hair.share(); }
std::span<const std::uint16_t> DesignCompiler::planned() const { return stages_->hairline.share(); }

std::shared_ptr<const ResolvedDesign> compile_design(const model::Design& design, const PreparedHead& head) {
    return DesignCompiler(head).compile(design);
}

std::vector<float> density_per_cm2(const model::Design& design, const PreparedHead& head) {
    DesignCompiler compiler(head);
    (void)compiler.compile(design);
    return compiler.density_per_cm2();
}

}  // namespace stipple::session
