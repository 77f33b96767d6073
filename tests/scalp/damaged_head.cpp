#include "damaged_head.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "assets/bust/bust.h"
#include "scalp/mesh_weld.h"

namespace test {

using stipple::scalp::HeadMesh;

HeadMesh sound_head() {
    static const stipple::bust::Bust bust = stipple::bust::make_bust({}, stipple::bust::BustDetail::preview);
    const stipple::bust::BustPart& part = bust.parts.front();
    HeadMesh mesh;
    mesh.positions = part.positions;
    mesh.normals = part.normals;
    mesh.indices = part.indices;
    // A scanner knows no seams of a texture: without their copies, which come last, damage cannot part what hangs together.
    const std::vector<std::uint32_t> first = stipple::scalp::weld(mesh.positions);
    for (std::uint32_t& v : mesh.indices) v = first[v];
    std::size_t own = 0;
    while (own < first.size() && first[own] == own) ++own;
    mesh.positions.resize(own);
    mesh.normals.resize(own);
    assert(*std::max_element(mesh.indices.begin(), mesh.indices.end()) < own);
    mesh.submeshes.push_back({"scan", 0, std::uint32_t(mesh.indices.size()), -1, true});
    return mesh;
}

double Damage::random() {
    state_ = state_ * 1664525U + 1013904223U;
    return double(state_ >> 8) / 16777216.0;
}

double Damage::normal_random() {
    double sum = -6;  // Irwin and Hall: twelve even ones
    for (int i = 0; i < 12; ++i) sum += random();
    return sum;
}

glm::vec3 Damage::middle(std::size_t t) const {
    return (mesh_.positions[mesh_.indices[3 * t]] + mesh_.positions[mesh_.indices[3 * t + 1]] + mesh_.positions[mesh_.indices[3 * t + 2]]) / 3.0F;
}

std::uint32_t Damage::copy_of(std::uint32_t vertex) {
    mesh_.positions.push_back(mesh_.positions[vertex]);
    mesh_.normals.push_back(mesh_.normals[vertex]);
    return std::uint32_t(mesh_.positions.size() - 1);
}

void Damage::finish() { mesh_.submeshes.front().index_count = std::uint32_t(mesh_.indices.size()); }

void Damage::hole(const glm::vec3& center, float radius) {
    std::vector<std::uint32_t> kept;
    for (std::size_t t = 0; t < mesh_.indices.size() / 3; ++t) {
        const float ragged = radius * float(1 + 0.08 * (random() - 0.5));
        if (glm::length(middle(t) - center) > ragged) kept.insert(kept.end(), &mesh_.indices[3 * t], &mesh_.indices[3 * t] + 3);
    }
    mesh_.indices = std::move(kept);
    finish();
}

void Damage::turned_patch(const glm::vec3& center, float radius) {
    for (std::size_t t = 0; t < mesh_.indices.size() / 3; ++t)
        if (glm::length(middle(t) - center) < radius) std::swap(mesh_.indices[3 * t], mesh_.indices[3 * t + 1]);
}

void Damage::doubles(int every) {
    const std::size_t count = mesh_.indices.size() / 3;
    for (std::size_t t = 0; t < count; t += std::size_t(every)) {
        const std::uint32_t a = mesh_.indices[3 * t], b = mesh_.indices[3 * t + 1], c = mesh_.indices[3 * t + 2];
        if (t / std::size_t(every) % 2) mesh_.indices.insert(mesh_.indices.end(), {c, b, a});
        else mesh_.indices.insert(mesh_.indices.end(), {b, c, a});
    }
    finish();
}

void Damage::fins(int count) {
    const std::size_t triangles = mesh_.indices.size() / 3;
    for (int i = 0; i < count; ++i) {
        const auto t = std::size_t(random() * double(triangles));
        const std::uint32_t a = mesh_.indices[3 * t], b = mesh_.indices[3 * t + 1], tip = copy_of(a);
        mesh_.positions[tip] += 4.0F * mesh_.normals[a];
        mesh_.indices.insert(mesh_.indices.end(), {a, b, tip});
    }
    finish();
}

void Damage::islands(int count, float distance) {
    for (int i = 0; i < count; ++i) {
        const glm::vec3 way = glm::normalize(glm::vec3(float(random() - 0.5), float(random() - 0.5), float(random() - 0.5)));
        const glm::vec3 at = glm::vec3(0, 40, 0) + way * distance * float(1 + 0.3 * random());
        const auto base = std::uint32_t(mesh_.positions.size());
        const int side = 3 + i % 2;
        for (int v = 0; v <= side; ++v)
            for (int u = 0; u <= side; ++u) {
                mesh_.positions.push_back(at + glm::vec3(4 * u, 4 * v, 0) + 3.0F * glm::vec3(float(random()), float(random()), float(random())));
                mesh_.normals.emplace_back(0, 0, 1);
            }
        for (int v = 0; v < side; ++v)
            for (int u = 0; u < side; ++u) {
                const std::uint32_t a = base + std::uint32_t(v * (side + 1) + u), c = a + std::uint32_t(side) + 1;
                mesh_.indices.insert(mesh_.indices.end(), {a, a + 1, c, a + 1, c + 1, c});
            }
    }
    finish();
}

void Damage::torn_apart(float gap) {
    const std::size_t triangles = mesh_.indices.size() / 3;
    std::vector<std::uint32_t> copy(mesh_.positions.size(), 0);
    std::vector<std::uint8_t> stays(mesh_.positions.size(), 0);
    for (std::size_t t = 0; t < triangles; ++t)
        if (middle(t).x < 3)
            for (std::size_t k = 0; k < 3; ++k) stays[mesh_.indices[3 * t + k]] = 1;
    for (std::size_t t = 0; t < triangles; ++t) {
        if (middle(t).x < 3) continue;
        for (std::size_t k = 0; k < 3; ++k) {
            std::uint32_t& v = mesh_.indices[3 * t + k];
            if (v >= copy.size() || !stays[v]) continue;
            if (copy[v] == 0) {
                copy[v] = copy_of(v);
                mesh_.positions[copy[v]].x += gap;
            }
            v = copy[v];
        }
    }
}

void Damage::cut_at(float height) {
    const std::size_t triangles = mesh_.indices.size() / 3;
    std::vector<std::uint32_t> copy(mesh_.positions.size(), 0);
    for (std::size_t t = 0; t < triangles; ++t) {
        if (middle(t).y > height) continue;
        for (std::size_t k = 0; k < 3; ++k) {
            std::uint32_t& v = mesh_.indices[3 * t + k];
            if (copy[v] == 0) {
                copy[v] = copy_of(v);
                mesh_.positions[copy[v]].y -= 0.2F;
            }
            v = copy[v];
        }
    }
}

void Damage::loose(double share) {
    const std::size_t triangles = mesh_.indices.size() / 3;
    for (std::size_t t = 0; t < triangles; ++t)
        if (random() < share)
            for (std::size_t k = 0; k < 3; ++k) mesh_.indices[3 * t + k] = copy_of(mesh_.indices[3 * t + k]);
}

void Damage::noise(double rms, float above) {
    for (std::size_t v = 0; v < mesh_.positions.size(); ++v) {
        const auto step = float(rms * normal_random());
        if (mesh_.positions[v].y > above) mesh_.positions[v] += step * mesh_.normals[v];
    }
}

void Damage::shuffled() {
    for (std::size_t t = mesh_.indices.size() / 3; t > 1; --t) {
        const auto other = std::size_t(random() * double(t));
        for (std::size_t k = 0; k < 3; ++k) std::swap(mesh_.indices[3 * (t - 1) + k], mesh_.indices[3 * other + k]);
    }
}

std::vector<std::array<float, 9>> places_of(const HeadMesh& mesh) {
    std::vector<std::array<float, 9>> places;
    for (std::size_t t = 0; t < mesh.indices.size() / 3; ++t) {
        std::array<glm::vec3, 3> p;
        for (std::size_t k = 0; k < 3; ++k) p[k] = mesh.positions[mesh.indices[3 * t + k]];
        const auto less = [](const glm::vec3& a, const glm::vec3& b) { return a.x != b.x ? a.x < b.x : a.y != b.y ? a.y < b.y : a.z < b.z; };
        std::rotate(p.begin(), std::min_element(p.begin(), p.end(), less), p.end());
        places.push_back({p[0].x, p[0].y, p[0].z, p[1].x, p[1].y, p[1].z, p[2].x, p[2].y, p[2].z});
    }
    std::sort(places.begin(), places.end());
    return places;
}

}  // namespace test
