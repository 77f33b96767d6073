#include "hostile_files.h"

#include <sys/stat.h>

namespace test {
namespace {

Bytes text(const std::string& s) { return {s.begin(), s.end()}; }

// A square of two triangles with indices; each word of the JSON can be replaced.
struct Square {
    std::string json = R"({"asset":{"version":"2.0"},"scene":0,"scenes":[{"nodes":[0]}],"nodes":[{"mesh":0}],)"
                       R"("meshes":[{"primitives":[{"attributes":{"POSITION":0},"indices":1}]}],"buffers":[{"byteLength":60}],)"
                       R"("bufferViews":[{"buffer":0,"byteLength":48},{"buffer":0,"byteOffset":48,"byteLength":12}],)"
                       R"("accessors":[{"bufferView":0,"componentType":5126,"count":4,"type":"VEC3"},{"bufferView":1,"componentType":5123,"count":6,"type":"SCALAR"}]})";
    Bytes bin = [] {
        Bytes b = packed<float>({0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0});
        for (const std::uint16_t i : {0, 1, 2, 0, 2, 3}) append(b, i);
        return b;
    }();
    [[nodiscard]] std::string with(const std::string& from, const std::string& to) const {
        std::string changed = json;
        const std::size_t at = changed.find(from);
        return at == std::string::npos ? std::string("no such words: ") + from : changed.replace(at, from.size(), to);
    }
};

class Writer {
  public:
    explicit Writer(const ScratchFolder& folder) : folder_(folder) {}

    void add(const std::string& name, const Bytes& bytes, const std::string& expected) {
        cases.push_back({folder_.write("model/" + name, bytes), expected});
    }
    // The square's JSON with some words replaced.
    void change(const std::string& name, const std::string& from, const std::string& to, const std::string& expected) {
        add(name + ".glb", glb(square.with(from, to), square.bin), expected);
    }

    Square square;
    std::vector<Case> cases;

  private:
    const ScratchFolder& folder_;
};

void put_u32(Bytes& bytes, std::size_t at, std::uint32_t value) {
    for (std::size_t k = 0; k < 4; ++k) bytes[at + k] = std::uint8_t(value >> 8 * k);
}

void containers(Writer& w) {
    const Bytes good = glb(w.square.json, w.square.bin);
    w.add("good.glb", good, "load");
    for (const std::size_t size : {std::size_t(0), std::size_t(1), std::size_t(11), std::size_t(12), std::size_t(19), std::size_t(21), good.size() / 2, good.size() - 1})
        w.add("cut_" + std::to_string(size) + ".glb", Bytes(good.begin(), good.begin() + std::ptrdiff_t(size)), "reject");
    const auto word = [&](const std::string& name, std::size_t at, std::uint32_t value, const std::string& expected) {
        Bytes bad = good;
        put_u32(bad, at, value);
        w.add(name + ".glb", bad, expected);
    };
    word("version_1", 4, 1, "reject");
    word("total_huge", 8, 0xFFFFFFFF, "reject");
    word("json_huge", 12, 0xFFFFFFFC, "reject");
    word("json_empty", 12, 0, "reject");
    word("bin_first", 16, 0x004E4942, "reject");
    Bytes more = good;
    more.insert(more.end(), 100, 0xAB);
    w.add("more_behind.glb", more, "survive");
    w.add("zeros.glb", Bytes(4096, 0), "reject");
    w.add("page.gltf", text("<!DOCTYPE html><html>404</html>"), "reject");
    w.add("pointer.glb", text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"), "reject");
}

void documents(Writer& w) {
    w.add("list.gltf", text("[]"), "reject");
    w.add("deep.gltf", text(std::string(1'000'000, '[')), "reject");
    w.add("deep_extras.gltf", text(R"({"asset":{"version":"2.0"},"extras":)" + std::string(200'000, '[') + std::string(200'000, ']') + "}"), "reject");
    std::string wide = R"({"asset":{"version":"2.0"},"extras":[0)";
    for (int i = 0; i < 3'000'000; ++i) wide += ",0";
    w.add("wide.gltf", text(wide + "]}"), "reject");
    w.add("nul.gltf", text(std::string("{\"asset\":{\"version\":\"2.0\"},\0}", 29)), "reject");
    w.add("no_text.gltf", text("{\"asset\":{\"version\":\"\xFF\xFE\"}}"), "reject");
    w.change("asset_missing", R"("asset":{"version":"2.0"},)", "", "reject");
    w.change("asset_3", R"("2.0")", R"("3.0")", "reject");
    w.change("buffers_text", R"([{"byteLength":60}])", R"("many")", "reject");
    w.change("meshes_numbers", R"([{"primitives")", R"([7,{"primitives")", "reject");
    w.change("needs_what_is_unknown", R"("indices":1})", R"("indices":1,"extensions":{"ACME_mesh":{}}})", "load");  // not required
    w.add("requires_unknown.glb", glb(Square().with(R"("indices":1})", R"("indices":1,"extensions":{"ACME_mesh":{}}})").replace(1, 0, R"("extensionsRequired":["ACME_mesh"],)"), w.square.bin), "reject");
}

void numbers(Writer& w) {
    for (const char* count : {"0", "-1", "1e308", "2305843009213693952", "5", "\"4\"", "4.5"})
        w.change(std::string("count_") + std::to_string(w.cases.size()), R"("count":4)", std::string(R"("count":)") + count, "reject");
    for (const char* offset : {"18446744073709551604", "-4", "60", "1e300"})
        w.change("offset_" + std::to_string(w.cases.size()), R"("byteOffset":48)", std::string(R"("byteOffset":)") + offset, "reject");
    for (const char* stride : {"8", "13", "1099511627776"})
        w.change("stride_" + std::to_string(w.cases.size()), R"("byteLength":48)", std::string(R"("byteLength":48,"byteStride":)") + stride, "reject");
    w.change("no_view_4e9", R"({"bufferView":0,"componentType":5126,"count":4)", R"({"componentType":5126,"count":4000000000)", "reject");
    w.change("buffer_2e40", R"("byteLength":60)", R"("byteLength":1099511627776)", "reject");
    w.change("type_unknown", "5126", "5127", "reject");
    w.change("indices_float", R"("componentType":5123,"count":6)", R"("componentType":5126,"count":3)", "reject");
    w.change("position_vec2", R"("type":"VEC3")", R"("type":"VEC2")", "reject");
    w.change("mode_9", R"("indices":1)", R"("indices":1,"mode":9)", "reject");
    w.change("points", R"("indices":1)", R"("indices":1,"mode":0)", "survive");
    w.change("sparse_outside", R"("count":4,"type":"VEC3")", R"("count":4,"type":"VEC3","sparse":{"count":2,"indices":{"bufferView":1,"componentType":5125},"values":{"bufferView":0}})", "reject");
    Square bad;
    for (std::size_t i = 0; i < 12; ++i) bad.bin[48 + i] = 0xFF;
    w.add("index_65535.glb", glb(bad.json, bad.bin), "reject");
    for (const std::uint32_t bits : {0x7FC00000U, 0x7F800000U, 0x7F7FFFFFU, 1U}) {  // NaN, infinity, largest, least
        Square odd;
        for (std::size_t i = 0; i < 12; ++i) put_u32(odd.bin, 4 * i, bits);
        w.add("coordinates_" + std::to_string(bits) + ".glb", glb(odd.json, odd.bin), bits == 1 ? "survive" : "reject");
    }
}

void scenes(Writer& w) {
    w.change("circle", R"({"mesh":0}])", R"({"mesh":0,"children":[1]},{"children":[0]}])", "reject");
    w.change("child_missing", R"({"mesh":0}])", R"({"mesh":0,"children":[7]}])", "reject");
    w.change("mesh_missing", R"({"mesh":0}])", R"({"mesh":1}])", "reject");
    w.change("matrix_short", R"({"mesh":0}])", R"({"mesh":0,"matrix":[1,0,0]}])", "reject");
    w.change("scale_zero", R"({"mesh":0}])", R"({"mesh":0,"scale":[0,0,0]}])", "survive");
    w.change("scale_1e38", R"({"mesh":0}])", R"({"mesh":0,"scale":[1e38,1e38,1e38]}])", "survive");
    w.change("skin_missing", R"({"mesh":0}])", R"({"mesh":0,"skin":3}])", "reject");
    w.change("joints_missing", R"({"mesh":0}])", R"({"mesh":0,"skin":0}],"skins":[{"joints":[9,9]}])", "survive");
    std::string chain = R"({"children":[1]})";
    for (int i = 1; i < 50'000; ++i) chain += R"(,{"children":[)" + std::to_string(i + 1) + "]}";
    w.change("chain", R"([{"mesh":0}])", "[" + chain + R"(,{"mesh":0}])", "survive");
    std::string diamonds = R"({"children":[1,1]})";
    for (int i = 1; i < 60; ++i) diamonds += R"(,{"children":[)" + std::to_string(i + 1) + "," + std::to_string(i + 1) + "]}";
    w.change("diamonds", R"([{"mesh":0}])", "[" + diamonds + R"(,{"mesh":0}])", "reject");
    const std::string primitive = R"("indices":1})";
    w.change("target_missing", primitive, R"("indices":1,"targets":[{"POSITION":9}]})", "reject");
    w.change("target_short", primitive + "]}", R"("indices":1,"targets":[{"POSITION":1}]}],"weights":[1]})", "reject");
    w.change("weights_words", primitive + "]}", R"("indices":1,"targets":[{"POSITION":0}]}],"weights":["a",1e300,null]})", "survive");
}

void compressed(Writer& w) {
    const std::string draco = R"("extensions":{"KHR_draco_mesh_compression":{"bufferView":0,"attributes":{"POSITION":0}}})";
    w.change("draco_garbage", R"("indices":1})", R"("indices":1,)" + draco + "}", "reject");
    // heads of Draco streams that claim 2^31 triangles: sequential and edgebreaker
    for (const std::uint8_t method : {std::uint8_t(0), std::uint8_t(1)}) {
        Square lie;
        const Bytes head{'D', 'R', 'A', 'C', 'O', 2, 2, 1, method, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0, 0};
        std::copy(head.begin(), head.end(), lie.bin.begin());
        w.add("draco_claims_" + std::to_string(method) + ".glb", glb(lie.with(R"("indices":1})", R"("indices":1,)" + draco + "}"), lie.bin), "reject");
    }
    w.change("draco_view_missing", R"("indices":1})", R"("indices":1,"extensions":{"KHR_draco_mesh_compression":{"bufferView":5,"attributes":{}}}})", "reject");
    const auto meshopt = [](const std::string& count) {
        return R"("byteLength":48,"extensions":{"EXT_meshopt_compression":{"buffer":0,"byteLength":48,"byteStride":12,"count":)" + count + R"(,"mode":"ATTRIBUTES"}})";
    };
    w.change("meshopt_garbage", R"("byteLength":48)", meshopt("4"), "reject");
    w.change("meshopt_claims", R"("byteLength":48)", meshopt("400000000000"), "reject");
}

// A pictured square with a few of its digits and bytes changed, from a fixed seed.
void mutations(Writer& w) {
    constexpr int kFiles = 80;
    const Bytes picture = png(2, 2, Bytes(16, 200));
    const std::string json = w.square.with(R"("buffers")", R"("images":[{"uri":")" + data_uri("image/png", picture) + R"("}],"samplers":[{"wrapS":33071,"wrapT":33648,"magFilter":9728}],"textures":[{"source":0,"sampler":0}],"materials":[{"alphaMode":"MASK","pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"buffers")");
    std::uint32_t state = 20261122;
    const auto random = [&](std::size_t below) {
        state = state * 1664525U + 1013904223U;
        return std::size_t(state >> 8) % below;
    };
    for (int i = 0; i < kFiles; ++i) {
        std::string text = json;
        Bytes bin = w.square.bin;
        for (std::size_t change = 0; change <= random(4); ++change) {
            std::size_t at = random(text.size());
            while (text[at] < '0' || text[at] > '9') at = (at + 1) % text.size();
            text[at] = "0123456789-.e"[random(13)];
            bin[random(bin.size())] = std::uint8_t(random(256));
        }
        Bytes file = glb(text, bin);
        if (i % 4 == 0) file[12 + random(file.size() - 12)] = std::uint8_t(random(256));
        w.add("mutation_" + std::to_string(i) + ".glb", file, "survive");
    }
}

void samplers(Writer& w) {
    const auto sampled = [&](const std::string& name, const std::string& texture, const std::string& list) {
        w.change(name, R"("buffers")", R"("images":[{"uri":")" + data_uri("image/png", png(1, 1, Bytes(4, 255))) + R"("}],"samplers":)" + list + R"(,"textures":[{"source":0,"sampler":)" + texture +
                                           R"(}],"materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"buffers")", "load");
    };
    sampled("sampler_missing", "7", "[{}]");
    sampled("sampler_no_list", "0", R"("many")");
    sampled("sampler_words", R"("first")", R"([{"wrapS":"clamp","wrapT":1e300,"magFilter":-1}])");
    sampled("sampler_numbers", "0", "[7,null]");
}

void pictures_and_places(Writer& w, const ScratchFolder& folder) {
    const auto pictured = [&](const std::string& name, const std::string& uri) {
        w.change(name, R"("buffers")", R"("images":[{"uri":")" + uri + R"("}],"textures":[{"source":0}],"materials":[{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}],"buffers")", "load");
    };
    // a PNG that claims 60000 x 60000 pixels, and one of nothing
    pictured("png_claims", "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA6mAAAOpgCAIAAAAAAAAA");
    pictured("picture_empty", "data:image/png;base64,");
    pictured("picture_outside", "../secret.bin");
    const std::string part = R"({"byteLength":60})";
    const auto reach = [&](const std::string& name, const std::string& uri, const std::string& expected) {
        const std::string json = w.square.with(part, R"({"byteLength":60,"uri":")" + uri + R"("})");
        w.add(name + ".gltf", text(json), expected);
    };
    (void)folder.write("secret.bin", w.square.bin);
    (void)folder.write("model/own.bin", w.square.bin);
    std::filesystem::create_symlink(folder.path() / "secret.bin", folder.path() / "model/link.bin");
    if (::mkfifo((folder.path() / "model/pipe.bin").c_str(), 0600) != 0) w.cases.push_back({"no pipe could be made", "load"});
    reach("own", "own.bin", "load");
    reach("outside", "../secret.bin", "reject");
    reach("outside_escaped", "%2e%2e%2Fsecret.bin", "reject");
    reach("outside_absolute", (folder.path() / "secret.bin").string(), "reject");
    reach("outside_link", "link.bin", "reject");
    reach("pipe", "pipe.bin", "reject");
    reach("folder", ".", "reject");
    reach("device", "/dev/zero", "reject");
    reach("network", "http://127.0.0.1/own.bin", "reject");
    reach("no_base64", "data:application/octet-stream;base64,@@@@", "reject");
}

void other_formats(Writer& w, const ScratchFolder& folder) {
    const std::string ply = "ply\nformat binary_little_endian 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n";
    Bytes whole = text(ply);
    for (const float v : {0.F, 0.F, 0.F, 1.F, 0.F, 0.F, 0.F, 2.F, 0.F}) append(whole, v);
    append<std::uint8_t>(whole, 3);
    for (const std::int32_t i : {0, 1, 2}) append(whole, i);
    w.add("triangle.ply", whole, "load");
    for (std::size_t cut = 20; cut < whole.size(); cut += 13) w.add("cut_" + std::to_string(cut) + ".ply", Bytes(whole.begin(), whole.begin() + std::ptrdiff_t(cut)), "reject");
    for (const std::uint8_t corners : {std::uint8_t(0), std::uint8_t(2), std::uint8_t(200)}) {
        Bytes odd = whole;
        odd[whole.size() - 13] = corners;
        w.add("corners_" + std::to_string(corners) + ".ply", odd, "reject");
    }
    for (const std::int32_t index : {3, -1, 0x7FFFFFFF}) {
        Bytes odd = whole;
        put_u32(odd, whole.size() - 4, std::uint32_t(index));
        w.add("index_" + std::to_string(index) + ".ply", odd, "reject");
    }
    const std::string obj = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";
    w.add("triangle.obj", text(obj), "load");
    w.add("corner_missing.obj", text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 9\n"), "reject");
    w.add("no_numbers.obj", text("v a b c\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"), "survive");
    w.add("huge.obj", text("v 1e999 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n"), "survive");
    w.add("outside.obj", text("mtllib ../secret.bin\n" + obj), "load");
    w.add("device.obj", text("mtllib /dev/zero\n" + obj), "load");
    w.add("pipe.obj", text("mtllib pipe.bin\n" + obj), "load");
    w.add("long_line.obj", text(obj + std::string(2'000'000, 'x')), "reject");
    w.add("textures.obj", text("v 0 0 0\nv 1 0 0\nv 0 1 0\nvt 0 0\nf 1/9/1 2/9/7 3/-9/1\n"), "survive");
    // the library's OBJ reader ends in a crash on a picture of no material, in the process it is kept in
    (void)folder.write("model/nameless.mtl", text("map_Kd t.png\n"));
    w.add("nameless.obj", text("mtllib nameless.mtl\n" + obj), "reject");
    std::string names = obj;
    for (int i = 0; i < 70'000; ++i) names += "usemtl m" + std::to_string(i) + "\nf 1 2 3\n";
    w.add("materials.obj", text(names), "reject");
    w.add("words.stl", text("solid x\n" + std::string(100'000, 'a') + "\nfacet normal 0 0 1\nvertex nan nan nan\n"), "reject");
    w.add("nothing.stl", Bytes(84, 0), "reject");
    w.add("archive.usdz", text(std::string("PK\x03\x04", 4) + "Model.usdc"), "reject");
}

}  // namespace

std::vector<Case> write_hostile_files(const ScratchFolder& folder) {
    std::filesystem::create_directories(folder.path() / "model");
    Writer w(folder);
    containers(w);
    documents(w);
    numbers(w);
    scenes(w);
    compressed(w);
    samplers(w);
    mutations(w);
    pictures_and_places(w, folder);
    other_formats(w, folder);
    return w.cases;
}

}  // namespace test
