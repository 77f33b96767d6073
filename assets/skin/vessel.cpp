#include "assets/skin/vessel.h"

#include <cassert>
#include <cmath>
#include <cstddef>

namespace stipple::skin {
namespace {

// 12 mm to the side, where a vessel of 2 mm at 2.4 mm takes nothing, and 10 mm deep; red light falls to 1/e in less than 2 mm.
constexpr int kAcross = 120, kDown = 100;
constexpr double kStep = kVesselStepMm;

// Share of even light inside tissue that its surface throws back: Fresnel's law over the cosines, weighted by them.
double thrown_back(double index) {
    constexpr int kSteps = 2000;
    double sum = 0;
    for (int i = 0; i < kSteps; ++i) {
        const double cosine = (i + 0.5) / kSteps, sine2 = index * index * (1 - cosine * cosine);
        double back = 1;
        if (sine2 < 1) {
            const double outside = std::sqrt(1 - sine2);
            const double s = (index * cosine - outside) / (index * cosine + outside), p = (cosine - index * outside) / (cosine + index * outside);
            back = 0.5 * (s * s + p * p);
        }
        sum += 2 * cosine * back / kSteps;
    }
    return sum;
}

// Fluence in cells, row by row from the surface down; mirrored at x = 0 and shut at the other sides. Of (loss + exchange) fluence = entering.
class Section {
  public:
    Section(const Vessel& vessel, double absorption, double scattering, double index) {
        const double back = thrown_back(index);
        extinction_ = absorption + scattering;
        for (int z = 0; z < kDown; ++z)
            for (int x = 0; x < kAcross; ++x) {
                // A cell that the wall cuts holds a share of both.
                constexpr int kParts = 4;
                int inside = 0;
                for (int k = 0; k < kParts * kParts; ++k) {
                    const double across = (x + (k % kParts + 0.5) / kParts) * kStep;
                    const double below = (z + (double(k / kParts) + 0.5) / kParts) * kStep - vessel.depth_mm;
                    inside += across * across + below * below < 0.25 * vessel.diameter_mm * vessel.diameter_mm ? 1 : 0;
                }
                const double share = double(inside) / (kParts * kParts);
                const double absorbs = absorption + share * (vessel.absorption_per_mm - absorption);
                const double scatters = scattering + share * (vessel.reduced_scattering_per_mm - scattering);
                loss_[at(x, z)] = absorbs * kStep * kStep;
                diffusion_[at(x, z)] = 1 / (3 * (absorbs + scatters));
            }
        // The downward flux at the surface from half the light that goes down, which enters, and is thrown back, and what goes up:
        // flux = entering - keeps * fluence at the surface (P1).
        keeps_ = (1 - back) / (2 * (1 + back));
        entering_ = 2 / (1 + back);
        solve();
    }
    // What is seen there squarely. Light from there is light to there run backwards: it starts where light that comes in squarely is
    // scattered first, and the fluence is the share of what starts in a cell that gets out.
    [[nodiscard]] double seen(int x) const {
        double sum = 0;
        for (int z = 0; z < kDown; ++z) sum += fluence_[at(x, z)] * std::exp(-extinction_ * z * kStep);
        return sum;
    }

  private:
    static constexpr std::size_t kCells = std::size_t(kAcross) * kDown;
    using Cells = std::vector<double>;
    [[nodiscard]] static std::size_t at(int x, int z) { return std::size_t(z) * kAcross + std::size_t(x); }
    [[nodiscard]] double between(std::size_t a, std::size_t b) const { return 2 * diffusion_[a] * diffusion_[b] / (diffusion_[a] + diffusion_[b]); }
    [[nodiscard]] double through_surface(int x) const { return 1 / (1 + keeps_ * kStep / (2 * diffusion_[at(x, 0)])); }

    // What leaves each cell for this fluence, less what comes in by the surface.
    void apply(const Cells& fluence, Cells& out) const {
        for (std::size_t i = 0; i < kCells; ++i) out[i] = loss_[i] * fluence[i];
        for (int z = 0; z < kDown; ++z)
            for (int x = 0; x < kAcross; ++x) {
                const std::size_t i = at(x, z);
                const auto exchange = [&](std::size_t j) {
                    const double flow = between(i, j) * (fluence[i] - fluence[j]);
                    out[i] += flow;
                    out[j] -= flow;
                };
                if (x + 1 < kAcross) exchange(i + 1);
                if (z + 1 < kDown) exchange(i + kAcross);
            }
        for (int x = 0; x < kAcross; ++x) out[at(x, 0)] += keeps_ * fluence[at(x, 0)] * through_surface(x) * kStep;
    }

    // Conjugate gradients.
    void solve() {
        Cells left(kCells, 0), way, turned(kCells);
        for (int x = 0; x < kAcross; ++x) left[at(x, 0)] = entering_ * through_surface(x) * kStep;
        way = left;
        const auto dot = [](const Cells& a, const Cells& b) {
            double sum = 0;
            for (std::size_t i = 0; i < kCells; ++i) sum += a[i] * b[i];
            return sum;
        };
        double size = dot(left, left);
        for (const double enough = 1e-14 * size; size > enough;) {
            apply(way, turned);
            const double step = size / dot(way, turned);
            for (std::size_t i = 0; i < kCells; ++i) {
                fluence_[i] += step * way[i];
                left[i] -= step * turned[i];
            }
            const double next = dot(left, left);
            for (std::size_t i = 0; i < kCells; ++i) way[i] = left[i] + next / size * way[i];
            size = next;
        }
    }

    Cells loss_ = Cells(kCells), diffusion_ = Cells(kCells), fluence_ = Cells(kCells, 0);
    double keeps_ = 0, entering_ = 0, extinction_ = 0;
};

}  // namespace

std::vector<double> over_vessel(const Vessel& vessel, double absorption_per_mm, double reduced_scattering_per_mm, double index) {
    assert(vessel.depth_mm > vessel.diameter_mm / 2 && absorption_per_mm > 0 && reduced_scattering_per_mm > 0);
    const Section section(vessel, absorption_per_mm, reduced_scattering_per_mm, index);
    std::vector<double> share;
    for (int x = 0; x < kAcross; ++x) share.push_back(section.seen(x) / section.seen(kAcross - 1));
    return share;
}

}  // namespace stipple::skin
