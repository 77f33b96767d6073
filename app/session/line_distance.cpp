#include "line_distance.h"

#include <algorithm>
#include <cassert>
#include <cmath>

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
        runs_.push_back(ball);
    }
}

void LineDistance::Pieces::clear() {
    piece.clear();
    for (std::vector<float>* list : {&x, &y, &z, &half_length}) list->clear();
}

void LineDistance::Pieces::add(std::uint32_t which, const glm::vec3& middle, float half) {
    piece.push_back(which);
    x.push_back(middle.x);
    y.push_back(middle.y);
    z.push_back(middle.z);
    half_length.push_back(half);
}

bool LineDistance::near(const TileBall& ball, float reach, std::size_t first, std::size_t last) const {
    const float far = ball.radius + reach + kSlack;
    for (std::size_t run = first / kRun; run * kRun < last; ++run) {
        if (!within(ball.center - runs_[run].center, far + runs_[run].radius)) continue;
        for (std::size_t i = std::max(run * kRun, first); i < std::min({(run + 1) * kRun, last, pieces_.size()}); ++i) {
            if (within(ball.center - pieces_[i].middle(), far + pieces_[i].half_length)) return true;
        }
    }
    return false;
}

void LineDistance::pieces(const TileBall& ball, float reach, Pieces& found) const {
    found.clear();
    const float far = ball.radius + reach + kSlack;
    for (std::size_t run = 0; run < runs_.size(); ++run) {
        if (!within(ball.center - runs_[run].center, far + runs_[run].radius)) continue;
        for (std::size_t i = run * kRun; i < std::min((run + 1) * kRun, pieces_.size()); ++i) {
            const glm::vec3 middle = pieces_[i].middle();
            if (within(ball.center - middle, far + pieces_[i].half_length))
                found.add(std::uint32_t(i), middle, pieces_[i].half_length);
        }
    }
}

void LineDistance::narrow(const TileBall& ball, float reach, Pieces& from, Pieces& found) {
    const std::size_t count = from.piece.size();
    from.distance.resize(count);
    const float *x = from.x.data(), *y = from.y.data(), *z = from.z.data();
    float* distance = from.distance.data();
    for (std::size_t i = 0; i < count; ++i) {
        const float u = x[i] - ball.center.x, v = y[i] - ball.center.y, w = z[i] - ball.center.z;
        distance[i] = std::sqrt(u * u + v * v + w * w);
    }
    if (count == 0) {
        found.clear();
        return;
    }
    const std::size_t best = std::size_t(std::min_element(distance, distance + count) - distance);
    // No place in the ball is further from the line than this; a piece that is further from all of them is nearest to none.
    const float far = std::min(reach, distance[best] + ball.radius) + ball.radius + kSlack;
    // Nor is a piece from which every place is further than from the middle m of the best one. The difference of the
    // distances to two points, |p - n| - |p - m|, changes with p by no more than 2 |n - m| / (|p - n| + |p - m|) a mm (the
    // difference of two unit vectors), so it is known over the ball from its value at the centre.
    from.difference.resize(count);
    float* difference = from.difference.data();
    const float mx = x[best], my = y[best], mz = z[best], nearest = distance[best], radius = ball.radius;
    for (std::size_t i = 0; i < count; ++i) {
        const float u = x[i] - mx, v = y[i] - my, w = z[i] - mz;
        const float apart = std::sqrt(u * u + v * v + w * w);
        const float sum = std::max(distance[i] + nearest - 2.0F * radius, 1e-3F);
        difference[i] = distance[i] - nearest - 2.0F * radius * apart / sum;
    }
    found.clear();
    for (std::size_t i = 0; i < count; ++i) {
        const float reached = from.half_length[i] + kSlack;
        if (distance[i] > far + from.half_length[i] || difference[i] > reached) continue;
        found.add(from.piece[i], {x[i], y[i], z[i]}, from.half_length[i]);
    }
}

void LineDistance::nearest2(const Places& places, const Pieces& pieces, float (&distance2)[kBlock]) const {
    // Short loops over arrays of their own, which compilers turn into vectors; as one, the clamping becomes branches.
    const Places at = places;
    float nearest[kBlock], t[kBlock];
    for (float& d : nearest) d = 1e12F;
    for (const std::uint32_t i : pieces.piece) {
        const Piece piece = pieces_[i];
        const float ax = piece.from.x, ay = piece.from.y, az = piece.from.z;
        const float dx = piece.along.x, dy = piece.along.y, dz = piece.along.z;
        for (int k = 0; k < kBlock; ++k)
            t[k] = ((at.x[k] - ax) * dx + (at.y[k] - ay) * dy + (at.z[k] - az) * dz) * piece.inverse_length2;
        for (float& share : t) share = std::min(std::max(share, 0.0F), 1.0F);
        for (int k = 0; k < kBlock; ++k) {
            const float x = at.x[k] - ax - t[k] * dx, y = at.y[k] - ay - t[k] * dy, z = at.z[k] - az - t[k] * dz;
            nearest[k] = std::min(nearest[k], x * x + y * y + z * z);
        }
    }
    std::copy(std::begin(nearest), std::end(nearest), std::begin(distance2));
}

}  // namespace stipple::session
