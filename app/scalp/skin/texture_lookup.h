// Single texels of a head's pictures, as its materials lay them on.
#pragma once
#include <cstdint>

#include "scalp/head_mesh.h"

namespace stipple::scalp {

// Column (or row) of a picture `size` > 0 texels wide on which a texel, counted from the picture's edge on and on in
// both directions, falls (glTF 2.0, section 3.8.4.5).
[[nodiscard]] std::uint32_t wrapped_texel(std::int64_t texel, std::uint32_t size, TextureWrap wrap);
// The texel that a coordinate lies on, counted so; coordinates that are no number lie on 0.
[[nodiscard]] std::int64_t texel_at(float coordinate, std::uint32_t size);

// Linear RGB (IEC 61966-2-1) of the texel under `uv`, or `across` and `down` texels beside it.
[[nodiscard]] glm::vec3 texel_color(const Texture& texture, const TextureSampling& sampling, const glm::vec2& uv,
                                    int across = 0, int down = 0);
// Alpha of the texel under `uv`, 0 to 1.
[[nodiscard]] float texel_alpha(const Texture& texture, const TextureSampling& sampling, const glm::vec2& uv);

}  // namespace stipple::scalp
