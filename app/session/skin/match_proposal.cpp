#include "match_proposal.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "delta_e.h"
#include "model/session_plan.h"
#include "session/head/head_looks.h"
#include "shared/profile.h"

namespace stipple::session {
namespace {

using model::Design;
using enum model::ParameterId;

constexpr double kHealedYears = 0.12;
constexpr double kAimedAt = 0.7;  // the law of means leaves a little to the picture
constexpr double kStepDensity = 5, kStepSize = 0.01, kStepShade = 0.01;
// So much of each counts as one change: about a tenth of the darkness each. Changing one thing more counts half of that.
constexpr double kUnitDensity = 30, kUnitSize = 0.015, kUnitShade = 0.08, kOneThingMore = 0.5;

Design healed(const Design& design) {
    return design.with(time_years, kHealedYears).with(sessions_shown, model::parameter(sessions_shown).max);
}

class Look {
  public:
    explicit Look(const PreparedHead& head) : head_(head), compiler_(head) {}
    // As it is counted.
    std::optional<ComparedSkin> operator()(const Design& design) {
        const Design shown = on_scan(healed(design), head_.captured_tone);
        const auto resolved = compiler_.compile(healed(design));
        const ChartFields fields{compiler_.density_per_cm2(), compiler_.hair_per_cm2(), compiler_.hair_left(), compiler_.planned()};
        const RegionMap regions = match_regions(head_, fields);
        return compared_skin(shown, head_, *resolved, fields, regions, pigment_now(shown, head_, *resolved, regions, kMatchRegions));
    }
    [[nodiscard]] const PreparedHead& head() const { return head_; }

  private:
    const PreparedHead& head_;
    DesignCompiler compiler_;
};

struct Candidate {
    double density = 0, size = 0, shade = 0;
    double delta_e = std::numeric_limits<double>::infinity(), cost = std::numeric_limits<double>::infinity();
    glm::dvec3 lab{0};
};
Candidate of(const Design& design) { return {design.number(density_per_cm2), design.number(dot_diameter_mm), design.number(pigment_transmittance)}; }

// What is counted of one design, turned into a law for others: dots go with the density, ink with the square of the width, colour is the
// pigment's at that shade.
class Law {
  public:
    Law(const ComparedSkin& counted, const Design& design, const PreparedHead& head)
        : skin_(counted.skin), at_(counted.treated.mean()), ink_(counted.treated.ink), of_(of(design)), shown_(on_scan(healed(design), head.captured_tone)) {
        sides_ = match_of(counted).sides_lab;
        own_ = colors(of_.shade);
        corrected_ = counted.treated.crossings() / both_crossings(float(at_.dots_per_cm2), float(at_.hairs_per_cm2), ink_);
        sizes_fixed_ = !design.list(sessions_diameter_mm).empty();
    }

    // Of one shade; to be asked for once, for all densities and widths.
    [[nodiscard]] glm::dvec3 colors(double shade) const {
        const shared::DotLook look = dot_look(shown_.with(pigment_transmittance, shade));
        return 1.0 - glm::dvec3(glm::vec3(look.transmittance[0]));
    }
    void judge(Candidate& candidate, const glm::dvec3& colors) const {
        const double area = sizes_fixed_ ? 1 : candidate.size * candidate.size / (of_.size * of_.size);
        SeamInk ink = ink_;
        ink.dot = ink_.dot * area * colors / own_;
        ink.peak = ink_.peak * colors / own_;
        const double dots = at_.dots_per_cm2 * candidate.density / of_.density;
        candidate.lab = lab_from_linear(seen_in_even_light(skin_, corrected_ * both_crossings(float(dots), float(at_.hairs_per_cm2), ink)));
        candidate.delta_e = delta_e_2000(candidate.lab, sides_);
    }
    void price(Candidate& candidate, const Candidate& present) const {
        const double by[3] = {(candidate.density - present.density) / kUnitDensity, (candidate.size - present.size) / kUnitSize,
                              (candidate.shade - present.shade) / kUnitShade};
        candidate.cost = 0;
        for (const double steps : by) candidate.cost += steps == 0 ? 0 : steps * steps + kOneThingMore;
    }
    [[nodiscard]] bool sizes_fixed() const { return sizes_fixed_; }
    [[nodiscard]] const glm::dvec3& sides() const { return sides_; }

  private:
    shared::SkinLook skin_;
    SkinCover::Part at_;
    SeamInk ink_;
    Candidate of_;
    Design shown_;
    glm::dvec3 sides_{0}, own_{1}, corrected_{1};
    bool sizes_fixed_ = false;
};

// From low to high in steps, and the present value where it lies between.
std::vector<double> steps(double low, double high, double step, double present) {
    std::vector<double> values;
    for (int k = int(std::ceil(low / step - 1e-6)); k <= int(std::floor(high / step + 1e-6)); ++k) values.push_back(k * step);
    if (present >= low && present <= high && std::none_of(values.begin(), values.end(), [&](double v) { return std::abs(v - present) < 1e-9; }))
        values.push_back(present);
    for (double& v : values) v = std::abs(v - present) < 1e-9 ? present : std::round(v / step) * step;
    return values;
}

// The cheapest that differs by less than kAimedAt; else the one that differs least.
Candidate solve(const Law& law, const Candidate& present, double needle, double fewest, double most) {
    const std::vector<double> densities = steps(fewest, most, kStepDensity, present.density);
    std::vector<double> sizes = steps(kFinestProposed / needle, kWidestProposed / needle, kStepSize, present.size);
    if (law.sizes_fixed()) sizes = {present.size};
    Candidate best;
    for (const double shade : steps(kDarkestProposed, kLightestProposed, kStepShade, present.shade)) {
        const glm::dvec3 colors = law.colors(shade);
        for (const double size : sizes)
            for (const double density : densities) {
                Candidate candidate{density, size, shade};
                law.price(candidate, present);
                if (best.delta_e < kAimedAt && candidate.cost >= best.cost) continue;
                law.judge(candidate, colors);
                const bool closes = candidate.delta_e < kAimedAt;
                if (best.delta_e < kAimedAt ? closes : closes || candidate.delta_e < best.delta_e) best = candidate;
            }
    }
    return best;
}

Design with(const Design& design, const Candidate& candidate) {
    Design changed = design;
    const Candidate present = of(design);
    if (candidate.density != present.density) changed = changed.with(density_per_cm2, candidate.density);
    if (candidate.size != present.size) changed = changed.with(dot_diameter_mm, candidate.size);
    if (candidate.shade != present.shade) changed = changed.with(pigment_transmittance, candidate.shade);
    return changed;
}

std::string why_not(const Design& design, const SidesMatch& match) {
    const double light = match.treated_lab.x - match.sides_lab.x;
    if (std::abs(light) < std::hypot(match.treated_lab.y - match.sides_lab.y, match.treated_lab.z - match.sides_lab.z))
        return std::string("They are equally light, but the pigment is ") + (match.treated_lab.z < match.sides_lab.z ? "cooler" : "warmer") +
               " than the hair: another pigment comes closer.";
    if (light > 0) {
        if (double(dot_look(design).hair_length_mm) > 0.5) return "The sides are darker than dots that look like hair can make skin: shave them shorter.";
        return "The sides are darker than dots that look like hair can make skin.";
    }
    return "The sides are lighter than the fewest, finest and palest dots leave skin: they hardly need any.";
}

}  // namespace

std::optional<MatchProposal> propose_match(const Design& design, const PreparedHead& head) {
    Look look(head);
    std::optional<ComparedSkin> counted = look(design);
    if (!counted) return {};
    MatchProposal proposal{design, {}, match_of(*counted).delta_e, 0, {}};
    proposal.after = proposal.before;
    const Candidate present = of(design);
    SidesMatch reached = match_of(*counted);
    const auto closed = [&] { return proposal.after < kJustSeen; };
    // The law holds best near the design it was counted of: it is counted again where it promised more than it kept. A helmet that does not
    // close the difference either is no proposal.
    for (const double most : {kMostProposed, kMostNeeded}) {
        Design from = design;
        std::optional<ComparedSkin> of_from = counted;
        for (int round = 0; round < 3 && of_from && !closed(); ++round) {
            const auto start = std::chrono::steady_clock::now();
            const Candidate candidate = solve(Law(*of_from, from, head), present, model::needle_width(design), kFewestProposed, most);
            proposal.solve_ms += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
            const bool promised = candidate.delta_e < kJustSeen;
            if (!promised && (round > 0 || most > kMostProposed)) break;
            from = with(design, candidate);
            of_from = look(from);
            if (!of_from) break;
            const SidesMatch match = match_of(*of_from);
            if (match.delta_e > proposal.after - 0.05) break;
            if (match.delta_e >= kJustSeen && most > kMostProposed) continue;
            proposal.design = from;
            proposal.after = match.delta_e;
            reached = match;
        }
        if (closed()) break;
    }
    for (const model::ParameterId id : {model::ParameterId::density_per_cm2, model::ParameterId::dot_diameter_mm, model::ParameterId::pigment_transmittance})
        if (design.number(id) != proposal.design.number(id)) proposal.changes.push_back({id, design.number(id), proposal.design.number(id)});
    if (!closed()) proposal.reason = why_not(design, reached);
    return proposal;
}

bool proposed_alike(const Design& a, const Design& b) {
    return a.painting() == b.painting() && a.head() == b.head() && std::ranges::all_of(model::parameters(), [&](const model::Parameter& p) {
               return p.seen || p.id == time_years || a.value(p.id) == b.value(p.id);
           });
}

Design with_changes(Design design, const MatchProposal& proposal) {
    for (const ProposedChange& change : proposal.changes) design = design.with(change.id, change.to);
    return design;
}

std::string proposal_sentence(const MatchProposal& proposal, const std::string& unit_e) {
    const auto figure = [](double value) {
        char text[24];
        std::snprintf(text, sizeof text, value >= 10 ? "%.0f" : "%.2f", value);
        return std::string(text);
    };
    const auto difference = [&](double value) {
        char text[24];
        std::snprintf(text, sizeof text, " %.1f", value);
        return unit_e + text;
    };
    std::string text;
    for (const ProposedChange& change : proposal.changes) {
        std::string label(model::parameter(change.id).label);
        if (!text.empty()) label[0] = char(std::tolower(static_cast<unsigned char>(label[0])));
        const std::string unit(model::parameter(change.id).unit);
        text += (text.empty() ? "" : ", ") + label + " " + figure(change.from) + " to " + figure(change.to) + (unit.empty() ? "" : " " + (unit == "per cm2" ? "per cm\u00b2" : unit));
    }
    if (text.empty())
        text = proposal.reason.empty() ? "Sides and scalp match already: healed, they differ by " + difference(proposal.after) + "."
                                       : "Sides and scalp differ by " + difference(proposal.after) + " when healed.";
    else text += ": healed, sides and scalp differ by " + difference(proposal.after) + " instead of " + difference(proposal.before).substr(unit_e.size() + 1) + ".";
    return proposal.reason.empty() ? text : text + " " + proposal.reason;
}

}  // namespace stipple::session
