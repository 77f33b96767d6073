#include "bare_head.h"

#include <algorithm>
#include <utility>

#include "prepared_head.h"

namespace stipple::session {
namespace {

constexpr const char* kNeeded[] = {
    "glabella", "tragion_left", "tragion_right", "outer_canthus_left", "outer_canthus_right", "vertex", "inion"};

constexpr const char* kRemedy = " If it is a head, set its landmarks: --marks FILE, or L in the window.";

// "+Y", "-Z"; nothing for a direction that is no axis of the file.
std::string axis_word(const glm::vec3& direction) {
    constexpr char kNames[] = "XYZ";
    for (int axis = 0; axis < 3; ++axis)
        if (std::abs(direction[axis]) > 0.9999F) return std::string(direction[axis] > 0 ? "+" : "-") + kNames[axis];
    return {};
}

// "No scalp found", and how it is shown.
std::string how_bare(const PreparedHead& head) {
    const scalp::HeadFrame& frame = head.head.frame;
    const std::string up = axis_word(frame.up), front = axis_word(frame.forward);
    std::string text = "No scalp found: shown bare, without dots";
    if (!up.empty() && !front.empty()) text += ", as it lies in its file (up " + up + ", front " + front + ")";
    return text + ".";
}

}  // namespace

bool has_scalp(const scalp::HeadFrame& frame) {
    return frame.confidence > 0 &&
           std::all_of(std::begin(kNeeded), std::end(kNeeded), [&](const char* name) { return frame.landmarks.contains(name); });
}

std::string why_no_scalp(const scalp::HeadFrame& frame) {
    std::string missing, why;
    for (const char* name : kNeeded)
        if (!frame.landmarks.contains(name)) missing += (missing.empty() ? "" : ", ") + std::string(name);
    for (const std::string& sentence : frame.problems) why += (why.empty() ? "" : " ") + sentence;
    if (why.empty()) why = "No head was found in this file" + (missing.empty() ? "" : " (missing: " + missing + ")") + "; open a scan of a whole head.";
    return why;
}

scalp::Head bare_head(scalp::Head head) {
    scalp::HeadFrame found = std::move(head.frame);
    if (found.confidence > 0) {
        head.frame = scalp::bare_frame(glm::dmat4(found.file_to_head));
    } else {
        head = scalp::place_head(std::move(head.name), std::move(head.mesh), scalp::bare_frame(head.mesh));
    }
    head.frame.problems = std::move(found.problems);
    head.frame.repairs = std::move(found.repairs);
    return head;
}

std::string bare_note(const PreparedHead& head) { return how_bare(head) + kRemedy; }

std::string bare_warning(const PreparedHead& head) {
    const std::string why = why_no_scalp(head.head.frame);
    // the finder's sentences mostly end with the same
    return how_bare(head) + " " + why + (why.find("--marks") == std::string::npos ? kRemedy : "");
}

}  // namespace stipple::session
