// What changes from frame to frame: camera, light, target, and the units chosen for this frame's packed sums.
#ifndef STIPPLE_SHARED_FRAME_H
#define STIPPLE_SHARED_FRAME_H
#include "hair_direction.h"
#include "look.h"
STIPPLE_SHARED_BEGIN

STIPPLE_CONST uint LAYER_COUNT = 3u;  // pigment, shifted pigment, hair
STIPPLE_CONST uint CHUNK_SLOTS = 64u; // slots one splat work group or one run of strip instances covers
STIPPLE_CONST uint BLUR_TAPS = 28u;   // centre and up to 27 to either side
STIPPLE_CONST float CELL_FIELD_FULL = 32768.0f;  // a packed field holds twice this before it spills into its neighbour

// Clip space is reversed: depth = near / distance, 0 at infinity.
struct FrameUniforms {
    mat4 view_projection;
    mat4 view;
    vec4 camera;          // head axes, mm; w: focal length in pixels
    vec4 viewport;        // width, height, 1 / width, 1 / height
    vec4 background;      // linear RGB
    float near_mm;
    float focus_mm;
    float mm_per_pixel;   // at focus distance
    float pad0;
    float coverage_unit;  // coverage (pixels) one count of a packed field stands for
    float disc_low;       // radius in pixels from which a dot is partly drawn as a disc,
    uint blur_factor;     // reduced image: side of a block of pixels
    uint layers;          // bit k: layer k of the packed sums holds anything this frame
    uint strips_used;     // 1 when the strip image was drawn
    uint fine_detail;     // 1 where pores would be seen
    uint cells_per_row;   // of dot_area and one more: that of pixel (x, y) is (y + 1) rows and x + 1 on, one starts to the left of
    uint cells_per_layer; // and above the area's first pixel
    vec4 skin_mean;       // mean colour of the head's own picture and vertex colours over skin, to be divided out
    DotLook look;
    SkinLook skin;
    uint blur_reach;      // taps to either side
    uint sample_index;    // of the pictures averaged into one, 0 the first
    uint sample_count;
    float disc_high;      // and from which wholly
    uvec4 area;           // pixels the head may cover: left, top, width, height; outside it the picture is background
    uvec4 dot_area;       // pixels that dots or their diffusion may darken, on whole blocks; outside it skin is bare
    // Head axes: from the camera through a pixel at (x, y), 1 mm along the view: corner + x right + y down. w unused.
    vec4 ray_corner;
    vec4 ray_right;
    vec4 ray_down;
    vec4 blur_weights[BLUR_TAPS];  // R, G, B of tap 0, 1, ...: both sides together sum to one
    vec4 knee;            // of pigment_transmittance, R, G, B; w: share of the product over single dots; 0: densities are not summed, 1: only discs
    vec4 head_offset;     // x, y: where inside the pixel this sample sees the head, clip units. Dots do not move: their sums
                          // already hold the share of their area in each pixel. z: how far the places where a pixel looks at
                          // discs lie from its middle, pixels
    vec4 disc_shape;      // of a dot at focus distance: see disc_shape in disc.h
    uvec4 grid;           // of the sums: x, y: the picture's pixel they begin at; z, w: log2 of how many go along a pixel, and how many.
                          // While dots are drawn, viewport, camera.w, mm_per_pixel and view_projection are the grid's
    HairField hair_field;
    vec4 hair_shape;      // of a shaft at focus distance: see shaft_shape in disc.h
};
STIPPLE_LAYOUT(FrameUniforms, 688 + 16 * BLUR_TAPS);
STIPPLE_OFFSET(FrameUniforms, near_mm, 176);
STIPPLE_OFFSET(FrameUniforms, look, 240);

// Whether a sphere (head axes, mm) lies wholly to the left, right, above or below the picture of `view_projection`.
STIPPLE_FUNCTION bool beside_picture(mat4 view_projection, vec3 center, float radius) {
    vec4 clip = view_projection * vec4(center, 1.0f);
    vec3 x = vec3(view_projection[0].x, view_projection[1].x, view_projection[2].x);
    vec3 y = vec3(view_projection[0].y, view_projection[1].y, view_projection[2].y);
    vec3 w = vec3(view_projection[0].w, view_projection[1].w, view_projection[2].w);
    // Distance outside each of the side planes, times the length of the plane's normal.
    return -clip.x - clip.w > radius * length(w + x) || clip.x - clip.w > radius * length(w - x) ||
           -clip.y - clip.w > radius * length(w + y) || clip.y - clip.w > radius * length(w - y);
}

// What differs between the passes over one site set.
struct SiteSetPush {
    uint cluster_count;
    float diameter_mm;  // mean, of its dots
    float rank_cut;     // see detail.h; 0 where every dot is drawn
};
STIPPLE_LAYOUT(SiteSetPush, 12);

STIPPLE_SHARED_END
#endif
