#include "built_in_head.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>
#include <vector>

#include "assets/bust/bust_data.h"
#include "scalp/frame/head_measures.h"

namespace stipple::session {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr float kMmPerUnit = 1000;            // glTF counts in metres
constexpr std::size_t kMostJson = 64 * 1024;  // that of a bust is 5 kB
constexpr std::size_t kHeader = 20;           // of the file and of its first chunk

std::uint32_t word(Bytes bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= std::uint32_t(bytes[at + i]) << (8 * i);
    return value;
}

// Landmarks of the construction, mm, as the bust's writer leaves them in asset.extras of the GLB's JSON chunk; none
// where the file is not of its writing. `start` is the beginning of the file at least up to the end of that chunk.
scalp::Landmarks landmarks_of(Bytes start) {
    scalp::Landmarks landmarks;
    if (start.size() < kHeader || word(start, 0) != 0x46546C67 || word(start, 16) != 0x4E4F534A) return {};
    const std::size_t length = word(start, 12);
    if (length > kMostJson || start.size() < kHeader + length) return {};
    const auto json = nlohmann::json::parse(start.begin() + kHeader, start.begin() + std::ptrdiff_t(kHeader + length),
                                            nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return {};
    const nlohmann::json::json_pointer generator("/asset/generator"), points("/asset/extras/landmarks_mm");
    if (!json.contains(generator) || json[generator] != "stipple built-in head") return {};
    if (!json.contains(points) || !json[points].is_object()) return {};
    for (const auto& [name, p] : json[points].items()) {
        const auto number = [](const nlohmann::json& v) { return v.is_number() && std::isfinite(v.get<float>()); };
        if (!p.is_array() || p.size() != 3 || !std::all_of(p.begin(), p.end(), number)) return {};
        landmarks[name] = {p[0].get<float>(), p[1].get<float>(), p[2].get<float>()};
    }
    return landmarks;
}

// Whether every landmark needed lies on the mesh, whose unit is the metre: someone may have edited the file.
bool on_skin(const scalp::HeadMesh& mesh, const scalp::Landmarks& landmarks) {
    constexpr float kNear = 4;  // mm to the next vertex
    for (const char* name : {"glabella", "tragion_left", "tragion_right", "outer_canthus_left", "outer_canthus_right",
                             "vertex", "inion", "opisthocranion"}) {
        const auto found = landmarks.find(name);
        if (found == landmarks.end()) return false;
        const glm::vec3 at = found->second / kMmPerUnit;
        float nearest2 = std::numeric_limits<float>::max();
        for (const glm::vec3& p : mesh.positions) nearest2 = std::min(nearest2, glm::dot(p - at, p - at));
        if (!(nearest2 * kMmPerUnit * kMmPerUnit < kNear * kNear)) return false;
    }
    return true;
}

scalp::HeadFrame constructed(const scalp::HeadMesh& mesh, scalp::Landmarks landmarks) {
    scalp::HeadFrame frame;
    frame.file_to_head = glm::mat4(kMmPerUnit);
    frame.file_to_head[3][3] = 1;
    frame.mm_per_unit = double(kMmPerUnit);
    frame.scale_assumed = false;
    frame.up = {0, 1, 0};
    frame.forward = {0, 0, 1};
    frame.landmarks = std::move(landmarks);
    for (const auto& [landmark, position] : frame.landmarks) frame.landmark_confidence_mm[landmark] = 0.5;
    frame.confidence = 1;
    std::vector<glm::dvec3> positions(mesh.positions.begin(), mesh.positions.end());
    for (glm::dvec3& p : positions) p *= kMmPerUnit;
    frame.measures_mm = scalp::measure_head(mesh, positions, frame.landmarks);
    return frame;
}

}  // namespace

scalp::Head built_in_head(const bust::BustMeasures& measures) {
    const auto head = [](Bytes glb) {
        scalp::HeadMesh mesh = scalp::load_head_mesh(glb, "the built-in head");
        scalp::HeadFrame frame = constructed(mesh, landmarks_of(glb));
        return scalp::place_head("built-in head", std::move(mesh), std::move(frame));
    };
    if (measures == bust::BustMeasures()) return head(bust::bust_glb());
    return head(bust::bust_file(bust::place_bust(*bust::sculpture(measures.eyes_open), measures)));
}

std::optional<scalp::Head> own_head(const std::filesystem::path& file, scalp::HeadMesh& mesh,
                                    const scalp::FrameHints& hints) {
    if (hints != scalp::FrameHints()) return std::nullopt;
    std::vector<std::uint8_t> start(kHeader + kMostJson);
    std::ifstream in(file, std::ios::binary);
    in.read(reinterpret_cast<char*>(start.data()), std::streamsize(start.size()));
    start.resize(std::size_t(std::max<std::streamsize>(in.gcount(), 0)));
    scalp::Landmarks landmarks = landmarks_of(start);
    if (!on_skin(mesh, landmarks)) return std::nullopt;
    scalp::HeadFrame frame = constructed(mesh, std::move(landmarks));
    return scalp::place_head(file.stem().string(), std::move(mesh), std::move(frame));
}

}  // namespace stipple::session
