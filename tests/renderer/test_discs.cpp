// Dots drawn as discs: against sums over the same ellipses in double, against blended quads, and against themselves.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "gpu_test.h"
#include "patch_scene.h"
#include "renderer/passes/disc_pass.h"
#include "shared/hash.h"
#include "shared/profile.h"

using namespace stipple;
using renderer::DotPath;
using test::PatchDots;
using test::PatchScene;

namespace {

renderer::DeviceRequest request(std::uint32_t disc_records, bool narrow_atomics = false) {
    renderer::DeviceRequest r = test::test_request();
    r.disc_records = disc_records;
    r.narrow_atomics = narrow_atomics;
    return r;
}

constexpr std::uint32_t kSide = 400;

struct Sums {
    double worst = 0, sum = 0, expected = 0;
};

Sums compare(const std::vector<glm::vec4>& measured, const std::vector<double>& expected, int layer = 0) {
    Sums s;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        s.worst = std::max(s.worst, std::abs(expected[i] - double(measured[i][layer])));
        s.sum += double(measured[i][layer]);
        s.expected += expected[i];
    }
    return s;
}

// Variance along an axis of a soft disc of unit radius: a quarter of its mean r^4 over its mean r^2, radii being 1 + edge z
// with moments z^2 of 1/5 and z^4 of 3/35.
double soft_variance(double edge) {
    const double z2 = edge * edge / 5, z4 = 3 * std::pow(edge, 4) / 35;
    return (1 + 6 * z2 + z4) / (1 + z2) / 4;
}

// Coverage of every pixel, in double, from the places of dots on the plane z = 0 of full strength: each an ellipse as
// the plane's lean makes it, with the variance of a pixel's square added: as far as it goes to the edge of a dot at focus
// distance, which every dot shares, the rest to the radii.
std::vector<double> ellipse_sums(const std::vector<glm::vec3>& places, const renderer::Frame& frame, double diameter,
                                 std::uint32_t width, std::uint32_t height) {
    std::vector<double> sums(std::size_t(width) * height, 0.0);
    const glm::dmat4 view(frame.camera.view);
    const glm::dvec3 camera(glm::inverse(view)[3]);
    const double focal = height * 0.5 / std::tan(frame.camera.vertical_fov / 2);
    const double at_focus = diameter / 2 * focal / frame.camera.focus_mm;
    double edge = 0.6;
    while (edge < 1 && soft_variance(edge) < soft_variance(0.6) + 1.0 / 12 / (at_focus * at_focus)) edge += 1e-5;
    const double width2 = diameter * diameter * std::max(1.0, 1.0 / (shared::DOT_PROFILE_AREA * shared::DOT_PEAK_MAX));
    for (const glm::vec3& place : places) {
        const glm::dvec3 p(place), eye(view * glm::dvec4(p, 1));
        const double scale = focal / -eye.z, cosine = glm::normalize(camera - p).z;
        if (eye.z > -frame.camera.near_mm || cosine <= 0) continue;
        const double x = width * 0.5 + eye.x * scale, y = height * 0.5 - eye.y * scale;
        const double major2 = width2 / 4 * scale * scale, minor2 = major2 * cosine * cosine;
        const double a = std::sqrt((major2 * soft_variance(0.6) + 1.0 / 12) / soft_variance(edge));
        const double b = std::sqrt((minor2 * soft_variance(0.6) + 1.0 / 12) / soft_variance(edge));
        const double area = diameter * diameter / 4 * scale * scale * cosine;  // mass over pi
        const double peak = area / ((1 + edge * edge / 5) * a * b);
        const glm::dvec3 normal = glm::dmat3(view) * glm::dvec3(0, 0, 1);
        glm::dvec2 tilt(normal.x, -normal.y);
        tilt = glm::length(tilt) > 1e-4 ? glm::normalize(tilt) : glm::dvec2(0, 1);
        const double reach = (1 + edge) * a + 1;
        for (int py = std::max(0, int(y - reach)); py <= std::min(int(height) - 1, int(y + reach)); ++py)
            for (int px = std::max(0, int(x - reach)); px <= std::min(int(width) - 1, int(x + reach)); ++px) {
                const glm::dvec2 from(px + 0.5 - x, py + 0.5 - y);
                const double r = std::hypot(glm::dot(from, tilt) / b, (from.y * tilt.x - from.x * tilt.y) / a);
                const double t = std::clamp((r - (1 - edge)) / (2 * edge), 0.0, 1.0);
                sums[std::size_t(py) * width + std::size_t(px)] += peak * (1 - t * t * (3 - 2 * t));
            }
    }
    return sums;
}

// Leaning by `degrees` about an axis in the picture that is turned by 30 degrees.
void lean(renderer::Frame& frame, double degrees) {
    const glm::vec3 axis(std::cos(0.5236F), std::sin(0.5236F), 0);
    frame.camera.view = frame.camera.view * glm::rotate(glm::mat4(1.0F), glm::radians(float(degrees)), axis);
}

std::vector<std::uint8_t> bytes_of(const char* file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Dots of every size on the screen at once, in three layers, on a leaning patch that reaches out of the picture.
struct EveryKind {
    explicit EveryKind(renderer::Renderer& renderer)
        : dots(test::pack_patch(test::hexagonal(280, 60))),
          follicles(test::pack_patch(test::hexagonal(150, 50))),
          scene(renderer, dots, 80) {
        frame = scene.frame(45, 24);
        lean(frame, 65);
        for (shared::TimeEntry& entry : frame.time.entries) entry.shift = 0.4F;
        frame.look.size_variation = 0.3F;
        frame.look.shade_variation = 0.2F;
        frame.follicles = renderer.upload_sites({follicles.dots, follicles.clusters});
        frame.follicle_state = renderer.upload_design(frame.follicles, {follicles.states, follicles.live_mask});
        frame.look.hair_diameter_mm = 0.12F;
        frame.look.hair_strength = 0.8F;
        frame.look.hair_shaft_mm = 0.08F;
        frame.look.hair_length_mm = 0.7F;
        frame.hair_field.center = {3, 2, -90, 1};
        frame.hair_field.whorl[0] = frame.hair_field.whorl[1] = {0, 0, 1, 1.5F};
        frame.hair_field.scale.x = 1;
    }
    PatchDots dots, follicles;
    PatchScene scene;
    renderer::Frame frame;
};

}  // namespace

TEST_CASE("discs sum to the ellipses of their dots, pixel by pixel", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const double radius = GENERATE(0.6, 1.0, 2.0, 5.0, 12.0), degrees = GENERATE(0.0, 55.0);
    CAPTURE(radius, degrees);
    const double height = 0.5 * 0.2 * kSide / radius;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, height * 1.2));
    const PatchScene scene(gpu, patch, float(height * 2));
    renderer::Frame frame = scene.frame(600, height);
    lean(frame, degrees);
    frame.path = DotPath::discs;
    const renderer::Measured m = gpu.measure(frame, kSide, kSide);
    const Sums s = compare(m.coverage, ellipse_sums(patch.places, frame, 0.2, kSide, kSide));
    REQUIRE(s.expected > 100);
    CHECK(s.sum == Approx(s.expected).epsilon(0.002));
    CHECK(s.worst < 0.008);  // places in float are off by up to a hundredth of a pixel, and counts are rounded
    CHECK(gpu.statistics().dots_dropped == 0);
}

TEST_CASE("discs are what blended quads are, in every layer and across the picture's border", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    EveryKind kind(gpu);
    const double half_height = std::tan(kind.frame.camera.vertical_fov / 2);
    // No multiple of a tile; then another size, so that lists are made anew. All see the same millimetres in a pixel: of
    // dots much smaller than one, as the automatic path never draws as discs, whole counts lose a hundredth.
    for (const auto& [width, height] : {std::pair(333U, 217U), std::pair(150U, 401U), std::pair(7U, 5U)}) {
        CAPTURE(width, height);
        kind.frame.camera.vertical_fov = 2 * std::atan(half_height * height / 217);
        kind.frame.path = DotPath::discs;
        const renderer::Measured discs = gpu.measure(kind.frame, width, height);
        CHECK(gpu.statistics().dots_dropped == 0);
        kind.frame.path = DotPath::quads;
        const renderer::Measured quads = gpu.measure(kind.frame, width, height);
        for (int layer = 0; layer < 3; ++layer) {
            CAPTURE(layer);
            std::vector<double> expected;
            for (const glm::vec4& pixel : quads.coverage) expected.push_back(double(pixel[layer]));
            const Sums s = compare(discs.coverage, expected, layer);
            CHECK(s.sum == Approx(s.expected).epsilon(0.003));
            CHECK(s.worst < 0.02);
            if (width > 100) CHECK(s.expected > 300);
        }
    }
}

TEST_CASE("while a dot goes over from splat to disc it is a mixture of both", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const double radius = GENERATE(0.35, 0.42, 0.5, 0.58, 0.65);
    const double height = 0.5 * 0.2 * kSide / radius;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, height * 0.9));
    const PatchScene scene(gpu, patch, float(height));
    renderer::Frame frame = scene.frame(600, height);
    const auto coverage = [&](DotPath path) {
        frame.path = path;
        return gpu.measure(frame, kSide, kSide).coverage;
    };
    const auto mixed = coverage(DotPath::automatic), splats = coverage(DotPath::moments),
               discs = coverage(DotPath::discs);
    // The share is linear in the radius: find it from one pixel where the two differ most, hold it against all.
    std::size_t most = 0;
    for (std::size_t i = 0; i < mixed.size(); ++i)
        if (std::abs(discs[i].x - splats[i].x) > std::abs(discs[most].x - splats[most].x)) most = i;
    const double share = double(mixed[most].x - splats[most].x) / double(discs[most].x - splats[most].x);
    CAPTURE(radius, share);
    CHECK(share == Approx(std::clamp((radius - 0.4) / 0.2, 0.0, 1.0)).margin(0.01));
    std::vector<double> expected;
    for (std::size_t i = 0; i < mixed.size(); ++i)
        expected.push_back(double(splats[i].x) + share * double(discs[i].x - splats[i].x));
    const Sums s = compare(mixed, expected);
    CHECK(s.worst < 0.01);
    CHECK(s.sum == Approx(s.expected).epsilon(0.002));
}

TEST_CASE("without live dots in view discs draw nothing", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, 30));
    const PatchScene scene(gpu, patch, 60);
    renderer::Frame frame = scene.frame(60, 10);
    const auto dark = [&](renderer::Frame f) {
        f.path = DotPath::discs;
        double sum = 0;
        for (const glm::vec4& pixel : gpu.measure(f, 100, 100).coverage) sum += double(pixel.x);
        CHECK(gpu.statistics().dots_dropped == 0);
        return sum;
    };
    CHECK(dark(frame) > 0);
    renderer::Frame faded = frame, behind = frame, beside = frame;
    for (shared::TimeEntry& entry : faded.time.entries) entry.strength = 0;
    behind.camera.view = glm::lookAt(glm::vec3(0, 0, -60), glm::vec3(0), glm::vec3(0, 1, 0));
    beside.camera.view = glm::lookAt(glm::vec3(0, 0, 60), glm::vec3(60, 0, 0), glm::vec3(0, 1, 0));
    CHECK(dark(faded) == 0);
    CHECK(dark(behind) == 0);
    CHECK(dark(beside) == 0);
    CHECK(dark(frame) > 0);
}

TEST_CASE("discs behind an edge of the head are hidden pixel by pixel, as quads are", "[gpu]") {
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    const PatchDots patch = test::pack_patch(test::hexagonal(280, 30));
    const PatchScene scene(gpu, patch, 60);
    // The patch, and 15 mm before its left half a second wall without dots.
    const std::vector<glm::vec3> positions{{-30, -30, 0},  {30, -30, 0},     {30, 30, 0},     {-30, 30, 0},
                                           {-30, -30, 15}, {0.37F, -30, 15}, {0.37F, 30, 15}, {-30, 30, 15}};
    const std::vector<glm::vec3> normals(8, {0, 0, 1});
    const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7};
    const std::vector<renderer::HeadPart> parts{{0, 12}};
    renderer::Frame frame = scene.frame(60, 8);
    frame.head = gpu.upload_head({positions, normals, {}, {}, indices, parts, {}});
    frame.path = DotPath::discs;
    const renderer::Measured discs = gpu.measure(frame, 200, 200);
    frame.path = DotPath::quads;
    const renderer::Measured quads = gpu.measure(frame, 200, 200);
    double worst = 0, left = 0, right = 0;
    for (std::size_t i = 0; i < discs.coverage.size(); ++i) {
        worst = std::max(worst, std::abs(double(discs.coverage[i].x - quads.coverage[i].x)));
        (i % 200 < 100 ? left : right) += double(discs.coverage[i].x);
    }
    CHECK(worst < 0.02);
    CHECK(left == 0);
    CHECK(right > 1000);
}

TEST_CASE("discs summed by wide work groups give the same bytes, at rest on finer grids too", "[gpu]") {
    const auto pictures = [](bool as_hardware) {
        renderer::DeviceRequest request = test::test_request();
        request.as_hardware = as_hardware;
        renderer::Renderer renderer(request);
        const PatchScene scene(renderer, test::pack_patch(test::hexagonal(400, 60)), 80);
        renderer::Frame frame = scene.frame(300, 40);
        frame.path = DotPath::discs;
        std::vector<std::vector<glm::vec4>> sums{renderer.measure(frame, kSide, kSide).coverage};
        // Dots of 3.2, 1.2 and 0.45 pixels that cover half the skin: two, four and four places along a pixel.
        for (const double width_mm : {0.125 * kSide, 0.333 * kSide, 0.889 * kSide}) {
            renderer::Frame at_rest = scene.frame(300, width_mm);
            at_rest.look.diameter_mm = 0.4F;
            const renderer::Measured m = renderer.measure(at_rest, kSide, kSide, 2);
            sums.push_back(m.coverage);
            sums.push_back(m.reflectance);
        }
        return sums;
    };
    const auto narrow = pictures(false);
    CHECK(narrow == pictures(true));
    for (const auto& sums : narrow) CHECK(std::any_of(sums.begin(), sums.end(), [](const glm::vec4& c) { return c.x > 0; }));
}

TEST_CASE("discs dealt into many small batches give the same bytes", "[gpu]") {
    const auto picture = [](std::uint32_t disc_records) {
        test::ValidatedRenderer gpu(request(disc_records));
        EveryKind kind(gpu);
        std::vector<renderer::Image> images;
        // In turns: a frame like the last would only show the last one's sums again.
        for (const auto path : {DotPath::automatic, DotPath::discs, DotPath::automatic, DotPath::discs}) {
            kind.frame.path = path;
            images.push_back(gpu.render(kind.frame, 320, 200));
            CHECK(gpu.statistics().dots_dropped == 0);
        }
        for (std::size_t i = 0; i < 2; ++i) CHECK((images[i].rgba == images[i + 2].rgba));
        return images;
    };
    const auto whole = picture(0), small = picture(128);
    for (std::size_t i = 0; i < 2; ++i) CHECK((whole[i].rgba == small[i].rgba));
    CHECK((whole[0].rgba != whole[1].rgba));
}

TEST_CASE("discs resolved tile by tile give the same bytes as through the cells", "[gpu]") {
    // Batches too small for all discs go through the cells; which way a frame went its passes tell.
    const auto pictures = [](const renderer::DeviceRequest& request, bool through_cells) {
        test::ValidatedRenderer gpu(request);
        EveryKind kind(gpu);
        std::vector<std::vector<std::uint8_t>> all;
        const double half_height = std::tan(kind.frame.camera.vertical_fov / 2);
        const auto draw = [&](std::uint32_t width, std::uint32_t height) {
            CAPTURE(width, height);
            kind.frame.camera.vertical_fov = 2 * std::atan(half_height * height / 217);  // the same millimetres in a pixel
            all.push_back(gpu.render(kind.frame, width, height).rgba);
            const auto passes = gpu.statistics().passes;
            CHECK(gpu.statistics().dots_dropped == 0);
            CHECK(through_cells == std::any_of(passes.begin(), passes.end(), [](const renderer::PassTime& p) { return p.name == "resolve"; }));
        };
        kind.frame.path = DotPath::discs;
        kind.frame.dots_per_pixel = 1e9;
        for (const auto& [width, height] : {std::pair(333U, 217U), std::pair(150U, 401U), std::pair(64U, 64U), std::pair(13U, 7U)}) draw(width, height);
        // Crowded: more discs in a tile than it has room for, and sums beyond what a cell holds.
        kind.frame.look.diameter_mm = 0.6F;
        draw(200, 120);
        kind.frame.look.random_pattern = 1;
        draw(200, 120);
        // Hair alone; then the sets' areas end inside the picture, as the patch does.
        kind.frame.dots = nullptr;
        kind.frame.dot_state = nullptr;
        draw(200, 120);
        const PatchScene small(gpu, test::pack_patch(test::hexagonal(400, 9)), 60);
        kind.frame = small.frame(45, 24);
        kind.frame.look.diameter_mm = 0.3F;
        kind.frame.dots_per_pixel = 3;
        draw(301, 203);
        return all;
    };
    renderer::DeviceRequest wide = test::test_request();
    wide.as_hardware = true;
    const auto cells = pictures(request(64), true), tiles = pictures(request(0), false);
    CHECK(cells.size() == 8);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        CAPTURE(i);
        CHECK((cells[i] == tiles[i]));
        CHECK(std::set<std::uint8_t>(cells[i].begin(), cells[i].end()).size() > 25);  // shades of dots
    }
    CHECK((pictures(wide, false) == tiles));
    CHECK((pictures(request(0, true), false) == tiles));
}

TEST_CASE("overlapping discs give the same bytes in small batches, with narrow atomics and when sums are kept",
          "[gpu]") {
    const auto pictures = [](std::uint32_t disc_records, bool narrow_atomics) {
        test::ValidatedRenderer gpu(request(disc_records, narrow_atomics));
        EveryKind kind(gpu);
        kind.frame.look.diameter_mm = 0.5F;  // half the skin, in three layers
        const renderer::Image alone = gpu.render(kind.frame, 320, 200), again = gpu.render(kind.frame, 320, 200);
        CHECK((alone.rgba == again.rgba));
        kind.frame.dots_per_pixel = 1e9;  // moving, with every dot: overlaps are not looked at
        const renderer::Image moving = gpu.render(kind.frame, 320, 200);
        CHECK((moving.rgba != alone.rgba));
        kind.frame.dots_per_pixel = 0;
        const renderer::Image later = gpu.render(kind.frame, 320, 200);
        CHECK((later.rgba == alone.rgba));
        return std::pair(alone, gpu.render(kind.frame, 320, 200, 3));
    };
    const auto whole = pictures(0, false), small = pictures(128, false), narrow = pictures(0, true);
    CHECK((whole.first.rgba == small.first.rgba));
    CHECK((whole.second.rgba == small.second.rgba));
    CHECK((whole.first.rgba == narrow.first.rgba));
    CHECK((whole.second.rgba == narrow.second.rgba));
}

TEST_CASE("lists have room for every disc from any camera, near ones too", "[gpu]") {
    test::ValidatedRenderer gpu(request(512));
    EveryKind kind(gpu);
    std::uint32_t state = 7;
    const auto random = [&] {
        state = shared::hash_pcg(state);
        return shared::hash_unit(state);
    };
    std::uint32_t drawn = 0;
    for (int i = 0; i < 40; ++i) {
        const glm::vec3 target(60 * random() - 30, 60 * random() - 30, 0);
        const glm::vec3 from =
            target + glm::vec3(40 * random() - 20, 40 * random() - 20, 3 + 200 * random() * random());
        kind.frame.camera.view = glm::lookAt(from, target, glm::vec3(0, 1, 0));
        kind.frame.camera.vertical_fov = 0.05 + 1.5 * double(random());
        kind.frame.camera.near_mm = 1 + 10 * double(random());
        kind.frame.path = i % 2 ? DotPath::discs : DotPath::automatic;
        gpu.draw(kind.frame, 240, 160);
        CHECK(gpu.statistics().dots_dropped == 0);
        drawn += gpu.statistics().dots_drawn;
    }
    CHECK(drawn > 10000);
}

TEST_CASE("plans of discs keep within their limits and cover all chunks") {
    using renderer::DiscLimits;
    using renderer::DiscPlan;
    using renderer::plan_discs;
    CHECK(plan_discs(0, 5, 1280, 720, {}).batches == 0);
    const DiscPlan one = plan_discs(1000, 2.5F, 1280, 720, {});
    CHECK(one.batches == 1);
    CHECK(one.batch_chunks == 1000);
    for (const std::uint32_t chunks : {1U, 77U, 5000U, 125000U})
        for (const float reach : {1.0F, 8.5F, 40.0F, 5000.0F}) {
            const DiscPlan plan = plan_discs(chunks, reach, 1280, 720, {});
            CHECK(std::uint64_t(plan.batches) * plan.batch_chunks >= chunks);
            CHECK(plan.batch_chunks * shared::CHUNK_SLOTS <= DiscLimits{}.records);
            CHECK(plan.touches <= DiscLimits{}.touches);
            const double most_tiles = std::min(std::pow(2 * double(reach) / 8 + 2, 2), 160.0 * 90);
            CHECK(double(plan.touches) >= plan.batch_chunks * shared::CHUNK_SLOTS * most_tiles * 0.6);
        }
}

// Writes the bytes of pictures in every path to the file STIPPLE_PICTURE_OUT names; run by the test below.
TEST_CASE("pictures for comparison between processes", "[.pictures]") {
    const char* file = std::getenv("STIPPLE_PICTURE_OUT");
    REQUIRE(file);
    const test::KeptRenderer kept;
    renderer::Renderer& gpu = kept.gpu;
    EveryKind kind(gpu);
    std::ofstream out(file, std::ios::binary);
    for (const auto path : {DotPath::automatic, DotPath::moments, DotPath::discs, DotPath::strips}) {
        kind.frame.path = path;
        const renderer::Image image = gpu.render(kind.frame, 320, 200);
        out.write(reinterpret_cast<const char*>(image.rgba.data()), std::streamsize(image.rgba.size()));
    }
    REQUIRE(out.flush());
}

TEST_CASE("pictures are the same bytes whatever the number of threads", "[gpu]") {
    // The driver reads the number when it starts, so each picture is drawn by a process of its own.
    const test::ScratchFolder scratch;
    std::vector<std::uint8_t> first;
    for (const char* threads : {"0", "1", "2", "3"}) {
        CAPTURE(threads);
        const std::string file = (scratch.path / threads).string();
        const std::string command = std::string("LP_NUM_THREADS=") + threads + " STIPPLE_PICTURE_OUT='" + file + "' '" +
                                    std::filesystem::read_symlink("/proc/self/exe").string() +
                                    "' '[.pictures]' > /dev/null";
        REQUIRE(std::system(command.c_str()) == 0);
        const auto bytes = bytes_of(file.c_str());
        REQUIRE(bytes.size() == 4 * 320 * 200 * 4);
        if (first.empty()) first = bytes;
        CHECK((bytes == first));  // not element by element into the report
    }
}
