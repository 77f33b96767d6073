#pragma once
#include <filesystem>
#include <optional>

#include "assets/bust/bust.h"
#include "scalp/head.h"

namespace stipple::session {

// The bust that comes with the program, in head axes with the landmarks of its construction. Throws bust::BadMeasures
// for measures that no head has.
[[nodiscard]] scalp::Head built_in_head(const bust::BustMeasures& measures = {});

// A file that `stipple head` wrote carries the landmarks of its construction, surer than any found in the triangles:
// the head made of its mesh (which is moved from) where they lie on the skin and nobody has marked others. Else
// nothing.
[[nodiscard]] std::optional<scalp::Head> own_head(const std::filesystem::path& file, scalp::HeadMesh& mesh,
                                                  const scalp::FrameHints& hints);

}  // namespace stipple::session
