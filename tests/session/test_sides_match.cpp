// What the difference between treated scalp and shaved sides is told to be, against pictures from conversation
// distance.
#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "photographed_head.h"
#include "session/head/head_looks.h"
#include "session/skin/delta_e.h"
#include "session/skin/sides_match.h"
#include "session/statistics.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

Design with_loss(const char* word) { return Design().with(ParameterId::hair_loss, std::string(word)); }
Design with_hair(const Design& design, const char* color) {
    return design.with(ParameterId::hair_color, std::string(color));
}

session::Statistics told(const Design& design) {
    return session::statistics(design, built_in(), *session::compile_design(design, built_in()));
}

struct Patch {
    glm::dvec3 reflectance{0};  // over bare skin's
    double dots = 0, hair = 0;  // coverage
    glm::dvec3 lab{
        0};  // in even white light: the surface sends 4 % straight back, of the rest what skin and pigment leave
};

class Photographer {
  public:
    // 14 x 14 mm of skin, seen squarely, around the point of the chart nearest to `place`, from a standard view at 1.2
    // m.
    Patch patch(const Design& design, session::View view, const glm::vec3& place) {
        constexpr std::uint32_t kSize = 900;
        const renderer::Frame frame = PhotographedHead::kept().frame(design, view);
        glm::vec3 point(1e9F);
        for (std::size_t i = 0; i < built_in().chart.position.size(); i += 5)
            if (const glm::vec3& p = built_in().chart.position[i];
                glm::distance(p, place) < glm::distance(point, place))
                point = p;
        REQUIRE(glm::distance(point, place) < 8);
        const glm::vec4 eye = frame.camera.view * glm::vec4(point, 1);
        CHECK(-eye.z == Approx(1200).margin(150));
        const double focal = 0.5 * kSize / std::tan(frame.camera.vertical_fov / 2), per_mm = focal / double(-eye.z);
        const int x0 = int(0.5 * kSize + double(eye.x) * per_mm), y0 = int(0.5 * kSize - double(eye.y) * per_mm),
                  reach = int(7 * per_mm);
        const MeasuredPatch measured = PhotographedHead::kept().patch(frame, kSize, std::uint32_t(x0 - reach), std::uint32_t(y0 - reach), std::uint32_t(2 * reach));
        Patch patch{measured.reflectance, measured.pigment, measured.hair, {}};
        patch.lab = textbook_lab(0.04 + 0.96 * glm::dvec3(frame.skin.albedo) * patch.reflectance);
        return patch;
    }
    Patch top(const Design& design) {
        return patch(design, session::View::top, built_in().head.frame.landmarks.at("vertex"));
    }
    Patch side(const Design& design) { return patch(design, session::View::left, {77, 37, 1}); }
};

Photographer& photographer() {
    static Photographer one;
    return one;
}

}  // namespace

TEST_CASE("sides and scalp differ by what pictures from conversation distance show") {
    const Design usual = with_loss("norwood-6");
    const std::pair<const char*, Design> designs[] = {
        {"usual", usual},
        {"sparse dark dots among blond stubble, tone 6", with_hair(usual, "blond")
                                                             .with(ParameterId::skin_tone, 6.0)
                                                             .with(ParameterId::density_per_cm2, 150.0)
                                                             .with(ParameterId::dot_diameter_mm, 0.28)},
        {"grey on dark skin, eight years on",
         with_hair(usual, "grey").with(ParameterId::skin_tone, 9.0).with(ParameterId::time_years, 8.0)},
        {"oxide, seven years on, red hair", with_hair(usual, "red")
                                                .with(ParameterId::pigment_kind, std::string("iron-oxide"))
                                                .with(ParameterId::time_years, 7.0)},
        {"fresh, long black hair",
         with_hair(usual, "black").with(ParameterId::time_years, 0.0).with(ParameterId::hair_length_mm, 1.0)},
    };
    for (const auto& [name, design] : designs) {
        CAPTURE(name);
        const auto match = told(design).match;
        REQUIRE(match);
        CHECK_FALSE(match->natural);
        CHECK(match->treated_cm2 > 100);
        CHECK(match->sides_cm2 > 100);
        const Patch top = photographer().top(design), side = photographer().side(design);
        CHECK(top.dots > 0.005);
        CHECK(top.hair == 0);
        CHECK(side.dots < 0.001);
        CHECK(side.hair > 0.05);
        const double seen = session::delta_e_2000(top.lab, side.lab);
        UNSCOPED_INFO("read-out " << match->delta_e << ", picture " << seen);
        CHECK(session::delta_e_2000(top.lab, match->treated_lab) < 0.3);
        CHECK(session::delta_e_2000(side.lab, match->sides_lab) < 0.3);
        CHECK(match->delta_e == Approx(seen).margin(0.3));
    }
}

TEST_CASE("as it comes, the scalp matches the sides of every client within what is seen from where people stand to talk") {
    const Design usual = with_loss("norwood-6");
    session::DesignCompiler compiler(built_in());
    const auto resolved = compiler.compile(usual);
    const session::ChartFields fields{compiler.density_per_cm2(), compiler.hair_per_cm2(), compiler.hair_left(), compiler.planned()};
    const session::RegionMap regions = session::match_regions(built_in(), fields);
    const auto difference = [&](const Design& design) {
        const auto pigment = session::pigment_now(design, built_in(), *resolved, regions, session::kMatchRegions);
        return session::match_of(*session::compared_skin(design, built_in(), *resolved, fields, regions, pigment)).delta_e;
    };
    CHECK(difference(usual) == Approx(told(usual).match->delta_e).margin(1e-9));
    for (const char* color : {"black", "dark-brown", "brown", "blond", "red", "grey", "white"})
        for (int tone = 1; tone <= 10; ++tone) {
            CAPTURE(color, tone);
            const double delta_e = difference(with_hair(usual, color).with(ParameterId::skin_tone, double(tone)));
            UNSCOPED_INFO("differs by " << delta_e);
            CHECK(delta_e < session::kSeenApart);
        }
}

TEST_CASE("where no own hair is left the sides are what this client's would be") {
    for (const double density : {190.0, 240.0}) {
        const Design bald =
            with_loss("totalis").with(ParameterId::hair_per_cm2, density).with(ParameterId::hair_length_mm, 0.7);
        const auto match = told(bald).match;
        REQUIRE(match);
        CHECK(match->natural);
        CHECK(match->sides_cm2 == 0);
        const Patch side = photographer().side(bald.with(ParameterId::hair_loss, std::string("none")));
        REQUIRE(side.hair > 0.05);
        CHECK(session::delta_e_2000(side.lab, match->sides_lab) < 0.3);
    }
}

TEST_CASE("there is no difference to tell where nothing is treated, and words follow its size") {
    CHECK_FALSE(told(with_loss("none")).match);
    CHECK_FALSE(told(with_loss("norwood-6").with(ParameterId::density_per_cm2, 0.0)).match);
    const auto words = [](const Design& design) { return session::match_words(*told(design).match); };
    const Design usual = with_loss("norwood-6");
    CHECK(words(usual) == "not seen even side by side");
    CHECK(words(usual.with(ParameterId::density_per_cm2, 20.0)) ==
          "seen at conversation distance, the scalp is lighter");
    CHECK(words(with_hair(usual, "white").with(ParameterId::density_per_cm2, 400.0)) ==
          "seen at conversation distance, the scalp is darker");
    CHECK(words(usual.with(ParameterId::density_per_cm2, 150.0)) == "not seen at conversation distance");
}

TEST_CASE("what is left out by hand or was lost later is neither treated skin nor sides") {
    const auto usual = *told(with_loss("norwood-4")).match;
    const auto later = *told(with_loss("norwood-4").with(ParameterId::hair_later_loss, std::string("norwood-7"))).match;
    CHECK(later.treated_cm2 == Approx(usual.treated_cm2).epsilon(0.01));
    CHECK(later.sides_cm2 < 0.8 * usual.sides_cm2);
    CHECK(session::delta_e_2000(later.sides_lab, usual.sides_lab) < 0.3);
    const auto part = *told(with_loss("norwood-4")
                                .with(ParameterId::cut_out_part, std::string("left"))
                                .with(ParameterId::cut_out_part_width_mm, 8.0))
                           .match;
    CHECK(part.treated_cm2 < usual.treated_cm2 + 1);
    CHECK(session::delta_e_2000(part.treated_lab, usual.treated_lab) < 0.05);
}
