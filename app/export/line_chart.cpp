#include "line_chart.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace stipple::exporting {
namespace {

constexpr double kWidth = 720, kHeight = 420;
constexpr double kLeft = 64, kRight = 150, kTop = 44, kBottom = 52;  // margins; labels stand in the right one
constexpr double kLabelHeight = 15;
// Okabe and Ito (2008): told apart by all kinds of colour vision.
constexpr std::array<const char*, 7> kInks{"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#444444"};

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '&') result += "&amp;";
        else if (c == '<') result += "&lt;";
        else result += c;
    }
    return result;
}

template <class... Values>
void add(std::string& out, const char* format, Values... values) {
    char line[256];
    const int length = std::snprintf(line, sizeof line, format, values...);
    assert(length > 0 && length < int(sizeof line));
    out.append(line, std::size_t(length));
}

// Places as near to those wanted as lets none touch another, downwards.
std::vector<double> apart(const std::vector<double>& wanted) {
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    std::vector<double> placed(wanted.size());
    double next = kTop;
    for (const std::size_t i : order) next = placed[i] = std::max(wanted[i], next), next += kLabelHeight;
    double limit = kHeight - kBottom;  // and up again where they ran out below
    for (std::size_t k = order.size(); k-- > 0;) limit = placed[order[k]] = std::min(placed[order[k]], limit), limit -= kLabelHeight;
    return placed;
}

}  // namespace

std::string svg(const LineChart& chart) {
    assert(chart.x.size() >= 2 && chart.y_max > chart.y_min && chart.x_step > 0 && chart.y_step > 0);
    const double x0 = chart.x.front(), x1 = chart.x.back();
    const auto across = [&](double x) { return kLeft + (x - x0) / (x1 - x0) * (kWidth - kLeft - kRight); };
    const auto down = [&](double y) { return kHeight - kBottom - (y - chart.y_min) / (chart.y_max - chart.y_min) * (kHeight - kTop - kBottom); };
    std::string out;
    add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\" font-family=\"Inter, Roboto, DejaVu Sans, sans-serif\" font-size=\"13\" fill=\"#222\">\n",
        kWidth, kHeight);
    out += "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n";
    add(out, "<text x=\"%g\" y=\"24\" font-size=\"16\" font-weight=\"600\">", kLeft);
    out += escaped(chart.title) + "</text>\n";
    for (double y = chart.y_min; y <= chart.y_max + 1e-9; y += chart.y_step) {
        add(out, "<line x1=\"%g\" x2=\"%g\" y1=\"%.2f\" y2=\"%.2f\" stroke=\"#ddd\"/>", kLeft, kWidth - kRight, down(y), down(y));
        add(out, "<text x=\"%g\" y=\"%.2f\" text-anchor=\"end\">%g</text>\n", kLeft - 8, down(y) + 4.5, double(std::lround(y * 1e6)) / 1e6);
    }
    for (double x = x0; x <= x1 + 1e-9; x += chart.x_step) {
        add(out, "<line x1=\"%.2f\" x2=\"%.2f\" y1=\"%g\" y2=\"%g\" stroke=\"#999\"/>", across(x), across(x), kHeight - kBottom, kHeight - kBottom + 5);
        add(out, "<text x=\"%.2f\" y=\"%g\" text-anchor=\"middle\">%g</text>\n", across(x), kHeight - kBottom + 20, double(std::lround(x * 1e6)) / 1e6);
    }
    add(out, "<text x=\"%g\" y=\"%g\" text-anchor=\"middle\">", (kLeft + kWidth - kRight) / 2, kHeight - 10);
    out += escaped(chart.x_label) + "</text>\n";
    add(out, "<text transform=\"translate(16 %g) rotate(-90)\" text-anchor=\"middle\">", (kTop + kHeight - kBottom) / 2);
    out += escaped(chart.y_label) + "</text>\n";

    std::vector<double> ends;
    for (const Line& line : chart.lines) ends.push_back(down(std::clamp(line.y.back(), chart.y_min, chart.y_max)) + 4.5);
    ends = apart(ends);
    for (std::size_t k = 0; k < chart.lines.size(); ++k) {
        const Line& line = chart.lines[k];
        assert(line.y.size() == chart.x.size());
        const char* ink = kInks[k % kInks.size()];
        add(out, "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-linejoin=\"round\"%s points=\"", ink,
            line.dashed ? " stroke-dasharray=\"6 4\"" : "");
        for (std::size_t i = 0; i < line.y.size(); ++i) add(out, "%.2f,%.2f ", across(chart.x[i]), down(std::clamp(line.y[i], chart.y_min, chart.y_max)));
        out += "\"/>\n";
        add(out, "<text x=\"%g\" y=\"%.2f\" fill=\"%s\">", kWidth - kRight + 8, ends[k], ink);
        out += escaped(line.label) + "</text>\n";
    }
    return out + "</svg>\n";
}

}  // namespace stipple::exporting
