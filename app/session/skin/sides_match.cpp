#include "sides_match.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "delta_e.h"
#include "session/hair/hair_stream.h"
#include "session/head/head_looks.h"
#include "session/sites/site_states.h"

namespace stipple::session {
namespace {

using model::ParameterId;

constexpr std::size_t kSide = scalp::kChartSide;
constexpr double kTexels = double(kRegionStep * kRegionStep);
constexpr std::size_t kParts = 64;  // by density of dots

template <class What>
void each_inside(const PreparedHead& head, const ChartFields& fields, const What& what) {
    for (std::size_t y = 0; y < kRegionSide; ++y)
        for (std::size_t x = 0; x < kRegionSide; ++x) {
            const std::size_t i = y * kRegionStep * kSide + x * kRegionStep;
            if (well_inside(head, fields.planned, i))
                what(i, y * kRegionSide + x, double(head.chart.area_mm2[i]) * kTexels);
        }
}

// Hairs that live in each region, and what they cover as seen squarely, mm2.
struct Hairs {
    double count = 0, mm2 = 0;
};
std::array<Hairs, kMatchRegions> hairs_now(const model::Design& shown, const PreparedHead& head,
                                           const ResolvedDesign& resolved, const shared::DotLook& look,
                                           const RegionMap& regions) {
    std::array<Hairs, kMatchRegions> sums{};
    const shared::HairField field = hair_field(head, shown);
    const scalp::SiteSet& set = head.sites.follicles;
    for (std::size_t c = 0; c < resolved.follicles.clusters.size(); ++c) {
        const shared::Cluster& cluster = set.clusters[c];
        const std::uint32_t possible = resolved.follicles.clusters[c].live & 0xFFFFU;
        for (std::uint32_t slot = 0; slot < possible; ++slot) {
            if (!is_live(resolved.follicles, c, slot)) continue;
            const std::uint32_t identity = cluster.first + slot;
            const std::size_t region = region_at(regions, head.follicle_places.sites[identity]);
            if (region == 0) continue;
            const float lean = shared::hair_lean(field, shared::dot_position(set.dots[identity], cluster));
            sums[region].count += 1;
            sums[region].mm2 += hair_area_mm2(look, double(lean));
        }
    }
    return sums;
}

SkinCover cover_of(const PreparedHead& head, const ChartFields& fields, const RegionMap& regions, std::uint8_t region) {
    float most = 0;
    each_inside(head, fields, [&](std::size_t i, std::size_t at, double) {
        if (regions[at] == region) most = std::max(most, fields.dots[i]);
    });
    std::array<SkinCover::Part, kParts> parts{};  // sums first
    each_inside(head, fields, [&](std::size_t i, std::size_t at, double mm2) {
        if (regions[at] != region) return;
        const std::size_t bin = most > 0 ? std::min(std::size_t(fields.dots[i] / most * float(kParts)), kParts - 1) : 0;
        parts[bin].area_mm2 += mm2;
        parts[bin].dots_per_cm2 += mm2 * double(fields.dots[i]);
        parts[bin].hairs_per_cm2 += mm2 * double(fields.hairs[i]);
    });
    SkinCover cover;
    for (SkinCover::Part& part : parts) {
        if (part.area_mm2 <= 0) continue;
        part.dots_per_cm2 /= part.area_mm2, part.hairs_per_cm2 /= part.area_mm2;
        cover.parts.push_back(part);
    }
    return cover;
}

}  // namespace

glm::dvec3 seen_in_even_light(const shared::SkinLook& skin, const glm::dvec3& crossings) {
    const double gloss = double(skin.specular);
    return glm::dvec3(gloss) + (1 - gloss) * glm::dvec3(glm::vec3(skin.albedo)) * crossings;
}

double SkinCover::area_cm2() const {
    double mm2 = 0;
    for (const Part& part : parts) mm2 += part.area_mm2;
    return mm2 / 100;
}

SkinCover::Part SkinCover::mean() const {
    Part mean;
    for (const Part& part : parts) {
        mean.area_mm2 += part.area_mm2;
        mean.dots_per_cm2 += part.area_mm2 * part.dots_per_cm2;
        mean.hairs_per_cm2 += part.area_mm2 * part.hairs_per_cm2;
    }
    mean.dots_per_cm2 /= mean.area_mm2, mean.hairs_per_cm2 /= mean.area_mm2;
    return mean;
}

glm::dvec3 SkinCover::crossings() const {
    glm::dvec3 sum(0);
    double mm2 = 0;
    for (const Part& part : parts) {
        sum += part.area_mm2 * both_crossings(float(part.dots_per_cm2), float(part.hairs_per_cm2), ink);
        mm2 += part.area_mm2;
    }
    return sum / mm2;
}

SidesMatch match_of(const ComparedSkin& compared) {
    SidesMatch match;
    match.treated_lab = lab_from_linear(seen_in_even_light(compared.skin, compared.treated.crossings()));
    match.sides_lab = lab_from_linear(seen_in_even_light(compared.skin, compared.sides.crossings()));
    match.delta_e = delta_e_2000(match.treated_lab, match.sides_lab);
    match.natural = compared.natural;
    match.treated_cm2 = compared.treated.area_cm2();
    match.sides_cm2 = compared.natural ? 0 : compared.sides.area_cm2();
    return match;
}

std::string match_words(const SidesMatch& match) {
    if (match.delta_e < kJustSeen) return "not seen even side by side";
    if (match.delta_e < kSeenApart) return "not seen at conversation distance";
    const glm::dvec3 more = match.treated_lab - match.sides_lab;
    const bool by_light = std::abs(more.x) >= std::hypot(more.y, more.z);
    return std::string("seen at conversation distance, the scalp is ") + (by_light ? more.x < 0 ? "darker" : "lighter"
                                                                          : more.y + more.z > 0 ? "warmer"
                                                                                                : "cooler");
}

RegionMap match_regions(const PreparedHead& head, const ChartFields& fields) {
    const auto lost = [&](std::size_t i) {
        return 1 - std::min(1.0, double(fields.own[i]) / double(head.natural_hair[i]));
    };
    RegionMap regions(kRegionSide * kRegionSide, 0);
    std::array<double, 101> mm2_by_loss{};  // to a hundredth
    each_inside(head, fields,
                [&](std::size_t i, std::size_t, double mm2) { mm2_by_loss[std::size_t(100 * lost(i))] += mm2; });
    std::size_t most = 100;
    for (double above = mm2_by_loss[most]; above < 100 && most > 0;) above += mm2_by_loss[--most];
    if (most < 4) return regions;  // a few hairs in a hundred nobody sees
    struct Sum {
        double mm2 = 0, wanted = 0;
    };
    std::array<Sum, kMatchRegions> sums;
    const auto wanted = [&](std::uint8_t region, std::size_t i) {
        return region == kRegionTreated ? fields.dots[i] : fields.hairs[i];
    };
    each_inside(head, fields, [&](std::size_t i, std::size_t at, double mm2) {
        const double of_most = 100 * lost(i) / double(most);
        regions[at] = of_most >= 0.9 ? kRegionTreated : of_most <= 0.1 ? kRegionSides : std::uint8_t(0);
        if (regions[at] == 0) return;
        sums[regions[at]].mm2 += mm2;
        sums[regions[at]].wanted += mm2 * double(wanted(regions[at], i));
    });
    // Neither what was left out by hand nor hair that a later loss takes.
    each_inside(head, fields, [&](std::size_t i, std::size_t at, double) {
        if (regions[at] != 0 &&
            double(wanted(regions[at], i)) * sums[regions[at]].mm2 <= 0.5 * sums[regions[at]].wanted)
            regions[at] = 0;
    });
    return regions;
}

std::optional<ComparedSkin> compared_skin(const model::Design& shown, const PreparedHead& head,
                                          const ResolvedDesign& resolved, const ChartFields& fields,
                                          const RegionMap& regions, std::span<const PigmentNow> pigment) {
    ComparedSkin compared;
    compared.treated = cover_of(head, fields, regions, kRegionTreated);
    compared.sides = cover_of(head, fields, regions, kRegionSides);
    if (compared.treated.area_cm2() < 1) return {};
    compared.skin = skin_on_scan(shown, head.capture);
    const shared::DotLook look = dot_look(shown);
    const std::array<Hairs, kMatchRegions> hairs = hairs_now(shown, head, resolved, look, regions);
    const auto ink = [&](const SkinCover& cover, std::uint8_t region) {
        const SkinCover::Part mean = cover.mean();
        const double dots = mean.dots_per_cm2 * mean.area_mm2 / 100, grown = mean.hairs_per_cm2 * mean.area_mm2 / 100;
        return seam_ink(look, compared.skin, pigment[region], dots, grown > 0 ? hairs[region].mm2 / grown : 0);
    };
    compared.treated.ink = ink(compared.treated, kRegionTreated);
    compared.natural = compared.sides.area_cm2() < 1;
    if (compared.natural) {
        const double grown = shown.number(ParameterId::hair_per_cm2) * shown.number(ParameterId::hair_sides);
        compared.sides.parts = {{100, 0, grown}};
        compared.sides.ink = seam_ink(look, compared.skin, {}, 0, hair_area_mm2(look, double(shared::LEAN_TOP)));
    } else {
        compared.sides.ink = ink(compared.sides, kRegionSides);
    }
    return compared;
}

}  // namespace stipple::session
