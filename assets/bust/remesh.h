// Evens out a closed triangle mesh on a field: edges as long as the surface there allows, triangles near equilateral.
#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <vector>

namespace stipple::bust {

struct TriangleMesh {
    std::vector<glm::dvec3> positions;                    // mm
    std::vector<std::array<std::uint32_t, 3>> triangles;  // counter-clockwise seen from outside
};

// The field a mesh lies on. `value_and_gradient` returns the gradient and leaves the value; must be safe to call from
// several threads.
struct RemeshField {
    std::function<double(const glm::dvec3&)> value;
    std::function<glm::dvec3(const glm::dvec3&, double&)> gradient_and_value;
};

// What edges are wanted at a place, all mm.
struct EdgeLengths {
    double longest, shortest;
    double tolerance;  // a triangle may leave the surface so far, which sets its edges where the surface bends
};

struct RemeshRequest {
    std::function<EdgeLengths(const glm::dvec3&)> lengths;
    // What is painted on the surface, linear RGB, and the most that may change along an edge; none: edges follow the
    // shape alone.
    std::function<glm::dvec3(const glm::dvec3&)> colour;
    double colour_step = 0.05;
    double growth = 0.35;  // most by which lengths differ over a way of 1 mm
    int rounds = 4;        // of all steps; more make lengths and angles more even
};

// Incremental remeshing: split, collapse, flip, relax (Botsch and Kobbelt 2004, SGP, 185), with lengths from curvature
// (Dunyach et al. 2013, Eurographics Short Papers, 29). `mesh` is closed, manifold and wound, and stays so; its genus
// stays. The result does not depend on the number of threads.
void remesh(TriangleMesh& mesh, const RemeshField& field, const RemeshRequest& request);

}  // namespace stipple::bust
