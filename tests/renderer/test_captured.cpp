// A head in the colours a camera saw: no light falls on them, and only pigment darkens them.
#include <cmath>

#include "gpu_test.h"
#include "patch_scene.h"

using namespace stipple;
using namespace stipple::test;

namespace {

constexpr float kSide = 20;       // mm
constexpr std::uint32_t kSize = 256;
constexpr std::uint32_t kBlock = 64;  // texels and pixels of one colour

// 4 x 4 blocks, from black over skin to white.
std::array<std::uint8_t, 3> colour(std::uint32_t block) {
    static constexpr std::uint8_t colours[16][3] = {{0, 0, 0},       {1, 2, 3},       {12, 8, 5},      {40, 30, 25},    {70, 50, 40},    {110, 80, 66},   {150, 110, 92},  {190, 140, 118},
                                                    {210, 160, 135}, {225, 180, 158}, {235, 200, 180}, {245, 220, 205}, {252, 240, 230}, {255, 255, 255}, {255, 128, 64}, {20, 200, 240}};
    return {colours[block][0], colours[block][1], colours[block][2]};
}

struct CapturedPatch : PatchScene {
    CapturedPatch(renderer::Renderer& renderer, const PatchDots& dots) : PatchScene(renderer, dots, kSide) {
        std::vector<std::uint8_t> rgba(std::size_t(4 * kBlock) * 4 * kBlock * 4, 255);
        for (std::uint32_t y = 0; y < 4 * kBlock; ++y)
            for (std::uint32_t x = 0; x < 4 * kBlock; ++x)
                for (std::uint32_t c = 0; c < 3; ++c) rgba[(y * 4 * kBlock + x) * 4 + c] = colour(y / kBlock * 4 + x / kBlock)[c];
        const float h = kSide / 2;
        const std::vector<glm::vec3> positions{{-h, -h, 0}, {h, -h, 0}, {h, h, 0}, {-h, h, 0}};
        const std::vector<glm::vec3> normals(4, {0, 0, 1});
        const std::vector<glm::vec2> uvs{{0, 1}, {1, 1}, {1, 0}, {0, 0}};
        const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
        renderer::HeadPart part{0, 6};
        part.texture = 0;
        part.captured = true;
        const std::vector<renderer::HeadPart> parts{part};
        const std::vector<renderer::TextureView> textures{{4 * kBlock, 4 * kBlock, rgba}};
        renderer::HeadView view{positions, normals, uvs, {}, indices, parts, textures};
        base.head = renderer.upload_head(view);
        base.skin.albedo.w = 1;
        base.skin.captured = 1;
    }
    [[nodiscard]] renderer::Frame whole() const { return frame(1200, kSide); }
};

double linear(int byte) {
    const double x = byte / 255.0;
    return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
}
double encoded(double x) { return 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055); }

// Calls `use` with the place and the block of pixels away from the edges of blocks.
template <typename Use>
void each_inner(const Use& use) {
    for (std::uint32_t y = 0; y < kSize; ++y)
        for (std::uint32_t x = 0; x < kSize; ++x)
            if (x % kBlock > 3 && x % kBlock < kBlock - 4 && y % kBlock > 3 && y % kBlock < kBlock - 4) use(std::size_t(y) * kSize + x, y / kBlock * 4 + x / kBlock);
}

}  // namespace

TEST_CASE("a captured pixel without a dot is the texel's own sRGB value, whatever the light") {
    const KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    const CapturedPatch patch(renderer, pack_patch({{9.9F, 9.9F}}));
    renderer::Frame frame = patch.whole();
    frame.dot_state = nullptr;
    for (const std::uint32_t samples : {1U, renderer::kStillSamples})
        for (const float key : {0.0F, 1.15F, 4.0F}) {
            frame.light.keys[0].irradiance = glm::vec3(key);
            const renderer::Image image = renderer.render(frame, kSize, kSize, samples);
            int worst = 0;
            each_inner([&](std::size_t at, std::uint32_t block) {
                for (std::size_t c = 0; c < 3; ++c) worst = std::max(worst, std::abs(int(image.rgba[at * 4 + c]) - int(colour(block)[c])));
            });
            CHECK(worst <= 1);
        }
}

TEST_CASE("a picture goes on beyond its edges as its sampler says, and magnified texels are smooth or squares") {
    using renderer::TextureWrap;
    const KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    CapturedPatch patch(renderer, pack_patch({{9.9F, 9.9F}}));
    // Which of four columns is seen in each of the twelve that cover -1 to 2.
    const std::array<std::array<std::uint32_t, 12>, 3> seen{{{0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}, {3, 2, 1, 0, 0, 1, 2, 3, 3, 2, 1, 0}, {0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3}}};
    const float h = kSide / 2;
    const std::vector<glm::vec3> positions{{-h, -h, 0}, {h, -h, 0}, {h, h, 0}, {-h, h, 0}};
    const std::vector<glm::vec3> normals(4, {0, 0, 1});
    const std::vector<glm::vec2> uvs{{-1, 2}, {2, 2}, {2, -1}, {-1, -1}};
    const std::vector<std::uint32_t> indices{0, 1, 2, 0, 2, 3};
    for (const bool nearest : {false, true})
        for (const TextureWrap u : {TextureWrap::repeat, TextureWrap::mirror, TextureWrap::clamp})
            for (const TextureWrap v : {TextureWrap::repeat, TextureWrap::mirror, TextureWrap::clamp}) {
                // a single texel a colour, where texels are squares
                const std::uint32_t texels = nearest ? 1 : 16;
                std::vector<std::uint8_t> rgba;
                for (std::uint32_t y = 0; y < 4 * texels; ++y)
                    for (std::uint32_t x = 0; x < 4 * texels; ++x)
                        for (std::uint32_t c = 0; c < 4; ++c) rgba.push_back(c == 3 ? 255 : colour(y / texels * 4 + x / texels)[c]);
                renderer::HeadPart part{0, 6};
                part.texture = 0;
                part.sampling = {u, v, nearest};
                part.captured = true;
                const std::vector<renderer::HeadPart> parts{part};
                const std::vector<renderer::TextureView> textures{{4 * texels, 4 * texels, rgba}};
                patch.base.head = renderer.upload_head({positions, normals, uvs, {}, indices, parts, textures});
                renderer::Frame frame = patch.whole();
                frame.dot_state = nullptr;
                const renderer::Image image = renderer.render(frame, kSize, kSize);
                int worst = 0;
                const auto column = [](std::uint32_t pixel) { return pixel * 12 / kSize; };
                const auto inner = [&](std::uint32_t pixel) { return pixel >= 2 && pixel + 2 < kSize && column(pixel - 2) == column(pixel + 2); };
                for (std::uint32_t y = 0; y < kSize; ++y)
                    for (std::uint32_t x = 0; x < kSize; ++x) {
                        if (!inner(x) || !inner(y)) continue;
                        const auto wanted = colour(seen[std::size_t(v)][column(y)] * 4 + seen[std::size_t(u)][column(x)]);
                        for (std::size_t c = 0; c < 3; ++c) worst = std::max(worst, std::abs(int(image.rgba[(std::size_t(y) * kSize + x) * 4 + c]) - int(wanted[c])));
                    }
                INFO("across " << int(u) << ", down " << int(v) << ", nearest " << nearest);
                CHECK(worst <= 1);
            }
}

TEST_CASE("pigment darkens a captured picture by the same factor as bare skin") {
    const KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    const CapturedPatch patch(renderer, pack_patch(hexagonal(280, 18)));
    const renderer::Frame frame = patch.whole();
    const renderer::Image image = renderer.render(frame, kSize, kSize);
    const renderer::Measured measured = renderer.measure(frame, kSize, kSize);
    double worst = 0, darkest = 1;
    each_inner([&](std::size_t at, std::uint32_t block) {
        for (int c = 0; c < 3; ++c) {
            const double factor = double(measured.reflectance[at][c]);
            darkest = std::min(darkest, factor);
            worst = std::max(worst, std::abs(encoded(linear(colour(block)[std::size_t(c)]) * factor) - double(image.rgba[at * 4 + std::size_t(c)])));
        }
    });
    CHECK(darkest < 0.8);
    CHECK(worst < 1.6);
}

TEST_CASE("the linear picture of what a camera saw is what is shown, and a lens spreads that") {
    const KeptRenderer kept;
    const CapturedPatch patch(kept.gpu, pack_patch({{9.9F, 9.9F}}));
    renderer::Frame frame = patch.whole();
    frame.dot_state = nullptr;
    const renderer::LinearImage image = kept.gpu.radiance(frame, kSize, kSize);
    double worst = 0;
    each_inner([&](std::size_t at, std::uint32_t block) {
        for (int c = 0; c < 3; ++c) worst = std::max(worst, std::abs(double(image.pixels[at][c]) - linear(colour(block)[std::size_t(c)])));
    });
    CHECK(worst < 0.002);
    // In the plane that is sharp nothing moves; before it every point is a disc, here one of 6 pixels to either side.
    const auto farthest = [&](const renderer::Image& shown, std::uint32_t from_edge) {
        int most = 0;
        each_inner([&](std::size_t at, std::uint32_t block) {
            const auto inside = [&](std::size_t i) { return i % kBlock >= from_edge && i % kBlock < kBlock - from_edge; };
            if (inside(at % kSize) && inside(at / kSize))
                for (std::size_t c = 0; c < 3; ++c) most = std::max(most, std::abs(int(shown.rgba[at * 4 + c]) - int(colour(block)[c])));
        });
        return most;
    };
    frame.camera.opening_mm = 40;
    CHECK(farthest(kept.gpu.render(frame, kSize, kSize, 2), 4) <= 1);
    const double pixel_mm = double(kSide) / kSize;
    frame.camera.focus_mm = 1500;  // 1200 mm away a disc is a quarter as wide as the opening, where a pixel is as much wider as it is far
    frame.camera.opening_mm = 2 * 6 * pixel_mm * 1500 / 1200 / (300.0 / 1200);
    const renderer::Image spread = kept.gpu.render(frame, kSize, kSize, 2);
    CHECK(farthest(spread, 10) <= 1);
    CHECK(farthest(spread, 4) > 5);
}

TEST_CASE("under the skin model light falls on a captured head, and the picture's contrast is halved or gone") {
    const KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    const CapturedPatch patch(renderer, pack_patch({{9.9F, 9.9F}}));
    renderer::Frame frame = patch.whole();
    frame.dot_state = nullptr;
    frame.skin.captured = 0;
    const renderer::Image lit = renderer.render(frame, kSize, kSize);
    frame.light.keys[0].irradiance = glm::vec3(0);
    const renderer::Image dark = renderer.render(frame, kSize, kSize);
    const std::size_t skin = std::size_t(kBlock / 2 + 2 * kBlock) * kSize + kBlock / 2;  // block 8
    CHECK(int(lit.rgba[skin * 4]) > int(dark.rgba[skin * 4]) + 20);
}

TEST_CASE("colours without light are lit like any head's own: the picture keeps its contrast under the light") {
    const KeptRenderer kept;
    renderer::Renderer& renderer = kept.gpu;
    const CapturedPatch patch(renderer, pack_patch({{9.9F, 9.9F}}));
    renderer::Frame frame = patch.whole();
    frame.dot_state = nullptr;
    frame.skin.captured = shared::SHOWN_LIT;
    const renderer::Image lit = renderer.render(frame, kSize, kSize);
    frame.light.keys[0].irradiance = glm::vec3(0);
    const renderer::Image dim = renderer.render(frame, kSize, kSize);
    frame.skin.captured = shared::SHOWN_CAPTURED;
    const renderer::Image captured = renderer.render(frame, kSize, kSize);
    CHECK(lit.rgba != captured.rgba);
    const std::size_t skin = std::size_t(kBlock / 2 + 2 * kBlock) * kSize + kBlock / 2;  // block 8
    CHECK(int(lit.rgba[skin * 4]) > int(dim.rgba[skin * 4]) + 20);
}
