// How a picture is looked at: from where, mirrored or life-size, with a grey card or a ruler in it.
#pragma once
#include "arguments.h"
#include "session/preview.h"

namespace stipple::cli {

// As given; empty or zero where not.
struct ViewingWords {
    std::string distance, mirrored, aperture;
    double screen_mm = 0;
    bool life_size = false, grey_card = false, ruler = false;
};

// Sets `viewing`. Throws UsageError.
void check_viewing(Arguments& arguments, const ViewingWords& words);

// The camera of a picture of this size.
[[nodiscard]] renderer::Camera camera_of(const Viewing& viewing, session::View view, const session::PreparedHead& head,
                                         const session::ResolvedDesign& design, Size size);

// What comes after drawing: left and right exchanged, and what is asked to be drawn over it.
void finish(const Viewing& viewing, renderer::Image& image, const renderer::Frame& frame);

}  // namespace stipple::cli
