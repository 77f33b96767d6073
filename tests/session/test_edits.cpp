// Designs compiled one after the other, as under a hand on the sliders.
#include <catch2/catch.hpp>
#include <cstring>
#include <random>

#include "round_head.h"
#include "session/preview.h"
#include "session/resolved_design.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

template <class T>
bool same_bytes(const session::SharedList<T>& a, const session::SharedList<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

void check_same(const session::SiteStates& a, const session::SiteStates& b) {
    CHECK(same_bytes(a.clusters, b.clusters));
    CHECK(same_bytes(a.live_mask, b.live_mask));
    CHECK(a.live == b.live);
}

// Some other value of a parameter: half the time a small step, as a drag makes them.
model::Value another(const Design& design, const model::Parameter& p, std::mt19937& random) {
    const auto unit = [&] { return double(random()) / 4294967296.0; };
    switch (p.kind) {
        case model::ParameterKind::number: {
            const double step = random() % 2 ? p.step : (p.max - p.min) * unit();
            return std::clamp(design.number(p.id) + (random() % 2 ? step : -step), p.min, p.max);
        }
        case model::ParameterKind::integer: return p.min + double(random() % std::uint32_t(p.max - p.min + 1));
        case model::ParameterKind::choice: return std::string(p.choices[random() % p.choices.size()]);
        case model::ParameterKind::number_list: break;
    }
    std::vector<double> list;
    if (p.id == ParameterId::hairline_custom_mm) {  // all of its handles, a little moved
        for (int i = 0; i < p.max_count; ++i) list.push_back(3.0 * (unit() - 0.5));
        return list;
    }
    const int count = int(random() % std::uint32_t(std::min(p.max_count, 3) + 1));
    for (int i = 0; i < count; ++i) list.push_back(p.ascending ? 1.0 + 3.0 * i + 2.0 * unit() : p.min + (p.max - p.min) * unit());
    return list;
}

// Paints, paints on, takes strokes away, or paints something else in the middle, on the top of the head.
model::Painting another(const model::Painting& painting, std::mt19937& random) {
    const auto dab = [&] { return model::Dab{std::uint16_t(20000 + random() % 25000), std::uint16_t(15000 + random() % 30000), std::uint8_t(random())}; };
    const auto stroke = [&] {
        model::Stroke made{model::Brush(random() % 8), 2.0F + float(random() % 400) / 10.0F, float(random() % 101) / 100.0F, random() % 2 == 0, {}, {}};
        if (random() % 2) made.brush = model::Brush::smooth;
        for (std::uint32_t count = 1 + random() % 3; count > 0; --count) made.dabs.push_back(dab());
        return made;
    };
    std::vector<model::Stroke> strokes;
    for (const auto& kept : painting.strokes()) strokes.push_back(*kept);
    switch (strokes.empty() ? 0 : random() % 6) {
        case 0:
        case 1: strokes.push_back(stroke()); break;
        case 2: strokes.back().dabs.push_back(dab()); break;
        case 3: strokes.back().dabs.back().pressure = 255; break;
        case 4: strokes.resize(strokes.size() - 1 - random() % strokes.size()); break;
        default: strokes[random() % strokes.size()] = stroke(); break;
    }
    return model::Painting(strokes);
}

}  // namespace

TEST_CASE("a design compiled after others is, byte for byte, the design compiled from nothing") {
    const std::uint32_t seed = Catch::rngSeed();
    CAPTURE(seed);
    std::mt19937 random(seed);
    session::DesignCompiler compiler(built_in());
    Design design;
    for (int edit = 0; edit < 60; ++edit) {
        if (edit % 3 == 0) design = design.with_painting(another(design.painting(), random));
        // Every parameter in turn, those that move the sites more often; some edits change two at once, as undo does.
        for (int k = 0; k < (edit % 5 == 4 ? 2 : 1); ++k) {
            constexpr ParameterId often[] = {ParameterId::hairline_height_mm,
                                             ParameterId::hairline_recession_mm,
                                             ParameterId::hairline_softness_mm,
                                             ParameterId::density_per_cm2,
                                             ParameterId::hair_loss,
                                             ParameterId::hair_loss_progress,
                                             ParameterId::density_crown,
                                             ParameterId::hairline_sentinels};
            const ParameterId id = edit % 2 ? often[random() % std::size(often)]
                                            : ParameterId(random() % std::uint32_t(model::kParameterCount));
            if (id == ParameterId::dot_pattern) continue;  // other sites, not other states
            design = design.with(id, another(design, model::parameter(id), random));
            INFO(model::parameter(id).name);
        }
        const auto kept = compiler.compile(design);
        const auto fresh = session::compile_design(design, built_in());
        CAPTURE(edit);
        check_same(kept->dots, fresh->dots);
        check_same(kept->follicles, fresh->follicles);
        CHECK(kept->hairline == fresh->hairline);
        CHECK(kept->treated_area_cm2 == fresh->treated_area_cm2);
        CHECK(kept->hair_loss_area_cm2 == fresh->hair_loss_area_cm2);
        REQUIRE((kept->marks == nullptr) == (fresh->marks == nullptr));
        if (kept->marks) CHECK((*kept->marks == *fresh->marks));
        if (edit % 6 == 0) CHECK(compiler.density_per_cm2() == session::density_per_cm2(design, built_in()));
    }
}

TEST_CASE("what an edit does not touch is the same list as before") {
    session::DesignCompiler compiler(built_in());
    const Design bald, balding = bald.with(ParameterId::hair_loss, std::string("norwood-4"));
    const auto first = compiler.compile(balding);
    REQUIRE(first->follicles.live > 1000);
    const auto denser = compiler.compile(balding.with(ParameterId::density_per_cm2, 320.0));
    CHECK(denser->follicles.clusters.is(first->follicles.clusters));
    CHECK(denser->follicles.live_mask.is(first->follicles.live_mask));
    CHECK_FALSE(denser->dots.live_mask.is(first->dots.live_mask));
    // Another number of sessions divides the same live sites otherwise.
    const auto sessions = compiler.compile(
        balding.with(ParameterId::density_per_cm2, 320.0).with(ParameterId::sessions_count, 2.0));
    CHECK(sessions->dots.live_mask.is(denser->dots.live_mask));
    CHECK_FALSE(sessions->dots.clusters.is(denser->dots.clusters));
}

TEST_CASE("scrubbing the years and changing looks uploads nothing") {
    renderer::Renderer renderer{{}};
    std::shared_ptr<const session::PreparedHead> head(&built_in(), [](const session::PreparedHead*) {});
    session::Preview preview(renderer, head);
    const Design design = Design().with(ParameterId::hair_loss, std::string("norwood-4"));
    const renderer::Frame first = preview.frame(design);
    const auto resolved = preview.resolved(design);
    REQUIRE(first.dot_state);
    REQUIRE(first.follicle_state);
    const auto unchanged = [&](const Design& other) {
        const renderer::Frame frame = preview.frame(other);
        CHECK(frame.dot_state == first.dot_state);
        CHECK(frame.follicle_state == first.follicle_state);
        CHECK(preview.resolved(other) == resolved);  // nothing was compiled
        return frame;
    };
    for (const double years : {0.0, 0.12, 3.7, 15.0}) {
        const renderer::Frame frame = unchanged(design.with(ParameterId::time_years, years));
        if (years != 0.12) CHECK(std::memcmp(&frame.time, &first.time, sizeof frame.time) != 0);
    }
    (void)unchanged(design.with(ParameterId::dot_diameter_mm, 0.3));
    (void)unchanged(design.with(ParameterId::dot_size_variation, 0.3));
    (void)unchanged(design.with(ParameterId::dot_shade_variation, 0.3));
    (void)unchanged(design.with(ParameterId::pigment_transmittance, 0.3));
    (void)unchanged(design.with(ParameterId::skin_tone, 7.0));
    (void)unchanged(design.with(ParameterId::skin_oil, 0.9));
    (void)unchanged(design.with(ParameterId::hair_length_mm, 2.0));
    // A denser design is another state of the dots, and the same of the hair.
    const renderer::Frame denser = preview.frame(design.with(ParameterId::density_per_cm2, 320.0));
    CHECK(denser.dot_state != first.dot_state);
    CHECK(denser.follicle_state == first.follicle_state);
    CHECK(renderer.validation_messages().empty());
}
