#version 460
// Dots whose shape is seen: where each lies on the screen, and which tiles it reaches.
#extension GL_GOOGLE_include_directive : require
#extension GL_EXT_scalar_block_layout : require
#include "shared/disc.h"
#define SITE_PUSH_MORE DiscPush disc;
#include "dot_ellipse.glsl"
#include "hair_record.glsl"
layout(local_size_x_id = 4) in;
layout(constant_id = 5) const bool LISTED = true;  // bins that hold discs are listed
layout(set = 0, binding = 6, scalar) readonly buffer ChunkBlock { uint chunks[]; };
layout(set = 0, binding = 7, scalar) buffer BatchBlock { DiscBatch batches[]; };
layout(set = 0, binding = 8, scalar) writeonly buffer RecordBlock { DiscRecord records[]; };
layout(set = 0, binding = 9, scalar) buffer CountBlock { uint bin_counts[]; };
layout(set = 0, binding = 10, scalar) writeonly buffer BinBlock { DiscBin bins[]; };
layout(set = 0, binding = 11, scalar) writeonly buffer TouchBlock { uvec2 touches[]; };
layout(set = 0, binding = 12, scalar) writeonly buffer EntryBlock { uint entries[]; };

// What every dot needs of the frame and the batch.
struct View {
    EllipseView ellipse;
    vec2 size;             // of the grid
    vec2 low, high;        // of the dots' area in it
    float counts, margin;  // of a packed field for full coverage; head_offset.z
    DiscPush disc;
};

// Lists the record in the tile's bin of its layer; `row`: bins before that row of tiles'.
void touch(View seen, uint x, uint y, uint row, uint layer, uint record) {
    uint bin = row + x, place = atomicAdd(bin_counts[bin], 1u);
    if (place < seen.disc.room) entries[bin * seen.disc.room + place] = record;
    else {
        uint at = atomicAdd(batches[seen.disc.batch].touches, 1u), further = place - seen.disc.room;
        if (at < seen.disc.touch_capacity)
            touches[at] = uvec2(record | further << DISC_RECORD_BITS, bin | further >> (32u - DISC_RECORD_BITS) << DISC_BIN_BITS);
    }
    if (LISTED && place == 0u) {
        uint number = atomicAdd(batches[seen.disc.batch].bins, 1u);
        bins[number].where_ = disc_where(x, y, layer);
        if (number % DISC_ROW == 0u) {
            atomicAdd(batches[seen.disc.batch].place_groups[0], 1u);
            atomicAdd(batches[seen.disc.batch].gather_groups[1], 1u);
        }
    }
}

// A hair: listed by every tile whose middle its line passes within its reach and half the tile's diagonal.
void project_hair(OpenCluster open, View seen, uint slot, uint record) {
    LiveDot d = live_dot(open, slot);
    vec4 clip;
    HairRecord hair = hair_record(open, d, seen.ellipse, seen.size, clip);
    float scale = disc_share(open, clip.w) * seen.counts;
    hair.root *= scale;
    hair.shaft *= scale;
    if (!(max(hair.root, hair.shaft) >= 0.5)) return;
    vec2 root = vec2(hair.x, hair.y), line = hair_end(hair);
    float reach = hair_reach(hair) + seen.margin * 1.5;
    vec2 low = clamp(ceil(min(root, root + line) - reach - 0.5), seen.low, seen.high);
    vec2 high = clamp(floor(max(root, root + line) + reach - 0.5) + 1.0, seen.low, seen.high);
    if (any(greaterThanEqual(low, high))) return;
    uvec2 tile = uvec2(low) / DISC_TILE, end = (uvec2(high) + (DISC_TILE - 1u)) / DISC_TILE;
    records[record] = DiscRecord(hair.x, hair.y, hair.along, hair.down, hair.pixels_per_mm, hair.root, hair.shaft, hair.depth);
    uint x = tile.x, y = tile.y, row = d.layer * seen.disc.tiles + y * seen.disc.tiles_x;
    float farthest = reach + 0.70710678 * float(DISC_TILE), per_length2 = 1.0 / max(dot(line, line), 1e-12);
    do {
        vec2 from = (vec2(x, y) + 0.5) * float(DISC_TILE) - root;
        from -= line * clamp(dot(from, line) * per_length2, 0.0, 1.0);
        if (dot(from, from) <= farthest * farthest) touch(seen, x, y, row, d.layer, record);
        bool wrap = ++x == end.x;
        x = wrap ? tile.x : x;
        y += wrap ? 1u : 0u;
        row += wrap ? seen.disc.tiles_x : 0u;
    } while (y != end.y);
}

void project(OpenCluster open, View seen, uint slot, uint record) {
    LiveDot d = live_dot(open, slot);
    DotEllipse e = dot_ellipse(open, d, seen.ellipse);
    float share = disc_share(open, e.clip.w), peak = e.peak * share * seen.counts;
    if (!(peak >= 0.5)) return;  // rounds to nothing everywhere
    vec2 center = (e.clip.xy / e.clip.w * 0.5 + 0.5) * seen.size;
    vec2 u = e.across / e.major, v = e.tilt / e.minor;
    vec2 reach = (1.0 + seen.ellipse.shape.x) * sqrt(e.across * e.across * (e.major * e.major) + e.tilt * e.tilt * (e.minor * e.minor)) + seen.margin;
    // Pixels whose centres lie within reach, then their tiles. Clamped as floats: a centre may be far outside.
    vec2 low = clamp(ceil(center - reach - 0.5), seen.low, seen.high);
    vec2 high = clamp(floor(center + reach - 0.5) + 1.0, seen.low, seen.high);
    if (any(greaterThanEqual(low, high))) return;
    uvec2 tile = uvec2(low) / DISC_TILE, end = (uvec2(high) + (DISC_TILE - 1u)) / DISC_TILE;
    float scale = 1.0 / (4.0 * seen.ellipse.shape.x * seen.ellipse.shape.x);
    vec3 form = scale * vec3(u.x * u.x + v.x * v.x, 2.0 * (u.x * u.y + v.x * v.y), u.y * u.y + v.y * v.y);
    records[record] = DiscRecord(center.x, center.y, form.x, form.y, form.z, peak, e.depth, share);
    uint x = tile.x, y = tile.y, row = d.layer * seen.disc.tiles + y * seen.disc.tiles_x;
    float farthest = (1.0 + seen.ellipse.shape.x) * e.major + seen.margin * 1.5 + 0.01, farthest2 = farthest * farthest;
    do {
        // The circle around the disc leaves out corners of its box of tiles. From the centre to the tile's nearest pixel:
        vec2 from = vec2(uvec2(x, y) * DISC_TILE) + 0.5 - center, nearest = max(max(from, -from - float(DISC_TILE - 1u)), vec2(0.0));
        if (dot(nearest, nearest) <= farthest2) touch(seen, x, y, row, d.layer, record);
        bool wrap = ++x == end.x;
        x = wrap ? tile.x : x;
        y += wrap ? 1u : 0u;
        row += wrap ? seen.disc.tiles_x : 0u;
    } while (y != end.y);
}

void main() {
    uint chunk = chunks[disc.first_chunk + gl_WorkGroupID.x];
    uint first = (chunk & 3u) * CHUNK_SLOTS;
    OpenCluster open = open_cluster(chunk >> 2u);
    View seen = View(ellipse_view(), frame.viewport.xy, vec2(frame.dot_area.xy), vec2(frame.dot_area.xy + frame.dot_area.zw), 1.0 / frame.coverage_unit, frame.head_offset.z, disc);
    uint record = disc.first_record + gl_WorkGroupID.x * CHUNK_SLOTS;
    for (uint i = gl_LocalInvocationIndex; i < CHUNK_SLOTS; i += gl_WorkGroupSize.x)
        if (slot_live(open, first + i)) {
            if (HAIR) project_hair(open, seen, first + i, record + i);
            else project(open, seen, first + i, record + i);
        }
}
