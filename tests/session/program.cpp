#include "program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace stipple::tests {

Outcome stipple(const std::vector<std::string>& arguments) {
    static int number = 0;
    std::filesystem::create_directories(STIPPLE_TEST_CACHE);
    const std::string base =
        std::string(STIPPLE_TEST_CACHE) + "/run" + std::to_string(::getpid()) + "-" + std::to_string(number++);
    const std::string out = base + ".out", err = base + ".err";
    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv("XDG_CACHE_HOME", STIPPLE_TEST_CACHE, 1);
        ::unsetenv("DISPLAY");
        ::dup2(::open("/dev/null", O_RDONLY), 0);
        ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 1);
        ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600), 2);
        std::vector<char*> argv{const_cast<char*>(STIPPLE_PROGRAM)};
        for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
        argv.push_back(nullptr);
        ::execv(STIPPLE_PROGRAM, argv.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), bytes_of(out), bytes_of(err)};
    std::filesystem::remove(out);
    std::filesystem::remove(err);
    return outcome;
}

void check_error(const Outcome& outcome, int code) {
    INFO(outcome.err);
    CHECK(outcome.code == code);
    CHECK(outcome.err.starts_with("stipple: error: "));
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    CHECK(outcome.out.empty());
}

std::filesystem::path fresh(const std::string& name) {
    const std::filesystem::path file = std::filesystem::path(STIPPLE_TEST_CACHE) / name;
    std::filesystem::create_directories(file.parent_path());
    std::filesystem::remove(file);
    return file;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::uint32_t big_endian(const std::string& bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | std::uint8_t(bytes[at + i]);
    return value;
}

}  // namespace stipple::tests
