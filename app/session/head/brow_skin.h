// The skin that would show if there were no brows: healed over from what surrounds them in a head's own colours.
#pragma once
#include <cstddef>
#include <functional>
#include <glm/glm.hpp>
#include <vector>

#include "scalp/head_mesh.h"

namespace stipple::session {

struct PreparedHead;

// A field over the frontal plane, head axes, mm: rows upwards.
struct BrowGrid {
    static constexpr float kCellMm = 0.25F;
    glm::vec2 corner{0};  // of the first cell
    int width = 0, height = 0;
    [[nodiscard]] std::size_t at(int x, int y) const { return std::size_t(y) * std::size_t(width) + std::size_t(x); }
};

class BrowSkin {
  public:
    // Looks for hair around the brow ridge of `mesh` (head.display, or a copy of it) in its colours and pictures; `head` is found.
    BrowSkin(const PreparedHead& head, const scalp::HeadMesh& mesh);
    // False where no brows are in the colours of the skin: then nothing need be healed.
    [[nodiscard]] bool found() const { return found_; }
    // How far a place on the skin belongs to a brow, 0 .. 1, and the colour (linear) it has without.
    struct Healed {
        float share = 0;
        glm::vec3 color{0};
    };
    [[nodiscard]] Healed at(const glm::vec3& place) const;
    // Whether `at` may say anything of a triangle with a corner there; triangles are far smaller than what lies around brows.
    [[nodiscard]] bool near(const glm::vec3& place) const;
    // 0 at the glabella's side of a brow, 1 at its tail.
    [[nodiscard]] float along(const glm::vec3& place) const;

  private:
    void take_picture(const scalp::HeadMesh& mesh);
    void find_hair();
    void heal();

    BrowGrid grid_;
    glm::vec3 middle_{0};  // between the outer canthi
    float unit_ = 1;       // this head's mm for one of a head whose canthi are 92 mm apart
    float least_z_ = 0;
    bool found_ = false;
    std::vector<glm::vec3> picture_;     // linear; of the frontmost skin
    std::vector<float> depth_;           // of it; far below everything where none is
    std::vector<float> share_;           // of hair
    std::vector<glm::vec3> healed_;
};

// Calls `inside(x, y, weights)` for every cell of a grid whose middle lies in a triangle, or within `margin` of its edges.
void each_cell(const glm::vec2 (&corners)[3], int width, int height, float margin, const std::function<void(int, int, const glm::vec3&)>& inside);

}  // namespace stipple::session
