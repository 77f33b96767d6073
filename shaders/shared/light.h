// The light of a frame: lamps with the shadows they throw, and a sky that depends on height alone.
//
// Radiance is linear RGB; irradiance is over pi, so that a white matt surface under irradiance 1 sends out radiance 1.
#ifndef STIPPLE_SHARED_LIGHT_H
#define STIPPLE_SHARED_LIGHT_H
#include "types.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST uint KEY_LIGHTS = 2u;
// What a picture holds of a place at most: curvature, per mm, and doublings of melanin or blood.
STIPPLE_CONST float MOST_CURVED = 0.5f;
STIPPLE_CONST float MOST_ZONED = 4.0f;

// A lamp. Shading sees it from its middle, and as wide as it is; its shadows are those of the point of its disc that this picture, or
// this sample of it, sees it from.
struct KeyUniforms {
    vec4 direction;   // head axes, unit, towards its middle; w: variance of its disc along one axis, a quarter of the radius squared
    vec4 irradiance;  // RGB; w: from column x row (the cross product of both) to depth: the way to that point is across the map
    // From a place, head axes, mm, to the shadow map: column and row in texels, and depth, 1 nearest the lamp.
    vec4 map_column;
    vec4 map_row;
    vec4 map_depth;
    vec4 map;         // x: how many mm a depth of 1 stands for; y: how far off the skin a place is looked up, mm; z, w unused
};

struct LightUniforms {
    KeyUniforms keys[KEY_LIGHTS];
    vec4 sky[3];      // radiance as a sum of Legendre's polynomials of the sine of the height; w unused
    vec4 gloss;       // see gloss_share in gloss.h
    vec4 matt;        // x: 1 / (1 - mean of gloss_share over all directions); y: exposure; z, w unused
};
STIPPLE_LAYOUT(LightUniforms, 2 * 96 + 5 * 16);

STIPPLE_CONST float SKY_EDGE = 0.12f;  // half the height over which ground becomes sky

// Irradiance of an unhidden place by one Legendre polynomial of radiance, for l = 0, 1, 2: a clamped cosine keeps 1, 2/3 and 1/4
// of them (Ramamoorthi and Hanrahan 2001), and nothing to speak of beyond. `up`: the normal's height, its sine.
STIPPLE_FUNCTION vec3 sky_transfer_open(float up) { return vec3(1.0f, 2.0f / 3.0f * up, 0.25f * (1.5f * up * up - 0.5f)); }

STIPPLE_SHARED_END
#endif
