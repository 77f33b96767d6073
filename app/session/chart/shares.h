// Shares as chart fields hold them: 16 bits a texel.
#pragma once
#include <cstdint>

namespace stipple::session {

inline constexpr std::uint16_t kWholeShare = 65535;
// `share` is 0 .. 1.
inline std::uint16_t to_share(float share) { return std::uint16_t(share * float(kWholeShare) + 0.5F); }

}  // namespace stipple::session
