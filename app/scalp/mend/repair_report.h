// What may be mended of a scan, and what was.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace stipple::scalp {

enum class Smoothing { never, where_rough, always };

struct RepairOptions {
    bool triangles = true;    // islands, doubled and flipped triangles, fins, seams that gape
    bool fill_holes = true;   // in the skin of scalp, forehead, cheeks and neck; never eyes, ears, nostrils, mouth, the open neck
    Smoothing smoothing = Smoothing::where_rough;
    [[nodiscard]] bool operator==(const RepairOptions&) const = default;
};

// Counts are triangles unless they say otherwise; lengths mm and areas cm2 of the head.
struct RepairReport {
    std::uint64_t degenerate = 0, duplicates = 0, fins = 0, flipped = 0;
    std::uint64_t islands = 0;       // pieces dropped
    std::uint64_t foreign = 0;       // large pieces dropped that are no part of the head
    std::uint64_t seam_vertices = 0;  // pairs of vertices on two rims of one surface that were brought together
    bool inside_out = false;          // the whole surface faced inwards

    std::uint64_t holes = 0;         // filled
    double filled_cm2 = 0;           // all of them
    double crown_filled_cm2 = 0;     // of these, on the top of the head
    double refused_cm2 = 0;          // the largest hole too large to guess

    double roughness_mm = 0;         // rms of the scalp about its smooth shape, before; 0: not measured
    double smoothed_over_mm = 0;     // cutoff of the smoothing; 0: not smoothed
    bool left_rough = false;         // too uneven to be noise
    double moved_mm = 0;             // mean distance vertices of the scalp were moved

    [[nodiscard]] bool anything() const;
    // What was mended, a sentence each with its number.
    [[nodiscard]] std::vector<std::string> sentences() const;
    // Of these, what an artist must know before relying on the surface: guessed skin, holes left.
    [[nodiscard]] std::vector<std::string> problems() const;
};

}  // namespace stipple::scalp
