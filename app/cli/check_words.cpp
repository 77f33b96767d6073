// From words to arguments: every complaint is one sentence of ours.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

#include "commands.h"
#include "words.h"

namespace stipple::cli {
namespace {

constexpr std::uint32_t kMostPixelsASide = 16384;
constexpr std::uint32_t kMostDots = 8'000'000;

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::string part;
    std::istringstream in(text);
    while (std::getline(in, part, separator)) parts.push_back(part);
    if (text.empty() || text.back() == separator) parts.emplace_back();
    return parts;
}

template <class Number>
std::optional<Number> read_number(const std::string& text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

Size parse_size(const std::string& text) {
    const auto parts = split(text, 'x');
    if (parts.size() == 2) {
        const auto width = read_number<std::uint32_t>(parts[0]), height = read_number<std::uint32_t>(parts[1]);
        if (width && height && *width >= 1 && *height >= 1 && *width <= kMostPixelsASide &&
            *height <= kMostPixelsASide) {
            return {*width, *height};
        }
    }
    throw UsageError("--size " + text + ": give WIDTHxHEIGHT, each from 1 to 16384, for example 1280x720");
}

session::View parse_view(const std::string& text) {
    if (const auto view = session::find_view(text)) return *view;
    throw UsageError("--view " + text +
                     ": there is no such view; choose front, left, right, back, top, three-quarter, crown, hairline or macro");
}

model::ParameterId parse_parameter(const std::string& option, const std::string& name) {
    if (const auto id = model::find_parameter(name)) return *id;
    throw UsageError(option + " " + name + ": there is no such parameter; did you mean " +
                     std::string(model::nearest_parameter(name).parameter.name) + "? `stipple params` lists all");
}

std::pair<std::string, std::string> parse_assignment(const std::string& option, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0) throw UsageError(option + " " + text + ": write it as id=value");
    return {text.substr(0, equals), text.substr(equals + 1)};
}

renderer::DotPath parse_path(const std::string& text) {
    if (text == "automatic") return renderer::DotPath::automatic;
    if (text == "moments") return renderer::DotPath::moments;
    if (text == "discs") return renderer::DotPath::discs;
    if (text == "strips") return renderer::DotPath::strips;
    if (text == "quads") return renderer::DotPath::quads;
    throw UsageError("--path " + text + ": choose automatic, moments, discs, strips or quads");
}

}  // namespace

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

void check(Arguments& a, const Words& words) {
    const auto path = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional<std::filesystem::path>(text);
    };
    a.head = path(words.head.empty() ? words.head_file : words.head);
    a.design = path(words.design);
    if (!words.hairline.empty()) a.hairline = words.hairline;
    a.marks = path(words.marks);
    a.out = path(words.out);
    a.device = words.device;
    if (!words.size.empty()) a.size = parse_size(words.size);
    for (const std::string& view : words.views) a.views.push_back(parse_view(view));
    for (const std::string& view : words.view) a.views.push_back(parse_view(view));
    check_viewing(a, words.viewing);
    for (const std::string& text : words.set) {
        const auto [name, value] = parse_assignment("--set", text);
        const model::ParameterId id = parse_parameter("--set", name);
        try {
            (void)model::parse_value(id, value);
        } catch (const model::BadValue& error) {
            throw UsageError("--set " + text + ": " + error.what());
        }
        a.settings.emplace_back(id, value);
    }
    for (const auto& [id, value] : words.measures) {
        if (value.empty()) continue;
        try {
            (void)model::parse_value(id, value);
        } catch (const model::BadValue& error) {
            throw UsageError(std::string(error.what()));
        }
        a.settings.emplace_back(id, value);
    }
    const auto vary = [&](const std::string& option, model::ParameterId id, const std::vector<std::string>& values) {
        for (const std::string& value : values) {
            try {
                (void)model::parse_value(id, value);
            } catch (const model::BadValue& error) {
                throw UsageError(option + " " + value + ": " + error.what());
            }
        }
        for (const Variation& other : a.variations) {
            if (other.id == id)
                throw UsageError(option + ": " + std::string(model::parameter(id).name) + " is varied twice");
        }
        a.variations.push_back({id, values});
    };
    for (const std::string& text : words.vary) {
        const auto [name, value] = parse_assignment("--vary", text);
        const model::ParameterId id = parse_parameter("--vary", name);
        std::vector<std::string> values = split(value, ';');
        const bool film = a.command == Command::turntable;
        // In a film everything between two numbers is shown anyway.
        const auto between = [](const std::string& word) { return word == "..." || word == "\xE2\x80\xA6"; };
        if (film && values.size() > 2) std::erase_if(values, between);
        if (std::any_of(values.begin(), values.end(), between))
            throw UsageError("--vary " + text + ": `...` stands between two numbers of a turntable; name the values one by one, divided by ;");
        // A list's values are divided by commas here, since ; divides the pictures: "touchup.years=;4;4,8".
        if (model::parameter(id).kind == model::ParameterKind::number_list) {
            if (film) throw UsageError("--vary " + text + ": " + name + " is a list, which no film can run along; make a sheet");
            for (std::string& word : values) std::replace(word.begin(), word.end(), ',', ';');
        }
        vary("--vary", id, values);
    }
    a.photo = path(words.photo);
    const auto place = [](const char* option, const std::string& text) -> std::optional<glm::ivec2> {
        if (text.empty()) return std::nullopt;
        const std::vector<std::string> parts = split(text, ',');
        const auto x = read_number<int>(parts[0]), y = read_number<int>(parts.back());
        if (parts.size() != 2 || !x || !y || *x < 0 || *y < 0)
            throw UsageError(std::string(option) + " " + text + ": write two numbers of pixels from the upper left, such as 640,480");
        return glm::ivec2(*x, *y);
    };
    a.photo_at = place("--at", words.photo_at);
    a.photo_grey = place("--grey", words.photo_grey);
    if (a.command == Command::render) check_comparison(a, words.compare);
    if (a.command == Command::bench && !words.compare.panes.empty()) {
        const auto count = read_number<int>(words.compare.panes[0]);
        if (words.compare.panes.size() != 1 || !count || (*count != 1 && *count != 2 && *count != 4))
            throw UsageError("--panes " + words.compare.panes[0] + ": give 1, 2 or 4");
        a.pane_count = *count;
    }
    if (!words.years.empty()) vary("--years", model::ParameterId::time_years, words.years);
    if (words.pool < 1000 || words.pool > kMostDots) throw UsageError("--pool: give a number from 1000 to 8000000");
    a.pool = words.pool;
    if (words.frames < 1 || words.frames > 100000) throw UsageError("--frames: give a number from 1 to 100000");
    a.frames = words.frames;
    if (words.live != "all" && words.live != "design")
        throw UsageError("--live " + words.live + ": choose all, every site, or design, only the design's own dots");
    if (words.film_frames < 1 || words.film_frames > 3600) throw UsageError("--frames: give a number from 1 to 3600");
    if (words.frames_per_second < 1 || words.frames_per_second > 120) throw UsageError("--fps: give a number from 1 to 120");
    a.film_frames = words.film_frames, a.frames_per_second = words.frames_per_second;
    const std::vector<std::string> curves = curve_words();
    if (std::find(curves.begin(), curves.end(), words.curve) == curves.end())
        throw UsageError("--of " + words.curve + ": choose " + listed(curves));
    a.curve = words.curve;
    if (words.days < 0 || words.days > 365) throw UsageError("--days: give a number from 1 to 365");
    a.days = words.days;
    a.sources = words.sources;
    if (a.command == Command::curves && !a.out && !a.json && !a.sources)
        throw UsageError("curves needs --out F.svg, --json for the numbers, or --sources");
    a.live_design = words.live == "design";
    for (const std::string& name : split(words.path, ',')) a.paths.push_back({parse_path(name), name});
    for (const std::string& text : words.dots) {
        const auto count = read_number<std::uint32_t>(text);
        if (!count || *count < 1 || *count > kMostDots) {
            throw UsageError("--dots " + text + ": give a number of dots from 1 to 8000000");
        }
        a.dots.push_back(*count);
    }
    if (a.command == Command::render) {
        for (const Variation& variation : a.variations) {
            if (variation.values.size() != 1) {
                throw UsageError("--years: render makes one picture; use `stipple sheet` for several years");
            }
            a.settings.emplace_back(variation.id, variation.values[0]);
        }
        a.variations.clear();
    }
}

}  // namespace stipple::cli
