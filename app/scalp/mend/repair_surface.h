// The smooth surface behind rough or missing skin: distances from a centre, over a map of directions.
#pragma once
#include <glm/glm.hpp>
#include <vector>

namespace stipple::scalp {

// Lambert's equal-area azimuthal map of the directions from `center`, scaled by `radius` so that lengths on it are about
// those on the surface: + - x / sqrt only. `along`, `across`, `pole`: orthonormal and right-handed, so seen from outside the map is not mirrored.
struct DirectionMap {
    glm::dvec3 center{0}, along{1, 0, 0}, across{0, 1, 0}, pole{0, 0, 1};
    double radius = 1;
    // Place on the map, mm, and distance from the centre; directions near the far pole have no place and give false.
    [[nodiscard]] bool project(const glm::dvec3& position, glm::dvec2& place, double& distance) const;
    [[nodiscard]] glm::dvec3 position(const glm::dvec2& place, double distance) const;
    // About `pole` (unit length), the other two axes wherever they fall.
    [[nodiscard]] static DirectionMap about(const glm::dvec3& center, const glm::dvec3& pole, double radius);
};

struct SurfacePoint {
    glm::dvec2 place{0};
    double distance = 0;
    double area = 0;  // mm2 it stands for
};

// The distances d(place) on a grid that minimise the sum of area * (d - distance)^2 over the points plus (cutoff / 2 pi)^4 times
// the integral of squared second derivatives: a thin plate. Waves longer than twice the cutoff stay, shorter ones than half of it
// go; where there are no points the surface goes on with its curvature, and a sphere stays a sphere. Points far off the surface count
// little. Solved directly; the same on any number of threads.
class SmoothSurface {
  public:
    // `cell`, `cutoff`: mm. `rounds`: solutions, from the second on with outliers of the one before weighed down.
    SmoothSurface(const std::vector<SurfacePoint>& points, double cell, double cutoff, int rounds = 2);
    [[nodiscard]] double distance(const glm::dvec2& place) const;
    // Root of the area-weighted mean square of the points' residuals, far ones counting little.
    [[nodiscard]] double rms() const { return rms_; }
    // How far each point is to be relied on, 0 to 1: outliers hardly.
    [[nodiscard]] const std::vector<double>& trust() const { return trust_; }

  private:
    struct Corners {
        std::size_t node[4];
        double weight[4];
    };
    [[nodiscard]] Corners corners(const glm::dvec2& place) const;
    glm::dvec2 low_{0};
    double cell_ = 1, rms_ = 0;
    int nx_ = 0, ny_ = 0;
    std::vector<double> nodes_, trust_;
};

}  // namespace stipple::scalp
