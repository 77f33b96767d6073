#include "statistics.h"

#include <cmath>

#include "model/time_table.h"
#include "session/hair/hair_grown.h"
#include "session/head/head_looks.h"
#include "session/sites/site_states.h"
#include "shared/hair_direction.h"
#include "warnings.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr glm::vec3 kLuminance{0.2126F, 0.7152F, 0.0722F};  // Rec. 709
// A practised hand sets about 14 000 dots in a session of 2 to 4 hours (jonathangerow.com); drawing the line, numbing
// and pauses come on top: half an hour to an hour a session (assumed).
constexpr double kDotsPerHour[2] = {7000, 3500};
constexpr double kSetUpHours[2] = {0.5, 1.0};
// US prices for a whole treatment run from 1000 to 4000 dollars (seed articles, elmens, elkasmp) for 20 to 30 hours of
// work at most: 120 to 250 dollars an hour, never below 350, the smallest sum quoted.
constexpr double kPerHour[2] = {120, 250};
constexpr double kLeastPrice = 350;

// 1 where any of the pixels within `reach` rows and columns is not 0; beyond the edges there is nothing.
std::vector<std::uint8_t> any_within(std::vector<std::uint8_t> mask, int width, int height, int reach) {
    const auto pass = [&](int lines, int length, int line_step, int step) {
        std::vector<std::uint8_t> line(static_cast<std::size_t>(length));
        for (int l = 0; l < lines; ++l) {
            const std::size_t start = std::size_t(l) * std::size_t(line_step);
            int count = 0;
            for (int i = 0; i < length + reach; ++i) {
                if (i < length) count += line[std::size_t(i)] = mask[start + std::size_t(i) * std::size_t(step)];
                if (i - 2 * reach - 1 >= 0) count -= line[std::size_t(i - 2 * reach - 1)];
                if (i >= reach) mask[start + std::size_t(i - reach) * std::size_t(step)] = count > 0;
            }
        }
    };
    pass(height, width, width, 1);
    pass(width, height, 1, width);
    return mask;
}

}  // namespace

Statistics statistics(const model::Design& design, const PreparedHead& head, const ResolvedDesign& resolved) {
    Statistics result;
    result.dots_live = resolved.dots.live;
    result.dots_by_session = live_by_session(head.sites.dots, resolved.dots, model::session_count(design));
    result.area_cm2 = resolved.treated_area_cm2;
    result.density_per_cm2 = result.area_cm2 > 0 ? double(result.dots_live) / result.area_cm2 : 0;
    result.sessions = int(design.number(ParameterId::sessions_count));
    result.hair_loss_area_cm2 = resolved.hair_loss_area_cm2;
    result.scalp_area_cm2 = head.chart.scalp_area_cm2;
    result.scale_assumed = head.head.frame.scale_assumed;
    result.currency = "USD";
    if (const SkinMarks* marks = resolved.marks.get())
        result.marks = {marks->area_cm2[0], marks->area_cm2[1], marks->area_cm2[2], marks->strip_length_mm, marks->punches};
    result.hairs_live = resolved.follicles.live;

    const model::Design shown = on_scan(design, head.captured_tone);
    const shared::DotLook look = dot_look(shown);
    const shared::SkinLook skin = skin_on_scan(shown, head.capture);
    DesignCompiler compiler(head);
    (void)compiler.compile(design);
    const ChartFields fields{compiler.density_per_cm2(), compiler.hair_per_cm2(), compiler.hair_left(), compiler.planned()};
    const RegionMap regions = match_regions(head, fields);
    const std::vector<PigmentNow> pigment = pigment_now(shown, head, resolved, regions, kMatchRegions);
    PigmentNow ink;
    for (const PigmentNow& of_region : pigment) ink += of_region;
    if (result.area_cm2 > 0) result.coverage = (ink.pigment + ink.shifted) / (result.area_cm2 * 100.0);
    if (ink.healed > 0) result.strength = (ink.pigment + ink.shifted) / ink.healed;
    result.mean_diameter_mm = ink.mean_diameter_mm();

    // Far away both crossings see the local mean: t squared, texel by texel, since coverage follows the density.
    double planned = 0;  // dots the density field asks for, which the sites meet to a fraction of a per cent
    for (std::size_t i = 0; i < fields.dots.size(); ++i) planned += double(fields.dots[i]) * double(head.chart.area_mm2[i]) / 100.0;
    if (planned > 0) {
        const SeamInk one = seam_ink(look, skin, ink, planned, hair_area_mm2(look, double(shared::LEAN_TOP)));
        double bare = 0, treated = 0;
        for (std::size_t i = 0; i < fields.dots.size(); ++i) {
            if (!(fields.dots[i] > 0)) continue;
            treated += double(head.chart.area_mm2[i]) * light_left(fields.dots[i], 0, one);
            bare += double(head.chart.area_mm2[i]);
        }
        if (bare > 0) result.mean_reflectance_ratio = treated / bare;
        if (resolved.follicles.live > 0) {
            result.seam = find_seam(head, fields.dots, fields.hairs, fields.own, fields.planned, one);
            if (thins_diffusely(design.choice(ParameterId::hair_loss)))
                result.parting = find_parting(head, fields.dots, fields.hairs, fields.own, fields.planned, one);
        }
        if (const auto compared = compared_skin(shown, head, resolved, fields, regions, pigment)) result.match = match_of(*compared);
    }
    if (design.number(ParameterId::marks_grafts_per_cm2) > 0 && resolved.follicles.live > 0) {
        const auto own = compiler.compile(design.with(ParameterId::marks_grafts_per_cm2, 0.0));
        result.grafts = double(resolved.follicles.live - own->follicles.live) / kHairsPerGraft;
    }

    if (result.dots_live > 0) {
        std::uint64_t of_plan = 0;  // touch-ups are visits of their own, years later, and not part of the first quote
        for (std::size_t k = 0; k < result.dots_by_session.size() && k < std::size_t(result.sessions); ++k) {
            of_plan += result.dots_by_session[k];
        }
        for (std::size_t k = 0; k < 2; ++k) {
            result.hours[k] = double(of_plan) / kDotsPerHour[k] + double(result.sessions) * kSetUpHours[k];
            result.price[k] = std::max(kLeastPrice, 50.0 * std::round(result.hours[k] * kPerHour[k] / 50.0));
        }
    }
    result.warnings = warnings(design, head, resolved, result);
    return result;
}

double measured_reflectance_ratio(const renderer::Measured& measured, const shared::SkinLook& skin, int gap_pixels) {
    const int width = int(measured.width), height = int(measured.height);
    std::vector<std::uint8_t> covered(measured.coverage.size());
    for (std::size_t i = 0; i < covered.size(); ++i) covered[i] = measured.coverage[i].x + measured.coverage[i].y > 0;
    // Grown by the gap, then shrunk by it: what lies between dots stays, what lies outside the outermost goes.
    const std::vector<std::uint8_t> grown = any_within(covered, width, height, gap_pixels);
    std::vector<std::uint8_t> outside(grown.size());
    for (std::size_t i = 0; i < grown.size(); ++i) outside[i] = !grown[i];
    const std::vector<std::uint8_t> near_outside = any_within(outside, width, height, gap_pixels);
    const glm::vec3 weight = kLuminance * glm::vec3(skin.albedo);
    double treated = 0, bare = 0;
    for (std::size_t i = 0; i < measured.reflectance.size(); ++i) {
        if (measured.coverage[i].w < 0.5F || near_outside[i]) continue;
        treated += double(glm::dot(weight, glm::vec3(measured.reflectance[i])));
        bare += double(weight.x + weight.y + weight.z);
    }
    return bare > 0 ? treated / bare : 1.0;
}

}  // namespace stipple::session
