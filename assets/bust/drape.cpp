#include "assets/bust/drape.h"

#include <stdexcept>

namespace stipple::bust {

double surface_z(const Field& field, double x, double y) {
    double z = 150;
    while (field({x, y, z}) > 0) {
        z -= 0.5;
        if (z < 0) throw std::logic_error("built-in head: no surface in front at the asked place");
    }
    double inside = z, outside = z + 0.5;
    for (int i = 0; i < 24; ++i) {
        const double middle = 0.5 * (inside + outside);
        (field({x, y, middle}) > 0 ? outside : inside) = middle;
    }
    return inside;
}

std::vector<dvec4> draped(const Field& face, const std::vector<dvec3>& knots) {
    std::vector<dvec4> out;
    for (const dvec3& k : knots) out.emplace_back(k.x, k.y, surface_z(face, k.x, k.y), k.z);
    return out;
}

}  // namespace stipple::bust
