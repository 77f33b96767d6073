// Brows and lashes under losses that take them: looked for in rendered pictures, and in nothing else of the head.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "round_head.h"
#include "session/head/bare_brows.h"
#include "session/preview.h"

using namespace stipple;
using namespace stipple::tests;
using model::Design;
using model::ParameterId;

namespace {

constexpr std::uint32_t kSide = 600;

Design with_loss(const char* word) { return Design().with(ParameterId::density_per_cm2, 0.0).with(ParameterId::hair_loss, std::string(word)); }

#ifdef STIPPLE_TEST_DATA
std::shared_ptr<const session::PreparedHead> scan(const char* name) {
    session::PrepareOptions options;
    options.file = std::string(STIPPLE_TEST_DATA) + "/heads/" + name + ".glb";
    options.sites = {20'000, 50};
    scalp::Progress progress;
    return session::prepare_head(options, progress);
}
#endif

struct Seen {
    renderer::Image image;
    renderer::Camera camera;
    // Where a place on the head lies, pixels.
    [[nodiscard]] glm::vec2 pixel(const glm::vec3& place) const {
        const glm::vec4 eye = camera.view * glm::vec4(place, 1);
        const float scale = 0.5F * float(kSide) / std::tan(0.5F * float(camera.vertical_fov)) / -eye.z;
        return {0.5F * float(kSide) + scale * eye.x, 0.5F * float(kSide) - scale * eye.y};
    }
    [[nodiscard]] int green(int x, int y) const { return image.rgba[(std::size_t(y) * kSide + std::size_t(x)) * 4 + 1]; }
};
Seen seen(renderer::Renderer& renderer, session::Preview& preview, const Design& design) {
    renderer::Frame frame = preview.frame(design);
    frame.camera = session::view_camera(session::View::front, preview.head(), *preview.resolved(design), 1.0);
    return {renderer.render(frame, kSide, kSide), frame.camera};
}

void check(const std::shared_ptr<const session::PreparedHead>& head) {
    renderer::Renderer renderer({});
    session::Preview preview(renderer, head);
    const auto landmark = [&](const char* name) { return head->head.frame.landmarks.at(name); };
    const glm::vec3 left = landmark("outer_canthus_left"), right = landmark("outer_canthus_right"), middle = 0.5F * (left + right);
    const Seen totalis = seen(renderer, preview, with_loss("totalis")), universalis = seen(renderer, preview, with_loss("universalis"));
    // Brows and lashes lie within 70 mm of the midline, 15 mm below to 42 mm above the canthi.
    const glm::vec2 low = totalis.pixel(middle + glm::vec3(-70, -15, 10)), high = totalis.pixel(middle + glm::vec3(70, 42, 10));
    int inside = 0, outside = 0;
    for (int y = 0; y < int(kSide); ++y)
        for (int x = 0; x < int(kSide); ++x) {
            const int off = std::abs(totalis.green(x, y) - universalis.green(x, y));
            const bool there = float(x) > low.x && float(x) < high.x && float(y) > high.y && float(y) < low.y;
            if (there) inside += off > 8;
            else outside += off > 2;
        }
    CHECK(inside > 800);
    CHECK(outside == 0);
    // Hair is gone, and with it what was dark: the box over the eyes gets lighter at many places and darker hardly anywhere.
    const auto lighter = [&](const Seen& before, const Seen& after, int sign) {
        const glm::vec2 from = before.pixel(middle + glm::vec3(-66, 36, 20)), to = before.pixel(middle + glm::vec3(66, 9, 20));
        int count = 0;
        for (int y = int(from.y); y < int(to.y); ++y)
            for (int x = int(from.x); x < int(to.x); ++x) count += sign * (after.green(x, y) - before.green(x, y)) > 12;
        return count;
    };
    CHECK(lighter(totalis, universalis, 1) > 700);
    CHECK(lighter(totalis, universalis, -1) < 0.03 * lighter(totalis, universalis, 1));

    // Other losses draw the very head they always drew, and half a loss is neither.
    const auto plain = preview.frame(with_loss("none")).head;
    for (const char* word : {"totalis", "norwood-7", "areata", "diffuse", "traction"}) CHECK(preview.frame(with_loss(word)).head == plain);
    CHECK(preview.frame(with_loss("universalis").with(ParameterId::hair_loss_progress, 0.1)).head == plain);
    const auto gone = preview.frame(with_loss("universalis")).head;
    CHECK(gone != plain);
    CHECK(preview.frame(with_loss("universalis").with(ParameterId::density_per_cm2, 100.0)).head == gone);
    const Seen half = seen(renderer, preview, with_loss("universalis").with(ParameterId::hair_loss_progress, 0.5));
    CHECK(lighter(totalis, half, 1) > 150);
    CHECK(lighter(half, universalis, 1) > 150);
}

}  // namespace

TEST_CASE("universalis takes brows and lashes of the built-in head, and nothing else") {
    check(std::shared_ptr<const session::PreparedHead>(&built_in(), [](const session::PreparedHead*) {}));
}

#ifdef STIPPLE_TEST_DATA
TEST_CASE("it takes the brows in the picture of a scan") { check(scan("lee_perry_smith")); }
#endif

TEST_CASE("frontal fibrosing loses the outer half of the brows") {
    const session::PreparedHead& head = built_in();
    const auto hairs = [&](const session::BrowLoss& loss, bool outer) {
        const scalp::HeadMesh mesh = loss.none() ? head.display : session::without_brows(head, head.display, loss);
        std::size_t count = 0;
        for (const scalp::Submesh& part : mesh.submeshes)
            for (std::uint32_t i = part.first_index; part.name.find("brow") != std::string::npos && i < part.first_index + part.index_count; ++i)
                count += (std::abs(mesh.positions[mesh.indices[i]].x) > 36) == outer;
        return double(count);
    };
    const session::BrowLoss whole = session::brow_loss(with_loss("universalis")), tails = session::brow_loss(with_loss("frontal-fibrosing"));
    CHECK(hairs({}, false) > 1000);
    CHECK(hairs(whole, false) + hairs(whole, true) == 0);
    CHECK(hairs(tails, false) > 0.5 * hairs({}, false));
    CHECK(hairs(tails, true) < 0.1 * hairs({}, true));
    CHECK(session::brow_loss(with_loss("totalis")).none());
}
