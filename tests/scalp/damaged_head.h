// The built-in head with the faults of a phone's scan, each made on purpose, so that the sound head is the truth to mend it to.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "scalp/head_mesh.h"

namespace test {

// The preview head in head axes, mm: one submesh of skin.
stipple::scalp::HeadMesh sound_head();

class Damage {
  public:
    explicit Damage(stipple::scalp::HeadMesh& mesh, std::uint32_t seed = 1) : mesh_(mesh), state_(seed) {}
    void hole(const glm::vec3& center, float radius);        // triangles about a point left out, with a ragged rim
    void turned_patch(const glm::vec3& center, float radius);  // wound the wrong way
    void doubles(int every);                                 // each so many triangles once more, the other way round every second time
    void fins(int count);                                    // single triangles on an edge
    void islands(int count, float distance);                 // crumpled scraps of some 20 triangles, so far from the middle
    void torn_apart(float gap);                              // cut along the plane x = 3, with own vertices on both sides, and moved apart
    void cut_at(float height);                               // cut along a level plane, with own vertices on both sides
    void loose(double share);                                // triangles with vertices of their own, at the same places
    void noise(double rms, float above);                     // along the normals, above a height
    void shuffled();                                         // triangles in another order
    double random();                                         // 0 .. 1
    double normal_random();                                  // mean 0, variance 1

  private:
    [[nodiscard]] glm::vec3 middle(std::size_t triangle) const;
    std::uint32_t copy_of(std::uint32_t vertex);
    void finish();  // submesh as long as the list of triangles
    stipple::scalp::HeadMesh& mesh_;
    std::uint32_t state_;
};

// Triangles by the places of their corners, beginning with the least, in order: equal for two meshes of the same surface.
std::vector<std::array<float, 9>> places_of(const stipple::scalp::HeadMesh& mesh);

}  // namespace test
