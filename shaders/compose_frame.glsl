// What all pixels of a frame share, handed from compose.vert (DIRECTION out) to compose.frag (in). Flat, so that each number
// is there for all lanes at once: lavapipe gathers a number of a uniform buffer lane by lane, in 28 instructions, and half of
// what composing did was that. 116 numbers, which is what the most modest of the devices in use takes.
layout(location = 0) flat DIRECTION vec4 ray_corner_near;     // see FrameUniforms; w: near_mm
layout(location = 1) flat DIRECTION vec4 ray_right;           // w: exposure
layout(location = 2) flat DIRECTION vec4 ray_down;            // w: 1 / (1 - mean gloss)
layout(location = 3) flat DIRECTION vec4 camera;              // head axes, mm; w: how far off the skin shadows are looked up, mm
layout(location = 4) flat DIRECTION vec4 skin_albedo;         // w: share of the head's own colours
layout(location = 5) flat DIRECTION vec4 skin_melanin;        // w: roughness of the gloss
layout(location = 6) flat DIRECTION vec4 skin_blood;          // w: reflectance of the surface straight on
layout(location = 7) flat DIRECTION vec4 scatter_width;       // of diffused(), times radius of curvature, mm; w: weight of the tight lobe
layout(location = 8) flat DIRECTION vec4 per_skin_mean;       // 1 over the mean of own colours; w: factor of zones on blood
layout(location = 9) flat DIRECTION vec4 gloss_fit;
layout(location = 10) flat DIRECTION vec4 sky_even;           // LightUniforms::sky; w: from pixels to the neighbourhood's width, 0 .. 1
layout(location = 11) flat DIRECTION vec4 sky_slope;          // w: to its height
layout(location = 12) flat DIRECTION vec4 sky_bend;           // w: freckles
// Of each lamp, see KeyUniforms.
layout(location = 13) flat DIRECTION vec4 key_direction[2];
layout(location = 15) flat DIRECTION vec4 key_irradiance[2];
layout(location = 17) flat DIRECTION vec4 key_column[2];
layout(location = 19) flat DIRECTION vec4 key_row[2];
layout(location = 21) flat DIRECTION vec4 key_depth;          // map_depth.w of both; z: how much of the relief is seen; w: map.x, which lamps share
#ifdef MARKS
layout(location = 22) flat DIRECTION vec4 scar_look;          // uptake, sharpness, alpha, oil: see MarksLook
layout(location = 23) flat DIRECTION vec4 scar_tint;          // w: level of the map
layout(location = 24) flat DIRECTION vec4 chart_left;         // these as in MarksUniforms
layout(location = 25) flat DIRECTION vec4 chart_back;
layout(location = 26) flat DIRECTION vec4 chart_pole;
layout(location = 27) flat DIRECTION vec4 piece;
layout(location = 28) flat DIRECTION vec4 treated;            // both as in MarksUniforms, MarksLook
layout(location = 29) flat DIRECTION vec2 healing;
#endif
