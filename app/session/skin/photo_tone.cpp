#include "photo_tone.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "delta_e.h"
#include "scalp/bad_file.h"
#include "scalp/import/picture.h"
#include "skin_color.h"

namespace stipple::session {
namespace {

constexpr double kGreyCard = 0.18;
constexpr std::uintmax_t kMostBytes = 256ULL << 20;

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& file) {
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) throw scalp::BadFile(file, "is a folder; name a PNG or JPEG photo");
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) throw scalp::BadFile(file, "cannot be read; check the name and that you may read it");
    if (size > kMostBytes) throw scalp::BadFile(file, "is larger than 256 MB; scale the photo down");
    std::ifstream stream(file, std::ios::binary);
    std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.good() && !stream.eof()) throw scalp::BadFile(file, "cannot be read; check the disk");
    return bytes;
}

double linear(std::uint8_t value) {
    const double v = value / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

// Median of each channel, so that hairs, spots and reflexes in less than half of it do not count.
std::array<std::uint8_t, 3> median(const scalp::Texture& photo, const glm::ivec2& at, int side) {
    std::array<std::vector<std::uint8_t>, 3> values;
    const auto clamped = [](int v, std::uint32_t size) { return std::clamp(v, 0, int(size) - 1); };
    for (int y = clamped(at.y - side / 2, photo.height); y <= clamped(at.y + side / 2, photo.height); ++y)
        for (int x = clamped(at.x - side / 2, photo.width); x <= clamped(at.x + side / 2, photo.width); ++x)
            for (std::size_t c = 0; c < 3; ++c) values[c].push_back(photo.rgba[4 * (std::size_t(y) * photo.width + std::size_t(x)) + c]);
    std::array<std::uint8_t, 3> of{};
    for (std::size_t c = 0; c < 3; ++c) {
        const auto middle = values[c].begin() + std::ptrdiff_t(values[c].size() / 2);
        std::nth_element(values[c].begin(), middle, values[c].end());
        of[c] = *middle;
    }
    return of;
}

}  // namespace

bool is_photo(const std::filesystem::path& file) {
    std::string end = file.extension().string();
    std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return end == ".png" || end == ".jpg" || end == ".jpeg";
}

PhotoTone tone_of_photo(const std::filesystem::path& file, const std::optional<glm::ivec2>& at, const std::optional<glm::ivec2>& grey) {
    const std::vector<std::uint8_t> bytes = bytes_of(file);
    scalp::LoadLimits limits;
    std::string why;
    const auto photo = bytes.empty() ? nullptr : scalp::PictureReader(limits).decode(bytes, why);
    // What the reader of models says ends with advice on models.
    if (!photo) throw scalp::BadFile(file, (bytes.empty() ? "is empty" : why.substr(0, why.find(';'))) + "; save the photo as PNG or JPEG again, with a longer side of at most 8000 pixels");
    PhotoTone of;
    of.size = {int(photo->width), int(photo->height)};
    of.side = std::max(1, std::min(of.size.x, of.size.y) / 20);
    of.at = at.value_or(of.size / 2);
    for (const auto& [place, option] : {std::pair{std::optional(of.at), "--at"}, std::pair{grey, "--grey"}})
        if (place && (place->x < 0 || place->y < 0 || place->x >= of.size.x || place->y >= of.size.y))
            throw scalp::BadFile(file, std::string(option) + " " + std::to_string(place->x) + "," + std::to_string(place->y) + " lies outside of its " +
                                           std::to_string(of.size.x) + " x " + std::to_string(of.size.y) + " pixels; name a place inside");
    const std::array<std::uint8_t, 3> skin = median(*photo, of.at, of.side);
    glm::dvec3 color(linear(skin[0]), linear(skin[1]), linear(skin[2]));
    if (*std::max_element(skin.begin(), skin.end()) >= 254) of.uncertain.emplace_back("The place is overexposed: the skin is darker than it looks there.");
    if (grey) {
        const std::array<std::uint8_t, 3> card = median(*photo, *grey, of.side);
        const auto [low, high] = std::minmax_element(card.begin(), card.end());
        if (*low < 16 || *high >= 254)
            throw scalp::BadFile(file, "the card at --grey is too dark or too bright to be measured; expose so that it is a middle grey, or leave it out");
        for (int c = 0; c < 3; ++c) color[c] *= kGreyCard / linear(card[std::size_t(c)]);
        of.balanced = true;
        of.uncertain.emplace_back("The card is taken for 18 % grey and for lit like the skin.");
    } else {
        of.uncertain.emplace_back(
            "The camera's white balance and exposure are in the colour: half a stop is nearly two tones. A grey card in the photo (--grey x,y) divides them out.");
    }
    of.lab = lab_from_linear(color);
    const NearestTone nearest = nearest_tone(of.lab);
    of.tone = nearest.tone;
    of.delta_e = nearest.delta_e;
    if (of.delta_e > 6) of.uncertain.emplace_back("No tone looks much like it: the light is coloured, or it is no skin.");
    return of;
}

}  // namespace stipple::session
