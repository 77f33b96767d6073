#include "site_cache.h"

#include <cstdio>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <system_error>

#include "scalp/digest.h"
#include "site_sampler.h"

namespace stipple::scalp {
namespace {

struct Header {
    char magic[8] = {'S', 'T', 'S', 'I', 'T', 'E', 'S', '2'};
    std::uint32_t order = 0x01020304;  // byte order of the machine that wrote it
    std::uint32_t version = site_sampler_version;
    SiteKey key{};
    std::uint64_t dots[2]{}, clusters[2]{};  // of dots and of follicles
    double area_cm2[2]{};
    std::uint64_t pool[2]{};
    SiteKey checksum{};  // of the header with this field 0, and all that follows
};
static_assert(sizeof(Header) == 112);

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

SiteKey checksum(Header header, const Sites& sites) {
    header.checksum = {};
    Digest digest;
    digest.add(&header, sizeof header);
    for (const SiteSet* set : {&sites.dots, &sites.follicles}) {
        digest.add(set->dots.data(), set->dots.size() * sizeof(shared::Dot));
        digest.add(set->clusters.data(), set->clusters.size() * sizeof(shared::Cluster));
    }
    return digest.value();
}

template <class T>
bool read(std::FILE* file, std::vector<T>& out, std::uint64_t count) {
    out.resize(count);
    return std::fread(out.data(), sizeof(T), count, file) == count;
}

template <class T>
bool write(std::FILE* file, const std::vector<T>& values) {
    return std::fwrite(values.data(), sizeof(T), values.size(), file) == values.size();
}

}  // namespace

SiteKey site_key(const SiteSurface& surface, const SiteRequest& request) {
    Digest digest;
    const std::uint64_t words[] = {site_sampler_version, sizeof(shared::Dot), sizeof(shared::Cluster),
                                   request.dots,         request.seed,        std::uint64_t(request.pattern)};
    const double reals[] = {request.follicles_per_cm2, request.clearance_mm};
    digest.add(words, sizeof words);
    digest.add(reals, sizeof reals);
    digest.add(surface.positions.data(), surface.positions.size() * sizeof(glm::vec3));
    digest.add(surface.normals.data(), surface.normals.size() * sizeof(glm::vec3));
    return digest.value();
}

std::filesystem::path site_file(const std::filesystem::path& folder, const SiteKey& key, bool whole_pool) {
    char name[56];
    std::snprintf(name, sizeof name, "%016llx%016llx%s.sites", static_cast<unsigned long long>(key[0]),
                  static_cast<unsigned long long>(key[1]), whole_pool ? "" : "-first");
    return folder / name;
}

std::optional<Sites> read_sites(const std::filesystem::path& path, const SiteKey& key) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) return std::nullopt;
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) return std::nullopt;
    const Header expected;
    Header header;
    if (std::fread(&header, sizeof header, 1, file.get()) != 1) return std::nullopt;
    if (std::memcmp(header.magic, expected.magic, sizeof header.magic) != 0 || header.order != expected.order ||
        header.version != expected.version || header.key != key)
        return std::nullopt;
    // Counts are believed only when they add up to the file's size, so a damaged one takes no memory.
    std::uintmax_t wanted = sizeof header;
    for (int i = 0; i < 2; ++i) {
        if (header.dots[i] > size || header.clusters[i] > size) return std::nullopt;
        wanted += header.dots[i] * sizeof(shared::Dot) + header.clusters[i] * sizeof(shared::Cluster);
    }
    if (wanted != size) return std::nullopt;
    Sites sites;
    int i = 0;
    for (SiteSet* set : {&sites.dots, &sites.follicles}) {
        if (!read(file.get(), set->dots, header.dots[i]) || !read(file.get(), set->clusters, header.clusters[i]))
            return std::nullopt;
        set->whole_pool = std::uint32_t(header.pool[i]);
        set->area_cm2 = header.area_cm2[i++];
    }
    if (checksum(header, sites) != header.checksum) return std::nullopt;
    return sites;
}

bool write_sites(const std::filesystem::path& path, const SiteKey& key, const Sites& sites) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    std::filesystem::path beside = path;
    std::random_device device;  // only names the file
    beside += "." + std::to_string(device()) + ".part";
    Header header;
    header.key = key;
    int i = 0;
    for (const SiteSet* set : {&sites.dots, &sites.follicles}) {
        header.dots[i] = set->dots.size();
        header.clusters[i] = set->clusters.size();
        header.pool[i] = set->pool();
        header.area_cm2[i++] = set->area_cm2;
    }
    header.checksum = checksum(header, sites);
    bool written = false;
    if (File file{std::fopen(beside.c_str(), "wb")}) {
        written = std::fwrite(&header, sizeof header, 1, file.get()) == 1;
        for (const SiteSet* set : {&sites.dots, &sites.follicles})
            written = written && write(file.get(), set->dots) && write(file.get(), set->clusters);
        written = std::fclose(file.release()) == 0 && written;
    }
    if (written) {
        std::filesystem::rename(beside, path, error);
        if (!error) return true;
    }
    std::filesystem::remove(beside, error);
    return false;
}

}  // namespace stipple::scalp
