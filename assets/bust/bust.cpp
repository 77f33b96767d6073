#include "assets/bust/bust.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "assets/bust/eyeball.h"
#include "assets/bust/fitting.h"
#include "assets/bust/hair.h"
#include "assets/bust/head_field.h"
#include "assets/bust/placement.h"
#include "assets/bust/remesh.h"
#include "assets/bust/sculpture.h"
#include "assets/bust/skin_colour.h"
#include "assets/bust/surface_nets.h"
#include "assets/bust/texture_map.h"

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

// Both halves as triangles, quads split along the shorter diagonal.
TriangleMesh whole(const HalfMesh& mesh) {
    TriangleMesh out;
    const auto count = static_cast<std::uint32_t>(2 * mesh.positions.size());
    for (std::uint32_t v = 0; v < count; ++v) out.positions.push_back(spread(mesh.at(v)));
    for (const auto& q : mesh.quads) {
        const dvec3 across = out.positions[q[2]] - out.positions[q[0]],
                    along = out.positions[q[3]] - out.positions[q[1]];
        if (glm::dot(across, across) <= glm::dot(along, along)) {
            out.triangles.push_back({q[0], q[1], q[2]});
            out.triangles.push_back({q[0], q[2], q[3]});
        } else {
            out.triangles.push_back({q[1], q[2], q[3]});
            out.triangles.push_back({q[1], q[3], q[0]});
        }
    }
    return out;
}

// Edges wanted at a place. The scalp is seen from 25 mm off, the shoulders only from afar.
EdgeLengths edge_lengths(const dvec3& p) {
    constexpr EdgeLengths scalp{1.5, .6, .02}, face{2.2, .5, .02}, shoulders{7, 2.5, .25};
    const auto mix = [](const EdgeLengths& a, const EdgeLengths& b, double t) {
        return EdgeLengths{a.longest + t * (b.longest - a.longest), a.shortest + t * (b.shortest - a.shortest),
                           a.tolerance + t * (b.tolerance - a.tolerance)};
    };
    const double above = smooth_step(-30, 20, p.y - 0.35 * p.z);  // a line from the nape to the brows
    EdgeLengths e = mix(mix(face, scalp, above), shoulders, 1 - smooth_step(-175, -85, p.y));
    // Soft colours end on the lips and lids without a bend that would ask for short edges.
    const auto about = [&](double x, double y, double wide, double high) {
        const double u = (std::fabs(p.x) - x) / wide, v = (p.y - y) / high;
        return p.z > 60 ? 1 - smooth_step(.7, 1.2, u * u + v * v) : 0.0;
    };
    constexpr double fine = .95;
    e.longest += (fine - e.longest) * std::max(about(0, -36.5, 31, 14), about(32, 34, 20, 11));
    e.shortest = std::min(e.shortest, .6 * e.longest);
    return e;
}

// Opens the mesh along the seams of its texture. The texture is that of the head of default measures, so that one
// picture fits every size; sizing stretches it as it stretches the skin.
void lay_out(Sculpture& made) {
    const LookWarp look({});
    const Outline outline = with_look(made.outline, look);
    const Placement placement(outline, look, fit(outline, look, {}));
    TriangleMesh placed{made.mesh.positions, made.mesh.triangles};
    parallel_for(placed.positions.size(),
                 [&](std::size_t v) { placed.positions[v] = placement.place(placed.positions[v]); });
    constexpr double stands_off = 3;  // mm from where the head would be without ears
    std::vector<std::uint8_t> on_ear(placed.triangles.size());
    parallel_for(on_ear.size(), [&](std::size_t t) {
        const auto& c = made.mesh.triangles[t];
        dvec3 p = (made.mesh.positions[c[0]] + made.mesh.positions[c[1]] + made.mesh.positions[c[2]]) / 3.0;
        const bool outward = made.normals[c[0]].x * p.x > 0;  // not the furrow behind the ear
        p.x = std::fabs(p.x);
        if (!made.field.ear().near(p)) return;
        on_ear[t] = made.field.without_ears(p) > stands_off || (outward && made.field.ear().share(p) > .6);
    });
    TextureMap map = texture_map(placed, on_ear);
    made.mesh.triangles = std::move(map.triangles);
    made.uvs = std::move(map.uvs);
    for (const std::uint32_t v : map.copy_of) {
        made.mesh.positions.push_back(made.mesh.positions[v]);
        made.normals.push_back(made.normals[v]);
    }
}

}  // namespace

std::shared_ptr<const Sculpture> sculpt(bool eyes_open, BustDetail detail) {
    auto made = std::make_shared<Sculpture>(HeadShape{eyes_open});
    const HeadField& field = made->field;
    const bool preview = detail == BustDetail::preview;
    made->mesh = whole(surface_nets(grid(preview ? 2.0 : 1.0), [&](const dvec3& p) { return field(spread(p)); }));
    const RemeshField on{[&](const dvec3& p) { return field(p); },
                         [&](const dvec3& p, double& value) { return field.gradient(p, 0.3, &value); }};
    RemeshRequest request;
    request.lengths = edge_lengths;
    request.colour = [&](const dvec3& p) { return skin_colour(field, p); };
    if (preview) {
        request.rounds = 2;
        request.lengths = [](const dvec3& p) {
            constexpr double coarser = 2.2;
            const EdgeLengths fine = edge_lengths(p);
            return EdgeLengths{coarser * fine.longest, coarser * fine.shortest, coarser * coarser * fine.tolerance};
        };
    }
    remesh(made->mesh, on, request);
    // To what a float holds, see sculpture_file.h. Not by converting there and back: g++ 12.2 drops both at -O2.
    const auto narrow = [](dvec3& v, double steps) {
        for (int k = 0; k < 3; ++k) v[k] = std::floor(v[k] * steps + 0.5) / steps;
    };
    for (dvec3& p : made->mesh.positions) narrow(p, 65536);
    made->normals.resize(made->mesh.positions.size());
    parallel_for(made->normals.size(), [&](std::size_t v) {
        made->normals[v] = glm::normalize(field.gradient(made->mesh.positions[v], 0.35));
        narrow(made->normals[v], 1 << 20);
    });
    made->outline = outline(field);
    lay_out(*made);
    return made;
}

Bust place_bust(const Sculpture& sculpture, const BustMeasures& measures) {
    if (!(measures.age >= 18 && measures.age <= 90) || !(measures.build >= -1 && measures.build <= 1))
        throw BadMeasures("built-in head: give an age of 18 to 90 years and a build from -1 to 1");
    assert(measures.eyes_open == sculpture.shape.eyes_open);
    const LookWarp look({measures.sex == Sex::female ? 1.0 : 0.0, measures.age, measures.build});
    const Outline outline = with_look(sculpture.outline, look);
    const Placement placement(outline, look, fit(outline, look, measures));

    const TriangleMesh& mesh = sculpture.mesh;
    const std::size_t count = mesh.positions.size();
    BustPart skin;
    skin.name = "skin";
    skin.positions.resize(count);
    skin.normals.resize(count);
    skin.uvs = sculpture.uvs;
    skin.colors.resize(count);
    parallel_for(count, [&](std::size_t v) {
        const dvec3 p = mesh.positions[v];
        skin.positions[v] = glm::vec3(placement.place(p));
        skin.normals[v] = glm::vec3(placement.place_normal(p, sculpture.normals[v]));
        skin.colors[v] = glm::vec4(glm::vec3(skin_colour(sculpture.field, p, look.look())), 1);
    });
    for (const auto& t : mesh.triangles) skin.indices.insert(skin.indices.end(), t.begin(), t.end());

    Bust bust;
    bust.parts.push_back(std::move(skin));
    bust.parts.push_back(hair_part("brows", brow_hairs(sculpture.field, look.look()), placement));
    bust.parts.push_back(hair_part("eyelashes", lash_hairs(sculpture.field), placement));
    if (sculpture.field.eyes().open())
        for (const int side : {1, -1}) bust.parts.push_back(eyeball(sculpture.field, placement, side));
    for (const auto& [name, p] : placement.landmarks()) bust.landmarks[name] = glm::vec3(p);
    return bust;
}

Bust make_bust(const BustMeasures& measures, BustDetail detail) {
    return place_bust(*sculpt(measures.eyes_open, detail), measures);
}

}  // namespace stipple::bust
