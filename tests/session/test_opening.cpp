// A head shown before its dots are placed, and the same head after.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "big_scan/big_scan.h"
#include "model/time_table.h"
#include "renderer/renderer.h"
#include "scalp/digest.h"
#include "session/preview.h"
#include "session/statistics.h"

using namespace stipple;
using model::ParameterId;
using session::View;

namespace {

struct Opened {
    std::shared_ptr<const session::PreparedHead> early, whole;
    std::shared_ptr<const session::HeadPictures> pictures;
    float done_when_published = 0;
};

session::PrepareOptions options() {
    static const std::filesystem::path file = [] {
        const auto path = std::filesystem::path(STIPPLE_TEST_CACHE) / "scan_to_open.glb";
        std::filesystem::create_directories(path.parent_path());
        test::BigScan scan;
        scan.triangles = 40'000;
        scan.texture_side = 512;
        const auto bytes = test::big_scan(scan);
        std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
        return path;
    }();
    session::PrepareOptions options;
    options.file = file;
    options.sites.dots = 60'000;
    options.cache_folder = STIPPLE_TEST_CACHE;
    return options;
}

const Opened& opened() {
    static const Opened both = [] {
        Opened o;
        scalp::Progress progress;
        o.whole = session::prepare_head(options(), progress, [&](std::shared_ptr<const session::PreparedHead> head) {
            REQUIRE(!o.early);  // once
            o.done_when_published = progress.done;
            o.early = std::move(head);
        }, [&](std::shared_ptr<const session::HeadPictures> pictures) {
            REQUIRE(!o.pictures);
            REQUIRE(!o.early);  // long before
            o.pictures = std::move(pictures);
        });
        return o;
    }();
    return both;
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

}  // namespace

TEST_CASE("a scan is published before its dots are placed, with everything else as it stays") {
    const Opened& o = opened();
    REQUIRE(o.early);
    CHECK(o.done_when_published == 1.0F);
    CHECK(!o.early->complete);
    CHECK(o.whole->complete);
    CHECK(o.early->sites.dots.dots.empty());
    CHECK(o.whole->sites.dots.dots.size() == 60'000);
    CHECK(o.whole->scan.hash == scalp::file_hash(*options().file));
    CHECK(same(o.early->head.mesh.positions, o.whole->head.mesh.positions));
    CHECK(same(o.early->display.indices, o.whole->display.indices));
    CHECK(same(o.early->chart.position, o.whole->chart.position));
    CHECK(same(o.early->natural_hair, o.whole->natural_hair));
    CHECK(o.early->head.frame.landmarks == o.whole->head.frame.landmarks);
    CHECK(o.early->head.frame.problems == o.whole->head.frame.problems);
    REQUIRE(o.early->capture.has_value() == o.whole->capture.has_value());
}

TEST_CASE("a design compiles on a head without dots: line and area as with them, no dot counted") {
    const Opened& o = opened();
    for (const char* loss : {"none", "norwood-5"}) {
        const model::Design design = model::Design().with(ParameterId::hair_loss, std::string(loss));
        const auto before = session::compile_design(design, *o.early), after = session::compile_design(design, *o.whole);
        CHECK(same(before->hairline, after->hairline));
        CHECK(before->treated_area_cm2 == after->treated_area_cm2);
        CHECK(before->hair_loss_area_cm2 == after->hair_loss_area_cm2);
        CHECK(before->dots.live == 0);
        CHECK(after->dots.live > 500);
        const session::Statistics figures = session::statistics(design, *o.early, *before);
        CHECK(figures.dots_live == 0);
        CHECK(figures.price[1] == 0);
    }
}

TEST_CASE("the finished head takes over what the unfinished one has on the device, and looks like one made at once", "[gpu]") {
    const Opened& o = opened();
    renderer::Renderer renderer({});
    const model::Design design;
    session::Preview early(renderer, o.early);
    const auto picture = [&](session::Preview& preview, double dots_per_pixel) {
        renderer::Frame frame = preview.frame(design);
        frame.camera = session::view_camera(View::three_quarter, preview.head(), *preview.resolved(design), 1.0);
        frame.dots_per_pixel = dots_per_pixel;
        return renderer.render(frame, 300, 300).rgba;
    };
    const auto bare = picture(early, 0);
    session::Preview taken_over(renderer, o.whole, &early), made_at_once(renderer, o.whole);
    for (const double dots_per_pixel : {0.0, renderer::kMotionDotsPerPixel}) {
        const auto now = picture(taken_over, dots_per_pixel);
        CHECK(now == picture(made_at_once, dots_per_pixel));
        CHECK(now != bare);
    }
    session::Preview undotted(renderer, o.whole);
    renderer::Frame frame = undotted.frame(design, false);
    frame.camera = session::view_camera(View::three_quarter, *o.whole, *undotted.resolved(design), 1.0);
    CHECK(renderer.render(frame, 300, 300).rgba == bare);
    CHECK(renderer.validation_messages().empty());
}

TEST_CASE("pictures that go up while their head is prepared are not uploaded again, and look the same", "[gpu]") {
    const Opened& o = opened();
    REQUIRE(o.pictures);
    REQUIRE(o.early->upload);
    CHECK(o.early->upload->pictures == o.pictures);
    CHECK(o.early->upload->shapes.size() == o.early->display.positions.size());
    CHECK(!o.whole->upload);  // given back
    renderer::Renderer renderer({});
    session::PictureUpload on_way(renderer, o.pictures);
    int steps = 1;
    while (!on_way.step()) ++steps;
    CHECK(steps == int(o.pictures->textures.size()));  // of less than 16 MB each
    const scalp::Texture& shown = *o.early->display.textures.at(0);
    REQUIRE(on_way.uploaded(shown));
    CHECK(on_way.uploaded(shown).use_count() == 2);
    CHECK(!on_way.uploaded(scalp::Texture{}));
    const model::Design design;
    session::Preview early(renderer, o.early, nullptr, &on_way), by_itself(renderer, o.early);
    CHECK(on_way.uploaded(shown).use_count() == 3);
    const auto picture = [&](session::Preview& preview) {
        renderer::Frame frame = preview.frame(design);
        frame.camera = session::view_camera(View::three_quarter, preview.head(), *preview.resolved(design), 1.0);
        return renderer.render(frame, 300, 300).rgba;
    };
    CHECK(picture(early) == picture(by_itself));
    CHECK(renderer.validation_messages().empty());
}

TEST_CASE("a head that is given up before it can be looked at throws, and is never published") {
    scalp::Progress progress;
    bool published = false;
    CHECK_THROWS_AS(session::prepare_head(options(), progress, [&](const auto&) { published = true; }, [&](const auto&) { progress.cancel = true; }),
                    scalp::Cancelled);
    CHECK(!published);
    CHECK(progress.done < 1);
}

TEST_CASE("a head that is given up while its dots are placed throws, and was published") {
    session::PrepareOptions given_up = options();
    given_up.cache_folder.clear();
    scalp::Progress progress;
    bool published = false;
    CHECK_THROWS_AS(session::prepare_head(given_up, progress,
                                          [&](const auto&) {
                                              published = true;
                                              progress.cancel = true;
                                          }),
                    scalp::Cancelled);
    CHECK(published);
}
