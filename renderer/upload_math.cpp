#include "renderer/upload_math.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <thread>

namespace stipple::renderer {
namespace {

// IEC 61966-2-1.
float srgb_to_linear(std::uint8_t byte) {
    static const std::array<float, 256> table = [] {
        std::array<float, 256> t{};
        for (int i = 0; i < 256; ++i) {
            const float x = float(i) / 255;
            t[std::size_t(i)] = x <= 0.04045F ? x / 12.92F : std::pow((x + 0.055F) / 1.055F, 2.4F);
        }
        return t;
    }();
    return table[byte];
}

// Linear light in 16 bits, in which a byte of sRGB has twenty steps where it is darkest: sums of four need no power each.
struct SixteenBits {
    std::array<std::uint16_t, 256> of_byte{};
    std::vector<std::uint8_t> byte_of = std::vector<std::uint8_t>(65536);
    SixteenBits() {
        for (int i = 0; i < 256; ++i) of_byte[std::size_t(i)] = std::uint16_t(srgb_to_linear(std::uint8_t(i)) * 65535 + 0.5F);
        for (std::size_t i = 0; i < byte_of.size(); ++i) {
            const float x = float(i) / 65535;
            const float encoded = x <= 0.0031308F ? 12.92F * x : 1.055F * std::pow(x, 1 / 2.4F) - 0.055F;
            byte_of[i] = std::uint8_t(std::clamp(encoded, 0.0F, 1.0F) * 255 + 0.5F);
        }
    }
};

// Rows of a mip from those of the picture above it.
void average(const TextureView& above, Mip& mip, std::uint32_t first, std::uint32_t end) {
    static const SixteenBits linear;
    for (std::uint32_t y = first; y < end; ++y) {
        const std::size_t row0 = std::min(2 * y, above.height - 1), row1 = std::min(2 * y + 1, above.height - 1);
        for (std::uint32_t x = 0; x < mip.width; ++x) {
            const std::size_t col0 = std::min(2 * x, above.width - 1), col1 = std::min(2 * x + 1, above.width - 1);
            const std::array<const std::uint8_t*, 4> from{&above.rgba[(row0 * above.width + col0) * 4], &above.rgba[(row0 * above.width + col1) * 4],
                                                          &above.rgba[(row1 * above.width + col0) * 4], &above.rgba[(row1 * above.width + col1) * 4]};
            std::uint8_t* to = &mip.rgba[(std::size_t(y) * mip.width + x) * 4];
            for (std::size_t c = 0; c < 3; ++c) {
                std::uint32_t sum = 2;
                for (const std::uint8_t* f : from) sum += linear.of_byte[f[c]];
                to[c] = linear.byte_of[sum / 4];
            }
            int alpha = 2;
            for (const std::uint8_t* f : from) alpha += f[3];
            to[3] = std::uint8_t(alpha / 4);
        }
    }
}

// The place between 0 and 1 whose texel is seen there.
float wrapped(float coordinate, TextureWrap wrap) {
    if (wrap == TextureWrap::clamp) return std::clamp(coordinate, 0.0F, 1.0F);
    const float whole = std::floor(coordinate), rest = coordinate - whole;
    return wrap == TextureWrap::mirror && std::fmod(whole, 2.0F) != 0 ? 1 - rest : rest;
}

glm::vec3 texel(const TextureView& texture, const TextureSampling& sampling, const glm::vec2& uv) {
    const auto x = std::min(std::uint32_t(wrapped(uv.x, sampling.u) * float(texture.width)), texture.width - 1);
    const auto y = std::min(std::uint32_t(wrapped(uv.y, sampling.v) * float(texture.height)), texture.height - 1);
    const std::uint8_t* rgba = &texture.rgba[(std::size_t(y) * texture.width + x) * 4];
    return {srgb_to_linear(rgba[0]), srgb_to_linear(rgba[1]), srgb_to_linear(rgba[2])};
}

}  // namespace

glm::vec3 skin_median(const HeadView& head) {
    struct Weighed {
        float value, area;
    };
    std::array<std::vector<Weighed>, 3> values;
    for (const HeadPart& part : head.parts) {
        if (!part.skin) continue;
        for (std::uint32_t i = 0; i < part.index_count; i += 3) {
            const std::uint32_t* triangle = &head.indices[part.first_index + i];
            const glm::vec3 &a = head.positions[triangle[0]], &b = head.positions[triangle[1]], &c = head.positions[triangle[2]];
            const float area = glm::length(glm::cross(b - a, c - a));
            glm::vec3 color{part.base_color};
            if (!head.colors.empty()) color *= glm::vec3(head.colors[triangle[0]]);
            if (part.texture >= 0 && !head.uvs.empty()) color *= texel(head.textures[std::size_t(part.texture)], part.sampling, head.uvs[triangle[0]]);
            for (int k = 0; k < 3; ++k) values[std::size_t(k)].push_back({color[k], area});
        }
    }
    glm::vec3 median{1.0F};
    for (int k = 0; k < 3; ++k) {
        std::vector<Weighed>& all = values[std::size_t(k)];
        if (all.empty()) continue;
        std::sort(all.begin(), all.end(), [](const Weighed& x, const Weighed& y) { return x.value < y.value; });
        double half = 0;
        for (const Weighed& one : all) half += 0.5 * double(one.area);
        std::size_t at = 0;
        for (double below = double(all[0].area); below < half && at + 1 < all.size(); below += double(all[at].area)) ++at;
        median[k] = std::max(all[at].value, 1e-3F);
    }
    return median;
}

std::vector<Mip> make_mips(const TextureView& texture) {
    std::vector<Mip> mips;
    TextureView above = texture;
    while (above.width > 1 || above.height > 1) {
        Mip mip{std::max(1U, above.width / 2), std::max(1U, above.height / 2), {}};
        mip.rgba.resize(std::size_t(mip.width) * mip.height * 4);
        {
            const std::uint32_t half = mip.height / 2;
            std::jthread other;
            if (half > 256) other = std::jthread([&] { average(above, mip, 0, half); });
            average(above, mip, half > 256 ? half : 0, mip.height);
        }
        mips.push_back(std::move(mip));
        above = {mips.back().width, mips.back().height, mips.back().rgba, {}};
    }
    return mips;
}

namespace {

// The sphere around those of the clusters that count.
template <typename Counts>
void set_sphere(SiteBounds& bounds, std::span<const shared::Cluster> clusters, const Counts& counts) {
    glm::vec3 low{1e30F}, high{-1e30F};
    for (std::size_t i = 0; i < clusters.size(); ++i) {
        if (!counts(i)) continue;
        low = glm::min(low, shared::cluster_center(clusters[i]) - clusters[i].radius);
        high = glm::max(high, shared::cluster_center(clusters[i]) + clusters[i].radius);
    }
    bounds.center = low.x > high.x ? glm::vec3(0) : (low + high) * 0.5F;
    bounds.radius_mm = 0;
    for (std::size_t i = 0; i < clusters.size(); ++i)
        if (counts(i)) bounds.radius_mm = std::max(bounds.radius_mm, glm::length(shared::cluster_center(clusters[i]) - bounds.center) + clusters[i].radius);
}

}  // namespace

SiteBounds site_bounds(const SitesView& sites) {
    SiteBounds bounds;
    set_sphere(bounds, sites.clusters, [](std::size_t) { return true; });
    if (sites.area_mm2 > 0) bounds.pool_per_mm2 = double(sites.pool > 0 ? sites.pool : sites.dots.size()) / sites.area_mm2;
    return bounds;
}

SiteBounds live_bounds(const SiteBounds& sites, std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states) {
    SiteBounds bounds = sites;
    set_sphere(bounds, clusters.first(states.size()), [&](std::size_t i) { return states[i].live_count > 0; });
    bounds.live_per_mm2_max = densest_live(clusters, states);
    return bounds;
}

float densest_live(std::span<const shared::Cluster> clusters, std::span<const shared::ClusterState> states) {
    assert(states.size() <= clusters.size());
    std::vector<float> densest;
    for (std::size_t i = 0; i < states.size(); ++i) {
        if (states[i].live_count == 0) continue;
        const std::uint32_t octave = shared::cluster_octave(clusters[i]);
        if (octave >= densest.size()) densest.resize(octave + 1, 0.0F);
        // The patch covers at least about the two longer sides of its box; a handful of sites is bounded below.
        const glm::vec3 box = clusters[i].step * glm::vec3(2047, 2047, 1023);
        const float area = box.x * box.y * box.z / std::max(1e-9F, std::min(box.x, std::min(box.y, box.z)));
        densest[octave] = std::max(densest[octave], float(states[i].live_count) / std::max(area, 0.5F));
    }
    float sum = 0;
    for (const float d : densest) sum += d;
    return sum;
}

}  // namespace stipple::renderer
