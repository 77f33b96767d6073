#include "glb_builder.h"

#include <unistd.h>

#include <fstream>

namespace test {

Bytes glb(const std::string& json, const Bytes& bin) {
    std::string text = json;
    while (text.size() % 4) text.push_back(' ');
    Bytes body = bin;
    while (body.size() % 4) body.push_back(0);
    Bytes out;
    append<std::uint32_t>(out, 0x46546C67);
    append<std::uint32_t>(out, 2);
    append<std::uint32_t>(out, std::uint32_t(12 + 8 + text.size() + (body.empty() ? 0 : 8 + body.size())));
    append<std::uint32_t>(out, std::uint32_t(text.size()));
    append<std::uint32_t>(out, 0x4E4F534A);
    out.insert(out.end(), text.begin(), text.end());
    if (!body.empty()) {
        append<std::uint32_t>(out, std::uint32_t(body.size()));
        append<std::uint32_t>(out, 0x004E4942);
        out.insert(out.end(), body.begin(), body.end());
    }
    return out;
}

ScratchFolder::ScratchFolder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() / ("stipple-scalp-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directories(path_);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path ScratchFolder::write(const std::string& name, const Bytes& bytes) const {
    const auto file = path_ / name;
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    return file;
}

}  // namespace test
