// Recompiles shaders while the program runs. A change to a shader's file compiles that shader and its variants, a change
// to an included file compiles all; pipelines swap only when every stage compiled, and the old ones stay when not.
#pragma once
#include <filesystem>
#include <future>
#include <string>
#include <vector>

#include "renderer/vulkan/device.h"

namespace stipple::renderer::vulkan {

struct PipelineState;

class ShaderReload {
  public:
    explicit ShaderReload(Device& device) : device_(device) {}
    // Starts watching `folder` (and its sub-folders); `compiler` is glslc. Never called: poll() does nothing.
    void watch(std::filesystem::path folder, std::filesystem::path compiler, std::filesystem::path include_folder);

    void add(PipelineState& state) { states_.push_back(&state); }
    void remove(PipelineState& state);

    // Between frames: looks at the files at most four times a second, takes what a compiler in the background has made.
    void poll();
    // Compiles and swaps now; for tests.
    void poll_and_wait();
    [[nodiscard]] const std::string& state() const { return state_; }

  private:
    struct Job {
        std::string name, source, define;
    };
    struct Compiled {
        std::string name;
        std::vector<std::uint32_t> words;  // empty: failed
        std::string error;
    };
    using Stamps = std::vector<std::pair<std::filesystem::path, std::filesystem::file_time_type>>;

    [[nodiscard]] Stamps look() const;
    [[nodiscard]] std::vector<Job> changed_jobs();
    [[nodiscard]] static std::vector<Compiled> compile(std::vector<Job> jobs, std::filesystem::path folder,
                                                       std::filesystem::path compiler, std::filesystem::path include_folder);
    void start();
    void swap(const std::vector<Compiled>& results);

    Device& device_;
    std::filesystem::path folder_, compiler_, include_folder_;
    Stamps stamps_;
    std::chrono::steady_clock::time_point next_look_{};
    std::vector<PipelineState*> states_;
    std::future<std::vector<Compiled>> running_;
    std::string state_;
};

}  // namespace stipple::renderer::vulkan
