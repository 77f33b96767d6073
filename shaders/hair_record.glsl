// From a follicle to its hair on the screen: shared by the discs and by the quads they are measured against.
#ifndef STIPPLE_HAIR_RECORD_GLSL
#define STIPPLE_HAIR_RECORD_GLSL
#include "dot_ellipse.glsl"
#include "hair_shape.glsl"

// Peaks are shares of full coverage; none: nothing to draw. `clip` is the root's.
HairRecord hair_record(OpenCluster open, LiveDot d, EllipseView eye, vec2 size, out vec4 clip) {
    vec3 place = open.cluster.origin + open.cluster.step * d.steps;
    clip = eye.view_projection * vec4(place, 1.0);
    float distance_mm = max(clip.w, open.near_mm), pixels_per_mm = open.focal_px / distance_mm;
    vec3 normal = surface_normal(open, place);
    float cosine = dot(normal, normalize(eye.camera - place));
    vec2 edge = vec2(frame.disc_shape.x, frame.hair_shape.x), width = hair_widths(pixels_per_mm);

    // The root's disc keeps its area under the lean of the skin, not its outline: it lies at no one depth.
    float radius = 0.5 * d.diameter_mm * pixels_per_mm, weight = d.strength * d.stands_for;
    float root = dot_peak(d.diameter_mm, d.diameter_mm * d.diameter_mm, weight * HAIR_ROOT_SHARE) * radius * radius * cosine / (width.x * width.x) * frame.disc_shape.w;

    vec3 shaft = hair_shaft(open, d.hash, place, normal);
    vec4 tip = clip + eye.view_projection * vec4(shaft, 0.0);
    vec2 along = (tip.xy / max(tip.w, open.near_mm) - clip.xy / distance_mm) * 0.5 * size;
    float length_px = sqrt(dot(along, along)), ends = shaft_ends(width.y, edge.y);
    // Width times length on the screen, spread over the stroke and its round ends.
    float middle = max(length_px - ends, 0.0);
    float peak = weight * 0.5 * open.shaft_mm * pixels_per_mm * length_px / (width.y * (middle + ends)) * shaft_thinned(cosine);
    float line = max(middle, SHAFT_SHORT * min(length_px / ends, 1.0));
    along *= line / max(length_px, 1e-9);

    float allowance = 0.3 + min(8.0, 2.0 * (eye.pixel_places / pixels_per_mm + 0.5 * HAIR_SEEN_MM) / max(cosine, 0.05));
    float depth = open.near_mm / max(min(clip.w, tip.w) - allowance, open.near_mm);
    bool seen = clip.w > open.near_mm && tip.w > open.near_mm && cosine > 0.0;
    vec2 center = (clip.xy / distance_mm * 0.5 + 0.5) * size;
    return HairRecord(center.x, center.y, along.x, along.y, pixels_per_mm, seen ? root : 0.0, seen ? peak : 0.0, depth);
}

// No farther from the line between root and tip does a hair cover anything, pixels.
float hair_reach(HairRecord hair) {
    vec2 reach = (1.0 + vec2(frame.disc_shape.x, frame.hair_shape.x)) * hair_widths(hair.pixels_per_mm);
    return max(hair.root > 0.0 ? reach.x : 0.0, hair.shaft > 0.0 ? reach.y : 0.0);
}
// The end of the middle line, from the root.
vec2 hair_end(HairRecord hair) {
    vec2 line = vec2(hair.along, hair.down);
    return line + hair_stroke(line, hair.pixels_per_mm).start;
}
#endif
