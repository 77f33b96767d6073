#include "texture_lookup.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stipple::scalp {
namespace {

float linear(std::uint8_t byte) {
    static const std::array<float, 256> table = [] {
        std::array<float, 256> t{};
        for (std::size_t i = 0; i < 256; ++i) {
            const float x = float(i) / 255;
            t[i] = x <= 0.04045F ? x / 12.92F : std::pow((x + 0.055F) / 1.055F, 2.4F);
        }
        return t;
    }();
    return table[byte];
}

const std::uint8_t* texel(const Texture& texture, const TextureSampling& sampling, const glm::vec2& uv, int across,
                          int down) {
    const std::size_t x = wrapped_texel(texel_at(uv.x, texture.width) + across, texture.width, sampling.u);
    const std::size_t y = wrapped_texel(texel_at(uv.y, texture.height) + down, texture.height, sampling.v);
    return &texture.rgba[(y * texture.width + x) * 4];
}

}  // namespace

std::uint32_t wrapped_texel(std::int64_t texel, std::uint32_t size, TextureWrap wrap) {
    const auto n = std::int64_t(size);
    if (wrap == TextureWrap::clamp) return std::uint32_t(std::clamp<std::int64_t>(texel, 0, n - 1));
    const std::int64_t period = wrap == TextureWrap::mirror ? 2 * n : n;
    const std::int64_t place = (texel % period + period) % period;
    return std::uint32_t(place < n ? place : period - 1 - place);
}

std::int64_t texel_at(float coordinate, std::uint32_t size) {
    if (!std::isfinite(coordinate)) return 0;
    // beyond a billion a float has no fraction left
    const float whole = std::clamp(std::floor(coordinate), -1e9F, 1e9F);
    const float rest = std::clamp(coordinate - whole, 0.0F, 1.0F);
    return std::int64_t(whole) * std::int64_t(size) +
           std::min(std::int64_t(rest * float(size)), std::int64_t(size) - 1);
}

glm::vec3 texel_color(const Texture& texture, const TextureSampling& sampling, const glm::vec2& uv, int across,
                      int down) {
    const std::uint8_t* rgba = texel(texture, sampling, uv, across, down);
    return {linear(rgba[0]), linear(rgba[1]), linear(rgba[2])};
}

float texel_alpha(const Texture& texture, const TextureSampling& sampling, const glm::vec2& uv) {
    return float(texel(texture, sampling, uv, 0, 0)[3]) / 255.0F;
}

}  // namespace stipple::scalp
