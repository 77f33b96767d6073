// A scan as large as scanners deliver them, made from the built-in head: for timing how it opens, and for tests.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace test {

struct BigScan {
    std::size_t triangles = 1'000'000;  // reached to a few per mille, from below
    std::uint32_t texture_side = 8192;  // pixels
    bool png = false;                   // the picture; else a JPEG of quality 90
    double noise_mm = 0.05;             // standard deviation of the surface's noise, along its normals
    std::uint32_t seed = 1;
};

// A .glb as photogrammetry writes it: one mesh without normals, metres, y up, cut along ragged seams into six charts of
// one picture, in which light, pores and a sensor's noise are. The same bytes for the same scan on one machine.
[[nodiscard]] std::vector<std::uint8_t> big_scan(const BigScan& scan);

}  // namespace test
