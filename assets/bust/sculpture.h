// The head as sculpted: everything that does not depend on its measures and look.
#pragma once
#include <vector>

#include "assets/bust/head_field.h"
#include "assets/bust/outline.h"
#include "assets/bust/remesh.h"

namespace stipple::bust {

// In the sculpture's axes.
struct Sculpture {
    explicit Sculpture(const HeadShape& s) : shape(s), field(s) {}
    HeadShape shape;
    HeadField field;
    TriangleMesh mesh;  // closed, but vertices along the seams of the texture are doubled
    std::vector<dvec3> normals;
    std::vector<glm::vec2> uvs;
    Outline outline;
};

}  // namespace stipple::bust
