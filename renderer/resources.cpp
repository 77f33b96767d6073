#include "renderer/resources.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "renderer/texture_pieces.h"
#include "renderer/upload_math.h"
#include "renderer/vulkan/staging.h"
#include "shared/light.h"

namespace stipple::renderer {
namespace {

static_assert(kMostCurved == shared::MOST_CURVED && kMostZoned == shared::MOST_ZONED && kMostKeyLights == shared::KEY_LIGHTS);

std::int16_t signed_share(float x) { return std::int16_t(std::lround(glm::clamp(x, -1.0F, 1.0F) * 32767)); }
std::uint16_t share(float x) { return std::uint16_t(std::lround(glm::clamp(x, 0.0F, 1.0F) * 65535)); }

HeadVertex head_vertex(const HeadView& head, std::uint32_t at, const VertexShape& shape) {
    const glm::vec3& n = head.normals[at];
    const glm::vec4 c = head.colors.empty() ? glm::vec4(1) : head.colors[at];
    const glm::vec2 zone = head.zones.empty() ? glm::vec2(0) : head.zones[at] / kMostZoned;
    return {head.positions[at],
            {signed_share(n.x), signed_share(n.y), signed_share(n.z), signed_share(shape.sky.x)},
            {signed_share(shape.sky.y), signed_share(shape.sky.z), signed_share(zone.x), signed_share(zone.y)},
            {share(c.r), share(c.g), share(c.b), share(head.own_share.empty() ? 1.0F : head.own_share[at])},
            head.uvs.empty() ? glm::vec2(0) : head.uvs[at],
            shape.curvature};
}

// Octahedral, -1 .. 1: shaders/strand.glsl turns it back.
glm::vec2 folded(const glm::vec3& direction) {
    const float scale = 1 / (std::abs(direction.x) + std::abs(direction.y) + std::abs(direction.z));
    const glm::vec2 flat = glm::vec2(direction) * scale;
    if (direction.z >= 0) return flat;
    return {(1 - std::abs(flat.y)) * (flat.x >= 0 ? 1.0F : -1.0F), (1 - std::abs(flat.x)) * (flat.y >= 0 ? 1.0F : -1.0F)};
}

// Of hair the places of HeadView::zones say which way it runs, from root to tip; other vertices keep theirs. Ribbons are far longer than
// wide, so their triangles' longest edges run along them, and vertices are numbered from the root on. Empty without hair.
std::vector<glm::vec2> zones_with_strands(const HeadView& head) {
    if (std::none_of(head.parts.begin(), head.parts.end(), [](const HeadPart& part) { return part.hair; })) return {};
    std::vector<glm::vec2> zones(head.positions.size(), glm::vec2(0));
    std::copy(head.zones.begin(), head.zones.end(), zones.begin());
    std::vector<glm::vec3> along(head.positions.size(), glm::vec3(0));
    for (const HeadPart& part : head.parts) {
        if (!part.hair) continue;
        const auto triangles = head.indices.subspan(part.first_index, part.index_count);
        for (std::size_t i = 0; i + 2 < triangles.size(); i += 3) {
            glm::vec3 longest(0);
            for (std::size_t k = 0; k < 3; ++k) {
                const std::uint32_t a = triangles[i + k], b = triangles[i + (k + 1) % 3];
                const glm::vec3 edge = head.positions[std::max(a, b)] - head.positions[std::min(a, b)];
                if (glm::dot(edge, edge) > glm::dot(longest, longest)) longest = edge;
            }
            for (std::size_t k = 0; k < 3; ++k) along[triangles[i + k]] += longest;
        }
        for (const std::uint32_t at : triangles)
            if (const float length = glm::length(along[at]); length > 0) zones[at] = folded(along[at] / length) * kMostZoned;
    }
    return zones;
}

// Of vertices that only other parts than skin have, curvature says what is hair: see surface.glsl. 0: of skin, 1: of neither, 2: of hair.
std::vector<std::uint8_t> kinds_of(const HeadView& head) {
    std::vector<std::uint8_t> kinds(head.positions.size(), 0);
    for (const HeadPart& part : head.parts)
        for (const std::uint32_t at : head.indices.subspan(part.first_index, part.skin ? 0 : part.index_count)) kinds[at] = part.hair ? 2 : 1;
    for (const HeadPart& part : head.parts)
        for (const std::uint32_t at : head.indices.subspan(part.first_index, part.skin ? part.index_count : 0)) kinds[at] = 0;
    return kinds;
}

// The head as one of its levels has it, 0 as it is. `parts` starts as the head's and is changed to suit.
HeadView at_level(const HeadView& head, std::size_t level, std::span<HeadPart> parts) {
    HeadView shown = head;
    shown.parts = parts;
    if (level == 0) return shown;
    const HeadLevel& coarser = head.coarser[level - 1];
    assert(coarser.positions.size() == head.positions.size() && coarser.normals.size() == head.normals.size());
    assert(coarser.parts.size() == parts.size());
    shown.positions = coarser.positions;
    shown.normals = coarser.normals;
    shown.indices = coarser.indices;
    for (std::size_t p = 0; p < parts.size(); ++p) {
        parts[p].first_index = coarser.parts[p].first_index;
        parts[p].index_count = coarser.parts[p].index_count;
    }
    return shown;
}

std::shared_ptr<const vulkan::Image> image_of(std::shared_ptr<const TextureResource> texture) {
    const vulkan::Image* image = &texture->image;
    return {std::move(texture), image};
}

std::shared_ptr<const vulkan::Image> make_texture(vulkan::Device& device, vulkan::FrameRing& frames, const TextureView& texture) {
    if (texture.uploaded) return image_of(texture.uploaded);
    TexturePieces pieces(device, frames, texture);
    while (!pieces.step(vulkan::Staging::block_bytes)) {
    }
    return image_of(pieces.resource());
}

std::shared_ptr<const vulkan::Image> make_veins(vulkan::Device& device, vulkan::FrameRing& frames, std::span<const std::uint8_t> share) {
    assert(share.size() == std::size_t(shared::VEIN_COLUMNS) * shared::VEIN_ROWS);
    vulkan::ImageDescription description;
    description.width = shared::VEIN_COLUMNS;
    description.height = shared::VEIN_ROWS;
    description.format = VK_FORMAT_R8_UNORM;
    auto image = std::make_shared<vulkan::Image>(device, "veins", description);
    vulkan::Commands& commands = frames.begin();
    commands.upload(*image, std::as_bytes(share));
    commands.transition(*image, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    frames.submit();
    return image;
}

template <class T>
vulkan::Buffer filled(vulkan::Device& device, vulkan::Commands& commands, std::string_view name, std::span<const T> data,
                      VkBufferUsageFlags usage) {
    vulkan::Buffer buffer(device, name, data.size_bytes(), usage);
    if (!data.empty()) commands.upload(buffer, data);
    return buffer;
}

}  // namespace

std::shared_ptr<const HeadResource> make_head_resource(vulkan::Device& device, vulkan::FrameRing& frames, const HeadView& head) {
    assert(head.normals.size() == head.positions.size());
    assert(head.uvs.empty() || head.uvs.size() == head.positions.size());
    assert(head.colors.empty() || head.colors.size() == head.positions.size());
    assert(head.own_share.empty() || head.own_share.size() == head.positions.size());
    auto resource = std::make_shared<HeadResource>();
    assert(!head.before || head.before->shapes.size() == head.positions.size());
    assert(head.shapes.empty() || head.shapes.size() == head.positions.size());
    assert(head.zones.empty() || head.zones.size() == head.positions.size());
    if (head.before) resource->shapes = head.before->shapes;
    else if (!head.shapes.empty()) resource->shapes.assign(head.shapes.begin(), head.shapes.end());
    else resource->shapes = vertex_shapes(head);
    std::vector<HeadVertex> vertices;
    std::vector<std::uint32_t> indices;
    const std::vector<glm::vec2> zones = zones_with_strands(head);
    const std::vector<std::uint8_t> kinds = kinds_of(head);
    for (std::size_t level = 0; level <= head.coarser.size(); ++level) {
        std::vector<HeadPart> parts(head.parts.begin(), head.parts.end());
        HeadView shown = at_level(head, level, parts);
        if (!zones.empty()) shown.zones = zones;
        HeadRuns ordered = head_runs(shown);
        for (HeadRun& run : ordered.runs) run.first_index += std::uint32_t(indices.size());
        for (const std::uint32_t index : ordered.indices) indices.push_back(std::uint32_t(vertices.size()) + index);
        for (const std::uint32_t at : ordered.vertices) {
            vertices.push_back(head_vertex(shown, at, resource->shapes[at]));
            if (kinds[at] != 0) vertices.back().curvature = kinds[at] == 2 ? kMostCurved : 0.0F;
        }
        resource->levels.push_back(std::move(ordered.runs));
        if (level > 0) resource->level_errors_mm.push_back(head.coarser[level - 1].error_mm);
    }
    assert(std::is_sorted(resource->level_errors_mm.begin(), resource->level_errors_mm.end()));
    vulkan::Commands& commands = frames.begin();
    resource->vertices = filled<HeadVertex>(device, commands, "head vertices", vertices, vulkan::vertex_usage);
    resource->indices = filled<std::uint32_t>(device, commands, "head indices", indices, vulkan::index_usage);
    commands.barrier(vulkan::access::transfer_write, vulkan::access::any_read);
    frames.submit();
    if (head.before) {
        assert(head.before->textures.size() == head.textures.size() + 1);
        resource->textures = head.before->textures;
    } else {
        for (const TextureView& texture : head.textures) resource->textures.push_back(make_texture(device, frames, texture));
        static constexpr std::array<std::uint8_t, 4> white{255, 255, 255, 255};
        resource->textures.push_back(make_texture(device, frames, {1, 1, white, {}, {}}));
    }
    if (head.before && head.before->veins) resource->veins = head.before->veins;
    else if (!head.veins.empty()) resource->veins = make_veins(device, frames, head.veins);
    resource->parts.assign(head.parts.begin(), head.parts.end());
    for (const HeadPart& part : head.parts)
        if (!part.transparent && (!part.skin || part.double_sided)) resource->all_skin = false;
    for (const HeadPart& part : head.parts)
        for (const std::uint32_t at : head.indices.subspan(part.first_index, part.hair ? part.index_count : 0)) {
            resource->hair_low = glm::min(resource->hair_low, head.positions[at]);
            resource->hair_high = glm::max(resource->hair_high, head.positions[at]);
        }
    for (const HeadPart& part : head.parts) {
        resource->captured = resource->captured || part.captured;
        resource->all_captured = resource->all_captured && (part.captured || part.transparent);
    }
    resource->bounds.skin_mean = head.own_skin == glm::vec3(0) ? skin_median(head) : head.own_skin;
    resource->bounds.low = glm::vec3(1e30F);
    resource->bounds.high = glm::vec3(-1e30F);
    const auto bound = [&](std::span<const glm::vec3> positions) {
        for (const glm::vec3& p : positions) {
            resource->bounds.low = glm::min(resource->bounds.low, p);
            resource->bounds.high = glm::max(resource->bounds.high, p);
        }
    };
    bound(head.positions);
    resource->bounds.own_low = resource->bounds.low;
    resource->bounds.own_high = resource->bounds.high;
    for (const HeadLevel& level : head.coarser) bound(level.positions);
    return resource;
}

std::shared_ptr<const SitesResource> make_sites_resource(vulkan::Device& device, vulkan::Commands& commands,
                                                         const SitesView& sites) {
    auto resource = std::make_shared<SitesResource>();
    resource->dots = filled(device, commands, "sites", sites.dots, vulkan::storage_usage);
    resource->clusters = filled(device, commands, "site clusters", sites.clusters, vulkan::storage_usage);
    resource->host_clusters.assign(sites.clusters.begin(), sites.clusters.end());
    resource->groups = group_sites(sites.clusters);
    resource->bounds = site_bounds(sites);
    commands.barrier(vulkan::access::transfer_write, vulkan::access::any_read);
    return resource;
}

std::shared_ptr<const DesignResource> make_design_resource(vulkan::Device& device, vulkan::Commands& commands,
                                                           std::shared_ptr<const SitesResource> sites,
                                                           const SiteStateView& state) {
    assert(state.clusters.size() <= sites->cluster_count());
    assert(state.live_mask.size() == state.clusters.size() * (shared::CLUSTER_MAX_DOTS / 32));
    auto resource = std::make_shared<DesignResource>();
    resource->states = filled(device, commands, "cluster states", state.clusters, vulkan::storage_usage);
    resource->live_mask = filled(device, commands, "live mask", state.live_mask, vulkan::storage_usage);
    resource->cluster_count = std::uint32_t(state.clusters.size());
    resource->chunks.resize(state.clusters.size());
    for (std::size_t i = 0; i < state.clusters.size(); ++i) {
        const shared::ClusterState& cluster = state.clusters[i];
        const std::uint32_t possible = cluster.live & 0xffffU;
        resource->chunks[i] = std::uint8_t((possible + shared::CHUNK_SLOTS - 1) / shared::CHUNK_SLOTS);
        resource->chunk_count += resource->chunks[i];
        if (possible == 0) continue;
        std::uint32_t sessions = 1;
        while (sessions < shared::MAX_SESSIONS && shared::session_end_of(cluster, sessions - 1) < 65535U) ++sessions;
        resource->sessions = std::max(resource->sessions, sessions);
    }
    resource->live = live_groups(sites->groups, state.clusters);
    resource->bounds = live_bounds(sites->bounds, sites->host_clusters, state.clusters);
    resource->sites = std::move(sites);
    commands.barrier(vulkan::access::transfer_write, vulkan::access::any_read);
    return resource;
}

std::shared_ptr<const MarksResource> make_marks_resource(vulkan::Device& device, vulkan::Commands& commands, const MarksView& marks) {
    assert(marks.width > 0 && marks.height > 0 && marks.rgba.size() == std::size_t(marks.width) * marks.height * 4);
    auto resource = std::make_shared<MarksResource>();
    vulkan::ImageDescription description;
    description.width = marks.width;
    description.height = marks.height;
    description.mips = vulkan::full_mips(marks.width, marks.height);  // punch scars are two texels wide
    resource->map = vulkan::Image(device, "marks", description);
    commands.upload(resource->map, std::as_bytes(marks.rgba));
    commands.generate_mips(resource->map);
    resource->uniforms.left = marks.left;
    resource->uniforms.back = marks.back;
    resource->uniforms.pole = marks.pole;
    resource->uniforms.piece = marks.piece;
    resource->uniforms.across = glm::vec4(marks.texel_mm, 0, 0, 0);
    return resource;
}

std::shared_ptr<const TreatedResource> make_treated_resource(vulkan::Device& device, vulkan::Commands& commands, const TreatedView& treated) {
    assert(treated.side > 0 && treated.share.size() == std::size_t(treated.side) * treated.side);
    auto resource = std::make_shared<TreatedResource>();
    vulkan::ImageDescription description;
    description.width = description.height = treated.side;
    description.format = VK_FORMAT_R8_UNORM;
    resource->map = vulkan::Image(device, "treated", description);
    commands.upload(resource->map, std::as_bytes(treated.share));
    commands.transition(resource->map, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL);
    resource->uniforms.left = treated.left;
    resource->uniforms.back = treated.back;
    resource->uniforms.pole = treated.pole;
    resource->uniforms.treated = treated.piece;
    return resource;
}

void DesignResource::list_every_chunk(vulkan::Device& device, vulkan::Commands& commands) const {
    if (every_chunk) return;
    std::vector<std::uint32_t> list;
    list.reserve(chunk_count);
    for (std::size_t i = 0; i < chunks.size(); ++i)
        for (std::uint32_t k = 0; k < chunks[i]; ++k) list.push_back(std::uint32_t(i) << 2 | k);
    every_chunk = filled<std::uint32_t>(device, commands, "every chunk", list, vulkan::storage_usage);
    commands.barrier(vulkan::access::transfer_write, vulkan::access::any_read);
}

}  // namespace stipple::renderer
