// The choice of device, with devices that do not exist.
#include <catch2/catch.hpp>

#include "renderer/vulkan/device_choice.h"

using namespace stipple::renderer::vulkan;

namespace {

DeviceFacts whole_device(const char* name, VkPhysicalDeviceType type) {
    DeviceFacts device;
    device.name = name;
    device.type = type;
    device.api_version = VK_MAKE_API_VERSION(0, 1, 3, 230);
    device.features = {"independentBlend", "shaderStorageImageExtendedFormats", "scalarBlockLayout", "dynamicRendering",
                       "synchronization2", "maintenance4"};
    device.extensions = {"VK_KHR_push_descriptor", "VK_KHR_swapchain"};
    device.limits = {{"maxPushConstantsSize", 128},
                     {"maxPushDescriptors", 32},
                     {"maxStorageBufferRange", 134217728},
                     {"maxTexelBufferElements", 134217728},
                     {"maxImageDimension2D", 16384},
                     {"maxComputeWorkGroupInvocations", 1024},
                     {"maxComputeSharedMemorySize", 32768},
                     {"maxPerStageDescriptorStorageBuffers", 64}};
    device.queue_families = {{VK_QUEUE_GRAPHICS_BIT | VK_QUEUE_COMPUTE_BIT | VK_QUEUE_TRANSFER_BIT, true}};
    return device;
}
constexpr auto cpu = VK_PHYSICAL_DEVICE_TYPE_CPU;
constexpr auto integrated = VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU;
constexpr auto discrete = VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU;

std::string reason_for(const DeviceFacts& device, bool for_window = false) {
    const DeviceChoice choice = choose_device({&device, 1}, "", for_window);
    REQUIRE_FALSE(choice.chosen);
    REQUIRE(choice.refusals.size() == 1);
    CHECK(choice.refusals[0].device == device.name);
    return choice.refusals[0].reason;
}

}  // namespace

TEST_CASE("the best device is discrete, then integrated, then the processor") {
    const std::vector<DeviceFacts> devices{whole_device("soft", cpu), whole_device("laptop", integrated),
                                           whole_device("big", discrete), whole_device("big too", discrete)};
    CHECK(choose_device(devices, "", false).chosen == 2);
    CHECK(choose_device(std::span(devices).first(2), "", false).chosen == 1);
    CHECK(choose_device(std::span(devices).first(1), "", false).chosen == 0);
    CHECK(choose_device(devices, "", false).refusals.empty());
}

TEST_CASE("a device is asked for by number or by part of its name") {
    const std::vector<DeviceFacts> devices{whole_device("Soft Pipe", cpu), whole_device("Big Card 3000", discrete)};
    CHECK(choose_device(devices, "0", false).chosen == 0);
    CHECK(choose_device(devices, "1", false).chosen == 1);
    CHECK(choose_device(devices, "PIPE", false).chosen == 0);
    CHECK(choose_device(devices, "card 3", false).chosen == 1);
    for (const char* wrong : {"2", "nothing", "99999999999999999999999"}) {
        const DeviceChoice choice = choose_device(devices, wrong, false);
        CHECK_FALSE(choice.chosen);
        const std::string text = explain(choice, wrong);
        CHECK_THAT(text, Catch::Contains(wrong) && Catch::Contains("Soft Pipe") && Catch::Contains("Big Card 3000"));
    }
}

TEST_CASE("each lack refuses a device by name") {
    DeviceFacts device = whole_device("Old Card", discrete);
    SECTION("version") {
        device.api_version = VK_MAKE_API_VERSION(0, 1, 2, 190);
        CHECK_THAT(reason_for(device), Catch::Contains("Vulkan 1.2") && Catch::Contains("1.3"));
    }
    SECTION("features") {
        for (const FeatureRow& row : feature_table()) {
            DeviceFacts without = device;
            without.features.erase(row.name);
            if (row.required)
                CHECK_THAT(reason_for(without), Catch::Contains(row.name));
            else
                CHECK(choose_device({&without, 1}, "", false).chosen == 0);
        }
    }
    SECTION("limits") {
        for (auto& limit : device.limits) {
            const std::uint64_t whole = std::exchange(limit.second, 7);
            CHECK_THAT(reason_for(device), Catch::Contains(limit.first) && Catch::Contains(" 7 "));
            limit.second = whole;
        }
    }
    SECTION("push descriptors") {
        device.extensions.erase("VK_KHR_push_descriptor");
        CHECK_THAT(reason_for(device), Catch::Contains("VK_KHR_push_descriptor"));
    }
    SECTION("queues") {
        device.queue_families = {{VK_QUEUE_GRAPHICS_BIT, true}, {VK_QUEUE_COMPUTE_BIT, true}};
        CHECK_THAT(reason_for(device), Catch::Contains("queue"));
    }
    SECTION("several at once are all named") {
        device.features.erase("dynamicRendering");
        device.features.erase("scalarBlockLayout");
        CHECK_THAT(reason_for(device), Catch::Contains("dynamicRendering") && Catch::Contains("scalarBlockLayout"));
    }
}

TEST_CASE("windows ask for more than pictures do") {
    DeviceFacts device = whole_device("Server Card", discrete);
    SECTION("swapchain") {
        device.extensions.erase("VK_KHR_swapchain");
        CHECK_THAT(reason_for(device, true), Catch::Contains("VK_KHR_swapchain"));
    }
    SECTION("a queue that shows pictures") {
        device.queue_families[0].can_present = false;
        CHECK_THAT(reason_for(device, true), Catch::Contains("window"));
    }
    CHECK(choose_device({&device, 1}, "", false).chosen == 0);
}

TEST_CASE("the queue family is the first that does all") {
    DeviceFacts device = whole_device("Card", discrete);
    const QueueFamilyFacts all = device.queue_families[0];
    device.queue_families = {{VK_QUEUE_TRANSFER_BIT, true}, {all.flags, false}, all};
    CHECK(choose_device({&device, 1}, "", false).queue_family == 1);
    CHECK(choose_device({&device, 1}, "", true).queue_family == 2);
}

TEST_CASE("a refused device does not stand in the way of a lesser one") {
    std::vector<DeviceFacts> devices{whole_device("Old Card", discrete), whole_device("soft", cpu)};
    devices[0].features.clear();
    const DeviceChoice choice = choose_device(devices, "", false);
    CHECK(choice.chosen == 1);
    REQUIRE(choice.refusals.size() == 1);
    CHECK(choice.refusals[0].device == "Old Card");
    SECTION("but is not replaced when it is asked for") { CHECK_FALSE(choose_device(devices, "old", false).chosen); }
}

TEST_CASE("no devices at all says what to install") {
    CHECK_THAT(explain(choose_device({}, "", false), ""), Catch::Contains("driver"));
}
