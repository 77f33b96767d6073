#include "assets/bust/bust_data.h"

// STIPPLE_BUST_GLB is the path of the file made at build time.
__asm__(
    ".section .rodata\n"
    ".balign 16\n"
    ".global stipple_bust_glb_begin\n"
    ".hidden stipple_bust_glb_begin\n"
    "stipple_bust_glb_begin:\n"
    ".incbin \"" STIPPLE_BUST_GLB
    "\"\n"
    ".global stipple_bust_glb_end\n"
    ".hidden stipple_bust_glb_end\n"
    "stipple_bust_glb_end:\n"
    ".byte 0\n"
    ".previous\n");

extern "C" {
extern const std::uint8_t stipple_bust_glb_begin[] __attribute__((visibility("hidden")));
extern const std::uint8_t stipple_bust_glb_end[] __attribute__((visibility("hidden")));
}

namespace stipple::bust {

std::span<const std::uint8_t> bust_glb() { return {stipple_bust_glb_begin, stipple_bust_glb_end}; }

}  // namespace stipple::bust
