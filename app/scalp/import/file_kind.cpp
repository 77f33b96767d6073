#include "file_kind.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "gltf_json.h"

namespace stipple::scalp {
namespace {

struct Foreign {
    std::string_view sign;  // at the start
    std::string_view format;
};
constexpr std::array kForeign{Foreign{"Kaydara FBX Binary", "an FBX file"},
                              Foreign{"; FBX", "an FBX file"},
                              Foreign{"PXR-USDC", "a USD file"},
                              Foreign{"#usda", "a USD file"},
                              Foreign{"BLENDER", "a Blender file"},
                              Foreign{"\x28\xB5\x2F\xFD", "a file packed with zstd (as Blender's are)"},
                              Foreign{"OFF", "an OFF file"},
                              Foreign{"ISO-10303-21", "a STEP file"},
                              Foreign{"3DMO", "a Rhino file"}};
constexpr std::array kPictures{Foreign{"\xFF\xD8\xFF", "a JPEG photo"}, Foreign{"\x89PNG", "a PNG picture"}, Foreign{"GIF8", "a GIF picture"}, Foreign{"II*", "a TIFF picture"},
                               Foreign{"%PDF", "a PDF document"}};
// Formats known by their name only, with what they are.
constexpr std::array kNames{Foreign{".usdz", "a USDZ file"}, Foreign{".usd", "a USD file"},  Foreign{".usda", "a USD file"},   Foreign{".usdc", "a USD file"},
                            Foreign{".fbx", "an FBX file"},  Foreign{".3mf", "a 3MF file"},  Foreign{".dae", "a COLLADA file"}, Foreign{".3ds", "a 3DS file"},
                            Foreign{".blend", "a Blender file"}, Foreign{".x3d", "an X3D file"}, Foreign{".wrl", "a VRML file"}, Foreign{".abc", "an Alembic file"},
                            Foreign{".step", "a STEP file"}, Foreign{".stp", "a STEP file"}, Foreign{".heic", "a HEIC photo"}, Foreign{".zip", "a ZIP archive"}};

[[noreturn]] void refuse_model(std::string_view what) {
    throw gltf::Fault("it is " + std::string(what) + ", which is not read here; export the scan as GLB (or glTF, OBJ, PLY, STL)");
}
[[noreturn]] void refuse_picture(std::string_view what) {
    throw gltf::Fault("it is " + std::string(what) + ", not a model of a head; open a scan exported as GLB, OBJ, PLY or STL");
}

std::string extension_of(const std::string& name) {
    const std::size_t dot = name.rfind('.'), slash = name.rfind('/');
    if (dot == std::string::npos || (slash != std::string::npos && dot < slash)) return "";
    std::string extension = name.substr(dot);
    for (char& c : extension) c = char(std::tolower(static_cast<unsigned char>(c)));
    return extension;
}

}  // namespace

FileKind file_kind(std::span<const std::uint8_t> bytes, const std::string& name) {
    const std::string extension = extension_of(name);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), std::min<std::size_t>(bytes.size(), 64));
    if (text.starts_with("glTF")) return FileKind::gltf;
    if (text.starts_with("ply\n") || text.starts_with("ply\r")) return FileKind::ply;
    for (const Foreign& foreign : kForeign)
        if (text.starts_with(foreign.sign)) refuse_model(foreign.format);
    for (const Foreign& foreign : kPictures)
        if (text.starts_with(foreign.sign)) refuse_picture(foreign.format);
    if (text.size() >= 12 && text.substr(4, 4) == "ftyp") refuse_picture(text.substr(8, 3) == "hei" || text.substr(8, 4) == "mif1" ? "a HEIC photo" : "a film or photo");
    if (text.starts_with("PK\x03\x04")) {
        if (extension == ".usdz" || extension == ".3mf") refuse_model(extension == ".usdz" ? "a USDZ file" : "a 3MF file");
        throw gltf::Fault("it is a ZIP archive, which is not opened here; unpack it and open the model inside (GLB, glTF, OBJ, PLY or STL)");
    }
    if (extension == ".obj") return FileKind::obj;
    if (extension == ".stl") return FileKind::stl;
    if (extension == ".ply") return FileKind::ply;
    if (extension == ".glb" || extension == ".gltf") return FileKind::gltf;
    for (const Foreign& foreign : kNames)
        if (extension == foreign.sign) refuse_model(foreign.format);
    return FileKind::gltf;
}

}  // namespace stipple::scalp
