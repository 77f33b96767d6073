// A design made concrete on one head: which sites are live and to which session each belongs.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <vector>

#include "model/design.h"
#include "prepared_head.h"
#include "shared/dot.h"
#include "shared/look.h"
#include "shared/time_table.h"

namespace stipple::session {

// One site set under one design: as the renderer takes it.
struct SiteStates {
    std::vector<shared::ClusterState> clusters;
    std::vector<std::uint32_t> live_mask;  // 8 words a cluster
    std::uint64_t live = 0;
};

struct ResolvedDesign {
    model::Design design;  // what was compiled
    // The hairline from the right sideburn over the forehead to the left, then round the ears and the nape, closed:
    // points on the skin, head axes, mm, about 1 mm apart. Treatment lies inside.
    std::vector<glm::vec3> hairline;
    std::size_t mid_frontal = 0;             // index of its point on the midline
    std::vector<glm::vec3> hairline_points;  // model::hairline_points on the skin: where handles stand
    // Chart fields, kChartSide squared: signed distance in mm to the hairline along the skin (positive inside, exact
    // within about 30 mm of the line), and dots per cm2 wanted.
    std::vector<float> hairline_distance_mm;
    std::vector<float> density_per_cm2;
    // Share of the natural hair density still there, 0 .. 1, and natural hairs per cm2 before any loss; chart fields.
    // Empty where the design leaves no hair at all.
    std::vector<float> hair_share, natural_hair_per_cm2;
    SiteStates dots, follicles;
    std::vector<std::uint64_t> dots_by_session;  // sessions, then touch-ups
    double treated_area_cm2 = 0;                 // where any dots are wanted
    double hair_loss_area_cm2 = 0;               // scalp where less than half the natural density is left
};

// Pure: the same design and head give the same value on every machine.
// `previous`, a result for the same head, only saves time: stages whose inputs did not change are taken over from it.
[[nodiscard]] std::shared_ptr<const ResolvedDesign> compile_design(const model::Design& design,
                                                                   const PreparedHead& head,
                                                                   const ResolvedDesign* previous = nullptr);

// What the design says about dots and skin that needs no head. All lengths mm, colours linear RGB.
[[nodiscard]] shared::DotLook dot_look(const model::Design& design);
[[nodiscard]] shared::SkinLook skin_look(const model::Design& design);

}  // namespace stipple::session
