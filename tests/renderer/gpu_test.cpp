#define CATCH_CONFIG_EXTERNAL_INTERFACES  // for the listener below
#include "gpu_test.h"

#include <cstdlib>
#include <iostream>
#include <optional>

#include "renderer/vulkan/messages.h"
#include "renderer/vulkan/shader.h"

namespace stipple::renderer::vulkan {
std::span<const EmbeddedShader> test_shaders();  // generated from tests/renderer/shaders
}

namespace stipple::test {
namespace {

// Before the first instance: hazards between submissions are only looked for when the layer is told so by the environment,
// and the tests' own shaders are found by name like the program's.
const bool prepared = [] {
    setenv("VK_LAYER_ENABLES", "VALIDATION_CHECK_ENABLE_SYNCHRONIZATION_VALIDATION_QUEUE_SUBMIT", 1);
    renderer::vulkan::add_shaders(renderer::vulkan::test_shaders());
    return true;
}();

std::optional<renderer::Renderer>& kept() {
    static std::optional<renderer::Renderer> renderer;
    return renderer;
}

// After the last test. When the program ends it would be too late: driver and layer are taking themselves apart then.
struct EndKeptRenderer : Catch::TestEventListenerBase {
    using TestEventListenerBase::TestEventListenerBase;
    void testRunEnded(const Catch::TestRunStats& stats) override {
        TestEventListenerBase::testRunEnded(stats);
        const std::size_t before = renderer::vulkan::every_validation_message().size();
        kept().reset();
        const std::vector<std::string> all = renderer::vulkan::every_validation_message();
        for (std::size_t i = before; i < all.size(); ++i) std::cerr << "at the end of the renderer all tests share: " << all[i] << std::endl;
        if (all.size() > before) std::_Exit(EXIT_FAILURE);
    }
};
CATCH_REGISTER_LISTENER(EndKeptRenderer)

}  // namespace

renderer::DeviceRequest test_request() {
    renderer::DeviceRequest request;
    request.validation = true;
    if (const char* name = std::getenv("STIPPLE_TEST_DEVICE")) request.device = name;
    return request;
}

NoMessages::NoMessages() : before_(renderer::vulkan::every_validation_message().size()) {}

NoMessages::~NoMessages() {
    const std::vector<std::string> all = renderer::vulkan::every_validation_message();
    for (std::size_t i = before_; i < all.size(); ++i) {
        UNSCOPED_INFO(all[i]);
        CHECK(i < before_);
    }
}

KeptRenderer::KeptRenderer() : gpu(kept() ? *kept() : kept().emplace(test_request())) {}

Gpu::Gpu(renderer::DeviceRequest request) : device(request), frames(device) {
    INFO("the tests need the validation layers (on Debian: vulkan-validationlayers)");
    if (request.validation) REQUIRE(device.validation_active());
}

void Gpu::run(const std::function<void(renderer::vulkan::Commands&)>& record) {
    renderer::vulkan::Commands& commands = frames.begin();
    record(commands);
    frames.submit();
    frames.wait();
}

ScratchFolder::ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "stipple-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
}

}  // namespace stipple::test
