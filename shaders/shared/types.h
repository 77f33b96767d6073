// The contract between C++ and GLSL: every file in this folder compiles as both. C++ sees it inside stipple::shared with
// glm's types under GLSL's names; GLSL sees plain declarations. Nothing here may use what only one of the two has.
#ifndef STIPPLE_SHARED_TYPES_H
#define STIPPLE_SHARED_TYPES_H

#ifdef __cplusplus
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#define STIPPLE_SHARED_BEGIN namespace stipple::shared {
#define STIPPLE_SHARED_END }
#define STIPPLE_FUNCTION inline
#define STIPPLE_CONST constexpr
#define STIPPLE_LAYOUT(type, bytes) static_assert(sizeof(type) == (bytes), #type " must match its std430 layout")
#define STIPPLE_OFFSET(type, field, bytes) static_assert(offsetof(type, field) == (bytes), #type "::" #field " must match std430")
namespace stipple::shared {
using uint = std::uint32_t;
using glm::clamp;
using glm::abs;
using glm::dot;
using glm::exp;
using glm::exp2;
using glm::inversesqrt;
using glm::log;
using glm::log2;
using glm::max;
using glm::min;
using glm::mat4;
using glm::mix;
using glm::pow;
using glm::smoothstep;
using glm::sqrt;
using glm::uvec4;
using glm::vec2;
using glm::vec3;
using glm::vec4;
using glm::packHalf2x16;
using glm::packSnorm2x16;
using glm::unpackHalf2x16;
using glm::unpackSnorm2x16;
}  // namespace stipple::shared
#else
#define STIPPLE_SHARED_BEGIN
#define STIPPLE_SHARED_END
#define STIPPLE_FUNCTION
#define STIPPLE_CONST const
#define STIPPLE_LAYOUT(type, bytes)
#define STIPPLE_OFFSET(type, field, bytes)
#endif

#endif
