#include "parting.h"

#include <algorithm>
#include <array>

namespace stipple::session {
namespace {

constexpr std::size_t kSide = scalp::kChartSide, kStep = 3;  // texels; about 1 mm

}  // namespace

bool thins_diffusely(std::string_view loss) {
    return loss.starts_with("ludwig-") || loss.starts_with("savin-") || loss == "diffuse" || loss == "telogen";
}

std::optional<Parting> find_parting(const PreparedHead& head, std::span<const float> dots_per_cm2, std::span<const float> hairs_per_cm2,
                                    std::span<const std::uint16_t> own, std::span<const std::uint16_t> planned, const SeamInk& ink) {
    const auto inside = [&](std::size_t i) { return well_inside(head, planned, i); };
    const auto lost = [&](std::size_t i) { return 1 - std::min(1.0, double(own[i]) / double(head.natural_hair[i])); };
    const auto here_cm2 = [&](std::size_t i) { return double(head.chart.area_mm2[i]) * double(kStep * kStep) / 100; };
    const auto each = [&](const auto& what) {
        for (std::size_t y = kStep; y + kStep < kSide; y += kStep)
            for (std::size_t x = kStep; x + kStep < kSide; x += kStep)
                if (inside(y * kSide + x)) what(y * kSide + x);
    };
    // The most that is lost on a square centimetre at least, to a hundredth.
    std::array<double, 101> area{};
    each([&](std::size_t i) { area[std::size_t(100 * lost(i))] += here_cm2(i); });
    std::size_t most = 100;
    for (double above = area[most]; above < 1 && most > 0;) above += area[--most];
    const double thinned_from = double(most) / 200, beside_to = double(most) / 400;
    if (most < 4) return {};  // a few hairs in a hundred nobody sees
    PlacesNear rim(kPartingReachMm);
    each([&](std::size_t i) {
        if (lost(i) < thinned_from) return;
        for (const std::size_t other : {i + kStep, i - kStep, i + kStep * kSide, i - kStep * kSide})
            if (inside(other) && lost(other) < thinned_from) {
                rim.add(head.chart.position[i]);
                return;
            }
    });
    struct Field {
        double area = 0, without = 0, with = 0;
    } thinned, beside;
    each([&](std::size_t i) {
        const double share = lost(i);
        if (share >= thinned_from || (share <= beside_to && double(rim.distance(head.chart.position[i])) < kPartingReachMm)) {
            Field& field = share >= thinned_from ? thinned : beside;
            const double here = here_cm2(i);
            field.area += here;
            field.without += here * light_left(0, hairs_per_cm2[i], ink);
            field.with += here * light_left(dots_per_cm2[i], hairs_per_cm2[i], ink);
        }
    });
    if (thinned.area < 1 || beside.area < 1) return {};
    const auto contrast = [&](double Field::*light) { return thinned.*light / thinned.area / (beside.*light / beside.area) - 1; };
    return Parting{thinned.area, beside.area, contrast(&Field::without), contrast(&Field::with)};
}

}  // namespace stipple::session
