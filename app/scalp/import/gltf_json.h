// JSON that may hold anything, read with checks.
#pragma once
#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "scalp/head_mesh.h"

namespace stipple::scalp::gltf {

using Json = nlohmann::json;

// What is wrong, where in the file, and what to do; load_head_mesh puts the file's name in front.
struct Fault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Parses after counting depth and values over the text, so neither memory nor recursion depends on the file. Throws Fault.
[[nodiscard]] Json parse_json(std::string_view text, const LoadLimits& limits);

// Member of an object with the type and range the schema asks; `fallback` where it is absent. All throw Fault naming `place`.
[[nodiscard]] const Json* member(const Json& object, const char* key);
[[nodiscard]] std::uint64_t unsigned_member(const Json& object, const char* key, std::uint64_t fallback, std::uint64_t max, const std::string& place);
[[nodiscard]] int index_member(const Json& object, const char* key, std::size_t count, const std::string& place);  // -1 when absent
[[nodiscard]] bool number_list(const Json& object, const char* key, double* out, std::size_t count, const std::string& place);
[[nodiscard]] std::string text_member(const Json& object, const char* key);  // "" when absent or no string
[[nodiscard]] const Json& list_member(const Json& object, const char* key, const std::string& place);  // empty list when absent
[[nodiscard]] const Json* extension(const Json& object, const char* name);  // object or null

}  // namespace stipple::scalp::gltf
