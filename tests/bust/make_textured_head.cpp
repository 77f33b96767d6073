// Writes the built-in head with a picture that lies beside it: ninja make_textured_head.
#include <cstdio>
#include <exception>
#include <fstream>

#include "assets/bust/bust_data.h"
#include "bust/with_picture.h"

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: make_textured_head OUT.glb PICTURE.png\n");
        return 2;
    }
    try {
        const auto glb = stipple::bust::bust_glb();
        const auto file = stipple::test::with_picture({glb.begin(), glb.end()}, argv[2]);
        std::ofstream out(argv[1], std::ios::binary);
        out.write(reinterpret_cast<const char*>(file.data()), std::streamsize(file.size()));
        out.close();
        if (out) return 0;
        std::fprintf(stderr, "make_textured_head: %s cannot be written\n", argv[1]);
    } catch (const std::exception& e) {
        std::fprintf(stderr, "make_textured_head: %s\n", e.what());
    }
    return 1;
}
