// A pool's beginning in the place of the whole: nothing that a design shows or counts may tell them apart.
#include <catch2/catch.hpp>
#include <limits>

#include "renderer/renderer.h"
#include "session/preview.h"
#include "session/sites/dots_wanted.h"
#include "session/statistics.h"

using namespace stipple;
using model::ParameterId;
using session::View;

namespace {

constexpr std::uint32_t kPool = 300'000;  // about 350 per cm2

std::shared_ptr<const session::PreparedHead> prepared(double up_to_per_cm2) {
    session::PrepareOptions options;
    options.sites.dots = kPool;
    options.sites.up_to_per_cm2 = up_to_per_cm2;
    scalp::Progress progress;
    return session::prepare_head(options, progress);  // no cache: both are sampled
}

std::vector<std::uint8_t> picture(renderer::Renderer& renderer, session::Preview& preview, const model::Design& design, View view) {
    renderer::Frame frame = preview.frame(design);
    frame.camera = session::view_camera(view, preview.head(), *preview.resolved(design), 0.8);
    return renderer.render(frame, 240, 300, renderer::kStillSamples).rgba;
}

}  // namespace

TEST_CASE("pictures and figures of a design are the same with the beginning of the pool that it needs") {
    const model::Design sparse = model::Design().with(ParameterId::density_per_cm2, 80.0);
    const model::Design touched = sparse.with(ParameterId::touchup_years, std::vector<double>{4, 8}).with(ParameterId::time_years, 9.0).with(ParameterId::hair_loss, std::string("norwood-3"));
    REQUIRE(session::most_dots_per_cm2(sparse) == 80);
    REQUIRE(session::most_dots_per_cm2(touched) > 81);
    const auto whole = prepared(std::numeric_limits<double>::infinity()), beginning = prepared(session::most_dots_per_cm2(touched));
    REQUIRE(whole->sites.dots.dots.size() == kPool);
    CHECK(beginning->sites.dots.dots.size() <= kPool / 2);
    CHECK(beginning->sites.dots.pool() == kPool);
    renderer::Renderer renderer({});
    session::Preview of_whole(renderer, whole), of_beginning(renderer, beginning);
    for (const model::Design& design : {sparse, touched}) {
        const session::Statistics a = session::statistics(design, *whole, *of_whole.resolved(design)), b = session::statistics(design, *beginning, *of_beginning.resolved(design));
        CHECK(a.dots_live > 5'000);
        CHECK(a.dots_live == b.dots_live);
        CHECK(a.dots_by_session == b.dots_by_session);
        CHECK(a.coverage == b.coverage);
        CHECK(a.strength == b.strength);
        CHECK(a.mean_diameter_mm == b.mean_diameter_mm);
        CHECK(a.mean_reflectance_ratio == b.mean_reflectance_ratio);
        CHECK(a.warnings.size() == b.warnings.size());
        for (const View view : {View::front, View::top, View::macro}) {
            INFO(session::view_name(view));
            const bool same = picture(renderer, of_whole, design, view) == picture(renderer, of_beginning, design, view);
            CHECK(same);
        }
    }
    // more than it holds is another picture, so the comparison can tell
    const model::Design dense = sparse.with(ParameterId::density_per_cm2, 300.0);
    const bool other = picture(renderer, of_whole, dense, View::top) != picture(renderer, of_beginning, dense, View::top);
    CHECK(other);
}
