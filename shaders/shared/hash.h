// One hash for everything that must look random yet be the same on every machine and on both processors.
#ifndef STIPPLE_SHARED_HASH_H
#define STIPPLE_SHARED_HASH_H
#include "types.h"
STIPPLE_SHARED_BEGIN

// PCG output permutation as a 32-bit hash (Jarzynski and Olano 2020, "Hash Functions for GPU Rendering", JCGT 9(3)).
STIPPLE_FUNCTION uint hash_pcg(uint value) {
    uint state = value * 747796405u + 2891336453u;
    uint word = ((state >> ((state >> 28u) + 4u)) ^ state) * 277803737u;
    return (word >> 22u) ^ word;
}

// Uniform in [0, 1) with 24 bits, exact in binary32.
STIPPLE_FUNCTION float hash_unit(uint hash) { return float(hash >> 8u) * (1.0f / 16777216.0f); }

STIPPLE_SHARED_END
#endif
