// What the renderer relies on: clusters cover the dots once, their boxes, spheres, cones and ranks hold.
#include <catch2/catch.hpp>
#include <cstring>

#include "site_surfaces.h"

using namespace site_test;
using stipple::scalp::SiteRequest;
using stipple::scalp::Sites;
using stipple::shared::Cluster;
using stipple::shared::Dot;

TEST_CASE("clusters hold every promise of their header") {
    SiteRequest request;
    request.dots = 260'000;
    const Sites sites = sample(cap(120, 0, 40), request);
    for (const SiteSet* set : {&sites.dots, &sites.follicles}) {
        std::uint32_t first = 0, octave = 0;
        std::vector<std::uint32_t> of_rank(65536);
        std::vector<std::uint32_t> lowest(32, 65536), highest(32, 0);
        double shade = 0, size = 0, curvature = 0;
        for (const Cluster& cluster : set->clusters) {
            REQUIRE(cluster.first == first);
            REQUIRE((stipple::shared::cluster_count(cluster) >= 1 && stipple::shared::cluster_count(cluster) <= stipple::shared::CLUSTER_MAX_DOTS));
            REQUIRE(stipple::shared::cluster_octave(cluster) >= octave);
            octave = stipple::shared::cluster_octave(cluster);
            REQUIRE(octave < 32);
            REQUIRE(cluster.radius <= 6.01F);
            REQUIRE(glm::length(stipple::shared::cluster_normal(cluster)) == Approx(1).margin(1e-4));
            std::uint32_t rank = 0;
            for (std::uint32_t i = 0; i < stipple::shared::cluster_count(cluster); ++i) {
                const Dot dot = set->dots[first + i];
                const glm::vec3 p = stipple::shared::dot_position(dot, cluster);
                REQUIRE(glm::distance(p, stipple::shared::cluster_center(cluster)) <= cluster.radius);
                // On the sphere the true normal is the direction; facets tilt positions by less than 0.01.
                const glm::vec3 n = glm::normalize(p);
                REQUIRE(glm::dot(n, stipple::shared::cluster_normal(cluster)) >= stipple::shared::cluster_cone_cos(cluster) - 0.001F);
                // Steps of at most 12 mm / 1023, half a step off: decoded dots still lie on the facetted sphere.
                REQUIRE(std::abs(double(glm::length(p)) - sphere_radius) < 0.075);
                const glm::vec3 offset = p - stipple::shared::cluster_center(cluster);
                const glm::vec3 tangent = offset - glm::dot(offset, stipple::shared::cluster_normal(cluster)) * stipple::shared::cluster_normal(cluster);
                REQUIRE(glm::dot(glm::normalize(stipple::shared::cluster_normal(cluster) + stipple::shared::cluster_curvature(cluster) * tangent), n) > 0.9995F);
                REQUIRE(stipple::shared::dot_rank(dot) >= rank);
                rank = stipple::shared::dot_rank(dot);
                ++of_rank[rank];
                lowest[octave] = std::min(lowest[octave], rank);
                highest[octave] = std::max(highest[octave], rank);
                size += double(stipple::shared::dot_size_variation(dot));
                shade += double(stipple::shared::dot_shade_variation(dot));
            }
            curvature += double(stipple::shared::cluster_curvature(cluster)) * stipple::shared::cluster_count(cluster);
            first += stipple::shared::cluster_count(cluster);
        }
        REQUIRE(first == set->dots.size());
        CHECK(curvature / first == Approx(1 / sphere_radius).epsilon(0.05));
        CHECK(std::abs(size / first) < 0.01);
        CHECK(std::abs(shade / first) < 0.01);
        // Octaves part at halves: the highest is [1/2, 1), the next [1/4, 1/2), the first takes the rest.
        for (std::uint32_t o = octave; o > 0; --o) {
            CHECK(lowest[o] >= 65536U >> (octave - o + 1));
            CHECK(highest[o] < 65536U >> (octave - o));
        }
        CHECK(highest[0] < 65536U >> octave);
        // Rank of the i-th is floor(i * 65536 / N), so below rank r lie exactly ceil(r N / 65536).
        std::uint64_t below = 0;
        for (std::uint64_t r = 0; r < 65536; ++r) {
            REQUIRE(below == (r * set->dots.size() + 65535) / 65536);
            below += of_rank[r];
        }
    }
}

TEST_CASE("dots and what belongs to them cost at most 9 bytes") {
    SiteRequest request;
    request.dots = 264'000;  // the density of 2 million on 900 cm², and few enough to be quick
    const Sites sites = sample(cap(120, 0, 40), request);
    const double bytes = double(sites.dots.dots.size() * 8 + sites.dots.clusters.size() * (80 + 32 + 32));
    CHECK(bytes / double(sites.dots.dots.size()) <= 9.0);
}

TEST_CASE("normals of a folded surface stay within their clusters' cones") {
    const SiteSurface surface = cap(60, 0.02, 50);
    SiteRequest request;
    request.dots = 100'000;
    request.follicles_per_cm2 = 0;
    const Sites sites = sample(surface, request);
    // Nearest vertex normals, by brute force on a sample of dots: within the mesh's own change over one triangle.
    std::size_t looked = 0;
    for (std::size_t c = 0; c < sites.dots.clusters.size(); c += 7) {
        const Cluster& cluster = sites.dots.clusters[c];
        const glm::vec3 p = stipple::shared::dot_position(sites.dots.dots[cluster.first + stipple::shared::cluster_count(cluster) / 2], cluster);
        float best = 1e9F;
        glm::vec3 n{0};
        for (std::size_t v = 0; v < surface.positions.size(); ++v) {
            const float d = glm::distance(p, surface.positions[v]);
            if (d < best) best = d, n = surface.normals[v];
        }
        REQUIRE(glm::dot(n, stipple::shared::cluster_normal(cluster)) >= stipple::shared::cluster_cone_cos(cluster) - 0.1F);
        ++looked;
    }
    CHECK(looked > 20);
}
