// What a patch of dots should look like, computed plainly and slowly from the description of a dot
// (docs/architecture.md, "Coverage" and "Optics") and nothing of the renderer's code: exact areas of discs in pixels,
// overlaps on a fine raster.
//
// A dot is a mixture of sharp discs whose radii are (1 - edge) .. (1 + edge) times its radius with density 6 u (1 - u).
// At a point that its mixture covers to the share c it lets through 1 - c * absorptance. Where dots overlap, light has
// to pass every one of them, so their transmittances multiply (Beer and Lambert: pigment lies at varying depths). For
// dots thrown at random the mean of that product is exp(-mean absorptance) exactly, which is the law the renderer
// states for them.
#pragma once
#include <functional>
#include <glm/glm.hpp>
#include <vector>

namespace stipple::test {

// Dots on the plane, mm, x to the right and y up, all alike; the pattern repeats with `period_mm` in both directions.
struct DotPattern {
    std::vector<glm::dvec2> places;  // within [0, period_mm)
    double period_mm = 0;
    double radius_mm = 0;    // where the share covered is half of `peak`
    double edge = 0.6;       // 0: a sharp disc
    double peak = 1;         // share covered in the middle
    double absorptance = 1;  // 1 - transmittance where the share is 1, one colour
    // Share of the area covered if no dots overlapped.
    [[nodiscard]] double coverage() const;
};

// A grid of square pixels over the plane; pixel (x, y) counts from the top left as in a picture.
struct PixelGrid {
    int width = 0, height = 0;
    double mm_per_pixel = 0;
    glm::dvec2 top_left{0};  // place on the plane of the picture's corner
};

// Area of the part of a disc around the origin that lies in the rectangle low .. high.
double disc_in_rectangle(double radius, glm::dvec2 low, glm::dvec2 high);
// The same for a soft dot: integral over the rectangle of the share covered, for peak 1.
double dot_in_rectangle(double radius, double edge, glm::dvec2 low, glm::dvec2 high);
// Share covered at a distance from the middle of a dot of peak 1.
double dot_share(double radius, double edge, double distance);

// Mean over each pixel of the dots' summed coverage, overlaps counted twice: exact.
std::vector<double> summed_coverage(const DotPattern& dots, const PixelGrid& grid);

// What overlaps give back: at each point of a raster the product over dots of their transmittances less what a plain
// sum of absorptances would leave. Zero wherever fewer than two dots lie.
class Overlaps {
  public:
    Overlaps(const DotPattern& dots, double points_per_mm);
    [[nodiscard]] double mean(glm::dvec2 low, glm::dvec2 high) const;  // over a rectangle of the endless plane
    [[nodiscard]] double mean() const;

  private:
    [[nodiscard]] double integral(glm::dvec2 corner) const;
    [[nodiscard]] double inside(double x, double y) const;
    double period_, per_mm_;
    int side_;
    std::vector<double> sums_;  // of all points left of and below a corner, (side_ + 1)^2
};

// Mean transmittance of each pixel, one crossing.
std::vector<double> transmittance(const DotPattern& dots, const Overlaps& overlaps, const PixelGrid& grid);

// Factor on bare skin's reflectance: t(x) (K * t)(x), K a Gaussian of `sigma_mm`, for the pixels at least `margin`
// inside the grid. What lies beyond the grid continues its edge pixels, so three sigma are a good margin.
std::vector<double> reflectance(const std::vector<double>& t, const PixelGrid& grid, double sigma_mm, int margin = 0);

// Patterns on the torus. The same seed gives the same dots.
std::vector<glm::dvec2> random_places(std::size_t count, double period_mm, unsigned seed);
// Dart throwing: no two dots nearer than 0.75 of the hexagonal lattice's spacing (less only when darts no longer find
// room).
std::vector<glm::dvec2> blue_noise_places(std::size_t count, double period_mm, unsigned seed);
// Rows of a near hexagonal lattice that closes on the torus; about `count` dots.
std::vector<glm::dvec2> hexagonal_places(std::size_t count, double period_mm);

}  // namespace stipple::test
