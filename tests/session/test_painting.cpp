// Strokes of a brush on heads: against sums made by hand, and in what they may and may not do to dots.
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <random>

#include "round_head.h"
#include "session/resolved_design.h"
#include "session/sites/dots_wanted.h"
#include "session/sites/site_states.h"

using namespace stipple;
using namespace stipple::tests;
using model::Brush;
using model::Design;
using model::Painting;
using model::ParameterId;
using model::Stroke;

namespace {

constexpr int kSide = scalp::kChartSide;

struct Uv {
    double u, v;
};

Uv chart_of(const session::PreparedHead& head, const glm::vec3& place) {
    const glm::vec2 uv = head.chart.projection.project(place);
    return {double(uv.x), double(uv.y)};
}

model::Dab dab_at(const session::PreparedHead& head, const glm::vec3& place, int pressure = 255) {
    const Uv at = chart_of(head, place);
    return {std::uint16_t(at.u * 65536), std::uint16_t(at.v * 65536), std::uint8_t(pressure)};
}

// A short stroke somewhere on the scalp.
Stroke random_stroke(const session::PreparedHead& head, std::mt19937& random, Brush brush) {
    const auto unit = [&] { return double(random()) / 4294967296.0; };
    Stroke stroke;
    stroke.brush = brush;
    stroke.size_mm = float(2 + 28 * unit());
    stroke.strength = float(unit());
    stroke.mirrored = random() % 3 == 0;
    glm::vec3 at = head.midsagittal.at(60 + 200 * unit());
    double turn = 6.3 * unit();
    at += glm::vec3(60 * unit() - 30, 0, 0);
    for (std::uint32_t count = 1 + random() % 12; count > 0; --count) {
        stroke.dabs.push_back(dab_at(head, at, 64 + int(random() % 192)));
        turn += unit() - 0.5;
        at += float(stroke.size_mm / 5) * glm::vec3(std::cos(turn), 0, std::sin(turn));
    }
    return stroke;
}

// All of it in doubles, place by place, from the words of paint_map.h and not from its sums.
class ByHand {
  public:
    ByHand(const session::PreparedHead& head, const std::vector<float>& unpainted, double full)
        : head_(head), base_(unpainted.begin(), unpainted.end()), full_(full), keep_(base_.size(), 1), add_(base_.size(), 0) {}

    void paint(const Stroke& stroke) {
        const std::vector<double> weight = weights(stroke);
        const auto keep = keep_, add = add_;
        for (std::size_t i = 0; i < base_.size(); ++i) {
            if (weight[i] <= 0 || !head_.chart.drawable[i]) continue;
            const double w = weight[i] * double(stroke.strength);
            switch (stroke.brush) {
                case Brush::add: add_[i] = std::min(add_[i] + w, 2.0); break;
                case Brush::thin: keep_[i] *= 1 - w, add_[i] *= 1 - w; break;
                case Brush::erase: {
                    const double gone = std::min(weight[i] * (1 + 3 * double(stroke.strength)), 1.0);
                    keep_[i] *= 1 - gone, add_[i] *= 1 - gone;
                    break;
                }
                case Brush::smooth: {
                    const double mean = mean_around(stroke, keep, add, i);
                    keep_[i] = keep[i] * (1 - w), add_[i] = add[i] * (1 - w) + mean * w;
                    break;
                }
                default: break;
            }
        }
    }
    [[nodiscard]] double per_cm2(std::size_t i) const { return value(keep_, add_, i) * full_; }

  private:
    [[nodiscard]] double value(const std::vector<double>& keep, const std::vector<double>& add, std::size_t i) const {
        const double kept = base_[i] / full_ * keep[i];
        return std::min(kept + add[i], std::max(2.0, kept));
    }
    // Triangles over twice the square's half width are what two means over squares come to.
    [[nodiscard]] double mean_around(const Stroke& stroke, const std::vector<double>& keep, const std::vector<double>& add, std::size_t i) const {
        const int reach = std::clamp(int(std::floor(0.75 * double(stroke.size_mm) + 0.5)), 1, 16), x0 = int(i % kSide), y0 = int(i / kSide);
        double sum = 0, count = 0;
        for (int y = std::max(y0 - 2 * reach, 0); y <= std::min(y0 + 2 * reach, kSide - 1); ++y)
            for (int x = std::max(x0 - 2 * reach, 0); x <= std::min(x0 + 2 * reach, kSide - 1); ++x) {
                const std::size_t j = std::size_t(y) * kSide + std::size_t(x);
                if (!head_.chart.drawable[j]) continue;
                const double part = (2 * reach + 1 - std::abs(x - x0)) * (2 * reach + 1 - std::abs(y - y0));
                sum += part * std::min(value(keep, add, j), 2.0);
                count += part;
            }
        return sum / count;
    }
    [[nodiscard]] std::vector<double> weights(const Stroke& stroke) const {
        std::vector<double> weight(base_.size(), 0);
        const double radius = double(stroke.size_mm) / 2;
        for (const model::Dab& dab : stroke.dabs)
            for (int side = 0; side < (stroke.mirrored ? 2 : 1); ++side) {
                const double u = side ? 65536.0 - dab.u : dab.u, x = u / 65536 * kSide - 0.5, y = dab.v / 65536.0 * kSide - 0.5;
                glm::dvec3 middle(0);
                for (int corner = 0; corner < 4; ++corner) {
                    const int column = int(x) + corner % 2, row = int(y) + corner / 2;
                    const double share = (1 - std::abs(x - column)) * (1 - std::abs(y - row));
                    middle += share * glm::dvec3(head_.chart.position[std::size_t(row) * kSide + std::size_t(column)]);
                }
                for (std::size_t i = 0; i < weight.size(); ++i) {
                    if (!head_.chart.hit[i]) continue;
                    const double away = glm::distance(glm::dvec3(head_.chart.position[i]), middle) / radius;
                    // From 1 at 0.4 radii to 0 at one: 3 t^2 - 2 t^3 of what is left.
                    const double t = (1 - away) / 0.6, done = t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
                    weight[i] = std::max(weight[i], done * dab.pressure / 255);
                }
            }
        return weight;
    }

    const session::PreparedHead& head_;
    std::vector<double> base_;
    double full_;
    std::vector<double> keep_, add_;
};

// True where every dot of the first is one of the second.
bool all_in(const session::ResolvedDesign& fewer, const session::ResolvedDesign& more) {
    const scalp::SiteSet& set = built_in().sites.dots;
    for (std::size_t c = 0; c < set.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot)
            if (session::is_live(fewer.dots, c, slot) && !session::is_live(more.dots, c, slot)) return false;
    return true;
}

Design painted(const Design& design, std::initializer_list<Stroke> strokes) { return design.with_painting(Painting(std::vector<Stroke>(strokes))); }

double seconds(auto work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("what strokes make of the density is what summing by hand makes of it") {
    std::mt19937 random(11);
    const session::PreparedHead& head = built_in();
    for (int round = 0; round < 6; ++round) {
        Design design = Design().with(ParameterId::density_per_cm2, 300.0).with(ParameterId::hairline_softness_mm, 8.0);
        if (round % 2) design = design.with(ParameterId::hair_loss, std::string("norwood-4")).with(ParameterId::density_front, 1.4);
        ByHand by_hand(head, session::density_per_cm2(design, head), 300);
        Painting painting;
        for (int i = 0; i < 6; ++i) {
            painting = painting.with(random_stroke(head, random, Brush(random() % 4)));
            by_hand.paint(*painting.strokes().back());
        }
        const std::vector<float> density = session::density_per_cm2(design.with_painting(painting), head);
        const std::vector<float> before = session::density_per_cm2(design, head);
        double worst = 0;
        std::size_t moved = 0;
        for (std::size_t i = 0; i < density.size(); ++i) {
            worst = std::max(worst, std::abs(double(density[i]) - by_hand.per_cm2(i)));
            moved += std::abs(density[i] - before[i]) > 5;
        }
        CAPTURE(round);
        CHECK(worst < 0.25);  // dots per cm2: fields have 15 bits, and six strokes round six times
        CHECK(moved > 500);
    }
}

TEST_CASE("adding kills no dot, thinning and erasing light none, and nothing changes elsewhere") {
    std::mt19937 random(23);
    const session::PreparedHead& head = built_in();
    const Design plain = Design().with(ParameterId::hair_loss, std::string("norwood-3"));
    Painting below;
    for (int i = 0; i < 3; ++i) below = below.with(random_stroke(head, random, Brush(random() % 3)));
    const Design design = plain.with_painting(below);
    const auto before = session::compile_design(design, head);
    for (int round = 0; round < 12; ++round) {
        const Brush brush = Brush(round % 3);
        Stroke stroke = random_stroke(head, random, brush);
        stroke.strength = std::max(stroke.strength, 0.3F);
        const auto after = session::compile_design(design.with_painting(below.with(stroke)), head);
        CAPTURE(round, model::kBrushNames[std::size_t(brush)]);
        CHECK((brush == Brush::add ? all_in(*before, *after) : all_in(*after, *before)));
        CHECK(after->follicles.live == before->follicles.live);
        // What differs lies under a dab.
        const scalp::SiteSet& set = head.sites.dots;
        std::size_t outside = 0;
        for (std::size_t c = 0; c < set.clusters.size(); ++c)
            for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
                if (session::is_live(before->dots, c, slot) == session::is_live(after->dots, c, slot)) continue;
                const session::ChartCoordinate at = head.dot_places.sites[set.clusters[c].first + slot];
                bool under = false;
                for (const model::Dab& dab : stroke.dabs)
                    for (const double u : {double(dab.u), 65536.0 - dab.u}) {
                        const double away = std::hypot(u - at.u, double(dab.v) - at.v) / 65536 * kSide * 0.36;  // mm, a texel at most so wide
                        under |= away < double(stroke.size_mm) && (u == double(dab.u) || stroke.mirrored);
                    }
                outside += !under;
            }
        CHECK(outside == 0);
    }
}

TEST_CASE("erasing leaves nothing whatever zones say, adding works before the hairline, and nothing exceeds twice the density") {
    const session::PreparedHead& head = built_in();
    const glm::vec3 vertex = head.head.frame.landmarks.at("vertex"), forehead = head.midsagittal.at(58);
    const Design design = Design().with(ParameterId::density_mid_scalp, 2.0).with(ParameterId::density_crown, 2.0).with(ParameterId::density_front, 2.0);
    const auto texel = [&](const glm::vec3& place) {
        const Uv uv = chart_of(head, place);
        return std::size_t(uv.v * kSide) * kSide + std::size_t(uv.u * kSide);
    };
    const Stroke erase{Brush::erase, 20, 0.2F, false, {dab_at(head, vertex)}, {}};
    CHECK(session::density_per_cm2(painted(design, {erase}), head)[texel(vertex)] == 0);
    const double whole = session::compile_design(design, head)->treated_area_cm2, less = session::compile_design(painted(design, {erase}), head)->treated_area_cm2;
    // At least the core, a disc of 0.4 radii; at most all of it.
    CHECK(whole - less > 0.9 * 3.14159 * 0.4 * 0.4);
    CHECK(whole - less < 1.1 * 3.14159);

    REQUIRE(session::density_per_cm2(design, head)[texel(forehead)] == 0);
    const Stroke add{Brush::add, 10, 0.5F, false, {dab_at(head, forehead)}, {}};
    CHECK(session::density_per_cm2(painted(design, {add}), head)[texel(forehead)] == Approx(140).margin(0.5));
    CHECK(session::compile_design(painted(design, {add}), head)->treated_area_cm2 > whole + 0.5);
    Painting many;
    for (int i = 0; i < 9; ++i) many = many.with({Brush::add, 30, 1, false, {dab_at(head, forehead), dab_at(head, vertex)}, {}});
    const std::vector<float> most = session::density_per_cm2(design.with_painting(many), head);
    CHECK(most[texel(forehead)] == Approx(560).margin(0.5));
    CHECK(most[texel(vertex)] == Approx(560).margin(0.5));
    CHECK(*std::max_element(most.begin(), most.end()) <= 560.5F);
    CHECK(session::most_dots_per_cm2(design.with_painting(many)) >= 560);
}

TEST_CASE("smoothing evens out the hairline's edge") {
    const session::PreparedHead& head = built_in();
    const Design sharp = Design().with(ParameterId::hairline_softness_mm, 0.0).with(ParameterId::hairline_wave_mm, 0.0).with(ParameterId::hairline_jitter_mm, 0.0);
    Stroke smooth{Brush::smooth, 16, 1, false, {}, {}};
    for (const double out : {-3.0, -1.5, 0.0, 1.5, 3.0}) smooth.dabs.push_back(dab_at(head, head.midsagittal.at(70) + glm::vec3(out, 0, 0)));
    const std::vector<float> before = session::density_per_cm2(sharp, head), after = session::density_per_cm2(painted(sharp, {smooth}), head);
    const auto rise = [&](const std::vector<float>& density) {  // mm from a tenth to nine tenths up the midline
        double from = 0, to = 0;
        for (double mm = 58; mm < 82; mm += 0.05) {
            const Uv uv = chart_of(head, head.midsagittal.at(mm));
            const float here = density[std::size_t(uv.v * kSide) * kSide + std::size_t(uv.u * kSide)];
            if (here < 28) from = mm;
            if (to == 0 && here > 252) to = mm;
        }
        return to - from;
    };
    CHECK(rise(before) < 0.8);
    CHECK(rise(after) > 4);
    CHECK(rise(after) < 14);
    // What is even stays as it is.
    const Stroke inside{Brush::smooth, 16, 1, false, {dab_at(head, head.midsagittal.at(110))}, {}};
    const std::vector<float> even = session::density_per_cm2(painted(sharp, {inside}), head);
    for (std::size_t i = 0; i < even.size(); ++i)
        if (std::abs(even[i] - before[i]) > 0.1F) FAIL("texel " << i << ": " << before[i] << " became " << even[i]);
}

TEST_CASE("a mirrored stroke does the same on the other side") {
    const session::PreparedHead& head = built_in();
    const glm::vec3 temple = head.head.frame.landmarks.at("tragion_left") + glm::vec3(0, 75, 15);
    Stroke one{Brush::thin, 14, 0.9F, false, {dab_at(head, temple), dab_at(head, temple + glm::vec3(0, 4, -3), 128)}, {}}, both = one, other = one;
    both.mirrored = true;
    for (model::Dab& dab : other.dabs) dab.u = std::uint16_t(65536 - dab.u);
    const Design design;
    const std::vector<float> mirrored = session::density_per_cm2(painted(design, {both}), head);
    CHECK(mirrored == session::density_per_cm2(painted(design, {one, other}), head));
    // By place: as much is gone at x as at -x.
    const std::vector<float> before = session::density_per_cm2(design, head);
    double left = 0, right = 0, left_x = 0, right_x = 0;
    const float middle = float(head.midsagittal.plane_x);
    for (std::size_t i = 0; i < before.size(); ++i) {
        const double gone = double((before[i] - mirrored[i]) * head.chart.area_mm2[i]), x = double(head.chart.position[i].x - middle);
        (x > 0 ? left : right) += gone;
        (x > 0 ? left_x : right_x) += gone * x;
    }
    CHECK(left > 1000);
    CHECK(right == Approx(left).epsilon(0.03));
    CHECK(right_x / right == Approx(-left_x / left).margin(1.0));
}

TEST_CASE("baring takes the client's own hair, and dots take its place") {
    const session::PreparedHead& head = built_in();
    const Design full = Design().with(ParameterId::hair_loss, std::string("none"));
    const glm::vec3 back = head.midsagittal.at(190);
    const Design patch = painted(full, {Stroke{Brush::bare, 30, 1, false, {dab_at(head, back)}, {}}});
    const auto before = session::compile_design(full, head), after = session::compile_design(patch, head);
    CHECK(after->follicles.live < before->follicles.live);
    CHECK(after->hair_loss_area_cm2 - before->hair_loss_area_cm2 > 3.14159 * 0.9 * 0.9);
    CHECK(after->hair_loss_area_cm2 - before->hair_loss_area_cm2 < 3.14159 * 1.3 * 1.3);
    CHECK(after->dots.live > before->dots.live);
    std::size_t hairs = 0;
    const scalp::SiteSet& set = head.sites.follicles;
    const Uv middle = chart_of(head, back);
    for (std::size_t c = 0; c < set.clusters.size(); ++c)
        for (std::uint32_t slot = 0; slot < shared::cluster_count(set.clusters[c]); ++slot) {
            const session::ChartCoordinate at = head.follicle_places.sites[set.clusters[c].first + slot];
            if (std::hypot(middle.u * 65536 - at.u, middle.v * 65536 - at.v) / 64 * 0.36 < 4) hairs += session::is_live(after->follicles, c, slot);
        }
    CHECK(hairs == 0);
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("strokes carry over to the same places of another head") {
    session::PrepareOptions options;
    options.file = std::string(STIPPLE_TEST_DATA) + "/heads/lee_perry_smith.glb";
    options.sites.dots = 20'000;
    options.sites.follicles_per_cm2 = 1;
    scalp::Progress progress;
    const auto scan = session::prepare_head(options, progress);
    const session::PreparedHead& own = built_in();
    const auto& marks = own.head.frame.landmarks;
    const std::pair<const char*, glm::vec3> places[] = {{"vertex", marks.at("vertex")},
                                                        {"frontal tuft", own.midsagittal.at(85)},
                                                        {"over the left ear", marks.at("tragion_left") + glm::vec3(-8, 70, 0)},
                                                        {"whorl", own.midsagittal.at(210)}};
    for (const auto& [name, place] : places) {
        const Stroke stroke{Brush::erase, 24, 0.5F, false, {dab_at(own, place)}, {}};
        glm::dvec3 middle[2];
        int k = 0;
        for (const session::PreparedHead* head : {&own, scan.get()}) {
            const Design design = Design().with(ParameterId::density_per_cm2, 100.0);
            const std::vector<float> before = session::density_per_cm2(design, *head), after = session::density_per_cm2(painted(design, {stroke}), *head);
            glm::dvec3 sum(0);
            double gone = 0;
            for (std::size_t i = 0; i < before.size(); ++i) {
                const double here = double((before[i] - after[i]) * head->chart.area_mm2[i]);
                sum += here * glm::dvec3(head->chart.position[i]);
                gone += here;
            }
            REQUIRE(gone > 10000);
            // In widths between the ear canals, heights of the vertex over them and lengths to the glabella.
            const auto& at = head->head.frame.landmarks;
            const glm::dvec3 left(at.at("tragion_left")), right(at.at("tragion_right")), ears = 0.5 * (left + right);
            const glm::dvec3 size(left.x - right.x, double(at.at("vertex").y) - ears.y, double(at.at("glabella").z) - ears.z);
            middle[k++] = (sum / gone - ears) / size;
        }
        INFO(name << ": " << middle[0].x << " " << middle[0].y << " " << middle[0].z << " and " << middle[1].x << " " << middle[1].y << " " << middle[1].z);
        for (int axis = 0; axis < 3; ++axis) CHECK(std::abs(middle[0][axis] - middle[1][axis]) < 0.1);
    }
}
#endif

TEST_CASE("one more dab costs the same however much was painted before") {
    const session::PreparedHead& head = built_in();
    std::mt19937 random(5);
    const Design design = Design().with(ParameterId::hair_loss, std::string("norwood-4"));
    Painting before;
    for (int i = 0; i < 100; ++i) before = before.with(random_stroke(head, random, Brush(random() % 3)));
    const auto dab_time = [&](const Painting& below) {
        session::DesignCompiler compiler(head);
        Stroke stroke{Brush::add, 12, 0.5F, false, {}, {}};
        double best = 1e9;
        for (int i = 0; i < 30; ++i) {
            stroke.dabs.push_back(dab_at(head, head.midsagittal.at(80 + 1.5 * i)));
            const Design now = design.with_painting(below.with(stroke));
            const double took = seconds([&] { (void)compiler.compile(now); });
            if (i > 0) best = std::min(best, took);
        }
        return best;
    };
    const double without = dab_time({}), with = dab_time(before);
    session::DesignCompiler compiler(head);
    (void)compiler.compile(design.with_painting(before));
    double undo = 1e9, redo = 1e9;
    Painting undone;
    for (std::size_t i = 0; i + 1 < before.strokes().size(); ++i) undone = undone.with(*before.strokes()[i]);
    for (int i = 0; i < 5; ++i) {
        undo = std::min(undo, seconds([&] { (void)compiler.compile(design.with_painting(undone)); }));
        redo = std::min(redo, seconds([&] { (void)compiler.compile(design.with_painting(before)); }));
    }
    const double fresh = seconds([&] { (void)session::compile_design(design.with_painting(before), head); });
    std::printf("one dab %.2f ms, %.2f ms over 100 strokes; undo %.2f ms, redo %.2f ms; all from nothing %.0f ms\n", 1e3 * without, 1e3 * with, 1e3 * undo,
                1e3 * redo, 1e3 * fresh);
    CHECK(with < 2 * without);
    CHECK(with < 0.2 * fresh);
    CHECK(undo < fresh);
}
