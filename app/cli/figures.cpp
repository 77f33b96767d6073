// params, stats, match and inspect: figures without a picture.
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <iostream>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "session/head/inspect.h"
#include "session/preview.h"
#include "session/sites/dots_wanted.h"
#include "session/skin/match_proposal.h"
#include "session/statistics.h"

namespace stipple::cli {
namespace {

using Json = nlohmann::ordered_json;
using model::ParameterKind;

Json default_of(const model::Parameter& p) {
    switch (p.kind) {
        case ParameterKind::choice:
            return std::string(p.default_text);
        case ParameterKind::number_list:
            return Json::array();
        case ParameterKind::integer:
            return int(p.default_number);
        case ParameterKind::number:
            break;
    }
    return p.default_number;
}

const char* kind_word(ParameterKind kind) {
    switch (kind) {
        case ParameterKind::number:
            return "number";
        case ParameterKind::integer:
            return "integer";
        case ParameterKind::choice:
            return "choice";
        case ParameterKind::number_list:
            return "list";
    }
    return "";
}

// A file without a unit is sized like an average adult: heads vary by 4 % (one standard deviation), areas by twice that.
constexpr const char* kLengthAssumed = " (scale assumed, +-4 %)";
constexpr const char* kAreaAssumed = " (scale assumed, +-8 %)";
constexpr const char* kScaleNote = "Scale assumed: lengths +-4 %, areas, dot counts, hours and price +-8 %, until one known length is given.";

Json range_json(const std::array<double, 2>& range) { return Json::array({range[0], range[1]}); }

// To a tenth of an hour: more would claim a precision nobody has.
std::array<double, 2> tenths(const std::array<double, 2>& range) {
    return {std::round(range[0] * 10) / 10, std::round(range[1] * 10) / 10};
}

// Where own hair ends and dots begin; null where it does not.
Json seam_json(const std::optional<session::Seam>& seam) {
    if (!seam) return nullptr;
    Json bands = Json::array();
    for (const session::Seam::Band& band : seam->bands)
        bands.push_back({{"from_mm", band.from_mm}, {"to_mm", band.from_mm + session::kSeamBandMm}, {"area_cm2", band.area_cm2}, {"darkness", band.darkness}});
    return {{"step_percent", seam->step_percent}, {"bands", bands}};
}

// How plainly a thinned top shows; null where hair does not thin so.
Json parting_json(const std::optional<session::Parting>& parting) {
    if (!parting) return nullptr;
    return {{"contrast_without", parting->contrast_without}, {"contrast_with", parting->contrast_with}, {"thinned_cm2", parting->thinned_cm2}, {"beside_cm2", parting->beside_cm2}};
}

// How far treated scalp and shaved sides differ; null where nothing is treated.
Json match_json(const std::optional<session::SidesMatch>& match) {
    if (!match) return nullptr;
    const auto lab = [](const glm::dvec3& c) { return Json::array({c.x, c.y, c.z}); };
    return {{"delta_e", match->delta_e}, {"treated_lab", lab(match->treated_lab)}, {"sides_lab", lab(match->sides_lab)},
            {"reference", match->natural ? "natural-density" : "own-hair"}, {"treated_cm2", match->treated_cm2}, {"sides_cm2", match->sides_cm2}};
}

}  // namespace

void params(const Arguments& arguments) {
    if (!arguments.json) {
        for (const model::Parameter& p : model::parameters()) {
            std::cout << std::left << std::setw(26) << p.name;
            if (p.kind == ParameterKind::choice) {
                std::cout << "default " << p.default_text << "; one of";
                for (const auto word : p.choices) std::cout << ' ' << word;
            } else {
                std::cout << p.min << " to " << p.max;
                if (!p.unit.empty()) std::cout << ' ' << p.unit;
                if (p.kind == ParameterKind::number_list) {
                    std::cout << ", a list divided by ; (default empty)";
                } else if (p.automatic) {
                    std::cout << ", default follows others (" << p.default_number << ")";
                } else {
                    std::cout << ", default " << p.default_number;
                }
            }
            std::cout << "\n    " << p.help << "\n    Source: " << p.source << "\n";
        }
        return;
    }
    Json all = Json::array();
    for (const model::Parameter& p : model::parameters()) {
        Json one;
        one["id"] = p.name;
        one["unit"] = p.unit;
        one["min"] = p.kind == ParameterKind::choice ? Json(nullptr) : Json(p.min);
        one["max"] = p.kind == ParameterKind::choice ? Json(nullptr) : Json(p.max);
        one["default"] = default_of(p);
        one["help"] = p.help;
        one["kind"] = kind_word(p.kind);
        one["label"] = p.label;
        one["section"] = p.section;
        one["source"] = p.source;
        if (p.automatic) one["automatic"] = true;
        if (p.kind == ParameterKind::choice) {
            one["choices"] = Json::array();
            for (const auto word : p.choices) one["choices"].push_back(std::string(word));
        }
        all.push_back(std::move(one));
    }
    std::cout << all.dump(1) << "\n";
}

void stats(const Arguments& arguments) {
    Arguments settled = arguments;
    for (const Variation& variation : arguments.variations) {
        if (variation.values.size() != 1) throw UsageError("--years: stats tells of one time; give one value");
        settled.settings.emplace_back(variation.id, variation.values[0]);
    }
    if (arguments.views.size() > 1) throw UsageError("--view: stats measures one view; give one");
    const model::Design design = design_of(settled);
    const auto head = head_of(settled, design, session::most_dots_per_cm2(design));
    const auto resolved = session::compile_design(design, *head);
    session::Statistics figures = session::statistics(design, *head, *resolved);
    if (!arguments.views.empty()) {  // measured from a picture of that view instead of worked out
        renderer::Renderer renderer(device_of(arguments));
        session::Preview preview(renderer, head);
        renderer::Frame frame = preview.frame(design);
        const Size size = arguments.size.value_or(Size{1280, 720});
        frame.camera = session::view_camera(arguments.views[0], *head, *resolved, double(size.width) / size.height);
        // Dots stand about 10 / sqrt(density) mm apart; gaps of half as much again on either side are between dots.
        const double mm_per_pixel = 2 * frame.camera.focus_mm * std::tan(frame.camera.vertical_fov / 2) / size.height;
        const double gap_mm = 15 / std::sqrt(std::max(figures.density_per_cm2, 10.0));
        figures.mean_reflectance_ratio = session::measured_reflectance_ratio(
            renderer.measure(frame, size.width, size.height), frame.skin, int(std::ceil(gap_mm / mm_per_pixel)));
    }
    const auto hours = tenths(figures.hours);
    if (arguments.json) {
        Json out;
        out["dots_live"] = figures.dots_live;
        out["dots_by_session"] = figures.dots_by_session;
        out["area_cm2"] = figures.area_cm2;
        out["density_per_cm2"] = figures.density_per_cm2;
        out["coverage"] = figures.coverage;
        out["strength"] = figures.strength;
        out["mean_diameter_mm"] = figures.mean_diameter_mm;
        out["mean_reflectance_ratio"] = figures.mean_reflectance_ratio;
        out["sessions"] = figures.sessions;
        out["hours"] = range_json(hours);
        out["price"] = range_json(figures.price);
        out["currency"] = figures.currency;
        out["warnings"] = Json::array();
        for (const session::Warning& w : figures.warnings) {
            out["warnings"].push_back(
                {{"id", w.id}, {"text", w.text}, {"value", w.value}, {"limit", w.limit}, {"unit", w.unit}, {"source", w.source}});
        }
        out["hair_loss_area_cm2"] = figures.hair_loss_area_cm2;
        out["scalp_area_cm2"] = figures.scalp_area_cm2;
        out["marks"] = {{"scar_cm2", figures.marks.scar_cm2}, {"burn_cm2", figures.marks.burn_cm2}, {"birthmark_cm2", figures.marks.birthmark_cm2},
                        {"fut_length_mm", figures.marks.strip_length_mm}, {"punch_scars", figures.marks.punches}};
        out["hairs"] = figures.hairs_live;
        out["grafts"] = figures.grafts;
        out["seam"] = seam_json(figures.seam);
        out["parting"] = parting_json(figures.parting);
        out["match"] = match_json(figures.match);
        out["scale_assumed"] = figures.scale_assumed;
        if (figures.scale_assumed) out["scale_note"] = kScaleNote;
        std::cout << out.dump(1) << "\n";
        return;
    }
    // Beside every figure that a wrong scale would change.
    const char* length = figures.scale_assumed ? kLengthAssumed : "";
    const char* area = figures.scale_assumed ? kAreaAssumed : "";
    std::cout << std::fixed << std::setprecision(0);
    std::cout << "Dots           " << figures.dots_live << " (by visit:";
    for (const auto count : figures.dots_by_session) std::cout << ' ' << count;
    std::cout << ")" << area << "\nArea           " << figures.area_cm2 << " cm2" << area << ", " << figures.density_per_cm2 << " dots per cm2\n"
              << std::setprecision(1) << "Coverage       " << figures.coverage * 100 << " %\nStrength       "
              << figures.strength * 100 << " % of healed\n"
              << std::setprecision(3) << "Dot width      " << figures.mean_diameter_mm << " mm now" << length << "\nReflectance    "
              << figures.mean_reflectance_ratio << " of bare skin\n"
              << std::setprecision(1) << "Work           " << figures.sessions << " sessions, " << hours[0] << " to "
              << hours[1] << " hours" << area << "\n"
              << std::setprecision(0) << "Price          " << figures.price[0] << " to " << figures.price[1] << ' '
              << figures.currency << area << "\nHair loss      " << figures.hair_loss_area_cm2 << " of "
              << figures.scalp_area_cm2 << " cm2 scalp" << area << "\n";
    if (const session::MarkFigures& marks = figures.marks; marks.scar_cm2 + marks.burn_cm2 + marks.birthmark_cm2 > 0) {
        std::cout << std::setprecision(1) << "Marks          " << marks.scar_cm2 << " cm2 of scars, " << marks.burn_cm2 << " of burns, "
                  << marks.birthmark_cm2 << " of birthmarks" << area << std::setprecision(0);
        if (marks.strip_length_mm > 0) std::cout << "; strip scar " << marks.strip_length_mm << " mm" << length;
        if (marks.punches > 0) std::cout << "; " << marks.punches << " punch scars" << area;
        std::cout << "\n";
    }
    if (figures.grafts > 0) std::cout << "Grafts         " << figures.grafts << area << "\n";
    if (figures.seam) std::cout << std::setprecision(1) << "Seam           steps by " << figures.seam->step_percent << " % of the shade within 5 mm\n";
    if (figures.parting)
        std::cout << std::setprecision(1) << "Parting        " << 100 * figures.parting->contrast_without << " % lighter than beside it without dots, "
                  << 100 * figures.parting->contrast_with << " % with them\n";
    if (figures.match)
        std::cout << std::setprecision(1) << "Sides          and scalp differ by delta E " << figures.match->delta_e << ": "
                  << session::match_words(*figures.match) << "\n";
    for (const session::Warning& w : figures.warnings) std::cout << "Warning        " << w.text << "\n";
}

void match(const Arguments& arguments) {
    const model::Design design = design_of(arguments);
    const model::Design densest = design.with(model::ParameterId::density_per_cm2, std::max(design.number(model::ParameterId::density_per_cm2), session::kMostNeeded));
    const auto head = head_of(arguments, design, session::most_dots_per_cm2(densest));
    const auto proposal = session::propose_match(design, *head);
    if (!arguments.json) {
        std::cout << (proposal ? session::proposal_sentence(*proposal, "delta E") : "Nothing is treated: there is no scalp to match.") << "\n";
        return;
    }
    if (!proposal) {
        std::cout << "null\n";
        return;
    }
    Json out{{"delta_e_before", proposal->before}, {"delta_e", proposal->after}, {"closed", proposal->reason.empty()}, {"changes", Json::array()}};
    for (const session::ProposedChange& change : proposal->changes)
        out["changes"].push_back({{"id", model::parameter(change.id).name}, {"from", change.from}, {"to", change.to}});
    out["reason"] = proposal->reason;
    out["text"] = session::proposal_sentence(*proposal, "delta E");
    out["solve_ms"] = proposal->solve_ms;
    std::cout << out.dump(1) << "\n";
}

void inspect(const Arguments& arguments) {
    const session::Inspection found = session::inspect(*arguments.head, design_of(arguments));
    if (arguments.json) {
        Json out;
        out["triangles"] = found.triangles;
        out["mm_per_unit"] = found.mm_per_unit;
        out["scale_assumed"] = found.scale_assumed;
        if (found.scale_assumed && found.confidence > 0) out["scale_note"] = kScaleNote;
        out["up"] = found.up;
        out["forward"] = found.forward;
        out["landmarks"] = Json::object();
        for (const auto& [name, position] : found.landmarks) out["landmarks"][name] = position;
        out["scalp_area_cm2"] = found.scalp_area_cm2;
        out["measures_mm"] = Json::object();
        for (const auto& [name, value] : found.measures_mm) out["measures_mm"][name] = value;
        out["confidence"] = found.confidence;
        out["problems"] = found.problems;
        out["repairs"] = found.repairs;
        if (!found.picture.empty()) out["picture"] = found.picture;
        std::cout << out.dump(1) << "\n";
        return;
    }
    std::cout << found.triangles << " triangles, 1 unit is " << found.mm_per_unit << " mm"
              << (found.scale_assumed ? kLengthAssumed : "") << "\nUp " << found.up[0] << ' ' << found.up[1] << ' '
              << found.up[2] << ", forward " << found.forward[0] << ' ' << found.forward[1] << ' ' << found.forward[2]
              << "\nConfidence " << found.confidence << ", scalp " << found.scalp_area_cm2 << " cm2" << (found.scale_assumed && found.confidence > 0 ? kAreaAssumed : "") << "\n";
    for (const auto& [name, p] : found.landmarks) {
        std::cout << std::left << std::setw(27) << name << p[0] << ' ' << p[1] << ' ' << p[2] << "\n";
    }
    for (const auto& [name, value] : found.measures_mm)
        std::cout << std::left << std::setw(27) << name << value << " mm" << (found.scale_assumed ? kLengthAssumed : "") << "\n";
    for (const std::string& repair : found.repairs) std::cout << "Repaired: " << repair << "\n";
    if (!found.picture.empty()) std::cout << "Picture: " << found.picture << "\n";
    for (const std::string& problem : found.problems) std::cout << "Problem: " << problem << "\n";
}

}  // namespace stipple::cli
