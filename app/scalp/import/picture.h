// Pictures that models bring along.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Pictures of one model are decoded under one allowance, so that many small files cannot unpack to more than memory
// holds.
class PictureReader {
  public:
    explicit PictureReader(const LoadLimits& limits) : limits_(limits) {}

    // A PNG or JPEG as RGBA; null when it cannot be read, and then `why` goes on after "The picture ...", naming the
    // format where it is one that models do carry (WebP, KTX2, AVIF ...), with what to do.
    [[nodiscard]] std::shared_ptr<const Texture> decode(std::span<const std::uint8_t> bytes, std::string& why);
    // The same in two steps: a look at the header, which takes from the allowance and gives the size; then the pixels,
    // on any thread.
    [[nodiscard]] std::optional<Texture> admit(std::span<const std::uint8_t> bytes, std::string& why);
    [[nodiscard]] static std::shared_ptr<const Texture> unpack(std::span<const std::uint8_t> bytes, Texture admitted, std::string& why);

  private:
    const LoadLimits& limits_;
    std::uint64_t bytes_left_ = 640ULL << 20;  // two and a half pictures of 8192 x 8192
};

}  // namespace stipple::scalp
