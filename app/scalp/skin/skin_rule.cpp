#include "skin_rule.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "scalp/mesh_weld.h"

namespace stipple::scalp {
namespace {

// Words of a name: split at anything but letters, and where a capital follows a small letter ("EyeBlend" -> eye, blend).
std::vector<std::string> words(const std::string& name) {
    std::vector<std::string> result(1);
    char before = 0;
    for (const char c : name) {
        const bool letter = std::isalpha(static_cast<unsigned char>(c)) != 0;
        const bool hump = std::isupper(static_cast<unsigned char>(c)) && std::islower(static_cast<unsigned char>(before));
        if ((!letter || hump) && !result.back().empty()) result.emplace_back();
        if (letter) result.back().push_back(char(std::tolower(static_cast<unsigned char>(c))));
        before = c;
    }
    return result;
}

bool named_as_something_else(const std::string& name) {
    static constexpr std::array other{
        "eye", "eyes", "eyeball", "eyeballs", "sclera", "iris", "cornea", "pupil", "pupils", "eyelash", "eyelashes", "lash", "lashes", "eyebrow",
        "eyebrows", "brow", "brows", "lacrimal", "caruncle", "tear", "tearline", "teeth", "tooth", "gum", "gums", "tongue", "dentures", "hair", "haircap", "wig",
        "beard", "moustache", "mustache", "glasses", "cloth", "clothes", "clothing", "shirt", "tshirt", "jacket", "collar", "hat", "helmet", "background", "backdrop"};
    for (const std::string& word : words(name))
        if (std::find(other.begin(), other.end(), word) != other.end()) return true;
    return false;
}

double area(const HeadMesh& mesh, std::size_t triangle) {
    const glm::dvec3 a = mesh.positions[mesh.indices[3 * triangle]], b = mesh.positions[mesh.indices[3 * triangle + 1]],
                     c = mesh.positions[mesh.indices[3 * triangle + 2]];
    return 0.5 * glm::length(glm::cross(b - a, c - a));
}

struct Extent {
    glm::dvec3 low{1e300}, high{-1e300};
    double area = 0;
    [[nodiscard]] double size() const { return area > 0 ? glm::length(high - low) : 0; }
};

}  // namespace

void mark_skin(HeadMesh& mesh) {
    double whole = 0;
    std::vector<double> areas;
    for (const Submesh& s : mesh.submeshes) {
        double sum = 0;
        for (std::size_t t = s.first_index / 3; t < (s.first_index + s.index_count) / 3; ++t) sum += area(mesh, t);
        areas.push_back(sum);
        whole += sum;
    }
    for (std::size_t i = 0; i < mesh.submeshes.size(); ++i) {
        Submesh& s = mesh.submeshes[i];
        const Material* material = s.material >= 0 ? &mesh.materials[std::size_t(s.material)] : nullptr;
        s.skin = !(material && material->transparent) &&
                 (areas[i] > 0.5 * whole || !(named_as_something_else(s.name) || (material && named_as_something_else(material->name))));
    }

    std::vector<std::uint32_t> skin_indices;
    for (const Submesh& s : mesh.submeshes)
        if (s.skin) skin_indices.insert(skin_indices.end(), mesh.indices.begin() + s.first_index, mesh.indices.begin() + s.first_index + s.index_count);
    const Parts parts = connected_parts(mesh.positions, skin_indices);
    std::vector<Extent> extents(parts.count);
    double skin_area = 0;
    for (std::size_t t = 0; t < parts.of_triangle.size(); ++t) {
        Extent& e = extents[parts.of_triangle[t]];
        const glm::dvec3 a = mesh.positions[skin_indices[3 * t]], b = mesh.positions[skin_indices[3 * t + 1]], c = mesh.positions[skin_indices[3 * t + 2]];
        e.low = glm::min(e.low, glm::min(a, glm::min(b, c)));
        e.high = glm::max(e.high, glm::max(a, glm::max(b, c)));
        const double part = 0.5 * glm::length(glm::cross(b - a, c - a));
        e.area += part;
        skin_area += part;
    }
    double largest_area = 0, largest_size = 0;
    for (const Extent& e : extents) {
        largest_area = std::max(largest_area, e.area);
        largest_size = std::max(largest_size, e.size());
    }
    // a scan torn into several large pieces still sheds its crumbs, but not so much that it was made of crumbs
    const bool whole_piece = largest_area >= 0.3 * skin_area;
    const auto small = [&](const Extent& e) {
        return whole_piece ? e.size() < 0.35 * largest_size && e.area < 0.06 * skin_area : e.size() < 0.15 * largest_size && e.area < 0.015 * skin_area;
    };
    double dropped = 0;
    for (const Extent& e : extents)
        if (small(e)) dropped += e.area;
    if (!whole_piece && dropped > 0.15 * skin_area) return;

    std::vector<Submesh> submeshes;
    std::size_t next = 0;  // triangle among skin_indices
    for (const Submesh& s : mesh.submeshes) {
        if (!s.skin) {
            submeshes.push_back(s);
            continue;
        }
        std::vector<std::uint32_t> keep, drop;
        for (std::size_t t = 0; t < s.index_count / 3; ++t, ++next) {
            const Extent& e = extents[parts.of_triangle[next]];
            std::vector<std::uint32_t>& to = small(e) ? drop : keep;
            to.insert(to.end(), skin_indices.begin() + std::ptrdiff_t(3 * next), skin_indices.begin() + std::ptrdiff_t(3 * next + 3));
        }
        std::copy(keep.begin(), keep.end(), mesh.indices.begin() + s.first_index);
        std::copy(drop.begin(), drop.end(), mesh.indices.begin() + s.first_index + std::ptrdiff_t(keep.size()));
        Submesh part = s;
        part.index_count = std::uint32_t(keep.size());
        if (!keep.empty()) submeshes.push_back(part);
        part.first_index += std::uint32_t(keep.size());
        part.index_count = std::uint32_t(drop.size());
        part.skin = false;
        if (!drop.empty()) submeshes.push_back(part);
    }
    mesh.submeshes = std::move(submeshes);
}

}  // namespace stipple::scalp
