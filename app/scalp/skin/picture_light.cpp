#include "picture_light.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

namespace stipple::scalp {
namespace {

constexpr int kPlaces = 2, kShapes = 8, kTerms = kPlaces + kShapes;  // face and scalp; harmonics of order 1 and 2
constexpr int kRounds = 3;
constexpr double kFar = 2.5;  // standard deviations
using Terms = Eigen::Matrix<double, kTerms, 1>;

Terms terms_of(const SkinSample& sample) {
    const glm::dvec3 n(sample.normal);
    Terms t;
    t << (sample.on_scalp ? 0.0 : 1.0), (sample.on_scalp ? 1.0 : 0.0), n.x, n.y, n.z, n.x * n.y, n.y * n.z, n.z * n.x, n.x * n.x - n.y * n.y, 3 * n.z * n.z - 1;
    return t;
}

double log_light(const SkinSample& sample) { return std::log(std::max(double(luminance(sample.color)), 1e-4)); }

}  // namespace

double light_in_picture(std::span<const SkinSample> samples) {
    std::vector<double> lights;
    lights.reserve(samples.size());
    for (const SkinSample& sample : samples) lights.push_back(log_light(sample));
    Terms fit = Terms::Zero();
    double far = 1e30, depth = 0;
    for (int round = 0; round < kRounds; ++round) {
        Eigen::Matrix<double, kTerms, kTerms> squares = Eigen::Matrix<double, kTerms, kTerms>::Identity() * 1e-6;
        Terms right = Terms::Zero();
        double area = 0, spread = 0;
        const auto each = [&](auto&& take) {
            for (std::size_t i = 0; i < samples.size(); ++i) {
                const Terms t = terms_of(samples[i]);
                const double y = lights[i];
                if (std::abs(y - fit.dot(t)) <= far) take(t, y, samples[i].area);
            }
        };
        each([&](const Terms& t, double y, double a) {
            squares += a * t * t.transpose();
            right += a * y * t;
            area += a;
        });
        if (!(area > 0)) return 0;
        fit = squares.ldlt().solve(right);
        double sum = 0, square = 0, counted = 0;
        each([&](const Terms& t, double y, double a) {
            const double shape = fit.tail<kShapes>().dot(t.tail<kShapes>()), off = y - fit.dot(t);
            sum += a * shape;
            square += a * shape * shape;
            spread += a * off * off;
            counted += a;
        });
        if (!(counted > 0)) return 0;
        depth = std::sqrt(std::max(square / counted - sum / counted * (sum / counted), 0.0));
        far = kFar * std::sqrt(spread / counted);
    }
    return depth;
}

}  // namespace stipple::scalp
