// Work that crashes, waits, or takes all memory ends its own process, not this one.
#include "scalp/import/child_process.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstring>
#include <numeric>

using namespace stipple::scalp;

namespace {

std::string failure(const std::function<std::vector<std::uint8_t>()>& work, const ChildLimits& limits = {}) {
    try {
        (void)in_child(work, limits);
    } catch (const ChildFailed& failed) {
        return failed.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a child's answer comes back whole, and nothing else of it") {
    int here = 1;
    const std::vector<std::uint8_t> answer = in_child(
        [&] {
            here = 2;
            std::vector<std::uint8_t> bytes(3'000'000);
            std::iota(bytes.begin(), bytes.end(), std::uint8_t(0));
            return bytes;
        },
        {});
    CHECK(here == 1);
    REQUIRE(answer.size() == 3'000'000);
    CHECK(answer[0] == 0);
    CHECK(answer[777] == 777 % 256);
    CHECK(answer.back() == 2'999'999 % 256);
    CHECK(in_child([] { return std::vector<std::uint8_t>(); }, {}).empty());
}

TEST_CASE("a child that fails is told from one that takes too much") {
    CHECK(failure([]() -> std::vector<std::uint8_t> { std::raise(SIGSEGV); return {}; }) == "makes its reader fail");
    CHECK(failure([]() -> std::vector<std::uint8_t> { std::abort(); }) == "makes its reader fail");
    CHECK(failure([]() -> std::vector<std::uint8_t> { throw std::runtime_error("no"); }) == "makes its reader fail");
    CHECK(failure([]() -> std::vector<std::uint8_t> { _exit(3); }) == "makes its reader fail");
    ChildLimits second;
    second.processor_seconds = 1;
    CHECK(failure([]() -> std::vector<std::uint8_t> { for (volatile int i = 0;; i = i + 1) {} }, second) == "takes too long to read");
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    ChildLimits small;
    small.memory_bytes = 64ULL << 20;
    CHECK(failure([] { return std::vector<std::uint8_t>(1ULL << 30, 1); }, small) == "takes too much memory to read");
    CHECK(failure([] { return std::vector<std::uint8_t>(1U << 20, 1); }, small).empty());
#endif
}
