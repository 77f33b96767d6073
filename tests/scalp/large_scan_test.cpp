// What is done to scans of a million triangles to open them in seconds, held against the same scans with fewer.
#include <catch2/catch.hpp>
#include <iostream>
#include <png.h>
#include <vector>

#include "big_scan/big_scan.h"
#include "scalp/display/display_mesh.h"
#include "scalp/head.h"
#include "scalp/import/picture_codecs.h"
#include "scalp/mend/mended_head.h"
#include "scalp/thinned_mesh.h"
#include "scalp/triangle_tree.h"

using namespace stipple::scalp;

namespace {

HeadMesh scan(std::size_t triangles) {
    test::BigScan wanted;
    wanted.triangles = triangles;
    wanted.texture_side = 256;
    return load_head_mesh(test::big_scan(wanted), "scan.glb");
}

const HeadMesh& fine() {
    static const HeadMesh mesh = scan(400'000);
    return mesh;
}

double area(const HeadMesh& mesh) {
    double sum = 0;
    for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
        const glm::dvec3 a = mesh.positions[mesh.indices[i]], b = mesh.positions[mesh.indices[i + 1]], c = mesh.positions[mesh.indices[i + 2]];
        sum += 0.5 * glm::length(glm::cross(b - a, c - a));
    }
    return sum;
}

}  // namespace

TEST_CASE("a thinned mesh lies along the skin it was made from") {
    const HeadMesh rough = thinned(fine(), 100'000);
    CHECK(rough.indices.size() / 3 > 50'000);
    CHECK(rough.indices.size() / 3 < 150'000);
    CHECK(rough.submeshes.size() == 1);
    // noise of 0.05 mm makes a fine surface larger than the one behind it
    CHECK(area(rough) == Approx(area(fine())).epsilon(0.08));
    const TriangleTree tree(fine().positions, fine().indices);
    float farthest = 0;
    for (const glm::vec3& p : rough.positions) farthest = std::max(farthest, tree.nearest(p).distance);
    std::cout << "thinned " << fine().indices.size() / 3 << " to " << rough.indices.size() / 3 << " triangles, " << farthest * 1000 << " mm off at most\n";
    CHECK(farthest < 0.002F);  // metres; a cell is about 2 mm wide
    CHECK(thinned(HeadMesh(), 100).indices.empty());
}

TEST_CASE("a frame found on a thinned mesh is that of the whole one") {
    const HeadMesh whole = scan(250'000);
    REQUIRE(whole.indices.size() / 3 < kLookedAtTriangles);
    REQUIRE(fine().indices.size() / 3 > kLookedAtTriangles);
    const HeadFrame a = find_frame(thinned(whole, kLookedAtTriangles / 2)), b = find_frame(whole);
    CHECK(find_frame(fine()).landmarks == find_frame(thinned(fine(), kLookedAtTriangles / 2)).landmarks);
    CHECK(a.scale_assumed == b.scale_assumed);
    CHECK(a.problems == b.problems);
    REQUIRE(a.landmarks.size() == b.landmarks.size());
    double farthest = 0;
    for (const auto& [name, p] : b.landmarks) {
        INFO(name);
        const glm::dvec4 there = glm::inverse(glm::dmat4(a.file_to_head)) * glm::dvec4(glm::dvec3(a.landmarks.at(name)), 1);
        const glm::dvec4 here = glm::inverse(glm::dmat4(b.file_to_head)) * glm::dvec4(glm::dvec3(p), 1);
        // Tops and backs of heads are flat: within half a millimetre the highest point wanders over 30, and the one
        // farthest from the glabella over 10. What they tell is height and length.
        const auto length = [](const HeadFrame& f) { return double(glm::length(f.landmarks.at("opisthocranion") - f.landmarks.at("glabella"))); };
        const double off = name == "vertex"           ? double(std::abs(a.landmarks.at(name).y - p.y))
                           : name == "opisthocranion" ? std::abs(length(a) - length(b))
                                                      : 1000 * glm::length(glm::dvec3(there - here));
        std::cout << name << ' ' << off << " mm\n";
        farthest = std::max(farthest, off);
    }
    std::cout << "thinning moves landmarks by " << farthest << " mm at most\n";
    CHECK(farthest < 1.5);  // a cell of the thinned mesh, and of the maps ears are found on
}

TEST_CASE("a fine noisy scan is drawn with few triangles, no further off than noisy ones may be") {
    Head head = mended_head("scan", fine(), {});
    const HeadMesh shown = display_mesh(head.mesh);
    CHECK(shown.indices.size() / 3 <= kMostDisplayTriangles);
    CHECK(shown.uvs.size() == shown.positions.size());
    const TriangleTree tree(shown.positions, shown.indices);
    double sum = 0;
    std::size_t beyond = 0, count = 0;
    std::uint32_t hint = 0;
    for (std::size_t v = 0; v < head.mesh.indices.size(); v += 17, ++count) {
        const TriangleTree::Nearest near = tree.nearest(head.mesh.positions[head.mesh.indices[v]], 1e30F, hint);
        hint = near.first_index;
        sum += double(near.distance);
        beyond += double(near.distance) > 2 * kNoisyErrorMm;
    }
    std::cout << shown.indices.size() / 3 << " triangles drawn, " << sum / double(count) << " mm off on average\n";
    CHECK(sum / double(count) < 0.1);
    CHECK(double(beyond) < 0.001 * double(count));
}

TEST_CASE("pictures are unpacked to the bytes they hold, whatever their channels, and damage is told") {
    // A PNG of each kind of channels, written by libpng's simplified writer.
    constexpr std::uint32_t side = 5;
    for (const auto& [format, channels] : {std::pair{PNG_FORMAT_GRAY, 1}, {PNG_FORMAT_GA, 2}, {PNG_FORMAT_RGB, 3}, {PNG_FORMAT_RGBA, 4}}) {
        std::vector<std::uint8_t> pixels(side * side * std::size_t(channels));
        for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = std::uint8_t(i * 37 + 11);
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        image.width = image.height = side;
        image.format = png_uint_32(format);
        std::vector<std::uint8_t> file(PNG_IMAGE_PNG_SIZE_MAX(image));
        png_alloc_size_t size = file.size();
        REQUIRE(png_image_write_to_memory(&image, file.data(), &size, 0, pixels.data(), 0, nullptr));
        file.resize(size);
        const PictureSize told = png_size(file);
        REQUIRE((told.width == side && told.height == side));
        CHECK(jpeg_size(file).width == 0);
        std::vector<std::uint8_t> rgba(side * side * 4);
        REQUIRE(unpack_png(file, rgba));
        for (std::size_t i = 0; i < side * side; ++i) {
            const std::uint8_t* from = &pixels[i * std::size_t(channels)];
            for (std::size_t c = 0; c < 3; ++c) REQUIRE(rgba[i * 4 + c] == from[channels < 3 ? 0 : c]);
            REQUIRE(rgba[i * 4 + 3] == (channels % 2 ? 255 : from[channels - 1]));
        }
        file.resize(file.size() / 2);
        CHECK(!unpack_png(file, rgba));
    }
    test::BigScan wanted;
    wanted.triangles = 2'000;
    wanted.texture_side = 64;
    const HeadMesh jpeg = load_head_mesh(test::big_scan(wanted), "scan.glb");
    wanted.png = true;
    const HeadMesh png = load_head_mesh(test::big_scan(wanted), "scan.glb");
    REQUIRE(jpeg.textures.size() == 1);
    REQUIRE(png.textures.size() == 1);
    // The same picture twice: a JPEG of quality 90 is off by a few steps in the mean.
    double off = 0;
    const auto &a = jpeg.textures[0]->rgba, &b = png.textures[0]->rgba;
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) off += std::abs(int(a[i]) - int(b[i]));
    CHECK(off / double(a.size()) < 5);
    std::vector<std::uint8_t> cut = {0xFF, 0xD8, 0xFF, 0xE0, 0, 16};
    CHECK(jpeg_size(cut).width == 0);
}
