// Runs the real program.
#pragma once
#include <string>
#include <vector>

namespace stipple::tests {

struct Outcome {
    int code = -1;  // exit code; -1 when it died
    std::string out, err;
};

// The program with these arguments, its site cache in the build folder, stdin closed, no display.
Outcome stipple(const std::vector<std::string>& arguments);

}  // namespace stipple::tests
