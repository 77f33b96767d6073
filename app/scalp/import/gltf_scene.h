// Where every mesh of the scene stands.
#pragma once
#include <glm/glm.hpp>

#include "gltf_document.h"

namespace stipple::scalp::gltf {

struct Instance {
    int node = 0;
    int mesh = 0;
    int skin = -1;
};

struct Scene {
    std::vector<glm::dmat4> node_to_world;  // one a node; identity for nodes outside the scene
    std::vector<Instance> instances;        // in the order the scene lists them, parents first
};

// Walks the default scene (else the first, else every root node) without recursion. A node reached twice is refused: it
// would be a cycle or a diamond, and diamonds can multiply without end. Throws Fault.
[[nodiscard]] Scene read_scene(const tinygltf::Model& model);

}  // namespace stipple::scalp::gltf
