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
    double in = t, out = std::min(t + 0.4 * 40, reach);
    // Step back out until just outside, then halve.
    for (out = in; field(from + out * direction) <= 0;) out += 0.25;
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

void Placement::find_landmarks(const HeadField& field) {
    if (sculpted_.empty()) {  // independent of the size
        sculpted_["tragion_left"] = onto_surface(field, field.ear().to_head({-1.5, 2.2, 7.5}));
        sculpted_["outer_canthus_left"] = {45.8, 35.2, surface_z([&](const dvec3& p) { return field(p); }, 45.8, 35.2)};
        for (const char* name : {"tragion", "outer_canthus"}) {
            const dvec3 p = sculpted_[std::string(name) + "_left"];
            sculpted_[std::string(name) + "_right"] = {-p.x, p.y, p.z};
        }
    }
    // Level: the outer canthi stand 16.5 mm above the tragions (stand-in for the orbitale, which skin does not show).
    constexpr double canthus_height = 16.5;
    const auto scaled = [&](const char* name) { return shaped(sculpted_.at(name)) * scale_; };
    origin_ = 0.5 * (scaled("tragion_left") + scaled("tragion_right"));
    const dvec3 canthus = 0.5 * (scaled("outer_canthus_left") + scaled("outer_canthus_right")) - origin_;
    const double r2 = canthus.y * canthus.y + canthus.z * canthus.z;
    const double level_z = std::sqrt(r2 - canthus_height * canthus_height);
    cosine_ = (canthus.y * canthus_height + canthus.z * level_z) / r2;
    sine_ = (canthus.y * level_z - canthus.z * canthus_height) / r2;
    origin_.x = 0;

    landmarks_.clear();
    for (const auto& [name, p] : sculpted_) landmarks_[name] = place(p);

    // Midline profile: rays in the plane x = 0 from a point inside, finely over all directions of the head.
    struct Sample {
        dvec3 sculpted, placed;
    };
    const auto scan = [&](double y0, double y1, int count, auto&& ray) {
        std::vector<Sample> out;
        for (int i = 0; i <= count; ++i) {
            const dvec3 p = ray(y0 + (y1 - y0) * i / count);
            out.push_back({p, place(p)});
        }
        return out;
    };
    const auto front = [&](double y) { return leave(field, {0, y, 60}, {0, 0, 1}, 90); };
    const auto back = [&](double y) { return leave(field, {0, y, -20}, {0, 0, -1}, 110); };
    const auto top = [&](double z) { return leave(field, {0, 60, z}, {0, 1, 0}, 110); };
    const auto under = [&](double z) { return leave(field, {0, -66, z}, {0, -1, 0}, 40); };
    const auto best = [](const std::vector<Sample>& s, auto&& score) {
        return std::max_element(s.begin(), s.end(),
                                [&](const Sample& a, const Sample& b) { return score(a) < score(b); })
            ->placed;
    };
    const auto forward = [](const Sample& s) { return s.placed.z; };
    const dvec3 glabella = landmarks_["glabella"] = best(scan(49, 64, 60, front), forward);
    landmarks_["nasion"] = best(scan(34, 50, 64, front), [](const Sample& s) { return -s.placed.z; });
    const dvec3 tip = landmarks_["pronasale"] = best(scan(-9, 14, 92, front), forward);
    const dvec3 lip = best(scan(-34, -24, 40, front), forward);
    const dvec3 chord = glm::normalize(dvec3(0, tip.y - lip.y, tip.z - lip.z));
    landmarks_["subnasale"] = best(scan(-27, -9, 144, front), [&](const Sample& s) {
        const dvec3 q = s.placed - lip;
        return q.y * chord.z - q.z * chord.y;  // how far behind the line from lip to tip
    });
    landmarks_["menton"] = best(scan(76, 98, 88, under), [](const Sample& s) { return -s.placed.y; });
    landmarks_["vertex"] = best(scan(-60, 50, 440, top), [](const Sample& s) { return s.placed.y; });
    const std::vector<Sample> occiput = scan(0, 110, 440, back);
    landmarks_["opisthocranion"] = best(occiput, [&](const Sample& s) { return glm::distance(s.placed, glabella); });
    landmarks_["inion"] = best(occiput, [](const Sample& s) { return -std::fabs(s.placed.y - 10); });
}

double Placement::breadth(const HeadField& field) const {
    double left = 0, right = 0;
    for (double y = 58; y <= 100; y += 3)
        for (double z = -62; z <= 30; z += 4) {
            left = std::max(left, place(leave(field, {0, y, z}, {1, 0, 0}, 110)).x);
            right = std::min(right, place(leave(field, {0, y, z}, {-1, 0, 0}, 110)).x);
        }
    return left - right;
}

Placement::Placement(const HeadField& field, const BustMeasures& m) {
    const dvec3 start = scale_;
    for (int i = 0; i < 3; ++i) {
        find_landmarks(field);
        scale_.z *= m.head_length / glm::distance(landmarks_["glabella"], landmarks_["opisthocranion"]);
        scale_.x *= m.head_breadth / breadth(field);
        scale_.y = start.y * std::sqrt(scale_.x / start.x * (scale_.z / start.z));  // height follows both
    }
    find_landmarks(field);
}

double Placement::circumference(const HeadField& field) const {
    // The section is taken in the sculpture, where it is as good as flat, and measured placed; a tape spans its hull.
    const dvec3 fore = leave(field, {0, 54, 0}, {0, 0, 1}, 140), aft = leave(field, {0, 66, 0}, {0, 0, -1}, 140);
    const dvec3 centre = 0.5 * (fore + aft), ahead = glm::normalize(fore - aft);
    std::vector<glm::dvec2> points;
    constexpr int per_side = 60;
    for (int side = 0; side < 4; ++side)
        for (int i = 0; i < per_side; ++i) {
            const double t = 2.0 * i / per_side - 1;
            const glm::dvec2 d = side == 0   ? glm::dvec2(1, t)
                                 : side == 1 ? glm::dvec2(-t, 1)
                                 : side == 2 ? glm::dvec2(-1, -t)
                                             : glm::dvec2(t, -1);
            const dvec3 p = place(leave(field, centre, glm::normalize(d.x * ahead + d.y * dvec3(1, 0, 0)), 140));
            const dvec3 a = place(fore), b = place(aft);
            points.emplace_back(p.x, glm::dot(p, glm::normalize(a - b)));
        }
    std::sort(points.begin(), points.end(),
              [](const auto& a, const auto& b) { return a.x < b.x || (a.x == b.x && a.y < b.y); });
    std::vector<glm::dvec2> hull;
    for (int pass = 0; pass < 2; ++pass) {
        const std::size_t first = hull.size();
        for (const glm::dvec2& p : points) {
            const auto right_turn = [&] {
                const glm::dvec2 u = hull.back() - hull[hull.size() - 2], v = p - hull.back();
                return u.x * v.y - u.y * v.x <= 0;
            };
            while (hull.size() >= first + 2 && right_turn()) hull.pop_back();
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
