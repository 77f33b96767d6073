#include "line_distance.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

#include "four_floats.h"

namespace stipple::session {
namespace {

constexpr float kSlack = 0.01F;  // mm, far above any rounding of distances on a head

float length(const glm::vec3& v) { return std::sqrt(glm::dot(v, v)); }

bool within(const glm::vec3& off, float reach) { return glm::dot(off, off) <= reach * reach; }

}  // namespace

LineDistance::LineDistance(std::span<const glm::vec3> line) {
    assert(line.size() >= 3);
    pieces_.resize(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const glm::vec3 along = line[(i + 1) % line.size()] - line[i];
        const float length2 = glm::dot(along, along);
        pieces_[i] = {line[i], length2 > 0 ? 1.0F / length2 : 0.0F, along, 0.5F * std::sqrt(length2)};
    }
    for (std::size_t first = 0; first < pieces_.size(); first += kRun) {
        const std::size_t last = std::min(first + kRun, pieces_.size());
        glm::vec3 low{1e30F}, high{-1e30F};
        for (std::size_t i = first; i < last; ++i) {
            for (const glm::vec3& p : {pieces_[i].from, pieces_[i].from + pieces_[i].along}) {
                low = glm::min(low, p);
                high = glm::max(high, p);
            }
        }
        TileBall ball{0.5F * (low + high), 0};
        for (std::size_t i = first; i < last; ++i) {
            for (const glm::vec3& p : {pieces_[i].from, pieces_[i].from + pieces_[i].along})
                ball.radius = std::max(ball.radius, length(p - ball.center));
        }
        run_x_.push_back(ball.center.x);
        run_y_.push_back(ball.center.y);
        run_z_.push_back(ball.center.z);
        run_radius_.push_back(ball.radius);
    }
}

void LineDistance::Pieces::reserve(std::size_t most) {
    most = (most + kLanes - 1) / kLanes * kLanes;
    if (x.size() >= most) return;
    for (std::vector<float>* list :
         {&x, &y, &z, &along_x, &along_y, &along_z, &inverse_length2, &half_length, &distance2})
        list->resize(most);
    kept.resize(most);
}

void LineDistance::Pieces::set(std::size_t to, const Pieces& from, std::size_t i) {
    x[to] = from.x[i];
    y[to] = from.y[i];
    z[to] = from.z[i];
    along_x[to] = from.along_x[i];
    along_y[to] = from.along_y[i];
    along_z[to] = from.along_z[i];
    inverse_length2[to] = from.inverse_length2[i];
    half_length[to] = from.half_length[i];
}

// The last piece again, up to a whole number of lanes.
void LineDistance::Pieces::fill_lanes() {
    if (count == 0) return;
    for (std::size_t i = count; i % kLanes != 0; ++i) set(i, *this, count - 1);
}

bool LineDistance::near(const TileBall& ball, float reach, std::size_t first, std::size_t last) const {
    const float far = ball.radius + reach + kSlack;
    const std::size_t first_run = first / kRun, last_run = std::min((last + kRun - 1) / kRun, run_x_.size());
    // Most balls are far from all runs: that is found without a branch.
    int reached = 0;
    for (std::size_t run = first_run; run < last_run; ++run) reached |= int(reaches(run, ball, far));
    if (!reached) return false;
    for (std::size_t run = first_run; run < last_run; ++run) {
        if (!reaches(run, ball, far)) continue;
        for (std::size_t i = std::max(run * kRun, first); i < std::min({(run + 1) * kRun, last, pieces_.size()}); ++i) {
            if (within(ball.center - pieces_[i].middle(), far + pieces_[i].half_length)) return true;
        }
    }
    return false;
}

void LineDistance::pieces(const TileBall& ball, float reach, Pieces& found) const {
    found.count = 0;
    found.reserve(pieces_.size());
    const float far = ball.radius + reach + kSlack;
    for (std::size_t run = 0; run < run_x_.size(); ++run) {
        if (!reaches(run, ball, far)) continue;
        for (std::size_t i = run * kRun; i < std::min((run + 1) * kRun, pieces_.size()); ++i) {
            const Piece& piece = pieces_[i];
            if (!within(ball.center - piece.middle(), far + piece.half_length)) continue;
            const std::size_t to = found.count++;
            found.x[to] = piece.from.x;
            found.y[to] = piece.from.y;
            found.z[to] = piece.from.z;
            found.along_x[to] = piece.along.x;
            found.along_y[to] = piece.along.y;
            found.along_z[to] = piece.along.z;
            found.inverse_length2[to] = piece.inverse_length2;
            found.half_length[to] = piece.half_length;
        }
    }
    found.fill_lanes();
}

void LineDistance::narrow(const TileBall& ball, float reach, Pieces& from, Pieces& found) {
    found.count = 0;
    const std::size_t count = from.count;
    if (count == 0) return;
    found.reserve(count);
    const float *x = from.x.data(), *y = from.y.data(), *z = from.z.data();
    const float *dx = from.along_x.data(), *dy = from.along_y.data(), *dz = from.along_z.data();
    const Four cx = four(ball.center.x), cy = four(ball.center.y), cz = four(ball.center.z);
    // About the nearest piece: bits of a float that is not negative are in its order, and the lowest hold the index.
    // Any other piece would do below; the nearest leaves fewest.
    constexpr std::int32_t kIndex = 0xFFF, kMost = std::numeric_limits<std::int32_t>::max();
    FourWhole least{kMost, kMost, kMost, kMost}, index{0, 1, 2, 3};
    for (std::size_t i = 0; i < count; i += kLanes) {
        const Four u = cx - load(x + i), v = cy - load(y + i), w = cz - load(z + i);
        const Four along_x = load(dx + i), along_y = load(dy + i), along_z = load(dz + i);
        const Four along = (u * along_x + v * along_y + w * along_z) * load(&from.inverse_length2[i]);
        const Four t = min(max(along, four(0)), four(1));
        const Four ex = u - t * along_x, ey = v - t * along_y, ez = w - t * along_z;
        const Four distance2 = ex * ex + ey * ey + ez * ez;
        std::memcpy(&from.distance2[i], &distance2, sizeof distance2);
        FourWhole bits;
        std::memcpy(&bits, &distance2, sizeof bits);
        const FourWhole key = (bits & ~kIndex) | (index & kIndex);
        least = key < least ? key : least;
        index += std::int32_t(kLanes);
    }
    const std::size_t best = std::size_t(std::min({least[0], least[1], least[2], least[3]}) & kIndex);
    const float reached = reach + ball.radius + kSlack;
    const glm::vec3 from_best = ball.center - glm::vec3(x[best], y[best], z[best]), along(dx[best], dy[best], dz[best]);
    const float share = std::clamp(glm::dot(from_best, along) * from.inverse_length2[best], 0.0F, 1.0F);
    const glm::vec3 b = glm::vec3(x[best], y[best], z[best]) + share * along;
    // Let b be the point of that piece nearest to the centre c, q any point of another piece. For a place p of the ball
    // |p - q|^2 - |p - b|^2 = |c - q|^2 - |c - b|^2 - 2 (p - c).(q - b), which is at least the difference of the
    // squared distances from the centre less 2 r |q - b|, and |q - b| is no more than from b to the piece's middle and
    // half its length. Where that is positive the piece is nearest to no place of the ball.
    const Four bx = four(b.x), by = four(b.y), bz = four(b.z);
    const Four two_radii = four(2.0F * ball.radius), nearest2 = four(from.distance2[best] + kSlack), half = four(0.5F);
    const Four reached2 = four(reached * reached);
    for (std::size_t i = 0; i < count; i += kLanes) {
        const Four u = load(x + i) + half * load(dx + i) - bx, v = load(y + i) + half * load(dy + i) - by,
                   w = load(z + i) + half * load(dz + i) - bz;
        const Four distance2 = load(&from.distance2[i]);
        const Four further = distance2 - nearest2 - two_radii * load(&from.half_length[i]);
        const FourWhole keep =
            ((further <= four(0)) | (further * further <= two_radii * two_radii * (u * u + v * v + w * w))) &
            (distance2 <= reached2);
        std::memcpy(&from.kept[i], &keep, sizeof keep);
    }
    for (std::size_t i = 0; i < count; ++i)
        if (from.kept[i]) found.set(found.count++, from, i);
    found.fill_lanes();
}

void LineDistance::nearest2(const Places& places, const Pieces& pieces, float (&distance2)[kBlock]) {
    constexpr std::size_t parts = kBlock / kLanes;
    Four px[parts], py[parts], pz[parts], nearest[parts];
    for (std::size_t k = 0; k < parts; ++k) {
        px[k] = load(places.x + k * kLanes);
        py[k] = load(places.y + k * kLanes);
        pz[k] = load(places.z + k * kLanes);
        nearest[k] = four(1e12F);
    }
    for (std::size_t i = 0; i < pieces.count; ++i) {
        const Four ax = four(pieces.x[i]), ay = four(pieces.y[i]), az = four(pieces.z[i]);
        const Four dx = four(pieces.along_x[i]), dy = four(pieces.along_y[i]), dz = four(pieces.along_z[i]);
        const Four inverse_length2 = four(pieces.inverse_length2[i]);
        for (std::size_t k = 0; k < parts; ++k) {
            const Four u = px[k] - ax, v = py[k] - ay, w = pz[k] - az;
            const Four t = min(max((u * dx + v * dy + w * dz) * inverse_length2, four(0)), four(1));
            const Four x = u - t * dx, y = v - t * dy, z = w - t * dz;
            nearest[k] = min(nearest[k], x * x + y * y + z * z);
        }
    }
    std::memcpy(distance2, nearest, sizeof nearest);
}

}  // namespace stipple::session
