// A short name for any number of bytes.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <span>
#include <string>

namespace stipple::scalp {

// Two lanes of multiply and rotate over 16 bytes a step, finished by a full mix; for damage and identity, not against
// malice.
class Digest {
  public:
    void add(const void* data, std::size_t bytes) {
        const auto* p = static_cast<const unsigned char*>(data);
        std::size_t left = bytes;
        for (; left >= 16; left -= 16, p += 16) {
            std::uint64_t a = 0, b = 0;
            std::memcpy(&a, p, 8);
            std::memcpy(&b, p + 8, 8);
            step(a, b);
        }
        std::uint64_t tail[2] = {0, 0};
        std::memcpy(tail, p, left);
        step(tail[0], tail[1]);
        step(bytes, 0x5157E5);  // so that pieces of other lengths differ
    }
    [[nodiscard]] std::array<std::uint64_t, 2> value() const {
        return {finish(one_ ^ turn(two_, 23)), finish(two_ * 0x9FB21C651E98DF25ULL + one_)};
    }

  private:
    static std::uint64_t turn(std::uint64_t v, unsigned by) { return v << by | v >> (64 - by); }
    static std::uint64_t finish(std::uint64_t v) {
        v = (v ^ (v >> 30)) * 0xBF58476D1CE4E5B9ULL;
        v = (v ^ (v >> 27)) * 0x94D049BB133111EBULL;
        return v ^ (v >> 31);
    }
    void step(std::uint64_t a, std::uint64_t b) {
        one_ = turn(one_ ^ a * 0x9E3779B97F4A7C15ULL, 29) * 0xD6E8FEB86659FD93ULL + b;
        two_ = turn(two_ ^ b * 0xC2B2AE3D27D4EB4FULL, 31) * 0x9FB21C651E98DF25ULL + a;
    }
    std::uint64_t one_ = 0x243F6A8885A308D3ULL, two_ = 0x13198A2E03707344ULL;
};

// The same as 32 hexadecimal digits for the bytes of a file. The second throws BadFile where it cannot be read.
[[nodiscard]] std::string hash_of(std::span<const std::uint8_t> file);
[[nodiscard]] std::string file_hash(const std::filesystem::path& file);

}  // namespace stipple::scalp
