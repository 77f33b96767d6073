// A level square of the sampler's own sites as a scene of the renderer: ranks, octaves and clusters as on a head.
#pragma once
#include "patch_scene.h"

namespace stipple::test {

struct PoolScene {
    // `side_mm` square around the origin on z = 0, facing +z. Of the sites the share wanted
    // (0 .. 1, linear in x from the left edge to the right) of ranks is live, all of one session.
    PoolScene(renderer::Renderer& renderer, double side_mm, double pool_per_cm2, double wanted_left,
              double wanted_right);

    PatchScene scene;
};

}  // namespace stipple::test
