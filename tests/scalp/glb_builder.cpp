#include "glb_builder.h"

#include <unistd.h>

#include <algorithm>
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

namespace {

void append_big(Bytes& bytes, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(std::uint8_t(value >> shift));
}

std::uint32_t crc(const std::uint8_t* from, const std::uint8_t* end) {
    std::uint32_t sum = 0xFFFFFFFF;
    for (; from != end; ++from) {
        sum ^= *from;
        for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

void append_chunk(Bytes& file, const std::string& type, const Bytes& data) {
    append_big(file, std::uint32_t(data.size()));
    const std::size_t from = file.size();
    file.insert(file.end(), type.begin(), type.end());
    file.insert(file.end(), data.begin(), data.end());
    append_big(file, crc(file.data() + from, file.data() + file.size()));
}

}  // namespace

Bytes png(std::uint32_t width, std::uint32_t height, const Bytes& rgba) {
    Bytes rows;  // each behind a zero: not filtered
    for (std::uint32_t y = 0; y < height; ++y) {
        rows.push_back(0);
        rows.insert(rows.end(), rgba.begin() + std::ptrdiff_t(y) * width * 4, rgba.begin() + std::ptrdiff_t(y + 1) * width * 4);
    }
    std::uint32_t a = 1, b = 0;  // RFC 1950
    for (const std::uint8_t byte : rows) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    Bytes packed{0x78, 0x01};
    constexpr std::size_t kMost = 65535;
    for (std::size_t at = 0; at < rows.size(); at += kMost) {
        const std::size_t size = std::min(kMost, rows.size() - at);
        packed.push_back(at + size == rows.size() ? 1 : 0);
        append(packed, std::uint16_t(size));
        append(packed, std::uint16_t(~size));
        packed.insert(packed.end(), rows.begin() + std::ptrdiff_t(at), rows.begin() + std::ptrdiff_t(at + size));
    }
    append_big(packed, b << 16 | a);
    Bytes header;
    append_big(header, width);
    append_big(header, height);
    header.insert(header.end(), {8, 6, 0, 0, 0});
    Bytes file{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    append_chunk(file, "IHDR", header);
    append_chunk(file, "IDAT", packed);
    append_chunk(file, "IEND", {});
    return file;
}

std::string data_uri(const std::string& type, const Bytes& bytes) {
    static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text = "data:" + type + ";base64,";
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (i + k < bytes.size() ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) text.push_back(i + k > bytes.size() ? '=' : kDigits[group >> (18 - 6 * k) & 63]);
    }
    return text;
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
