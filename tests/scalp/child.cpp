#include "child.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <future>
#include <mutex>
#include <thread>

namespace test {

Outcome run_program(const std::vector<std::string>& arguments) {
    std::array<int, 2> pipe_ends{};
    if (::pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return {};
    std::vector<char*> argv{const_cast<char*>(STIPPLE_PROGRAM)};
    for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit seconds{10, 10};
        ::setrlimit(RLIMIT_CPU, &seconds);
        ::unsetenv("DISPLAY");
        ::dup2(::open("/dev/null", O_RDWR | O_CLOEXEC), 0);
        ::dup2(0, 1);
        ::dup2(pipe_ends[1], 2);
        ::execv(STIPPLE_PROGRAM, argv.data());
        ::_exit(127);
    }
    ::close(pipe_ends[1]);
    std::atomic<bool> done{false};
    std::thread watch([&] {
        for (int tenth = 0; tenth < 1000 && !done; ++tenth) std::this_thread::sleep_for(std::chrono::milliseconds(100));
        if (!done) ::kill(child, SIGKILL);
    });
    Outcome outcome;
    std::array<char, 4096> some{};
    for (ssize_t n = 0; (n = ::read(pipe_ends[0], some.data(), some.size())) > 0;)
        outcome.error.append(some.data(), std::size_t(n));
    ::close(pipe_ends[0]);
    int status = 0;
    rusage used{};
    ::wait4(child, &status, 0, &used);
    done = true;
    watch.join();
    outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) * 1e-6; };
    outcome.processor_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    outcome.megabytes = double(used.ru_maxrss) / 1024;
    return outcome;
}

std::string judged(const std::filesystem::path& file, const Outcome& outcome) {
    if (outcome.code < 0) return "died: " + outcome.error;
    if (outcome.processor_seconds > 5)
        return "took " + std::to_string(outcome.processor_seconds) + " s of processor time";
    if (outcome.megabytes > 1000) return "took " + std::to_string(outcome.megabytes) + " MB";
    if (outcome.code == 0) return outcome.error.empty() ? "load" : "said: " + outcome.error;
    if (outcome.code != 3) return "exit code " + std::to_string(outcome.code) + ": " + outcome.error;
    const bool one_line =
        std::count(outcome.error.begin(), outcome.error.end(), '\n') == 1 && outcome.error.back() == '\n';
    const std::string start = "stipple: error: " + file.string() + ": ";
    return one_line && outcome.error.starts_with(start) && outcome.error.find("; ", start.size()) != std::string::npos
               ? "reject"
               : "said: " + outcome.error;
}

std::vector<std::string> inspect_all(const std::vector<Case>& cases) {
    std::atomic<std::size_t> next{0};
    std::mutex guard;
    std::vector<std::string> wrong;
    const auto work = [&] {
        for (std::size_t i = next++; i < cases.size(); i = next++) {
            const std::string got = judged(cases[i].file, run_program({"inspect", cases[i].file.string(), "--json"}));
            const bool good =
                cases[i].expected == "survive" ? got == "load" || got == "reject" : got == cases[i].expected;
            if (good) continue;
            const std::lock_guard lock(guard);
            wrong.push_back(cases[i].file.string() + " should " + cases[i].expected + ": " + got);
        }
    };
    std::future<void> other = std::async(std::launch::async, work);
    work();
    other.get();
    std::sort(wrong.begin(), wrong.end());
    return wrong;
}

}  // namespace test
