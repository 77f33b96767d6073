// Sizing the built-in head: what is asked for is what tape and caliper find on the mesh.
#include <sched.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>

#include "assets/bust/bust.h"
#include "assets/bust/bust_data.h"
#include "assets/bust/sculpture_file.h"
#include "bust/mesh_facts.h"

using namespace stipple;
using bust::BustDetail;
using bust::BustMeasures;
using bust::Sex;

namespace {

const bust::Sculpture& preview() {
    static const auto sculpture = bust::sculpt(false, BustDetail::preview);
    return *sculpture;
}

struct Tape {
    const bust::Bust& bust;
    [[nodiscard]] glm::dvec3 at(const char* name) const { return glm::dvec3(bust.landmarks.at(name)); }
    [[nodiscard]] const bust::BustPart& skin() const { return bust.parts.at(0); }

    [[nodiscard]] double length() const {
        double best = 0;
        for (const glm::vec3& p : skin().positions)
            if (std::fabs(p.x) < 2 && p.z < 0 && p.y > 0)
                best = std::max(best, glm::distance(glm::dvec3(0, p.y, p.z), at("glabella") * glm::dvec3(0, 1, 1)));
        return best;
    }
    [[nodiscard]] double breadth() const {
        const double above = .34 * ear_height();  // where the ears end
        float low = 0, high = 0;
        for (const glm::vec3& p : skin().positions)
            if (p.y > above) {
                low = std::min(low, p.x);
                high = std::max(high, p.x);
            }
        return high - low;
    }
    [[nodiscard]] double circumference() const {
        const glm::dvec3 g = at("glabella"), o = at("opisthocranion");
        return test::tape(skin().positions, skin().indices, g, glm::normalize(glm::cross(g - o, glm::dvec3(1, 0, 0))));
    }
    // A tape over a convex cut from one end to the other: the whole way round less the chord.
    [[nodiscard]] double over(const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& n, double lowest) const {
        const glm::dvec3 u = glm::normalize(b - a), v = glm::cross(n, u);
        const double side = glm::dot(at("vertex") - a, v) > 0 ? 1 : -1;
        std::vector<glm::dvec2> cut{{0, 0}, {glm::distance(a, b), 0}};
        for (const glm::dvec3& q : test::cut(skin().positions, skin().indices, a, n))
            if (glm::dvec2 p(glm::dot(q - a, u), side * glm::dot(q - a, v)); p.y > 0 && q.y > lowest) cut.push_back(p);
        return test::hull_perimeter(cut) - glm::distance(a, b);
    }
    [[nodiscard]] double sagittal_arc() const {
        const glm::dvec3 flat(0, 1, 1);
        return over(at("glabella") * flat, at("inion") * flat, {1, 0, 0}, 0);
    }
    [[nodiscard]] double bitragion_arc() const {
        const glm::dvec3 a = at("tragion_right"), b = at("tragion_left");
        return over(a, b, glm::normalize(glm::cross(b - a, at("vertex") - a)), .36 * ear_height());
    }
    // Along the skin on the midline to where it leans back by 45 degrees: there forward and up together reach farthest.
    [[nodiscard]] double forehead_height() const {
        const glm::dvec3 flat(0, 1, 1), g = at("glabella") * flat;
        double farthest = -1e9, first = 1e9, last = -1e9;
        std::vector<glm::dvec3> profile;
        for (const glm::dvec3& q : test::cut(skin().positions, skin().indices, g, {1, 0, 0}))
            if (q.y > g.y && q.z > -40) profile.push_back(q);
        for (const glm::dvec3& q : profile) farthest = std::max(farthest, q.y + q.z);
        for (const glm::dvec3& q : profile)
            if (q.y + q.z > farthest - std::sqrt(2.0)) {
                first = std::min(first, q.y - q.z);
                last = std::max(last, q.y - q.z);
            }
        const double turn = (first + last) / 2;  // in the direction along the skin there
        glm::dvec3 end(0);
        for (const glm::dvec3& q : profile)
            if (std::fabs(q.y - q.z - turn) < std::fabs(end.y - end.z - turn)) end = q;
        std::vector<glm::dvec2> way{{g.z, g.y}, {end.z, end.y}};
        for (const glm::dvec3& q : profile)
            if (q.y - q.z < end.y - end.z && glm::dot(q - g, glm::dvec3(0, g.z - end.z, end.y - g.y)) > 0)
                way.emplace_back(q.z, q.y);
        return test::hull_perimeter(way) - glm::distance(g, end);
    }
    [[nodiscard]] double face_height() const { return glm::distance(at("nasion"), at("menton")); }
    [[nodiscard]] double ear_height() const {
        double top = 0;
        for (const glm::vec3& p : skin().positions) top = std::max(top, static_cast<double>(p.y));
        return top;  // the origin lies between the tragions
    }
    [[nodiscard]] double ear_depth() const {
        return (glm::distance(at("outer_canthus_left"), at("tragion_left")) +
                glm::distance(at("outer_canthus_right"), at("tragion_right"))) /
               2;
    }
};

// Off what was asked, mm, the worst of all.
double worst(const bust::Bust& b, const BustMeasures& asked) {
    const Tape t{b};
    double worst = 0;
    const auto compare = [&](const char* name, double wanted, double found, double margin = 1.0) {
        if (wanted == 0) return;
        INFO(name << ": asked " << wanted << ", found " << found);
        CHECK(found == Approx(wanted).margin(margin));
        worst = std::max(worst, std::fabs(found - wanted));
    };
    compare("length", asked.head_length, t.length());
    compare("breadth", asked.head_breadth, t.breadth());
    compare("circumference", asked.circumference, t.circumference());
    compare("sagittal arc", asked.sagittal_arc, t.sagittal_arc());
    compare("bitragion arc", asked.bitragion_arc, t.bitragion_arc());
    compare("forehead", asked.forehead_height, t.forehead_height(), 1.5);  // 1 mm is 0.7 degrees there
    compare("face", asked.face_height, t.face_height());
    compare("ear height", asked.ear_height, t.ear_height());
    compare("ear depth", asked.ear_depth, t.ear_depth());
    return worst;
}

BustMeasures asking(std::initializer_list<std::pair<double BustMeasures::*, double>> what) {
    BustMeasures m;
    for (const auto& [member, value] : what) m.*member = value;
    return m;
}

using M = BustMeasures;

}  // namespace

TEST_CASE("each measure alone comes out on the mesh, to the ends of its range") {
    double off = 0;
    for (const bust::MeasureRange& range : bust::measure_ranges())
        for (const double t : {0.0, 0.5, 1.0}) {
            const BustMeasures asked = asking({{range.member, range.low + t * (range.high - range.low)}});
            INFO(range.name << ' ' << asked.*range.member);
            const bust::Bust b = bust::place_bust(preview(), asked);
            off = std::max(off, worst(b, asked));
            CHECK(test::closed_and_wound(test::welded(b.parts[0].positions, b.parts[0].indices)));
        }
    std::printf("measures alone: at most %.2f mm off\n", off);
}

TEST_CASE("measures together come out on the mesh") {
    double off = 0;
    for (const BustMeasures& asked : {
             asking({{&M::head_length, 180}, {&M::head_breadth, 140}}),
             asking({{&M::head_length, 215}, {&M::head_breadth, 150}}),
             asking({{&M::head_length, 189.8}, {&M::head_breadth, 147.8}, {&M::circumference, 561.1}}),  // women, over hair
             asking({{&M::head_length, 190}, {&M::head_breadth, 165}}),
             asking({{&M::head_length, 197}, {&M::head_breadth, 153}, {&M::circumference, 580}}),
             asking({{&M::circumference, 545}, {&M::sagittal_arc, 320}, {&M::bitragion_arc, 345}}),
             asking({{&M::sagittal_arc, 355}, {&M::bitragion_arc, 350}}),
             asking({{&M::sagittal_arc, 325}, {&M::bitragion_arc, 360}}),
             asking({{&M::circumference, 580}, {&M::forehead_height, 65}, {&M::ear_height, 128}, {&M::ear_depth, 84}}),
             asking({{&M::head_length, 205},
                     {&M::head_breadth, 158},
                     {&M::circumference, 590},
                     {&M::sagittal_arc, 345},
                     {&M::bitragion_arc, 365},
                     {&M::face_height, 128}}),
             asking({{&M::head_length, 197},
                     {&M::head_breadth, 153},
                     {&M::circumference, 560},
                     {&M::sagittal_arc, 340},
                     {&M::bitragion_arc, 350},
                     {&M::forehead_height, 72},
                     {&M::face_height, 125},
                     {&M::ear_height, 132},
                     {&M::ear_depth, 86}}),
         }) {
        for (const Sex sex : {Sex::male, Sex::female}) {
            BustMeasures m = asked;
            m.sex = sex;
            INFO("first: " << m.head_length << ' ' << m.head_breadth << ' ' << m.circumference << " sex " << int(sex));
            off = std::max(off, worst(bust::place_bust(preview(), m), m));
        }
    }
    std::printf("measures together: at most %.2f mm off\n", off);
}

TEST_CASE("a head of which nothing is asked has the means of its sex") {
    for (const Sex sex : {Sex::male, Sex::female}) {
        BustMeasures m;
        m.sex = sex;
        const bust::Bust b = bust::place_bust(preview(), m);
        worst(b, bust::mean_measures(sex));
        // The bitragion arc and the tragions' height were not asked for: that they come near the surveys' means (351
        // and 339, 131 and 127) speaks for the shape.
        const Tape t{b};
        CHECK(t.bitragion_arc() == Approx(sex == Sex::male ? 351 : 339).margin(6));
        CHECK(t.ear_height() == Approx(sex == Sex::male ? 131.1 : 126.5).margin(4));
    }
}

TEST_CASE("measures that exclude each other are refused with what the others leave") {
    const BustMeasures asked = asking({{&M::head_length, 185}, {&M::head_breadth, 165}, {&M::circumference, 640}});
    std::string said;
    try {
        (void)bust::place_bust(preview(), asked);
    } catch (const std::invalid_argument& refusal) {
        said = refusal.what();
    }
    INFO(said);
    REQUIRE(said.find("circumference") != std::string::npos);
    // Both ends of the range it names are met, and more is refused.
    const std::size_t at = said.find("circumference");
    double low = 0, high = 0;
    REQUIRE(std::sscanf(said.c_str() + at, "circumference %lf to %lf mm instead of 640", &low, &high) == 2);
    CHECK(high - low > 10);
    for (const double girth : {low, high}) {
        BustMeasures m = asked;
        m.circumference = girth;
        worst(bust::place_bust(preview(), m), m);
    }
    for (const double girth : {low - 2, high + 2}) {
        BustMeasures m = asked;
        m.circumference = girth;
        CHECK_THROWS_AS(bust::place_bust(preview(), m), std::invalid_argument);
    }
}

TEST_CASE("measures out of range are refused with the range") {
    const auto refused = [](const BustMeasures& m, const std::string& why) {
        REQUIRE_THROWS_WITH(bust::place_bust(preview(), m), Catch::Contains(why));
    };
    refused(asking({{&M::head_length, 100}}), "head length is out of range; give 165 to 230 mm");
    refused(asking({{&M::head_breadth, 260}}), "head breadth");
    refused(asking({{&M::circumference, 100}}), "480 to 660");
    refused(asking({{&M::head_length, std::nan("")}}), "head length");
    refused(asking({{&M::head_length, -1}}), "head length");
    refused(asking({{&M::age, 12}}), "age of 18 to 90");
    refused(asking({{&M::build, 2}}), "build from -1 to 1");
}

TEST_CASE("a sized head has the same bytes on one processor as on several") {
    const BustMeasures m = asking({{&M::head_length, 205}, {&M::sagittal_arc, 350}, {&M::age, 64}});
    const std::vector<std::uint8_t> several = bust::bust_file(bust::place_bust(preview(), m));
    cpu_set_t all, one;
    REQUIRE(sched_getaffinity(0, sizeof all, &all) == 0);
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu)
        if (CPU_ISSET(cpu, &all)) CPU_SET(cpu, &one);
    REQUIRE(sched_setaffinity(0, sizeof one, &one) == 0);
    const std::vector<std::uint8_t> single = bust::bust_file(bust::place_bust(preview(), m));
    const std::vector<std::uint8_t> sculpted = bust::bust_file(bust::make_bust(m, BustDetail::preview));
    REQUIRE(sched_setaffinity(0, sizeof all, &all) == 0);
    CHECK(single == several);
    CHECK(sculpted == several);
}

TEST_CASE("the sculpture inside the program is the one the code makes") {
    const auto packed = bust::pack(preview());
    CHECK(bust::pack(*bust::unpack(packed)) == packed);
    CHECK_THROWS_AS(bust::unpack(std::span(packed).first(packed.size() / 2)), std::invalid_argument);
    CHECK_THROWS_AS(bust::unpack({}), std::invalid_argument);
    // The final one places to the embedded head, byte for byte.
    const auto embedded = bust::bust_glb();
    const std::vector<std::uint8_t> placed = bust::bust_file(bust::place_bust(*bust::sculpture(false), {}));
    CHECK(std::equal(placed.begin(), placed.end(), embedded.begin(), embedded.end()));
}

TEST_CASE("a sized head is ready in time", "[clock]") {
    const auto seconds = [](const auto& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    BustMeasures m = asking({{&M::circumference, 580}, {&M::sagittal_arc, 345}});
    (void)preview();
    const auto final_one = bust::sculpture(false);
    double drag = 1e9, full = 1e9;  // the quickest of three: other work shares the processors
    for (int i = 0; i < 3; ++i) {
        drag = std::min(drag, seconds([&] { (void)bust::place_bust(preview(), m); }));
        full = std::min(full, seconds([&] { (void)bust::place_bust(*final_one, m); }));
    }
    std::printf("sizing a preview: %.2f s, the final head: %.2f s\n", drag, full);
    CHECK(drag < 1);
    CHECK(full < 8);
}
