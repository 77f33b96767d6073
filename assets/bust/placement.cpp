#include "assets/bust/placement.h"

#include <algorithm>
#include <stdexcept>

namespace stipple::bust {
namespace {

// Faces are never mirror images. Millimetres; the shift fades as a Gaussian.
struct Shift {
    dvec3 centre, radii, shift;
};
const Shift asymmetry[] = {
    {{0, 4, 116}, {22, 20, 26}, {0.7, 0, 0}},          // tip of the nose to the left
    {{-25, -36, 92}, {16, 14, 20}, {0, 0.6, 0.2}},     // right mouth corner up
    {{0, -72, 92}, {36, 26, 34}, {-0.6, 0, 0}},        // chin to the right
    {{34, 52, 84}, {22, 12, 22}, {0, 0.7, 0}},         // left brow up
    {{-31, 33, 88}, {18, 10, 16}, {0, -0.4, 0}},       // right lids down
    {{-80, 16, -5}, {18, 40, 34}, {-0.8, -1.0, 0.8}},  // right ear lower and a little more prominent
    {{-40, 75, -78}, {46, 50, 34}, {0, 0, 0.9}},       // right occiput flatter
    {{46, 6, 76}, {22, 24, 22}, {0.5, 0, 0.4}},        // left cheek fuller
};

// Where the ray from an inside point first leaves the head; `reach` mm is searched from outside inward.
dvec3 leave(const HeadField& field, const dvec3& from, const dvec3& direction, double reach) {
    double t = reach;
    for (double d; (d = field(from + t * direction)) > 0;) {
        t -= std::max(0.4 * d, 0.25);
        if (t < 0) throw std::logic_error("built-in head: a ray misses the head");
    }
    double in = t, out = t;  // step back out until just outside, then halve
    while (field(from + out * direction) <= 0) out += 0.25;
    for (int i = 0; i < 40; ++i) {
        const double m = 0.5 * (in + out);
        (field(from + m * direction) > 0 ? out : in) = m;
    }
    return from + in * direction;
}

dvec3 onto_surface(const HeadField& field, dvec3 p) {
    for (int i = 0; i < 12; ++i) {
        const dvec3 g = field.gradient(p, 0.2);
        const double step = std::clamp(field(p) / glm::dot(g, g), -2.0, 2.0);
        p -= step * g;
    }
    return p;
}

}  // namespace

dvec3 Placement::shaped(const dvec3& p) const {
    // Sellion to menton 5 mm shorter: compression that begins below the eyes.
    constexpr double begin = 40, ease = 20, share = 0.047;
    dvec3 q = p;
    const double t = begin - p.y;
    if (t > 0) q.y += share * t * t / (t + ease);
    for (const Shift& s : asymmetry) {
        const dvec3 r = (p - s.centre) / s.radii;
        q += bell(glm::dot(r, r)) * s.shift;
    }
    return q;
}

dvec3 Placement::place(const dvec3& p) const {
    const dvec3 q = shaped(p) * scale_ - origin_;
    return {q.x, cosine_ * q.y - sine_ * q.z, sine_ * q.y + cosine_ * q.z};
}

dvec3 Placement::place_normal(const dvec3& p, const dvec3& normal) const {
    constexpr double h = 0.05;
    const dvec3 jx = place(p + dvec3(h, 0, 0)) - place(p - dvec3(h, 0, 0));
    const dvec3 jy = place(p + dvec3(0, h, 0)) - place(p - dvec3(0, h, 0));
    const dvec3 jz = place(p + dvec3(0, 0, h)) - place(p - dvec3(0, 0, h));
    // Normals go by the inverse transpose, here as cofactors.
    return glm::normalize(normal.x * glm::cross(jy, jz) + normal.y * glm::cross(jz, jx) +
                          normal.z * glm::cross(jx, jy));
}

Placement::Outline Placement::outline(const HeadField& field) {
    Outline o;
    const auto scan = [](double first, double last, int count, const auto& ray) {
        std::vector<dvec3> out;
        for (int i = 0; i <= count; ++i) out.push_back(ray(first + (last - first) * i / count));
        return out;
    };
    const auto front = [&](double y) { return leave(field, {0, y, 60}, {0, 0, 1}, 90); };
    const auto back = [&](double y) { return leave(field, {0, y, -20}, {0, 0, -1}, 110); };
    o.glabella = scan(49, 64, 60, front);
    o.nasion = scan(34, 50, 64, front);
    o.pronasale = scan(-9, 14, 92, front);
    o.lip = scan(-34, -24, 40, front);
    o.subnasale = scan(-27, -9, 144, front);
    o.menton = scan(76, 98, 88, [&](double z) { return leave(field, {0, -66, z}, {0, -1, 0}, 40); });
    o.vertex = scan(-60, 50, 220, [&](double z) { return leave(field, {0, 60, z}, {0, 1, 0}, 110); });
    o.occiput = scan(0, 110, 440, back);
    for (double y = 57; y <= 99; y += 2)
        for (double z = -62; z <= 30; z += 4)
            for (const double side : {1.0, -1.0}) o.parietal.push_back(leave(field, {0, y, z}, {side, 0, 0}, 110));
    const dvec3 fore = front(54), aft = back(66), centre = 0.5 * (fore + aft), ahead = glm::normalize(fore - aft);
    constexpr int per_side = 60;
    for (int side = 0; side < 4; ++side)
        for (int i = 0; i < per_side; ++i) {
            const double t = 2.0 * i / per_side - 1;
            const glm::dvec2 d = side == 0   ? glm::dvec2(1, t)
                                 : side == 1 ? glm::dvec2(-t, 1)
                                 : side == 2 ? glm::dvec2(-1, -t)
                                             : glm::dvec2(t, -1);
            o.girdle.push_back(leave(field, centre, glm::normalize(d.x * ahead + d.y * dvec3(1, 0, 0)), 140));
        }
    o.tragion = onto_surface(field, field.ear().to_head({-1.5, 4.0, 7.0}));
    o.canthus = {45.8, 35.2, surface_z([&](const dvec3& p) { return field(p); }, 45.8, 35.2)};
    return o;
}

void Placement::level() {
    // The outer canthi stand 16.5 mm above the tragions: stand-in for the orbitale, which skin does not show.
    constexpr double canthus_height = 16.5;
    const auto middle = [&](const dvec3& p) { return 0.5 * scale_ * (shaped(p) + shaped({-p.x, p.y, p.z})); };
    origin_ = middle(outline_.tragion);
    const dvec3 canthus = middle(outline_.canthus) - origin_;
    origin_.x = 0;
    const double r2 = canthus.y * canthus.y + canthus.z * canthus.z;
    const double level_z = std::sqrt(r2 - canthus_height * canthus_height);
    cosine_ = (canthus.y * canthus_height + canthus.z * level_z) / r2;
    sine_ = (canthus.y * level_z - canthus.z * canthus_height) / r2;
}

void Placement::find_landmarks() {
    const auto best = [&](const std::vector<dvec3>& points, const auto& score) {
        dvec3 found(0);
        double highest = -1e9;
        for (const dvec3& p : points) {
            const dvec3 q = place(p);
            if (score(q) > highest) {
                highest = score(q);
                found = q;
            }
        }
        return found;
    };
    const auto forward = [](const dvec3& p) { return p.z; };
    landmarks_.clear();
    const auto both = [&](const std::string& name, const dvec3& p) {
        landmarks_[name + "_left"] = place(p);
        landmarks_[name + "_right"] = place({-p.x, p.y, p.z});
    };
    both("tragion", outline_.tragion);
    both("outer_canthus", outline_.canthus);
    const dvec3 glabella = landmarks_["glabella"] = best(outline_.glabella, forward);
    landmarks_["nasion"] = best(outline_.nasion, [](const dvec3& p) { return -p.z; });
    const dvec3 tip = landmarks_["pronasale"] = best(outline_.pronasale, forward);
    const dvec3 lip = best(outline_.lip, forward);
    const dvec3 chord = glm::normalize(dvec3(0, tip.y - lip.y, tip.z - lip.z));
    landmarks_["subnasale"] = best(outline_.subnasale, [&](const dvec3& p) {  // deepest behind the line from lip to tip
        return (p.y - lip.y) * chord.z - (p.z - lip.z) * chord.y;
    });
    landmarks_["menton"] = best(outline_.menton, [](const dvec3& p) { return -p.y; });
    landmarks_["vertex"] = best(outline_.vertex, [](const dvec3& p) { return p.y; });
    landmarks_["opisthocranion"] = best(outline_.occiput, [&](const dvec3& p) { return glm::distance(p, glabella); });
    // Skin shows no protuberance: by convention 10 mm above tragion level.
    landmarks_["inion"] = best(outline_.occiput, [](const dvec3& p) { return -std::fabs(p.y - 10); });
}

double Placement::breadth() const {
    double left = 0, right = 0;
    for (const dvec3& p : outline_.parietal) {
        left = std::max(left, place(p).x);
        right = std::min(right, place(p).x);
    }
    return left - right;
}

Placement::Placement(const HeadField& field, double head_length, double head_breadth) : outline_(outline(field)) {
    const dvec3 start = scale_;
    for (int i = 0; i < 8; ++i) {
        level();
        find_landmarks();
        scale_.z *= head_length / glm::distance(landmarks_["glabella"], landmarks_["opisthocranion"]);
        scale_.x *= head_breadth / breadth();
        scale_.y = start.y * std::sqrt(scale_.x / start.x * (scale_.z / start.z));  // height follows both
    }
    level();
    find_landmarks();
}

double Placement::circumference() const {
    // The section is flat in the sculpture and as good as flat placed; a tape spans its convex hull.
    const dvec3 ahead = glm::normalize(landmarks_.at("glabella") - landmarks_.at("opisthocranion"));
    std::vector<glm::dvec2> points;
    for (const dvec3& p : outline_.girdle) {
        const dvec3 q = place(p);
        points.emplace_back(q.x, glm::dot(q, ahead));
    }
    std::sort(points.begin(), points.end(),
              [](const auto& a, const auto& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<glm::dvec2> hull;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t first = hull.size();
        for (const glm::dvec2& p : points) {
            const auto turns_right = [&] {
                const glm::dvec2 u = hull.back() - hull[hull.size() - 2], v = p - hull.back();
                return u.x * v.y - u.y * v.x <= 0;
            };
            while (hull.size() >= first + 2 && turns_right()) hull.pop_back();
            hull.push_back(p);
        }
        hull.pop_back();
        std::reverse(points.begin(), points.end());
    }
    double length = 0;
    for (std::size_t i = 0; i < hull.size(); ++i) length += glm::distance(hull[i], hull[(i + 1) % hull.size()]);
    return length;
}

}  // namespace stipple::bust
