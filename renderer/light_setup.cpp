#include "renderer/light_setup.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stipple::renderer {
namespace {

constexpr float kPi = 3.14159265F;
// A shadow's edge is looked up over three texels and as wide as its lamp makes it this far behind what throws it: noses and brows
// stand out so far. Finer than 0.7 mm light in skin blurs it anyway.
constexpr float kShadowDepthMm = 30, kTexelMin = 0.7F, kTexelMax = 2.5F, kEdgeTexels = 3;
// Off the skin by more than half of what is looked up, so that skin does not shade itself where light grazes it: what lies that near
// before it throws no shadow.
constexpr float kOffSkinTexels = 2.6F;

// Axes of a light in head axes: columns right, up, towards the viewer.
glm::mat3 light_axes(const Frame& frame, const glm::mat4& to_head) {
    const glm::vec3 up(0, 1, 0);
    if (!frame.light.follows_camera) return glm::mat3(1);
    const glm::vec3 across(to_head[0].x, 0, to_head[0].z);  // the camera's right, which stays level when it looks up or down
    const float length = glm::length(across);
    if (length < 1e-4F) return glm::mat3(1);
    const glm::vec3 right = across / length;
    return {right, up, glm::cross(right, up)};
}

// Any two axes across it.
void across(const glm::vec3& direction, glm::vec3& right, glm::vec3& up) {
    right = glm::normalize(glm::cross(std::abs(direction.y) < 0.95F ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1), direction));
    up = glm::cross(direction, right);
}

// Point of a disc of radius 1 that a sample sees the lamp from. Of eight, the middle and a ring of seven, which a search for the least
// mean square error of penumbras over edges of all directions finds by itself; additive sequences leave twice as much and lean to one side.
// Its radius makes the mean square of the distances the disc's.
// The middle comes first, as moving pictures have it, and the ring in steps of three, so that any beginning lies about the middle.
// Other counts spread by the golden angle.
glm::vec2 lamp_point(Sample sample, std::uint32_t lamp) {
    if (sample.count == 1) return glm::vec2(0);
    constexpr std::uint32_t kRing = kStillSamples - 1;
    constexpr float kRingRadius = 0.756F, kGoldenAngle = 2.39996323F;
    float radius = std::sqrt((float(sample.index) + 0.5F) / float(sample.count)), turn = kGoldenAngle * float(sample.index);
    if (sample.count == kStillSamples) {
        radius = sample.index == 0 ? 0.0F : kRingRadius;
        turn = 2 * kPi / float(kRing) * (float(3 * sample.index % kRing) + 0.5F * float(lamp));
    }
    return radius * glm::vec2(std::cos(turn), std::sin(turn));
}

// `direction`: towards the lamp's point.
ShadowView shadow_view(const glm::vec3& direction, const HeadBounds& head, float texel_mm, shared::KeyUniforms& key) {
    glm::vec3 right, up;
    across(direction, right, up);
    const glm::vec3 center = 0.5F * (head.own_low + head.own_high), half = 0.5F * (head.own_high - head.own_low);
    // From any side the head is as wide, so that the map keeps its size while the lamp moves. 3 mm: coarser levels of the head lie so far
    // beside it at most.
    const float deep_mm = glm::length(half) + 3, across_mm = deep_mm + 2 * texel_mm;
    ShadowView view;
    view.side = std::uint32_t(std::clamp(std::ceil(2 * across_mm / texel_mm), 16.0F, 1024.0F));
    const float texel = 2 * across_mm / float(view.side), middle = 0.5F * float(view.side), per_depth = 0.5F / deep_mm;
    key.map_column = glm::vec4(right / texel, middle - glm::dot(right, center) / texel);
    key.map_row = glm::vec4(up / texel, middle - glm::dot(up, center) / texel);
    key.map_depth = glm::vec4(direction * per_depth, 0.5F - glm::dot(direction, center) * per_depth);
    key.map = glm::vec4(1 / per_depth, kOffSkinTexels * texel, 0, 0);
    key.irradiance.w = per_depth * texel * texel;
    const float to_clip = 2 / float(view.side);
    const glm::vec4 x = key.map_column * to_clip - glm::vec4(0, 0, 0, 1), y = key.map_row * to_clip - glm::vec4(0, 0, 0, 1);
    view.projection = glm::transpose(glm::mat4(x, y, key.map_depth, glm::vec4(0, 0, 0, 1)));
    return view;
}

// Radiance from a direction whose height has this sine, as renderer::Light says.
glm::vec3 sky_radiance(const Light& light, float sine) {
    return glm::mix(light.ground, glm::mix(light.horizon, light.zenith, glm::clamp(sine, 0.0F, 1.0F)), glm::smoothstep(-shared::SKY_EDGE, shared::SKY_EDGE, sine));
}

// Legendre coefficients of it over the sine of the height.
void set_up_sky(shared::LightUniforms& u, const Light& light) {
    constexpr int kSteps = 256;
    for (int i = 0; i < kSteps; ++i) {
        const float y = 2 * (float(i) + 0.5F) / kSteps - 1;
        const glm::vec3 radiance = sky_radiance(light, y) * (2.0F / kSteps), polynomial(1, y, 1.5F * y * y - 0.5F);
        for (int l = 0; l < 3; ++l) u.sky[l] += glm::vec4(radiance * polynomial[l] * (float(2 * l + 1) / 2), 0);
    }
}

}  // namespace

LightSetup set_up_light(const Frame& frame, const GlossFit& gloss, const HeadBounds& head, Sample sample) {
    LightSetup setup;
    shared::LightUniforms& u = setup.uniforms;
    const glm::mat3 axes = light_axes(frame, glm::inverse(frame.camera.view));
    for (std::size_t i = 0; i < kMostKeyLights; ++i) {
        const KeyLight& lamp = frame.light.keys[i];
        assert(lamp.radius >= 0 && lamp.radius < 1);
        if (lamp.irradiance == glm::vec3(0)) continue;
        shared::KeyUniforms& key = u.keys[setup.keys];
        const glm::vec3 middle = axes * glm::normalize(lamp.direction);
        glm::vec3 right, up;
        across(middle, right, up);
        const glm::vec2 at = lamp_point(sample, std::uint32_t(i)) * std::tan(lamp.radius);
        const glm::vec3 point = glm::normalize(middle + right * at.x + up * at.y);
        key.direction = glm::vec4(middle, 0.25F * lamp.radius * lamp.radius);
        key.irradiance = glm::vec4(lamp.irradiance, 0);
        // Samples share the lamp among them: each stands for a piece of it.
        const float piece = lamp.radius / std::sqrt(float(sample.count));
        const float edge_mm = 2 * kShadowDepthMm * piece;
        setup.shadows[setup.keys] = shadow_view(point, head, std::clamp(edge_mm / kEdgeTexels, kTexelMin, kTexelMax), key);
        ++setup.keys;
    }
    set_up_sky(u, frame.light);
    u.gloss = gloss.share;
    u.matt = glm::vec4(1 / (1 - gloss.mean), frame.light.exposure, 0, 0);
    return setup;
}

}  // namespace stipple::renderer
