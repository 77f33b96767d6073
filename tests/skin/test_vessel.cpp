// What a vein does to light against photons that are followed one by one, and against what was measured.
#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "assets/skin/skin_model.h"
#include "assets/skin/skin_table.h"

using namespace stipple::skin;

namespace {

using glm::dvec3;

// Photons that start square into tissue right above a level vessel. By reciprocity the share that comes out anywhere is what is seen there
// under even light. Both scatter in the same way into all directions, with the reduced scattering (similarity), so that one step is as
// long as in the model.
class Photons {
  public:
    // Share that leaves with the vessel, and of the same photons without it.
    std::pair<double, double> leave(const Vessel& vessel, double absorption, double scattering, double index, int count) {
        double with = 0, without = 0;
        for (int i = 0; i < count; ++i) {
            dvec3 at(0), way(0, 0, 1);
            double carried = 1, lost = 1;  // lost: what the vessel takes of it
            while (carried > 1e-3) {
                double left = -std::log(1 - random()) / scattering;
                while (left > 0) {  // the surface throws some of it back
                    const double to_surface = way.z < 0 ? at.z / -way.z : 1e9, step = std::min(left, to_surface);
                    const double inside = chord(vessel, at, way, step);
                    carried *= std::exp(-absorption * step);
                    lost *= std::exp(-(vessel.absorption_per_mm - absorption) * inside);
                    at += way * step;
                    left -= step;
                    if (step < to_surface) continue;
                    const double back = thrown_back(-way.z, index);
                    without += carried * (1 - back);
                    with += carried * lost * (1 - back);
                    carried *= back;
                    at.z = 0;
                    way.z = -way.z;
                }
                const double z = 2 * random() - 1, turn = 6.283185307179586 * random(), r = std::sqrt(1 - z * z);
                way = {r * std::cos(turn), r * std::sin(turn), z};
            }
        }
        return {with / count, without / count};
    }

  private:
    double random() { return double(engine_() >> 11U) * 0x1p-53; }
    // Length inside a circle of the section, along x = 0.
    static double chord(const Vessel& vessel, const dvec3& at, const dvec3& way, double length) {
        const double px = at.x, pz = at.z - vessel.depth_mm, a = way.x * way.x + way.z * way.z, b = px * way.x + pz * way.z;
        const double c = px * px + pz * pz - 0.25 * vessel.diameter_mm * vessel.diameter_mm, under = b * b - a * c;
        if (under <= 0 || a <= 0) return 0;
        const double root = std::sqrt(under), in = std::clamp((-b - root) / a, 0.0, length), out = std::clamp((-b + root) / a, 0.0, length);
        return out - in;
    }
    static double thrown_back(double cosine, double index) {
        const double inside = std::acos(cosine), sine = index * std::sin(inside);
        if (sine >= 1) return 1;
        if (inside < 1e-6) return std::pow((index - 1) / (index + 1), 2);
        const double outside = std::asin(sine);
        return 0.5 * (std::pow(std::sin(inside - outside) / std::sin(inside + outside), 2) + std::pow(std::tan(inside - outside) / std::tan(inside + outside), 2));
    }

    std::mt19937_64 engine_{11};
};

int band_of(double nm) { return int(std::lround((nm - 380) / 10)); }

}  // namespace

TEST_CASE("a vessel takes as much light as photons followed one by one say") {
    Photons photons;
    for (const double nm : {510.0, 600.0, 650.0, 700.0}) {
        const int band = band_of(nm);
        const double absorption = kVeinSkinBlood * blood_per_mm(band, kSaturation) + (1 - kVeinSkinBlood) * bloodless_per_mm(band);
        Vessel vessel = vein_at(band);
        vessel.reduced_scattering_per_mm = reduced_scattering_per_mm(band);  // as the photons have it; it matters little
        const auto [with, without] = photons.leave(vessel, absorption, reduced_scattering_per_mm(band), kIndex, 12000);
        const double solved = over_vessel(vessel, absorption, reduced_scattering_per_mm(band), kIndex).front();
        INFO(nm << " nm: " << solved << ", photons " << with / without);
        CHECK(1 - solved == Approx(1 - with / without).epsilon(0.15).margin(0.004));
    }
}

TEST_CASE("nothing is taken by a vessel of what lies around it, and less by a deeper or thinner one") {
    const std::vector<double> same = over_vessel({2, 2, 0.05, 3}, 0.05, 3, 1.4);
    CHECK(*std::min_element(same.begin(), same.end()) == Approx(1).margin(1e-5));
    CHECK(*std::max_element(same.begin(), same.end()) == Approx(1).margin(1e-5));
    const double usual = over_vessel({2, 2, 1, 3}, 0.05, 3, 1.4).front();
    CHECK(usual < 0.95);
    CHECK(over_vessel({2, 3, 1, 3}, 0.05, 3, 1.4).front() > usual);
    CHECK(over_vessel({1, 2, 1, 3}, 0.05, 3, 1.4).front() > usual);
    CHECK(over_vessel({2, 2, 0.5, 3}, 0.05, 3, 1.4).front() > usual);
}

TEST_CASE("veins look blue since they take red, though they send back more of it than of blue") {
    // Kienle et al. 1996: beside skin red falls most, and the vein itself still sends back more red than blue.
    const double shares[] = {0.0023, 0.0103, 0.0449, 0.1748, 0.2609};
    const std::vector<Spectrum> over = over_vein(shares);
    const double plain[] = {kVeinSkinBlood};
    const std::vector<Spectrum> skin = reflectances(shares, plain);
    for (std::size_t i = 0; i < over.size(); ++i) {
        const auto at = [&](double nm) { return over[i][std::size_t(band_of(nm))]; };
        CHECK(at(650) < at(550) - 0.05);
        CHECK(at(650) < at(450) - 0.05);
        CHECK(at(450) > 0.99);
        CHECK(at(650) > 0.75);
        CHECK(skin[i][std::size_t(band_of(650))] * at(650) > skin[i][std::size_t(band_of(450))] * at(450));
        glm::dvec3 beside = linear_srgb(skin[i]);
        Spectrum above = skin[i];
        for (std::size_t band = 0; band < above.size(); ++band) above[band] *= over[i][band];
        const glm::dvec3 factor = linear_srgb(above) / beside, table = glm::exp2(vein(shares[i]));
        for (int c = 0; c < 3; ++c) CHECK(table[c] == Approx(factor[c]).epsilon(0.004));
    }
    // Melanin hides them: of what is lost in red on the lightest skin no more than a tenth is lost on the darkest.
    const auto lost = [&](std::size_t i) { return linear_srgb(skin[i]).r * (1 - std::exp2(vein(shares[i]).r)); };
    CHECK(lost(4) < 0.1 * lost(0));
    CHECK(lost(3) < 0.2 * lost(0));
    // They fade sideways as fast as is said: to half within 1.18 sigma, in red.
    const int red = band_of(640);
    const double absorption = kVeinSkinBlood * blood_per_mm(red, kSaturation) + (1 - kVeinSkinBlood) * bloodless_per_mm(red);
    const std::vector<double> across = over_vessel(vein_at(red), absorption, reduced_scattering_per_mm(red), kIndex);
    const auto half = std::find_if(across.begin(), across.end(), [&](double share) { return 1 - share < 0.5 * (1 - across.front()); });
    CHECK((double(half - across.begin()) + 0.5) * kVesselStepMm == Approx(1.18 * kVeinSigmaMm).margin(0.15));
}
