// A design made concrete on one head: which sites are live and to which session each belongs.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <vector>

#include "model/design.h"
#include "session/head/prepared_head.h"
#include "session/marks/skin_marks.h"
#include "shared/dot.h"
#include "shared/look.h"
#include "shared/marks.h"
#include "shared/time_table.h"
#include "shared_list.h"

namespace stipple::session {

// One site set under one design, as the renderer takes it: a state and 8 words of live mask for every cluster up to the
// last that has a live site. Those after it are dead.
struct SiteStates {
    SharedList<shared::ClusterState> clusters;
    SharedList<std::uint32_t> live_mask;
    std::uint64_t live = 0;
};

// About 2.6 mm: redness has no sharper edge.
inline constexpr int kTreatedStep = 8;

struct ResolvedDesign {
    model::Design design;  // what was compiled
    // The hairline from the right sideburn over the forehead to the left, then round the ears and the nape, closed:
    // points on the skin, head axes, mm, about 1 mm apart. Treatment lies inside.
    std::vector<glm::vec3> hairline;
    std::size_t mid_frontal = 0;             // index of its point on the midline
    std::size_t front_end = 0;               // one past the left sideburn: from there on ears and nape
    std::size_t nape = 0;                    // index of the neckline's middle
    std::vector<glm::vec3> hairline_points;  // model::hairline_points on the skin: where handles stand
    SiteStates dots, follicles;
    std::shared_ptr<const SkinMarks> marks;  // null: none
    double treated_area_cm2 = 0;                 // where at least kTreatedShare of the density is wanted: lone dots before the line treat no skin
    double hair_loss_area_cm2 = 0;               // scalp where less than half the natural density is left
};

// Compiles designs for one head, one after the other. What a design makes of a head depends on design and head alone: the
// same bytes on every machine and after every other design; what was compiled before only saves time, since stages run
// only where their inputs differ.
class DesignCompiler {
  public:
    // `head` must outlive the compiler. Not thread-safe.
    explicit DesignCompiler(const PreparedHead& head);
    ~DesignCompiler();
    DesignCompiler(DesignCompiler&&) noexcept;
    [[nodiscard]] std::shared_ptr<const ResolvedDesign> compile(const model::Design& design);
    // Dots per cm2 wanted under the design compiled last when every planned session is done, without touch-ups; one a
    // chart texel.
    [[nodiscard]] std::vector<float> density_per_cm2() const;
    // The same as a share of the most, of 255, at every kTreatedStep-th texel: what heals.
    [[nodiscard]] std::vector<std::uint8_t> treated() const;
    // Hairs per cm2 under it, grafts included; and shares of kWholeShare: of natural hair that is left, of the density behind the hairline. One a
    // chart texel; spans are good until the next design is compiled.
    [[nodiscard]] std::vector<float> hair_per_cm2() const;
    [[nodiscard]] std::span<const std::uint16_t> hair_left() const;
    [[nodiscard]] std::span<const std::uint16_t> planned() const;

  private:
    struct Stages;
    std::unique_ptr<Stages> stages_;
};

// One design compiled from nothing.
[[nodiscard]] std::shared_ptr<const ResolvedDesign> compile_design(const model::Design& design, const PreparedHead& head);
[[nodiscard]] std::vector<float> density_per_cm2(const model::Design& design, const PreparedHead& head);

// What the design says about dots and skin that needs no head. All lengths mm, colours linear RGB.
[[nodiscard]] shared::DotLook dot_look(const model::Design& design);
// Width of a healed dot behind the transition, mm: dot.diameter_mm as the needle sets it.
[[nodiscard]] double dot_width_mm(const model::Design& design);
[[nodiscard]] shared::SkinLook skin_look(const model::Design& design);
[[nodiscard]] shared::MarksLook marks_look(const model::Design& design);  // on skin of skin.tone; nothing heals

}  // namespace stipple::session
