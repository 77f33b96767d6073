// Light on skin against a slow path of its own: samples of pixels, lamps and sky, textbook lobes, dots point by point.
#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <random>

#include "gpu_test.h"
#include "renderer/gloss_fit.h"
#include "round_head.h"
#include "session/head/head_looks.h"
#include "session/preview.h"
#include "session/resolved_design.h"
#include "session/skin/delta_e.h"
#include "session/skin/skin_color.h"
#include "session/view/light_of.h"
#include "shared/gloss.h"
#include "shared/veins.h"
#include "window/lit_ball.h"

using namespace stipple;
using namespace stipple::tests;
using glm::dvec3;

namespace {

constexpr double kPi = 3.14159265358979;
using Random = std::mt19937_64;
double uniform(Random& random) { return double(random() >> 11U) * 0x1p-53; }

// An octahedron cut `cuts` times, pushed out to the sphere: true normals.
struct Ball {
    std::vector<glm::vec3> positions, normals;
    std::vector<std::uint32_t> indices;
    explicit Ball(int cuts) {
        std::vector<std::array<dvec3, 3>> faces;
        for (int k = 0; k < 8; ++k) {
            const dvec3 x(k & 1 ? -1 : 1, 0, 0), y(0, k & 2 ? -1 : 1, 0), z(0, 0, k & 4 ? -1 : 1);
            if ((k & 1) ^ (k >> 1 & 1) ^ (k >> 2 & 1)) faces.push_back({x, z, y});
            else faces.push_back({x, y, z});
        }
        for (int i = 0; i < cuts; ++i) {
            std::vector<std::array<dvec3, 3>> finer;
            for (const auto& [a, b, c] : faces) {
                const dvec3 ab = glm::normalize(a + b), bc = glm::normalize(b + c), ca = glm::normalize(c + a);
                finer.insert(finer.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
            }
            faces = std::move(finer);
        }
        for (const auto& face : faces)
            for (const dvec3& p : face) {
                indices.push_back(std::uint32_t(positions.size()));
                positions.push_back(glm::vec3(p * double(kRadius)));
                normals.push_back(glm::vec3(p));
            }
    }
    [[nodiscard]] std::shared_ptr<const renderer::HeadResource> upload(renderer::Renderer& renderer) const {
        const std::vector<renderer::HeadPart> parts{{0, std::uint32_t(indices.size())}};
        return renderer.upload_head({positions, normals, {}, {}, indices, parts, {}});
    }
};

renderer::Frame ball_frame(std::shared_ptr<const renderer::HeadResource> head) {
    renderer::Frame frame;
    frame.head = std::move(head);
    for (shared::TimeEntry& entry : frame.time.entries) entry = {1, 0, 0, 0};
    frame.skin.albedo = {0.55F, 0.36F, 0.25F, 0};
    frame.skin.scatter_mm = {1.2F, 0.7F, 0.45F, 0};
    frame.skin.roughness = 0.38F;
    frame.skin.specular = 0.04F;
    frame.skin.oil = 0.35F;
    frame.camera.view = glm::lookAt(glm::vec3(0, 0, 1200), glm::vec3(0), glm::vec3(0, 1, 0));
    frame.camera.vertical_fov = 2 * std::atan(100.0 / 1200);
    frame.camera.focus_mm = 1200 - kRadius;
    return frame;
}

// GGX with Smith's masking and shadowing by heights (Heitz 2014), Fresnel by Schlick; over the cosines of both.
double lobe(const dvec3& n, const dvec3& l, const dvec3& v, double alpha, double f0) {
    const double nl = glm::dot(n, l), nv = glm::dot(n, v);
    if (nl <= 0 || nv <= 0) return 0;
    const dvec3 h = glm::normalize(l + v);
    const double a2 = alpha * alpha, nh = glm::dot(n, h), d = a2 / (kPi * std::pow(nh * nh * (a2 - 1) + 1, 2));
    const auto lambda = [&](double c) { return 0.5 * (std::sqrt(1 + a2 * (1 - c * c) / (c * c)) - 1); };
    return d / (1 + lambda(nl) + lambda(nv)) * (f0 + (1 - f0) * std::pow(1 - glm::dot(l, h), 5)) / (4 * nl * nv);
}
double lobes(const dvec3& n, const dvec3& l, const dvec3& v, const shared::SkinLook& skin) {
    const double tight = shared::OIL_LOBE_SHARE * skin.oil;
    return (1 - tight) * lobe(n, l, v, skin.roughness, skin.specular) + tight * lobe(n, l, v, skin.roughness * shared::OIL_LOBE_ALPHA, skin.specular);
}

dvec3 on_hemisphere(const dvec3& n, Random& random, bool by_cosine) {
    const double u = uniform(random), z = by_cosine ? std::sqrt(u) : u, r = std::sqrt(1 - z * z), turn = 2 * kPi * uniform(random);
    const dvec3 side = glm::normalize(glm::cross(std::abs(n.y) < 0.9 ? dvec3(0, 1, 0) : dvec3(1, 0, 0), n));
    return side * (r * std::cos(turn)) + glm::cross(n, side) * (r * std::sin(turn)) + n * z;
}

// Share of even light from everywhere that goes back off the surface towards a cosine.
double reflected(double cosine, const shared::SkinLook& skin, int samples = 40000) {
    Random random(7);
    const dvec3 n(0, 0, 1), v(std::sqrt(1 - cosine * cosine), 0, cosine);
    double sum = 0;
    for (int i = 0; i < samples; ++i) {
        const dvec3 l = on_hemisphere(n, random, false);
        sum += lobes(n, l, v, skin) * l.z * 2 * kPi / samples;
    }
    return sum;
}
struct Reflected {
    std::array<double, 33> at{};
    double mean = 0;
    explicit Reflected(const shared::SkinLook& skin) {
        for (std::size_t i = 0; i < at.size(); ++i) at[i] = reflected(std::max(0.02, double(i) / 32), skin);
        for (std::size_t i = 0; i < at.size(); ++i) mean += at[i] * double(i) / 32 * 2 / 32 * (i == 32 ? 0.5 : 1);
    }
    [[nodiscard]] double operator()(double cosine) const {
        const double x = std::clamp(cosine, 0.0, 1.0) * 32;
        const auto i = std::size_t(std::min(x, 31.0));
        return at[i] + (at[i + 1] - at[i]) * (x - double(i));
    }
};

// Radiance of the surroundings as renderer::Light describes them.
dvec3 sky(const renderer::Light& light, double sine) {
    const double x = std::clamp((sine + 0.12) / 0.24, 0.0, 1.0), above = x * x * (3 - 2 * x);
    const dvec3 up = glm::mix(dvec3(light.horizon), dvec3(light.zenith), std::clamp(sine, 0.0, 1.0));
    return glm::mix(dvec3(light.ground), up, above);
}

}  // namespace

TEST_CASE("what gloss reflects agrees with samples of textbook lobes, from matt to oily") {
    for (const auto& [roughness, oil] : {std::pair{0.55F, 0.0F}, {0.38F, 0.35F}, {0.22F, 0.75F}}) {
        shared::SkinLook skin{};
        skin.roughness = roughness, skin.oil = oil, skin.specular = 0.04F;
        const renderer::GlossFit fit = renderer::fit_gloss(skin);
        double mean = 0;
        for (const double cosine : {1.0, 0.8, 0.6, 0.4, 0.25}) {
            CAPTURE(roughness, cosine);
            CHECK(shared::gloss_share(fit.share, float(cosine)) == Approx(reflected(cosine, skin)).margin(0.008));
        }
        for (int i = 0; i < 32; ++i) mean += reflected((i + 0.5) / 32, skin, 4000) * (i + 0.5) / 32 / 16;
        CHECK(fit.mean == Approx(mean).margin(0.006));
    }
}

TEST_CASE("what the lobes reflect of a sky agrees with samples of textbook lobes over it") {
    // The clouds' sky, on a forehead, at the edges and below the chin; where one mirrored direction gave 28 % more, and along the skin 27 % less.
    const renderer::Light overcast = session::light_of(model::Design().with(model::ParameterId::light_kind, std::string("overcast")));
    dvec3 legendre(0);  // of the sky's green
    for (int i = 0; i < 400; ++i) {
        const double y = 2 * (i + 0.5) / 400 - 1;
        legendre += dvec3(0.5, 1.5 * y, 2.5 * (1.5 * y * y - 0.5)) * sky(overcast, y).g * (2.0 / 400);
    }
    for (const auto& [roughness, oil] : {std::pair{0.55F, 0.0F}, {0.38F, 0.35F}, {0.22F, 0.75F}}) {
        shared::SkinLook skin{};
        skin.roughness = roughness, skin.oil = oil, skin.specular = 0.04F;
        const renderer::GlossFit fit = renderer::fit_gloss(skin);
        for (const double cosine : {1.0, 0.9, 0.75, 0.6, 0.45, 0.3})
            for (const double tilted : {1.0, 0.0, -1.0}) {  // the skin turns up, aside or down from a viewer on its level
                const double sine = std::sqrt(1 - cosine * cosine);
                const dvec3 v(0, 0, 1), n(tilted == 0 ? sine : 0, tilted * sine, cosine);
                Random random(3);
                double expected = 0;
                constexpr int kSamples = 40000;
                for (int i = 0; i < kSamples; ++i) {
                    const dvec3 l = on_hemisphere(n, random, false);
                    expected += sky(overcast, l.y).g * lobes(n, l, v, skin) * glm::dot(n, l) * 2 * kPi / kSamples;
                }
                const shared::vec2 w = shared::gloss_sky(roughness, float(cosine), float(n.y), float(2 * cosine * n.y));
                const double drawn = double(shared::gloss_share(fit.share, float(cosine))) * (legendre.x + legendre.y * double(w.x) + legendre.z * double(w.y));
                CAPTURE(roughness, cosine, tilted, drawn, expected);
                CHECK(drawn == Approx(expected).epsilon(tilted > 0 ? 0.09 : 0.17));
            }
    }
}

TEST_CASE("a vein shows in its colour where the map has it, a pixel at a time") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    const std::vector<glm::vec3> positions{{10, 10, 70}, {60, 10, 70}, {60, 60, 70}, {10, 60, 70}}, normals(4, {0, 0, 1});
    const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
    const std::vector<renderer::HeadPart> parts{{0, 6}};
    // Veined to the left of x = 35: four corners could not tell.
    std::vector<std::uint8_t> veins(std::size_t(shared::VEIN_COLUMNS) * shared::VEIN_ROWS, 0);
    const float edge = shared::vein_place({35, 35, 70}).x;
    for (std::size_t i = 0; i < veins.size(); ++i) veins[i] = (float(i % shared::VEIN_COLUMNS) + 0.5F) / float(shared::VEIN_COLUMNS) < edge ? 255 : 0;
    renderer::HeadView view{positions, normals, {}, {}, indices, parts, {}};
    view.veins = veins;
    renderer::Frame frame = ball_frame(renderer.upload_head(view));
    frame.camera.view = glm::lookAt(glm::vec3(35, 35, 1200), glm::vec3(35, 35, 0), glm::vec3(0, 1, 0));
    frame.camera.vertical_fov = 2 * std::atan(20.0 / 1130);
    frame.light = session::light_of(model::Design().with(model::ParameterId::light_kind, std::string("white")));
    frame.skin = session::skin_look(model::Design().with(model::ParameterId::skin_veins, 1.0));
    REQUIRE(frame.skin.vein.r < -0.1F);
    const auto row = [&] {
        const renderer::LinearImage image = renderer.radiance(frame, 32, 32);
        return std::vector<glm::vec4>(image.pixels.begin() + 16 * 32, image.pixels.begin() + 17 * 32);
    };
    const std::vector<glm::vec4> veined = row();
    frame.skin.vein = glm::vec4(0);
    const std::vector<glm::vec4> plain = row();
    const float gloss = renderer::gloss_straight_on(frame.skin);
    const glm::vec3 factor = glm::exp2(glm::vec3(session::skin_look(model::Design().with(model::ParameterId::skin_veins, 1.0)).vein));
    for (std::size_t x = 0; x < 32; ++x)
        for (int c = 0; c < 3; ++c) {
            CAPTURE(x, c);
            if (x < 14) CHECK((veined[x][c] - gloss) / (plain[x][c] - gloss) == Approx(factor[c]).epsilon(0.01));
            if (x > 17) CHECK(veined[x][c] == plain[x][c]);
        }
}

TEST_CASE("a forehead in the clinic's soft box is as much lighter than in even light as tones of scans reckon with") {
    test::KeptRenderer kept;
    session::Preview preview(kept.gpu, std::shared_ptr<const session::PreparedHead>(&built_in(), [](const session::PreparedHead*) {}));
    for (const double tone : {3.0, 5.0}) {
        const model::Design design = model::Design().with(model::ParameterId::skin_tone, tone);
        renderer::Frame frame = preview.frame(design, false);
        frame.follicle_state = nullptr;
        frame.camera = session::view_camera(session::View::front, built_in(), *preview.resolved(design), 1.0);
        constexpr int kSize = 200;
        const renderer::LinearImage image = kept.gpu.radiance(frame, kSize, kSize);
        // Forehead and front of the scalp, where a scan's colour is taken.
        const glm::mat4 projection = glm::perspective(frame.camera.vertical_fov, 1.0, frame.camera.near_mm, frame.camera.far_mm);
        std::vector<double> luminance;
        const scalp::ScalpChart& chart = built_in().chart;
        const float from = built_in().head.frame.landmarks.at("glabella").y + 15;
        for (std::size_t texel = 0; texel < chart.position.size(); texel += 211) {
            if (!chart.hit[texel] || chart.normal[texel].z < 0.5F || chart.position[texel].y < from) continue;
            const glm::vec4 clip = projection * frame.camera.view * glm::vec4(chart.position[texel], 1);
            const auto x = std::size_t((clip.x / clip.w * 0.5F + 0.5F) * kSize), y = std::size_t((0.5F - clip.y / clip.w * 0.5F) * kSize);
            const glm::vec4 pixel = image.pixels[y * kSize + x];
            luminance.push_back(0.2126 * double(pixel.r) + 0.7152 * double(pixel.g) + 0.0722 * double(pixel.b));
        }
        REQUIRE(luminance.size() > 100);
        std::nth_element(luminance.begin(), luminance.begin() + std::ptrdiff_t(luminance.size() / 2), luminance.end());
        const glm::vec3 even = session::with_gloss(glm::vec3(frame.skin.albedo));
        const double lighter = luminance[luminance.size() / 2] / (0.2126 * double(even.r) + 0.7152 * double(even.g) + 0.0722 * double(even.b));
        CAPTURE(tone);
        CHECK(lighter == Approx(double(session::kLitOverEven)).margin(0.015));
        CHECK(session::tone_of(glm::vec3(float(lighter)) * even) == Approx(tone).margin(0.15));
    }
}

TEST_CASE("a little picture of a light is what the renderer draws of a ball in it") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    renderer::Frame frame = ball_frame(Ball(5).upload(renderer));
    constexpr int kSide = 120;
    const double away = 1200, reach = std::tan(frame.camera.vertical_fov / 2);
    for (const session::LightFacts& facts : session::light_facts()) {
        const std::string kind(facts.kind);
        CAPTURE(kind);
        frame.light = session::light_of(model::Design().with(model::ParameterId::light_kind, kind));
        const renderer::LinearImage image = renderer.radiance(frame, kSide, kSide, 8);
        const window::LitBall lit(frame.light, frame.skin, renderer::fit_gloss(frame.skin));
        // Skin is unevenly rough from one place of some mm to the next, a little picture evenly: compared are means over squares of 12 pixels.
        constexpr int kBlock = 12;
        struct Square {
            dvec3 drawn{0}, little{0};
            int pixels = 0;
        };
        std::vector<Square> squares((kSide / kBlock) * (kSide / kBlock));
        for (int y = 0; y < kSide; ++y)
            for (int x = 0; x < kSide; ++x) {
                const dvec3 ray = glm::normalize(dvec3((2 * (x + 0.5) / kSide - 1) * reach, (1 - 2 * (y + 0.5) / kSide) * reach, -1));
                const double along = -away * ray.z, below = away * away - along * along, deep = double(kRadius) * double(kRadius) - below;
                if (deep < 0) continue;
                const dvec3 normal = (dvec3(0, 0, away) + ray * (along - std::sqrt(deep))) / double(kRadius);
                if (normal.z < 0.35) continue;  // along the rim a pixel holds all angles
                Square& square = squares[std::size_t(y / kBlock * (kSide / kBlock) + x / kBlock)];
                square.drawn += dvec3(image.pixels[std::size_t(y * kSide + x)]);
                square.little += dvec3(lit.radiance(glm::vec3(normal)));
                ++square.pixels;
            }
        double drawn = 0, little = 0, most = 0;
        for (const Square& square : squares) {
            if (square.pixels < kBlock * kBlock) continue;
            drawn += square.drawn.x + square.drawn.y + square.drawn.z, little += square.little.x + square.little.y + square.little.z;
            most = std::max(most, glm::length(square.drawn - square.little) / square.pixels);
        }
        CAPTURE(most);
        CHECK(little / drawn == Approx(1).margin(0.02));
        CHECK(most < 0.055);  // length of RGB, where the sun sets: the little picture has no diffusion (0.030 in the evening, 0.017 and less elsewhere)
    }
}

TEST_CASE("a white ball in even white light is as bright as what surrounds it, gloss or none") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    renderer::Frame frame = ball_frame(Ball(5).upload(renderer));
    frame.light = session::light_of(model::Design().with(model::ParameterId::light_kind, std::string("white")));
    frame.skin.albedo = {1, 1, 1, 0};
    for (const auto& [roughness, oil] : {std::pair{0.55F, 0.0F}, {0.38F, 0.35F}, {0.22F, 0.75F}}) {
        frame.skin.roughness = roughness, frame.skin.oil = oil;
        const renderer::LinearImage image = renderer.radiance(frame, 160, 160, 4);
        double low = 9, high = 0, sum = 0, count = 0;
        for (const glm::vec4& p : image.pixels)
            if (p.a == 1)
                for (int c = 0; c < 3; ++c) low = std::min(low, double(p[c])), high = std::max(high, double(p[c])), sum += p[c], ++count;
        CAPTURE(roughness, low, high);
        CHECK(count > 30000);
        CHECK(sum / count == Approx(1).margin(0.005));
        CHECK(low > 0.99);
        CHECK(high < 1.01);
    }
}

TEST_CASE("a white ball under lamps from everywhere is as bright as all of them") {
    // The other furnace: the sky is dark and lamps stand all around, two a picture, so what lamps do is added up instead.
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    renderer::Frame frame = ball_frame(Ball(5).upload(renderer));
    frame.skin.albedo = {1, 1, 1, 0};
    frame.light.zenith = frame.light.horizon = frame.light.ground = glm::vec3(0);
    constexpr int kLamps = 256;
    constexpr std::uint32_t kSize = 48;
    std::vector<double> sum(kSize * kSize, 0);
    std::vector<bool> inside(kSize * kSize, true);
    for (int i = 0; i < kLamps; i += 2) {
        for (int k = 0; k < 2; ++k) {
            const double y = 1 - (2 * (i + k) + 1.0) / kLamps, turn = 2.399963 * (i + k), r = std::sqrt(1 - y * y);
            // Each stands for 4 pi / lamps of solid angle of radiance 1; irradiance is over pi.
            frame.light.keys[std::size_t(k)] = {glm::vec3(r * std::cos(turn), y, r * std::sin(turn)), 0.06F, glm::vec3(4.0F / kLamps)};
        }
        const renderer::LinearImage image = renderer.radiance(frame, kSize, kSize);
        for (std::size_t p = 0; p < sum.size(); ++p) sum[p] += image.pixels[p].g, inside[p] = inside[p] && image.pixels[p].a == 1;
    }
    double mean = 0, count = 0;
    for (std::size_t p = 0; p < sum.size(); ++p)
        if (inside[p]) mean += sum[p], ++count;
    CHECK(count > 1000);
    CHECK(mean / count == Approx(1).margin(0.01));
}

TEST_CASE("a flat patch of each tone in even white light has the tone's colour before it becomes a picture") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    const std::vector<glm::vec3> positions{{-50, -50, 0}, {50, -50, 0}, {50, 50, 0}, {-50, 50, 0}}, normals(4, {0, 0, 1});
    const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
    const std::vector<renderer::HeadPart> parts{{0, 6}};
    renderer::Frame frame = ball_frame(renderer.upload_head({positions, normals, {}, {}, indices, parts, {}}));
    frame.camera.vertical_fov = 2 * std::atan(20.0 / 1200);  // squarely seen
    for (double tone = 1; tone <= 10; tone += 0.5) {
        const model::Design design = model::Design().with(model::ParameterId::skin_tone, tone).with(model::ParameterId::light_kind, std::string("white"));
        frame.skin = session::skin_look(design);
        frame.light = session::light_of(design);
        const renderer::LinearImage image = renderer.radiance(frame, 16, 16);
        const glm::dvec3 seen = session::lab_from_linear(glm::dvec3(glm::vec3(image.pixels[8 * 16 + 8])));
        CAPTURE(tone, seen.x, seen.y, seen.z);
        CHECK(session::delta_e_2000(seen, glm::dvec3(session::skin_lab(tone))) <= (tone <= 7 ? 0.8 : 1.7));
    }
}

TEST_CASE("twice the light is twice the radiance") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    renderer::Frame frame = ball_frame(Ball(4).upload(renderer));
    const model::Design design = model::Design().with(model::ParameterId::light_kind, std::string("bathroom-mirror"));
    frame.light = session::light_of(design);
    const renderer::LinearImage once = renderer.radiance(frame, 100, 100, 2);
    frame.light = session::light_of(design.with(model::ParameterId::light_strength_stops, 1.0));
    const renderer::LinearImage twice = renderer.radiance(frame, 100, 100, 2);
    for (std::size_t p = 0; p < once.pixels.size(); p += 7)
        for (int c = 0; c < 3; ++c) CHECK(twice.pixels[p][c] == Approx(2 * once.pixels[p][c]).epsilon(1e-4).margin(1e-6));
}

TEST_CASE("the picture at rest of a ball with dots is what a slow path of samples gives") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    renderer::Frame frame = ball_frame(Ball(6).upload(renderer));
    const scalp::SiteSet sites = random_sites(120000, 5);
    frame.dots = renderer.upload_sites({sites.dots, sites.clusters, 4 * kPi * kRadius * kRadius});
    std::vector<shared::ClusterState> states;
    std::vector<glm::vec3> places;
    for (const shared::Cluster& cluster : sites.clusters) {
        const std::uint32_t count = shared::cluster_count(cluster);
        shared::ClusterState state{};
        state.live = count | count << 16, state.live_count = count;
        for (std::uint32_t& ends : state.session_end) ends = 0xFFFFFFFF;
        shared::set_wanted(state, 65536, glm::vec3(0));
        states.push_back(state);
        for (std::uint32_t i = 0; i < count; ++i) places.push_back(glm::normalize(shared::dot_position(sites.dots[cluster.first + i], cluster)) * kRadius);
    }
    frame.dot_state = renderer.upload_design(frame.dots, {states, std::vector<std::uint32_t>(states.size() * 8, 0)});
    const dvec3 through(0.15, 0.17, 0.2);
    for (glm::vec4& layer : frame.look.transmittance) layer = glm::vec4(through, 0);
    frame.look.diameter_mm = 0.25F;
    frame.look.random_pattern = 1;

    // Dots by cells of 2 mm, to look up what covers a point: soft discs that multiply where they overlap.
    constexpr double kCell = 2;
    std::vector<std::vector<glm::vec3>> cells(100 * 100 * 2);
    const auto cell_of = [&](const dvec3& p) { return std::size_t((p.z > 0 ? 10000 : 0) + int(p.y / kCell + 50) * 100 + int(p.x / kCell + 50)); };
    for (const glm::vec3& p : places) cells[cell_of(p)].push_back(p);
    const auto covered = [&](const dvec3& x) {
        dvec3 t(1);
        for (int dy = -1; dy <= 1; ++dy)
            for (int dx = -1; dx <= 1; ++dx) {
                const dvec3 at = x + dvec3(dx, dy, 0) * kCell;
                if (std::abs(at.x) > 95 || std::abs(at.y) > 95) continue;
                for (const glm::vec3& p : cells[cell_of(dvec3(at.x, at.y, x.z))]) {
                    const double radii = glm::length(dvec3(p) - x) / 0.125;
                    if (radii >= 1.6) continue;
                    const double u = std::clamp((radii - 0.4) / 1.2, 0.0, 1.0);
                    // Mass is that of a sharp disc of that width: soft edges add a part of 0.6^2 / 5.
                    t *= 1.0 - (1 - u * u * (3 - 2 * u)) / (1 + 0.36 / 5) * (dvec3(1) - through);
                }
            }
        return t;
    };

    for (const char* kind : {"clinic-softbox", "bathroom-mirror", "overcast"}) {
        frame.light = session::light_of(model::Design().with(model::ParameterId::light_kind, std::string(kind)));
        constexpr std::uint32_t kSize = 200;
        const renderer::LinearImage image = renderer.radiance(frame, kSize, kSize, 64);
        const Reflected glossy(frame.skin);
        Random random(3);
        dvec3 shown(0), expected(0);
        const dvec3 eye(0, 0, 1200);
        const double mm_per_pixel = 200.0 / kSize;
        for (std::uint32_t py = 20; py < 180; py += 5)
            for (std::uint32_t px = 20; px < 180; px += 5) {
                if (image.pixels[py * kSize + px].a < 1) continue;
                dvec3 sum(0);
                int hits = 0;
                constexpr int kSamples = 160;
                for (int s = 0; s < kSamples; ++s) {
                    const dvec3 on_plane((px + uniform(random) - kSize / 2.0) * mm_per_pixel, (kSize / 2.0 - py - uniform(random)) * mm_per_pixel, 0);
                    const dvec3 way = glm::normalize(on_plane - eye), v = -way;
                    const double b = glm::dot(eye, way), under = b * b - glm::dot(eye, eye) + double(kRadius) * kRadius;
                    if (under < 0) continue;
                    ++hits;
                    const dvec3 x = eye + way * (-b - std::sqrt(under)), n = glm::normalize(x);
                    const double into = 1 - glossy(glm::dot(n, v));
                    dvec3 enters = sky(frame.light, on_hemisphere(n, random, true).y) * into;
                    const dvec3 mirrored = on_hemisphere(n, random, false);
                    dvec3 gloss = sky(frame.light, mirrored.y) * (lobes(n, mirrored, v, frame.skin) * glm::dot(n, mirrored) * 2 * kPi);
                    for (const renderer::KeyLight& key : frame.light.keys) {
                        if (key.irradiance == glm::vec3(0)) continue;
                        const dvec3 middle = glm::normalize(dvec3(key.direction)), side = glm::normalize(glm::cross(dvec3(0, 1, 0), middle));
                        const double r = std::sqrt(uniform(random)) * std::tan(key.radius), turn = 2 * kPi * uniform(random);
                        const dvec3 l = glm::normalize(middle + side * (r * std::cos(turn)) + glm::cross(middle, side) * (r * std::sin(turn)));
                        const double cosine = glm::dot(n, l);
                        if (cosine <= 0) continue;
                        // A surface that faces the lamp gets its irradiance: points of it stand askew there by this on the mean.
                        const double reach = std::tan(double(key.radius)), facing = 2 / (reach * reach) * (std::sqrt(1 + reach * reach) - 1);
                        const dvec3 irradiance = dvec3(key.irradiance) / facing;
                        enters += irradiance * (cosine * into * (1 - glossy(cosine)) / (1 - glossy.mean));
                        gloss += irradiance * (kPi * cosine * lobes(n, l, v, frame.skin));
                    }
                    // Out through the dot, in through a neighbour that diffusion picks, for each colour its own.
                    dvec3 in;
                    const dvec3 side = glm::normalize(glm::cross(dvec3(0, 1, 0), n)), up = glm::cross(n, side);
                    for (int c = 0; c < 3; ++c) {
                        const double r = std::sqrt(-2 * std::log(1 - uniform(random))) * double(frame.skin.scatter_mm[c]), turn = 2 * kPi * uniform(random);
                        in[c] = covered(glm::normalize(x + side * (r * std::cos(turn)) + up * (r * std::sin(turn))) * double(kRadius))[c];
                    }
                    sum += dvec3(glm::vec3(frame.skin.albedo)) * enters * covered(x) * in + gloss;
                }
                expected += sum / double(std::max(hits, 1));
                shown += dvec3(glm::vec3(image.pixels[py * kSize + px]));
            }
        for (int c = 0; c < 3; ++c) {
            CAPTURE(kind, c);
            CHECK(shown[c] / expected[c] == Approx(1).margin(0.02));
        }
    }
}

TEST_CASE("a plate's shadow on a floor goes over into light as the disc of the lamp comes out behind its edge") {
    test::KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    constexpr float kAbove = 60, kWide = 0.3F;  // mm; radians
    constexpr std::uint32_t kSize = 200;
    for (const double turn : {0.0, 0.5, 1.9, 3.6}) {
        // The plate's edge goes through the middle of the picture; what is to the side of `out` is in the open.
        const glm::vec3 out(std::cos(turn), std::sin(turn), 0), along(-out.y, out.x, 0), up(0, 0, kAbove);
        const std::vector<glm::vec3> positions{{-80, -80, 0}, {80, -80, 0}, {80, 80, 0}, {-80, 80, 0}, -70.0F * out - 70.0F * along + up, -70.0F * along + up, 70.0F * along + up, -70.0F * out + 70.0F * along + up};
        const std::vector<glm::vec3> normals(8, {0, 0, 1});
        const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3, 4, 5, 6, 4, 6, 7};
        const std::vector<renderer::HeadPart> parts{{0, 12}};
        renderer::Frame frame = ball_frame(renderer.upload_head({positions, normals, {}, {}, indices, parts, {}}));
        frame.skin.scatter_mm = glm::vec4(0);
        frame.skin.specular = 0;
        frame.light = {};
        frame.light.zenith = frame.light.horizon = frame.light.ground = glm::vec3(0);
        frame.light.keys[0] = {{0, 0, 1}, kWide, glm::vec3(1)};
        frame.camera.vertical_fov = 2 * std::atan(50.0 / 1200);  // half a millimetre a pixel
        frame.camera.focus_mm = 1200;
        const renderer::LinearImage image = renderer.radiance(frame, kSize, kSize, renderer::kStillSamples);
        double open = 0, square = 0, worst = 0;
        int count = 0;
        for (const glm::vec4& p : image.pixels) open = std::max(open, double(p.r));
        for (std::uint32_t y = 20; y < 180; ++y)
            for (std::uint32_t x = 20; x < 180; ++x) {
                const double away = glm::dot(glm::dvec2(x + 0.5 - 100, 100 - y - 0.5) * 0.5, glm::dvec2(out));
                if (away < 1 || away > 25) continue;
                const double u = std::min(away / (kAbove * std::tan(double(kWide))), 1.0);
                const double seen = 0.5 + (u * std::sqrt(1 - u * u) + std::asin(u)) / kPi, off = image.pixels[y * kSize + x].r / open - seen;  // edges in green and blue are drawn tighter, as skin makes them
                square += off * off, worst = std::max(worst, std::abs(off)), ++count;
            }
        CAPTURE(turn, std::sqrt(square / count), worst);
        CHECK(std::sqrt(square / count) < 0.025);
        CHECK(worst < 0.065);
    }
}
