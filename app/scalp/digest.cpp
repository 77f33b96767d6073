#include "digest.h"

#include <cstdio>
#include <fstream>
#include <vector>

#include "bad_file.h"

namespace stipple::scalp {

std::string file_hash(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) throw BadFile(file, "it is a folder; give the file of a head");
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> bytes(1U << 20U);
    Digest digest;
    while (stream) {
        stream.read(bytes.data(), std::streamsize(bytes.size()));
        if (stream.gcount() > 0) digest.add(bytes.data(), std::size_t(stream.gcount()));
    }
    if (!stream.eof()) throw BadFile(file, "it cannot be read; check the path and its permissions");
    const auto value = digest.value();
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(value[0]),
                  static_cast<unsigned long long>(value[1]));
    return text;
}

}  // namespace stipple::scalp
