#include "head_json.h"

#include <algorithm>
#include <cmath>

#include "design_file.h"

namespace stipple::model {
namespace {

using nlohmann::json;

glm::dvec3 point_from(const json& entry, const std::string& what, const std::filesystem::path& name) {
    glm::dvec3 point(0);
    bool good = entry.is_array() && entry.size() == 3;
    for (int axis = 0; good && axis < 3; ++axis) {
        const json& coordinate = entry[std::size_t(axis)];
        good = coordinate.is_number();
        if (good) point[axis] = coordinate.get<double>();
        good = good && std::isfinite(point[axis]);
    }
    if (!good) throw BadDesignFile(name, "in \"head\": " + what + " is no point [x, y, z]; restore a copy of the file");
    return point;
}

json point_to(const glm::dvec3& point) { return json::array({point.x, point.y, point.z}); }

// Takes a text out of the object.
std::string taken_text(json& object, const char* key, const std::filesystem::path& name) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_string())
        throw BadDesignFile(name, std::string("in \"head\": \"") + key + "\" is no text; restore a copy of the file");
    std::string text = found->get<std::string>();
    object.erase(found);
    return text;
}

}  // namespace

HeadSettings read_head_settings(json& head, const std::filesystem::path& name) {
    HeadSettings settings;
    settings.scan.file = taken_text(head, "scan", name);
    settings.scan.hash = taken_text(head, "hash", name);
    if (const auto marks = head.find("marks"); marks != head.end()) {
        if (!marks->is_object())
            throw BadDesignFile(name, "in \"head\": \"marks\" is no object; restore a copy of the file");
        for (const std::string_view mark : kMarkNames) {
            const auto found = marks->find(mark);
            if (found == marks->end()) continue;
            settings.marks[std::string(mark)] = point_from(*found, std::string(mark), name);
            marks->erase(found);
        }
        if (marks->empty()) head.erase("marks");
    }
    if (const auto points = head.find("length_points"); points != head.end()) {
        if (!points->is_array() || points->size() != 2)
            throw BadDesignFile(name, "in \"head\": \"length_points\" are not two points; restore a copy of the file");
        for (const json& point : *points)
            settings.length_points.push_back(point_from(point, "\"length_points\"", name));
        head.erase("length_points");
    }
    return settings;
}

void write_head_settings(const HeadSettings& settings, json& head) {
    if (!head.is_object()) head = json::object();
    if (!settings.scan.hash.empty()) {
        head["scan"] = settings.scan.file;
        head["hash"] = settings.scan.hash;
    }
    for (const auto& [name, point] : settings.marks) head["marks"][name] = point_to(point);
    if (!settings.length_points.empty()) {
        head["length_points"] = json::array();
        for (const glm::dvec3& point : settings.length_points) head["length_points"].push_back(point_to(point));
    }
}

HeadSettings load_marks(const std::filesystem::path& file, std::string* note) {
    json root = parsed_json(read_design_text(file), file);
    // a design, its "head" object alone, or nothing but the marks
    if (root.is_object() && root.contains("head")) root = root["head"];
    if (root.is_object() && !root.contains("marks") && !root.contains("length_points")) root = json{{"marks", root}};
    if (!root.is_object())
        throw BadDesignFile(file, "holds no marks; give {\"glabella\": [x, y, z], ...} in the scan's coordinates");
    HeadSettings settings = read_head_settings(root, file);
    if (settings.marks.empty() && settings.length_points.empty())
        throw BadDesignFile(file, "holds no marks; give {\"glabella\": [x, y, z], ...} in the scan's coordinates");
    if (note) {
        std::string passed_over, known;
        if (const auto marks = root.find("marks"); marks != root.end())  // what is known was taken out
            for (const auto& [name, at] : marks->items())
                passed_over += (passed_over.empty() ? "" : ", ") + json(name.substr(0, 60)).dump(-1, ' ', false, json::error_handler_t::replace);
        for (const std::string_view name : kMarkNames) known += (known.empty() ? "" : ", ") + std::string(name);
        *note = passed_over.empty() ? "" : passed_over.substr(0, 400) + ": no mark of this name is used; those that are, are " + known + ".";
    }
    return settings;
}

}  // namespace stipple::model
