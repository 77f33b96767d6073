// The one call into tinygltf.
#pragma once
#include <nlohmann/json.hpp>  // before tiny_gltf.h, which would hide its symbols
#include <tiny_gltf.h>

#include "gltf_check.h"

namespace stipple::scalp::gltf {

// Hands the checked copy and its buffers (which move into the model) to tinygltf. No file is opened and no picture decoded.
// Throws Fault.
[[nodiscard]] tinygltf::Model parse_model(Checked& checked);

}  // namespace stipple::scalp::gltf
