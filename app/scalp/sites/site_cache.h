// Site sets on disk: one file a key. What cannot be read or written is as if it were not there.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "sites.h"

namespace stipple::scalp {

using SiteKey = std::array<std::uint64_t, 2>;

// Covers every byte of the surface and the request, and the sampler's version; not how much of the pool is wanted.
[[nodiscard]] SiteKey site_key(const SiteSurface& surface, const SiteRequest& request);
[[nodiscard]] std::filesystem::path site_file(const std::filesystem::path& folder, const SiteKey& key, bool whole_pool);

// Empty when the file is missing, of another key or layout, cut short, or fails its checksum.
[[nodiscard]] std::optional<Sites> read_sites(const std::filesystem::path& file, const SiteKey& key);
// Written beside and renamed; false when that failed, and then nothing is left behind.
bool write_sites(const std::filesystem::path& file, const SiteKey& key, const Sites& sites);

}  // namespace stipple::scalp
