// From where the head is seen, and what is shown beside it to judge it by.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stipple::ui {

struct ViewingState {
    std::string_view distance = "portrait";  // name of a StandardDistance
    std::string_view lens = "off";           // name of a model::LensStop
    bool mirrored = false, life_size = false, grey_card = false, ruler = false;
    std::string seen_from;                       // "In the mirror, 1.0 m"; empty: nothing to say
    std::array<std::uint8_t, 3> card{};          // sRGB of 18 % in the present light and exposure
    struct Tick {
        float x = 0;   // window pixels from the ruler's zero
        int rank = 0;  // 2: with a number
        std::string number;
    };
    std::vector<Tick> ticks;  // of the ruler, zero and the end included
    // The screen: window pixels are so many mm wide. Measured with a card, as the display says, or not known at all (0).
    double screen_mm = 0;
    bool screen_measured = false;
    bool measuring = false;  // a card is being held to it
};

}  // namespace stipple::ui
