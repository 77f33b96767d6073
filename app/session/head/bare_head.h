// A model on which no scalp was found: a surface to look at, without dots.
#pragma once
#include <string>

#include "scalp/head.h"

namespace stipple::session {

struct PreparedHead;

// What a chart and a hairline are built on; a head without one of these landmarks cannot be worked on.
[[nodiscard]] bool has_scalp(const scalp::HeadFrame& frame);
// The finder's own sentences on what is wrong and what to do.
[[nodiscard]] std::string why_no_scalp(const scalp::HeadFrame& frame);

// `head` to be looked at: in the axes that were found, else in those of its file (scalp::bare_frame). It has no landmarks
// and confidence 0; problems and repairs stay.
[[nodiscard]] scalp::Head bare_head(scalp::Head head);

// Of a head whose PreparedHead::found is false. "No scalp found: ..." with how it is shown and how landmarks are set, for
// whoever looks at a picture of it; and the same with the reason, for whoever makes the picture.
[[nodiscard]] std::string bare_note(const PreparedHead& head);
[[nodiscard]] std::string bare_warning(const PreparedHead& head);

}  // namespace stipple::session
