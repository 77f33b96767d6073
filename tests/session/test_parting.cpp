// How plainly a thinned top shows, against hairs and dots counted one by one.
#include <catch2/catch.hpp>
#include <array>
#include <cmath>
#include <string>

#include "round_head.h"
#include "session/head/head_looks.h"
#include "session/resolved_design.h"
#include "session/sites/site_states.h"
#include "session/statistics.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

constexpr std::size_t kSide = scalp::kChartSide, kStep = 4;

struct Loss {
    std::vector<double> lost;  // a texel, as a share of what grows there; below 0 where it is not looked at
    double most = 0;
};

Loss loss_of(const session::DesignCompiler& compiler) {
    Loss loss;
    loss.lost.assign(kSide * kSide, -1);
    std::vector<std::pair<double, double>> by_loss;  // and the area in cm2
    for (std::size_t i = 0; i < loss.lost.size(); ++i) {
        if (compiler.planned()[i] <= 64000 || built_in().natural_hair[i] <= 64000) continue;
        loss.lost[i] = std::max(0.0, 1 - double(compiler.hair_left()[i]) / double(built_in().natural_hair[i]));
        by_loss.emplace_back(loss.lost[i], double(built_in().chart.area_mm2[i]) / 100);
    }
    std::sort(by_loss.rbegin(), by_loss.rend());
    double area = 0;
    for (const auto& [lost, cm2] : by_loss)
        if ((area += cm2) >= 1) {
            loss.most = lost;
            break;
        }
    return loss;
}

// Light of a region, luminance: what lives in it is counted in bins of like loss, and what a bin absorbs is taken straight off.
struct Counted {
    static constexpr std::size_t kBins = 40;
    std::array<double, kBins> area_mm2{}, dots{}, hairs{};
    static std::size_t bin(double lost) { return std::min(kBins - 1, std::size_t(lost * double(kBins))); }
    [[nodiscard]] double light(const glm::dvec3& dot, const glm::dvec3& hair, const glm::dvec3& weight, bool with_dots) const {
        double sum = 0, area = 0;
        for (std::size_t b = 0; b < kBins; ++b) {
            if (area_mm2[b] <= 0) continue;
            area += area_mm2[b];
            for (int c = 0; c < 3; ++c) {
                const double t = 1 - ((with_dots ? dots[b] * dot[c] : 0) + hairs[b] * hair[c]) / area_mm2[b];
                sum += area_mm2[b] * weight[c] * t * t;
            }
        }
        return sum / area;
    }
};

}  // namespace

TEST_CASE("dots make a thinned top show less, by as much as counting them says") {
    const session::PreparedHead& head = built_in();
    for (const char* word : {"ludwig-2", "savin-2", "savin-3"}) {
        const Design design = Design().with(ParameterId::hair_loss, std::string(word)).with(ParameterId::hair_length_mm, 1.5).with(ParameterId::time_years, 0.12);
        session::DesignCompiler compiler(head);
        const auto resolved = compiler.compile(design);
        const session::Statistics told = session::statistics(design, head, *resolved);
        CAPTURE(word);
        REQUIRE(told.parting);
        const Loss loss = loss_of(compiler);

        // Every texel's distance from the thinned skin, on a coarse grid, all against all.
        std::vector<glm::vec3> thinned;
        for (std::size_t y = 0; y < kSide; y += kStep)
            for (std::size_t x = 0; x < kSide; x += kStep)
                if (loss.lost[y * kSide + x] >= loss.most / 2) thinned.push_back(head.chart.position[y * kSide + x]);
        std::vector<std::int8_t> region(kSide * kSide, 0);  // 1 thinned, 2 beside
        for (std::size_t y = 0; y < kSide; ++y)
            for (std::size_t x = 0; x < kSide; ++x) {
                const std::size_t i = y * kSide + x, coarse = (y - y % kStep) * kSide + (x - x % kStep);
                if (loss.lost[i] >= loss.most / 2) region[i] = 1;
                else if (loss.lost[i] >= 0 && loss.lost[i] <= loss.most / 4) {
                    if (i != coarse && loss.lost[coarse] >= 0 && loss.lost[coarse] <= loss.most / 4) {
                        region[i] = region[coarse];
                        continue;
                    }
                    for (const glm::vec3& p : thinned)
                        if (glm::distance(p, head.chart.position[i]) < 30) {
                            region[i] = 2;
                            break;
                        }
                }
            }
        std::array<Counted, 3> counted;
        for (std::size_t i = 0; i < region.size(); ++i)
            if (region[i]) counted[std::size_t(region[i])].area_mm2[Counted::bin(loss.lost[i])] += double(head.chart.area_mm2[i]);
        const auto count = [&](const scalp::SiteSet& set, const session::SiteStates& states, const session::SitePlaces& places, bool dots) {
            for (std::size_t c = 0; c < states.clusters.size(); ++c)
                for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
                    if (!session::is_live(states, c, slot)) continue;
                    const session::ChartCoordinate at = places.sites[set.clusters[c].first + slot];
                    const std::size_t i = std::size_t(at.v) * kSide / 65536 * kSide + std::size_t(at.u) * kSide / 65536;
                    if (region[i]) (dots ? counted[std::size_t(region[i])].dots : counted[std::size_t(region[i])].hairs)[Counted::bin(loss.lost[i])] += 1;
                }
        };
        count(head.sites.dots, resolved->dots, head.dot_places, true);
        count(head.sites.follicles, resolved->follicles, head.follicle_places, false);

        // A dot: its share of all ink there is. A hair: what shines through of its root, and its shaft laid over at the top's lean.
        const Design shown = session::on_scan(design, head.captured_tone);
        const shared::DotLook look = session::dot_look(shown);
        const double dot_mm2 = told.coverage * told.area_cm2 * 100 / double(told.dots_live);
        const double hair_mm2 = double(look.hair_strength) * (0.785398 * double(look.hair_diameter_mm * look.hair_diameter_mm) * 0.38 +
                                                              double(look.hair_shaft_mm * look.hair_length_mm) / std::sqrt(1 + 0.70 * 0.70));
        glm::dvec3 dot, hair, weight;
        const glm::dvec3 luminance{0.2126, 0.7152, 0.0722}, skin(glm::vec3(session::skin_on_scan(shown, head.capture).albedo));
        for (int c = 0; c < 3; ++c) {
            dot[c] = dot_mm2 * (1 - double(look.transmittance[0][c]));
            hair[c] = hair_mm2 * (1 - double(look.transmittance[2][c]));
            weight[c] = luminance[c] * skin[c];
        }
        const auto contrast = [&](bool with) { return counted[1].light(dot, hair, weight, with) / counted[2].light(dot, hair, weight, with) - 1; };
        CHECK(told.parting->thinned_cm2 > 20);
        CHECK(told.parting->beside_cm2 > 15);
        double areas[2] = {};
        for (int k = 0; k < 2; ++k)
            for (const double mm2 : counted[std::size_t(k + 1)].area_mm2) areas[k] += mm2 / 100;
        CHECK(told.parting->thinned_cm2 == Approx(areas[0]).epsilon(0.06));
        CHECK(told.parting->beside_cm2 == Approx(areas[1]).epsilon(0.06));
        CHECK(told.parting->contrast_without == Approx(contrast(false)).margin(0.01));
        CHECK(told.parting->contrast_with == Approx(contrast(true)).margin(0.01));
        CHECK(told.parting->contrast_without > 0.03);
        CHECK(told.parting->contrast_with < 0.6 * told.parting->contrast_without);
    }
}

TEST_CASE("only loss that thins hair out has a parting") {
    const auto told = [](const Design& design) { return session::statistics(design, built_in(), *session::compile_design(design, built_in())).parting; };
    for (const char* word : {"none", "norwood-4", "areata", "totalis"}) CHECK_FALSE(told(Design().with(ParameterId::hair_loss, std::string(word))));
    const Design ludwig = Design().with(ParameterId::hair_loss, std::string("ludwig-1"));
    REQUIRE(told(ludwig));
    CHECK_FALSE(told(ludwig.with(ParameterId::hair_loss_progress, 0.0)));
    const auto early = told(ludwig.with(ParameterId::hair_loss_progress, 0.5));
    REQUIRE(early);
    CHECK(early->contrast_without < told(ludwig)->contrast_without);
}
