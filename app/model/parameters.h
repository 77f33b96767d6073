// The one table of parameters. Panel, command line, design file, help text and documentation all read it; nothing else in
// the program knows an id, a unit, a range, a step, a default or a help text.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stipple::model {

enum class ParameterId {
    hairline_style, hairline_height_mm, hairline_softness_mm, hairline_recession_mm, hairline_custom_mm, hairline_seed,
    hairline_nape_mm,
    hairline_temple, hairline_wave_mm, hairline_wavelength_mm, hairline_jitter_mm, hairline_asymmetry_mm, hairline_sentinels,
    hairline_edge_size, hairline_edge_shade,
    density_per_cm2,
    dot_diameter_mm, dot_needle, dot_depth_mm, dot_size_variation, dot_shade_variation, dot_pattern,
    density_front, density_mid_scalp, density_crown, density_temples, density_sides, density_nape,
    cut_out_part, cut_out_part_width_mm, cut_out_part_length_mm, cut_out_tramlines, cut_out_tramline_width_mm,
    sessions_count, sessions_shown, sessions_gap_days, sessions_per_cm2, sessions_dilution, sessions_diameter_mm,
    pigment_kind, pigment_transmittance,
    time_years, time_healing, touchup_years, touchup_threshold_percent,
    client_skin_type, client_sun, client_aftercare,
    time_course, fade_observed_years, fade_observed_percent,
    skin_tone, skin_oil,
    skin_mattifier, skin_redness, skin_freckles, skin_veins, skin_tan_line,
    hair_loss, hair_loss_progress, hair_loss_seed, hair_later_loss, hair_length_mm,
    hair_days, hair_color, hair_shaft_um, hair_per_cm2, hair_top, hair_temples, hair_sides, hair_nape, hair_whorl,
    marks_fut_length_mm, marks_fut_width_mm, marks_fut_height_mm,
    marks_fue_per_cm2, marks_fue_diameter_mm, marks_fue_field_mm,
    marks_grafts_per_cm2, marks_birthmark_mm, marks_birthmark_kind, marks_scar_uptake, marks_scar_blur,
    light_kind, light_rotation_deg, light_strength_stops, light_fixed_to, light_exposure_stops,
    head_sex, head_age_years, head_build, head_eyes,
    head_length_mm, head_breadth_mm, head_circumference_mm, head_sagittal_arc_mm, head_bitragion_arc_mm,
    head_forehead_height_mm, head_face_height_mm, head_ear_height_mm, head_ear_depth_mm,
    scan_known_length, scan_known_length_mm,
    scan_repair, scan_holes, scan_smoothing, scan_show_repairs,
    scan_surface,
    count
};
inline constexpr int kParameterCount = int(ParameterId::count);

enum class ParameterKind { number, integer, choice, number_list };

struct Parameter {
    ParameterId id;
    std::string_view name;     // "hairline.height_mm"
    std::string_view label;    // "Height", as the panel shows it
    std::string_view section;  // "Hairline", "Density", "Fade", "Skin": the panel's sections in table order
    std::string_view unit;     // "mm", "per cm2", "years", "" for none
    ParameterKind kind;
    double min, max, step;     // step is the slider's; values given are never snapped to it
    double default_number;
    std::string_view default_text;            // for choices and lists
    std::span<const std::string_view> choices;  // for choices
    std::string_view help;     // one or two sentences in the craft's words: what it does to the scalp
    std::string_view source;   // where the default and range come from; begins with "assumed" where nothing is published
    int max_count = 0;         // for lists
    bool ascending = false;    // for lists: kept in rising order, no value twice
    bool automatic = false;    // a number that may hold the text "automatic", its default, and then follows other parameters
    bool of_built_in = false;  // says something about the built-in head and nothing about a scan
    bool folded = false;       // one of a section of fine points, which the panel shows folded at first
    bool of_scan = false;    // says something about the scan that is open: no other scan takes it, see Design::for_scan
    bool seen = false;       // says how the head is looked at, not what is planned: saved with the design, but no step to undo
};

[[nodiscard]] std::span<const Parameter> parameters();  // in ParameterId order
[[nodiscard]] const Parameter& parameter(ParameterId id);
[[nodiscard]] std::optional<ParameterId> find_parameter(std::string_view name);
// The one written most like it, for "did you mean", and how many letters are to be changed, added or left out.
struct NearParameter {
    const Parameter& parameter;
    std::size_t edits;
};
[[nodiscard]] NearParameter nearest_parameter(std::string_view name);

}  // namespace stipple::model
