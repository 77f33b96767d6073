// The landmark tool without a screen: which marks are set, which comes next, and what can be taken back. All points are
// in the scan's own coordinates.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/head_settings.h"

namespace stipple::window {

inline constexpr int kMarks = int(model::kMarkNames.size());
using MarkPoints = std::map<std::string, glm::dvec3, std::less<>>;

class LandmarkTool {
  public:
    // `found` are the landmarks the program sees by itself; empty where it found no head: then all marks are needed.
    // `points_only`: asks for the two ends of the known length and nothing else.
    void begin(model::HeadSettings head, MarkPoints found, bool points_only);
    void end() { active_ = false; }
    [[nodiscard]] bool active() const { return active_; }
    [[nodiscard]] bool found() const { return !found_.empty(); }

    void click(const glm::dvec3& point);  // sets the mark asked for, or an end of the known length
    void ask(int mark);                   // the next click sets this one
    void ask_points();
    void begin_drag();  // the moves that follow are one step to undo
    void move(int mark, const glm::dvec3& point);
    [[nodiscard]] bool can_undo() const { return !past_.empty(); }
    void undo();

    [[nodiscard]] int next() const { return now_.clicking_points ? -1 : now_.next; }
    [[nodiscard]] bool clicking_points() const { return now_.clicking_points; }
    [[nodiscard]] const std::vector<glm::dvec3>& points() const { return now_.points; }
    [[nodiscard]] std::optional<glm::dvec3> mark(int index) const;
    // Where it was found, or where the marks set so far put it.
    [[nodiscard]] std::optional<glm::dvec3> ghost(int index) const;
    [[nodiscard]] const std::string& refusal() const { return refusal_; }
    [[nodiscard]] bool can_accept() const;
    [[nodiscard]] bool points_done() const { return points_only_ && now_.points.size() == 2; }
    [[nodiscard]] model::HeadSettings result() const;

    // File to head axes as far as glabella and tragions tell, for a scan that is not found: it stands upright before
    // all marks are set. None before these three are.
    [[nodiscard]] std::optional<glm::dmat4> guess() const;

  private:
    struct Step {
        MarkPoints marks;
        std::vector<glm::dvec3> points;
        int next = 0;
        bool clicking_points = false;
    };
    void changed();
    void advance();

    bool active_ = false, points_only_ = false;
    model::HeadSettings before_;
    MarkPoints found_;
    Step now_;
    std::vector<Step> past_;
    std::string refusal_;
};

}  // namespace stipple::window
