// A plane of values over a cluster's sites, by least squares.
#pragma once
#include <glm/glm.hpp>

namespace stipple::session {

struct Plane {
    float at_center = 0;
    glm::vec3 per_mm{0};
    [[nodiscard]] float at(const glm::vec3& from_center) const { return at_center + glm::dot(per_mm, from_center); }
};

class PlaneFit {
  public:
    // A value at a place, mm from the cluster's centre.
    void add(const glm::vec3& p, float value) {
        spread_ += glm::outerProduct(p, p);
        lean_ += value * p;
        mean_place_ += p;
        mean_ += value;
        samples_ += 1;
    }
    // At least one value was added. Across the skin nothing is known: a stiff spring there keeps the slope tangential; a weak
    // one everywhere, `spring` of the places' spread, keeps a handful of sites from leaning far.
    [[nodiscard]] Plane plane(const glm::vec3& normal, float spring) const {
        const glm::vec3 mean_place = mean_place_ / samples_;
        const float mean = mean_ / samples_;
        glm::mat3 spread = spread_ - samples_ * glm::outerProduct(mean_place, mean_place);
        const glm::vec3 lean = lean_ - samples_ * mean * mean_place;
        const float size = spread[0][0] + spread[1][1] + spread[2][2] + 1e-3F;
        spread += size * glm::outerProduct(normal, normal) + glm::mat3(spring * size);
        const glm::vec3 slope = glm::inverse(spread) * lean;
        return {mean - glm::dot(slope, mean_place), slope};
    }

  private:
    glm::mat3 spread_{0.0F};
    glm::vec3 mean_place_{0.0F}, lean_{0.0F};
    float mean_ = 0, samples_ = 0;
};

}  // namespace stipple::session
