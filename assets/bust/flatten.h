// Lays a piece of surface flat with as little stretching and squeezing as can be.
#pragma once
#include <vector>

#include "assets/bust/remesh.h"

namespace stipple::bust {

// What is least is the symmetric Dirichlet energy, the sum over triangles of area times the squares of both singular
// values and of their inverses (a quarter of which is 1 where nothing is stretched), to the power of `power`: a high
// one lowers what is worst at the cost of what is usual.
struct FlattenStage {
    int power, rounds;
};

// Places in the plane, mm, per vertex of `disc`: an open mesh with one rim. No triangle is turned over; all stay
// counter-clockwise. `weights`: of triangles. Starts from `start` or, where that is empty, from a circle.
[[nodiscard]] std::vector<glm::dvec2> flatten(const TriangleMesh& disc, const std::vector<double>& weights,
                                              const std::vector<FlattenStage>& stages,
                                              const std::vector<glm::dvec2>& start = {});

}  // namespace stipple::bust
