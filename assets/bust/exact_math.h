// Elementary functions from + - x / alone, so that the same numbers come out on every machine; libm's exp, log and pow
// differ in the last bits between libraries. std::sqrt and std::floor are exact by IEEE 754 and used as they are.
#pragma once
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace stipple::bust::exact {

// e^x, relative error below 2e-14 for |x| <= 700; 0 below -700.
[[nodiscard]] inline double exp(double x) {
    if (x < -700) return 0;
    assert(x <= 700);
    const double k = std::floor(x * 1.4426950408889634 + 0.5);
    const double r = (x - k * 0.693147180369123816490) - k * 1.90821492927058770002e-10;  // ln 2 in two parts
    double p = 1.0 / 39916800;  // Taylor to r^11, |r| <= 0.347: the rest is below 7e-15
    p = p * r + 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 0.5;
    p = p * r + 1;
    p = p * r + 1;
    const auto bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023) << 52;
    return p * std::bit_cast<double>(bits);
}

// Natural logarithm of a positive normal number, absolute error below 1e-13.
[[nodiscard]] inline double log(double x) {
    assert(x > 1e-300);
    auto bits = std::bit_cast<std::uint64_t>(x);
    auto k = static_cast<std::int64_t>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFULL) | 0x3FF0000000000000ULL);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++k;
    }
    const double s = (m - 1) / (m + 1), q = s * s;  // log m = 2 atanh s, |s| <= 0.1716
    double p = 1.0 / 15;
    p = p * q + 1.0 / 13;
    p = p * q + 1.0 / 11;
    p = p * q + 1.0 / 9;
    p = p * q + 1.0 / 7;
    p = p * q + 1.0 / 5;
    p = p * q + 1.0 / 3;
    p = p * q + 1;
    return 2 * s * p + static_cast<double>(k) * 0.69314718055994531;
}

// a^e for a >= 0; bases below 1e-12 count as 1e-12, which keeps gradients finite at the poles.
[[nodiscard]] inline double pow(double a, double e) { return exp(e * log(a < 1e-12 ? 1e-12 : a)); }

}  // namespace stipple::bust::exact
