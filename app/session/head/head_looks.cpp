#include "head_looks.h"

#include <algorithm>

#include "session/resolved_design.h"
#include "session/skin/skin_color.h"

namespace stipple::session {
namespace {

using model::ParameterId;

float luminance(const glm::vec3& c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; }  // Rec. 709

}  // namespace

double tone_of(const glm::vec3& skin) {
    const float wanted = luminance(skin) / kLitOverEven;
    double light = 1, dark = 10;  // reflectance falls all the way
    for (int i = 0; i < 40; ++i) {
        const double middle = 0.5 * (light + dark);
        (luminance(with_gloss(glm::vec3(skin_albedo(skin_mixture(middle))))) > wanted ? light : dark) = middle;
    }
    return std::clamp(0.5 * (light + dark), 1.0, 10.0);
}

Surface surface_of(const model::Design& design, const scalp::Capture& capture) {
    const std::string& word = design.choice(ParameterId::scan_surface);
    if (word == "captured") return Surface::captured;
    if (word == "lit") return Surface::lit;
    if (word == "skin-model") return Surface::skin_model;
    if (word == "skin-tone") return Surface::skin_tone;
    return capture.holds_light() ? Surface::captured : Surface::lit;
}

shared::SkinLook skin_on_scan(const model::Design& shown, const std::optional<scalp::Capture>& capture) {
    shared::SkinLook look = skin_look(shown);
    if (!capture) return look;
    const Surface surface = surface_of(shown, *capture);
    look.captured = surface == Surface::captured ? shared::SHOWN_CAPTURED : surface == Surface::lit ? shared::SHOWN_LIT : 0.0F;
    if (surface == Surface::captured || surface == Surface::lit) look.vein = glm::vec4(0);  // the picture has them
    // As light on the forehead as in the picture.
    if (surface == Surface::lit) look.albedo = glm::vec4(below_gloss(capture->skin / kLitOverEven), look.albedo.w);
    return look;
}

std::string picture_sentence(const model::Design& design, const scalp::Capture& capture) {
    std::string text = capture.holds_light() ? "The scan's picture holds the light it was taken in" : "The scan's picture holds colours but no light";
    switch (surface_of(design, capture)) {
        case Surface::captured: return text + (capture.holds_light() ? ", and is shown as captured." : ": shown as captured it looks flat.");
        case Surface::lit: return text + (capture.holds_light() ? ": with the program's light on it, it is lit twice." : ", and is shown with the program's light on it.");
        default: return text + "; the skin model is shown in its place.";
    }
}

model::Design on_scan(const model::Design& design, const std::optional<double>& captured_tone) {
    if (!captured_tone || design.choice(ParameterId::scan_surface) == "skin-tone") return design;
    return design.with(ParameterId::skin_tone, *captured_tone);
}

glm::vec3 painted_scalp(const scalp::Head& head, const scalp::HeadMesh& display) {
    constexpr float kAboveBrowsMm = 30;
    const auto glabella = head.frame.landmarks.find("glabella");
    if (!display.painted || display.colors.empty() || glabella == head.frame.landmarks.end()) return glm::vec3(0);
    glm::dvec3 sum(0);
    double area = 0;
    for (const scalp::Submesh& part : display.submeshes)
        for (std::uint32_t i = part.first_index; part.skin && i < part.first_index + part.index_count; i += 3) {
            const std::uint32_t* t = &display.indices[i];
            const glm::vec3 &a = display.positions[t[0]], &b = display.positions[t[1]], &c = display.positions[t[2]];
            if (std::min({a.y, b.y, c.y}) < glabella->second.y + kAboveBrowsMm) continue;
            const auto size = double(glm::length(glm::cross(b - a, c - a)));
            for (int k = 0; k < 3; ++k) sum += size / 3 * glm::dvec3(glm::vec3(display.colors[t[k]]));
            area += size;
        }
    return area > 0 ? glm::vec3(sum / area) : glm::vec3(0);
}

std::vector<float> own_share(const scalp::ScalpRegion& region, const scalp::HeadMesh& display) {
    constexpr int kSteps = 5;
    constexpr double kWidthMm = 20;
    std::vector<float> share(display.positions.size(), 0);
    for (std::size_t v = 0; v < share.size(); ++v) {
        const glm::dvec3 p(display.positions[v]);
        int outside = 0;
        for (int k = 0; k < kSteps; ++k) outside += region.drawable(p, kWidthMm * k / kSteps) ? 0 : 1;
        // The ears hang over the scalp beside them, and are no scalp.
        share[v] = region.stands_off(p) || region.under_ear(p) ? 1.0F : float(outside) / kSteps;
    }
    return share;
}

}  // namespace stipple::session
