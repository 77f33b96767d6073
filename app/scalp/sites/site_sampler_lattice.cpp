#include "site_sampler_lattice.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::scalp {
namespace {

// Where lattice lines run: both coordinates in [-2, 2], equal areas on a sphere about the centre stay equal.
struct Azimuthal {
    glm::vec3 center;
    [[nodiscard]] glm::vec2 operator()(glm::vec3 p) const {
        const glm::vec3 d = p - center;
        const float size = std::sqrt(d.x * d.x + d.y * d.y + d.z * d.z);
        if (!(size > 1e-6F)) return {0, 0};
        const float k = std::sqrt(2.0F / std::max(1.0F + d.y / size, 1e-3F)) / size;
        return {k * d.x, k * d.z};
    }
};

// Rank of a lattice place in [0, 1): Bayer's order, in which each quarter, half, ... of the places is again a lattice.
double bayer(std::uint32_t x, std::uint32_t y, unsigned bits) {
    std::uint64_t rank = 0;
    for (unsigned b = 0; b < bits; ++b) {
        const std::uint32_t xb = x >> b & 1U, yb = y >> b & 1U;
        rank |= (std::uint64_t(xb ^ yb) << 1 | yb) << (2 * (bits - 1 - b));
    }
    return double(rank) / double(1ULL << (2 * bits));
}

struct Place {
    double order;
    std::uint64_t tie;
    SitePoint point;
};

}  // namespace

std::vector<SitePoint> white_noise(const SurfaceTree& tree, const BlueNoiseRequest& request, SiteThreads& threads) {
    std::vector<SitePoint> sites(request.first);
    const auto pieces = std::uint32_t(tree.pieces().size());
    constexpr std::size_t grain = 8192;
    threads.run(sites.size(), grain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            SiteRandom random{mix_bits(request.seed, i)};
            for (unsigned tries = 0; tries < 4096; ++tries) {
                sites[i] = tree.draw(0, pieces, random);
                if (!request.clearance || request.clearance->clear(sites[i].position)) break;
            }
        }
        threads.report(request.progress_from +
                       (request.progress_to - request.progress_from) * double(begin) / double(sites.size()));
    });
    return sites;
}

std::vector<SitePoint> progressive_lattice(const SurfaceTree& tree, const BlueNoiseRequest& request,
                                           SiteThreads& threads) {
    if (request.sites == 0) return {};
    glm::dvec3 sum{0};
    for (std::size_t i = 0; i < tree.pieces().size(); ++i) {
        const SurfacePiece& p = tree.pieces()[i];
        sum += (tree.area_before()[i + 1] - tree.area_before()[i]) *
               glm::dvec3(p.corner + (p.edge1 + p.edge2) * (1.0F / 3.0F));
    }
    glm::vec3 center(sum / tree.area());
    // The centroid of a cap lies close under it; the middle of its sphere lies one extent deep, seen from the top.
    float top = -1e30F, half = 0;
    for (const SurfacePiece& p : tree.pieces()) {
        top = std::max(top, p.corner.y);
        half = std::max({half, std::abs(p.corner.x - center.x), std::abs(p.corner.z - center.z)});
    }
    center.y = std::min(center.y, top - half);
    const Azimuthal map{center};

    // Finest lattice: fine enough that the sparsest places still hold the density asked for.
    std::vector<Place> places;
    unsigned bits = 6;
    while (bits < 15 && double(1ULL << (2 * bits)) < double(request.sites)) ++bits;
    for (; bits <= 15; ++bits) {
        const float scale = float(1U << bits) / 4.0F;
        const std::size_t count = tree.pieces().size();
        constexpr std::size_t grain = 4096;
        std::vector<std::vector<Place>> found((count + grain - 1) / grain);
        threads.run(found.size(), 1, [&](std::size_t begin, std::size_t end) {
            for (std::size_t c = begin; c < end; ++c)
                for (std::size_t i = c * grain; i < std::min(count, (c + 1) * grain); ++i) {
                    const SurfacePiece& p = tree.pieces()[i];
                    const glm::vec2 a = (map(p.corner) + 2.0F) * scale, b = (map(p.corner + p.edge1) + 2.0F) * scale,
                                    d = (map(p.corner + p.edge2) + 2.0F) * scale;
                    const glm::vec2 e = b - a, f = d - a;
                    const float twice = e.x * f.y - e.y * f.x;
                    if (!(std::abs(twice) > 1e-12F)) continue;
                    const double area = tree.area_before()[i + 1] - tree.area_before()[i];
                    const double per_mm2 = 0.5 * double(std::abs(twice)) / area;  // lattice places a square millimetre
                    const auto first_at = [](float v) { return std::int64_t(std::max(v, 0.0F)); };
                    const std::int64_t x0 = first_at(std::min({a.x, b.x, d.x})),
                                       x1 = first_at(std::max({a.x, b.x, d.x}));
                    const std::int64_t y0 = first_at(std::min({a.y, b.y, d.y})),
                                       y1 = first_at(std::max({a.y, b.y, d.y}));
                    if ((x1 - x0) * (y1 - y0) > 4'000'000) continue;  // straddles the pole opposite the vertex
                    for (std::int64_t y = y0; y <= y1; ++y)
                        for (std::int64_t x = x0; x <= x1; ++x) {
                            const glm::vec2 at = glm::vec2(float(x) + 0.5F, float(y) + 0.5F) - a;
                            const float u = (at.x * f.y - at.y * f.x) / twice, v = (e.x * at.y - e.y * at.x) / twice;
                            if (u < 0 || v < 0 || u + v >= 1) continue;
                            const SitePoint site{p.corner + u * p.edge1 + v * p.edge2, std::uint32_t(i)};
                            if (request.clearance && !request.clearance->clear(site.position)) continue;
                            const auto xi = std::uint32_t(x), yi = std::uint32_t(y);
                            found[c].push_back({bayer(xi, yi, bits) * per_mm2,
                                                mix_bits(request.seed, std::uint64_t(yi) << 32 | xi), site});
                        }
                }
        });
        std::size_t total = 0;
        for (const auto& f : found) total += f.size();
        // Places thin out where the surface turns away from the projection; two more halvings cover a factor of four.
        if (total < request.sites * std::size_t(3) && bits < 15 && total < 40'000'000) continue;
        places.reserve(total);
        for (auto& f : found) {
            places.insert(places.end(), f.begin(), f.end());
            f = {};
        }
        break;
    }
    threads.report(request.progress_from + (request.progress_to - request.progress_from) * 0.6);
    const auto before = [](const Place& a, const Place& b) {
        if (a.order != b.order) return a.order < b.order;
        return a.tie != b.tie ? a.tie < b.tie : a.point.piece < b.point.piece;
    };
    threads.check();
    if (places.size() > request.sites) {
        std::nth_element(places.begin(), places.begin() + request.sites, places.end(), before);
        places.resize(request.sites);
    }
    threads.check();
    std::sort(places.begin(), places.end(), before);
    std::vector<SitePoint> sites;
    sites.reserve(request.sites);
    for (const Place& place : places) sites.push_back(place.point);
    if (sites.size() < request.sites) {
        BlueNoiseRequest rest = request;
        rest.sites = rest.first = request.sites - std::uint32_t(sites.size());
        const std::vector<SitePoint> more = white_noise(tree, rest, threads);
        sites.insert(sites.end(), more.begin(), more.end());
    }
    sites.resize(request.first);
    return sites;
}

}  // namespace stipple::scalp
