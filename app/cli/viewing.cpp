#include "viewing.h"

#include <charconv>

#include "export/overlay.h"
#include "model/lens_stops.h"
#include "session/view/lens.h"
#include "words.h"

namespace stipple::cli {
namespace {

constexpr double kLeastScreenMm = 0.02, kMostScreenMm = 2;  // a telephone's pixels are 0.05 mm wide, a projector's 2

// "off", or a number as photographers say it: 2.8, f/2.8.
double f_number_of(std::string_view word) {
    if (word.empty() || word == model::kLensStops[0].name) return 0;
    const std::string_view digits = word.starts_with("f/") ? word.substr(2) : word;
    double number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || !(number >= model::kLeastFNumber && number <= model::kMostFNumber))
        throw UsageError("--aperture " + std::string(word) + ": give an f-number from 1 to 32, such as 2.8, or off");
    return number;
}

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
    a.viewing.f_number = f_number_of(words.aperture);
    a.viewing.grey_card = words.grey_card;
    a.viewing.ruler = words.ruler;
}

renderer::Camera camera_of(const Viewing& viewing, session::View view, const session::PreparedHead& head, const session::ResolvedDesign& design, Size size) {
    const renderer::Camera camera = session::distance_camera(viewing.distance, view, head, design, double(size.width) / size.height);
    return session::with_lens(viewing.life_size_mm ? session::with_top_of_head(session::life_size(camera, size.height, *viewing.life_size_mm), head) : camera,
                              viewing.f_number);
}

void finish(const Viewing& viewing, renderer::Image& image, const renderer::Frame& frame) {
    if (viewing.mirrored) exporting::mirror(image);
    if (viewing.grey_card) exporting::draw_grey_card(image, exporting::grey_card(frame.light, frame.camera));
    if (viewing.ruler) exporting::draw_ruler(image, session::mm_per_pixel(frame.camera, image.height));
}

}  // namespace stipple::cli
