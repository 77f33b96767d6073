// What all pixels of a frame share, handed from compose.vert (DIRECTION out) to compose.frag (in). Flat, so that each number
// is there for all lanes at once: lavapipe gathers a number of a uniform buffer lane by lane, in 28 instructions, and half of
// what composing did was that.
layout(location = 0) flat DIRECTION vec4 ray_corner_near;     // see FrameUniforms; w: near_mm
layout(location = 1) flat DIRECTION vec3 ray_right;
layout(location = 2) flat DIRECTION vec3 ray_down;
layout(location = 3) flat DIRECTION vec3 camera;              // head axes, mm
layout(location = 4) flat DIRECTION vec4 key_direction;       // head axes; w: radiance
layout(location = 5) flat DIRECTION vec4 up_direction;        // head axes; w: radiance of the surrounding light
layout(location = 6) flat DIRECTION vec4 skin_albedo;         // w: share of the head's own colours
layout(location = 7) flat DIRECTION vec3 per_skin_mean;       // 1 over the mean of these
layout(location = 8) flat DIRECTION vec3 skin_gloss;          // roughness, specular, oil
#ifdef MARKS
layout(location = 10) flat DIRECTION vec4 scar_look;          // uptake, sharpness, alpha, oil: see MarksLook
layout(location = 11) flat DIRECTION vec4 scar_tint;          // w: level of the map
layout(location = 12) flat DIRECTION vec4 chart_left;         // these as in MarksUniforms
layout(location = 13) flat DIRECTION vec4 chart_back;
layout(location = 14) flat DIRECTION vec4 chart_pole;
layout(location = 15) flat DIRECTION vec4 piece;
layout(location = 16) flat DIRECTION vec4 treated;            // both as in MarksUniforms, MarksLook
layout(location = 17) flat DIRECTION vec2 healing;
#endif
layout(location = 9) flat DIRECTION vec2 per_size;            // from pixels to places in the neighbourhood, 0 .. 1
