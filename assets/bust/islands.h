// Cuts a closed mesh into islands that can be laid flat.
#pragma once
#include <cstdint>
#include <functional>
#include <vector>

#include "assets/bust/remesh.h"

namespace stipple::bust {

// Whether two triangles with a common edge are to be parted there.
using Parted = std::function<bool(std::uint32_t, std::uint32_t)>;

// Gives every triangle one of `labels` names, 0..labels-1, so that each name is one connected piece, where nothing
// connects across the edges that `cut` parts within a name: of what `wanted` says, smaller pieces go to the neighbour
// they share the longest border with. Deterministic. Every name must be wanted somewhere.
[[nodiscard]] std::vector<std::uint8_t> whole_islands(const TriangleMesh& mesh, std::vector<std::uint8_t> wanted,
                                                      int labels, const Parted& cut);

// The mesh's vertices doubled along edges between triangles of different labels, and along those that `cut` parts. Old
// vertices keep their numbers and new ones follow them; triangles keep their order.
struct CutMesh {
    std::vector<std::array<std::uint32_t, 3>> triangles;
    std::vector<std::uint32_t> copy_of;  // per new vertex, the old one it lies on
};
[[nodiscard]] CutMesh cut_open(const TriangleMesh& mesh, const std::vector<std::uint8_t>& labels, const Parted& cut);

}  // namespace stipple::bust
