#include "viewing.h"

#include "export/overlay.h"
#include "words.h"

namespace stipple::cli {
namespace {

constexpr double kLeastScreenMm = 0.02, kMostScreenMm = 2;  // a telephone's pixels are 0.05 mm wide, a projector's 2

}  // namespace

void check_viewing(Arguments& a, const ViewingWords& words) {
    if (!words.distance.empty()) {
        const auto distance = session::find_distance(words.distance);
        if (!distance) {
            std::vector<std::string> names;
            for (const session::DistanceFacts& facts : session::distances()) names.emplace_back(facts.name);
            throw UsageError("--distance " + words.distance + ": choose " + listed(names));
        }
        a.viewing.distance = *distance;
    }
    a.viewing.mirrored = session::facts_of(a.viewing.distance).mirrored;
    if (!words.mirrored.empty()) {
        if (words.mirrored != "yes" && words.mirrored != "no") throw UsageError("--mirrored " + words.mirrored + ": choose yes or no");
        a.viewing.mirrored = words.mirrored == "yes";
    }
    if (words.life_size && words.screen_mm == 0)
        throw UsageError("--life-size needs the width of a pixel of the screen: --screen-mm-per-pixel 0.25, which is the screen's width in mm over its pixels");
    if (words.screen_mm != 0) {
        if (!(words.screen_mm >= kLeastScreenMm && words.screen_mm <= kMostScreenMm)) throw UsageError("--screen-mm-per-pixel: give a number from 0.02 to 2");
        if (!words.life_size) throw UsageError("--screen-mm-per-pixel says how large --life-size is; give both");
        a.viewing.life_size_mm = words.screen_mm;
    }
    a.viewing.grey_card = words.grey_card;
    a.viewing.ruler = words.ruler;
}

renderer::Camera camera_of(const Viewing& viewing, session::View view, const session::PreparedHead& head, const session::ResolvedDesign& design, Size size) {
    const renderer::Camera camera = session::distance_camera(viewing.distance, view, head, design, double(size.width) / size.height);
    return viewing.life_size_mm ? session::with_top_of_head(session::life_size(camera, size.height, *viewing.life_size_mm), head) : camera;
}

void finish(const Viewing& viewing, renderer::Image& image, const renderer::Frame& frame) {
    if (viewing.mirrored) exporting::mirror(image);
    if (viewing.grey_card) exporting::draw_grey_card(image, exporting::grey_card(frame.light, frame.camera));
    if (viewing.ruler) exporting::draw_ruler(image, session::mm_per_pixel(frame.camera, image.height));
}

}  // namespace stipple::cli
