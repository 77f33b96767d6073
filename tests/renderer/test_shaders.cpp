// Reflection against what the shader's text says, timers, pipeline cache and reload.
#include <chrono>
#include <fstream>
#include <thread>

#include "gpu_test.h"
#include "renderer/vulkan/pipeline_cache.h"
#include "renderer/vulkan/reflection.h"
#include "renderer/vulkan/shader.h"
#include "renderer/vulkan/shader_reload.h"

using namespace stipple::renderer::vulkan;
using stipple::test::Gpu;
using stipple::test::ScratchFolder;

TEST_CASE("reflection reads bindings, push size and local size") {
    const Reflection kinds = reflect("kinds.comp", find_shader("kinds.comp"));
    CHECK(kinds.stage == VK_SHADER_STAGE_COMPUTE_BIT);
    CHECK(kinds.local_size == std::array<std::uint32_t, 3>{8, 4, 2});
    CHECK(kinds.bindings == std::vector<ReflectedBinding>{{1, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, 1},
                                                          {2, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1},
                                                          {3, VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER, 1},
                                                          {5, VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, 1},
                                                          {7, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1}});
    // std430 by hand: float at 0, three columns of 16 at 16, two structs of 32 (vec3 and three floats, aligned to 16) at 64.
    CHECK(kinds.push_bytes == 128);
    CHECK(kinds.specialization_ids.empty());

    const Reflection affine = reflect("affine.comp", find_shader("affine.comp"));
    CHECK(affine.push_bytes == 8);
    CHECK(affine.specialization_ids == std::vector<std::uint32_t>{0, 1});
    CHECK(affine.local_size_ids == std::array<std::int64_t, 3>{0, -1, -1});

    const Reflection fragment = reflect("half.frag", find_shader("half.frag"));
    CHECK(fragment.stage == VK_SHADER_STAGE_FRAGMENT_BIT);
    CHECK(fragment.push_bytes == 16);
    CHECK(fragment.bindings.empty());
    CHECK(reflect("half.vert", find_shader("half.vert")).stage == VK_SHADER_STAGE_VERTEX_BIT);
}

TEST_CASE("reflection refuses what is not a shader") {
    const auto whole = find_shader("kinds.comp");
    std::vector<std::uint32_t> words(whole.begin(), whole.end());
    CHECK_THROWS_WITH(reflect("empty.comp", {}), Catch::Contains("empty.comp"));
    CHECK_THROWS(reflect("cut.comp", std::span(words).first(words.size() - 1)));
    words[0] = 1;
    CHECK_THROWS(reflect("magic.comp", words));
}

TEST_CASE("reflection survives damaged words") {
    const auto whole = find_shader("kinds.comp");
    std::uint32_t state = 1;
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::uint32_t> words(whole.begin(), whole.end());
        for (int i = 0; i < 3; ++i) {
            state = state * 747796405U + 2891336453U;
            words[5 + (state >> 8U) % (words.size() - 5)] ^= 1U << (state & 31U);
        }
        try {
            (void)reflect("damaged.comp", words);
        } catch (const std::runtime_error&) {
        }
    }
}

TEST_CASE("every embedded shader makes sense to reflection") {
    for (const char* name : {"affine.comp", "kinds.comp", "arguments.comp", "half.vert", "half.frag", "spin.comp"}) {
        const EmbeddedShader& shader = embedded_shader(name);
        CHECK(shader.source == name);
        CHECK_NOTHROW(reflect(name, shader.words));
    }
}

TEST_CASE("timers report by name what the work costs") {
    Gpu gpu;
    constexpr std::uint32_t count = 64 * 1024;
    Buffer values(gpu.device, "values", count * 4, storage_usage);
    ComputePipeline spin(gpu.device, "spin.comp");
    // Software drivers compile a pipeline when it first runs: that belongs to neither of the times compared.
    gpu.run([&](Commands& commands) {
        commands.fill(values, 3);
        commands.barrier(access::transfer_write, access::compute_write);
        commands.dispatch_over(spin, {bind(0, values)}, std::uint32_t{1}, count);
    });
    const auto start = std::chrono::steady_clock::now();
    gpu.run([&](Commands& commands) {
        commands.fill(values, 3);
        commands.barrier(access::transfer_write, access::compute_write);
        const auto all = commands.time("all");
        {
            const auto scope = commands.time("short");
            commands.dispatch_over(spin, {bind(0, values)}, std::uint32_t{10}, count);
        }
        commands.barrier(access::compute_write, access::compute_write);
        {
            const auto scope = commands.time("long");
            commands.dispatch_over(spin, {bind(0, values)}, std::uint32_t{2000}, count);
        }
        commands.barrier(access::compute_write, access::compute_write);
        const auto again = commands.time("short");
        commands.dispatch_over(spin, {bind(0, values)}, std::uint32_t{10}, count);
    });
    const double wall = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    const auto& times = gpu.frames.times();
    REQUIRE(times.size() == 3);
    CHECK(times[0].name == "all");
    CHECK(times[1].name == "short");
    CHECK(times[2].name == "long");
    CHECK(times[1].ms > 0);
    CHECK(times[2].ms > times[1].ms);
    CHECK(times[0].ms >= times[1].ms + times[2].ms);
    CHECK(times[0].ms <= wall);
    CHECK(gpu.frames.time_ms("long") == times[2].ms);
    CHECK(gpu.frames.time_ms("none") == 0);
    gpu.run([](Commands&) {});
    CHECK(gpu.frames.times().empty());
}

TEST_CASE("a frame with more scopes than queries still runs") {
    Gpu gpu;
    gpu.run([](Commands& commands) {
        for (int i = 0; i < 300; ++i) const auto scope = commands.time("one of many");
    });
    CHECK(gpu.frames.times().size() == 1);
}

namespace {
std::vector<char> bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}
void write_bytes(const std::filesystem::path& file, const std::vector<char>& bytes) {
    std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}
}  // namespace

TEST_CASE("the pipeline cache is kept, and a damaged or foreign one is ignored") {
    ScratchFolder scratch;
    const auto file = scratch.path / "deeper" / "pipelines.cache";
    auto request = stipple::test::test_request();
    request.pipeline_cache = file;
    VkPhysicalDeviceProperties properties{};
    {
        Gpu gpu(request);
        ComputePipeline spin(gpu.device, "spin.comp");
        vkGetPhysicalDeviceProperties(gpu.device.physical(), &properties);
    }
    REQUIRE(std::filesystem::is_regular_file(file));
    CHECK(std::distance(std::filesystem::directory_iterator(file.parent_path()), {}) == 1);  // no part left beside
    const std::vector<char> good = bytes_of(file);
    CHECK_FALSE(read_pipeline_cache(file, properties).empty());

    const auto ignored = [&](const std::vector<char>& bytes) {
        write_bytes(file, bytes);
        CHECK(read_pipeline_cache(file, properties).empty());
        Gpu gpu(request);  // and the device comes up all the same
        ComputePipeline spin(gpu.device, "spin.comp");
    };
    SECTION("used again") {
        Gpu gpu(request);
        ComputePipeline spin(gpu.device, "spin.comp");
    }
    SECTION("empty") { ignored({}); }
    SECTION("cut off") { ignored({good.begin(), good.end() - 1}); }
    SECTION("header only") { ignored({good.begin(), good.begin() + 24}); }
    SECTION("one bit flipped") {
        auto bad = good;
        bad.at(good.size() - 1) = static_cast<char>(bad.at(good.size() - 1) ^ 1);
        ignored(bad);
    }
    SECTION("a length that asks for all memory") {
        auto bad = good;
        for (int i = 8; i < 16; ++i) bad[static_cast<std::size_t>(i)] = 0x7f;
        ignored(bad);
    }
    SECTION("another device's") {
        auto foreign = properties;
        foreign.deviceID ^= 1U;
        CHECK(read_pipeline_cache(file, foreign).empty());
        foreign = properties;
        foreign.pipelineCacheUUID[0] ^= 1U;
        CHECK(read_pipeline_cache(file, foreign).empty());
    }
    SECTION("a folder in its place") {
        std::filesystem::remove(file);
        std::filesystem::create_directory(file);
        Gpu gpu(request);
    }
    SECTION("nowhere to write") {
        request.pipeline_cache = "/proc/nowhere/pipelines.cache";
        Gpu gpu(request);
        ComputePipeline spin(gpu.device, "spin.comp");
    }
}

TEST_CASE("shader reload swaps a pipeline, and keeps the old one when the new does not compile") {
    ScratchFolder scratch;
    const auto file = scratch.path / "spin.comp";
    std::filesystem::copy_file(std::filesystem::path(STIPPLE_TEST_SHADERS) / "spin.comp", file);
    const std::vector<char> original = bytes_of(file);
    // File times have a coarse grain: make each change plainly newer.
    auto stamp = std::filesystem::last_write_time(file);
    const auto change = [&](std::string text) {
        write_bytes(file, {text.begin(), text.end()});
        std::filesystem::last_write_time(file, stamp += std::chrono::seconds(2));
    };
    Gpu gpu;
    ShaderReload& reload = gpu.device.shader_reload();
    ComputePipeline spin(gpu.device, "spin.comp");
    reload.watch(scratch.path, STIPPLE_SHADER_COMPILER, STIPPLE_SHADERS);
    Buffer values(gpu.device, "values", 64 * 4, storage_usage);
    const auto result = [&] {
        gpu.run([&](Commands& commands) {
            commands.fill(values, 1);
            commands.barrier(access::transfer_write, access::compute_write);
            commands.dispatch(spin, {bind(0, values)}, std::uint32_t{1}, 1);
        });
        return gpu.read<std::uint32_t>(values)[63];
    };
    const std::uint32_t before = 747796405U + 2891336453U;
    CHECK(result() == before);
    reload.poll_and_wait();
    CHECK(result() == before);

    std::string text(original.begin(), original.end());
    text.replace(text.find("2891336453u"), 11, "7u");
    change(text);
    reload.poll_and_wait();
    CHECK_THAT(gpu.device.shader_reload_state(), Catch::Contains("reloaded 1"));
    CHECK(result() == 747796412U);

    change(text + "broken");
    reload.poll_and_wait();
    CHECK_THAT(gpu.device.shader_reload_state(), Catch::Contains("kept the old") && Catch::Contains("spin.comp"));
    CHECK(result() == 747796412U);

    change(std::string(original.begin(), original.end()));
    // Through the frames themselves, as the program does it.
    for (int i = 0; i < 200 && result() != before; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK(result() == before);
}
