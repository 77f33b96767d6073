#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>

namespace stipple::scalp {

// A file that cannot be used. what() reads "FILE: what is wrong, and what to do", ready for the edge to print.
struct BadFile : std::runtime_error {
    BadFile(const std::filesystem::path& file, const std::string& problem)
        : std::runtime_error(file.string() + ": " + problem) {}
};

}  // namespace stipple::scalp
