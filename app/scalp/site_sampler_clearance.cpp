#include "site_sampler_clearance.h"

namespace stipple::scalp {

ClearanceGrid::ClearanceGrid(const SurfaceTree& tree, const std::vector<SitePoint>& points, float clearance_mm)
    : sites_(points), origin_(tree.origin() - glm::vec3(2 * clearance_mm)), clearance_(clearance_mm) {
    inverse_ = 0.5F / clearance_mm;  // cells twice the clearance: a ball meets at most 8
    std::uint64_t slots = 64;
    while (slots < points.size() * 2) slots *= 2;
    mask_ = slots - 1;
    first_.assign(slots + 1, 0);
    const auto slot_of = [&](const SitePoint& p) {
        const glm::vec3 at = (p.position - origin_) * inverse_;
        return slot(std::uint32_t(at.x), std::uint32_t(at.y), std::uint32_t(at.z));
    };
    for (const SitePoint& p : points) ++first_[slot_of(p) + 1];
    for (std::uint64_t i = 0; i < slots; ++i) first_[i + 1] += first_[i];
    points_.resize(points.size());
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    for (const SitePoint& p : points) points_[at[slot_of(p)]++] = p.position;
}

std::uint64_t ClearanceGrid::slot(std::uint32_t x, std::uint32_t y, std::uint32_t z) const {
    std::uint64_t h = (x * 0x9E3779B97F4A7C15ULL) ^ (y * 0xC2B2AE3D27D4EB4FULL) ^ (z * 0x165667B19E3779F9ULL);
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ULL;
    return (h >> 29) & mask_;
}

bool ClearanceGrid::clear(glm::vec3 p) const {
    const glm::vec3 at = p - origin_;
    std::uint32_t lo[3], hi[3];
    for (int a = 0; a < 3; ++a) {
        lo[a] = std::uint32_t((at[a] - clearance_) * inverse_);
        hi[a] = std::uint32_t((at[a] + clearance_) * inverse_);
    }
    const float c2 = clearance_ * clearance_;
    for (std::uint32_t z = lo[2]; z <= hi[2]; ++z)
        for (std::uint32_t y = lo[1]; y <= hi[1]; ++y)
            for (std::uint32_t x = lo[0]; x <= hi[0]; ++x) {
                const std::uint64_t s = slot(x, y, z);
                for (std::uint32_t i = first_[s]; i < first_[s + 1]; ++i) {
                    const glm::vec3 d = points_[i] - p;
                    if (d.x * d.x + d.y * d.y + d.z * d.z < c2) return false;
                }
            }
    return true;
}

}  // namespace stipple::scalp
