// Runs the real program on one model file, watched.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace test {

struct Outcome {
    int code = -1;  // exit code; -1 when it died or was stopped
    std::string error;
    double processor_seconds = 0;
    double megabytes = 0;  // most it held at a time
};

// `stipple ARGUMENTS`, without input or display; stopped after 10 s of processor time or 100 s by the clock.
[[nodiscard]] Outcome run_program(const std::vector<std::string>& arguments);

// "load" (exit 0, nothing said), "reject" (exit 3 and one line naming file, fault and remedy), else what is wrong with
// the outcome: died, too long (5 s), too large (1 GB), or said otherwise.
[[nodiscard]] std::string judged(const std::filesystem::path& file, const Outcome& outcome);

struct Case {
    std::filesystem::path file;
    std::string expected;  // "load", "reject" or "survive": either
};
// `stipple inspect` on each, two at a time. Sentences on those that do not meet their expectation.
[[nodiscard]] std::vector<std::string> inspect_all(const std::vector<Case>& cases);

}  // namespace test
