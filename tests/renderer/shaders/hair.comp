#version 460
// What shared/hair_direction.h makes of each place, on the device.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/hair_direction.h"
layout(local_size_x = 64) in;
layout(set = 0, binding = 0, scalar) readonly buffer FieldBlock { HairField field; };
layout(set = 0, binding = 1, scalar) readonly buffer PlaceBlock { vec4 places[]; };
layout(set = 0, binding = 2, scalar) writeonly buffer HairBlock { vec4 hairs[]; };
layout(push_constant, scalar) uniform PushBlock { uint count; } push;

void main() {
    uint i = gl_GlobalInvocationID.x;
    if (i >= push.count) return;
    vec3 place = places[i].xyz;
    uint hash = hash_pcg(i);
    hairs[i] = vec4(hair_direction(field, place, normalize(place - field.center.xyz), hash), hair_length_share(hash));
}
