// Blur by depth against the slow path: pictures from many places of the lens, averaged.
#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

#include "gpu_test.h"
#include "renderer/gloss_fit.h"
#include "round_head.h"
#include "session/preview.h"
#include "session/view/distances.h"
#include "session/view/lens.h"
#include "session/view/light_of.h"
#include "shared/gloss.h"

using namespace stipple;
using namespace stipple::tests;

namespace {

constexpr double kPi = 3.14159265358979;

// Balls of one colour each.
struct Balls {
    std::vector<glm::vec3> positions, normals;
    std::vector<glm::vec4> colors;
    std::vector<std::uint32_t> indices;
    void add(const glm::vec3& center, float radius, const glm::vec3& color) {
        constexpr int kRows = 48, kColumns = 96;
        const auto first = std::uint32_t(positions.size());
        for (int row = 0; row <= kRows; ++row)
            for (int column = 0; column <= kColumns; ++column) {
                const double down = kPi * row / kRows, around = 2 * kPi * column / kColumns;
                const glm::vec3 n(std::sin(down) * std::sin(around), std::cos(down), std::sin(down) * std::cos(around));
                positions.push_back(center + radius * n);
                normals.push_back(n);
                colors.emplace_back(color, 1);
            }
        for (std::uint32_t row = 0; row < kRows; ++row)
            for (std::uint32_t column = 0; column < kColumns; ++column) {
                const std::uint32_t a = first + row * (kColumns + 1) + column, b = a + kColumns + 1;
                indices.insert(indices.end(), {a, b, a + 1, a + 1, b, b + 1});
            }
    }
    [[nodiscard]] renderer::Frame frame(renderer::Renderer& renderer) const {
        renderer::HeadPart part{0, std::uint32_t(indices.size())};
        part.skin = false;  // its own colour
        const std::vector<renderer::HeadPart> parts{part};
        renderer::Frame frame;
        frame.head = renderer.upload_head({positions, normals, {}, colors, indices, parts, {}});
        for (shared::TimeEntry& entry : frame.time.entries) entry = {1, 0, 0, 0};
        frame.skin.albedo = {0.55F, 0.36F, 0.25F, 1};
        frame.skin.roughness = 0.38F;
        frame.skin.specular = 0.04F;
        frame.light = session::light_of(model::Design().with(model::ParameterId::light_kind, std::string("white")));
        frame.camera.view = glm::lookAt(glm::vec3(0, 0, 1000), glm::vec3(0), glm::vec3(0, 1, 0));
        frame.camera.vertical_fov = 2 * std::atan(100.0 / 1000);  // 200 mm
        frame.camera.focus_mm = 1000;
        frame.camera.near_mm = 100;
        return frame;
    }
};

// Seen from a place of the lens, mm beside its middle, with the plane of focus where it was, and from another place of each pixel.
renderer::Camera beside(const renderer::Camera& camera, glm::dvec2 place, glm::dvec2 pixel_part, double focal_px) {
    glm::dmat4 shear(1);
    for (int axis = 0; axis < 2; ++axis) {
        shear[2][axis] = -place[axis] / camera.focus_mm + pixel_part[axis] / focal_px;
        shear[3][axis] = -place[axis];
    }
    renderer::Camera result = camera;
    result.opening_mm = 0;
    result.view = glm::mat4(shear * glm::dmat4(camera.view));
    return result;
}

// Premultiplied: rgb times the share that is seen of the head.
std::vector<glm::dvec4> premultiplied(const renderer::LinearImage& image) {
    std::vector<glm::dvec4> all;
    for (const glm::vec4& p : image.pixels) all.emplace_back(glm::dvec3(p) * double(p.a), p.a);
    return all;
}

// Places spread evenly over the lens by the golden angle, and over the pixel.
std::vector<glm::dvec4> through_many_places(renderer::Renderer& renderer, renderer::Frame frame, std::uint32_t width, std::uint32_t height, int places) {
    const renderer::Camera camera = frame.camera;
    const double focal_px = height / 2.0 / std::tan(camera.vertical_fov / 2);
    std::vector<glm::dvec4> sum(std::size_t(width) * height, glm::dvec4(0));
    for (int i = 0; i < places; ++i) {
        const double radius = camera.opening_mm / 2 * std::sqrt((i + 0.5) / places), turn = 2.39996323 * i;
        const auto part = [&](double step) { const double x = step * (i + 0.5); return x - std::floor(x) - 0.5; };
        frame.camera = beside(camera, radius * glm::dvec2(std::cos(turn), std::sin(turn)), {part(0.7548777), part(0.5698403)}, focal_px);
        const std::vector<glm::dvec4> one = premultiplied(renderer.radiance(frame, width, height));
        for (std::size_t p = 0; p < sum.size(); ++p) sum[p] += one[p] / double(places);
    }
    return sum;
}

struct Apart {
    double mean = 0, widest_99 = 0;  // of the mean radiance where the head is
};
Apart apart(const std::vector<glm::dvec4>& a, const std::vector<glm::dvec4>& b) {
    std::vector<double> differences;
    double level = 0;
    for (std::size_t p = 0; p < a.size(); ++p) {
        if (a[p].a == 0 && b[p].a == 0) continue;
        differences.push_back(std::max({std::abs(a[p].r - b[p].r), std::abs(a[p].g - b[p].g), std::abs(a[p].b - b[p].b)}));
        level += b[p].g;
    }
    std::sort(differences.begin(), differences.end());
    Apart result;
    for (const double d : differences) result.mean += d / level;
    result.widest_99 = differences[differences.size() * 99 / 100] / (level / double(differences.size()));
    return result;
}
glm::dvec4 total(const std::vector<glm::dvec4>& picture) {
    glm::dvec4 sum(0);
    for (const glm::dvec4& p : picture) sum += p;
    return sum;
}

}  // namespace

TEST_CASE("a full-frame portrait lens has the figures photographers know") {
    renderer::Camera camera;
    camera.focus_mm = 1e7;  // far away the angle alone says it: 24 mm high and 50 mm long is 27 degrees
    camera.vertical_fov = 26.99 * kPi / 180;
    CHECK(session::focal_length_mm(camera) == Approx(50).margin(0.05));
    CHECK(session::with_lens(camera, 2).opening_mm == Approx(25).margin(0.03));
    CHECK(session::with_lens(camera, 0).opening_mm == 0);
    // Life-size: the sensor is as far behind the lens as the object before it, at twice the focal length.
    camera.focus_mm = 200;
    camera.vertical_fov = 2 * std::atan(12.0 / 200);
    CHECK(session::focal_length_mm(camera) == Approx(100));
    // 85 mm at f/8, 2 m: by tables of depth of field 1.88 to 2.13 m.
    camera.focus_mm = 2000;
    camera.vertical_fov = 2 * std::atan(12.0 / (1 / (1 / 85.0 - 1 / 2000.0)));
    const session::SharpRange range = session::sharp_range(session::with_lens(camera, 8));
    CHECK(range.near_mm == Approx(1880).margin(10));
    CHECK(range.far_mm == Approx(2135).margin(10));
}

TEST_CASE("a small ball becomes a disc of the known width, before and behind what is sharp, and nothing of it is lost") {
    test::KeptRenderer kept;
    constexpr std::uint32_t kSize = 400;  // 2 pixels a mm at 1 m
    for (const double z : {-400.0, -150.0, 100.0, 250.0})
        for (const double opening : {20.0, 60.0}) {
            CAPTURE(z, opening);
            Balls balls;
            balls.add({0, 0, float(z)}, 2, {0.8F, 0.5F, 0.3F});
            renderer::Frame frame = balls.frame(kept.gpu);
            const auto sharp = premultiplied(kept.gpu.radiance(frame, kSize, kSize, 8));
            frame.camera.opening_mm = opening;
            const auto spread = premultiplied(kept.gpu.radiance(frame, kSize, kSize, 8));
            const double depth = 1000 - z, radius = opening / 2 * std::abs(depth - 1000) / depth * 2, own = 2 * 1000 / depth * 2;
            const glm::dvec4 before = total(sharp), after = total(spread);
            for (int c = 0; c < 4; ++c) CHECK(after[c] == Approx(before[c]).epsilon(0.01));
            double second = 0;
            for (std::uint32_t y = 0; y < kSize; ++y)
                for (std::uint32_t x = 0; x < kSize; ++x) {
                    const glm::dvec2 off = glm::dvec2(x, y) + 0.5 - kSize / 2.0;
                    second += glm::dot(off, off) * spread[y * kSize + x].a;
                }
            // Of two discs one over the other the mean squares of the distances add up; a pixel's own is 1/6.
            CHECK(std::sqrt(2 * (second / after.a - 1.0 / 6)) == Approx(std::hypot(radius, own)).epsilon(0.03));
        }
}

TEST_CASE("what is everywhere as bright stays so, however it is spread") {
    test::KeptRenderer kept;
    // A white floor that runs from before to behind what is sharp, wider than the picture.
    const std::vector<glm::vec3> positions{{-900, -300, 600}, {900, -300, 600}, {900, 300, -600}, {-900, 300, -600}}, normals(4, glm::normalize(glm::vec3(0, 1200, 600)));
    const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
    const std::vector<renderer::HeadPart> parts{{0, 6}};
    renderer::Frame frame = Balls().frame(kept.gpu);
    frame.head = kept.gpu.upload_head({positions, normals, {}, {}, indices, parts, {}});
    frame.skin.albedo = {1, 1, 1, 0};
    for (const double opening : {10.0, 60.0, 200.0}) {
        frame.camera.opening_mm = opening;
        double low = 9, high = 0, least = 1;
        for (const glm::vec4& p : kept.gpu.radiance(frame, 200, 200, 4).pixels) low = std::min(low, double(p.g)), high = std::max(high, double(p.g)), least = std::min(least, double(p.a));
        CAPTURE(opening, low, high);
        CHECK(least > 0.995);
        CHECK(low > 0.985);
        CHECK(high < 1.015);
    }
}

TEST_CASE("balls before and behind each other look as from many places of the lens") {
    test::KeptRenderer kept;
    Balls balls;
    balls.add({0, 0, 0}, 45, {0.8F, 0.5F, 0.3F});      // sharp in its foremost third
    balls.add({30, 20, 90}, 18, {0.2F, 0.5F, 0.8F});   // before it
    balls.add({-50, -20, -150}, 40, {0.6F, 0.2F, 0.2F});  // behind it
    renderer::Frame frame = balls.frame(kept.gpu);
    frame.camera.focus_mm = 960;
    for (const double opening : {20.0, 60.0}) {
        frame.camera.opening_mm = opening;
        const auto fast = premultiplied(kept.gpu.radiance(frame, 240, 240, 8)), slow = through_many_places(kept.gpu, frame, 240, 240, 128);
        frame.camera.opening_mm = 0;
        const auto pinhole = premultiplied(kept.gpu.radiance(frame, 240, 240, 8));
        const Apart with = apart(fast, slow), without = apart(pinhole, slow);
        CAPTURE(opening, with.mean, with.widest_99, without.mean, without.widest_99);
        CHECK(with.mean < 0.014);  // what is seen past an edge is guessed from what is seen beside it, and edges have eight samples
        CHECK(with.mean < (opening > 40 ? 0.2 : 0.4) * without.mean);
        CHECK(with.widest_99 < 0.18);
        for (int c = 0; c < 4; ++c) CHECK(total(fast)[c] == Approx(total(pinhole)[c]).epsilon(0.01));
    }
}

TEST_CASE("a head looks as from many places of the lens") {
    test::KeptRenderer kept;
    session::Preview preview(kept.gpu, std::make_shared<const session::PreparedHead>(built_in()));
    const model::Design design;
    renderer::Frame frame = preview.frame(design);
    // Pictures of one sample know lamps without width, those of many have soft shadows: here lies light without lamps.
    frame.light = session::light_of(model::Design().with(model::ParameterId::light_kind, std::string("white")));
    struct Shot {
        session::View view;
        double f_number;
    };
    for (const Shot& shot : {Shot{session::View::front, 1.8}, Shot{session::View::macro, 2.8}}) {
        constexpr std::uint32_t kWidth = 320, kHeight = 240;
        const auto picture = [&] { return premultiplied(kept.gpu.radiance(frame, kWidth, kHeight, 8)); };
        frame.camera = session::with_lens(session::distance_camera(session::Distance::portrait, shot.view, preview.head(), *preview.resolved(design), double(kWidth) / kHeight), shot.f_number);
        const auto fast = picture(), slow = through_many_places(kept.gpu, frame, kWidth, kHeight, 48);
        frame.camera.opening_mm = 0;
        const auto pinhole = picture(), many_samples = through_many_places(kept.gpu, frame, kWidth, kHeight, 24);
        // Without a lens, too, eight samples differ from many, at edges and in brows.
        const Apart with = apart(fast, slow), without = apart(pinhole, slow), least = apart(pinhole, many_samples);
        CAPTURE(session::view_name(shot.view), with.mean, with.widest_99, without.mean, least.mean, least.widest_99);
        CHECK(with.mean < least.mean + 0.004);
        CHECK(with.widest_99 < 1.2 * least.widest_99);
        CHECK(with.mean < 0.7 * without.mean);
    }
}

TEST_CASE("eyes and teeth lose to the light they mirror what their own gloss reflects") {
    shared::SkinLook wet{};
    wet.roughness = shared::PART_ALPHA, wet.specular = shared::PART_SPECULAR, wet.oil = shared::PART_OIL;
    const renderer::GlossFit fit = renderer::fit_gloss(wet);
    for (int i = 0; i < 4; ++i) CHECK(shared::part_gloss()[i] == Approx(fit.share[i]).margin(1e-5));
    CHECK(shared::PART_MATT == Approx(1 / (1 - fit.mean)).epsilon(1e-5));
    // A white ball of theirs in even white light vanishes.
    test::KeptRenderer kept;
    Balls balls;
    balls.add({0, 0, 0}, 60, {1, 1, 1});
    double low = 9, high = 0;
    renderer::Frame frame = balls.frame(kept.gpu);
    frame.skin.roughness = 0.6F, frame.skin.oil = 0;  // skin's own has no part in it
    for (const glm::vec4& p : kept.gpu.radiance(frame, 160, 160, 4).pixels)
        if (p.a == 1) low = std::min(low, double(p.g)), high = std::max(high, double(p.g));
    CAPTURE(low, high);
    CHECK(low > 0.985);
    CHECK(high < 1.015);
}
