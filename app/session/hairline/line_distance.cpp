#include "line_distance.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstring>
#include <limits>

#include "session/four_floats.h"

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
    if (fours.size() * kLanes < most) fours.resize((most + kLanes - 1) / kLanes);
}

void LineDistance::Pieces::set(std::size_t to, const Fours& from, std::size_t lane) {
    Fours& four = fours[to / kLanes];
    for (int value = 0; value < kValues; ++value) four.of[value][to % kLanes] = from.of[value][lane];
}

// The last piece again, up to a whole number of lanes.
void LineDistance::Pieces::fill_lanes() {
    if (count == 0) return;
    for (std::size_t i = count; i % kLanes != 0; ++i) set(i, fours[(count - 1) / kLanes], (count - 1) % kLanes);
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
            const float values[Pieces::kValues] = {piece.from.x,          piece.from.y,     piece.from.z,
                                                   piece.along.x,         piece.along.y,    piece.along.z,
                                                   piece.inverse_length2, piece.half_length};
            const std::size_t to = found.count++;
            for (int value = 0; value < Pieces::kValues; ++value)
                found.fours[to / kLanes].of[value][to % kLanes] = values[value];
        }
    }
    found.fill_lanes();
}

void LineDistance::narrow(const TileBall& ball, float reach, Pieces& from, Pieces& found) {
    found.count = 0;
    if (from.count == 0) return;
    found.reserve(from.count);
    const std::span<Pieces::Fours> groups(from.fours.data(), (from.count + kLanes - 1) / kLanes);
    const Four cx = four(ball.center.x), cy = four(ball.center.y), cz = four(ball.center.z);
    // About the nearest piece: bits of a float that is not negative are in its order, and the lowest hold the index.
    // Any other piece would do below; the nearest leaves fewest.
    constexpr std::int32_t kIndex = 0xFFF, kMost = std::numeric_limits<std::int32_t>::max();
    FourWhole least{kMost, kMost, kMost, kMost}, index{0, 1, 2, 3};
    for (Pieces::Fours& group : groups) {
        const auto of = [&](Pieces::Value value) { return load(group.of[value]); };
        const Four u = cx - of(Pieces::kX), v = cy - of(Pieces::kY), w = cz - of(Pieces::kZ);
        const Four along_x = of(Pieces::kAlongX), along_y = of(Pieces::kAlongY), along_z = of(Pieces::kAlongZ);
        const Four along = (u * along_x + v * along_y + w * along_z) * of(Pieces::kInverseLength2);
        const Four t = min(max(along, four(0)), four(1));
        const Four ex = u - t * along_x, ey = v - t * along_y, ez = w - t * along_z;
        const Four distance2 = ex * ex + ey * ey + ez * ez;
        store(group.distance2, distance2);
        FourWhole bits;
        std::memcpy(&bits, &distance2, sizeof bits);
        const FourWhole key = (bits & ~kIndex) | (index & kIndex);
        least = key < least ? key : least;
        index += std::int32_t(kLanes);
    }
    const std::size_t best = std::size_t(std::min({least[0], least[1], least[2], least[3]}) & kIndex);
    const auto best_of = [&](Pieces::Value value) { return from.get(value, best); };
    const float reached = reach + ball.radius + kSlack;
    const glm::vec3 begin(best_of(Pieces::kX), best_of(Pieces::kY), best_of(Pieces::kZ)),
        along(best_of(Pieces::kAlongX), best_of(Pieces::kAlongY), best_of(Pieces::kAlongZ));
    const float share = std::clamp(glm::dot(ball.center - begin, along) * best_of(Pieces::kInverseLength2), 0.0F, 1.0F);
    const glm::vec3 b = begin + share * along;
    // Let b be the point of that piece nearest to the centre c, q any point of another piece. For a place p of the ball
    // |p - q|^2 - |p - b|^2 = |c - q|^2 - |c - b|^2 - 2 (p - c).(q - b), which is at least the difference of the
    // squared distances from the centre less 2 r |q - b|, and |q - b| is no more than from b to the piece's middle and
    // half its length. Where that is positive the piece is nearest to no place of the ball.
    const Four bx = four(b.x), by = four(b.y), bz = four(b.z);
    const Four two_radii = four(2.0F * ball.radius), half = four(0.5F), reached2 = four(reached * reached);
    const Four nearest2 = four(groups[best / kLanes].distance2[best % kLanes] + kSlack);
    for (Pieces::Fours& group : groups) {
        const auto of = [&](Pieces::Value value) { return load(group.of[value]); };
        const Four u = of(Pieces::kX) + half * of(Pieces::kAlongX) - bx,
                   v = of(Pieces::kY) + half * of(Pieces::kAlongY) - by,
                   w = of(Pieces::kZ) + half * of(Pieces::kAlongZ) - bz;
        const Four distance2 = load(group.distance2);
        const Four further = distance2 - nearest2 - two_radii * of(Pieces::kHalfLength);
        const FourWhole keep =
            ((further <= four(0)) | (further * further <= two_radii * two_radii * (u * u + v * v + w * w))) &
            (distance2 <= reached2);
        std::memcpy(group.kept, &keep, sizeof keep);
    }
    for (std::size_t i = 0; i < from.count; ++i)
        if (groups[i / kLanes].kept[i % kLanes]) found.set(found.count++, groups[i / kLanes], i % kLanes);
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
        const auto of = [&](Pieces::Value value) { return four(pieces.get(value, i)); };
        const Four ax = of(Pieces::kX), ay = of(Pieces::kY), az = of(Pieces::kZ);
        const Four dx = of(Pieces::kAlongX), dy = of(Pieces::kAlongY), dz = of(Pieces::kAlongZ);
        const Four inverse_length2 = of(Pieces::kInverseLength2);
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
