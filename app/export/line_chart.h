// A line chart as an SVG picture: for documents, from the program's own figures.
#pragma once
#include <string>
#include <vector>

namespace stipple::exporting {

struct Line {
    std::string label;       // UTF-8, written at the line's end
    std::vector<double> y;   // one a value of LineChart::x
    bool dashed = false;
};

struct LineChart {
    std::string title, x_label, y_label;
    std::vector<double> x;   // rising
    std::vector<Line> lines;
    double y_min = 0, y_max = 1;  // of the axis
    double x_step = 1, y_step = 0.2;  // between two numbers on an axis
};

// 720 by 420 units, dark ink on white. Labels at the lines' ends are moved apart until none covers another.
[[nodiscard]] std::string svg(const LineChart& chart);

}  // namespace stipple::exporting
