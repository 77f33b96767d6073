#include "mark_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace stipple::scalp {
namespace {

constexpr std::size_t kCount = std::size(kPlacingMarks);
using Points = std::array<glm::dvec3, kCount>;

// Mean of four marked scans, tragions at the origin and Frankfurt plane level; single heads lie 2.5 to 5.8 mm off it (root
// mean square). The average head of head_template.h has them 14.5 mm higher and 8 mm farther forward.
constexpr double kRise = 14.5, kAdvance = 8;
constexpr double kAverage[kCount][3]{{0, 41, 94}, {72.5, 0, 0}, {-72.5, 0, 0}, {47, 16.5, 70.5}, {-47, 16.5, 70.5}, {0, 7, -93}};
Points average_marks() {
    Points marks;
    for (std::size_t i = 0; i < kCount; ++i) marks[i] = {kAverage[i][0], kAverage[i][1], kAverage[i][2]};
    for (glm::dvec3& p : marks) p += glm::dvec3(0, kRise, kAdvance);
    return marks;
}

struct Fit {
    Similarity placement;
    double residual_mm = 1e9;
    std::array<double, kCount> off{};  // mm
};

// Umeyama's similarity from `from` to `to` (IEEE PAMI 13, 1991) over those with a weight; the rotation is the orthogonal factor
// of the covariance, by Newton's iteration (Higham 1986). False where the points are mirrored or lie in a plane.
bool similarity(const Points& from, const Points& to, const std::array<double, kCount>& weight, Fit& fit) {
    double sum = 0;
    glm::dvec3 a(0), b(0);
    for (std::size_t i = 0; i < kCount; ++i) sum += weight[i], a += weight[i] * from[i], b += weight[i] * to[i];
    a /= sum, b /= sum;
    glm::dmat3 covariance(0);
    double spread = 0, reach = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
        covariance += weight[i] * glm::outerProduct(to[i] - b, from[i] - a);
        spread += weight[i] * glm::dot(from[i] - a, from[i] - a);
        reach += weight[i] * glm::dot(to[i] - b, to[i] - b);
    }
    if (!(reach > 0)) return false;
    glm::dmat3 rotation = covariance * (1 / std::sqrt(spread * reach));
    if (!(glm::determinant(rotation) > 1e-6)) return false;
    for (int turn = 0; turn < 60; ++turn) rotation = 0.5 * (rotation + glm::transpose(glm::inverse(rotation)));
    double along = 0;
    for (std::size_t i = 0; i < kCount; ++i) along += weight[i] * glm::dot(to[i] - b, rotation * (from[i] - a));
    if (!(along > 0)) return false;
    fit.placement.scale = along / spread;
    fit.placement.rotation = rotation;
    fit.placement.translation = b - fit.placement.scale * (rotation * a);
    double squares = 0;
    for (std::size_t i = 0; i < kCount; ++i) {
        fit.off[i] = glm::length(fit.placement.to_head(to[i]) - from[i]);
        squares += weight[i] * fit.off[i] * fit.off[i];
    }
    fit.residual_mm = std::sqrt(squares / sum);
    return true;
}

constexpr double kWorst = 13;  // mm, residual above which marks are refused: exchanged sides leave 20 and more

std::string spoken(const char* name) {
    std::string text = name;
    for (char& c : text)
        if (c == '_') c = ' ';
    return text;
}

// What is wrong with marks that fit no head.
std::string blame(const Points& marks, const Points& average, const Fit& whole, bool found) {
    const std::array<double, kCount> all{1, 1, 1, 1, 1, 1};
    const auto exchanged = [&](std::initializer_list<std::pair<int, int>> pairs) {
        Points other = marks;
        for (const auto& [i, j] : pairs) std::swap(other[std::size_t(i)], other[std::size_t(j)]);
        Fit fit;
        return similarity(average, other, all, fit) && fit.residual_mm < kWorst;
    };
    if (exchanged({{1, 2}, {3, 4}})) return "Left and right are exchanged in these marks; left is the person's own left. Set the tragions and canthi again.";
    if (exchanged({{1, 2}})) return "The left and the right tragion are exchanged; left is the person's own left. Set both again.";
    if (exchanged({{3, 4}})) return "The left and the right outer canthus are exchanged; left is the person's own left. Set both again.";
    // one that is far off while the others agree
    for (std::size_t i = 0; i < kCount; ++i) {
        std::array<double, kCount> others = all;
        others[i] = 0;
        Fit fit;
        if (!similarity(average, marks, others, fit) || fit.residual_mm > kWorst * 0.7) continue;
        char text[240];
        std::snprintf(text, sizeof text, "The mark of the %s lies %.0f mm from where the other marks expect it, which is no head; set it again.",
                      spoken(kPlacingMarks[i]).c_str(), fit.off[i]);
        return text;
    }
    if (!found) return "These marks lie almost in one plane or are mirrored, which is no head; set all six again.";
    char text[200];
    std::snprintf(text, sizeof text, "These marks lie %.0f mm off those of an average head, too far for any head; set all six again.", whole.residual_mm);
    return text;
}

}  // namespace

glm::dvec3 average_mark(std::size_t index) { return {kAverage[index][0], kAverage[index][1], kAverage[index][2]}; }

bool marks_place(const FrameHints& hints) {
    return std::all_of(std::begin(kPlacingMarks), std::end(kPlacingMarks), [&](const char* name) { return hints.marks.contains(name); });
}

MarkFit fit_marks(const FrameHints& hints) {
    const Points average = average_marks();
    Points marks;
    for (std::size_t i = 0; i < kCount; ++i) marks[i] = hints.marks.find(kPlacingMarks[i])->second;
    Fit fit;
    const bool found = similarity(average, marks, {1, 1, 1, 1, 1, 1}, fit);
    MarkFit result;
    if (!found || fit.residual_mm > kWorst) {
        result.refusal = blame(marks, average, fit, found);
        return result;
    }
    result.placement = fit.placement;
    result.residual_mm = fit.residual_mm;
    return result;
}

}  // namespace stipple::scalp
