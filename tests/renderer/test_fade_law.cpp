// The laws that both sides compile come to the same on both. (What they should come to is tested without a device.)
#include <cmath>

#include "gpu_test.h"
#include "shared/fade.h"
#include "shared/profile.h"
#include "shared/veil.h"

using namespace stipple;
using namespace stipple::renderer::vulkan;
using stipple::test::Gpu;

TEST_CASE("fading and veil on the device are those on the processor to 1e-4") {
    using namespace stipple::shared;
    std::vector<glm::vec4> places;
    for (const float age : {0.0F, 0.003F, 0.03F, 0.12F, 0.5F, 1.7F, 4.0F, 8.0F, 15.0F})
        for (const float half_life : {0.4F, 1.3F, 5.907F, 12.0F, 60.0F})
            for (const float depth : {0.1F, 0.3F, 0.45F, 0.7F, 1.0F, 1.3F, 1.5F})
                for (const float tone : {1.0F, 3.0F, 6.7F, 7.2F, 10.0F}) places.emplace_back(age, half_life, depth, tone);
    const auto count = std::uint32_t(places.size());

    Gpu gpu;
    Buffer asked(gpu.device, "places", count * sizeof(glm::vec4), storage_usage, MemoryKind::upload);
    std::copy(places.begin(), places.end(), asked.mapped_as<glm::vec4>().begin());
    Buffer answers(gpu.device, "found", std::size_t(count) * 4 * sizeof(glm::vec4), storage_usage);
    ComputePipeline law(gpu.device, "fade_law.comp");
    gpu.run([&](Commands& commands) {
        commands.dispatch_over(law, {bind(0, asked), bind(1, answers)}, count, count);
    });
    const std::vector<glm::vec4> found = gpu.read<glm::vec4>(answers);

    double worst = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const glm::vec4 at = places[i];
        const float variance = fade_added_variance(at.x, at.z, FADE_DIFFUSION_MM2_PER_YEAR * fade_depth_diffusion(at.z));
        const float strength = fade_retained(at.x, at.y / (fade_depth_rate(at.z) * fade_tone_rate(at.w)));
        const float width2 = dot_width2(0.22F, variance, strength);
        const glm::vec4 expected[4] = {
            {strength, variance, fade_shift(at.x, 0.75F, 2.0F), fade_dilution_ink(0.15F, 4.0F + at.x)},
            {std::sqrt(width2), dot_peak(0.22F, width2, strength), fade_log2(at.y), fade_exp2(-at.x)},
            {veil_transmittance({0.10F, 0.15F, 0.20F}, at.z, at.w), veil_reflectance(at.z, 475.0F)},
            {veil_changed(vec3(0.15F), {0.10F, 0.28F, 0.35F}, at.z, at.w), veil_melanosomes(at.w)}};
        for (std::size_t k = 0; k < 4; ++k)
            for (int c = 0; c < 4; ++c) worst = std::max(worst, double(std::abs(found[4 * i + k][c] - expected[k][c])));
    }
    CAPTURE(worst);
    CHECK(worst < 1e-4);
    // The device did look at them: strengths differ from place to place.
    CHECK(found[0].x == Approx(1.5).epsilon(1e-4));
    CHECK(found[4 * (places.size() - 1)].x < 0.9F);
}
