#include "assets/bust/bust.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "assets/bust/head_field.h"
#include "assets/bust/placement.h"
#include "assets/bust/skin_colour.h"
#include "assets/bust/surface_nets.h"

namespace stipple::bust {
namespace {

// Planes from `low` to `high` with a step that changes with the place.
template <class Step>
std::vector<double> planes(double low, double high, Step step) {
    std::vector<double> out{low};
    while (out.back() < high) out.push_back(out.back() + step(out.back()));
    return out;
}

// Fine where the face and ears are, 1.5 mm on the scalp, coarse on the shoulders. `factor` 1 is the final mesh.
Grid grid(double factor) {
    const auto blend = [](double a, double b, double low, double high, double x) {
        return a + (b - a) * smooth_step(low, high, x);
    };
    Grid g;
    g.x = planes(0, 130,
                 [&](double x) { return factor * (x < 70 ? blend(1.15, 1.5, 35, 60, x) : blend(1.3, 4, 92, 115, x)); });
    g.y = planes(-208, 152, [&](double y) {
        return factor * (y < 0 ? blend(3.5, 1.1, -110, -48, y) : blend(1.1, 1.75, 55, 80, y));
    });
    g.z = planes(-128, 130, [&](double z) {
        return factor * (z < 40 ? blend(1.9, 1.45, -60, -20, z) : blend(1.4, 1.2, 50, 75, z));
    });
    return g;
}

// The grid widens below the neck, so that the shoulders do not take the cells the face needs.
dvec3 spread(const dvec3& p) {
    constexpr double axis_z = -20, most = 1.3;
    const double s = 1 + most * (1 - smooth_step(-165, -85, p.y));
    return {p.x * s, p.y, axis_z + (p.z - axis_z) * s};
}

// Evens out the mesh along the surface and sets it exactly on the surface.
void relax(HalfMesh& mesh, const HeadField& field) {
    const auto half = static_cast<std::uint32_t>(mesh.positions.size());
    std::vector<std::vector<std::uint32_t>> around(half);
    for (const auto& q : mesh.quads)
        for (int i = 0; i < 4; ++i)
            if (q[i] < half) around[q[i]].push_back(q[(i + 1) % 4]);  // every edge is walked once from each end
    constexpr int rounds = 5;
    for (int r = 0; r < rounds; ++r) {
        HalfMesh next = mesh;
        parallel_for(half, [&](std::size_t v) {
            const dvec3 p = mesh.positions[v];
            dvec3 mean(0);
            for (const std::uint32_t n : around[v]) mean += mesh.at(n);
            dvec3 move = 0.6 * (mean / static_cast<double>(around[v].size()) - p);
            double value = 0;
            const dvec3 g = field.gradient(p, 0.3, &value);
            const double slope2 = std::max(glm::dot(g, g), 0.04);
            if (r + 1 == rounds) {
                move = dvec3(0);
                value = field(p);
            }
            move -= glm::dot(move, g) / slope2 * g;
            dvec3 onto = value / slope2 * g;
            const double length = glm::length(onto);
            if (length > 1.5) onto *= 1.5 / length;
            next.positions[v] = p + move - onto;
        });
        mesh.positions.swap(next.positions);
    }
}

// One chart without a seam: azimuthal equidistant about the vertex of the head over the scalp, going on below as a
// cylinder unrolled into a ring. Distances along meridians are true everywhere, distances along parallels only on the
// scalp.
glm::vec2 chart(const dvec3& p) {
    constexpr double pi = 3.14159265358979324, centre_y = 45, radius = 85, outermost = 480;  // mm
    const double h = std::sqrt(p.x * p.x + p.z * p.z);
    const double from_top =
        p.y > centre_y ? radius * exact::angle(p.y - centre_y, h) : radius * pi / 2 + (centre_y - p.y);
    const double r = std::min(from_top / outermost, 1.0) * 0.5;
    return h < 1e-9 ? glm::vec2(0.5F) : glm::vec2(0.5 + r * p.x / h, 0.5 - r * p.z / h);
}

// Shape of the cranium and a common factor on length and breadth that give the wanted circumference.
std::pair<HeadShape, double> fit_circumference(const BustMeasures& m) {
    HeadShape shape;
    if (m.circumference == 0) return {shape, 1.0};
    const auto tape = [&] { return Placement(HeadField(shape), m.head_length, m.head_breadth).circumference(); };
    double now = tape();
    const BustMeasures mean;
    if (m.head_length != mean.head_length || m.head_breadth != mean.head_breadth) {
        constexpr double roundest = 1.98, squarest = 2.4, probe = 0.1;  // beyond these it is no human cranium
        const double first = shape.roundness, before = now;
        shape.roundness += probe;
        const double slope = (tape() - before) / probe;  // nearly straight over this range
        shape.roundness = std::clamp(first + (m.circumference - before) / slope, roundest, squarest);
        now = tape();
    }
    return {shape, m.circumference / now};
}

}  // namespace

Bust make_bust(const BustMeasures& measures, BustDetail detail) {
    const auto in = [](double v, double low, double high) { return v >= low && v <= high; };
    if (!in(measures.head_length, 150, 240) || !in(measures.head_breadth, 120, 190) ||
        !(measures.circumference == 0 || in(measures.circumference, 450, 700)))
        throw std::invalid_argument(
            "built-in head: measures out of range; give length 150..240 mm, breadth 120..190 mm, circumference "
            "450..700 mm or 0");

    const auto [shape, factor] = fit_circumference(measures);
    const HeadField field(shape);
    const Placement placement(field, factor * measures.head_length, factor * measures.head_breadth);
    HalfMesh mesh =
        surface_nets(grid(detail == BustDetail::preview ? 2.0 : 1.0), [&](const dvec3& p) { return field(spread(p)); });
    for (dvec3& p : mesh.positions) p = spread(p);
    relax(mesh, field);

    const std::size_t half = mesh.positions.size();
    BustPart skin;
    skin.name = "skin";
    skin.positions.resize(2 * half);
    skin.normals.resize(2 * half);
    skin.uvs.resize(2 * half);
    skin.colors.resize(2 * half);
    parallel_for(half, [&](std::size_t v) {
        dvec3 p = mesh.positions[v];
        dvec3 n = glm::normalize(field.gradient(p, 0.35));
        for (const std::size_t i : {v, v + half}) {
            const dvec3 placed = placement.place(p);
            skin.positions[i] = glm::vec3(placed);
            skin.normals[i] = glm::vec3(placement.place_normal(p, n));
            skin.uvs[i] = chart(placed);
            skin.colors[i] = glm::vec4(glm::vec3(skin_colour(field, p)), 1);
            p.x = -p.x;
            n.x = -n.x;
        }
    });
    skin.indices.reserve(mesh.quads.size() * 6);
    for (const auto& q : mesh.quads) {
        const auto& at = skin.positions;
        const glm::dvec3 a(at[q[0]]), b(at[q[1]]), c(at[q[2]]), d(at[q[3]]);
        const bool first = glm::dot(c - a, c - a) <= glm::dot(d - b, d - b);  // split along the shorter diagonal
        const std::array<std::uint32_t, 6> t =
            first ? std::array{q[0], q[1], q[2], q[0], q[2], q[3]} : std::array{q[1], q[2], q[3], q[1], q[3], q[0]};
        skin.indices.insert(skin.indices.end(), t.begin(), t.end());
    }

    Bust bust;
    bust.parts.push_back(std::move(skin));
    for (const auto& [name, p] : placement.landmarks()) bust.landmarks[name] = glm::vec3(p);
    return bust;
}

}  // namespace stipple::bust
