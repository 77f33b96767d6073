// Four floats at a time, in registers that every 64-bit processor has; each lane rounds as a float alone does. Written
// out since compilers take many loops apart into single floats.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

namespace stipple::session {

using Four = float __attribute__((vector_size(16)));
using FourWhole = std::int32_t __attribute__((vector_size(16)));
inline constexpr std::size_t kLanes = 4;

inline Four four(float x) { return Four{x, x, x, x}; }
inline Four load(const float* from) {
    Four x;
    std::memcpy(&x, from, sizeof x);
    return x;
}
inline void store(float* to, const Four& x) { std::memcpy(to, &x, sizeof x); }
// 16-bit whole numbers.
using FourShort = std::uint16_t __attribute__((vector_size(8)));
inline Four load(const std::uint16_t* from) {
    FourShort x;
    std::memcpy(&x, from, sizeof x);
    return __builtin_convertvector(__builtin_convertvector(x, FourWhole), Four);
}
// Rounded down; each 0 .. 65535.
inline void store(std::uint16_t* to, const Four& x) {
    const FourShort whole = __builtin_convertvector(__builtin_convertvector(x, FourWhole), FourShort);
    std::memcpy(to, &whole, sizeof whole);
}
inline Four min(const Four& a, const Four& b) { return a < b ? a : b; }
inline Four max(const Four& a, const Four& b) { return a > b ? a : b; }
inline Four sqrt(const Four& x) { return Four{std::sqrt(x[0]), std::sqrt(x[1]), std::sqrt(x[2]), std::sqrt(x[3])}; }

inline float sum(const Four& x) { return (x[0] + x[1]) + (x[2] + x[3]); }

}  // namespace stipple::session
