#include "landmark_finder.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "plane_section.h"

namespace stipple::scalp {
namespace {

// The face's outline in the midsagittal plane: largest z over y, 0.5 mm apart, small gaps bridged.
class FrontProfile {
  public:
    FrontProfile(const std::vector<Segment2>& section) {
        z_.fill(kNone);
        for (const Segment2& s : section) {
            const glm::dvec2 a = s.a.y < s.b.y ? s.a : s.b, b = s.a.y < s.b.y ? s.b : s.a;
            for (int i = std::max(0, int(std::ceil((a.y - kLow) / kStep))); i < kCount; ++i) {
                const double y = kLow + i * kStep;
                if (y > b.y) break;
                const double t = b.y > a.y ? (y - a.y) / (b.y - a.y) : 0;
                double& z = z_[std::size_t(i)];
                z = std::max(z, a.x + t * (b.x - a.x));
            }
        }
        int last = -1;
        for (int i = 0; i < kCount; ++i) {
            if (z_[std::size_t(i)] == kNone) continue;
            if (last >= 0 && i - last > 1 && i - last < 60)
                for (int k = last + 1; k < i; ++k) {
                    const double t = double(k - last) / (i - last);
                    z_[std::size_t(k)] = z_[std::size_t(last)] + t * (z_[std::size_t(i)] - z_[std::size_t(last)]);
                }
            last = i;
        }
    }
    [[nodiscard]] bool has(double y) const { return at(y) != kNone; }
    [[nodiscard]] double at(double y) const {
        const int i = int(std::floor((y - kLow) / kStep + 0.5));
        return i >= 0 && i < kCount ? z_[std::size_t(i)] : kNone;
    }
    // The y in [low, high] where value(y, z) is largest; false where the profile is missing throughout.
    template <typename Value>
    bool best(double low, double high, Value&& value, double& best_y) const {
        double best_value = -1e300;
        bool any = false;
        for (double y = low; y <= high; y += kStep) {
            if (!has(y)) continue;
            const double v = value(y, at(y));
            if (v > best_value) best_value = v, best_y = y, any = true;
        }
        return any;
    }
    // Each place the mean of those within `reach` mm: what is broad is found where the eye sees it, not where noise is.
    [[nodiscard]] FrontProfile smoothed(double reach) const {
        FrontProfile out(*this);
        const int around = int(reach / kStep);
        for (int i = 0; i < kCount; ++i) {
            if (z_[std::size_t(i)] == kNone) continue;
            double sum = 0;
            int count = 0;
            for (int k = std::max(0, i - around); k <= std::min(kCount - 1, i + around); ++k)
                if (z_[std::size_t(k)] != kNone) sum += z_[std::size_t(k)], ++count;
            out.z_[std::size_t(i)] = sum / count;
        }
        return out;
    }
    static constexpr double kLow = -140, kStep = 0.5, kNone = -1e30;
    static constexpr int kCount = 640;

  private:
    std::array<double, kCount> z_{};
};

constexpr double kRootReach = 4;  // mm; the root of the nose is a bow of 15 to 20 mm radius

// How far a point lies behind (positive) the chord from (y0, z0) to (y1, z1).
double behind(double y, double z, double y0, double z0, double y1, double z1) {
    return (z0 + (y - y0) / (y1 - y0) * (z1 - z0) - z) / std::sqrt(1 + (z1 - z0) * (z1 - z0) / ((y1 - y0) * (y1 - y0)));
}

// Depth at a place, or of the skin around it where something stands off it by more than skin slopes there: lashes of a
// mesh that has them in one piece with its skin.
double behind_lashes(const DepthMap& front, double x, double y) {
    constexpr double kSlope = 7, kAround = 4;  // mm
    const double z = front.sample(x, y);
    std::vector<double> around;
    for (double dx = -kAround; dx <= kAround; ++dx)
        for (double dy = -kAround; dy <= kAround; ++dy)
            if (const double at = front.sample(x + dx, y + dy); at != DepthMap::kNothing) around.push_back(at);
    if (z == DepthMap::kNothing || around.empty()) return z;
    const auto low = around.begin() + std::ptrdiff_t(around.size() / 5);
    std::nth_element(around.begin(), low, around.end());
    return z - *low > kSlope ? *low : z;
}

}  // namespace

FoundLandmarks find_face_landmarks(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions, const FoundLandmarks& given, std::vector<std::string>& problems) {
    FoundLandmarks found;
    const FrontProfile profile(plane_section(mesh, positions, glm::dvec3(0), glm::dvec3(0, 0, 1), glm::dvec3(0, 1, 0)));
    const auto put = [&](const char* name, double y, double confidence) { found[name] = {glm::dvec3(0, y, profile.at(y)), confidence}; };

    double pronasale = 1;
    if (!profile.best(-22, 26, [](double, double z) { return z; }, pronasale)) {
        if (!given.count("glabella")) problems.push_back("The nose is missing; set the landmarks by hand (press L in the window).");
        found["pronasale"] = {{0, 1, 124}, 25};
        found["nasion"] = {{0, 41, 101}, 25};
        found["glabella"] = {{0, 57, 103}, 25};
        found["subnasale"] = {{0, -13, 109}, 25};
        found["menton"] = {{0, -80, 92}, 25};
    } else {
        const double tip = profile.at(pronasale);
        put("pronasale", pronasale, 3);
        // Nasion: farthest back between the tip and the brow, and glabella: where the brow bulges most before the line
        // from nasion up the forehead, 15 mm above the nasion where there is hardly a bulge (mean of the marked scans). Each
        // bounds the other's search, so they are found in turns.
        double nasion = pronasale + 40, glabella = pronasale + 57;
        bool deep = false;
        const FrontProfile broad = profile.smoothed(kRootReach);
        const auto z_at = [&](double y, double otherwise) { return broad.has(y) ? broad.at(y) : otherwise; };
        for (int turn = 0; turn < 3; ++turn) {
            const double brow_z = z_at(glabella, tip - 20);
            deep = broad.best(pronasale + 25, std::min(pronasale + 54, glabella - 5), [&](double y, double z) {
                const double off = y - pronasale - 40;
                return -z - 0.004 * off * off;
            }, nasion) &&
                   behind(nasion, broad.at(nasion), pronasale, tip, glabella, brow_z) > 1;
            if (!deep) nasion = pronasale + 41;
            const double nasion_z = z_at(nasion, 101), forehead = nasion + 45, forehead_z = z_at(forehead, nasion_z);
            glabella = nasion + 15;
            broad.best(nasion + 6, nasion + 28, [&](double y, double z) {
                const double off = y - nasion - 15;
                return -behind(y, z, nasion, nasion_z, forehead, forehead_z) - 0.008 * off * off;
            }, glabella);
        }
        if (profile.has(nasion)) put("nasion", nasion, deep ? 4 : 8);
        else found["nasion"] = {{0, nasion, 101}, 15};
        if (profile.has(glabella)) put("glabella", glabella, deep ? 5 : 9);
        else found["glabella"] = {{0, glabella, 103}, 15};
        // Subnasale: deepest corner between the tip and the upper lip.
        double lip = pronasale - 32, subnasale = pronasale - 14;
        profile.best(pronasale - 44, pronasale - 20, [](double, double z) { return z; }, lip);
        const double lip_z = profile.has(lip) ? profile.at(lip) : tip - 16;
        if (profile.best(pronasale - 28, pronasale - 3, [&](double y, double z) { return behind(y, z, pronasale, tip, lip, lip_z); }, subnasale)) put("subnasale", subnasale, 3);
        else found["subnasale"] = {{0, subnasale, tip - 15}, 12};
        // Menton: the corner where the chin turns under.
        double menton = pronasale - 80;
        const bool chin = profile.best(pronasale - 105, pronasale - 55, [](double y, double z) { return z > 40 ? -0.85 * y + 0.53 * z : -1e9; }, menton) && profile.at(menton) > 40;
        if (chin) put("menton", menton, 6);
        else {
            found["menton"] = {{0, pronasale - 80, tip - 33}, 20};
            problems.push_back("The chin is missing or covered; views are framed by an average chin.");
        }
    }

    const SideViews views = side_views(mesh, positions);
    const std::array<Ear, 2> ears{find_ear(views, 0), find_ear(views, 1)};
    static constexpr std::array names{"tragion_left", "tragion_right"};
    for (std::size_t side = 0; side < 2; ++side) {
        const double s = side == 0 ? 1 : -1;
        if (ears[side].found) found[names[side]] = {ears[side].tragion, 5};
        else if (ears[1 - side].found) found[names[side]] = {glm::dvec3(-1, 1, 1) * ears[1 - side].tragion, 9};
        else found[names[side]] = {{s * 72, 13, 6}, 18};
    }
    const bool left = ears[0].found || given.count("tragion_left"), right = ears[1].found || given.count("tragion_right");
    if (!left || !right)
        problems.push_back(!left && !right ? "No ears were found under hair or in the scan; set both tragions by hand (press L in the window)."
                                           : std::string("The ") + (left ? "right" : "left") + " ear was not found; check the tragion on that side (press L in the window).");

    // Outer canthi: 46 mm from the midline (0.3 of the head's breadth) and 9 mm below the nasion (marked scans: 7.6 to 10.5).
    const double canthus_y = found["nasion"].position.y - 9;
    std::vector<glm::dvec3> turned(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) turned[i] = glm::dvec3(positions[i].x, positions[i].y, positions[i].z);
    const DepthMap front = depth_map(mesh, turned, -60, 60, canthus_y - 6, canthus_y + 6, 1);
    static constexpr std::array canthi{"outer_canthus_left", "outer_canthus_right"};
    for (std::size_t side = 0; side < 2; ++side) {
        const double x = side == 0 ? 46 : -46;
        double z = behind_lashes(front, x, canthus_y);
        const bool seen = z != DepthMap::kNothing && z > 40;
        if (!seen) z = 80;
        found[canthi[side]] = {{x, canthus_y, z}, seen ? 6.0 : 14.0};
    }
    for (const auto& [name, landmark] : given) found[name] = landmark;
    return found;
}

FoundLandmarks find_cranium_landmarks(const HeadMesh& mesh, const std::vector<glm::dvec3>& positions, const glm::dvec3& glabella,
                                      const glm::dvec3& average_vertex, std::vector<std::string>& problems) {
    FoundLandmarks found;
    const std::vector<Segment2> section = plane_section(mesh, positions, glm::dvec3(0), glm::dvec3(0, 0, 1), glm::dvec3(0, 1, 0));
    glm::dvec2 vertex(0, -1e9), opisthocranion(0), inion(1e9, 0);
    double longest = 0;
    double top_length = 0;  // mm of outline about the vertex
    // Tops and backs of heads are flat: within 0.5 mm the extreme wanders over 30 mm. A slight pull to where the marked heads
    // have it (vertex 10 mm behind the tragions, opisthocranion 43 mm above) decides between equals.
    double best_top = -1e9, best_back = -1e9;
    for (const Segment2& s : section) {
        const int pieces = 1 + int(std::min(glm::length(s.b - s.a), 100.0));  // coarse meshes have long edges
        for (int piece = 0; piece <= pieces; ++piece) {
            const glm::dvec2 p = s.a + double(piece) / pieces * (s.b - s.a);
            const double top = p.y - 0.002 * (p.x + 10) * (p.x + 10);
            if (std::abs(p.x - average_vertex.z) < 45 && top > best_top) best_top = top, vertex = p;
            if (std::abs(p.x - average_vertex.z) < 12 && p.y > average_vertex.y - 20) top_length += glm::length(s.b - s.a) / (pieces + 1);
            const double length = glm::length(p - glm::dvec2(glabella.z, glabella.y)), back = length - 0.0012 * (p.y - 43) * (p.y - 43);
            if (p.x < -40 && p.y > 0 && p.y < 110 && back > best_back) best_back = back, longest = length, opisthocranion = p;
        }
    }
    // without a crown the highest point left lies on the rim of the hole, lower than the average vertex
    const bool seen = top_length > 15;
    const bool crown = seen && vertex.y > average_vertex.y - 13 && vertex.y < average_vertex.y + 25;
    if (crown) {
        found["vertex"] = {{0, vertex.y, vertex.x}, 6};
    } else {
        found["vertex"] = {average_vertex, 12};
        problems.push_back(!seen || vertex.y < average_vertex.y ? "The crown is missing from the scan; scan again with the whole top of the head, no dots can lie there."
                                                       : "Something stands on top of the head; cut hats and hair off the scan.");
    }
    if (longest > 0) found["opisthocranion"] = {{0, opisthocranion.y, opisthocranion.x}, 5};
    else problems.push_back("The back of the head is missing from the scan; scan again all round.");
    // Inion: no visible mark on most heads; 10 mm above tragion level is the anatomical expectation.
    constexpr double kInionHeight = 10;
    for (const Segment2& s : section) {
        if ((s.a.y < kInionHeight) == (s.b.y < kInionHeight)) continue;
        const double t = (kInionHeight - s.a.y) / (s.b.y - s.a.y), z = s.a.x + t * (s.b.x - s.a.x);
        if (z < inion.x && z < -40 && z > -140) inion = {z, kInionHeight};
    }
    if (inion.x < 1e8) found["inion"] = {{0, inion.y, inion.x}, 12};
    return found;
}

}  // namespace stipple::scalp
