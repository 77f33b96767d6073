#include "landmark_tool.h"

#include <algorithm>
#include <utility>

#include "scalp/frame/mark_fit.h"

namespace stipple::window {
namespace {

std::string name_of(int index) { return std::string(model::kMarkNames[std::size_t(index)]); }

}  // namespace

void LandmarkTool::begin(model::HeadSettings head, MarkPoints found, bool points_only) {
    active_ = true;
    points_only_ = points_only;
    before_ = std::move(head);
    found_ = std::move(found);
    past_.clear();
    now_ = {};
    now_.marks = before_.marks;
    now_.points = before_.length_points;
    now_.next = -1;
    advance();
    if (points_only) ask_points();
    past_.clear();
    changed();
}

void LandmarkTool::advance() {
    now_.next = -1;
    // A found head needs no mark: the hand says which one to correct.
    if (!found_.empty()) return;
    for (int i = 0; i < kMarks && now_.next < 0; ++i)
        if (!now_.marks.contains(name_of(i))) now_.next = i;
}

void LandmarkTool::click(const glm::dvec3& point) {
    if (now_.clicking_points) {
        past_.push_back(now_);
        now_.points.push_back(point);
        if (now_.points.size() >= 2) now_.clicking_points = false;
    } else if (now_.next >= 0) {
        past_.push_back(now_);
        now_.marks[name_of(now_.next)] = point;
        advance();
    }
    changed();
}

void LandmarkTool::ask(int mark) {
    now_.clicking_points = false;
    now_.next = mark;
}

void LandmarkTool::ask_points() {
    past_.push_back(now_);
    now_.points.clear();
    now_.clicking_points = true;
}

void LandmarkTool::begin_drag() { past_.push_back(now_); }

void LandmarkTool::move(int mark, const glm::dvec3& point) {
    now_.marks[name_of(mark)] = point;
    if (now_.next == mark) advance();
    changed();
}

void LandmarkTool::undo() {
    if (past_.empty()) return;
    now_ = std::move(past_.back());
    past_.pop_back();
    changed();
}

void LandmarkTool::changed() {
    refusal_.clear();
    const scalp::FrameHints hints{now_.marks, {}};
    if (scalp::marks_place(hints)) refusal_ = scalp::fit_marks(hints).refusal;
}

std::optional<glm::dvec3> LandmarkTool::mark(int index) const {
    const auto found = now_.marks.find(name_of(index));
    return found != now_.marks.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<glm::dvec3> LandmarkTool::ghost(int index) const {
    if (const auto found = found_.find(name_of(index)); found != found_.end()) return found->second;
    const std::optional<glm::dmat4> placed = guess();
    if (!placed) return std::nullopt;
    return glm::dvec3(glm::inverse(*placed) * glm::dvec4(scalp::average_mark(std::size_t(index)), 1));
}

bool LandmarkTool::can_accept() const {
    if (!refusal_.empty() || now_.clicking_points) return false;
    if (found_.empty() && int(now_.marks.size()) < kMarks) return false;
    return result() != before_;
}

model::HeadSettings LandmarkTool::result() const {
    model::HeadSettings head = before_;
    head.marks = now_.marks;
    head.length_points = now_.points.size() == 2 ? now_.points : std::vector<glm::dvec3>();
    return head;
}

std::optional<glm::dmat4> LandmarkTool::guess() const {
    if (!found_.empty()) return std::nullopt;
    const auto brow = mark(0), left_ear = mark(1), right_ear = mark(2);
    if (!brow || !left_ear || !right_ear) return std::nullopt;
    const glm::dvec3 origin = 0.5 * (*left_ear + *right_ear), across = *left_ear - *right_ear;
    const double width = glm::length(across);
    if (!(width > 0)) return std::nullopt;
    const glm::dvec3 left = across / width;
    glm::dvec3 ahead = *brow - origin;
    ahead -= glm::dot(ahead, left) * left;
    if (!(glm::length(ahead) > 0.2 * width)) return std::nullopt;
    ahead = glm::normalize(ahead);
    // the glabella lies this far up from straight ahead of the tragions
    const glm::dvec3 average = scalp::average_mark(0);
    const double rise = average.y / glm::length(glm::dvec2(average.y, average.z)),
                 run = average.z / glm::length(glm::dvec2(average.y, average.z));
    const glm::dvec3 over = glm::cross(ahead, left);
    const glm::dvec3 forward = run * ahead - rise * over, up = rise * ahead + run * over;
    const double mm = 2 * scalp::average_mark(1).x / width;
    const glm::dmat3 linear = mm * glm::transpose(glm::dmat3(left, up, forward));
    glm::dmat4 placed(linear);
    placed[3] = glm::dvec4(-(linear * origin), 1);
    return placed;
}

}  // namespace stipple::window
