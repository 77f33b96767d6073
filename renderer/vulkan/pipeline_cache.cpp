#include "renderer/vulkan/pipeline_cache.h"

#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>

namespace stipple::renderer::vulkan {
namespace {

struct FileHeader {
    std::array<char, 8> magic;
    std::uint64_t bytes;
    std::uint64_t checksum;
};
constexpr std::array<char, 8> magic{'s', 't', 'i', 'p', 'c', 'a', 'c', '1'};
constexpr std::uint64_t size_limit = 256U << 20U;

// FNV-1a, 64 bit: guards against damage, not against malice.
std::uint64_t checksum(std::span<const std::byte> bytes) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const std::byte b : bytes) hash = (hash ^ static_cast<std::uint64_t>(b)) * 1099511628211ULL;
    return hash;
}

}  // namespace

bool cache_fits(std::span<const std::byte> bytes, const VkPhysicalDeviceProperties& device) {
    VkPipelineCacheHeaderVersionOne header{};
    if (bytes.size() < sizeof header) return false;
    std::memcpy(&header, bytes.data(), sizeof header);
    return header.headerSize >= sizeof header && header.headerVersion == VK_PIPELINE_CACHE_HEADER_VERSION_ONE &&
           header.vendorID == device.vendorID && header.deviceID == device.deviceID &&
           std::memcmp(header.pipelineCacheUUID, device.pipelineCacheUUID, VK_UUID_SIZE) == 0;
}

std::vector<std::byte> read_pipeline_cache(const std::filesystem::path& file, const VkPhysicalDeviceProperties& device) {
    std::error_code error;
    if (file.empty() || !std::filesystem::is_regular_file(file, error)) return {};
    std::ifstream in(file, std::ios::binary);
    FileHeader header{};
    if (!in.read(reinterpret_cast<char*>(&header), sizeof header)) return {};
    if (header.magic != magic || header.bytes > size_limit) return {};
    std::vector<std::byte> bytes(header.bytes);
    if (!in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()))) return {};
    if (checksum(bytes) != header.checksum || !cache_fits(bytes, device)) return {};
    return bytes;
}

bool write_pipeline_cache(const std::filesystem::path& file, std::span<const std::byte> bytes) {
    std::error_code error;
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path(), error);
    std::filesystem::path beside = file;
    beside += "." + std::to_string(getpid()) + ".part";
    const FileHeader header{magic, bytes.size(), checksum(bytes)};
    {
        std::ofstream out(beside, std::ios::binary);
        out.write(reinterpret_cast<const char*>(&header), sizeof header);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) {
            std::filesystem::remove(beside, error);
            return false;
        }
    }
    std::filesystem::rename(beside, file, error);
    if (error) {
        std::error_code ignored;
        std::filesystem::remove(beside, ignored);
    }
    return !error;
}

}  // namespace stipple::renderer::vulkan
