#include "saved_hairlines.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

#include "design_file.h"

namespace stipple::model {
namespace {

constexpr std::string_view kSuffix = ".stipple";

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& name) {
    return folder / (name + std::string(kSuffix));
}

}  // namespace

std::filesystem::path hairline_folder() {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return std::filesystem::path(data) / "stipple" / "hairlines";
    const char* home = std::getenv("HOME");
    return std::filesystem::path(home ? home : ".") / ".local" / "share" / "stipple" / "hairlines";
}

std::vector<std::string> saved_hairlines(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == kSuffix && is_hairline_name(entry->path().stem().string()))
            names.push_back(entry->path().stem().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool is_hairline_name(std::string_view name) {
    const auto allowed = [](unsigned char c) { return std::isalnum(c) || c == ' ' || c == '-' || c == '_' || c >= 0x80; };
    return !name.empty() && name.size() <= 40 && name.front() != ' ' && name.back() != ' ' && std::all_of(name.begin(), name.end(), allowed);
}

void save_hairline(const std::filesystem::path& folder, const std::string& name, const Design& design) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw CannotWrite(folder, "the folder could not be made (" + error.message() + "); check its permissions");
    save_design(file_of(folder, name), {with_hairline(Design(), design), {}});
}

Design load_hairline(const std::filesystem::path& folder, const std::string& name) {
    if (!is_hairline_name(name))
        throw BadDesignFile(folder, "\"" + name + "\" is no name of a hairline; give one of those the panel lists");
    return load_design(file_of(folder, name)).design;
}

void remove_hairline(const std::filesystem::path& folder, const std::string& name) {
    if (!is_hairline_name(name)) throw CannotWrite(folder, "\"" + name + "\" is no name of a hairline; give one of those the panel lists");
    std::error_code error;
    std::filesystem::remove(file_of(folder, name), error);
    if (error) throw CannotWrite(file_of(folder, name), "the hairline could not be removed (" + error.message() + "); check the folder's permissions");
}

Design with_hairline(const Design& design, const Design& from) {
    const std::string_view shape = parameter(ParameterId::hairline_style).section, character = parameter(ParameterId::hairline_temple).section;
    Design result = design;
    for (const Parameter& p : parameters())
        if (p.section == shape || p.section == character) result = result.with(p.id, from.value(p.id));
    return result;
}

}  // namespace stipple::model
