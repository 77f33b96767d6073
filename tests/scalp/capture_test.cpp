// Which heads show what a camera saw, and which tops are hair.
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>

#include "assets/bust/bust.h"
#include "glb_builder.h"
#include "scalp/mend/mended_head.h"
#include "scalp/skin/capture.h"
#include "scalp/skin/grown_hair.h"
#include "scalp/skin/picture_light.h"

using namespace stipple::scalp;

namespace {

const Head& bust() {
    static const Head head = [] {
        const test::ScratchFolder folder;
        stipple::bust::write_bust(stipple::bust::make_bust({}, stipple::bust::BustDetail::preview), folder.path() / "bust.glb");
        return load_head(folder.path() / "bust.glb");
    }();
    return head;
}

const ScalpChart& bust_chart() {
    static const ScalpChart chart = make_chart(bust());
    return chart;
}

// The bust with a picture laid round it instead of its painted colours.
template <typename Pixel>
Head pictured(const Pixel& pixel) {
    constexpr std::uint32_t side = 256;
    auto texture = std::make_shared<Texture>();
    texture->width = texture->height = side;
    for (std::uint32_t y = 0; y < side; ++y)
        for (std::uint32_t x = 0; x < side; ++x) {
            const glm::ivec3 c = pixel(x, y);
            for (const int v : {c.r, c.g, c.b, 255}) texture->rgba.push_back(std::uint8_t(std::min(std::max(v, 0), 255)));
        }
    Head head = bust();
    head.mesh.colors.clear();
    head.mesh.uvs.clear();
    for (const glm::vec3& p : head.mesh.positions) head.mesh.uvs.emplace_back(std::atan2(p.x, p.z) / 6.2832F + 0.5F, 0.5F - p.y / 600);
    head.mesh.textures = {texture};
    Material material;
    material.texture = 0;
    head.mesh.materials = {material};
    for (Submesh& part : head.mesh.submeshes) part.material = 0;
    return head;
}

int noise(std::uint32_t x, std::uint32_t y) { return int((x * 2654435761U ^ y * 2246822519U) >> 8 & 31U) - 16; }

}  // namespace

TEST_CASE("a photo of skin is a capture, and its skin colour is found though a third of it is something else") {
    const glm::ivec3 skin(198, 152, 128);
    const Head head = pictured([&](std::uint32_t x, std::uint32_t y) { return x % 16 < 5 ? glm::ivec3(40, 60, 150) : skin + noise(x, y); });
    const auto capture = find_capture(head, bust_chart());
    REQUIRE(capture);
    const auto linear = [](double byte) { return std::pow((byte / 255 + 0.055) / 1.055, 2.4); };
    for (int c = 0; c < 3; ++c) {
        INFO(c);
        // the median of five parts of blue and eleven of skin lies within the skin's own noise
        CHECK(double(capture->skin[c]) == Approx(linear(skin[c])).margin(0.05));
    }
}

TEST_CASE("pictures that are no photo of a head are no capture") {
    const auto captured = [](const auto& pixel) { return find_capture(pictured(pixel), bust_chart()).has_value(); };
    CHECK(captured([](std::uint32_t x, std::uint32_t y) { return glm::ivec3(198, 152, 128) + noise(x, y); }));
    CHECK(captured([](std::uint32_t x, std::uint32_t y) { return glm::ivec3(72, 48, 38) + noise(x, y) / 2; }));               // the darkest skin
    CHECK_FALSE(captured([](std::uint32_t, std::uint32_t) { return glm::ivec3(198, 152, 128); }));                            // one flat colour
    CHECK_FALSE(captured([](std::uint32_t x, std::uint32_t y) { return glm::ivec3(128 + noise(x, y), 128 + noise(y, x), 250); }));  // normals
    CHECK_FALSE(captured([](std::uint32_t x, std::uint32_t y) { return glm::ivec3(150 + 3 * noise(x, y)); }));                // relief
    CHECK_FALSE(find_capture(bust(), bust_chart()).has_value());                                                            // painted
}

TEST_CASE("a lumpy crown is recognised as hair, a bald one and a scanner's noise are not") {
    const TopRelief bald = top_relief(bust_chart());
    std::cout << "bust: relief " << bald.relief_mm << " mm, lumpy share " << bald.lumpy_share << "\n";
    CHECK_FALSE(grown_hair_problem(bald, std::nullopt));
    const auto moved = [](const auto& height) {
        ScalpChart chart = bust_chart();
        for (std::size_t i = 0; i < chart.position.size(); ++i)
            if (chart.hit[i]) chart.position[i] += chart.normal[i] * height(chart.position[i], i);
        return top_relief(chart);
    };
    const auto lock = [](float x) { return std::sin(x * 6.2832F / 9); };  // 9 mm from lock to lock
    const TopRelief curls = moved([&](const glm::vec3& p, std::size_t) { return 2.0F * lock(p.x) * lock(p.y + 2) * lock(p.z + 4); });
    REQUIRE(grown_hair_problem(curls, std::nullopt));
    CHECK_THAT(*grown_hair_problem(curls, std::nullopt), Catch::Contains("grown hair"));
    CHECK(curls.depth_mm > 1);
    CHECK(curls.depth_mm < 4);
    const TopRelief noisy = moved([](const glm::vec3&, std::size_t i) { return float(noise(std::uint32_t(i), std::uint32_t(i / kChartSide))) / 16 * 0.5F; });
    CHECK_FALSE(grown_hair_problem(noisy, std::nullopt));
    Capture dark;
    dark.top_to_face = 0.15;
    CHECK_THAT(grown_hair_problem(bald, dark).value_or(""), Catch::Contains("dark with hair"));
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("scans are told apart: two photos, one head of curls") {
    for (const auto& [name, photo, hair] : {std::tuple{"lee_perry_smith", true, false}, {"ict_facekit_neutral", false, false}, {"phone_scan_degraded", true, false}, {"demosthenes_photogrammetry", false, true}}) {
        const Head head = mended_head(name, load_head_mesh(std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb"));
        const ScalpChart chart = make_chart(head);
        const TopRelief relief = top_relief(chart);
        const auto capture = find_capture(head, chart);
        std::cout << name << ": relief " << relief.relief_mm << " mm, lumpy share " << relief.lumpy_share << ", depth " << relief.depth_mm;
        if (capture) std::cout << ", skin " << capture->skin.r << " " << capture->skin.g << " " << capture->skin.b << ", top to face " << capture->top_to_face;
        std::cout << "\n";
        INFO(name);
        CHECK(capture.has_value() == photo);
        CHECK(grown_hair_problem(relief, capture).has_value() == hair);
    }
}
#endif

TEST_CASE("a picture with light in it is told from one with colours alone") {
    using Light = float (*)(const glm::vec3&);
    struct Case {
        const char* name;
        Light light;
        bool held;
    };
    const Case cases[]{{"none", [](const glm::vec3&) { return 1.0F; }, false},
                       {"all round, a little stronger from above", [](const glm::vec3& n) { return 0.95F + 0.05F * n.y; }, false},
                       {"soft from above", [](const glm::vec3& n) { return 0.7F + 0.3F * n.y; }, true},
                       {"soft from before", [](const glm::vec3& n) { return 0.65F + 0.35F * n.z; }, true},
                       {"a window at the side", [](const glm::vec3& n) { return 0.65F + 0.35F * n.x; }, true},
                       {"a lamp", [](const glm::vec3& n) { return 0.3F + 0.7F * std::max(glm::dot(n, glm::normalize(glm::vec3(0.5F, 0.6F, 0.6F))), 0.0F); }, true}};
    const auto measured = [](const Head& head, const ScalpChart& chart, Light light) {
        Head shone = head;
        if (shone.mesh.colors.empty()) shone.mesh.colors.assign(shone.mesh.positions.size(), glm::vec4(1));
        for (std::size_t v = 0; v < shone.mesh.colors.size(); ++v) shone.mesh.colors[v] *= light(shone.mesh.normals[v]);
        return light_in_picture(skin_samples(shone, chart));
    };
    const auto check = [&](const std::string& name, const Head& head, const ScalpChart& chart) {
        for (const Case& c : cases) {
            const double light = measured(head, chart, c.light);
            std::cout << name << ", " << c.name << ": " << light << '\n';
            INFO(name << ", " << c.name);
            CHECK((light > Capture::kLeastLight) == c.held);
        }
    };
    check("painted bust", bust(), bust_chart());
    // stubble that darkens the scalp by a third is no light
    Head stubbled = bust();
    for (std::size_t v = 0; v < stubbled.mesh.positions.size(); ++v) {
        const glm::vec2 uv = bust_chart().projection.project(stubbled.mesh.positions[v]) * float(kChartSide);
        const bool on = uv.x >= 0 && uv.y >= 0 && uv.x < float(kChartSide) && uv.y < float(kChartSide);
        if (on && bust_chart().scalp[std::size_t(uv.y) * kChartSide + std::size_t(uv.x)]) stubbled.mesh.colors[v] *= 0.67F;
    }
    check("with stubble", stubbled, bust_chart());
#ifdef STIPPLE_TEST_DATA
    // Both pictures hold colours alone.
    for (const char* file : {"phone_scan_degraded.glb", "lee_perry_smith.glb"}) {
        const Head head = load_head(std::filesystem::path(STIPPLE_TEST_DATA) / "heads" / file);
        check(file, head, make_chart(head));
    }
#endif
}
