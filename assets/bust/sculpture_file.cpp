#include "assets/bust/sculpture_file.h"

#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>
#include <type_traits>

#include "assets/bust/sculpture.h"

namespace stipple::bust {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::uint32_t magic = 0x53554234;  // changes with the layout below

// The same walk over a sculpture writes and reads it.
struct Out {
    std::vector<std::uint8_t> bytes;
    void raw(const void* data, std::size_t count) {
        const auto* p = static_cast<const std::uint8_t*>(data);
        bytes.insert(bytes.end(), p, p + count);
    }
    template <class T>
    void value(const T& v) {
        static_assert(std::is_trivially_copyable_v<T>);
        raw(&v, sizeof v);
    }
    template <class T>
    void list(const std::vector<T>& v) {
        static_assert(std::is_trivially_copyable_v<T>);
        value(std::uint64_t(v.size()));
        raw(v.data(), v.size() * sizeof(T));
    }
};

struct In {
    std::span<const std::uint8_t> bytes;
    void raw(void* data, std::size_t count) {
        if (count > bytes.size()) throw std::invalid_argument("built-in head: the sculpture's data ends early");
        std::memcpy(data, bytes.data(), count);
        bytes = bytes.subspan(count);
    }
    template <class T>
    void value(T& v) {
        raw(&v, sizeof v);
    }
    template <class T>
    void list(std::vector<T>& v) {
        std::uint64_t count = 0;
        value(count);
        if (count > bytes.size() / sizeof(T))
            throw std::invalid_argument("built-in head: the sculpture's data ends early");
        v.resize(count);
        raw(v.data(), count * sizeof(T));
    }
};

// Sculptures keep to numbers a float can hold, see sculpt().
void points(Out& out, const std::vector<dvec3>& v) { out.list(std::vector<glm::vec3>(v.begin(), v.end())); }
void points(In& in, std::vector<dvec3>& v) {
    std::vector<glm::vec3> narrow;
    in.list(narrow);
    v.assign(narrow.begin(), narrow.end());
}

template <class Archive, class S>
void walk(Archive& archive, S& s) {
    points(archive, s.mesh.positions);
    points(archive, s.normals);
    archive.list(s.uvs);
    archive.list(s.mesh.triangles);
    auto& o = s.outline;
    archive.list(o.points);
    for (auto* span :
         {&o.glabella, &o.nasion, &o.pronasale, &o.lip, &o.subnasale, &o.menton, &o.vertex, &o.occiput, &o.profile})
        archive.value(*span);
    archive.value(o.tragion);
    archive.value(o.canthus);
    archive.list(o.girdle);
    archive.list(o.coronal);
    archive.list(o.parietal);
}

}  // namespace

std::vector<std::uint8_t> pack(const Sculpture& sculpture) {
    Out out;
    out.value(magic);
    out.value(std::uint32_t(sculpture.shape.eyes_open));
    walk(out, sculpture);
    return std::move(out.bytes);
}

std::shared_ptr<const Sculpture> unpack(std::span<const std::uint8_t> bytes) {
    In in{bytes};
    std::uint32_t first = 0, open = 0;
    in.value(first);
    in.value(open);
    if (first != magic) throw std::invalid_argument("built-in head: this is no sculpture");
    auto made = std::make_shared<Sculpture>(HeadShape{open != 0});
    walk(in, *made);
    if (!in.bytes.empty()) throw std::invalid_argument("built-in head: the sculpture's data goes on too long");
    return made;
}

}  // namespace stipple::bust
