// What a file is: unit, axes, landmarks, scalp area, problems.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "head_choices.h"

namespace stipple::session {

struct Inspection {
    std::uint64_t triangles = 0;
    double mm_per_unit = 1;
    bool scale_assumed = true;
    std::array<double, 3> up{}, forward{};                   // file axes
    std::map<std::string, std::array<double, 3>> landmarks;  // file coordinates
    double scalp_area_cm2 = 0;                               // 0 where no head was found
    std::map<std::string, double> measures_mm;
    double confidence = 0;
    std::vector<std::string> problems;
    std::vector<std::string> repairs;  // what was mended of the scan
    std::string picture;               // what its picture of itself holds and how it is shown; "" where it has none
};

// Throws scalp::BadFile for a file that cannot be read; a readable file that is no head has `problems`.
[[nodiscard]] Inspection inspect(const std::filesystem::path& file, const model::Design& design = {});

}  // namespace stipple::session
