// What the years have done to the dots: one small uniform, the only thing written when time is scrubbed.
#ifndef STIPPLE_SHARED_TIME_TABLE_H
#define STIPPLE_SHARED_TIME_TABLE_H
#include "dot.h"
STIPPLE_SHARED_BEGIN

struct TimeEntry {
    float strength;  // ink now over the same dot healed (0 while its session is still to come)
    float sigma2;    // extra blur against the healed dot at reference depth, mm^2
    float shift;     // share of dots drawn in the shifted hue, 0 .. 1
    float pad0;
};
STIPPLE_LAYOUT(TimeEntry, 16);

// entries[half_life_class * MAX_SESSIONS + session]
struct TimeTable {
    TimeEntry entries[HALF_LIFE_CLASSES * MAX_SESSIONS];
};
STIPPLE_LAYOUT(TimeTable, 6144);

STIPPLE_SHARED_END
#endif
