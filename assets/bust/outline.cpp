#include "assets/bust/outline.h"

#include <algorithm>
#include <stdexcept>

#include "assets/bust/surface_nets.h"
#include "assets/bust/tape.h"

namespace stipple::bust {
namespace {

// Where the ray from an inside point first leaves the head; `reach` mm is searched from outside inward.
dvec3 leave(const HeadField& field, const dvec3& from, const dvec3& direction, double reach) {
    double t = reach;
    for (double d; (d = field(from + t * direction)) > 0;) {
        t -= std::max(0.4 * d, 0.25);
        if (t < 0) throw std::logic_error("built-in head: a ray misses the head");
    }
    double in = t, out = t;  // step back out until just outside, then halve
    while (field(from + out * direction) <= 0) out += 0.25;
    for (int i = 0; i < 30; ++i) {
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

// Unit vectors at equal angles, turned step by step: no sine of the library's.
std::vector<dvec2> fan(double degrees, int count) {
    const double radians = degrees * (3.14159265358979324 / 180), r2 = radians * radians;
    const double sine = radians * (1 - r2 / 6 * (1 - r2 / 20)), cosine = 1 - r2 / 2 * (1 - r2 / 12 * (1 - r2 / 30));
    std::vector<dvec2> out{{1, 0}};
    while (int(out.size()) < count) {
        const dvec2 d = out.back();
        out.push_back(glm::normalize(dvec2(cosine * d.x - sine * d.y, sine * d.x + cosine * d.y)));
    }
    return out;
}

struct Ray {
    dvec3 from, direction;
    double reach;
};

}  // namespace

Outline outline(const HeadField& field) {
    Outline o;
    std::vector<Ray> rays;
    const auto scan = [&](double first, double last, int count, const auto& ray) {
        const std::size_t start = rays.size();
        for (int i = 0; i <= count; ++i) rays.push_back(ray(first + (last - first) * i / count));
        return Outline::Span{start, rays.size() - start};
    };
    const auto front = [](double y) { return Ray{{0, y, 60}, {0, 0, 1}, 90}; };
    const auto back = [](double y) { return Ray{{0, y, -20}, {0, 0, -1}, 110}; };
    o.glabella = scan(49, 64, 60, front);
    o.nasion = scan(34, 50, 64, front);
    o.pronasale = scan(-9, 14, 92, front);
    o.lip = scan(-34, -24, 40, front);
    o.subnasale = scan(-27, -9, 72, front);
    o.menton = scan(76, 98, 88, [](double z) { return Ray{{0, -66, z}, {0, -1, 0}, 40}; });
    o.vertex = scan(-60, 50, 220, [](double z) { return Ray{{0, 60, z}, {0, 1, 0}, 110}; });
    o.occiput = scan(-4, 110, 228, back);

    // A fan over the midline and, turned about the upright axis in steps of 2 degrees, a net over the left half.
    const dvec3 centre(0, 40, -8);
    constexpr double reach = 170;
    constexpr int columns = 91, lowest = -14, rows = 59;  // from 28 degrees below level to 88 above
    const std::vector<dvec2> turn = fan(2, 111);
    const auto level_by = [&](int steps) {
        return steps < 0 ? dvec2(turn[std::size_t(-steps)].x, -turn[std::size_t(-steps)].y) : turn[std::size_t(steps)];
    };
    o.profile = {rays.size(), 111};
    for (int i = -10; i <= 100; ++i) rays.push_back({centre, {0, level_by(i).y, level_by(i).x}, reach});
    const std::size_t net = rays.size();
    for (int row = 0; row < rows; ++row) {
        const dvec2 up = level_by(lowest + row);
        for (int column = 0; column < columns; ++column) {
            const dvec2& round = turn[std::size_t(column)];
            rays.push_back({centre, {up.x * round.y, up.y, up.x * round.x}, reach});
        }
    }
    o.points.resize(rays.size());
    parallel_for(rays.size(),
                 [&](std::size_t i) { o.points[i] = leave(field, rays[i].from, rays[i].direction, rays[i].reach); });

    // Of the net only what can matter is kept, and mirrored.
    const std::vector<dvec3> found(o.points.begin() + std::ptrdiff_t(net), o.points.end());
    o.points.resize(net);
    const auto both = [&](const dvec3& p) {
        o.points.push_back(p);
        o.points.emplace_back(-p.x, p.y, p.z);
        return std::array{o.points.size() - 2, o.points.size() - 1};
    };
    const dvec3 tragion = onto_surface(field, field.ear().to_head({-1.5, 4.0, 7.0}));
    o.tragion = both(tragion);
    o.canthus = both({45.8, 35.2, surface_z([&](const dvec3& p) { return field(p); }, 45.8, 35.2)});
    constexpr std::uint32_t none = UINT32_MAX;
    std::vector<std::array<std::uint32_t, 2>> kept(found.size(), {none, none});
    const auto keep = [&](std::size_t i) {
        if (kept[i][0] == none) {
            const auto pair = both(found[i]);
            kept[i] = {std::uint32_t(pair[0]), std::uint32_t(pair[1])};
        }
        return kept[i];
    };
    const auto on_ear = [&](std::size_t i) { return field.ear().share(found[i]) > 0.02; };
    // Planes of the default head; sizing turns them by a few degrees.
    const dvec3 girdle_at(0, 60, 0), girdle_normal = glm::normalize(dvec3(0, 198, 13));
    const dvec3 coronal_normal = glm::normalize(dvec3(0, tragion.z + 8, 145 - tragion.y));
    constexpr double girdle_margin = 16, coronal_margin = 26;
    const auto edge = [&](std::size_t a, std::size_t b) {
        const auto beyond = [&](const dvec3& at, const dvec3& n, double margin) {
            return std::fabs(glm::dot(found[a] - at, n)) > margin && std::fabs(glm::dot(found[b] - at, n)) > margin;
        };
        const bool round = !beyond(girdle_at, girdle_normal, girdle_margin);
        const bool over = !beyond(tragion, coronal_normal, coronal_margin) && !on_ear(a) && !on_ear(b);
        if (!round && !over) return;
        const auto p = keep(a), q = keep(b);
        for (std::size_t side = 0; side < 2; ++side) {
            if (round) o.girdle.push_back({p[side], q[side]});
            if (over) o.coronal.push_back({p[side], q[side]});
        }
    };
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const std::size_t i = std::size_t(row) * columns + std::size_t(column);
            if (column + 1 < columns) edge(i, i + 1);
            if (row + 1 < rows) edge(i, i + columns);
            const dvec3& p = found[i];
            if (p.y > 56 && p.y < 104 && p.x > 55 && !on_ear(i))
                for (const std::uint32_t k : keep(i)) o.parietal.push_back(k);
        }
    return o;
}

}  // namespace stipple::bust
