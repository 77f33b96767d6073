#include "site_sampler_clearance.h"

#include <algorithm>

namespace stipple::scalp {

ClearanceGrid::ClearanceGrid(const SurfaceTree& tree, const std::vector<SitePoint>& points, float clearance_mm,
                             SiteThreads& threads)
    : sites_(points), origin_(tree.origin() - glm::vec3(2 * clearance_mm)), clearance_(clearance_mm) {
    inverse_ = 0.5F / clearance_mm;  // cells twice the clearance: a ball meets at most 8
    std::uint64_t slots = 64;
    while (slots < points.size() * 8) slots *= 2;
    mask_ = slots - 1;
    first_.assign(slots + 1, 0);
    // Each point is kept with every cell that its ball meets, so that one look tells.
    struct Met {
        std::vector<std::uint32_t> slots, count;  // of each point, one after the other
    };
    constexpr std::size_t grain = 4096;
    std::vector<Met> met((points.size() + grain - 1) / grain);
    threads.run(met.size(), 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t m = begin; m < end; ++m)
            for (std::size_t i = m * grain; i < std::min(points.size(), (m + 1) * grain); ++i) {
                std::vector<std::uint32_t>& met_slots = met[m].slots;
                const std::size_t from = met_slots.size();
                each_cell(points[i].position, [&](std::uint64_t s) {
                    if (std::find(met_slots.begin() + std::ptrdiff_t(from), met_slots.end(), s) == met_slots.end())
                        met_slots.push_back(std::uint32_t(s));
                });
                met[m].count.push_back(std::uint32_t(met_slots.size() - from));
            }
    });
    std::size_t all = 0;
    for (const Met& m : met) {
        all += m.slots.size();
        for (const std::uint32_t s : m.slots) ++first_[s + 1];
    }
    for (std::uint64_t i = 0; i < slots; ++i) first_[i + 1] += first_[i];
    points_.resize(all);
    std::vector<std::uint32_t> at(first_.begin(), first_.end() - 1);
    std::size_t i = 0;
    for (const Met& m : met) {
        const std::uint32_t* slot = m.slots.data();
        for (const std::uint32_t count : m.count) {
            for (std::uint32_t k = 0; k < count; ++k) points_[at[*slot++]++] = points[i].position;
            ++i;
        }
    }
}

template <class Visit>
void ClearanceGrid::each_cell(glm::vec3 p, Visit&& visit) const {
    const glm::vec3 at = p - origin_;
    // A little wider than the ball, for what rounding does to places on a cell's side.
    const float reach = 1.0001F * clearance_ + 1e-4F;
    std::uint32_t lo[3], hi[3];
    for (int a = 0; a < 3; ++a) {
        lo[a] = std::uint32_t(std::max((at[a] - reach) * inverse_, 0.0F));
        hi[a] = std::uint32_t((at[a] + reach) * inverse_);
    }
    for (std::uint32_t z = lo[2]; z <= hi[2]; ++z)
        for (std::uint32_t y = lo[1]; y <= hi[1]; ++y)
            for (std::uint32_t x = lo[0]; x <= hi[0]; ++x) visit(slot(x, y, z));
}

// Blocks of 4 x 4 x 4 cells stay together in memory.
std::uint64_t ClearanceGrid::slot(std::uint32_t x, std::uint32_t y, std::uint32_t z) const {
    const std::uint64_t inside = (x & 3) | (y & 3) << 2 | (z & 3) << 4;
    std::uint64_t h =
        ((x >> 2) * 0x9E3779B97F4A7C15ULL) ^ ((y >> 2) * 0xC2B2AE3D27D4EB4FULL) ^ ((z >> 2) * 0x165667B19E3779F9ULL);
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93ULL;
    return ((h >> 29) << 6 | inside) & mask_;
}

bool ClearanceGrid::clear(glm::vec3 p) const {
    const glm::vec3 at = glm::max((p - origin_) * inverse_, glm::vec3(0));
    const std::uint64_t s = slot(std::uint32_t(at.x), std::uint32_t(at.y), std::uint32_t(at.z));
    const float c2 = clearance_ * clearance_;
    for (std::uint32_t i = first_[s]; i < first_[s + 1]; ++i) {
        const glm::vec3 d = points_[i] - p;
        if (d.x * d.x + d.y * d.y + d.z * d.z < c2) return false;
    }
    return true;
}

}  // namespace stipple::scalp
