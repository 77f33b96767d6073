// How a scan looks: in its own picture, or in the skin model matched to it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/design.h"
#include "scalp/head.h"
#include "scalp/scalp_region.h"
#include "scalp/skin/capture.h"
#include "shared/look.h"

namespace stipple::session {

// Radiance of a forehead and scalp under the renderer's standard light over what the same skin shows, gloss and all, in even light: median on
// the built-in head from the front, bare; 1.07 at tones 3 and 5 alike, since its gloss is more where the box mirrors.
inline constexpr float kLitOverEven = 1.07F;

// The skin.tone, 1 to 10, whose skin model under the renderer's standard light is as light as `skin` (linear RGB) in a
// picture.
[[nodiscard]] double tone_of(const glm::vec3& skin);

// What scan.surface comes to on a head with this picture of itself, `automatic` decided.
enum class Surface { captured, lit, skin_model, skin_tone };
[[nodiscard]] Surface surface_of(const model::Design& design, const scalp::Capture& capture);

// How bare skin looks under the design on a head with this capture, or none: SkinLook of `skin_look`, told which way the
// picture is shown. `shown` is the design after on_scan.
[[nodiscard]] shared::SkinLook skin_on_scan(const model::Design& shown, const std::optional<scalp::Capture>& capture);

// One sentence on what the picture of a scan holds and how it is shown; for people.
[[nodiscard]] std::string picture_sentence(const model::Design& design, const scalp::Capture& capture);

// The design as it is to be drawn on a head in whose picture the skin has this tone: that one, unless scan.surface asks
// for the design's own.
[[nodiscard]] model::Design on_scan(const model::Design& design, const std::optional<double>& captured_tone);

// Linear colour painted on the built-in head's scalp, which skin.tone takes the place of: mean over the area of `display`
// that lies 30 mm and more above the glabella. (0, 0, 0), which leaves it to the renderer, where there is none.
[[nodiscard]] glm::vec3 painted_scalp(const scalp::Head& head, const scalp::HeadMesh& display);

// How much of the picture stays beside the skin model, one a vertex of `display`: nothing on the scalp, all on the
// face, and 20 mm between.
[[nodiscard]] std::vector<float> own_share(const scalp::ScalpRegion& region, const scalp::HeadMesh& display);

}  // namespace stipple::session
