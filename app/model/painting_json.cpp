#include "painting_json.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "design_file.h"

namespace stipple::model {
namespace {

using nlohmann::json;

constexpr const char* kRestore = "; restore a copy of the file";

// Reads one stroke, and says which where it is wrong.
class StrokeReader {
  public:
    StrokeReader(json& entry, std::size_t number, const std::filesystem::path& name) : entry_(entry), name_(name) {
        where_ = "in \"painting\", stroke " + std::to_string(number) + ": ";
    }

    Stroke read() {
        if (!entry_.is_object()) refuse(std::string("is no object") + kRestore);
        Stroke stroke;
        stroke.brush = brush();
        stroke.size_mm = number("size_mm", kLeastBrushMm, kMostBrushMm);
        stroke.strength = number("strength", 0, 1);
        if (const auto mirrored = entry_.find("mirrored"); mirrored != entry_.end()) {
            if (!mirrored->is_boolean()) refuse(std::string("\"mirrored\" is neither true nor false") + kRestore);
            stroke.mirrored = mirrored->get<bool>();
            entry_.erase(mirrored);
        }
        stroke.dabs = dabs();
        if (!entry_.empty()) stroke.unknown = entry_.dump();
        return stroke;
    }

  private:
    [[noreturn]] void refuse(const std::string& what) const { throw BadDesignFile(name_, where_ + what); }

    Brush brush() {
        const auto found = entry_.find("brush");
        if (found == entry_.end() || !found->is_string()) refuse(std::string("\"brush\" is missing or no word") + kRestore);
        const std::string& word = found->get_ref<const std::string&>();
        const auto known = std::find(kBrushNames.begin(), kBrushNames.end(), word);
        if (known == kBrushNames.end()) {
            std::string list;
            for (const std::string_view brush : kBrushNames) list += (list.empty() ? "" : ", ") + std::string(brush);
            refuse("there is no brush " + json(word.substr(0, 60)).dump(-1, ' ', false, json::error_handler_t::replace) +
                   "; choose one of " + list + ", or update the program");
        }
        entry_.erase(found);
        return Brush(known - kBrushNames.begin());
    }

    float number(const char* key, float least, float most) {
        const auto found = entry_.find(key);
        const double value = found != entry_.end() && found->is_number() ? found->get<double>() : std::numeric_limits<double>::quiet_NaN();
        if (!(value >= double(least) && value <= double(most)))
            refuse("\"" + std::string(key) + "\" is no number from " + json(least).dump() + " to " + json(most).dump() + kRestore);
        entry_.erase(key);
        return float(value) + 0.0F;  // minus zero is zero
    }

    std::vector<Dab> dabs() {
        const auto found = entry_.find("dabs");
        if (found == entry_.end() || !found->is_array() || found->empty() || found->size() % 3 != 0)
            refuse(std::string("\"dabs\" is no list of u, v, pressure, u, v, pressure ...") + kRestore);
        if (found->size() / 3 > kMostDabs)
            refuse("has more than " + std::to_string(kMostDabs) + " dabs, the most of a whole painting" + kRestore);
        std::vector<Dab> dabs;
        dabs.reserve(found->size() / 3);
        const auto whole = [&](std::size_t i, std::int64_t most) {
            const json& item = (*found)[i];
            // An unsigned number beyond 63 bits is out of range, too.
            const bool good = item.is_number_integer() && (!item.is_number_unsigned() || item.get<std::uint64_t>() <= std::uint64_t(most)) &&
                              item.get<std::int64_t>() >= 0 && item.get<std::int64_t>() <= most;
            if (!good) refuse("dab " + std::to_string(i / 3 + 1) + " is not u and v from 0 to 65535 and a pressure from 0 to 255, whole numbers" + kRestore);
            return item.get<std::int64_t>();
        };
        for (std::size_t i = 0; i < found->size(); i += 3)
            dabs.push_back({std::uint16_t(whole(i, 65535)), std::uint16_t(whole(i + 1, 65535)), std::uint8_t(whole(i + 2, 255))});
        entry_.erase(found);
        return dabs;
    }

    json& entry_;
    const std::filesystem::path& name_;
    std::string where_;
};

// The shortest number that reads back as the same float.
double plain(float value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    double shortest = 0;
    std::from_chars(text, end, shortest);
    return shortest;
}

}  // namespace

Painting read_painting(json& entry, const std::filesystem::path& name) {
    if (!entry.is_object()) throw BadDesignFile(name, std::string("\"painting\" is no object") + kRestore);
    Painting painting;
    const auto strokes = entry.find("strokes");
    if (strokes == entry.end()) return painting;
    if (!strokes->is_array()) throw BadDesignFile(name, std::string("in \"painting\": \"strokes\" is no list") + kRestore);
    if (strokes->size() > kMostStrokes)
        throw BadDesignFile(name, "in \"painting\": more than " + std::to_string(kMostStrokes) + " strokes; open a design saved by this program");
    std::vector<Stroke> read;
    std::size_t dabs = 0;
    for (std::size_t i = 0; i < strokes->size(); ++i) {
        read.push_back(StrokeReader((*strokes)[i], i + 1, name).read());
        dabs += read.back().dabs.size();
        if (dabs > kMostDabs)
            throw BadDesignFile(name, "in \"painting\": more than " + std::to_string(kMostDabs) + " dabs up to stroke " + std::to_string(i + 1) +
                                          "; open a design saved by this program");
    }
    entry.erase(strokes);
    return Painting(std::move(read));
}

std::string painting_to_text(const Painting& painting, const json& rest) {
    std::string text = "{";
    for (const auto& [key, value] : rest.items())
        if (key != "strokes") text += "\n    " + json(key).dump() + ": " + value.dump() + ",";
    text += "\n    \"strokes\": [";
    for (const auto& stroke : painting.strokes()) {
        json entry = stroke->unknown.empty() ? json::object() : json::parse(stroke->unknown);
        entry["brush"] = kBrushNames[std::size_t(stroke->brush)];
        entry["size_mm"] = plain(stroke->size_mm);
        entry["strength"] = plain(stroke->strength);
        entry["mirrored"] = stroke->mirrored;
        json& dabs = entry["dabs"] = json::array();
        for (const Dab& dab : stroke->dabs) {
            dabs.push_back(dab.u);
            dabs.push_back(dab.v);
            dabs.push_back(dab.pressure);
        }
        text += (stroke == painting.strokes().front() ? "\n      " : ",\n      ") + entry.dump();
    }
    return text + (painting.empty() ? "]\n  }" : "\n    ]\n  }");
}

}  // namespace stipple::model
