#include "assets/skin/skin_model.h"

#include "assets/skin/layers.h"

namespace stipple::skin {

std::vector<Spectrum> reflectances(std::span<const double> melanosomes, std::span<const double> blood) {
    std::vector<Spectrum> spectra(melanosomes.size() * blood.size());
    std::vector<Layer> epidermis, dermis;
    for (int band = 0; band < kBands; ++band) {
        const double scattering = reduced_scattering_per_mm(band), bloodless = bloodless_per_mm(band);
        epidermis.clear();
        dermis.clear();
        for (const double share : melanosomes)
            epidermis.push_back({share * melanosome_per_mm(band) + (1 - share) * bloodless, scattering, kEpidermisMm});
        for (const double share : blood) dermis.push_back({share * blood_per_mm(band, kSaturation) + (1 - share) * bloodless, scattering, 0});
        const std::vector<double> of = diffuse_reflectances(epidermis, dermis, kAnisotropy, kIndex);
        for (std::size_t i = 0; i < of.size(); ++i) spectra[i][std::size_t(band)] = of[i];
    }
    return spectra;
}

}  // namespace stipple::skin
