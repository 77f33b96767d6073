// Which way hair leaves the skin: it turns around the whorl, runs forward over the top to the forehead and down at sides
// and nape, flat on the temples and steeper elsewhere.
#ifndef STIPPLE_SHARED_HAIR_DIRECTION_H
#define STIPPLE_SHARED_HAIR_DIRECTION_H
#include "hash.h"
STIPPLE_SHARED_BEGIN

// Where the field lies on one head. Lengths in mm, head axes.
struct HairField {
    vec4 center;    // of the cranium; w: mean head's mm a mm of height above the ear canals
    vec4 whorl[2];  // unit directions from there to the whorl's middle; both the same where there is one. w: tangent of the angle
                    // between hair and the ray from the middle, close to it: below 0 clockwise as seen from outside
    vec4 scale;     // x: mean head's mm a mm before the mid-coronal line; others unused
};
STIPPLE_LAYOUT(HairField, 64);

// Hair makes a spiral of a few centimetres around the whorl, then streams away from it (hair streams: Wunderlich and Heerema
// 1975, general knowledge); how fast the spiral opens is assumed.
STIPPLE_CONST float WHORL_TURN = 1.5f;      // tangent: 56 degrees off the ray in the middle
STIPPLE_CONST float WHORL_OPENS_MM = 25.0f; // where half of it is left
// Tangents of the angles to the skin. Temples 10-15 degrees (plasticsurgerykey ch. 41); elsewhere 30-50 degrees, steepest at
// the crown (general knowledge, figures assumed): 35 far from the whorl, 45 in it.
STIPPLE_CONST float LEAN_TEMPLE = 0.2217f;
STIPPLE_CONST float LEAN_TOP = 0.70f;
STIPPLE_CONST float LEAN_WHORL = 1.0f;
// Single hairs differ: tangent of the lean by so much of itself, direction on the skin by this tangent (7 degrees), length by so much of
// itself (a clipper cuts at a height, and lean differs). All uniform and assumed.
STIPPLE_CONST float LEAN_VARIATION = 0.13f;
STIPPLE_CONST float COURSE_VARIATION = 0.12f;
STIPPLE_CONST float HAIR_LENGTH_VARIATION = 0.12f;
// Seen from the side, shafts crowd and hide each other: no more of them covers any pixel than so many times what does from above
// (assumed).
STIPPLE_CONST float MOST_CROWDED = 2.5f;
// A shaft's cover where skin is seen at this cosine, as a share of its width times length on the screen. Light reaches skin from more than
// the eye's side and crosses hair once on that way: of the two crossings only one sees the crowd.
STIPPLE_FUNCTION float shaft_thinned(float cosine) { return clamp(MOST_CROWDED * cosine, 0.0f, 1.0f) * (0.5f + 0.5f * cosine); }
// The seat of hair_loss.cpp's measures, in which the whorl's surroundings are a sphere.
STIPPLE_CONST float WHORL_SPHERE_MM = 95.0f;

// Smoothly 0 at `low`, 1 at `high`.
STIPPLE_FUNCTION float hair_border(float low, float high, float x) {
    float share = clamp((x - low) / (high - low), 0.0f, 1.0f);
    return share * share * (3.0f - 2.0f * share);
}

// Stream around one middle, weighed by nearness; tangential to the skin of outward unit `normal`.
STIPPLE_FUNCTION vec3 whorl_stream(vec4 whorl, vec3 from_center, vec3 normal) {
    vec3 off = from_center - vec3(whorl.x, whorl.y, whorl.z);
    float away2 = dot(off, off) + 1e-9f, opens = WHORL_OPENS_MM / WHORL_SPHERE_MM;
    vec3 along = off - normal * dot(off, normal);
    float turn = whorl.w / (1.0f + away2 / (opens * opens));
    return (along + turn * cross(normal, along)) * (1.0f / away2);
}

// Course of hair on the skin at `place`, a unit vector square to `normal`: where a comb would go without resistance.
STIPPLE_FUNCTION vec3 hair_course(HairField field, vec3 place, vec3 normal) {
    vec3 arm = place - vec3(field.center.x, field.center.y, field.center.z);
    vec3 from_center = arm * inversesqrt(dot(arm, arm) + 1e-9f);
    vec3 stream = whorl_stream(field.whorl[0], from_center, normal) + whorl_stream(field.whorl[1], from_center, normal);
    stream *= inversesqrt(dot(stream, stream) + 1e-12f);
    // Below the crown of the skull it sinks: from 95 mm above the ear canals on, wholly from 55 down.
    float sinks = 1.0f - hair_border(55.0f, 95.0f, place.y * field.center.w);
    vec3 down = vec3(0.0f, -1.0f, 0.0f) + normal * normal.y;
    vec3 course = stream * (1.0f - sinks) + down * sinks;
    course -= normal * dot(course, normal);
    return course * inversesqrt(dot(course, course) + 1e-12f);
}

// Tangent of the angle between hair and skin.
STIPPLE_FUNCTION float hair_lean(HairField field, vec3 place) {
    vec3 arm = place - vec3(field.center.x, field.center.y, field.center.z);
    vec3 from_center = arm * inversesqrt(dot(arm, arm) + 1e-9f);
    vec3 first = from_center - vec3(field.whorl[0].x, field.whorl[0].y, field.whorl[0].z);
    vec3 second = from_center - vec3(field.whorl[1].x, field.whorl[1].y, field.whorl[1].z);
    float away = WHORL_SPHERE_MM * sqrt(min(dot(first, first), dot(second, second)));
    float lean = LEAN_WHORL + (LEAN_TOP - LEAN_WHORL) * hair_border(5.0f, 60.0f, away);
    float temple = hair_border(5.0f, 30.0f, place.z * field.scale.x) * (1.0f - hair_border(60.0f, 85.0f, place.y * field.center.w));
    return lean + (LEAN_TEMPLE - lean) * temple;
}

// One hair, `hash` its own: unit vector from root to tip.
STIPPLE_FUNCTION vec3 hair_direction(HairField field, vec3 place, vec3 normal, uint hash) {
    vec3 course = hair_course(field, place, normal);
    float astray = (float(hash & 1023u) * (2.0f / 1023.0f) - 1.0f) * COURSE_VARIATION;
    float steeper = (float(hash >> 10u & 1023u) * (2.0f / 1023.0f) - 1.0f) * LEAN_VARIATION;
    vec3 along = course + astray * cross(normal, course);
    along *= inversesqrt(1.0f + astray * astray);
    vec3 hair = along + normal * (hair_lean(field, place) * (1.0f + steeper));
    return hair * inversesqrt(dot(hair, hair));
}
// Its length as a share of the mean.
STIPPLE_FUNCTION float hair_length_share(uint hash) {
    return 1.0f + (float(hash >> 20u & 1023u) * (2.0f / 1023.0f) - 1.0f) * HAIR_LENGTH_VARIATION;
}

STIPPLE_SHARED_END
#endif
