#include "assets/skin/layers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace stipple::skin {
namespace {

// Directions: half of them below the critical angle, where all light is thrown back, half above, the last one square to the surface.
// With 2 x 6 instead, reflectances differ by less than 0.0005.
constexpr int kHalf = 8, kCount = 2 * kHalf;

using Vector = std::array<double, kCount>;
// Radiance that goes out along one direction for radiance that comes in along another.
struct Matrix {
    std::array<double, std::size_t(kCount) * kCount> of{};
    double& operator()(int row, int column) { return of[std::size_t(row * kCount + column)]; }
    double operator()(int row, int column) const { return of[std::size_t(row * kCount + column)]; }
};

Matrix identity() {
    Matrix m;
    for (int i = 0; i < kCount; ++i) m(i, i) = 1;
    return m;
}

Matrix operator*(const Matrix& a, const Matrix& b) {
    Matrix m;
    for (int i = 0; i < kCount; ++i)
        for (int k = 0; k < kCount; ++k)
            for (int j = 0; j < kCount; ++j) m(i, j) += a(i, k) * b(k, j);
    return m;
}

Matrix combine(const Matrix& a, const Matrix& b, double times) {  // a + times b
    Matrix m;
    for (std::size_t i = 0; i < m.of.size(); ++i) m.of[i] = a.of[i] + times * b.of[i];
    return m;
}

// a^-1 b, by elimination with pivots
Matrix solved(Matrix a, Matrix b) {
    for (int k = 0; k < kCount; ++k) {
        int pivot = k;
        for (int i = k + 1; i < kCount; ++i)
            if (std::abs(a(i, k)) > std::abs(a(pivot, k))) pivot = i;
        for (int j = 0; pivot != k && j < kCount; ++j) {
            std::swap(a(k, j), a(pivot, j));
            std::swap(b(k, j), b(pivot, j));
        }
        const double scale = 1 / a(k, k);
        for (int j = 0; j < kCount; ++j) {
            a(k, j) *= scale;
            b(k, j) *= scale;
        }
        for (int i = 0; i < kCount; ++i) {
            const double share = a(i, k);
            if (i == k || share == 0) continue;
            for (int j = 0; j < kCount; ++j) {
                a(i, j) -= share * a(k, j);
                b(i, j) -= share * b(k, j);
            }
        }
    }
    return b;
}

double legendre(int order, double x) {
    double before = 1, value = x;
    if (order == 0) return 1;
    for (int k = 2; k <= order; ++k) before = std::exchange(value, ((2 * k - 1) * x * value - (k - 1) * before) / k);
    return value;
}

struct Directions {
    Vector cosine{}, weight{};  // weights of an integral over the cosine from 0 to 1
};

// Gauss's points between 0 and `critical`, Radau's, which have the end, between it and 1.
Directions directions(double critical) {
    Directions d;
    const auto bisect = [](auto&& f, double low, double high) {
        for (int i = 0; i < 200; ++i) {
            const double middle = 0.5 * (low + high);
            ((f(middle) > 0) == (f(low) > 0) ? low : high) = middle;
        }
        return 0.5 * (low + high);
    };
    // Roots by changes of sign on a fine grid.
    const auto roots = [&](auto&& f, auto&& found) {
        constexpr int kGrid = 4000;
        for (int i = 0; i < kGrid; ++i) {
            const double low = -1 + 2.0 * i / kGrid, high = -1 + 2.0 * (i + 1) / kGrid;
            if (i > 0 && (f(low) > 0) != (f(high) > 0)) found(bisect(f, low, high));
        }
    };
    int at = 0;
    roots([](double x) { return legendre(kHalf, x); },
          [&](double x) {
              const double slope = kHalf * (x * legendre(kHalf, x) - legendre(kHalf - 1, x)) / (x * x - 1);
              d.cosine[std::size_t(at)] = 0.5 * critical * (x + 1);
              d.weight[std::size_t(at++)] = 0.5 * critical * 2 / ((1 - x * x) * slope * slope);
          });
    const double range = 1 - critical;
    roots([](double x) { return legendre(kHalf - 1, x) + legendre(kHalf, x); },  // and -1, which turned around is the end
          [&](double x) {
              const double below = legendre(kHalf - 1, x);
              d.cosine[std::size_t(at)] = 1 - 0.5 * range * (x + 1);
              d.weight[std::size_t(at++)] = 0.5 * range * (1 - x) / (kHalf * kHalf * below * below);
          });
    std::reverse(d.cosine.begin() + kHalf, d.cosine.begin() + at);
    std::reverse(d.weight.begin() + kHalf, d.weight.begin() + at);
    d.cosine[kCount - 1] = 1;
    d.weight[kCount - 1] = 0.5 * range * 2 / (kHalf * kHalf);
    return d;
}

struct Slab {
    Matrix reflected, transmitted;
};

// A slab of optical thickness `thickness` so thin that one step through it does.
Slab thin(const Directions& d, double albedo, double anisotropy, double thickness) {
    // Share scattered from direction j into i, on the same side and to the other, over all azimuths. Orders from kHalf on are left to
    // light that goes straight on (Wiscombe 1977).
    Matrix ahead, back;
    const double straight = std::pow(anisotropy, kHalf);
    for (int i = 0; i < kCount; ++i)
        for (int j = 0; j < kCount; ++j)
            for (int k = 0; k < kHalf; ++k) {
                const double moment = (2 * k + 1) * (std::pow(anisotropy, k) - straight) / (1 - straight);
                const double both = moment * legendre(k, d.cosine[std::size_t(i)]) * legendre(k, d.cosine[std::size_t(j)]);
                ahead(i, j) += both;
                back(i, j) += k % 2 == 0 ? both : -both;
            }
    Matrix lost, turned;
    for (int i = 0; i < kCount; ++i)
        for (int j = 0; j < kCount; ++j) {
            const double scale = 0.5 * thickness / d.cosine[std::size_t(i)], scattered = 0.5 * albedo * d.weight[std::size_t(j)];
            lost(i, j) = scale * ((i == j ? 1 : 0) - scattered * ahead(i, j));
            turned(i, j) = scale * scattered * back(i, j);
        }
    // Differences over the slab by the mean of both faces: (1 + lost) T = 1 - lost + turned R, (1 + lost) R = turned (1 + T).
    const Matrix one = identity(), turned_in = solved(combine(one, lost, 1), turned), through = solved(combine(one, lost, 1), one);
    Slab slab;
    slab.reflected = solved(combine(one, turned_in * turned_in, -1), combine(Matrix{}, turned_in * through, 2));
    slab.transmitted = combine(combine(through, through * lost, -1), turned_in * slab.reflected, 1);
    return slab;
}

// Two of the same on top of each other.
Slab doubled(const Slab& slab) {
    const Matrix between = solved(combine(identity(), slab.reflected * slab.reflected, -1), slab.transmitted);
    return {combine(slab.reflected, slab.transmitted * (slab.reflected * between), 1), slab.transmitted * between};
}

Slab slab_of(const Directions& d, const Layer& layer, double anisotropy, bool endless) {
    constexpr double kThin = 0.004;
    const double scattering = layer.reduced_scattering_per_mm / (1 - anisotropy), straight = std::pow(anisotropy, kHalf);
    const double kept = scattering * (1 - straight), extinction = kept + layer.absorption_per_mm;
    int doublings = 0;
    double thickness = endless ? kThin : extinction * layer.thickness_mm;
    while (thickness > kThin) {
        thickness /= 2;
        ++doublings;
    }
    Slab slab = thin(d, kept / extinction, anisotropy, thickness);
    const auto lets_through = [&] { return *std::max_element(slab.transmitted.of.begin(), slab.transmitted.of.end()); };
    for (int i = 0; endless ? i < 40 && lets_through() > 1e-6 : i < doublings; ++i) slab = doubled(slab);
    return slab;
}

// Share of unpolarised light that a surface throws back inside tissue of `index`, by the cosine in there.
double fresnel_inside(double cosine, double index) {
    const double sine2 = index * index * (1 - cosine * cosine);
    if (sine2 >= 1) return 1;
    const double outside = std::sqrt(1 - sine2);
    const double s = (index * cosine - outside) / (index * cosine + outside), p = (cosine - index * outside) / (cosine + index * outside);
    return 0.5 * (s * s + p * p);
}

// Radiance that comes up square to the surface from `top` on `deep`, for even radiance 1 outside, by the square of the index.
double seen(const Directions& d, const Slab& top, const Matrix& deep, double index) {
    const Matrix one = identity();
    const Matrix both = combine(top.reflected, top.transmitted * solved(combine(one, deep * top.reflected, -1), deep * top.transmitted), 1);
    Matrix inside = one, in{};
    for (int i = 0; i < kCount; ++i) {
        const double back = fresnel_inside(d.cosine[std::size_t(i)], index);
        for (int j = 0; j < kCount; ++j) inside(i, j) -= back * both(i, j);
        in(i, 0) = 1 - back;
    }
    const Matrix downward = solved(inside, in);
    double sum = 0;
    for (int j = 0; j < kCount; ++j) sum += both(kCount - 1, j) * downward(j, 0);
    return sum;
}

}  // namespace

std::vector<double> diffuse_reflectances(std::span<const Layer> above, std::span<const Layer> below, double anisotropy, double index) {
    const Directions d = directions(std::sqrt(1 - 1 / (index * index)));
    std::vector<Matrix> deep;
    for (const Layer& layer : below) deep.push_back(slab_of(d, layer, anisotropy, true).reflected);
    std::vector<double> of;
    for (const Layer& layer : above) {
        const Slab top = slab_of(d, layer, anisotropy, false);
        // Even radiance 1 outside is index^2 inside, where it gets in, and that much less again where it comes out.
        for (const Matrix& under : deep) of.push_back(seen(d, top, under, index));
    }
    return of;
}

}  // namespace stipple::skin
