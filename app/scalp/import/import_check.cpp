#include "import_check.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "gltf_json.h"
#include "ply_walk.h"

namespace stipple::scalp {
namespace {

using gltf::Fault;

// libassimp holds about 250 bytes a triangle while it reads: these take half a gigabyte.
constexpr std::uint64_t kMostTriangles = 2'000'000;
constexpr std::size_t kLongestLine = 65'536;

void refuse_size(const LoadLimits& limits) {
    throw Fault("it has more than " + std::to_string(std::min(kMostTriangles, limits.triangles)) + " triangles; export it as GLB, or reduce the model before loading it");
}

void check_triangles(std::uint64_t triangles, const LoadLimits& limits) {
    if (triangles > std::min(kMostTriangles, limits.triangles)) refuse_size(limits);
}

std::string_view as_text(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

// Calls `use` with every line, without its end.
template <typename Use>
void each_line(std::string_view text, const Use& use) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (end > kLongestLine) throw Fault("a line of it is longer than " + std::to_string(kLongestLine) + " characters, so it is damaged; export the model again");
        use(text.substr(0, end > 0 && text[end - 1] == '\r' ? end - 1 : end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < line.size();) {
        at = line.find_first_not_of(" \t", at);
        if (at == std::string_view::npos) break;
        const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
        words.push_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

void refuse_foreign_text(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (start == std::string_view::npos) throw Fault("it is empty; copy or export the model again");
    if (text[start] == '<') throw Fault("this is a web page or XML, not a model; download the file again");
    if (text.substr(start).starts_with("version https://git-lfs")) throw Fault("this is a pointer of Git LFS, not the model; fetch the file itself with 'git lfs pull'");
}

void check_obj(std::string_view text, const LoadLimits& limits) {
    refuse_foreign_text(text);
    if (text.find('\0') != std::string_view::npos) throw Fault("it holds NUL characters, so it is no OBJ file; export the model again");
    std::uint64_t vertices = 0, triangles = 0, materials = 0;
    std::uint64_t line_number = 0;
    each_line(text, [&](std::string_view line) {
        ++line_number;
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        const auto bad = [&](const char* what) { throw Fault("line " + std::to_string(line_number) + " " + what + "; export the model again"); };
        const auto is = [&](std::string_view word) { return line.starts_with(word) && line.size() > word.size() && (line[word.size()] == ' ' || line[word.size()] == '\t'); };
        if (is("v")) {
            ++vertices;
        } else if (is("f")) {
            const std::vector<std::string_view> words = words_of(line);
            if (words.size() < 4) return bad("is a face of fewer than three corners");
            triangles += words.size() - 3;
            for (std::size_t k = 1; k < words.size(); ++k) {
                long long index = 0;
                const auto [end, error] = std::from_chars(words[k].data(), words[k].data() + words[k].size(), index);
                if (words[k][0] == '#' || words[k][0] == '\\') return bad("is a face that goes on elsewhere");
                if (error != std::errc() || index == 0) return bad("names a corner that is no number");
                if (index > 0 ? std::uint64_t(index) > 3 * kMostTriangles : std::uint64_t(-index) > vertices) return bad("names a vertex that does not exist");
            }
        } else if (is("usemtl") || is("mtllib")) {
            if (++materials > 65'536) bad("is one of more than 65536 that name materials");
        }
    });
    if (vertices == 0 || triangles == 0) throw Fault("it has no faces; export the model as a mesh");
    check_triangles(triangles, limits);
    if (vertices > 3 * kMostTriangles) refuse_size(limits);
}

std::size_t ply_bytes(std::string_view type) {
    static constexpr std::array one{"char", "uchar", "int8", "uint8"};
    static constexpr std::array two{"short", "ushort", "int16", "uint16"};
    static constexpr std::array four{"int", "uint", "float", "int32", "uint32", "float32"};
    static constexpr std::array eight{"double", "float64", "int64", "uint64"};
    const auto in = [&](const auto& list) { return std::any_of(list.begin(), list.end(), [&](const char* word) { return type == word; }); };
    return in(one) ? 1 : in(two) ? 2 : in(four) ? 4 : in(eight) ? 8 : 0;
}

void check_ply(std::string_view text, const LoadLimits& limits) {
    if (!text.starts_with("ply")) throw Fault("it does not begin as a PLY file does; export the model again");
    const std::size_t header_end = text.substr(0, kLongestLine).find("end_header");
    if (header_end == std::string_view::npos) throw Fault("its header has no end; the file is cut or damaged: copy or export it again");
    std::vector<PlyElement> elements;
    std::vector<std::uint64_t> least;  // bytes of the smallest element of each kind
    bool known = false;
    PlyFormat format = PlyFormat::ascii;
    each_line(text.substr(0, header_end), [&](std::string_view line) {
        const std::vector<std::string_view> words = words_of(line);
        if (words.empty() || words[0] == "ply" || words[0] == "comment" || words[0] == "obj_info") return;
        if (words[0] == "format" && words.size() >= 2) {
            known = words[1] == "ascii" || words[1] == "binary_little_endian" || words[1] == "binary_big_endian";
            format = words[1] == "binary_little_endian" ? PlyFormat::little_endian : words[1] == "ascii" ? PlyFormat::ascii : PlyFormat::big_endian;
        } else if (words[0] == "element" && words.size() >= 3) {
            PlyElement element{std::string(words[1]), 0, {}};
            const auto [end, error] = std::from_chars(words[2].data(), words[2].data() + words[2].size(), element.count);
            if (error != std::errc() || end != words[2].data() + words[2].size()) throw Fault("its element \"" + element.name.substr(0, 40) + "\" has no count; export the model again");
            elements.push_back(std::move(element));
            least.push_back(0);
        } else if (words[0] == "property" && !elements.empty() && words.size() >= 3) {
            const bool list = words[1] == "list";
            if (list && words.size() < 5) throw Fault("a property of its header is not complete; export the model again");
            for (const std::string_view type : list ? std::vector{words[2], words[3]} : std::vector{words[1]})
                if (ply_bytes(type) == 0) throw Fault("its header names the unknown type \"" + std::string(type.substr(0, 40)) + "\"; export the model again");
            const bool corners = list && elements.back().name == "face" && (words[4] == "vertex_indices" || words[4] == "vertex_index");
            // text takes a digit and a space for each number; a list of corners has three
            elements.back().properties.push_back({list ? ply_bytes(words[2]) : 0, ply_bytes(words[list ? 3 : 1]), corners});
            least.back() += format != PlyFormat::ascii ? ply_bytes(list ? words[2] : words[1]) + (corners ? 3 * ply_bytes(words[3]) : 0) : (corners ? 8 : 2);
        } else {
            throw Fault("its header has a line that is not understood; export the model again");
        }
    });
    if (!known) throw Fault("its header names no format that is known; export the model again");
    std::uint64_t faces = 0, vertices = 0, left = text.size() - header_end;
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const PlyElement& element = elements[i];
        if (least[i] == 0 && element.count > 0) throw Fault("its element \"" + element.name.substr(0, 40) + "\" has no properties; export the model again");
        if (element.count > left / std::max<std::uint64_t>(least[i], 1) + 1)
            throw Fault("it should hold " + std::to_string(element.count) + " of \"" + element.name.substr(0, 40) + "\" but is too short for them; the file is cut: copy or export it again");
        left -= std::min(left, element.count * least[i]);
        if (element.name == "face") faces = element.count;
        if (element.name == "vertex") vertices = element.count;
    }
    if (vertices == 0) throw Fault("it has no vertices; export the model as a mesh");
    if (faces == 0) throw Fault("it is a cloud of points without faces; have the scanner's program make a mesh and export that");
    check_triangles(std::max(faces, vertices / 3), limits);
    const std::size_t body = text.find('\n', header_end);
    walk_ply(body == std::string_view::npos ? std::string_view() : text.substr(body + 1), format, elements, vertices);
}

void check_stl(std::string_view text, const LoadLimits& limits) {
    refuse_foreign_text(text.substr(0, 200));
    if (text.size() >= 84) {
        std::uint32_t count = 0;
        std::memcpy(&count, text.data() + 80, 4);
        if (84 + std::uint64_t(count) * 50 == text.size()) {
            if (count == 0) throw Fault("it has no triangles; export the model again");
            return check_triangles(count, limits);
        }
    }
    if (!text.starts_with("solid")) throw Fault("its length does not fit the number of triangles it names; the file is cut: copy or export it again");
    if (text.find('\0') != std::string_view::npos) throw Fault("it begins as text and goes on as something else; export the model again");
    std::uint64_t facets = 0, corners = 0;
    each_line(text, [&](std::string_view line) {
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (line.starts_with("facet")) ++facets;
        if (line.starts_with("vertex")) {
            ++corners;
            if (words_of(line).size() < 4) throw Fault("a vertex of it has fewer than three coordinates; export the model again");
        }
    });
    if (facets == 0) throw Fault("it has no triangles; export the model again");
    if (corners != 3 * facets) throw Fault("it has " + std::to_string(corners) + " corners for " + std::to_string(facets) + " triangles; the file is cut: copy or export it again");
    check_triangles(facets, limits);
}

}  // namespace

void check_import(std::span<const std::uint8_t> bytes, FileKind kind, const LoadLimits& limits) {
    const std::string_view text = as_text(bytes);
    if (text.empty()) throw Fault("it is empty; copy or export the model again");
    if (kind == FileKind::obj) check_obj(text, limits);
    if (kind == FileKind::ply) check_ply(text, limits);
    if (kind == FileKind::stl) check_stl(text, limits);
}

}  // namespace stipple::scalp
