// The renderer's whole face: upload a head and its sites, hand over what a design makes of them, draw frames.
// It keeps no current design: every frame names all it is made of, so two designs side by side are two frames.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "shared/dot.h"
#include "shared/hair_direction.h"
#include "shared/look.h"
#include "shared/marks.h"
#include "shared/time_table.h"
#include "shared/veins.h"

namespace stipple::renderer {

// No device on this machine can run Stipple; what() names each device and the reason it was refused.
struct NoDevice : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct DeviceRequest {
    std::string device;       // "" best, a number as listed, or part of a name
    bool validation = false;  // messages are kept: see Renderer::validation_messages
    std::filesystem::path pipeline_cache;  // "" for none
    std::vector<std::string> instance_extensions;  // surface extensions a window needs; none for headless work
    bool narrow_atomics = false;  // draw as on a device without 64-bit atomic adds; for tests
    bool as_hardware = false;     // deal out work in the order and in groups as wide as graphics processors get it; for tests
    std::uint32_t disc_records = 0;  // most dots one batch of discs holds, for tests; 0: as many as the renderer likes
    // For windows: whether this VkPhysicalDevice's queue family can show pictures. Empty: all can.
    std::function<bool(void* instance, void* physical_device, std::uint32_t queue_family)> can_present;
};

class TextureResource;  // one picture on the device
class HeadResource;    // triangles and textures on the device
class SitesResource;   // dots and clusters on the device
class DesignResource;  // cluster states on the device
class MarksResource;   // a map of scars and birthmarks on the device
class TreatedResource; // a map of treated skin on the device
class Renderer;

// What lies beyond a texture's edges, and between its texels where they are magnified: them, smoothly, or the nearest alone.
enum class TextureWrap : std::uint8_t { repeat, mirror, clamp };
struct TextureSampling {
    TextureWrap u = TextureWrap::repeat, v = TextureWrap::repeat;
    bool nearest = false;
};

// Triangles to shade, head axes, mm. All vertex spans have one length; uvs and colors may be empty.
struct HeadPart {
    std::uint32_t first_index = 0, index_count = 0;
    glm::vec4 base_color{1.0F};  // linear
    int texture = -1;
    TextureSampling sampling;  // of the texture
    bool skin = true;         // takes the skin tone; other parts (eyes, teeth) keep their own colour
    bool transparent = false;  // drawn not at all: eye shells and lashes would only hide what is behind
    bool double_sided = false;
    bool captured = false;  // its own colours are what a camera saw: see SkinLook::captured
    float mask_cutoff = 0;  // nothing is there where alpha (base_color, colors and texture) is below; 0: no mask
    bool hair = false;      // no skin: thin ribbons, each a hair whose vertices run from root to tip
};
// One of the smaller pictures below a texture.
struct Mip {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  // sRGB
};
struct TextureView {
    std::uint32_t width = 0, height = 0;
    std::span<const std::uint8_t> rgba;  // sRGB
    std::span<const Mip> mips;  // make_mips of it, where made before; empty: made as it is uploaded
    std::shared_ptr<const TextureResource> uploaded;  // it, where it is on the device already
};
// The head with fewer triangles over some of its vertices, which may lie elsewhere: for pictures in which the difference is not seen.
struct HeadLevel {
    struct Range {
        std::uint32_t first_index = 0, index_count = 0;
    };
    std::span<const glm::vec3> positions, normals;  // as many as the head has; colors and uvs are the head's
    std::span<const std::uint32_t> indices;
    std::span<const Range> parts;  // as many as the head has
    float error_mm = 0;            // no point of it lies further from the head, nor of the head from it
};
// What light asks of the surface at a vertex beside its normal.
struct VertexShape {
    // Irradiance there by a sky whose radiance is Legendre's polynomial 0, 1, 2 of the sine of the height, other parts of the head
    // hiding what they hide: x is 0 enclosed .. 1 open.
    glm::vec3 sky{0};
    float curvature = 0;  // mean, per mm; 0 where it is flat or hollow, at most kMostCurved
};
inline constexpr float kMostCurved = 0.5F;
inline constexpr float kMostZoned = 4;  // doublings
struct HeadView {
    std::span<const glm::vec3> positions, normals;
    std::span<const glm::vec2> uvs;
    std::span<const glm::vec4> colors;
    std::span<const std::uint32_t> indices;
    std::span<const HeadPart> parts;
    std::span<const TextureView> textures;
    std::span<const HeadLevel> coarser;  // errors rising; may be empty
    // Of heads with captured parts under the skin model, one a vertex, 0 to 1: how much of their own colour stays beside
    // `own_skin`, the colour of bare skin in it (linear). Empty: all of it.
    std::span<const float> own_share;
    glm::vec3 own_skin{0};  // 0: the median over skin, found here
    // What skin has more or less than the tone says, one a vertex, in doublings, kMostZoned at most: x: melanin, y: blood. Empty:
    // nowhere any.
    std::span<const glm::vec2> zones;
    std::span<const VertexShape> shapes;  // vertex_shapes of it, where found before; empty: found as it is uploaded
    // This head uploaded before with other levels or colours, but the same vertices, triangles and textures: what follows
    // of these is taken over, not made again. May be null.
    const HeadResource* before = nullptr;
    // Where veins show, of 255: shared::VEIN_COLUMNS x VEIN_ROWS places, rows from below. Empty: none do.
    std::span<const std::uint8_t> veins;
};

// What an upload needs first. Neither takes a device nor this thread: a loader can have them ready.
// RGBA sRGB mips below the given picture, each half the size of the last (rounded down, at least 1), averaged in linear light.
[[nodiscard]] std::vector<Mip> make_mips(const TextureView& texture);
// One a vertex, for light: from depth maps along 40 directions and the normals of neighbours. Transparent parts hide nothing. About
// 0.3 s for 250 000 triangles on two cores.
[[nodiscard]] std::vector<VertexShape> vertex_shapes(const HeadView& head);
// Share of even light from everywhere that the lobes of `skin` reflect straight back, Fresnel's law and what rough facets hide of each other included.
[[nodiscard]] float gloss_straight_on(const shared::SkinLook& skin);

struct SitesView {
    std::span<const shared::Dot> dots;
    std::span<const shared::Cluster> clusters;
    double area_mm2 = 0;  // skin the sites lie on; 0 where it is not known: then every dot is always drawn
    std::uint64_t pool = 0;  // sites of the whole pool where `dots` is the beginning of one, 0 where it is all of it
};
// What one design makes of one site set: one state a cluster and 8 words of live mask a cluster. Clusters after the last
// one given are dead.
struct SiteStateView {
    std::span<const shared::ClusterState> clusters;
    std::span<const std::uint32_t> live_mask;
};

// Scars and birthmarks on the skin, as seen along rays from one place inside the head. Texels at the edge hold for all directions
// beyond it.
struct MarksView {
    std::uint32_t width = 0, height = 0;
    std::span<const std::uint8_t> rgba;  // linear: factor on the skin's colour, times shared::MARK_PLAIN; a: share of scar, of 255
    glm::vec4 left{0}, back{0}, pole{0}, piece{0};  // see shared::MarksUniforms
    float texel_mm = 1;                             // about so wide is a texel on the skin
};

// Skin that dots were set in, for what healing shows of it: share of the full density, of 255, on a square chart seen as MarksView's is.
struct TreatedView {
    std::uint32_t side = 0;
    std::span<const std::uint8_t> share;
    glm::vec4 left{0}, back{0}, pole{0}, piece{0};  // see shared::MarksUniforms; `piece` holds for the whole chart
};

struct Camera {
    glm::mat4 view{1.0F};        // head axes to eye axes (right-handed, looking along -z)
    double vertical_fov = 0.35;  // radians
    double near_mm = 10, far_mm = 10000;
    double focus_mm = 1200;      // distance at which lengths on the surface are turned into pixels
    double opening_mm = 0;       // diameter of the lens, focused at focus_mm: see shared/lens.h; 0: a pinhole, sharp everywhere
};

// A lamp, a window or the sun: a round patch of even radiance, infinitely far away. Axes of a light: y is the head's, up; z towards
// the viewer, level, and x to the viewer's right (Light::follows_camera), or both the head's.
struct KeyLight {
    glm::vec3 direction{0, 0, 1};  // towards its middle
    float radius = 0.1F;           // half the angle it is seen under, radians: 0.0047 the sun, at most 0.7
    glm::vec3 irradiance{0};       // linear RGB: what a white matt surface that faces it sends out; 0: there is none
};
inline constexpr std::size_t kMostKeyLights = 2;

struct Light {
    std::array<KeyLight, kMostKeyLights> keys{{{{0.50F, 0.55F, 0.62F}, 0.35F, {1.15F, 1.133F, 1.098F}}, {}}};
    // Radiance, linear RGB, of everything else: it changes evenly with the sine of the height from level to straight up; below, past
    // a soft edge, it is the ground's.
    glm::vec3 zenith{0.50F, 0.51F, 0.525F}, horizon{0.35F, 0.345F, 0.345F}, ground{0.20F, 0.18F, 0.165F};
    bool follows_camera = true;  // turns about the head's upright axis with the camera; else it stays with the head
    float exposure = 1;          // factor on radiance before it becomes a picture
};

// By size, all splatted, all as discs; and to measure against: all as blended quads, of visible clusters or of every cluster.
enum class DotPath { automatic, moments, discs, strips, quads };

struct Frame {
    std::shared_ptr<const HeadResource> head;
    std::shared_ptr<const SitesResource> dots, follicles;            // follicles may be null
    std::shared_ptr<const DesignResource> dot_state, follicle_state;  // may be null: bare skin
    shared::TimeTable time{};
    shared::DotLook look{};
    shared::SkinLook skin{};
    shared::HairField hair_field{};  // of this head: which way its follicles' hair grows
    Camera camera;
    Light light;
    glm::vec3 background{0.18F};  // linear
    std::shared_ptr<const MarksResource> marks;  // may be null: none
    std::shared_ptr<const TreatedResource> treated;  // may be null where nothing heals
    shared::MarksLook marks_look{};
    DotPath path = DotPath::automatic;
    // Level of detail: about so many dots of the pool are drawn for a pixel of skin seen squarely, each standing for those
    // left out; the darkness stays. 0 draws every dot, and every triangle of the head.
    double dots_per_pixel = 0;
};

// What the window draws in motion and bench times: one picture is then within 2.6 % of the whole pool's coverage (RMS over
// boxes of 4 x 4 pixels, pools of 4 and 8 M all live); 6 are allowed, four dots a pixel would be within 2.2 %.
inline constexpr double kMotionDotsPerPixel = 3;
// Where a frame's level of detail is reduced, its head may lie so many pixels beside the true one at most.
inline constexpr double kMotionHeadPixels = 0.75;


// Pixels as the frame was computed, rows from the top.
struct LinearImage {
    std::uint32_t width = 0, height = 0;
    std::vector<glm::vec4> pixels;
};
struct Image {
    std::uint32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;  // sRGB
};
// Coverage summed in the three layers (area fraction times strength), before scars take their share of it, and what compose made of
// it: for tests and measuring.
struct Measured {
    std::uint32_t width = 0, height = 0;
    std::vector<glm::vec4> coverage;       // pigment, shifted, hair; w: 1 on skin
    std::vector<glm::vec4> reflectance;    // t(x) (K * t)(x) per colour: the factor on bare skin's reflectance
};

struct PassTime {
    std::string name;
    double ms = 0;
};
struct FrameStatistics {
    std::vector<PassTime> passes;  // of the last finished frame, from the device's timestamps
    std::uint32_t clusters_drawn = 0;
    std::uint32_t dots_drawn = 0;  // counted where every dot is drawn, reckoned from ranks where the level of detail is reduced
    std::uint32_t dots_dropped = 0;  // for want of room in the lists of discs: always 0, or a bound is wrong
};

// One of the pictures that are averaged into a smooth one: each sees the head from a different place inside the pixel, the
// first from its middle, as a picture without samples does. They must be drawn in order, one after the other.
struct Sample {
    std::uint32_t index = 0, count = 1;
};

// Pictures averaged into one that is kept or looked at in peace: edges of the head and of single dots are smooth.
inline constexpr std::uint32_t kStillSamples = 8;

// A picture on its way to the device, piece by piece, so that a window can answer between them. What `texture` names must
// stay until the last piece.
class TextureUpload {
  public:
    TextureUpload(Renderer& renderer, const TextureView& texture);
    ~TextureUpload();
    TextureUpload(TextureUpload&&) noexcept;
    TextureUpload& operator=(TextureUpload&&) noexcept;
    // Hands over about so many bytes; true when nothing is left.
    bool step(std::size_t bytes);
    [[nodiscard]] std::shared_ptr<const TextureResource> resource() const;  // null until then

  private:
    struct State;
    std::unique_ptr<State> state_;
};

class Renderer {
  public:
    explicit Renderer(const DeviceRequest& request);  // throws NoDevice
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    [[nodiscard]] std::shared_ptr<const HeadResource> upload_head(const HeadView& head);
    [[nodiscard]] std::shared_ptr<const SitesResource> upload_sites(const SitesView& sites);
    // `state` must be of these very sites.
    [[nodiscard]] std::shared_ptr<const DesignResource> upload_design(const std::shared_ptr<const SitesResource>& sites,
                                                                      const SiteStateView& state);
    [[nodiscard]] std::shared_ptr<const MarksResource> upload_marks(const MarksView& marks);
    [[nodiscard]] std::shared_ptr<const TreatedResource> upload_treated(const TreatedView& treated);

    // Draws one frame and waits for it. Same inputs give the same bytes on the same machine. `samples` pictures, each from
    // another place inside the pixel, are averaged in linear light: 1 as the window draws in motion, kStillSamples for pictures to keep.
    [[nodiscard]] Image render(const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples = 1);
    // Radiance of the head in such a picture, before it becomes one; of what shows what a camera saw that, as it is shown. a: share of the samples, or of the lens, that see the head.
    [[nodiscard]] LinearImage radiance(const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples = 1);
    // What such a picture is made of: `samples` as above, averaged.
    [[nodiscard]] Measured measure(const Frame& frame, std::uint32_t width, std::uint32_t height, std::uint32_t samples = 1);
    // Both drawn like that, and one picture of where they differ in lightness: see shared/difference.h.
    [[nodiscard]] Image difference(const Frame& first, const Frame& second, std::uint32_t width, std::uint32_t height, std::uint32_t samples = 1);
    // Draws without reading back, for timing. Several frames are one piece of work for the device, as panes of a comparison are.
    void draw(const Frame& frame, std::uint32_t width, std::uint32_t height) { draw(std::span(&frame, 1), width, height); }
    void draw(std::span<const Frame> frames, std::uint32_t width, std::uint32_t height);

    // Waits until everything handed over so far is done, for timing.
    void wait();

    [[nodiscard]] FrameStatistics statistics() const;
    [[nodiscard]] std::string device_name() const;
    // Validation messages so far; a test demands none.
    [[nodiscard]] std::vector<std::string> validation_messages() const;

    class Internals;  // for the window: see renderer/present.h
    [[nodiscard]] Internals& internals() { return *internals_; }

  private:
    std::unique_ptr<Internals> internals_;
};

}  // namespace stipple::renderer
