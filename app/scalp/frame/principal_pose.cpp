#include "principal_pose.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::scalp {
namespace {

// Eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, 8.5), largest eigenvalue first.
glm::dmat3 principal_axes(glm::dmat3 m) {
    glm::dmat3 axes(1);
    for (int sweep = 0; sweep < 24; ++sweep)
        for (const auto& [p, q] : {std::pair{0, 1}, {0, 2}, {1, 2}}) {
            if (m[p][q] == 0) continue;
            const double theta = (m[q][q] - m[p][p]) / (2 * m[p][q]);
            const double t = (theta < 0 ? -1 : 1) / (std::abs(theta) + std::sqrt(theta * theta + 1));
            const double c = 1 / std::sqrt(t * t + 1), s = t * c;
            glm::dmat3 turn(1);
            turn[p][p] = turn[q][q] = c;
            turn[q][p] = s;   // column q, row p
            turn[p][q] = -s;  // column p, row q
            m = glm::transpose(turn) * m * turn;
            axes = axes * turn;
        }
    std::array<int, 3> order{0, 1, 2};
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return m[a][a] > m[b][b]; });
    return {axes[order[0]], axes[order[1]], axes[order[2]]};
}

}  // namespace

Similarity principal_pose(const SurfaceSamples& samples) {
    const double count = double(samples.points.size());
    glm::dvec3 center(0);
    for (const glm::dvec3& p : samples.points) center += p / count;
    glm::dmat3 spread(0);
    for (const glm::dvec3& p : samples.points) spread += glm::outerProduct(p - center, p - center) * (1 / count);
    const double size = std::sqrt(spread[0][0] + spread[1][1] + spread[2][2]);
    Similarity pose;
    pose.translation = center;
    if (!(size > 0)) return pose;
    pose.scale = size / 100;  // root mean square radius 100 mm
    pose.rotation = principal_axes(spread * (1 / (size * size)));
    // Which end of an axis comes first: the one where the cloud reaches out farther (third moment). Heads are nearly even
    // along one axis, left and right: that one follows from the others.
    glm::dvec3 skew(0);
    for (const glm::dvec3& p : samples.points) {
        const glm::dvec3 q = pose.to_head(p) * 0.01;
        skew += q * q * q / count;
    }
    int even = 0;
    for (int axis = 1; axis < 3; ++axis)
        if (std::abs(skew[axis]) < std::abs(skew[even])) even = axis;
    for (int axis = 0; axis < 3; ++axis)
        if (axis != even && skew[axis] < 0) pose.rotation[axis] = -pose.rotation[axis];
    if (glm::determinant(pose.rotation) < 0) pose.rotation[even] = -pose.rotation[even];
    return pose;
}

}  // namespace stipple::scalp
