#include "reference.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace stipple::test {
namespace {

constexpr double kPi = 3.14159265358979323846;

// Part of the unit disc with x <= a and y <= b.
double unit_disc_corner(double a, double b) {
    a = std::clamp(a, -1.0, 1.0);
    b = std::clamp(b, -1.0, 1.0);
    const auto half = [](double c) { return kPi / 2 + std::asin(c) + c * std::sqrt(1 - c * c); };
    if (a * a + b * b >= 1) {  // the corner lies outside: whole segments
        if (a >= 0 && b >= 0) return half(a) + half(b) - kPi;
        if (a < 0 && b < 0) return 0;
        return a < 0 ? half(a) : half(b);
    }
    return a * b + (a * std::sqrt(1 - a * a) + std::asin(a) + b * std::sqrt(1 - b * b) + std::asin(b)) / 2 + kPi / 4;
}

struct Node {
    double at, weight;
};

// Gauss and Legendre on [0, 1], nodes by Newton's method.
constexpr int kNodes = 24;
const std::array<Node, kNodes>& gauss() {
    static const std::array<Node, kNodes> nodes = [] {
        std::array<Node, kNodes> result{};
        for (int i = 0; i < kNodes; ++i) {
            double x = std::cos(kPi * (i + 0.75) / (kNodes + 0.5)), slope = 1;
            for (int step = 0; step < 100; ++step) {
                double previous = 1, value = x;
                for (int n = 2; n <= kNodes; ++n) {
                    const double next = ((2 * n - 1) * x * value - (n - 1) * previous) / n;
                    previous = value;
                    value = next;
                }
                slope = kNodes * (x * value - previous) / (x * x - 1);
                x -= value / slope;
            }
            result[std::size_t(i)] = {(x + 1) / 2, 1 / ((1 - x * x) * slope * slope)};
        }
        return result;
    }();
    return nodes;
}

// Calls visit(place) for every repetition of every dot that may reach the rectangle.
void for_each_dot(const DotPattern& dots, glm::dvec2 low, glm::dvec2 high,
                  const std::function<void(glm::dvec2)>& visit) {
    const double reach = dots.radius_mm * (1 + dots.edge), period = dots.period_mm;
    for (const glm::dvec2& place : dots.places) {
        const auto first = [&](double p, double edge) { return int(std::ceil((edge - reach - p) / period)); };
        const auto last = [&](double p, double edge) { return int(std::floor((edge + reach - p) / period)); };
        for (int j = first(place.y, low.y); j <= last(place.y, high.y); ++j)
            for (int i = first(place.x, low.x); i <= last(place.x, high.x); ++i)
                visit(place + period * glm::dvec2(i, j));
    }
}

glm::dvec2 bottom_left(const PixelGrid& grid, int x, int y) {
    return grid.top_left + grid.mm_per_pixel * glm::dvec2(x, -(y + 1));
}

double uniform(std::mt19937_64& random) { return double(random() >> 11) * 0x1p-53; }

}  // namespace

double disc_in_rectangle(double radius, glm::dvec2 low, glm::dvec2 high) {
    if (radius <= 0) return 0;
    const glm::dvec2 near = glm::max(glm::max(low, -high), 0.0), far = glm::max(-low, high);
    if (glm::dot(near, near) >= radius * radius) return 0;
    if (glm::dot(far, far) <= radius * radius) return (high.x - low.x) * (high.y - low.y);
    const glm::dvec2 a = low / radius, b = high / radius;
    return radius * radius *
           (unit_disc_corner(b.x, b.y) - unit_disc_corner(a.x, b.y) - unit_disc_corner(b.x, a.y) +
            unit_disc_corner(a.x, a.y));
}

double dot_in_rectangle(double radius, double edge, glm::dvec2 low, glm::dvec2 high) {
    if (edge <= 0) return disc_in_rectangle(radius, low, high);
    double sum = 0;
    for (const Node& u : gauss())
        sum += u.weight * 6 * u.at * (1 - u.at) * disc_in_rectangle(radius * (1 - edge + 2 * edge * u.at), low, high);
    return sum;
}

double dot_share(double radius, double edge, double distance) {
    if (edge <= 0) return distance <= radius ? 1 : 0;
    // Share of the discs that are larger: the integral of 6 u (1 - u) from there on.
    const double u = std::clamp((distance / radius - (1 - edge)) / (2 * edge), 0.0, 1.0);
    return 1 - u * u * (3 - 2 * u);
}

double DotPattern::coverage() const {
    const double whole = dot_in_rectangle(radius_mm, edge, glm::dvec2(-10 * radius_mm), glm::dvec2(10 * radius_mm));
    return double(places.size()) * peak * whole / (period_mm * period_mm);
}

std::vector<double> summed_coverage(const DotPattern& dots, const PixelGrid& grid) {
    std::vector<double> sums(std::size_t(grid.width) * std::size_t(grid.height), 0.0);
    const double size = grid.mm_per_pixel, reach = dots.radius_mm * (1 + dots.edge);
    const glm::dvec2 low = bottom_left(grid, 0, grid.height - 1),
                     high = grid.top_left + size * glm::dvec2(grid.width, 0);
    for_each_dot(dots, low, high, [&](glm::dvec2 place) {
        const int left = std::max(0, int(std::floor((place.x - reach - low.x) / size)));
        const int right = std::min(grid.width - 1, int(std::floor((place.x + reach - low.x) / size)));
        const int top = std::max(0, int(std::floor((high.y - place.y - reach) / size)));
        const int bottom = std::min(grid.height - 1, int(std::floor((high.y - place.y + reach) / size)));
        for (int y = top; y <= bottom; ++y)
            for (int x = left; x <= right; ++x) {
                const glm::dvec2 corner = bottom_left(grid, x, y) - place;
                sums[std::size_t(y) * std::size_t(grid.width) + std::size_t(x)] +=
                    dots.peak * dot_in_rectangle(dots.radius_mm, dots.edge, corner, corner + size) / (size * size);
            }
    });
    return sums;
}

Overlaps::Overlaps(const DotPattern& dots, double points_per_mm)
    : period_(dots.period_mm), side_(int(std::ceil(dots.period_mm * points_per_mm))) {
    per_mm_ = side_ / period_;
    std::vector<double> product(std::size_t(side_) * std::size_t(side_), 1.0), sum(product.size(), 0.0);
    const double reach = dots.radius_mm * (1 + dots.edge);
    for (const glm::dvec2& place : dots.places) {
        const int span = int(std::ceil(reach * per_mm_)) + 1;
        const int px = int(std::floor(place.x * per_mm_)), py = int(std::floor(place.y * per_mm_));
        for (int y = py - span; y <= py + span; ++y)
            for (int x = px - span; x <= px + span; ++x) {
                const double distance = glm::length((glm::dvec2(x, y) + 0.5) / per_mm_ - place);
                if (distance >= reach) continue;
                const double a = dots.absorptance * dots.peak * dot_share(dots.radius_mm, dots.edge, distance);
                const auto wrap = [&](int i) { return std::size_t(((i % side_) + side_) % side_); };
                product[wrap(y) * std::size_t(side_) + wrap(x)] *= 1 - a;
                sum[wrap(y) * std::size_t(side_) + wrap(x)] += a;
            }
    }
    const auto row = std::size_t(side_) + 1;
    sums_.assign(row * row, 0.0);
    for (std::size_t y = 0; y < std::size_t(side_); ++y) {
        double along = 0;
        for (std::size_t x = 0; x < std::size_t(side_); ++x) {
            const std::size_t i = y * std::size_t(side_) + x;
            along += product[i] - (1 - sum[i]);
            sums_[(y + 1) * row + x + 1] = sums_[y * row + x + 1] + along;
        }
    }
}

// Integral from the tile's corner, in points; a point's value fills its square.
double Overlaps::inside(double x, double y) const {
    const int i = std::min(int(x), side_ - 1), j = std::min(int(y), side_ - 1);
    const double fx = x - i, fy = y - j;
    const auto at = [&](int a, int b) { return sums_[std::size_t(b) * (std::size_t(side_) + 1) + std::size_t(a)]; };
    return (at(i, j) * (1 - fx) + at(i + 1, j) * fx) * (1 - fy) +
           (at(i, j + 1) * (1 - fx) + at(i + 1, j + 1) * fx) * fy;
}

double Overlaps::integral(glm::dvec2 corner) const {
    const glm::dvec2 p = corner * per_mm_, tiles = glm::floor(p / double(side_)), rest = p - tiles * double(side_);
    return tiles.x * tiles.y * inside(side_, side_) + tiles.x * inside(side_, rest.y) +
           tiles.y * inside(rest.x, side_) + inside(rest.x, rest.y);
}

double Overlaps::mean(glm::dvec2 low, glm::dvec2 high) const {
    const double sum = integral(high) - integral({low.x, high.y}) - integral({high.x, low.y}) + integral(low);
    return sum / ((high.x - low.x) * (high.y - low.y) * per_mm_ * per_mm_);
}

double Overlaps::mean() const { return inside(side_, side_) / (double(side_) * side_); }

std::vector<double> transmittance(const DotPattern& dots, const Overlaps& overlaps, const PixelGrid& grid) {
    std::vector<double> t = summed_coverage(dots, grid);
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x) {
            double& value = t[std::size_t(y) * std::size_t(grid.width) + std::size_t(x)];
            const glm::dvec2 corner = bottom_left(grid, x, y);
            value = 1 - dots.absorptance * value + overlaps.mean(corner, corner + grid.mm_per_pixel);
        }
    return t;
}

std::vector<double> reflectance(const std::vector<double>& t, const PixelGrid& grid, double sigma_mm, int margin) {
    // Weight of a pixel k away: the Gaussian's integral over that pixel.
    const double sigma = sigma_mm / grid.mm_per_pixel;
    const int reach = int(std::ceil(4 * sigma));
    std::vector<double> weights;
    for (int k = 0; k <= reach; ++k) {
        const auto below = [&](double x) { return 0.5 * std::erf(x / (sigma * std::sqrt(2.0))); };
        weights.push_back(sigma > 0 ? below(k + 0.5) - below(k - 0.5) : 1.0);
    }
    double whole = weights[0];
    for (int k = 1; k <= reach; ++k) whole += 2 * weights[std::size_t(k)];
    const int width = grid.width - 2 * margin, height = grid.height - 2 * margin;
    const auto sum_along = [&](const std::vector<double>& from, int across, int at, int size, bool rows) {
        double sum = 0;
        for (int k = -reach; k <= reach; ++k) {
            const int i = std::clamp(at + k, 0, size - 1);
            const std::size_t index = rows ? std::size_t(across) * std::size_t(grid.width) + std::size_t(i)
                                           : std::size_t(i) * std::size_t(width) + std::size_t(across);
            sum += weights[std::size_t(std::abs(k))] * from[index];
        }
        return sum / whole;
    };
    std::vector<double> along(std::size_t(width) * std::size_t(grid.height)),
        result(std::size_t(width) * std::size_t(height));
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < width; ++x)
            along[std::size_t(y) * std::size_t(width) + std::size_t(x)] = sum_along(t, y, x + margin, grid.width, true);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            result[std::size_t(y) * std::size_t(width) + std::size_t(x)] =
                t[std::size_t(y + margin) * std::size_t(grid.width) + std::size_t(x + margin)] *
                sum_along(along, x, y + margin, grid.height, false);
    return result;
}

std::vector<glm::dvec2> random_places(std::size_t count, double period_mm, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<glm::dvec2> places(count);
    for (glm::dvec2& p : places) {
        p.x = uniform(random) * period_mm;
        p.y = uniform(random) * period_mm;
    }
    return places;
}

std::vector<glm::dvec2> blue_noise_places(std::size_t count, double period_mm, unsigned seed) {
    std::mt19937_64 random(seed);
    const double hexagonal = std::sqrt(2 / std::sqrt(3.0) * period_mm * period_mm / double(count));
    double nearest = 0.75 * hexagonal;
    const int cells = std::max(1, int(period_mm / nearest));
    std::vector<std::vector<glm::dvec2>> grid(std::size_t(cells) * std::size_t(cells));
    std::vector<glm::dvec2> places;
    for (std::size_t darts = 0; places.size() < count; ++darts) {
        if (darts > 4000) {  // full: let them come a little nearer
            nearest *= 0.98;
            darts = 0;
        }
        const double x = uniform(random) * period_mm, y = uniform(random) * period_mm;
        const glm::dvec2 p(x, y);
        const int cx = std::min(cells - 1, int(p.x / period_mm * cells)),
                  cy = std::min(cells - 1, int(p.y / period_mm * cells));
        bool free = true;
        for (int dy = -1; dy <= 1 && free; ++dy)
            for (int dx = -1; dx <= 1 && free; ++dx)
                for (const glm::dvec2& q :
                     grid[std::size_t((cy + dy + cells) % cells * cells + (cx + dx + cells) % cells)]) {
                    glm::dvec2 d = glm::abs(p - q);
                    d = glm::min(d, period_mm - d);
                    free = free && glm::dot(d, d) >= nearest * nearest;
                }
        if (!free) continue;
        places.push_back(p);
        grid[std::size_t(cy * cells + cx)].push_back(p);
        darts = 0;
    }
    return places;
}

std::vector<glm::dvec2> hexagonal_places(std::size_t count, double period_mm) {
    const double pitch = std::sqrt(2 / std::sqrt(3.0) * period_mm * period_mm / double(count));
    const int columns = std::max(1, int(std::lround(period_mm / pitch)));
    const int rows = 2 * std::max(1, int(std::lround(period_mm / (pitch * std::sqrt(3.0)))));
    std::vector<glm::dvec2> places;
    for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i)
            places.emplace_back((i + 0.5 * (j % 2)) * period_mm / columns, j * period_mm / rows);
    return places;
}

}  // namespace stipple::test
