// Run while building: writes the built-in head of default measures.
#include <exception>
#include <iostream>

#include "assets/bust/bust.h"

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: stipple_make_bust OUT.glb\n";
        return 2;
    }
    try {
        const stipple::bust::Bust bust = stipple::bust::make_bust({}, stipple::bust::BustDetail::final_mesh);
        stipple::bust::write_bust(bust, argv[1]);
        for (const auto& part : bust.parts)
            std::cout << part.name << ": " << part.indices.size() / 3 << " triangles, " << part.positions.size()
                      << " vertices\n";
    } catch (const std::exception& e) {
        std::cerr << "stipple_make_bust: " << e.what() << '\n';
        return 1;
    }
    return 0;
}
