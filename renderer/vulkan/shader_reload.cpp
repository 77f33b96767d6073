#include "renderer/vulkan/shader_reload.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

#include "renderer/vulkan/pipeline_state.h"

extern char** environ;

namespace stipple::renderer::vulkan {
namespace {

struct Outcome {
    bool good = false;
    std::string output;
};

// Runs a program without a shell; its two outputs go to `log`.
Outcome run_child(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
    std::vector<char*> pointers;
    for (const std::string& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    pid_t child = 0;
    const int error = posix_spawn(&child, pointers[0], &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return {false, "cannot run " + arguments[0]};
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    std::ifstream in(log);
    return {WIFEXITED(status) && WEXITSTATUS(status) == 0, {std::istreambuf_iterator<char>(in), {}}};
}

std::vector<std::uint32_t> read_words(const std::filesystem::path& file) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    std::vector<std::uint32_t> words(error ? 0 : bytes / sizeof(std::uint32_t));
    std::ifstream in(file, std::ios::binary);
    if (!in.read(reinterpret_cast<char*>(words.data()), static_cast<std::streamsize>(words.size() * 4))) words.clear();
    return words;
}

}  // namespace

void ShaderReload::watch(std::filesystem::path folder, std::filesystem::path compiler, std::filesystem::path include_folder) {
    folder_ = std::move(folder);
    compiler_ = std::move(compiler);
    include_folder_ = std::move(include_folder);
    stamps_ = look();
}

void ShaderReload::remove(PipelineState& state) { std::erase(states_, &state); }

ShaderReload::Stamps ShaderReload::look() const {
    Stamps stamps;
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_, error)) {
        std::error_code gone;  // an editor may be renaming it
        const auto time = entry.last_write_time(gone);
        if (!gone && entry.is_regular_file(gone)) stamps.emplace_back(entry.path(), time);
    }
    std::sort(stamps.begin(), stamps.end());
    return stamps;
}

std::vector<ShaderReload::Job> ShaderReload::changed_jobs() {
    Stamps now = look(), changed;
    std::set_difference(now.begin(), now.end(), stamps_.begin(), stamps_.end(), std::back_inserter(changed));
    stamps_ = std::move(now);
    if (changed.empty()) return {};
    std::set<std::string> sources;
    bool included = false;
    for (const auto& [path, time] : changed) {
        const std::string kind = path.extension().string();
        if (kind == ".comp" || kind == ".vert" || kind == ".frag")
            sources.insert(path.filename().string());
        else if (kind == ".h" || kind == ".glsl")
            included = true;
    }
    std::vector<Job> jobs;
    std::set<std::string> taken;
    for (const PipelineState* state : states_)
        for (const ShaderStage& stage : state->stages) {
            const EmbeddedShader& shader = embedded_shader(stage.name);
            if (!std::filesystem::exists(folder_ / shader.source)) continue;
            if ((included || sources.contains(std::string(shader.source))) && taken.insert(stage.name).second)
                jobs.push_back({stage.name, std::string(shader.source), std::string(shader.define)});
        }
    return jobs;
}

std::vector<ShaderReload::Compiled> ShaderReload::compile(std::vector<Job> jobs, std::filesystem::path folder,
                                                          std::filesystem::path compiler, std::filesystem::path include_folder) {
    std::vector<Compiled> results;
    std::string scratch = (std::filesystem::temp_directory_path() / "stipple-shader-XXXXXX").string();
    if (mkdtemp(scratch.data()) == nullptr) return {{"shaders", {}, "cannot make a folder for temporary files"}};
    for (const Job& job : jobs) {
        const std::filesystem::path output = std::filesystem::path(scratch) / "out.spv", log = std::filesystem::path(scratch) / "log";
        std::vector<std::string> arguments{compiler.string(), "--target-env=vulkan1.3", "-O", "-I" + folder.string(),
                                           "-I" + include_folder.string(), "-o", output.string(), (folder / job.source).string()};
        if (!job.define.empty()) arguments.push_back("-D" + job.define);
        const Outcome outcome = run_child(arguments, log);
        Compiled result{job.name, outcome.good ? read_words(output) : std::vector<std::uint32_t>{}, outcome.output};
        results.push_back(std::move(result));
    }
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
    return results;
}

void ShaderReload::start() {
    std::vector<Job> jobs = changed_jobs();
    if (jobs.empty()) return;
    state_ = "compiling " + std::to_string(jobs.size()) + " shaders";
    running_ = std::async(std::launch::async, &ShaderReload::compile, std::move(jobs), folder_, compiler_, include_folder_);
}

void ShaderReload::poll() {
    if (folder_.empty()) return;
    if (running_.valid()) {
        if (running_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) swap(running_.get());
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    if (now < next_look_) return;
    next_look_ = now + std::chrono::milliseconds(250);
    start();
}

void ShaderReload::poll_and_wait() {
    if (folder_.empty()) return;
    if (!running_.valid()) start();
    if (running_.valid()) swap(running_.get());
}

void ShaderReload::swap(const std::vector<Compiled>& results) {
    std::string failures;
    std::size_t swapped = 0;
    for (const Compiled& result : results)
        if (result.words.empty()) failures += result.name + ": " + result.error.substr(0, result.error.find('\n')) + "  ";
    for (PipelineState* state : states_) {
        std::vector<ShaderStage> stages = state->stages;
        bool changed = false, failed = false;
        for (ShaderStage& stage : stages)
            for (const Compiled& result : results) {
                if (result.name != stage.name) continue;
                failed |= result.words.empty();
                if (result.words.empty() || result.words == stage.words) continue;
                stage.words = result.words;
                changed = true;
            }
        if (!changed || failed) continue;
        std::swap(state->stages, stages);
        try {
            for (ShaderStage& stage : state->stages) stage.reflection = reflect(stage.name, stage.words);
            state->build();
            ++swapped;
        } catch (const std::exception& error) {
            std::swap(state->stages, stages);
            failures += state->name + ": " + error.what() + "  ";
        }
    }
    state_ = failures.empty() ? "reloaded " + std::to_string(swapped) + " pipelines" : "kept the old shaders: " + failures;
}

}  // namespace stipple::renderer::vulkan
