#include "ply_walk.h"

#include <charconv>

#include "gltf_json.h"

namespace stipple::scalp {
namespace {

using gltf::Fault;

class Body {
  public:
    Body(std::string_view text, PlyFormat format) : text_(text), format_(format) {}

    // A whole number of so many bytes, or the next word.
    std::uint64_t whole(std::size_t bytes) {
        const std::string_view at = take(bytes);
        std::uint64_t value = 0;
        if (format_ == PlyFormat::ascii) {
            const auto [end, error] = std::from_chars(at.data(), at.data() + at.size(), value);
            if (error != std::errc() || end != at.data() + at.size()) throw Fault("a number in it is damaged; copy or export it again");
            return value;
        }
        for (std::size_t k = 0; k < at.size(); ++k)
            value |= std::uint64_t(std::uint8_t(at[format_ == PlyFormat::little_endian ? k : at.size() - 1 - k])) << 8 * k;
        return value;
    }
    void skip(std::size_t bytes) { (void)take(bytes); }

  private:
    std::string_view take(std::size_t bytes) {
        if (format_ == PlyFormat::ascii) {
            text_.remove_prefix(std::min(text_.find_first_not_of(" \t\r\n"), text_.size()));
            bytes = std::min(text_.find_first_of(" \t\r\n"), text_.size());
            if (bytes == 0) bytes = 1;  // nothing left
        }
        if (bytes > text_.size()) throw Fault("its data ends too early; the file is cut: copy or export it again");
        const std::string_view taken = text_.substr(0, bytes);
        text_.remove_prefix(bytes);
        return taken;
    }
    std::string_view text_;
    PlyFormat format_;
};

}  // namespace

void walk_ply(std::string_view text, PlyFormat format, const std::vector<PlyElement>& elements, std::uint64_t vertices) {
    constexpr std::uint64_t kMostCorners = 64, kLongestList = 4096;
    Body body(text, format);
    for (const PlyElement& element : elements)
        for (std::uint64_t i = 0; i < element.count; ++i)
            for (const PlyProperty& property : element.properties) {
                if (property.count_bytes == 0) {
                    body.skip(property.bytes);
                    continue;
                }
                const std::uint64_t length = body.whole(property.count_bytes);
                if (property.corners ? length < 3 || length > kMostCorners : length > kLongestList)
                    throw Fault("a face of it has " + std::to_string(length) + " corners or values; the file is damaged: export it again");
                for (std::uint64_t k = 0; k < length; ++k) {
                    if (!property.corners) body.skip(property.bytes);
                    else if (body.whole(property.bytes) >= vertices) throw Fault("a face of it names a vertex that does not exist; the file is damaged: export it again");
                }
            }
}

}  // namespace stipple::scalp
