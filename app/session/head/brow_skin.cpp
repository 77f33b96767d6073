#include "brow_skin.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "prepared_head.h"
#include "scalp/skin/texture_lookup.h"

namespace stipple::session {
namespace {

constexpr float kBeside = 70, kBelow = 4, kAbove = 74;  // mm of a head whose canthi are 92 mm apart, from between them
constexpr int kCoarse = 4;                              // cells of the grid a side of one in which colours are spread
// Skin's fine grain comes from so much higher on the forehead, where no brow grows.
constexpr float kGrainFromMm = 27;

// 0 at `low`, 1 at `high`.
float smooth(float low, float high, float x) {
    const float share = std::clamp((x - low) / (high - low), 0.0F, 1.0F);
    return share * share * (3.0F - 2.0F * share);
}

float luminance(const glm::vec3& c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; }  // Rec. 709

// Where brows may grow: above the fold of the lid, below the forehead; their tails sink beside the eye. Of proportions measured on the
// built-in head and on scans: brows lie 13 to 27 mm above the level of the canthi, tails down to 5 mm, 8 to 58 mm from the midline.
bool may_grow(float beside, float above) {
    return beside > 4 && beside < 61 && above > 8.5F - 5.5F * smooth(38, 58, beside) && above < 37.0F - 10.0F * smooth(45, 61, beside);
}

// Colours known at some cells of a coarse grid, spread over the others as a membrane lies: Laplace's equation, by overrelaxation.
struct Membrane {
    int width, height;
    std::vector<glm::vec3> color;
    std::vector<std::uint8_t> known;

    [[nodiscard]] std::size_t at(int x, int y) const { return std::size_t(y) * std::size_t(width) + std::size_t(x); }
    void spread() {
        glm::vec3 sum(0);
        float count = 0;
        for (std::size_t i = 0; i < color.size(); ++i)
            if (known[i]) sum += color[i], count += 1;
        for (std::size_t i = 0; i < color.size(); ++i)
            if (!known[i]) color[i] = sum / std::max(count, 1.0F);
        constexpr int kRounds = 600;
        constexpr float kOver = 1.85F;
        for (int round = 0; round < kRounds; ++round)
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    glm::vec3& here = color[at(x, y)];
                    if (known[at(x, y)]) continue;
                    const glm::vec3 mean = 0.25F * (color[at(std::max(x - 1, 0), y)] + color[at(std::min(x + 1, width - 1), y)] +
                                                    color[at(x, std::max(y - 1, 0))] + color[at(x, std::min(y + 1, height - 1))]);
                    here += kOver * (mean - here);
                }
    }
    // In cells of the fine grid.
    [[nodiscard]] glm::vec3 operator()(float fine_x, float fine_y) const {
        const float px = std::clamp((fine_x + 0.5F) / float(kCoarse) - 0.5F, 0.0F, float(width - 1) - 0.01F);
        const float py = std::clamp((fine_y + 0.5F) / float(kCoarse) - 0.5F, 0.0F, float(height - 1) - 0.01F);
        const int x = int(px), y = int(py);
        const float u = px - float(x), v = py - float(y);
        return (1 - v) * ((1 - u) * color[at(x, y)] + u * color[at(x + 1, y)]) + v * ((1 - u) * color[at(x, y + 1)] + u * color[at(x + 1, y + 1)]);
    }
};

// Means over 5 x 5 coarse cells of what `use` says of the picture; not known where there is none within reach.
Membrane means(const BrowGrid& grid, const std::vector<glm::vec3>& picture, const std::function<bool(std::size_t)>& use) {
    Membrane m{grid.width / kCoarse, grid.height / kCoarse, {}, {}};
    std::vector<glm::vec4> sums(std::size_t(m.width) * std::size_t(m.height), glm::vec4(0));
    for (int y = 0; y < m.height * kCoarse; ++y)
        for (int x = 0; x < m.width * kCoarse; ++x)
            if (use(grid.at(x, y))) sums[m.at(x / kCoarse, y / kCoarse)] += glm::vec4(picture[grid.at(x, y)], 1);
    m.color.resize(sums.size());
    m.known.resize(sums.size());
    for (int y = 0; y < m.height; ++y)
        for (int x = 0; x < m.width; ++x) {
            glm::vec4 sum(0);
            for (int v = std::max(y - 2, 0); v <= std::min(y + 2, m.height - 1); ++v)
                for (int u = std::max(x - 2, 0); u <= std::min(x + 2, m.width - 1); ++u) sum += sums[m.at(u, v)];
            // At least a third of its own cells: else it lies in the field that is to be filled.
            m.known[m.at(x, y)] = sums[m.at(x, y)].w * 3 > kCoarse * kCoarse;
            m.color[m.at(x, y)] = sum.w > 0 ? glm::vec3(sum) / sum.w : glm::vec3(0);
        }
    return m;
}

// Running means over 2 * reach + 1 cells, along rows and then columns.
void blur(const BrowGrid& grid, std::vector<float>& field, int reach) {
    std::vector<float> line;
    const auto along = [&](int count, std::size_t first, std::size_t step) {
        line.resize(std::size_t(count));
        for (int i = 0; i < count; ++i) line[std::size_t(i)] = field[first + std::size_t(i) * step];
        for (int i = 0; i < count; ++i) {
            float sum = 0;
            for (int k = i - reach; k <= i + reach; ++k) sum += line[std::size_t(std::clamp(k, 0, count - 1))];
            field[first + std::size_t(i) * step] = sum / float(2 * reach + 1);
        }
    };
    for (int y = 0; y < grid.height; ++y) along(grid.width, grid.at(0, y), 1);
    for (int x = 0; x < grid.width; ++x) along(grid.height, grid.at(x, 0), std::size_t(grid.width));
}

}  // namespace

void each_cell(const glm::vec2 (&corners)[3], int width, int height, float margin, const std::function<void(int, int, const glm::vec3&)>& inside) {
    const glm::vec2 &a = corners[0], &b = corners[1], &c = corners[2];
    const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (!(std::abs(area) > 1e-9F)) return;
    const auto range = [&](float p, float q, float r, int most) {
        return std::pair(std::max(int(std::floor(std::min({p, q, r}) - margin - 0.5F)), 0), std::min(int(std::ceil(std::max({p, q, r}) + margin - 0.5F)), most - 1));
    };
    const auto [x0, x1] = range(a.x, b.x, c.x, width);
    const auto [y0, y1] = range(a.y, b.y, c.y, height);
    // A weight falls by this much a cell beyond its edge.
    const glm::vec3 beyond = margin * glm::vec3(glm::distance(b, c), glm::distance(c, a), glm::distance(a, b)) / std::abs(area);
    for (int y = y0; y <= y1; ++y)
        for (int x = x0; x <= x1; ++x) {
            const glm::vec2 p(float(x) + 0.5F, float(y) + 0.5F);
            glm::vec3 weight(((b.x - p.x) * (c.y - p.y) - (b.y - p.y) * (c.x - p.x)) / area, ((c.x - p.x) * (a.y - p.y) - (c.y - p.y) * (a.x - p.x)) / area, 0);
            weight.z = 1 - weight.x - weight.y;
            if (weight.x < -beyond.x || weight.y < -beyond.y || weight.z < -beyond.z) continue;
            weight = glm::max(weight, glm::vec3(0));
            inside(x, y, weight / (weight.x + weight.y + weight.z));
        }
}

BrowSkin::BrowSkin(const PreparedHead& head, const scalp::HeadMesh& mesh) {
    const auto landmark = [&](const char* name) { return head.head.frame.landmarks.find(name); };
    const auto left = landmark("outer_canthus_left"), right = landmark("outer_canthus_right"), end = head.head.frame.landmarks.end();
    if (left == end || right == end) return;
    middle_ = 0.5F * (left->second + right->second);
    unit_ = std::clamp((left->second.x - right->second.x) / 92.0F, 0.7F, 1.4F);
    least_z_ = middle_.z - 22 * unit_;
    grid_.corner = glm::vec2(middle_) - unit_ * glm::vec2(kBeside, kBelow);
    grid_.width = int(2 * kBeside * unit_ / BrowGrid::kCellMm) / kCoarse * kCoarse;
    grid_.height = int((kBelow + kAbove) * unit_ / BrowGrid::kCellMm) / kCoarse * kCoarse;
    take_picture(mesh);
    find_hair();
    if (found_) heal();
}

float BrowSkin::along(const glm::vec3& place) const { return std::clamp((std::abs(place.x - middle_.x) / unit_ - 9) / 48, 0.0F, 1.0F); }

// Seen squarely from the front.
void BrowSkin::take_picture(const scalp::HeadMesh& mesh) {
    picture_.assign(grid_.at(0, grid_.height), glm::vec3(0));
    depth_.assign(picture_.size(), -std::numeric_limits<float>::max());
    for (const scalp::Submesh& part : mesh.submeshes) {
        if (!part.skin) continue;
        const scalp::Material plain, &material = part.material >= 0 ? mesh.materials[std::size_t(part.material)] : plain;
        const scalp::Texture* const texture = material.texture >= 0 && !mesh.uvs.empty() ? mesh.textures[std::size_t(material.texture)].get() : nullptr;
        for (std::uint32_t i = part.first_index; i < part.first_index + part.index_count; i += 3) {
            const std::uint32_t* t = &mesh.indices[i];
            const glm::vec3 &a = mesh.positions[t[0]], &b = mesh.positions[t[1]], &c = mesh.positions[t[2]];
            if (glm::cross(b - a, c - a).z <= 0 || std::max({a.z, b.z, c.z}) < least_z_) continue;
            const auto cell = [&](const glm::vec3& p) { return (glm::vec2(p) - grid_.corner) / BrowGrid::kCellMm; };
            const glm::vec2 corners[3] = {cell(a), cell(b), cell(c)};
            each_cell(corners, grid_.width, grid_.height, 0.01F, [&](int x, int y, const glm::vec3& w) {
                const float z = w.x * a.z + w.y * b.z + w.z * c.z;
                const std::size_t at = grid_.at(x, y);
                if (z <= depth_[at] || z < least_z_) return;
                depth_[at] = z;
                glm::vec3 color(material.base_color);
                if (!mesh.colors.empty()) color *= glm::vec3(w.x * mesh.colors[t[0]] + w.y * mesh.colors[t[1]] + w.z * mesh.colors[t[2]]);
                if (texture) color *= scalp::texel_color(*texture, material.sampling, w.x * mesh.uvs[t[0]] + w.y * mesh.uvs[t[1]] + w.z * mesh.uvs[t[2]]);
                picture_[at] = color;
            });
        }
    }
}

// Hair is darker than the skin around would be there.
void BrowSkin::find_hair() {
    constexpr float kDarker = 0.90F, kLeastShare = 0.02F;
    constexpr int kAroundHair = 10, kSoft = 6;  // cells: 2.5 mm taken beyond hair, a rim of 3 mm
    std::vector<std::uint8_t> window(picture_.size(), 0);
    for (int y = 0; y < grid_.height; ++y)
        for (int x = 0; x < grid_.width; ++x) {
            const glm::vec2 place = (grid_.corner + BrowGrid::kCellMm * (glm::vec2(x, y) + 0.5F) - glm::vec2(middle_)) / unit_;
            window[grid_.at(x, y)] = may_grow(std::abs(place.x), place.y);
        }
    Membrane around = means(grid_, picture_, [&](std::size_t i) { return depth_[i] > least_z_ && !window[i]; });
    around.spread();
    share_.assign(picture_.size(), 0);
    std::vector<float> light(picture_.size());
    for (std::size_t i = 0; i < light.size(); ++i) light[i] = luminance(picture_[i]);
    blur(grid_, light, 2);
    std::size_t hair = 0, cells = 0;
    for (int y = 0; y < grid_.height; ++y)
        for (int x = 0; x < grid_.width; ++x) {
            const std::size_t i = grid_.at(x, y);
            if (!window[i] || depth_[i] <= least_z_) continue;
            ++cells;
            if (light[i] >= kDarker * luminance(around(float(x), float(y)))) continue;
            share_[i] = 1;
            ++hair;
        }
    found_ = float(hair) > kLeastShare * float(cells);
    if (!found_) return;
    // Wherever some hair is near: means twice over stand for a round brush well enough.
    blur(grid_, share_, kAroundHair);
    for (float& share : share_) share = share > 0.06F ? 1.0F : 0.0F;
    blur(grid_, share_, kSoft);
    blur(grid_, share_, kSoft);
}

// As a healing brush does: the grain of skin elsewhere on the colours that lead over from the rim.
void BrowSkin::heal() {
    const auto skin = [&](std::size_t i) { return depth_[i] > least_z_; };
    Membrane base = means(grid_, picture_, [&](std::size_t i) { return skin(i) && share_[i] < 0.02F; });
    base.spread();
    Membrane everywhere = means(grid_, picture_, skin);
    everywhere.spread();
    healed_.assign(picture_.size(), glm::vec3(0));
    const int up = int(kGrainFromMm * unit_ / BrowGrid::kCellMm);
    for (int y = 0; y < grid_.height; ++y)
        for (int x = 0; x < grid_.width; ++x) {
            const std::size_t i = grid_.at(x, y);
            if (share_[i] <= 0) continue;
            glm::vec3 grain(1);
            if (y + up < grid_.height && skin(grid_.at(x, y + up)))
                grain = glm::clamp(picture_[grid_.at(x, y + up)] / glm::max(everywhere(float(x), float(y + up)), glm::vec3(1e-3F)), glm::vec3(0.8F), glm::vec3(1.25F));
            healed_[i] = base(float(x), float(y)) * grain;
        }
}

bool BrowSkin::near(const glm::vec3& place) const {
    const glm::vec2 p = (glm::vec2(place) - grid_.corner) / BrowGrid::kCellMm;
    return found_ && place.z > least_z_ - 20 && p.x > 0 && p.y > 0 && p.x < float(grid_.width) && p.y < float(grid_.height);
}

BrowSkin::Healed BrowSkin::at(const glm::vec3& place) const {
    if (!found_ || place.z < least_z_) return {};
    const glm::vec2 p = (glm::vec2(place) - grid_.corner) / BrowGrid::kCellMm - 0.5F;
    if (!(p.x >= 0 && p.y >= 0 && p.x < float(grid_.width - 1) && p.y < float(grid_.height - 1))) return {};
    const int x = int(p.x), y = int(p.y);
    const float u = p.x - float(x), v = p.y - float(y);
    Healed sum;
    float weights = 0;
    for (int k = 0; k < 4; ++k) {
        const std::size_t i = grid_.at(x + k % 2, y + k / 2);
        const float weight = (k % 2 ? u : 1 - u) * (k / 2 ? v : 1 - v);
        sum.share += weight * share_[i];
        if (share_[i] <= 0) continue;
        sum.color += weight * healed_[i];
        weights += weight;
    }
    if (weights > 0) sum.color /= weights;
    return sum;
}

}  // namespace stipple::session
