#include "gltf_json.h"

namespace stipple::scalp::gltf {
namespace {

constexpr int kMaxJsonDepth = 128;  // recursion elsewhere must never depend on the file

// Depth and number of values, counted over the text in one pass before the parser takes memory for them.
void check_json_size(std::string_view text, const LoadLimits& limits) {
    std::uint64_t values = 1;
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
            continue;
        }
        if (c == '"') in_string = true;
        else if (c == '{' || c == '[') {
            ++values;
            if (++depth > kMaxJsonDepth)
                throw Fault("its JSON is nested more than " + std::to_string(kMaxJsonDepth) + " levels deep; export the model again without extras");
        } else if (c == '}' || c == ']') --depth;
        else if (c == ',' || c == ':') ++values;
    }
    if (values > 2 * limits.json_values)
        throw Fault("its JSON holds more than " + std::to_string(limits.json_values) + " values; export the model again without extras");
}

}  // namespace

Json parse_json(std::string_view text, const LoadLimits& limits) {
    while (!text.empty() && (text.back() == ' ' || text.back() == '\0' || text.back() == '\n' || text.back() == '\r' || text.back() == '\t'))
        text.remove_suffix(1);
    if (text.empty()) throw Fault("it holds no JSON; the file is empty or cut: copy or export it again");
    check_json_size(text, limits);
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::exception& error) {
        if (text.starts_with("version https://git-lfs"))
            throw Fault("this is a pointer of Git LFS, not the model; fetch the file itself with 'git lfs pull'");
        if (const auto start = text.find_first_not_of(" \t\r\n"); start != text.npos && text[start] == '<') throw Fault("this is a web page, not a model; download the file again");
        // parse errors tell the byte; an error over bad UTF-8 quotes the file, so only its id is passed on
        std::string where;
        if (const auto* parse = dynamic_cast<const Json::parse_error*>(&error)) where = " at byte " + std::to_string(parse->byte);
        throw Fault("it is neither GLB nor valid JSON (error" + where + "); export or download the model again as glTF 2.0 (.glb)");
    }
}

const Json* member(const Json& object, const char* key) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(key);
    return found == object.end() ? nullptr : &*found;
}

std::uint64_t unsigned_member(const Json& object, const char* key, std::uint64_t fallback, std::uint64_t max,
                              const std::string& place) {
    const Json* value = member(object, key);
    if (!value) return fallback;
    const std::string name = place + "." + key;
    // Writers in scripting languages put 12.0 where 12 is meant.
    std::uint64_t number = 0;
    if (value->is_number_unsigned()) {
        number = value->get<std::uint64_t>();
    } else if (value->is_number_float() && value->get<double>() >= 0 && value->get<double>() <= 9e15 &&
               value->get<double>() == double(std::uint64_t(value->get<double>()))) {
        number = std::uint64_t(value->get<double>());
    } else {
        throw Fault(name + " is not a whole number of 0 or more; export the model again");
    }
    if (number > max)
        throw Fault(name + " is " + std::to_string(number) + ", more than the " + std::to_string(max) +
                    " possible here; export the model again");
    return number;
}

int index_member(const Json& object, const char* key, std::size_t count, const std::string& place) {
    if (!member(object, key)) return -1;
    if (count == 0) throw Fault(place + "." + key + " refers to a list that is empty; export the model again");
    return int(unsigned_member(object, key, 0, count - 1, place));
}

bool number_list(const Json& object, const char* key, double* out, std::size_t count, const std::string& place) {
    const Json* value = member(object, key);
    if (!value) return false;
    const std::string name = place + "." + key;
    if (!value->is_array() || value->size() != count)
        throw Fault(name + " is not a list of " + std::to_string(count) + " numbers; export the model again");
    for (std::size_t i = 0; i < count; ++i) {
        if (!(*value)[i].is_number()) throw Fault(name + " holds something that is no number; export the model again");
        out[i] = (*value)[i].get<double>();
    }
    return true;
}

std::string text_member(const Json& object, const char* key) {
    const Json* value = member(object, key);
    return value && value->is_string() ? value->get<std::string>() : std::string();
}

const Json& list_member(const Json& object, const char* key, const std::string& place) {
    static const Json empty = Json::array();
    const Json* value = member(object, key);
    if (!value) return empty;
    if (!value->is_array()) throw Fault(place + key + " is not a list; export the model again");
    for (const Json& entry : *value)
        if (!entry.is_object()) throw Fault(place + key + " holds something that is no object; export the model again");
    return *value;
}

const Json* extension(const Json& object, const char* name) {
    const Json* all = member(object, "extensions");
    const Json* one = all ? member(*all, name) : nullptr;
    return one && one->is_object() ? one : nullptr;
}

}  // namespace stipple::scalp::gltf
