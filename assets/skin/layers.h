// Light in flat layers that scatter and absorb: adding and doubling (van de Hulst 1980; Prahl, van Gemert and Welch 1993). It solves the
// transport equation itself, where diffusion and Kubelka and Munk fail: in a layer of melanin thinner than light goes between two
// scatterings, over tissue that light enters and leaves in directions of its own.
#pragma once
#include <span>
#include <vector>

namespace stipple::skin {

struct Layer {
    double absorption_per_mm = 0;
    double reduced_scattering_per_mm = 1;  // (1 - anisotropy) times the scattering
    double thickness_mm = 0;               // ignored of the layer below: that one has no end
};

// Share, 0 to 1, of the light that enters tissue squarely through its smooth surface and leaves it again, anywhere and in any direction.
// By reciprocity it is also what is seen below the gloss, squarely, of tissue under even light from everywhere, over what a white surface
// there would show. Of each of `above` on each of `below`, those with the same layer above together. `index`: refractive index of both
// layers, in air, above 1 to 2; `anisotropy`: mean cosine of single scattering, 0 to 0.9 (Henyey and Greenstein).
[[nodiscard]] std::vector<double> diffuse_reflectances(std::span<const Layer> above, std::span<const Layer> below, double anisotropy, double index);

}  // namespace stipple::skin
