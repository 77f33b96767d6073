#include "swatches.h"

#include <algorithm>
#include <cmath>

#include "lit_ball.h"
#include "session/resolved_design.h"
#include "session/skin/skin_color.h"
#include "session/view/light_of.h"
#include "shared/display.h"

namespace stipple::window {
namespace {

using enum model::ParameterId;

ImU32 shown(const glm::vec3& radiance) {
    const glm::vec3 mapped = glm::clamp(shared::tone_mapped(radiance), 0.0F, 1.0F);
    const auto byte = [](float x) { return unsigned(std::lround(255 * shared::encode_srgb(x))); };
    return IM_COL32(byte(mapped.r), byte(mapped.g), byte(mapped.b), 255);
}

}  // namespace

ui::Swatches make_swatches(const model::Design& design) {
    ui::Swatches swatches;
    for (std::size_t i = 0; i < swatches.tones.size(); ++i)
        swatches.tones[i] = shown(session::with_gloss(glm::vec3(session::skin_albedo(session::skin_mixture(double(i) + 1)))));
    const shared::SkinLook skin = session::skin_look(design);
    const renderer::GlossFit gloss = renderer::fit_gloss(skin);
    for (const session::LightFacts& facts : session::light_facts()) {
        ui::Swatches::Ball& ball = swatches.balls.emplace_back();
        ball.light = facts.kind;
        ball.lamps = facts.lamps == "none" ? std::string(facts.around) : std::string(facts.lamps) + "; " + std::string(facts.around);
        const LitBall lit(session::light_of(design.with(light_kind, std::string(facts.kind))), skin, gloss);
        for (const ui::BallNormal& n : ui::ball_normals()) ball.colors.push_back(shown(lit.radiance({n.x, n.y, n.z})));
    }
    return swatches;
}

bool same_swatches(const model::Design& a, const model::Design& b) {
    return std::ranges::all_of(model::parameters(), [&](const model::Parameter& p) {
        return !(p.id == skin_tone || p.id == skin_mattifier || (p.seen && p.id != light_kind)) || a.value(p.id) == b.value(p.id);
    }) && a.number(skin_oil) == b.number(skin_oil);  // which may follow the skin type
}

}  // namespace stipple::window
