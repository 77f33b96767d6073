#include "design_file.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "head_json.h"
#include "painting_json.h"

namespace stipple::model {
namespace {

using nlohmann::json;

constexpr std::uintmax_t kMostBytes = 4U << 20U;  // a design is about 2 kB, painted all over 3 MB; more is some other file
constexpr int kMostDepth = 64;                    // writing unknown keys back recurses
constexpr const char* kFormat = "stipple design";

std::string place_in(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte > 0 ? byte - 1 : 0, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const auto column = 1 + before.size() - (start == std::string_view::npos ? 0 : start + 1);
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

json parsed_json(std::string_view text, const std::filesystem::path& name) {
    bool too_deep = false;
    const json::parser_callback_t watch = [&](int depth, json::parse_event_t, json&) {
        too_deep = too_deep || depth > kMostDepth;
        return !too_deep;
    };
    json root;
    try {
        root = json::parse(text, watch);
    } catch (const json::parse_error& error) {
        throw BadDesignFile(name, "is no JSON text (" + place_in(text, error.byte) +
                                      "); open a design saved by this program, or restore a copy of this one");
    } catch (const json::out_of_range&) {
        throw BadDesignFile(name, "holds a number too large to read; open a design saved by this program");
    }
    if (too_deep) throw BadDesignFile(name, "nests deeper than any design; open a design saved by this program");
    return root;
}

namespace {

Value value_from(const Parameter& p, const json& entry) {
    if (entry.is_number()) return entry.get<double>();
    if (entry.is_string()) return entry.get<std::string>();
    if (entry.is_array() && std::all_of(entry.begin(), entry.end(), [](const json& item) { return item.is_number(); }))
        return entry.get<std::vector<double>>();
    throw BadValue(std::string(p.name) + " is neither a number, a word nor a list of numbers");
}

// Reads the table's parameters out of `entries` and takes them away from it, those of a scan or the others.
void read_parameters(json& entries, bool of_scan, Design& design, const std::filesystem::path& name, const char* where) {
    for (const Parameter& p : parameters()) {
        if (p.of_scan != of_scan) continue;
        const auto found = entries.find(p.name);
        if (found == entries.end()) continue;
        try {
            design = design.with(p.id, value_from(p, *found));
        } catch (const BadValue& bad) {
            throw BadDesignFile(name, std::string("in ") + where + ": " + bad.what());
        }
        entries.erase(found);
    }
}

bool decides_about_scan(const Design& design) {
    if (design.head() != HeadSettings{}) return true;
    const Design untouched;
    for (const Parameter& p : parameters())
        if (p.of_scan && design.value(p.id) != untouched.value(p.id)) return true;
    return false;
}

json value_to(const Value& value) {
    return std::visit([](const auto& held) { return json(held); }, value);
}

}  // namespace

DesignDocument design_from_text(std::string_view text, const std::filesystem::path& name) {
    json root = parsed_json(text, name);
    if (!root.is_object() || !root.contains("format") || root["format"] != kFormat)
        throw BadDesignFile(name, std::string("is no design (\"format\" is not \"") + kFormat +
                                      "\"); open a file saved by this program");
    if (!root.contains("version") || !root["version"].is_number_integer() || root["version"] < 1)
        throw BadDesignFile(name, "\"version\" is missing or no whole number from 1; restore a copy of the file");
    if (root["version"] > kDesignVersion)
        throw BadDesignFile(name, "was saved by a newer program (version " + root["version"].dump() + ", this one reads up to " +
                                      std::to_string(kDesignVersion) + "); update the program");
    if (!root.contains("parameters") || !root["parameters"].is_object())
        throw BadDesignFile(name, "\"parameters\" is missing or no object; restore a copy of the file");

    DesignDocument document;
    json& entries = root["parameters"];
    read_parameters(entries, false, document.design, name, "\"parameters\"");
    if (root.contains("head")) {
        json& head = root["head"];
        if (!head.is_object()) throw BadDesignFile(name, "\"head\" is no object; restore a copy of the file");
        document.design = document.design.with_head(read_head_settings(head, name));
        if (head.contains("parameters")) {
            if (!head["parameters"].is_object())
                throw BadDesignFile(name, "\"parameters\" in \"head\" is no object; restore a copy of the file");
            read_parameters(head["parameters"], true, document.design, name, "\"head\"");
            if (head["parameters"].empty()) head.erase("parameters");
        }
        if (head.empty()) root.erase("head");
    }
    if (root.contains("painting")) {
        document.design = document.design.with_painting(read_painting(root["painting"], name));
        if (root["painting"].empty()) root.erase("painting");
    }
    root.erase("format");
    root.erase("version");
    if (entries.empty()) root.erase("parameters");
    if (!root.empty()) document.unknown = root.dump();
    return document;
}

std::string unknown_note(const DesignDocument& document) {
    constexpr std::size_t kMostNamed = 5, kMostLetters = 60;
    std::vector<std::string> names;
    const auto quoted = [](const std::string& key) {
        return json(key.substr(0, kMostLetters)).dump(-1, ' ', false, json::error_handler_t::replace);  // of one line, whatever is in it
    };
    const auto parameters_of = [&](const json& entries, bool of_scan) {
        for (const auto& [key, value] : entries.items()) {
            std::string name = quoted(key);
            if (const auto known = find_parameter(key)) {
                name += of_scan ? " (stands under \"head\" and belongs outside)" : " (belongs under \"head\")";
            } else if (const NearParameter near = nearest_parameter(key); near.edits <= key.size() / 4) {
                name += " (did you mean \"" + std::string(near.parameter.name) + "\"?)";
            }
            names.push_back(std::move(name));
        }
    };
    const json root = document.unknown.empty() ? json::object() : json::parse(document.unknown);
    for (const auto& [key, value] : root.items()) {
        if (key == "parameters") parameters_of(value, false);
        else if (key == "painting") for (const auto& [inner, about] : value.items()) names.push_back(quoted(inner));
        else if (key != "head") names.push_back(quoted(key));
    }
    std::set<std::string> of_strokes;
    for (const auto& stroke : document.design.painting().strokes()) {
        if (stroke->unknown.empty()) continue;
        const json unknown = json::parse(stroke->unknown);
        for (const auto& [key, value] : unknown.items()) of_strokes.insert(quoted(key) + " (of strokes)");
    }
    names.insert(names.end(), of_strokes.begin(), of_strokes.end());
    if (const auto head = root.find("head"); head != root.end())
        for (const auto& [key, value] : head->items()) {
            if (key == "parameters") parameters_of(value, true);
            else if (key == "marks") for (const auto& [mark, at] : value.items()) names.push_back(quoted(mark));
            else names.push_back(quoted(key));
        }
    if (names.empty()) return {};
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNamed); ++i) list += (i > 0 ? ", " : "") + names[i];
    if (names.size() > kMostNamed) list += " and " + std::to_string(names.size() - kMostNamed) + " more";
    return "This version does not know " + list + ": left out here and kept in the file; check the spelling, or update the program.";
}

std::string design_to_text(const DesignDocument& document) {
    json root = document.unknown.empty() ? json::object() : json::parse(document.unknown);
    assert(root.is_object());
    root["format"] = kFormat;
    root["version"] = kDesignVersion;
    json& entries = root["parameters"];
    for (const Parameter& p : parameters())
        if (!p.of_scan) entries[std::string(p.name)] = value_to(document.design.value(p.id));
    if (decides_about_scan(document.design)) {
        json& head = root["head"];
        write_head_settings(document.design.head(), head);
        for (const Parameter& p : parameters())
            if (p.of_scan) head["parameters"][std::string(p.name)] = value_to(document.design.value(p.id));
    }
    const json rest = root.contains("painting") ? root["painting"] : json::object();
    root.erase("painting");
    std::string text = root.dump(2);
    if (!document.design.painting().empty() || !rest.empty()) {
        // A number a line would make it ten times as long.
        text.resize(text.size() - 2);  // the last newline and brace
        text += ",\n  \"painting\": " + painting_to_text(document.design.painting(), rest) + "\n}";
    }
    return text + "\n";
}

std::string read_design_text(const std::filesystem::path& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    if (!std::filesystem::exists(status)) throw BadDesignFile(file, "is not there; check the path");
    if (!std::filesystem::is_regular_file(status)) throw BadDesignFile(file, "is no file; give the path of a design");
    const auto size = std::filesystem::file_size(file, error);
    if (!error && size > kMostBytes)
        throw BadDesignFile(file, "is larger than any design (" + std::to_string(size) + " bytes); open a design saved by "
                                  "this program");
    std::ifstream stream(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(stream), {}};
    if (!stream.is_open() || stream.bad())
        throw BadDesignFile(file, std::string("could not be read (") + std::strerror(errno) + "); check its permissions");
    return text;
}

DesignDocument load_design(const std::filesystem::path& file) { return design_from_text(read_design_text(file), file); }

void save_design(const std::filesystem::path& file, const DesignDocument& document) {
    write_file_safely(file, design_to_text(document));
}

}  // namespace stipple::model
