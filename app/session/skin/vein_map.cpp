#include "session/skin/vein_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

#include "assets/skin/skin_table.h"
#include "session/chart/skin_noise.h"
#include "shared/veins.h"


namespace stipple::session {
namespace {

constexpr int kColumns = int(shared::VEIN_COLUMNS), kRows = int(shared::VEIN_ROWS);

// What the map's places are on: the outermost skin there.
struct Unrolled {
    struct Place {
        glm::vec3 at{0};
        float shown = 0;  // share of it that the skin model draws; 0 where there is no skin
    };
    std::vector<Place> places = std::vector<Place>(std::size_t(kColumns) * kRows);

    Unrolled(const scalp::HeadMesh& mesh, std::span<const float> own_share) {
        for (const scalp::Submesh& part : mesh.submeshes)
            for (std::uint32_t i = part.first_index; part.skin && i + 2 < part.first_index + part.index_count; i += 3)
                draw(mesh, own_share, {mesh.indices[i], mesh.indices[i + 1], mesh.indices[i + 2]});
    }
    [[nodiscard]] const Place& of(int column, int row) const { return places[std::size_t(row) * kColumns + std::size_t(column)]; }
    [[nodiscard]] static glm::vec2 texel(const glm::vec3& p) { return shared::vein_place(p) * glm::vec2(kColumns, kRows) - 0.5F; }

  private:
    void draw(const scalp::HeadMesh& mesh, std::span<const float> own_share, const std::array<std::uint32_t, 3>& corners) {
        std::array<glm::vec2, 3> t;
        for (std::size_t k = 0; k < 3; ++k) {
            const glm::vec3& p = mesh.positions[corners[k]];
            if (p.z < 4 || p.y < shared::VEIN_LOW_MM || p.y > shared::VEIN_HIGH_MM) return;
            t[k] = texel(p);
        }
        const float area = (t[1].x - t[0].x) * (t[2].y - t[0].y) - (t[1].y - t[0].y) * (t[2].x - t[0].x);
        if (std::abs(area) < 1e-6F) return;
        const auto low = [](float a, float b, float c) { return int(std::ceil(std::min({a, b, c}))); };
        const auto high = [](float a, float b, float c) { return int(std::floor(std::max({a, b, c}))); };
        for (int row = std::max(0, low(t[0].y, t[1].y, t[2].y)); row <= std::min(kRows - 1, high(t[0].y, t[1].y, t[2].y)); ++row)
            for (int column = std::max(0, low(t[0].x, t[1].x, t[2].x)); column <= std::min(kColumns - 1, high(t[0].x, t[1].x, t[2].x)); ++column) {
                const glm::vec2 p(column, row);
                const auto share = [&](std::size_t a, std::size_t b) {
                    return ((t[b].x - t[a].x) * (p.y - t[a].y) - (t[b].y - t[a].y) * (p.x - t[a].x)) / area;
                };
                const glm::vec3 weight(share(1, 2), share(2, 0), share(0, 1));
                if (std::min({weight.x, weight.y, weight.z}) < -1e-3F) continue;
                glm::vec3 at(0);
                float shown = 0;
                for (int k = 0; k < 3; ++k) {
                    const std::uint32_t v = corners[std::size_t(k)];
                    at += weight[k] * mesh.positions[v];
                    shown += weight[k] * (own_share.empty() ? 1 : 1 - own_share[v]);
                }
                Place& place = places[std::size_t(row) * kColumns + std::size_t(column)];
                if (place.shown == 0 || at.x * at.x + at.z * at.z > place.at.x * place.at.x + place.at.z * place.at.z) place = {at, std::max(shown, 1e-3F)};
            }
    }
};

// A vein's course in side view, forward in shares of the outer canthus's distance from the ear canal, up from the canthus, mm on a head where
// that is 80 mm; or, of the forehead, `left` of its middle, mm. How wide it is there, over 2 mm, and how much of it shows.
struct Knot {
    float across, up, wide, shows;
};
using Course = std::vector<Knot>;

// The superficial temporal vein before the ear; its frontal branch, which winds to the forehead and forks; the parietal one; and a lower one
// towards the corner of the eye (general anatomy).
const std::array<Course, 6> kTemple{{
    {{0.24F, 12, 1.1F, 0.2F}, {0.27F, 22, 1.1F, 0.5F}, {0.31F, 36, 1.1F, 0.7F}, {0.40F, 48, 1, 0.8F}, {0.50F, 50, 1, 0.9F}, {0.57F, 58, 1, 1}, {0.68F, 61, 0.9F, 1}, {0.76F, 69, 0.9F, 1}, {0.86F, 74, 0.8F, 0.9F}, {0.92F, 86, 0.7F, 0.3F}},
    {{0.50F, 50, 0.8F, 0.7F}, {0.60F, 46, 0.8F, 0.8F}, {0.70F, 50, 0.8F, 0.9F}, {0.82F, 45, 0.8F, 0.9F}, {0.92F, 49, 0.7F, 0.6F}, {1.0F, 45, 0.6F, 0}},
    {{0.68F, 61, 0.7F, 0.8F}, {0.80F, 57, 0.7F, 0.8F}, {0.90F, 62, 0.6F, 0.6F}, {0.99F, 59, 0.6F, 0}},
    {{0.31F, 36, 0.9F, 0.5F}, {0.28F, 52, 0.9F, 0.6F}, {0.32F, 66, 0.8F, 0.6F}, {0.25F, 80, 0.8F, 0.5F}, {0.27F, 95, 0.7F, 0.3F}, {0.21F, 104, 0.7F, 0}},
    {{0.28F, 26, 0.8F, 0.2F}, {0.40F, 30, 0.9F, 0.5F}, {0.50F, 25, 0.9F, 0.7F}, {0.62F, 28, 0.8F, 0.9F}, {0.72F, 22, 0.8F, 0.8F}, {0.80F, 24, 0.7F, 0.3F}, {0.84F, 20, 0.7F, 0}},
    {{0.62F, 28, 0.6F, 0.6F}, {0.68F, 38, 0.6F, 0.8F}, {0.70F, 50, 0.6F, 0.6F}},
}};
// The supratrochlear vein, seldom in the middle, up from the brow.
const Course kForehead{{9, 22, 0.9F, 0}, {10, 32, 0.9F, 0.35F}, {7, 44, 0.9F, 0.55F}, {11, 56, 0.8F, 0.5F}, {9, 68, 0.7F, 0.3F}, {13, 78, 0.7F, 0}};

// A point of a course: where it lies on the skin.
struct OnSkin {
    glm::vec3 at;
    float wide, shows;
};

// Catmull and Rom's curve through the knots, in steps.
std::vector<Knot> smooth(const Course& course, int steps) {
    std::vector<Knot> curve;
    const auto last = course.size() - 1;
    for (std::size_t i = 0; i < last; ++i) {
        const Knot &a = course[i == 0 ? 0 : i - 1], &b = course[i], &c = course[i + 1], &d = course[std::min(i + 2, last)];
        for (int k = 0; k < steps + (i + 1 == last ? 1 : 0); ++k) {
            const float t = float(k) / float(steps);
            const auto along = [t](float p, float q, float r, float s) {
                return q + 0.5F * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)));
            };
            curve.push_back({along(a.across, b.across, c.across, d.across), along(a.up, b.up, c.up, d.up), along(a.wide, b.wide, c.wide, d.wide),
                             std::clamp(along(a.shows, b.shows, c.shows, d.shows), 0.0F, 1.0F)});
        }
    }
    return curve;
}

// The skin of that height where `far` of a place is nearest to what is asked; nothing where there is none within 3 mm.
template <class Far>
const Unrolled::Place* on_skin(const Unrolled& skin, float y, bool left, const Far& far) {
    const int row = int(std::lround(Unrolled::texel({0, y, 0}).y));
    if (row < 0 || row >= kRows) return nullptr;
    const Unrolled::Place* best = nullptr;
    for (int column = left ? kColumns / 2 : 0; column < (left ? kColumns : kColumns / 2); ++column) {
        const Unrolled::Place& place = skin.of(column, row);
        if (place.shown > 0 && far(place.at) < (best ? far(best->at) : 3.0F)) best = &place;
    }
    return best;
}

// Places on it are the nearest of a grid: each becomes the mean with its neighbours, twice.
std::vector<OnSkin> evened(std::vector<OnSkin> line) {
    for (int round = 0; round < 2; ++round) {
        const std::vector<OnSkin> before = line;
        for (std::size_t i = 1; i + 1 < line.size(); ++i) line[i].at = 0.25F * (before[i - 1].at + 2.0F * before[i].at + before[i + 1].at);
    }
    return line;
}

class Drawing {
  public:
    explicit Drawing(const Unrolled& skin) : skin_(skin), most_(skin.places.size(), 0) {}

    void add(std::vector<OnSkin> line) {
        line = evened(std::move(line));
        for (std::size_t i = 0; i + 1 < line.size(); ++i) add(line[i], line[i + 1]);
    }
    [[nodiscard]] std::vector<std::uint8_t> share() const {
        std::vector<std::uint8_t> of(most_.size(), 0);
        for (std::size_t i = 0; i < of.size(); ++i) {
            const std::size_t column = i % std::size_t(kColumns), row = i / std::size_t(kColumns);
            const bool edge = column == 0 || row == 0 || column + 1 == std::size_t(kColumns) || row + 1 == std::size_t(kRows);
            if (!edge) of[i] = std::uint8_t(std::lround(255 * std::clamp(most_[i] * skin_.places[i].shown, 0.0F, 1.0F)));
        }
        return of;
    }

  private:
    void add(const OnSkin& a, const OnSkin& b) {
        if (std::max(a.shows, b.shows) < 0.004F) return;
        constexpr int kReach = 24;  // 5 mm and more
        const glm::vec2 from = Unrolled::texel(a.at), to = Unrolled::texel(b.at);
        const glm::ivec2 low(glm::min(from, to) - float(kReach)), high(glm::max(from, to) + float(kReach));
        for (int row = std::max(low.y, 0); row <= std::min(high.y, kRows - 1); ++row)
            for (int column = std::max(low.x, 0); column <= std::min(high.x, kColumns - 1); ++column) {
                const Unrolled::Place& place = skin_.of(column, row);
                if (place.shown == 0) continue;
                const glm::vec3 along = b.at - a.at;
                const float t = std::clamp(glm::dot(place.at - a.at, along) / std::max(glm::dot(along, along), 1e-6F), 0.0F, 1.0F);
                const float away = glm::distance(place.at, a.at + t * along), wide = glm::mix(a.wide, b.wide, t);
                // Two thirds of the width is the skin's blur, which does not narrow with the vein.
                const float sigma = float(skin::kVeinSigmaMm) * std::sqrt(0.6F + 0.4F * wide * wide);
                float& most = most_[std::size_t(row) * kColumns + std::size_t(column)];
                most = std::max(most, glm::mix(a.shows, b.shows, t) * wide * std::exp(-0.5F * away * away / (sigma * sigma)));
            }
    }

    const Unrolled& skin_;
    std::vector<float> most_;
};

}  // namespace

VeinMap vein_map(const scalp::Head& head, const scalp::HeadMesh& display, std::span<const float> own_share) {
    const Unrolled skin(display, own_share);
    glm::vec3 canthus(44, 17, 81);  // a mean head's
    const auto take = [&](const char* name) {
        const auto found = head.frame.landmarks.find(name);
        return found == head.frame.landmarks.end() ? canthus : glm::vec3(std::abs(found->second.x), found->second.y, found->second.z);
    };
    canthus = 0.5F * (take("outer_canthus_left") + take("outer_canthus_right"));
    const float scale = canthus.z / 80;
    Drawing drawing(skin);
    constexpr int kSteps = 8;
    for (const bool left : {true, false}) {
        const std::uint32_t side = left ? 71 : 37;
        for (std::uint32_t branch = 0; branch < kTemple.size(); ++branch) {
            std::vector<OnSkin> line;
            for (const Knot& knot : smooth(kTemple[branch], kSteps)) {
                const glm::vec2 plain(knot.across * canthus.z, knot.up * scale);
                // The same bends where branches meet.
                const glm::vec3 where(0, plain.y, plain.x);
                const glm::vec2 bent = plain + 4.5F * glm::vec2(skin_noise(side, where, 26), skin_noise(side + 1, where, 26)) +
                                       1.6F * glm::vec2(skin_noise(side + 2, where, 9), skin_noise(side + 3, where, 9));
                const float y = canthus.y + bent.y;
                const Unrolled::Place* place = on_skin(skin, y, left, [&](const glm::vec3& at) { return std::abs(at.z - bent.x); });
                // They rise to the skin and sink again.
                const float risen = 0.35F + 0.65F * glm::smoothstep(-0.55F, 0.35F, skin_noise(side + 4, where, 24));
                if (place) line.push_back({place->at, knot.wide, knot.shows * risen});
                else drawing.add(std::exchange(line, {}));
            }
            drawing.add(line);
        }
    }
    std::vector<OnSkin> line;
    for (const Knot& knot : smooth(kForehead, kSteps)) {
        const glm::vec3 where(knot.across, knot.up, 0);
        const float x = knot.across * scale + 2 * skin_noise(91, where, 14), y = canthus.y + knot.up * scale;
        if (const Unrolled::Place* place = on_skin(skin, y, true, [&](const glm::vec3& at) { return std::abs(at.x - x); }))
            line.push_back({place->at, knot.wide, knot.shows});
    }
    drawing.add(line);
    return {drawing.share()};
}

}  // namespace stipple::session
