// What stands on the command line, as text, before it is looked at.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "arguments.h"
#include "compare_words.h"
#include "model/parameters.h"
#include "viewing.h"

namespace stipple::cli {

// Raw words as CLI11 collects them; checked afterwards so that every complaint is one sentence of ours.
struct Words {
    std::string head, head_file, design, hairline, marks, out, size, device, path = "automatic", curve = "strength", live = "all";
    std::vector<std::string> set, vary, views, view, years, dots;
    std::vector<std::pair<model::ParameterId, std::string>> measures;  // of `head`, by their own options
    int days = 0, frames = 20, film_frames = 120, frames_per_second = 24;
    std::uint32_t pool = 2'000'000;
    bool sources = false;
    std::string photo, photo_at, photo_grey;
    CompareWords compare;
    ViewingWords viewing;
};

// "a, b or c"
[[nodiscard]] std::string listed(const std::vector<std::string>& words);

// Takes the words of `arguments.command` into it. Throws UsageError, one sentence with the remedy.
void check(Arguments& arguments, const Words& words);

}  // namespace stipple::cli
