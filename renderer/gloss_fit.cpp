#include "renderer/gloss_fit.h"

#include <array>
#include <cmath>

#include "renderer/renderer.h"
#include "shared/gloss.h"

namespace stipple::renderer {
namespace {

constexpr double kPi = 3.14159265358979;

// Facets are taken as often as the lobe has them, so that a tight one needs no more of them.
double reflected(float cosine, const shared::SkinLook& skin) {
    constexpr int kSlopes = 16, kTurns = 12;
    const glm::vec3 view(std::sqrt(1 - cosine * cosine), 0, cosine);
    const glm::vec2 alpha = glm::vec2(1, shared::OIL_LOBE_ALPHA) * skin.roughness;
    const float tight = shared::OIL_LOBE_SHARE * skin.oil;
    const glm::vec2 share(1 - tight, tight);
    double sum = 0;
    for (int lobe = 0; lobe < 2; ++lobe)
        for (int i = 0; i < kSlopes; ++i) {
            const float u = (float(i) + 0.5F) / kSlopes, tan2 = alpha[lobe] * alpha[lobe] * u / (1 - u), n_h = 1 / std::sqrt(1 + tan2);
            for (int j = 0; j < kTurns; ++j) {  // half a circle: the other half is its mirror image
                const float turn = float(kPi) * (float(j) + 0.5F) / kTurns, across = std::sqrt(1 - n_h * n_h);
                const glm::vec3 halfway(across * std::cos(turn), across * std::sin(turn), n_h);
                const float v_h = glm::dot(view, halfway), n_l = 2 * v_h * n_h - cosine;
                if (v_h <= 0 || n_l <= 0) continue;
                const float fresnel = skin.specular + (1 - skin.specular) * shared::fifth_power(1 - v_h);
                sum += double(share[lobe] * fresnel * 2 * n_l * v_h / (n_h * shared::gloss_hidden(n_l, cosine, alpha * alpha)[lobe]));
            }
        }
    return sum / (kSlopes * kTurns);
}

// Solves a x = b in place, largest pivots first.
std::array<double, 4> solve(std::array<std::array<double, 5>, 4> a) {
    for (std::size_t c = 0; c < 4; ++c) {
        std::size_t pivot = c;
        for (std::size_t r = c + 1; r < 4; ++r)
            if (std::abs(a[r][c]) > std::abs(a[pivot][c])) pivot = r;
        std::swap(a[c], a[pivot]);
        for (std::size_t r = 0; r < 4; ++r) {
            const double share = r == c ? 0 : a[r][c] / a[c][c];
            for (std::size_t k = c; k < 5; ++k) a[r][k] -= share * a[c][k];
        }
    }
    return {a[0][4] / a[0][0], a[1][4] / a[1][1], a[2][4] / a[2][2], a[3][4] / a[3][3]};
}

}  // namespace

float gloss_straight_on(const shared::SkinLook& skin) { return fit_gloss(skin).share.x; }

GlossFit fit_gloss(const shared::SkinLook& skin) {
    constexpr int kAngles = 24;
    std::array<std::array<double, 5>, 4> normal{};
    for (int i = 0; i < kAngles; ++i) {
        const double cosine = 0.05 + 0.95 * (i + 0.5) / kAngles, u2 = (1 - cosine) * (1 - cosine), u4 = u2 * u2;
        const std::array<double, 5> row{1, u2, u4, u4 * u4, reflected(float(cosine), skin)};
        // Of errors relative to it: what skin shows squarely makes its colour, and is a quarter of what it shows at the edges.
        const double weight = 1 / (row[4] * row[4]);
        for (std::size_t r = 0; r < 4; ++r)
            for (std::size_t c = 0; c < 5; ++c) normal[r][c] += weight * row[r] * row[c];
    }
    const std::array<double, 4> fit = solve(normal);
    // Of u^k over the hemisphere, weighted by cosine: 2 / ((k + 1) (k + 2)).
    const double mean = fit[0] + fit[1] / 6 + fit[2] / 15 + fit[3] / 45;
    return {glm::vec4(fit[0], fit[1], fit[2], fit[3]), float(mean)};
}

}  // namespace stipple::renderer
