// Where each place of the bust lies on a texture.
#pragma once
#include <cstdint>
#include <vector>

#include "assets/bust/remesh.h"

namespace stipple::bust {

// Six islands on one square of kTextureSideMm, all at life size on the head of default measures: scalp, face, front and
// back of neck and shoulders, both ears. The scalp holds all that pigment can go to, with 8 mm around it: to above the
// brows, down the temples, before and behind the ears, below the nape. Its rim is the seam; three darts let it lie
// flat: one up the nape to the height of the opisthocranion, one above each ear.
struct TextureMap {
    std::vector<std::array<std::uint32_t, 3>> triangles;  // the mesh's, in its order, along seams on doubled vertices
    std::vector<std::uint32_t> copy_of;                   // vertices beyond the mesh's: the one each lies on
    std::vector<glm::vec2> uvs;  // 0..1, v downward as in glTF; of the mesh's vertices and the copies
};

// `mesh`: the head of default measures, head axes, closed. `on_ear`: 1 for triangles of an ear that stands off.
// Deterministic to the bit on every machine: + - x / sqrt only. Takes seconds.
[[nodiscard]] TextureMap texture_map(const TriangleMesh& mesh, const std::vector<std::uint8_t>& on_ear);

}  // namespace stipple::bust
