// Lights made from numbers, against integrals over the sphere and Planck's law.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <glm/gtc/matrix_transform.hpp>

#include "export/overlay.h"
#include "session/view/light_color.h"
#include "session/view/light_of.h"

using namespace stipple;
using model::ParameterId;

namespace {

constexpr double kPi = 3.14159265358979323846;

model::Design lit(std::string_view kind, double rotation = 0, double stops = 0) {
    return model::Design()
        .with(ParameterId::light_kind, std::string(kind))
        .with(ParameterId::light_rotation_deg, rotation)
        .with(ParameterId::light_strength_stops, stops);
}

// What a white matt surface sends out, direction by direction: the sky on rings of even sine about the upright, each lamp on rings of its
// own cap.
glm::dvec3 summed(const renderer::Light& light, const glm::dvec3& normal) {
    glm::dvec3 sum(0);
    constexpr int kRings = 600, kAround = 1200;
    for (int i = 0; i < kRings; ++i) {
        const double s = -1 + (i + 0.5) * 2 / kRings, c = std::sqrt(1 - s * s);
        const glm::dvec3 radiance = s < 0 ? glm::dvec3(light.ground) : glm::dvec3(light.horizon) + s * glm::dvec3(light.zenith - light.horizon);
        double cosines = 0;
        for (int j = 0; j < kAround; ++j) {
            const double a = (j + 0.5) * 2 * kPi / kAround;
            cosines += std::max(0.0, normal.x * c * std::cos(a) + normal.y * s + normal.z * c * std::sin(a));
        }
        sum += radiance * cosines * (2.0 / kRings) * (2 * kPi / kAround) / kPi;
    }
    for (const renderer::KeyLight& key : light.keys) {
        if (key.irradiance == glm::vec3(0)) continue;
        const glm::dvec3 to = glm::normalize(glm::dvec3(key.direction));
        const glm::dvec3 across = glm::normalize(glm::cross(to, std::abs(to.y) < 0.9 ? glm::dvec3(0, 1, 0) : glm::dvec3(1, 0, 0))), other = glm::cross(to, across);
        const double r = double(key.radius);
        double facing = 0, tilted = 0;
        constexpr int kSteps = 300;
        for (int i = 0; i < kSteps; ++i) {
            const double angle = (i + 0.5) * r / kSteps;
            for (int j = 0; j < kSteps; ++j) {
                const double a = (j + 0.5) * 2 * kPi / kSteps;
                const glm::dvec3 d = std::cos(angle) * to + std::sin(angle) * (std::cos(a) * across + std::sin(a) * other);
                facing += std::sin(angle) * std::cos(angle);
                tilted += std::sin(angle) * std::max(0.0, glm::dot(d, normal));
            }
        }
        sum += glm::dvec3(key.irradiance) * (tilted / facing);
    }
    return sum;
}

const std::span<const std::string_view> kinds() { return model::parameter(ParameterId::light_kind).choices; }

// Colour matching functions by lobes of Gaussians: Wyman, Sloan and Shirley 2013, JCGT 2(2), table 1 (multi-lobe fit).
glm::dvec3 matching(double nm) {
    const auto lobe = [nm](double middle, double below, double above) {
        const double t = (nm - middle) * (nm < middle ? below : above);
        return std::exp(-0.5 * t * t);
    };
    return {0.362 * lobe(442.0, 0.0624, 0.0374) + 1.056 * lobe(599.8, 0.0264, 0.0323) - 0.065 * lobe(501.1, 0.0490, 0.0382),
            0.821 * lobe(568.8, 0.0213, 0.0247) + 0.286 * lobe(530.9, 0.0613, 0.0322),
            1.217 * lobe(437.0, 0.0845, 0.0278) + 0.681 * lobe(459.0, 0.0385, 0.0725)};
}

}  // namespace

TEST_CASE("a face seen straight on gets about one from every light, and a white light gives one everywhere") {
    for (const std::string_view kind : kinds()) {
        INFO(kind);
        const renderer::Light light = session::light_of(lit(kind));
        const double level = session::luminance_of(summed(light, {0, 0, 1}));
        CHECK(level > 0.9 - 0.002);
        CHECK(level < 1.1 + 0.002);
        CHECK(light.exposure == 1);
        // A forehead, leaning back by 25 degrees; the top of the head must not burn out on light skin (reflectance 0.45).
        CHECK(session::luminance_of(summed(light, {0, 0.42262, 0.90631})) == Approx(1).margin(0.45));
        CHECK(session::luminance_of(summed(light, {0, 1, 0})) < 2.0);
        for (const renderer::KeyLight& key : light.keys) {
            CHECK(glm::length(key.direction) == Approx(1).margin(1e-5));
            CHECK(key.radius <= 0.7F);
        }
    }
    const renderer::Light white = session::light_of(lit("white"));
    for (const renderer::KeyLight& key : white.keys) CHECK(key.irradiance == glm::vec3(0));
    CHECK(white.zenith == glm::vec3(1));
    CHECK(white.horizon == glm::vec3(1));
    CHECK(white.ground == glm::vec3(1));
}

TEST_CASE("what a surface gets in closed form is the sum over all directions, lamps half below its horizon too") {
    for (const std::string_view kind : kinds()) {
        INFO(kind);
        const renderer::Light light = session::light_of(lit(kind, 35));
        for (const glm::dvec3& n : {glm::dvec3(0, 0, 1), glm::dvec3(0, 1, 0), glm::dvec3(0, -1, 0), glm::dvec3(1, 0, 0), glm::normalize(glm::dvec3(-0.5, 0.6, -0.4)),
                                    glm::normalize(glm::dvec3(0.7, -0.6, 0.1)), glm::dvec3(0, 0, -1)}) {
            INFO(n.x << " " << n.y << " " << n.z);
            const glm::dvec3 closed = session::irradiance(light, n), sum = summed(light, n);
            for (int c = 0; c < 3; ++c) CHECK(closed[c] == Approx(sum[c]).margin(0.002));
        }
        // A lamp that the surface's horizon cuts.
        for (const renderer::KeyLight& key : light.keys) {
            if (key.irradiance == glm::vec3(0) || key.radius < 0.05F) continue;
            const glm::dvec3 to(key.direction), level = glm::normalize(glm::cross(to, glm::dvec3(0.3, 0.2, 0.9)));
            for (const double share : {-1.2, -0.7, 0.0, 0.4, 0.95}) {
                const double angle = share * double(key.radius);
                const glm::dvec3 n = std::cos(angle) * level + std::sin(angle) * to;
                CHECK(session::irradiance(light, n).g == Approx(summed(light, n).g).margin(0.003));
            }
        }
    }
}

TEST_CASE("turning a light turns its lamps to the left of the picture, and a stop doubles all of it") {
    for (const std::string_view kind : kinds()) {
        INFO(kind);
        const renderer::Light plain = session::light_of(lit(kind)), turned = session::light_of(lit(kind, 40)), doubled = session::light_of(lit(kind, 0, 1));
        for (std::size_t i = 0; i < plain.keys.size(); ++i) {
            const glm::vec3 &from = plain.keys[i].direction, &to = turned.keys[i].direction;
            CHECK(to.y == Approx(from.y).margin(1e-5));
            // Seen from above, azimuth from the viewer towards the right of the picture.
            const double before = std::atan2(from.x, from.z), after = std::atan2(to.x, to.z);
            CHECK(std::remainder(after - before, 2 * kPi) * 180 / kPi == Approx(-40).margin(1e-3));
            CHECK(turned.keys[i].irradiance == plain.keys[i].irradiance);
            CHECK(doubled.keys[i].irradiance == 2.0F * plain.keys[i].irradiance);
        }
        CHECK(turned.zenith == plain.zenith);
        CHECK(doubled.zenith == 2.0F * plain.zenith);
        CHECK(doubled.horizon == 2.0F * plain.horizon);
        CHECK(doubled.ground == 2.0F * plain.ground);
    }
    CHECK(session::light_of(model::Design().with(ParameterId::light_exposure_stops, 1.0)).exposure == 2);
}

TEST_CASE("the picture keeps a little of a light's colour: warm in the evening, bluer in the noon's shade than in its sun") {
    const auto ratio = [](const glm::dvec3& c) { return c.r / c.b; };
    const auto level = [&](std::string_view kind) { return ratio(session::irradiance(session::light_of(lit(kind)), {0, 0, 1})); };
    CHECK(level("white") == Approx(1));
    CHECK(level("overcast") == Approx(1).margin(0.1));
    CHECK(level("clinic-softbox") < level("office-ceiling"));
    CHECK(level("office-ceiling") < level("bathroom-mirror"));
    CHECK(level("bathroom-mirror") < level("evening"));
    CHECK(level("evening") > 1.4);
    CHECK(level("evening") < 2);
    const renderer::Light noon = session::light_of(lit("noon-sun"));
    CHECK(ratio(noon.zenith) < 0.7 * ratio(noon.keys[0].irradiance));
    CHECK(ratio(noon.ground) > ratio(noon.keys[0].irradiance));
    // The overcast sky is the CIE's.
    const renderer::Light overcast = session::light_of(lit("overcast"));
    CHECK(overcast.zenith.g == Approx(3 * overcast.horizon.g));
}

TEST_CASE("the axes of a light that follows the camera turn about the upright alone") {
    renderer::Light light;
    renderer::Camera camera;
    camera.view = glm::lookAt(glm::vec3(800, 700, 300), glm::vec3(0), glm::vec3(0, 1, 0));
    const glm::dvec3 to_viewer = glm::normalize(glm::dvec3(800, 700, 300));
    const glm::dvec3 seen = session::in_light_axes(light, camera, to_viewer);
    CHECK(seen.x == Approx(0).margin(1e-6));
    CHECK(seen.y == Approx(to_viewer.y));
    CHECK(seen.z == Approx(std::hypot(to_viewer.x, to_viewer.z)));
    light.follows_camera = false;
    CHECK(session::in_light_axes(light, camera, to_viewer) == to_viewer);
}

TEST_CASE("colours of black bodies are Planck's, of daylight the CIE's") {
    for (const double kelvin : {1900.0, 2700.0, 3000.0, 4000.0, 5500.0, 9000.0}) {
        glm::dvec3 xyz(0);
        for (double nm = 380; nm <= 780; nm += 1) xyz += matching(nm) * std::pow(nm, -5.0) / (std::exp(1.4388e7 / (nm * kelvin)) - 1);
        const glm::dvec2 summed_xy(xyz.x / (xyz.x + xyz.y + xyz.z), xyz.y / (xyz.x + xyz.y + xyz.z)), xy = session::planckian_xy(kelvin);
        INFO(kelvin);
        CHECK(xy.x == Approx(summed_xy.x).margin(0.004));
        CHECK(xy.y == Approx(summed_xy.y).margin(0.004));
    }
    // CIE 015: D50, D55, D65 and D75, whose temperatures moved by 1.4388 / 1.4380 after they were named.
    const std::pair<double, glm::dvec2> standard[] = {{5003, {0.3457, 0.3585}}, {5503, {0.3324, 0.3474}}, {6504, {0.3127, 0.3290}}, {7504, {0.2990, 0.3149}}};
    for (const auto& [kelvin, xy] : standard) {
        CHECK(session::daylight_xy(kelvin).x == Approx(xy.x).margin(2e-4));
        CHECK(session::daylight_xy(kelvin).y == Approx(xy.y).margin(2e-4));
    }
    const glm::dvec3 white = session::linear_rgb({0.3127, 0.3290});
    for (int c = 0; c < 3; ++c) CHECK(white[c] == Approx(1).margin(0.001));
}

namespace {

// IEC 61966-2-1.
double srgb_byte(double x) { return 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055); }

}  // namespace

TEST_CASE("a grey card sends back 18 % of what a surface facing the viewer gets") {
    for (const std::string_view kind : kinds())
        for (const double stops : {-1.0, 0.0, 1.5}) {
            INFO(kind << " " << stops);
            renderer::Camera camera;
            const glm::dvec3 eye(300, 500, 900), back = glm::normalize(eye);
            camera.view = glm::lookAt(glm::vec3(eye), glm::vec3(0), glm::vec3(0, 1, 0));
            const renderer::Light light = session::light_of(lit(kind, 25).with(ParameterId::light_exposure_stops, stops));
            const glm::dvec3 sum = summed(light, {0, back.y, std::hypot(back.x, back.z)});
            const auto card = exporting::grey_card(light, camera);
            for (int c = 0; c < 3; ++c) {
                const double linear = 0.18 * sum[c] * std::exp2(stops);
                REQUIRE(linear < 0.8);  // the tone map is straight there
                CHECK(double(card[std::size_t(c)]) == Approx(srgb_byte(linear)).margin(0.8));
            }
        }
    const auto white = exporting::grey_card(session::light_of(lit("white")), renderer::Camera());
    CHECK(white == std::array<std::uint8_t, 3>{118, 118, 118});
}

TEST_CASE("a mirror exchanges columns and nothing else; card and ruler are drawn where they are measured") {
    for (const std::uint32_t width : {1U, 2U, 5U, 8U}) {
        renderer::Image image{width, 3, {}};
        for (std::uint32_t i = 0; i < width * 3 * 4; ++i) image.rgba.push_back(std::uint8_t(i * 7));
        renderer::Image turned = image;
        exporting::mirror(turned);
        for (std::uint32_t y = 0; y < 3; ++y)
            for (std::uint32_t x = 0; x < width; ++x)
                for (std::uint32_t c = 0; c < 4; ++c) CHECK(turned.rgba[(y * width + x) * 4 + c] == image.rgba[(y * width + width - 1 - x) * 4 + c]);
    }
    renderer::Image image{640, 480, std::vector<std::uint8_t>(640 * 480 * 4, 100)};
    exporting::draw_grey_card(image, {10, 20, 30});
    exporting::draw_ruler(image, 0.25);  // 50 mm are 200 pixels
    const auto at = [&](int x, int y) { return &image.rgba[(std::size_t(y) * 640 + std::size_t(x)) * 4]; };
    CHECK(int(at(640 - 12 - 20, 480 - 12 - 40)[0]) == 10);
    CHECK(int(at(640 - 12 - 20, 480 - 12 - 40)[2]) == 30);
    // The line of the ruler is the longest run of its ink in any row.
    int longest = 0;
    for (int y = 0; y < 480; ++y)
        for (int x = 0, run = 0; x < 320; ++x) longest = std::max(longest, run = *at(x, y) > 200 ? run + 1 : 0);
    CHECK(longest == 201);
}

TEST_CASE("the page on appearance says of each light what the code makes of it") {
    std::string table = "| light | lamps | around | viewer | forehead | up | red / blue | rests on |\n|---|---|---|---|---|---|---|---|\n";
    REQUIRE(session::light_facts().size() == kinds().size());
    for (std::size_t i = 0; i < kinds().size(); ++i) {
        const session::LightFacts& facts = session::light_facts()[i];
        REQUIRE(facts.kind == kinds()[i]);
        const renderer::Light light = session::light_of(lit(facts.kind));
        const glm::dvec3 level = summed(light, {0, 0, 1});
        char figures[80];
        std::snprintf(figures, sizeof figures, " | %.2f | %.2f | %.2f | %.2f | ", session::luminance_of(level), session::luminance_of(summed(light, {0, 0.42262, 0.90631})),
                      session::luminance_of(summed(light, {0, 1, 0})), level.r / level.b);
        table += "| " + std::string(facts.kind) + " | " + std::string(facts.lamps) + " | " + std::string(facts.around) + figures + std::string(facts.rests_on) + " |\n";
    }
    std::ifstream in(STIPPLE_DOCS "/appearance.md");
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    const bool same = page.find("<!-- lights -->\n" + table + "<!-- end of lights -->") != std::string::npos;
    if (!same) std::ofstream("appearance-lights.md") << table;
    INFO("what belongs between the page's lines about lights was written to appearance-lights.md, here");
    CHECK(same);
}
