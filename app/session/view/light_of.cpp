#include "light_of.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <glm/gtc/matrix_transform.hpp>

#include "light_color.h"

namespace stipple::session {
namespace {

// Light at the place of the head, in any unit: only ratios count. Illuminance of a lamp on what faces it; radiance of sky and ground as
// the illuminance that so much from everywhere would make.
struct Lamp {
    double azimuth_deg = 0, height_deg = 0;  // from the viewer's direction towards the right of the picture; above level
    double radius = 0;                       // half the angle it is seen under, radians
    glm::dvec3 illuminance{0};
};
struct Scene {
    std::array<Lamp, renderer::kMostKeyLights> lamps{};
    glm::dvec3 zenith{1}, horizon{1}, ground{1};
    double cast_kept = 0;  // share of the light's colour that the picture keeps, as an exponent: see light_of
};

// A camera's automatic white balance takes most of a light's colour away and leaves some, more of lamp light than of daylight; eyes do
// the same (CIECAM02: degree of adaptation 0.94 in an average surround, 0.76 in a dim one). A third would be 2.2 times as much red
// over blue at 2700 K, a quarter 1.8: on skin both read as a filter. An eighth is 1.3 at 3000 K, and keeps evenings warm at 1.5.
constexpr double kCastKept = 0.12, kCastKeptEvening = 0.18;
constexpr double kForeheadLeanDeg = 25;  // of skin between brow and hairline, from upright: built-in head

glm::dvec3 black_body(double kelvin, double amount) { return amount * linear_rgb(planckian_xy(kelvin)); }
glm::dvec3 daylight(double kelvin, double amount) { return amount * linear_rgb(daylight_xy(kelvin)); }

// Soft box 90 x 90 cm at 1.2 m: 0.49 sr, as a round patch of 23 degrees. Up by 32 and to the side by 38 degrees, the usual portrait, on the side
// that the three-quarter view and the loupe look at: from the other side treated skin would lie in the shade. The white room (paint of 0.8)
// gives four tenths of the light back, more from the ceiling, less from a wooden floor of 0.3.
Scene clinic_softbox() {
    Scene s;
    s.lamps[0] = {38, 32, 0.40, daylight(5500, 100)};
    s.zenith = daylight(5200, 48), s.horizon = daylight(5200, 40), s.ground = black_body(4800, 24);
    s.cast_kept = kCastKept;
    return s;
}

// CIE overcast sky (Moon and Spencer 1942; CIE S 011): the zenith three times the horizon, in between by the sine of the height, which is
// just what this sky does. 6500 K. Ground of 0.25 (pavement, dry) under the 7/9 of the zenith that lie on level ground.
Scene overcast() {
    Scene s;
    s.zenith = daylight(6500, 100), s.horizon = s.zenith / 3.0;
    s.ground = black_body(5600, 100 * 7.0 / 9 * 0.25);
    s.cast_kept = kCastKept;
    return s;
}

// The sun, 0.53 degrees wide, 65 degrees high, 95 klx on what faces it at 5500 K; a clear sky of 15 klx on level ground, twice as bright at
// the horizon as overhead, 12000 K (luminances of CIE S 011 type 12 away from the sun). Sand and dry grass of 0.2 give back light
// warmer than they get.
Scene noon_sun() {
    Scene s;
    s.lamps[0] = {-30, 65, 0.00463, daylight(5500, 95)};
    s.zenith = daylight(12000, 11.25), s.horizon = daylight(9000, 22.5);
    s.ground = black_body(4300, 0.2 * (95 * 0.906 + 15));
    s.cast_kept = kCastKept;
    return s;
}

// Two LED troffers of 60 x 120 cm on a grid of 2.4 m in a ceiling 1.5 m over the head, the nearest before and beside, the other behind:
// 0.27 and 0.19 sr. 500 lx on a desk, 4000 K (EN 12464-1); the rest from other troffers, ceiling (0.8), walls (0.5) and a grey floor (0.2).
Scene office_ceiling() {
    Scene s;
    s.lamps[0] = {-25, 58, 0.29, black_body(4000, 210)};
    s.lamps[1] = {140, 52, 0.25, black_body(4000, 150)};
    s.zenith = black_body(4000, 210), s.horizon = black_body(4000, 105), s.ground = black_body(3800, 90);
    s.cast_kept = kCastKept;
    return s;
}

// Two upright strips of 60 x 6 cm beside a mirror 60 cm wide, seen from 50 cm: 0.11 sr each, as round lamps between a patch of that solid
// angle (11 degrees) and one spread as widely as the strip (25). 3000 K; light tiles around, a white basin below.
Scene bathroom_mirror() {
    Scene s;
    s.lamps[0] = {-35, 4, 0.30, black_body(3000, 60)};
    s.lamps[1] = {35, 4, 0.30, black_body(3000, 60)};
    s.zenith = black_body(2950, 22), s.horizon = black_body(2950, 25), s.ground = black_body(2950, 22);
    s.cast_kept = kCastKept;
    return s;
}

// One floor lamp beside the armchair: a shade of 40 cm at 1 m, a little above the eyes, 2700 K. The room gives a seventh back, yellower.
Scene evening() {
    Scene s;
    s.lamps[0] = {-58, 18, 0.20, black_body(2700, 100)};
    s.zenith = black_body(2600, 13), s.horizon = black_body(2600, 16), s.ground = black_body(2500, 9);
    s.cast_kept = kCastKeptEvening;
    return s;
}

Scene scene_of(std::string_view kind) {
    if (kind == "clinic-softbox") return clinic_softbox();
    if (kind == "overcast") return overcast();
    if (kind == "noon-sun") return noon_sun();
    if (kind == "office-ceiling") return office_ceiling();
    if (kind == "bathroom-mirror") return bathroom_mirror();
    if (kind == "evening") return evening();
    assert(kind == "white");
    return {};  // one from everywhere, and no cast to take away
}

constexpr std::array<LightFacts, 7> kFacts{{
    {"clinic-softbox", "soft box 90 x 90 cm at 1.2 m, 38 degrees to the right, 32 up, 5500 K", "white room, wooden floor, 5200 K",
     "size and place: usual portrait; paint 0.8, floor 0.3; ratios assumed"},
    {"overcast", "none", "CIE overcast sky, 6500 K, zenith three times the horizon; pavement of 0.25",
     "CIE S 011 (Moon and Spencer 1942); albedo of pavement 0.2 to 0.3"},
    {"noon-sun", "sun 0.53 degrees wide, 65 high, 30 to the left, 95 klx, 5500 K", "clear sky 15 klx, 9000 K at the horizon, 12000 K overhead; dry ground of 0.2",
     "clear sky of CIE S 011; CIE D daylight"},
    {"office-ceiling", "two LED troffers 60 x 120 cm 1.5 m over the head, before and behind, 4000 K", "ceiling 0.8, walls 0.5, grey floor 0.2",
     "500 lx on a desk (EN 12464-1); reflectances the middle of its ranges"},
    {"bathroom-mirror", "two strips 60 x 6 cm left and right of a mirror 60 cm wide, 50 cm away, 3000 K", "light tiles, white basin", "common fittings; ratios assumed"},
    {"evening", "one floor lamp with a shade of 40 cm at 1 m, 58 degrees to the left, 2700 K", "dim room, a seventh of the lamp", "common fitting; ratio assumed"},
    {"white", "none", "1 from everywhere", "the furnace: only colours are left"},
}};

glm::dvec3 direction_of(const Lamp& lamp) {
    const double a = glm::radians(lamp.azimuth_deg), h = glm::radians(lamp.height_deg);
    return {std::cos(h) * std::sin(a), std::sin(h), std::cos(h) * std::cos(a)};
}

// Illuminance on a surface over that on one that faces a round lamp of even radiance, cut by the surface's horizon: Snyder 1996,
// "Area light sources for real-time graphics", as Lagarde and de Rousiers 2014 (Moving Frostbite to PBR, listing 7) have it.
double disc_share(double cosine, double radius) {
    const double sin2 = std::sin(radius) * std::sin(radius);
    if (sin2 < 1e-12 || cosine * cosine > sin2) return std::max(cosine, 0.0);
    const double sine = std::sqrt(1 - cosine * cosine), x = std::sqrt(1 / sin2 - 1), y = -x * (cosine / sine);
    if (y >= 1) return 0;
    if (y <= -1) return cosine;
    const double part = sine * std::sqrt(1 - y * y);
    return ((cosine * std::acos(y) - x * part) * sin2 + std::atan(part / x)) / (glm::pi<double>() * sin2);
}

renderer::Light made_of(const Scene& scene) {
    renderer::Light light;
    for (std::size_t i = 0; i < light.keys.size(); ++i)
        light.keys[i] = {glm::vec3(direction_of(scene.lamps[i])), float(scene.lamps[i].radius), glm::vec3(scene.lamps[i].illuminance)};
    light.zenith = glm::vec3(scene.zenith), light.horizon = glm::vec3(scene.horizon), light.ground = glm::vec3(scene.ground);
    return light;
}

void multiply(renderer::Light& light, const glm::dvec3& factor) {
    const glm::vec3 f(factor);
    for (renderer::KeyLight& key : light.keys) key.irradiance *= f;
    light.zenith *= f, light.horizon *= f, light.ground *= f;
}

// White balance, one gain a colour as a camera has it, so that differences between sun and sky stay; then exposure.
renderer::Light balanced(const Scene& scene) {
    renderer::Light light = made_of(scene);
    const glm::dvec3 level_normal(0, 0, 1);
    if (scene.cast_kept > 0) {
        const glm::dvec3 color = irradiance(light, level_normal);
        multiply(light, glm::pow(color / luminance_of(color), glm::dvec3(scene.cast_kept - 1)));
    }
    const double lean = glm::radians(kForeheadLeanDeg);
    const double level = luminance_of(irradiance(light, level_normal));
    const double forehead = luminance_of(irradiance(light, {0, std::sin(lean), std::cos(lean)}));
    // The mean of both is 1, but a face seen straight on is never further from 1 than a tenth.
    if (level > 0) multiply(light, glm::dvec3(std::clamp(2 / (1 + forehead / level), 0.9, 1.1) / level));
    return light;
}

}  // namespace

std::span<const LightFacts> light_facts() { return kFacts; }

glm::dvec3 irradiance(const renderer::Light& light, const glm::dvec3& normal) {
    const double cosine = std::clamp(normal.y, -1.0, 1.0), angle = std::acos(cosine), sine = std::sqrt(1 - cosine * cosine);
    const double open = (1 + cosine) / 2;  // share of even light from above the level that a tilted surface gets
    // The mean over both clamped cosines, of the normal and of straight up: 2/3 (sin + (pi - angle) cos) over pi.
    const double rising = 2.0 / 3 * (sine + (glm::pi<double>() - angle) * cosine) / glm::pi<double>();
    glm::dvec3 sum = open * glm::dvec3(light.horizon) + rising * glm::dvec3(light.zenith - light.horizon) + (1 - open) * glm::dvec3(light.ground);
    for (const renderer::KeyLight& key : light.keys) {
        if (key.irradiance == glm::vec3(0)) continue;
        sum += disc_share(glm::dot(normal, glm::normalize(glm::dvec3(key.direction))), double(key.radius)) * glm::dvec3(key.irradiance);
    }
    return sum;
}

glm::dvec3 in_light_axes(const renderer::Light& light, const renderer::Camera& camera, const glm::dvec3& direction) {
    if (!light.follows_camera) return direction;
    // Rows of the view's turn: right, up and back in the head's axes. From straight above the viewer's level direction is where the
    // picture's lower edge points.
    const glm::dmat3 rows = glm::transpose(glm::dmat3(camera.view));
    const glm::dvec3 right = rows[0];
    const glm::dvec3 x = glm::normalize(glm::dvec3(right.x, 0, right.z)), y(0, 1, 0), z = glm::cross(x, y);
    return {glm::dot(direction, x), direction.y, glm::dot(direction, z)};
}

renderer::Light light_of(const model::Design& design) {
    using enum model::ParameterId;
    renderer::Light light = balanced(scene_of(design.choice(light_kind)));
    multiply(light, glm::dvec3(std::exp2(design.number(light_strength_stops))));
    const auto turn = glm::rotate(glm::mat4(1), glm::radians(float(-design.number(light_rotation_deg))), glm::vec3(0, 1, 0));
    for (renderer::KeyLight& key : light.keys) key.direction = glm::vec3(turn * glm::vec4(key.direction, 0));
    light.follows_camera = design.choice(light_fixed_to) == "camera";
    light.exposure = float(std::exp2(design.number(light_exposure_stops)));
    return light;
}

}  // namespace stipple::session
