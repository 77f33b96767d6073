// The presenter on a real window: what the screen shows are the very bytes render() returns.
#define VK_USE_PLATFORM_XCB_KHR
#include <vulkan/vulkan.h>

#include <chrono>
#include <functional>
#include <thread>

#include "../gpu_test.h"
#include "../patch_scene.h"
#include "renderer/present.h"
#include "virtual_screen.h"

using namespace stipple;
using test::Color;
using test::Screenshot;

namespace {

constexpr Color kBackdrop{51, 102, 153};

renderer::DeviceRequest window_request() {
    renderer::DeviceRequest request = test::test_request();
    request.instance_extensions = {VK_KHR_SURFACE_EXTENSION_NAME, VK_KHR_XCB_SURFACE_EXTENSION_NAME};
    return request;
}

struct Scene {
    test::NoMessages no_messages;  // first, so that it looks last
    test::VirtualScreen screen;
    test::TestWindow window{screen, 320, 240};
    renderer::Renderer renderer{window_request()};
    test::PatchScene patch{renderer, test::pack_patch(test::hexagonal(280, 60)), 80};
    renderer::Frame frame = patch.frame(1200, 90);  // the edge of the skin is seen: samples differ there
    renderer::Presenter presenter{renderer, surface(), 320, 240};

    Scene() { presenter.set_backdrop({0.2F, 0.4F, 0.6F}); }

    VkSurfaceKHR surface() {
        VkXcbSurfaceCreateInfoKHR info{VK_STRUCTURE_TYPE_XCB_SURFACE_CREATE_INFO_KHR};
        info.connection = screen.connection();
        info.window = window.handle();
        VkSurfaceKHR result = VK_NULL_HANDLE;
        REQUIRE(vkCreateXcbSurfaceKHR(renderer::vulkan_handles(renderer).instance, &info, nullptr, &result) == VK_SUCCESS);
        return result;
    }

    // What the window shows differs from `expected` in so many pixels, once pictures have had time to arrive.
    std::size_t wrong(std::uint32_t width, std::uint32_t height, const std::function<Color(std::uint32_t, std::uint32_t)>& expected) {
        std::size_t count = 0;
        for (int attempt = 0; attempt < 100; ++attempt) {
            const Screenshot shot = window.look();
            count = shot.width == width && shot.height == height ? 0 : 1;
            for (std::uint32_t y = 0; y < height && count == 0; ++y)
                for (std::uint32_t x = 0; x < width; ++x) count += shot.at(x, y) == expected(x, y) ? 0 : 1;
            if (count == 0) return 0;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        return count;
    }
};

Color pixel(const renderer::Image& image, std::int64_t x, std::int64_t y) {
    const std::uint8_t* at = image.rgba.data() + (y * image.width + x) * 4;
    return {at[0], at[1], at[2]};
}

// The image's own pixels where it lies, the backdrop elsewhere.
std::function<Color(std::uint32_t, std::uint32_t)> placed(const renderer::Image& image, int left, int top) {
    return [&image, left, top](std::uint32_t x, std::uint32_t y) {
        const std::int64_t column = std::int64_t{x} - left, row = std::int64_t{y} - top;
        const bool inside = column >= 0 && row >= 0 && column < image.width && row < image.height;
        return inside ? pixel(image, column, row) : kBackdrop;
    };
}

}  // namespace

TEST_CASE("the window shows the picture's bytes unchanged", "[gpu][window]") {
    Scene scene;
    const renderer::Image image = scene.renderer.render(scene.frame, 200, 150);
    const auto show = [&](std::uint32_t width, std::uint32_t height, int x, int y, const renderer::Frame* frame) {
        const renderer::WindowPicture picture{frame, x, y, 200, 150, 200, 150};
        bool shown = false;
        for (int i = 0; i < 3; ++i) shown = scene.presenter.show(width, height, {&picture, 1}, {});
        return shown;
    };
    REQUIRE(pixel(image, 100, 75) != kBackdrop);

    CHECK(show(320, 240, 60, 40, &scene.frame));
    CHECK(scene.wrong(320, 240, placed(image, 60, 40)) == 0);
    // The last picture again, elsewhere, cut off at two edges, without being drawn.
    CHECK(show(320, 240, -31, 133, nullptr));
    CHECK(scene.wrong(320, 240, placed(image, -31, 133)) == 0);
    // After a change of the window's size.
    scene.window.resize(411, 199);
    CHECK(show(411, 199, 17, 3, nullptr));
    CHECK(scene.wrong(411, 199, placed(image, 17, 3)) == 0);
    CHECK(show(411, 199, 17, 3, &scene.frame));
    CHECK(scene.wrong(411, 199, placed(image, 17, 3)) == 0);
}

TEST_CASE("samples shown one after the other end as the averaged picture", "[gpu][window]") {
    Scene scene;
    const renderer::Image once = scene.renderer.render(scene.frame, 200, 150);
    const renderer::Image averaged = scene.renderer.render(scene.frame, 200, 150, renderer::kStillSamples);
    REQUIRE(once.rgba != averaged.rgba);
    for (std::uint32_t i = 0; i < renderer::kStillSamples; ++i) {
        const renderer::WindowPicture picture{&scene.frame, 60, 40, 200, 150, 200, 150, {i, renderer::kStillSamples}};
        CHECK(scene.presenter.show(320, 240, {&picture, 1}, {}));
        if (i == 0) CHECK(scene.wrong(320, 240, placed(once, 60, 40)) == 0);
    }
    CHECK(scene.wrong(320, 240, placed(averaged, 60, 40)) == 0);
}

TEST_CASE("two pictures of one frame list lie side by side", "[gpu][window]") {
    Scene scene;
    renderer::Frame bare = scene.frame;
    bare.dot_state.reset();
    const renderer::Image left = scene.renderer.render(scene.frame, 160, 240), right = scene.renderer.render(bare, 160, 240);
    REQUIRE(left.rgba != right.rgba);
    const renderer::WindowPicture pictures[] = {{&scene.frame, 0, 0, 160, 240, 160, 240}, {&bare, 160, 0, 160, 240, 160, 240}};
    REQUIRE(scene.presenter.show(320, 240, pictures, {}));
    CHECK(scene.wrong(320, 240, [&](std::uint32_t x, std::uint32_t y) {
        return x < 160 ? pixel(left, x, y) : pixel(right, x - 160, y);
    }) == 0);
}

TEST_CASE("the panel is drawn over the picture", "[gpu][window]") {
    Scene scene;
    const renderer::Image image = scene.renderer.render(scene.frame, 320, 240);
    const renderer::WindowPicture picture{&scene.frame, 0, 0, 320, 240, 320, 240};
    const auto panel = [](VkCommandBuffer commands) {
        VkClearAttachment clear{VK_IMAGE_ASPECT_COLOR_BIT, 0, {}};
        clear.clearValue.color = {{1, 0, 0.2F, 1}};
        const VkClearRect rect{{{10, 20}, {30, 40}}, 0, 1};
        vkCmdClearAttachments(commands, 1, &clear, 1, &rect);
    };
    REQUIRE(scene.presenter.show(320, 240, {&picture, 1}, panel));
    CHECK(scene.wrong(320, 240, [&](std::uint32_t x, std::uint32_t y) {
        return x >= 10 && x < 40 && y >= 20 && y < 60 ? Color{255, 0, 51} : pixel(image, x, y);
    }) == 0);
}

TEST_CASE("a smaller picture is stretched over its place", "[gpu][window]") {
    Scene scene;
    const renderer::WindowPicture picture{&scene.frame, 20, 10, 280, 210, 70, 52};
    REQUIRE(scene.presenter.show(320, 240, {&picture, 1}, {}));
    // Nothing but the backdrop outside, none of it inside.
    std::size_t outside = 1, inside = 1;
    for (int attempt = 0; attempt < 100 && outside + inside > 0; ++attempt) {
        const Screenshot shot = scene.window.look();
        outside = inside = 0;
        for (std::uint32_t y = 0; y < 240; ++y)
            for (std::uint32_t x = 0; x < 320; ++x) {
                const bool in = x >= 20 && x < 300 && y >= 10 && y < 220;
                (in ? inside : outside) += (shot.at(x, y) == kBackdrop) == in ? 1 : 0;
            }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(outside == 0);
    CHECK(inside == 0);
}

TEST_CASE("no size and any size of the window is survived", "[gpu][window]") {
    Scene scene;
    const renderer::WindowPicture picture{&scene.frame, 5, 5, 64, 64, 64, 64};
    CHECK_FALSE(scene.presenter.show(0, 0, {&picture, 1}, {}));
    CHECK_FALSE(scene.presenter.show(320, 0, {&picture, 1}, {}));
    CHECK(scene.presenter.show(320, 240, {}, {}));
    const std::uint32_t sizes[][2] = {{1000, 700}, {333, 257}, {1, 1}, {2, 500}, {640, 480}};
    for (const auto& size : sizes) {
        scene.window.resize(size[0], size[1]);
        for (int i = 0; i < 4; ++i) scene.presenter.show(size[0], size[1], {&picture, 1}, {});
    }
    // The framebuffer size the program knows may lag behind the window's.
    for (int i = 0; i < 20; ++i) {
        scene.window.resize(300U + static_cast<std::uint32_t>(i) * 7, 200);
        scene.presenter.show(640, 480, {&picture, 1}, {});
    }
    scene.window.resize(320, 240);
    const renderer::Image image = scene.renderer.render(scene.frame, 64, 64);
    for (int i = 0; i < 3; ++i) scene.presenter.show(320, 240, {&picture, 1}, {});
    CHECK(scene.wrong(320, 240, placed(image, 5, 5)) == 0);
}

TEST_CASE("a panel that throws costs one picture, not the window", "[gpu][window]") {
    Scene scene;
    const renderer::Image image = scene.renderer.render(scene.frame, 64, 64);
    const renderer::WindowPicture picture{&scene.frame, 5, 5, 64, 64, 64, 64};
    REQUIRE(scene.presenter.show(320, 240, {&picture, 1}, {}));
    CHECK_THROWS_AS(scene.presenter.show(320, 240, {}, [](VkCommandBuffer) { throw std::bad_alloc(); }), std::bad_alloc);
    for (int i = 0; i < 3; ++i) REQUIRE(scene.presenter.show(320, 240, {&picture, 1}, {}));
    CHECK(scene.wrong(320, 240, placed(image, 5, 5)) == 0);
}

TEST_CASE("a device that cannot show pictures is refused for windows", "[gpu][window]") {
    test::NoMessages no_messages;
    renderer::DeviceRequest request = window_request();
    int asked = 0;
    request.can_present = [&](void* instance, void* device, std::uint32_t) {
        ++asked;
        return instance == nullptr || device == nullptr;
    };
    CHECK_THROWS_WITH(renderer::Renderer(request), Catch::Contains("window"));
    CHECK(asked > 0);
    request.can_present = {};
    request.instance_extensions.push_back("VK_KHR_no_such_surface");
    CHECK_THROWS_WITH(renderer::Renderer(request), Catch::Contains("VK_KHR_no_such_surface"));
}
