// What the screen passes rest on: which triangles are drawn, where a pixel's ray goes, what a byte of the picture is.
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <map>
#include <random>

#include "renderer/frame_setup.h"
#include "renderer/head_runs.h"
#include "renderer/resources.h"
#include "renderer/upload_math.h"
#include "shared/display.h"

using namespace stipple;

namespace {

// A ball with bumps, so that some triangles hide in dents, and its open lower half as a double-sided part.
struct BumpyBall {
    std::vector<glm::vec3> positions, normals;
    std::vector<std::uint32_t> indices;
    std::vector<renderer::HeadPart> parts;
    renderer::HeadView view;

    BumpyBall() {
        constexpr std::uint32_t kRings = 40, kAround = 80;
        for (std::uint32_t r = 0; r <= kRings; ++r)
            for (std::uint32_t a = 0; a < kAround; ++a) {
                const float polar = 3.14159265F * float(r) / kRings, turn = 6.2831853F * float(a) / kAround;
                const glm::vec3 n(std::sin(polar) * std::cos(turn), std::cos(polar), std::sin(polar) * std::sin(turn));
                normals.push_back(n);
                positions.push_back(n * (90.0F + 8.0F * std::sin(9 * polar) * std::sin(7 * turn)));
            }
        const auto add = [&](std::uint32_t from, std::uint32_t to) {
            renderer::HeadPart part;
            part.first_index = std::uint32_t(indices.size());
            for (std::uint32_t r = from; r < to; ++r)
                for (std::uint32_t a = 0; a < kAround; ++a) {
                    const std::uint32_t b = (a + 1) % kAround, here = r * kAround, below = here + kAround;
                    for (const std::uint32_t index : {here + a, here + b, below + a, here + b, below + b, below + a}) indices.push_back(index);
                }
            part.index_count = std::uint32_t(indices.size()) - part.first_index;
            parts.push_back(part);
        };
        add(0, kRings / 2);
        add(kRings / 2, kRings);
        parts[1].double_sided = true;
        view.positions = positions;
        view.normals = normals;
        view.indices = indices;
        view.parts = parts;
    }
};

using Triangle = std::array<std::uint32_t, 3>;

Triangle source_triangle(const renderer::HeadRuns& runs, std::uint32_t first_index) {
    Triangle t;
    for (std::uint32_t k = 0; k < 3; ++k) t[k] = runs.vertices[runs.indices[first_index + k]];
    return t;
}

renderer::Frame frame_from(const glm::vec3& eye, const glm::vec3& target, double fov) {
    renderer::Frame frame;
    frame.camera.view = glm::lookAt(eye, target, glm::vec3(0.1F, 1, 0));
    frame.camera.vertical_fov = fov;
    frame.camera.focus_mm = glm::length(eye - target);
    return frame;
}

glm::vec3 random_direction(std::mt19937& random) {
    std::normal_distribution<float> normal;
    return glm::normalize(glm::vec3(normal(random), normal(random), normal(random)));
}

}  // namespace

TEST_CASE("runs hold every triangle once, with its winding") {
    const BumpyBall ball;
    const renderer::HeadRuns runs = renderer::head_runs(ball.view);
    std::map<Triangle, int> left;
    for (std::size_t i = 0; i < ball.indices.size(); i += 3) ++left[{ball.indices[i], ball.indices[i + 1], ball.indices[i + 2]}];
    std::uint32_t next = 0;
    for (const renderer::HeadRun& run : runs.runs) {
        CHECK(run.first_index == next);
        next += run.index_count;
        for (std::uint32_t i = 0; i < run.index_count; i += 3) --left[source_triangle(runs, run.first_index + i)];
    }
    CHECK(next == ball.indices.size());
    for (const auto& [triangle, count] : left) REQUIRE(count == 0);
}

TEST_CASE("no triangle that shows is left out") {
    const BumpyBall ball;
    const renderer::HeadRuns runs = renderer::head_runs(ball.view);
    std::mt19937 random(5);
    std::size_t drawn = 0, all = 0;
    for (int round = 0; round < 60; ++round) {
        const glm::vec3 eye = random_direction(random) * (round % 3 == 0 ? 130.0F : 900.0F), target = random_direction(random) * 60.0F;
        const renderer::Frame frame = frame_from(eye, target, round % 2 == 0 ? 0.05 : 0.35);
        const renderer::FrameSetup setup = renderer::set_up_frame(frame, {}, {}, {}, 640, 400);
        for (std::uint32_t part = 0; part < 2; ++part) {
            std::vector<bool> kept(runs.indices.size(), false);
            for (const renderer::vulkan::IndexRange& range :
                 renderer::visible_ranges(runs.runs, part, ball.parts[part].double_sided, setup.uniforms.view_projection, eye))
                for (std::uint32_t i = 0; i < range.count; i += 3) kept[range.first + i] = true, ++drawn;
            for (const renderer::HeadRun& run : runs.runs) {
                if (run.part != part) continue;
                all += run.index_count / 3;
                for (std::uint32_t i = run.first_index; i < run.first_index + run.index_count; i += 3) {
                    if (kept[i]) continue;
                    const Triangle t = source_triangle(runs, i);
                    const glm::vec3 &a = ball.positions[t[0]], &b = ball.positions[t[1]], &c = ball.positions[t[2]];
                    const bool faces = ball.parts[part].double_sided || glm::dot(glm::cross(b - a, c - a), eye - a) > 0;
                    // Points all over the triangle, none of which may be in the picture.
                    for (int u = 0; u <= 4 && faces; ++u)
                        for (int v = 0; v + u <= 4; ++v) {
                            const glm::vec3 p = a + (b - a) * (float(u) / 4) + (c - a) * (float(v) / 4);
                            const glm::vec4 clip = setup.uniforms.view_projection * glm::vec4(p, 1);
                            REQUIRE_FALSE((clip.w > setup.uniforms.near_mm && std::abs(clip.x) <= clip.w && std::abs(clip.y) <= clip.w));
                        }
                }
            }
        }
    }
    CHECK(drawn < all / 2);  // and most of what does not show is
}

TEST_CASE("a pixel's ray and depth give back the place it shows") {
    std::mt19937 random(6);
    std::uniform_real_distribution<float> within(-60, 60);
    for (std::uint32_t sample = 0; sample < 4; ++sample) {
        const renderer::Frame frame = frame_from({300, 200, 900}, {5, -8, 3}, 0.2);
        const shared::FrameUniforms u = renderer::set_up_frame(frame, {}, {}, {}, 801, 417, {sample, 4}).uniforms;
        for (int i = 0; i < 50; ++i) {
            const glm::vec3 place(within(random), within(random), within(random));
            const glm::vec4 clip = u.view_projection * glm::vec4(place, 1);
            const glm::vec2 pixel = ((glm::vec2(clip) / clip.w + glm::vec2(u.head_offset)) * 0.5F + 0.5F) * glm::vec2(u.viewport);
            const float depth = clip.z / clip.w;
            const glm::vec3 ray = glm::vec3(u.ray_corner) + pixel.x * glm::vec3(u.ray_right) + pixel.y * glm::vec3(u.ray_down);
            CHECK(glm::length(glm::vec3(u.camera) + ray * (u.near_mm / depth) - place) < 0.002F);
        }
    }
}

TEST_CASE("dots and their diffusion stay within the area resolved for them") {
    renderer::Frame frame = frame_from({0, 100, 900}, {0, 30, 0}, 0.35);
    renderer::SiteBounds sites;
    // Two boxes of live sites, facing all ways.
    const std::vector<renderer::SiteGroup> live{{{-70, 20, -60}, {60, 50, 80}}, {{-30, 50, -60}, {60, 90, 20}}};
    sites.live = live;
    sites.center = {-5, 55, 10};
    sites.radius_mm = 110;
    sites.live_per_mm2_max = 3;
    CHECK(renderer::set_up_frame(frame, sites, {}, {}, 640, 400).uniforms.dot_area == glm::uvec4(0));  // no dots, no area

    const auto site_set = std::make_shared<renderer::SitesResource>();
    const auto design = std::make_shared<renderer::DesignResource>();
    design->sites = site_set;
    frame.dots = site_set;
    frame.dot_state = design;
    frame.look.diameter_mm = 0.3F;
    frame.skin.scatter_mm = glm::vec4(1.2F, 0.8F, 0.5F, 0);
    std::mt19937 random(7);
    std::uniform_real_distribution<float> share(0, 1);
    for (int round = 0; round < 40; ++round) {
        const glm::vec3 eye = random_direction(random) * (200.0F + 20.0F * float(round * round));
        const renderer::Frame seen = [&] {
            renderer::Frame f = frame;
            f.camera = frame_from(eye, {0, 40, 0}, 0.35).camera;
            return f;
        }();
        const shared::FrameUniforms u = renderer::set_up_frame(seen, sites, {}, {}, 640, 400).uniforms;
        const glm::vec2 reach(float(u.blur_factor * (u.blur_reach + 1)));  // of the diffusion, with reading between blocks
        const glm::vec2 size(u.viewport), low = glm::vec2(u.dot_area), high = low + glm::vec2(u.dot_area.z, u.dot_area.w);
        CHECK((u.dot_area.x % u.blur_factor == 0 && u.dot_area.y % u.blur_factor == 0));
        for (int i = 0; i < 200; ++i) {
            const renderer::SiteGroup& group = live[std::size_t(i % 2)];
            const glm::vec3 place = group.low + (group.high - group.low) * glm::vec3(share(random), share(random), share(random));
            const glm::vec4 clip = u.view_projection * glm::vec4(place, 1);
            if (clip.w <= u.near_mm) continue;
            const glm::vec2 pixel = (glm::vec2(clip) / clip.w * 0.5F + 0.5F) * size;
            // What the dot darkens inside the picture.
            const glm::vec2 first = glm::clamp(pixel - reach, glm::vec2(0), size), last = glm::clamp(pixel + reach, glm::vec2(0), size);
            if (first.x == last.x || first.y == last.y) continue;
            REQUIRE(glm::all(glm::greaterThanEqual(first, low)));
            REQUIRE(glm::all(glm::lessThanEqual(last, high)));
        }
    }
}

TEST_CASE("groups of live clusters hold every live site, and are left out only where all of them face away") {
    // Clusters on a ball of 80 mm, in the order of a spiral; every third is dead.
    std::mt19937 random(3);
    std::vector<shared::Cluster> clusters;
    std::vector<shared::ClusterState> states;
    for (int i = 0; i < 700; ++i) {
        const float z = 1 - 2 * (float(i) + 0.5F) / 700, around = 2.399963F * float(i), r = std::sqrt(1 - z * z);
        const glm::vec3 out(r * std::cos(around), r * std::sin(around), z);
        shared::Cluster cluster{};
        cluster.origin = 80.0F * out - glm::vec3(3);
        cluster.step = glm::vec3(6) / glm::vec3(2047, 2047, 1023);
        cluster.radius = 5.3F;
        shared::set_population(cluster, 50, i < 200 ? 0 : 1, 0);
        shared::set_normal(cluster, out);
        shared::set_shape(cluster, 0.995F, 1 / 80.0F);
        clusters.push_back(cluster);
        shared::ClusterState state{};
        state.live_count = i % 3 == 0 ? 0 : 50;
        states.push_back(state);
    }
    states.resize(650);  // the rest is dead
    const std::vector<renderer::SiteGroup> groups = renderer::live_groups(renderer::group_sites(clusters), states);
    int hidden = 0;
    for (int round = 0; round < 60; ++round) {
        const glm::vec3 camera = random_direction(random) * (100.0F + 30.0F * float(round));
        for (const renderer::SiteGroup& group : groups) hidden += !renderer::may_face(group, camera);
        for (std::size_t i = 0; i < states.size(); ++i) {
            const glm::vec3 center = shared::cluster_center(clusters[i]), normal = shared::cluster_normal(clusters[i]);
            if (states[i].live_count == 0 || glm::dot(normal, camera - center) <= 0) continue;
            const bool held = std::any_of(groups.begin(), groups.end(), [&](const renderer::SiteGroup& group) {
                return renderer::may_face(group, camera) && glm::all(glm::lessThanEqual(group.low, center - 2.99F)) &&
                       glm::all(glm::greaterThanEqual(group.high, center + 2.99F)) && glm::dot(group.normal, normal) >= group.cone_cos;
            });
            REQUIRE(held);
        }
    }
    CHECK(hidden > 0);
}

TEST_CASE("bytes are sRGB to a fifth of a step, and never fall") {
    float before = -1;
    for (int i = 0; i <= 100000; ++i) {
        const double x = i / 100000.0;
        const double exact = x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;  // IEC 61966-2-1
        const float encoded = shared::encode_srgb(float(x));
        REQUIRE(std::abs(encoded - exact) * 255 < 0.2);
        REQUIRE(encoded >= before - 1e-6F);  // float32 of the coefficients
        before = encoded;
    }
    CHECK(shared::encode_srgb(0) == 0);
    CHECK(std::lround(shared::encode_srgb(1) * 255) == 255);
}

TEST_CASE("a head's own skin is the median of its area, however fine its triangles are") {
    // A square of 10 x 10 mm of one colour, beside it a hundred specks of another, 12 mm2 together.
    std::vector<glm::vec3> positions{{0, 0, 0}, {10, 0, 0}, {10, 10, 0}, {0, 10, 0}};
    std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
    std::vector<glm::vec4> colors(4, glm::vec4(0.6F, 0.4F, 0.3F, 1));
    for (std::uint32_t i = 0; i < 100; ++i) {
        const float x = 20 + float(i);
        positions.insert(positions.end(), {{x, 0, 0}, {x + 0.49F, 0, 0}, {x, 0.49F, 0}});
        colors.insert(colors.end(), 3, glm::vec4(0.5F, 0.1F, 0.1F, 1));
        indices.insert(indices.end(), {4 + 3 * i, 5 + 3 * i, 6 + 3 * i});
    }
    renderer::HeadPart part;
    part.index_count = std::uint32_t(indices.size());
    renderer::HeadView view;
    view.positions = positions;
    view.indices = indices;
    view.colors = colors;
    view.parts = {&part, 1};
    CHECK(glm::length(renderer::skin_median(view) - glm::vec3(0.6F, 0.4F, 0.3F)) < 1e-6F);
    part.skin = false;
    CHECK(renderer::skin_median(view) == glm::vec3(1));
}
