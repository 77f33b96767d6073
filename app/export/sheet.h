// Several pictures in one, each with a caption: what a client takes home.
#pragma once
#include <string>
#include <vector>

#include "renderer/renderer.h"

namespace stipple::exporting {

struct Tile {
    renderer::Image image;
    std::string caption;  // UTF-8
};

// Tiles of one size, row by row, `columns` to a row. Captions stand below their pictures in the first sans found on the
// machine (Inter, Roboto, DejaVu Sans); where there is none they are left out. A note, where there is one, is said once below
// all of them, in as many lines as it takes.
[[nodiscard]] renderer::Image compose_sheet(const std::vector<Tile>& tiles, int columns, const std::string& note = {});

}  // namespace stipple::exporting
