// A minimal writer of binary glTF 2.0: one node and one mesh a part, everything in one buffer.
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "assets/bust/bust.h"

namespace stipple::bust {
namespace {

static_assert(std::endian::native == std::endian::little, "glTF is little-endian");

void append(std::vector<std::uint8_t>& out, const void* data, std::size_t bytes) {
    const auto* p = static_cast<const std::uint8_t*>(data);
    out.insert(out.end(), p, p + bytes);
}

std::uint16_t unorm16(float v) { return static_cast<std::uint16_t>(std::clamp(v, 0.0F, 1.0F) * 65535.0F + 0.5F); }

std::string number(double v) {
    std::array<char, 40> text;
    const auto r = std::to_chars(text.data(), text.data() + text.size(), v);
    return {text.data(), r.ptr};
}
std::string vector(const glm::vec3& v) { return "[" + number(v.x) + "," + number(v.y) + "," + number(v.z) + "]"; }

struct Writer {
    std::vector<std::uint8_t> binary;
    std::string views, accessors, meshes, nodes, roots, landmarks;
    int view_count = 0;

    static void item(std::string& list, const std::string& text) { list += (list.empty() ? "" : ",") + text; }

    int add(const void* data, std::size_t bytes, int target, const std::string& accessor) {
        const std::size_t offset = binary.size();
        append(binary, data, bytes);
        while (binary.size() % 4) binary.push_back(0);
        item(views, "{\"buffer\":0,\"byteOffset\":" + std::to_string(offset) +
                        ",\"byteLength\":" + std::to_string(bytes) + ",\"target\":" + std::to_string(target) + "}");
        item(accessors, "{\"bufferView\":" + std::to_string(view_count) + "," + accessor + "}");
        return view_count++;
    }

    void part(const BustPart& p) {
        constexpr int vertices = 34962, triangles = 34963;  // buffer view targets
        const std::string count = "\"count\":" + std::to_string(p.positions.size());
        std::vector<glm::vec3> metres(p.positions);
        glm::vec3 low(1e9F), high(-1e9F);
        for (glm::vec3& v : metres) {
            v /= 1000.0F;
            low = glm::min(low, v);
            high = glm::max(high, v);
        }
        std::vector<std::array<std::uint16_t, 2>> uvs;
        for (const glm::vec2& v : p.uvs) uvs.push_back({unorm16(v.x), unorm16(v.y)});
        std::vector<std::array<std::uint16_t, 4>> colors;
        for (const glm::vec4& v : p.colors) colors.push_back({unorm16(v.x), unorm16(v.y), unorm16(v.z), unorm16(v.w)});
        std::string attributes;
        const auto attribute = [&](const char* name, int accessor) {
            item(attributes, "\"" + std::string(name) + "\":" + std::to_string(accessor));
        };
        attribute("POSITION", add(metres.data(), metres.size() * 12, vertices,
                                  "\"componentType\":5126,\"type\":\"VEC3\"," + count + ",\"min\":" + vector(low) +
                                      ",\"max\":" + vector(high)));
        attribute("NORMAL", add(p.normals.data(), p.normals.size() * 12, vertices,
                                "\"componentType\":5126,\"type\":\"VEC3\"," + count));
        if (!uvs.empty())
            attribute("TEXCOORD_0", add(uvs.data(), uvs.size() * 4, vertices,
                                        "\"componentType\":5123,\"normalized\":true,\"type\":\"VEC2\"," + count));
        if (!colors.empty())
            attribute("COLOR_0", add(colors.data(), colors.size() * 8, vertices,
                                     "\"componentType\":5123,\"normalized\":true,\"type\":\"VEC4\"," + count));
        const int indices =
            add(p.indices.data(), p.indices.size() * 4, triangles,
                "\"componentType\":5125,\"type\":\"SCALAR\",\"count\":" + std::to_string(p.indices.size()));
        const std::string index =
            std::to_string(std::count(meshes.begin(), meshes.end(), '{') / 3);  // three braces a mesh
        item(meshes, "{\"name\":\"" + p.name + "\",\"primitives\":[{\"attributes\":{" + attributes +
                         "},\"indices\":" + std::to_string(indices) + ",\"material\":" + (p.hair ? "1" : "0") + "}]}");
        item(nodes, "{\"name\":\"" + p.name + "\",\"mesh\":" + index + "}");
        item(roots, index);
    }

    std::vector<std::uint8_t> file() const {
        std::string json =
            "{\"asset\":{\"version\":\"2.0\",\"generator\":\"stipple built-in head\",\"extras\":{\"landmarks_mm\":{" +
            landmarks + "}}},\"scene\":0,\"scenes\":[{\"nodes\":[" + roots + "]}],\"nodes\":[" + nodes +
            "],\"meshes\":[" + meshes +
            "],\"materials\":[{\"name\":\"skin\",\"pbrMetallicRoughness\":{\"metallicFactor\":0,\"roughnessFactor\":0."
            "5}},{\"name\":\"hair\",\"doubleSided\":true,\"pbrMetallicRoughness\":{\"metallicFactor\":0,\"roughnessFactor\":"
            "0.5}}],"
            "\"accessors\":[" +
            accessors + "],\"bufferViews\":[" + views +
            "],\"buffers\":[{\"byteLength\":" + std::to_string(binary.size()) + "}]}";
        while (json.size() % 4) json += ' ';
        std::vector<std::uint8_t> out;
        const auto word = [&](std::uint32_t w) { append(out, &w, 4); };
        word(0x46546C67);  // "glTF"
        word(2);
        word(static_cast<std::uint32_t>(12 + 8 + json.size() + 8 + binary.size()));
        word(static_cast<std::uint32_t>(json.size()));
        word(0x4E4F534A);  // "JSON"
        append(out, json.data(), json.size());
        word(static_cast<std::uint32_t>(binary.size()));
        word(0x004E4942);  // "BIN"
        append(out, binary.data(), binary.size());
        return out;
    }
};

}  // namespace

std::vector<std::uint8_t> bust_file(const Bust& bust) {
    Writer writer;
    for (const BustPart& p : bust.parts) writer.part(p);
    for (const auto& [name, p] : bust.landmarks) Writer::item(writer.landmarks, "\"" + name + "\":" + vector(p));
    return writer.file();
}

void write_bust(const Bust& bust, const std::filesystem::path& file) {
    const std::vector<std::uint8_t> bytes = bust_file(bust);

    std::filesystem::path beside = file;
    beside += ".part";
    std::error_code error;
    {
        std::ofstream out(beside, std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            std::filesystem::remove(beside, error);
            throw std::runtime_error(file.string() +
                                     ": cannot be written; is the folder there, writable and not full?");
        }
    }
    std::filesystem::rename(beside, file, error);
    if (error) {
        const std::string why = error.message();
        std::filesystem::remove(beside, error);
        throw std::runtime_error(file.string() + ": cannot be put in place (" + why +
                                 "); choose another name or folder");
    }
}

}  // namespace stipple::bust
