// What a dot looks like on the screen: shared by the discs and by the quads they are measured against.
#ifndef STIPPLE_DOT_ELLIPSE_GLSL
#define STIPPLE_DOT_ELLIPSE_GLSL
#include "live_dot.glsl"

struct DotEllipse {
    vec4 clip;           // of the centre
    vec2 across, tilt;   // unit axes in pixels, the surface leans along `tilt`
    float major, minor;  // radii along them, pixels, the pixel's own blur included
    float peak;          // coverage at the centre; 0: nothing to draw
    float depth;         // reversed: hidden where the head's is greater
};

// What every dot's ellipse needs of the frame, read once for many.
struct EllipseView {
    mat4 view_projection;
    mat3 view;
    vec3 camera;
    vec4 shape;  // disc_shape
    float pixel_places;  // of the grid along a pixel
};
EllipseView ellipse_view() {
    return EllipseView(frame.view_projection, mat3(frame.view), frame.camera.xyz, frame.disc_shape, FINE ? float(frame.grid.w) : 1.0);
}

DotEllipse dot_ellipse(OpenCluster open, LiveDot d, EllipseView eye) {
    DotEllipse e;
    vec3 place = open.cluster.origin + open.cluster.step * d.steps;
    e.clip = eye.view_projection * vec4(place, 1.0);
    float distance_mm = max(e.clip.w, open.near_mm);
    vec3 normal = surface_normal(open, place);
    float cosine = dot(normal, normalize(eye.camera - place));

    float width2 = dot_width2(d.diameter_mm, d.sigma2, d.strength);
    float pixels_per_mm = open.focal_px / distance_mm;
    float major2 = 0.25 * width2 * pixels_per_mm * pixels_per_mm;
    float minor2 = major2 * cosine * cosine;
    // A pixel averages over its square, which adds 1/12 pixel^2 of variance to either axis and takes nothing from the mass:
    // the edge softens, and only once it can no more does the ellipse widen. See disc_shape.
    e.major = sqrt(major2 * eye.shape.y + eye.shape.z);
    e.minor = sqrt(minor2 * eye.shape.y + eye.shape.z);
    float thinned = sqrt(major2 * minor2) / (e.major * e.minor) * eye.shape.w;

    vec3 normal_eye = eye.view * normal;
    vec2 lean = vec2(normal_eye.x, -normal_eye.y);  // pictures run downwards
    e.tilt = dot(lean, lean) > 1e-8 ? normalize(lean) : vec2(0.0, 1.0);
    e.across = vec2(-e.tilt.y, e.tilt.x);

    float allowance = 0.3 + min(8.0, 2.0 * (eye.pixel_places / pixels_per_mm + 0.5 * d.diameter_mm) / max(cosine, 0.05));
    e.depth = open.near_mm / max(e.clip.w - allowance, open.near_mm);
    bool seen = d.strength > 0.0 && e.clip.w > open.near_mm && cosine > 0.0;
    e.peak = seen ? dot_peak(d.diameter_mm, width2, d.strength) * d.stands_for * thinned : 0.0;
    return e;
}
#endif
