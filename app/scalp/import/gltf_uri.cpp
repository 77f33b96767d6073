#include "gltf_uri.h"

#include <fstream>

#include "gltf_json.h"

namespace stipple::scalp::gltf {
namespace fs = std::filesystem;

Bytes read_regular_file(const fs::path& file, std::uint64_t max_bytes) {
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (error || status.type() == fs::file_type::not_found)
        throw Fault("there is no such file, or it may not be read; check the path and its permissions");
    if (fs::is_directory(status)) throw Fault("this is a folder; give the model file inside it");
    if (!fs::is_regular_file(status)) throw Fault("this is a device or pipe; give a file on disk");
    const std::uint64_t size = fs::file_size(file, error);
    if (error) throw Fault("its size cannot be read (" + error.message() + "); check the disk");
    if (size > max_bytes)
        throw Fault("it has " + std::to_string(size >> 20) + " MiB, more than the limit of " +
                    std::to_string(max_bytes >> 20) + " MiB; reduce the model before loading it");
    Bytes bytes(size);
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Fault("it cannot be opened; check its permissions");
    if (size > 0 && !stream.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(size)))
        throw Fault("it cannot be read to its end; check the disk and copy the file again");
    return bytes;
}

namespace {

Bytes decode_base64(std::string_view text, std::uint64_t max_bytes, const std::string& place) {
    if (text.size() / 4 * 3 > max_bytes) throw Fault(place + " is larger than the limit; reduce the model");
    while (!text.empty() && text.back() == '=') text.remove_suffix(1);
    Bytes out;
    out.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        std::uint32_t value = 0;
        if (c >= 'A' && c <= 'Z') value = std::uint32_t(c - 'A');
        else if (c >= 'a' && c <= 'z') value = std::uint32_t(c - 'a' + 26);
        else if (c >= '0' && c <= '9') value = std::uint32_t(c - '0' + 52);
        else if (c == '+' || c == '-') value = 62;
        else if (c == '/' || c == '_') value = 63;
        else throw Fault(place + " is not base64; export the model again");
        bits = bits << 6 | value;
        held += 6;
        if (held >= 8) {
            held -= 8;
            out.push_back(std::uint8_t(bits >> held));
        }
    }
    return out;
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string decode_percent(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
            out.push_back(char(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])));
            i += 2;
        } else {
            out.push_back(text[i]);
        }
    }
    return out;
}

bool has_scheme(std::string_view uri) {
    for (const char c : uri) {
        if (c == ':') return true;
        if (c == '/' || c == '?' || c == '#') return false;
    }
    return false;
}

}  // namespace

Bytes read_uri(const fs::path& folder, const std::string& uri, std::uint64_t max_bytes, const std::string& place) {
    if (uri.starts_with("data:")) {
        const std::size_t comma = uri.find(',');
        if (comma == std::string::npos || uri.compare(comma - 7, 7, ";base64") != 0)
            throw Fault(place + " is a data URI without base64 content; export the model again");
        return decode_base64(std::string_view(uri).substr(comma + 1), max_bytes, place);
    }
    if (uri.empty()) throw Fault(place + " is an empty name; export the model again");
    if (uri.size() > 4096) throw Fault(place + " is a file name of more than 4096 characters; export the model again");
    if (has_scheme(uri))
        throw Fault(place + " is an address outside this computer's model folder, which is never opened; save the model with its data embedded (.glb)");
    const std::string name = decode_percent(uri);
    if (name.find('\0') != std::string::npos) throw Fault(place + " holds a NUL character; export the model again");
    std::error_code error;
    const fs::path root = fs::weakly_canonical(folder, error);
    const fs::path path = error ? fs::path() : fs::weakly_canonical(root / fs::path(name), error);
    const auto [root_end, path_at] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
    if (error || root_end != root.end() || path_at == path.end())
        throw Fault(place + " leads outside the model's own folder; put all files of the model into one folder");
    try {
        return read_regular_file(path, max_bytes);
    } catch (const Fault& fault) {
        throw Fault(place + " names \"" + name + "\": " + fault.what());
    }
}

}  // namespace stipple::scalp::gltf
