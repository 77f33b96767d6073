// The surface cut along a cubic grid and sorted along a Morton curve, so that every coarser grid cell is a range of
// pieces.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <vector>

#include "site_sampler_threads.h"
#include "sites.h"

namespace stipple::scalp {

// A position drawn on the surface. `piece` is the index of the piece it lies on.
struct SitePoint {
    glm::vec3 position;
    std::uint32_t piece;
};

// A triangle that lies within one finest cell: corner, two edges (mm), and the triangle of the surface it was cut from.
struct SurfacePiece {
    glm::vec3 corner, edge1, edge2;
    std::uint32_t triangle;
};

// 64-bit counter-based generator (splitmix64): one multiply-xorshift chain a draw, the same on every machine.
struct SiteRandom {
    std::uint64_t state;
    std::uint64_t next() {
        std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
};
[[nodiscard]] inline std::uint64_t mix_bits(std::uint64_t a, std::uint64_t b) {
    SiteRandom random{a * 0xD6E8FEB86659FD93ULL ^ b};
    return random.next();
}

class SurfaceTree {
  public:
    // The finest cell holds 32 to 128 sites a square of its side when `sites` of them cover the surface.
    // Throws std::invalid_argument when the surface has no area or is not three positions and normals a triangle.
    SurfaceTree(const SiteSurface& surface, double sites, SiteThreads& threads);

    [[nodiscard]] double area() const { return area_before_.back(); }  // mm²
    [[nodiscard]] const std::vector<SurfacePiece>& pieces() const { return pieces_; }
    // Area of all pieces before piece i, mm²; one more entry than pieces.
    [[nodiscard]] const std::vector<double>& area_before() const { return area_before_; }
    // Finest cells that hold surface, in Morton order: key, and index of the first piece (one more entry).
    [[nodiscard]] const std::vector<std::uint64_t>& cell_keys() const { return cell_keys_; }
    [[nodiscard]] const std::vector<std::uint32_t>& cell_first() const { return cell_first_; }
    [[nodiscard]] std::uint32_t cell_of_piece(std::uint32_t piece) const { return piece_cell_[piece]; }
    // The cell of a key among them, or `none`.
    static constexpr std::uint32_t none = 0xFFFFFFFF;
    [[nodiscard]] std::uint32_t cell_of_key(std::uint64_t key) const {
        for (std::size_t s = slot_of(key);; s = (s + 1) & (slots_.size() - 1))
            if (slots_[s].cell == none || slots_[s].key == key) return slots_[s].cell;
    }
    [[nodiscard]] unsigned depth() const { return depth_; }  // halvings from the root cell to the finest
    [[nodiscard]] glm::vec3 origin() const { return origin_; }
    [[nodiscard]] float root_size() const { return root_size_; }  // mm
    [[nodiscard]] float cell_size() const { return root_size_ / float(1ULL << depth_); }

    // Uniform over the area of pieces [first, last).
    [[nodiscard]] SitePoint draw(std::uint32_t first, std::uint32_t last, SiteRandom& random) const;
    // The piece of [first, last) a random share of their area falls on; `where` is 64 random bits.
    [[nodiscard]] std::uint32_t piece_at(std::uint32_t first, std::uint32_t last, std::uint64_t where) const;
    // Uniform over one piece; `inside` is 64 random bits.
    [[nodiscard]] SitePoint place(std::uint32_t piece, std::uint64_t inside) const;
    // Shares of the two edges for the same bits.
    [[nodiscard]] static glm::vec2 place_in_triangle(std::uint64_t inside) {
        constexpr float unit = 1.0F / 16777216.0F;  // 24 bits
        const float u = float(std::int32_t(inside >> 40)) * unit,
                    v = float(std::int32_t((inside >> 16) & 0xFFFFFF)) * unit;
        // The far half of the parallelogram is folded onto the near one; told without a branch, for it is a coin's
        // toss.
        const float far = float(u + v > 1);
        return {u + far * (1 - 2 * u), v + far * (1 - 2 * v)};
    }
    // Mean of the triangle's three normals, not normalised: cheap, for telling the two sides of a thin part.
    [[nodiscard]] glm::vec3 side(std::uint32_t piece) const { return side_[pieces_[piece].triangle]; }
    // The point of the surface nearest to p, on pieces whose side faces along `toward`; none within `reach` mm.
    [[nodiscard]] std::optional<SitePoint> nearest(glm::vec3 p, float reach, glm::vec3 toward) const;
    // Unit normal interpolated at a point on the piece.
    [[nodiscard]] glm::vec3 normal(const SitePoint& point) const;

  private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t cell = none;
    };
    // Blocks of 4 x 4 x 4 cells stay together in memory, as places looked up one after the other do on the surface.
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const {
        return (std::size_t(mix_bits(key >> 6, 7)) << 6 | (key & 63)) & (slots_.size() - 1);
    }

    const SiteSurface& surface_;
    std::vector<Slot> slots_;  // cells by a hash of their keys
    std::vector<SurfacePiece> pieces_;
    std::vector<double> area_before_;
    std::vector<std::uint64_t> cell_keys_;
    std::vector<std::uint32_t> cell_first_, piece_cell_;
    std::vector<glm::vec3> side_;
    glm::vec3 origin_{};
    float root_size_ = 1;
    unsigned depth_ = 0;
};

[[nodiscard]] std::uint64_t morton_key(std::uint32_t x, std::uint32_t y, std::uint32_t z);  // 20 bits each
[[nodiscard]] std::uint32_t morton_axis(std::uint64_t key, unsigned axis);                  // the inverse

}  // namespace stipple::scalp
