// Runs the real program.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace stipple::tests {

struct Outcome {
    int code = -1;  // exit code; minus the signal that ended it
    std::string out, err;
};

// The program with these arguments, its site cache in the build folder, stdin closed, no display.
Outcome stipple(const std::vector<std::string>& arguments);

// One line on stderr that says what is wrong, nothing on stdout, this exit code.
void check_error(const Outcome& outcome, int code);

// A place in the build folder where no file is.
std::filesystem::path fresh(const std::string& name);
std::string bytes_of(const std::filesystem::path& file);
std::uint32_t big_endian(const std::string& bytes, std::size_t at);  // four bytes; a PNG's width is at 16, its height at 20

}  // namespace stipple::tests
