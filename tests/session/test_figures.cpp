#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "model/hairline_drag.h"
#include "model/time_table.h"
#include "round_head.h"
#include "session/hairline/hairline_line.h"
#include "session/resolved_design.h"
#include "session/sites/site_states.h"
#include "session/statistics.h"
#include "session/warnings.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

Design uniform(double per_cm2, double diameter, double transmittance) {
    return Design()
        .with(ParameterId::hairline_softness_mm, 0.0)
        .with(ParameterId::density_per_cm2, per_cm2)
        .with(ParameterId::dot_diameter_mm, diameter)
        .with(ParameterId::pigment_transmittance, transmittance)
        .with(ParameterId::time_years, 0.12);
}

session::Statistics figures(const Design& design) {
    return session::statistics(design, built_in(), *session::compile_design(design, built_in()));
}

}  // namespace

TEST_CASE("twice the density gives twice the dots, all of the first among them") {
    const auto one = session::compile_design(Design().with(ParameterId::density_per_cm2, 120.0), built_in());
    const auto two = session::compile_design(Design().with(ParameterId::density_per_cm2, 240.0), built_in());
    CHECK(double(two->dots.live) == Approx(2.0 * double(one->dots.live)).epsilon(0.01));
    REQUIRE(one->dots.live_mask.size() <= two->dots.live_mask.size());
    for (std::size_t i = 0; i < one->dots.live_mask.size(); ++i) {
        CHECK((one->dots.live_mask[i] & ~two->dots.live_mask[i]) == 0);
    }
}

TEST_CASE("dots counted on a hand-picked patch of the crown agree with the figures") {
    const Design design = uniform(260, 0.22, 0.15);
    const auto resolved = session::compile_design(design, built_in());
    const session::Statistics whole = session::statistics(design, built_in(), *resolved);
    // All dots within 25 mm of a point on top of the head; the area of the patch from the mesh's own triangles, cut
    // finely.
    const glm::vec3 vertex = built_in().head.frame.landmarks.at("vertex");
    const float reach = 25;
    std::uint64_t dots = 0;
    const scalp::SiteSet& set = built_in().sites.dots;
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        const shared::Cluster& cluster = set.clusters[c];
        for (std::uint32_t slot = 0; slot < shared::cluster_count(cluster); ++slot) {
            if (!session::is_live(resolved->dots, c, slot)) continue;
            dots += glm::distance(shared::dot_position(set.dots[cluster.first + slot], cluster), vertex) < reach;
        }
    }
    double area_mm2 = 0;
    const scalp::HeadMesh& mesh = built_in().head.mesh;
    for (const scalp::Submesh& part : mesh.submeshes) {
        if (!part.skin) continue;
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; i += 3) {
            const glm::vec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]],
                            c = mesh.positions[mesh.indices[i + 2]];
            if (glm::distance(a, vertex) > reach + 6) continue;
            const double triangle = 0.5 * double(glm::length(glm::cross(b - a, c - a)));
            constexpr int kCuts = 8;
            int inside = 0, all = 0;
            for (int u = 0; u < kCuts; ++u) {
                for (int v = 0; u + v < kCuts; ++v) {
                    for (int half = 0; half < (u + v + 1 < kCuts ? 2 : 1); ++half) {
                        const float s = (float(u) + (half ? 2.0F : 1.0F) / 3.0F) / kCuts,
                                    t = (float(v) + (half ? 2.0F : 1.0F) / 3.0F) / kCuts;
                        inside += glm::distance(a + s * (b - a) + t * (c - a), vertex) < reach;
                        ++all;
                    }
                }
            }
            area_mm2 += triangle * inside / all;
        }
    }
    const double per_cm2 = double(dots) / (area_mm2 / 100);
    CHECK(area_mm2 == Approx(3.14159 * reach * reach).epsilon(0.08));
    CHECK(per_cm2 == Approx(260).epsilon(0.02));
    CHECK(whole.density_per_cm2 == Approx(per_cm2).epsilon(0.02));
}

TEST_CASE("mean reflectance of a treated area is that of the flat patch computed slowly and plainly") {
    // Printed by tools/dot_patch.py (dart-throwing blue noise, hard discs, diffusion by Fourier transform), 24 mm, 48
    // pixels a mm.
    struct Published {
        double per_cm2, diameter, transmittance, coverage, ratio;
    };
    for (const Published& p : {Published{250, 0.20, 0.15, 0.0785, 0.871}, Published{280, 0.25, 0.15, 0.1373, 0.7803},
                               Published{200, 0.13, 0.15, 0.0266, 0.9554}, Published{400, 0.22, 0.15, 0.1518, 0.7586},
                               Published{360, 0.25, 0.10, 0.1763, 0.708}}) {
        const session::Statistics s = figures(uniform(p.per_cm2, p.diameter, p.transmittance));
        INFO(p.per_cm2 << " per cm2 of " << p.diameter);
        CHECK(s.mean_reflectance_ratio == Approx(p.ratio).epsilon(0.02));
        CHECK(s.coverage == Approx(p.coverage).epsilon(0.02));
    }
}

TEST_CASE("strength counts ink against the same design healed") {
    CHECK(figures(uniform(250, 0.22, 0.15)).strength == Approx(1).margin(0.01));
    const Design later = Design().with(ParameterId::time_years, 4.0);
    CHECK(figures(later).strength == Approx(model::strength_at(later, 4.0)).epsilon(0.01));
    CHECK(figures(later).strength == Approx(0.63).margin(0.03));  // half-life of 6 years
    const Design touched =
        later.with(ParameterId::touchup_years, std::vector<double>{4.0}).with(ParameterId::time_years, 4.12);
    CHECK(figures(touched).strength == Approx(1).margin(0.03));
    CHECK(figures(touched).dots_by_session.size() == 4);
    CHECK(figures(touched).dots_live > figures(later).dots_live);
}

TEST_CASE("dots widen over the years, and a healed one has the width asked for") {
    const double healed = figures(uniform(250, 0.22, 0.15).with(ParameterId::dot_size_variation, 0.0)).mean_diameter_mm;
    CHECK(healed == Approx(0.22).epsilon(0.02));
    CHECK(figures(Design().with(ParameterId::time_years, 8.0)).mean_diameter_mm > healed);
}

TEST_CASE("figures are consistent with each other") {
    const session::Statistics s = figures(Design());
    std::uint64_t sum = 0;
    for (const auto count : s.dots_by_session) sum += count;
    CHECK(sum == s.dots_live);
    CHECK(s.area_cm2 > 250);  // the whole scalp inside a grown hairline, with sideburns and nape
    CHECK(s.area_cm2 < 900);
    CHECK(s.density_per_cm2 == Approx(double(s.dots_live) / s.area_cm2));
    CHECK(s.hours[0] < s.hours[1]);
    CHECK(s.price[0] < s.price[1]);
    CHECK(s.currency == "USD");
    CHECK_FALSE(s.scale_assumed);
    CHECK(s.warnings.empty());
    CHECK(s.hair_loss_area_cm2 == Approx(built_in().chart.scalp_area_cm2));
}

TEST_CASE("skin counts as treated where an eighth of the density is wanted, and lone dots before the line treat none") {
    // Texel by texel in double, of the density the figures are made from.
    const auto counted = [](const Design& design) {
        const std::vector<float> density = session::density_per_cm2(design, built_in());
        double area_mm2 = 0;
        for (std::size_t i = 0; i < density.size(); ++i)
            if (double(density[i]) >= 0.125 * design.number(ParameterId::density_per_cm2)) area_mm2 += double(built_in().chart.area_mm2[i]);
        return area_mm2 / 100;
    };
    const auto told = [](const Design& design) { return session::compile_design(design, built_in())->treated_area_cm2; };
    const auto word = [](const char* text) { return std::string(text); };
    model::Painting painting;
    for (const model::Brush brush : {model::Brush::add, model::Brush::thin})
        painting = painting.with({brush, 20, 0.4F, false, {{brush == model::Brush::add ? std::uint16_t(30000) : std::uint16_t(36000), 30000, 255}}, {}});
    const Design plain;
    for (const Design& design : {plain, plain.with(ParameterId::hairline_sentinels, 1.0), plain.with(ParameterId::hair_loss, word("norwood-4")),
                                 plain.with(ParameterId::hair_loss, word("ludwig-2")), plain.with(ParameterId::density_crown, 0.1),
                                 plain.with_painting(painting), plain.with(ParameterId::cut_out_part, word("left"))})
        CHECK(told(design) == Approx(counted(design)).margin(0.1));
    // Sentinels are dots, and no area.
    const Design many = plain.with(ParameterId::hairline_sentinels, 1.0), none = plain.with(ParameterId::hairline_sentinels, 0.0);
    CHECK(told(many) == told(none));
    CHECK(figures(many).dots_live > figures(none).dots_live + 50);
    // A soft edge gives up the strip where 3 s^2 - 2 s^3 is below an eighth: s up to 0.2204 of its width, along a line as long as the tape says.
    const Design hard = none.with(ParameterId::hairline_softness_mm, 0.0), soft = none.with(ParameterId::hairline_softness_mm, 4.0);
    const auto line = session::compile_design(soft, built_in())->hairline;
    double length = 0;
    for (std::size_t i = 0; i < line.size(); ++i) length += double(glm::distance(line[i], line[(i + 1) % line.size()]));
    CHECK(told(hard) - told(soft) == Approx(0.2204 * 4 * length / 100).epsilon(0.2));
}

TEST_CASE("a design nobody should be given is warned of") {
    const Design bad = Design()
                           .with(ParameterId::hairline_height_mm, 50.0)
                           .with(ParameterId::hairline_softness_mm, 0.0)
                           .with(ParameterId::density_per_cm2, 800.0)
                           .with(ParameterId::dot_diameter_mm, 0.4)
                           .with(ParameterId::dot_depth_mm, 1.2)
                           .with(ParameterId::pigment_kind, std::string("tattoo-ink"));
    const session::Statistics s = figures(bad);
    for (const char* id : {"hairline-low", "hairline-sharp", "hairline-thirds", "too-dark", "density-high", "dots-large", "too-deep", "tattoo-ink",
                           "coverage-helmet"}) {
        const auto found =
            std::find_if(s.warnings.begin(), s.warnings.end(), [&](const auto& w) { return w.id == id; });
        INFO(id);
        REQUIRE(found != s.warnings.end());
        CHECK_FALSE(found->text.empty());
        CHECK_FALSE(found->source.empty());
    }
}

TEST_CASE("advice on where the line lies, on shade and on later loss comes where it is due, and only there") {
    const auto word = [](const char* text) { return std::string(text); };
    const auto found = [](const Design& design, std::string_view id) -> std::optional<session::Warning> {
        for (const session::Warning& w : figures(design).warnings)
            if (w.id == id) return w;
        return std::nullopt;
    };
    // A man of 25 may have what a man of 45 should not, and a woman more.
    const Design low = Design().with(ParameterId::hairline_height_mm, 64.0);
    CHECK_FALSE(found(low.with(ParameterId::head_age_years, 22.0), "hairline-low"));
    const auto grown = found(low.with(ParameterId::head_age_years, 45.0), "hairline-low");
    REQUIRE(grown);
    CHECK(grown->value == 64);
    CHECK(grown->limit == 70);
    CHECK(session::grounds(*grown).starts_with("Here 64 mm, advised against below 70 mm. Mean 66.5 mm in men"));
    CHECK_FALSE(found(low.with(ParameterId::hairline_height_mm, 52.0).with(ParameterId::head_sex, word("female")), "hairline-low"));
    CHECK(found(low.with(ParameterId::hairline_height_mm, 46.0), "hairline-thirds"));
    CHECK_FALSE(found(Design(), "hairline-thirds"));
    CHECK(found(low.with(ParameterId::hairline_height_mm, 47.0), "hairline-frontalis"));
    CHECK_FALSE(found(low, "hairline-frontalis"));
    // A temple peak drawn up to the eye.
    const auto points = model::hairline_points(Design(), session::hairline_face(built_in()));
    model::HairlinePoints moved = model::drag_point(points, model::kMidFrontalPoint + 7, 0.97, -4, model::main_handles(), false);
    const Design edge = model::with_points(Design(), session::hairline_face(built_in()), moved);
    const auto temple = found(edge, "hairline-temple");
    REQUIRE(temple);
    CHECK(temple->value < 25);
    CHECK_FALSE(found(Design(), "hairline-temple"));
    const Design dark = Design().with(ParameterId::density_per_cm2, 500.0);
    CHECK(found(dark.with(ParameterId::skin_tone, 2.0), "too-dark"));
    CHECK_FALSE(found(dark.with(ParameterId::skin_tone, 8.0), "too-dark"));
    // What the last stage bares is the area of its own mask; a head treated as for it has no island.
    const auto bare = session::compile_design(Design().with(ParameterId::hair_loss, word("norwood-7")), built_in())->hair_loss_area_cm2;
    const Design third = Design().with(ParameterId::hair_loss, word("norwood-3"));
    const auto island = found(third, "loss-island");
    REQUIRE(island);
    CHECK(island->value == Approx(bare - session::compile_design(third, built_in())->treated_area_cm2));
    CHECK(island->value > 50);
    CHECK_FALSE(found(third.with(ParameterId::hair_loss, word("norwood-7")), "loss-island"));
    CHECK_FALSE(found(Design(), "loss-island"));
}

TEST_CASE("hair loss grows through the stages, and pigment goes only where hair is gone") {
    double last = -1;
    std::uint64_t last_dots = 0;
    for (const char* stage : {"norwood-1", "norwood-3", "norwood-5", "norwood-6", "norwood-7", "totalis"}) {
        const Design design = Design().with(ParameterId::hair_loss, std::string(stage));
        const auto resolved = session::compile_design(design, built_in());
        INFO(stage);
        CHECK(resolved->hair_loss_area_cm2 > last);
        CHECK(resolved->dots.live >= last_dots);
        last = resolved->hair_loss_area_cm2;
        last_dots = resolved->dots.live;
        if (std::string(stage) != "totalis") CHECK(resolved->follicles.live > 1000);
    }
    const auto full = session::compile_design(Design().with(ParameterId::hair_loss, std::string("none")), built_in());
    CHECK(full->hair_loss_area_cm2 == 0);
}

TEST_CASE("no two dots lie closer than 0.58 of the hexagonal distance at the density there, at the hairline too") {
    const Design design;
    const auto resolved = session::compile_design(design, built_in());
    const std::vector<float> density = session::density_per_cm2(design, built_in());
    const scalp::SiteSet& set = built_in().sites.dots;
    struct Placed {
        glm::vec3 at;
        float per_cm2;
    };
    std::vector<Placed> dots;
    for (std::size_t c = 0; c < set.clusters.size(); ++c) {
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
            if (!session::is_live(resolved->dots, c, slot)) continue;
            const glm::vec3 at = shared::dot_position(set.dots[set.clusters[c].first + slot], set.clusters[c]);
            const glm::vec2 uv = built_in().chart.projection.project(at) * float(scalp::kChartSide);
            const std::size_t texel = std::size_t(uv.y) * scalp::kChartSide + std::size_t(uv.x);
            dots.push_back({at, density[texel]});
        }
    }
    REQUIRE(dots.size() > 100'000);
    // Neighbours along one axis only, a millimetre at a time: slow and plain.
    std::sort(dots.begin(), dots.end(), [](const Placed& a, const Placed& b) { return a.at.x < b.at.x; });
    std::size_t close = 0, pairs = 0;
    double closest = 10;
    for (std::size_t i = 0; i < dots.size(); ++i) {
        for (std::size_t j = i + 1; j < dots.size() && dots[j].at.x - dots[i].at.x < 0.6F; ++j) {
            const double distance = glm::distance(dots[i].at, dots[j].at);
            if (distance > 0.6) continue;
            // The denser end of the pair: what was wanted there allowed both.
            const double density = std::max(dots[i].per_cm2, dots[j].per_cm2);
            const double hexagonal = 10 * std::sqrt(2 / std::sqrt(3.0) / density);
            ++pairs;
            closest = std::min(closest, distance / hexagonal);
            close += distance < 0.58 * hexagonal ? 1 : 0;
        }
    }
    CAPTURE(closest, close, pairs, dots.size());
    CHECK(close == 0);
}
