// Walks the body of a PLY file as its header describes it: libassimp reads past the end of those that lie about a list.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stipple::scalp {

enum class PlyFormat { ascii, little_endian, big_endian };

struct PlyProperty {
    std::size_t count_bytes = 0;  // of a list's length; 0: no list
    std::size_t bytes = 0;        // of a value
    bool corners = false;         // a face's list of vertices
};
struct PlyElement {
    std::string name;
    std::uint64_t count = 0;
    std::vector<PlyProperty> properties;
};

// `body` begins after the header's last line. Every element must be there whole, every face have 3 to 64 corners, each
// a vertex below `vertices`. Throws gltf::Fault.
void walk_ply(std::string_view body, PlyFormat format, const std::vector<PlyElement>& elements, std::uint64_t vertices);

}  // namespace stipple::scalp
