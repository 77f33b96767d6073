#version 460
// Every pixel of the head under light, its pigment and its gloss: the picture. Light crosses the pigment twice: out through
// the dot itself, in through the neighbourhood that sideways diffusion has mixed; gloss lies on top, undarkened.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/display.h"
#include "shared/frame.h"
#include "shared/gloss.h"
#include "shared/veins.h"
#include "shadow.glsl"
#include "skin.glsl"
#include "strand.glsl"
#include "surface.glsl"
#ifdef MARKS
#include "scar.glsl"
#endif
#define DIRECTION in
#include "compose_frame.glsl"
layout(set = 0, binding = 1) uniform sampler2D head_depth;
layout(set = 0, binding = 2, rgba32ui) readonly uniform uimage2D head_surface;
layout(set = 0, binding = 3, r32ui) readonly uniform uimage2D transmittance;
layout(set = 0, binding = 4) uniform sampler2D neighbourhood;
layout(constant_id = 0) const bool PIGMENT = true;       // there is transmittance to read; else the skin is bare
layout(constant_id = 1) const bool AVERAGED = false;     // one of several samples: linear, and 1 for the head's share
layout(constant_id = 2) const bool FINE_DETAIL = false;  // pores and furrows are seen
layout(constant_id = 3) const bool ALL_SKIN = false;     // no part is of another kind, or double sided
layout(constant_id = 4) const uint CAPTURED = 0u;        // 1: parts may show what a camera saw, 2: all do
layout(constant_id = 5) const uint KEYS = 1u;            // lamps
layout(constant_id = 6) const bool LINEAR = false;       // light itself, not a picture of it
layout(constant_id = 7) const bool FRECKLES = false;
layout(constant_id = 8) const bool SHAFTS = false;       // hairs are seen one by one: see hair_seen.glsl
layout(constant_id = 9) const bool STRANDS = false;      // brows and lashes are seen hair by hair
layout(constant_id = 10) const bool VEINS = false;
layout(set = 0, binding = 0, scalar) uniform FrameBlock { FrameUniforms frame; };  // for what only a variant asks
layout(set = 0, binding = 18) uniform sampler2D vein_map;
layout(set = 0, binding = 10, rg32ui) readonly uniform uimage2D head_light;
layout(set = 0, binding = 11) uniform sampler2D shadow_map_0;
layout(set = 0, binding = 12) uniform sampler2D shadow_map_1;
#include "hair_seen.glsl"
layout(location = 0) out vec4 picture;

// What a lamp does to a place: light that enters the skin, over pi, and gloss.
struct Lit {
    vec3 enters, gloss;
    float lit;  // share of the lamp that the head does not hide
};

// All of a place that any lamp asks.
struct Place {
    vec3 off_skin;            // head axes, mm, a little above the surface
    vec3 n, view;
    float n_v_signed, n_v;
    vec3 diffusion;           // see diffused()
    float alpha, specular, tight;
    float thin;               // 1 on skin, through which light may shine
    vec4 gloss;               // of gloss_share
    float matt;               // 1 / (1 - its mean)
};

Lit lit_by(const int i, sampler2D map, Place p) {
    vec3 light = key_direction[i].xyz;
    float depth = dot(cross(key_column[i].xyz, key_row[i].xyz), p.off_skin) * key_irradiance[i].w + key_depth[i];
    vec2 at = vec2(dot(key_column[i].xyz, p.off_skin) + key_column[i].w, dot(key_row[i].xyz, p.off_skin) + key_row[i].w);
    Shadow shadow = shadow_at(map, at, depth, key_depth.w);
    float n_l = dot(p.n, light), lit = max(n_l, 0.0);
    vec3 enters = diffused(n_l, p.diffusion, key_direction[i].w) * shadow_diffused(shadow.lit);
    enters *= (1.0 - gloss_share(p.gloss, lit)) * p.matt;
    // From behind: what falls on the other side of a thin part, which faces about the other way.
    // Where light grazes, the map's texels hold both sides of the edge: what seems thinner than any ear is no part at all.
    float thick_mm = shadow.thick_mm + camera.w * n_l;
    enters += p.thin * (1.0 - shadow.lit) * clamp(-2.0 * n_l - 0.5, 0.0, 1.0) * smoothstep(0.5, 2.5, thick_mm) * shone_through(THIN_PARTS_SHARE * max(thick_mm, 0.0));
    // Of the vector half way between light and view only what it makes with the others is asked.
    float l_v = dot(light, p.view), per_halfway = inversesqrt(max(2.0 + 2.0 * l_v, 1e-6));
    float n_h = max((n_l + p.n_v_signed) * per_halfway, 0.0);
    float fresnel = p.specular + (1.0 - p.specular) * fifth_power(1.0 - (1.0 + l_v) * per_halfway);
    vec2 alpha = sqrt(vec2(p.alpha, p.alpha * OIL_LOBE_ALPHA) * vec2(p.alpha, p.alpha * OIL_LOBE_ALPHA) + key_direction[i].w);
    // Irradiance is over pi, which the lobes are not.
    float gloss = 3.14159265 * gloss_lobes(n_h, lit, p.n_v, alpha, p.tight) * fresnel * lit * shadow.lit;
    return Lit(enters * key_irradiance[i].rgb, gloss * key_irradiance[i].rgb, shadow.lit);
}

// Share of a lamp that strands leave of a place on the skin: steps towards it over the picture meet strands where it shows one as far
// away as the step is.
float strand_hidden(ivec2 pixel, float depth, vec3 ray, vec3 right, vec3 down, vec4 lamp) {
    const float STEPS_MM[6] = float[6](0.12, 0.26, 0.42, 0.62, 0.88, 1.2);
    const float THICK_MM = 0.22;
    ivec2 last = textureSize(head_depth, 0) - 1;
    float distance_mm = ray_corner_near.w / depth, hidden = 0.0;
    uint turned = uint(pixel.x) * 1664525u + uint(pixel.y) * 1013904223u + frame.sample_index * 747796405u;
    float astray = hash_unit(hash_pcg(turned)) - 0.5;
    vec3 ahead = cross(ray_right.xyz, ray_down.xyz);  // along the view's axis
    ahead *= sign(dot(ahead, ray)) * inversesqrt(dot(ahead, ahead));
    for (int k = 0; k < 6; ++k) {
        vec3 step_ = lamp.xyz * (STEPS_MM[k] * (1.0 + 0.5 * astray));
        ivec2 at = clamp(pixel + ivec2(round(vec2(dot(step_, right), dot(step_, down)))), ivec2(0), last);
        uint kind = imageLoad(head_surface, at).w >> 16u;  // flags and curvature
        float there = ray_corner_near.w / max(texelFetch(head_depth, at, 0).r, 1e-6), wanted = distance_mm + dot(step_, ahead);
        bool meets = is_strand(kind & 7u, float(kind >> 3u) * (MOST_CURVED / CURVATURE_STEPS)) && abs(there - wanted) < THICK_MM;
        hidden += meets ? 1.0 : 0.0;
    }
    return 1.0 - 0.75 * min(hidden, 1.0);
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    // Neighbours off the head only take part in differences: far away, but not infinitely.
    float depth = max(texelFetch(head_depth, pixel, 0).r, 1e-6);
    Surface s = unpack_surface(imageLoad(head_surface, pixel));
    SurfaceLight own_light = unpack_light(imageLoad(head_light, pixel).xy);
    bool skin = ALL_SKIN || (s.flags & SURFACE_SKIN) != 0u;
    vec3 ray = ray_corner_near.xyz + gl_FragCoord.x * ray_right.xyz + gl_FragCoord.y * ray_down.xyz;
    vec3 view = -normalize(ray), n = normalize(s.normal);
    if (!ALL_SKIN && (s.flags & SURFACE_DOUBLE_SIDED) != 0u && dot(n, view) < 0.0) n = -n;
    vec3 place = camera.xyz + ray * (ray_corner_near.w / depth);

#ifdef MARKS
    vec2 on_plane = chart_plane(place, chart_left, chart_back, chart_pole);
    vec4 mark = mark_at(on_plane, piece, scar_tint.w);
    float scar = skin ? mark.a : 0.0;
    float treated_share = skin && healing.x + healing.y > 0.0 ? treated_at(on_plane, treated) : 0.0;
    float flake = treated_share > 0.0 && healing.y > 0.0 ? flake_at(place) : 0.0, flaking = healing.y * treated_share;
    s.own *= skin ? mark.rgb * mix(vec3(1.0), scar_tint.rgb, scar) : vec3(1.0);
#endif
    vec3 variation = clamp(s.own * per_skin_mean.rgb, 0.0, 2.5);
    vec3 spots = value_noises(place * 0.42 + 40.0);
    float melanin = own_light.zones.x + (FRECKLES && skin ? freckled(spots, sky_bend.w) : 0.0);
    vec3 chromophores = exp2(skin_melanin.rgb * melanin + skin_blood.rgb * (own_light.zones.y * per_skin_mean.w));
    if (VEINS) chromophores *= exp2(frame.skin.vein.rgb * textureLod(vein_map, vein_place(place), 0.0).r);
    vec3 albedo = min(skin_albedo.rgb * chromophores * mix(vec3(1.0), variation, skin_albedo.w), vec3(1.0));
    float rougher = skin ? unevenly_rough(place, spots.y) : 0.0;
    float alpha = skin_melanin.w * (1.0 + rougher), specular = skin_blood.w, tight = scatter_width.w;
#ifdef MARKS
    if (treated_share > 0.0) {
        albedo *= exp2(skin_blood.rgb * reddened(place, healing.x * treated_share));
        albedo = mix(albedo, min(albedo * 1.05 + 0.008, vec3(0.95)), flaking * flake);  // dry scales scatter white
        alpha = mix(alpha, max(alpha, 0.6), flaking);
    }
    alpha = mix(alpha, min(alpha, scar_look.z), scar);
    tight += OIL_LOBE_SHARE * scar_look.w * scar;
    float pores = 1.0 - 0.8 * scar;  // scars have none, and hardly any furrows
#endif
    vec3 smooth_n = n;
    ShaftPixel shaft;
    if (SHAFTS) shaft = shaft_pixel(pixel);
    if (FINE_DETAIL) {
        vec2 relief = skin_relief(place, n);
#ifdef MARKS
        relief = vec2(relief.x, relief.y - 0.5) * pores + vec2(0.0, 0.5);
#endif
        float deeper = slack(place), h = relief.x * deeper * key_depth.z;
        alpha = sqrt(max(alpha * alpha - 2.0 * RELIEF_SLOPE2 * deeper * deeper * key_depth.z, 0.02));  // it is seen now
        vec3 dx = dFdx(place), dy = dFdy(place);
        float hx = dFdx(h), hy = dFdy(h);
        vec3 r1 = cross(dy, n), r2 = cross(n, dx);
        float det = dot(dx, r1);
        vec3 slope = sign(det) * (hx * r1 + hy * r2);
        vec3 bent = normalize(abs(det) * n - slope);
        float blotch = value_noise(place * 0.35 + 3.0) - 0.5;
        float fine = relief.y - 0.5;
        vec3 shade = vec3(0.04, 0.10, 0.10) * blotch + vec3(0.03, 0.05, 0.05) * fine + 4.0 * min(h, 0.0);
        if (SHAFTS) {  // no pores on hair
            shade *= 1.0 - shaft.cover;
            bent = normalize(mix(bent, n, shaft.cover));
        }
        albedo *= 1.0 + shade;
        n = skin ? bent : n;
    }
    vec3 diffusion = scatter_width.rgb * s.curvature;
    bool strand = !ALL_SKIN && is_strand(s.flags, s.curvature);
    vec4 own_gloss = gloss_fit;
    float matt = ray_down.w;
    if (!ALL_SKIN && !skin) {
        albedo = strand ? strand_albedo(s.own, skin_albedo.rgb) : s.own;
        alpha = strand ? 0.45 : PART_ALPHA;
        specular = strand ? STRAND_SKY * 0.04 : PART_SPECULAR;
        tight = PART_OIL * OIL_LOBE_SHARE;
        own_gloss = strand ? gloss_fit : part_gloss();
        matt = strand ? ray_down.w : PART_MATT;
        diffusion = vec3(0.0);
    }

    float n_v_signed = dot(n, view), n_v = max(n_v_signed, 1e-3);
    // Rougher lobes reflect less, above all along the skin; what they do not enters.
    float glossy = gloss_share(own_gloss, n_v) * (1.0 - rougher * (1.0 - 0.57 * n_v));
    if (!ALL_SKIN) glossy *= strand ? STRAND_SKY : 1.0;
    // The sky: how much of it this place sees is known for the smooth surface; relief turns it a little.
    vec3 sky = max(sky_even.rgb * s.openness + sky_slope.rgb * (own_light.sky.x + 2.0 / 3.0 * (n.y - smooth_n.y)) + sky_bend.rgb * own_light.sky.y, vec3(0.0));
    vec3 enters = sky * bounced(s.openness, albedo);
    // What it mirrors: narrow places see less of it, the more so the flatter one looks.
    float mirrored = 2.0 * n_v * n.y - view.y;
    vec2 lobe_sky = gloss_sky(alpha, n_v, n.y, mirrored);
    vec3 mirrored_sky = max(sky_even.rgb + sky_slope.rgb * lobe_sky.x + sky_bend.rgb * lobe_sky.y, vec3(0.0));
    float uncovered = clamp((s.openness - 0.3) * (1.0 / 0.7), 0.0, 1.0);
    vec3 gloss = mirrored_sky * (glossy * uncovered * uncovered);
    vec3 enters_sky = enters, sky_gloss = gloss;
    Lit lamps[2] = Lit[2](Lit(vec3(0.0), vec3(0.0), 0.0), Lit(vec3(0.0), vec3(0.0), 0.0));
    if (KEYS > 0u) {
        Place p = Place(place + smooth_n * camera.w, n, view, n_v_signed, n_v, diffusion, alpha, specular, tight, skin ? 1.0 : 0.0, own_gloss, matt);
        lamps[0] = lit_by(0, shadow_map_0, p);
        enters += lamps[0].enters;
        gloss += lamps[0].gloss;
        if (KEYS > 1u) {
            lamps[1] = lit_by(1, shadow_map_1, p);
            enters += lamps[1].enters;
            gloss += lamps[1].gloss;
        }
    }
    if (STRANDS && !ALL_SKIN) {
        vec3 along = strand_direction(own_light.zones), ahead = view - along * dot(view, along);
        float across = clamp(dot(n, cross(along, ahead)) * inversesqrt(max(dot(ahead, ahead), 1e-6)), -0.97, 0.97);
        vec3 seen = sky_gloss, left = enters_sky, right = ray_right.xyz * (depth / (ray_corner_near.w * dot(ray_right.xyz, ray_right.xyz))),
             down = ray_down.xyz * (depth / (ray_corner_near.w * dot(ray_down.xyz, ray_down.xyz)));
        for (int i = 0; i < int(KEYS); ++i) {
            FibreLight fibre = fibre_light(along, view, key_direction[i].xyz, across, key_direction[i].w + strand_variance(frame.mm_per_pixel));
            float lit = strand_hidden(pixel, depth, ray, right, down, key_direction[i]);
            seen += strand ? STRAND_GLOSS * (fibre.mirrored + fibre.through * sqrt(albedo)) * key_irradiance[i].rgb * lamps[i].lit : lamps[i].gloss * lit;
            left += lamps[i].enters * (strand ? vec3(1.0) : 1.0 - SHADOW_KEPT * (1.0 - lit));
        }
        if (strand || skin) {
            gloss = seen;
            enters = left;
        }
    }
    vec3 diffuse = albedo * enters * (1.0 - glossy);

    vec3 crossings = vec3(1.0), out_crossing = vec3(1.0), in_crossing = vec3(1.0);
    if (PIGMENT) {
        out_crossing = unpack_transmittance(imageLoad(transmittance, pixel).r);
        in_crossing = textureLod(neighbourhood, gl_FragCoord.xy * vec2(sky_even.w, sky_slope.w), 0.0).rgb;
#ifdef MARKS
        float kept = flaked_absorptance(flake, flaking);
        out_crossing = max(1.0 - (1.0 - out_crossing) * kept, 0.02);
        in_crossing = max(1.0 - (1.0 - in_crossing) * kept, 0.02);
        if (skin) crossings = scar_crossings(out_crossing, in_crossing, scar, scar_look.x, scar_look.y);
#else
        if (skin) crossings = out_crossing * in_crossing;
#endif
    }
    vec3 color = (diffuse * crossings + gloss) * ray_right.w;
    if (SHAFTS && PIGMENT && skin) {
        float per_mm = depth / ray_corner_near.w;
        vec3 right = ray_right.xyz * (per_mm / dot(ray_right.xyz, ray_right.xyz)), down = ray_down.xyz * (per_mm / dot(ray_down.xyz, ray_down.xyz));
        ShaftLight by_lamp[2];
        for (int i = 0; i < 2; ++i) by_lamp[i] = ShaftLight(lamps[i].enters, lamps[i].gloss, key_irradiance[i].rgb * lamps[i].lit, key_direction[i]);
        color = with_shafts(shaft, pixel, smooth_n, view, right, down, albedo * (1.0 - glossy), out_crossing, in_crossing, enters_sky, sky_gloss, by_lamp) * ray_right.w;
    }
    if (!LINEAR) color = tone_mapped(color);
    // A camera's picture has been through its own shoulder: it is shown as it is, darkened by pigment alone.
    if (CAPTURED > 1u || (CAPTURED > 0u && (s.flags & SURFACE_CAPTURED) != 0u)) color = s.own * crossings * ray_right.w;
    // Samples are averaged after the shoulder, so that one bright one cannot outshine an edge, and before encoding.
    picture = AVERAGED || LINEAR ? vec4(color, 1.0) : vec4(encode_srgb(color.r), encode_srgb(color.g), encode_srgb(color.b), 1.0);
}
