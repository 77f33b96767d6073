#include "frame_fit.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "head_template.h"
#include "principal_pose.h"
#include "scalp/in_pieces.h"

namespace stipple::scalp {
namespace {

glm::dmat3 from_quaternion(double w, double x, double y, double z) {
    const double n = std::sqrt(w * w + x * x + y * y + z * z);
    w /= n, x /= n, y /= n, z /= n;
    return glm::dmat3(1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y), 2 * (x * y - w * z), 1 - 2 * (x * x + z * z),
                      2 * (y * z + w * x), 2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y));
}

// Orientations to try: the 24 that take axes to axes, then a scatter. With each its half turns about the axes, so that
// which end of a principal axis comes first changes nothing.
std::vector<glm::dmat3> orientations() {
    std::vector<glm::dmat3> result;
    for (int i = 0; i < 3; ++i)
        for (int j = 0; j < 3; ++j)
            for (int signs = 0; signs < 4 && i != j; ++signs) {
                glm::dvec3 up(0), forward(0);
                up[i] = signs & 1 ? -1 : 1;
                forward[j] = signs & 2 ? -1 : 1;
                result.emplace_back(glm::cross(up, forward), up, forward);
            }
    std::uint32_t state = 12345;
    const auto random = [&] {
        state = state * 1664525U + 1013904223U;
        return double(state >> 8) / 8388608.0 - 1.0;
    };
    while (result.size() < 700) {
        const double w = random(), x = random(), y = random(), z = random();
        const double n = w * w + x * x + y * y + z * z;
        if (!(n > 1e-3 && n < 1)) continue;
        const glm::dmat3 turn = from_quaternion(w, x, y, z);
        for (const glm::dvec3& ends : {glm::dvec3(1, 1, 1), glm::dvec3(1, -1, -1), glm::dvec3(-1, 1, -1), glm::dvec3(-1, -1, 1)})
            result.push_back(glm::dmat3(ends * turn[0], ends * turn[1], ends * turn[2]));
    }
    return result;
}

// Size and place of a head whose top is the top of the cloud: coming down from the top, the width first equals twice the
// depth where the cranium is widest, about 78 mm below the vertex.
// The crown may be cut off or lost in a hole; then the size follows from the width alone.
bool guess(const std::vector<glm::dvec3>& cloud, const glm::dmat3& rotation, std::array<Similarity, 3>& out) {
    constexpr int kSlices = 96;
    std::vector<glm::dvec3> turned(cloud.size());
    double low = 1e300, high = -1e300;
    for (std::size_t i = 0; i < cloud.size(); ++i) {
        turned[i] = glm::transpose(rotation) * cloud[i];
        low = std::min(low, turned[i].y);
        high = std::max(high, turned[i].y);
    }
    const double slice = (high - low) / kSlices;
    if (!(slice > 0)) return false;
    std::array<double, kSlices> left, right, front, back;
    left.fill(-1e300), right.fill(1e300), front.fill(-1e300), back.fill(1e300);
    for (const glm::dvec3& p : turned) {
        const auto s = std::size_t(std::min(kSlices - 1, int((high - p.y) / slice)));
        left[s] = std::max(left[s], p.x);
        right[s] = std::min(right[s], p.x);
        front[s] = std::max(front[s], p.z);
        back[s] = std::min(back[s], p.z);
    }
    double l = -1e300, r = 1e300, f = -1e300, b = 1e300;
    for (int s = 0; s < kSlices; ++s) {
        const auto i = std::size_t(s);
        l = std::max(l, left[i]);
        r = std::min(r, right[i]);
        f = std::max(f, front[i]);
        b = std::min(b, back[i]);
        const double depth = (s + 0.5) * slice;
        if (s >= 3 && l - r <= 2 * depth) {
            const glm::dvec3 top((l + r) / 2, high, (f + b) / 2);
            static constexpr std::array missing{0.0, 40.0, 75.0};
            for (std::size_t k = 0; k < out.size(); ++k) {
                out[k].scale = k == 0 ? depth / 78 : (l - r) / 158;
                out[k].rotation = rotation;
                out[k].translation = rotation * (top - out[k].scale * glm::dvec3(0, 146 - missing[k], 1));
            }
            return true;
        }
    }
    return false;
}

double quick_score(const Similarity& s, const SurfaceSamples& samples, const NearestSample& near, std::size_t count) {
    const auto& points = head_template();
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < count && i < points.size(); ++i) {
        const glm::dvec3 p = s.to_file(points[i].position);
        const double d = glm::length(samples.points[near.nearest(p)] - p) / s.scale;
        sum += points[i].weight * std::min(d, 30.0);
        weight += points[i].weight;
    }
    return sum / weight;
}

// Gaussian elimination with pivoting of a symmetric positive 7 x 7 system.
bool solve(std::array<std::array<double, 8>, 7>& m) {
    for (std::size_t c = 0; c < 7; ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < 7; ++r)
            if (std::abs(m[r][c]) > std::abs(m[pivot][c])) pivot = r;
        if (std::abs(m[pivot][c]) < 1e-12) return false;
        std::swap(m[c], m[pivot]);
        for (std::size_t r = 0; r < 7; ++r) {
            if (r == c) continue;
            const double f = m[r][c] / m[c][c];
            for (std::size_t k = c; k < 8; ++k) m[r][k] -= f * m[c][k];
        }
    }
    for (std::size_t r = 0; r < 7; ++r) m[r][7] /= m[r][r];
    return true;
}

// One Gauss-Newton step of point-to-plane alignment, in head axes and mm; matches farther than `reach` count for little.
void align_step(Similarity& s, const SurfaceSamples& samples, const NearestSample& near, std::size_t count, double reach) {
    const auto& points = head_template();
    std::array<std::array<double, 8>, 7> m{};
    const glm::dvec3 pivot(0, 40, 10);
    for (std::size_t i = 0; i < count && i < points.size(); ++i) {
        const TemplatePoint& t = points[i];
        const std::uint32_t hit = near.nearest(s.to_file(t.position));
        const glm::dvec3 target = s.to_head(samples.points[hit]);
        const glm::dvec3 normal = glm::transpose(s.rotation) * samples.normals[hit];
        const double agree = glm::dot(normal, t.normal);
        if (agree < 0.3 && agree > -0.3) continue;  // winding may be wrong, the plane may not
        const glm::dvec3 gap = target - t.position;
        const double distance2 = glm::dot(gap, gap);
        const double robust = 1 / (1 + distance2 / (reach * reach));
        const glm::dvec3 n = glm::normalize(t.normal + (agree > 0 ? normal : -normal));
        const double w = t.weight * robust * robust * (agree > 0 ? 1 : 0.25);
        const double residual = glm::dot(gap, n);
        const glm::dvec3 arm = t.position - pivot, turn = glm::cross(arm, n);
        const double row[7]{turn.x, turn.y, turn.z, n.x, n.y, n.z, glm::dot(arm, n)};
        for (std::size_t a = 0; a < 7; ++a) {
            for (std::size_t b = 0; b < 7; ++b) m[a][b] += w * row[a] * row[b];
            m[a][7] += w * row[a] * residual;
        }
    }
    for (std::size_t a = 0; a < 7; ++a) m[a][a] += 1e-6;
    m[6][6] += 2e4;  // size changes slowly: a template may always hide in a dent by shrinking
    if (!solve(m)) return;
    glm::dvec3 w(m[0][7], m[1][7], m[2][7]), move(m[3][7], m[4][7], m[5][7]);
    const double angle = glm::length(w), grow = std::min(std::max(m[6][7], -0.05), 0.05);
    if (angle > 0.3) w *= 0.3 / angle;
    if (glm::length(move) > 25) move *= 25 / glm::length(move);
    const glm::dvec3 pivot_file = s.to_file(pivot + move);
    s.rotation = s.rotation * cayley(w);
    s.scale *= 1 + grow;
    s.translation = pivot_file - s.scale * (s.rotation * pivot);
}

// Turns and shifts the head's own midplane until the surface mirrors onto itself: three Gauss-Newton unknowns, the turns
// about y and z and the shift along x. Faces are more alike left and right than they are like the average head.
void align_mirror(Similarity& s, const SurfaceSamples& samples, const NearestSample& near) {
    for (int iteration = 0; iteration < 12; ++iteration) {
        glm::dmat3 m(0.0);
        glm::dvec3 rhs(0);
        const double reach = iteration < 6 ? 8 : 4;
        for (std::size_t i = 0; i < samples.points.size(); i += 3) {
            const glm::dvec3 p = s.to_head(samples.points[i]);
            if (p.y < -70 || (p.y < -10 && p.z < 30) || glm::length(p - glm::dvec3(0, 40, 0)) > 150) continue;
            const glm::dvec3 mirrored(-p.x, p.y, p.z);
            const std::uint32_t hit = near.nearest(s.to_file(mirrored));
            const glm::dvec3 q = s.to_head(samples.points[hit]);
            const glm::dvec3 n = glm::transpose(s.rotation) * samples.normals[hit];
            const glm::dvec3 own = glm::transpose(s.rotation) * samples.normals[i];
            if (glm::dot(n, glm::dvec3(-own.x, own.y, own.z)) < 0.5) continue;
            const glm::dvec3 gap = q - mirrored;
            const double robust = 1 / (1 + glm::dot(gap, gap) / (reach * reach));
            const double w = robust * robust, residual = glm::dot(gap, n);
            // what a turn of the points about y or z, or a shift along x, does to the gap
            const auto change = [&](const glm::dvec3& a, const glm::dvec3& b) { return glm::dot(a - glm::dvec3(-b.x, b.y, b.z), n); };
            const glm::dvec3 row(change(glm::cross(glm::dvec3(0, 1, 0), q), glm::cross(glm::dvec3(0, 1, 0), p)),
                                 change(glm::cross(glm::dvec3(0, 0, 1), q), glm::cross(glm::dvec3(0, 0, 1), p)),
                                 change(glm::dvec3(1, 0, 0), glm::dvec3(1, 0, 0)));
            m += w * glm::outerProduct(row, row);
            rhs -= w * residual * row;
        }
        for (int k = 0; k < 3; ++k) m[k][k] += 1e-6 + 0.001 * m[k][k];
        if (!(std::abs(glm::determinant(m)) > 0)) return;
        const glm::dvec3 step = glm::inverse(m) * rhs;
        if (!(glm::dot(step, step) < 1e6)) return;
        // moving the points by (w, t) is moving the frame by the inverse
        const glm::dvec3 turn(0, std::min(std::max(step.x, -0.1), 0.1), std::min(std::max(step.y, -0.1), 0.1));
        const double shift = std::min(std::max(step.z, -10.0), 10.0);
        const glm::dmat3 own = cayley(turn);
        const glm::dmat3 rotation = s.rotation * glm::transpose(own);
        s.translation -= s.scale * (rotation * glm::dvec3(shift, 0, 0));
        s.rotation = rotation;
    }
}

void assess(FrameFit& fit, const SurfaceSamples& samples, const NearestSample& near) {
    const Similarity& s = fit.placement;
    double sum = 0, weight = 0, face_sum = 0, face_weight = 0, covered = 0;
    for (const TemplatePoint& t : head_template()) {
        const glm::dvec3 p = s.to_file(t.position);
        const double d = std::min(glm::length(samples.points[near.nearest(p)] - p) / s.scale, 30.0);
        sum += t.weight * d;
        weight += t.weight;
        if (d < 14) covered += t.weight;
        if (t.face) face_sum += t.weight * d, face_weight += t.weight;
    }
    // the other way: surface that lies in the head's region but off the average head
    double back_sum = 0, back_weight = 0;
    for (std::size_t i = 0; i < samples.points.size(); i += 8) {
        const glm::dvec3 p = s.to_head(samples.points[i]);
        if (p.y < 45 || glm::length(p - glm::dvec3(0, 50, 0)) > 190) continue;
        back_sum += std::min(std::abs(template_distance(p)), 30.0);
        back_weight += 1;
    }
    fit.covered = covered / weight;
    fit.face_misfit_mm = face_sum / face_weight;
    fit.misfit_mm = 0.5 * (sum / weight) + 0.2 * fit.face_misfit_mm + 0.3 * (back_weight > 0 ? back_sum / back_weight : 30.0);
    fit.found = true;
}

}  // namespace

glm::dmat3 cayley(const glm::dvec3& w) { return from_quaternion(1, w.x / 2, w.y / 2, w.z / 2); }

namespace {

// The same points in their own pose, and the way between.
struct Standing {
    Similarity pose;
    SurfaceSamples samples;
    explicit Standing(const SurfaceSamples& given) : pose(principal_pose(given)), samples(given) {
        for (glm::dvec3& p : samples.points) p = pose.to_head(p);
        for (glm::dvec3& n : samples.normals) n = glm::transpose(pose.rotation) * n;
    }
    [[nodiscard]] Similarity back(const Similarity& s) const { return {s.scale * pose.scale, pose.rotation * s.rotation, pose.to_file(s.translation)}; }
    [[nodiscard]] Similarity there(const Similarity& s) const { return {s.scale / pose.scale, glm::transpose(pose.rotation) * s.rotation, pose.to_head(s.translation)}; }
};

FrameFit fit_standing(const SurfaceSamples& samples) {
    FrameFit best;
    const NearestSample near(samples, 64);
    std::vector<glm::dvec3> thin;
    for (std::size_t i = 0; i < samples.points.size(); i += 6) thin.push_back(samples.points[i]);

    struct Start {
        Similarity placement;
        double score = 0;
    };
    std::vector<Start> starts;
    for (const glm::dmat3& rotation : orientations()) {
        std::array<Similarity, 3> guesses;
        if (!guess(thin, rotation, guesses)) continue;
        for (const Similarity& placement : guesses) starts.push_back({placement});
    }
    const auto each = [&](std::size_t grain, auto&& work) {
        in_pieces(starts.size(), grain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) work(starts[i]);
        });
    };
    each(64, [&](Start& start) { start.score = quick_score(start.placement, samples, near, 160); });
    const auto better = [](const Start& a, const Start& b) { return a.score < b.score; };
    std::stable_sort(starts.begin(), starts.end(), better);
    if (starts.size() > 32) starts.resize(32);
    each(4, [&](Start& start) {
        for (int i = 0; i < 12; ++i) align_step(start.placement, samples, near, 300, i < 6 ? 20 : 10);
        start.score = quick_score(start.placement, samples, near, 600);
    });
    std::stable_sort(starts.begin(), starts.end(), better);
    if (starts.size() > 6) starts.resize(6);
    std::vector<FrameFit> fits(starts.size());
    each(1, [&](Start& start) {
        for (int i = 0; i < 20; ++i) align_step(start.placement, samples, near, head_template().size(), 8);
        FrameFit& fit = fits[std::size_t(&start - starts.data())];
        fit.placement = start.placement;
        assess(fit, samples, near);
    });
    for (const FrameFit& fit : fits)
        if (!best.found || fit.misfit_mm < best.misfit_mm) best = fit;
    if (best.found && best.misfit_mm < 12) align_mirror(best.placement, samples, near);
    return best;
}

}  // namespace

FrameFit fit_head(const SurfaceSamples& samples) {
    if (samples.points.size() < 500) return {};
    const Standing standing(samples);
    FrameFit fit = fit_standing(standing.samples);
    fit.placement = standing.back(fit.placement);
    return fit;
}

FrameFit refine_fit(const SurfaceSamples& samples, const Similarity& start) {
    FrameFit fit;
    fit.placement = start;
    if (samples.points.size() < 500) return fit;
    const Standing standing(samples);
    const NearestSample near(standing.samples, 64);
    fit.placement = standing.there(start);
    for (int i = 0; i < 24; ++i) align_step(fit.placement, standing.samples, near, head_template().size(), 8);
    assess(fit, standing.samples, near);
    if (fit.misfit_mm < 12) align_mirror(fit.placement, standing.samples, near);
    fit.placement = standing.back(fit.placement);
    return fit;
}

}  // namespace stipple::scalp
