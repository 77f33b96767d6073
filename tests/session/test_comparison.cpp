// Panes of a comparison: the same pictures that each design has by itself, under one camera, over one upload.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "export/comparison.h"
#include "renderer/renderer.h"
#include "round_head.h"
#include "session/preview.h"

using namespace stipple;
using exporting::PaneRect;
using model::CompareLayout;

namespace {

constexpr std::uint32_t kWidth = 320, kHeight = 240;

std::vector<model::PaneDesign> panes(std::initializer_list<const char*> words, const model::Design& design = {}) {
    std::vector<model::PaneDesign> all;
    for (const char* word : words) all.push_back(model::applied(model::parse_pane(word), design, nullptr));
    return all;
}

std::shared_ptr<const session::PreparedHead> head() {
    static const auto made = std::make_shared<const session::PreparedHead>(tests::built_in());
    return made;
}

// CIE 15 by its own text, in doubles.
double lightness(const std::uint8_t* pixel) {
    constexpr double weights[] = {0.2126, 0.7152, 0.0722};
    double y = 0;
    for (int c = 0; c < 3; ++c) {
        const double s = pixel[c] / 255.0;
        y += weights[c] * (s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4));
    }
    const double d = 6.0 / 29;
    return 116 * (y > d * d * d ? std::cbrt(y) : y / (3 * d * d) + 4.0 / 29) - 16;
}

}  // namespace

TEST_CASE("every pane is the picture its design has by itself, whatever is compared with it and was before", "[gpu]") {
    renderer::Renderer renderer({});
    session::Preview preview(renderer, head());
    const model::Design design = model::Design().with(model::ParameterId::touchup_years, std::vector<double>{4});
    const auto camera = session::view_camera(session::View::three_quarter, *head(), *preview.resolved(design), double(kWidth) / kHeight);
    std::vector<std::vector<model::PaneDesign>> rounds{
        panes({"before", "session-1", "year-8", "year-8+no-touch-up"}, design),
        panes({"year-8+no-touch-up", "density.per_cm2=60", "hairline.height_mm=90", "hair.loss=norwood-4"}, design),
        panes({"hair.loss=norwood-4+fresh", "hairline.height_mm=90"}, design)};
    for (const auto& round : rounds) {
        const std::vector<renderer::Frame> frames = preview.frames(round);
        REQUIRE(frames.size() == round.size());
        for (std::size_t i = 0; i < round.size(); ++i) {
            session::Preview alone(renderer, head());
            renderer::Frame single = alone.frame(round[i].design, round[i].treated), pane = frames[i];
            single.camera = pane.camera = camera;
            INFO("pane " << i << " of " << round.size());
            CHECK((renderer.render(pane, kWidth, kHeight, 2).rgba == renderer.render(single, kWidth, kHeight, 2).rgba));
            CHECK(pane.head == frames[0].head);
            CHECK(pane.dots == frames[0].dots);  // uploaded once
        }
    }
    // The design under work is untouched by it.
    session::Preview alone(renderer, head());
    renderer::Frame a = preview.frame(design), b = alone.frame(design);
    a.camera = b.camera = camera;
    CHECK((renderer.render(a, kWidth, kHeight).rgba == renderer.render(b, kWidth, kHeight).rgba));
}

TEST_CASE("panes that differ in time and looks alone share one compiled design, and it is kept while it is asked for") {
    renderer::Renderer renderer({});
    session::Preview preview(renderer, head());
    const model::Design design;
    (void)preview.resolved(design);
    const auto first = preview.frames(panes({"after", "year-8", "session-1", "density.per_cm2=60"}, design));
    CHECK(first[0].dot_state == preview.frame(design).dot_state);
    CHECK(first[1].dot_state == first[0].dot_state);
    CHECK(first[2].dot_state == first[0].dot_state);
    CHECK(first[3].dot_state != first[0].dot_state);
    const auto second = preview.frames(panes({"density.per_cm2=60+year-3", "density.per_cm2=60"}, design));
    CHECK(second[0].dot_state == first[3].dot_state);
    CHECK(second[1].dot_state == first[3].dot_state);
    std::weak_ptr<const renderer::DesignResource> forgotten = first[3].dot_state;
    CHECK(preview.frames(panes({"after"}, design)).size() == 1);
    CHECK(preview.frames(panes({"density.per_cm2=60"}, design))[0].dot_state != forgotten.lock());
}

TEST_CASE("panes with other brows each keep their own head from frame to frame") {
    renderer::Renderer renderer({});
    session::Preview preview(renderer, head());
    const std::vector<model::PaneDesign> both = panes({"hair.loss=universalis", "hair.loss=frontal-fibrosing", "after"});
    const auto first = preview.frames(both), second = preview.frames(both);
    CHECK(first[0].head != first[1].head);
    CHECK(first[0].head != first[2].head);
    for (std::size_t i = 0; i < both.size(); ++i) CHECK(first[i].head == second[i].head);
    // As many as there are panes, and no more than two once nothing is compared.
    const std::weak_ptr<const renderer::HeadResource> half =
        preview.frames(panes({"hair.loss=universalis+hair.loss_progress=0.5", "hair.loss=universalis", "hair.loss=frontal-fibrosing"}))[0].head;
    CHECK_FALSE(half.expired());
    preview.forget_compared();
    CHECK(half.expired());
    CHECK(preview.frame(both[0].design).head == first[0].head);
}

TEST_CASE("the difference of two pictures is their distance in lightness, and none where they are one", "[gpu]") {
    renderer::Renderer renderer({});
    session::Preview preview(renderer, head());
    std::vector<renderer::Frame> frames = preview.frames(panes({"before", "after", "after"}));
    const auto camera = session::view_camera(session::View::hairline, *head(), *preview.resolved({}), double(kWidth) / kHeight);
    for (renderer::Frame& frame : frames) frame.camera = camera;
    const renderer::Image a = renderer.render(frames[0], kWidth, kHeight, 4), b = renderer.render(frames[1], kWidth, kHeight, 4);
    const renderer::Image none = renderer.difference(frames[1], frames[2], kWidth, kHeight, 4), some = renderer.difference(frames[0], frames[1], kWidth, kHeight, 4);
    REQUIRE(some.rgba.size() == a.rgba.size());
    std::size_t warm = 0;
    int worst = 0;
    for (std::size_t i = 0; i < a.rgba.size(); i += 4) {
        REQUIRE(none.rgba[i] == none.rgba[i + 1]);
        REQUIRE(none.rgba[i] == none.rgba[i + 2]);
        const double first = lightness(&a.rgba[i]), share = std::min(std::abs(first - lightness(&b.rgba[i])) / 10, 1.0), grey = 0.08 + 0.0034 * first;
        constexpr double hue[] = {1.0, 0.70, 0.36};
        for (std::size_t c = 0; c < 3; ++c) worst = std::max(worst, std::abs(int(some.rgba[i + c]) - int(std::lround(255 * (grey + (hue[c] - grey) * share)))));
        warm += some.rgba[i] > some.rgba[i + 2] + 20;
    }
    CHECK(worst <= 1);
    CHECK(warm > a.rgba.size() / 4 / 20);  // a twentieth of the picture is scalp with dots
}

TEST_CASE("panes of a layout are of one size, side by side without a pixel lost but the gap") {
    for (const std::uint32_t width : {1U, 2U, 3U, 640U, 1279U, 1280U})
        for (const std::uint32_t height : {1U, 5U, 360U, 721U})
            for (const model::LayoutWord& word : model::kCompareLayouts) {
                const std::vector<PaneRect> rects = exporting::pane_rects(word.layout, width, height, 2);
                REQUIRE(rects.size() == word.panes);
                for (const PaneRect& r : rects) {
                    CHECK((r.width == rects[0].width && r.height == rects[0].height));
                    CHECK((r.width > 0 && r.height > 0 && r.x + r.width <= width && r.y + r.height <= height));
                }
            }
    const std::vector<PaneRect> four = exporting::pane_rects(CompareLayout::four, 1280, 721, 2);
    CHECK(four == std::vector<PaneRect>{{0, 0, 639, 359}, {641, 0, 639, 359}, {0, 362, 639, 359}, {641, 362, 639, 359}});
    CHECK(exporting::pane_rects(CompareLayout::wipe, 7, 5, 2) == std::vector<PaneRect>{{0, 0, 7, 5}, {0, 0, 7, 5}});
}

TEST_CASE("left of a wipe's divider is the left picture, right of it the right one") {
    constexpr std::uint32_t width = 400, height = 300;
    std::vector<renderer::Image> images(2, renderer::Image{width, height, std::vector<std::uint8_t>(width * height * 4, 255)});
    for (std::uint32_t i = 0; i < width * height; ++i) {
        images[0].rgba[i * 4] = std::uint8_t(i % 251), images[0].rgba[i * 4 + 1] = 10;
        images[1].rgba[i * 4] = std::uint8_t(i % 253), images[1].rgba[i * 4 + 1] = 200;
    }
    for (const double divider : {0.0, 0.25, 1.0}) {
        const renderer::Image wipe = exporting::compose_comparison(CompareLayout::wipe, images, {"Left", "Right"}, divider, width, height);
        const std::uint32_t column = exporting::divider_column(divider, width);
        CHECK(column == std::uint32_t(divider * width));
        for (std::uint32_t y = 60; y < height; ++y)  // below the labels
            for (std::uint32_t x = 0; x < width; ++x) {
                if (column > 0 && column < width && (x == column || x + 1 == column)) continue;  // the line
                const std::size_t at = (std::size_t(y) * width + x) * 4;
                const std::uint8_t* from = &images[x < column ? 0 : 1].rgba[at];
                REQUIRE(std::equal(from, from + 4, &wipe.rgba[at]));
            }
    }
}
