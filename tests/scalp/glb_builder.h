// Writes small glTF files by hand, byte by byte, so that the reader is tested against the specification and not itself.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace test {

using Bytes = std::vector<std::uint8_t>;

template <typename T>
void append(Bytes& bytes, T value) {
    const auto* p = reinterpret_cast<const std::uint8_t*>(&value);
    bytes.insert(bytes.end(), p, p + sizeof value);
}
template <typename T>
Bytes packed(std::initializer_list<T> values) {
    Bytes bytes;
    for (const T v : values) append(bytes, v);
    return bytes;
}

Bytes glb(const std::string& json, const Bytes& bin);
// A PNG (ISO/IEC 15948) with alpha and without compression; `rgba`: rows from the top.
Bytes png(std::uint32_t width, std::uint32_t height, const Bytes& rgba);
// As a data URI of the given type.
std::string data_uri(const std::string& type, const Bytes& bytes);

// A folder that goes away with the object.
class ScratchFolder {
  public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    std::filesystem::path write(const std::string& name, const Bytes& bytes) const;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace test
