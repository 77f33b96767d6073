#include "bust/reference_head.h"

#define TINYGLTF_IMPLEMENTATION
#define TINYGLTF_NO_STB_IMAGE
#define TINYGLTF_NO_STB_IMAGE_WRITE
#include <tiny_gltf.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

namespace stipple::test {
namespace {

glm::dvec3 vec(const nlohmann::json& v) { return {v.at(0), v.at(1), v.at(2)}; }

// Teeth, tongue and the transparent shells before the eyes are no surface anyone sees first.
bool inside_parts(std::string name) {
    for (char& c : name) c = char(std::tolower(static_cast<unsigned char>(c)));
    for (const char* word : {"teeth", "tongue", "gum", "lash", "blend", "occlusion", "lacrimal"})
        if (name.find(word) != std::string::npos) return true;
    return false;
}

void add_primitive(const tinygltf::Model& m, const tinygltf::Primitive& p, const tinygltf::Node& node,
                   ReferenceHead& head) {
    const auto start = [&](const tinygltf::Accessor& a) {
        const tinygltf::BufferView& v = m.bufferViews.at(std::size_t(a.bufferView));
        return m.buffers.at(std::size_t(v.buffer)).data.data() + v.byteOffset + a.byteOffset;
    };
    if (!node.matrix.empty() || !node.rotation.empty())
        throw std::runtime_error("reference head: a node is turned; only shift and scale are read");
    const tinygltf::Accessor& positions = m.accessors.at(std::size_t(p.attributes.at("POSITION")));
    const auto stride = std::size_t(positions.ByteStride(m.bufferViews.at(std::size_t(positions.bufferView))));
    const auto first = std::uint32_t(head.positions.size());
    for (std::size_t i = 0; i < positions.count; ++i) {
        std::array<float, 3> f{};
        std::memcpy(f.data(), start(positions) + i * stride, sizeof(f));
        glm::dvec3 q(f[0], f[1], f[2]);
        for (int k = 0; k < 3; ++k) {
            if (!node.scale.empty()) q[k] *= node.scale[std::size_t(k)];
            if (!node.translation.empty()) q[k] += node.translation[std::size_t(k)];
        }
        head.positions.push_back(q);
    }
    const tinygltf::Accessor& indices = m.accessors.at(std::size_t(p.indices));
    for (std::size_t i = 0; i < indices.count; ++i) {
        const unsigned char* at = start(indices);
        std::uint32_t v = 0;
        if (indices.componentType == TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT)
            std::memcpy(&v, at + 4 * i, 4);
        else if (indices.componentType == TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT) {
            std::uint16_t s = 0;
            std::memcpy(&s, at + 2 * i, 2);
            v = s;
        } else
            v = at[i];
        head.indices.push_back(first + v);
    }
}

// Nearest point of a triangle (Ericson, Real-Time Collision Detection, 5.1.5).
glm::dvec3 nearest_on_triangle(const glm::dvec3& q, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c) {
    const glm::dvec3 ab = b - a, ac = c - a, aq = q - a, bq = q - b, cq = q - c;
    const double d1 = glm::dot(ab, aq), d2 = glm::dot(ac, aq), d3 = glm::dot(ab, bq), d4 = glm::dot(ac, bq),
                 d5 = glm::dot(ab, cq), d6 = glm::dot(ac, cq);
    const double va = d3 * d6 - d5 * d4, vb = d5 * d2 - d1 * d6, vc = d1 * d4 - d3 * d2;
    if (d1 <= 0 && d2 <= 0) return a;
    if (d3 >= 0 && d4 <= d3) return b;
    if (d6 >= 0 && d5 <= d6) return c;
    if (vc <= 0 && d1 >= 0 && d3 <= 0) return a + ab * (d1 / (d1 - d3));
    if (vb <= 0 && d2 >= 0 && d6 <= 0) return a + ac * (d2 / (d2 - d6));
    if (va <= 0 && d4 - d3 >= 0 && d5 - d6 >= 0) return b + (c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6)));
    return a + ab * (vb / (va + vb + vc)) + ac * (vc / (va + vb + vc));
}

constexpr double cell = 6;  // mm

}  // namespace

ReferenceHead read_reference_head(const std::filesystem::path& file) {
    tinygltf::TinyGLTF reader;
    reader.SetImageLoader([](tinygltf::Image*, const int, std::string*, std::string*, int, int, const unsigned char*,
                             int, void*) { return true; },
                          nullptr);
    tinygltf::Model m;
    std::string error, warning;
    if (!reader.LoadBinaryFromFile(&m, &error, &warning, file.string()))
        throw std::runtime_error(file.string() + ": " + error);
    ReferenceHead head;
    for (const tinygltf::Node& node : m.nodes) {
        if (node.mesh < 0 || inside_parts(node.name + " " + m.meshes.at(std::size_t(node.mesh)).name)) continue;
        for (const tinygltf::Primitive& p : m.meshes[std::size_t(node.mesh)].primitives)
            if (p.material < 0 || m.materials.at(std::size_t(p.material)).alphaMode != "BLEND")
                add_primitive(m, p, node, head);
    }
    std::filesystem::path beside = file;
    beside.replace_extension(".landmarks.json");
    const nlohmann::json marks = nlohmann::json::parse(std::ifstream(beside));
    const auto landmark = [&](const char* name) { return vec(marks.at("landmarks").at(name).at("xyz")); };
    const glm::dvec3 origin = 0.5 * (landmark("tragion_left") + landmark("tragion_right"));
    const glm::dvec3 left = vec(marks.at("left")), up = vec(marks.at("up")), forward = vec(marks.at("forward"));
    const double scale = marks.at("mm_per_unit");
    const auto to_head = [&](const glm::dvec3& p) {
        const glm::dvec3 r = (p - origin) * scale;
        return glm::dvec3(glm::dot(r, left), glm::dot(r, up), glm::dot(r, forward));
    };
    for (glm::dvec3& p : head.positions) p = to_head(p);
    const glm::dvec3 glabella = to_head(landmark("glabella"));
    double low = 0, high = 0;
    for (const glm::dvec3& p : head.positions) {
        if (std::fabs(p.x) < 4 && p.y > 0 && p.z < 0) head.length = std::max(head.length, glm::distance(p, glabella));
        if (p.y > 45) low = std::min(low, p.x), high = std::max(high, p.x);
    }
    head.breadth = high - low;
    return head;
}

NearestPoint::NearestPoint(const ReferenceHead& head) : head_(head) {
    glm::dvec3 high(-1e9);
    for (const glm::dvec3& p : head.positions) low_ = glm::min(low_, p), high = glm::max(high, p);
    size_ = glm::ivec3((high - low_) / cell) + 1;
    cells_.resize(std::size_t(size_.x) * std::size_t(size_.y) * std::size_t(size_.z));
    for (std::uint32_t t = 0; t < head.indices.size(); t += 3) {
        const glm::dvec3 &a = head.positions[head.indices[t]], &b = head.positions[head.indices[t + 1]],
                         &c = head.positions[head.indices[t + 2]];
        const glm::ivec3 from((glm::min(a, glm::min(b, c)) - low_) / cell),
            to((glm::max(a, glm::max(b, c)) - low_) / cell);
        for (int z = from.z; z <= to.z; ++z)
            for (int y = from.y; y <= to.y; ++y)
                for (int x = from.x; x <= to.x; ++x) cells_[std::size_t((z * size_.y + y) * size_.x + x)].push_back(t);
    }
}

bool NearestPoint::find(const glm::dvec3& q, double reach, glm::dvec3& point, glm::dvec3& normal) const {
    const glm::ivec3 at = glm::ivec3(glm::floor((q - low_) / cell));
    double best = reach;
    std::uint32_t found = ~0U;
    for (int ring = 0; (ring - 1) * cell <= best; ++ring)  // cells of a ring are at least (ring - 1) cells away
        for (int z = -ring; z <= ring; ++z)
            for (int y = -ring; y <= ring; ++y)
                for (int x = -ring; x <= ring; ++x) {
                    if (std::max({std::abs(x), std::abs(y), std::abs(z)}) != ring) continue;
                    const glm::ivec3 c = at + glm::ivec3(x, y, z);
                    if (c.x < 0 || c.y < 0 || c.z < 0 || c.x >= size_.x || c.y >= size_.y || c.z >= size_.z) continue;
                    for (const std::uint32_t t : cells_[std::size_t((c.z * size_.y + c.y) * size_.x + c.x)]) {
                        const glm::dvec3 p = nearest_on_triangle(q, head_.positions[head_.indices[t]],
                                                                 head_.positions[head_.indices[t + 1]],
                                                                 head_.positions[head_.indices[t + 2]]);
                        const double d = glm::distance(p, q);
                        if (d < best) best = d, found = t, point = p;
                    }
                }
    if (found == ~0U) return false;
    const glm::dvec3 &a = head_.positions[head_.indices[found]], &b = head_.positions[head_.indices[found + 1]],
                     &c = head_.positions[head_.indices[found + 2]];
    const glm::dvec3 n = glm::cross(b - a, c - a);
    normal = glm::dot(n, n) > 0 ? glm::normalize(n) : glm::dvec3(0, 0, 1);
    return true;
}

Rigid align(const std::vector<glm::dvec3>& points, const NearestPoint& to) {
    Rigid rigid;
    constexpr int rounds = 25;
    for (int round = 0; round < rounds; ++round) {
        struct Pair {
            double distance;
            glm::dvec3 p, q, n;
        };
        std::vector<Pair> pairs;
        for (const glm::dvec3& p : points) {
            Pair pair{0, rigid(p), {}, {}};
            if (!to.find(pair.p, 30, pair.q, pair.n)) continue;
            pair.distance = glm::distance(pair.p, pair.q);
            pairs.push_back(pair);
        }
        std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.distance < b.distance; });
        pairs.resize(pairs.size() * 9 / 10);
        // Least squares for a small turn w and shift s: (w x p + s + p - q) . n = 0.
        std::array<std::array<double, 7>, 6> system{};
        for (const Pair& pair : pairs) {
            const glm::dvec3 m = glm::cross(pair.p, pair.n);
            const std::array<double, 7> row{
                m.x, m.y, m.z, pair.n.x, pair.n.y, pair.n.z, glm::dot(pair.q - pair.p, pair.n)};
            for (std::size_t i = 0; i < 6; ++i)
                for (std::size_t k = 0; k < 7; ++k) system[i][k] += row[i] * row[k];
        }
        for (std::size_t i = 0; i < 6; ++i) {
            std::size_t pivot = i;
            for (std::size_t k = i + 1; k < 6; ++k)
                if (std::fabs(system[k][i]) > std::fabs(system[pivot][i])) pivot = k;
            std::swap(system[i], system[pivot]);
            for (std::size_t k = 0; k < 6; ++k) {
                if (k == i) continue;
                const double f = system[k][i] / system[i][i];
                for (std::size_t j = i; j < 7; ++j) system[k][j] -= f * system[i][j];
            }
        }
        std::array<double, 6> x{};
        for (std::size_t i = 0; i < 6; ++i) x[i] = system[i][6] / system[i][i];
        const glm::dvec3 w(x[0], x[1], x[2]), s(x[3], x[4], x[5]);
        const double angle = glm::length(w);
        if (angle > 1e-12) {
            const glm::dvec3 axis = w / angle;
            glm::dmat3 turn;
            for (int k = 0; k < 3; ++k) {  // Rodrigues' formula
                glm::dvec3 e(0);
                e[k] = 1;
                turn[k] = e * std::cos(angle) + glm::cross(axis, e) * std::sin(angle) +
                          axis * (glm::dot(axis, e) * (1 - std::cos(angle)));
            }
            rigid.turn = turn * rigid.turn;
            rigid.shift = turn * rigid.shift;
        }
        rigid.shift += s;
    }
    return rigid;
}

}  // namespace stipple::test
