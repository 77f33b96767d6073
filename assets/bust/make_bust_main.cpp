// Run while building: sculpts the built-in head, and writes the one of default measures.
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "assets/bust/bust.h"
#include "assets/bust/sculpture_file.h"

int main(int argc, char** argv) {
    const std::string eyes = argc > 1 ? argv[1] : "";
    if (argc < 3 || argc > 4 || (eyes != "closed" && eyes != "open")) {
        std::cerr << "usage: stipple_make_bust closed|open SCULPTURE.bin [BUST.glb]\n";
        return 2;
    }
    try {
        const auto sculpture = stipple::bust::sculpt(eyes == "open", stipple::bust::BustDetail::final_mesh);
        const std::vector<std::uint8_t> bytes = stipple::bust::pack(*sculpture);
        std::ofstream out(argv[2], std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
        out.close();
        if (!out) throw std::runtime_error(std::string(argv[2]) + ": cannot be written");
        if (argc < 4) return 0;
        const stipple::bust::Bust bust = stipple::bust::place_bust(*sculpture, {});
        stipple::bust::write_bust(bust, argv[3]);
        for (const auto& part : bust.parts)
            std::cout << part.name << ": " << part.indices.size() / 3 << " triangles, " << part.positions.size()
                      << " vertices\n";
    } catch (const std::exception& e) {
        std::cerr << "stipple_make_bust: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
