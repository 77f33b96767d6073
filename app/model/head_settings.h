// What an artist decided about one scan and no parameter can hold: points on it. Choices and numbers about a scan are
// parameters marked `of_scan`; both belong to that scan alone.
#pragma once
#include <array>
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stipple::model {

// The landmarks that are set by hand, in the order in which they are asked for.
inline constexpr std::array<std::string_view, 6> kMarkNames{
    "glabella", "tragion_left", "tragion_right", "outer_canthus_left", "outer_canthus_right", "inion"};

// Which file a decision is about. Moving or renaming a file changes nothing: `hash` alone decides.
struct Scan {
    std::string file;  // name without folder, for people
    std::string hash;  // of its bytes, hexadecimal; empty: no scan (the built-in head)
    [[nodiscard]] bool operator==(const Scan& other) const { return hash == other.hash; }
};

// A value, part of the design. Points are in the file's own coordinates, so they stay right whatever is found out about
// the scan later; finite, checked where they are read.
struct HeadSettings {
    Scan scan;                                             // no hash: about whichever scan is open
    std::map<std::string, glm::dvec3, std::less<>> marks;  // by landmark name, some of kMarkNames
    std::vector<glm::dvec3> length_points;  // ends of the known length where it runs between points: 0 or 2
    [[nodiscard]] bool operator==(const HeadSettings&) const = default;
};

}  // namespace stipple::model
