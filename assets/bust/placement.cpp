#include "assets/bust/placement.h"

#include <algorithm>

#include "assets/bust/tape.h"

namespace stipple::bust {
namespace {

// Where the edges cross the plane through `point` that u and v span, along these.
std::vector<dvec2> cut(const std::vector<dvec3>& points, const std::vector<Outline::Edge>& edges, const dvec3& point,
                       const dvec3& u, const dvec3& v) {
    const dvec3 n = glm::cross(u, v);
    std::vector<dvec2> out;
    for (const auto& [i, j] : edges) {
        const dvec3 a = points[i] - point, b = points[j] - point;
        const double da = glm::dot(a, n), db = glm::dot(b, n);
        if ((da < 0) == (db < 0)) continue;
        const dvec3 q = a + da / (da - db) * (b - a);
        out.emplace_back(glm::dot(q, u), glm::dot(q, v));
    }
    return out;
}

}  // namespace

Outline with_look(Outline outline, const LookWarp& look) {
    for (dvec3& p : outline.points) p = look(p);
    return outline;
}

Placement::Placement(const Outline& outline, const LookWarp& look, const FitParts& parts)
    : outline_(&outline), look_(&look), warp_(parts) {
    level();
}

dvec3 Placement::levelled(const dvec3& warped) const {
    const dvec3 q = warped - origin_;
    return {q.x, cosine_ * q.y - sine_ * q.z, sine_ * q.y + cosine_ * q.z};
}

dvec3 Placement::place(const dvec3& p) const { return levelled(warp_((*look_)(p))); }

dvec3 Placement::place_normal(const dvec3& p, const dvec3& normal) const {
    constexpr double h = 0.05;
    const dvec3 jx = place(p + dvec3(h, 0, 0)) - place(p - dvec3(h, 0, 0));
    const dvec3 jy = place(p + dvec3(0, h, 0)) - place(p - dvec3(0, h, 0));
    const dvec3 jz = place(p + dvec3(0, 0, h)) - place(p - dvec3(0, 0, h));
    // Normals go by the inverse transpose, here as cofactors.
    return glm::normalize(normal.x * glm::cross(jy, jz) + normal.y * glm::cross(jz, jx) +
                          normal.z * glm::cross(jx, jy));
}

void Placement::level() {
    // The outer canthi stand 16.5 mm above the tragions: stand-in for the orbitale, which skin does not show.
    constexpr double canthus_height = 16.5;
    const auto middle = [&](const std::array<std::size_t, 2>& pair) {
        return 0.5 * (warp_(outline_->points[pair[0]]) + warp_(outline_->points[pair[1]]));
    };
    origin_ = middle(outline_->tragion);
    const dvec3 canthus = middle(outline_->canthus) - origin_;
    origin_.x = 0;
    const double r2 = canthus.y * canthus.y + canthus.z * canthus.z;
    const double level_z = std::sqrt(r2 - canthus_height * canthus_height);
    cosine_ = (canthus.y * canthus_height + canthus.z * level_z) / r2;
    sine_ = (canthus.y * level_z - canthus.z * canthus_height) / r2;
}

// The point of the scan with the highest score; between the neighbours of the best one where a parabola has its summit,
// so that small changes of the head move it little.
template <class Score>
dvec3 Placement::best(const Outline::Span& span, const Score& score) const {
    std::size_t found = span.first;
    double highest = -1e9;
    for (std::size_t i = span.first; i < span.first + span.count; ++i)
        if (const double s = score(at(i)); s > highest) {
            highest = s;
            found = i;
        }
    const dvec3 middle = at(found);
    if (found == span.first || found + 1 == span.first + span.count) return middle;
    const dvec3 before = at(found - 1), after = at(found + 1);
    const double a = score(before), b = score(after), bend = a + b - 2 * highest;
    const double t = bend < -1e-12 ? std::clamp(0.5 * (a - b) / bend, -1.0, 1.0) : 0;
    return t < 0 ? middle + -t * (before - middle) : middle + t * (after - middle);
}

Placement::Found Placement::find() const {
    const Outline& o = *outline_;
    const auto forward = [](const dvec3& p) { return p.z; };
    Found f;
    f.glabella = best(o.glabella, forward);
    f.nasion = best(o.nasion, [](const dvec3& p) { return -p.z; });
    f.menton = best(o.menton, [](const dvec3& p) { return -p.y; });
    f.vertex = best(o.vertex, [](const dvec3& p) { return p.y; });
    f.opisthocranion = best(o.occiput, [&](const dvec3& p) { return glm::distance(p, f.glabella); });
    // Skin shows no protuberance: by convention 10 mm above tragion level.
    constexpr double inion_height = 10;
    dvec3 below = at(o.occiput.first), above = below;
    for (std::size_t i = o.occiput.first + 1; i < o.occiput.first + o.occiput.count; ++i) {
        below = above;
        above = at(i);
        if (above.y >= inion_height) break;
    }
    f.inion = below + (inion_height - below.y) / (above.y - below.y) * (above - below);
    return f;
}

std::map<std::string, dvec3> Placement::landmarks() const {
    const Outline& o = *outline_;
    const Found f = find();
    std::map<std::string, dvec3> out{{"glabella", f.glabella}, {"nasion", f.nasion},
                                     {"menton", f.menton},     {"vertex", f.vertex},
                                     {"inion", f.inion},       {"opisthocranion", f.opisthocranion}};
    for (std::size_t side = 0; side < 2; ++side) {
        const std::string which = side == 0 ? "_left" : "_right";
        out["tragion" + which] = at(o.tragion[side]);
        out["outer_canthus" + which] = at(o.canthus[side]);
    }
    const auto forward = [](const dvec3& p) { return p.z; };
    const dvec3 tip = out["pronasale"] = best(o.pronasale, forward), lip = best(o.lip, forward);
    const dvec3 chord = glm::normalize(dvec3(0, tip.y - lip.y, tip.z - lip.z));
    out["subnasale"] = best(o.subnasale, [&](const dvec3& p) {  // deepest behind the line from lip to tip
        return (p.y - lip.y) * chord.z - (p.z - lip.z) * chord.y;
    });
    return out;
}

Measured Placement::measured() const {
    const Outline& o = *outline_;
    const Found f = find();
    std::vector<dvec3> placed(o.points.size());
    const std::size_t net = o.canthus[1] + 1;  // points of the net come last
    for (std::size_t i = net; i < placed.size(); ++i) placed[i] = at(i);
    Measured m{};
    m[0] = glm::distance(f.glabella, f.opisthocranion);
    double left = 0, right = 0;
    for (const std::uint32_t i : o.parietal) {
        left = std::max(left, placed[i].x);
        right = std::min(right, placed[i].x);
    }
    m[1] = left - right;
    const dvec3 x(1, 0, 0);
    const dvec3 ahead = glm::normalize(dvec3(0, f.glabella.y - f.opisthocranion.y, f.glabella.z - f.opisthocranion.z));
    m[2] = perimeter(convex_hull(cut(placed, o.girdle, f.opisthocranion, ahead, x)));

    const auto side_view = [](const dvec3& p) { return dvec2(-p.z, p.y); };
    std::vector<dvec2> profile;
    for (std::size_t i = o.profile.first; i < o.profile.first + o.profile.count; ++i)
        profile.push_back(side_view(at(i)));
    const std::vector<dvec2> over = taut_way(profile, side_view(f.glabella), side_view(f.inion));
    m[3] = way_length(over);

    const dvec3 tragion[2]{at(o.tragion[0]), at(o.tragion[1])}, rise = glm::normalize(dvec3(0, f.vertex.y, f.vertex.z));
    const auto across = [&](const dvec3& p) { return dvec2(p.x, glm::dot(p, rise)); };
    m[4] = way_length(taut_way(cut(placed, o.coronal, dvec3(0), x, rise), across(tragion[1]), across(tragion[0])));
    // A millimetre below the summit of a curve of 90 mm radius lies 13 mm to either side of it.
    m[5] = way_to_summit(over, glm::normalize(dvec2(-1, 1)), 1.0);
    m[6] = glm::distance(f.nasion, f.menton);
    m[7] = f.vertex.y;
    m[8] = 0.5 * (glm::distance(at(o.canthus[0]), tragion[0]) + glm::distance(at(o.canthus[1]), tragion[1]));
    return m;
}

}  // namespace stipple::bust
