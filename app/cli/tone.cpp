// tone: which skin.tone the skin in a photo has.
#include <cmath>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "model/skin_types.h"
#include "session/skin/photo_tone.h"

namespace stipple::cli {

void tone(const Arguments& arguments) {
    const session::PhotoTone of = session::tone_of_photo(*arguments.photo, arguments.photo_at, arguments.photo_grey);
    const auto rounded = [](double value, double step) { return std::round(value / step) * step; };
    const std::string types(model::fitzpatrick_range(of.tone));
    if (arguments.json) {
        const nlohmann::ordered_json json{{"tone", rounded(of.tone, 0.01)},
                                          {"fitzpatrick", types},
                                          {"lab", {rounded(of.lab.x, 0.01), rounded(of.lab.y, 0.01), rounded(of.lab.z, 0.01)}},
                                          {"delta_e", rounded(of.delta_e, 0.01)},
                                          {"at", {of.at.x, of.at.y}},
                                          {"side_pixels", of.side},
                                          {"balanced", of.balanced},
                                          {"uncertain", of.uncertain}};
        std::cout << json.dump(1) << '\n';
        return;
    }
    std::cout << std::fixed << std::setprecision(1) << "tone " << of.tone << ", Fitzpatrick " << types << '\n'
              << "colour L* " << of.lab.x << ", a* " << of.lab.y << ", b* " << of.lab.z << " at " << of.at.x << ',' << of.at.y << " (median of " << of.side
              << " x " << of.side << " pixels); differs from the tone's by " << of.delta_e << " (CIEDE2000)\n";
    for (const std::string& sentence : of.uncertain) std::cout << sentence << '\n';
}

}  // namespace stipple::cli
