// tinygltf is compiled here, without its decoder of pictures (CMakeLists.txt sets TINYGLTF_NO_STB_IMAGE and the like for
// every file that includes it, as the class changes with them).
#define TINYGLTF_IMPLEMENTATION
#include "gltf_model.h"

#include <algorithm>
#include <charconv>

namespace stipple::scalp::gltf {
namespace {

const std::string kPrefix = "buffer-";

// The "files" that tinygltf sees: the checked buffers under the names the clean copy gives them.
Bytes* served(const std::string& name, void* buffers) {
    auto& list = *static_cast<std::vector<Bytes>*>(buffers);
    std::size_t index = 0;
    if (!name.starts_with(kPrefix)) return nullptr;
    const char* end = name.data() + name.size();
    const auto [at, error] = std::from_chars(name.data() + kPrefix.size(), end, index);
    return error == std::errc() && at == end && index < list.size() ? &list[index] : nullptr;
}

tinygltf::FsCallbacks memory_files(std::vector<Bytes>& buffers) {
    tinygltf::FsCallbacks calls{};
    calls.FileExists = [](const std::string& name, void* data) { return served(name, data) != nullptr; };
    calls.ExpandFilePath = [](const std::string& name, void*) { return name; };
    calls.ReadWholeFile = [](std::vector<unsigned char>* out, std::string*, const std::string& name, void* data) {
        Bytes* bytes = served(name, data);
        if (!bytes) return false;
        *out = std::move(*bytes);  // each name stands once in the clean copy
        return true;
    };
    calls.WriteWholeFile = [](std::string*, const std::string&, const std::vector<unsigned char>&, void*) { return false; };
    calls.user_data = &buffers;
    return calls;
}

// Pictures are decoded later, under limits, and only where a material needs them.
bool pass_over_image(tinygltf::Image*, int, std::string*, std::string*, int, int, const unsigned char*, int, void*) { return true; }

}  // namespace

tinygltf::Model parse_model(Checked& checked) {
    Json& clean = checked.clean;
    Json& buffers = clean["buffers"] = Json::array();
    for (std::size_t i = 0; i < checked.buffers.size(); ++i)
        buffers.push_back({{"byteLength", checked.buffers[i].size()}, {"uri", kPrefix + std::to_string(i)}});
    std::vector<std::size_t> primitives;
    for (const Json& mesh : clean.at("meshes")) primitives.push_back(mesh.at("primitives").size());
    const std::string text = clean.dump();
    clean = Json();
    if (text.size() > 0xFFFFFFFFULL) throw Fault("its JSON is longer than 4 GiB; reduce the model before loading it");

    tinygltf::Model model;
    tinygltf::TinyGLTF reader;
    reader.SetFsCallbacks(memory_files(checked.buffers));
    reader.SetImageLoader(pass_over_image, nullptr);
    std::string error, warning;
    bool good = false;
    try {
        good = reader.LoadASCIIFromString(&model, &error, &warning, text.data(), unsigned(text.size()), "");
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& thrown) {
        error = thrown.what();
    }
    // tinygltf leaves out a primitive that it does not like and still reports success
    good = good && model.meshes.size() == primitives.size();
    for (std::size_t i = 0; good && i < primitives.size(); ++i) good = model.meshes[i].primitives.size() == primitives[i];
    if (!good) {
        std::replace_if(error.begin(), error.end(), [](char c) { return std::uint8_t(c) < 32; }, ' ');
        throw Fault("the glTF reader refuses it (" + error.substr(0, 200) + "); export the model again");
    }
    for (const std::size_t accessor : checked.without_data) model.accessors.at(accessor).bufferView = -1;
    return model;
}

}  // namespace stipple::scalp::gltf
