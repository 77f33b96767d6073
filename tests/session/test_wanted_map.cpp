#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "session/wanted_map.h"

using namespace stipple;
using session::ChartCoordinate;
using session::WantedMap;

namespace {

constexpr int kSide = scalp::kChartSide;

std::vector<float> bumpy_field() {
    std::vector<float> field(std::size_t(kSide) * kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double value = 450 + 300 * std::sin(x * 0.031) * std::cos(y * 0.017) + (x * 7 + y * 13) % 40;
            field[std::size_t(y) * kSide + std::size_t(x)] = x < 300 && y > 500 ? 0.0F : float(value);
        }
    }
    return field;
}

// Bilinear interpolation in double of the unrounded field.
double exact(const std::vector<float>& field, double pool, ChartCoordinate at) {
    const double x = at.u / 65536.0 * kSide - 0.5, y = at.v / 65536.0 * kSide - 0.5;
    const int c = int(std::floor(x)), r = int(std::floor(y));
    const auto value = [&](int column, int row) {
        return double(field[std::size_t(row) * kSide + std::size_t(column)]) * 65536.0 / pool;
    };
    const double fx = x - c, fy = y - r;
    return (1 - fy) * ((1 - fx) * value(c, r) + fx * value(c + 1, r)) +
           fy * ((1 - fx) * value(c, r + 1) + fx * value(c + 1, r + 1));
}

}  // namespace

TEST_CASE("the integer look-up follows bilinear interpolation to a rank") {
    const std::vector<float> field = bumpy_field();
    const WantedMap map(field, 1500);
    std::mt19937 random(5);
    for (int i = 0; i < 20000; ++i) {
        const ChartCoordinate at{std::uint16_t(64 + random() % 65400), std::uint16_t(64 + random() % 65400)};
        CHECK(std::abs(double(map.at(at)) - exact(field, 1500, at)) <= 1.51);
    }
}

TEST_CASE("bounds over a footprint hold for every look-up inside it and are not far off") {
    const WantedMap map(bumpy_field(), 1500);
    std::mt19937 random(6);
    for (int i = 0; i < 2000; ++i) {
        const int x = int(random() % 980), y = int(random() % 980), w = 1 + int(random() % 40),
                  h = 1 + int(random() % 40);
        const session::Footprint footprint{x, y, std::min(x + w, kSide - 1), std::min(y + h, kSide - 1)};
        const auto bounds = map.bounds(footprint);
        std::uint32_t low = shared::RANK_LEVELS, high = 0;
        for (int k = 0; k < 200; ++k) {
            // Coordinates whose four texels lie inside the footprint.
            const int u = x * 64 + 32 + int(random() % std::uint32_t((footprint.x1 - x) * 64));
            const int v = y * 64 + 32 + int(random() % std::uint32_t((footprint.y1 - y) * 64));
            const std::uint32_t value = map.at({std::uint16_t(u), std::uint16_t(v)});
            low = std::min(low, value);
            high = std::max(high, value);
        }
        CHECK(bounds.low <= low);
        CHECK(bounds.high >= high);
    }
}

TEST_CASE("wanting the whole pool lights its last rank, wanting nothing lights none") {
    std::vector<float> field(std::size_t(kSide) * kSide, 2000.0F);
    CHECK(WantedMap(field, 1500).at({30000, 30000}) == shared::RANK_LEVELS);
    std::fill(field.begin(), field.end(), 0.0F);
    CHECK(WantedMap(field, 1500).at({30000, 30000}) == 0);
}
