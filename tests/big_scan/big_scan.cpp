#include "big_scan.h"

#include <meshoptimizer.h>
#include <png.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <glm/glm.hpp>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "session/head/built_in_head.h"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace test {
namespace {

struct Vertex {
    glm::vec3 position, normal, color;
};

struct Surface {
    std::vector<Vertex> vertices;
    std::vector<std::uint32_t> indices;
};

std::uint32_t mixed(std::uint32_t x) {
    x = (x ^ x >> 16) * 0x7FEB352DU;
    x = (x ^ x >> 15) * 0x846CA68BU;
    return x ^ x >> 16;
}

// The sum of four even numbers: nearly normal, standard deviation 1.
float noise(std::uint32_t seed) {
    float sum = 0;
    for (std::uint32_t k = 0; k < 4; ++k) sum += float(mixed(seed * 4 + k) >> 8) / float(1 << 24);
    return (sum - 2) * 1.7320508F;
}

// Every triangle in four; new vertices lie on the curved surface that the normals tell of (Boubekeur and Alexa 2008).
void divide(Surface& s) {
    std::unordered_map<std::uint64_t, std::uint32_t> middles;
    middles.reserve(s.indices.size());
    const auto middle = [&](std::uint32_t a, std::uint32_t b) {
        const std::uint64_t key = std::uint64_t(std::min(a, b)) << 32 | std::max(a, b);
        const auto [at, fresh] = middles.try_emplace(key, std::uint32_t(s.vertices.size()));
        if (!fresh) return at->second;
        const Vertex &x = s.vertices[a], &y = s.vertices[b];
        const glm::vec3 flat = 0.5F * (x.position + y.position);
        const glm::vec3 on_x = flat - x.normal * glm::dot(flat - x.position, x.normal);
        const glm::vec3 on_y = flat - y.normal * glm::dot(flat - y.position, y.normal);
        const glm::vec3 sum = x.normal + y.normal;
        const glm::vec3 normal = glm::length(sum) > 1e-4F ? glm::normalize(sum) : x.normal;
        s.vertices.push_back({glm::mix(flat, 0.5F * (on_x + on_y), 0.75F), normal, 0.5F * (x.color + y.color)});
        return at->second;
    };
    std::vector<std::uint32_t> divided;
    divided.reserve(s.indices.size() * 4);
    for (std::size_t i = 0; i < s.indices.size(); i += 3) {
        const std::uint32_t a = s.indices[i], b = s.indices[i + 1], c = s.indices[i + 2];
        const std::uint32_t ab = middle(a, b), bc = middle(b, c), ca = middle(c, a);
        divided.insert(divided.end(), {a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca});
    }
    s.indices = std::move(divided);
}

void reduce(Surface& s, std::size_t triangles) {
    if (s.indices.size() / 3 <= triangles) return;
    std::vector<std::uint32_t> fewer(s.indices.size());
    fewer.resize(meshopt_simplify(fewer.data(), s.indices.data(), s.indices.size(), &s.vertices[0].position.x, s.vertices.size(),
                                  sizeof(Vertex), triangles * 3, 1.0F, 0));
    s.indices = std::move(fewer);
}

// Soft light from above and before, as a room has it.
float room_light(const glm::vec3& n) { return 0.62F + 0.30F * n.y + 0.22F * n.z + 0.10F * n.x; }

struct Corner {
    std::uint32_t vertex;
    glm::vec2 uv;
};

// The six charts lie in a grid of three by two; which one a triangle goes to its direction decides.
int chart_of(const glm::vec3& n) {
    const glm::vec3 a = glm::abs(n);
    const int axis = a.x > a.y && a.x > a.z ? 0 : a.y > a.z ? 1 : 2;
    return axis * 2 + (n[axis] < 0 ? 1 : 0);
}

class Picture {
  public:
    Picture(std::uint32_t side, std::uint32_t seed) : side_(side), seed_(seed), rgb_(std::size_t(side) * side * 3, 170) {}

    void triangle(const std::array<glm::vec2, 3>& uv, const std::array<glm::vec3, 3>& color) {
        const glm::vec2 a = uv[0] * float(side_), b = uv[1] * float(side_), c = uv[2] * float(side_);
        const float area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
        if (area == 0) return;
        const glm::vec2 low = glm::min(a, glm::min(b, c)) - 1.5F, high = glm::max(a, glm::max(b, c)) + 1.5F;
        const int x1 = std::min(int(high.x), int(side_) - 1), y1 = std::min(int(high.y), int(side_) - 1);
        for (int y = std::max(int(low.y), 0); y <= y1; ++y)
            for (int x = std::max(int(low.x), 0); x <= x1; ++x) {
                const glm::vec2 p(float(x) + 0.5F, float(y) + 0.5F);
                const float wb = ((p.x - a.x) * (c.y - a.y) - (p.y - a.y) * (c.x - a.x)) / area;
                const float wc = ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / area;
                // a little over the rim, as atlases are padded
                const float pad = 1.5F / std::sqrt(std::abs(area));
                if (wb < -pad || wc < -pad || wb + wc > 1 + pad) continue;
                put(x, y, color[0] * (1 - wb - wc) + color[1] * wb + color[2] * wc);
            }
    }

    [[nodiscard]] std::vector<std::uint8_t> jpeg() const {
        std::vector<std::uint8_t> out;
        const auto add = [](void* to, void* data, int size) {
            const auto* bytes = static_cast<const std::uint8_t*>(data);
            static_cast<std::vector<std::uint8_t>*>(to)->insert(static_cast<std::vector<std::uint8_t>*>(to)->end(), bytes, bytes + size);
        };
        if (!stbi_write_jpg_to_func(add, &out, int(side_), int(side_), 3, rgb_.data(), 90)) throw std::runtime_error("the JPEG could not be written");
        return out;
    }

    [[nodiscard]] std::vector<std::uint8_t> png() const {
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        image.width = image.height = side_;
        image.format = PNG_FORMAT_RGB;
        image.flags = PNG_IMAGE_FLAG_FAST;
        png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
        std::vector<std::uint8_t> out(size);
        if (!png_image_write_to_memory(&image, out.data(), &size, 0, rgb_.data(), 0, nullptr)) throw std::runtime_error(image.message);
        out.resize(size);
        return out;
    }

  private:
    void put(int x, int y, const glm::vec3& linear) {
        const auto at = std::uint32_t(y) * side_ + std::uint32_t(x);
        // pores some pixels wide, and the sensor
        const float pores = 0.06F * noise(mixed((std::uint32_t(y) / 3) * side_ + std::uint32_t(x) / 3) ^ seed_);
        const float grain = 0.05F * noise(at ^ seed_ * 77);
        for (int k = 0; k < 3; ++k) {
            const float v = std::max(linear[k] * (1 + pores + grain), 0.0F);
            const float s = v <= 0.0031308F ? 12.92F * v : 1.055F * std::pow(v, 1 / 2.4F) - 0.055F;
            rgb_[std::size_t(at) * 3 + std::size_t(k)] = std::uint8_t(std::clamp(s, 0.0F, 1.0F) * 255 + 0.5F);
        }
    }

    std::uint32_t side_, seed_;
    std::vector<std::uint8_t> rgb_;
};

void append(std::vector<std::uint8_t>& to, const void* data, std::size_t bytes) {
    const auto* p = static_cast<const std::uint8_t*>(data);
    to.insert(to.end(), p, p + bytes);
    to.resize((to.size() + 3) / 4 * 4, 0);
}

void append_u32(std::vector<std::uint8_t>& to, std::size_t value) {
    const auto word = std::uint32_t(value);
    append(to, &word, 4);
}

}  // namespace

std::vector<std::uint8_t> big_scan(const BigScan& scan) {
    Surface surface;
    {
        const stipple::scalp::Head head = stipple::session::built_in_head();
        const stipple::scalp::HeadMesh& mesh = head.mesh;
        for (std::size_t v = 0; v < mesh.positions.size(); ++v)
            surface.vertices.push_back({mesh.positions[v], mesh.normals[v], mesh.colors.empty() ? glm::vec3(0.4F, 0.25F, 0.18F) : glm::vec3(mesh.colors[v])});
        for (const stipple::scalp::Submesh& part : mesh.submeshes)
            if (part.skin) surface.indices.insert(surface.indices.end(), mesh.indices.begin() + part.first_index, mesh.indices.begin() + part.first_index + part.index_count);
    }
    while (surface.indices.size() / 3 < scan.triangles) divide(surface);
    for (std::uint32_t v = 0; v < surface.vertices.size(); ++v)
        surface.vertices[v].position += surface.vertices[v].normal * float(scan.noise_mm) * noise(v ^ scan.seed);
    reduce(surface, scan.triangles);

    glm::vec3 low(1e9F), high(-1e9F);
    for (const std::uint32_t v : surface.indices) {
        low = glm::min(low, surface.vertices[v].position);
        high = glm::max(high, surface.vertices[v].position);
    }
    Picture picture(scan.texture_side, scan.seed);
    std::vector<float> positions, uvs;
    std::vector<std::uint32_t> indices;
    std::unordered_map<std::uint64_t, std::uint32_t> made;
    const float border = 4.0F / float(scan.texture_side);
    for (std::size_t i = 0; i < surface.indices.size(); i += 3) {
        std::array<glm::vec2, 3> uv;
        std::array<glm::vec3, 3> color;
        glm::vec3 facing(0);
        for (std::size_t k = 0; k < 3; ++k) facing += surface.vertices[surface.indices[i + k]].normal;
        const int chart = chart_of(facing), axis = chart / 2;
        for (std::size_t k = 0; k < 3; ++k) {
            const std::uint32_t index = surface.indices[i + k];
            const Vertex& v = surface.vertices[index];
            const glm::vec3 p = (v.position - low) / (high - low);
            const glm::vec2 flat = axis == 0 ? glm::vec2(p.z, p.y) : axis == 1 ? glm::vec2(p.x, p.z) : glm::vec2(p.x, p.y);
            const glm::vec2 cell(float(chart % 3) / 3, float(chart / 3) / 2);
            uv[k] = cell + glm::clamp(flat, border * 3, 1 - border * 3) * glm::vec2(1.0F / 3, 0.5F);
            color[k] = v.color * std::max(room_light(v.normal), 0.05F);
            const auto [at, fresh] = made.try_emplace(std::uint64_t(index) * 6 + std::uint64_t(chart), std::uint32_t(positions.size() / 3));
            if (fresh) {
                for (int c = 0; c < 3; ++c) positions.push_back(v.position[c] / 1000);
                uvs.insert(uvs.end(), {uv[k].x, uv[k].y});
            }
            indices.push_back(at->second);
        }
        picture.triangle(uv, color);
    }

    const std::vector<std::uint8_t> image = scan.png ? picture.png() : picture.jpeg();
    std::vector<std::uint8_t> bin;
    append(bin, indices.data(), indices.size() * 4);
    const std::size_t at_positions = bin.size();
    append(bin, positions.data(), positions.size() * 4);
    const std::size_t at_uvs = bin.size();
    append(bin, uvs.data(), uvs.size() * 4);
    const std::size_t at_image = bin.size();
    append(bin, image.data(), image.size());
    low /= 1000;
    high /= 1000;
    char json[2048];
    std::snprintf(json, sizeof json,
                  R"({"asset":{"version":"2.0","generator":"big_scan"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
                  R"("meshes":[{"primitives":[{"attributes":{"POSITION":1,"TEXCOORD_0":2},"indices":0,"material":0}]}],)"
                  R"("materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0},"metallicFactor":0}}],)"
                  R"("textures":[{"source":0}],"images":[{"bufferView":3,"mimeType":"image/%s"}],)"
                  R"("accessors":[{"bufferView":0,"componentType":5125,"count":%zu,"type":"SCALAR"},)"
                  R"({"bufferView":1,"componentType":5126,"count":%zu,"type":"VEC3","min":[%.9g,%.9g,%.9g],"max":[%.9g,%.9g,%.9g]},)"
                  R"({"bufferView":2,"componentType":5126,"count":%zu,"type":"VEC2"}],)"
                  R"("bufferViews":[{"buffer":0,"byteLength":%zu},{"buffer":0,"byteOffset":%zu,"byteLength":%zu},)"
                  R"({"buffer":0,"byteOffset":%zu,"byteLength":%zu},{"buffer":0,"byteOffset":%zu,"byteLength":%zu}],"buffers":[{"byteLength":%zu}]})",
                  scan.png ? "png" : "jpeg", indices.size(), positions.size() / 3, double(low.x), double(low.y), double(low.z), double(high.x),
                  double(high.y), double(high.z), uvs.size() / 2, indices.size() * 4, at_positions, positions.size() * 4, at_uvs, uvs.size() * 4, at_image,
                  image.size(), bin.size());
    std::string text = json;
    text.resize((text.size() + 3) / 4 * 4, ' ');
    std::vector<std::uint8_t> glb;
    append(glb, "glTF", 4);
    append_u32(glb, 2);
    append_u32(glb, 12 + 8 + text.size() + 8 + bin.size());
    append_u32(glb, text.size());
    append(glb, "JSON", 4);
    append(glb, text.data(), text.size());
    append_u32(glb, bin.size());
    append(glb, "BIN\0", 4);
    append(glb, bin.data(), bin.size());
    return glb;
}

}  // namespace test
