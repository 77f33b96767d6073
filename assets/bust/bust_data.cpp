#include "assets/bust/bust_data.h"

#include <array>
#include <mutex>

#include "assets/bust/sculpture_file.h"

// The macros are the paths of the files made at build time.
#define STIPPLE_EMBED(name, file) \
    __asm__(                      \
        ".section .rodata\n"      \
        ".balign 16\n"            \
        ".global stipple_" name   \
        "_begin\n"                \
        ".hidden stipple_" name   \
        "_begin\n"                \
        "stipple_" name           \
        "_begin:\n"               \
        ".incbin \"" file         \
        "\"\n"                    \
        ".global stipple_" name   \
        "_end\n"                  \
        ".hidden stipple_" name   \
        "_end\n"                  \
        "stipple_" name           \
        "_end:\n"                 \
        ".byte 0\n"               \
        ".previous\n")

STIPPLE_EMBED("bust_glb", STIPPLE_BUST_GLB);
STIPPLE_EMBED("eyes_closed", STIPPLE_SCULPTURE_CLOSED);
STIPPLE_EMBED("eyes_open", STIPPLE_SCULPTURE_OPEN);

#define STIPPLE_EMBEDDED(name)                                                                \
    extern const std::uint8_t stipple_##name##_begin[] __attribute__((visibility("hidden"))); \
    extern const std::uint8_t stipple_##name##_end[] __attribute__((visibility("hidden")))

extern "C" {
STIPPLE_EMBEDDED(bust_glb);
STIPPLE_EMBEDDED(eyes_closed);
STIPPLE_EMBEDDED(eyes_open);
}

namespace stipple::bust {

std::span<const std::uint8_t> bust_glb() { return {stipple_bust_glb_begin, stipple_bust_glb_end}; }

std::shared_ptr<const Sculpture> sculpture(bool eyes_open) {
    static std::array<std::once_flag, 2> asked;
    static std::array<std::shared_ptr<const Sculpture>, 2> kept;
    const std::size_t which = eyes_open ? 1 : 0;
    std::call_once(asked[which], [&] {
        kept[which] = eyes_open ? unpack({stipple_eyes_open_begin, stipple_eyes_open_end})
                                : unpack({stipple_eyes_closed_begin, stipple_eyes_closed_end});
    });
    return kept[which];
}

}  // namespace stipple::bust
