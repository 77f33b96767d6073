// The same bytes on any number of threads, the cache, and stopping at once.
#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstring>
#include <fstream>
#include <thread>

#include "scalp/sites/site_cache.h"
#include "site_surfaces.h"

using namespace site_test;
using namespace stipple::scalp;

namespace {

template <class T>
bool same_bytes(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

bool same(const Sites& a, const Sites& b) {
    return same_bytes(a.dots.dots, b.dots.dots) && same_bytes(a.dots.clusters, b.dots.clusters) &&
           same_bytes(a.follicles.dots, b.follicles.dots) && same_bytes(a.follicles.clusters, b.follicles.clusters) &&
           a.dots.pool() == b.dots.pool() && a.dots.area_cm2 == b.dots.area_cm2 && a.follicles.area_cm2 == b.follicles.area_cm2;
}

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() /
        ("stipple-sites-" + std::to_string(std::chrono::steady_clock::now().time_since_epoch().count()));
    ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("one thread and many give the same bytes") {
    SiteRequest request;
    request.dots = 100'000;
    request.pattern = GENERATE(SitePattern::blue_noise, SitePattern::grid, SitePattern::random);
    const SiteSurface surface = cap(100, 0.015, 40);
    const Sites one = sample(surface, request, 1);
    CHECK(same(one, sample(surface, request, 2)));
    CHECK(same(one, sample(surface, request, 5)));
    request.seed = 2;
    CHECK_FALSE(same(one, sample(surface, request, 2)));
}

TEST_CASE("exactly as many dots as asked for, also where there is hardly room") {
    SiteRequest request;
    request.dots = GENERATE(0U, 1U, 7U, 1000U, 60'001U);
    request.follicles_per_cm2 = GENERATE(0.0, 300.0, 900.0);
    const Sites sites = sample(square(30), request);
    CHECK(sites.dots.dots.size() == request.dots);
    CHECK(sites.follicles.dots.size() == std::size_t(request.follicles_per_cm2 * 9 + 0.5));
}

TEST_CASE("a surface or request that makes no sense is refused by name") {
    Progress progress;
    SiteRequest request;
    request.dots = 100;
    CHECK_THROWS_WITH(sample_sites({}, request, progress), Catch::Contains("three positions"));
    SiteSurface flat = square(10);
    for (glm::vec3& p : flat.positions) p = glm::vec3(1);
    CHECK_THROWS_WITH(sample_sites(flat, request, progress), Catch::Contains("area"));
    request.clearance_mm = -1;
    CHECK_THROWS_WITH(sample_sites(square(10), request, progress), Catch::Contains("clearance"));
    request = {};
    request.dots = 8'000'001;
    CHECK_THROWS_WITH(sample_sites(square(10), request, progress), Catch::Contains("8000000"));
}

TEST_CASE("triangles that are no surface are passed over") {
    SiteSurface surface = square(20);
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (int i = 0; i < 3; ++i) {
        surface.positions.emplace_back(nan, 0, float(i));
        surface.normals.emplace_back(0, 1, 0);
    }
    surface.positions.insert(surface.positions.end(), 3, glm::vec3(5));
    surface.normals.insert(surface.normals.end(), 3, glm::vec3(0, 1, 0));
    SiteRequest request;
    request.dots = 4000;
    const Sites sites = sample(surface, request);
    CHECK(sites.dots.dots.size() == 4000);
    CHECK(sites.dots.area_cm2 == Approx(4));
    for (const Site& site : decode(sites.dots)) REQUIRE(std::abs(site.position.y) < 0.001F);
}

TEST_CASE("the cache gives back what it was given, and survives damage") {
    const Folder folder;
    const SiteSurface surface = cap(40, 0, 20);
    SiteRequest request;
    request.dots = 20'000;
    Progress progress;
    const Sites made = cached_sites(surface, request, progress, folder.path / "deeper");
    const SiteKey key = site_key(surface, request);
    const std::filesystem::path file = site_file(folder.path / "deeper", key, true);
    REQUIRE(std::filesystem::exists(file));
    CHECK(same(made, sample(surface, request)));
    const auto stored = read_sites(file, key);
    REQUIRE(stored);
    CHECK(same(made, *stored));
    progress.done = 0;
    CHECK(same(made, cached_sites(surface, request, progress, folder.path / "deeper")));
    CHECK(progress.done == 1);

    SECTION("one bit flipped anywhere") {
        const auto size = std::filesystem::file_size(file);
        for (const std::uintmax_t at : {std::uintmax_t(3), std::uintmax_t(20), std::uintmax_t(34), std::uintmax_t(60),
                                        std::uintmax_t(90), size / 3, size / 2, size - 1}) {
            std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
            bytes.seekg(std::streamoff(at));
            const char old = char(bytes.get());
            bytes.seekp(std::streamoff(at));
            bytes.put(char(old ^ 4));
            bytes.close();
            CAPTURE(at);
            CHECK_FALSE(read_sites(file, key));
            bytes.open(file, std::ios::in | std::ios::out | std::ios::binary);
            bytes.seekp(std::streamoff(at));
            bytes.put(old);
        }
        CHECK(read_sites(file, key));
    }
    SECTION("cut short, empty or of another key") {
        CHECK_FALSE(read_sites(file, {key[0] ^ 1, key[1]}));
        std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
        CHECK_FALSE(read_sites(file, key));
        CHECK(same(made, cached_sites(surface, request, progress, folder.path / "deeper")));
        CHECK(read_sites(file, key));  // mended
        std::filesystem::resize_file(file, 0);
        CHECK_FALSE(read_sites(file, key));
    }
    SECTION("nothing is left beside it") {
        int files = 0;
        for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder.path / "deeper")) ++files;
        CHECK(files == 1);
    }
    SECTION("a folder that cannot be made") {
        std::ofstream(folder.path / "file") << "in the way";
        CHECK(same(made, cached_sites(surface, request, progress, folder.path / "file")));
    }
}

TEST_CASE("the beginning of a pool is the whole one's, byte for byte") {
    const SiteSurface surface = cap(50, 0.015, 30);
    SiteRequest request;
    request.dots = 75'000;
    request.pattern = GENERATE(SitePattern::blue_noise, SitePattern::grid, SitePattern::random);
    const Sites whole = sample(surface, request);
    CHECK(whole.dots.complete_ranks() == stipple::shared::RANK_LEVELS);
    const auto begins = [](const auto& all, const auto& first) {
        return first.size() <= all.size() && std::memcmp(all.data(), first.data(), first.size() * sizeof first[0]) == 0;
    };
    std::uint32_t last = 0;
    // Sites below 50, 100 and 200 per cm² move until there are so many.
    for (const double density : {0.0, 40.0, 95.0, 180.0, 300.0, 700.0, 1450.0}) {
        request.up_to_per_cm2 = density;
        const Sites sites = sample(surface, request, last % 2 + 1);
        CAPTURE(density);
        CHECK(begins(whole.dots.dots, sites.dots.dots));
        CHECK(begins(whole.dots.clusters, sites.dots.clusters));
        CHECK(same_bytes(whole.follicles.dots, sites.follicles.dots));
        CHECK(same_bytes(whole.follicles.clusters, sites.follicles.clusters));
        CHECK(sites.dots.pool() == request.dots);
        CHECK(sites.dots.pool_per_cm2() == whole.dots.pool_per_cm2());
        CHECK(sites.dots.complete_ranks() >= density / whole.dots.pool_per_cm2() * stipple::shared::RANK_LEVELS);
        // No octave more: twice the density, or the sparsest one, which is up to 160 per cm².
        CHECK(double(sites.dots.dots.size()) / sites.dots.area_cm2 <= std::max(160.5, 2.01 * density));
        CHECK(sites.dots.complete_ranks() >= last);
        last = sites.dots.complete_ranks();
        for (const Site& site : decode(sites.dots)) REQUIRE(site.rank < last);
        std::size_t below = 0;
        for (const Site& site : decode(whole.dots)) below += site.rank < last ? 1 : 0;
        CHECK(below == sites.dots.dots.size());
    }
    CHECK(last == stipple::shared::RANK_LEVELS);
    request.up_to_per_cm2 = std::numeric_limits<double>::quiet_NaN();
    Progress progress;
    CHECK_THROWS_WITH(sample_sites(surface, request, progress), Catch::Contains("density"));
}

TEST_CASE("what the cache keeps also serves requests for less of it") {
    const Folder folder;
    const SiteSurface surface = cap(20, 0, 20);
    SiteRequest request;
    request.dots = 40'000;
    const auto files = [&] {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path))
            names.push_back(entry.path().filename().string());
        return names;
    };
    const auto up_to = [&](double density) {
        request.up_to_per_cm2 = density;
        Progress progress;
        progress.done = -1;
        const Sites sites = cached_sites(surface, request, progress, folder.path);
        CHECK(same(sites, sample(surface, request)));
        return sites.dots.dots.size();
    };
    const std::size_t some = up_to(300);
    REQUIRE(files().size() == 1);
    const auto kept = std::filesystem::last_write_time(folder.path / files()[0]);
    CHECK(up_to(100) < some);
    CHECK(std::filesystem::last_write_time(folder.path / files()[0]) == kept);  // read, not made again
    CHECK(up_to(700) > some);
    CHECK(files().size() == 1);
    const auto longer = std::filesystem::last_write_time(folder.path / files()[0]);
    CHECK(longer > kept);
    CHECK(up_to(1e9) == request.dots);  // the whole pool takes the beginning's place
    REQUIRE(files().size() == 1);
    CHECK(files()[0].find("first") == std::string::npos);
    const auto whole = std::filesystem::last_write_time(folder.path / files()[0]);
    CHECK(up_to(300) == some);
    CHECK(std::filesystem::last_write_time(folder.path / files()[0]) == whole);
    CHECK(files().size() == 1);
}

TEST_CASE("every input byte is in the key") {
    const SiteSurface surface = square(10);
    const SiteRequest request;
    const SiteKey key = site_key(surface, request);
    CHECK(key == site_key(surface, request));
    SiteSurface moved = surface;
    moved.positions[4].z = std::nextafter(moved.positions[4].z, 1e9F);
    CHECK(key != site_key(moved, request));
    SiteSurface turned = surface;
    turned.normals[5].x = 1e-30F;
    CHECK(key != site_key(turned, request));
    SiteRequest other = request;
    other.seed = 2;
    CHECK(key != site_key(surface, other));
    other = request;
    other.dots += 1;
    CHECK(key != site_key(surface, other));
    other = request;
    other.clearance_mm = 0.3;
    CHECK(key != site_key(surface, other));
    other = request;
    other.follicles_per_cm2 = 299;
    CHECK(key != site_key(surface, other));
    other = request;
    other.pattern = SitePattern::grid;
    CHECK(key != site_key(surface, other));
}

TEST_CASE("cancelling stops at once wherever it comes, progress only rises", "[clock]") {
    const SiteSurface surface = cap(150, 0, 40);
    SiteRequest request;
    request.dots = 1'000'000;
    std::vector<double> waits;
    for (const float share : {0.0F, 0.05F, 0.2F, 0.5F, 0.87F, 0.9F}) {
        Progress progress;
        bool cancelled = false;
        std::chrono::steady_clock::time_point stopped;
        std::thread worker([&] {
            try {
                (void)sample_sites(surface, request, progress);
            } catch (const Cancelled&) {
                cancelled = true;
            }
            stopped = std::chrono::steady_clock::now();
        });
        float last = 0;
        bool rises = true;
        while (last < share) {
            const float now = progress.done;
            rises = rises && now >= last;
            last = std::max(last, now);
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        const auto asked = std::chrono::steady_clock::now();
        progress.cancel = true;
        worker.join();
        CHECK(cancelled);
        CHECK(rises);
        waits.push_back(std::chrono::duration<double>(stopped - asked).count());
    }
    std::sort(waits.begin(), waits.end());
    CAPTURE(waits);
    CHECK(waits[waits.size() / 2] < 0.1);
    CHECK(waits.back() < 0.25);  // cores are shared in a test run
}
