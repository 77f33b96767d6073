#include "statistics.h"

#include <cmath>

#include "hair_grown.h"
#include "head_looks.h"
#include "model/time_table.h"
#include "shared/hair_direction.h"
#include "shared/hash.h"
#include "shared/marks.h"
#include "shared/profile.h"
#include "site_states.h"
#include "warnings.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr glm::vec3 kLuminance{0.2126F, 0.7152F, 0.0722F};  // Rec. 709
constexpr double kQuarterPi = 0.785398163397448;
// A practised hand sets about 14 000 dots in a session of 2 to 4 hours (jonathangerow.com); drawing the line, numbing
// and pauses come on top: half an hour to an hour a session (assumed).
constexpr double kDotsPerHour[2] = {7000, 3500};
constexpr double kSetUpHours[2] = {0.5, 1.0};
// US prices for a whole treatment run from 1000 to 4000 dollars (seed articles, elmens, elkasmp) for 20 to 30 hours of
// work at most: 120 to 250 dollars an hour, never below 350, the smallest sum quoted.
constexpr double kPerHour[2] = {120, 250};
constexpr double kLeastPrice = 350;

// Sums over every live dot: how much ink of each kind there is, in mm2 of full pigment.
struct Ink {
    double pigment = 0, shifted = 0;  // healed area times strength now
    double width = 0, weight = 0;     // for the mean diameter, by ink
    double healed = 0;                // the same dots of the planned sessions, healed
};

Ink ink_now(const model::Design& design, const PreparedHead& head, const ResolvedDesign& resolved) {
    const shared::DotLook look = dot_look(design);
    const shared::TimeTable table = model::time_table(design, design.number(ParameterId::time_years));
    const shared::TimeTable healed_table = model::healed_table(design);
    const std::uint32_t planned = std::uint32_t(design.number(ParameterId::sessions_count));
    const float keep = 1.0F / std::sqrt(1.0F + look.size_variation * look.size_variation / 3.0F);
    Ink ink;
    const scalp::SiteSet& set = head.sites.dots;
    const auto uptake = float(design.number(ParameterId::marks_scar_uptake));
    for (std::size_t c = 0; c < resolved.dots.clusters.size(); ++c) {
        const shared::ClusterState& state = resolved.dots.clusters[c];
        const std::uint32_t possible = state.live & 0xFFFFU;
        const shared::Cluster& cluster = set.clusters[c];
        const glm::vec3 center = shared::cluster_center(cluster);
        for (std::uint32_t slot = 0; slot < possible; ++slot) {
            if (!is_live(resolved.dots, c, slot)) continue;
            const std::uint32_t identity = set.clusters[c].first + slot;
            const shared::Dot& site = set.dots[identity];
            const std::uint32_t half_life = shared::hash_pcg(identity) & (shared::HALF_LIFE_CLASSES - 1U);
            const std::uint32_t session = session_of(state, shared::dot_rank(site));
            const std::uint32_t row = half_life * shared::MAX_SESSIONS + session;
            const shared::TimeEntry& entry = table.entries[row];
            const float edge = shared::edge_at(state.edge[0], state.edge[1], shared::dot_position(site, cluster) - center);
            const float diameter = look.diameter_mm * (1.0F + look.size_variation * shared::dot_size_variation(site)) *
                                   keep * (1.0F - edge * look.edge_narrower);
            const double shade = (1.0 + double(look.shade_variation * shared::dot_shade_variation(site))) *
                                 (1.0 - double(edge * look.edge_lighter));
            double kept = 1;
            if (resolved.marks) {
                const ChartCoordinate at = head.dot_places.sites[identity];
                kept = double(shared::scar_uptake(resolved.marks->scar_share(at.u, at.v), uptake));
            }
            const double disc = kQuarterPi * double(diameter) * double(diameter) * shade * kept;
            if (session < planned) ink.healed += disc * double(healed_table.entries[row].strength);
            const double strength = double(entry.strength) * shade;
            if (!(strength > 0)) continue;
            const double area = disc * double(entry.strength);
            ink.pigment += area * (1.0 - double(entry.shift));
            ink.shifted += area * double(entry.shift);
            ink.width += area * std::sqrt(double(shared::dot_width2(diameter, entry.sigma2, float(strength))));
            ink.weight += area;
        }
    }
    return ink;
}

// What a hair covers as seen from straight above, mm2.
double hair_area_mm2(const shared::DotLook& look) {
    const double root = kQuarterPi * double(look.hair_diameter_mm) * double(look.hair_diameter_mm) * double(shared::HAIR_ROOT_SHARE);
    const double shown = 1 / std::sqrt(1 + double(shared::LEAN_TOP) * double(shared::LEAN_TOP));
    return double(look.hair_strength) * (root + double(look.hair_shaft_mm) * double(look.hair_length_mm) * shown);
}

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
    const Ink ink = ink_now(shown, head, resolved);
    if (result.area_cm2 > 0) result.coverage = (ink.pigment + ink.shifted) / (result.area_cm2 * 100.0);
    if (ink.healed > 0) result.strength = (ink.pigment + ink.shifted) / ink.healed;
    result.mean_diameter_mm = ink.weight > 0 ? ink.width / ink.weight : 0;

    // Far away both crossings see the local mean: t squared, texel by texel, since coverage follows the density.
    DesignCompiler compiler(head);
    (void)compiler.compile(design);
    const std::vector<float> density = compiler.density_per_cm2();
    double planned = 0;  // dots the density field asks for, which the sites meet to a fraction of a per cent
    for (std::size_t i = 0; i < density.size(); ++i) {
        planned += double(density[i]) * double(head.chart.area_mm2[i]) / 100.0;
    }
    if (planned > 0) {
        const double pigment = ink.pigment / planned, shifted = ink.shifted / planned;  // mm2 a planned dot
        const double width = result.mean_diameter_mm;
        const double peak =
            width > 0 ? (pigment + shifted) / (kQuarterPi * width * width * double(shared::DOT_PROFILE_AREA)) : 0;
        const glm::vec3 weight = kLuminance * glm::vec3(skin.albedo);
        double bare = 0, treated = 0;
        for (std::size_t i = 0; i < density.size(); ++i) {
            const double per_mm2 = double(density[i]) / 100.0;
            if (!(per_mm2 > 0)) continue;
            const double area = double(head.chart.area_mm2[i]);
            for (int c = 0; c < 3; ++c) {
                const double absorbed = per_mm2 * (pigment * (1.0 - double(look.transmittance[0][c])) +
                                                   shifted * (1.0 - double(look.transmittance[1][c])));
                const float single = float(peak) * (1.0F - look.transmittance[0][c]);
                const float t = shared::pigment_transmittance(
                    float(absorbed), look.random_pattern > 0.5F ? 0.0F : shared::overlap_knee(single, float(100 * per_mm2)));
                treated += area * double(weight[c]) * double(t) * double(t);
                bare += area * double(weight[c]);
            }
        }
        if (bare > 0) result.mean_reflectance_ratio = treated / bare;
        if (resolved.follicles.live > 0) {
            SeamInk one;
            one.random_pattern = look.random_pattern > 0.5F;
            for (int c = 0; c < 3; ++c) {
                one.dot[c] = pigment * (1.0 - double(look.transmittance[0][c])) + shifted * (1.0 - double(look.transmittance[1][c]));
                one.hair[c] = hair_area_mm2(look) * (1.0 - double(look.transmittance[2][c]));
                one.peak[c] = peak * (1.0 - double(look.transmittance[0][c]));
                one.weight[c] = double(weight[c]);
            }
            result.seam = find_seam(head, density, compiler.hair_per_cm2(), compiler.hair_left(), compiler.planned(), one);
            if (thins_diffusely(design.choice(ParameterId::hair_loss)))
                result.parting = find_parting(head, density, compiler.hair_per_cm2(), compiler.hair_left(), compiler.planned(), one);
        }
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
