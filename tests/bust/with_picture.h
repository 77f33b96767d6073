// The built-in head with a picture on its skin.
#pragma once
#include <cassert>
#include <cstdint>
#include <string>
#include <vector>

namespace stipple::test {

// `file`: what bust::bust_file makes. `uri`: of a PNG or JPEG, data or beside the file.
inline std::vector<std::uint8_t> with_picture(std::vector<std::uint8_t> file, const std::string& uri) {
    constexpr std::size_t start = 20;  // of the JSON
    const auto length = std::ptrdiff_t(file[12] | file[13] << 8 | file[14] << 16);
    std::string json(file.begin() + start, file.begin() + start + length);
    const auto put = [&](const std::string& after, const std::string& what) {
        const std::size_t at = json.find(after);
        assert(at != std::string::npos);
        json.insert(at + after.size(), what);
    };
    put("\"pbrMetallicRoughness\":{", "\"baseColorTexture\":{\"index\":0},");
    put("\"scene\":0,", "\"textures\":[{\"source\":0}],\"images\":[{\"uri\":\"" + uri + "\"}],");
    while (json.size() % 4) json += ' ';
    file.erase(file.begin() + start, file.begin() + start + length);
    file.insert(file.begin() + start, json.begin(), json.end());
    const auto word = [&](std::size_t at, std::size_t value) {
        for (std::size_t k = 0; k < 4; ++k) file[at + k] = std::uint8_t(value >> (8 * k));
    };
    word(8, file.size());
    word(12, json.size());
    return file;
}

}  // namespace stipple::test
