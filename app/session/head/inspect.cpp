#include "inspect.h"

#include "bare_head.h"
#include "built_in_head.h"
#include "head_looks.h"
#include "scalp/chart.h"
#include "scalp/mend/mended_head.h"
#include "scalp/skin/grown_hair.h"

namespace stipple::session {
namespace {

std::array<double, 3> three(const glm::vec3& v) { return {double(v.x), double(v.y), double(v.z)}; }

}  // namespace

Inspection inspect(const std::filesystem::path& file, const model::Design& design) {
    std::string hash;
    scalp::HeadMesh mesh = scalp::load_head_mesh(file, {}, &hash);
    const HeadChoices own = choices_for(head_choices(design), hash);
    std::optional<scalp::Head> made = own_head(file, mesh, own.frame);
    const scalp::Head head =
        made ? std::move(*made) : scalp::mended_head(file.stem().string(), std::move(mesh), own.frame, own.repair);
    const scalp::HeadFrame& frame = head.frame;
    Inspection result;
    result.triangles = head.mesh.indices.size() / 3;
    result.mm_per_unit = frame.mm_per_unit;
    result.scale_assumed = frame.scale_assumed;
    result.up = three(frame.up);
    result.forward = three(frame.forward);
    const glm::dmat4 to_file = glm::inverse(glm::dmat4(frame.file_to_head));
    for (const auto& [name, position] : frame.landmarks) {
        const glm::dvec4 at = to_file * glm::dvec4(position, 1.0);
        result.landmarks[name] = {at.x, at.y, at.z};
    }
    result.measures_mm = frame.measures_mm;
    result.confidence = frame.confidence;
    result.problems = frame.problems;
    result.repairs = frame.repairs;
    if (has_scalp(frame)) {
        const scalp::ScalpChart chart = scalp::make_chart(head);
        result.scalp_area_cm2 = chart.scalp_area_cm2;
        const std::optional<scalp::Capture> capture = scalp::find_capture(head, chart);
        if (capture) result.picture = picture_sentence(design.for_scan({file.filename().string(), hash}), *capture);
        if (auto hair = scalp::grown_hair_problem(scalp::top_relief(chart), capture))
            result.problems.push_back(std::move(*hair));
    }
    return result;
}

}  // namespace stipple::session
