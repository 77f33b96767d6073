#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "round_head.h"
#include "session/sites/wanted_map.h"

using namespace stipple;
using session::ChartCoordinate;
using session::WantedMap;
using tests::all_tiles;
using tests::wanted;

namespace {

constexpr int kSide = scalp::kChartSide;

// Shares of kTop per cm2.
constexpr double kTop = 1000;
std::vector<std::uint16_t> bumpy_field() {
    std::vector<std::uint16_t> field(std::size_t(kSide) * kSide);
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const double value = 450 + 300 * std::sin(x * 0.031) * std::cos(y * 0.017) + (x * 7 + y * 13) % 40;
            field[std::size_t(y) * kSide + std::size_t(x)] =
                x < 300 && y > 500 ? std::uint16_t(0) : session::to_share(float(value / kTop));
        }
    }
    return field;
}

// Bilinear interpolation in double of the unrounded field.
double exact(const std::vector<std::uint16_t>& field, double pool, ChartCoordinate at) {
    const double x = at.u / 65536.0 * kSide - 0.5, y = at.v / 65536.0 * kSide - 0.5;
    const int c = int(std::floor(x)), r = int(std::floor(y));
    const auto value = [&](int column, int row) {
        return double(field[std::size_t(row) * kSide + std::size_t(column)]) / 65535.0 * kTop * 65536.0 / pool;
    };
    const double fx = x - c, fy = y - r;
    return (1 - fy) * ((1 - fx) * value(c, r) + fx * value(c + 1, r)) +
           fy * ((1 - fx) * value(c, r + 1) + fx * value(c + 1, r + 1));
}

}  // namespace

TEST_CASE("the integer look-up follows bilinear interpolation to a rank") {
    const std::vector<std::uint16_t> field = bumpy_field();
    const WantedMap map = wanted(field, kTop, 1500);
    std::mt19937 random(5);
    for (int i = 0; i < 20000; ++i) {
        const ChartCoordinate at{std::uint16_t(64 + random() % 65400), std::uint16_t(64 + random() % 65400)};
        CHECK(std::abs(double(map.at(at)) - exact(field, 1500, at)) <= 1.51);
    }
}

TEST_CASE("bounds over a footprint hold for every look-up inside it and are not far off") {
    const WantedMap map = wanted(bumpy_field(), kTop, 1500);
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
    std::vector<std::uint16_t> field(std::size_t(kSide) * kSide, session::kWholeShare);
    CHECK(wanted(field, 2000, 1500).at({30000, 30000}) == shared::RANK_LEVELS);
    CHECK(wanted(field, 2000, 1500).highest() == shared::RANK_LEVELS);
    CHECK(wanted(field, 0, 1500).at({30000, 30000}) == 0);
    std::fill(field.begin(), field.end(), std::uint16_t(0));
    CHECK(wanted(field, 2000, 1500).at({30000, 30000}) == 0);
    CHECK(wanted(field, 2000, 1500).highest() == 0);
}

TEST_CASE("a map brought up to date tile by tile is the map made from nothing") {
    std::mt19937 random(11);
    std::vector<std::uint16_t> share = bumpy_field(), taken(share.size(), 0);
    WantedMap kept = wanted(share, kTop, 1500);
    for (int round = 0; round < 12; ++round) {
        session::TileSet touched;
        for (int k = 0; k < 5; ++k) {
            const int x = int(random() % 1000), y = int(random() % 1000);
            auto& field = random() % 2 ? share : taken;
            for (int row = y; row < y + 20; ++row)
                for (int column = x; column < x + 20; ++column)
                    field[std::size_t(row) * kSide + std::size_t(column)] = std::uint16_t(random());
            touched.add(x / session::kTileSide, y / session::kTileSide, (x + 19) / session::kTileSide,
                        (y + 19) / session::kTileSide);
        }
        const session::TileSet changed = kept.update(share, taken, kTop, 1500, round == 0 ? all_tiles() : touched);
        CHECK_FALSE(changed.empty());
        CHECK(kept.update(share, taken, kTop, 1500, all_tiles()).empty());  // the same input bytes change nothing
        WantedMap fresh;
        (void)fresh.update(share, taken, kTop, 1500, all_tiles());
        CHECK(kept == fresh);
    }
}
