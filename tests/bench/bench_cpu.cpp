// Times of what the processor alone does: reading a head, finding its frame, mapping its skin, finding sites, compiling
// designs. Not a test: nothing is checked, and machines differ. Compare two builds on one machine, run one after the other.
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <catch2/catch.hpp>
#include <filesystem>

#include "assets/bust/bust_data.h"
#include "scalp/display/display_mesh.h"
#include "scalp/head.h"
#include "scalp/sites/site_surface.h"
#include "session/head/prepared_head.h"
#include "session/resolved_design.h"
#include "session/sites/site_places.h"

using namespace stipple;
using model::Design;
using model::ParameterId;

namespace {

// The program's default pool; kept between runs, since finding it takes longer than all that is timed on it.
const session::PreparedHead& prepared() {
    static const std::shared_ptr<const session::PreparedHead> head = [] {
        session::PrepareOptions options;
        options.cache_folder = std::filesystem::temp_directory_path() / "stipple-bench-cache";
        scalp::Progress progress;
        return session::prepare_head(options, progress);
    }();
    return *head;
}

// Goes round the designs: each call compiles another one than the call before.
void benchmark_edit(const std::string& name, const std::vector<Design>& designs) {
    session::DesignCompiler compiler(prepared());
    for (const Design& design : designs) (void)compiler.compile(design);
    std::size_t next = 0;
    BENCHMARK("edit " + name) { return compiler.compile(designs[next++ % designs.size()]); };
}

}  // namespace

TEST_CASE("a head is read and understood", "[head]") {
    const auto glb = bust::bust_glb();
    BENCHMARK("load the built-in head") { return scalp::load_head_mesh(glb, "the built-in head"); };
    const scalp::HeadMesh mesh = scalp::load_head_mesh(glb, "the built-in head");
    BENCHMARK("find its frame") { return scalp::find_frame(mesh); };
    const scalp::Head& head = prepared().head;
    BENCHMARK("make its chart") { return scalp::make_chart(head); };
    BENCHMARK("thin its triangles for drawing") { return scalp::display_mesh(head.mesh); };
#ifdef STIPPLE_TEST_DATA
    const std::filesystem::path scan = std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / "lee_perry_smith.glb";
    BENCHMARK("load a scan and find its frame") { return scalp::load_head(scan); };
#endif
}

TEST_CASE("sites are found", "[sites]") {
    const scalp::SiteSurface surface = scalp::upper_head_surface(prepared().head);
    BENCHMARK("100 000 sites and follicles") {
        scalp::SiteRequest request;
        request.dots = 100'000;
        scalp::Progress progress;
        return scalp::sample_sites(surface, request, progress);
    };
    BENCHMARK("places of 2 million sites on the chart") {
        return session::place_sites(prepared().chart, prepared().sites.dots);
    };
}

TEST_CASE("designs are compiled", "[compile]") {
    const Design design;
    BENCHMARK("compile from nothing") { return session::compile_design(design, prepared()); };
    const auto numbers = [&](const Design& from, ParameterId id, std::vector<double> values) {
        std::vector<Design> designs;
        for (const double value : values) designs.push_back(from.with(id, value));
        benchmark_edit(std::string(model::parameter(id).name), designs);
    };
    numbers(design, ParameterId::density_per_cm2, {260, 280, 300});
    numbers(design, ParameterId::hairline_height_mm, {70, 70.5, 71});
    numbers(design, ParameterId::hairline_recession_mm, {8, 8.5, 9});
    numbers(design, ParameterId::hairline_softness_mm, {9, 10, 11});
    numbers(design, ParameterId::sessions_count, {2, 3});
    benchmark_edit("hairline.style", {design.with(ParameterId::hairline_style, std::string("soft")),
                                      design.with(ParameterId::hairline_style, std::string("m-shape"))});
    const Design balding = design.with(ParameterId::hair_loss, std::string("norwood-5"));
    benchmark_edit("hair.loss", {balding, design.with(ParameterId::hair_loss, std::string("norwood-4"))});
    numbers(balding, ParameterId::hair_loss_progress, {0.9, 0.95});
    benchmark_edit("touchup.years", {design.with(ParameterId::touchup_years, std::vector<double>{4}),
                                     design.with(ParameterId::touchup_years, std::vector<double>{4.5})});
}
