// The tone of skin in a photo.
#pragma once
#include <filesystem>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace stipple::session {

struct PhotoTone {
    double tone = 1;       // skin.tone that looks most like it, 1 to 10
    double delta_e = 0;    // CIEDE2000 between the two
    glm::dvec3 lab{0};     // median of the place, D65
    glm::ivec2 size{0}, at{0};  // of the photo, and the place's middle, pixels from the upper left
    int side = 0;          // of the square looked at, pixels
    bool balanced = false;
    std::vector<std::string> uncertain;  // sentences: what may have shifted it
};

// Of the place around `at` (none: the middle), a square of a twentieth of the photo's shorter side. `grey`: a place on a card of 18 % grey
// beside the skin; with it the light's colour and the camera's exposure are divided out. The file is a PNG or JPEG; its pixels as they are
// stored, taken for sRGB. Throws scalp::BadFile for a file that is none, or that has no such place.
[[nodiscard]] PhotoTone tone_of_photo(const std::filesystem::path& file, const std::optional<glm::ivec2>& at = {}, const std::optional<glm::ivec2>& grey = {});

// Whether a file's name ends like a photo's that is read here.
[[nodiscard]] bool is_photo(const std::filesystem::path& file);

}  // namespace stipple::session
