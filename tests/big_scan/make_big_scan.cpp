// make_big_scan OUT.glb [TRIANGLES [TEXTURE_SIDE [png|jpeg]]]: the scan that opening is timed on.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <string_view>

#include "big_scan.h"

int main(int argc, char** argv) {
    if (argc < 2 || argc > 5) {
        std::fprintf(stderr, "usage: make_big_scan OUT.glb [TRIANGLES [TEXTURE_SIDE [png|jpeg]]]\n");
        return 2;
    }
    test::BigScan scan;
    if (argc > 2) scan.triangles = std::strtoull(argv[2], nullptr, 10);
    if (argc > 3) scan.texture_side = std::uint32_t(std::strtoul(argv[3], nullptr, 10));
    if (argc > 4) scan.png = std::string_view(argv[4]) == "png";
    try {
        const std::vector<std::uint8_t> glb = test::big_scan(scan);
        std::ofstream out(argv[1], std::ios::binary);
        out.write(reinterpret_cast<const char*>(glb.data()), std::streamsize(glb.size()));
        if (!out.flush()) throw std::runtime_error("could not be written");
        std::printf("%s: %.1f MB\n", argv[1], double(glb.size()) / 1e6);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s: %s\n", argv[1], error.what());
        return 1;
    }
    return 0;
}
