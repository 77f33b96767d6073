#include "digest.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <vector>

#include "bad_file.h"

namespace stipple::scalp {
namespace {

constexpr std::size_t kPiece = 1U << 20U;  // a file is hashed in pieces of so many bytes

std::string digits(const Digest& digest) {
    const auto value = digest.value();
    char text[33];
    std::snprintf(text, sizeof text, "%016llx%016llx", static_cast<unsigned long long>(value[0]),
                  static_cast<unsigned long long>(value[1]));
    return text;
}

}  // namespace

std::string hash_of(std::span<const std::uint8_t> file) {
    Digest digest;
    for (std::size_t at = 0; at < file.size(); at += kPiece) digest.add(file.data() + at, std::min(kPiece, file.size() - at));
    return digits(digest);
}

std::string file_hash(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) throw BadFile(file, "it is a folder; give the file of a head");
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> bytes(kPiece);
    Digest digest;
    while (stream) {
        stream.read(bytes.data(), std::streamsize(bytes.size()));
        if (stream.gcount() > 0) digest.add(bytes.data(), std::size_t(stream.gcount()));
    }
    if (!stream.eof()) throw BadFile(file, "it cannot be read; check the path and its permissions");
    return digits(digest);
}

}  // namespace stipple::scalp
