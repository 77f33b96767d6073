#version 460
// Hairs whose shafts are about as wide as pixels or wider, one by one: the shaft itself, or the shadow it throws on the skin.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#define SITE_PUSH_MORE float seen;
#include "dot_ellipse.glsl"
#include "hair_record.glsl"
#include "shared/hair_fibre.h"
#include "shared/light.h"
layout(constant_id = 5) const uint LAMPS = 2u;
layout(constant_id = 4) const uint THROWN = 0u;  // 0: the shaft; 1, 2: its shadow from a lamp; 3: from the sky
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(set = 0, binding = 7, scalar) uniform LightBlock { LightUniforms light; };
layout(location = 0) out vec2 at;            // of the shaft: pixels from the root; of the shadow: mm from it, along and beside
layout(location = 1) flat out vec4 stroke;   // along, down, pixels_per_mm, peak; of the shadow: its length, mm a mm of height, across, height
layout(location = 2) flat out vec4 tangent;  // head axes; w: height of the tip, mm; of the shadow: weight, pixels per mm, radius of the lamp's disc
layout(location = 3) flat out vec4 normal;   // of the skin; w: shade of this hair
layout(location = 4) flat out vec3 view;     // towards the viewer
layout(location = 5) flat out vec3 per_matt; // 1 over the mean of the matt share over the width, by either lamp and by the sky
layout(location = 6) flat out vec2 through_mean;  // of TRT, by either lamp

// The sky throws its shadow from straight above the skin, as a lamp of this radius would.
const float SKY_RADIUS = 0.6;

void main() {
    gl_Position = vec4(2.0, 2.0, 0.0, 1.0);
    at = vec2(0.0);
    stroke = tangent = normal = vec4(0.0);
    view = per_matt = vec3(0.0);
    through_mean = vec2(0.0);
    uint chunk = chunks[gl_InstanceIndex / CHUNK_SLOTS];
    uint slot = (chunk & 3u) * CHUNK_SLOTS + gl_InstanceIndex % CHUNK_SLOTS;
    OpenCluster open = open_cluster(chunk >> 2u);
    if (!slot_live(open, slot)) return;
    LiveDot d = live_dot(open, slot);
    vec4 clip;
    HairRecord record = hair_record(open, d, ellipse_view(), frame.viewport.xy, clip);
    if (record.shaft <= 0.0) return;
    vec3 place = open.cluster.origin + open.cluster.step * d.steps, skin = surface_normal(open, place);
    vec3 shaft = hair_shaft(open, d.hash, place, skin);
    vec2 corner = vec2(float(gl_VertexIndex & 1), float(gl_VertexIndex >> 1)) * 2.0 - 1.0;
    normal = vec4(skin, hair_shade(frame.look.transmittance[2].rgb, hash_pcg(d.hash ^ 0x68616972u)));
    view = normalize(frame.camera.xyz - place);
    if (THROWN == 0u) {
        vec2 line = hair_end(record);
        at = mix(min(line, 0.0), max(line, 0.0), corner * 0.5 + 0.5) + corner * hair_reach(record);
        gl_Position = vec4(clip.xy / clip.w + at * 2.0 * frame.viewport.zw, record.depth, 1.0);
        stroke = vec4(record.along, record.down, record.pixels_per_mm, record.shaft);
        tangent = vec4(normalize(shaft), dot(shaft, skin));
        for (uint i = 0u; i < LAMPS; ++i) {
            per_matt[i] = 1.0 / fibre_matt_mean(tangent.xyz, view, light.keys[i].direction.xyz);
            through_mean[i] = fibre_through_mean(tangent.xyz, view, light.keys[i].direction.xyz, light.keys[i].direction.w);
        }
        per_matt.z = 1.0 / fibre_matt_mean(tangent.xyz, view, skin);
        return;
    }
    KeyUniforms lamp = light.keys[THROWN == 2u ? 1 : 0];
    vec3 towards = THROWN == 3u ? skin : lamp.direction.xyz;
    if (dot(towards, skin) < 0.02) return;
    float radius = THROWN == 3u ? SKY_RADIUS : 2.0 * sqrt(lamp.direction.w);
    ShaftShadow shadow = shaft_shadow(shaft, skin, towards);
    float length_mm = length(shadow.along), pixel_mm = shadow_pixel(1.0 / record.pixels_per_mm);
    // As far beside the shadow as the tip's penumbra and a pixel reach.
    float reach = (0.5 * open.shaft_mm + shadow.height * shadow.reaches * radius) / shadow.across + 2.0 * pixel_mm;
    at = vec2(mix(-2.0 * pixel_mm, length_mm + reach, corner.x * 0.5 + 0.5), corner.y * reach);
    vec3 ahead = cross(shadow.beside, skin);
    vec3 on_skin = place + ahead * at.x + shadow.beside * at.y;
    gl_Position = frame.view_projection * vec4(on_skin, 1.0);
    gl_Position.z = record.depth * gl_Position.w;
    stroke = vec4(length_mm, shadow.reaches, shadow.across, shadow.height);
    tangent = vec4(min(d.strength * d.stands_for, 1.0), record.pixels_per_mm, radius, 0.0);
}
