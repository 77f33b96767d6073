#include "repair_holes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "repair_patch.h"
#include "repair_surface.h"
#include "scalp/progress.h"

namespace stipple::scalp {
namespace {

// What is beyond guessing: half a scalp is about 300 cm2, the top of a head cut off flat by a scanner's volume 200.
constexpr double kLargestHoleMm2 = 13'000;
constexpr double kSlitMm = 4;
constexpr double kFinestMm = 0.9;

// Where holes belong to the face, or the scan just ends.
class Features {
  public:
    explicit Features(const HeadFrame& frame) {
        const auto at = [&](const char* name, const glm::dvec3& otherwise) {
            const auto found = frame.landmarks.find(name);
            return found == frame.landmarks.end() ? otherwise : glm::dvec3(found->second);
        };
        const glm::dvec3 left = at("outer_canthus_left", {46, 16, 76}), right = at("outer_canthus_right", {-46, 16, 76});
        // an opening between the lids is about 30 mm wide and ends at the outer canthus
        eyes_ = {left + glm::dvec3(-14, 0, 6), right + glm::dvec3(14, 0, 6)};
        nose_ = at("pronasale", {0, -10, 120});
        chin_ = at("menton", {0, -95, 90});
    }
    [[nodiscard]] bool has(const glm::dvec3& p) const {
        for (const glm::dvec3& eye : eyes_)
            if (glm::length(p - eye) < 24) return true;
        // nostrils and mouth: 50 mm wide at most, from the middle of the nose to halfway down the chin
        if (std::abs(p.x) < 30 && p.z > nose_.z - 45 && p.y < nose_.y + 8 && p.y > nose_.y + 0.75 * (chin_.y - nose_.y)) return true;
        return p.y < chin_.y - 25;
    }

  private:
    std::array<glm::dvec3, 2> eyes_;
    glm::dvec3 nose_, chin_;
};

// Centre of the sphere nearest to the points: least squares of |p|^2 = 2 c.p + k, linear in c and k.
bool sphere_centre(const std::vector<glm::dvec3>& points, const glm::dvec3& origin, glm::dvec3& centre) {
    glm::dmat4 m(0.0);
    glm::dvec4 rhs(0);
    for (const glm::dvec3& p : points) {
        const glm::dvec4 row(2.0 * (p - origin), 1);
        m += glm::outerProduct(row, row);
        rhs += glm::dot(p - origin, p - origin) * row;
    }
    if (!(std::abs(glm::determinant(m)) > 1e-6)) return false;
    centre = origin + glm::dvec3(glm::inverse(m) * rhs);
    return true;
}

class HoleFiller {
  public:
    HoleFiller(const Head& head, const RepairSkin& skin, const ScalpRegion& region, RepairReport& report, const std::atomic<bool>* cancel)
        : mesh_(head.mesh), skin_(skin), region_(region), features_(head.frame), report_(report), cancel_(cancel) {}

    std::vector<Filling> run() {
        std::vector<Filling> fillings;
        for (std::vector<std::uint32_t>& rim : rims_of(skin_.topology)) {
            if (cancel_ && *cancel_) throw Cancelled();
            std::reverse(rim.begin(), rim.end());  // the hole lies to the left of the way back
            if (Filling filling; fill(rim, filling)) fillings.push_back(std::move(filling));
        }
        return fillings;
    }

  private:
    [[nodiscard]] glm::dvec3 at(std::uint32_t v) const { return glm::dvec3(mesh_.positions[v]); }

    bool fill(const std::vector<std::uint32_t>& rim, Filling& filling) {
        if (rim.size() < 3) return false;
        std::vector<glm::dvec3> points;
        glm::dvec3 middle(0), around(0), outward(0);
        double length = 0;
        for (const std::uint32_t h : rim) points.push_back(at(skin_.topology.to(h)));
        for (std::size_t i = 0; i < points.size(); ++i) {
            const glm::dvec3 &a = points[i], &b = points[(i + 1) % points.size()];
            const double edge = glm::length(b - a);
            middle += edge * 0.5 * (a + b);
            length += edge;
            around += 0.5 * glm::cross(a - points[0], b - points[0]);
            const glm::dvec3& n = skin_.normal[skin_.topology.to(rim[i])];
            if (glm::dot(n, n) > 0) outward += edge * glm::normalize(n);
        }
        if (!(length > 0)) return false;
        middle /= length;
        const double area = glm::length(around);
        // where the rim runs round a hole and not round the surface, and the skin at it faces one way
        const bool hole = area > 0 && glm::dot(around, outward) > 0.3 * area * length;
        const bool slit = 2 * area / length < kSlitMm / 2 && length < 120 && glm::dot(around, outward) > -0.3 * area * length;
        std::size_t in_reach = 0, on_scalp = 0;
        for (const glm::dvec3& p : points) {
            if (!region_.belongs(p)) return false;
            const bool ear = region_.stands_off(p) || region_.under_ear(p);
            in_reach += !ear && !features_.has(p);
            on_scalp += region_.drawable(p, 15);
        }
        const bool wanted = 100 * in_reach >= 90 * points.size();
        if (!hole && !(slit && wanted)) return false;
        if (!wanted && !(slit && length < 25)) return false;
        if (area > kLargestHoleMm2) {
            if (2 * on_scalp > points.size()) report_.refused_cm2 = std::max(report_.refused_cm2, area / 100);
            return false;
        }
        const glm::dvec3 pole = glm::normalize(slit || !hole ? outward : around / area + outward / length);
        return build(rim, points, middle, pole, filling);
    }

    bool build(const std::vector<std::uint32_t>& rim, const std::vector<glm::dvec3>& points, const glm::dvec3& middle, const glm::dvec3& pole, Filling& filling) {
        double radius = 0;
        for (const glm::dvec3& p : points) radius = std::max(radius, glm::length(p - middle));
        // skin around: as wide as the hole, which has to tell how it goes on
        const double reach = radius + std::min(std::max(12.0, 0.8 * radius), 45.0);
        std::vector<std::uint32_t> near;
        std::vector<glm::dvec3> places;
        for (std::uint32_t v = 0; v < mesh_.positions.size(); ++v) {
            if (!(skin_.area[v] > 0) || glm::length(at(v) - middle) > reach || glm::dot(skin_.normal[v], pole) < 0.2 * glm::length(skin_.normal[v])) continue;
            if (radius > 6 && (region_.stands_off(at(v)) || region_.under_ear(at(v)))) continue;
            near.push_back(v);
            places.push_back(at(v));
        }
        if (near.size() < 6) return false;
        // Curved inwards or nearly flat, any far centre does.
        glm::dvec3 centre(0);
        const double least = 1.3 * radius + 5, most = std::max(150.0, 3 * radius);
        const bool fits = sphere_centre(places, middle, centre) && glm::dot(middle - centre, pole) > 0;
        const double height = fits ? std::min(std::max(glm::length(middle - centre), least), most) : most;
        centre = middle - height * pole;

        DirectionMap map = DirectionMap::about(centre, pole, height);
        std::vector<SurfacePoint> data;
        for (const std::uint32_t v : near) {
            SurfacePoint p;
            if (!map.project(at(v), p.place, p.distance)) continue;
            p.area = skin_.area[v];
            data.push_back(p);
        }
        if (data.size() < 6) return false;
        // An eighth of the shortest wave that stays; finer grids fill no better and take four times as long.
        const double cutoff = std::min(std::max(0.6 * radius, 4.0), 40.0);
        const SmoothSurface surface(data, std::min(std::max(std::max(reach / 45, cutoff / 8), 0.6), 5.0), cutoff);

        std::vector<glm::dvec2> polygon;
        std::vector<double> gap;  // from the smooth surface to the rim
        double twice_area = 0;
        for (const glm::dvec3& p : points) {
            glm::dvec2 place;
            double distance = 0;
            if (!map.project(p, place, distance)) return false;
            polygon.push_back(place);
            gap.push_back(distance - surface.distance(place));
        }
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const glm::dvec2 &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
            twice_area += a.x * b.y - a.y * b.x;
        }
        const double edge = 2 * std::sqrt(std::abs(twice_area) / (3 * double(polygon.size())) + 0.01);
        if (!(twice_area > 0) && radius > 6) return false;
        const Patch patch = fill_polygon(polygon, std::min(kFinestMm, edge));
        spread(patch, radius, gap);
        filling.triangles = patch.triangles;
        for (std::size_t i = 0; i < patch.places.size(); ++i) {
            if (i < rim.size()) filling.rim.push_back(skin_.triangles[MeshTopology::next(rim[i])]);
            filling.positions.push_back(i < rim.size() ? mesh_.positions[filling.rim.back()]
                                                       : glm::vec3(map.position(patch.places[i], surface.distance(patch.places[i]) + gap[i])));
        }
        for (std::size_t t = 0; t < filling.triangles.size(); t += 3) {
            const glm::dvec3 a(filling.positions[filling.triangles[t]]), b(filling.positions[filling.triangles[t + 1]]), c(filling.positions[filling.triangles[t + 2]]);
            filling.area_mm2 += 0.5 * glm::length(glm::cross(b - a, c - a));
        }
        count(filling, middle);
        return true;
    }

    // What the rim lies off the smooth surface, rough as it is, fades towards the middle.
    static void spread(const Patch& patch, double radius, std::vector<double>& gap) {
        const std::size_t rim = gap.size();
        gap.resize(patch.places.size(), 0.0);
        std::vector<double> sum(gap.size()), weight(gap.size());
        const double fade = std::min(std::max(3.0, 0.25 * radius), 12.0);
        for (int round = 0; round < 60; ++round) {
            std::fill(sum.begin(), sum.end(), 0.0);
            std::fill(weight.begin(), weight.end(), 0.0);
            for (std::size_t t = 0; t < patch.triangles.size(); t += 3)
                for (std::size_t k = 0; k < 3; ++k) {
                    const std::uint32_t a = patch.triangles[t + k], b = patch.triangles[t + (k + 1) % 3];
                    const glm::dvec2 way = patch.places[b] - patch.places[a];
                    const double keep = 1 / (1 + glm::dot(way, way) / (4 * fade * fade));
                    sum[a] += keep * gap[b], weight[a] += 1;
                    sum[b] += keep * gap[a], weight[b] += 1;
                }
            for (std::size_t i = rim; i < gap.size(); ++i)
                if (weight[i] > 0) gap[i] = sum[i] / weight[i];
        }
    }

    void count(const Filling& filling, const glm::dvec3& middle) {
        const double cm2 = filling.area_mm2 / 100;
        ++report_.holes;
        report_.filled_cm2 += cm2;
        // the top of the head: within about 50 degrees of the vertex, seen from between the ears' upper ends
        const glm::dvec3 way = middle - glm::dvec3(0, 45, 0);
        if (way.y > 0.64 * glm::length(way)) report_.crown_filled_cm2 += cm2;
    }

    const HeadMesh& mesh_;
    const RepairSkin& skin_;
    const ScalpRegion& region_;
    const Features features_;
    RepairReport& report_;
    const std::atomic<bool>* cancel_;
};

}  // namespace

std::vector<Filling> fill_holes(const Head& head, const RepairSkin& skin, const ScalpRegion& region, RepairReport& report, const std::atomic<bool>* cancel) {
    return HoleFiller(head, skin, region, report, cancel).run();
}

}  // namespace stipple::scalp
