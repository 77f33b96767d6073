// What the years do, seen in the picture: a window of the crown, dots everywhere in it, measured as the renderer draws it.
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>

#include "model/time_table.h"
#include "photographed_head.h"
#include "session/sites/site_states.h"
#include "shared/profile.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

struct Patch {
    double ink = 0;             // mean of the coverage summed over pigment and changed pigment
    double inked = 0;           // share of the window that any dot reaches
    glm::dvec3 reflectance{0};  // over bare skin's
    glm::dvec3 lab{0}, bare{0};
    [[nodiscard]] double absorptance() const { return 1 - std::sqrt(reflectance.g); }  // light crosses the pigment twice
};

class Crown {
  public:
    renderer::Renderer& renderer() { return PhotographedHead::kept().renderer(); }
    renderer::Frame frame(const Design& design) { return PhotographedHead::kept().frame(design, session::View::crown); }
    Patch measure(const renderer::Frame& frame, std::uint32_t window = 80) {
        const std::uint32_t side = 640, first = (side - window) / 2;  // 80 pixels are about 3 cm of the crown
        const MeasuredPatch measured = PhotographedHead::kept().patch(frame, side, first, first, window);
        Patch patch{measured.pigment, measured.inked, measured.reflectance, {}, {}};
        const glm::dvec3 skin(frame.skin.albedo);
        patch.bare = textbook_lab(skin), patch.lab = textbook_lab(skin * patch.reflectance);
        return patch;
    }
    // Share of the skin that dots lie on, from so near that they are seen one by one.
    double inked(const Design& design, double years) {
        renderer::Frame near = frame(design.with(ParameterId::time_years, years));
        near.camera.vertical_fov *= 0.1;
        return measure(near, 600).inked;
    }
    Patch at(const Design& design, double years) { return measure(frame(design.with(ParameterId::time_years, years))); }
};

Crown& crown() {
    static Crown one;
    return one;
}

double yellow(const Patch& patch) { return patch.lab.z - patch.bare.z; }

}  // namespace

TEST_CASE("a rendered patch at 4 years has 63 % of its healed darkness") {
    const Patch healed = crown().at(Design(), 0.12);
    REQUIRE(healed.absorptance() > 0.05);
    for (const auto& [years, left] : {std::pair(3.0, 0.71), {4.0, 0.63}, {8.0, 0.40}}) {
        const Patch patch = crown().at(Design(), years);
        INFO(years << " years");
        CHECK(patch.ink / healed.ink == Approx(left).margin(0.02));
        CHECK(patch.absorptance() / healed.absorptance() == Approx(left).margin(0.02));
    }
}

TEST_CASE("spreading keeps the ink of a patch") {
    renderer::Frame frame = crown().frame(Design());
    for (shared::TimeEntry& entry : frame.time.entries) entry.sigma2 = 0;
    const Patch sharp = crown().measure(frame);
    for (const float sigma2 : {0.001F, 0.005F, 0.02F}) {
        for (shared::TimeEntry& entry : frame.time.entries) entry.sigma2 = sigma2;
        const Patch spread = crown().measure(frame);
        INFO(sigma2 << " mm2");
        CHECK(spread.ink == Approx(sharp.ink).epsilon(0.01));
    }
}

TEST_CASE("six weeks after a touch-up a patch is as dark as healed, with more dots each time") {
    const Design design = Design().with(ParameterId::touchup_years, std::vector<double>{4, 8});
    const Patch healed = crown().at(Design(), 0.12);
    double inked = crown().inked(Design(), 0.12);
    CHECK(inked > 0.15);
    CHECK(inked < 0.40);
    for (const double years : {4.12, 8.12}) {
        const Patch patch = crown().at(design, years);
        INFO(years << " years, " << patch.ink / healed.ink << " of the ink, dots on " << inked << " before");
        CHECK(patch.ink == Approx(healed.ink).epsilon(0.03));
        CHECK(patch.absorptance() == Approx(healed.absorptance()).epsilon(0.03));
        CHECK(crown().at(design, years - 0.2).absorptance() < 0.75 * healed.absorptance());
        const double now = crown().inked(design, years);
        CHECK(now > 1.2 * inked);
        inked = now;
    }
}

TEST_CASE("scrubbing the years changes the time table, and of the look the state of the skin alone") {
    const Design design = Design().with(ParameterId::touchup_years, std::vector<double>{4});
    renderer::Frame before = crown().frame(design.with(ParameterId::time_years, 0.0)), after = crown().frame(design.with(ParameterId::time_years, 6.0));
    CHECK(std::memcmp(&before.time, &after.time, sizeof before.time) != 0);
    CHECK(std::memcmp(&before.look, &after.look, sizeof before.look) == 0);
    CHECK(before.marks_look.healing.x > 0.5F);
    before.marks_look.healing = after.marks_look.healing;
    CHECK(std::memcmp(&before.marks_look, &after.marks_look, sizeof before.marks_look) == 0);
    CHECK(std::memcmp(&before.skin, &after.skin, sizeof before.skin) == 0);
    CHECK(before.dot_state == after.dot_state);
    CHECK(before.follicle_state == after.follicle_state);
    CHECK(before.dots == after.dots);
}

TEST_CASE("fewer sessions shown are a lighter patch, by the share of dots placed") {
    const Patch whole = crown().at(Design(), 0.12);
    const auto shown = [](double n) { return crown().at(Design().with(ParameterId::sessions_shown, n), 0.12).ink; };
    CHECK(shown(1) / whole.ink == Approx(0.35).margin(0.02));
    CHECK(shown(2) / whole.ink == Approx(0.76).margin(0.02));
    // A darker mix and a wider dot bring the ink they should: (1 - 0.15^(16 / 7)) / 0.85 and (0.3 / 0.22)^2.
    const auto ink = [](ParameterId id, double value) { return crown().at(Design().with(id, std::vector<double>{value}), 0.12).ink; };
    CHECK(ink(ParameterId::sessions_dilution, 6) / whole.ink == Approx((1 - std::pow(0.15, 16.0 / 7)) / 0.85).epsilon(0.01));
    CHECK(ink(ParameterId::sessions_diameter_mm, 0.3) / whole.ink == Approx(0.3 * 0.3 / (0.22 * 0.22)).epsilon(0.02));
}

TEST_CASE("deep pigment reads bluer than shallow pigment, most on fair skin") {
    const auto at = [](double depth, double tone) {
        return crown().at(Design().with(ParameterId::dot_depth_mm, depth).with(ParameterId::skin_tone, tone), 0.12);
    };
    double fair = 0, dark = 0, last = 1;
    for (const double depth : {0.3, 0.6, 1.0, 1.5}) {
        const Patch patch = at(depth, 2);
        INFO(depth << " mm: b* " << yellow(patch));
        CHECK(yellow(patch) < last - 0.1);
        last = yellow(patch);
        if (depth == 0.3) fair = last, dark = yellow(at(depth, 9));
    }
    fair -= last, dark -= yellow(at(1.5, 9));
    CHECK(fair > 0.6);
    CHECK(dark < 0.4 * fair);
    CHECK(dark > 0);
    // As dark as before: what depth changes is the hue.
    CHECK(at(1.5, 2).lab.x == Approx(at(0.3, 2).lab.x).margin(0.3));
}

TEST_CASE("tattoo ink turns blue-green over the years, iron oxide warm") {
    const auto of = [](const char* kind, double years) { return crown().at(Design().with(ParameterId::skin_tone, 2.0).with(ParameterId::pigment_kind, std::string(kind)), years); };
    // Fading brings any colour back to the skin's: hue is counted for the ink that is left.
    const auto a = [](const Patch& p) { return (p.lab.y - p.bare.y) / p.ink; };
    const auto b = [](const Patch& p) { return yellow(p) / p.ink; };
    const Patch ink = of("tattoo-ink", 0.12), later = of("tattoo-ink", 2), latest = of("tattoo-ink", 6);
    CHECK(yellow(later) < yellow(ink));
    CHECK(b(later) < 1.15 * b(ink));
    CHECK(b(latest) < b(later));
    CHECK(a(latest) < a(later));
    CHECK(a(later) < a(ink));
    const Patch iron = of("iron-oxide", 0.12), old_iron = of("iron-oxide", 4);
    CHECK(old_iron.lab.y > iron.lab.y);
    CHECK(old_iron.lab.z > iron.lab.z);
    CHECK(old_iron.lab.y > old_iron.bare.y);  // redder than the skin itself
    const Patch carbon = of("smp-carbon", 0.12), old_carbon = of("smp-carbon", 8);
    CHECK(std::abs(b(old_carbon) - b(carbon)) < 0.1 * std::abs(b(carbon)));
}

TEST_CASE("treated skin reddens in the first days, and no other skin does") {
    const Design design = Design().with(ParameterId::time_years, 0.0);
    session::Preview preview(crown().renderer(), std::shared_ptr<const session::PreparedHead>(&built_in(), [](const session::PreparedHead*) {}));
    renderer::Frame red = preview.frame(design);
    red.camera = session::view_camera(session::View::crown, built_in(), *preview.resolved(design), 1.0);
    REQUIRE(red.treated);
    renderer::Frame plain = red;
    plain.treated = nullptr;
    const auto mean = [&](const renderer::Frame& frame) {
        const renderer::Image image = crown().renderer().render(frame, 320, 320);
        glm::dvec3 sum{0};
        for (std::uint32_t y = 140; y < 180; ++y)
            for (std::uint32_t x = 140; x < 180; ++x)
                for (int c = 0; c < 3; ++c) sum[c] += std::pow(image.rgba[(std::size_t(y) * 320 + x) * 4 + std::size_t(c)] / 255.0, 2.2);
        return sum;
    };
    // Blood takes green and blue light, hardly red.
    const glm::dvec3 kept = mean(red) / mean(plain);
    CHECK(kept.r > 0.9);
    CHECK(kept.g < 0.8);
    CHECK(kept.b < 0.85);

    // Where nothing was treated not a byte differs.
    const Design bare = design.with(ParameterId::density_per_cm2, 0.0);
    red = preview.frame(bare);
    plain = preview.frame(bare.with(ParameterId::time_years, 1.0));
    red.camera = plain.camera = session::view_camera(session::View::front, built_in(), *preview.resolved(bare), 1.0);
    CHECK((crown().renderer().render(red, 320, 320).rgba == crown().renderer().render(plain, 320, 320).rgba));
}

TEST_CASE("flakes and scabs make healing patchy and leave its mean as it is") {
    renderer::Frame patchy = crown().frame(Design().with(ParameterId::time_years, 6.5 / 365.25)), even = patchy;
    REQUIRE(patchy.marks_look.healing.y > 0.9F);
    even.treated = nullptr;
    const Patch a = crown().measure(patchy, 160), b = crown().measure(even, 160);
    CHECK(a.ink == Approx(b.ink));  // of the dots themselves
    CHECK(a.absorptance() == Approx(b.absorptance()).epsilon(0.05));
    const auto spread = [](const renderer::Measured& m) {  // of means over 16 x 16 pixels, about 6 mm of the crown
        double sum = 0, squares = 0;
        int count = 0;
        for (std::uint32_t y = 240; y < 400; y += 16)
            for (std::uint32_t x = 240; x < 400; x += 16, ++count) {
                double block = 0;
                for (std::uint32_t j = 0; j < 16; ++j)
                    for (std::uint32_t i = 0; i < 16; ++i) block += double(m.reflectance[std::size_t(y + j) * 640 + x + i].g) / 256;
                sum += block, squares += block * block;
            }
        return std::sqrt(squares / count - (sum / count) * (sum / count));
    };
    CHECK(spread(crown().renderer().measure(patchy, 640, 640)) > 1.5 * spread(crown().renderer().measure(even, 640, 640)));
}
