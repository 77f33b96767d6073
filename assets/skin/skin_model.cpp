#include "assets/skin/skin_model.h"

#include <algorithm>

#include "assets/skin/layers.h"

namespace stipple::skin {
namespace {

Layer epidermis_of(double melanosomes, int band) {
    return {melanosomes * melanosome_per_mm(band) + (1 - melanosomes) * bloodless_per_mm(band), reduced_scattering_per_mm(band), kEpidermisMm};
}
double dermis_per_mm(double blood, int band) { return blood * blood_per_mm(band, kSaturation) + (1 - blood) * bloodless_per_mm(band); }

// How much more a dermis without anything in it has to absorb to throw back this share of what it does, below an epidermis without melanin.
double as_absorption(double share, double absorption, double scattering) {
    const std::vector<Layer> above{{absorption, scattering, kEpidermisMm}};
    double least = absorption, most = 64 * absorption;
    const double whole = diffuse_reflectances(above, std::vector<Layer>{{absorption, scattering, 0}}, kAnisotropy, kIndex).front();
    // Each round leaves an eighth.
    for (int round = 0; round < 7; ++round) {
        std::vector<Layer> below;
        for (int k = 0; k <= 8; ++k) below.push_back({least + (most - least) * k / 8, scattering, 0});
        const std::vector<double> of = diffuse_reflectances(above, below, kAnisotropy, kIndex);
        const auto darker = std::size_t(std::find_if(of.begin() + 1, of.end() - 1, [&](double r) { return r < share * whole; }) - of.begin());
        least = below[darker - 1].absorption_per_mm;
        most = below[darker].absorption_per_mm;
    }
    return 0.5 * (least + most);
}

}  // namespace

std::vector<Spectrum> reflectances(std::span<const double> melanosomes, std::span<const double> blood) {
    std::vector<Spectrum> spectra(melanosomes.size() * blood.size());
    std::vector<Layer> epidermis, dermis;
    for (int band = 0; band < kBands; ++band) {
        epidermis.clear();
        dermis.clear();
        for (const double share : melanosomes) epidermis.push_back(epidermis_of(share, band));
        for (const double share : blood) dermis.push_back({dermis_per_mm(share, band), reduced_scattering_per_mm(band), 0});
        const std::vector<double> of = diffuse_reflectances(epidermis, dermis, kAnisotropy, kIndex);
        for (std::size_t i = 0; i < of.size(); ++i) spectra[i][std::size_t(band)] = of[i];
    }
    return spectra;
}

Vessel vein_at(int band) { return {kVeinMm, kVeinDepthMm, blood_per_mm(band, kVeinSaturation), kVeinScattering}; }

std::vector<Spectrum> over_vein(std::span<const double> melanosomes) {
    std::vector<Spectrum> shares(melanosomes.size());
    for (int band = 0; band < kBands; ++band) {
        const double scattering = reduced_scattering_per_mm(band), beside = dermis_per_mm(kVeinSkinBlood, band);
        const double above = as_absorption(over_vessel(vein_at(band), beside, scattering, kIndex).front(), beside, scattering);
        std::vector<Layer> epidermis;
        for (const double share : melanosomes) epidermis.push_back(epidermis_of(share, band));
        const std::vector<double> of = diffuse_reflectances(epidermis, std::vector<Layer>{{beside, scattering, 0}, {above, scattering, 0}}, kAnisotropy, kIndex);
        for (std::size_t i = 0; i < shares.size(); ++i) shares[i][std::size_t(band)] = of[2 * i + 1] / of[2 * i];
    }
    return shares;
}

}  // namespace stipple::skin
