#include <algorithm>
#include <cmath>

#include "distance_field.h"
#include "hair_map.h"
#include "hairline_line.h"
#include "model/time_table.h"
#include "resolved_design.h"
#include "shared/hairline.h"
#include "site_states.h"
#include "wanted_map.h"

namespace stipple::session {
namespace {

using model::ParameterId;

bool same(const model::Design& a, const model::Design& b, std::initializer_list<ParameterId> ids) {
    for (const ParameterId id : ids) {
        if (a.value(id) != b.value(id)) return false;
    }
    return true;
}

bool same_hairline(const model::Design& a, const model::Design& b) {
    return same(a, b,
                {ParameterId::hairline_style, ParameterId::hairline_height_mm, ParameterId::hairline_recession_mm,
                 ParameterId::hairline_custom_mm, ParameterId::hairline_seed});
}

bool same_hair(const model::Design& a, const model::Design& b) {
    return same(a, b, {ParameterId::hair_loss, ParameterId::hair_loss_progress});
}

// Width of the transition at a place. Before the ear the sideburn is hardly wider than a soft front transition: there
// it is a clipped edge of 4 mm at most, growing to the design's own width 60 mm from the ear canal.
constexpr float kSideburnSoftnessMm = 4;

float softness_at(const glm::vec3& position, const glm::vec3 (&tragions)[2], float softness) {
    if (softness <= kSideburnSoftnessMm) return softness;
    const glm::vec3 off =
        position - tragions[position.x < tragions[0].x + 0.5F * (tragions[1].x - tragions[0].x) ? 1 : 0];
    const float share = std::clamp((std::sqrt(glm::dot(off, off)) - 30.0F) / 30.0F, 0.0F, 1.0F);
    return kSideburnSoftnessMm + (softness - kSideburnSoftnessMm) * share;
}

// Dots per cm2 wanted when every planned session is done: full behind the transition, less where hair still grows.
std::vector<float> density_field(const model::Design& design, const PreparedHead& head,
                                 const ResolvedDesign& resolved) {
    const float full = float(design.number(ParameterId::density_per_cm2));
    const float softness = float(design.number(ParameterId::hairline_softness_mm));
    const glm::vec3 tragions[2] = {head.head.frame.landmarks.at("tragion_left"),
                                   head.head.frame.landmarks.at("tragion_right")};
    std::vector<float> density(resolved.hairline_distance_mm.size(), 0.0F);
    for (std::size_t i = 0; i < density.size(); ++i) {
        if (!head.chart.drawable[i]) continue;
        if (resolved.hairline_distance_mm[i] <= 0) continue;
        const float local = softness_at(head.chart.position[i], tragions, softness);
        float wanted = full * shared::hairline_falloff(resolved.hairline_distance_mm[i], local);
        if (!resolved.hair_share.empty()) {
            // Hair is there where the scalp mask has any: outside it the share says nothing.
            const float hair = resolved.hair_share[i] * std::min(resolved.natural_hair_per_cm2[i] / 190.0F, 1.0F);
            wanted *= 1.0F - hair;
        }
        density[i] = wanted;
    }
    return density;
}

}  // namespace

std::shared_ptr<const ResolvedDesign> compile_design(const model::Design& design, const PreparedHead& head,
                                                     const ResolvedDesign* previous) {
    auto resolved = std::make_shared<ResolvedDesign>();
    resolved->design = design;
    if (previous && same_hairline(previous->design, design)) {
        resolved->hairline = previous->hairline;
        resolved->mid_frontal = previous->mid_frontal;
        resolved->hairline_points = previous->hairline_points;
        resolved->hairline_distance_mm = previous->hairline_distance_mm;
    } else {
        HairlineOnSkin laid = lay_hairline(design, head);
        resolved->hairline = std::move(laid.line);
        resolved->mid_frontal = laid.mid_frontal;
        resolved->hairline_points = std::move(laid.points);
        resolved->hairline_distance_mm = signed_distance(head.chart, resolved->hairline);
    }
    if (previous && same_hair(previous->design, design)) {
        resolved->hair_share = previous->hair_share;
        resolved->natural_hair_per_cm2 = previous->natural_hair_per_cm2;
    } else if (!leaves_no_hair(design)) {
        resolved->natural_hair_per_cm2 = natural_hair(head);
        resolved->hair_share = hair_share(design, head);
    }
    resolved->density_per_cm2 = density_field(design, head, *resolved);

    const std::vector<double> boundaries = model::session_boundaries(design);
    const double total = boundaries.back();  // above 1 by the dots of touch-ups
    std::vector<double> ends;
    for (const double boundary : boundaries) ends.push_back(boundary / total);
    std::vector<float> wanted = resolved->density_per_cm2;
    for (float& value : wanted) value *= float(total);
    const std::size_t texels = wanted.size();
    if (head.sites.dots.pool_per_cm2() > 0) {
        const WantedMap map(wanted, head.sites.dots.pool_per_cm2());
        resolved->dots = light_sites(head.sites.dots, head.dot_places, map, ends, resolved->dots_by_session);
    }
    if (head.sites.follicles.pool_per_cm2() > 0) {
        if (previous && same_hair(previous->design, design)) {
            resolved->follicles = previous->follicles;
        } else if (resolved->hair_share.empty()) {
            resolved->follicles.clusters.resize(head.sites.follicles.clusters.size());
            resolved->follicles.live_mask.assign(head.sites.follicles.clusters.size() * 8, 0);
        } else {
            for (std::size_t i = 0; i < texels; ++i) {
                wanted[i] = resolved->natural_hair_per_cm2[i] * resolved->hair_share[i];
            }
            const WantedMap map(wanted, head.sites.follicles.pool_per_cm2());
            std::vector<std::uint64_t> unused;
            const double whole[] = {1.0};
            resolved->follicles = light_sites(head.sites.follicles, head.follicle_places, map, whole, unused);
        }
    }
    double treated = 0, lost = 0;
    for (std::size_t i = 0; i < texels; ++i) {
        if (resolved->density_per_cm2[i] > 0) treated += double(head.chart.area_mm2[i]);
        const bool bare = resolved->hair_share.empty() || resolved->hair_share[i] < 0.5F;
        if (head.chart.scalp[i] && bare) lost += double(head.chart.area_mm2[i]);
    }
    resolved->treated_area_cm2 = treated / 100.0;
    resolved->hair_loss_area_cm2 = lost / 100.0;
    return resolved;
}

}  // namespace stipple::session
