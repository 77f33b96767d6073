// What a person knows about a scan that its triangles do not tell: where landmarks are, how long something is.
#pragma once
#include <glm/glm.hpp>
#include <map>
#include <string>

namespace stipple::scalp {

// One length that was measured on the client. It decides the scale.
struct KnownLength {
    enum class Kind {
        none,
        ear_to_ear,     // tragion to tragion, straight
        circumference,  // taut tape over glabella and opisthocranion
        points          // from `from` to `to`, straight
    };
    Kind kind = Kind::none;
    double mm = 0;
    glm::dvec3 from{0}, to{0};  // file coordinates
    [[nodiscard]] bool operator==(const KnownLength&) const = default;
};

struct FrameHints {
    std::map<std::string, glm::dvec3, std::less<>> marks;  // landmark name to place in file coordinates, set by hand
    KnownLength known;
    [[nodiscard]] bool operator==(const FrameHints&) const = default;
};

}  // namespace stipple::scalp
