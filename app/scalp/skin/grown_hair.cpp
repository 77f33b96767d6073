#include "grown_hair.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

namespace stipple::scalp {
namespace {

// A field over the chart's scalp, weights 0 elsewhere; blurred with the weights, so that the rim does not pull.
struct Field {
    std::vector<float> value, weight;
};

// One pass of a box of `2 half + 1` texels along rows or columns; neighbouring lines side by side, as memory has columns.
void box(std::vector<float>& values, int half, bool along_rows) {
    constexpr std::size_t kSide = kChartSide, kLines = 16;
    std::vector<float> lines(kSide * kLines);
    const std::size_t across = along_rows ? kSide : 1, along = along_rows ? 1 : kSide;
    for (std::size_t first = 0; first < kSide; first += kLines) {
        const auto at = [&](std::size_t i, std::size_t l) -> float& { return values[(first + l) * across + i * along]; };
        if (along_rows)
            for (std::size_t l = 0; l < kLines; ++l)
                for (std::size_t i = 0; i < kSide; ++i) lines[i * kLines + l] = at(i, l);
        else
            for (std::size_t i = 0; i < kSide; ++i) std::copy_n(&at(i, 0), kLines, &lines[i * kLines]);
        std::array<double, kLines> sums{};
        const auto add = [&](int i, double sign) {
            for (std::size_t l = 0; l < kLines; ++l) sums[l] += sign * double(lines[std::size_t(i) * kLines + l]);
        };
        for (int i = 0; i < std::min(half, kChartSide); ++i) add(i, 1);
        for (int i = 0; i < kChartSide; ++i) {
            if (i + half < kChartSide) add(i + half, 1);
            if (i - half - 1 >= 0) add(i - half - 1, -1);
            for (std::size_t l = 0; l < kLines; ++l) at(std::size_t(i), l) = float(sums[l] / (2 * half + 1));
        }
    }
}

// Three boxes are nearly a Gaussian; their width for a standard deviation in texels.
int half_box(double sigma) { return std::max(1, int(std::lround((std::sqrt(4 * sigma * sigma + 1) - 1) / 2))); }

Field blurred(Field field, double sigma) {
    for (int round = 0; round < 3; ++round)
        for (const bool along_rows : {true, false}) {
            box(field.value, half_box(sigma), along_rows);
            box(field.weight, half_box(sigma), along_rows);
        }
    return field;
}

std::vector<float> mean_of(const Field& field) {
    std::vector<float> out(field.value.size(), 0);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (field.weight[i] > 1e-4F) out[i] = field.value[i] / field.weight[i];
    return out;
}

}  // namespace

TopRelief top_relief(const ScalpChart& chart) {
    const std::size_t texels = chart.hit.size();
    Field height{std::vector<float>(texels, 0), std::vector<float>(texels, 0)};
    std::size_t count = 0;
    double area = 0;
    for (std::size_t i = 0; i < texels; ++i) {
        if (!chart.hit[i] || !chart.scalp[i]) continue;
        height.value[i] = glm::length(chart.position[i] - chart.projection.center);
        height.weight[i] = 1;
        area += double(chart.area_mm2[i]);
        ++count;
    }
    TopRelief relief;
    if (count < 1000) return relief;
    const double texel_mm = std::sqrt(area / double(count));
    // A Gaussian halves waves of 5.3 times its deviation: 3 and 15 mm.
    constexpr double kShortMm = 3 / 5.3, kLongMm = 15 / 5.3, kNearMm = 5;
    const std::vector<float> fine = mean_of(blurred(height, kShortMm / texel_mm)), coarse = mean_of(blurred(height, kLongMm / texel_mm));
    Field square{std::vector<float>(texels, 0), height.weight};
    std::vector<float> between;
    double sum = 0;
    for (std::size_t i = 0; i < texels; ++i) {
        if (height.weight[i] == 0) continue;
        const float d = fine[i] - coarse[i];
        square.value[i] = d * d;
        sum += double(d * d);
    }
    const std::vector<float> local = mean_of(blurred(square, kNearMm / texel_mm));
    std::size_t lumpy = 0;
    for (std::size_t i = 0; i < texels; ++i) {
        if (height.weight[i] == 0 || !(local[i] > float(kLumpyMm * kLumpyMm))) continue;
        ++lumpy;
        between.push_back(height.value[i] - coarse[i]);
    }
    relief.relief_mm = std::sqrt(sum / double(count));
    relief.lumpy_share = double(lumpy) / double(count);
    if (between.size() > 100) {
        const auto at = [&](double share) {
            const auto place = between.begin() + std::ptrdiff_t(share * double(between.size() - 1));
            std::nth_element(between.begin(), place, between.end());
            return double(*place);
        };
        relief.depth_mm = at(0.95) - at(0.05);
    }
    return relief;
}

std::optional<std::string> grown_hair_problem(const TopRelief& relief, const std::optional<Capture>& capture) {
    constexpr double kLumpyShare = 0.35;  // of the scalp
    constexpr double kDark = 0.3;         // of the face's luminance: shaved heads, stubble and shade included, have 0.5 and more
    if (relief.lumpy_share > kLumpyShare) {
        char depth[32];
        std::snprintf(depth, sizeof depth, "%.0f", std::max(relief.depth_mm, 1.0));
        return std::string("The top of this head is grown hair (") + depth +
               " mm thick or more), not scalp: dots would lie on the hair. Scan the head shaved, or with hair cut short and combed flat.";
    }
    if (capture && capture->top_to_face < kDark)
        return std::string("The top of this head is dark with hair in the scan's picture: dots hardly show on it. Scan the head shaved, or show the skin model instead of the picture.");
    return std::nullopt;
}

}  // namespace stipple::scalp
